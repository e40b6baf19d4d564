//! Reads the parts of a path; what cannot be read is a problem like any other.

use super::Problem;
use axum::{
    extract::{FromRequestParts, Path},
    http::{StatusCode, request::Parts},
};
use serde::de::DeserializeOwned;

/// The captured parts of a path.
pub struct Segments<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Segments<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = Path::<T>::from_request_parts(parts, state).await;
        let refused = |_| Problem::new(StatusCode::BAD_REQUEST, "bad_path", "The path cannot be read.");
        read.map(|Path(segments)| Self(segments)).map_err(refused)
    }
}

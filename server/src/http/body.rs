//! Reads request bodies within their limits: JSON of at most 64 KiB, photos of at most 15 MiB.

use super::Problem;
use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Most bytes of a JSON body.
pub const JSON_LIMIT: usize = 64 * 1024;
/// Most bytes of a long JSON body: 20,000 cells with their commas.
pub const LONG_LIMIT: usize = 512 * 1024;
/// Most bytes of a photo.
pub const PHOTO_LIMIT: usize = 15 * 1024 * 1024;

/// A JSON body as it came: its value, and the hash of its bytes that the phone waits for.
pub struct Received {
    /// The parsed body.
    pub value: Value,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
}

impl<S: Send + Sync> FromRequest<S> for Received {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Problem> {
        Self::read(request, JSON_LIMIT).await
    }
}

/// A JSON body of at most 512 KiB, for the few doors that take long lists.
pub struct LongBody(pub Received);

impl<S: Send + Sync> FromRequest<S> for LongBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Problem> {
        Received::read(request, LONG_LIMIT).await.map(Self)
    }
}

impl Received {
    async fn read(request: Request, limit: usize) -> Result<Self, Problem> {
        read_json(request, limit, Self::parse).await
    }

    fn parse(bytes: &[u8]) -> Result<Self, Problem> {
        let value = serde_json::from_slice(bytes).map_err(|error| {
            let place = format!("line {}, column {}", error.line(), error.column());
            Problem::new(
                StatusCode::BAD_REQUEST,
                "malformed_json",
                format!("The body is not JSON: {place}."),
            )
        })?;
        Ok(Self {
            value,
            sha256: Sha256::digest(bytes).into(),
        })
    }
}

/// What `parse` makes of a JSON body of at most `limit` bytes.
pub async fn read_json<T>(
    request: Request,
    limit: usize,
    parse: impl FnOnce(&[u8]) -> Result<T, Problem>,
) -> Result<T, Problem> {
    require_json(request.headers())?;
    parse(&read_limited(request.into_body(), limit).await?)
}

fn require_json(headers: &HeaderMap) -> Result<(), Problem> {
    let sort = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = sort.split(';').next().unwrap_or_default().trim();
    let plain = !headers.contains_key(header::CONTENT_ENCODING);
    if essence.eq_ignore_ascii_case("application/json") && plain {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "not_json",
        "Send Content-Type: application/json, not compressed.",
    ))
}

/// The whole body, or 413 as soon as it is known to be longer than `limit` bytes.
pub async fn read_limited(body: Body, limit: usize) -> Result<Bytes, Problem> {
    let announced = http_body::Body::size_hint(&body).lower();
    if announced > limit as u64 {
        return Err(too_large(limit));
    }
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(too_large(limit)),
        Err(_) => Err(Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "body_cut",
            "The body stopped half way or took too long.",
        )),
    }
}

fn too_large(limit: usize) -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too_large",
        format!("At most {} KiB.", limit / 1024),
    )
}

/// Lower-case hexadecimal of bytes, the form of every hash that leaves by a door.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

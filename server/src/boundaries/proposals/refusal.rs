//! What the doors of a proposal answer when they cannot: a problem, or both versions when somebody else was first.

use crate::http::Problem;
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use utoipa::ToSchema;

/// Somebody else changed it since the asker looked (409, `changed_meanwhile`).
#[derive(Debug, ToSchema)]
pub struct Changed {
    /// What was sent.
    #[schema(value_type = Object)]
    pub yours: Value,
    /// The proposal as it is now.
    #[schema(value_type = Object)]
    pub theirs: Value,
}

/// Why not.
#[derive(Debug)]
pub enum Refusal {
    /// As of any door.
    Problem(Box<Problem>),
    /// Somebody else was first.
    Changed(Box<Changed>),
}

impl Refusal {
    /// Somebody else was first: what was sent, and what is here now.
    pub fn changed(yours: &Value, theirs: &impl serde::Serialize) -> Self {
        Self::Changed(Box::new(Changed {
            yours: yours.clone(),
            theirs: serde_json::to_value(theirs).unwrap_or_default(),
        }))
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        Problem::from(error).into()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let changed = match self {
            Self::Problem(problem) => return problem.into_response(),
            Self::Changed(changed) => *changed,
        };
        let problem = Problem::new(
            StatusCode::CONFLICT,
            "changed_meanwhile",
            "Somebody else changed this proposal since you looked.",
        );
        let mut told = serde_json::to_value(&problem).unwrap_or_default();
        told["yours"] = changed.yours;
        told["theirs"] = changed.theirs;
        let kind = HeaderValue::from_static("application/problem+json");
        (StatusCode::CONFLICT, [(header::CONTENT_TYPE, kind)], Json(told)).into_response()
    }
}

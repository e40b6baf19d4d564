//! What a door answers when it cannot do what was asked: RFC 9457, with every fault at once.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

/// Faults that are named in the text.
const NAMED: usize = 10;
/// Faults that are listed: more help nobody, and a small body must not make a huge answer.
const FAULTS: usize = 100;

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Fault {
    /// JSON pointer (RFC 6901) into the body that was sent, or `?name` for a query parameter.
    pub pointer: String,
    /// Stable code of the fault.
    pub code: &'static str,
    /// Where on the map, `[lon, lat]`, when the fault has a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<[f64; 2]>,
    /// What it looks like, when that can be told: `swapped`, `rd_metres`, `null_island`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<&'static str>,
    /// In Dutch, for the person who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nl: Option<&'static str>,
    /// In English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<&'static str>,
}

impl Fault {
    /// A fault at a place in the body.
    pub fn new(pointer: impl Into<String>, code: &'static str) -> Self {
        Self {
            pointer: pointer.into(),
            code,
            at: None,
            hint: None,
            nl: None,
            en: None,
        }
    }
}

/// The body of every refusal (`application/problem+json`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// Names the sort of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// The sort of problem in a few words.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What happened, for a person.
    pub detail: String,
    /// Stable code, for a program.
    pub code: &'static str,
    /// Every fault that was found.
    pub faults: Vec<Fault>,
    /// Seconds to wait, when waiting helps.
    #[serde(skip)]
    #[schema(ignore)]
    pub retry_after: Option<u64>,
}

impl Problem {
    /// A problem of this status and code.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("urn:buurtschouw:problem:{code}"),
            title: status.canonical_reason().unwrap_or("Problem"),
            status: status.as_u16(),
            detail: detail.into(),
            code,
            faults: Vec::new(),
            retry_after: None,
        }
    }

    /// The body was read but holds faults. With one fault the problem carries that fault's code.
    pub fn faulty(faults: Vec<Fault>) -> Self {
        let code = match faults.as_slice() {
            [only] => only.code,
            [first, rest @ ..] if rest.iter().all(|fault| fault.code == first.code) => first.code,
            _ => "faults",
        };
        let named: Vec<String> = faults
            .iter()
            .take(NAMED)
            .map(|f| format!("{} ({})", f.pointer, f.code))
            .collect();
        let more = if faults.len() > NAMED { ", and more" } else { "" };
        let detail = format!("{} fault(s): {}{more}", faults.len(), named.join(", "));
        let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail);
        problem.faults = faults;
        problem.faults.truncate(FAULTS);
        problem
    }

    /// One fault in the body.
    pub fn fault(pointer: impl Into<String>, code: &'static str) -> Self {
        Self::faulty(vec![Fault::new(pointer, code)])
    }

    /// Nobody is known by this request.
    pub fn unknown_asker() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unknown_asker",
            "Join a walk or send a token first.",
        )
    }

    /// Known, but this is not for them.
    pub fn not_for_you(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "not_for_you", detail)
    }

    /// Not here, or not for this asker to know of.
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "There is nothing here that you may see.",
        )
    }

    /// The id is in use for something else.
    pub fn conflict() -> Self {
        Self::new(
            StatusCode::CONFLICT,
            "conflict",
            "This id is already in use with other content.",
        )
    }

    /// It was here and its maker withdrew it.
    pub fn withdrawn() -> Self {
        Self::new(StatusCode::GONE, "withdrawn", "Its maker withdrew this.")
    }

    /// Something broke on our side; the cause goes to the log, never to the caller.
    pub fn broken(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "a deed failed");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "broken",
            "Something went wrong on our side. Try again later.",
        )
    }

    /// For now it cannot be done; trying again helps.
    pub fn busy(detail: impl Into<String>, seconds: u64) -> Self {
        let mut problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail);
        problem.retry_after = Some(seconds);
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = self.retry_after;
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        // A database's own text may quote values: only the sort of error is logged.
        let cause = match &error {
            sqlx::Error::Database(inner) => {
                format!(
                    "database {:?} code {}",
                    inner.kind(),
                    inner.code().unwrap_or_default()
                )
            }
            sqlx::Error::RowNotFound => "row not found".to_owned(),
            other => other.to_string(),
        };
        match error {
            sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::PoolClosed => {
                tracing::error!(%cause, "the database does not answer");
                Self::busy("The database does not answer now.", 5)
            }
            _ => Self::broken(&cause),
        }
    }
}

//! The form of what waited on a phone. A deed may wait for weeks while the server is renewed, so its phone says by a number
//! in which form it was made (`Buurtschouw-Schema`), and the server takes this form and the two before it.
//!
//! One number for every door that writes, whatever lies in the body: a header, so that it also goes with photos and with
//! withdrawals, and so that the same body stays the same body. Who sends none made it by today's document.

use super::Problem;
use axum::{
    extract::Request,
    http::{HeaderMap, Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use utoipa::openapi::{
    Content, ObjectBuilder, OpenApi, Ref, ResponseBuilder, Type,
    path::{Operation, ParameterBuilder, ParameterIn},
};

/// The header.
pub const HEADER: &str = "buurtschouw-schema";
/// The form of today. Raise it when a body changes so that an older server or phone would take it for something else;
/// keep reading the two forms before it, each with its bytes in tests/golden.
pub const NEWEST: u32 = 1;
/// The oldest form that is still read.
pub const OLDEST: u32 = if NEWEST > 2 { NEWEST - 2 } else { 1 };
/// What a phone that is ahead of its server waits at least, in seconds.
const SOON: u64 = 60;

/// Refuses what was made in a form that this server does not read, before anything else is looked at.
pub async fn readable_only(request: Request, next: Next) -> Response {
    let reading = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    match require(request.headers()) {
        Err(problem) if !reading => problem.into_response(),
        _ => next.run(request).await,
    }
}

fn require(headers: &HeaderMap) -> Result<(), Problem> {
    let Some(told) = headers.get(HEADER) else {
        return Ok(());
    };
    let number = told.to_str().ok().and_then(|text| text.parse::<u32>().ok());
    match number {
        None => Err(unreadable()),
        Some(number) if number < OLDEST => Err(too_old()),
        Some(number) if number > NEWEST => Err(too_new()),
        Some(_) => Ok(()),
    }
}

fn unreadable() -> Problem {
    let detail = "Buurtschouw-Schema is a whole number.";
    Problem::new(StatusCode::BAD_REQUEST, "schema_unreadable", detail)
}

fn too_old() -> Problem {
    let detail = format!("Keep it and renew the app: forms {OLDEST} to {NEWEST} are taken.");
    Problem::new(StatusCode::UPGRADE_REQUIRED, "schema_too_old", detail)
}

/// The server is behind, not the phone: it comes by waiting.
fn too_new() -> Problem {
    let detail =
        format!("Keep it and send it later: this server is older than the app and takes up to {NEWEST}.");
    let mut problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, "schema_too_new", detail);
    problem.retry_after = Some(SOON);
    problem
}

/// Describes the header at every door that writes.
pub fn describe(document: &mut OpenApi) {
    for path in document.paths.paths.values_mut() {
        for operation in [&mut path.put, &mut path.post, &mut path.delete]
            .into_iter()
            .flatten()
        {
            describe_at(operation);
        }
    }
}

fn describe_at(operation: &mut Operation) {
    let number = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(OLDEST))
        .maximum(Some(NEWEST));
    let header = ParameterBuilder::new()
        .name("Buurtschouw-Schema")
        .parameter_in(ParameterIn::Header)
        .description(Some("The form in which this was made; today's when absent"))
        .schema(Some(number));
    operation
        .parameters
        .get_or_insert_default()
        .push(header.build().into());
    let problem = Content::new(Some(Ref::from_schema_name("Problem")));
    let refused = ResponseBuilder::new()
        .description("`schema_too_old`: made in a form that is no longer read")
        .content("application/json", problem);
    let refused = refused.build().into();
    operation.responses.responses.insert("426".to_owned(), refused);
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn told(text: &str) -> Result<(), &'static str> {
        let mut headers = HeaderMap::new();
        headers.insert(HEADER, HeaderValue::from_str(text).unwrap());
        require(&headers).map_err(|problem| problem.code)
    }

    #[test]
    fn this_form_and_the_two_before_it_are_read_and_nothing_beside_them() {
        for number in NEWEST.saturating_sub(2).max(1)..=NEWEST {
            assert_eq!(told(&number.to_string()), Ok(()), "{number}");
        }
        assert_eq!(told(&(OLDEST - 1).to_string()), Err("schema_too_old"));
        assert_eq!(told(&(NEWEST + 1).to_string()), Err("schema_too_new"));
        assert_eq!(told("4294967295"), Err("schema_too_new"));
        for text in ["", "een", "-1", "1.0", "1, 1", "4294967296"] {
            assert_eq!(told(text), Err("schema_unreadable"), "{text}");
        }
        assert!(require(&HeaderMap::new()).is_ok());
    }
}

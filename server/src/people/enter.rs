//! Lets staff in on a phone or laptop: their token becomes the browser's cookie, so that scripts never hold it.

use super::{
    Asker,
    asker::{Address, set_cookie},
    store, token,
};
use crate::{
    house::House,
    http::{Members, Problem, Received},
};
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use utoipa::ToSchema;

/// A staff token.
#[derive(Debug, ToSchema)]
pub struct Entry {
    /// As `buurtschouw token` printed it.
    pub token: String,
}

/// Trades a staff token for a cookie.
#[utoipa::path(post, path = "/api/enter", operation_id = "enter", tag = "people", request_body = Entry, security(()), responses(
    (status = 204, description = "In; the cookie is set"),
    (status = 401, description = "Unknown token", body = Problem),
    (status = 429, description = "Too many wrong tokens", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    Address(address): Address,
    body: Received,
) -> Result<Response, Problem> {
    let mut members = Members::of(&body.value, "");
    let given = members.words("token", 200);
    let given = members.required("token", given);
    members.done()?;
    let given = given.unwrap_or_default();
    house.limits.count_guess(address, house.clock.now_ms())?;
    if !matches!(
        store::by_token(&house.db, &token::hash(&given)).await?,
        Asker::Staff { .. }
    ) {
        return Err(Problem::unknown_asker());
    }
    house.limits.forgive(address);
    let cookie = set_cookie(&given, house.config.secure());
    let value = HeaderValue::from_str(&cookie).map_err(|error| Problem::broken(&error))?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, value)]).into_response())
}

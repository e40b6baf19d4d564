//! Joins a walk by its code.

use super::{
    store,
    walk::{Walk, WalkView},
};
use crate::{
    house::House,
    http::{Members, Problem, Received, limits::Pace},
    people::{
        self, Asker,
        asker::{Address, set_cookie},
        enrol::{Enrolled, enrol},
        token,
    },
    store::outbox::{self, Happening},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A code and, if the walker wishes, a name.
#[derive(Debug, ToSchema)]
pub struct JoinRequest {
    /// 8 characters as typed (spaces, dashes and lower case are fine), or the secret of the QR link.
    pub code: String,
    /// What the others may call you, at most 40 characters.
    pub name: Option<String>,
}

/// Where the walker now belongs.
#[derive(Debug, Serialize, ToSchema)]
pub struct Joined {
    /// The walk.
    pub walk: WalkView,
    /// The walker.
    pub participant: Participant,
}

/// A walker, known by a pseudonym.
#[derive(Debug, Serialize, ToSchema)]
pub struct Participant {
    /// The pseudonym.
    pub id: Uuid,
    /// The chosen name.
    pub name: Option<String>,
}

/// Finds the walk of a typed code or a scanned secret; unknown ones are 404.
async fn find(house: &House, typed: &str) -> Result<Walk, Problem> {
    let code = token::read_code(typed).unwrap_or_default();
    let found = store::by_code(&house.db, &code, typed.trim()).await?;
    found.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "unknown_code", "We do not know this code."))
}

/// Puts the asker on the walk's roster. Joining again is harmless and may change the name.
pub async fn join(
    house: &House,
    asker: &Asker,
    walk: &Walk,
    name: Option<&str>,
) -> Result<Enrolled, Problem> {
    let now = house.clock.now_ms();
    let mut tx = house.db.begin().await?;
    let enrolled = enrol(&mut tx, asker, walk.id, name, now).await?;
    let again = matches!(asker, Asker::Participant { walks, .. } if walks.contains(&walk.id));
    if !again {
        outbox::append(&mut tx, Happening::WalkJoined, walk.id, now).await?;
    }
    tx.commit().await?;
    people::recall::forget(house);
    Ok(enrolled)
}

/// Joins a walk; a phone that holds a cookie keeps its walker.
#[utoipa::path(post, path = "/api/join", operation_id = "joinWalk", tag = "walks", request_body = JoinRequest, security(()), responses(
    (status = 200, description = "Joined; a new phone gets its cookie", body = Joined),
    (status = 404, description = "Unknown code", body = Problem),
    (status = 429, description = "Too many wrong codes", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Address(address): Address,
    body: Received,
) -> Result<Response, Problem> {
    let mut members = Members::of(&body.value, "");
    let code = members.words("code", 64);
    let code = members.required("code", code);
    let name = members.words("name", 40);
    members.done()?;
    house.limits.count_guess(address, house.clock.now_ms())?;
    let walk = find(&house, &code.unwrap_or_default()).await?;
    house.limits.forgive(address);
    match asker.id() {
        Some(person) => house.limits.count(person, Pace::Finding)?,
        None => house.limits.count_newcomer(walk.id)?,
    }
    let enrolled = join(&house, &asker, &walk, name.as_deref()).await?;
    let joined = Joined {
        walk: walk.view(name.clone()),
        participant: Participant {
            id: enrolled.person,
            name,
        },
    };
    let mut response = Json(joined).into_response();
    if let Some(token) = enrolled.token {
        let cookie = set_cookie(&token, house.config.secure());
        let value = HeaderValue::from_str(&cookie).map_err(|error| Problem::broken(&error))?;
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    Ok(response)
}

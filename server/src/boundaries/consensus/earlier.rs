//! Earlier publications of a buurt: each as it was, for as long as nobody who stands in one withdrew since.
//!
//! What was public stays so, and nothing is told beside it: any two publications are the same or differ by at least five
//! drawings, whoever kept them. What somebody withdrew is in none that is told: with a withdrawal all publications of
//! before go out of sight at once, whether that person stands in them or not. The last one follows its own rule
//! ([`in_sight`]).

use super::{
    rules::State,
    show::{Told, told},
    shown::in_sight,
    store,
};
use crate::{
    clock,
    house::House,
    http::{Problem, Segments},
    people::Asker,
};
use axum::{Json, extract::State as At};
use serde::Serialize;
use utoipa::ToSchema;

/// The publications of a buurt that are told.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicationList {
    /// The last one first.
    pub publications: Vec<PublicationRow>,
}

/// A publication in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicationRow {
    /// Its number in this buurt.
    pub version: i64,
    /// Its fixed moment (RFC 3339).
    pub published_at: String,
    /// People whose drawing is in it.
    pub people: i64,
    /// `provisional`: bands; `shared`: bands and line.
    pub state: &'static str,
}

/// One publication.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicationView {
    /// Code of the buurt.
    pub buurt: String,
    /// `provisional`: bands; `shared`: bands and line.
    pub state: &'static str,
    /// What was published.
    #[serde(flatten)]
    pub told: Told,
}

/// What may be told of the publications of a buurt now: number, moment, people and state, the last one first.
async fn all_in_sight(house: &House, code: &str) -> Result<Vec<(store::Published, State)>, Problem> {
    if house.atlas.load().by_code(code).is_none() {
        return Err(Problem::not_found());
    }
    let drawn = store::how_many(&house.db, code).await?;
    let (_, state_of_last) = in_sight(house, code, drawn).await?;
    let withdrawn = store::withdrawn_last(&house.db, code).await?;
    let state = |(place, made): (usize, store::Published)| {
        let state = match place {
            0 => state_of_last,
            // It was reckoned at its moment or later, without what had been withdrawn by then.
            _ if withdrawn.is_none_or(|at| at < made.published_at) => State::of(Some(made.people), drawn),
            _ => State::Counting,
        };
        (made, state)
    };
    let all = store::published(&house.db, code).await?;
    let told = all.into_iter().enumerate().map(state);
    Ok(told.filter(|(_, state)| *state > State::Counting).collect())
}

/// The publications of a buurt that are told, the last one first.
#[utoipa::path(get, path = "/api/buurten/{code}/publications", operation_id = "listPublications", tag = "boundaries",
    params(("code" = String, Path, description = "Code of the buurt")), responses(
    (status = 200, description = "The last one first; each for as long as nobody in one withdrew since", body = PublicationList),
    (status = 404, description = "Unknown code", body = Problem),
))]
pub async fn list_door(
    At(house): At<House>,
    asker: Asker,
    Segments(code): Segments<String>,
) -> Result<Json<PublicationList>, Problem> {
    asker.somebody()?;
    let all = all_in_sight(&house, &code).await?;
    let row = |(made, state): (store::Published, State)| PublicationRow {
        version: made.version,
        published_at: clock::rfc3339(made.published_at),
        people: made.people,
        state: state.word(),
    };
    Ok(Json(PublicationList {
        publications: all.into_iter().map(row).collect(),
    }))
}

/// One publication of a buurt, as it was.
#[utoipa::path(get, path = "/api/buurten/{code}/publications/{version}", operation_id = "showPublication",
    tag = "boundaries", params(
    ("code" = String, Path, description = "Code of the buurt"),
    ("version" = String, Path, description = "Its number"),
), responses(
    (status = 200, description = "What was published", body = PublicationView),
    (status = 404, description = "Unknown, or not told any more", body = Problem),
))]
pub async fn show_door(
    At(house): At<House>,
    asker: Asker,
    Segments((code, version)): Segments<(String, String)>,
) -> Result<Json<PublicationView>, Problem> {
    let asker = asker.somebody()?;
    let version: i64 = version.parse().map_err(|_| Problem::not_found())?;
    let all = all_in_sight(&house, &code).await?;
    let found = all.into_iter().find(|(made, _)| made.version == version);
    let (_, state) = found.ok_or_else(Problem::not_found)?;
    let made = store::one(&house.db, &code, version).await?;
    let made = made.ok_or_else(Problem::not_found)?;
    Ok(Json(PublicationView {
        told: told(&made, state, &asker),
        buurt: made.buurt,
        state: state.word(),
    }))
}

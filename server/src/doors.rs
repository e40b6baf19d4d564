//! Doors of no room: is the server there, is it ready, how is it doing.

use crate::{house::House, http::Problem, people::Asker, store};
use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

/// The proof that this is Buurtschouw.
#[derive(Debug, Serialize, ToSchema)]
pub struct Pong {
    /// Always true.
    pub buurtschouw: bool,
    /// Everything here is invented; only in the example.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    pub example: bool,
}

/// The phone's proof that no captive portal answers.
#[utoipa::path(get, path = "/api/ping", tag = "operate", security(()), responses(
    (status = 200, description = "With header `Buurtschouw: 1`", body = Pong),
))]
pub async fn ping(State(house): State<House>) -> Json<Pong> {
    Json(Pong {
        buurtschouw: true,
        example: house.config.example,
    })
}

/// The process runs.
#[utoipa::path(get, path = "/healthz", tag = "operate", security(()), responses(
    (status = 200, description = "It runs", body = String),
))]
pub async fn healthz() -> &'static str {
    "ok"
}

/// The server can do its work: its database answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ready {
    /// Always true; not ready is a 503.
    pub ready: bool,
    /// How many buurten are in force.
    pub buurten: usize,
}

/// Can requests be answered now?
#[utoipa::path(get, path = "/readyz", tag = "operate", security(()), responses(
    (status = 200, description = "Ready", body = Ready),
    (status = 503, description = "The database does not answer", body = Problem),
))]
pub async fn readyz(State(house): State<House>) -> Result<Json<Ready>, Problem> {
    store::outbox::last(&house.db)
        .await
        .map_err(|_| Problem::busy("The database does not answer.", 5))?;
    Ok(Json(Ready {
        ready: true,
        buurten: house.atlas.load().buurten.len(),
    }))
}

/// Figures for the operator, for any staff token.
#[utoipa::path(get, path = "/metrics", tag = "operate", responses(
    (status = 200, description = "Prometheus text", body = String),
    (status = 401, description = "Nobody", body = Problem),
))]
pub async fn figures(State(house): State<House>, asker: Asker) -> Result<Response, Problem> {
    if !matches!(asker.somebody()?, Asker::Staff { .. }) {
        return Err(Problem::not_for_you("Figures are for staff."));
    }
    Ok((
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4")],
        house.figures.render(),
    )
        .into_response())
}

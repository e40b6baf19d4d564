//! One buurt.

use super::border::feature;
use crate::{
    house::House,
    http::{Problem, Segments},
    people::Asker,
};
use axum::{Json, extract::State};
use serde_json::Value;

/// One buurt with the border in force.
#[utoipa::path(get, path = "/api/buurten/{code}", operation_id = "showBuurt", tag = "boundaries", params(
    ("code" = String, Path, description = "Code of the buurt"),
), responses(
    (status = 200, description = "The buurt as a GeoJSON feature", body = Value),
    (status = 404, description = "Unknown code", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments(code): Segments<String>,
) -> Result<Json<Value>, Problem> {
    asker.somebody()?;
    house
        .atlas
        .load()
        .by_code(&code)
        .map(|buurt| Json(feature(buurt)))
        .ok_or_else(Problem::not_found)
}

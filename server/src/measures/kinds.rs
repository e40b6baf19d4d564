//! The ladder of measures, from the lightest to the camera.

use crate::{catalogue::MeasuresView, house::House, http::Problem, people::Asker};
use axum::{Json, extract::State};

/// The kinds of measures.
#[utoipa::path(get, path = "/api/measures/kinds", operation_id = "listMeasureKinds", tag = "measures", responses(
    (status = 200, description = "Kinds by rung", body = MeasuresView),
    (status = 401, description = "Nobody", body = Problem),
))]
pub async fn door(State(house): State<House>, asker: Asker) -> Result<Json<MeasuresView>, Problem> {
    asker.somebody()?;
    Ok(Json(house.catalogue.measures()))
}

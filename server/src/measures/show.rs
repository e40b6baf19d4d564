//! Shows one measure.

use super::{measure::MeasureView, store};
use crate::{
    house::House,
    http::{Problem, Segments, members::read_id},
    people::Asker,
};
use axum::{Json, extract::State};
use uuid::Uuid;

/// The measure as the asker may see it. Withdrawn is 410 to its maker and 404 to everybody else.
pub async fn show(house: &House, asker: &Asker, id: Uuid) -> Result<MeasureView, Problem> {
    let measure = store::by_id(&house.db, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    if measure.withdrawn_at.is_none() {
        return Ok(measure.view(asker, &house.catalogue));
    }
    let mine = asker.id() == Some(measure.person_id);
    Err(if mine {
        Problem::withdrawn()
    } else {
        Problem::not_found()
    })
}

/// One measure.
#[utoipa::path(get, path = "/api/measures/{id}", operation_id = "showMeasure", tag = "measures", params(
    ("id" = Uuid, Path, description = "The measure"),
), responses(
    (status = 200, description = "The measure", body = MeasureView),
    (status = 404, description = "Not here", body = Problem),
    (status = 410, description = "You withdrew it", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments(id): Segments<String>,
) -> Result<Json<MeasureView>, Problem> {
    let asker = asker.somebody()?;
    let id = read_id(&id).ok_or_else(Problem::not_found)?;
    Ok(Json(show(&house, &asker, id).await?))
}

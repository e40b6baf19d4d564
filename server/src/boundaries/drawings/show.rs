//! Shows a drawing to its maker.

use super::{drawing::DrawingView, store};
use crate::{
    house::House,
    http::{Problem, Segments, members::read_id},
    people::Asker,
};
use axum::{Json, extract::State};
use uuid::Uuid;

/// A drawing of the asker's own; withdrawn it is 410, and somebody else's is not here.
pub async fn show(house: &House, asker: &Asker, id: Uuid) -> Result<DrawingView, Problem> {
    let drawing = store::by_id(&house.db, id).await?;
    let own = drawing.filter(|drawing| drawing.is_seen_by(asker));
    let own = own.ok_or_else(Problem::not_found)?;
    if own.withdrawn_at.is_some() {
        return Err(Problem::withdrawn());
    }
    Ok(own.view())
}

/// One drawing of the asker's own.
#[utoipa::path(get, path = "/api/drawings/{id}", operation_id = "showDrawing", tag = "boundaries", params(
    ("id" = Uuid, Path, description = "The drawing"),
), responses(
    (status = 200, description = "Your drawing", body = DrawingView),
    (status = 404, description = "Not here", body = Problem),
    (status = 410, description = "You withdrew it", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments(id): Segments<String>,
) -> Result<Json<DrawingView>, Problem> {
    let asker = asker.somebody()?;
    let id = read_id(&id).ok_or_else(Problem::not_found)?;
    Ok(Json(show(&house, &asker, id).await?))
}

//! "Klopt zo": its maker looked at a drawing that was repaired or asked about.

use super::{drawing::DrawingView, store};
use crate::{
    house::House,
    http::{Problem, Segments, limits::Pace, members::path_id},
    people::Asker,
    store::outbox::{self, Happening},
};
use axum::{Json, extract::State};
use uuid::Uuid;

/// Lets a drawing of the asker's own count from now on, in the place of an earlier one. Again is harmless, also after a
/// later drawing took its place. Somebody else's id is a conflict, an unknown one is not found, a withdrawn one gone.
pub async fn confirm(house: &House, person: Uuid, id: Uuid) -> Result<DrawingView, Problem> {
    let mut tx = house.db.begin().await?;
    outbox::take_turn(&mut tx).await?;
    let mut drawing = store::by_id_in(&mut tx, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    if drawing.person_id != person {
        return Err(Problem::conflict());
    }
    let open = drawing.withdrawn_at.is_none() && drawing.replaced_at.is_none();
    if open && drawing.confirmed_at.is_none() {
        let now = house.clock.now_ms();
        drawing.confirmed_at = Some(now);
        store::replace(&mut tx, &drawing).await?;
        store::confirm(&mut tx, id, now).await?;
        outbox::append(&mut tx, Happening::DrawingConfirmed, id, now).await?;
    }
    // What was read may share a commit that is still to come.
    tx.commit().await?;
    if drawing.withdrawn_at.is_some() {
        return Err(Problem::withdrawn());
    }
    Ok(drawing.view())
}

/// Confirms a drawing of the asker's own.
#[utoipa::path(put, path = "/api/drawings/{id}/confirmation", operation_id = "confirmDrawing", tag = "boundaries",
    params(("id" = Uuid, Path, description = "The drawing")), responses(
    (status = 200, description = "It counts", body = DrawingView),
    (status = 404, description = "Unknown", body = Problem),
    (status = 409, description = "Somebody else's", body = Problem),
    (status = 410, description = "Withdrawn", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments(id): Segments<String>,
) -> Result<Json<DrawingView>, Problem> {
    let person = asker.somebody()?.id().unwrap_or_default();
    house.limits.count(person, Pace::Drawing)?;
    Ok(Json(confirm(&house, person, path_id(&id)?).await?))
}

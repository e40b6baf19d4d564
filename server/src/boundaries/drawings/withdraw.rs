//! Withdraws a drawing, for good.

use super::store;
use crate::{
    house::House,
    http::{Problem, Segments, limits::Pace, members::path_id},
    people::Asker,
    store::outbox::{self, Happening},
};
use axum::{extract::State, http::StatusCode};
use uuid::Uuid;

/// Takes back a drawing of the asker's own: its shape and all that was said with it go, but for the id and its maker. The
/// versions that it took the place of go with it, so that none of them comes back. Again is harmless. Somebody else's id
/// is a conflict, an unknown one is not found.
pub async fn withdraw(house: &House, person: Uuid, id: Uuid) -> Result<(), Problem> {
    let mut tx = house.db.begin().await?;
    outbox::take_turn(&mut tx).await?;
    let drawing = store::by_id_in(&mut tx, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    if drawing.person_id != person {
        return Err(Problem::conflict());
    }
    if drawing.withdrawn_at.is_none() {
        let now = house.clock.now_ms();
        store::empty(&mut tx, id, now).await?;
        if drawing.replaced_at.is_none() && drawing.confirmed_at.is_some() {
            store::empty_older(&mut tx, &drawing, now).await?;
        }
        outbox::append(&mut tx, Happening::DrawingWithdrawn, id, now).await?;
    }
    // Who withdrew it before may share a commit that is still to come.
    tx.commit().await?;
    Ok(())
}

/// Withdraws a drawing of the asker's own. Published borders follow at their next moment.
#[utoipa::path(delete, path = "/api/drawings/{id}", operation_id = "withdrawDrawing", tag = "boundaries", params(
    ("id" = Uuid, Path, description = "The drawing"),
), responses(
    (status = 204, description = "Withdrawn, now or before"),
    (status = 404, description = "Unknown", body = Problem),
    (status = 409, description = "Somebody else's", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments(id): Segments<String>,
) -> Result<StatusCode, Problem> {
    let person = asker.somebody()?.id().unwrap_or_default();
    house.limits.count(person, Pace::Drawing)?;
    withdraw(&house, person, path_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

//! Withdraws a measure that was proposed.

use super::store;
use crate::{
    house::House,
    http::Problem,
    people::Deed,
    store::outbox::{self, Happening},
};
use axum::{extract::State, http::StatusCode};
use uuid::Uuid;

/// Takes back what the asker proposed: everything goes but the id and its maker, so that it cannot come back. Again is
/// harmless. Somebody else's id is a conflict, an unknown one is not found.
pub async fn withdraw(house: &House, person: Uuid, id: Uuid) -> Result<(), Problem> {
    let mut tx = house.db.begin().await?;
    let (measure, _) = store::by_id_in(&mut tx, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    if measure.person_id != person {
        return Err(Problem::conflict());
    }
    let now = house.clock.now_ms();
    if !store::empty(&mut tx, id, now).await? {
        // Who withdrew it may share a commit that is still to come.
        tx.commit().await?;
        return Ok(());
    }
    outbox::append(&mut tx, Happening::MeasureWithdrawn, id, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Withdraws a proposal of the asker's own.
#[utoipa::path(delete, path = "/api/measures/{id}", operation_id = "withdrawMeasure", tag = "measures", params(
    ("id" = Uuid, Path, description = "The measure"),
), responses(
    (status = 204, description = "Withdrawn, now or before"),
    (status = 404, description = "Unknown", body = Problem),
    (status = 409, description = "Somebody else's", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    Deed { person, ids: id, .. }: Deed<Uuid>,
) -> Result<StatusCode, Problem> {
    withdraw(&house, person, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

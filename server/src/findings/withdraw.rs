//! Withdraws a finding.

use super::{finding::Finding, same, store};
use crate::{
    house::House,
    http::Problem,
    people::Deed,
    photos,
    store::outbox::{self, Happening},
};
use axum::{extract::State, http::StatusCode};
use uuid::Uuid;

/// Takes back what the asker recorded: words, place and photos go, the id stays so that it cannot come back.
/// Again is harmless. Somebody else's id is a conflict, an unknown one is not found.
pub async fn withdraw(house: &House, person: Uuid, id: Uuid) -> Result<(), Problem> {
    let mut tx = house.db.begin().await?;
    let kept = store::by_id_in(&mut tx, id).await?;
    let (mut tx, ()) = tx
        .settled(require_own(kept.map(|(finding, _)| finding), person))
        .await?;
    let now = house.clock.now_ms();
    if !store::empty(&mut tx, id, now).await? {
        // Who withdrew it may share a commit that is still to come.
        tx.commit().await?;
        return Ok(());
    }
    for (photo, _) in store::photos_in(&mut tx, id).await? {
        if !store::shown_elsewhere(&mut tx, photo, person).await? {
            photos::store::withdraw(&mut tx, photo, person, now).await?;
        }
    }
    store::changes::forget(&mut tx, id).await?;
    store::confirmations::forget(&mut tx, id).await?;
    same::leave(&mut tx, id, now).await?;
    let seq = outbox::append(&mut tx, Happening::FindingWithdrawn, id, now).await?;
    tx.commit().await?;
    house.register.promise(seq);
    Ok(())
}

fn require_own(finding: Option<Finding>, person: Uuid) -> Result<(), Problem> {
    match finding.ok_or_else(Problem::not_found)? {
        finding if finding.person_id == person => Ok(()),
        _ => Err(Problem::conflict()),
    }
}

/// Removes the bytes of the photos of a withdrawn finding.
pub async fn clear_photos(house: &House, id: Uuid) -> Result<(), Problem> {
    for (photo, _) in store::photos_of(&house.db, id).await? {
        photos::erase::erase(house, photo).await?;
    }
    Ok(())
}

/// Withdraws a finding of the asker's own.
#[utoipa::path(delete, path = "/api/findings/{id}", operation_id = "withdrawFinding", tag = "findings", params(
    ("id" = Uuid, Path, description = "The finding"),
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

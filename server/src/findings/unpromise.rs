//! Takes a photo off a finding: its phone keeps it to itself, whether it was promised only or came already.

use super::{
    finding::{Finding, PhotoState},
    record::states,
    store,
};
use crate::{
    house::House,
    http::Problem,
    people::Deed,
    photos,
    store::outbox::{self, Happening},
};
use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The photos that a finding still has.
#[derive(Debug, Serialize, ToSchema)]
pub struct PhotosLeft {
    /// The finding.
    pub id: Uuid,
    /// Its photos.
    pub photos: Vec<PhotoState>,
}

/// Takes a photo off a finding of the asker's own: nobody waits for one that did not come, and one that is here goes, its
/// bytes within seconds. What another finding of theirs shows too stays. Again is harmless. Somebody else's finding is not
/// found.
pub async fn unpromise(house: &House, person: Uuid, id: Uuid, photo: Uuid) -> Result<PhotosLeft, Problem> {
    let now = house.clock.now_ms();
    let mut tx = house.db.begin().await?;
    let held = store::hold(&mut tx, id).await?;
    let (mut tx, ()) = tx.settled(require_own(held, person)).await?;
    let before = store::photos_in(&mut tx, id).await?;
    let mut seq = 0;
    if before.iter().any(|(known, _)| *known == photo) {
        store::changes::drop_photo(&mut tx, id, photo).await?;
        if !store::shown_elsewhere(&mut tx, photo, person).await? {
            photos::store::withdraw(&mut tx, photo, person, now).await?;
            // Also of one that was not here: it may have come in meanwhile.
            outbox::append(&mut tx, Happening::PhotoWithdrawn, photo, now).await?;
        }
        seq = outbox::append(&mut tx, Happening::FindingChanged, id, now).await?;
    }
    let photos = states(store::photos_in(&mut tx, id).await?);
    tx.commit().await?;
    house.register.promise(seq);
    Ok(PhotosLeft { id, photos })
}

fn require_own(finding: Option<Finding>, person: Uuid) -> Result<(), Problem> {
    let finding = finding.filter(|finding| finding.person_id == person);
    match finding.ok_or_else(Problem::not_found)?.withdrawn_at {
        None => Ok(()),
        Some(_) => Err(Problem::withdrawn()),
    }
}

/// Takes a photo off a finding of your own, whether it came or not.
#[utoipa::path(delete, path = "/api/findings/{id}/photos/{photo}", operation_id = "unpromisePhoto", tag = "findings", params(
    ("id" = Uuid, Path, description = "A finding of the asker's own"),
    ("photo" = Uuid, Path, description = "The photo that goes, or does not come"),
), responses(
    (status = 200, description = "The photos that are left", body = PhotosLeft),
    (status = 404, description = "No finding of yours", body = Problem),
    (status = 410, description = "You withdrew it", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    Deed {
        person,
        ids: (id, photo),
        ..
    }: Deed<(Uuid, Uuid)>,
) -> Result<Json<PhotosLeft>, Problem> {
    Ok(Json(unpromise(&house, person, id, photo).await?))
}

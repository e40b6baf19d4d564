//! Takes back the promise of a photo: its phone sends the finding without it.

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

/// Takes a photo that did not come off a finding of the asker's own, so that nobody waits for it. One that is here stays:
/// photos are not removed. Again is harmless. Somebody else's finding is not found.
pub async fn unpromise(house: &House, person: Uuid, id: Uuid, photo: Uuid) -> Result<PhotosLeft, Problem> {
    let now = house.clock.now_ms();
    let mut tx = house.db.begin().await?;
    let held = store::hold(&mut tx, id).await?;
    let (mut tx, ()) = tx.settled(require_own(held, person)).await?;
    let before = store::photos_in(&mut tx, id).await?;
    let mut seq = 0;
    if before.contains(&(photo, false)) {
        store::changes::drop_photo(&mut tx, id, photo).await?;
        if !store::shown_elsewhere(&mut tx, photo, person).await? {
            photos::store::withdraw(&mut tx, photo, person, now).await?;
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

/// Says that a promised photo does not come.
#[utoipa::path(delete, path = "/api/findings/{id}/photos/{photo}", operation_id = "unpromisePhoto", tag = "findings", params(
    ("id" = Uuid, Path, description = "A finding of the asker's own"),
    ("photo" = Uuid, Path, description = "The photo that does not come"),
), responses(
    (status = 200, description = "The photos that are left; one that is here stays", body = PhotosLeft),
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

//! Adds to a finding later, or puts it right: its maker only.

use super::{
    finding::{Finding, PhotoState},
    left_behind::leave_behind,
    new_change::{self, NewChange, kept, lay_over},
    new_finding::PHOTOS,
    record::states,
    store::{self, changes::Kept},
};
use crate::{
    clock,
    house::House,
    http::{Problem, Received, body::hex, canonical::canonical},
    people::Deed,
    store::{
        Tx,
        outbox::{self, Happening},
    },
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use serde_json::Value;
use spatial::Lonlat;
use utoipa::ToSchema;
use uuid::Uuid;

/// Most changes of one finding.
const CHANGES: i64 = 200;

/// The answer to a change that came in.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeReceipt {
    /// Its id.
    pub id: Uuid,
    /// The finding.
    pub finding: Uuid,
    /// SHA-256 of the received bytes, in hexadecimal.
    pub sha256: String,
    /// When it came (RFC 3339).
    pub received_at: String,
    /// Code of the buurt that the finding lies in now.
    pub buurt: Option<String>,
    /// All photos of the finding.
    pub photos: Vec<PhotoState>,
}

/// A change that is in, and whether this request put it there.
pub struct Changed {
    /// The change.
    pub change: Kept,
    /// The finding as it is now.
    pub finding: Finding,
    /// Its photos.
    pub photos: Vec<PhotoState>,
    /// False when the same body was here already.
    pub new: bool,
}

/// Adds to a finding of the asker's own, under an id that their phone made.
///
/// Of each member the change that was made last shows, whatever the order in which changes come in; the history is
/// kept, up to 200 changes of one finding. What was released is looked at again, and who saw it too at another place or
/// of another group is no longer counted. Again is harmless; other members, or the id of another change, are a conflict;
/// a withdrawn finding is gone; somebody else's is not found.
pub async fn change(
    house: &House,
    person: Uuid,
    id: Uuid,
    change_id: Uuid,
    body: &Value,
) -> Result<Changed, Problem> {
    let now = house.clock.now_ms();
    let sent = canonical(&kept(body));
    // Who is sent again is answered without holding others up.
    if let Some(before) = store::changes::by_id(&house.db, change_id).await? {
        let finding = own(store::by_id(&house.db, id).await?, person)?;
        let photos = store::photos_of(&house.db, id).await?;
        return again(before, finding, photos, &sent);
    }
    let mut tx = house.db.begin().await?;
    let held = store::hold(&mut tx, id).await?;
    let (mut tx, finding) = tx.settled(own(held, person)).await?;
    if let Some(before) = store::changes::by_id_in(&mut tx, change_id).await? {
        let photos = store::photos_in(&mut tx, id).await?;
        // What was read may share a commit that is still to come.
        tx.commit().await?;
        return again(before, finding, photos, &sent);
    }
    let new = new_change::read(body, &house.catalogue, &house.atlas.load(), now);
    let (mut tx, new) = tx.settled(new).await?;
    let room = require_room(&mut tx, id, &new).await;
    let (mut tx, ()) = tx.settled(room).await?;
    let change = Kept {
        id: change_id,
        finding_id: id,
        made_at: new.made_at,
        received_at: now,
        body: sent,
    };
    if !store::changes::insert(&mut tx, &change).await? {
        // Taken in between, for another finding: this one is held.
        tx.commit().await?;
        return Err(Problem::conflict());
    }
    for photo in &new.photos {
        store::changes::add_photo(&mut tx, id, *photo).await?;
    }
    let finding = sum(house, &mut tx, finding).await?;
    store::changes::apply(&mut tx, &finding).await?;
    let photos = states(store::photos_in(&mut tx, id).await?);
    let frame = house.atlas.load().frame;
    let left = leave_behind(&mut tx, &finding, &house.catalogue, frame, now).await?;
    let mut seq = outbox::append(&mut tx, Happening::FindingChanged, id, now).await?;
    if left {
        seq = outbox::append(&mut tx, Happening::FindingConfirmed, id, now).await?;
    }
    tx.commit().await?;
    house.register.promise(seq);
    Ok(Changed {
        change,
        finding,
        photos,
        new: true,
    })
}

fn own(finding: Option<Finding>, person: Uuid) -> Result<Finding, Problem> {
    let finding = finding.filter(|finding| finding.person_id == person);
    let finding = finding.ok_or_else(Problem::not_found)?;
    if finding.withdrawn_at.is_some() {
        return Err(Problem::withdrawn());
    }
    Ok(finding)
}

fn again(before: Kept, finding: Finding, photos: Vec<(Uuid, bool)>, sent: &str) -> Result<Changed, Problem> {
    if before.finding_id != finding.id || before.body != sent {
        return Err(Problem::conflict());
    }
    Ok(Changed {
        change: before,
        finding,
        photos: states(photos),
        new: false,
    })
}

/// Asked before anything is written: every change is read again at the next one.
async fn require_room(tx: &mut Tx, id: Uuid, new: &NewChange) -> Result<(), Problem> {
    if store::changes::count(tx, id).await? >= CHANGES {
        return Err(Problem::fault("", "too_many"));
    }
    let here = store::photos_in(tx, id).await?;
    let added = new
        .photos
        .iter()
        .filter(|photo| here.iter().all(|(known, _)| known != *photo));
    if here.len() + added.count() > PHOTOS {
        return Err(Problem::fault("/photos", "too_many"));
    }
    Ok(())
}

/// The finding with all its changes over it, in the order in which they were made.
async fn sum(house: &House, tx: &mut Tx, finding: Finding) -> Result<Finding, Problem> {
    let mut sum = finding.clone();
    for change in store::changes::of(tx, finding.id).await? {
        if let Ok(kept) = serde_json::from_str(&change.body) {
            lay_over(&mut sum, &kept);
        }
    }
    if (sum.lon, sum.lat) != (finding.lon, finding.lat) {
        let place = Lonlat::new(sum.lon, sum.lat);
        sum.buurt = house.atlas.load().at(place).map(|buurt| buurt.code.clone());
    }
    sum.reviewed_at = None;
    Ok(sum)
}

/// Adds to a finding, or puts it right.
#[utoipa::path(put, path = "/api/findings/{id}/changes/{change_id}", operation_id = "changeFinding",
    tag = "findings", params(
    ("id" = Uuid, Path, description = "The finding, of the asker's own"),
    ("change_id" = Uuid, Path, description = "UUIDv7 made by the phone"),
), request_body = NewChange, responses(
    (status = 201, description = "Changed", body = ChangeReceipt),
    (status = 200, description = "The same members were here already", body = ChangeReceipt),
    (status = 400, description = "Malformed JSON or id", body = Problem),
    (status = 401, description = "Nobody", body = Problem),
    (status = 404, description = "No finding of yours", body = Problem),
    (status = 409, description = "The id holds other members", body = Problem),
    (status = 410, description = "The finding was withdrawn", body = Problem),
    (status = 422, description = "Every fault with its place; too_many after 200 changes", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    Deed {
        person,
        ids: (id, change_id),
        body,
        ..
    }: Deed<(Uuid, Uuid), Received>,
) -> Result<(StatusCode, Json<ChangeReceipt>), Problem> {
    let changed = change(&house, person, id, change_id, &body.value).await?;
    let status = if changed.new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let receipt = ChangeReceipt {
        id: change_id,
        finding: id,
        sha256: hex(&body.sha256),
        received_at: clock::rfc3339(changed.change.received_at),
        buurt: changed.finding.buurt,
        photos: changed.photos,
    };
    Ok((status, Json(receipt)))
}

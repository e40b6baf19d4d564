//! Records a finding.

use super::{
    finding::{Finding, PhotoState, Receipt},
    new_finding::{self, NewFinding, Position},
    origin::{Origin, without_sending},
    store,
};
use crate::{
    clock,
    house::House,
    http::{Problem, Received, body::hex, canonical::canonical},
    people::{self, Asker, Deed},
    store::{
        Tx,
        outbox::{self, Happening},
    },
    walks,
};
use axum::{Json, extract::State, http::StatusCode};
use serde_json::Value;
use spatial::Lonlat;
use uuid::Uuid;

/// A finding that is in, and whether this request put it there.
pub struct Recorded {
    /// The finding.
    pub finding: Finding,
    /// Its photos.
    pub photos: Vec<PhotoState>,
    /// False when the same body was here already.
    pub new: bool,
}

/// Records what somebody saw, under the id their phone made.
///
/// The same members again change nothing; other members are a conflict, also when the id belongs to somebody else;
/// a withdrawn id is gone. One insert decides, so fifty equal requests at once make one row.
pub async fn record(
    house: &House,
    asker: &Asker,
    id: Uuid,
    new: NewFinding,
    body: &Value,
) -> Result<Recorded, Problem> {
    let person = asker.id().ok_or_else(Problem::unknown_asker)?;
    let now = house.clock.now_ms();
    let place = Lonlat {
        lon: new.position.lon,
        lat: new.position.lat,
    };
    let buurt = house.atlas.load().at(place).map(|buurt| buurt.code.clone());
    let photos = new.photos.clone();
    let origin = Origin::of(&new, now);
    let finding = finding_of(id, person, new, buurt, now);
    let body = canonical(&without_sending(body));
    let mut tx = house.db.begin().await?;
    require_walk(&mut tx, asker, finding.walk_id).await?;
    if store::insert(&mut tx, &finding, &photos, &body).await? {
        if let Some(origin) = origin {
            store::note_origin(&mut tx, id, &origin).await?;
        }
        // Others wait for their turn to write: no look-up that finds nothing.
        let named = if photos.is_empty() {
            Vec::new()
        } else {
            store::photos_in(&mut tx, id).await?
        };
        let photos = states(named);
        let seq = outbox::append(&mut tx, Happening::FindingRecorded, id, now).await?;
        tx.commit().await?;
        house.register.promise(seq);
        return Ok(Recorded {
            finding,
            photos,
            new: true,
        });
    }
    // Another request with this id was first.
    let (kept, sent) = store::by_id_in(&mut tx, id)
        .await?
        .ok_or_else(Problem::conflict)?;
    let photos = store::photos_in(&mut tx, id).await?;
    // What was read may share a commit that is still to come.
    tx.commit().await?;
    same(kept, &sent, photos, person, &body)
}

/// What is here under this id already: the same finding, or a problem. Asked before the body is judged, so that a
/// phone that sends again gets its answer even when borders or categories changed in between.
async fn known(house: &House, person: Uuid, id: Uuid, body: &Value) -> Result<Option<Recorded>, Problem> {
    let Some((kept, sent)) = store::by_id_with_body(&house.db, id).await? else {
        return Ok(None);
    };
    let photos = store::photos_of(&house.db, id).await?;
    same(kept, &sent, photos, person, &canonical(&without_sending(body))).map(Some)
}

fn same(
    kept: Finding,
    sent: &str,
    photos: Vec<(Uuid, bool)>,
    person: Uuid,
    body: &str,
) -> Result<Recorded, Problem> {
    if kept.person_id != person {
        return Err(Problem::conflict());
    }
    if kept.withdrawn_at.is_some() {
        return Err(Problem::withdrawn());
    }
    if sent != body {
        return Err(Problem::conflict());
    }
    Ok(Recorded {
        finding: kept,
        photos: states(photos),
        new: false,
    })
}

fn finding_of(id: Uuid, person: Uuid, new: NewFinding, buurt: Option<String>, now: i64) -> Finding {
    Finding {
        id,
        person_id: person,
        walk_id: new.walk,
        category: new.category,
        lon: new.position.lon,
        lat: new.position.lat,
        accuracy_m: new.accuracy_m,
        position_source: new.position_source.to_owned(),
        observed_at: new.observed_at,
        received_at: now,
        note: new.note,
        suggested_measure: new.suggested_measure,
        perceived_safety: new.perceived_safety,
        buurt,
        reviewed_at: None,
        withdrawn_at: None,
    }
}

/// Walkers add to walks they joined; staff to any walk. Others' walks and unknown ones look the same.
async fn require_walk(tx: &mut Tx, asker: &Asker, walk: Option<Uuid>) -> Result<(), Problem> {
    let Some(walk) = walk else { return Ok(()) };
    let known = match asker {
        // Who was remembered a moment ago may have joined since.
        Asker::Participant { id, walks } => {
            walks.contains(&walk) || people::store::is_on(tx, *id, walk).await?
        }
        _ => walks::store::exists(tx, walk).await?,
    };
    if known {
        Ok(())
    } else {
        Err(Problem::fault("/walk", "unknown_walk"))
    }
}

pub(super) fn states(photos: Vec<(Uuid, bool)>) -> Vec<PhotoState> {
    photos
        .into_iter()
        .map(|(id, here)| PhotoState {
            id,
            state: if here { "stored" } else { "promised" },
        })
        .collect()
}

fn receipt(house: &House, recorded: Recorded, sha256: &[u8]) -> Receipt {
    let Recorded { finding, photos, .. } = recorded;
    let entry = finding
        .category
        .as_deref()
        .and_then(|code| house.catalogue.find(code));
    Receipt {
        id: finding.id,
        sha256: hex(sha256),
        buurt: finding.buurt,
        received_at: clock::rfc3339(finding.received_at),
        kind: entry.map(|entry| entry.kind.word()),
        category: finding.category,
        position: Position {
            lon: finding.lon,
            lat: finding.lat,
        },
        walk: finding.walk_id,
        photos,
    }
}

/// Records a finding.
#[utoipa::path(put, path = "/api/findings/{id}", operation_id = "recordFinding", tag = "findings", params(
    ("id" = Uuid, Path, description = "UUIDv7 made by the phone at capture"),
), request_body = NewFinding, responses(
    (status = 201, description = "Recorded", body = Receipt),
    (status = 200, description = "The same members were here already", body = Receipt),
    (status = 400, description = "Malformed JSON or id", body = Problem),
    (status = 401, description = "Nobody", body = Problem),
    (status = 409, description = "The id holds other members", body = Problem),
    (status = 410, description = "Withdrawn", body = Problem),
    (status = 413, description = "Over 64 KiB", body = Problem),
    (status = 422, description = "Every fault with its place", body = Problem),
    (status = 429, description = "Too many a minute", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    Deed {
        asker,
        person,
        ids: id,
        body,
        ..
    }: Deed<Uuid, Received>,
) -> Result<(StatusCode, Json<Receipt>), Problem> {
    let recorded = match known(&house, person, id, &body.value).await? {
        Some(recorded) => recorded,
        None => {
            let now = house.clock.now_ms();
            let new = new_finding::read(&body.value, &house.catalogue, &house.atlas.load(), now)?;
            record(&house, &asker, id, new, &body.value).await?
        }
    };
    let status = if recorded.new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(receipt(&house, recorded, &body.sha256))))
}

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
    store::Tx,
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
    let told = store::record(&mut tx, &finding, &origin, &photos, &body).await;
    if let Some((seq, photos)) = told.map_err(unknown_walk)? {
        tx.commit().await?;
        house.register.promise(seq);
        return Ok(Recorded {
            finding,
            photos: states(photos),
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

/// Records a finding, or finds out that it is here. A phone that sends again gets its answer even when borders or
/// categories changed in between: no refusal is told before it is known that the id is new.
async fn take(house: &House, asker: &Asker, id: Uuid, body: &Value) -> Result<Recorded, Problem> {
    let person = asker.id().ok_or_else(Problem::unknown_asker)?;
    // Most are new, and memory knows it without a look at the tables.
    if house.register.held().index.row_of(id.as_u128()).is_some()
        && let Some(recorded) = known(house, person, id, body).await?
    {
        return Ok(recorded);
    }
    match judge(house, asker, id, body).await {
        // Withdrawn, or too new for memory.
        Err(refusal) => known(house, person, id, body).await?.ok_or(refusal),
        recorded => recorded,
    }
}

async fn judge(house: &House, asker: &Asker, id: Uuid, body: &Value) -> Result<Recorded, Problem> {
    let now = house.clock.now_ms();
    let new = new_finding::read(body, &house.catalogue, &house.atlas.load(), now)?;
    record(house, asker, id, new, body).await
}

/// What is here under this id already: the same finding, or a problem.
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
    // The table itself refuses a walk that is not there.
    let (Some(walk), Asker::Participant { id, walks }) = (walk, asker) else {
        return Ok(());
    };
    // Who was remembered a moment ago may have joined since.
    if walks.contains(&walk) || people::store::is_on(tx, *id, walk).await? {
        return Ok(());
    }
    Err(Problem::fault("/walk", "unknown_walk"))
}

/// Of what a finding names, only its walk may be unknown: its person has just been recognised.
fn unknown_walk(error: sqlx::Error) -> Problem {
    if store::names_nothing(&error) {
        return Problem::fault("/walk", "unknown_walk");
    }
    error.into()
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
        asker, ids: id, body, ..
    }: Deed<Uuid, Received>,
) -> Result<(StatusCode, Json<Receipt>), Problem> {
    let recorded = take(&house, &asker, id, &body.value).await?;
    let status = if recorded.new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(receipt(&house, recorded, &body.sha256))))
}

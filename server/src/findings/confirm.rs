//! "I see this too": another person's voice for a finding.

use super::{
    finding::Finding,
    left_behind::seen_of,
    store::{self, confirmations::Confirmation},
};
use crate::{
    clock::local_day,
    house::House,
    http::{Members, Problem, Received, body::hex},
    people::{Asker, Deed},
    store::outbox::{self, Happening},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Somebody saw a finding too.
#[derive(Debug, Clone, ToSchema)]
pub struct NewConfirmation {
    /// When, by the phone's clock.
    #[schema(value_type = String, format = DateTime)]
    pub observed_at: i64,
}

/// The answer to a voice that came in.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConfirmationReceipt {
    /// Its id.
    pub id: Uuid,
    /// The finding.
    pub finding: Uuid,
    /// SHA-256 of the received bytes, in hexadecimal.
    pub sha256: String,
    /// How many others saw it too.
    pub confirmations: i64,
}

/// Most days on which one person is heard about a finding: hotspots take no more.
const DAYS: usize = 2;
/// Most voices of one finding that count.
const VOICES: i64 = 1_000;
/// Most that one person says of a finding, taken back or not.
const SAID: usize = 100;
/// A voice is at most this much older than the finding, in ms: clocks of phones differ.
const BEFORE_MS: i64 = 24 * 3_600_000;

/// Adds a voice of the asker to somebody else's finding that they may see; gives how many others saw it too and
/// whether this voice counts anew.
///
/// One person is heard once a local day, on 2 days at most, and a finding has at most 1,000 voices: what comes above
/// that is answered, kept and not counted. Again is harmless; an id of another voice is a conflict, one that was taken
/// back is gone. A moment of more than a day before the finding is a fault, and so is a hundred-and-first voice of one
/// person.
pub async fn confirm(
    house: &House,
    asker: &Asker,
    finding: Uuid,
    id: Uuid,
    observed_at: i64,
) -> Result<(i64, bool), Problem> {
    let person = asker.id().ok_or_else(Problem::unknown_asker)?;
    // Who is sent again is answered without holding others up.
    let seen = require_others(house, asker, store::by_id(&house.db, finding).await?)?;
    let mut new = voice_of(house, &seen, person, id, observed_at);
    if let Some(before) = store::confirmations::by_id(&house.db, id).await? {
        again(&before, &new)?;
        return Ok((store::confirmations::heard(&house.db, finding).await?.1, false));
    }
    let mut tx = house.db.begin().await?;
    let held = store::hold(&mut tx, finding).await?;
    let (mut tx, seen) = tx.settled(require_others(house, asker, held)).await?;
    new.seen = seen_of(&seen);
    let before = store::confirmations::by_id_in(&mut tx, id).await?;
    let said = store::confirmations::of_person_in(&mut tx, finding, person).await?;
    let (voices, people) = store::confirmations::heard_in(&mut tx, finding).await?;
    if let Some(before) = before {
        // What was read may share a commit that is still to come.
        tx.commit().await?;
        return again(&before, &new).map(|()| (people, false));
    }
    let (mut tx, ()) = tx.settled(require_fit(&seen, &new, &said)).await?;
    let days: Vec<i64> = said
        .iter()
        .filter(|voice| counts(voice))
        .map(|voice| voice.day)
        .collect();
    let counted = voices < VOICES && days.len() < DAYS && !days.contains(&new.day);
    new.counted = i64::from(counted);
    if !store::confirmations::insert(&mut tx, &new).await? {
        // Taken in between, for another finding: this one is held.
        tx.commit().await?;
        return Err(Problem::conflict());
    }
    let mut seq = 0;
    if counted {
        seq = outbox::append(&mut tx, Happening::FindingConfirmed, finding, new.received_at).await?;
    }
    tx.commit().await?;
    house.register.promise(seq);
    Ok((people + i64::from(counted && days.is_empty()), counted))
}

/// Takes a voice of the asker's own back, and with it all that they said of the finding on that day; again is
/// harmless. A voice that is not theirs, or not here, is not found.
pub async fn take_back(house: &House, person: Uuid, finding: Uuid, id: Uuid) -> Result<(), Problem> {
    let now = house.clock.now_ms();
    let mut tx = house.db.begin().await?;
    store::hold(&mut tx, finding).await?;
    let said = store::confirmations::of_person_in(&mut tx, finding, person).await?;
    let voice = said.iter().find(|voice| voice.id == id);
    let (mut tx, voice) = tx.settled(voice.ok_or_else(Problem::not_found)).await?;
    let stands = |other: &&Confirmation| other.day == voice.day && other.withdrawn_at.is_none();
    // Who took it back may have said it anew since: that stays.
    let taken: Vec<&Confirmation> = match voice.withdrawn_at {
        Some(_) => Vec::new(),
        None => said.iter().filter(stands).collect(),
    };
    for voice in &taken {
        store::confirmations::take_back(&mut tx, voice.id, now).await?;
    }
    let mut seq = 0;
    if taken.iter().any(|voice| counts(voice)) {
        seq = outbox::append(&mut tx, Happening::FindingConfirmed, finding, now).await?;
    }
    tx.commit().await?;
    house.register.promise(seq);
    Ok(())
}

fn voice_of(house: &House, finding: &Finding, person: Uuid, id: Uuid, observed_at: i64) -> Confirmation {
    Confirmation {
        id,
        finding_id: finding.id,
        person_id: person,
        day: local_day(observed_at, &house.config.time_zone).into(),
        observed_at,
        received_at: house.clock.now_ms(),
        withdrawn_at: None,
        counted: 0,
        seen: seen_of(finding),
    }
}

fn require_others(house: &House, asker: &Asker, finding: Option<Finding>) -> Result<Finding, Problem> {
    let finding = finding.filter(|finding| finding.withdrawn_at.is_none());
    let finding = finding.filter(|finding| finding.is_seen_by(asker, house));
    let finding = finding.ok_or_else(Problem::not_found)?;
    if asker.id() == Some(finding.person_id) {
        return Err(Problem::fault("", "own"));
    }
    Ok(finding)
}

fn require_fit(finding: &Finding, new: &Confirmation, said: &[Confirmation]) -> Result<(), Problem> {
    if new.observed_at < finding.observed_at.min(finding.received_at) - BEFORE_MS {
        return Err(Problem::fault("/observed_at", "too_long_ago"));
    }
    if said.len() >= SAID {
        return Err(Problem::fault("", "too_many"));
    }
    Ok(())
}

/// Is it the same voice that came before under its id?
fn again(before: &Confirmation, new: &Confirmation) -> Result<(), Problem> {
    let said = |voice: &Confirmation| (voice.finding_id, voice.person_id, voice.observed_at);
    if said(before) != said(new) {
        return Err(Problem::conflict());
    }
    match before.withdrawn_at {
        None => Ok(()),
        Some(_) => Err(Problem::withdrawn()),
    }
}

fn counts(voice: &Confirmation) -> bool {
    voice.counted == 1 && voice.withdrawn_at.is_none()
}

/// "I see this too."
#[utoipa::path(put, path = "/api/findings/{id}/confirmations/{confirmation_id}", operation_id = "confirmFinding",
    tag = "findings", params(
    ("id" = Uuid, Path, description = "Somebody else's finding"),
    ("confirmation_id" = Uuid, Path, description = "UUIDv7 made by the phone"),
), request_body = NewConfirmation, responses(
    (status = 201, description = "Heard", body = ConfirmationReceipt),
    (status = 200, description = "Heard before under this id, or not counted", body = ConfirmationReceipt),
    (status = 400, description = "Malformed JSON or id", body = Problem),
    (status = 401, description = "Nobody", body = Problem),
    (status = 404, description = "Not here, or not for you", body = Problem),
    (status = 409, description = "The id is another voice's", body = Problem),
    (status = 410, description = "You took this voice back", body = Problem),
    (status = 422, description = "Your own finding, too_many, or a fault", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    Deed {
        asker,
        ids: (finding, id),
        body,
        ..
    }: Deed<(Uuid, Uuid), Received>,
) -> Result<(StatusCode, Json<ConfirmationReceipt>), Problem> {
    let mut members = Members::of(&body.value, "");
    let now = house.clock.now_ms();
    let observed_at = super::new_finding::read_time(&mut members, "observed_at", now);
    let observed_at = members.required("observed_at", observed_at);
    members.done()?;
    let (confirmations, new) = confirm(&house, &asker, finding, id, observed_at.unwrap_or_default()).await?;
    let receipt = ConfirmationReceipt {
        id,
        finding,
        sha256: hex(&body.sha256),
        confirmations,
    };
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(receipt)))
}

/// Takes "I see this too" back.
#[utoipa::path(delete, path = "/api/findings/{id}/confirmations/{confirmation_id}",
    operation_id = "takeConfirmationBack", tag = "findings", params(
    ("id" = Uuid, Path, description = "The finding"),
    ("confirmation_id" = Uuid, Path, description = "The voice"),
), responses(
    (status = 204, description = "Taken back, now or before"),
    (status = 404, description = "No voice of yours", body = Problem),
))]
pub async fn back_door(
    State(house): State<House>,
    Deed {
        person,
        ids: (finding, id),
        ..
    }: Deed<(Uuid, Uuid)>,
) -> Result<StatusCode, Problem> {
    take_back(&house, person, finding, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

//! "I see this too": another person's voice for a finding.

use super::{
    finding::Finding,
    store::{self, confirmations::Confirmation},
};
use crate::{
    clock::local_day,
    house::House,
    http::{Members, Problem, Received, Segments, body::hex, limits::Pace, members::path_id},
    people::{Asker, may_see},
    store::outbox::{self, Happening},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use std::collections::BTreeSet;
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
    pub confirmations: usize,
}

/// Adds a voice of the asker to somebody else's finding that they may see; gives how many others saw it too and
/// whether this voice is new.
///
/// One person is heard once a local day: a second voice of that day is answered and adds nothing. Again is harmless;
/// an id of another voice is a conflict, one that was taken back is gone.
pub async fn confirm(
    house: &House,
    asker: &Asker,
    finding: Uuid,
    id: Uuid,
    observed_at: i64,
) -> Result<(usize, bool), Problem> {
    let person = asker.id().ok_or_else(Problem::unknown_asker)?;
    let now = house.clock.now_ms();
    let new = Confirmation {
        id,
        finding_id: finding,
        person_id: person,
        day: local_day(observed_at, &house.config.time_zone).into(),
        observed_at,
        received_at: now,
        withdrawn_at: None,
    };
    // Who is sent again is answered without holding others up.
    require_others(house, asker, store::by_id(&house.db, finding).await?)?;
    let before = store::confirmations::by_id(&house.db, id).await?;
    let voices = store::confirmations::of(&house.db, finding).await?;
    if known(before, &voices, &new)? {
        return Ok((people(&voices), false));
    }
    let mut tx = house.db.begin().await?;
    require_others(house, asker, store::hold(&mut tx, finding).await?)?;
    let before = store::confirmations::by_id_in(&mut tx, id).await?;
    let voices = store::confirmations::of_in(&mut tx, finding).await?;
    if known(before, &voices, &new)? || !store::confirmations::insert(&mut tx, &new).await? {
        // What was read may share a commit that is still to come.
        tx.commit().await?;
        return Ok((people(&voices), false));
    }
    let heard = people(voices.iter().chain([&new]));
    let seq = outbox::append(&mut tx, Happening::FindingConfirmed, finding, now).await?;
    tx.commit().await?;
    house.register.promise(seq);
    Ok((heard, true))
}

/// Takes a voice of the asker's own back; again is harmless. A voice that was not counted, since the same person was
/// heard on that day already, stands for all voices of that person.
pub async fn take_back(house: &House, person: Uuid, finding: Uuid, id: Uuid) -> Result<(), Problem> {
    let now = house.clock.now_ms();
    let mut tx = house.db.begin().await?;
    store::hold(&mut tx, finding).await?;
    let known = store::confirmations::by_id_in(&mut tx, id).await?;
    let own = |voice: &Confirmation| voice.person_id == person && voice.finding_id == finding;
    if known.as_ref().is_some_and(|voice| !own(voice)) {
        return Err(Problem::not_found());
    }
    let voices = store::confirmations::of_in(&mut tx, finding).await?;
    let mut taken = false;
    for voice in voices.iter().filter(|voice| own(voice)) {
        if known.is_none() || voice.id == id {
            taken |= store::confirmations::take_back(&mut tx, voice.id, now).await?;
        }
    }
    if !taken {
        tx.commit().await?;
        return known.map(|_| ()).ok_or_else(Problem::not_found);
    }
    let seq = outbox::append(&mut tx, Happening::FindingConfirmed, finding, now).await?;
    tx.commit().await?;
    house.register.promise(seq);
    Ok(())
}

fn require_others(house: &House, asker: &Asker, finding: Option<Finding>) -> Result<(), Problem> {
    let finding = finding.filter(|finding| finding.withdrawn_at.is_none());
    let finding = finding.filter(|finding| may_see(asker, &finding.thing(&house.catalogue)));
    let finding = finding.ok_or_else(Problem::not_found)?;
    if asker.id() == Some(finding.person_id) {
        return Err(Problem::fault("", "own"));
    }
    Ok(())
}

/// Was this voice heard before: under this id, or of this person on this day?
fn known(before: Option<Confirmation>, voices: &[Confirmation], new: &Confirmation) -> Result<bool, Problem> {
    let Some(before) = before else {
        let same_day = |voice: &Confirmation| (voice.person_id, voice.day) == (new.person_id, new.day);
        return Ok(voices.iter().any(same_day));
    };
    let said = |voice: &Confirmation| (voice.finding_id, voice.person_id, voice.observed_at);
    if said(&before) != said(new) {
        return Err(Problem::conflict());
    }
    match before.withdrawn_at {
        None => Ok(true),
        Some(_) => Err(Problem::withdrawn()),
    }
}

/// How many people these voices are of.
fn people<'a>(voices: impl IntoIterator<Item = &'a Confirmation>) -> usize {
    let people: BTreeSet<Uuid> = voices.into_iter().map(|voice| voice.person_id).collect();
    people.len()
}

/// "I see this too."
#[utoipa::path(put, path = "/api/findings/{id}/confirmations/{confirmation_id}", operation_id = "confirmFinding",
    tag = "findings", params(
    ("id" = Uuid, Path, description = "Somebody else's finding"),
    ("confirmation_id" = Uuid, Path, description = "UUIDv7 made by the phone"),
), request_body = NewConfirmation, responses(
    (status = 201, description = "Heard", body = ConfirmationReceipt),
    (status = 200, description = "Heard before, under this id or on this day", body = ConfirmationReceipt),
    (status = 400, description = "Malformed JSON or id", body = Problem),
    (status = 401, description = "Nobody", body = Problem),
    (status = 404, description = "Not here, or not for you", body = Problem),
    (status = 409, description = "The id is another voice's", body = Problem),
    (status = 410, description = "You took this voice back", body = Problem),
    (status = 422, description = "Your own finding, or a fault", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments((finding, id)): Segments<(String, String)>,
    body: Received,
) -> Result<(StatusCode, Json<ConfirmationReceipt>), Problem> {
    let asker = asker.somebody()?;
    house
        .limits
        .count(asker.id().unwrap_or_default(), Pace::Finding)?;
    let (finding, id) = (path_id(&finding)?, path_id(&id)?);
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
    asker: Asker,
    Segments((finding, id)): Segments<(String, String)>,
) -> Result<StatusCode, Problem> {
    let person = asker.somebody()?.id().unwrap_or_default();
    house.limits.count(person, Pace::Finding)?;
    take_back(&house, person, path_id(&finding)?, path_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

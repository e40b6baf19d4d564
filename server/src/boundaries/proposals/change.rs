//! What every change of a proposal shares: only who looks after it, only on the revision they saw, with its event.

use super::{
    proposal::{Proposal, Step, not_yours},
    refusal::Refusal,
    show::viewed,
    store,
};
use crate::{
    house::House,
    http::Problem,
    people::Asker,
    store::{
        Tx,
        outbox::{self, Happening},
    },
};
use axum::http::StatusCode;
use serde_json::Value;
use uuid::Uuid;

/// The proposal to change, inside the change. Refuses who may not read or change it.
pub async fn taken(tx: &mut Tx, asker: &Asker, id: Uuid) -> Result<Result<Proposal, Problem>, sqlx::Error> {
    let Some(proposal) = store::by_id_in(tx, id).await? else {
        return Ok(Err(Problem::not_found()));
    };
    if proposal.may_be_changed_by(asker) {
        return Ok(Ok(proposal));
    }
    Ok(Err(if proposal.is_shown_to(asker) {
        not_yours()
    } else {
        Problem::not_found()
    }))
}

/// The proposal to change, before the change: what takes long is reckoned on it outside, and kept by its revision.
pub async fn looked_at(house: &House, asker: &Asker, id: Uuid) -> Result<Proposal, Refusal> {
    let mut tx = house.db.begin().await?;
    let proposal = taken(&mut tx, asker, id).await?;
    let (tx, proposal) = tx.settled(proposal.map_err(Refusal::from)).await?;
    tx.commit().await?;
    Ok(proposal)
}

/// Somebody else was first: both versions.
pub async fn too_late(house: &House, asker: &Asker, id: Uuid, body: &Value) -> Refusal {
    match viewed(house, asker, id).await {
        Ok(theirs) => Refusal::changed(body, &theirs),
        Err(problem) => problem.into(),
    }
}

/// It stands where this cannot be done.
pub fn not_now(detail: &'static str) -> Problem {
    Problem::new(StatusCode::CONFLICT, "not_in_this_state", detail)
}

/// Keeps the changed proposal as the next revision, with its step if there is one, and the event. Gives the change back
/// when it went in, to be committed; `None` when somebody else was first.
pub async fn keep(
    mut tx: Tx,
    mut proposal: Proposal,
    step: Option<Step>,
    now: i64,
    happening: Happening,
) -> Result<Option<Tx>, sqlx::Error> {
    let before = proposal.revision;
    proposal.revision += 1;
    proposal.changed_at = now;
    // Before the row is held: who adopts has the turn, and may be about to hold this row.
    outbox::take_turn(&mut tx).await?;
    if !store::save(&mut tx, &proposal, before).await? {
        tx.commit().await?;
        return Ok(None);
    }
    if let Some(mut step) = step {
        step.revision = proposal.revision;
        store::insert_step(&mut tx, proposal.id, &step).await?;
    }
    outbox::append(&mut tx, happening, proposal.id, now).await?;
    Ok(Some(tx))
}

/// Who changes a proposal, and what of it they saw.
pub struct Seen<'a> {
    /// Who.
    pub asker: &'a Asker,
    /// The revision that was looked at.
    pub revision: i64,
    /// What was sent.
    pub body: &'a Value,
}

/// Keeps what was changed beside the lines of a proposal: on the revision that was seen, and while it may be drawn.
pub async fn keep_drawn(house: &House, tx: Tx, proposal: Proposal, seen: Seen<'_>) -> Result<(), Refusal> {
    let id = proposal.id;
    if proposal.revision != seen.revision {
        tx.commit().await?;
        return Err(too_late(house, seen.asker, id, seen.body).await);
    }
    if !proposal.state().may_be_drawn() {
        tx.commit().await?;
        return Err(not_now("Its lines are fixed now. Take it back to in_progress first.").into());
    }
    let now = house.clock.now_ms();
    match keep(tx, proposal, None, now, Happening::ProposalChanged).await? {
        Some(tx) => Ok(tx.commit().await?),
        None => Err(too_late(house, seen.asker, id, seen.body).await),
    }
}

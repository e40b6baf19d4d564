//! Locks buurten of a proposal, so that their lines stay.

use super::{
    change::{Seen, keep_drawn, taken},
    create::text,
    new_proposal::read_codes,
    proposal::{Proposal, ProposalView},
    refusal::{Changed, Refusal},
    show::viewed,
};
use crate::{
    house::House,
    http::{Members, Problem, Received},
    people::{Asker, Deed},
};
use axum::{Json, extract::State};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// Which buurten stay as they are.
#[derive(Debug, Clone, ToSchema)]
pub struct Locks {
    /// The revision that was looked at.
    pub revision: i64,
    /// Codes of locked buurten. Neighbours outside the proposal are locked whether named or not.
    pub locked: Vec<String>,
}

/// The codes that are locked then: those that were asked for, and always the neighbours.
fn all_locked(proposal: &Proposal, asked: Vec<String>) -> Vec<String> {
    let own = proposal.codes();
    let faces = proposal.tiling().faces;
    let all = faces.into_iter().map(|face| face.code);
    all.filter(|code| !own.contains(code) || asked.contains(code))
        .collect()
}

/// Locks these and unlocks the others.
pub async fn lock(house: &House, asker: &Asker, id: Uuid, body: &Value) -> Result<(), Refusal> {
    let mut members = Members::of(body, "");
    let revision = members.whole("revision", 1, i64::MAX);
    let revision = members.required("revision", revision);
    let asked = read_codes(&mut members, "locked", house);
    let asked = members.required("locked", asked);
    members.done()?;
    let mut tx = house.db.begin().await?;
    let proposal = taken(&mut tx, asker, id).await?;
    let (tx, mut proposal) = tx.settled(proposal.map_err(Refusal::from)).await?;
    let locked = text(&all_locked(&proposal, asked.unwrap_or_default()))?;
    if proposal.locked == locked {
        tx.commit().await?;
        return Ok(());
    }
    proposal.locked = locked;
    let seen = Seen {
        asker,
        revision: revision.unwrap_or_default(),
        body,
    };
    keep_drawn(house, tx, proposal, seen).await
}

/// Locks buurten of a proposal.
#[utoipa::path(put, path = "/api/proposals/{id}/locked", operation_id = "lockBuurten", tag = "boundaries", params(
    ("id" = Uuid, Path, description = "The proposal"),
), request_body = Locks, responses(
    (status = 200, description = "Locked", body = ProposalView),
    (status = 403, description = "Not yours to change", body = Problem),
    (status = 404, description = "Not here", body = Problem),
    (status = 409, description = "`changed_meanwhile` with `yours` and `theirs`, or `not_in_this_state`", body = Changed),
    (status = 422, description = "Every fault", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    Deed {
        asker, ids: id, body, ..
    }: Deed<Uuid, Received>,
) -> Result<Json<ProposalView>, Refusal> {
    lock(&house, &asker, id, &body.value).await?;
    Ok(Json(viewed(&house, &asker, id).await?))
}

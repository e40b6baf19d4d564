//! Answers what a proposal asks about parts that lie away from their buurt: they stay with the neighbour that has them.

use super::{
    change::{Seen, keep_drawn, taken},
    create::text,
    loose::LoosePart,
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

/// Most numbers in an answer.
const MOST: usize = 1_000;

/// Which parts stay where they are.
#[derive(Debug, Clone, ToSchema)]
pub struct Stays {
    /// The revision that was looked at.
    pub revision: i64,
    /// Numbers of the loose parts, `part` of their checks, that stay with the buurt that has them; the others are asked
    /// about again. Who wants a part otherwise moves lines.
    pub stay: Vec<usize>,
}

/// The parts with these ones answered; `None` when there is no such part.
fn answered(proposal: &Proposal, stay: &[usize]) -> Option<Vec<LoosePart>> {
    let mut parts = proposal.loose_parts();
    let tiling = proposal.tiling();
    for (number, part) in parts.iter_mut().enumerate() {
        let holder = part.holder(&tiling).filter(|_| stay.contains(&number));
        part.stays_with = holder.map(str::to_owned);
    }
    stay.iter().all(|number| *number < parts.len()).then_some(parts)
}

/// Lets these parts stay, and asks about the others again.
pub async fn settle(house: &House, asker: &Asker, id: Uuid, body: &Value) -> Result<(), Refusal> {
    let mut members = Members::of(body, "");
    let revision = members.whole("revision", 1, i64::MAX);
    let revision = members.required("revision", revision);
    let number = |value: &Value| {
        let number = value.as_u64().ok_or("wrong_type")?;
        usize::try_from(number).map_err(|_| "out_of_range")
    };
    let stay = members.list("stay", MOST, number);
    let stay = members.required("stay", stay);
    members.done()?;
    let mut tx = house.db.begin().await?;
    let proposal = taken(&mut tx, asker, id).await?;
    let judged = proposal.map_err(Refusal::from).and_then(|proposal| {
        let parts = answered(&proposal, &stay.unwrap_or_default());
        let parts = parts.ok_or_else(|| Problem::fault("/stay", "unknown_part"))?;
        Ok((proposal, text(&parts)?))
    });
    let (tx, (mut proposal, loose)) = tx.settled(judged).await?;
    if proposal.loose == loose {
        tx.commit().await?;
        return Ok(());
    }
    proposal.loose = loose;
    let seen = Seen {
        asker,
        revision: revision.unwrap_or_default(),
        body,
    };
    keep_drawn(house, tx, proposal, seen).await
}

/// Lets parts that lie away from their buurt stay with the neighbour that has them.
#[utoipa::path(put, path = "/api/proposals/{id}/loose", operation_id = "settleLooseParts", tag = "boundaries", params(
    ("id" = Uuid, Path, description = "The proposal"),
), request_body = Stays, responses(
    (status = 200, description = "Answered", body = ProposalView),
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
    settle(&house, &asker, id, &body.value).await?;
    Ok(Json(viewed(&house, &asker, id).await?))
}

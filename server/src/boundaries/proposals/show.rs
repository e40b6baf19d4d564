//! Shows one proposal.

use super::{
    adoptable::adoptable,
    ballot::asked,
    blind::is_blind,
    checks::Check,
    ground::is_gone,
    proposal::{Proposal, ProposalView},
    store,
};
use crate::{
    house::House,
    http::{Problem, Segments, members::read_id},
    people::Asker,
};
use axum::{Json, extract::State};
use uuid::Uuid;

/// The proposal, when the asker may read it; else it is not here.
pub async fn found(house: &House, asker: &Asker, id: Uuid) -> Result<Proposal, Problem> {
    let proposal = store::by_id(&house.db, id).await?;
    proposal
        .filter(|proposal| proposal.is_shown_to(asker))
        .ok_or_else(Problem::not_found)
}

/// The proposal with its lines, as the asker may read it.
pub async fn viewed(house: &House, asker: &Asker, id: Uuid) -> Result<ProposalView, Problem> {
    let proposal = found(house, asker, id).await?;
    let history = store::steps(&house.db, id).await?;
    let adoptable = adoptable(house, &proposal).await?;
    let goes_on = proposal.may_be_changed_by(asker) && !proposal.state().is_over();
    let stands = match goes_on {
        true => Some(Check::of("base_stands", !is_gone(house, &proposal).await?)),
        false => None,
    };
    let ballot = asked(house, asker, &proposal).await?;
    if is_blind(house, asker, &proposal).await? {
        let mut view = proposal.blinded(asker, &history, adoptable);
        view.card.ballot = ballot;
        return Ok(view);
    }
    let held = house.register.current().await;
    let asker = asker.clone();
    let mut view = house
        .reckon(move |house| proposal.view(house, &held, &asker, &history, adoptable))
        .await?;
    view.card.ballot = ballot;
    view.checks.extend(stands);
    Ok(view)
}

/// One proposal with its lines, checks and history. A resident who has yet to answer its vote reads neither what it is
/// called nor why, and none of its lines.
#[utoipa::path(get, path = "/api/proposals/{id}", operation_id = "showProposal", tag = "boundaries", params(
    ("id" = Uuid, Path, description = "The proposal"),
), responses(
    (status = 200, description = "The proposal", body = ProposalView),
    (status = 404, description = "Not here, or not yet for you", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments(id): Segments<String>,
) -> Result<Json<ProposalView>, Problem> {
    let asker = asker.somebody()?;
    let id = read_id(&id).ok_or_else(Problem::not_found)?;
    Ok(Json(viewed(&house, &asker, id).await?))
}

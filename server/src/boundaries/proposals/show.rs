//! Shows one proposal.

use super::{
    adoptable::adoptable,
    ballot::asked,
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
    let held = house.register.current().await;
    let ballot = asked(house, asker, &proposal).await?;
    let asker = asker.clone();
    let mut view = house
        .reckon(move |house| proposal.view(house, &held, &asker, &history, adoptable))
        .await?;
    view.card.ballot = ballot;
    Ok(view)
}

/// One proposal with its lines, checks and history.
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

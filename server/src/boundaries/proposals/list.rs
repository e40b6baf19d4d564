//! Lists proposals.

use super::{
    ballot::asked,
    blind::is_blind,
    proposal::ProposalCard,
    state::{NAMES, State},
    store,
};
use crate::{
    house::House,
    http::{Problem, Query},
    people::Asker,
};
use axum::{Json, extract::State as At};
use serde::Serialize;
use utoipa::ToSchema;

/// Proposals that the asker may read.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalList {
    /// Last changed first, at most 500.
    pub proposals: Vec<ProposalCard>,
}

/// A card with what the asker may vote on, and without what they may not read before. Only of proposals with a vote the
/// lines are read: there are few of them at a time.
async fn to_vote_on(house: &House, asker: &Asker, mut card: ProposalCard) -> Result<ProposalCard, Problem> {
    if card.state != State::Voting.word() {
        return Ok(card);
    }
    let Some(proposal) = store::by_id(&house.db, card.id).await? else {
        return Ok(card);
    };
    card.ballot = asked(house, asker, &proposal).await?;
    if is_blind(house, asker, &proposal).await? {
        return Ok(card.blinded());
    }
    Ok(card)
}

/// Proposals that the asker may read, last changed first. Who looks after their buurten reads them from the beginning,
/// everybody from the moment they were opened. Of a vote that a resident has yet to answer neither title nor reason is told.
#[utoipa::path(get, path = "/api/proposals", operation_id = "listProposals", tag = "boundaries", params(
    ("buurt" = Option<String>, Query, description = "Those about this buurt"),
    ("state" = Option<String>, Query, description = "Those in one of these states, parted by commas"),
), responses(
    (status = 200, description = "Last changed first", body = ProposalList),
    (status = 422, description = "Every fault", body = Problem),
))]
pub async fn door(
    At(house): At<House>,
    asker: Asker,
    mut query: Query,
) -> Result<Json<ProposalList>, Problem> {
    let asker = asker.somebody()?;
    let buurt = query.text("buurt");
    let states = query.words("state");
    if states.iter().any(|state| !NAMES.contains(&state.as_str())) {
        query.fault("state", "unknown_choice");
    }
    query.done()?;
    let states: Vec<State> = states.iter().filter_map(|word| State::read(word)).collect();
    let all = store::cards(&house.db).await?;
    let wanted = all.iter().filter(|proposal| {
        proposal.is_shown_to(&asker)
            && (states.is_empty() || states.contains(&proposal.state()))
            && buurt.as_ref().is_none_or(|code| proposal.codes().contains(code))
    });
    let mut proposals = Vec::new();
    for proposal in wanted {
        proposals.push(to_vote_on(&house, &asker, proposal.card(&asker)).await?);
    }
    Ok(Json(ProposalList { proposals }))
}

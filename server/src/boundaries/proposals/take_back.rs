//! Takes back what somebody said of a proposal: a comment always, a vote until it closes.

use super::{
    change::not_now,
    show::found,
    store::{self, votes},
    vote::may_vote,
};
use crate::{
    house::House,
    http::Problem,
    people::{Asker, Deed},
    store::outbox::{self, Happening},
};
use axum::{extract::State, http::StatusCode};
use uuid::Uuid;

/// Takes back a comment of the asker's own: its words and place go for good, its id and maker stay. Again is harmless;
/// somebody else's is a conflict.
pub async fn comment(house: &House, asker: &Asker, (proposal, id): (Uuid, Uuid)) -> Result<(), Problem> {
    let proposal = found(house, asker, proposal).await?;
    let now = house.clock.now_ms();
    let mut tx = house.db.begin().await?;
    // Before the row is held, as of every change of a proposal.
    outbox::take_turn(&mut tx).await?;
    let held = store::comment_in(&mut tx, id).await?;
    let judged = match held.filter(|(comment, _)| comment.proposal_id == proposal.id) {
        None => Err(Problem::not_found()),
        Some((comment, _)) if asker.id() != Some(comment.person_id) => Err(Problem::conflict()),
        Some(_) => Ok(()),
    };
    let (mut tx, ()) = tx.settled(judged).await?;
    if store::empty_comment(&mut tx, id, now).await? {
        outbox::append(&mut tx, Happening::ProposalCommented, proposal.id, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Takes back a vote of the asker's own while the vote runs: nothing of it is left. One that is not there is harmless;
/// somebody else's is a conflict.
pub async fn vote(house: &House, asker: &Asker, (proposal, id): (Uuid, Uuid)) -> Result<(), Problem> {
    found(house, asker, proposal).await?;
    let mut tx = house.db.begin().await?;
    // Nobody steps the proposal on before it is gone.
    outbox::take_turn(&mut tx).await?;
    let now = house.clock.now_ms();
    let held = store::by_id_in(&mut tx, proposal).await?;
    let cast = votes::by_id_in(&mut tx, id).await?;
    let judged = match (held, cast) {
        (None, _) => Err(Problem::not_found()),
        (_, None) => Ok(false),
        (_, Some((vote, _))) if vote.proposal_id != proposal || asker.id() != Some(vote.person_id) => {
            Err(Problem::conflict())
        }
        (Some(held), Some((vote, _))) if vote.version == held.version => may_vote(&held, now).map(|()| true),
        _ => Err(not_now("It was about lines that are others now.")),
    };
    let (mut tx, is_here) = tx.settled(judged).await?;
    if is_here {
        votes::take_back(&mut tx, id).await?;
        outbox::append(&mut tx, Happening::ProposalVoted, proposal, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Takes back a comment of the asker's own.
#[utoipa::path(delete, path = "/api/proposals/{id}/comments/{comment_id}", operation_id = "takeBackComment",
    tag = "boundaries", params(
    ("id" = Uuid, Path, description = "The proposal"),
    ("comment_id" = Uuid, Path, description = "The comment"),
), responses(
    (status = 204, description = "Taken back, now or before"),
    (status = 404, description = "Not here", body = Problem),
    (status = 409, description = "Somebody else's", body = Problem),
))]
pub async fn comment_door(
    State(house): State<House>,
    Deed { asker, ids, .. }: Deed<(Uuid, Uuid)>,
) -> Result<StatusCode, Problem> {
    comment(&house, &asker, ids).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes back a vote of the asker's own, until the vote closes.
#[utoipa::path(delete, path = "/api/proposals/{id}/votes/{vote_id}", operation_id = "takeBackVote", tag = "boundaries",
    params(
    ("id" = Uuid, Path, description = "The proposal"),
    ("vote_id" = Uuid, Path, description = "The vote"),
), responses(
    (status = 204, description = "Taken back, now or before"),
    (status = 404, description = "No such proposal", body = Problem),
    (status = 409, description = "Somebody else's, or closed (`not_in_this_state`)", body = Problem),
))]
pub async fn vote_door(
    State(house): State<House>,
    Deed { asker, ids, .. }: Deed<(Uuid, Uuid)>,
) -> Result<StatusCode, Problem> {
    vote(&house, &asker, ids).await?;
    Ok(StatusCode::NO_CONTENT)
}

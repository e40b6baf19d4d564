//! Lists comments on a proposal, and releases one for everybody.

use super::{blind::is_blind, comment::CommentView, proposal::not_yours, show::found, store};
use crate::{
    house::House,
    http::{Problem, Segments, members::path_id, members::read_id},
    people::Asker,
    store::outbox::{self, Happening},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Comments that the asker may read.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommentList {
    /// Oldest first.
    pub comments: Vec<CommentView>,
}

/// Comments on a proposal: all for who looks after it, own ones and released ones for others; who has yet to answer its
/// vote reads own ones only.
#[utoipa::path(get, path = "/api/proposals/{id}/comments", operation_id = "listComments", tag = "boundaries", params(
    ("id" = Uuid, Path, description = "The proposal"),
), responses(
    (status = 200, description = "Oldest first", body = CommentList),
    (status = 404, description = "No such proposal", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments(id): Segments<String>,
) -> Result<Json<CommentList>, Problem> {
    let asker = asker.somebody()?;
    let id = read_id(&id).ok_or_else(Problem::not_found)?;
    let proposal = found(&house, &asker, id).await?;
    let all = store::comments(&house.db, id).await?;
    let blind = is_blind(&house, &asker, &proposal).await?;
    let told = all.iter().filter_map(|comment| comment.view(&asker, &proposal));
    let comments = told.filter(|comment| comment.mine || !blind);
    Ok(Json(CommentList {
        comments: comments.collect(),
    }))
}

/// Releases a comment: staff of any of the buurten. Again is harmless.
pub async fn review(house: &House, asker: &Asker, (proposal, id): (Uuid, Uuid)) -> Result<(), Problem> {
    let proposal = found(house, asker, proposal).await?;
    if !proposal.may_be_read_early_by(asker) {
        return Err(not_yours());
    }
    let now = house.clock.now_ms();
    let mut tx = house.db.begin().await?;
    let held = store::comment_in(&mut tx, id).await?;
    let here =
        held.filter(|(comment, _)| comment.proposal_id == proposal.id && comment.withdrawn_at.is_none());
    let (mut tx, _) = tx.settled(here.ok_or_else(Problem::not_found)).await?;
    if store::review_comment(&mut tx, id, now).await? {
        outbox::append(&mut tx, Happening::ProposalCommented, proposal.id, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Lets everybody read a comment: somebody looked at it.
#[utoipa::path(put, path = "/api/proposals/{id}/comments/{comment_id}/review", operation_id = "reviewComment",
    tag = "boundaries", params(
    ("id" = Uuid, Path, description = "The proposal"),
    ("comment_id" = Uuid, Path, description = "The comment"),
), responses(
    (status = 204, description = "Released, now or before"),
    (status = 403, description = "Not yours to release", body = Problem),
    (status = 404, description = "Not here", body = Problem),
))]
pub async fn review_door(
    State(house): State<House>,
    asker: Asker,
    Segments((proposal, id)): Segments<(String, String)>,
) -> Result<StatusCode, Problem> {
    let asker = asker.somebody()?;
    review(&house, &asker, (path_id(&proposal)?, path_id(&id)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

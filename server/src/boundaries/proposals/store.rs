//! All SQL of proposals.

pub mod votes;

use super::{
    comment::Comment,
    proposal::{Proposal, Step},
};
use crate::{
    change, read_all, read_one, statements,
    store::{Db, Tx},
    tx_all, tx_one,
};
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO proposal (id, person_id, title, reason, buurten, start, state, revision, version, coverage,
        base, locked, needed, body, made_at, changed_at, publications, loose)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) ON CONFLICT (id) DO NOTHING";
    BY_ID = "SELECT id, person_id, title, reason, buurten, start, state, revision, version, coverage, base, locked, opens,
        closes, needed, needed_reason, control, opened_at, valid_from, minutes, made_at, changed_at,
        publications, loose FROM proposal WHERE id = $1";
    BODY = "SELECT body FROM proposal WHERE id = $1";
    // Without the lines: a list needs none.
    CARDS = "SELECT id, person_id, title, reason, buurten, start, state, revision, version, '' AS coverage, '' AS base,
        locked, opens, closes, needed, needed_reason, control, opened_at, valid_from, minutes, made_at, changed_at,
        publications, loose FROM proposal ORDER BY changed_at DESC, id DESC LIMIT 500";
    UNFINISHED = "SELECT id, person_id, title, reason, buurten, start, state, revision, version, coverage, base, locked,
        opens, closes, needed, needed_reason, control, opened_at, valid_from, minutes, made_at, changed_at,
        publications, loose FROM proposal WHERE state NOT IN ('adopted', 'rejected', 'superseded') ORDER BY made_at, id";
    SAVE = "UPDATE proposal SET state = $1, revision = $2, version = $3, coverage = $4, locked = $5, opens = $6,
        closes = $7, needed = $8, needed_reason = $9, control = $10, opened_at = $11, valid_from = $12, minutes = $13,
        changed_at = $14, loose = $15 WHERE id = $16 AND revision = $17";
    INSERT_STEP = "INSERT INTO proposal_step (proposal_id, revision, state, at, person_id, reason, opens, closes)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    STEPS = "SELECT revision, state, at, person_id, reason, opens, closes FROM proposal_step WHERE proposal_id = $1
        ORDER BY revision";
    INSERT_COMMENT = "INSERT INTO proposal_comment (id, proposal_id, person_id, face, lon, lat, text, body, made_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING";
    COMMENT = "SELECT id, proposal_id, person_id, face, lon, lat, text, made_at, reviewed_at,
        withdrawn_at FROM proposal_comment WHERE id = $1";
    COMMENT_BODY = "SELECT body FROM proposal_comment WHERE id = $1";
    COMMENTS = "SELECT id, proposal_id, person_id, face, lon, lat, text, made_at, reviewed_at,
        withdrawn_at FROM proposal_comment WHERE proposal_id = $1 AND withdrawn_at IS NULL ORDER BY made_at, id";
    COMMENTS_OF = "SELECT COUNT(*) FROM proposal_comment WHERE proposal_id = $1 AND person_id = $2";
    REVIEW_COMMENT = "UPDATE proposal_comment SET reviewed_at = $1 WHERE id = $2 AND reviewed_at IS NULL";
    EMPTY_COMMENT = "UPDATE proposal_comment SET text = '', body = '', lon = NULL, lat = NULL, withdrawn_at = $1
        WHERE id = $2 AND withdrawn_at IS NULL";
}

/// Adds a proposal unless its id is taken; true when it was added. `body` is what was sent.
pub async fn insert(tx: &mut Tx, proposal: &Proposal, body: &str) -> Result<bool, sqlx::Error> {
    let added = change!(
        tx,
        INSERT,
        proposal.id,
        proposal.person_id,
        &proposal.title,
        &proposal.reason,
        &proposal.buurten,
        &proposal.start,
        &proposal.state,
        proposal.revision,
        proposal.version,
        &proposal.coverage,
        &proposal.base,
        &proposal.locked,
        proposal.needed,
        body,
        proposal.made_at,
        proposal.changed_at,
        &proposal.publications,
        &proposal.loose
    )?;
    Ok(added == 1)
}

/// The proposal with this id.
pub async fn by_id(db: &Db, id: Uuid) -> Result<Option<Proposal>, sqlx::Error> {
    read_one!(db, Proposal, BY_ID, id)
}

/// The same, inside a change.
pub async fn by_id_in(tx: &mut Tx, id: Uuid) -> Result<Option<Proposal>, sqlx::Error> {
    tx_one!(tx, Proposal, BY_ID, id)
}

/// What was sent when it was begun.
pub async fn body_in(tx: &mut Tx, id: Uuid) -> Result<Option<String>, sqlx::Error> {
    Ok(tx_one!(tx, (String,), BODY, id)?.map(|(body,)| body))
}

/// All proposals without their lines, last changed first.
pub async fn cards(db: &Db) -> Result<Vec<Proposal>, sqlx::Error> {
    read_all!(db, Proposal, CARDS)
}

/// Proposals that did not come to an end, oldest first.
pub async fn unfinished(tx: &mut Tx) -> Result<Vec<Proposal>, sqlx::Error> {
    tx_all!(tx, Proposal, UNFINISHED)
}

/// Keeps a changed proposal when it still has revision `before`; false when somebody else was first.
pub async fn save(tx: &mut Tx, proposal: &Proposal, before: i64) -> Result<bool, sqlx::Error> {
    let saved = change!(
        tx,
        SAVE,
        &proposal.state,
        proposal.revision,
        proposal.version,
        &proposal.coverage,
        &proposal.locked,
        proposal.opens,
        proposal.closes,
        proposal.needed,
        &proposal.needed_reason,
        &proposal.control,
        proposal.opened_at,
        &proposal.valid_from,
        &proposal.minutes,
        proposal.changed_at,
        &proposal.loose,
        proposal.id,
        before
    )?;
    Ok(saved == 1)
}

/// Adds a step.
pub async fn insert_step(tx: &mut Tx, proposal: Uuid, step: &Step) -> Result<(), sqlx::Error> {
    change!(
        tx,
        INSERT_STEP,
        proposal,
        step.revision,
        &step.state,
        step.at,
        step.person_id,
        &step.reason,
        step.opens,
        step.closes
    )?;
    Ok(())
}

/// The steps of a proposal, oldest first.
pub async fn steps(db: &Db, id: Uuid) -> Result<Vec<Step>, sqlx::Error> {
    read_all!(db, Step, STEPS, id)
}

/// Adds a comment unless its id is taken; true when it was added.
pub async fn insert_comment(tx: &mut Tx, comment: &Comment, body: &str) -> Result<bool, sqlx::Error> {
    let added = change!(
        tx,
        INSERT_COMMENT,
        comment.id,
        comment.proposal_id,
        comment.person_id,
        &comment.face,
        comment.lon,
        comment.lat,
        &comment.text,
        body,
        comment.made_at
    )?;
    Ok(added == 1)
}

/// The comment with this id and what was sent.
pub async fn comment_in(tx: &mut Tx, id: Uuid) -> Result<Option<(Comment, String)>, sqlx::Error> {
    let Some(comment) = tx_one!(&mut *tx, Comment, COMMENT, id)? else {
        return Ok(None);
    };
    let body = tx_one!(&mut *tx, (String,), COMMENT_BODY, id)?;
    Ok(body.map(|(body,)| (comment, body)))
}

/// All comments on a proposal, oldest first.
pub async fn comments(db: &Db, proposal: Uuid) -> Result<Vec<Comment>, sqlx::Error> {
    read_all!(db, Comment, COMMENTS, proposal)
}

/// How many comments of a person a proposal has.
pub async fn comments_of(tx: &mut Tx, proposal: Uuid, person: Uuid) -> Result<i64, sqlx::Error> {
    Ok(tx_one!(tx, (i64,), COMMENTS_OF, proposal, person)?.map_or(0, |(count,)| count))
}

/// Lets everybody read a comment; true when they could not yet.
pub async fn review_comment(tx: &mut Tx, id: Uuid, at: i64) -> Result<bool, sqlx::Error> {
    Ok(change!(tx, REVIEW_COMMENT, at, id)? == 1)
}

/// Takes the words and the place of a comment away for good; true when they were there still.
pub async fn empty_comment(tx: &mut Tx, id: Uuid, at: i64) -> Result<bool, sqlx::Error> {
    Ok(change!(tx, EMPTY_COMMENT, at, id)? == 1)
}

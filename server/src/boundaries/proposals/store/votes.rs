//! All SQL of votes on proposals.

use crate::boundaries::proposals::{proposal::Proposal, vote::Vote};
use crate::{
    change, read_all, statements,
    store::{Db, Tx},
    tx_all, tx_one,
};
use uuid::Uuid;

statements! {
    PUT_VOTE = "INSERT INTO border_vote (id, proposal_id, version, person_id, buurt, proposed, official, places, body,
        cast_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (proposal_id, version, person_id, buurt) DO UPDATE SET id = excluded.id,
        proposed = excluded.proposed, official = excluded.official, places = excluded.places, body = excluded.body,
        cast_at = excluded.cast_at";
    VOTE = "SELECT id, proposal_id, version, person_id, buurt, proposed, official, places, cast_at FROM border_vote
        WHERE id = $1";
    VOTE_BODY = "SELECT body FROM border_vote WHERE id = $1";
    VOTES = "SELECT id, proposal_id, version, person_id, buurt, proposed, official, places, cast_at FROM border_vote
        WHERE proposal_id = $1 AND version = $2 ORDER BY id";
    TAKE_BACK_VOTE = "DELETE FROM border_vote WHERE id = $1";
    VOTED_ON_BY = "SELECT buurt FROM border_vote WHERE proposal_id = $1 AND version = $2 AND person_id = $3 ORDER BY buurt";
}

/// Keeps a vote; the one that the person cast on this buurt of this version before goes.
pub async fn put(tx: &mut Tx, vote: &Vote, body: &str) -> Result<(), sqlx::Error> {
    change!(
        tx,
        PUT_VOTE,
        vote.id,
        vote.proposal_id,
        vote.version,
        vote.person_id,
        &vote.buurt,
        &vote.proposed,
        &vote.official,
        &vote.places,
        body,
        vote.cast_at
    )?;
    Ok(())
}

/// The vote with this id and what was sent.
pub async fn by_id_in(tx: &mut Tx, id: Uuid) -> Result<Option<(Vote, String)>, sqlx::Error> {
    let Some(vote) = tx_one!(&mut *tx, Vote, VOTE, id)? else {
        return Ok(None);
    };
    let body = tx_one!(&mut *tx, (String,), VOTE_BODY, id)?;
    Ok(body.map(|(body,)| (vote, body)))
}

/// All votes on the present version of a proposal.
pub async fn all(db: &Db, proposal: &Proposal) -> Result<Vec<Vote>, sqlx::Error> {
    read_all!(db, Vote, VOTES, proposal.id, proposal.version)
}

/// The same, inside a change.
pub async fn all_in(tx: &mut Tx, proposal: &Proposal) -> Result<Vec<Vote>, sqlx::Error> {
    tx_all!(tx, Vote, VOTES, proposal.id, proposal.version)
}

/// The buurten of the present version that this person voted on, by code.
pub async fn voted_on_by(db: &Db, proposal: &Proposal, person: Uuid) -> Result<Vec<String>, sqlx::Error> {
    let found = read_all!(db, (String,), VOTED_ON_BY, proposal.id, proposal.version, person)?;
    Ok(found.into_iter().map(|(buurt,)| buurt).collect())
}

/// Takes a vote away for good.
pub async fn take_back(tx: &mut Tx, id: Uuid) -> Result<(), sqlx::Error> {
    change!(tx, TAKE_BACK_VOTE, id)?;
    Ok(())
}

//! Votes: does somebody recognise this border? Asked of the proposal and of the official map, without saying which is
//! which.

use super::{
    change::not_now, comment::read_place, proposal::Proposal, show::found, state::State, store::votes,
};
use crate::{
    house::House,
    http::{Fault, Members, Problem, Received, canonical::canonical},
    people::{Asker, Deed},
    store::outbox::{self, Happening},
};
use axum::{Json, extract::State as At, http::StatusCode};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

/// The answers that may be given.
pub const ANSWERS: [&str; 3] = ["yes", "almost", "no"];
/// What the borders of a ballot are called.
pub const KEYS: [&str; 2] = ["A", "B"];

/// A vote to be cast.
#[derive(Debug, Clone, ToSchema)]
pub struct NewVote {
    /// Code of a buurt whose border changes.
    pub buurt: String,
    /// One answer for each border of the ballot.
    pub answers: Vec<Answer>,
}

/// Does somebody recognise a border?
#[derive(Debug, Clone, ToSchema)]
#[schema(as = VoteAnswer)]
pub struct Answer {
    /// `A` or `B`, as on the ballot.
    #[schema(pattern = "^[AB]$")]
    pub key: String,
    /// `yes`, `almost` or `no`.
    #[schema(pattern = "^(yes|almost|no)$")]
    pub answer: String,
    /// `[lon, lat]` where it is wrong.
    pub at: Option<[f64; 2]>,
}

/// A vote as it is kept.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Vote {
    /// Its id, made by the phone.
    pub id: Uuid,
    /// On which proposal.
    pub proposal_id: Uuid,
    /// On which version of it.
    pub version: i64,
    /// Whose.
    pub person_id: Uuid,
    /// About the border of which buurt.
    pub buurt: String,
    /// What they say of the proposal's border.
    pub proposed: String,
    /// What they say of the official one.
    pub official: String,
    /// Where they say that it is wrong, as JSON text: `proposed` and `official` to `[lon, lat]`.
    pub places: Option<String>,
    /// When it was cast, by our clock.
    pub cast_at: i64,
}

/// What a voter hears.
#[derive(Debug, Serialize, ToSchema)]
pub struct VoteReceipt {
    /// Id of the vote.
    pub id: Uuid,
    /// Code of the buurt.
    pub buurt: String,
}

/// Is the proposal's border called `A` for this person? The same answer for as long as the version is the same.
pub fn proposal_is_a(person: Uuid, proposal: &Proposal) -> bool {
    let mut hash = Sha256::new();
    hash.update(person.as_bytes());
    hash.update(proposal.id.as_bytes());
    hash.update(proposal.version.to_be_bytes());
    hash.finalize().first().is_some_and(|byte| byte & 1 == 0)
}

/// May people vote on it now?
pub fn may_vote(proposal: &Proposal, now: i64) -> Result<(), Problem> {
    let begun = proposal.opens.is_some_and(|opens| opens <= now);
    let going_on = proposal.closes.is_some_and(|closes| now < closes);
    if proposal.state() == State::Voting && begun && going_on {
        return Ok(());
    }
    Err(not_now("Nobody can vote on it now."))
}

/// Codes of its buurten whose border changes: those that are voted on.
pub fn voted_on(proposal: &Proposal) -> Vec<String> {
    proposal.changed()
}

/// An answer as it was read.
struct Given {
    key: &'static str,
    answer: &'static str,
    at: Option<[f64; 2]>,
}

fn read_answer(value: &Value, place: usize) -> (Option<Given>, Vec<Fault>) {
    let mut members = Members::of(value, format!("/answers/{place}"));
    let key = members.choice("key", &KEYS);
    let key = members.required("key", key);
    let answer = members.choice("answer", &ANSWERS);
    let answer = members.required("answer", answer);
    let at = read_place(&mut members, "at");
    let given = key.zip(answer).map(|(key, answer)| Given { key, answer, at });
    (given, members.faults())
}

/// The buurt, and the answers for `A` and `B`.
fn read(body: &Value, proposal: &Proposal) -> Result<(String, [Given; 2]), Problem> {
    let mut members = Members::of(body, "");
    let buurt = members.words("buurt", 64);
    let buurt = members.required("buurt", buurt);
    if buurt
        .as_ref()
        .is_some_and(|code| !voted_on(proposal).contains(code))
    {
        members.fault("buurt", "unknown_buurt");
    }
    let answers = members.list("answers", 2, |value| Ok(value.clone()));
    let answers = members.required("answers", answers).unwrap_or_default();
    let mut given: [Option<Given>; 2] = [None, None];
    for (place, value) in answers.iter().enumerate() {
        let (answer, faults) = read_answer(value, place);
        members.absorb(faults);
        let Some(answer) = answer else { continue };
        let slot = usize::from(answer.key == KEYS[1]);
        if given[slot].replace(answer).is_some() {
            members.fault(&format!("answers/{place}/key"), "twice");
        }
    }
    if answers.len() == 1 {
        members.fault("answers", "too_few");
    }
    members.done()?;
    let [Some(a), Some(b)] = given else {
        return Err(Problem::fault("/answers", "too_few"));
    };
    Ok((buurt.unwrap_or_default(), [a, b]))
}

fn cast(proposal: &Proposal, person: Uuid, id: Uuid, body: &Value, now: i64) -> Result<Vote, Problem> {
    may_vote(proposal, now)?;
    let (buurt, [a, b]) = read(body, proposal)?;
    let (proposed, official) = if proposal_is_a(person, proposal) {
        (a, b)
    } else {
        (b, a)
    };
    let places = json!({"proposed": proposed.at, "official": official.at});
    let told = proposed.at.is_some() || official.at.is_some();
    Ok(Vote {
        id,
        proposal_id: proposal.id,
        version: proposal.version,
        person_id: person,
        buurt,
        proposed: proposed.answer.into(),
        official: official.answer.into(),
        places: told.then(|| places.to_string()),
        cast_at: now,
    })
}

/// Casts a vote; a later one of the same person on the same buurt takes its place. True when it was not here before.
pub async fn vote(
    house: &House,
    asker: &Asker,
    (proposal, id): (Uuid, Uuid),
    body: &Value,
) -> Result<(VoteReceipt, bool), Problem> {
    let person = asker.id().ok_or_else(Problem::unknown_asker)?;
    let Asker::Participant { .. } = asker else {
        return Err(Problem::not_for_you("Residents vote; staff do not."));
    };
    found(house, asker, proposal).await?;
    let sent = canonical(body);
    let mut tx = house.db.begin().await?;
    // Nobody steps the proposal on, and no second vote of the same person comes, before this one is in.
    outbox::take_turn(&mut tx).await?;
    let now = house.clock.now_ms();
    let held = super::store::by_id_in(&mut tx, proposal).await?;
    let before = votes::by_id_in(&mut tx, id).await?;
    let same = before
        .as_ref()
        .map(|(vote, body)| vote.person_id == person && vote.proposal_id == proposal && *body == sent);
    let (mut tx, held) = tx.settled(held.ok_or_else(Problem::not_found)).await?;
    match (same, before) {
        (Some(true), Some((vote, _))) => {
            tx.commit().await?;
            let buurt = vote.buurt;
            return Ok((VoteReceipt { id, buurt }, false));
        }
        (Some(_), _) => {
            tx.commit().await?;
            return Err(Problem::conflict());
        }
        _ => {}
    }
    let (next, cast) = tx.settled(cast(&held, person, id, body, now)).await?;
    tx = next;
    votes::put(&mut tx, &cast, &sent).await?;
    outbox::append(&mut tx, Happening::ProposalVoted, proposal, now).await?;
    tx.commit().await?;
    Ok((
        VoteReceipt {
            id,
            buurt: cast.buurt,
        },
        true,
    ))
}

/// Votes on one buurt of a proposal. A later vote of the same person on the same buurt takes the place of the one before,
/// until the vote closes.
#[utoipa::path(put, path = "/api/proposals/{id}/votes/{vote_id}", operation_id = "voteOnProposal", tag = "boundaries",
    params(
    ("id" = Uuid, Path, description = "The proposal"),
    ("vote_id" = Uuid, Path, description = "UUIDv7 made by the phone"),
), request_body = NewVote, responses(
    (status = 201, description = "Cast", body = VoteReceipt),
    (status = 200, description = "The same members were here already", body = VoteReceipt),
    (status = 403, description = "Staff do not vote", body = Problem),
    (status = 404, description = "No such proposal", body = Problem),
    (status = 409, description = "The id holds other members, or `not_in_this_state`", body = Problem),
    (status = 422, description = "Every fault", body = Problem),
))]
pub async fn door(
    At(house): At<House>,
    Deed { asker, ids, body, .. }: Deed<(Uuid, Uuid), Received>,
) -> Result<(StatusCode, Json<VoteReceipt>), Problem> {
    let (receipt, new) = vote(&house, &asker, ids, &body.value).await?;
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(receipt)))
}

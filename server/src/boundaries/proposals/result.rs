//! What the vote said, once it is closed; before that nobody hears anything.

use super::{
    change::not_now,
    proposal::Proposal,
    show::found,
    state::State,
    store::votes,
    vote::{Vote, voted_on},
    wrong_places::{WrongPlace, wrong_places},
};
use crate::{
    clock,
    house::House,
    http::{Problem, Segments, members::read_id},
    people::Asker,
};
use axum::{Json, extract::State as At};
use serde::Serialize;
use spatial::wilson;
use utoipa::ToSchema;

/// Voters below whom nothing but their number is told.
pub const HIDDEN: u32 = 10;

/// What a vote said.
#[derive(Debug, Serialize, ToSchema)]
pub struct VoteResult {
    /// The version that was voted on.
    pub version: i64,
    /// When the vote closed (RFC 3339).
    pub closed_at: Option<String>,
    /// Per buurt whose border changes.
    pub buurten: Vec<BuurtResult>,
}

/// What a vote said about one buurt. With fewer than 10 voters all is `null` but their number.
#[derive(Debug, Serialize, ToSchema)]
pub struct BuurtResult {
    /// Code of the buurt.
    pub buurt: String,
    /// Residents who voted.
    pub n: u32,
    /// What they said of the proposal's border.
    #[serde(flatten)]
    pub proposed: Option<Recognised>,
    /// What they said of the official one.
    pub official: Option<Recognised>,
    /// Recognition of the proposal less that of the official border.
    pub lift: Option<f64>,
    /// Squares of 50 m where at least 3 voters say that a border is wrong; for staff of its buurten only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places: Option<Vec<WrongPlace>>,
}

/// How many recognise a border.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Recognised {
    /// Said yes.
    pub yes: u32,
    /// Said almost.
    pub almost: u32,
    /// Said no.
    pub no: u32,
    /// (yes + almost / 2) / n.
    pub recognition: f64,
    /// Lower end of its 95 % interval (Wilson).
    pub lower: f64,
}

impl Recognised {
    /// The share of these answers.
    pub fn of<'a>(answers: impl Iterator<Item = &'a str>) -> Self {
        let (mut yes, mut almost, mut no) = (0_u32, 0_u32, 0_u32);
        for answer in answers {
            match answer {
                "yes" => yes += 1,
                "almost" => almost += 1,
                _ => no += 1,
            }
        }
        let n = yes + almost + no;
        let agreeing = f64::from(yes) + f64::from(almost) / 2.0;
        Self {
            yes,
            almost,
            no,
            recognition: if n > 0 { agreeing / f64::from(n) } else { 0.0 },
            lower: wilson(agreeing, n).0,
        }
    }
}

/// What the votes say about one buurt, whoever may hear it.
pub fn counted(votes: &[Vote], buurt: &str) -> (u32, Recognised, Recognised) {
    let own = || votes.iter().filter(|vote| vote.buurt == buurt);
    let proposed = Recognised::of(own().map(|vote| vote.proposed.as_str()));
    let official = Recognised::of(own().map(|vote| vote.official.as_str()));
    (proposed.yes + proposed.almost + proposed.no, proposed, official)
}

/// Did the vote run to its close? One that was called off before is never told.
pub fn is_closed(proposal: &Proposal, now: i64) -> bool {
    let over = |at: i64| proposal.control.is_some() && proposal.closes.is_some_and(|closes| closes <= at);
    match proposal.state() {
        State::Voting => over(now),
        State::Adopted => true,
        // When it came to its end was its last change.
        State::Rejected | State::Superseded => over(proposal.changed_at),
        _ => false,
    }
}

/// The result of a closed vote.
pub async fn result(house: &House, asker: &Asker, proposal: &Proposal) -> Result<VoteResult, Problem> {
    if !is_closed(proposal, house.clock.now_ms()) {
        return Err(not_now("The result is told when the vote is closed."));
    }
    let votes = votes::all(&house.db, proposal).await?;
    let (frame, staff) = (house.atlas.load().frame, proposal.may_be_read_early_by(asker));
    let told = |buurt: String| {
        let (n, proposed, official) = counted(&votes, &buurt);
        let shown = n >= HIDDEN;
        let places = (shown && staff).then(|| wrong_places(&votes, &buurt, &frame));
        BuurtResult {
            buurt,
            n,
            proposed: shown.then_some(proposed),
            official: shown.then_some(official),
            lift: shown.then_some(proposed.recognition - official.recognition),
            places,
        }
    };
    Ok(VoteResult {
        version: proposal.version,
        closed_at: proposal.closes.map(clock::rfc3339),
        buurten: voted_on(proposal).into_iter().map(told).collect(),
    })
}

/// What the vote said. Before it is closed nobody hears anything, staff neither.
#[utoipa::path(get, path = "/api/proposals/{id}/result", operation_id = "showVoteResult", tag = "boundaries", params(
    ("id" = Uuid, Path, description = "The proposal"),
), responses(
    (status = 200, description = "Per buurt", body = VoteResult),
    (status = 404, description = "No such proposal", body = Problem),
    (status = 409, description = "Not closed yet (`not_in_this_state`)", body = Problem),
))]
pub async fn door(
    At(house): At<House>,
    asker: Asker,
    Segments(id): Segments<String>,
) -> Result<Json<VoteResult>, Problem> {
    let asker = asker.somebody()?;
    let id = read_id(&id).ok_or_else(Problem::not_found)?;
    let proposal = found(&house, &asker, id).await?;
    Ok(Json(result(&house, &asker, &proposal).await?))
}

//! What a proposal needs before its borders may be adopted, and what it lacks.

use super::{
    proposal::Proposal,
    result::{HIDDEN, counted, is_closed},
    state::State,
    store::votes,
    vote::{Vote, voted_on},
};
use crate::{boundaries::consensus, house::House, http::Problem};
use serde::Serialize;
use utoipa::ToSchema;

/// Voters that each changed buurt must have.
const VOTERS: u32 = 20;
/// What the lower end of recognition must reach.
const RECOGNISED: f64 = 0.5;

/// May it be adopted, and if not, why?
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ProposalAdoptable)]
pub struct Adoptable {
    /// Nothing is lacking.
    pub ok: bool,
    /// All that is lacking: `nothing_changed`, `not_voting`, `vote_open`, `too_few_drawings`, `too_few_voters`,
    /// `not_recognised`; each once.
    pub reasons: Vec<&'static str>,
    /// Drawings that each changed buurt must have.
    pub needed: i64,
    /// Why fewer than 50 are enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed_reason: Option<String>,
    /// How the changed buurten stand.
    pub buurten: Vec<Standing>,
}

/// How one changed buurt stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = AdoptableBuurt)]
pub struct Standing {
    /// Its code.
    pub buurt: String,
    /// Drawings that count.
    pub drawings: i64,
    /// Residents who voted; `null` before the vote is closed.
    pub voters: Option<u32>,
    /// Lower end of the recognition; `null` before the vote is closed and with fewer than 10 voters.
    pub lower: Option<f64>,
    /// What this buurt lacks.
    pub reasons: Vec<&'static str>,
}

/// Whether a proposal may be adopted with these drawings and votes.
pub fn judge(proposal: &Proposal, drawings: &[(String, i64)], votes: &[Vote], now: i64) -> Adoptable {
    let mut reasons = Vec::new();
    let closed = is_closed(proposal, now);
    if drawings.is_empty() {
        reasons.push("nothing_changed");
    }
    if proposal.state() != State::Voting {
        reasons.push("not_voting");
    } else if !closed {
        reasons.push("vote_open");
    }
    let stands = |(buurt, count): &(String, i64)| {
        let (n, proposed, _) = counted(votes, buurt);
        let mut lacks = Vec::new();
        if *count < proposal.needed {
            lacks.push("too_few_drawings");
        }
        // Before the vote is closed nothing of it is told, also not in this way.
        if closed && n < VOTERS {
            lacks.push("too_few_voters");
        }
        if closed && n >= HIDDEN && proposed.lower < RECOGNISED {
            lacks.push("not_recognised");
        }
        Standing {
            buurt: buurt.clone(),
            drawings: *count,
            voters: closed.then_some(n),
            lower: (closed && n >= HIDDEN).then_some(proposed.lower),
            reasons: lacks,
        }
    };
    let buurten: Vec<Standing> = drawings.iter().map(stands).collect();
    for reason in buurten.iter().flat_map(|buurt| &buurt.reasons) {
        if !reasons.contains(reason) {
            reasons.push(reason);
        }
    }
    Adoptable {
        ok: reasons.is_empty(),
        reasons,
        needed: proposal.needed,
        needed_reason: proposal.needed_reason.clone(),
        buurten,
    }
}

/// How a proposal stands now.
pub async fn adoptable(house: &House, proposal: &Proposal) -> Result<Adoptable, Problem> {
    let mut counts = Vec::new();
    for buurt in voted_on(proposal) {
        let count = consensus::store::how_many(&house.db, &buurt).await?;
        counts.push((buurt, count));
    }
    let votes = votes::all(&house.db, proposal).await?;
    Ok(judge(proposal, &counts, &votes, house.clock.now_ms()))
}

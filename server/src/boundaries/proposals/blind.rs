//! Who has yet to answer a vote reads nothing that tells which of the two borders is whose: neither what the proposal is
//! called nor why, neither its lines nor what others say of it.

use super::{
    adoptable::Adoptable,
    change::not_now,
    proposal::{CoverageView, Proposal, ProposalCard, ProposalView, Step},
    state::State,
    store::votes,
    vote::voted_on,
};
use crate::{house::House, http::Problem, people::Asker};

/// Is this resident still to answer a vote that runs or is about to: of any buurt whose border changes? Staff do not vote,
/// and are never.
pub async fn is_blind(house: &House, asker: &Asker, proposal: &Proposal) -> Result<bool, Problem> {
    let Asker::Participant { id, .. } = asker else {
        return Ok(false);
    };
    let over = proposal
        .closes
        .is_some_and(|closes| closes <= house.clock.now_ms());
    if proposal.state() != State::Voting || over {
        return Ok(false);
    }
    let answered = votes::voted_on_by(&house.db, proposal, *id).await?;
    Ok(voted_on(proposal).iter().any(|buurt| !answered.contains(buurt)))
}

/// Refuses who is still to answer.
pub async fn not_blind(house: &House, asker: &Asker, proposal: &Proposal) -> Result<(), Problem> {
    if is_blind(house, asker, proposal).await? {
        return Err(not_now("Told after your answer to the vote."));
    }
    Ok(())
}

impl ProposalCard {
    /// What who is still to answer reads of it in a list.
    pub fn blinded(self) -> Self {
        Self {
            title: None,
            reason: None,
            publications: None,
            ..self
        }
    }
}

impl Proposal {
    /// What who is still to answer reads of it.
    pub fn blinded(&self, asker: &Asker, history: &[Step], adoptable: Adoptable) -> ProposalView {
        let none = || CoverageView {
            arcs: Vec::new(),
            faces: Vec::new(),
        };
        let wordless = |step: &Step| Step {
            reason: None,
            ..step.clone()
        };
        ProposalView {
            card: self.card(asker).blinded(),
            locked: Vec::new(),
            coverage: none(),
            base: none(),
            changed: self.changed(),
            checks: Vec::new(),
            history: history.iter().map(|step| wordless(step).view()).collect(),
            adoptable: Adoptable {
                needed_reason: None,
                ..adoptable
            },
        }
    }
}

//! What a proposal to move borders is: kept, and as it leaves the door.

use super::{
    adoptable::Adoptable,
    ballot::Asked,
    checks::{Check, checks},
    loose::LoosePart,
    state::State,
    tiling::{Face, Tiling},
};
use crate::{
    clock,
    house::{House, register::Held},
    http::Problem,
    people::{Asker, Role},
};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// Drawings of a buurt that must be there before its border may be adopted; the committee may ask for fewer.
pub const NEEDED: i64 = 50;

/// A proposal as it is kept.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Proposal {
    /// Its id, made by the client.
    pub id: Uuid,
    /// Who began it.
    pub person_id: Uuid,
    /// What it is called.
    pub title: String,
    /// Why.
    pub reason: String,
    /// Codes of the buurten it is about, as JSON text.
    pub buurten: String,
    /// What it began from: `official`, `adopted` or `shared`.
    pub start: String,
    /// The word of its state.
    pub state: String,
    /// Goes up with every change.
    pub revision: i64,
    /// Goes up with every change of its lines; votes are about one.
    pub version: i64,
    /// Its lines, a [`Tiling`] as JSON text.
    pub coverage: String,
    /// The lines it began from.
    pub base: String,
    /// Codes of the buurten whose lines stay, as JSON text; the neighbours always.
    pub locked: String,
    /// First moment of reactions or of the vote.
    pub opens: Option<i64>,
    /// First moment after it.
    pub closes: Option<i64>,
    /// Drawings that each changed buurt must have.
    pub needed: i64,
    /// Why fewer than 50 are enough.
    pub needed_reason: Option<String>,
    /// The official borders that the vote compares with, as JSON text: code to geometry.
    pub control: Option<String>,
    /// When everybody could first look.
    pub opened_at: Option<i64>,
    /// First day of the adopted borders.
    pub valid_from: Option<String>,
    /// Where the minutes of the decision are.
    pub minutes: Option<String>,
    /// When it was begun.
    pub made_at: i64,
    /// When it was last changed.
    pub changed_at: i64,
    /// The publications it began from, as JSON text: code of the buurt to number.
    pub publications: Option<String>,
    /// What it left with a neighbour because it lies away from its buurt, as JSON text: a list of [`LoosePart`].
    pub loose: String,
}

/// A step of a proposal as it is kept.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Step {
    /// The revision that it made.
    pub revision: i64,
    /// The word of the state it led to.
    pub state: String,
    /// When.
    pub at: i64,
    /// Who took it.
    pub person_id: Uuid,
    /// Why.
    pub reason: Option<String>,
    /// Its first moment.
    pub opens: Option<i64>,
    /// First moment after it.
    pub closes: Option<i64>,
}

/// A step as it leaves the door.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ProposalStep)]
pub struct StepView {
    /// The state.
    pub state: String,
    /// When (RFC 3339).
    pub at: String,
    /// Why, when a reason was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// First moment of reactions or of the vote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens: Option<String>,
    /// First moment after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes: Option<String>,
}

/// Lines that neighbours share, each once.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ProposalCoverage)]
pub struct CoverageView {
    /// By the number that an edit names.
    pub arcs: Vec<ArcView>,
    /// The buurten, by code.
    pub faces: Vec<Face>,
}

/// A line as it leaves the door.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ProposalArc)]
pub struct ArcView {
    /// `[lon, lat]` in WGS84.
    pub line: Vec<[f64; 2]>,
    /// The face on its left, by its place in `faces`; `null` outside.
    pub left: Option<usize>,
    /// The face on its right.
    pub right: Option<usize>,
    /// It stays: a face of it is locked, or it is the outer edge.
    pub locked: bool,
}

/// A proposal in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProposalCard {
    /// Its id.
    pub id: Uuid,
    /// What it is called; absent for who has yet to answer its vote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Why; absent for who has yet to answer its vote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// `scratch`, `in_progress`, `ready`, `open`, `voting`, `adopted`, `rejected` or `superseded`.
    pub state: String,
    /// Send it with a change.
    pub revision: i64,
    /// Goes up when its lines change; votes are about one.
    pub version: i64,
    /// Codes of the buurten it is about.
    pub buurten: Vec<String>,
    /// `official`, `adopted` or `shared`.
    pub start: String,
    /// First moment of reactions or of the vote (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens: Option<String>,
    /// First moment after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes: Option<String>,
    /// First day of the adopted borders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// Where the minutes of the decision are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<String>,
    /// When it was begun.
    pub made_at: String,
    /// When it was last changed.
    pub changed_at: String,
    /// May the asker change it?
    pub yours_to_change: bool,
    /// Numbers of the publications that it began from, by code of the buurt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publications: Option<BTreeMap<String, i64>>,
    /// What the asker may vote on now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ballot: Option<Asked>,
}

/// A proposal with its lines.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProposalView {
    /// What a list tells of it.
    #[serde(flatten)]
    pub card: ProposalCard,
    /// Codes of the buurten whose lines stay; the neighbours always.
    pub locked: Vec<String>,
    /// Its lines; none for who has yet to answer its vote, and so are `base`, `checks` and the words of its steps.
    pub coverage: CoverageView,
    /// The lines it began from.
    pub base: CoverageView,
    /// Codes of the buurten that are not as they were.
    pub changed: Vec<String>,
    /// What was looked at.
    pub checks: Vec<Check>,
    /// Its steps, oldest first.
    pub history: Vec<StepView>,
    /// May it be adopted, and if not, why?
    pub adoptable: Adoptable,
}

/// May `asker` change a proposal about these buurten? A committee of one buurt decides about no other: who moves a line
/// between two is of both, or the wijknetwerker or an admin of one of them.
pub fn looks_after(asker: &Asker, buurten: &[String]) -> bool {
    match asker {
        Asker::Staff {
            role: Role::Committee,
            buurt: Some(own),
            ..
        } => buurten.iter().all(|code| code == own),
        _ => stands_beside(asker, buurten),
    }
}

/// Is `asker` of the committee, wijknetwerker or admin of one of these buurten? They read from the beginning.
fn stands_beside(asker: &Asker, buurten: &[String]) -> bool {
    asker.minds_buurt(None) || buurten.iter().any(|code| asker.minds_buurt(Some(code)))
}

/// The refusal of who may not change it.
pub fn not_yours() -> Problem {
    Problem::not_for_you(
        "Only the committee of all its buurten, or the wijknetwerker or an admin of one of them.",
    )
}

impl Proposal {
    /// Codes of the buurten it is about.
    pub fn codes(&self) -> Vec<String> {
        serde_json::from_str(&self.buurten).unwrap_or_default()
    }

    /// Codes of the buurten whose lines stay.
    pub fn locked_codes(&self) -> Vec<String> {
        serde_json::from_str(&self.locked).unwrap_or_default()
    }

    /// Its lines.
    pub fn tiling(&self) -> Tiling {
        serde_json::from_str(&self.coverage).unwrap_or_default()
    }

    /// The lines it began from.
    pub fn base_tiling(&self) -> Tiling {
        serde_json::from_str(&self.base).unwrap_or_default()
    }

    /// What it left with a neighbour.
    pub fn loose_parts(&self) -> Vec<LoosePart> {
        serde_json::from_str(&self.loose).unwrap_or_default()
    }

    /// Codes of its buurten whose border is not as it was.
    pub fn changed(&self) -> Vec<String> {
        let own = self.codes();
        let mut changed = self.tiling().changed_from(&self.base_tiling());
        // A neighbour may have got a corner on its line where ours meets it: its border is where it was.
        changed.retain(|code| own.contains(code));
        changed
    }

    /// Where it stands.
    pub fn state(&self) -> State {
        State::read(&self.state).unwrap_or(State::Scratch)
    }

    /// May this asker change it?
    pub fn may_be_changed_by(&self, asker: &Asker) -> bool {
        looks_after(asker, &self.codes())
    }

    /// May this asker read it, and all that is said of it, before others do?
    pub fn may_be_read_early_by(&self, asker: &Asker) -> bool {
        stands_beside(asker, &self.codes())
    }

    /// May this asker read it? Everybody from the moment it was opened; staff of one of its buurten always.
    pub fn is_shown_to(&self, asker: &Asker) -> bool {
        self.may_be_read_early_by(asker) || (self.opened_at.is_some() && *asker != Asker::Nobody)
    }

    /// As a list tells it.
    pub fn card(&self, asker: &Asker) -> ProposalCard {
        ProposalCard {
            id: self.id,
            title: Some(self.title.clone()),
            reason: Some(self.reason.clone()),
            state: self.state.clone(),
            revision: self.revision,
            version: self.version,
            buurten: self.codes(),
            start: self.start.clone(),
            opens: self.opens.map(clock::rfc3339),
            closes: self.closes.map(clock::rfc3339),
            valid_from: self.valid_from.clone(),
            minutes: self.minutes.clone(),
            made_at: clock::rfc3339(self.made_at),
            changed_at: clock::rfc3339(self.changed_at),
            yours_to_change: self.may_be_changed_by(asker) && !self.state().is_over(),
            publications: self
                .publications
                .as_ref()
                .and_then(|text| serde_json::from_str(text).ok()),
            ballot: None,
        }
    }

    /// With its lines and what would change.
    pub fn view(
        &self,
        house: &House,
        held: &Held,
        asker: &Asker,
        history: &[Step],
        adoptable: Adoptable,
    ) -> ProposalView {
        let (base, now, locked) = (self.base_tiling(), self.tiling(), self.locked_codes());
        ProposalView {
            card: self.card(asker),
            checks: checks(house, held, &base, &now, &self.loose_parts()),
            changed: self.changed(),
            coverage: coverage(&now, &locked),
            base: coverage(&base, &locked),
            history: history.iter().map(Step::view).collect(),
            adoptable,
            locked,
        }
    }
}

fn coverage(tiling: &Tiling, locked: &[String]) -> CoverageView {
    let arcs = tiling.arcs.iter().map(|arc| ArcView {
        line: arc.line.clone(),
        left: arc.left,
        right: arc.right,
        locked: tiling.is_locked(arc, locked),
    });
    CoverageView {
        arcs: arcs.collect(),
        faces: tiling.faces.clone(),
    }
}

impl Step {
    /// A step to a state; its revision is given when it is kept.
    pub fn to(state: State, at: i64, person_id: Uuid, reason: Option<String>) -> Self {
        Self {
            revision: 0,
            state: state.word().into(),
            at,
            person_id,
            reason,
            opens: None,
            closes: None,
        }
    }

    /// As it leaves the door.
    pub fn view(&self) -> StepView {
        StepView {
            state: self.state.clone(),
            at: clock::rfc3339(self.at),
            reason: self.reason.clone(),
            opens: self.opens.map(clock::rfc3339),
            closes: self.closes.map(clock::rfc3339),
        }
    }
}

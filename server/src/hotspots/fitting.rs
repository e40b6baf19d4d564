//! Which measures fit a place, by what its people saw there. A camera never simply fits. Findings without an item
//! speak for none, and neither does what fewer than 3 people saw: a measure would tell it.

use super::{behind::Behind, place::ENOUGH_PEOPLE};
use crate::catalogue::{Catalogue, Measure as Kind};
use serde::{Serialize, Serializer};
use spatial::fit::{Measure, Reason, fit_best};
use std::sync::Arc;
use utoipa::ToSchema;

/// Most measures that are told of a place.
const MOST: usize = 8;
/// Scores are told in so many parts.
const PARTS: f64 = 10_000.0;

/// A measure that fits.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MeasureFit {
    /// Code of the kind.
    #[schema(value_type = String)]
    pub kind: Code,
    /// How well, 0 to 1, rounded to 4 decimals; for ordering, shown to residents in words only.
    pub score: f64,
    /// What speaks for it, weightiest first.
    pub reasons: Vec<FitReason>,
}

/// Why a measure fits.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FitReason {
    /// Item code; or the code of its group, where at least 3 people saw items of the group and no item was seen by 3.
    #[schema(value_type = String)]
    pub category: Code,
    /// People who saw it; at least 3.
    pub people: u32,
}

/// A code of the catalogue, shared by all places of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code(Arc<str>);

impl Code {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.0)
    }
}

/// The measures of a catalogue, made ready to be fitted to places. What speaks are its items, and behind them its groups.
pub struct Ladder {
    kinds: Vec<Code>,
    measures: Vec<Measure>,
    /// Codes of the items, and then of the groups.
    speaks: Vec<Code>,
    /// By item: its group's place.
    group_of: Vec<Option<usize>>,
}

impl Ladder {
    /// The ladder of a catalogue.
    pub fn of(catalogue: &Catalogue) -> Self {
        let measure = |measure: &Kind| Measure {
            rung: measure.rung,
            weights: weights(catalogue, &measure.code),
        };
        let items = catalogue.items.iter().map(|item| &item.code);
        let groups = || catalogue.groups.iter().map(|group| &group.code);
        let group_of = |group: &String| groups().position(|code| code == group);
        Self {
            kinds: catalogue.measures.iter().map(|kind| code(&kind.code)).collect(),
            measures: catalogue.measures.iter().map(measure).collect(),
            group_of: catalogue.items.iter().map(|item| group_of(&item.group)).collect(),
            speaks: items.chain(groups()).map(|text| code(text)).collect(),
        }
    }

    /// The 8 measures that fit best what people saw, best first, lighter first among equals. O(measures · items).
    pub fn fitting(&self, behind: &Behind) -> Vec<MeasureFit> {
        let reason = |reason: &Reason| FitReason {
            category: self.speaks[reason.item].clone(),
            people: reason.people,
        };
        let fits = fit_best(&self.told(behind), &self.measures, MOST).into_iter();
        fits.map(|fit| MeasureFit {
            kind: self.kinds[fit.measure].clone(),
            score: (fit.score * PARTS).round() / PARTS,
            reasons: fit.reasons.iter().map(reason).collect(),
        })
        .collect()
    }

    /// People by what speaks, where they are enough. A group speaks in general when none of its items does.
    fn told(&self, behind: &Behind) -> Vec<u32> {
        let enough = |people: &u32| *people >= ENOUGH_PEOPLE;
        let (items, mut told) = (self.group_of.len(), vec![0; self.speaks.len()]);
        for (group, seen) in behind.groups.iter().enumerate() {
            told[items + group] = Some(seen.of_items.people).filter(enough).unwrap_or_default();
        }
        for (item, seen) in behind
            .items
            .iter()
            .enumerate()
            .filter(|(_, seen)| enough(&seen.people))
        {
            told[item] = seen.people;
            if let Some(group) = self.group_of[item] {
                told[items + group] = 0;
            }
        }
        told
    }
}

fn code(text: &str) -> Code {
    Code(Arc::from(text))
}

/// How much each item speaks for a measure, and each group: as much as its items on average.
fn weights(catalogue: &Catalogue, measure: &str) -> Vec<(usize, u32)> {
    let weight = |item: &crate::catalogue::Item| item.measures.get(measure).copied().unwrap_or_default();
    let items = catalogue.items.iter().map(weight);
    let groups = catalogue.groups.iter().map(|group| {
        let own = catalogue.items.iter().filter(|item| item.group == group.code);
        let (sum, count) = own.fold((0, 0), |(sum, count), item| (sum + weight(item), count + 1));
        sum / count.max(1)
    });
    let all = items.chain(groups).enumerate();
    all.filter(|(_, weight)| *weight > 0).collect()
}

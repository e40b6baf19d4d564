//! Which measures fit a place, by what its people saw there. A camera never simply fits. Groups without an item
//! speak for none.

use crate::catalogue::{Catalogue, Item, Measure as Kind};
use serde::Serialize;
use spatial::fit::{Measure, Reason, fit_people};
use utoipa::ToSchema;

/// A measure that fits.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MeasureFit {
    /// Code of the kind.
    pub kind: String,
    /// How well, 0 to 1; for ordering, shown to residents in words only.
    pub score: f64,
    /// What speaks for it.
    pub reasons: Vec<FitReason>,
}

/// Why a measure fits.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FitReason {
    /// Item code.
    pub category: String,
    /// People who saw it.
    pub people: u32,
}

/// The measures of a catalogue, made ready to be fitted to places.
pub struct Ladder<'a> {
    catalogue: &'a Catalogue,
    measures: Vec<Measure>,
}

impl<'a> Ladder<'a> {
    /// The ladder of a catalogue.
    pub fn of(catalogue: &'a Catalogue) -> Self {
        let weights = |code: &str| {
            let weight = |(at, item): (usize, &Item)| Some((at, *item.measures.get(code)?));
            catalogue.items.iter().enumerate().filter_map(weight).collect()
        };
        let measure = |measure: &Kind| Measure {
            rung: measure.rung,
            weights: weights(&measure.code),
        };
        Self {
            catalogue,
            measures: catalogue.measures.iter().map(measure).collect(),
        }
    }

    /// The measures that fit what so many different people saw of each item, best first, lighter first among equals.
    pub fn fitting(&self, people_by_item: &[u32]) -> Vec<MeasureFit> {
        let reason = |reason: &Reason| FitReason {
            category: self.catalogue.items[reason.item].code.clone(),
            people: reason.people,
        };
        let fits = fit_people(people_by_item, &self.measures).into_iter();
        fits.map(|fit| MeasureFit {
            kind: self.catalogue.measures[fit.measure].code.clone(),
            score: fit.score,
            reasons: fit.reasons.iter().map(reason).collect(),
        })
        .collect()
    }
}

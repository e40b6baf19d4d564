//! Which measures fit a place, by what its people saw there. A camera never simply fits.

use super::count::Counted;
use crate::catalogue::Catalogue;
use serde::Serialize;
use spatial::{
    fit::{self, Measure, Seen},
    hotspots::Place,
};
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

/// The measures that fit what was seen, best first, lighter first among equals. Groups without an item speak for none.
pub fn fitting(catalogue: &Catalogue, counted: &Counted, place: &Place) -> Vec<MeasureFit> {
    let item_of = |code: &str| catalogue.find(code)?.item;
    let seen: Vec<Seen> = counted
        .members(place)
        .filter_map(|(_, sight)| {
            let item = counted.held.category(sight).and_then(item_of)?;
            Some(Seen {
                observer: sight.observer,
                item,
            })
        })
        .collect();
    let weights = |code: &str| {
        let of = |(at, item): (usize, &crate::catalogue::Item)| {
            item.measures.get(code).map(|weight| (at, *weight))
        };
        catalogue.items.iter().enumerate().filter_map(of).collect()
    };
    let measures: Vec<Measure> = catalogue
        .measures
        .iter()
        .map(|measure| Measure {
            rung: measure.rung,
            weights: weights(&measure.code),
        })
        .collect();
    let fits = fit::fit(&seen, &measures).into_iter().map(|fit| MeasureFit {
        kind: catalogue.measures[fit.measure].code.clone(),
        score: fit.score,
        reasons: fit
            .reasons
            .iter()
            .map(|reason| FitReason {
                category: catalogue.items[reason.item].code.clone(),
                people: reason.people,
            })
            .collect(),
    });
    fits.collect()
}

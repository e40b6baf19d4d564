//! Which measures fit a place, by what its people saw there. A camera never simply fits.

use crate::{catalogue::Catalogue, findings::finding::Finding};
use serde::Serialize;
use spatial::fit::{self, Measure, Seen};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

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
pub fn fitting(catalogue: &Catalogue, members: &[&Finding]) -> Vec<MeasureFit> {
    let mut people: BTreeMap<Uuid, u32> = BTreeMap::new();
    let mut seen = Vec::new();
    for finding in members {
        let Some(item) = finding
            .category
            .as_deref()
            .and_then(|code| catalogue.find(code)?.item)
        else {
            continue;
        };
        let next = u32::try_from(people.len()).unwrap_or(u32::MAX);
        seen.push(Seen {
            observer: *people.entry(finding.person_id).or_insert(next),
            item,
        });
    }
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

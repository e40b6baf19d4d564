//! Where did people look? Findings say where people walked; passes say where they walked and saw nothing.

use super::question::Question;
use crate::{
    findings::page::Daylight,
    house::register::Held,
    walks::walked::{Passed, Walked},
};
use spatial::{Cell, Study, index::Sight};
use std::collections::{HashMap, HashSet};

/// The part of the findings that must come from walks with passes, in tenths. With fewer, most of the looking is
/// unknown, and the few known tracks would tell more about who consented than about the street.
const KNOWN_TENTHS: usize = 8;

/// The area seen through walked passes, one a walk and cell, and how many walks told theirs. `None` when too little is
/// known of where people looked: then every cell counts as seen alike.
///
/// A finding where no pass is known was made by somebody who stood there: its cell counts as passed once, so that no
/// finding falls out of the area. By day or in the dark alone nothing is known, since passes have no times.
pub fn exposure<'a>(
    passed: &Passed,
    study: &Study,
    question: &Question,
    held: &Held,
    sights: impl Iterator<Item = &'a Sight>,
) -> Option<(Study, usize)> {
    // On another plane the same cells are other places.
    if passed.frame != Some(held.frame) || passed.walks.is_empty() {
        return None;
    }
    if !matches!(question.daylight, Daylight::All) {
        return None;
    }
    let window = question.since..question.until;
    let walks: Vec<&Walked> = passed.of(window, question.counts.walk).collect();
    let told: HashSet<u32> = walks
        .iter()
        .filter_map(|walked| held.walk_number(walked.walk))
        .collect();
    let mut passes: HashMap<Cell, u32> = HashMap::new();
    for cell in walks.iter().flat_map(|walked| &walked.cells) {
        *passes.entry(*cell).or_default() += 1;
    }
    let (mut all, mut known) = (0, 0);
    for sight in sights.filter(|sight| study.contains(sight.cell())) {
        all += 1;
        known += usize::from(told.contains(&sight.walk));
        passes.entry(sight.cell()).or_insert(1);
    }
    if known == 0 || known * 10 < all * KNOWN_TENTHS {
        return None;
    }
    study.walked(passes).ok().map(|study| (study, walks.len()))
}

//! What is gathered of each band of cells as soon as it is counted, while its counts are near the
//! processor: going through them again later took a tenth of the time of a question.

use std::ops::Range;

use crate::hotspots::Rule;
use crate::study::Study;
use crate::sums::Sums;
use crate::voices::{Tally, Voices};

/// What the bands so far amount to. They must come from south to north.
pub(crate) struct Sweep<'a> {
    study: &'a Study,
    rule: &'a Rule,
    /// Voices in the discs of the area's cells.
    pub voices: u64,
    /// Sums of the voices in discs, the area's cells only.
    pub sums: Sums,
    /// Positions of the cells with enough voices and people to be significant, ascending.
    pub candidates: Vec<u32>,
    /// Where the findings of each cell begin, when they are listed cell by cell.
    pub starts: Vec<u32>,
    findings: u32,
}

impl<'a> Sweep<'a> {
    /// Nothing gathered yet, in room that may hold old figures: for sums, and for starts.
    pub(crate) fn of(study: &'a Study, rule: &'a Rule, sums: Vec<u32>, mut starts: Vec<u32>) -> Self {
        starts.clear();
        starts.reserve_exact(study.len());
        Self {
            study,
            rule,
            voices: 0,
            sums: Sums::empty(study.width(), study.len() / study.width(), sums),
            candidates: Vec::new(),
            starts,
            findings: 0,
        }
    }

    /// Gathers a band of whole rows of cells.
    #[allow(clippy::cast_possible_truncation, reason = "at most 20 million cells")]
    pub(crate) fn over(&mut self, band: Range<usize>, counted: &Voices) {
        let (weights, discs) = (&self.study.weights()[band.clone()], &counted.discs[band.clone()]);
        let cells = weights.iter().zip(discs);
        let mut voices = 0;
        let heard = |(&weight, disc): (&u32, &Tally)| {
            let heard = if weight > 0 { disc.voices } else { 0 };
            voices += u64::from(heard);
            heard
        };
        self.sums.extend(cells.clone().map(heard));
        self.voices += voices;
        let rule = self.rule;
        let candidates = (band.start..).zip(cells);
        let candidates = candidates.filter(|&(_, (&weight, &disc))| rule.is_met(weight, disc));
        self.candidates.extend(candidates.map(|(at, _)| at as u32));
        self.starts.extend(counted.cells[band].iter().map(|own| {
            self.findings += own.findings;
            self.findings - own.findings
        }));
    }
}

//! Places: basins with their evidence, their cells and the findings in them.

use std::cmp::Reverse;

use crate::basins::{Basin, divide};
use crate::cells::{Cell, DISC};
use crate::study::Study;
use crate::voices::{Row, Voices, among};

/// A cell whose count is surprising: its position and p.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surprise {
    pub at: usize,
    pub p: f64,
}

/// What places are made from.
pub(crate) struct Ground<'a> {
    pub study: &'a Study,
    pub voices: &'a Voices,
    pub heights: &'a [u32],
    /// Ascending by position.
    pub surprises: &'a [Surprise],
    pub min_people: u32,
    pub rows: &'a [Row],
    /// From [`located`].
    pub located: Vec<(usize, usize)>,
}

/// A place before it has a class and a rank.
pub(crate) struct Claim {
    pub peak: usize,
    pub evidence: Surprise,
    /// Positions, ascending.
    pub cells: Vec<usize>,
    /// Indices into the rows, ascending.
    pub members: Vec<usize>,
}

impl Ground<'_> {
    /// The places at one threshold, highest peak first, no cell in two of them.
    pub(crate) fn claims(&self, threshold: f64) -> Vec<Claim> {
        let significant = self
            .surprises
            .iter()
            .filter(|cell| cell.p <= threshold)
            .map(|cell| cell.at);
        let significant: Vec<usize> = significant.collect();
        let mut taken = vec![false; self.study.len()];
        let mut claims = Vec::new();
        for basin in divide(self.study, self.heights, significant) {
            if let Some(claim) = self.claim(basin, &taken) {
                claim.cells.iter().for_each(|&at| taken[at] = true);
                claims.push(claim);
            }
        }
        claims
    }

    /// A basin's cells and findings, unless too few people remain after earlier places took theirs.
    fn claim(&self, basin: Basin, taken: &[bool]) -> Option<Claim> {
        let evidence = self.evidence(&basin.kept)?;
        let heard = self
            .study
            .near(evidence.at, &DISC)
            .filter(|&at| self.voices.findings[at] > 0);
        let mut cells: Vec<usize> = basin.kept.iter().copied().chain(heard).collect();
        cells.retain(|&at| !taken[at]);
        cells.sort_unstable();
        cells.dedup();
        let mut members: Vec<usize> = Vec::new();
        for &at in &cells {
            let start = self.located.partition_point(|&(there, _)| there < at);
            let here = self.located[start..]
                .iter()
                .take_while(|&&(there, _)| there == at);
            members.extend(here.map(|&(_, row)| row));
        }
        members.sort_unstable();
        let (_, people) = among(members.iter().map(|&row| self.rows[row]));
        (people >= self.min_people).then_some(Claim {
            peak: basin.peak,
            evidence,
            cells,
            members,
        })
    }

    /// The most surprising of a basin's cells; among equals more voices, then higher, then lowest.
    fn evidence(&self, kept: &[usize]) -> Option<Surprise> {
        let surprise = |&at: &usize| {
            let found = self.surprises.binary_search_by_key(&at, |cell| cell.at).ok()?;
            Some(self.surprises[found])
        };
        let weigh = |cell: &Surprise| {
            (
                Reverse(self.voices.discs[cell.at].voices),
                Reverse(self.heights[cell.at]),
            )
        };
        kept.iter().filter_map(surprise).min_by(|one, other| {
            one.p
                .total_cmp(&other.p)
                .then_with(|| weigh(one).cmp(&weigh(other)))
                .then(one.at.cmp(&other.at))
        })
    }
}

/// Findings in discs around the cells whose p is at most the threshold, as (position, row)
/// ascending: all that can be in a place.
pub(crate) fn located(
    study: &Study,
    rows: &[Row],
    surprises: &[Surprise],
    threshold: f64,
) -> Vec<(usize, usize)> {
    let mut near = vec![false; study.len()];
    for cell in surprises.iter().filter(|cell| cell.p <= threshold) {
        study.each_near(cell.at, &DISC, |at| near[at] = study.weights()[at] > 0);
    }
    let place =
        |(row, found): (usize, &Row)| study.index(found.cell).filter(|&at| near[at]).map(|at| (at, row));
    let mut located: Vec<(usize, usize)> = rows.iter().enumerate().filter_map(place).collect();
    located.sort_unstable();
    located
}

/// True when two places share a cell or their peaks lie within 100 m.
pub(crate) fn touch(study: &Study, one: &Claim, other: &Claim) -> bool {
    let peaks: [Cell; 2] = [study.cell(one.peak), study.cell(other.peak)];
    peaks[0].distance2(peaks[1]) <= crate::basins::REACH2
        || one.cells.iter().any(|at| other.cells.binary_search(at).is_ok())
}

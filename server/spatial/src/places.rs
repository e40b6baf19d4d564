//! Places: basins with their evidence, their cells and the findings in them.

use std::cmp::Reverse;

use crate::basins::{Basin, Landscape, REACH, Surprise};
use crate::study::Study;
use crate::voices::{OUTSIDE, Own, Row, Voices};

/// Which rows lie in each cell.
pub(crate) struct Located {
    /// Row numbers, cell by cell, ascending in each.
    rows: Vec<u32>,
    /// Where the rows of each cell end.
    pub ends: Vec<u32>,
}

impl Located {
    /// Lists the rows of all cells by their positions, from where those of each cell begin. O(n).
    #[allow(
        clippy::cast_possible_truncation,
        reason = "memory ends before 4 billion findings"
    )]
    pub(crate) fn of(positions: &[u32], findings: usize, starts: Vec<u32>) -> Self {
        let (mut rows, mut ends) = (vec![0; findings], starts);
        for (row, &at) in (0..).zip(positions) {
            if at != OUTSIDE {
                rows[ends[at as usize] as usize] = row;
                ends[at as usize] += 1;
            }
        }
        Self { rows, ends }
    }

    fn at(&self, at: usize, own: &Own) -> &[u32] {
        let end = self.ends[at] as usize;
        &self.rows[end - own.findings as usize..end]
    }
}

/// What places are made from.
pub(crate) struct Ground<'a> {
    pub land: Landscape<'a>,
    pub voices: &'a Voices,
    pub min_people: u32,
    pub rows: &'a [Row],
    pub located: Located,
}

/// A place before it has a class and a rank. Cells are positions.
pub(crate) struct Claim {
    pub peak: Surprise,
    pub evidence: Surprise,
    /// Ascending.
    pub cells: Vec<usize>,
}

/// The places at one threshold.
#[derive(Default)]
pub(crate) struct Claims {
    /// Highest peak first, no cell in two of them.
    pub list: Vec<Claim>,
    /// By position: is the cell in one of them?
    taken: Vec<bool>,
}

impl Ground<'_> {
    /// The places at one threshold.
    pub(crate) fn claims(&self, threshold: f64) -> Claims {
        let mut claims = Claims {
            list: Vec::new(),
            taken: vec![false; self.land.study.len()],
        };
        for basin in self.land.divide(threshold) {
            if let Some(claim) = self.claim(&basin, &claims.taken) {
                claim.cells.iter().for_each(|&at| claims.taken[at] = true);
                claims.list.push(claim);
            }
        }
        claims
    }

    /// A basin's cells and findings, unless too few people remain after earlier places took theirs.
    fn claim(&self, basin: &Basin, taken: &[bool]) -> Option<Claim> {
        let evidence = self.evidence(basin)?;
        let own = |at: usize| &self.voices.cells[at];
        let disc = self.land.study.disc(evidence.at).into_iter().flatten();
        let heard = disc.filter(|&at| own(at).findings > 0);
        let kept = basin.kept.iter().map(|&cell| self.land.cells[cell].at);
        let mut cells: Vec<usize> = kept.chain(heard).filter(|&at| !taken[at]).collect();
        cells.sort_unstable();
        cells.dedup();
        self.are_enough_people_in(&cells).then_some(Claim {
            peak: self.land.cells[basin.peak],
            evidence,
            cells,
        })
    }

    /// True as soon as the findings in the cells are by enough different people.
    fn are_enough_people_in(&self, cells: &[usize]) -> bool {
        let mut people = Vec::new();
        for row in self.rows_in(cells) {
            if people.len() >= self.min_people as usize {
                break;
            }
            let observer = self.rows[row].observer;
            if !people.contains(&observer) {
                people.push(observer);
            }
        }
        people.len() >= self.min_people as usize
    }

    fn rows_in<'a>(&'a self, cells: &'a [usize]) -> impl Iterator<Item = usize> + 'a {
        let rows = |&at: &usize| self.located.at(at, &self.voices.cells[at]);
        cells.iter().flat_map(rows).map(|&row| row as usize)
    }

    /// The findings of a place: indices into the rows, ascending.
    pub(crate) fn members(&self, claim: &Claim) -> Vec<usize> {
        let count = claim
            .cells
            .iter()
            .map(|&at| self.voices.cells[at].findings as usize);
        let mut members = Vec::with_capacity(count.sum());
        members.extend(self.rows_in(&claim.cells));
        // Cell by cell they ascend already, which this sort makes use of.
        members.sort();
        members
    }

    /// The most surprising of a basin's cells; among equals more voices, then higher, then lowest.
    fn evidence(&self, basin: &Basin) -> Option<Surprise> {
        let weigh = |cell: &Surprise| {
            let voices = self.voices.discs[cell.at].voices;
            (Reverse(voices), Reverse(cell.height), cell.at)
        };
        let cells = basin.kept.iter().map(|&cell| self.land.cells[cell]);
        cells.min_by(|one, other| {
            let p = one.p.total_cmp(&other.p);
            p.then_with(|| weigh(one).cmp(&weigh(other)))
        })
    }
}

impl Claims {
    /// Leaves out what shares a cell with one of the others or has its peak within 100 m of theirs.
    pub(crate) fn apart_from(mut self, others: &Self, study: &Study) -> Self {
        let mut peaks: Vec<usize> = others.list.iter().map(|claim| claim.peak.at).collect();
        peaks.sort_unstable();
        // Positions run row by row, so what is near lies in a short stretch of the peaks.
        let stretch = REACH * study.width() + REACH;
        let meets = |peak: usize| {
            let first = peaks.partition_point(|&other| other + stretch < peak);
            let near = peaks[first..]
                .iter()
                .take_while(|&&other| other <= peak + stretch);
            let distance2 = |&other: &usize| study.cell(peak).distance2(study.cell(other));
            near.map(distance2).any(|square| square <= (REACH * REACH) as i64)
        };
        let shares = |claim: &Claim| claim.cells.iter().any(|&at| others.taken.get(at) == Some(&true));
        self.list.retain(|claim| !shares(claim) && !meets(claim.peak.at));
        self
    }
}

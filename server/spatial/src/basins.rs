//! Basins: where one pile of voices ends and the next begins.
//!
//! Significant cells are taken from the highest down, as if water sank over a landscape. A cell
//! with no neighbour above water starts a basin; two basins that meet become one when the saddle
//! between them is high (70 % of the lower peak) and their peaks are near (100 m).

use std::cmp::Reverse;

use crate::radix::{Keyed, sort};
use crate::study::Study;
use crate::voices::{Own, blank};

/// Distance, in cells, within which peaks may merge and cells belong to a peak: 100 m.
pub(crate) const REACH: usize = 4;

/// A cell that is still under water, or not significant.
const DRY: u32 = u32::MAX;

/// A cell whose count is surprising.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surprise {
    /// Its position.
    pub at: usize,
    pub p: f64,
    /// See [`height`].
    pub height: u32,
}

/// The height of a cell (H): voices per cell, smoothed with [1, 4, 6, 4, 1] both ways (sigma 25 m),
/// zeros outside. A whole number, 256 times the voices.
pub(crate) fn height(cells: &[Own], study: &Study, at: usize) -> u32 {
    let blur = |[a, b, c, d, e]: [u32; 5]| a + e + 4 * (b + d) + 6 * c;
    let corner = at - 2 * study.width() - 2;
    let along = |row: usize| {
        let west = corner + row * study.width();
        blur(std::array::from_fn(|column| cells[west + column].voices()))
    };
    blur(std::array::from_fn(along))
}

/// The surprising cells and who is beside whom. Here a *cell* is its number among them.
pub(crate) struct Landscape<'a> {
    pub study: &'a Study,
    /// Ascending by position.
    pub cells: Vec<Surprise>,
    /// By position: one more than the number of the cell there, or 0.
    pub numbers: Vec<u32>,
}

/// One pile of voices, trimmed to what lies near its peak.
pub(crate) struct Basin {
    pub peak: usize,
    /// The kept cells, ascending; the peak among them.
    pub kept: Vec<usize>,
}

impl<'a> Landscape<'a> {
    #[allow(clippy::cast_possible_truncation, reason = "at most 20 million cells")]
    pub(crate) fn of(study: &'a Study, cells: Vec<Surprise>, room: Vec<u32>) -> Self {
        let mut numbers = blank(room, study.len());
        for (number, cell) in (1..).zip(&cells) {
            numbers[cell.at] = number;
        }
        Self {
            study,
            cells,
            numbers,
        }
    }

    /// The cells around a cell, in cell order.
    fn around(&self, cell: usize) -> impl Iterator<Item = usize> + '_ {
        let near = self.study.around(self.cells[cell].at).into_iter();
        near.filter_map(|at| (self.numbers[at] as usize).checked_sub(1))
    }

    fn is_near(&self, one: usize, other: usize) -> bool {
        let [one, other] = [one, other].map(|cell| self.study.cell(self.cells[cell].at));
        one.distance2(other) <= (REACH * REACH) as i64
    }

    /// Divides the cells of a p up to the threshold into basins, highest peak first (lowest cell
    /// among equals). O(cells).
    #[allow(clippy::cast_possible_truncation, reason = "at most 20 million cells")]
    pub(crate) fn divide(&self, threshold: f64) -> Vec<Basin> {
        let significant = (0..).zip(&self.cells).filter(|(_, cell)| cell.p <= threshold);
        let downwards = |(value, cell): (u32, &Surprise)| Keyed {
            key: u64::from(!cell.height),
            value,
        };
        let mut significant: Vec<Keyed<u32>> = significant.map(downwards).collect();
        sort(&mut significant);
        let mut flood = Flood {
            land: self,
            labels: vec![DRY; self.cells.len()],
            peaks: Vec::new(),
            parents: Vec::new(),
        };
        significant
            .iter()
            .for_each(|cell| flood.sink(cell.value as usize));
        let roots = (0..flood.peaks.len()).filter(|&basin| flood.root(basin) == basin);
        roots
            .map(|basin| Basin {
                peak: flood.peaks[basin],
                kept: flood.trim(basin),
            })
            .collect()
    }
}

/// Basins while the water sinks. A basin's number tells when it was opened.
struct Flood<'a> {
    land: &'a Landscape<'a>,
    /// Basin of each cell, or [`DRY`].
    labels: Vec<u32>,
    peaks: Vec<usize>,
    /// The basin each basin went into; itself while it stands alone.
    parents: Vec<usize>,
}

impl Flood<'_> {
    /// The basin that a basin ended up in.
    fn root(&self, mut basin: usize) -> usize {
        while self.parents[basin] != basin {
            basin = self.parents[basin];
        }
        basin
    }

    fn is_wet(&self, cell: usize) -> bool {
        self.labels[cell] != DRY
    }

    fn height(&self, cell: usize) -> u32 {
        self.land.cells[cell].height
    }

    #[allow(clippy::cast_possible_truncation, reason = "fewer basins than cells")]
    fn sink(&mut self, cell: usize) {
        let (mut wet, mut count) = ([0; 8], 0);
        for near in self.land.around(cell).filter(|&near| self.is_wet(near)) {
            wet[count] = near;
            count += 1;
        }
        let wet = &wet[..count];
        let Some(&highest) = wet.iter().min_by_key(|&&near| (Reverse(self.height(near)), near)) else {
            self.labels[cell] = self.peaks.len() as u32;
            self.parents.push(self.peaks.len());
            self.peaks.push(cell);
            return;
        };
        self.labels[cell] = self.labels[highest];
        wet.iter().for_each(|&near| self.meet(cell, near));
    }

    /// Two wet neighbours meet: their basins merge if saddle and distance allow.
    fn meet(&mut self, cell: usize, near: usize) {
        if self.labels[cell] == self.labels[near] {
            return;
        }
        let [one, other] = [cell, near].map(|cell| self.root(self.labels[cell] as usize));
        let (early, late) = (one.min(other), one.max(other));
        let (high, low) = (self.peaks[early], self.peaks[late]);
        let saddle = 10 * u64::from(self.height(cell)) >= 7 * u64::from(self.height(low));
        if early != late && saddle && self.land.is_near(high, low) {
            self.parents[late] = early;
        }
    }

    /// The cells of a basin near its peak, at least half as high, joined to it without a gap.
    fn trim(&self, basin: usize) -> Vec<usize> {
        let peak = self.peaks[basin];
        let belongs = |cell: usize| {
            self.is_wet(cell)
                && self.root(self.labels[cell] as usize) == basin
                && self.land.is_near(peak, cell)
                && 2 * u64::from(self.height(cell)) >= u64::from(self.height(peak))
        };
        let (mut kept, mut next) = (vec![peak], 0);
        while let Some(&cell) = kept.get(next) {
            for near in self.land.around(cell) {
                if !kept.contains(&near) && belongs(near) {
                    kept.push(near);
                }
            }
            next += 1;
        }
        kept.sort_unstable();
        kept
    }
}

//! Basins: where one pile of voices ends and the next begins.
//!
//! Significant cells are taken from the highest down, as if water sank over a landscape. A cell
//! with no neighbour above water starts a basin; two basins that meet become one when the saddle
//! between them is high (70 % of the lower peak) and their peaks are near (100 m).

use crate::cells::AROUND;
use crate::study::Study;

/// Square of the distance, in cells, within which peaks may merge and cells belong to a peak.
pub(crate) const REACH2: i64 = 16;

/// A cell that is not significant.
const DRY: u32 = u32::MAX;

/// One pile of voices, trimmed to what lies near its peak.
pub(crate) struct Basin {
    /// Position of the peak.
    pub peak: usize,
    /// Positions of the kept cells, ascending; the peak among them.
    pub kept: Vec<usize>,
}

/// Heights: voices per cell, smoothed with [1, 4, 6, 4, 1] both ways (sigma 25 m), zeros
/// outside. Whole numbers, 256 times the voices.
pub(crate) fn heights(cells: &[u32], columns: usize) -> Vec<u32> {
    let blur = |[a, b, c, d, e]: [u32; 5]| a + e + 4 * (b + d) + 6 * c;
    let mut along = vec![0_u32; cells.len()];
    // Two zeros at either end of a row stand for what lies outside.
    let mut padded = vec![0_u32; columns + 4];
    for (out, row) in along.chunks_exact_mut(columns).zip(cells.chunks_exact(columns)) {
        padded[2..columns + 2].copy_from_slice(row);
        for (out, five) in out.iter_mut().zip(padded.windows(5)) {
            *out = blur([five[0], five[1], five[2], five[3], five[4]]);
        }
    }
    let zeros = vec![0_u32; columns];
    let mut heights = vec![0_u32; cells.len()];
    for (row, out) in heights.chunks_exact_mut(columns).enumerate() {
        let source = |shift: usize| {
            let row = (row + shift).checked_sub(2);
            row.and_then(|row| along.get(row * columns..(row + 1) * columns))
                .unwrap_or(&zeros)
        };
        let rows: [&[u32]; 5] = std::array::from_fn(source);
        for (at, out) in out.iter_mut().enumerate() {
            *out = blur(std::array::from_fn(|shift| rows[shift][at]));
        }
    }
    heights
}

/// Divides significant positions into basins, highest peak first (lowest cell among equals).
/// O(s log s) plus one mark per cell of the area.
pub(crate) fn divide(study: &Study, heights: &[u32], mut significant: Vec<usize>) -> Vec<Basin> {
    significant.sort_unstable_by_key(|&at| (std::cmp::Reverse(heights[at]), at));
    let mut flood = Flood {
        study,
        heights,
        labels: vec![DRY; study.len()],
        peaks: Vec::new(),
        parents: Vec::new(),
    };
    for &at in &significant {
        flood.sink(at);
    }
    let roots = (0..flood.peaks.len()).filter(|&basin| flood.root(basin) == basin);
    roots
        .map(|basin| Basin {
            peak: flood.peaks[basin],
            kept: flood.trim(basin),
        })
        .collect()
}

/// Basins while the water sinks. A basin's number tells when it was opened.
struct Flood<'a> {
    study: &'a Study,
    heights: &'a [u32],
    /// Basin of each position, or [`DRY`].
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

    #[allow(
        clippy::cast_possible_truncation,
        reason = "fewer basins than cells, at most 20 million"
    )]
    fn sink(&mut self, at: usize) {
        let wet: Vec<usize> = self
            .study
            .near(at, &AROUND)
            .filter(|&near| self.labels[near] != DRY)
            .collect();
        let Some(highest) = wet
            .iter()
            .copied()
            .min_by_key(|&near| (std::cmp::Reverse(self.heights[near]), near))
        else {
            self.labels[at] = self.peaks.len() as u32;
            self.parents.push(self.peaks.len());
            self.peaks.push(at);
            return;
        };
        self.labels[at] = self.labels[highest];
        for near in wet {
            self.meet(at, near);
        }
    }

    /// Two wet neighbours meet: their basins merge if saddle and distance allow.
    fn meet(&mut self, at: usize, near: usize) {
        let (one, other) = (
            self.root(self.labels[at] as usize),
            self.root(self.labels[near] as usize),
        );
        let (early, late) = (one.min(other), one.max(other));
        let (high, low) = (self.peaks[early], self.peaks[late]);
        let saddle = 10 * u64::from(self.heights[at]) >= 7 * u64::from(self.heights[low]);
        if early != late && saddle && self.is_near(high, low) {
            self.parents[late] = early;
        }
    }

    fn is_near(&self, one: usize, other: usize) -> bool {
        self.study.cell(one).distance2(self.study.cell(other)) <= REACH2
    }

    /// The cells of a basin near its peak, at least half as high, joined to it without a gap.
    fn trim(&self, basin: usize) -> Vec<usize> {
        let peak = self.peaks[basin];
        let belongs = |at: usize| {
            self.labels[at] != DRY
                && self.root(self.labels[at] as usize) == basin
                && self.is_near(peak, at)
                && 2 * u64::from(self.heights[at]) >= u64::from(self.heights[peak])
        };
        let (mut kept, mut next) = (vec![peak], 0);
        while let Some(&at) = kept.get(next) {
            let fresh: Vec<usize> = self
                .study
                .near(at, &AROUND)
                .filter(|near| belongs(*near) && !kept.contains(near))
                .collect();
            kept.extend(fresh);
            next += 1;
        }
        kept.sort_unstable();
        kept
    }
}

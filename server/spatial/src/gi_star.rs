//! Gi*: the statistic that analysts know, kept as a checked reference.
//!
//! Ord and Getis, Geographical Analysis 27 (1995), with binary weights over a disc that includes
//! the cell itself. It is not what decides here: its normal p-values show false hotspots on more
//! than half of all structureless maps of 100 findings.

use crate::cells::Cell;
use crate::study::{Study, disc_sums};

/// z of every cell of the area, in cell order; 0 where nothing varies.
///
/// `cells` holds one entry per finding; those outside the area are left out. The side of a cell
/// does not matter to the statistic: give cells of 100 m and the disc has 200 m. Weights other
/// than 0 count as 1. O(cells).
#[must_use]
pub fn gi_star(cells: impl IntoIterator<Item = Cell>, study: &Study) -> Vec<(Cell, f64)> {
    let inside: Vec<u32> = study.weights().iter().map(|&weight| weight.min(1)).collect();
    let mut counts = vec![0_u32; study.len()];
    for at in cells.into_iter().filter_map(|cell| study.index(cell)) {
        counts[at] += inside[at];
    }
    let n = study.count() as f64;
    let sum: u64 = counts.iter().map(|&count| u64::from(count)).sum();
    let squares: u64 = counts.iter().map(|&count| u64::from(count).pow(2)).sum();
    let mean = sum as f64 / n;
    let deviation = (squares as f64 / n - mean * mean).max(0.0).sqrt();

    let sums = |values| disc_sums(values, study.width());
    let (found, width) = (sums(&counts), sums(&inside));
    let z = |at: usize| {
        let (d, w) = (f64::from(found[at]), f64::from(width[at]));
        let spread = deviation * ((n * w - w * w) / (n - 1.0)).sqrt();
        if spread > 0.0 {
            (d - mean * w) / spread
        } else {
            0.0
        }
    };
    (0..study.len())
        .filter(|&at| inside[at] > 0)
        .map(|at| (study.cell(at), z(at)))
        .collect()
}

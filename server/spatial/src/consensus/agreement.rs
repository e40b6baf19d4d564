//! Do the drawings agree, with each other and with themselves? How alike each is to the shared shape, and what the
//! shape would be if those that are alike weighed more.

use geo_types::Polygon;

use super::crossings::crossings;
use super::layer::{Lattice, Layer};

/// How far residents agree, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreed {
    /// An agreement of at least .65.
    Eens,
    /// At least .45.
    Deels,
    /// Less.
    Betwist,
}

impl Agreed {
    /// The word for an agreement index, 0 to 1.
    #[must_use]
    pub fn of(agreement: f64) -> Self {
        match agreement {
            _ if agreement >= 0.65 => Self::Eens,
            _ if agreement >= 0.45 => Self::Deels,
            _ => Self::Betwist,
        }
    }

    /// The code by which doors name it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Eens => "eens",
            Self::Deels => "deels",
            Self::Betwist => "betwist",
        }
    }
}

/// Rounds of the weighted recount.
const ROUNDS: usize = 4;

/// Weights are counted in this many parts, so that their sums do not depend on an order.
const WEIGHT_PARTS: f64 = 1_024.0;

/// And degrees of likeness in this many.
const LIKENESS_PARTS: f64 = (1_u64 << 32) as f64;

/// Every drawing as the marks that it leaves on the cells of one lattice.
pub(super) struct Traces {
    lattice: Lattice,
    /// By crossing, drawing after drawing: the place of the cell in a row with one more cell, counted from 1, below
    /// zero where the drawing ends.
    marks: Vec<i32>,
    /// By drawing: where its marks end.
    ends: Vec<usize>,
    /// By drawing: its cells, also those outside the lattice.
    areas: Vec<i64>,
}

impl Traces {
    /// The traces of drawings that were all counted in a layer.
    pub(super) fn of<'a>(drawings: impl Iterator<Item = &'a Polygon<f64>>, lattice: Lattice) -> Self {
        let mut traces = Self {
            lattice,
            marks: Vec::new(),
            ends: Vec::new(),
            areas: Vec::new(),
        };
        let (west, south) = lattice.first();
        let (width, height) = (lattice.columns as i32, lattice.rows as i32);
        for drawing in drawings {
            let mut area = 0;
            crossings(drawing, lattice.side, |column, row, step| {
                area -= i64::from(step) * i64::from(column);
                let (column, row) = ((column - west).clamp(0, width), row - south);
                if (0..height).contains(&row) {
                    traces.marks.push(step * (row * (width + 1) + column + 1));
                }
            });
            traces.ends.push(traces.marks.len());
            traces.areas.push(area);
        }
        traces
    }

    fn each(&self) -> impl Iterator<Item = &[i32]> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        begins
            .zip(&self.ends)
            .map(|(begin, end)| &self.marks[begin..*end])
    }

    /// The cells that drawings of at least half of all weight cover, row by row with one more cell.
    fn half(&self, weights: &[i32]) -> Vec<bool> {
        let width = self.lattice.columns as usize + 1;
        let mut steps = vec![0_i64; width * self.lattice.rows as usize];
        for (marks, weight) in self.each().zip(weights) {
            for mark in marks {
                steps[mark.unsigned_abs() as usize - 1] += i64::from(mark.signum() * weight);
            }
        }
        let total: i64 = weights.iter().map(|weight| i64::from(*weight)).sum();
        let mut depth = 0;
        // Every row ends at no depth: one running sum does for all.
        let deep = |step: &i64| {
            depth += step;
            depth > 0 && 2 * depth >= total
        };
        steps.iter().map(deep).collect()
    }

    /// How alike each drawing is to some cells: cells of both by cells of either.
    fn likeness(&self, cells: &[bool]) -> Vec<f64> {
        let mut before = Vec::with_capacity(cells.len());
        let mut sum = 0_i64;
        for cell in cells {
            before.push(sum);
            sum += i64::from(*cell);
        }
        let alike = |(marks, area): (&[i32], &i64)| {
            let both = |mark: &i32| i64::from(-mark.signum()) * before[mark.unsigned_abs() as usize - 1];
            let both: i64 = marks.iter().map(both).sum();
            let either = area + sum - both;
            if either > 0 {
                both as f64 / either as f64
            } else {
                0.0
            }
        };
        self.each().zip(&self.areas).map(alike).collect()
    }

    /// How far the drawings agree.
    pub(super) fn judged(&self) -> Judged {
        let plain = self.half(&vec![1; self.ends.len()]);
        let mut alike = self.likeness(&plain);
        let agreement = mean(&alike);
        let to_plain = alike.clone();
        let mut weighted = plain.clone();
        for _ in 0..ROUNDS {
            let weights: Vec<i32> = alike
                .iter()
                .map(|alike| (alike * alike * WEIGHT_PARTS).round() as i32)
                .collect();
            weighted = self.half(&weights);
            alike = self.likeness(&weighted);
        }
        let count = |both: fn(bool, bool) -> bool| {
            plain
                .iter()
                .zip(&weighted)
                .filter(|(one, other)| both(**one, **other))
                .count()
        };
        let (both, either) = (count(|one, other| one && other), count(|one, other| one || other));
        let alarm = if either > 0 {
            both as f64 / either as f64
        } else {
            1.0
        };
        Judged {
            agreement,
            alike: to_plain,
            typical: middle(alike),
            alarm,
        }
    }
}

/// What the traces tell: see the fields of [`Consensus`](super::Consensus) by the same names.
pub(super) struct Judged {
    pub agreement: f64,
    /// How alike each drawing is to the shared shape.
    pub alike: Vec<f64>,
    pub typical: f64,
    pub alarm: f64,
}

/// The middle one.
fn middle(mut alike: Vec<f64>) -> f64 {
    alike.sort_by(f64::total_cmp);
    alike.get(alike.len() / 2).copied().unwrap_or(0.0)
}

/// A mean that does not depend on an order.
fn mean(alike: &[f64]) -> f64 {
    if alike.is_empty() {
        return 0.0;
    }
    let parts: u64 = alike.iter().map(|alike| (alike * LIKENESS_PARTS) as u64).sum();
    parts as f64 / LIKENESS_PARTS / alike.len() as f64
}

/// How alike two sets of cells are, of any two layers of one side: cells that `quorum` covers in both by those of
/// either; 0 when there are none.
#[must_use]
pub fn likeness(one: &Layer, quorum: u32, other: &Layer, other_quorum: u32) -> f64 {
    let deep = |layer: &Layer, quorum: u32| layer.counts.iter().filter(|count| **count >= quorum).count();
    let (west, south) = one.lattice.first();
    let mut both = 0_usize;
    for (at, _) in one
        .counts
        .iter()
        .enumerate()
        .filter(|(_, count)| **count >= quorum)
    {
        let columns = one.lattice.columns as usize;
        let place = (west + (at % columns) as i32, south + (at / columns) as i32);
        both += usize::from(other.count_at(place.0, place.1) >= other_quorum);
    }
    let either = deep(one, quorum) + deep(other, other_quorum) - both;
    if either > 0 {
        both as f64 / either as f64
    } else {
        0.0
    }
}

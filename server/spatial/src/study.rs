//! The study area: which cells count, and how much looking was done in each.

use std::fmt;

use geo_types::MultiPolygon;

use crate::cells::{Cell, DISC};
use crate::mask::{Mask, corner_cells};
use crate::sums::Sums;

/// The most cells a study area's rectangle may hold: 120 km by 100 km, about 1 GB at work.
pub const MAX_CELLS: usize = 20_000_000;

/// The most passes of one cell that count, so that sums over a box always fit; more than a
/// cell sees in centuries.
pub const MAX_PASSES: u32 = 500_000;

/// Why no study area could be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StudyFault {
    /// Nothing to study: no cell at all, or no cell that was walked.
    Empty,
    /// The rectangle around everything holds this many cells, more than [`MAX_CELLS`]. Often
    /// one stray point far away: give the area, or drop the point.
    TooWide(u64),
}

impl fmt::Display for StudyFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(out, "the study area holds no cell"),
            Self::TooWide(cells) => write!(
                out,
                "the study area spans {cells} cells of 25 m, more than {MAX_CELLS}; is a point far away?"
            ),
        }
    }
}

impl std::error::Error for StudyFault {}

/// A rectangle of cells, each with a weight: 0 outside the area, 1 inside, or the number of
/// walked passes. Everything is precomputed that depends on the area only, so keep it and use
/// it for many questions. 13 bytes per cell of the rectangle.
#[derive(Clone, Debug)]
pub struct Study {
    first: Cell,
    columns: usize,
    rows: usize,
    weights: Vec<u32>,
    /// Number of cells with a weight.
    inside: usize,
    /// Sum of the weights.
    total: u64,
    /// Sum of the weights over each cell's disc.
    discs: Vec<u32>,
    sums: Sums,
}

impl Study {
    /// The cells whose centre lies in any of the polygons, given in metres of the frame. A
    /// centre on a border falls to one side only (the half-open rule of
    /// [`Borders`](crate::locate::Borders)), so that neighbours share no cell and lose none.
    ///
    /// # Errors
    /// [`StudyFault::Empty`] when no centre lies inside, [`StudyFault::TooWide`] by the bounding box.
    pub fn from_polygons(polygons: &[MultiPolygon<f64>]) -> Result<Self, StudyFault> {
        let corners = polygons
            .iter()
            .flatten()
            .flat_map(|part| part.exterior().coords());
        let (first, last) = corner_cells(corners.map(|corner| Cell::at((*corner).into())))?;
        let mut mask = Mask::blank(first, last)?;
        for polygon in polygons {
            mask.fill(polygon);
        }
        Self::of(mask)
    }

    /// The full rectangle of the given cells, each of which counts once or more often.
    ///
    /// # Errors
    /// As [`Study::from_polygons`].
    pub fn from_cells(occupied: impl IntoIterator<Item = Cell>) -> Result<Self, StudyFault> {
        let (first, last) = corner_cells(occupied.into_iter())?;
        let mut mask = Mask::blank(first, last)?;
        mask.weights.fill(1);
        Self::of(mask)
    }

    /// A rectangle that begins at `first` and is `columns` wide, with one weight per cell in
    /// cell order.
    ///
    /// # Errors
    /// As [`Study::from_polygons`]; also [`StudyFault::Empty`] when the weights do not fill rows.
    pub fn from_weights(first: Cell, columns: usize, weights: Vec<u32>) -> Result<Self, StudyFault> {
        if columns == 0 || weights.is_empty() || !weights.len().is_multiple_of(columns) {
            return Err(StudyFault::Empty);
        }
        if weights.len() > MAX_CELLS {
            return Err(StudyFault::TooWide(weights.len() as u64));
        }
        Self::of(Mask {
            first,
            columns,
            rows: weights.len() / columns,
            weights,
        })
    }

    /// The same area seen through walked passes: a cell keeps its place only if it was walked,
    /// and weighs the number of its passes. Cells outside the area stay outside; a cell given
    /// twice adds up.
    ///
    /// # Errors
    /// [`StudyFault::Empty`] when no cell of the area was walked.
    pub fn walked(&self, passes: impl IntoIterator<Item = (Cell, u32)>) -> Result<Self, StudyFault> {
        let mut weights = vec![0_u32; self.weights.len()];
        for (cell, count) in passes {
            if let Some(at) = self.index(cell).filter(|&at| self.weights[at] > 0) {
                weights[at] = weights[at].saturating_add(count);
            }
        }
        Self::of(Mask {
            first: self.first,
            columns: self.columns,
            rows: self.rows,
            weights,
        })
    }

    /// A study of a mask.
    fn of(mask: Mask) -> Result<Self, StudyFault> {
        let Mask {
            first,
            columns,
            rows,
            mut weights,
        } = mask;
        weights
            .iter_mut()
            .for_each(|weight| *weight = (*weight).min(MAX_PASSES));
        let inside = weights.iter().filter(|&&weight| weight > 0).count();
        if inside == 0 {
            return Err(StudyFault::Empty);
        }
        let total = weights.iter().map(|&weight| u64::from(weight)).sum();
        let discs = disc_sums(&weights, columns);
        let counted = |at: usize| if weights[at] > 0 { discs[at] } else { 0 };
        let sums = Sums::of(columns, rows, counted);
        Ok(Study {
            first,
            columns,
            rows,
            weights,
            inside,
            total,
            discs,
            sums,
        })
    }

    /// Number of cells that count: m of the false discovery rate.
    #[must_use]
    pub fn count(&self) -> usize {
        self.inside
    }

    /// True when the cell counts.
    #[must_use]
    pub fn contains(&self, cell: Cell) -> bool {
        self.weight(cell) > 0
    }

    /// The weight of a cell: 0 outside the area, else 1 or the number of walked passes.
    #[must_use]
    pub fn weight(&self, cell: Cell) -> u32 {
        self.index(cell).map_or(0, |at| self.weights[at])
    }

    /// All cells that count, in cell order.
    pub fn cells(&self) -> impl Iterator<Item = Cell> + '_ {
        (0..self.weights.len())
            .filter(|&at| self.weights[at] > 0)
            .map(|at| self.cell(at))
    }

    /// South-west cell, columns and rows of the rectangle.
    #[must_use]
    pub fn rectangle(&self) -> (Cell, usize, usize) {
        (self.first, self.columns, self.rows)
    }

    /// What is done to a disc's weight to express it in full discs of average cells.
    pub(crate) fn unit(&self) -> f64 {
        self.inside as f64 / (DISC.len() as f64 * self.total as f64)
    }

    /// Position of a cell in row-major order, if inside the rectangle.
    pub(crate) fn index(&self, cell: Cell) -> Option<usize> {
        let column = usize::try_from(i64::from(cell.ix) - i64::from(self.first.ix)).ok()?;
        let row = usize::try_from(i64::from(cell.iy) - i64::from(self.first.iy)).ok()?;
        (column < self.columns && row < self.rows).then_some(row * self.columns + column)
    }

    /// The cell at a position. The rectangle was made of cells, so the sums stay in range.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        reason = "at most 20 million"
    )]
    pub(crate) fn cell(&self, at: usize) -> Cell {
        let (row, column) = (at / self.columns, at % self.columns);
        self.first.shifted((column as i32, row as i32))
    }

    /// Number of cells of the rectangle.
    pub(crate) fn len(&self) -> usize {
        self.weights.len()
    }

    /// Weights by position.
    pub(crate) fn weights(&self) -> &[u32] {
        &self.weights
    }

    /// Sums of the weights over each disc, by position.
    pub(crate) fn discs(&self) -> &[u32] {
        &self.discs
    }

    /// Sums of [`Study::discs`] over boxes, cells of the area only.
    pub(crate) fn disc_sums(&self) -> &Sums {
        &self.sums
    }

    /// Does something for every position around `at`, in the order of the shifts (at most two
    /// cells each way); those outside the rectangle are left out. The quick twin of [`Study::near`].
    #[allow(clippy::cast_possible_wrap, reason = "at most 20 million cells")]
    pub(crate) fn each_near(&self, at: usize, shifts: &[(i32, i32)], mut act: impl FnMut(usize)) {
        let (row, column) = (at / self.columns, at % self.columns);
        let fits = |place: usize, count: usize| place >= 2 && place + 2 < count;
        if fits(row, self.rows) && fits(column, self.columns) {
            for &(dx, dy) in shifts {
                act(at.wrapping_add_signed(dy as isize * self.columns as isize + dx as isize));
            }
            return;
        }
        self.near(at, shifts).for_each(act);
    }

    /// Positions around `at`, in the order of the shifts, those outside the rectangle left out.
    pub(crate) fn near<'a>(
        &'a self,
        at: usize,
        shifts: &'a [(i32, i32)],
    ) -> impl Iterator<Item = usize> + 'a {
        let cell = self.cell(at);
        shifts
            .iter()
            .filter_map(move |&shift| self.index(cell.shifted(shift)))
    }
}

/// The sum over each cell's disc, zeros outside the rectangle. 13 additions of shifted rows.
pub(crate) fn disc_sums(values: &[u32], columns: usize) -> Vec<u32> {
    let mut sums = vec![0_u32; values.len()];
    for (row, out) in sums.chunks_exact_mut(columns).enumerate() {
        for (dx, dy) in DISC {
            let Some(source) = row.checked_add_signed(dy as isize) else {
                continue;
            };
            let Some(values) = values.get(source * columns..(source + 1) * columns) else {
                continue;
            };
            let (skip, lead) = (dx.max(0) as usize, (-dx).max(0) as usize);
            let Some(out) = out.get_mut(lead..) else { continue };
            for (sum, value) in out.iter_mut().zip(values.iter().skip(skip)) {
                *sum = sum.wrapping_add(*value);
            }
        }
    }
    sums
}

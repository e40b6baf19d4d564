//! The study area: which cells count, and how much looking was done in each.

use std::fmt;
use std::ops::Range;

use geo_types::MultiPolygon;

use crate::cells::{Cell, DISC};
use crate::mask::{Mask, corner_cells, sides};
use crate::sums::Sums;

/// The most cells a study area's rectangle may hold, its margin of two cells included: 120 km by
/// 100 km, about 1 GB at work.
pub const MAX_CELLS: usize = 20_000_000;

/// Cells around the rectangle that never count, so that every disc lies inside without a check.
pub(crate) const MARGIN: usize = 2;

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
///
/// Inside, a cell has a *position*: row by row from the south-west, the margin counted too.
#[derive(Clone, Debug)]
pub struct Study {
    first: Cell,
    columns: usize,
    rows: usize,
    /// By position; 0 in the margin.
    weights: Vec<u32>,
    /// By position, 64 in each: does the cell have a weight? Small enough to stay near the processor.
    marks: Vec<u64>,
    /// Number of cells with a weight.
    inside: usize,
    /// Sum of the weights.
    total: u64,
    /// Sum of `discs` over the cells with a weight.
    exposure: u64,
    /// Sum of the weights over each cell's disc.
    discs: Vec<u32>,
    /// Sum of `discs` over each cell's surroundings, cells of the area only.
    rings: Vec<u32>,
}

/// The cells of all outer corners.
fn corners(polygons: &[MultiPolygon<f64>]) -> impl Iterator<Item = Cell> {
    let parts = polygons.iter().flatten();
    parts
        .flat_map(|part| part.exterior().coords())
        .map(|corner| Cell::at((*corner).into()))
}

impl Study {
    /// The cells whose centre lies in any of the polygons, given in metres of the frame. A
    /// centre on a border falls to one side only (the half-open rule of
    /// [`Borders`](crate::locate::Borders)), so that neighbours share no cell and lose none.
    ///
    /// # Errors
    /// [`StudyFault::Empty`] when no centre lies inside, [`StudyFault::TooWide`] by the bounding box.
    pub fn from_polygons(polygons: &[MultiPolygon<f64>]) -> Result<Self, StudyFault> {
        let (first, last) = corner_cells(corners(polygons))?;
        let mut mask = Mask::blank(first, last)?;
        for polygon in polygons {
            mask.fill(polygon);
        }
        Self::of(mask)
    }

    /// Would [`Study::from_polygons`] refuse these for their width? Looks at corners alone and makes nothing.
    ///
    /// # Errors
    /// [`StudyFault::TooWide`] and, without any corner, [`StudyFault::Empty`].
    pub fn fits(polygons: &[MultiPolygon<f64>]) -> Result<(), StudyFault> {
        let (first, last) = corner_cells(corners(polygons))?;
        sides(first, last).map(|_| ())
    }

    /// The full rectangle of the given cells, each of which counts once or more often.
    ///
    /// # Errors
    /// As [`Study::from_polygons`].
    pub fn from_cells(occupied: impl IntoIterator<Item = Cell>) -> Result<Self, StudyFault> {
        let (first, last) = corner_cells(occupied.into_iter())?;
        let mut mask = Mask::blank(first, last)?;
        (0..mask.rows).for_each(|row| mask.row(row).fill(1));
        Self::of(mask)
    }

    /// A rectangle that begins at `first` and is `columns` wide, with one weight per cell in
    /// cell order.
    ///
    /// # Errors
    /// As [`Study::from_polygons`]; also [`StudyFault::Empty`] when the weights do not fill rows, and
    /// [`StudyFault::TooWide`] when they run over the end of the plane.
    pub fn from_weights(first: Cell, columns: usize, weights: Vec<u32>) -> Result<Self, StudyFault> {
        if columns == 0 || weights.is_empty() || !weights.len().is_multiple_of(columns) {
            return Err(StudyFault::Empty);
        }
        let last = |from: i32, count: usize| i32::try_from(count - 1).ok()?.checked_add(from);
        let (east, north) = (last(first.ix, columns), last(first.iy, weights.len() / columns));
        let (Some(east), Some(north)) = (east, north) else {
            return Err(StudyFault::TooWide(weights.len() as u64));
        };
        let mut mask = Mask::blank(first, Cell::new(east, north))?;
        for (row, weights) in weights.chunks_exact(columns).enumerate() {
            mask.row(row).copy_from_slice(weights);
        }
        Self::of(mask)
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
        let mark = |weights: &[u32]| {
            let marks = weights.iter().enumerate();
            marks.fold(0, |marks, (at, &weight)| marks | u64::from(weight > 0) << at)
        };
        let width = columns + 2 * MARGIN;
        let discs = disc_sums(&weights, width);
        let counted = |(&weight, &disc): (&u32, &u32)| if weight > 0 { disc } else { 0 };
        let counted = || weights.iter().zip(&discs).map(counted);
        Ok(Study {
            first,
            columns,
            rows,
            inside,
            marks: weights.chunks(64).map(mark).collect(),
            total: weights.iter().map(|&weight| u64::from(weight)).sum(),
            exposure: counted().map(u64::from).sum(),
            rings: Sums::of(width, counted()).rings(),
            weights,
            discs,
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
        self.place(cell).is_some()
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

    /// Sum of the weights over the discs of all cells that count.
    pub(crate) fn exposure(&self) -> u64 {
        self.exposure
    }

    /// Position of a cell, if inside the rectangle.
    pub(crate) fn index(&self, cell: Cell) -> Option<usize> {
        let column = usize::try_from(i64::from(cell.ix) - i64::from(self.first.ix)).ok()?;
        let row = usize::try_from(i64::from(cell.iy) - i64::from(self.first.iy)).ok()?;
        let inside = column < self.columns && row < self.rows;
        inside.then_some((row + MARGIN) * self.width() + column + MARGIN)
    }

    /// Position of a cell, if it counts.
    pub(crate) fn place(&self, cell: Cell) -> Option<usize> {
        let at = self.index(cell)?;
        (self.marks[at / 64] >> (at % 64) & 1 > 0).then_some(at)
    }

    /// The cell at a position inside the rectangle, which was made of cells: the sums stay in range.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        reason = "at most 20 million"
    )]
    pub(crate) fn cell(&self, at: usize) -> Cell {
        let (row, column) = (at / self.width(), at % self.width());
        let east = |column: usize| column as i32 - MARGIN as i32;
        self.first.shifted((east(column), east(row)))
    }

    /// Cells in a row, the margin counted too: what lies between a position and the one to its north.
    pub(crate) fn width(&self) -> usize {
        self.columns + 2 * MARGIN
    }

    /// Number of positions.
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

    /// Sums of [`Study::discs`] over the surroundings of each position, cells of the area only.
    pub(crate) fn rings(&self) -> &[u32] {
        &self.rings
    }

    /// The positions of the disc around one inside the rectangle, as the five rows of
    /// [`DISC`](crate::cells::DISC).
    pub(crate) fn disc(&self, at: usize) -> [Range<usize>; 5] {
        let width = self.width();
        [
            at - 2 * width..at - 2 * width + 1,
            at - width - 1..at - width + 2,
            at - 2..at + 3,
            at + width - 1..at + width + 2,
            at + 2 * width..at + 2 * width + 1,
        ]
    }

    /// The eight positions around one inside the rectangle, in cell order.
    pub(crate) fn around(&self, at: usize) -> [usize; 8] {
        let (south, north) = (at - self.width(), at + self.width());
        [
            south - 1,
            south,
            south + 1,
            at - 1,
            at + 1,
            north - 1,
            north,
            north + 1,
        ]
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

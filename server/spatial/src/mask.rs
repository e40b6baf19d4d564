//! Masks: which cells of a rectangle have their centre inside a border.

use geo_types::{Coord, MultiPolygon};

use crate::cells::{CELL_M, Cell};
use crate::edge::{Edge, edges};
use crate::study::{MARGIN, MAX_CELLS, StudyFault};

/// Lowest and highest column and row of some cells.
pub(crate) fn corner_cells(cells: impl Iterator<Item = Cell>) -> Result<(Cell, Cell), StudyFault> {
    let mut corners: Option<(Cell, Cell)> = None;
    for cell in cells {
        let (low, high) = corners.get_or_insert((cell, cell));
        *low = Cell::new(low.ix.min(cell.ix), low.iy.min(cell.iy));
        *high = Cell::new(high.ix.max(cell.ix), high.iy.max(cell.iy));
    }
    corners.ok_or(StudyFault::Empty)
}

/// Columns and rows between two cells, and all cells with the margin.
pub(crate) fn sides(first: Cell, last: Cell) -> Result<(usize, usize, usize), StudyFault> {
    let side = |from: i32, to: i32| from.abs_diff(to) as usize + 1;
    let (columns, rows) = (side(first.ix, last.ix), side(first.iy, last.iy));
    let cells = (columns + 2 * MARGIN).saturating_mul(rows + 2 * MARGIN);
    if cells > MAX_CELLS {
        return Err(StudyFault::TooWide(cells as u64));
    }
    Ok((columns, rows, cells))
}

/// A rectangle of weights in the making, with its margin.
pub(crate) struct Mask {
    pub first: Cell,
    pub columns: usize,
    pub rows: usize,
    pub weights: Vec<u32>,
}

impl Mask {
    /// No cell counts yet.
    pub(crate) fn blank(first: Cell, last: Cell) -> Result<Self, StudyFault> {
        let (columns, rows, cells) = sides(first, last)?;
        Ok(Self {
            first,
            columns,
            rows,
            weights: vec![0; cells],
        })
    }

    /// The weights of a row, without the margin.
    pub(crate) fn row(&mut self, row: usize) -> &mut [u32] {
        let start = (row + MARGIN) * (self.columns + 2 * MARGIN) + MARGIN;
        &mut self.weights[start..start + self.columns]
    }

    /// Marks the cells whose centre lies in the polygon: along each row of centres, cells
    /// between an odd and the next even crossing.
    pub(crate) fn fill(&mut self, polygon: &MultiPolygon<f64>) {
        let mut starts: Vec<Vec<usize>> = vec![Vec::new(); self.rows];
        for part in polygon {
            for ring in std::iter::once(part.exterior()).chain(part.interiors()) {
                for edge in edges(&ring.0) {
                    self.crossings(&edge, &mut starts);
                }
            }
        }
        for (row, starts) in starts.iter_mut().enumerate() {
            starts.sort_unstable();
            for pair in starts.chunks_exact(2) {
                self.row(row)[pair[0]..pair[1]].fill(1);
            }
        }
    }

    /// For every row that an edge crosses: the first column whose centre is not west of it.
    fn crossings(&self, edge: &Edge, starts: &mut [Vec<usize>]) {
        let row_of = |y: f64| ((y / CELL_M).floor() - f64::from(self.first.iy)).max(0.0) as usize;
        let top = (row_of(edge.high.y) + 1).min(self.rows);
        for (row, starts) in starts.iter_mut().enumerate().take(top).skip(row_of(edge.low.y)) {
            let y = self.centre(0, row).y;
            if edge.spans(y) {
                starts.push(self.first_not_west(edge, row, y));
            }
        }
    }

    /// A guess by division, put right by the exact predicate.
    fn first_not_west(&self, edge: &Edge, row: usize, y: f64) -> usize {
        let share = (y - edge.low.y) / (edge.high.y - edge.low.y);
        let x = edge.low.x + share * (edge.high.x - edge.low.x);
        let guess = (x / CELL_M - f64::from(self.first.ix)).floor();
        let mut column = (guess.max(0.0) as usize).min(self.columns);
        while column > 0 && edge.side(self.centre(column - 1, row)) <= 0.0 {
            column -= 1;
        }
        while column < self.columns && edge.side(self.centre(column, row)) > 0.0 {
            column += 1;
        }
        column
    }

    fn centre(&self, column: usize, row: usize) -> Coord<f64> {
        let middle = |first: i32, at: usize| (f64::from(first) + at as f64 + 0.5) * CELL_M;
        Coord {
            x: middle(self.first.ix, column),
            y: middle(self.first.iy, row),
        }
    }
}

//! Cells: the 25 m squares in which findings are counted.

use std::cmp::Ordering;
use std::fmt;

use crate::frame::Metres;

/// Side of a cell in metres.
pub const CELL_M: f64 = 25.0;

/// A square of [`CELL_M`] metres, counted east and north from the frame's origin.
///
/// Cells are ordered south to north, then west to east: (iy, ix). Wherever the method says
/// "lowest id" it means this order. The text form is `25:<ix>:<iy>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cell {
    /// Column, growing to the east.
    pub ix: i32,
    /// Row, growing to the north.
    pub iy: i32,
}

impl Cell {
    /// The cell of column `ix` and row `iy`.
    #[must_use]
    pub const fn new(ix: i32, iy: i32) -> Self {
        Self { ix, iy }
    }

    /// The cell that holds a point; its west and south sides belong to it. Points more than
    /// 50 million kilometres out land in the last cell on their side, and what is not a number in
    /// the first: no study area holds either.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, reason = "`as` saturates, as documented")]
    pub fn at(point: Metres) -> Self {
        let place = |metres: f64| match (metres / CELL_M).floor() {
            cells if cells.is_nan() => i32::MIN,
            cells => cells as i32,
        };
        Self {
            ix: place(point.x),
            iy: place(point.y),
        }
    }

    /// The middle of the cell, metres.
    #[must_use]
    pub fn centre(self) -> Metres {
        Metres {
            x: (f64::from(self.ix) + 0.5) * CELL_M,
            y: (f64::from(self.iy) + 0.5) * CELL_M,
        }
    }

    /// The south-west corner, metres.
    #[must_use]
    pub fn corner(self) -> Metres {
        Metres {
            x: f64::from(self.ix) * CELL_M,
            y: f64::from(self.iy) * CELL_M,
        }
    }

    /// Square of the distance between two centres, in cells; at most the largest `i64`.
    #[must_use]
    pub fn distance2(self, other: Self) -> i64 {
        let dx = i64::from(self.ix) - i64::from(other.ix);
        let dy = i64::from(self.iy) - i64::from(other.iy);
        dx.saturating_mul(dx).saturating_add(dy.saturating_mul(dy))
    }

    /// The cell `dx` to the east and `dy` to the north; stops at the ends of the plane.
    #[must_use]
    pub fn shifted(self, (dx, dy): (i32, i32)) -> Self {
        Self {
            ix: self.ix.saturating_add(dx),
            iy: self.iy.saturating_add(dy),
        }
    }
}

impl Ord for Cell {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.iy, self.ix).cmp(&(other.iy, other.ix))
    }
}

impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "25:{}:{}", self.ix, self.iy)
    }
}

/// The disc of 50 m around a cell as shifts (dx, dy) with dx² + dy² ≤ 4, in cell order.
pub const DISC: [(i32, i32); 13] = [
    (0, -2),
    (-1, -1),
    (0, -1),
    (1, -1),
    (-2, 0),
    (-1, 0),
    (0, 0),
    (1, 0),
    (2, 0),
    (-1, 1),
    (0, 1),
    (1, 1),
    (0, 2),
];

/// The eight cells around a cell as shifts (dx, dy), in cell order.
pub const AROUND: [(i32, i32); 8] = [
    (-1, -1),
    (0, -1),
    (1, -1),
    (-1, 0),
    (1, 0),
    (-1, 1),
    (0, 1),
    (1, 1),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_disc_holds_exactly_the_cells_within_fifty_metres_in_cell_order() {
        let mut wanted: Vec<Cell> = Vec::new();
        for iy in -3..=3 {
            for ix in -3..=3 {
                if ix * ix + iy * iy <= 4 {
                    wanted.push(Cell::new(ix, iy));
                }
            }
        }
        let disc: Vec<Cell> = DISC.iter().map(|&shift| Cell::new(0, 0).shifted(shift)).collect();
        assert_eq!(disc, wanted);
        assert!(disc.is_sorted());
    }

    #[test]
    fn a_cell_owns_its_west_and_south_sides_also_below_zero() {
        assert_eq!(Cell::at(Metres::new(25.0, 0.0)), Cell::new(1, 0));
        assert_eq!(Cell::at(Metres::new(-0.001, -25.0)), Cell::new(-1, -1));
        assert_eq!(Cell::new(-1, 2).to_string(), "25:-1:2");
        assert_eq!(Cell::at(Cell::new(-7, 9).centre()), Cell::new(-7, 9));
    }

    #[test]
    fn cells_are_ordered_by_row_before_column() {
        assert!(Cell::new(9, 0) < Cell::new(0, 1));
        assert!(Cell::new(0, 1) < Cell::new(1, 1));
    }
}

//! A rectangle of square cells, and how many drawings cover the middle of each.

use geo_types::Coord;

/// Most cells of a [`Layer`]: 16.8 million, 67 km² at 2 m.
pub const MAX_LAYER_CELLS: usize = 1 << 24;

/// A rectangle of square cells whose sides lie on multiples of `side`, in metres of a frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lattice {
    /// Western side of the rectangle, metres: a multiple of `side`.
    pub west: f64,
    /// Southern side of the rectangle, metres: a multiple of `side`.
    pub south: f64,
    /// Side of a cell, metres.
    pub side: f64,
    /// Cells from west to east.
    pub columns: u32,
    /// Cells from south to north.
    pub rows: u32,
}

impl Lattice {
    /// The rectangle of cells from a first one on, by column and row counted from the origin of the frame.
    pub(crate) fn from_first((column, row): (i32, i32), side: f64, (columns, rows): (u32, u32)) -> Self {
        Self {
            west: f64::from(column) * side,
            south: f64::from(row) * side,
            side,
            columns,
            rows,
        }
    }

    /// Column and row of the south-western cell, counted from the origin of the frame: lattices of one side share
    /// these numbers.
    #[must_use]
    pub fn first(&self) -> (i32, i32) {
        let whole = |metres: f64| (metres / self.side).round() as i32;
        (whole(self.west), whole(self.south))
    }

    /// Number of cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns as usize * self.rows as usize
    }

    /// True when there is no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The middle of a cell by column and row within the rectangle, metres; also of cells around it.
    #[must_use]
    pub fn centre(&self, column: i64, row: i64) -> Coord<f64> {
        Coord {
            x: self.west + (column as f64 + 0.5) * self.side,
            y: self.south + (row as f64 + 0.5) * self.side,
        }
    }
}

/// How many drawings cover the middle of each cell of a rectangle.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// The rectangle.
    pub lattice: Lattice,
    /// Drawings by cell, row by row from the south-west; as many as the lattice has cells.
    pub counts: Vec<u32>,
    /// Drawings in all.
    pub people: u32,
}

impl Layer {
    /// Drawings over a cell by column and row within the rectangle; none outside it.
    #[must_use]
    pub fn count(&self, column: i64, row: i64) -> u32 {
        let inside = |at: i64, length: u32| (0..i64::from(length)).contains(&at);
        if !inside(column, self.lattice.columns) || !inside(row, self.lattice.rows) {
            return 0;
        }
        let at = row as usize * self.lattice.columns as usize + column as usize;
        self.counts.get(at).copied().unwrap_or(0)
    }

    /// Drawings over a cell by column and row counted from the origin of the frame, as [`Lattice::first`] counts:
    /// the same cell in every layer of one side.
    #[must_use]
    pub fn count_at(&self, column: i32, row: i32) -> u32 {
        let (west, south) = self.lattice.first();
        self.count(
            i64::from(column) - i64::from(west),
            i64::from(row) - i64::from(south),
        )
    }

    /// The smallest number of drawings that is at least a share of all: 1 when nobody drew.
    #[must_use]
    pub fn quorum(&self, share: f64) -> u32 {
        ((f64::from(self.people) * share).ceil() as u32).max(1)
    }
}

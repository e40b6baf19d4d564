//! Sums over boxes of cells in four look-ups.

use crate::voices::blank;

/// Running sums over a rectangle of whole numbers. They wrap around at 2^32: the sum of a box
/// is exact as long as it fits itself, whatever the sum of everything.
#[derive(Clone, Debug)]
pub(crate) struct Sums {
    columns: usize,
    rows: usize,
    /// (rows + 1) by (columns + 1); what lies south-west of each corner.
    below: Vec<u32>,
}

impl Sums {
    /// Running sums of the values of a rectangle in row-major order, in room that may hold old ones.
    pub(crate) fn of(columns: usize, mut values: impl ExactSizeIterator<Item = u32>, room: Vec<u32>) -> Self {
        let (width, rows) = (columns + 1, values.len() / columns);
        let mut below = blank(room, width * (rows + 1));
        for row in 1..=rows {
            let (done, rest) = below.split_at_mut(row * width);
            let south = &done[(row - 1) * width + 1..];
            let mut along = 0_u32;
            for ((sum, south), value) in rest[1..width].iter_mut().zip(south).zip(values.by_ref()) {
                along = along.wrapping_add(value);
                *sum = south.wrapping_add(along);
            }
        }
        Self { columns, rows, below }
    }

    /// Sum over the box of `2 * outer + 1` cells a side around a position without the box of
    /// `2 * inner + 1` in its middle, both cut at the rectangle.
    pub(crate) fn ring(&self, at: usize, outer: usize, inner: usize) -> u32 {
        let place = (at / self.columns, at % self.columns);
        self.around(place, outer).wrapping_sub(self.around(place, inner))
    }

    /// The room that the sums took.
    pub(crate) fn into_room(self) -> Vec<u32> {
        self.below
    }

    fn around(&self, (row, column): (usize, usize), reach: usize) -> u32 {
        let (south, north) = (row.saturating_sub(reach), (row + reach + 1).min(self.rows));
        let (west, east) = (
            column.saturating_sub(reach),
            (column + reach + 1).min(self.columns),
        );
        let corner = |row: usize, column: usize| self.below[row * (self.columns + 1) + column];
        let sum = corner(north, east).wrapping_sub(corner(north, west));
        sum.wrapping_sub(corner(south, east))
            .wrapping_add(corner(south, west))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_equals_adding_up_also_when_the_running_sum_wraps() {
        let value = |at: usize| (at as u32).wrapping_mul(2_654_435_761) % 70_000_000;
        let sums = Sums::of(31, (0..31 * 17).map(value), vec![9; 999]);
        for at in 0..31 * 17 {
            let far = |other: usize| (other / 31).abs_diff(at / 31).max((other % 31).abs_diff(at % 31));
            let ring = (0..31 * 17).filter(|&other| (2..=3).contains(&far(other)));
            let wanted: u64 = ring.map(|other| u64::from(value(other))).sum();
            assert_eq!(u64::from(sums.ring(at, 3, 1)), wanted);
        }
    }
}

//! Sums over boxes of cells in four look-ups.

/// Half the side of a cell's surroundings, in cells: 300 m.
const OUTER: usize = 12;
/// Half the side of the hole in their middle: 100 m.
const INNER: usize = 4;

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
    /// Running sums of the values of a rectangle in row-major order.
    pub(crate) fn of(columns: usize, values: impl ExactSizeIterator<Item = u32>) -> Self {
        let mut sums = Self::empty(columns, values.len() / columns, Vec::new());
        sums.extend(values);
        sums
    }

    /// No sums yet, of a rectangle that gets so many rows, in room that may hold old ones.
    pub(crate) fn empty(columns: usize, rows: usize, mut below: Vec<u32>) -> Self {
        below.clear();
        below.reserve_exact((columns + 1) * (rows + 1));
        below.resize(columns + 1, 0);
        Self {
            columns,
            rows: 0,
            below,
        }
    }

    /// Adds the values of whole rows to the north.
    pub(crate) fn extend(&mut self, mut values: impl ExactSizeIterator<Item = u32>) {
        let width = self.columns + 1;
        for _ in 0..values.len() / self.columns {
            let south = self.rows * width;
            let mut along = 0_u32;
            self.below.push(0);
            for column in south + 1..south + width {
                along = along.wrapping_add(values.next().unwrap_or_default());
                self.below.push(self.below[column].wrapping_add(along));
            }
            self.rows += 1;
        }
    }

    /// Sum over the surroundings of a position: the box of 25 cells a side around it without the
    /// box of 9 in its middle, both cut at the rectangle.
    pub(crate) fn ring(&self, at: usize) -> u32 {
        let place = (at / self.columns, at % self.columns);
        self.around(place, OUTER).wrapping_sub(self.around(place, INNER))
    }

    /// The same for every position.
    pub(crate) fn rings(&self) -> Vec<u32> {
        (0..self.columns * self.rows).map(|at| self.ring(at)).collect()
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
        let value = |at: usize| (at as u32).wrapping_mul(2_654_435_761) % 7_000_000;
        let sums = Sums::of(31, (0..31 * 53).map(value));
        for at in 0..31 * 53 {
            let far = |other: usize| (other / 31).abs_diff(at / 31).max((other % 31).abs_diff(at % 31));
            let ring = (0..31 * 53).filter(|&other| (5..=12).contains(&far(other)));
            let wanted: u64 = ring.map(|other| u64::from(value(other))).sum();
            assert_eq!(u64::from(sums.ring(at)), wanted);
        }
    }
}

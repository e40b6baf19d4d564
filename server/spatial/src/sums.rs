//! Sums over boxes of cells in four look-ups.

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
    /// Running sums of the values at the positions of a rectangle in row-major order.
    pub(crate) fn of(columns: usize, rows: usize, value: impl Fn(usize) -> u32) -> Self {
        let width = columns + 1;
        let mut below = vec![0_u32; width * (rows + 1)];
        for row in 0..rows {
            let (done, rest) = below.split_at_mut((row + 1) * width);
            let south = &done[row * width..];
            let mut along = 0_u32;
            for column in 0..columns {
                along = along.wrapping_add(value(row * columns + column));
                rest[column + 1] = south[column + 1].wrapping_add(along);
            }
        }
        Self { columns, rows, below }
    }

    /// Sum over the box of `2 * reach + 1` cells a side around a position, cut at the rectangle.
    pub(crate) fn around(&self, at: usize, reach: usize) -> u32 {
        let (row, column) = (at / self.columns, at % self.columns);
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
    fn a_box_sum_equals_adding_up_also_when_the_running_sum_wraps() {
        let value = |at: usize| (at as u32).wrapping_mul(2_654_435_761) % 70_000_000;
        let sums = Sums::of(31, 17, value);
        for at in 0..31 * 17 {
            let (row, column) = (at / 31, at % 31);
            let mut wanted = 0_u64;
            for other in 0..31_usize * 17 {
                let near = (other / 31).abs_diff(row) <= 2 && (other % 31).abs_diff(column) <= 2;
                wanted += if near { u64::from(value(other)) } else { 0 };
            }
            assert_eq!(u64::from(sums.around(at, 2)), wanted);
        }
    }
}

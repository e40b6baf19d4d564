//! Contours of a layer: lines along which the depth passes a level, between the middles of cells.

use geo_types::Coord;

use super::layer::Layer;

/// A closed walk, the first corner not said twice; what lies above the level is on its left.
pub(super) type Ring = Vec<Coord<f64>>;

/// The sides of a square between four cell middles.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    South,
    East,
    North,
    West,
}

/// All contours at a level, in the order of their south-western-most crossing of a row. Outer rings run against the
/// clock, holes with it. Corners lie on the lines between neighbouring cell middles, where the depth passes the level
/// if it grows evenly; outside the layer it is 0. Rings neither cross nor touch, themselves or each other.
///
/// The level must lie above 0 and between two whole numbers. O(cells + corners).
pub(super) fn contours(layer: &Layer, level: f64) -> Vec<Ring> {
    let columns = layer.lattice.columns as usize;
    let mut walk = Walk {
        layer,
        level,
        seen: vec![false; layer.counts.len()],
    };
    let least = level.ceil() as u32;
    let mut rings = Vec::new();
    if columns == 0 {
        return rings;
    }
    for (row, counts) in layer.counts.chunks_exact(columns).enumerate() {
        for column in 0..columns {
            let last = counts[column] >= least && counts.get(column + 1).is_none_or(|next| *next < least);
            if last && !walk.seen[row * columns + column] {
                rings.push(walk.around(column as i64, row as i64));
            }
        }
    }
    rings
}

struct Walk<'a> {
    layer: &'a Layer,
    level: f64,
    /// By cell: whether a ring passed northwards between it and its eastern neighbour.
    seen: Vec<bool>,
}

impl Walk<'_> {
    /// The ring that passes northwards to the east of a cell.
    fn around(&mut self, first_column: i64, first_row: i64) -> Ring {
        let mut ring = Ring::new();
        let (mut column, mut row, mut entered) = (first_column, first_row, Side::South);
        loop {
            if entered == Side::South {
                let at = row as usize * self.layer.lattice.columns as usize + column as usize;
                if std::mem::replace(&mut self.seen[at], true) {
                    return ring;
                }
            }
            ring.push(self.crossing(column, row, entered));
            let left = self.way_out(column, row, entered);
            (column, row, entered) = match left {
                Side::South => (column, row - 1, Side::North),
                Side::East => (column + 1, row, Side::West),
                Side::North => (column, row + 1, Side::South),
                Side::West => (column - 1, row, Side::East),
            };
        }
    }

    /// Depths at the corners of a square: south-west, south-east, north-east, north-west.
    fn corners(&self, column: i64, row: i64) -> [f64; 4] {
        [(0, 0), (1, 0), (1, 1), (0, 1)]
            .map(|(east, north)| f64::from(self.layer.count(column + east, row + north)))
    }

    /// Where the ring leaves a square, with the high side on its left.
    fn way_out(&self, column: i64, row: i64, entered: Side) -> Side {
        let depths = self.corners(column, row);
        let [south_west, south_east, north_east, north_west] = depths.map(|depth| depth > self.level);
        // Where high and low corners lie crosswise, the middle decides which hang together.
        let joined = depths.iter().sum::<f64>() > 4.0 * self.level;
        let crosswise = south_west == north_east && south_east == north_west && south_west != south_east;
        match (crosswise, joined, entered) {
            (true, true, Side::South) | (true, false, Side::North) => Side::East,
            (true, false, Side::South) | (true, true, Side::North) => Side::West,
            (true, true, Side::East) | (true, false, Side::West) => Side::North,
            (true, false, Side::East) | (true, true, Side::West) => Side::South,
            _ if south_east && !south_west => Side::South,
            _ if north_east && !south_east => Side::East,
            _ if north_west && !north_east => Side::North,
            _ => Side::West,
        }
    }

    /// The place on a side of a square where the depth passes the level.
    fn crossing(&self, column: i64, row: i64, side: Side) -> Coord<f64> {
        let ((ax, ay), (bx, by)) = match side {
            Side::South => ((0, 0), (1, 0)),
            Side::East => ((1, 0), (1, 1)),
            Side::North => ((0, 1), (1, 1)),
            Side::West => ((0, 0), (0, 1)),
        };
        let depth = |x: i64, y: i64| f64::from(self.layer.count(column + x, row + y));
        let (from, to) = (depth(ax, ay), depth(bx, by));
        let share = (self.level - from) / (to - from) * self.layer.lattice.side;
        let start = self.layer.lattice.centre(column + ax, row + ay);
        Coord {
            x: start.x + share * (bx - ax) as f64,
            y: start.y + share * (by - ay) as f64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::layer::Lattice;
    use super::*;
    use crate::area::turn_area;

    fn layer(rows: &[&[u32]]) -> Layer {
        let size = (rows[0].len() as u32, rows.len() as u32);
        Layer {
            lattice: Lattice::from_first((10, 20), 2.0, size),
            counts: rows.iter().rev().flat_map(|row| row.iter().copied()).collect(),
            people: 4,
        }
    }

    fn areas(rings: &[Ring]) -> Vec<f64> {
        let closed = |ring: &Ring| [ring.as_slice(), &ring[..1]].concat();
        rings.iter().map(|ring| turn_area(&closed(ring))).collect()
    }

    #[test]
    fn one_cell_is_a_diamond_as_wide_as_its_depth_says() {
        let rings = contours(&layer(&[&[1]]), 0.5);
        let east = Coord { x: 22.0, y: 41.0 };
        assert_eq!((rings.len(), rings[0].len(), rings[0][0]), (1, 4, east));
        assert_eq!(areas(&rings), [2.0]);
        let deep = contours(&layer(&[&[4]]), 0.5);
        assert_eq!(deep[0][0], Coord { x: 22.75, y: 41.0 });
    }

    #[test]
    fn a_hole_runs_with_the_clock() {
        let rings = contours(&layer(&[&[1, 1, 1], &[1, 0, 1], &[1, 1, 1]]), 0.5);
        let areas = areas(&rings);
        assert_eq!(areas.len(), 2);
        assert_eq!((areas[0] > 30.0, areas[1]), (true, -2.0));
    }

    #[test]
    fn cells_that_touch_with_a_corner_hang_together_when_the_middle_is_deep() {
        let apart = contours(&layer(&[&[0, 1], &[1, 0]]), 0.5);
        let joined = contours(&layer(&[&[0, 4], &[4, 0]]), 0.5);
        assert_eq!((apart.len(), joined.len()), (2, 1));
        let mirrored = [&[4, 0][..], &[0, 4]];
        assert_eq!(contours(&layer(&mirrored), 0.5).len(), 1);
        assert_eq!(contours(&layer(&mirrored), 2.5).len(), 2);
    }

    #[test]
    fn nothing_above_the_level_gives_no_ring() {
        assert!(contours(&layer(&[&[1, 2]]), 2.5).is_empty());
    }
}

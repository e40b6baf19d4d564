//! Outlines: a set of cells as one shape, by walking along the sides between in and out.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use crate::cells::{CELL_M, Cell};
use crate::mask::corner_cells;

/// East, north, west, south: each a quarter turn to the left of the one before.
const WAYS: [(isize, isize); 4] = [(1, 0), (0, 1), (-1, 0), (0, -1)];

/// The corners of a rectangle around some cells, and the sides that are still to be walked.
struct Sides {
    first: Cell,
    height: usize,
    /// By corner, column by column from the south-west: a bit for each of [`WAYS`] that a side leads.
    leaving: Vec<u8>,
}

/// A closed walk: its corners as (column, row), the first not said twice. The cells lie on its left.
type Ring = Vec<(isize, isize)>;

/// The cells as one shape in metres of their frame: one polygon for all cells that share sides, a hole where
/// cells are missing inside. Exact; corners stand only where the border turns. Outer rings run against
/// the clock from their south-west corner, holes with it. Cells may come in any order and more than once.
/// O(cells of the rectangle around them).
#[must_use]
pub fn outline(cells: &[Cell]) -> MultiPolygon<f64> {
    let Ok((first, last)) = corner_cells(cells.iter().copied()) else {
        return MultiPolygon(Vec::new());
    };
    let mut sides = Sides::around(cells, first, last);
    let mut rings = Vec::new();
    for corner in 0..sides.leaving.len() {
        while sides.leaving[corner] != 0 {
            sides.walk(corner, &mut rings);
        }
    }
    rings.iter_mut().for_each(begin_south_west);
    rings.sort_unstable();
    let mut polygons: Vec<(Ring, Vec<Ring>)> = Vec::new();
    for ring in rings {
        // From its first corner an outer ring leaves to the east, a hole to the north.
        if ring[0].1 == ring[1].1 {
            polygons.push((ring, Vec::new()));
        } else if let Some((_, holes)) = polygons.iter_mut().rfind(|(outer, _)| surrounds(outer, ring[0])) {
            holes.push(ring);
        }
    }
    let polygon = |(outer, holes): &(Ring, Vec<Ring>)| {
        Polygon::new(
            sides.metres(outer),
            holes.iter().map(|hole| sides.metres(hole)).collect(),
        )
    };
    polygons.iter().map(polygon).collect()
}

fn begin_south_west(ring: &mut Ring) {
    let lowest = ring.iter().enumerate().min_by_key(|(_, corner)| **corner);
    let lowest = lowest.map_or(0, |(at, _)| at);
    ring.rotate_left(lowest);
}

/// Does an outer ring go around the cell whose south-west corner this is?
fn surrounds(outer: &Ring, (column, row): (isize, isize)) -> bool {
    let ends = outer.iter().zip(outer.iter().cycle().skip(1));
    let west_of_it = ends.filter(|(from, to)| {
        let upright = from.0 == to.0 && from.0 <= column;
        upright && (from.1.min(to.1)..from.1.max(to.1)).contains(&row)
    });
    west_of_it.count() % 2 == 1
}

impl Sides {
    /// All sides that have a cell on their left and none on their right.
    fn around(cells: &[Cell], first: Cell, last: Cell) -> Self {
        // A cell's room on every side, so that all its neighbours have a place.
        let length = |from: i32, to: i32| from.abs_diff(to) as usize + 3;
        let (width, height) = (length(first.ix, last.ix), length(first.iy, last.iy));
        let place = |cell: &Cell| {
            let after = |from: i32, to: i32| from.abs_diff(to) as usize + 1;
            after(first.ix, cell.ix) * height + after(first.iy, cell.iy)
        };
        let mut inside = vec![false; width * height];
        cells.iter().for_each(|cell| inside[place(cell)] = true);
        let mut leaving = vec![0; inside.len()];
        for at in cells.iter().map(place) {
            // South, east, north and west side: each begins where the one before ends.
            let begins = [at, at + height, at + height + 1, at + 1];
            let beyond = [at - 1, at + height, at + 1, at - height];
            for (way, (begin, beyond)) in begins.into_iter().zip(beyond).enumerate() {
                leaving[begin] |= u8::from(!inside[beyond]) << way;
            }
        }
        Self {
            first,
            height,
            leaving,
        }
    }

    /// Walks the sides that hang together with one that leaves from here, and adds their rings.
    fn walk(&mut self, start: usize, rings: &mut Vec<Ring>) {
        let mut way = self.leaving[start].trailing_zeros() as usize;
        let (mut at, mut ring) = (start, vec![self.place(start)]);
        loop {
            self.leaving[at] &= !(1 << way);
            let (dx, dy) = WAYS[way];
            at = at.wrapping_add_signed(dx * self.height as isize + dy);
            let place = self.place(at);
            // Where cells touch with a corner only, a ring that comes by again has closed a loop.
            if let Some(before) = ring.iter().position(|other| *other == place) {
                rings.push(ring.split_off(before));
                ring.push(place);
            }
            let turns = [way + 1, way, way + 3].map(|way| way % 4);
            let Some(next) = turns.into_iter().find(|way| self.leaving[at] >> way & 1 == 1) else {
                return;
            };
            if next != way && ring.last() != Some(&place) {
                ring.push(place);
            }
            way = next;
        }
    }

    fn place(&self, at: usize) -> (isize, isize) {
        ((at / self.height) as isize - 1, (at % self.height) as isize - 1)
    }

    fn metres(&self, ring: &Ring) -> LineString<f64> {
        let along = |first: i32, steps: isize| (f64::from(first) + steps as f64) * CELL_M;
        let corner = |&(column, row): &(isize, isize)| Coord {
            x: along(self.first.ix, column),
            y: along(self.first.iy, row),
        };
        // A polygon closes its rings itself.
        ring.iter().map(corner).collect()
    }
}

#[cfg(test)]
mod tests {
    use geo::orient::{Direction, Orient};
    use geo::unary_union;
    use geo_types::{Rect, coord};
    use proptest::prelude::*;

    use super::*;

    /// The corners of every ring from the south-west on: other ways may begin them anywhere.
    fn rings(shape: &MultiPolygon<f64>) -> Vec<Vec<Vec<(i64, i64)>>> {
        let ring = |ring: &LineString<f64>| {
            let corners = &ring.0[1..];
            let mut corners: Vec<(i64, i64)> = corners.iter().map(|at| (at.x as i64, at.y as i64)).collect();
            let lowest = (0..corners.len()).min_by_key(|at| corners[*at]);
            corners.rotate_left(lowest.unwrap_or_default());
            corners
        };
        let polygon = |polygon: &Polygon<f64>| {
            let mut holes: Vec<_> = polygon.interiors().iter().map(ring).collect();
            holes.sort();
            std::iter::once(ring(polygon.exterior())).chain(holes).collect()
        };
        let mut polygons: Vec<_> = shape.iter().map(polygon).collect();
        polygons.sort();
        polygons
    }

    fn joined(cells: &[Cell]) -> MultiPolygon<f64> {
        let square = |cell: &Cell| {
            let (low, high) = (cell.corner(), cell.shifted((1, 1)).corner());
            Rect::new(coord! { x: low.x, y: low.y }, coord! { x: high.x, y: high.y }).to_polygon()
        };
        let squares: Vec<Polygon<f64>> = cells.iter().map(square).collect();
        unary_union(&squares).orient(Direction::Default)
    }

    #[test]
    fn one_cell_is_a_square_and_no_cell_is_nothing() {
        let square = outline(&[Cell::new(-1, 2)]);
        let corners = [(-25, 50), (0, 50), (0, 75), (-25, 75)];
        assert_eq!(rings(&square), [[corners.to_vec()]]);
        assert!(outline(&[]).0.is_empty());
    }

    proptest! {
        #[test]
        fn walking_around_cells_gives_what_joining_their_squares_gives(
            places in prop::collection::vec((0..6_i32, 0..6_i32), 1..40),
        ) {
            let mut cells: Vec<Cell> = places.into_iter().map(|(x, y)| Cell::new(x - 3, y + 17_480)).collect();
            let shape = outline(&cells);
            cells.sort_unstable();
            cells.dedup();
            prop_assert_eq!(&outline(&cells), &shape);
            prop_assert_eq!(rings(&shape), rings(&joined(&cells)));
        }
    }
}

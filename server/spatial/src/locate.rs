//! Which border holds a point: exactly one of a tiling, also on shared edges and corners.
//!
//! A ray runs east from the point and counts the edges it crosses. Ties are settled by three
//! rules that neighbours share: an edge owns its lower end but not its upper one, a point exactly
//! on an edge counts as east of it, and the side is asked of an exact predicate with the ends in
//! a fixed order. Hence a point between two neighbours is inside one and outside the other.
//!
//! Before any of this a grid is asked, which knows the squares that lie wholly in one border.

use geo_types::{Coord, MultiPolygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::edge::{Edge, edges};
use crate::frame::Lonlat;
use crate::grid::{Grid, Known};

type Envelope = GeomWithData<Rectangle<[f64; 2]>, usize>;

/// Borders that can be asked which of them holds a point. Immutable; about 150 bytes a corner.
///
/// Borders may be in degrees or metres, as long as the points are too; edges are straight in
/// those coordinates. None may straddle the date line.
#[derive(Debug)]
pub struct Borders {
    grid: Grid,
    search: Search,
}

impl Borders {
    /// Takes borders; their index is what [`Borders::locate`] answers. Empty ones hold nothing.
    /// O(n log n).
    #[must_use]
    pub fn new(borders: &[MultiPolygon<f64>]) -> Self {
        let search = Search::of(borders);
        let edges: Vec<Edge> = borders.iter().flat_map(edges_of).collect();
        let grid = Grid::of(&edges, |point| search.locate(point));
        Self { grid, search }
    }

    /// The border that holds a place. Where borders overlap, the lowest index; on the outermost
    /// edge of a tiling, the lowest index of those that touch the place, so that no point of a
    /// border is lost. `None` outside all, and for numbers that are not finite.
    ///
    /// Some tens of nanoseconds for a city: only near an edge it looks at edges.
    #[must_use]
    pub fn locate(&self, place: Lonlat) -> Option<usize> {
        let point = Coord {
            x: place.lon,
            y: place.lat,
        };
        match self.grid.ask(point) {
            Known::Border(found) => found,
            Known::Unknown => self.search.locate(point),
        }
    }
}

fn edges_of(border: &MultiPolygon<f64>) -> impl Iterator<Item = Edge> + '_ {
    border
        .iter()
        .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()))
        .flat_map(|ring| edges(&ring.0))
}

/// The exact way: every border whose box holds the point looks at its edges.
#[derive(Debug)]
struct Search {
    boxes: RTree<Envelope>,
    slabs: Vec<Slabs>,
}

impl Search {
    fn of(borders: &[MultiPolygon<f64>]) -> Self {
        let slabs: Vec<Slabs> = borders.iter().map(Slabs::of).collect();
        let boxes = slabs.iter().enumerate().filter_map(|(at, slabs)| {
            let (low, high) = slabs.corners?;
            Some(GeomWithData::new(
                Rectangle::from_corners([low.x, low.y], [high.x, high.y]),
                at,
            ))
        });
        Self {
            boxes: RTree::bulk_load(boxes.collect()),
            slabs,
        }
    }

    fn locate(&self, point: Coord<f64>) -> Option<usize> {
        let (mut inside, mut touched) = (usize::MAX, usize::MAX);
        let spot = AABB::from_point([point.x, point.y]);
        for found in self.boxes.locate_in_envelope_intersecting(spot) {
            match self.slabs[found.data].ask(point) {
                Answer::Inside => inside = inside.min(found.data),
                Answer::Touched => touched = touched.min(found.data),
                Answer::Outside => {}
            }
        }
        [inside, touched].into_iter().find(|&at| at != usize::MAX)
    }
}

enum Answer {
    Inside,
    /// On an edge, but not inside by the half-open rule.
    Touched,
    Outside,
}

/// The edges of one border, sorted into level slabs of equal height.
#[derive(Debug)]
struct Slabs {
    corners: Option<(Coord<f64>, Coord<f64>)>,
    slabs: Vec<Vec<Edge>>,
}

impl Slabs {
    fn of(border: &MultiPolygon<f64>) -> Self {
        let edges: Vec<Edge> = edges_of(border).collect();
        let mut corners: Option<(Coord<f64>, Coord<f64>)> = None;
        for corner in edges.iter().flat_map(|edge| [edge.low, edge.high]) {
            let (low, high) = corners.get_or_insert((corner, corner));
            *low = Coord {
                x: low.x.min(corner.x),
                y: low.y.min(corner.y),
            };
            *high = Coord {
                x: high.x.max(corner.x),
                y: high.y.max(corner.y),
            };
        }
        let mut slabs = Self {
            corners,
            slabs: vec![Vec::new(); (edges.len() / 4).clamp(1, 4_096)],
        };
        for edge in edges {
            for slab in slabs.slab(edge.low.y)..=slabs.slab(edge.high.y) {
                slabs.slabs[slab].push(edge);
            }
        }
        slabs
    }

    /// The slab of a level; never falls as the level rises, which is all that correctness needs.
    fn slab(&self, y: f64) -> usize {
        let Some((low, high)) = self.corners else { return 0 };
        let share = (y - low.y) / (high.y - low.y);
        ((share * self.slabs.len() as f64) as usize).min(self.slabs.len() - 1)
    }

    fn ask(&self, point: Coord<f64>) -> Answer {
        let near = &self.slabs[self.slab(point.y)];
        let crossed = near.iter().filter(|edge| edge.is_crossed_from(point)).count();
        if crossed % 2 == 1 {
            return Answer::Inside;
        }
        if near.iter().any(|edge| edge.holds(point)) {
            Answer::Touched
        } else {
            Answer::Outside
        }
    }
}

#[cfg(test)]
mod tests {
    use geo::{Contains, Intersects};
    use geo_types::{LineString, Point, Polygon};
    use proptest::prelude::*;

    use super::*;

    /// Side of the tilings below, in pieces.
    const SIDE: usize = 5;

    fn polygon(corners: &[Coord<f64>]) -> MultiPolygon<f64> {
        MultiPolygon(vec![Polygon::new(LineString(corners.to_vec()), Vec::new())])
    }

    /// A square of 10 by 10 pieces, its inner corners moved, each piece a quad or two triangles.
    fn tiling(shifts: &[(i32, i32)], split: &[bool]) -> (Vec<MultiPolygon<f64>>, Vec<Coord<f64>>) {
        let corner = |column: usize, row: usize| {
            let inner = (1..SIDE).contains(&column) && (1..SIDE).contains(&row);
            let (dx, dy) = if inner {
                shifts[row * (SIDE + 1) + column]
            } else {
                (0, 0)
            };
            Coord {
                x: (column * 10) as f64 + f64::from(dx),
                y: (row * 10) as f64 + f64::from(dy),
            }
        };
        let mut pieces = Vec::new();
        for row in 0..SIDE {
            for column in 0..SIDE {
                let (a, b) = (corner(column, row), corner(column + 1, row));
                let (c, d) = (corner(column + 1, row + 1), corner(column, row + 1));
                if split[row * SIDE + column] {
                    pieces.extend([polygon(&[a, b, c]), polygon(&[d, c, a])]);
                } else {
                    pieces.push(polygon(&[a, b, c, d]));
                }
            }
        }
        let corners = (0..=SIDE).flat_map(|row| (0..=SIDE).map(move |column| corner(column, row)));
        (pieces, corners.collect())
    }

    fn inside(borders: &Borders, point: Coord<f64>) -> usize {
        borders
            .search
            .slabs
            .iter()
            .filter(|slabs| matches!(slabs.ask(point), Answer::Inside))
            .count()
    }

    proptest! {
        #[test]
        fn every_point_of_a_tiling_is_in_exactly_one_piece_also_on_edges_and_corners(
            shifts in prop::collection::vec((-2..=2, -2..=2), (SIDE + 1) * (SIDE + 1)),
            split in prop::collection::vec(any::<bool>(), SIDE * SIDE),
        ) {
            let (pieces, corners) = tiling(&shifts, &split);
            let borders = Borders::new(&pieces);
            // Whole and half coordinates: many lie exactly on edges, all corners among them.
            for step in 0..(20 * SIDE - 1) * (20 * SIDE - 1) {
                let (x, y) = (step % (20 * SIDE - 1) + 1, step / (20 * SIDE - 1) + 1);
                let point = Coord { x: x as f64 / 2.0, y: y as f64 / 2.0 };
                prop_assert_eq!(inside(&borders, point), 1, "{:?}", point);
            }
            for corner in corners {
                let found = borders.locate(Lonlat::new(corner.x, corner.y));
                prop_assert!(found.is_some_and(|at| pieces[at].intersects(&Point(corner))));
            }
        }

        #[test]
        fn points_that_are_on_no_edge_agree_with_the_oracle(
            shifts in prop::collection::vec((-2..=2, -2..=2), (SIDE + 1) * (SIDE + 1)),
            split in prop::collection::vec(any::<bool>(), SIDE * SIDE),
            points in prop::collection::vec((-5.0..55.0_f64, -5.0..55.0_f64), 50),
        ) {
            let (pieces, _) = tiling(&shifts, &split);
            let borders = Borders::new(&pieces);
            for (x, y) in points {
                let wanted = pieces.iter().position(|piece| piece.contains(&Point::new(x, y)));
                prop_assert_eq!(borders.locate(Lonlat::new(x, y)), wanted);
            }
        }
    }

    /// A partition of a square of 6 by 6 degrees into crooked pieces whose shared edges have corners at
    /// any number a float can hold, and all its corners.
    fn crooked(shares: &[f64]) -> (Vec<MultiPolygon<f64>>, Vec<Coord<f64>>) {
        const ACROSS: usize = 6;
        let at = |index: usize| shares[index % shares.len()];
        let crossing = |column: usize, row: usize| {
            let inner = |place: usize| f64::from(u8::from(place % ACROSS != 0));
            let (dx, dy) = (at(column * 7 + row * 31), at(column * 13 + row * 5 + 3));
            let moved = |place: usize, share: f64| 4.0 + place as f64 + inner(place) * (share - 0.5) * 0.7;
            Coord {
                x: moved(column, dx),
                y: moved(row, dy),
            }
        };
        let edge = |from: (usize, usize), to: (usize, usize)| {
            let (a, b) = (crossing(from.0, from.1), crossing(to.0, to.1));
            let rim = (from.0 == to.0 && from.0 % ACROSS == 0) || (from.1 == to.1 && from.1 % ACROSS == 0);
            let sway = |step: usize, salt: usize| {
                let free = !rim && step % 8 != 0;
                f64::from(u8::from(free)) * (at(from.0 * 3 + from.1 * 17 + step * salt) - 0.5) * 0.02
            };
            let corner = move |step: usize| Coord {
                x: a.x + (b.x - a.x) * step as f64 / 8.0 + sway(step, 11),
                y: a.y + (b.y - a.y) * step as f64 / 8.0 + sway(step, 19),
            };
            // The far end is the crossing itself: adding up to it may round to a neighbour of it.
            (0..8).map(corner).chain([b]).collect::<Vec<_>>()
        };
        let back = |mut edge: Vec<Coord<f64>>| {
            edge.reverse();
            edge
        };
        let (mut pieces, mut corners) = (Vec::new(), Vec::new());
        for (row, column) in (0..ACROSS).flat_map(|row| (0..ACROSS).map(move |column| (row, column))) {
            let (east, north) = (column + 1, row + 1);
            let ring = [
                edge((column, row), (east, row)),
                edge((east, row), (east, north)),
                back(edge((column, north), (east, north))),
                back(edge((column, row), (column, north))),
            ];
            corners.extend(ring.iter().flatten());
            pieces.push(polygon(&ring.concat()));
        }
        (pieces, corners)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn on_and_beside_every_corner_and_edge_of_a_crooked_partition_exactly_one_piece_is_found(
            shares in prop::collection::vec(0.0..1.0_f64, 97),
        ) {
            let (pieces, corners) = crooked(&shares);
            let borders = Borders::new(&pieces);
            let middles = corners.windows(2).map(|pair| Coord {
                x: f64::midpoint(pair[0].x, pair[1].x),
                y: f64::midpoint(pair[0].y, pair[1].y),
            });
            for spot in corners.iter().copied().chain(middles) {
                let (ups, downs) = ([spot.x.next_up(), spot.y.next_up()], [spot.x.next_down(), spot.y.next_down()]);
                for (x, y) in [(spot.x, spot.y), (ups[0], spot.y), (downs[0], ups[1]), (spot.x, downs[1])] {
                    let found = borders.locate(Lonlat::new(x, y));
                    prop_assert_eq!(found, borders.search.locate(Coord { x, y }), "the grid errs at {} {}", x, y);
                    let within = |value: f64| 4.0 < value && value < 10.0;
                    if within(x) && within(y) {
                        prop_assert_eq!(inside(&borders, Coord { x, y }), 1, "{} {}", x, y);
                    }
                }
            }
        }

        #[test]
        fn the_grid_never_contradicts_the_edges(
            shifts in prop::collection::vec((-2..=2, -2..=2), (SIDE + 1) * (SIDE + 1)),
            split in prop::collection::vec(any::<bool>(), SIDE * SIDE),
            points in prop::collection::vec((-5.0..55.0_f64, -5.0..55.0_f64), 200),
            scale in prop_oneof![Just(1.0), Just(1e-60), Just(1e60), 1e-9..1e9_f64],
            away in prop_oneof![Just(0.0), Just(1e12), -1e3..1e3_f64],
        ) {
            let (mut pieces, _) = tiling(&shifts, &split);
            let moved = |at: Coord<f64>| Coord { x: at.x * scale + away, y: at.y * scale + away };
            for part in pieces.iter_mut().flatten() {
                part.exterior_mut(|ring| ring.0.iter_mut().for_each(|corner| *corner = moved(*corner)));
            }
            let borders = Borders::new(&pieces);
            for (x, y) in points {
                for at in [Coord { x, y }, Coord { x: x.round(), y: y.round() }].map(moved) {
                    prop_assert_eq!(borders.locate(Lonlat::new(at.x, at.y)), borders.search.locate(at));
                }
            }
        }
    }

    #[test]
    fn the_outermost_edge_belongs_to_the_lowest_border_that_touches_it() {
        let (pieces, _) = tiling(&[(0, 0); 36], &[false; 25]);
        let borders = Borders::new(&pieces);
        assert_eq!(borders.locate(Lonlat::new(50.0, 50.0)), Some(24));
        assert_eq!(borders.locate(Lonlat::new(10.0, 50.0)), Some(20));
        assert_eq!(borders.locate(Lonlat::new(0.0, 0.0)), Some(0));
        assert_eq!(borders.locate(Lonlat::new(50.0 + 1e-12, 50.0)), None);
        assert_eq!(borders.locate(Lonlat::new(f64::NAN, 5.0)), None);
    }

    #[test]
    fn holes_and_overlaps_and_empty_borders_are_told_apart() {
        let square = |low: f64, high: f64| {
            LineString::from(vec![
                (low, low),
                (high, low),
                (high, high),
                (low, high),
                (low, low),
            ])
        };
        let ring = MultiPolygon(vec![Polygon::new(square(0.0, 9.0), vec![square(3.0, 6.0)])]);
        let all = MultiPolygon(vec![Polygon::new(square(0.0, 9.0), Vec::new())]);
        let borders = Borders::new(&[MultiPolygon(Vec::new()), ring, all]);
        assert_eq!(borders.locate(Lonlat::new(4.0, 4.0)), Some(2));
        assert_eq!(borders.locate(Lonlat::new(1.0, 4.0)), Some(1));
        assert_eq!(Borders::new(&[]).locate(Lonlat::new(0.0, 0.0)), None);
    }
}

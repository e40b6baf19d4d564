//! Borders whose corners are the same where they are meant to be.

use std::collections::HashMap;

use geo_types::Coord;
use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

/// How often corners are put on edges: an edge that is bent may come to lie on another corner.
const ROUNDS: usize = 4;

/// A ring of places; the first not said twice.
pub(super) type Ring = Vec<usize>;

/// Rings over shared places.
pub(super) struct Snapped {
    /// From west to east; no two nearer to one another than the snapping distance.
    pub places: Vec<Coord<f64>>,
    /// The rings of each face.
    pub rings: Vec<Vec<Ring>>,
}

/// Brings corners together that lie within `reach` metres, and puts corners on the edges they lie within
/// `reach` of. Corners join the westernmost one near them, whatever the order of the rings; nothing moves
/// further than `reach`. Rings of which nothing is left are dropped. O(n log n).
pub(super) fn snap(faces: &[Vec<Vec<Coord<f64>>>], reach: f64) -> Snapped {
    let mut corners: Vec<Coord<f64>> = faces.iter().flatten().flatten().copied().collect();
    corners.sort_by(|one, other| one.x.total_cmp(&other.x).then(one.y.total_cmp(&other.y)));
    corners.dedup();
    let mut places: Vec<Coord<f64>> = Vec::new();
    let mut near = Near::new(reach);
    let mut joined: HashMap<(u64, u64), usize> = HashMap::new();
    for corner in corners {
        let place = near.place(&places, corner).unwrap_or_else(|| {
            places.push(corner);
            near.add(places.len() - 1, corner);
            places.len() - 1
        });
        joined.insert(super::nodes::key(corner), place);
    }
    let place = |corner: &Coord<f64>| joined.get(&super::nodes::key(*corner)).copied();
    let ring = |ring: &Vec<Coord<f64>>| tidy(ring.iter().filter_map(place).collect());
    let mut rings: Vec<Vec<Ring>> = faces.iter().map(|face| face.iter().map(ring).collect()).collect();
    let tree = RTree::bulk_load(
        places
            .iter()
            .enumerate()
            .map(|(at, place)| GeomWithData::new([place.x, place.y], at))
            .collect(),
    );
    for _ in 0..ROUNDS {
        let mut quiet = true;
        for ring in rings.iter_mut().flatten() {
            let full = with_corners_on_edges(ring, &places, &tree, reach);
            quiet &= full == *ring;
            *ring = full;
        }
        if quiet {
            break;
        }
    }
    rings
        .iter_mut()
        .for_each(|face| face.retain(|ring| ring.len() > 2));
    Snapped { places, rings }
}

/// Places by squares, for finding those near a corner.
struct Near {
    reach: f64,
    squares: HashMap<(i64, i64), Vec<usize>>,
}

impl Near {
    fn new(reach: f64) -> Self {
        Self {
            reach,
            squares: HashMap::new(),
        }
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "squares of a frame; beyond it they only saturate"
    )]
    fn square(&self, corner: Coord<f64>) -> (i64, i64) {
        let along = |metres: f64| (metres / self.reach).floor() as i64;
        (along(corner.x), along(corner.y))
    }

    fn add(&mut self, place: usize, corner: Coord<f64>) {
        self.squares.entry(self.square(corner)).or_default().push(place);
    }

    /// The nearest place within reach; of equals the westernmost.
    fn place(&self, places: &[Coord<f64>], corner: Coord<f64>) -> Option<usize> {
        let (column, row) = self.square(corner);
        let around = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy)));
        let squares = around.filter_map(|(dx, dy)| {
            let square = (column.saturating_add(dx), row.saturating_add(dy));
            self.squares.get(&square)
        });
        let away = |place: &usize| (places[*place].x - corner.x).hypot(places[*place].y - corner.y);
        let within = squares
            .flatten()
            .copied()
            .filter(|place| away(place) <= self.reach);
        within.min_by(|one, other| away(one).total_cmp(&away(other)).then(one.cmp(other)))
    }
}

/// A ring without places twice in a row, and without ways out and straight back.
fn tidy(ring: Ring) -> Ring {
    let mut tidy: Ring = Vec::with_capacity(ring.len());
    for place in ring {
        push(&mut tidy, place);
    }
    // The seam: the end meets the beginning.
    loop {
        let last = tidy.len().wrapping_sub(1);
        match tidy[..] {
            [first, .., end] if first == end => drop(tidy.pop()),
            [first, _, .., before, _] if first == before => tidy.truncate(last.saturating_sub(1)),
            [_, second, .., end] if second == end && tidy.len() > 2 => drop(tidy.drain(..2)),
            _ => return tidy,
        }
    }
}

fn push(ring: &mut Ring, place: usize) {
    match ring[..] {
        [.., last] if last == place => {}
        [.., before, _] if before == place => drop(ring.pop()),
        _ => ring.push(place),
    }
}

/// The same ring, with every place that lies on one of its edges as a corner.
fn with_corners_on_edges(
    ring: &Ring,
    places: &[Coord<f64>],
    tree: &RTree<GeomWithData<[f64; 2], usize>>,
    reach: f64,
) -> Ring {
    let mut full = Vec::with_capacity(ring.len());
    for (at, &from) in ring.iter().enumerate() {
        let to = ring[(at + 1) % ring.len()];
        full.push(from);
        full.extend(on_edge(from, to, places, tree, reach));
    }
    tidy(full)
}

/// The places on an edge between its ends, in its order.
fn on_edge(
    from: usize,
    to: usize,
    places: &[Coord<f64>],
    tree: &RTree<GeomWithData<[f64; 2], usize>>,
    reach: f64,
) -> Vec<usize> {
    let (a, b) = (places[from], places[to]);
    let low = [a.x.min(b.x) - reach, a.y.min(b.y) - reach];
    let high = [a.x.max(b.x) + reach, a.y.max(b.y) + reach];
    let length = (b.x - a.x).hypot(b.y - a.y);
    let on = |place: usize| {
        let (dx, dy) = (places[place].x - a.x, places[place].y - a.y);
        let along = (dx * (b.x - a.x) + dy * (b.y - a.y)) / length;
        let beside = (dx * (b.y - a.y) - dy * (b.x - a.x)) / length;
        (along > 0.0 && along < length && beside.abs() <= reach).then_some((along, place))
    };
    let box_of = AABB::from_corners(low, high);
    let near = tree.locate_in_envelope(box_of).map(|found| found.data);
    let mut found: Vec<(f64, usize)> = near
        .filter(|place| *place != from && *place != to)
        .filter_map(on)
        .collect();
    found.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    found.into_iter().map(|(_, place)| place).collect()
}

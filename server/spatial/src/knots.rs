//! Knots: rings that touch or cross themselves or each other, and how they are undone.
//!
//! Every crossing becomes a corner of both edges; then each ring is cut into simple loops
//! wherever it returns to a corner; then loops are nested by what lies within what.

use std::collections::HashMap;

use geo::BooleanOps;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use crate::area::turn_area;
use crate::edge::{Edge, edges, side};
use crate::repair::{Note, RawRing};

/// Rounds of adding corners before giving up: rounding one crossing may make another.
const ROUNDS: usize = 4;

/// One edge of a ring, in its ring's direction.
#[derive(Clone, Copy)]
struct Step {
    ring: usize,
    at: usize,
    from: Coord<f64>,
    to: Coord<f64>,
}

impl Step {
    fn west(&self) -> f64 {
        self.from.x.min(self.to.x)
    }

    fn east(&self) -> f64 {
        self.from.x.max(self.to.x)
    }

    fn overlaps_level(&self, other: &Self) -> bool {
        self.from.y.min(self.to.y) <= other.from.y.max(other.to.y)
            && other.from.y.min(other.to.y) <= self.from.y.max(self.to.y)
    }

    /// True when a point lies on the edge, but is none of its ends.
    fn holds_within(&self, point: Coord<f64>) -> bool {
        point != self.from && point != self.to && Edge::between(self.from, self.to).holds(point)
    }
}

/// A point at which two edges meet other than as neighbours in a ring.
struct Contact {
    point: Coord<f64>,
    /// The two edges: ring and number in it.
    steps: [(usize, usize); 2],
    crosses: bool,
}

/// True when closed rings need [`untangle`]; says why in the notes. A hole that touches its
/// exterior at a corner is no knot.
pub(crate) fn is_tangled(rings: &[RawRing], notes: &mut Vec<Note>) -> bool {
    let contacts = contacts(rings);
    let crosses = contacts.iter().any(|contact| contact.crosses);
    let touches = contacts
        .iter()
        .any(|contact| !contact.crosses && contact.steps[0].0 == contact.steps[1].0);
    let astray = rings.split_first().is_some_and(|(exterior, holes)| {
        holes.iter().enumerate().any(|(at, hole)| {
            !encloses(exterior, hole)
                || holes
                    .iter()
                    .enumerate()
                    .any(|(other, ring)| at != other && encloses(ring, hole))
        })
    });
    if crosses || astray {
        notes.push(Note::Bowtie);
    }
    if touches {
        notes.push(Note::TouchesItself);
    }
    crosses || touches || astray
}

/// The polygons that an odd number of the rings surround.
pub(crate) fn untangle(mut rings: Vec<RawRing>) -> Vec<Polygon<f64>> {
    for _ in 0..ROUNDS {
        let contacts = contacts(&rings);
        if !with_corners(&mut rings, &contacts) {
            break;
        }
    }
    let loops: Vec<RawRing> = rings.iter().flat_map(|ring| cut(ring)).collect();
    if cross_at_corners(&loops) || contacts(&loops).iter().any(|contact| contact.crosses) {
        return fold(loops);
    }
    nest(loops)
}

/// All contacts of rings, by a sweep from west to east.
fn contacts(rings: &[RawRing]) -> Vec<Contact> {
    let step = |ring: usize| {
        move |(at, pair): (usize, &[Coord<f64>])| Step {
            ring,
            at,
            from: pair[0],
            to: pair[1],
        }
    };
    let all = rings.iter().enumerate();
    let mut steps: Vec<Step> = all
        .flat_map(|(at, ring)| ring.windows(2).enumerate().map(step(at)))
        .collect();
    steps.sort_by(|one, other| one.west().total_cmp(&other.west()));
    let (mut found, mut active): (Vec<Contact>, Vec<Step>) = (Vec::new(), Vec::new());
    for step in steps {
        active.retain(|other| other.east() >= step.west());
        for other in active.iter().filter(|other| other.overlaps_level(&step)) {
            let last = rings[step.ring].len().saturating_sub(2);
            let gap = step.at.abs_diff(other.at);
            let neighbours = step.ring == other.ring && (gap == 1 || gap == last);
            meet(&step, other, neighbours, &mut found);
        }
        active.push(step);
    }
    found
}

fn meet(one: &Step, other: &Step, neighbours: bool, found: &mut Vec<Contact>) {
    let steps = [(one.ring, one.at), (other.ring, other.at)];
    let sides = [
        side(one.from, one.to, other.from),
        side(one.from, one.to, other.to),
    ];
    let back = [
        side(other.from, other.to, one.from),
        side(other.from, other.to, one.to),
    ];
    if sides[0] * sides[1] < 0.0 && back[0] * back[1] < 0.0 {
        // From the edge that comes first in a fixed order, so that neighbours that share
        // both edges compute the same point.
        let (first, second) = in_order(one, other);
        found.push(Contact {
            point: crossing(&first, &second),
            steps,
            crosses: true,
        });
        return;
    }
    let ends = [
        (other.from, one),
        (other.to, one),
        (one.from, other),
        (one.to, other),
    ];
    let within = ends.into_iter().filter(|(point, step)| step.holds_within(*point));
    found.extend(within.map(|(point, _)| Contact {
        point,
        steps,
        crosses: false,
    }));
    if !neighbours {
        let shared = [one.from, one.to]
            .into_iter()
            .filter(|&end| end == other.from || end == other.to);
        found.extend(shared.map(|point| Contact {
            point,
            steps,
            crosses: false,
        }));
    }
}

fn in_order(one: &Step, other: &Step) -> (Edge, Edge) {
    let (one, other) = (
        Edge::between(one.from, one.to),
        Edge::between(other.from, other.to),
    );
    let key = |edge: &Edge| [edge.low.y, edge.low.x, edge.high.y, edge.high.x];
    if key(&one) <= key(&other) {
        (one, other)
    } else {
        (other, one)
    }
}

/// Where two crossing edges cross, rounded.
fn crossing(one: &Edge, other: &Edge) -> Coord<f64> {
    let (low, high) = (other.side(one.low), other.side(one.high));
    let share = low / (low - high);
    one.low + (one.high - one.low) * share
}

/// Adds each contact as a corner to the edges it lies on; true when any was added.
fn with_corners(rings: &mut [RawRing], contacts: &[Contact]) -> bool {
    let mut extra: HashMap<(usize, usize), Vec<Coord<f64>>> = HashMap::new();
    for contact in contacts {
        for (ring, at) in contact.steps {
            let (from, to) = (rings[ring][at], rings[ring][at + 1]);
            let within = Step { ring, at, from, to }.holds_within(contact.point);
            if contact.point != from && contact.point != to && (contact.crosses || within) {
                extra.entry((ring, at)).or_default().push(contact.point);
            }
        }
    }
    for (index, ring) in rings.iter_mut().enumerate() {
        let mut corners = Vec::with_capacity(ring.len());
        for (at, pair) in ring.windows(2).enumerate() {
            corners.push(pair[0]);
            let mut added = extra.remove(&(index, at)).unwrap_or_default();
            let along = |point: &Coord<f64>| (*point - pair[0]).x.powi(2) + (*point - pair[0]).y.powi(2);
            added.sort_by(|one, other| along(one).total_cmp(&along(other)));
            corners.extend(added);
        }
        corners.extend(ring.last().copied());
        corners.dedup();
        *ring = corners;
    }
    contacts.iter().any(|contact| contact.crosses)
}

/// A corner as a key; adding zero makes the two zeros one.
fn key(corner: Coord<f64>) -> (u64, u64) {
    ((corner.x + 0.0).to_bits(), (corner.y + 0.0).to_bits())
}

/// A closed ring cut into simple closed loops wherever it returns to a corner.
fn cut(ring: &[Coord<f64>]) -> Vec<RawRing> {
    let (mut loops, mut path) = (Vec::new(), Vec::<Coord<f64>>::new());
    let mut places: HashMap<(u64, u64), usize> = HashMap::new();
    for &corner in ring {
        if let Some(start) = places.get(&key(corner)).copied() {
            let mut cut = path.split_off(start);
            for corner in &cut {
                places.remove(&key(*corner));
            }
            cut.push(corner);
            // Two corners there and back surround nothing.
            if cut.len() > 3 {
                loops.push(cut);
            }
        }
        places.insert(key(corner), path.len());
        path.push(corner);
    }
    loops
}

/// True when two loops cross, or run along each other, at a corner that both have. A ring that
/// winds around twice is cut into such loops.
fn cross_at_corners(loops: &[RawRing]) -> bool {
    let mut passes: HashMap<(u64, u64), Vec<Pass>> = HashMap::new();
    for (index, ring) in loops.iter().enumerate() {
        let Some(before_last) = ring.len().checked_sub(2).map(|at| ring[at]) else {
            continue;
        };
        let mut from = before_last;
        for pair in ring.windows(2) {
            let pass = Pass {
                index,
                from,
                at: pair[0],
                to: pair[1],
            };
            passes.entry(key(pair[0])).or_default().push(pass);
            from = pair[0];
        }
    }
    passes.values().any(|passes| {
        passes
            .iter()
            .enumerate()
            .any(|(at, one)| passes[at + 1..].iter().any(|other| one.crosses(other)))
    })
}

/// A loop's way through one of its corners.
struct Pass {
    index: usize,
    from: Coord<f64>,
    at: Coord<f64>,
    to: Coord<f64>,
}

impl Pass {
    fn crosses(&self, other: &Self) -> bool {
        let sides = (self.is_left(other.from), self.is_left(other.to));
        self.index != other.index && !matches!(sides, (Some(from), Some(to)) if from == to)
    }

    /// True when a point lies left of the way through; `None` when on it.
    fn is_left(&self, point: Coord<f64>) -> Option<bool> {
        let (first, second) = (side(self.from, self.at, point), side(self.at, self.to, point));
        let ahead = |from: Coord<f64>| {
            let (way, out) = (from - self.at, point - self.at);
            way.x * out.x + way.y * out.y > 0.0
        };
        if first == 0.0 && ahead(self.from) || second == 0.0 && ahead(self.to) {
            return None;
        }
        if side(self.from, self.at, self.to) > 0.0 {
            return Some(first > 0.0 && second > 0.0);
        }
        Some(first > 0.0 || second > 0.0)
    }
}

/// Polygons from simple loops that do not cross: even depth is an exterior, odd depth a hole
/// of the smallest loop around it.
fn nest(mut loops: Vec<RawRing>) -> Vec<Polygon<f64>> {
    loops.sort_by(|one, other| turn_area(other).abs().total_cmp(&turn_area(one).abs()));
    let around = |at: usize| {
        (0..at)
            .filter(|&larger| encloses(&loops[larger], &loops[at]))
            .collect()
    };
    let parents: Vec<Vec<usize>> = (0..loops.len()).map(around).collect();
    let mut polygons: Vec<(usize, Polygon<f64>)> = Vec::new();
    for (at, (ring, parents)) in loops.iter().zip(&parents).enumerate() {
        let ring = LineString(ring.clone());
        if parents.len() % 2 == 0 {
            polygons.push((at, Polygon::new(ring, Vec::new())));
            continue;
        }
        if let Some((_, polygon)) = polygons
            .iter_mut()
            .rfind(|(exterior, _)| parents.contains(exterior))
        {
            polygon.interiors_push(ring);
        }
    }
    polygons.into_iter().map(|(_, polygon)| polygon).collect()
}

/// The loops' exclusive union: slower, and corners move by a billionth of the extent.
fn fold(loops: Vec<RawRing>) -> Vec<Polygon<f64>> {
    let single = |ring| MultiPolygon(vec![Polygon::new(LineString(ring), Vec::new())]);
    loops
        .into_iter()
        .map(single)
        .reduce(|all, one| all.xor(&one))
        .map_or(Vec::new(), |all| all.0)
}

/// True when a ring lies within another that it may touch but does not cross.
fn encloses(outer: &[Coord<f64>], inner: &[Coord<f64>]) -> bool {
    let apart = |point: &Coord<f64>| !edges(outer).any(|edge| edge.holds(*point));
    let corner = inner.iter().copied().find(apart);
    let middle = || inner.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0).find(apart);
    corner
        .or_else(middle)
        .is_some_and(|point| edges(outer).filter(|edge| edge.is_crossed_from(point)).count() % 2 == 1)
}

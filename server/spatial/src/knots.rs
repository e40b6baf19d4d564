//! Knots: rings that touch or cross themselves or each other, and how they are undone.
//!
//! Every crossing becomes a corner of both edges; then rings are led past each other at corners
//! they share, and cut into simple loops wherever they return to one; then loops are nested by what
//! lies within what.
//! [`Patience`] bounds the work: a tangle grows with the square of its corners.

use std::collections::{BTreeMap, HashMap};

use geo_types::{Coord, LineString, Polygon};

use crate::area::turn_area;
use crate::edge::{Edge, edges, side};
use crate::fold::fold;
use crate::repair::{Note, Patience, RawRing, Refusal};

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
///
/// # Errors
/// `self_intersection` or `too_many_vertices` when patience runs out.
pub(crate) fn is_tangled(
    rings: &[RawRing],
    notes: &mut Vec<Note>,
    patience: &mut Patience,
) -> Result<bool, Refusal> {
    let most = patience.contacts();
    let contacts = contacts(rings, most, patience)?;
    let first = contacts
        .iter()
        .find(|contact| contact.crosses)
        .or(contacts.first());
    patience.bear(contacts.len(), first.map(|contact| contact.point))?;
    // What lies within what is asked of every ring, and of every loop that contacts may cut off,
    // against all corners.
    let corners: usize = rings.iter().map(Vec::len).sum();
    patience.spend((rings.len() + contacts.len() - 1).saturating_mul(corners))?;
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
    Ok(crosses || touches || astray)
}

/// The polygons that an odd number of the rings surround.
///
/// # Errors
/// `too_many_vertices` when patience runs out.
pub(crate) fn untangle(
    mut rings: Vec<RawRing>,
    patience: &mut Patience,
) -> Result<Vec<Polygon<f64>>, Refusal> {
    for _ in 0..ROUNDS {
        // Crossings that became corners count as several touches: only the steps bound these.
        let contacts = contacts(&rings, usize::MAX, patience)?;
        if !with_corners(&mut rings, &contacts) {
            break;
        }
    }
    let left = contacts(&rings, usize::MAX, patience)?;
    if left.iter().any(|contact| contact.crosses) {
        return fold(rings);
    }
    let loops = unbraid(&rings).iter().flat_map(|ring| cut(ring)).collect();
    Ok(nest(loops))
}

/// The contacts of rings, by a sweep from west to east that ends when more than `most` are found.
fn contacts(rings: &[RawRing], most: usize, patience: &mut Patience) -> Result<Vec<Contact>, Refusal> {
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
        patience.spend(active.len())?;
        active.retain(|other| other.east() >= step.west());
        for other in active.iter().filter(|other| other.overlaps_level(&step)) {
            let last = rings[step.ring].len().saturating_sub(2);
            let gap = step.at.abs_diff(other.at);
            let neighbours = step.ring == other.ring && (gap == 1 || gap == last);
            meet(&step, other, neighbours, &mut found);
            if found.len() > most {
                return Ok(found);
            }
        }
        active.push(step);
    }
    Ok(found)
}

fn meet(one: &Step, other: &Step, neighbours: bool, found: &mut Vec<Contact>) {
    let steps = [(one.ring, one.at), (other.ring, other.at)];
    let sides = [
        side(one.from, one.to, other.from),
        side(one.from, one.to, other.to),
    ];
    if sides[0] * sides[1] > 0.0 {
        return;
    }
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

/// See [`key`].
type Key = (u64, u64);

/// A corner as a key; adding zero makes the two zeros one.
fn key(corner: Coord<f64>) -> Key {
    ((corner.x + 0.0).to_bits(), (corner.y + 0.0).to_bits())
}

/// The same key for an edge in either direction.
fn both(one: Coord<f64>, other: Coord<f64>) -> [Key; 2] {
    let mut ends = [key(one), key(other)];
    ends.sort_unstable();
    ends
}

/// A closed ring cut into simple closed loops wherever it returns to a corner.
fn cut(ring: &[Coord<f64>]) -> Vec<RawRing> {
    let (mut loops, mut path) = (Vec::new(), Vec::<Coord<f64>>::new());
    let mut places: HashMap<Key, usize> = HashMap::new();
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

/// Rings that surround the same by the even-odd rule, but never run along each other nor cross, not
/// even at a corner: edges there an even number of times are dropped, and at every corner an edge
/// goes on in the one across the inside next to it, so that parts that meet in a corner come apart.
fn unbraid(rings: &[RawRing]) -> Vec<RawRing> {
    let mut single: BTreeMap<[Key; 2], [Coord<f64>; 2]> = BTreeMap::new();
    for pair in rings.iter().flat_map(|ring| ring.windows(2)) {
        let ends = both(pair[0], pair[1]);
        if single.remove(&ends).is_none() {
            single.insert(ends, [pair[0], pair[1]]);
        }
    }
    let around = pairings(single.values().copied());
    let mut woven = Vec::new();
    while let Some((_, [start, mut at])) = single.pop_first() {
        let (mut ring, mut from) = (vec![start, at], start);
        let beside = |at: Coord<f64>, from: Coord<f64>| {
            let ends = around.get(&key(at))?;
            let place = ends.iter().position(|end| *end == from)?;
            ends.get(place ^ 1).copied()
        };
        while let Some(next) = beside(at, from) {
            // The edge it set out on: the ring is closed.
            if single.remove(&both(at, next)).is_none() {
                break;
            }
            ring.push(next);
            (from, at) = (at, next);
        }
        woven.push(ring);
    }
    woven
}

/// The neighbours of every corner by direction, rotated so that the inside lies between the first
/// and the second, the third and the fourth, and so on.
fn pairings(all: impl Iterator<Item = [Coord<f64>; 2]> + Clone) -> HashMap<Key, Vec<Coord<f64>>> {
    let mut around: HashMap<Key, Vec<Coord<f64>>> = HashMap::new();
    for [one, other] in all.clone() {
        around.entry(key(one)).or_default().push(other);
        around.entry(key(other)).or_default().push(one);
    }
    for (at, ends) in around.iter_mut().filter(|(_, ends)| ends.len() > 2) {
        let at = Coord {
            x: f64::from_bits(at.0),
            y: f64::from_bits(at.1),
        };
        let is_north = |end: &Coord<f64>| (end.y, end.x) > (at.y, at.x);
        ends.sort_by(|one, other| {
            let halves = is_north(other).cmp(&is_north(one));
            halves.then_with(|| 0.0_f64.total_cmp(&(side(at, *one, *other) + 0.0)))
        });
        // Just north of due east: past the first neighbour if that is due east, else before it.
        let crossed = |[one, other]: &[Coord<f64>; 2]| Edge::between(*one, *other).is_crossed_from(at);
        let is_inside = all.clone().filter(crossed).count() % 2 == 1;
        let is_east = ends[0].y == at.y && ends[0].x > at.x;
        if is_inside != is_east {
            ends.rotate_left(1);
        }
    }
    around
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

/// True when a ring lies within another that it may touch but does not cross.
fn encloses(outer: &[Coord<f64>], inner: &[Coord<f64>]) -> bool {
    let apart = |point: &Coord<f64>| !edges(outer).any(|edge| edge.holds(*point));
    let corner = inner.iter().copied().find(apart);
    let middle = || inner.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0).find(apart);
    corner
        .or_else(middle)
        .is_some_and(|point| edges(outer).filter(|edge| edge.is_crossed_from(point)).count() % 2 == 1)
}

//! Rings: walking along arcs with one face on the left, and the shapes that come of it.

use std::collections::HashMap;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use super::nodes::key;
use super::{Arc, Coverage, Face};
use crate::area::turn_area;
use crate::edge::{Edge, side};

/// A signed arc number: `k` is arc `k - 1` forward, `-k` backward.
pub(super) fn signed(arc: usize, forward: bool) -> i32 {
    let number = i32::try_from(arc + 1).unwrap_or(i32::MAX);
    if forward { number } else { -number }
}

/// The arc of a signed number. `None` for 0.
pub(super) fn unsigned(step: i32) -> Option<usize> {
    (step.unsigned_abs() as usize).checked_sub(1)
}

/// The corners of a step in the direction in which it is walked.
pub(super) fn walked(arcs: &[Arc], step: i32) -> Option<Vec<Coord<f64>>> {
    let mut line = arcs.get(unsigned(step)?)?.line.clone();
    if step < 0 {
        line.reverse();
    }
    (line.len() > 1).then_some(line)
}

/// Gives every code its rings, from the faces named beside the arcs.
pub(super) fn faces(codes: &[String], arcs: &[Arc]) -> Vec<Face> {
    let mut steps: Vec<Vec<i32>> = vec![Vec::new(); codes.len()];
    for (at, arc) in arcs.iter().enumerate() {
        for (face, forward) in [(arc.left, true), (arc.right, false)] {
            if let Some(steps) = face.and_then(|face| steps.get_mut(face)) {
                steps.push(signed(at, forward));
            }
        }
    }
    let named = |(code, steps): (&String, Vec<i32>)| Face {
        code: code.clone(),
        rings: rings_of(arcs, &steps),
    };
    codes.iter().zip(steps).map(named).collect()
}

/// One step, and where it begins and ends.
struct Step {
    number: i32,
    from: Coord<f64>,
    next: Coord<f64>,
    last: Coord<f64>,
    to: Coord<f64>,
}

/// Joins the steps of one face to rings, each beginning with its lowest arc.
fn rings_of(arcs: &[Arc], steps: &[i32]) -> Vec<Vec<i32>> {
    let step = |&number: &i32| {
        let line = walked(arcs, number)?;
        let last = line.len() - 1;
        Some(Step {
            number,
            from: line[0],
            next: line[1],
            last: line[last - 1],
            to: line[last],
        })
    };
    let steps: Vec<Step> = steps.iter().filter_map(step).collect();
    let mut leaving: HashMap<(u64, u64), Vec<usize>> = HashMap::new();
    for (at, step) in steps.iter().enumerate() {
        leaving.entry(key(step.from)).or_default().push(at);
    }
    let mut used = vec![false; steps.len()];
    let mut rings = Vec::new();
    for start in 0..steps.len() {
        if !used[start] {
            walk(&steps, &leaving, &mut used, start, &mut rings);
        }
    }
    for ring in &mut rings {
        let lowest = (0..ring.len()).min_by_key(|at| ring[*at].unsigned_abs());
        ring.rotate_left(lowest.unwrap_or_default());
    }
    rings.sort_unstable_by_key(|ring| ring.first().map(|step| step.unsigned_abs()));
    rings
}

/// Walks on from one step until there is none left, closing a ring whenever it comes by a node again.
fn walk(
    steps: &[Step],
    leaving: &HashMap<(u64, u64), Vec<usize>>,
    used: &mut [bool],
    start: usize,
    rings: &mut Vec<Vec<i32>>,
) {
    let mut path: Vec<usize> = Vec::new();
    let mut at = Some(start);
    while let Some(step) = at {
        used[step] = true;
        path.push(step);
        let to = steps[step].to;
        // Where a face touches itself, the loop that closes is a ring of its own.
        if let Some(begin) = path.iter().position(|other| steps[*other].from == to) {
            let ring = path.split_off(begin);
            rings.push(ring.into_iter().map(|step| steps[step].number).collect());
        }
        let free = leaving.get(&key(to)).into_iter().flatten().copied();
        let free: Vec<usize> = free.filter(|step| !used[*step]).collect();
        at = leftmost(steps, &steps[step], &free);
    }
    // What did not close is kept as it is, for the check to find.
    if !path.is_empty() {
        rings.push(path.into_iter().map(|step| steps[step].number).collect());
    }
}

/// The first way on, clockwise from the way back: so the walk keeps to one side of its face.
fn leftmost(steps: &[Step], from: &Step, free: &[usize]) -> Option<usize> {
    let around = |step: &usize| turn(from.to, from.last, steps[*step].next);
    free.iter()
        .copied()
        .min_by(|one, other| around(one).total_cmp(&around(other)))
}

/// Radians from one direction clockwise to another, seen from `centre`; a full turn for the same.
fn turn(centre: Coord<f64>, back: Coord<f64>, on: Coord<f64>) -> f64 {
    let angle = |place: Coord<f64>| (place.y - centre.y).atan2(place.x - centre.x);
    let turn = (angle(back) - angle(on)).rem_euclid(std::f64::consts::TAU);
    if turn == 0.0 { std::f64::consts::TAU } else { turn }
}

impl Coverage {
    /// The corners of a ring, closed; `None` when its steps do not follow one another.
    pub(super) fn ring(&self, steps: &[i32]) -> Option<Vec<Coord<f64>>> {
        let mut ring: Vec<Coord<f64>> = Vec::new();
        for step in steps {
            let line = walked(&self.arcs, *step)?;
            match ring.last() {
                None => ring.extend(line),
                Some(end) if *end == line[0] => ring.extend(&line[1..]),
                Some(_) => return None,
            }
        }
        (ring.len() > 3 && ring.first() == ring.last()).then_some(ring)
    }

    /// A face as a shape.
    pub(super) fn shape(&self, face: usize) -> MultiPolygon<f64> {
        let rings = self.faces.get(face).map_or(&[][..], |face| &face.rings);
        let rings = rings.iter().filter_map(|ring| self.ring(ring));
        let (outer, holes): (Vec<_>, Vec<_>) = rings.partition(|ring| turn_area(ring) > 0.0);
        let mut parts: Vec<(Vec<Coord<f64>>, Vec<LineString<f64>>)> =
            outer.into_iter().map(|ring| (ring, Vec::new())).collect();
        for hole in holes {
            // The smallest part around it, for parts may lie within the holes of others.
            let around = parts.iter_mut().filter(|(outer, _)| surrounds(outer, &hole));
            let smallest = around.min_by(|one, other| turn_area(&one.0).total_cmp(&turn_area(&other.0)));
            if let Some((_, holes)) = smallest {
                holes.push(LineString(hole));
            }
        }
        let part = |(outer, holes)| Polygon::new(LineString(outer), holes);
        parts.into_iter().map(part).collect()
    }

    /// Square metres of a face, holes left out; 0 for a face that is not there. O(corners).
    #[must_use]
    pub fn face_area(&self, face: usize) -> f64 {
        let rings = self.faces.get(face).map_or(&[][..], |face| &face.rings);
        rings
            .iter()
            .filter_map(|ring| self.ring(ring))
            .map(|ring| turn_area(&ring))
            .sum()
    }
}

/// Does a ring go around another that does not cross it?
pub(super) fn surrounds(outer: &[Coord<f64>], inner: &[Coord<f64>]) -> bool {
    // They may touch in a corner: then another corner decides.
    let place = |corner: &Coord<f64>| within(outer, *corner);
    inner.iter().find_map(place).unwrap_or(false)
}

/// Does a closed ring hold a place? `None` when the place lies on it.
pub(super) fn within(ring: &[Coord<f64>], place: Coord<f64>) -> Option<bool> {
    let mut inside = false;
    for pair in ring.windows(2) {
        let edge = Edge::between(pair[0], pair[1]);
        if edge.holds(place) {
            return None;
        }
        inside ^= edge.spans(place.y) && side(edge.low, edge.high, place) > 0.0;
    }
    Some(inside)
}

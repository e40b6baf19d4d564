//! Where lines cross or touch other than in a node.

use geo_types::Coord;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::{Arc, Fault, Flaw};
use crate::edge::{Edge, side};

/// Most crossings that are told; a scribble has as many as it has pairs of edges.
const MOST: usize = 200;

/// One edge of an arc.
#[derive(Clone, Copy)]
struct Piece {
    arc: usize,
    at: usize,
    ends: [Coord<f64>; 2],
}

/// Every place where two arcs, or one with itself, cross or touch other than in a node, judged exactly;
/// the first [`MOST`]. About n log n for arcs that cross seldom.
pub(super) fn crossings(arcs: &[Arc]) -> Vec<Flaw> {
    let mut pieces = Vec::new();
    for (arc, line) in arcs.iter().map(|arc| &arc.line).enumerate() {
        let piece = |(at, ends): (usize, &[Coord<f64>])| Piece {
            arc,
            at,
            ends: [ends[0], ends[1]],
        };
        pieces.extend(line.windows(2).enumerate().map(piece));
    }
    let boxed = |(at, piece): (usize, &Piece)| {
        let [from, to] = piece.ends;
        GeomWithData::new(Rectangle::from_corners([from.x, from.y], [to.x, to.y]), at)
    };
    let tree = RTree::bulk_load(pieces.iter().enumerate().map(boxed).collect());
    let mut flaws: Vec<Flaw> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let [from, to] = piece.ends.map(|end| [end.x, end.y]);
        let near = tree.locate_in_envelope_intersecting(AABB::from_corners(from, to));
        let mut near: Vec<usize> = near.map(|found| found.data).filter(|other| *other > at).collect();
        near.sort_unstable();
        for other in near {
            if let Some(place) = meeting(arcs, piece, &pieces[other]) {
                flaws.push(Flaw::new(Fault::Crosses, place).of_arcs([piece.arc, pieces[other].arc]));
            }
            if flaws.len() >= MOST {
                return flaws;
            }
        }
    }
    flaws
}

/// Where two edges meet although they should not.
fn meeting(arcs: &[Arc], one: &Piece, other: &Piece) -> Option<Coord<f64>> {
    let shared = one.ends.iter().find(|end| other.ends.contains(end)).copied();
    let Some(shared) = shared else {
        return cross(one.ends, other.ends);
    };
    let far = |piece: &Piece| {
        if piece.ends[0] == shared {
            piece.ends[1]
        } else {
            piece.ends[0]
        }
    };
    let edge = |piece: &Piece| Edge::between(piece.ends[0], piece.ends[1]);
    // Running back over one another.
    if edge(one).holds(far(other)) {
        return Some(far(other));
    }
    if edge(other).holds(far(one)) {
        return Some(far(one));
    }
    let follow = one.arc == other.arc && follows(&arcs[one.arc], one.at, other.at);
    let ends = |piece: &Piece| {
        let line = &arcs[piece.arc].line;
        line.first() == Some(&shared) || line.last() == Some(&shared)
    };
    let in_node = ends(one) && ends(other);
    (!follow && !in_node).then_some(shared)
}

/// Is one edge the next after the other, also around the end of a closed line?
fn follows(arc: &Arc, at: usize, other: usize) -> bool {
    let last = arc.line.len().saturating_sub(2);
    at + 1 == other || (at == 0 && other == last && arc.is_closed())
}

/// Where two edges without a common end cross or touch.
fn cross([a, b]: [Coord<f64>; 2], [c, d]: [Coord<f64>; 2]) -> Option<Coord<f64>> {
    let (one, other) = (Edge::between(a, b), Edge::between(c, d));
    let touching = [c, d].into_iter().find(|end| one.holds(*end));
    let touching = touching.or_else(|| [a, b].into_iter().find(|end| other.holds(*end)));
    if touching.is_some() {
        return touching;
    }
    let (from, to) = (side(a, b, c), side(a, b, d));
    let apart = |one: f64, other: f64| (one > 0.0 && other < 0.0) || (one < 0.0 && other > 0.0);
    if !(apart(from, to) && apart(side(c, d, a), side(c, d, b))) {
        return None;
    }
    let share = from / (from - to);
    Some(Coord {
        x: c.x + share * (d.x - c.x),
        y: c.y + share * (d.y - c.y),
    })
}

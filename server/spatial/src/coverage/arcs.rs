//! Arcs out of single stretches: everything between two places where the way parts.

use geo_types::Coord;

use super::rings::faces;
use super::{Arc, Coverage};

/// A straight stretch of border between two places, and the faces beside it. At least one is there, and
/// never the same twice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stretch {
    pub ends: [usize; 2],
    /// On the left hand and on the right.
    pub sides: [Option<usize>; 2],
}

impl Stretch {
    /// The sides when walked from one of its ends.
    fn sides_from(&self, end: usize) -> [Option<usize>; 2] {
        let [left, right] = self.sides;
        if self.ends[0] == end {
            [left, right]
        } else {
            [right, left]
        }
    }

    fn other(&self, end: usize) -> usize {
        if self.ends[0] == end {
            self.ends[1]
        } else {
            self.ends[0]
        }
    }
}

/// Stretches by the places where they end.
struct Web<'a> {
    stretches: &'a [Stretch],
    /// Where each place's stretches begin in `there`.
    first: Vec<usize>,
    there: Vec<usize>,
}

/// A coverage of stretches, each given once. Arcs run so that their left face is the lower one, and stand
/// by their faces, then from west to east; closed ones begin at their lowest place. Places should stand
/// from west to east. O(n log n).
pub(super) fn weave(codes: &[String], places: &[Coord<f64>], stretches: &[Stretch]) -> Coverage {
    let web = Web::of(places.len(), stretches);
    let mut used = vec![false; stretches.len()];
    let mut arcs = Vec::new();
    // From nodes first, then what has none: closed lines.
    for only_nodes in [true, false] {
        for place in 0..places.len() {
            if only_nodes && !web.parts(place) {
                continue;
            }
            for &stretch in web.at(place) {
                if !used[stretch] {
                    arcs.push(web.arc(places, place, stretch, &mut used));
                }
            }
        }
    }
    arcs.sort_by(|one, other| {
        order(one)
            .partial_cmp(&order(other))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let faces = faces(codes, &arcs);
    Coverage { arcs, faces }
}

/// What arcs are ordered by. Two with the same ends differ in their second corner.
fn order(arc: &Arc) -> ([usize; 2], [f64; 4]) {
    let face = |side: Option<usize>| side.unwrap_or(usize::MAX);
    let corner = |at: usize| arc.line.get(at).copied().unwrap_or_default();
    let (first, second) = (corner(0), corner(1));
    (
        [face(arc.left), face(arc.right)],
        [first.x, first.y, second.x, second.y],
    )
}

impl<'a> Web<'a> {
    fn of(places: usize, stretches: &'a [Stretch]) -> Self {
        let mut first = vec![0; places + 1];
        for end in stretches.iter().flat_map(|stretch| stretch.ends) {
            first[end + 1] += 1;
        }
        for place in 0..places {
            first[place + 1] += first[place];
        }
        let mut next = first.clone();
        let mut there = vec![0; stretches.len() * 2];
        for (at, stretch) in stretches.iter().enumerate() {
            for end in stretch.ends {
                there[next[end]] = at;
                next[end] += 1;
            }
        }
        Self {
            stretches,
            first,
            there,
        }
    }

    fn at(&self, place: usize) -> &[usize] {
        &self.there[self.first[place]..self.first[place + 1]]
    }

    /// True for a node: a place where the way does not simply go on.
    fn parts(&self, place: usize) -> bool {
        match *self.at(place) {
            [one, other] => {
                let [left, right] = self.stretches[one].sides_from(place);
                self.stretches[other].sides_from(place) != [right, left]
            }
            [] => false,
            _ => true,
        }
    }

    /// Walks from a place along a stretch to the next node, or around.
    fn arc(&self, places: &[Coord<f64>], start: usize, stretch: usize, used: &mut [bool]) -> Arc {
        let [mut left, mut right] = self.stretches[stretch].sides_from(start);
        let (mut at, mut along) = (start, stretch);
        let mut line = vec![places[start]];
        loop {
            used[along] = true;
            at = self.stretches[along].other(at);
            line.push(places[at]);
            if at == start || self.parts(at) {
                break;
            }
            let Some(&next) = self.at(at).iter().find(|next| !used[**next]) else {
                break;
            };
            along = next;
        }
        let rank = |side: Option<usize>| side.unwrap_or(usize::MAX);
        if rank(left) > rank(right) {
            line.reverse();
            std::mem::swap(&mut left, &mut right);
        }
        Arc { line, left, right }
    }
}

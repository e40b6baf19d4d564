//! Fewer corners for contours: those that say little go, and never so that lines cross.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use geo_types::Coord;

use super::contour::Ring;
use crate::edge::side;

/// How often the tolerance is halved before a contour stays as it is.
const TRIES: usize = 4;

/// The rings with fewer corners: those go that, with the corners beside them, make a triangle of less than the square
/// of `tolerance` metres, the smallest first (the rule of Visvalingam and Whyatt, which moves no long side aside).
/// Should rings cross or touch, all are done anew with half the tolerance, in the end not at all.
///
/// Rings must not cross to begin with. O(corners · log corners) as a rule.
pub(super) fn simplified(rings: &[Ring], tolerance: f64) -> Vec<Ring> {
    let mut tolerance = tolerance;
    for _ in 0..TRIES {
        let fewer: Vec<Ring> = rings
            .iter()
            .map(|ring| thinned(ring, tolerance * tolerance))
            .collect();
        if !any_meet(&fewer) {
            return fewer;
        }
        tolerance /= 2.0;
    }
    rings.to_vec()
}

/// One ring without its small corners, from its most south-western corner on; at least a triangle remains.
fn thinned(ring: &[Coord<f64>], least: f64) -> Ring {
    let first = (0..ring.len()).min_by(|one, other| {
        let (one, other) = (ring[*one], ring[*other]);
        one.x.total_cmp(&other.x).then(one.y.total_cmp(&other.y))
    });
    let mut corners = ring.to_vec();
    corners.rotate_left(first.unwrap_or(0));
    let number = corners.len();
    let mut beside: Vec<(usize, usize)> = (0..number)
        .map(|at| ((at + number - 1) % number, (at + 1) % number))
        .collect();
    let area =
        |at: usize, (before, after): (usize, usize)| triangle(corners[before], corners[at], corners[after]);
    let mut areas: Vec<f64> = beside
        .iter()
        .enumerate()
        .map(|(at, beside)| area(at, *beside))
        .collect();
    // Areas are not negative: their bits are ordered as they are.
    let mut smallest: BinaryHeap<_> = areas
        .iter()
        .enumerate()
        .map(|(at, area)| Reverse((area.to_bits(), at)))
        .collect();
    let mut remaining = number;
    while let Some(Reverse((bits, at))) = smallest.pop() {
        if f64::from_bits(bits) >= least || remaining <= 3 {
            break;
        }
        if areas[at].to_bits() != bits {
            continue;
        }
        areas[at] = f64::INFINITY;
        remaining -= 1;
        let (before, after) = beside[at];
        beside[before].1 = after;
        beside[after].0 = before;
        for changed in [before, after] {
            areas[changed] = area(changed, beside[changed]);
            smallest.push(Reverse((areas[changed].to_bits(), changed)));
        }
    }
    let kept = (0..number).filter(|at| areas[*at].is_finite());
    kept.map(|at| corners[at]).collect()
}

fn triangle(before: Coord<f64>, at: Coord<f64>, after: Coord<f64>) -> f64 {
    ((at.x - before.x) * (after.y - before.y) - (at.y - before.y) * (after.x - before.x)).abs() / 2.0
}

/// An edge, and the edges of its ring beside it, which it may touch.
struct Reach {
    from: Coord<f64>,
    to: Coord<f64>,
    number: usize,
    next: usize,
}

impl Reach {
    fn west(&self) -> f64 {
        self.from.x.min(self.to.x)
    }

    fn east(&self) -> f64 {
        self.from.x.max(self.to.x)
    }

    fn is_level_with(&self, other: &Self) -> bool {
        self.from.y.min(self.to.y) <= other.from.y.max(other.to.y)
            && other.from.y.min(other.to.y) <= self.from.y.max(self.to.y)
    }

    /// Whether two edges meet elsewhere than where one follows the other.
    fn meets(&self, other: &Self) -> bool {
        if self.next == other.number {
            return turns_back(self, other);
        }
        if other.next == self.number {
            return turns_back(other, self);
        }
        let parts = |one: &Self, other: &Self| {
            let (from, to) = (
                side(one.from, one.to, other.from),
                side(one.from, one.to, other.to),
            );
            (from > 0.0 && to > 0.0) || (from < 0.0 && to < 0.0)
        };
        !parts(self, other) && !parts(other, self)
    }
}

/// Whether an edge runs back over the one before it.
fn turns_back(one: &Reach, next: &Reach) -> bool {
    let forward = (one.to.x - one.from.x) * (next.to.x - next.from.x)
        + (one.to.y - one.from.y) * (next.to.y - next.from.y);
    forward < 0.0 && side(one.from, one.to, next.to) == 0.0
}

/// Whether edges of rings cross or touch other than as neighbours in a ring.
pub(super) fn any_meet(rings: &[Ring]) -> bool {
    let mut edges: Vec<Reach> = Vec::new();
    for ring in rings {
        let first = edges.len();
        for (at, from) in ring.iter().enumerate() {
            let next = (at + 1) % ring.len();
            edges.push(Reach {
                from: *from,
                to: ring[next],
                number: first + at,
                next: first + next,
            });
        }
    }
    edges.sort_by(|one, other| one.west().total_cmp(&other.west()));
    edges.iter().enumerate().any(|(at, edge)| {
        let near = edges[at + 1..]
            .iter()
            .take_while(|other| other.west() <= edge.east());
        near.into_iter()
            .any(|other| edge.is_level_with(other) && edge.meets(other))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(f64, f64)]) -> Ring {
        corners.iter().map(|(x, y)| Coord { x: *x, y: *y }).collect()
    }

    #[test]
    fn small_corners_go_and_the_start_does_not_matter() {
        let corners = [
            (0.0, 0.0),
            (5.0, -0.4),
            (10.0, 0.0),
            (10.0, 10.0),
            (5.0, 11.0),
            (0.0, 10.0),
        ];
        let mut fewer = ring(&corners);
        fewer.remove(1);
        for turn in 0..corners.len() {
            let mut turned = ring(&corners);
            turned.rotate_left(turn);
            assert_eq!(simplified(&[turned], 2.0), std::slice::from_ref(&fewer));
        }
        assert_eq!(simplified(&[ring(&corners)], 1.0)[0].len(), 6);
        assert_eq!(simplified(&[ring(&corners[..3])], 100.0)[0].len(), 3);
    }

    #[test]
    fn a_line_that_would_run_into_another_keeps_its_corners() {
        // A dent of 0.9 m, and in it a small ring.
        let dented = ring(&[(0.0, 0.0), (10.0, 0.0), (10.0, 9.0), (5.0, 8.1), (0.0, 9.0)]);
        let within = ring(&[(4.9, 8.7), (5.1, 8.7), (5.0, 9.2)]);
        let kept = simplified(&[dented.clone(), within.clone()], 3.0);
        assert_eq!(kept, [dented, within]);
    }

    #[test]
    fn crossing_touching_and_turning_back_are_meetings() {
        let bowtie = ring(&[(0.0, 0.0), (10.0, 10.0), (10.0, 0.0), (0.0, 10.0)]);
        let spike = ring(&[(0.0, 0.0), (10.0, 0.0), (5.0, 0.0), (5.0, 5.0)]);
        let square = ring(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]);
        let beside = ring(&[(10.0, 2.0), (12.0, 2.0), (12.0, 4.0)]);
        assert!(any_meet(&[bowtie]) && any_meet(&[spike]));
        assert!(!any_meet(std::slice::from_ref(&square)));
        assert!(any_meet(&[square, beside]));
    }
}

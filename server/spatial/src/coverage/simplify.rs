//! Fewer corners, the same tiling: arcs are simplified once, for both neighbours.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use geo_types::Coord;

use super::nodes::key;
use super::{Arc, Coverage};
use crate::edge::side;

/// A corner of an arc on its way.
struct Corner {
    at: Coord<f64>,
    arc: usize,
    /// The corners before and after it that are left.
    beside: [usize; 2],
    /// Ends stay, and what is gone has nothing left to lose.
    movable: bool,
}

/// An area as something to order by; never negative.
type Rank = u64;

struct Simplifier {
    corners: Vec<Corner>,
    /// Corners left, by squares.
    squares: HashMap<(i64, i64), Vec<usize>>,
    square: f64,
    /// Corners of an arc between its ends, and how many it needs.
    between: Vec<(usize, usize)>,
    limit: f64,
}

impl Coverage {
    /// The same tiling with fewer corners: again and again the corner goes that makes the smallest triangle with
    /// those beside it (Visvalingam), as long as that is under `tolerance`² m² and no other corner lies in the
    /// triangle. So no line can come to cross or touch another; nodes stay, both neighbours change alike, and arcs
    /// keep their numbers. Changes nothing for a tolerance that is not above 0. About n log n.
    #[must_use]
    pub fn simplified(&self, tolerance: f64) -> Self {
        if !(tolerance > 0.0 && tolerance.is_finite()) {
            return self.clone();
        }
        let mut simplifier = Simplifier::of(&self.arcs, tolerance);
        simplifier.run();
        let mut simple = self.clone();
        let mut corners = simplifier.corners.iter().enumerate().peekable();
        for (number, arc) in simple.arcs.iter_mut().enumerate() {
            arc.line.clear();
            while let Some((at, corner)) = corners.next_if(|(_, corner)| corner.arc == number) {
                if simplifier.is_left(at) {
                    arc.line.push(corner.at);
                }
            }
        }
        simple
    }
}

impl Simplifier {
    fn of(arcs: &[Arc], tolerance: f64) -> Self {
        let mut simplifier = Self {
            corners: Vec::new(),
            squares: HashMap::new(),
            square: 8.0 * tolerance,
            between: Vec::new(),
            limit: tolerance * tolerance,
        };
        for (number, arc) in arcs.iter().enumerate() {
            let first = simplifier.corners.len();
            for (at, &corner) in arc.line.iter().enumerate() {
                let place = first + at;
                simplifier.corners.push(Corner {
                    at: corner,
                    arc: number,
                    beside: [place.wrapping_sub(1), place + 1],
                    movable: at > 0 && at + 1 < arc.line.len(),
                });
                simplifier
                    .squares
                    .entry(simplifier.square_of(corner))
                    .or_default()
                    .push(place);
            }
        }
        simplifier.between = needs(arcs);
        simplifier
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "squares of a frame; beyond it they only saturate"
    )]
    fn square_of(&self, at: Coord<f64>) -> (i64, i64) {
        let along = |metres: f64| (metres / self.square).floor() as i64;
        (along(at.x), along(at.y))
    }

    /// A corner that is gone has itself beside it.
    fn is_left(&self, corner: usize) -> bool {
        self.corners[corner].beside[0] != corner
    }

    fn rank(&self, corner: usize) -> Option<Rank> {
        let [before, after] = self.corners.get(corner).filter(|corner| corner.movable)?.beside;
        let [a, b, c] = [before, corner, after].map(|corner| self.corners[corner].at);
        let area = (((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)) / 2.0).abs();
        (area < self.limit).then_some(area.to_bits())
    }

    fn run(&mut self) {
        let ranked = |corner: usize| Some(Reverse((self.rank(corner)?, corner)));
        let mut waiting: BinaryHeap<Reverse<(Rank, usize)>> =
            (0..self.corners.len()).filter_map(ranked).collect();
        while let Some(Reverse((rank, corner))) = waiting.pop() {
            // What waits with an older triangle waits with its new one too.
            if !self.is_left(corner) || self.rank(corner) != Some(rank) || !self.may_go(corner) {
                continue;
            }
            let [before, after] = self.corners[corner].beside;
            self.corners[before].beside[1] = after;
            self.corners[after].beside[0] = before;
            self.corners[corner].beside = [corner; 2];
            self.between[self.corners[corner].arc].0 -= 1;
            let square = self.square_of(self.corners[corner].at);
            if let Some(here) = self.squares.get_mut(&square) {
                here.retain(|other| *other != corner);
            }
            waiting.extend(
                [before, after]
                    .into_iter()
                    .filter_map(|next| Some(Reverse((self.rank(next)?, next)))),
            );
        }
    }

    /// Does the arc have corners to spare, and does nothing lie in the triangle?
    fn may_go(&self, corner: usize) -> bool {
        let (left, needed) = self.between[self.corners[corner].arc];
        if left <= needed {
            return false;
        }
        let [before, after] = self.corners[corner].beside;
        let triangle = [before, corner, after].map(|corner| self.corners[corner].at);
        let xs = triangle.map(|at| at.x);
        let ys = triangle.map(|at| at.y);
        let least = |all: [f64; 3]| all.into_iter().fold(f64::INFINITY, f64::min);
        let most = |all: [f64; 3]| all.into_iter().fold(f64::NEG_INFINITY, f64::max);
        let low = self.square_of(Coord {
            x: least(xs),
            y: least(ys),
        });
        let high = self.square_of(Coord {
            x: most(xs),
            y: most(ys),
        });
        let squares = (low.0..=high.0).flat_map(|column| (low.1..=high.1).map(move |row| (column, row)));
        let near = squares.filter_map(|square| self.squares.get(&square)).flatten();
        !near
            .map(|other| self.corners[*other].at)
            .any(|at| !triangle.contains(&at) && holds(triangle, at))
    }
}

/// How many corners each arc has between its ends, and how many it needs: a closed one those of a triangle, one of
/// several between the same two nodes one to differ by.
fn needs(arcs: &[Arc]) -> Vec<(usize, usize)> {
    let ends = |arc: &Arc| {
        let key = |end: Option<&Coord<f64>>| key(end.copied().unwrap_or_default());
        let (first, last) = (key(arc.line.first()), key(arc.line.last()));
        (first.min(last), first.max(last))
    };
    let mut alike: HashMap<_, usize> = HashMap::new();
    arcs.iter()
        .for_each(|arc| *alike.entry(ends(arc)).or_default() += 1);
    let needed = |arc: &Arc| match alike.get(&ends(arc)) {
        _ if arc.is_closed() => 2,
        Some(2..) => 1,
        _ => 0,
    };
    arcs.iter()
        .map(|arc| (arc.line.len().saturating_sub(2), needed(arc)))
        .collect()
}

/// Does a triangle hold a place, its edges included?
fn holds([a, b, c]: [Coord<f64>; 3], at: Coord<f64>) -> bool {
    let sides = [side(a, b, at), side(b, c, at), side(c, a, at)];
    let flat = side(a, b, c) == 0.0;
    if flat {
        // A flat triangle is the longest of its edges.
        let between = |low: f64, high: f64, at: f64| low.min(high) <= at && at <= low.max(high);
        let on =
            |from: Coord<f64>, to: Coord<f64>| between(from.x, to.x, at.x) && between(from.y, to.y, at.y);
        return sides.iter().all(|side| *side == 0.0) && (on(a, b) || on(b, c) || on(c, a));
    }
    sides.iter().all(|side| *side >= 0.0) || sides.iter().all(|side| *side <= 0.0)
}

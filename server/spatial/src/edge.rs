//! Edges of borders and the one question asked of them: which side is a point on?

use geo_types::Coord;
use robust::{Coord as Exact, orient2d};

/// One edge of a border, its ends in a fixed order: the lower one first, the western one
/// first when level. Two neighbours that share an edge thus ask with the same numbers in
/// the same order, and a point that lies between them falls to exactly one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub low: Coord<f64>,
    pub high: Coord<f64>,
}

impl Edge {
    /// The edge between two corners, whichever comes first.
    pub(crate) fn between(a: Coord<f64>, b: Coord<f64>) -> Self {
        if (a.y, a.x) <= (b.y, b.x) {
            return Self { low: a, high: b };
        }
        Self { low: b, high: a }
    }

    /// Positive when the point lies west of the edge's line, negative when east, zero when
    /// exactly on it. Exact in sign: it falls back on adaptive precision when rounding could err.
    pub(crate) fn side(&self, point: Coord<f64>) -> f64 {
        side(self.low, self.high, point)
    }

    /// True when a level line at `y` meets the edge; the lower end belongs to it, the upper not.
    pub(crate) fn spans(&self, y: f64) -> bool {
        self.low.y <= y && y < self.high.y
    }

    /// True when a ray from the point to the east crosses the edge.
    pub(crate) fn is_crossed_from(&self, point: Coord<f64>) -> bool {
        self.spans(point.y) && self.side(point) > 0.0
    }

    /// True when the point lies exactly on the edge, ends included.
    pub(crate) fn holds(&self, point: Coord<f64>) -> bool {
        let (west, east) = (self.low.x.min(self.high.x), self.low.x.max(self.high.x));
        (self.low.y..=self.high.y).contains(&point.y)
            && (west..=east).contains(&point.x)
            && self.side(point) == 0.0
    }
}

/// Positive when `point` lies left of the way from `from` to `to`, negative when right, zero
/// when on the line. The sign is exact.
pub(crate) fn side(from: Coord<f64>, to: Coord<f64>, point: Coord<f64>) -> f64 {
    orient2d(exact(from), exact(to), exact(point))
}

fn exact(corner: Coord<f64>) -> Exact<f64> {
    Exact {
        x: corner.x,
        y: corner.y,
    }
}

/// The edges of a ring of corners whose last equals its first.
pub(crate) fn edges(ring: &[Coord<f64>]) -> impl Iterator<Item = Edge> + '_ {
    ring.windows(2)
        .filter(|pair| pair[0] != pair[1])
        .map(|pair| Edge::between(pair[0], pair[1]))
}

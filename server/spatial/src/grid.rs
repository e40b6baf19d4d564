//! A look-up table over borders: which stretches of the map lie wholly in one of them.

use geo_types::Coord;

use crate::edge::Edge;

/// Squares for each edge; their number decides how many points need a look at edges.
const PER_EDGE: usize = 16;
/// Most squares: 4 MB.
const MOST: usize = 1 << 20;
/// How far from an edge, in squares, its neighbourhood ends. Far above what rounding can do.
const SLACK: f64 = 0.01;

/// An edge comes near, or nobody looked yet.
const MIXED: u32 = u32::MAX;
/// Outside all borders.
const NONE: u32 = u32::MAX - 1;

/// Squares over the box around some edges. Those that no edge comes near know their border.
#[derive(Debug)]
pub(crate) struct Grid {
    low: Coord<f64>,
    high: Coord<f64>,
    /// Squares per unit east and north.
    per: Coord<f64>,
    columns: usize,
    rows: usize,
    owners: Vec<u32>,
}

/// What the grid knows of a point.
pub(crate) enum Known {
    /// It lies in this border, or in none, and on no edge.
    Border(Option<usize>),
    /// Somebody has to look at edges.
    Unknown,
}

impl Grid {
    /// A grid of the box around some edges, `search` being the slow way to find a border. Where a box
    /// is too small or too large for numbers to tell squares apart, nothing is known.
    pub(crate) fn of(edges: &[Edge], search: impl Fn(Coord<f64>) -> Option<usize>) -> Self {
        let mut grid = Self::blank(edges);
        edges.iter().for_each(|edge| grid.mark(edge));
        grid.fill(search);
        grid
    }

    fn blank(edges: &[Edge]) -> Self {
        let ends = || edges.iter().flat_map(|edge| [edge.low, edge.high]);
        let least = |axis: fn(Coord<f64>) -> f64| ends().map(axis).fold(f64::INFINITY, f64::min);
        let most = |axis: fn(Coord<f64>) -> f64| ends().map(axis).fold(f64::NEG_INFINITY, f64::max);
        let (low, high) = (
            Coord {
                x: least(|end| end.x),
                y: least(|end| end.y),
            },
            Coord {
                x: most(|end| end.x),
                y: most(|end| end.y),
            },
        );
        let side = ((edges.len() * PER_EDGE).min(MOST) as f64).sqrt().ceil();
        let per = Coord {
            x: side / (high.x - low.x),
            y: side / (high.y - low.y),
        };
        let largest = [low.x, low.y, high.x, high.y]
            .into_iter()
            .map(f64::abs)
            .fold(0.0, f64::max);
        let tells_apart = |per: f64| per.is_finite() && 1.0 / per > 1e-9 * largest;
        let side = if tells_apart(per.x) && tells_apart(per.y) {
            side as usize
        } else {
            0
        };
        Self {
            low,
            high,
            per,
            columns: side,
            rows: side,
            owners: vec![NONE; side * side],
        }
    }

    /// Never falls as x rises; so do rows with y. That is why a square without edges has one answer.
    fn column(&self, x: f64, slack: f64) -> usize {
        (((x - self.low.x) * self.per.x + slack) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f64) -> usize {
        (((y - self.low.y) * self.per.y) as usize).min(self.rows - 1)
    }

    /// Marks the squares that an edge comes near.
    fn mark(&mut self, edge: &Edge) {
        if self.owners.is_empty() {
            return;
        }
        let (low, high) = (edge.low, edge.high);
        for row in self.row(low.y)..=self.row(high.y) {
            let x = |line: f64| {
                let share = (self.low.y + line / self.per.y - low.y) / (high.y - low.y);
                // A level edge lies in one row with its whole length.
                low.x + share.clamp(0.0, 1.0) * (high.x - low.x)
            };
            let level = low.y == high.y;
            let enters = if level { low.x } else { x(row as f64 - SLACK) };
            let leaves = if level {
                high.x
            } else {
                x(row as f64 + 1.0 + SLACK)
            };
            let west = self.column(enters.min(leaves), -SLACK);
            let east = self.column(enters.max(leaves), SLACK);
            let row = row * self.columns;
            self.owners[row + west..=row + east].fill(MIXED);
        }
    }

    /// Gives each run of squares between two edges its border.
    #[allow(clippy::cast_possible_truncation, reason = "fewer borders than 4 billion")]
    fn fill(&mut self, search: impl Fn(Coord<f64>) -> Option<usize>) {
        for row in 0..self.rows {
            let squares = &mut self.owners[row * self.columns..(row + 1) * self.columns];
            let mut east = 0;
            for run in squares.chunk_by_mut(|one, other| (*one == MIXED) == (*other == MIXED)) {
                let middle = Coord {
                    x: self.low.x + (east as f64 + 0.5) / self.per.x,
                    y: self.low.y + (row as f64 + 0.5) / self.per.y,
                };
                east += run.len();
                if run[0] != MIXED {
                    run.fill(search(middle).map_or(NONE, |border| border as u32));
                }
            }
        }
    }

    /// What is known of a point without looking at edges.
    pub(crate) fn ask(&self, point: Coord<f64>) -> Known {
        let across = self.low.x <= point.x && point.x <= self.high.x;
        if !(across && self.low.y <= point.y && point.y <= self.high.y) {
            return Known::Border(None);
        }
        let square = || {
            self.owners
                .get(self.row(point.y) * self.columns + self.column(point.x, 0.0))
        };
        match (self.columns > 0).then(square).flatten() {
            None | Some(&MIXED) => Known::Unknown,
            Some(&NONE) => Known::Border(None),
            Some(&border) => Known::Border(Some(border as usize)),
        }
    }
}

//! The edges of a municipality's border in a tree of boxes: what lies near a point, without asking every edge.
//!
//! Edges that follow one another lie near one another, so that boxes around each run of them are a good tree as they
//! come. `pwa/src/shape/hedges.ts` is its twin.

use geo_types::Coord;

use super::{lattice::Lattice, simplify::distance2};

/// Edges in a box, and boxes in the next larger one.
const RUN: usize = 8;

/// An edge between two corners of a lattice.
pub type Line = (Coord<f64>, Coord<f64>);

/// The edges of one part; holes count as they do for even and odd.
#[derive(Debug)]
pub struct Hedge {
    edges: Vec<Line>,
    /// Boxes around each run of edges, then around each run of those, up to a single one.
    floors: Vec<Vec<Reach>>,
}

#[derive(Clone, Copy, Debug)]
struct Reach {
    low: Coord<f64>,
    high: Coord<f64>,
}

impl Hedge {
    /// A tree of these edges, in steps of a lattice. O(edges).
    pub fn of(edges: Vec<Line>) -> Self {
        let runs: Vec<Reach> = edges.iter().map(|(a, b)| Reach::of(*a, *b)).collect();
        let mut floors = vec![joined(&runs)];
        while let Some(top) = floors.last().filter(|top| top.len() > 1) {
            floors.push(joined(top));
        }
        Self { edges, floors }
    }

    /// Does the part hold this point?
    pub fn holds(&self, point: Coord<f64>) -> bool {
        let mut inside = false;
        self.crossed(point.y, |(a, b)| {
            inside ^= point.x < crossing(a, b, point.y);
        });
        inside
    }

    /// Where a line from west to east runs inside, from and to.
    pub fn spans(&self, y: f64) -> Vec<[f64; 2]> {
        let mut xs = Vec::new();
        self.crossed(y, |(a, b)| xs.push(crossing(a, b, y)));
        xs.sort_by(f64::total_cmp);
        xs.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect()
    }

    /// The square of the metres to the nearest edge, or `best` when that is less.
    pub fn nearest2(&self, point: Coord<f64>, lattice: &Lattice, best: f64) -> f64 {
        let mut best = best;
        let top = self.floors.len() - 1;
        self.approach(top, 0, point, lattice, &mut best);
        best
    }

    /// Calls with every edge that a line from west to east crosses.
    fn crossed(&self, y: f64, mut each: impl FnMut(Line)) {
        let mut open = vec![(self.floors.len() - 1, 0)];
        while let Some((floor, number)) = open.pop() {
            let met = self.floors[floor]
                .get(number)
                .is_some_and(|reach| reach.low.y <= y && y <= reach.high.y);
            if !met {
                continue;
            }
            if floor > 0 {
                open.extend((number * RUN..(number + 1) * RUN).map(|below| (floor - 1, below)));
                continue;
            }
            let run = self.edges.iter().skip(number * RUN).take(RUN);
            run.filter(|(a, b)| (a.y > y) != (b.y > y))
                .for_each(|edge| each(*edge));
        }
    }

    /// Looks into a box unless all of it lies farther away than what was found; nearer boxes first.
    fn approach(&self, floor: usize, number: usize, point: Coord<f64>, lattice: &Lattice, best: &mut f64) {
        if floor == 0 {
            let here = lattice.metres(point);
            for (a, b) in self.edges.iter().skip(number * RUN).take(RUN) {
                *best = best.min(distance2(here, lattice.metres(*a), lattice.metres(*b)));
            }
            return;
        }
        let below = &self.floors[floor - 1];
        let run = number * RUN..((number + 1) * RUN).min(below.len());
        let mut ways: Vec<(f64, usize)> = run.map(|k| (below[k].away2(point, lattice), k)).collect();
        ways.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (away2, k) in ways {
            if away2 < *best {
                self.approach(floor - 1, k, point, lattice, best);
            }
        }
    }
}

impl Reach {
    fn of(a: Coord<f64>, b: Coord<f64>) -> Self {
        Self {
            low: Coord {
                x: a.x.min(b.x),
                y: a.y.min(b.y),
            },
            high: Coord {
                x: a.x.max(b.x),
                y: a.y.max(b.y),
            },
        }
    }

    fn and(self, other: &Self) -> Self {
        let (low, high) = (
            Self::of(self.low, other.low).low,
            Self::of(self.high, other.high).high,
        );
        Self { low, high }
    }

    /// The square of the metres from a point to the box; 0 inside.
    fn away2(&self, point: Coord<f64>, lattice: &Lattice) -> f64 {
        let off = lattice.metres(Coord {
            x: (self.low.x - point.x).max(point.x - self.high.x).max(0.0),
            y: (self.low.y - point.y).max(point.y - self.high.y).max(0.0),
        });
        off.x * off.x + off.y * off.y
    }
}

fn joined(reaches: &[Reach]) -> Vec<Reach> {
    let run = |run: &[Reach]| run.iter().skip(1).fold(run[0], Reach::and);
    reaches.chunks(RUN).map(run).collect()
}

fn crossing(a: Coord<f64>, b: Coord<f64>, y: f64) -> f64 {
    a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn star(corners: u32) -> Vec<Line> {
        let corner = |k: u32| {
            let turn = std::f64::consts::TAU * f64::from(k % corners) / f64::from(corners);
            let far = if k.is_multiple_of(2) { 90_000.0 } else { 40_000.0 };
            Coord {
                x: (far * turn.cos()).round(),
                y: (far * turn.sin()).round(),
            }
        };
        (0..corners).map(|k| (corner(k), corner(k + 1))).collect()
    }

    #[test]
    fn the_tree_says_what_a_look_at_every_edge_says() {
        let (lattice, _) = Lattice::of(&[Coord { x: 4.48, y: 51.92 }]);
        for corners in [4, 8, 10, 130, 1_000] {
            let edges = star(corners);
            let hedge = Hedge::of(edges.clone());
            let (mut within, mut beyond) = (0, 0);
            for step in 0..400_i32 {
                let point = Coord {
                    x: f64::from(step * 7_919 % 240_000 - 120_000),
                    y: f64::from(step * 104_729 % 240_000 - 120_000),
                };
                let all = edges.iter().filter(|(a, b)| (a.y > point.y) != (b.y > point.y));
                let held = all.filter(|(a, b)| point.x < crossing(*a, *b, point.y)).count() % 2 == 1;
                assert_eq!(hedge.holds(point), held, "{corners} corners, {point:?}");
                *(if held { &mut within } else { &mut beyond }) += 1;
                let far =
                    |(a, b): &Line| distance2(lattice.metres(point), lattice.metres(*a), lattice.metres(*b));
                let least = edges.iter().map(far).fold(f64::INFINITY, f64::min);
                // A box is as far away as its edge to a rounding error.
                let off = |best: f64| (hedge.nearest2(point, &lattice, best) / least.min(best) - 1.0).abs();
                assert!(off(f64::INFINITY) < 1e-12 && off(1.0) < 1e-12, "{point:?}");
            }
            assert!(within > 20 && beyond > 20, "{within} {beyond}");
        }
        assert_eq!(Hedge::of(Vec::new()).spans(0.0).len(), 0);
        assert!(
            Hedge::of(Vec::new())
                .nearest2(Coord::default(), &lattice, f64::INFINITY)
                .is_infinite()
        );
    }
}

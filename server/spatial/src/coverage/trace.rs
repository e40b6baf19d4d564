//! Borders between labels: one point on every side between unlike cells, joined around the corners of cells.
//!
//! A point lies between the middles of its two cells, and the stretches around a corner stay within the square of
//! the four middles around it. So none can cross another, however the points lie.

use geo_types::Coord;

use super::arcs::Stretch;
use super::labels::{Labels, NOBODY, Run};

/// How near to the middle of a cell a point may come, as a share of the way between two middles.
const NEAREST: f64 = 0.05;

/// A side between unlike cells.
#[derive(Clone, Copy)]
struct Crack {
    /// Column of the corner it starts from (its southern or western end).
    column: u32,
    /// South and north of it, or west and east.
    labels: [u32; 2],
    /// Its point, by number.
    point: usize,
}

/// What leaves a corner: a point, and the labels on the left and right hand of who walks to it.
#[derive(Clone, Copy)]
struct Way {
    column: u32,
    point: usize,
    sides: [u32; 2],
}

/// Where two labels are equally strong on the way from one cell to the next, as a share of the way: given the
/// labels, and column and row of the cells.
pub(super) trait Balance {
    fn share(&self, labels: [u32; 2], cells: [(u32, usize); 2]) -> f64;
}

/// All points, and the stretches between them.
pub(super) struct Traced {
    pub places: Vec<Coord<f64>>,
    pub stretches: Vec<Stretch>,
}

/// Follows the borders of labels. O(runs + sides).
pub(super) fn trace(labels: &Labels, balance: &impl Balance) -> Traced {
    let mut traced = Traced {
        places: Vec::new(),
        stretches: Vec::new(),
    };
    let mut below: Vec<Crack> = Vec::new();
    for row in 1..labels.rows.len() {
        let level = level_cracks(labels, row, balance, &mut traced.places);
        let upright = upright_cracks(labels, row, balance, &mut traced.places);
        let mut ways: Vec<Way> = Vec::with_capacity(below.len() + upright.len() + level.len() * 2);
        let way = |column, crack: &Crack, [left, right]: [u32; 2]| Way {
            column,
            point: crack.point,
            sides: [left, right],
        };
        for crack in &level {
            let [south, north] = crack.labels;
            ways.push(way(crack.column, crack, [north, south]));
            ways.push(way(crack.column + 1, crack, [south, north]));
        }
        for crack in &upright {
            ways.push(way(crack.column, crack, crack.labels));
        }
        for crack in &below {
            let [west, east] = crack.labels;
            ways.push(way(crack.column, crack, [east, west]));
        }
        ways.sort_unstable_by_key(|way| (way.column, way.point));
        for corner in ways.chunk_by(|one, other| one.column == other.column) {
            traced.join(corner);
        }
        below = upright;
    }
    traced
}

/// The sides between the cells of a row and those south of it.
fn level_cracks(
    labels: &Labels,
    row: usize,
    balance: &impl Balance,
    places: &mut Vec<Coord<f64>>,
) -> Vec<Crack> {
    let (below, above) = (&labels.rows[row - 1], &labels.rows[row]);
    let mut cracks = Vec::new();
    let (mut low, mut high) = (0, 0);
    while let (Some(south), Some(north)) = (below.get(low), above.get(high)) {
        if south.label != north.label {
            let sides = [south.label, north.label];
            for column in south.from.max(north.from)..south.to.min(north.to) {
                let share = balance.share(sides, [(column, row - 1), (column, row)]);
                let corner = labels.corner(column, row);
                places.push(Coord {
                    x: corner.x + labels.side / 2.0,
                    y: corner.y + (bounded(share) - 0.5) * labels.side,
                });
                cracks.push(Crack {
                    column,
                    labels: sides,
                    point: places.len() - 1,
                });
            }
        }
        let (south, north) = (south.to, north.to);
        low += usize::from(south <= north);
        high += usize::from(north <= south);
    }
    cracks
}

/// The sides between the cells of one row.
fn upright_cracks(
    labels: &Labels,
    row: usize,
    balance: &impl Balance,
    places: &mut Vec<Coord<f64>>,
) -> Vec<Crack> {
    let crack = |pair: &[Run]| {
        let (column, sides) = (pair[1].from, [pair[0].label, pair[1].label]);
        let share = balance.share(sides, [(column - 1, row), (column, row)]);
        let corner = labels.corner(column, row);
        places.push(Coord {
            x: corner.x + (bounded(share) - 0.5) * labels.side,
            y: corner.y + labels.side / 2.0,
        });
        Crack {
            column,
            labels: sides,
            point: places.len() - 1,
        }
    };
    labels.rows[row].windows(2).map(crack).collect()
}

fn bounded(share: f64) -> f64 {
    share.clamp(NEAREST, 1.0 - NEAREST)
}

impl Traced {
    /// Joins the points around a corner: two by a stretch, more by a node between them.
    fn join(&mut self, corner: &[Way]) {
        let side = |label: u32| (label != NOBODY).then_some(label as usize);
        if let [one, other] = corner {
            self.stretches.push(Stretch {
                ends: [one.point, other.point],
                sides: other.sides.map(side),
            });
            return;
        }
        let mean = |axis: fn(&Coord<f64>) -> f64| {
            let sum: f64 = corner.iter().map(|way| axis(&self.places[way.point])).sum();
            sum / corner.len() as f64
        };
        let node = Coord {
            x: mean(|place| place.x),
            y: mean(|place| place.y),
        };
        self.places.push(node);
        let node = self.places.len() - 1;
        self.stretches.extend(corner.iter().map(|way| Stretch {
            ends: [node, way.point],
            sides: way.sides.map(side),
        }));
    }
}

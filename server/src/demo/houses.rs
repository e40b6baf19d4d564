//! Footprints of invented houses: rows along the streets around every plot, with gardens behind them.

use super::{chance::Chance, district::Plot};

/// A ring in metres from the middle of the district, counter-clockwise, the first corner not repeated.
pub(crate) type Ring = Vec<[f64; 2]>;

/// Metres of pavement between ground and fronts.
const PAVEMENT_M: f64 = 3.0;
/// Metres from the back of a house to the end of its garden and the path behind.
const GARDEN_M: f64 = 22.0;
/// A middle larger than this many square metres gets no hall.
const HALL_M2: f64 = 2_600.0;
/// A bend below this cosine is a corner of the street.
const CORNER: f64 = 0.87;

/// What stands on a plot.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Block {
    /// From pavement to pavement.
    pub ground: Ring,
    /// One footprint for each house.
    pub houses: Vec<Ring>,
    /// The same from afar: fronts, and the backs as a hole when there is one.
    pub rows: Vec<(Ring, Ring)>,
    /// A green court in the middle.
    pub court: Option<Ring>,
}

/// Builds on a plot; the same at every call with the same chance. A plot too small for houses stays bare ground.
pub(crate) fn build(plot: &Plot, chance: &mut Chance) -> Block {
    let fronts: Vec<f64> = plot.fronts.clone();
    let kerbs: Vec<f64> = fronts.iter().map(|front| front - PAVEMENT_M).collect();
    let mut block = Block {
        ground: inset(&plot.ring, &kerbs).unwrap_or_default(),
        ..Block::default()
    };
    let Some(front) = inset(&plot.ring, &fronts) else {
        return block;
    };
    let depth = chance.between(9.0, 11.5);
    row(&front, depth, chance, &mut block);
    if let Some(inner) = evenly(&front, depth + GARDEN_M) {
        fill_court(inner, chance, &mut block);
    }
    block
}

/// The middle of a large plot: a second row, a hall, or a green.
fn fill_court(inner: Ring, chance: &mut Chance, block: &mut Block) {
    let is_wide = evenly(&inner, 16.0).is_some();
    let draw = chance.unit();
    if is_wide && draw < 0.55 {
        return row(&inner, 8.5, chance, block);
    }
    if draw < 0.8 && area(&inner) < HALL_M2 {
        let hall = evenly(&inner, chance.between(3.0, 7.0));
        let hall = hall.filter(|hall| area(hall) > 150.0);
        block.rows.extend(hall.clone().map(|hall| (hall, Ring::new())));
        return block.houses.extend(hall);
    }
    block.court = Some(inner);
}

/// Houses along every side of a ring, wall to wall, with an alley now and then and a bent house at every corner.
fn row(front: &Ring, depth: f64, chance: &mut Chance, block: &mut Block) {
    let sides = sides(front);
    let Some(back) = evenly(front, depth) else {
        return;
    };
    let reach: Vec<f64> = (0..sides.len())
        .map(|at| corner_reach(&sides[before(at, sides.len())], &sides[at], depth, chance))
        .collect();
    for (at, side) in sides.iter().enumerate() {
        let next = (at + 1) % sides.len();
        if side.length < reach[at] + reach[next] {
            return;
        }
        let room = [reach[at], side.length - reach[next]];
        terrace(side, room, depth, chance, &mut block.houses);
        let ahead = &sides[next];
        block.houses.push(vec![
            side.place(room[1], 0.0),
            front[next],
            ahead.place(reach[next], 0.0),
            ahead.place(reach[next], depth),
            back[next],
            side.place(room[1], depth),
        ]);
    }
    block.rows.push((front.clone(), back));
}

/// How far a corner house reaches along both streets.
fn corner_reach(one: &Side, other: &Side, depth: f64, chance: &mut Chance) -> f64 {
    let cosine = one.along[0] * other.along[0] + one.along[1] * other.along[1];
    if cosine > CORNER {
        return 5.0;
    }
    depth * ((1.0 - cosine) / (1.0 + cosine).max(0.2)).sqrt() + chance.between(2.0, 5.0)
}

/// Houses of about one width along a part of a side.
fn terrace(side: &Side, [from, to]: [f64; 2], depth: f64, chance: &mut Chance, houses: &mut Vec<Ring>) {
    let count = ((to - from) / chance.between(5.6, 7.4)).round().max(1.0) as usize;
    let width = (to - from) / count as f64;
    let mut deeper = 0.0;
    for at in 0..count {
        if chance.once_in(0.2) {
            deeper = chance.between(-1.2, 2.4);
        }
        if at > 0 && at + 1 < count && chance.once_in(0.07) {
            continue;
        }
        let [west, east] = [from + width * at as f64, from + width * (at + 1) as f64];
        houses.push(vec![
            side.place(west, 0.0),
            side.place(east, 0.0),
            side.place(east, depth + deeper),
            side.place(west, depth + deeper),
        ]);
    }
}

/// A side of a ring: where it begins, its direction and its length.
struct Side {
    from: [f64; 2],
    along: [f64; 2],
    length: f64,
}

impl Side {
    /// The place so many metres along and so many to the left, which is inside.
    fn place(&self, along: f64, left: f64) -> [f64; 2] {
        [
            self.from[0] + self.along[0] * along - self.along[1] * left,
            self.from[1] + self.along[1] * along + self.along[0] * left,
        ]
    }
}

fn sides(ring: &Ring) -> Vec<Side> {
    let side = |at: usize| {
        let (from, to) = (ring[at], ring[(at + 1) % ring.len()]);
        let length = (to[0] - from[0]).hypot(to[1] - from[1]).max(1e-9);
        let along = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
        Side { from, along, length }
    };
    (0..ring.len()).map(side).collect()
}

fn before(at: usize, count: usize) -> usize {
    (at + count - 1) % count
}

fn evenly(ring: &Ring, metres: f64) -> Option<Ring> {
    inset(ring, &vec![metres; ring.len()])
}

/// A ring drawn in by so many metres at each side; `None` when a side would vanish.
fn inset(ring: &Ring, metres: &[f64]) -> Option<Ring> {
    let sides = sides(ring);
    let corner = |at: usize| {
        let last = before(at, sides.len());
        let (one, other) = (&sides[last], &sides[at]);
        let turn = one.along[0] * other.along[1] - one.along[1] * other.along[0];
        if turn.abs() < 0.05 {
            return other.place(0.0, metres[at].max(metres[last]));
        }
        // Where the two sides meet that were moved inwards.
        let cosine = one.along[0] * other.along[0] + one.along[1] * other.along[1];
        other.place((metres[last] - metres[at] * cosine) / turn, metres[at])
    };
    let drawn: Ring = (0..ring.len()).map(corner).collect();
    let keeps = |(side, moved): (&Side, &Side)| {
        moved.along[0] * side.along[0] + moved.along[1] * side.along[1] > 0.5 && moved.length > 1.0
    };
    let is_whole = sides.iter().zip(&self::sides(&drawn)).all(keeps);
    is_whole.then_some(drawn)
}

/// Square metres of a ring.
pub(crate) fn area(ring: &Ring) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let cross = |(one, two): (&[f64; 2], &[f64; 2])| one[0] * two[1] - two[0] * one[1];
    ring.iter().zip(next).map(cross).sum::<f64>() / 2.0
}

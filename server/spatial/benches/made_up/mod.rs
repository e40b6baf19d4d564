//! Made-up findings and buurten to measure with: the same ones on every machine, from a fixed seed.
//!
//! A city of 18.95 by 18 km. 60 % of the findings lie in 300 piles, normally spread with a deviation of
//! 40 m; the others are spread evenly. 100 buurten of about 200 corners share jagged edges.
#![allow(dead_code, reason = "each measurement takes what it needs")]

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use spatial::voices::Row;
use spatial::{Cell, Metres, Study};

/// Columns and rows of cells of 25 m: 545,760 in all.
pub const CITY: (usize, usize) = (758, 720);
/// Days in which the findings were made.
const DAYS: u32 = 180;
const PILES: u32 = 300;
/// Buurten along each side of the city.
const SIDE: usize = 10;
/// Pieces of each side of a buurt.
const PIECES: usize = 50;

/// A small random generator (xorshift64*, Vigna 2016).
pub struct Dice(u64);

impl Dice {
    /// The generator of a seed; 0 counts as 1.
    pub fn of(seed: u64) -> Self {
        Self(seed.max(1))
    }

    /// Evenly in 0 to 1.
    pub fn share(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Evenly in the whole numbers below a bound.
    pub fn below(&mut self, bound: u32) -> u32 {
        (self.share() * f64::from(bound)) as u32
    }

    /// Normally, mean 0 and deviation 1 (Box and Muller 1958).
    pub fn bell(&mut self) -> f64 {
        let (far, turn) = (1.0 - self.share(), self.share());
        (-2.0 * far.ln()).sqrt() * (std::f64::consts::TAU * turn).cos()
    }
}

/// Width and height of the city in metres.
pub fn size() -> (f64, f64) {
    (CITY.0 as f64 * 25.0, CITY.1 as f64 * 25.0)
}

/// Places of findings in metres, in no order.
pub fn points(count: usize) -> Vec<Metres> {
    let mut dice = Dice::of(42);
    let (width, height) = size();
    let anywhere = |dice: &mut Dice| Metres::new(dice.share() * width, dice.share() * height);
    let piles: Vec<Metres> = (0..PILES).map(|_| anywhere(&mut dice)).collect();
    let mut point = || {
        if dice.share() >= 0.6 {
            return anywhere(&mut dice);
        }
        let pile = piles[dice.below(PILES) as usize];
        let (x, y) = (pile.x + 40.0 * dice.bell(), pile.y + 40.0 * dice.bell());
        Metres::new(x.clamp(0.0, width - 0.01), y.clamp(0.0, height - 0.01))
    };
    (0..count).map(|_| point()).collect()
}

/// Findings by so many people, or each by somebody else, in no order.
pub fn rows(count: usize, people: Option<u32>) -> Vec<Row> {
    let mut dice = Dice::of(7);
    let rows = (0..).zip(points(count)).map(|(n, point)| Row {
        observer: people.map_or(n, |people| dice.below(people)),
        day: dice.below(DAYS) as i32,
        cell: Cell::at(point),
    });
    rows.collect()
}

/// The whole city, every cell counting once.
pub fn city() -> Result<Study, spatial::StudyFault> {
    Study::from_weights(Cell::new(0, 0), CITY.0, vec![1; CITY.0 * CITY.1])
}

/// 100 buurten of 200 corners each that fill the city without gap or overlap.
pub fn buurten() -> Vec<MultiPolygon<f64>> {
    let piece = |at: usize| {
        let (column, row) = (at % SIDE, at / SIDE);
        let mut ring = edge((column, row), (column + 1, row));
        ring.extend(edge((column + 1, row), (column + 1, row + 1)));
        ring.extend(edge((column, row + 1), (column + 1, row + 1)).into_iter().rev());
        ring.extend(edge((column, row), (column, row + 1)).into_iter().rev());
        MultiPolygon(vec![Polygon::new(LineString(ring), Vec::new())])
    };
    (0..SIDE * SIDE).map(piece).collect()
}

/// The corners from one crossing to a next one; neighbours get the same ones. Jagged by up to 5 m.
fn edge(from: (usize, usize), to: (usize, usize)) -> Vec<Coord<f64>> {
    let (a, b) = (crossing(from), crossing(to));
    let rim =
        (from.0 == to.0 && from.0.is_multiple_of(SIDE)) || (from.1 == to.1 && from.1.is_multiple_of(SIDE));
    let mut dice = Dice::of((((from.0 * 16 + from.1) * 16 + to.0) * 16 + to.1) as u64 + 1);
    let corner = |step: usize| {
        let share = step as f64 / PIECES as f64;
        let (dx, dy) = (10.0 * dice.share() - 5.0, 10.0 * dice.share() - 5.0);
        let inner = if rim || step.is_multiple_of(PIECES) {
            0.0
        } else {
            1.0
        };
        Coord {
            x: a.x + share * (b.x - a.x) + inner * dx,
            y: a.y + share * (b.y - a.y) + inner * dy,
        }
    };
    (0..=PIECES).map(corner).collect()
}

/// Where four buurten meet: up to a quarter of their size away from a regular grid.
fn crossing((column, row): (usize, usize)) -> Coord<f64> {
    let mut dice = Dice::of((column * 16 + row) as u64 * 7_919 + 1);
    let (width, height) = size();
    let (dx, dy) = (dice.share() / 2.0 - 0.25, dice.share() / 2.0 - 0.25);
    let moved = |at: usize, shift: f64| {
        let inner = if at.is_multiple_of(SIDE) { 0.0 } else { shift };
        (at as f64 + inner) / SIDE as f64
    };
    Coord {
        x: moved(column, dx) * width,
        y: moved(row, dy) * height,
    }
}

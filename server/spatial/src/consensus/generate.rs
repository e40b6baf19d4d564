//! Test data: made-up buurten, and drawings of them as residents might make. For tests, benches and the demo only.
//!
//! The same seed gives the same drawings. How people stray is a guess: everybody shifts and scales what they know
//! and wobbles along its border; some draw only half of it, some add a neighbour; a few draw the city or a corner
//! of their street. [`Mode::Hard`] is as much in discord as drawings of a real city were.

use std::f64::consts::{PI, TAU};

use geo_types::{Coord, LineString, Polygon};

use crate::area::turn_area;
use crate::edge::edges;

/// How well residents agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// 40 to 200 corners; shifted by 25 m and scaled by 7 % (standard deviations); 12 % draw half of it, 10 % add a
    /// neighbour, 2 % draw the city, 1 % something tiny.
    Normal,
    /// 6 to 13 corners; shifted by 80 m and scaled by 20 %; 15 % draw half of it, 15 % add a neighbour.
    Hard,
}

/// Ways to spoil a border.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Troll {
    /// The city: a ring of 1.5 to 2.5 km around it.
    City,
    /// Something tiny in its middle: 30 to 60 m around a place.
    Tiny,
    /// An honest drawing, 320 m to the east: all in the same direction.
    Shifted,
}

/// Chance from a seed: the same numbers every time.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Numbers that belong to a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits, by the SplitMix64 recurrence.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number between two others.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * ((self.bits() >> 11) as f64 / (1_u64 << 53) as f64)
    }

    /// A number from the normal distribution around 0.
    pub fn normal(&mut self, deviation: f64) -> f64 {
        let size = (-2.0 * self.between(f64::EPSILON, 1.0).ln()).sqrt();
        deviation * size * self.between(0.0, TAU).cos()
    }
}

/// So many buurten of about 50 ha that tile a wijk, the south-western corner of the first near `origin`: squares of
/// 704 m, row by row, their corners moved and their shared borders bent. Metres; neighbours share all corners of
/// their border.
#[must_use]
pub fn wijk(number: usize, origin: Coord<f64>, seed: u64) -> Vec<Polygon<f64>> {
    let columns = (number as f64).sqrt().ceil() as usize;
    let cell = |at: usize| {
        let (x, y) = (at % columns, at / columns);
        let corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)];
        let mut ring = Vec::new();
        for (corner, next) in corners.into_iter().zip(corners.into_iter().cycle().skip(1)) {
            ring.extend(bent(corner, next, origin, seed));
        }
        Polygon::new(LineString(ring), Vec::new())
    };
    (0..number).map(cell).collect()
}

/// Where a crossing of the wijk's grid lies.
fn crossing((x, y): (usize, usize), origin: Coord<f64>, seed: u64) -> Coord<f64> {
    let mut dice = Dice::new(seed ^ (((x as u64) << 32 | y as u64) + 1).wrapping_mul(0xD6E8_FEB8_6659_FD93));
    let mut along = |at: usize, origin: f64| origin + at as f64 * 704.0 + dice.between(-70.0, 70.0);
    Coord {
        x: along(x, origin.x),
        y: along(y, origin.y),
    }
}

/// The border from one crossing up to, without, the next: the same from both sides.
fn bent(from: (usize, usize), to: (usize, usize), origin: Coord<f64>, seed: u64) -> Vec<Coord<f64>> {
    const PIECES: usize = 8;
    let (low, high) = if from <= to { (from, to) } else { (to, from) };
    let (a, b) = (crossing(low, origin, seed), crossing(high, origin, seed));
    let mut dice =
        Dice::new(seed.rotate_left(17) ^ ((low.0 * 977 + low.1) * 2 + usize::from(high.0 > low.0)) as u64);
    let (belly, wave) = (dice.between(-25.0, 25.0), dice.between(-12.0, 12.0));
    let place = |piece: usize| {
        let share = piece as f64 / PIECES as f64;
        let aside = (belly * (share * PI).sin() + wave * (share * TAU).sin()) / 704.0;
        Coord {
            x: a.x + share * (b.x - a.x) - aside * (b.y - a.y),
            y: a.y + share * (b.y - a.y) + aside * (b.x - a.x),
        }
    };
    let places = (0..PIECES).map(place);
    if from == low {
        places.collect()
    } else {
        (1..=PIECES).rev().map(place).collect()
    }
}

/// Drawings of a buurt by so many residents, of whom a share are trolls of one kind; trolls stand among the others.
#[must_use]
pub fn drawings(
    buurt: &Polygon<f64>,
    number: usize,
    mode: Mode,
    trolls: Option<(Troll, f64)>,
    seed: u64,
) -> Vec<Polygon<f64>> {
    let mut dice = Dice::new(seed);
    let known = Known::of(buurt);
    let share = trolls.map_or(0.0, |(_, share)| share);
    let is_troll = |at: usize| ((at + 1) as f64 * share).floor() > (at as f64 * share).floor();
    let mut draw = |at: usize| match trolls {
        Some((kind, _)) if is_troll(at) => known.spoilt(kind, mode, &mut dice),
        _ => known.drawn(mode, &mut dice),
    };
    (0..number).map(&mut draw).collect()
}

/// A buurt as somebody standing in its middle knows it.
struct Known<'a> {
    border: &'a Polygon<f64>,
    middle: Coord<f64>,
    /// Of a circle of the same area.
    radius: f64,
}

impl<'a> Known<'a> {
    fn of(border: &'a Polygon<f64>) -> Self {
        let corners = border.exterior().0.get(1..).unwrap_or(&[]);
        let mean =
            |of: fn(&Coord<f64>) -> f64| corners.iter().map(of).sum::<f64>() / corners.len().max(1) as f64;
        Self {
            border,
            middle: Coord {
                x: mean(|corner| corner.x),
                y: mean(|corner| corner.y),
            },
            radius: (turn_area(&border.exterior().0).abs() / PI).sqrt(),
        }
    }

    /// How far the border is in a direction.
    fn distance(&self, angle: f64) -> f64 {
        let (dx, dy) = (angle.cos(), angle.sin());
        let from_middle = |corner: Coord<f64>| (corner.x - self.middle.x, corner.y - self.middle.y);
        let meets = edges(&self.border.exterior().0).filter_map(|edge| {
            let ((ax, ay), (bx, by)) = (from_middle(edge.low), from_middle(edge.high));
            let (from, to) = (dx * ay - dy * ax, dx * by - dy * bx);
            let share = from / (from - to);
            let along = (ax + share * (bx - ax)) * dx + (ay + share * (by - ay)) * dy;
            (from.signum() != to.signum() && along > 0.0).then_some(along)
        });
        meets.fold(0.0, f64::max)
    }

    /// A circle-like drawing with so many corners: `reach` tells how far it is in a direction.
    fn around(
        &self,
        corners: usize,
        (x, y): (f64, f64),
        turn: f64,
        reach: impl Fn(f64) -> f64,
    ) -> Polygon<f64> {
        let place = |at: usize| {
            let angle = turn + at as f64 / corners as f64 * TAU;
            let far = reach(angle).max(5.0);
            Coord {
                x: self.middle.x + x + far * angle.cos(),
                y: self.middle.y + y + far * angle.sin(),
            }
        };
        Polygon::new((0..corners).map(place).collect(), Vec::new())
    }

    fn drawn(&self, mode: Mode, dice: &mut Dice) -> Polygon<f64> {
        let (fewest, most, shift, stretch, halves, pluses) = match mode {
            Mode::Normal => (40.0, 200.0, 25.0, 0.07, 0.12, 0.10),
            Mode::Hard => (6.0, 13.0, 80.0, 0.20, 0.15, 0.15),
        };
        let corners = dice.between(fewest, most + 1.0) as usize;
        let moved = (dice.normal(shift), dice.normal(shift));
        let scale = (1.0 + dice.normal(stretch)).max(0.3);
        let turn = dice.between(0.0, TAU);
        let wobble: Vec<(f64, f64)> = (2..6)
            .map(|_| (dice.normal(0.02), dice.between(0.0, TAU)))
            .collect();
        let (facing, kind) = (dice.between(0.0, TAU), dice.between(0.0, 1.0));
        if mode == Mode::Normal && kind > 0.97 {
            return self.spoilt(if kind > 0.99 { Troll::Tiny } else { Troll::City }, mode, dice);
        }
        let waves = |angle: f64| {
            let wave =
                |(at, (size, phase)): (usize, &(f64, f64))| size * (angle * (at + 2) as f64 + phase).sin();
            wobble.iter().enumerate().map(wave).sum::<f64>()
        };
        self.around(corners, moved, turn, |angle| {
            let whole = self.distance(angle) * scale * (1.0 + waves(angle));
            let ahead = (angle - facing).cos();
            if kind < halves && ahead < 0.0 {
                // Cut along a line a little behind the middle.
                whole.min(0.1 * self.radius / -ahead)
            } else if kind >= halves && kind < halves + pluses && ahead > 0.6 {
                whole + 2.0 * self.radius * (ahead - 0.6) / 0.4
            } else {
                whole
            }
        })
    }

    fn spoilt(&self, kind: Troll, mode: Mode, dice: &mut Dice) -> Polygon<f64> {
        let turn = dice.between(0.0, TAU);
        let aside = |dice: &mut Dice, far: f64| (dice.normal(far), dice.normal(far));
        match kind {
            Troll::City => {
                let (at, far) = (aside(dice, 200.0), dice.between(1_500.0, 2_500.0));
                self.around(60, at, turn, |angle| {
                    far * (1.0 + 0.1 * (3.0 * angle + turn).sin())
                })
            }
            Troll::Tiny => {
                let (at, far) = (aside(dice, 100.0), dice.between(30.0, 60.0));
                self.around(20, at, turn, |_| far)
            }
            Troll::Shifted => {
                let honest = self.drawn(mode, dice);
                let east = |corner: &Coord<f64>| Coord {
                    x: corner.x + 320.0,
                    y: corner.y,
                };
                Polygon::new(honest.exterior().0.iter().map(east).collect(), Vec::new())
            }
        }
    }
}

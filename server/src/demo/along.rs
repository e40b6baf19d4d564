//! Places along the streets of the example district, in metres from its middle.

use super::chance::Chance;
use super::district::{District, Point, StreetKind, to_metres};

/// How far a finding lies from the middle of its street at most, in metres.
pub(crate) const BESIDE_M: f64 = 6.0;

/// How far spread findings stay from the ends of a street, in metres.
pub(crate) const END_M: f64 = 20.0;

/// Metres from a place to the nearest of others; infinite when there are none.
pub(crate) fn nearest(places: &[[f64; 2]], [x, y]: [f64; 2]) -> f64 {
    places
        .iter()
        .map(|place| (place[0] - x).hypot(place[1] - y))
        .fold(f64::INFINITY, f64::min)
}

/// A place along any street, each metre of street as likely as another.
pub(crate) fn somewhere(lines: &[Line], chance: &mut Chance) -> [f64; 2] {
    let total: f64 = lines.iter().map(Line::room).sum();
    let mut rest = chance.between(0.0, total);
    let side = chance.between(-BESIDE_M, BESIDE_M);
    for line in lines {
        if rest < line.room() {
            return line.beside(END_M + rest, side);
        }
        rest -= line.room();
    }
    [0.0, 0.0]
}

/// The street of this name.
pub(crate) fn line_of(district: &District, name: &str) -> Option<Line> {
    district
        .streets
        .iter()
        .find(|street| street.name == name)
        .map(|street| Line::of(&street.line, street.kind))
}

/// A street in metres from the middle of the district.
pub(crate) struct Line {
    knots: Vec<[f64; 2]>,
    /// Metres at either end where nothing is put: main streets cross the outline.
    end: f64,
}

impl Line {
    /// A street as metres.
    pub fn of(line: &[Point], kind: StreetKind) -> Self {
        let end = if kind == StreetKind::Main {
            2.0 * END_M
        } else {
            END_M
        };
        Self {
            knots: line.iter().map(|point| to_metres(*point)).collect(),
            end,
        }
    }

    /// Its whole length in metres.
    pub fn length(&self) -> f64 {
        self.knots
            .windows(2)
            .map(|pair| (pair[1][0] - pair[0][0]).hypot(pair[1][1] - pair[0][1]))
            .sum()
    }

    /// Metres on which something can be seen.
    pub fn room(&self) -> f64 {
        (self.length() - END_M - self.end).max(0.0)
    }

    /// The place so many metres along, and so many to the left.
    pub fn beside(&self, along: f64, left: f64) -> [f64; 2] {
        let mut rest = along.clamp(0.0, self.length());
        for pair in self.knots.windows(2) {
            let ([x, y], [dx, dy]) = (pair[0], [pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]]);
            let step = dx.hypot(dy);
            if rest <= step {
                return [
                    x + (dx * rest - dy * left) / step,
                    y + (dy * rest + dx * left) / step,
                ];
            }
            rest -= step;
        }
        self.knots.last().copied().unwrap_or_default()
    }
}

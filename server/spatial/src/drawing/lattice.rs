//! Corners of a drawing on a lattice of a ten-millionth of a degree (1 cm), counted from the first corner.
//!
//! Whole numbers below 2^26 multiply without a rounding error in an `f64`, so which side of a line a corner lies is
//! exact, and the same in every language that has IEEE doubles. Metres are for distances and areas only.

use geo_types::Coord;

/// Steps of the lattice in a degree.
const STEPS: f64 = 1e7;
/// The widest drawing that is looked at in detail, in steps: five degrees.
pub const WIDEST: f64 = 5.0 * STEPS;
/// WGS84: half the long axis in metres, and its eccentricity squared.
const AXIS_M: f64 = 6_378_137.0;
const ECCENTRICITY2: f64 = 0.006_694_379_990_141_317;

/// Where the lattice of a drawing begins, and how many metres its steps are.
#[derive(Clone, Copy, Debug)]
pub struct Lattice {
    origin: Coord<f64>,
    east_m: f64,
    north_m: f64,
}

/// A place in whole steps of a ten-millionth of a degree, halves away from zero.
pub fn rounded(place: Coord<f64>) -> Coord<f64> {
    Coord {
        x: (place.x * STEPS).round(),
        y: (place.y * STEPS).round(),
    }
}

impl Lattice {
    /// The lattice of a ring of places in degrees, and the ring on it. Metres are those at the middle of its box.
    pub fn of(ring: &[Coord<f64>]) -> (Self, Vec<Coord<f64>>) {
        let steps: Vec<Coord<f64>> = ring.iter().copied().map(rounded).collect();
        let origin = steps.first().copied().unwrap_or_default();
        let (low, high) = steps.iter().fold((origin.y, origin.y), |(low, high), corner| {
            (low.min(corner.y), high.max(corner.y))
        });
        let (sine, cosine) = ((low + high) / 2.0 / STEPS).to_radians().sin_cos();
        let bend = 1.0 - ECCENTRICITY2 * sine * sine;
        let step = 1.0_f64.to_radians() / STEPS;
        let lattice = Self {
            origin,
            east_m: step * cosine * AXIS_M / bend.sqrt(),
            north_m: step * AXIS_M * (1.0 - ECCENTRICITY2) / (bend * bend.sqrt()),
        };
        let ring = steps.iter().map(|corner| *corner - origin).collect();
        (lattice, ring)
    }

    /// The corner of this lattice at a place in degrees.
    pub fn corner(&self, place: Coord<f64>) -> Coord<f64> {
        rounded(place) - self.origin
    }

    /// The place of a corner, degrees with seven decimals.
    pub fn place(&self, corner: Coord<f64>) -> Coord<f64> {
        Coord {
            x: (corner.x + self.origin.x) / STEPS,
            y: (corner.y + self.origin.y) / STEPS,
        }
    }

    /// Metres east and north of the origin.
    pub fn metres(&self, corner: Coord<f64>) -> Coord<f64> {
        Coord {
            x: corner.x * self.east_m,
            y: corner.y * self.north_m,
        }
    }

    /// Metres along an open ring, back to its beginning.
    pub fn length_m(&self, ring: &[Coord<f64>]) -> f64 {
        let ends = ring.iter().skip(1).chain(ring.first());
        let edges = ring.iter().zip(ends).map(|(a, b)| self.metres(*b - *a));
        edges.map(|way| (way.x * way.x + way.y * way.y).sqrt()).sum()
    }

    /// Square metres inside an open ring, positive when it runs counter-clockwise.
    pub fn area_m2(&self, ring: &[Coord<f64>]) -> f64 {
        let ends = ring.iter().skip(1).chain(ring.first());
        let twice: f64 = ring.iter().zip(ends).map(|(a, b)| a.x * b.y - b.x * a.y).sum();
        twice / 2.0 * self.east_m * self.north_m
    }
}

/// Twice the signed area of the triangle: positive when `c` lies to the left of the way from `a` to `b`.
pub fn side(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>) -> f64 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// A ring without its closing corner and without corners that stand twice in a row.
pub fn opened(ring: &[Coord<f64>]) -> Vec<Coord<f64>> {
    let mut ring = ring.to_vec();
    ring.dedup();
    while ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    ring
}

//! A plane around any place in the world: transverse Mercator with scale 1 at the place.
//!
//! Krüger's series to the fourth order in the third flattening (as in Karney, Journal of
//! Geodesy 85, 2011), on WGS84. Error of the series below a micrometre within 1,000 km; the
//! projection itself stretches lengths by x²/2R², 5 mm per kilometre at 20 km east or west.

use crate::ellipsoid::WGS84;
use crate::frame::{Lonlat, Metres};

/// A transverse Mercator plane: x runs east, y north, both 0 at the origin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Local {
    origin: Lonlat,
    /// Metres from equator to origin.
    north0: f64,
}

/// Third flattening of WGS84.
const N: f64 = WGS84.f / (2.0 - WGS84.f);
/// Radius of the sphere with an equally long meridian, metres.
const RADIUS: f64 = WGS84.a / (1.0 + N) * (1.0 + N * N / 4.0 + N * N * N * N / 64.0);

/// Series from the conformal sphere to the plane.
const FORWARD: [f64; 4] = [
    N / 2.0 - 2.0 * N * N / 3.0 + 5.0 * N * N * N / 16.0 + 41.0 * N * N * N * N / 180.0,
    13.0 * N * N / 48.0 - 3.0 * N * N * N / 5.0 + 557.0 * N * N * N * N / 1440.0,
    61.0 * N * N * N / 240.0 - 103.0 * N * N * N * N / 140.0,
    49_561.0 * N * N * N * N / 161_280.0,
];

/// Series from the plane to the conformal sphere.
const BACK: [f64; 4] = [
    N / 2.0 - 2.0 * N * N / 3.0 + 37.0 * N * N * N / 96.0 - N * N * N * N / 360.0,
    N * N / 48.0 + N * N * N / 15.0 - 437.0 * N * N * N * N / 1440.0,
    17.0 * N * N * N / 480.0 - 37.0 * N * N * N * N / 840.0,
    4_397.0 * N * N * N * N / 161_280.0,
];

/// The sum of a series at (xi, eta).
fn series(terms: &[f64; 4], xi: f64, eta: f64) -> (f64, f64) {
    let mut sum = (0.0, 0.0);
    for (j, term) in (1_u8..).zip(terms) {
        let (a, b) = (2.0 * f64::from(j) * xi, 2.0 * f64::from(j) * eta);
        sum.0 += term * a.sin() * b.cosh();
        sum.1 += term * a.cos() * b.sinh();
    }
    sum
}

impl Local {
    /// The plane around a place. Latitudes are held within 89.9 degrees, where east still is one.
    #[must_use]
    pub fn around(place: Lonlat) -> Self {
        let origin = Lonlat {
            lon: place.lon,
            lat: place.lat.clamp(-89.9, 89.9),
        };
        let mut plane = Self { origin, north0: 0.0 };
        plane.north0 = plane.to_metres(origin).y;
        plane
    }

    /// The place where x and y are 0.
    #[must_use]
    pub fn origin(&self) -> Lonlat {
        self.origin
    }

    /// Metres of a place.
    #[must_use]
    pub fn to_metres(&self, place: Lonlat) -> Metres {
        // The shorter way around the globe, so that a plane may straddle the date line.
        let turn = (place.lon - self.origin.lon + 540.0).rem_euclid(360.0) - 180.0;
        let (sine, cosine) = turn.to_radians().sin_cos();
        let tangent = WGS84.isometric(place.lat.to_radians()).sinh();
        let (xi, eta) = (tangent.atan2(cosine), (sine / tangent.hypot(cosine)).asinh());
        let (more_xi, more_eta) = series(&FORWARD, xi, eta);
        Metres {
            x: RADIUS * (eta + more_eta),
            y: RADIUS * (xi + more_xi) - self.north0,
        }
    }

    /// The place of metres.
    #[must_use]
    pub fn to_lonlat(&self, point: Metres) -> Lonlat {
        let (xi, eta) = ((point.y + self.north0) / RADIUS, point.x / RADIUS);
        let (less_xi, less_eta) = series(&BACK, xi, eta);
        let (xi, eta) = (xi - less_xi, eta - less_eta);
        let turn = eta.sinh().atan2(xi.cos()).to_degrees();
        let isometric = (xi.sin() / eta.sinh().hypot(xi.cos())).asinh();
        let lon = (self.origin.lon + turn + 540.0).rem_euclid(360.0) - 180.0;
        Lonlat {
            lon,
            lat: WGS84.geodetic(isometric).to_degrees(),
        }
    }
}

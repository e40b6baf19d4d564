//! What lies in a box, around a place, nearest to it.

use super::base::{Pin, band_of};
use super::{Index, PER_DEGREE, Spot};
use crate::frame::Lonlat;

/// Mean radius of the Earth in metres (IUGG): distances are on this sphere, within 0.5 % of those
/// on the ellipsoid.
pub const EARTH_M: f64 = 6_371_008.8;

/// How much a box in whole units may be off through the noise of f64, in units.
const NOISE: f64 = 1e-3;

/// A box in degrees, sides included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Western side.
    pub west: f64,
    /// Southern side.
    pub south: f64,
    /// Eastern side; a box with its east before its west holds nothing.
    pub east: f64,
    /// Northern side.
    pub north: f64,
}

impl Bounds {
    /// The whole world.
    pub const WORLD: Self = Self {
        west: -180.0,
        south: -90.0,
        east: 180.0,
        north: 90.0,
    };

    /// The box in units of a spot, sides included: west, south, east, north.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "`as` saturates, and makes NaN zero"
    )]
    fn units(&self) -> [i32; 4] {
        let up = |side: f64| (side * PER_DEGREE - NOISE).ceil() as i32;
        let down = |side: f64| (side * PER_DEGREE + NOISE).floor() as i32;
        [up(self.west), up(self.south), down(self.east), down(self.north)]
    }

    /// True when a side is not a number.
    fn is_broken(&self) -> bool {
        [self.west, self.south, self.east, self.north]
            .iter()
            .any(|side| side.is_nan())
    }
}

/// Distance between two places in metres, along a great circle of [`EARTH_M`] (haversine).
#[must_use]
pub fn distance_m(one: Lonlat, other: Lonlat) -> f64 {
    let (up, aside) = (
        (other.lat - one.lat).to_radians(),
        (other.lon - one.lon).to_radians(),
    );
    let half = (up / 2.0).sin().powi(2)
        + one.lat.to_radians().cos() * other.lat.to_radians().cos() * (aside / 2.0).sin().powi(2);
    2.0 * EARTH_M * half.sqrt().min(1.0).asin()
}

impl Index {
    /// Calls `found` with every row in a box and where it lies, in no particular order. A box that
    /// is reversed or not of numbers holds nothing. O(bands · log n + found); a band is 46 m high.
    pub fn in_box(&self, bounds: &Bounds, mut found: impl FnMut(u32, Spot)) {
        if bounds.is_broken() {
            return;
        }
        let [west, south, east, north] = bounds.units();
        let holds = |spot: Spot| (west..=east).contains(&spot.lon) && (south..=north).contains(&spot.lat);
        let first_late = self.base.len();
        for (row, entry) in (first_late..)
            .zip(self.late.iter())
            .filter(|(_, entry)| holds(entry.spot))
        {
            found(row as u32, entry.spot);
        }
        let Some((low, high)) = self.base.reach() else {
            return;
        };
        for band in low.max(band_of(south))..=high.min(band_of(north)) {
            for &Pin { spot, row } in self.base.pins_in(band, (west, east)) {
                if (south..=north).contains(&spot.lat) && !self.is_gone(row) {
                    found(row, spot);
                }
            }
        }
    }

    /// Rows at most `radius_m` metres from a place ([`distance_m`]) with their distance: nearest
    /// first, the lowest id first among equals. Nothing for a place or radius that is not a number.
    #[must_use]
    pub fn within(&self, centre: Lonlat, radius_m: f64) -> Vec<(f64, u32)> {
        let mut near = Vec::new();
        for bounds in boxes_around(centre, radius_m) {
            self.in_box(&bounds, |row, spot| {
                let away = distance_m(centre, spot.lonlat());
                if away <= radius_m {
                    near.push((away, row));
                }
            });
        }
        near.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then_with(|| self.id(a.1).cmp(&self.id(b.1))));
        near.dedup_by_key(|(_, row)| *row);
        near
    }

    /// The `count` rows nearest to a place, as [`Index::within`] gives them; fewer when there are
    /// fewer. Looks in growing circles: cheap where findings are dense.
    #[must_use]
    pub fn nearest(&self, centre: Lonlat, count: usize) -> Vec<(f64, u32)> {
        let half_way_round = EARTH_M * std::f64::consts::PI;
        let mut radius = 50.0;
        loop {
            let mut near = self.within(centre, radius);
            if near.len() >= count || radius > half_way_round {
                near.truncate(count);
                return near;
            }
            radius *= 4.0;
        }
    }
}

/// Boxes that together hold a circle: one, or two across the 180th meridian. A little too large
/// rather than too small.
fn boxes_around(centre: Lonlat, radius_m: f64) -> Vec<Bounds> {
    if !(radius_m >= 0.0 && centre.lon.is_finite() && centre.lat.is_finite()) {
        return Vec::new();
    }
    let angle = radius_m / EARTH_M * (1.0 + 1e-9) + 1e-9;
    let (south, north) = (centre.lat - angle.to_degrees(), centre.lat + angle.to_degrees());
    let sine = angle.sin() / centre.lat.to_radians().cos();
    let holds_pole = south <= -90.0 || north >= 90.0 || angle >= std::f64::consts::FRAC_PI_2 || sine >= 1.0;
    let wide = if holds_pole {
        180.0
    } else {
        sine.asin().to_degrees()
    };
    let (west, east) = (centre.lon - wide, centre.lon + wide);
    let bounds = |west: f64, east: f64| Bounds {
        west,
        south,
        east,
        north,
    };
    if holds_pole {
        return vec![bounds(-180.0, 180.0)];
    }
    let mut boxes = vec![bounds(west.max(-180.0), east.min(180.0))];
    if west < -180.0 {
        boxes.push(bounds(west + 360.0, 180.0));
    }
    if east > 180.0 {
        boxes.push(bounds(-180.0, east - 360.0));
    }
    boxes
}

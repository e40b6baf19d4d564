//! Frames: how degrees on the globe become metres on a plane and back.

use crate::{local::Local, rijksdriehoek};

/// A place on the globe: degrees east and north, WGS84 (EPSG:4326, longitude first).
///
/// WGS84 and ETRS89 are taken as the same; they drift apart 2.5 cm a year and lie
/// less than a metre from each other today.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lonlat {
    /// Degrees east, -180 to 180.
    pub lon: f64,
    /// Degrees north, -90 to 90.
    pub lat: f64,
}

impl Lonlat {
    /// A place from degrees east and degrees north.
    #[must_use]
    pub const fn new(lon: f64, lat: f64) -> Self {
        Self { lon, lat }
    }

    /// True for finite degrees that lie on the globe.
    #[must_use]
    pub fn is_on_globe(self) -> bool {
        self.lon.abs() <= 180.0 && self.lat.abs() <= 90.0
    }
}

/// A place on the plane of some [`Frame`]: metres east and metres north.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metres {
    /// Metres to the east of the frame's origin.
    pub x: f64,
    /// Metres to the north of the frame's origin.
    pub y: f64,
}

impl Metres {
    /// A place from metres east and metres north.
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// The plane on which an area is measured.
///
/// Pure and `Copy`; a conversion costs well under a microsecond and never fails. Degrees
/// far outside the frame's country give large, distorted, finite metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Frame {
    /// The Dutch national plane, RD New (EPSG:28992), by the formulas of RDNAPTRANS2018 without
    /// its correction grid: the error on Dutch land is at most 0.3 m (measured on 54 published points).
    Rd,
    /// A transverse Mercator of scale 1 around a place anywhere in the world; lengths within
    /// 20 km of that place are true to 5 mm per kilometre, within 50 km to 32 mm.
    Local(Local),
}

/// Dutch land with a margin: west, south, east, north in degrees.
const NETHERLANDS: [f64; 4] = [3.2, 50.7, 7.3, 53.6];

impl Frame {
    /// The frame that suits a place: [`Frame::Rd`] inside a box around the Netherlands
    /// (which also holds strips of Belgium and Germany), else a local plane around the place.
    ///
    /// Use one frame for one area: metres of two local frames do not compare.
    #[must_use]
    pub fn for_place(place: Lonlat) -> Self {
        let [west, south, east, north] = NETHERLANDS;
        let dutch = (west..=east).contains(&place.lon) && (south..=north).contains(&place.lat);
        if dutch {
            return Self::Rd;
        }
        Self::Local(Local::around(place))
    }

    /// The frame that suits an area with this middle: as [`Frame::for_place`], with the origin of a local plane
    /// rounded to a tenth of a degree, so that a middle that moves a little gives the same plane.
    #[must_use]
    pub fn for_area(middle: Lonlat) -> Self {
        match Self::for_place(middle) {
            Self::Rd => Self::Rd,
            Self::Local(_) => Self::Local(Local::around(Lonlat::new(tenth(middle.lon), tenth(middle.lat)))),
        }
    }

    /// Metres of a place.
    #[must_use]
    pub fn to_metres(&self, place: Lonlat) -> Metres {
        match self {
            Self::Rd => rijksdriehoek::to_metres(place),
            Self::Local(local) => local.to_metres(place),
        }
    }

    /// The place of metres. Undoes [`Frame::to_metres`] within 1 mm on Dutch land for
    /// [`Frame::Rd`], and within a micrometre up to 500 km out for [`Frame::Local`].
    #[must_use]
    pub fn to_lonlat(&self, point: Metres) -> Lonlat {
        match self {
            Self::Rd => rijksdriehoek::to_lonlat(point),
            Self::Local(local) => local.to_lonlat(point),
        }
    }
}

fn tenth(degrees: f64) -> f64 {
    (degrees * 10.0).round() / 10.0
}

impl From<geo_types::Coord<f64>> for Metres {
    fn from(corner: geo_types::Coord<f64>) -> Self {
        Self {
            x: corner.x,
            y: corner.y,
        }
    }
}

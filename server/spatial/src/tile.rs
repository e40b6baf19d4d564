//! Vector tiles: the squares of the web's maps, and an encoder for what is drawn in them.
//!
//! Tiles are those of Web Mercator (EPSG:3857): at zoom z the world is 2^z by 2^z squares, counted
//! from the north-west. The bytes follow the Mapbox Vector Tile specification, version 2.1.

mod counts;
mod layer;
mod shape;

use std::f64::consts::PI;

use crate::frame::Lonlat;
use crate::index::{Bounds, PER_DEGREE, Spot};

pub use counts::{Counts, Heap};
pub use layer::{Key, Layer, Value};
pub use shape::Shape;

/// Units of a tile from side to side.
pub const EXTENT: i32 = 4_096;
/// Deepest zoom.
pub const MAX_ZOOM: u8 = 22;
/// Northernmost latitude of the tiles, in degrees; south alike. What lies beyond is in no tile.
pub const MAX_LAT: f64 = 85.051_128_779_806_59;
/// Steps of the table from which a projector reads.
const STEPS: usize = 16;

/// A square of the map of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TileId {
    z: u8,
    x: u32,
    y: u32,
}

impl TileId {
    /// The tile of column `x` from the west and row `y` from the north; `None` for a zoom beyond
    /// [`MAX_ZOOM`] and for columns and rows that the zoom does not have.
    #[must_use]
    pub fn new(z: u8, x: u32, y: u32) -> Option<Self> {
        (z <= MAX_ZOOM && x < 1 << z && y < 1 << z).then_some(Self { z, x, y })
    }

    /// The tile of a zoom that holds a spot. `None` beyond [`MAX_LAT`] and [`MAX_ZOOM`].
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within the world"
    )]
    pub fn at(z: u8, spot: Spot) -> Option<Self> {
        let place = spot.lonlat();
        if z > MAX_ZOOM || place.lat.abs() > MAX_LAT {
            return None;
        }
        let side = f64::from(1_u32 << z);
        let guess = |part: f64| (part * side) as i64;
        let (x, y) = (guess((place.lon + 180.0) / 360.0), guess(mercator(place.lat)));
        // The sides of tiles are whole spots: on a side the guess may be one off.
        let near = |at: i64| (at - 1..=at + 1).filter_map(|at| u32::try_from(at).ok());
        let tiles = near(y).flat_map(|y| near(x).filter_map(move |x| Self::new(z, x, y)));
        tiles.into_iter().find(|tile| tile.holds(spot))
    }

    /// Zoom, column, row.
    #[must_use]
    pub fn parts(self) -> (u8, u32, u32) {
        (self.z, self.x, self.y)
    }

    /// Is the spot in this tile? Of all tiles of a zoom exactly one holds a spot between the
    /// northernmost and the southernmost latitude: a tile owns its western and northern sides.
    #[must_use]
    pub fn holds(self, spot: Spot) -> bool {
        let [west, south, east, north] = self.sides();
        // The 180th meridian itself belongs to the last column.
        let at_end = spot.lon == 1_800_000_000 && self.x + 1 == 1 << self.z;
        ((west..east).contains(&spot.lon) || at_end) && spot.lat > south && spot.lat <= north
    }

    /// The box of all spots that the tile holds, sides included.
    #[must_use]
    pub fn bounds(self) -> Bounds {
        let [west, south, east, north] = self.sides();
        let at_end = self.x + 1 == 1 << self.z;
        let degrees = |units: i32| f64::from(units) / PER_DEGREE;
        Bounds {
            west: degrees(west),
            south: degrees(south + 1),
            east: degrees(if at_end { east } else { east - 1 }),
            north: degrees(north),
        }
    }

    /// The sides in units of a spot: west, south, east, north; a tile holds its west and north.
    fn sides(self) -> [i32; 4] {
        let side = f64::from(1_u32 << self.z);
        let lon = |x: u32| lon_line(f64::from(x) / side);
        let lat = |y: u32| lat_line(f64::from(y) / side);
        [lon(self.x), lat(self.y + 1), lon(self.x + 1), lat(self.y)]
    }

    /// How spots become units of this tile.
    #[must_use]
    pub fn projector(self) -> Projector {
        Projector::of(self)
    }
}

/// The first whole longitude at or east of a part of the world's width, in units of a spot.
#[allow(clippy::cast_possible_truncation, reason = "within the world")]
fn lon_line(part: f64) -> i32 {
    ((part * 360.0 - 180.0) * PER_DEGREE).ceil() as i32
}

/// The last whole latitude at or south of a part of the world's height, in units of a spot.
#[allow(clippy::cast_possible_truncation, reason = "within the world")]
fn lat_line(part: f64) -> i32 {
    (latitude(part) * PER_DEGREE).floor() as i32
}

/// Degrees north of a part of the world's height, counted from the north.
fn latitude(part: f64) -> f64 {
    (PI * (1.0 - 2.0 * part)).sinh().atan().to_degrees()
}

/// A latitude as a part of the world's height, counted from the north.
fn mercator(lat: f64) -> f64 {
    let lat = lat.clamp(-MAX_LAT, MAX_LAT).to_radians();
    0.5 - lat.tan().asinh() / (2.0 * PI)
}

/// Turns places into units of one tile: x to the east, y to the south, 0 to [`EXTENT`] inside it.
#[derive(Clone, Debug)]
pub struct Projector {
    tile: TileId,
    sides: [i32; 4],
    /// y at equal steps from north to south.
    rows: [f64; STEPS + 1],
}

impl Projector {
    fn of(tile: TileId) -> Self {
        let sides @ [_, south, _, north] = tile.sides();
        let mut this = Self {
            tile,
            sides,
            rows: [0.0; STEPS + 1],
        };
        for (step, row) in this.rows.iter_mut().enumerate() {
            let part = step as f64 / STEPS as f64;
            let lat = f64::from(north) + (f64::from(south) - f64::from(north)) * part;
            let side = f64::from(1_u32 << tile.z);
            *row = (mercator(lat / PER_DEGREE) * side - f64::from(tile.y)) * f64::from(EXTENT);
        }
        this
    }

    /// The unit square of a spot that the tile holds, 0 to 4095 each. Reads latitudes from a table,
    /// within a unit from zoom 8 on; at lower zooms use [`Projector::exact`].
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    pub fn unit(&self, spot: Spot) -> (i32, i32) {
        let [west, south, east, north] = self.sides.map(f64::from);
        let x = (f64::from(spot.lon) - west) / (east - west) * f64::from(EXTENT);
        let along = (north - f64::from(spot.lat)) / (north - south) * STEPS as f64;
        let step = (along as usize).min(STEPS - 1);
        let y = self.rows[step] + (self.rows[step + 1] - self.rows[step]) * (along - step as f64);
        let inside = |at: f64| (at as i32).clamp(0, EXTENT - 1);
        (inside(x), inside(y))
    }

    /// A place anywhere in units of this tile, exact; latitudes beyond [`MAX_LAT`] stop there.
    #[must_use]
    pub fn exact(&self, place: Lonlat) -> (f64, f64) {
        let side = f64::from(1_u32 << self.tile.z);
        let unit = |part: f64, tile: u32| (part * side - f64::from(tile)) * f64::from(EXTENT);
        let x = unit((place.lon + 180.0) / 360.0, self.tile.x);
        (x, unit(mercator(place.lat), self.tile.y))
    }
}

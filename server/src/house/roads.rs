//! Names of streets out of a base map: the named roads of its deepest tiles that touch a buurt.
//!
//! The file comes from anywhere. What is read of it is bounded, and a broken one gives a word for the log and no names.

mod archive;
pub mod follow;
mod sheet;

use super::{pmtiles::number, streets::Plan};
use archive::{Archive, Stand};
use sheet::named_roads;
use spatial::{
    Frame, Lonlat,
    index::{Bounds, Spot},
    tile::TileId,
};
use std::{collections::BTreeMap, f64::consts::PI, path::Path};

/// How far outside a buurt a road may name a place in it, in metres.
const MARGIN_M: f64 = 200.0;
/// Tiles end a little beyond this latitude, in degrees north and south.
const MAX_LAT: f64 = 85.05;
/// Metres of a degree north.
const DEGREE_M: f64 = 111_000.0;
/// The deepest zoom that is read: deeper tiles hold the same roads.
const DEEPEST: u8 = 15;
/// Most tiles that are read; at zoom 15 a city takes some hundreds.
const MOST_TILES: usize = 20_000;
/// Most corners of all named roads; a city takes some hundred thousand.
const MOST_CORNERS: usize = 2_000_000;

/// Roads that are being read: some tiles at a time, so that whoever waits can stop.
pub struct Reading {
    archive: Archive,
    /// By number in the file.
    tiles: Vec<TileId>,
    /// What is still to be read.
    stands: Vec<Stand>,
    plan: Plan,
}

impl Reading {
    /// Finds the tiles of a PMTiles file that touch one of these boxes or lie near one. Reads header and directories.
    /// The error says in a line what is wrong, without the name of the file.
    pub fn begin(path: &Path, boxes: impl Iterator<Item = Bounds>, frame: Frame) -> Result<Self, String> {
        let mut archive = Archive::open(path)?;
        let zoom = archive.max_zoom().min(DEEPEST);
        let tiles = touched(boxes, zoom).ok_or_else(|| {
            format!("the borders touch more than {MOST_TILES} of its tiles: too many to read their streets")
        })?;
        let numbers: Vec<u64> = tiles.keys().copied().collect();
        let mut stands = archive.find(&numbers)?;
        stands.reverse();
        Ok(Self {
            archive,
            tiles: tiles.into_values().collect(),
            stands,
            plan: Plan::new(frame),
        })
    }

    /// Reads up to so many tiles more; true when that was the last. Some milliseconds each.
    pub fn read(&mut self, most: usize) -> Result<bool, String> {
        for _ in 0..most {
            let Some(stand) = self.stands.pop() else {
                return Ok(true);
            };
            let bytes = self.archive.tile(&stand)?;
            for tile in &self.tiles[stand.wanted[0]..stand.wanted[1]] {
                let plan = &mut self.plan;
                let mut lay = |name: &str, line: &[[f64; 2]]| {
                    if plan.corners() <= MOST_CORNERS {
                        plan.lay(name, line.iter().map(|corner| place(*tile, *corner)));
                    }
                };
                named_roads(&bytes, &mut lay).ok_or("a tile is broken")?;
            }
            if self.plan.corners() > MOST_CORNERS {
                return Err(format!("its named roads have more than {MOST_CORNERS} corners"));
            }
        }
        Ok(self.stands.is_empty())
    }

    /// What was read.
    pub fn plan(self) -> Plan {
        self.plan
    }
}

/// The tiles of a zoom that touch one of the boxes or lie near one, by number; `None` when they are too many.
fn touched(boxes: impl Iterator<Item = Bounds>, zoom: u8) -> Option<BTreeMap<u64, TileId>> {
    let mut tiles = BTreeMap::new();
    let corner = |lon: f64, lat: f64| {
        let place = Lonlat::new(lon.clamp(-180.0, 180.0), lat.clamp(-MAX_LAT, MAX_LAT));
        TileId::at(zoom, Spot::of(place)).map(TileId::parts)
    };
    for own in boxes {
        let up = MARGIN_M / DEGREE_M;
        let aside = up
            / own
                .south
                .abs()
                .max(own.north.abs())
                .min(MAX_LAT)
                .to_radians()
                .cos();
        let first = corner(own.west - aside, own.north + up);
        let last = corner(own.east + aside, own.south - up);
        let (Some((_, left, top)), Some((_, right, bottom))) = (first, last) else {
            continue;
        };
        let side = |from: u32, to: u32| (u64::from(to) + 1).saturating_sub(from.into());
        if side(left, right) * side(top, bottom) > MOST_TILES as u64 {
            return None;
        }
        let all = (left..=right).flat_map(|x| (top..=bottom).map(move |y| (x, y)));
        let all = all.filter_map(|(x, y)| TileId::new(zoom, x, y));
        tiles.extend(all.map(|tile| (number(tile), tile)));
        if tiles.len() > MOST_TILES {
            return None;
        }
    }
    Some(tiles)
}

/// The place of a corner, told in parts of its tile's side from the north-west.
fn place(tile: TileId, [x, y]: [f64; 2]) -> Lonlat {
    let (z, column, row) = tile.parts();
    let side = f64::from(1_u32 << z);
    let (right, down) = ((f64::from(column) + x) / side, (f64::from(row) + y) / side);
    let north = PI * (1.0 - 2.0 * down);
    Lonlat::new(right * 360.0 - 180.0, north.sinh().atan().to_degrees())
}

#[cfg(test)]
#[path = "roads/tests.rs"]
mod tests;

//! Base maps of a few named streets, written by a small writer of the tests' own: one directory, nothing packed.

use buurtschouw::house::pmtiles::{HEADER, number};
use geo_types::LineString;
use spatial::{
    Lonlat,
    index::Spot,
    tile::{Layer, Shape, TileId},
};
use std::collections::BTreeMap;

/// The zoom of its tiles.
const ZOOM: u8 = 15;

/// A street: its name and its corners in degrees.
pub type Street<'a> = (&'a str, Vec<[f64; 2]>);

/// A PMTiles file of these streets.
pub fn basemap(streets: &[Street<'_>]) -> Vec<u8> {
    let tiles = tiles(streets);
    let mut directory = Vec::new();
    let mut put = |number: u64| varint(&mut directory, number);
    put(tiles.len() as u64);
    let mut last = 0;
    for number in tiles.keys() {
        put(number - last);
        last = *number;
    }
    tiles.keys().for_each(|_| put(1));
    tiles.values().for_each(|tile| put(tile.len() as u64));
    let mut offset = 0;
    for tile in tiles.values() {
        put(offset + 1);
        offset += tile.len() as u64;
    }
    let mut file = b"PMTiles\x03".to_vec();
    let mut at = HEADER as u64;
    for length in [directory.len() as u64, 0, 0, offset] {
        file.extend([at.to_le_bytes(), length.to_le_bytes()].concat());
        at += length;
    }
    file.resize(HEADER, 0);
    file[96..102].copy_from_slice(&[1, 1, 1, 1, ZOOM, ZOOM]);
    file.extend(directory);
    tiles.values().for_each(|tile| file.extend(tile));
    file
}

fn tiles(streets: &[Street<'_>]) -> BTreeMap<u64, Vec<u8>> {
    let corners = streets.iter().flat_map(|(_, line)| line);
    let parts = corners.filter_map(|[lon, lat]| TileId::at(ZOOM, Spot::of(Lonlat::new(*lon, *lat))));
    let parts: Vec<_> = parts.map(TileId::parts).collect();
    let span = |axis: fn(&(u8, u32, u32)) -> u32| {
        let (low, high) = (parts.iter().map(axis).min(), parts.iter().map(axis).max());
        low.unwrap_or(1)..=high.unwrap_or(0)
    };
    let (columns, rows) = (span(|part| part.1), span(|part| part.2));
    let all = columns.flat_map(|x| rows.clone().map(move |y| (x, y)));
    let all = all.filter_map(|(x, y)| TileId::new(ZOOM, x, y));
    all.map(|tile| (number(tile), sheet(streets, tile))).collect()
}

fn sheet(streets: &[Street<'_>], tile: TileId) -> Vec<u8> {
    let mut layer = Layer::new("roads");
    for (id, (name, line)) in (1..).zip(streets) {
        let line: LineString<f64> = line.iter().map(|[lon, lat]| (*lon, *lat)).collect();
        let shape = Shape::of_line(&line, &tile.projector());
        let tags = [("kind", "minor_road"), ("name", name)];
        let tags = tags.map(|(key, value)| (layer.key(key), layer.text(value)));
        layer.shape(id, &shape, &tags);
    }
    let mut bytes = Vec::new();
    layer.finish(&mut bytes);
    // A directory names no empty tile; an unknown field is passed over.
    bytes.extend([0x78, 0]);
    bytes
}

fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

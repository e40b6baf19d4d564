//! Any text as the path of a tile, and any numbers and texts drawn into that tile: what it holds lies in it, and its
//! bytes can be read.
//!
//! An input is a path, a line feed and what to draw: numbers of 8 bytes, and the same bytes as a text.
#![no_main]

#[path = "../../../server/src/http/tile_path.rs"]
mod tile_path;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use libfuzzer_sys::{Corpus, fuzz_target};
use spatial::{
    Lonlat,
    index::Spot,
    tile::{Counts, EXTENT, Layer, MAX_LAT, Shape, TileId},
};
use std::collections::HashSet;
use tile_path::tile_of;

/// Places as they are written, and as parts of the tile's own box, so that many lie in it.
fn places(numbers: &[f64], tile: TileId) -> Vec<Lonlat> {
    let bounds = tile.bounds();
    let part = |low: f64, high: f64, part: f64| low + (high - low) * part.abs().fract();
    let pairs = numbers.chunks_exact(2);
    pairs
        .flat_map(|pair| {
            let within = (
                part(bounds.west, bounds.east, pair[0]),
                part(bounds.south, bounds.north, pair[1]),
            );
            [Lonlat::new(pair[0], pair[1]), Lonlat::new(within.0, within.1)]
        })
        .collect()
}

/// The tile has corners, owns them, and is found by each spot that it holds.
fn check_spots(tile: TileId, spots: &[Spot]) {
    let bounds = tile.bounds();
    assert!(
        bounds.west <= bounds.east && bounds.south <= bounds.north,
        "{bounds:?}"
    );
    for corner in [(bounds.west, bounds.south), (bounds.east, bounds.north)] {
        assert!(
            tile.holds(Spot::of(Lonlat::new(corner.0, corner.1))),
            "{bounds:?}"
        );
    }
    let projector = tile.projector();
    for &spot in spots {
        let found = TileId::at(tile.parts().0, spot);
        assert_eq!(tile.holds(spot), found == Some(tile), "{spot:?} is in {found:?}");
        assert!(
            found.is_some() || spot.lonlat().lat.abs() > MAX_LAT - 1e-6,
            "{spot:?}"
        );
        if tile.holds(spot) {
            let (x, y) = projector.unit(spot);
            assert!((0..EXTENT).contains(&x) && (0..EXTENT).contains(&y), "{spot:?}");
            let (x, y) = projector.exact(spot.lonlat());
            let inside = -0.01..=f64::from(EXTENT) + 0.01;
            assert!(inside.contains(&x) && inside.contains(&y), "{spot:?} at {x} {y}");
        }
    }
}

/// Every finding of a group is in one heap, and each heap in its tile.
fn check_counts(tile: TileId, spots: &[Spot], groups: usize) {
    let mut counts = Counts::new(tile, groups);
    let held = spots.iter().filter(|spot| tile.holds(**spot));
    let mut added = 0;
    for (at, spot) in held.enumerate() {
        let group = at % 5;
        counts.add(*spot, group);
        added += u32::from(group < groups);
    }
    assert_eq!(counts.heaps().map(|heap| heap.count).sum::<u32>(), added);
    let ids: HashSet<u64> = counts.heaps().map(|heap| heap.id).collect();
    assert_eq!(ids.len(), counts.heaps().count());
    for heap in counts.heaps() {
        let inside = 0..=EXTENT;
        assert!(
            inside.contains(&heap.place.0) && inside.contains(&heap.place.1),
            "{heap:?}"
        );
        assert!(heap.id < 1 << 53 && heap.groups.len() == groups, "{heap:?}");
    }
}

/// A polygon with one hole, and a line.
fn shapes(places: &[Lonlat], tile: TileId) -> [Shape; 2] {
    let path = |places: &[Lonlat]| -> LineString<f64> {
        let corners = places.iter().map(|place| Coord {
            x: place.lon,
            y: place.lat,
        });
        LineString(corners.collect())
    };
    let (outer, hole) = places.split_at(places.len() * 2 / 3);
    let polygon = MultiPolygon(vec![Polygon::new(path(outer), vec![path(hole)])]);
    let projector = tile.projector();
    [
        Shape::of_polygons(&polygon, &projector),
        Shape::of_line(&path(places), &projector),
    ]
}

/// Nothing lies beyond the seam, and rings turn as the specification says.
fn check_shape(shape: &Shape) {
    let seam = -64..=EXTENT + 64;
    for (number, path) in shape.paths().iter().enumerate() {
        assert!(
            path.iter().all(|(x, y)| seam.contains(x) && seam.contains(y)),
            "{path:?}"
        );
        assert!(path.len() >= if shape.is_closed() { 3 } else { 2 });
        let next = path.iter().cycle().skip(1);
        let cross = |((x, y), (to_x, to_y)): (&(i32, i32), &(i32, i32))| {
            i64::from(*x) * i64::from(*to_y) - i64::from(*to_x) * i64::from(*y)
        };
        let area: i64 = path.iter().zip(next).map(cross).sum();
        assert!(
            !shape.is_closed() || (number == 0) == (area > 0),
            "{area} of {path:?}"
        );
    }
}

/// A layer with all kinds of values.
fn draw(shapes: &[Shape], numbers: &[f64], text: &str) -> Vec<u8> {
    let mut layer = Layer::new("fuzz");
    let mut tags = Vec::new();
    for (at, word) in text.split(' ').enumerate() {
        let number = numbers.get(at).copied().unwrap_or_default();
        let value = match at % 7 {
            0 => layer.text(word),
            1 => layer.text_once(word),
            2 => layer.whole_once(number.to_bits()),
            3 => layer.whole(number.to_bits()),
            4 => layer.signed(number.to_bits().cast_signed()),
            5 => layer.double(number),
            _ => layer.flag(number > 0.0),
        };
        tags.push((layer.key(word), value));
    }
    layer.point(text.len() as u64, (0, EXTENT - 1), &tags);
    for shape in shapes {
        layer.shape(u64::MAX, shape, &tags);
    }
    let mut bytes = Vec::new();
    layer.finish(&mut bytes);
    bytes
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let mut number = 0;
    for place in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first().expect("a number ends");
        (number, *bytes) = (number | u64::from(byte & 0x7f) << place, rest);
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

/// The fields of a message: number, and the bytes of those that have some.
fn fields(mut bytes: &[u8]) -> Vec<(u64, &[u8])> {
    let mut fields = Vec::new();
    while !bytes.is_empty() {
        let head = varint(&mut bytes);
        let length = match head & 7 {
            0 => (varint(&mut bytes), 0).1,
            1 => 8,
            2 => varint(&mut bytes) as usize,
            other => panic!("no field is of kind {other}"),
        };
        let (field, rest) = bytes.split_at_checked(length).expect("a field ends");
        fields.push((head >> 3, field));
        bytes = rest;
    }
    fields
}

/// The bytes are a tile with one layer, and each tag names a key and a value that are there.
fn check_bytes(bytes: &[u8], features: usize) {
    let tile = fields(bytes);
    assert!(tile.len() == 1 && tile[0].0 == 3);
    let layer = fields(tile[0].1);
    let of = |kind: u64| layer.iter().filter(move |(number, _)| *number == kind);
    assert_eq!(of(2).count(), features);
    let known = [of(3).count() as u64, of(4).count() as u64];
    of(4).for_each(|(_, value)| assert_eq!(fields(value).len(), 1));
    for (_, feature) in of(2) {
        let all = fields(feature);
        assert!(
            all.iter()
                .any(|(number, bytes)| *number == 4 && !bytes.is_empty())
        );
        for (_, mut tags) in all.into_iter().filter(|(number, _)| *number == 2) {
            while !tags.is_empty() {
                assert!(known.iter().all(|known| varint(&mut tags) < *known));
            }
        }
    }
}

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let end = bytes
        .iter()
        .position(|byte| *byte == b'\n')
        .unwrap_or(bytes.len());
    let (path, drawn) = bytes.split_at(end);
    let path = String::from_utf8_lossy(path);
    let parts: Vec<&str> = path.split('/').collect();
    let [z, x, y] = parts[..] else {
        return Corpus::Keep;
    };
    let Some(tile) = tile_of(z, x, y) else {
        return Corpus::Keep;
    };
    let (z, x, y) = tile.parts();
    let again = tile_of(&z.to_string(), &x.to_string(), &format!("{y}.mvt"));
    assert_eq!(again, Some(tile), "a tile has a path");
    let drawn = drawn.get(1..).unwrap_or_default();
    let (eights, _) = drawn.as_chunks();
    let numbers: Vec<f64> = eights.iter().map(|eight| f64::from_le_bytes(*eight)).collect();
    let places = places(&numbers, tile);
    let spots: Vec<Spot> = places.iter().copied().map(Spot::of).collect();
    check_spots(tile, &spots);
    check_counts(tile, &spots, drawn.len() % 5);
    let shapes = shapes(&places, tile);
    shapes.iter().for_each(check_shape);
    let bytes = draw(&shapes, &numbers, &String::from_utf8_lossy(drawn));
    check_bytes(
        &bytes,
        1 + shapes.iter().filter(|shape| !shape.is_empty()).count(),
    );
    Corpus::Keep
});

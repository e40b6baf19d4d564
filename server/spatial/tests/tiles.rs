//! Vector tiles, read back by a reader that is not ours.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use geo::{Area, BooleanOps};
use geo_types::{Geometry, LineString, MultiPoint, MultiPolygon, Polygon, line_string, polygon};
use mvt_reader::{Reader, feature::Value as Read};
use proptest::prelude::*;
use spatial::Lonlat;
use spatial::index::Spot;
use spatial::tile::{Counts, EXTENT, Layer, MAX_LAT, MAX_ZOOM, Shape, TileId};

fn spot() -> impl Strategy<Value = Spot> {
    let near = (44_700_000..44_900_000_i32, 518_600_000..519_800_000_i32);
    let world = (-1_800_000_000..=1_800_000_000_i32, -850_000_000..=850_000_000_i32);
    prop_oneof![near, world].prop_map(|(lon, lat)| Spot { lon, lat })
}

/// A spot on or one step beside the corner of a tile.
fn corner() -> impl Strategy<Value = (u8, Spot)> {
    (0..=MAX_ZOOM, any::<u32>(), any::<u32>(), -1..=1_i32, -1..=1_i32).prop_map(|(z, x, y, dx, dy)| {
        let tile = TileId::new(z, x % (1 << z), y % (1 << z)).unwrap();
        let bounds = tile.bounds();
        let corner = Spot::of(Lonlat::new(bounds.west, bounds.north));
        let lon = (corner.lon + dx).clamp(-1_800_000_000, 1_800_000_000);
        (
            z,
            Spot {
                lon,
                lat: corner.lat + dy,
            },
        )
    })
}

fn around(tile: TileId) -> Vec<TileId> {
    let (z, x, y) = tile.parts();
    let near = |at: u32| at.saturating_sub(2)..=at + 2;
    near(x)
        .flat_map(|x| near(y).filter_map(move |y| TileId::new(z, x, y)))
        .collect()
}

proptest! {
    #[test]
    fn every_spot_lies_in_exactly_one_tile_of_a_zoom(spot in spot(), z in 0..=MAX_ZOOM) {
        let tile = TileId::at(z, spot).unwrap();
        let holders = around(tile).into_iter().filter(|tile| tile.holds(spot)).count();
        prop_assert_eq!(holders, 1);
    }

    #[test]
    fn a_spot_on_the_corner_of_four_tiles_lies_in_exactly_one((z, spot) in corner()) {
        prop_assume!(spot.lonlat().lat.abs() <= MAX_LAT);
        let tile = TileId::at(z, spot);
        prop_assert!(tile.is_some(), "{:?} at {}", spot, z);
        let holders = around(tile.unwrap()).into_iter().filter(|tile| tile.holds(spot)).count();
        prop_assert_eq!(holders, 1);
    }

    #[test]
    fn a_spot_is_drawn_within_a_unit_of_its_exact_place(spot in spot(), z in 8..=MAX_ZOOM) {
        let tile = TileId::at(z, spot).unwrap();
        let projector = tile.projector();
        let (x, y) = projector.unit(spot);
        let exact = projector.exact(spot.lonlat());
        // At the deepest zooms a unit is smaller than a spot.
        let spot_units = f64::from(1_u32 << z) * f64::from(EXTENT) / 3.6e9 * 12.0;
        let near = |unit: i32, exact: f64| (f64::from(unit) + 0.5 - exact).abs() <= 0.6 + spot_units;
        prop_assert!(near(x, exact.0) && near(y, exact.1), "{:?} {:?}", (x, y), exact);
        prop_assert!((0..EXTENT).contains(&x) && (0..EXTENT).contains(&y));
    }

    #[test]
    fn points_and_their_properties_come_back_as_they_went_in(
        points in prop::collection::vec(
            (any::<u64>(), 0..EXTENT, 0..EXTENT, ".{0,12}", any::<i64>(), any::<u64>(), any::<f64>(), any::<bool>()),
            1..30,
        ),
    ) {
        let mut layer = Layer::new("findings");
        let names = ["text", "once", "signed", "whole", "double", "flag"];
        let keys = names.map(|name| layer.key(name));
        for (id, x, y, text, signed, whole, double, flag) in &points {
            let values = [
                layer.text(text),
                layer.text_once(text),
                layer.signed(*signed),
                layer.whole(*whole),
                layer.double(*double),
                layer.flag(*flag),
            ];
            let tags: Vec<_> = keys.into_iter().zip(values).collect();
            layer.point(*id, (*x, *y), &tags);
        }
        let mut tile = Vec::new();
        layer.finish(&mut tile);

        let reader = Reader::new(tile).unwrap();
        prop_assert_eq!(reader.get_layer_names().unwrap(), ["findings"]);
        let read = reader.get_features(0).unwrap();
        prop_assert_eq!(read.len(), points.len());
        for (feature, (id, x, y, text, signed, whole, double, flag)) in read.iter().zip(&points) {
            prop_assert_eq!(feature.id, Some(*id));
            let Geometry::MultiPoint(read) = &feature.geometry else { panic!("{:?}", feature.geometry) };
            prop_assert_eq!(read, &MultiPoint::from(vec![(*x as f32, *y as f32)]));
            let properties = feature.properties.as_ref().unwrap();
            prop_assert_eq!(&properties["text"], &Read::String(text.clone()));
            prop_assert_eq!(&properties["once"], &Read::String(text.clone()));
            prop_assert_eq!(&properties["signed"], &Read::SInt(*signed));
            prop_assert_eq!(&properties["whole"], &Read::UInt(*whole));
            prop_assert_eq!(&properties["double"], &Read::Double(*double));
            prop_assert_eq!(&properties["flag"], &Read::Bool(*flag));
        }
    }

    #[test]
    fn heaps_hold_every_finding_once_and_lie_where_their_findings_lie(
        spots in prop::collection::vec((spot(), 0..5_usize), 0..200),
        z in 0..14_u8,
    ) {
        let (x, y) = (1 << z >> 1, (1 << z) / 3);
        let tile = TileId::at(z, Spot { lon: 44_800_000, lat: 519_200_000 }).or(TileId::new(z, x, y)).unwrap();
        let mut counts = Counts::new(tile, 5);
        let inside: Vec<_> = spots.iter().filter(|(spot, _)| tile.holds(*spot)).collect();
        inside.iter().for_each(|(spot, group)| counts.add(*spot, *group));
        let heaps: Vec<_> = counts.heaps().collect();
        let total: u32 = heaps.iter().map(|heap| heap.count).sum();
        prop_assert_eq!(total as usize, inside.len());
        for group in 0..5 {
            let told: u32 = heaps.iter().map(|heap| heap.groups[group]).sum();
            prop_assert_eq!(told as usize, inside.iter().filter(|(_, of)| *of == group).count());
        }
        for heap in &heaps {
            let (column, row) = ((heap.number % 16) as i32, (heap.number / 16) as i32);
            let slack = 1;
            prop_assert!((heap.place.0 - (column * 256 + 128)).abs() <= 128 + slack, "{:?}", heap);
            prop_assert!((heap.place.1 - (row * 256 + 128)).abs() <= 128 + slack, "{:?}", heap);
        }
    }

    #[test]
    fn a_border_cut_by_tiles_keeps_its_area_and_leaves_no_gap(
        radii in prop::collection::vec(0.001_f64..0.012, 5..40),
        z in 12..17_u8,
    ) {
        let border = star(Lonlat::new(4.4792, 51.9225), &radii);
        let tile = TileId::at(z, Spot::of(Lonlat::new(4.4792, 51.9225))).unwrap();
        let mut whole = 0.0;
        for tile in around(tile) {
            let exact = in_units(&border, tile);
            let square = square(0.0);
            let wanted = exact.intersection(&square).unsigned_area();
            let told = drawn(&border, tile).intersection(&square).unsigned_area();
            // Rounding and thinning move the outline by up to 1.8 units.
            let outline = radii.len() as f64 * 2.0 * 600.0 * f64::from(1_u32 << (z - 12));
            prop_assert!((wanted - told).abs() <= 4.0 + 1.8 * outline.min(40_000.0), "{} and {}", wanted, told);
            whole += told;
        }
        prop_assert!(whole > 0.0);
    }
}

fn star(centre: Lonlat, radii: &[f64]) -> MultiPolygon<f64> {
    let turn = std::f64::consts::TAU / radii.len() as f64;
    let corner = |(at, radius): (usize, &f64)| {
        let angle = at as f64 * turn;
        (
            centre.lon + radius * angle.cos() * 1.6,
            centre.lat + radius * angle.sin(),
        )
    };
    let ring: Vec<(f64, f64)> = radii.iter().enumerate().map(corner).collect();
    Polygon::new(LineString::from(ring), vec![]).into()
}

fn in_units(border: &MultiPolygon<f64>, tile: TileId) -> MultiPolygon<f64> {
    let projector = tile.projector();
    let project = |ring: &LineString<f64>| -> LineString<f64> {
        ring.points()
            .map(|p| projector.exact(Lonlat::new(p.x(), p.y())))
            .collect()
    };
    border
        .iter()
        .map(|part| Polygon::new(project(part.exterior()), vec![]))
        .collect()
}

fn square(beyond: f64) -> MultiPolygon<f64> {
    let (low, high) = (-beyond, f64::from(EXTENT) + beyond);
    polygon![(x: low, y: low), (x: high, y: low), (x: high, y: high), (x: low, y: high)].into()
}

/// A border as the reader reads it.
fn drawn(border: &MultiPolygon<f64>, tile: TileId) -> MultiPolygon<f64> {
    let mut layer = Layer::new("buurten");
    layer.shape(1, &Shape::of_polygons(border, &tile.projector()), &[]);
    let mut bytes = Vec::new();
    layer.finish(&mut bytes);
    if bytes.is_empty() {
        return MultiPolygon(vec![]);
    }
    let read = Reader::new(bytes).unwrap().get_features(0).unwrap();
    let polygons = match read[0].geometry.clone() {
        Geometry::Polygon(polygon) => MultiPolygon(vec![polygon]),
        Geometry::MultiPolygon(polygons) => polygons,
        other => panic!("{other:?}"),
    };
    let wide = |ring: &LineString<f32>| -> LineString<f64> {
        ring.coords().map(|c| (f64::from(c.x), f64::from(c.y))).collect()
    };
    polygons
        .iter()
        .map(|p| Polygon::new(wide(p.exterior()), p.interiors().iter().map(wide).collect()))
        .collect()
}

fn tile_14() -> TileId {
    TileId::at(14, Spot::of(Lonlat::new(4.4792, 51.9225))).unwrap()
}

#[test]
fn a_known_place_lies_in_its_known_tile() {
    assert_eq!(tile_14().parts(), (14, 8_395, 5_417));
    assert_eq!(TileId::new(14, 1 << 14, 0), None);
    assert_eq!(TileId::new(14, 0, 1 << 14), None);
    assert_eq!(TileId::new(23, 0, 0), None);
    assert_eq!(
        TileId::at(
            3,
            Spot {
                lon: 0,
                lat: 860_000_000
            }
        ),
        None,
        "beyond the tiles"
    );
    assert!(
        TileId::at(
            3,
            Spot {
                lon: 1_800_000_000,
                lat: 0
            }
        )
        .is_some(),
        "the 180th meridian"
    );
}

#[test]
fn an_empty_layer_is_no_bytes_at_all() {
    let mut tile = Vec::new();
    let mut layer = Layer::new("findings");
    layer.key("id");
    layer.text("never used");
    layer.finish(&mut tile);
    assert!(tile.is_empty());
}

#[test]
fn a_hole_turns_the_other_way_and_lies_behind_its_outer_ring() {
    let bounds = tile_14().bounds();
    let at = |x: f64, y: f64| {
        (
            bounds.west + x * (bounds.east - bounds.west),
            bounds.north - y * (bounds.north - bounds.south),
        )
    };
    let ring = |low: f64, high: f64| {
        LineString::from(vec![at(low, low), at(high, low), at(high, high), at(low, high)])
    };
    for turned in [false, true] {
        let mut rings = [ring(0.2, 0.8), ring(0.4, 0.6)];
        if turned {
            rings.iter_mut().for_each(|ring| ring.0.reverse());
        }
        let [outer, hole] = rings;
        let shape = Shape::of_polygons(&Polygon::new(outer, vec![hole]).into(), &tile_14().projector());
        let area = |ring: &[(i32, i32)]| -> i64 {
            (0..ring.len())
                .map(|at| (ring[at], ring[(at + 1) % ring.len()]))
                .map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1))
                .sum()
        };
        assert_eq!(shape.paths().len(), 2);
        assert!(area(&shape.paths()[0]) > 0 && area(&shape.paths()[1]) < 0);
    }
}

#[test]
fn a_line_that_leaves_the_tile_and_comes_back_is_two_lines() {
    let bounds = tile_14().bounds();
    let (south, north, tall) = (bounds.south, bounds.north, bounds.north - bounds.south);
    let (west, wide) = (bounds.west, bounds.east - bounds.west);
    let line = line_string![
        (x: west + wide * 0.2, y: south + tall * 0.5),
        (x: west + wide * 0.2, y: north + tall),
        (x: west + wide * 0.8, y: north + tall),
        (x: west + wide * 0.8, y: south + tall * 0.5),
    ];
    let shape = Shape::of_line(&line, &tile_14().projector());
    assert_eq!(shape.paths().len(), 2);
    assert!(
        shape
            .paths()
            .iter()
            .flatten()
            .all(|(_, y)| (-64..=EXTENT + 64).contains(y))
    );
    let mut layer = Layer::new("roads");
    layer.shape(1, &shape, &[]);
    let mut bytes = Vec::new();
    layer.finish(&mut bytes);
    let read = Reader::new(bytes).unwrap().get_features(0).unwrap();
    assert!(matches!(&read[0].geometry, Geometry::MultiLineString(lines) if lines.0.len() == 2));
}

#[test]
fn broken_shapes_draw_nothing_and_break_nothing() {
    let projector = tile_14().projector();
    let nan = Polygon::new(
        LineString::from(vec![(f64::NAN, 1.0), (1.0, f64::INFINITY), (4.0, 51.0)]),
        vec![],
    );
    assert!(Shape::of_polygons(&nan.into(), &projector).is_empty());
    let endless = line_string![(x: f64::MAX, y: 51.0), (x: 4.47, y: 51.92), (x: f64::MAX, y: 52.0)];
    let drawn = Shape::of_line(&endless, &TileId::new(0, 0, 0).unwrap().projector());
    assert!(
        drawn.is_empty(),
        "the largest number of degrees is no place: {drawn:?}"
    );
    assert!(Shape::of_polygons(&MultiPolygon(vec![]), &projector).is_empty());
    assert!(Shape::of_line(&line_string![(x: 4.47, y: 51.92)], &projector).is_empty());
    let world =
        polygon![(x: -180.0, y: -90.0), (x: 180.0, y: -90.0), (x: 180.0, y: 90.0), (x: -180.0, y: 90.0)];
    let shape = Shape::of_polygons(&world.into(), &projector);
    assert_eq!(
        shape.paths()[0].len(),
        4,
        "the whole world fills the tile and its buffer"
    );
}

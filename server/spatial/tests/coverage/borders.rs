//! Topology out of borders that tile, made up and real.

use std::path::Path;

use geo::Area;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use serde_json::Value;
use spatial::Frame;
use spatial::coverage::{Coverage, Fault, Flaw};

use super::judge::{assert_tiles, holders, rectangle, shape};

fn named(shapes: Vec<MultiPolygon<f64>>) -> Vec<(String, MultiPolygon<f64>)> {
    let name = |(at, shape)| (format!("BU{at:02}"), shape);
    shapes.into_iter().enumerate().map(name).collect()
}

fn faults(flaws: &[Flaw]) -> Vec<Fault> {
    flaws.iter().map(|flaw| flaw.fault).collect()
}

#[test]
fn four_squares_share_four_arcs_and_meet_in_one_node() {
    let at = |x: f64, y: f64| rectangle(x, y, x + 100.0, y + 100.0);
    let borders = named(vec![
        at(0.0, 0.0),
        at(100.0, 0.0),
        at(0.0, 100.0),
        at(100.0, 100.0),
    ]);
    let (fabric, flaws) = Coverage::from_polygons(&borders);
    assert_eq!(faults(&flaws), []);
    assert_eq!((fabric.arcs.len(), fabric.nodes().len()), (8, 5));
    assert_eq!(fabric.arcs.iter().filter(|arc| arc.is_hull()).count(), 4);
    assert_tiles(&fabric);
    let centre = fabric.nodes().into_iter().find(|node| node.arcs.len() == 4);
    assert_eq!(centre.map(|node| node.at), Some(Coord { x: 100.0, y: 100.0 }));
    for (face, (code, shape)) in fabric.polygons().iter().enumerate() {
        assert_eq!(code, &borders[face].0);
        assert!((shape.signed_area() - 10_000.0).abs() < 1e-9);
    }
}

#[test]
fn the_order_of_borders_does_not_change_the_fabric() {
    let mut borders = named(vec![
        rectangle(0.0, 0.0, 100.0, 200.0),
        rectangle(100.0, 0.0, 200.0, 90.0),
        rectangle(100.0, 90.0, 200.0, 200.0),
    ]);
    let straight = Coverage::from_polygons(&borders);
    borders.reverse();
    assert_eq!(Coverage::from_polygons(&borders), straight);
}

#[test]
fn a_corner_on_a_neighbours_edge_becomes_a_node() {
    let (fabric, flaws) = Coverage::from_polygons(&named(vec![
        rectangle(0.0, 0.0, 100.0, 200.0),
        // Corners a few centimetres off the long edge.
        shape(&[&[(100.02, 0.0), (200.0, 0.0), (200.0, 90.0), (99.98, 90.0)]]),
        shape(&[&[(99.97, 90.01), (200.0, 90.0), (200.0, 200.0), (100.0, 200.0)]]),
    ]));
    assert_eq!(faults(&flaws), []);
    assert_eq!(fabric.arcs.iter().filter(|arc| !arc.is_hull()).count(), 3);
    assert_tiles(&fabric);
    assert!(
        holders(&fabric, 60)
            .iter()
            .filter(|(_, holders)| *holders == 1)
            .count()
            >= 3_590
    );
}

#[test]
fn an_enclave_is_a_closed_arc_and_a_hole() {
    let (fabric, flaws) = Coverage::from_polygons(&named(vec![
        shape(&[
            &[(0.0, 0.0), (300.0, 0.0), (300.0, 300.0), (0.0, 300.0)],
            &[(100.0, 100.0), (200.0, 100.0), (200.0, 200.0), (100.0, 200.0)],
        ]),
        rectangle(100.0, 100.0, 200.0, 200.0),
    ]));
    assert_eq!(faults(&flaws), []);
    assert!(fabric.arcs.len() == 2 && fabric.arcs.iter().all(|arc| arc.is_closed()));
    assert!(fabric.nodes().is_empty());
    assert!((fabric.face_area(0) - 80_000.0).abs() < 1e-9);
    assert_eq!(fabric.polygons()[0].1.0[0].interiors().len(), 1);
    assert_tiles(&fabric);
}

#[test]
fn overlaps_and_cracks_are_told_with_their_place_and_size() {
    let (fabric, flaws) = Coverage::from_polygons(&named(vec![
        rectangle(0.0, 0.0, 100.0, 100.0),
        rectangle(90.0, 0.0, 200.0, 100.0),
    ]));
    assert_eq!(faults(&flaws), [Fault::Overlap]);
    assert!((flaws[0].area_m2 - 1_000.0).abs() < 0.01 && (flaws[0].at.x - 95.0).abs() < 0.01);
    assert!((fabric.face_area(0) - 10_000.0).abs() < 0.1 && (fabric.face_area(1) - 10_000.0).abs() < 0.1);
    assert_tiles(&fabric);

    // A crack of 30 cm, closed by a third at the top and a fourth at the bottom.
    let (_, flaws) = Coverage::from_polygons(&named(vec![
        rectangle(0.0, 0.0, 100.0, 100.0),
        rectangle(100.3, 0.0, 200.0, 100.0),
        rectangle(0.0, 100.0, 200.0, 200.0),
        rectangle(0.0, -100.0, 200.0, 0.0),
    ]));
    assert_eq!(faults(&flaws), [Fault::Gap]);
    assert!((flaws[0].area_m2 - 30.0).abs() < 0.1);
    assert_eq!(flaws[0].faces, [0, 1, 2, 3]);
}

#[test]
fn a_face_within_another_is_an_overlap_although_no_lines_cross() {
    let (fabric, flaws) = Coverage::from_polygons(&named(vec![
        rectangle(0.0, 0.0, 300.0, 300.0),
        rectangle(100.0, 100.0, 200.0, 200.0),
    ]));
    // The first keeps the ground; nothing is left of the second.
    assert_eq!(faults(&flaws), [Fault::Overlap, Fault::TooSmall]);
    assert!((flaws[0].area_m2 - 10_000.0).abs() < 0.01);
    assert_tiles(&fabric);
}

#[test]
fn parts_in_corners_and_far_away_are_parts() {
    let two = MultiPolygon(
        [
            rectangle(0.0, 0.0, 100.0, 100.0).0,
            rectangle(100.0, 100.0, 200.0, 200.0).0,
        ]
        .concat(),
    );
    let (fabric, flaws) = Coverage::from_polygons(&named(vec![two, rectangle(100.0, 0.0, 200.0, 100.0)]));
    assert_eq!(faults(&flaws), [Fault::NotOnePart]);
    assert_eq!(fabric.polygons()[0].1.0.len(), 2);
    assert_tiles(&fabric);
}

#[test]
fn nonsense_is_told_and_never_a_panic() {
    let nothing = Coverage::from_polygons(&[]);
    assert_eq!(nothing, (Coverage::default(), Vec::new()));
    let odd = [
        MultiPolygon(Vec::new()),
        shape(&[&[]]),
        shape(&[&[(0.0, 0.0)]]),
        shape(&[&[(0.0, 0.0), (100.0, 0.0)]]),
        shape(&[&[(0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0)]]),
        shape(&[&[(f64::NAN, 0.0), (100.0, f64::INFINITY), (3.0, 3.0)]]),
        shape(&[&[(0.0, 0.0), (1e300, 0.0), (1e300, 1e300)]]),
        shape(&[&[(0.0, 0.0), (100.0, 100.0), (100.0, 0.0), (0.0, 100.0)]]),
        shape(&[&[(0.0, 0.0), (0.01, 0.0), (0.01, 0.01)]]),
    ];
    for one in &odd {
        let (_, flaws) = Coverage::from_polygons(&named(vec![one.clone()]));
        assert!(!flaws.is_empty(), "{one:?}");
        for other in &odd {
            let _ = Coverage::from_polygons(&named(vec![
                one.clone(),
                other.clone(),
                rectangle(0.0, 0.0, 50.0, 50.0),
            ]));
        }
    }
}

/// The official borders of Rotterdam in metres, when they are at hand.
pub fn rotterdam() -> Option<Vec<(String, MultiPolygon<f64>)>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/boundaries/rotterdam_buurten.geojson");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: no official borders at {}", file.display());
        return None;
    };
    let collection: Value = serde_json::from_str(&text).expect("GeoJSON");
    let features = collection["features"].as_array().expect("features");
    let ring = |ring: &Value| -> LineString<f64> {
        let corner = |pair: &Value| {
            (
                pair[0].as_f64().expect("degrees"),
                pair[1].as_f64().expect("degrees"),
            )
        };
        ring.as_array().expect("ring").iter().map(corner).collect()
    };
    let part = |rings: &Value| {
        let mut rings = rings.as_array().expect("rings").iter().map(ring);
        Polygon::new(rings.next().expect("exterior"), rings.collect())
    };
    let border = |feature: &Value| {
        let shape = &feature["geometry"]["coordinates"];
        let shape: MultiPolygon<f64> = match feature["geometry"]["type"].as_str() {
            Some("Polygon") => part(shape).into(),
            _ => shape.as_array().expect("parts").iter().map(part).collect(),
        };
        let properties = feature["properties"].as_object().expect("properties");
        let code = properties
            .values()
            .find_map(|value| value.as_str().filter(|text| text.starts_with("BU")));
        (code.expect("code").to_owned(), Frame::Rd.project(&shape))
    };
    Some(features.iter().map(border).collect())
}

#[test]
fn rotterdam_becomes_one_fabric_of_the_same_areas() {
    let Some(borders) = rotterdam() else { return };
    let start = std::time::Instant::now();
    let (fabric, flaws) = Coverage::from_polygons(&borders);
    println!(
        "{} arcs of {} borders in {:?}",
        fabric.arcs.len(),
        borders.len(),
        start.elapsed()
    );
    for flaw in &flaws {
        println!("{flaw:?}");
    }
    assert!(flaws.iter().all(|flaw| !flaw.fault.breaks_tiling()));
    let area: f64 = borders.iter().map(|(_, border)| border.unsigned_area()).sum();
    let woven: f64 = (0..fabric.faces.len()).map(|face| fabric.face_area(face)).sum();
    assert!((area - woven).abs() < 1e-5 * area, "{area} {woven}");
}

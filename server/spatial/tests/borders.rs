//! Repair, area and study areas of borders, made up and real.
#![allow(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use std::path::Path;

use geo::algorithm::Validation;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use proptest::prelude::*;
use serde_json::Value;
use spatial::locate::Borders;
use spatial::repair::{Note, RawRing, Repaired, repair, repair_rings};
use spatial::{Frame, Lonlat, Metres, Study, StudyFault, area_m2};

/// A ring near Rotterdam from corners in thousandths of a degree.
fn ring(corners: &[(f64, f64)]) -> Vec<Coord<f64>> {
    corners
        .iter()
        .map(|&(x, y)| Coord {
            x: 4.4 + x / 1000.0,
            y: 51.9 + y / 1000.0,
        })
        .collect()
}

fn repaired(corners: &[(f64, f64)]) -> Repaired {
    repair_rings(&[vec![ring(corners)]]).expect("usable")
}

fn area(shape: &MultiPolygon<f64>) -> f64 {
    area_m2(shape, &Frame::Rd)
}

fn square_area(side: f64) -> f64 {
    area(&repaired(&[(0.0, 0.0), (side, 0.0), (side, side), (0.0, side), (0.0, 0.0)]).shape)
}

#[test]
fn a_sound_border_comes_back_as_it_came_without_notes() {
    let sound = repaired(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]);
    assert!(sound.notes.is_empty() && !sound.is_repaired());
    let corners = ring(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]);
    assert_eq!(
        sound.shape,
        MultiPolygon(vec![Polygon::new(LineString(corners), Vec::new())])
    );
    // Clockwise is turned, silently.
    let turned = repaired(&[(0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (4.0, 0.0), (0.0, 0.0)]);
    assert!(turned.notes.is_empty());
    assert!((area(&turned.shape) - area(&sound.shape)).abs() < 1e-6);
}

#[test]
fn each_fault_is_repaired_and_named() {
    let square = square_area(4.0);
    let closed = repaired(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]);
    assert_eq!(closed.notes, [Note::Unclosed]);
    assert!(!closed.is_repaired());
    let thinned = repaired(&[
        (0.0, 0.0),
        (4.0, 0.0),
        (4.0, 0.0),
        (4.0, 4.0),
        (0.0, 4.0),
        (0.0, 0.0),
    ]);
    assert_eq!(thinned.notes, [Note::RepeatedPoints]);
    assert!(!thinned.is_repaired());
    let spiked = repaired(&[
        (0.0, 0.0),
        (4.0, 0.0),
        (9.0, 0.0),
        (4.0, 0.0),
        (4.0, 4.0),
        (0.0, 4.0),
        (0.0, 0.0),
    ]);
    assert_eq!(spiked.notes, [Note::Spike]);
    for shape in [&closed.shape, &thinned.shape, &spiked.shape] {
        assert!((area(shape) / square - 1.0).abs() < 1e-9 && shape.is_valid());
    }
}

#[test]
fn a_bowtie_becomes_both_its_wings() {
    let tie = repaired(&[(0.0, 0.0), (4.0, 4.0), (4.0, 0.0), (0.0, 4.0), (0.0, 0.0)]);
    assert_eq!(tie.notes, [Note::Bowtie]);
    assert_eq!(tie.shape.0.len(), 2);
    assert!(tie.shape.is_valid());
    assert!((area(&tie.shape) / square_area(4.0) - 0.5).abs() < 1e-3);
    assert_eq!(Note::Bowtie.code(), "repaired_bowtie");
}

#[test]
fn a_ring_that_touches_itself_becomes_a_hole_or_two_parts_and_keeps_its_corners() {
    // The inner square hangs on a corner of the outer one: a hole.
    let hole = repaired(&[
        (0.0, 0.0),
        (8.0, 0.0),
        (8.0, 8.0),
        (0.0, 8.0),
        (0.0, 0.0),
        (2.0, 4.0),
        (4.0, 4.0),
        (4.0, 2.0),
        (0.0, 0.0),
    ]);
    assert_eq!(hole.notes, [Note::TouchesItself]);
    assert_eq!((hole.shape.0.len(), hole.shape.0[0].interiors().len()), (1, 1));
    // Two squares that meet in a corner: two parts.
    let pair = repaired(&[
        (0.0, 0.0),
        (4.0, 0.0),
        (4.0, 4.0),
        (8.0, 4.0),
        (8.0, 8.0),
        (4.0, 8.0),
        (4.0, 4.0),
        (0.0, 4.0),
        (0.0, 0.0),
    ]);
    assert_eq!(pair.notes, [Note::TouchesItself]);
    assert_eq!(pair.shape.0.len(), 2);
    // A corner on the middle of an edge.
    let pinched = repaired(&[
        (0.0, 0.0),
        (8.0, 0.0),
        (8.0, 8.0),
        (4.0, 0.0),
        (0.0, 8.0),
        (0.0, 0.0),
    ]);
    assert_eq!(pinched.notes, [Note::TouchesItself]);
    for shape in [&hole.shape, &pair.shape, &pinched.shape] {
        assert!(shape.is_valid(), "{shape:?}");
    }
}

#[test]
fn holes_that_touch_at_a_corner_stay_and_holes_outside_become_parts() {
    let outer = ring(&[(0.0, 0.0), (8.0, 0.0), (8.0, 8.0), (0.0, 8.0), (0.0, 0.0)]);
    let touching = ring(&[(0.0, 0.0), (2.0, 4.0), (4.0, 2.0), (0.0, 0.0)]);
    let kept = repair_rings(&[vec![outer.clone(), touching]]).expect("usable");
    assert!(kept.notes.is_empty());
    assert_eq!(kept.shape.0[0].interiors().len(), 1);
    let astray = ring(&[(10.0, 0.0), (12.0, 0.0), (12.0, 2.0), (10.0, 2.0), (10.0, 0.0)]);
    let moved = repair_rings(&[vec![outer, astray]]).expect("usable");
    assert!(moved.is_repaired());
    assert_eq!(moved.shape.0.len(), 2);
}

#[test]
fn what_cannot_be_used_is_refused_with_code_and_reason() {
    let code = |rings: &[Vec<Vec<Coord<f64>>>]| repair_rings(rings).expect_err("refused").code;
    assert_eq!(code(&[]), "empty");
    assert_eq!(code(&[vec![Vec::new()]]), "empty");
    assert_eq!(
        code(&[vec![ring(&[(0.0, 0.0), (4.0, 0.0), (0.0, 0.0)])]]),
        "too_few_points"
    );
    assert_eq!(
        code(&[vec![ring(&[(0.0, 0.0), (4.0, 0.0), (2.0, 0.0), (0.0, 0.0)])]]),
        "too_few_points"
    );
    assert_eq!(
        code(&[vec![ring(&[(0.0, 0.0), (0.01, 0.0), (0.0, 0.01)])]]),
        "too_small"
    );
    let nan = vec![Coord { x: f64::NAN, y: 51.0 }; 4];
    assert_eq!(code(&[vec![nan]]), "bad_coordinates");
    let rd = [
        (92_000.0, 437_000.0),
        (93_000.0, 437_000.0),
        (93_000.0, 438_000.0),
    ];
    let rd: Vec<Coord<f64>> = rd.map(|(x, y)| Coord { x, y }).to_vec();
    let refusal = repair_rings(&[vec![rd]]).expect_err("refused");
    assert_eq!(refusal.code, "bad_coordinates");
    assert!(
        refusal.reason.contains("looks like RD metres"),
        "{}",
        refusal.reason
    );
}

#[test]
fn a_part_that_has_no_area_is_dropped_and_the_rest_is_used() {
    let flat = ring(&[(20.0, 0.0), (24.0, 0.0), (20.0, 0.0)]);
    let square = ring(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]);
    let rest = repair_rings(&[vec![flat], vec![square]]).expect("usable");
    assert!(rest.notes.contains(&Note::DroppedPart));
    assert_eq!(rest.shape.0.len(), 1);
}

proptest! {
    #[test]
    fn any_scribble_is_refused_or_becomes_what_an_odd_number_of_turns_surrounds(
        corners in prop::collection::vec((0..12_u8, 0..12_u8), 3..14),
        probes in prop::collection::vec((0.0..12.0_f64, 0.0..12.0_f64), 30),
    ) {
        let corners: Vec<(f64, f64)> = corners.iter().map(|&(x, y)| (f64::from(x), f64::from(y))).collect();
        let raw = ring(&corners);
        let Ok(repaired) = repair_rings(&[vec![raw.clone()]]) else { return Ok(()) };
        let scribble = MultiPolygon(vec![Polygon::new(LineString(raw), Vec::new())]);
        let (before, after) = (Borders::new(&[scribble]), Borders::new(&[repaired.shape]));
        for (x, y) in probes {
            let place = Lonlat::new(4.4 + x / 1000.0, 51.9 + y / 1000.0);
            prop_assert_eq!(before.locate(place), after.locate(place), "{:?} {:?}", place, corners);
        }
    }

    #[test]
    fn repairing_twice_changes_nothing_more(corners in prop::collection::vec((0..9_u8, 0..9_u8), 3..9)) {
        let corners: Vec<(f64, f64)> = corners.iter().map(|&(x, y)| (f64::from(x), f64::from(y))).collect();
        if let Ok(once) = repair_rings(&[vec![ring(&corners)]]) {
            let again = repair(&once.shape).expect("usable");
            prop_assert!((area(&again.shape) / area(&once.shape) - 1.0).abs() < 1e-9);
        }
    }
}

/// The official borders of Rotterdam as parts of rings, or nothing when the data is absent.
fn rotterdam() -> Option<Vec<Vec<Vec<RawRing>>>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/boundaries/rotterdam_buurten.geojson");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: shared data is not here");
        return None;
    };
    let file: Value = serde_json::from_str(&text).expect("JSON");
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let corner = |value: &Value| Coord {
        x: value[0].as_f64().expect("longitude"),
        y: value[1].as_f64().expect("latitude"),
    };
    let ring = |value: &Value| list(value).iter().map(corner).collect();
    let part = |value: &Value| list(value).iter().map(ring).collect();
    let feature = |value: &Value| list(&value["geometry"]["coordinates"]).iter().map(part).collect();
    Some(list(&file["features"]).iter().map(feature).collect())
}

#[test]
fn all_borders_of_rotterdam_are_usable_eight_are_repaired_and_the_area_is_kept() {
    let Some(features) = rotterdam() else { return };
    assert_eq!(features.len(), 92);
    let usable: Vec<Repaired> = features
        .iter()
        .map(|feature| repair_rings(feature).expect("usable"))
        .collect();
    let repaired: Vec<&Repaired> = usable.iter().filter(|border| border.is_repaired()).collect();
    assert_eq!(repaired.len(), 8);
    assert!(repaired.iter().all(|border| border.notes.contains(&Note::Bowtie)));
    let total: f64 = usable.iter().map(|border| area(&border.shape)).sum();
    println!("{total} m2");
    assert!((total / 324.162_73e6 - 1.0).abs() < 1e-6, "{total} m2");
    assert!(usable.iter().all(|border| border.shape.is_valid()));

    // Every corner, shared by up to four borders, is in a border that has it as its own or holds it.
    let shapes: Vec<MultiPolygon<f64>> = usable.into_iter().map(|border| border.shape).collect();
    let borders = Borders::new(&shapes);
    for corner in features.iter().flatten().flatten().flatten() {
        assert!(
            borders.locate(Lonlat::new(corner.x, corner.y)).is_some(),
            "{corner:?}"
        );
    }
}

#[test]
fn rotterdams_borders_share_out_the_cells_of_the_city_without_gap_or_overlap() {
    let Some(features) = rotterdam() else { return };
    let project =
        |feature: &Vec<Vec<RawRing>>| Frame::Rd.project(&repair_rings(feature).expect("usable").shape);
    let plane: Vec<MultiPolygon<f64>> = features.iter().map(project).collect();
    let city = Study::from_polygons(&plane).expect("city");
    let apart = plane.iter().map(|border| {
        Study::from_polygons(std::slice::from_ref(border))
            .expect("buurt")
            .count()
    });
    assert_eq!(apart.sum::<usize>(), city.count());
    let wanted = 324.162_73e6 / 625.0;
    assert!(
        (city.count() as f64 / wanted - 1.0).abs() < 1e-3,
        "{}",
        city.count()
    );
}

#[test]
fn the_cells_of_an_area_are_those_whose_centre_it_holds() {
    let square = |low: f64, high: f64| {
        LineString::from(vec![
            (low, low),
            (high, low + 40.0),
            (high - 30.0, high),
            (low + 10.0, high - 60.0),
        ])
    };
    let shape = MultiPolygon(vec![Polygon::new(
        square(-511.3, 987.1),
        vec![square(-100.7, 400.9)],
    )]);
    let study = Study::from_polygons(std::slice::from_ref(&shape)).expect("area");
    let border = Borders::new(&[shape]);
    let (first, columns, rows) = study.rectangle();
    let mut inside = 0;
    for row in 0..rows as i32 {
        for column in 0..columns as i32 {
            let cell = first.shifted((column, row));
            let Metres { x, y } = cell.centre();
            let held = border.locate(Lonlat::new(x, y)).is_some();
            assert_eq!(study.contains(cell), held, "{cell}");
            inside += usize::from(held);
        }
    }
    assert_eq!(study.count(), inside);
    assert_eq!(study.cells().count(), inside);
}

#[test]
fn centres_on_a_shared_border_fall_to_exactly_one_neighbour() {
    // All corners are centres of cells, and the shared edges run through many more.
    let at = |column: f64, row: f64| (12.5 + 25.0 * column, 12.5 + 25.0 * row);
    let middle = [at(4.0, 0.0), at(8.0, 4.0), at(4.0, 8.0), at(0.0, 4.0)];
    let corners = [at(0.0, 0.0), at(8.0, 0.0), at(8.0, 8.0), at(0.0, 8.0)];
    let piece = |ring: Vec<(f64, f64)>| MultiPolygon(vec![Polygon::new(LineString::from(ring), Vec::new())]);
    let mut pieces = vec![piece(middle.to_vec())];
    for side in 0..4 {
        pieces.push(piece(vec![corners[side], middle[side], middle[(side + 3) % 4]]));
    }
    let count = |pieces: &[MultiPolygon<f64>]| Study::from_polygons(pieces).expect("area").count();
    assert_eq!(pieces.chunks(1).map(count).sum::<usize>(), 64);
    assert_eq!(count(&pieces), 64);
}

#[test]
fn an_area_without_a_cell_or_far_too_wide_is_refused() {
    let speck = Polygon::new(
        LineString::from(vec![(1.0, 1.0), (2.0, 1.0), (2.0, 2.0)]),
        Vec::new(),
    );
    assert_eq!(
        Study::from_polygons(&[MultiPolygon(vec![speck])]).err(),
        Some(StudyFault::Empty)
    );
    assert_eq!(Study::from_cells([]).err(), Some(StudyFault::Empty));
    let ends = [
        spatial::Cell::new(i32::MIN, 0),
        spatial::Cell::new(i32::MAX, i32::MAX),
    ];
    assert!(matches!(
        Study::from_cells(ends).err(),
        Some(StudyFault::TooWide(_))
    ));
    let dry = Study::from_cells([spatial::Cell::new(0, 0)]).expect("one cell");
    assert_eq!(
        dry.walked([(spatial::Cell::new(5, 5), 3)]).err(),
        Some(StudyFault::Empty)
    );
}

//! Frames against published points, the geodesic, and themselves.
#![allow(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use std::path::Path;

use geo::{Distance, Geodesic, Point};
use proptest::prelude::*;
use serde_json::Value;
use spatial::{Frame, Local, Lonlat, Metres};

#[test]
fn rd_agrees_with_the_published_points_within_the_stated_error_in_both_directions() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/rd_points.json");
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("file")).expect("JSON");
    let tolerance = file["tolerance_m"].as_f64().expect("tolerance");
    assert!(tolerance <= 0.5, "more is promised to nobody");
    let points = file["points"].as_array().expect("points");
    assert!(points.len() >= 50, "the whole country");
    let mut errors = Vec::new();
    for point in points {
        let [lon, lat, x, y] = ["lon", "lat", "x", "y"].map(|key| point[key].as_f64().expect("number"));
        assert!(
            file["sources"][point["source"].as_str().expect("source")].is_string(),
            "{point} has no source"
        );
        let got = Frame::Rd.to_metres(Lonlat::new(lon, lat));
        let back = Frame::Rd.to_lonlat(Metres::new(x, y));
        let there = (got.x - x).hypot(got.y - y);
        errors.push((there, "to metres", &point["name"]));
        let home = Geodesic.distance(Point::new(back.lon, back.lat), Point::new(lon, lat));
        errors.push((home, "to degrees", &point["name"]));
    }
    errors.sort_by(|one, other| other.0.total_cmp(&one.0));
    let worst = &errors[..6];
    println!("the largest errors in metres: {worst:?}");
    assert!(worst[0].0 <= tolerance, "the largest errors in metres: {worst:?}");
}

#[test]
fn a_place_gets_rd_in_the_netherlands_and_a_plane_of_its_own_elsewhere() {
    assert_eq!(Frame::for_place(Lonlat::new(4.48, 51.92)), Frame::Rd);
    let houston = Lonlat::new(-95.36, 29.76);
    let Frame::Local(plane) = Frame::for_place(houston) else {
        panic!("Houston is not Dutch")
    };
    assert_eq!(plane.origin(), houston);
    let zero = plane.to_metres(houston);
    assert!(zero.x.abs() < 1e-9 && zero.y.abs() < 1e-9);
}

#[test]
fn a_local_plane_may_straddle_the_date_line_and_lie_near_a_pole() {
    let suva = Local::around(Lonlat::new(179.99, -18.0));
    let across = suva.to_metres(Lonlat::new(-179.99, -18.0));
    assert!((2_000.0..2_200.0).contains(&across.x), "{across:?}");
    let back = suva.to_lonlat(across);
    assert!((back.lon + 179.99).abs() < 1e-9, "{back:?}");
    let pole = Local::around(Lonlat::new(10.0, 90.0));
    assert!(pole.to_metres(Lonlat::new(10.0, 89.0)).y.is_finite());
}

proptest! {
    #[test]
    fn rd_there_and_back_is_the_same_place_within_a_millimetre(lon in 3.2..7.3_f64, lat in 50.7..53.6_f64) {
        let back = Frame::Rd.to_lonlat(Frame::Rd.to_metres(Lonlat::new(lon, lat)));
        let error = Geodesic.distance(Point::new(back.lon, back.lat), Point::new(lon, lat));
        prop_assert!(error < 0.001, "{} m", error);
    }

    #[test]
    fn a_local_plane_there_and_back_is_the_same_place_within_a_micrometre(
        lon in -180.0..180.0_f64, lat in -80.0..80.0_f64, x in -500_000.0..500_000.0_f64, y in -500_000.0..500_000.0_f64,
    ) {
        let plane = Frame::Local(Local::around(Lonlat::new(lon, lat)));
        let back = plane.to_metres(plane.to_lonlat(Metres::new(x, y)));
        prop_assert!((back.x - x).hypot(back.y - y) < 1e-6, "{:?}", back);
    }

    #[test]
    fn lengths_near_the_origin_of_a_local_plane_are_those_of_the_geodesic(
        lon in -180.0..180.0_f64, lat in -75.0..75.0_f64, x in -20_000.0..20_000.0_f64, y in -20_000.0..20_000.0_f64,
    ) {
        let plane = Local::around(Lonlat::new(lon, lat));
        let there = plane.to_lonlat(Metres::new(x, y));
        let length = Geodesic.distance(Point::new(lon, lat), Point::new(there.lon, there.lat));
        // 5 mm per kilometre is the bound at 20 km; along the whole line it is less.
        prop_assert!((length - x.hypot(y)).abs() <= 5e-6 * length + 1e-6, "{} for {}", length, x.hypot(y));
    }

    #[test]
    fn within_fifty_kilometres_of_the_origin_a_local_plane_stretches_no_length_by_more_than_32_mm_per_kilometre(
        lon in -180.0..180.0_f64, lat in -75.0..75.0_f64, turn in 0.0..360.0_f64, far in 0.0..50_000.0_f64,
        heading in 0.0..360.0_f64,
    ) {
        let plane = Local::around(Lonlat::new(lon, lat));
        let step = |from: Metres, turn: f64, far: f64| {
            let (sine, cosine) = turn.to_radians().sin_cos();
            Metres::new(from.x + far * sine, from.y + far * cosine)
        };
        // A street of 100 m somewhere on the plane.
        let one = step(Metres::new(0.0, 0.0), turn, far);
        let ends = [one, step(one, heading, 100.0)].map(|end| plane.to_lonlat(end));
        let [one, other] = ends.map(|end| Point::new(end.lon, end.lat));
        let length = Geodesic.distance(one, other);
        prop_assert!((length - 100.0).abs() <= 0.0032 + 1e-6, "{} m instead of 100", length);
    }
}

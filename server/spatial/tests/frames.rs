//! Frames against published points, the geodesic, and themselves.
#![allow(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use std::path::Path;

use geo::{Distance, Geodesic, Point};
use proptest::prelude::*;
use serde_json::Value;
use spatial::{Frame, Local, Lonlat, Metres};

#[test]
fn rd_agrees_with_the_published_points_within_the_stated_error() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/rd_points.json");
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("file")).expect("JSON");
    let tolerance = file["tolerance_m"].as_f64().expect("tolerance");
    let points = file["points"].as_array().expect("points");
    assert!(points.len() >= 6);
    for point in points {
        let [lon, lat, x, y] = ["lon", "lat", "x", "y"].map(|key| point[key].as_f64().expect("number"));
        let got = Frame::Rd.to_metres(Lonlat::new(lon, lat));
        let error = (got.x - x).hypot(got.y - y);
        println!("{}: {error:.3} m", point["name"]);
        assert!(error <= tolerance, "{}: {got:?}", point["name"]);
        let back = Frame::Rd.to_lonlat(Metres::new(x, y));
        let error = Geodesic.distance(Point::new(back.lon, back.lat), Point::new(lon, lat));
        assert!(error <= tolerance, "{}: {back:?}", point["name"]);
    }
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
}

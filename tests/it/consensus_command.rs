//! `buurtschouw consensus` through the real program: what it tells and writes, in any order, anywhere, and what it
//! refuses.

use std::{fs, path::PathBuf, process::Output};

use geo::{Area, BooleanOps};
use geo_types::{Coord, LineString, MultiPolygon, Polygon, coord};
use harness::program::{self, text};
use serde_json::{Value, json};
use spatial::{
    Frame, Local, Lonlat, Metres,
    consensus::generate::{Mode, drawings, wijk},
};

/// A folder for one test.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, value: &Value) -> String {
        fs::write(self.path(name), value.to_string()).unwrap();
        self.path(name).to_str().unwrap().to_owned()
    }

    fn run(&self, args: &[&str]) -> Output {
        program::run(&self.path("var"), &[&["consensus"], args].concat())
    }

    fn done(&self, args: &[&str]) -> (String, String) {
        let done = self.run(args);
        assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
        (text(&done.stdout), text(&done.stderr))
    }

    fn refused(&self, args: &[&str]) -> String {
        let done = self.run(args);
        assert_eq!(
            done.status.code(),
            Some(2),
            "{}{}",
            text(&done.stdout),
            text(&done.stderr)
        );
        assert!(done.stdout.is_empty(), "{}", text(&done.stdout));
        text(&done.stderr)
    }

    fn map(&self, name: &str) -> Vec<Value> {
        let read: Value = serde_json::from_str(&fs::read_to_string(self.path(name)).unwrap()).unwrap();
        assert_eq!(read["type"], "FeatureCollection");
        read["features"].as_array().unwrap().clone()
    }
}

fn feature(buurt: &Value, ring: &[[f64; 2]]) -> Value {
    json!({"type": "Feature", "properties": {"buurt": buurt}, "geometry": {"type": "Polygon", "coordinates": [ring]}})
}

fn collection(features: &[Value]) -> Value {
    json!({"type": "FeatureCollection", "features": features})
}

/// Four buurten that tile, 20 drawings each, on some plane.
fn wijk_of_four(frame: Frame, origin: Coord<f64>) -> Vec<Value> {
    let names = ["West", "Oost", "Noord", "Zuid"];
    let buurten = wijk(4, origin, 7);
    let of_one = |(at, known): (usize, &Polygon<f64>)| {
        drawings(known, 20, Mode::Normal, None, at as u64)
            .into_iter()
            .map(move |drawing| {
                let place = |corner: &Coord<f64>| {
                    let place = frame.to_lonlat(Metres::from(*corner));
                    [place.lon, place.lat]
                };
                feature(
                    &names[at].into(),
                    &drawing.exterior().0.iter().map(place).collect::<Vec<_>>(),
                )
            })
    };
    buurten.iter().enumerate().flat_map(of_one).collect()
}

/// The middle of Rotterdam, RD metres.
const ROTTERDAM: Coord<f64> = Coord {
    x: 92_000.0,
    y: 437_000.0,
};

/// A feature's shape in metres.
fn shape(feature: &Value, frame: Frame) -> MultiPolygon<f64> {
    let geometry = &feature["geometry"];
    let list = |value: &Value| value.as_array().unwrap().clone();
    let parts = if geometry["type"] == "Polygon" {
        vec![geometry["coordinates"].clone()]
    } else {
        list(&geometry["coordinates"])
    };
    let ring = |ring: &Value| -> LineString<f64> {
        let place = |place: Value| {
            let metres = frame.to_metres(Lonlat::new(
                place[0].as_f64().unwrap(),
                place[1].as_f64().unwrap(),
            ));
            coord! { x: metres.x, y: metres.y }
        };
        list(ring).into_iter().map(place).collect()
    };
    let part = |part: &Value| {
        let mut rings = list(part).iter().map(ring).collect::<Vec<_>>().into_iter();
        Polygon::new(rings.next().unwrap(), rings.collect())
    };
    parts.iter().map(part).collect()
}

#[test]
fn a_file_of_drawings_becomes_a_table_a_document_and_three_maps() {
    let desk = Desk::new();
    let file = desk.write(
        "drawings.geojson",
        &collection(&wijk_of_four(Frame::Rd, ROTTERDAM)),
    );
    let out = desk.path("out");
    let (table, _) = desk.done(&[&file, "--out", out.to_str().unwrap()]);
    assert!(table.starts_with("buurt  drawings"), "{table}");
    assert!(table.contains("Noord") && table.contains("agreed"), "{table}");
    assert!(table.contains(" ± 0.0") && table.contains("fringe"), "{table}");
    let (told, _) = desk.done(&[&file, "--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    let names: Vec<&str> = told["buurten"]
        .as_array()
        .unwrap()
        .iter()
        .map(|buurt| buurt["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        (names, told["frame"].as_str()),
        (vec!["Noord", "Oost", "West", "Zuid"], Some("rd"))
    );
    for buurt in told["buurten"].as_array().unwrap() {
        assert_eq!(
            (buurt["n"].as_u64(), buurt["refused"].as_array().unwrap().len()),
            (Some(20), 0)
        );
        let figure = |name: &str| buurt[name].as_f64().unwrap();
        assert!(figure("agreement") > 0.6, "{buurt}");
        let error = figure("agreement_error");
        assert!((0.001..0.1).contains(&error), "{buurt}");
        let below = figure("agreement") - figure("agreement_low");
        assert!((0.0..4.0 * error).contains(&below), "{buurt}");
        assert!((0.0..=1.0).contains(&figure("core")), "{buurt}");
        assert!((0.0..2.0).contains(&figure("fringe")), "{buurt}");
        assert!(
            (400_000.0..600_000.0).contains(&buurt["area_m2"].as_f64().unwrap()),
            "{buurt}"
        );
    }
    let shares: Vec<u64> = desk
        .map("out/bands.geojson")
        .iter()
        .map(|band| band["properties"]["share"].as_u64().unwrap())
        .collect();
    assert_eq!(shares, [25, 50, 75].repeat(4));
    let lines = desk.map("out/lines.geojson");
    assert!(lines.iter().all(|line| line["geometry"]["type"] == "LineString"));
    let sharp = ["clear", "fair", "vague"];
    assert!(
        lines
            .iter()
            .all(|line| sharp.contains(&line["properties"]["confidence"].as_str().unwrap()))
    );
    for line in &lines {
        for axis in line["geometry"]["coordinates"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|at| at.as_array().unwrap())
        {
            assert!(
                axis.to_string()
                    .split('.')
                    .nth(1)
                    .is_none_or(|decimals| decimals.len() <= 7),
                "{axis}"
            );
        }
    }
}

#[test]
fn the_tiling_has_every_buurt_once_without_overlaps() {
    let desk = Desk::new();
    let file = desk.write(
        "drawings.geojson",
        &collection(&wijk_of_four(Frame::Rd, ROTTERDAM)),
    );
    desk.done(&[&file, "--out", desk.path("out").to_str().unwrap()]);
    let tiles = desk.map("out/tiling.geojson");
    let shapes: Vec<MultiPolygon<f64>> = tiles.iter().map(|tile| shape(tile, Frame::Rd)).collect();
    assert_eq!(tiles.len(), 4);
    for (at, one) in shapes.iter().enumerate() {
        assert_eq!(one.0.len(), 1);
        let told = tiles[at]["properties"]["area_m2"].as_f64().unwrap();
        assert!((one.unsigned_area() - told).abs() < 20.0, "{told}");
        for other in &shapes[at + 1..] {
            let both = one.intersection(other).unsigned_area();
            // Seven decimals are a centimetre.
            assert!(both < 10.0, "{both} m2 are of two buurten");
        }
    }
}

#[test]
fn the_order_of_drawings_does_not_matter_and_a_plane_elsewhere_does_as_well() {
    let desk = Desk::new();
    let andes = Frame::Local(Local::around(Lonlat::new(-74.1, 4.6)));
    let mut features = wijk_of_four(andes, coord! { x: 100.0, y: -200.0 });
    let one = desk.write("one.geojson", &collection(&features));
    features.reverse();
    features.rotate_left(17);
    let other = desk.write("other.geojson", &collection(&features));
    let tell = |file: &str, out: &str| {
        let folder = desk.path(out);
        let (told, _) = desk.done(&[file, "--json", "--out", folder.to_str().unwrap()]);
        let maps = ["bands", "lines", "tiling"]
            .map(|name| fs::read(folder.join(format!("{name}.geojson"))).unwrap());
        (told, maps)
    };
    let (told, maps) = tell(&one, "out/one");
    assert!((&told, &maps) == (&tell(&other, "out/other").0, &tell(&other, "out/other").1));
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(
        (told["frame"].as_str(), told["buurten"].as_array().unwrap().len()),
        (Some("local"), 4)
    );
    let (again, _) = desk.done(&[&one, "--json", "--frame", "local", "--cell", "5"]);
    let again: Value = serde_json::from_str(&again).unwrap();
    let area = |told: &Value| told["buurten"][0]["area_m2"].as_f64().unwrap();
    assert!((area(&again) / area(&told) - 1.0).abs() < 0.01);
}

/// A square of a hundred metres in Rotterdam.
fn square() -> Vec<[f64; 2]> {
    vec![
        [4.48, 51.92],
        [4.4815, 51.92],
        [4.4815, 51.921],
        [4.48, 51.921],
        [4.48, 51.92],
    ]
}

#[test]
fn drawings_that_do_not_count_are_named_and_the_others_do() {
    let desk = Desk::new();
    let crossed = [
        [4.48, 51.92],
        [4.49, 51.93],
        [4.49, 51.92],
        [4.48, 51.93],
        [4.48, 51.92],
    ];
    let mut spike = square();
    spike.splice(1..1, [[4.4805, 51.92], [4.4805, 51.9195], [4.4805000001, 51.92]]);
    let unclosed = &square()[..4];
    let point = json!({"type": "Feature", "properties": {"buurt": 7}, "geometry": {"type": "Point", "coordinates": [4.48, 51.92]}});
    let nothing = json!({"type": "Feature", "properties": {"buurt": "West"}, "geometry": null});
    let features = [
        feature(&"West".into(), &square()),
        feature(&"West".into(), &crossed),
        feature(&"West".into(), &spike),
        point,
        nothing,
        feature(&"West".into(), unclosed),
    ];
    let file = desk.write("mixed.geojson", &collection(&features));
    let (told, notices) = desk.done(&[&file, "--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    let [seven, west] = [0, 1].map(|at| &told["buurten"][at]);
    assert_eq!(
        (seven["name"].as_str(), seven["n"].as_u64()),
        (Some("7"), Some(0))
    );
    assert_eq!(seven["refused"], json!([{"index": 3, "code": "wrong_type"}]));
    assert_eq!(
        west["refused"],
        json!([{"index": 1, "code": "self_intersection"}, {"index": 4, "code": "wrong_type"}])
    );
    assert_eq!(
        (west["n"].as_u64(), west["repaired"].as_u64()),
        (Some(3), Some(1))
    );
    assert!(notices.contains("features 3, 4 refused: wrong_type"), "{notices}");
    let (table, _) = desk.done(&[&file]);
    assert!(table.contains("nobody drew it"), "{table}");
}

#[test]
fn bad_input_is_refused_with_every_fault_at_once() {
    let desk = Desk::new();
    let missing = desk.path("missing.geojson");
    let told = desk.refused(&[missing.to_str().unwrap(), "--cell", "0"]);
    assert!(
        told.contains("--cell 0") && told.contains("cannot read it"),
        "{told}"
    );
    fs::write(desk.path("bad.geojson"), "{\"type\": ").unwrap();
    assert!(
        desk.refused(&[desk.path("bad.geojson").to_str().unwrap()])
            .contains("not JSON")
    );
    let empty = desk.write("empty.geojson", &collection(&[]));
    assert!(desk.refused(&[&empty]).contains("it holds no features"));
    let alone = desk.write("alone.geojson", &feature(&"West".into(), &square()));
    assert!(
        desk.refused(&[&alone])
            .contains("not a GeoJSON FeatureCollection")
    );
    let unnamed = [
        feature(&Value::Null, &square()),
        feature(&json!(["West"]), &square()),
        feature(&" ".into(), &square()),
    ];
    let unnamed = desk.write("unnamed.geojson", &collection(&unnamed));
    let told = desk.refused(&[&unnamed]);
    for fault in [
        "feature 0: no property buurt",
        "feature 1: property buurt is neither",
        "feature 2: property buurt is empty",
    ] {
        assert!(told.contains(fault), "{fault}: {told}");
    }
    let swapped: Vec<[f64; 2]> = square().iter().map(|[lon, lat]| [*lat, *lon]).collect();
    let swapped = desk.write(
        "swapped.geojson",
        &collection(&[feature(&"West".into(), &swapped)]),
    );
    let told = desk.refused(&[&swapped]);
    assert!(
        told.contains("feature 0 refused: bad_coordinates") && told.contains("no drawing can be used"),
        "{told}"
    );
}

#[test]
fn a_map_is_never_written_over_the_drawings() {
    let desk = Desk::new();
    let drawn = collection(&[feature(&"West".into(), &square())]);
    let file = desk.write("bands.geojson", &drawn);
    let told = desk.refused(&[&file, "--out", desk.path("").to_str().unwrap()]);
    assert!(told.contains("write over"), "{told}");
    assert_eq!(fs::read_to_string(&file).unwrap(), drawn.to_string());
}

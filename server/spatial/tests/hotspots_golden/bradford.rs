//! Bradford: real points, when the shared data is here.

use std::fs;
use std::io::Read;

use serde_json::Value;
use spatial::hotspots::{Class, Place, Rule, find};
use spatial::voices::Row;
use spatial::{Cell, Study, gi_star};

use super::{assert_close, golden, int, root};

/// Bradford's points as metres on the plane of the golden file, or nothing when the data is absent.
fn bradford(file: &Value) -> Option<Vec<(f64, f64)>> {
    let path = root().join("../shared/data/points/bradford_2011_2020_crime.csv.gz");
    let Ok(packed) = fs::File::open(&path) else {
        println!("skipped: shared data is not here");
        return None;
    };
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed)
        .read_to_string(&mut text)
        .expect("gzip");
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().expect("header").split(',').collect();
    let column = |name: &str| {
        header
            .iter()
            .position(|field| field.trim_matches('"') == name)
            .expect(name)
    };
    let (kind, lon, lat) = (column("crime_type"), column("longitude"), column("latitude"));
    let mut points = Vec::new();
    for line in lines {
        let fields: Vec<&str> = line.split(',').map(|field| field.trim_matches('"')).collect();
        if fields[kind] == "Anti-social behaviour" {
            let degrees = |at: usize| fields[at].parse::<f64>().expect("degrees");
            let east = 111_320.0 * 53.80_f64.to_radians().cos();
            points.push(((degrees(lon) + 1.80) * east, (degrees(lat) - 53.80) * 110_574.0));
        }
    }
    assert_eq!(points.len() as u64, file["n"].as_u64().expect("n"));
    Some(points)
}

fn cells_of(points: &[(f64, f64)], side: f64) -> Vec<Cell> {
    points
        .iter()
        .map(|(x, y)| Cell::new((x / side).floor() as i32, (y / side).floor() as i32))
        .collect()
}

#[test]
fn gi_star_agrees_with_bradford_on_cells_of_a_hundred_metres() {
    let file = golden("hotspots_bradford.json");
    let Some(points) = bradford(&file) else { return };
    let cells = cells_of(&points, 100.0);
    let study = Study::from_cells(cells.iter().copied()).expect("area");
    let wanted = &file["gi_star_100m"];
    assert_eq!(study.rectangle(), (Cell::new(-150, -78), 243, 241));
    let mut z = gi_star(cells, &study);
    assert_eq!(
        z.iter().filter(|pair| pair.1 > 1.96).count() as u64,
        wanted["z_gt_1_96"].as_u64().expect("n")
    );
    z.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (got, wanted) in z.iter().zip(wanted["top10"].as_array().expect("ten")) {
        assert_eq!(got.0, Cell::new(int(&wanted["ix"]), int(&wanted["iy"])));
        assert!((got.1 - wanted["z"].as_f64().expect("z")).abs() <= 1e-9);
    }
}

#[test]
fn the_method_agrees_with_bradford_in_numbers_and_the_ten_largest() {
    let file = golden("hotspots_bradford.json");
    let Some(points) = bradford(&file) else { return };
    let wanted = &file["voices_25m"];
    let lone = |(observer, cell): (usize, Cell)| Row {
        observer: observer as u32,
        day: 0,
        cell,
    };
    let rows: Vec<Row> = cells_of(&points, 25.0)
        .into_iter()
        .enumerate()
        .map(lone)
        .collect();
    let study = Study::from_cells(rows.iter().map(|row| row.cell)).expect("area");
    let spots = find(&rows, &study, &Rule::default());
    let clear: Vec<&Place> = spots
        .places
        .iter()
        .filter(|place| place.class == Class::Clear)
        .collect();
    assert_eq!(clear.len() as u64, wanted["hotspots_q005"].as_u64().expect("n"));
    for (place, wanted) in clear.iter().zip(wanted["top10"].as_array().expect("ten")) {
        assert_eq!(
            place.peak,
            Cell::new(int(&wanted["peak_ix"]), int(&wanted["peak_iy"]))
        );
        assert_eq!(u64::from(place.height), wanted["H"].as_u64().expect("H"));
        assert_eq!(u64::from(place.voices), wanted["D"].as_u64().expect("D"));
        assert_eq!(place.cells.len() as u64, wanted["cells"].as_u64().expect("cells"));
        assert_eq!(
            place.members.len() as u64,
            wanted["findings"].as_u64().expect("findings")
        );
        assert_close(place.p, wanted["p"].as_f64().expect("p"), 1e-6, "p");
    }
    let loose = find(
        &rows,
        &study,
        &Rule {
            q_clear: 0.20,
            ..Rule::default()
        },
    );
    assert_eq!(
        loose.places.len() as u64,
        wanted["hotspots_q020"].as_u64().expect("n")
    );
}

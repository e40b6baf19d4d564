//! Tests of the example's base map.

use super::*;
use crate::demo::{archive, houses};
use mvt_reader::Reader;
use std::collections::{BTreeMap, BTreeSet};

/// Number of the first tile of the deepest zoom.
const DEEPEST: u64 = ((1 << (2 * ZOOMS[1])) - 1) / 3;

#[test]
fn the_file_is_small_and_the_same_at_every_call() {
    let file = draw(&district()).unwrap();
    assert!((50_000..3_000_000).contains(&file.len()), "{} bytes", file.len());
    assert_eq!(file, draw(&district()).unwrap());
}

#[test]
fn the_file_is_kept_while_plan_and_drawing_stay_and_drawn_anew_when_it_is_of_another_or_broken() {
    let folder = tempfile::tempdir().unwrap();
    let path = keep(folder.path()).unwrap();
    let file = fs::read(&path).unwrap();
    assert_eq!(read_metadata(&path).unwrap()["plan"], mark(&district()).as_str());
    let mut marked = file.clone();
    marked.push(0);
    fs::write(&path, &marked).unwrap();
    keep(folder.path()).unwrap();
    assert!(
        fs::read(&path).unwrap() == marked,
        "it was drawn anew for nothing"
    );

    let mut other = district();
    other.streets.pop();
    for bad in [draw(&other).unwrap(), file[..100].to_vec(), Vec::new()] {
        fs::write(&path, bad).unwrap();
        keep(folder.path()).unwrap();
        assert!(fs::read(&path).unwrap() == file);
    }
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing else is left there"
    );
}

#[test]
fn every_tile_decodes_and_the_deepest_zoom_holds_every_layer_kind_and_name() {
    let mut kinds: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut names = BTreeSet::new();
    for (number, bytes) in archive::tests::read(&draw(&district()).unwrap()) {
        let reader = Reader::new(bytes).unwrap();
        for layer in reader.get_layer_metadata().unwrap() {
            for feature in reader.get_features(layer.layer_index).unwrap() {
                let said = feature.properties.unwrap();
                let text = |name: &str| match said.get(name) {
                    Some(mvt_reader::feature::Value::String(text)) => Some(text.clone()),
                    _ => None,
                };
                let kind = text("kind").unwrap();
                if number >= DEEPEST {
                    kinds.entry(layer.name.clone()).or_default().insert(kind);
                    names.extend(text("name"));
                }
            }
        }
    }
    let expected = [
        ("buildings", "building"),
        ("earth", "earth"),
        ("landuse", "garden grass park residential"),
        ("places", "neighbourhood"),
        ("roads", "major_road minor_road path"),
        ("water", "canal water"),
    ];
    let told = kinds.iter().map(|(layer, kinds)| {
        (
            layer.as_str(),
            kinds.iter().cloned().collect::<Vec<_>>().join(" "),
        )
    });
    assert!(
        told.eq(expected.map(|(layer, kinds)| (layer, kinds.to_owned()))),
        "{kinds:?}"
    );
    let plan = district();
    let streets = plan.streets.iter().map(|street| &street.name);
    for name in streets.chain(plan.buurten.iter().map(|buurt| &buurt.name)) {
        assert!(names.contains(name), "{name} is on no map");
    }
}

#[test]
fn houses_are_of_the_size_of_houses_and_stand_in_no_street_water_or_green() {
    let plan = district();
    let mut chance = Chance::new(3);
    let mut count = 0;
    let streets: Vec<Vec<[f64; 2]>> = plan
        .streets
        .iter()
        // A path may end at a gate between two houses.
        .filter(|street| street.kind != StreetKind::Path)
        .map(|street| street.line.iter().map(|at| to_metres(*at)).collect())
        .collect();
    for plot in plots() {
        let block = build(&plot, &mut chance);
        assert!(!block.houses.is_empty(), "nothing stands on {plot:?}");
        for house in &block.houses {
            let size = houses::area(house);
            assert!((20.0..4_000.0).contains(&size), "{size} m2 at {:?}", house[0]);
            for corner in house {
                let near = streets
                    .iter()
                    .map(|line| from_line(line, *corner))
                    .fold(f64::MAX, f64::min);
                assert!(near > 6.0, "{near} m from the middle of a street, at {corner:?}");
                let wet = plan
                    .water
                    .iter()
                    .chain(&plan.green)
                    .any(|ring| holds(ring, *corner));
                assert!(!wet, "in water or green, at {corner:?}");
            }
            count += 1;
        }
    }
    assert!((4_000..12_000).contains(&count), "{count} houses");
}

fn from_line(line: &[[f64; 2]], [x, y]: [f64; 2]) -> f64 {
    let from = |pair: &[[f64; 2]]| {
        let ([ax, ay], [dx, dy]) = (pair[0], [pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]]);
        let part = (((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
        (x - ax - dx * part).hypot(y - ay - dy * part)
    };
    line.windows(2).map(from).fold(f64::MAX, f64::min)
}

fn holds(ring: &[Point], corner: [f64; 2]) -> bool {
    let [x, y] = to_point(corner);
    let crosses = |pair: &&[Point]| {
        let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
        (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)
    };
    ring.windows(2).filter(crosses).count() % 2 == 1
}

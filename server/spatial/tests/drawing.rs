//! Drawings are judged as `tests/golden/border_faults.json` says; the phone reads the same file.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use geo_types::{Coord, LineString, Polygon};
use proptest::prelude::*;
use serde_json::Value;
use spatial::drawing::{Checked, MAX_CORNERS, Rings, Rules, Town, check};

const GOLDEN: &str = include_str!("../../../tests/golden/border_faults.json");

fn place(value: &Value) -> Coord<f64> {
    Coord {
        x: value[0].as_f64().unwrap(),
        y: value[1].as_f64().unwrap(),
    }
}

fn list<T>(value: &Value, read: impl Fn(&Value) -> T) -> Vec<T> {
    value
        .as_array()
        .map_or(Vec::new(), |all| all.iter().map(read).collect())
}

fn rings(value: &Value) -> Rings {
    list(value, |ring| list(ring, place))
}

fn circle(case: &Value) -> Vec<Coord<f64>> {
    let (corners, radius) = (
        case["corners"].as_u64().unwrap(),
        case["radius_m"].as_f64().unwrap(),
    );
    let corner = |k: u64| {
        let turn = std::f64::consts::TAU * k as f64 / corners as f64;
        Coord {
            x: 4.48 + radius * turn.cos() / 68_700.0,
            y: 51.92 + radius * turn.sin() / 111_250.0,
        }
    };
    (0..=corners).map(|k| corner(k % corners)).collect()
}

/// The parts that a case holds; `None` when its geometry is none, which the door tells before.
fn parts(case: &Value) -> Option<Vec<Rings>> {
    if case["faults"][0]["code"] == "wrong_type" {
        return None;
    }
    Some(match case["geometry"]["type"].as_str() {
        Some("MultiPolygon") => list(&case["geometry"]["coordinates"], rings),
        Some(_) => vec![rings(&case["geometry"]["coordinates"])],
        None if case.get("circle").is_some() => vec![vec![circle(&case["circle"])]],
        None => vec![vec![list(&case["ring"], place)]],
    })
}

fn judged(case: &Value, town: &Value) -> Option<Checked> {
    let polygon = |part: &Value| {
        let mut rings = rings(part).into_iter().map(LineString);
        Polygon::new(rings.next().unwrap(), rings.collect())
    };
    let polygons: Vec<Polygon<f64>> = list(&town["polygons"], polygon);
    let corners = || polygons.iter().flat_map(|part| part.exterior().0.iter());
    let most = |axis: fn(&Coord<f64>) -> f64| corners().map(axis).fold(f64::NEG_INFINITY, f64::max);
    let bounds = [-most(|c| -c.x), -most(|c| -c.y), most(|c| c.x), most(|c| c.y)];
    let rules = Rules {
        usual_area_m2: case["usual_area_m2"].as_f64(),
        town: town["area_m2"].as_f64().map(|area_m2| Town {
            parts: polygons.iter().collect(),
            area_m2,
            bounds,
        }),
    };
    Some(check(&parts(case)?, &rules))
}

fn apart(a: Coord<f64>, b: Coord<f64>) -> f64 {
    ((a.x - b.x) * 68_700.0).hypot((a.y - b.y) * 111_250.0)
}

#[test]
fn every_drawing_of_the_golden_file_gets_its_faults_repairs_warnings_and_area() {
    let golden: Value = serde_json::from_str(GOLDEN).unwrap();
    let tolerance = |name: &str| golden["tolerance"][name].as_f64().unwrap();
    let cases = golden["cases"].as_array().unwrap();
    assert!(cases.len() > 60);
    for case in cases {
        let name = case["name"].as_str().unwrap();
        let town = case["town"]
            .as_str()
            .map_or(&Value::Null, |town| &golden["towns"][town]);
        let Some(got) = judged(case, town) else { continue };
        let told: Vec<_> = got.faults.iter().map(|fault| (fault.code, fault.hint)).collect();
        let meant = list(&case["faults"], |fault| {
            (
                fault["code"].as_str().unwrap().to_owned(),
                fault["hint"].as_str().map(str::to_owned),
            )
        });
        let meant: Vec<_> = meant
            .iter()
            .map(|(code, hint)| (code.as_str(), hint.as_deref()))
            .collect();
        assert_eq!(told, meant, "{name}");
        for (fault, meant) in got.faults.iter().zip(case["faults"].as_array().unwrap()) {
            assert_eq!(fault.at.is_some(), meant.get("at").is_some(), "{name}: {fault:?}");
            let off = fault.at.map_or(0.0, |at| apart(at, place(&meant["at"])));
            assert!(off < tolerance("at_m"), "{name}: {fault:?} is {off} m off");
        }
        assert_eq!(Value::from(got.repaired.clone()), case["repaired"], "{name}");
        assert_eq!(Value::from(got.warnings.clone()), case["warnings"], "{name}");
        let area = case["area_m2"].as_f64().unwrap_or(0.0);
        assert!(
            (got.area_m2 - area).abs() <= tolerance("area") * area,
            "{name}: {}",
            got.area_m2
        );
        assert_eq!(got.ring.is_some(), got.faults.is_empty(), "{name}");
        if case.get("kept").is_some() {
            let (kept, ring) = (list(&case["kept"], place), got.ring.unwrap());
            assert_eq!(ring.len(), kept.len(), "{name}");
            let off = kept
                .iter()
                .zip(&ring)
                .map(|(a, b)| apart(*a, *b))
                .fold(0.0, f64::max);
            assert!(off < tolerance("kept_m"), "{name}: {off} m");
        }
    }
}

/// Places within some hundred metres, on a coarse lattice, so that corners and edges often meet.
fn scribble() -> impl Strategy<Value = Vec<Coord<f64>>> {
    let corner = (0..40_i32, 0..40_i32).prop_map(|(x, y)| Coord {
        x: 4.48 + f64::from(x) * 0.000_2,
        y: 51.92 + f64::from(y) * 0.000_1,
    });
    proptest::collection::vec(corner, 0..60)
}

proptest! {
    #[test]
    fn whatever_is_drawn_gets_a_fault_or_a_simple_ring_that_is_kept_again(ring in scribble()) {
        let first = check(&[vec![ring]], &Rules::default());
        prop_assert_eq!(first.ring.is_some(), first.faults.is_empty());
        if let Some(kept) = first.ring {
            let again = check(&[vec![kept.clone()]], &Rules::default());
            prop_assert_eq!(&again.faults, &[]);
            prop_assert!(!again.repaired.contains(&"repaired_bowtie"), "{:?}", again.repaired);
            prop_assert!((again.area_m2 - first.area_m2).abs() <= 0.02 * first.area_m2 + 10.0);
        }
    }

    #[test]
    fn any_numbers_get_an_answer(numbers in proptest::collection::vec((any::<f64>(), any::<f64>()), 0..50)) {
        let ring: Vec<_> = numbers.into_iter().map(|(x, y)| Coord { x, y }).collect();
        let got = check(&[vec![ring]], &Rules::default());
        prop_assert!(!got.faults.is_empty() || got.ring.is_some());
    }
}

#[test]
fn the_densest_scribble_is_judged_in_a_blink() {
    let corner = |k: usize| Coord {
        x: 4.48 + if k.is_multiple_of(2) { 0.0 } else { 0.001 },
        y: 51.92 + (k * 7_919 % MAX_CORNERS) as f64 * 0.000_000_4,
    };
    let ring: Vec<_> = (0..MAX_CORNERS).map(corner).collect();
    let began = std::time::Instant::now();
    let got = check(&[vec![ring]], &Rules::default());
    println!(
        "{} corners, all across one another: {:?}",
        MAX_CORNERS,
        began.elapsed()
    );
    assert_eq!(got.faults.len(), 20, "no more are told than help");
}

/// Squares side by side, 300 of them with 124 corners each.
fn many_borders() -> Vec<Polygon<f64>> {
    let square = |k: usize| {
        let (west, south) = (4.48 + (k % 20) as f64 * 0.003, 51.92 + (k / 20) as f64 * 0.002);
        let along = |step: usize| step as f64 / 31.0;
        let side = |turn: usize, step: usize| match turn {
            0 => (along(step), 0.0),
            1 => (1.0, along(step)),
            2 => (1.0 - along(step), 1.0),
            _ => (0.0, 1.0 - along(step)),
        };
        let corners = (0..4).flat_map(|turn| (0..31).map(move |step| side(turn, step)));
        let ring = corners.map(|(x, y)| Coord {
            x: west + x * 0.003,
            y: south + y * 0.002,
        });
        Polygon::new(LineString(ring.collect()), Vec::new())
    };
    (0..300).map(square).collect()
}

/// A ring of 2,000 corners: teeth of so many degrees from west to east, one above the other.
fn comb(west: f64, reach: f64) -> Vec<Coord<f64>> {
    let corner = |k: usize| Coord {
        x: if matches!(k % 4, 1 | 2) {
            west + reach
        } else {
            west + 0.000_1
        },
        y: 51.917 + (k / 2) as f64 * 0.000_02,
    };
    let teeth = (1..MAX_CORNERS - 1).map(corner);
    let last = Coord {
        x: west,
        y: corner(MAX_CORNERS - 2).y,
    };
    [Coord { x: west, y: 51.917 }]
        .into_iter()
        .chain(teeth)
        .chain([last])
        .collect()
}

fn town_of(borders: &[Polygon<f64>]) -> Town<'_> {
    Town {
        parts: borders.iter().collect(),
        area_m2: 14e6,
        bounds: [4.48, 51.92, 4.54, 51.95],
    }
}

#[test]
fn a_comb_of_a_thousand_long_teeth_beside_many_borders_is_refused_before_it_is_placed() {
    let borders = many_borders();
    let rules = Rules {
        town: Some(town_of(&borders)),
        ..Rules::default()
    };
    for (west, reach) in [(2.0, 4.9), (4.4, 0.1)] {
        let began = std::time::Instant::now();
        let got = check(&[vec![comb(west, reach)]], &rules);
        let codes: Vec<_> = got.faults.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, ["too_large"]);
        // Every 250 m of it beside every edge would take minutes.
        assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
    }
}

#[test]
fn the_longest_ring_beside_many_borders_asks_only_what_lies_near() {
    let borders = many_borders();
    // 180 km of it, a little out of the municipality, which is left as it was drawn; and all of it far away.
    for west in [4.479_5, 4.3] {
        let rules = Rules {
            town: Some(town_of(&borders)),
            ..Rules::default()
        };
        let began = std::time::Instant::now();
        let got = check(&[vec![comb(west, 0.002_5)]], &rules);
        println!("2,000 corners beside 37,200 edges: {:?}", began.elapsed());
        let outside = got.faults.iter().any(|fault| fault.code == "outside");
        assert_eq!(outside, west < 4.4, "{:?}", got.faults);
        assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
    }
}

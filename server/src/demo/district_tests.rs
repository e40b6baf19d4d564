//! Tests of the example district.

use super::*;
use std::collections::{HashMap, HashSet};

fn area(ring: &[Point]) -> f64 {
    let metres: Vec<[f64; 2]> = ring.iter().map(|point| to_metres(*point)).collect();
    metres
        .windows(2)
        .map(|pair| (pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1]) / 2.0)
        .sum()
}

/// Half-open crossing rule: a point on a shared border belongs to one side only.
fn holds(ring: &[Point], [x, y]: Point) -> bool {
    let crosses = |pair: &&[Point]| {
        let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
        (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)
    };
    ring.windows(2).filter(crosses).count() % 2 == 1
}

fn edges(ring: &[Point]) -> impl Iterator<Item = [[u64; 2]; 2]> + '_ {
    let bits = |point: Point| point.map(f64::to_bits);
    ring.windows(2).map(move |pair| [bits(pair[0]), bits(pair[1])])
}

#[test]
fn twelve_buurten_have_codes_names_and_closed_rings_turning_left() {
    let plan = district();
    assert_eq!(plan.buurten.len(), 12);
    assert_eq!(plan.buurten[11].code, "VB0012");
    let names: HashSet<&str> = plan.buurten.iter().map(|buurt| buurt.name.as_str()).collect();
    assert_eq!(names.len(), 12);
    for buurt in &plan.buurten {
        assert_eq!(buurt.ring.first(), buurt.ring.last());
        let size = area(&buurt.ring);
        assert!((180_000.0..300_000.0).contains(&size), "{} {size}", buurt.name);
    }
}

#[test]
fn the_district_is_about_as_large_as_a_real_one() {
    let plan = district();
    let metres: Vec<[f64; 2]> = plan.outline.iter().map(|point| to_metres(*point)).collect();
    let size = area(&plan.outline);
    assert!((2_600_000.0..3_100_000.0).contains(&size), "{size}");
    assert!(metres.iter().all(|[x, y]| x.abs() < 1_200.0 && y.abs() < 1_150.0));
}

#[test]
fn areas_of_buurten_add_up_to_the_outline() {
    let plan = district();
    let sum: f64 = plan.buurten.iter().map(|buurt| area(&buurt.ring)).sum();
    assert!((sum - area(&plan.outline)).abs() < 0.01);
}

#[test]
fn every_edge_is_shared_by_two_buurten_or_lies_on_the_outline_to_the_last_bit() {
    let plan = district();
    let mut seen: HashMap<[[u64; 2]; 2], usize> = HashMap::new();
    plan.buurten
        .iter()
        .flat_map(|buurt| edges(&buurt.ring))
        .for_each(|edge| *seen.entry(edge).or_default() += 1);
    assert!(
        seen.values().all(|count| *count == 1),
        "an edge is used twice in one direction"
    );
    let outline: HashSet<_> = edges(&plan.outline).collect();
    for edge in seen.keys() {
        let back = [edge[1], edge[0]];
        assert!(seen.contains_key(&back) != outline.contains(edge));
    }
}

#[test]
fn every_place_in_the_district_lies_in_exactly_one_buurt() {
    let (plan, mut chance) = (district(), Chance::new(5));
    let mut inside = 0;
    for _ in 0..20_000 {
        let place = to_point([
            chance.between(-1_100.0, 1_100.0),
            chance.between(-1_100.0, 1_100.0),
        ]);
        let count = plan
            .buurten
            .iter()
            .filter(|buurt| holds(&buurt.ring, place))
            .count();
        assert_eq!(count, usize::from(holds(&plan.outline, place)), "{place:?}");
        inside += count;
    }
    assert!(inside > 8_000);
}

#[test]
fn streets_have_names_of_their_own_and_lie_in_the_district() {
    let plan = district();
    let names: HashSet<&str> = plan.streets.iter().map(|street| street.name.as_str()).collect();
    assert_eq!(names.len(), plan.streets.len());
    let sides = plan
        .streets
        .iter()
        .filter(|street| street.kind == StreetKind::Side)
        .count();
    assert_eq!(sides, side_lines().len(), "a side street lacks a name");
    assert_eq!(sides, STREETS.len(), "a name lacks a street");
    for street in plan
        .streets
        .iter()
        .filter(|street| street.kind != StreetKind::Main)
    {
        assert!(street.line.len() > 1);
        assert!(
            street.line.iter().all(|place| holds(&plan.outline, *place)),
            "{}",
            street.name
        );
    }
}

#[test]
fn no_house_stands_in_water_or_on_a_street() {
    let plan = district();
    assert!(plan.blocks.len() > 500);
    let corners = plan.blocks.iter().flatten();
    assert!(
        corners
            .clone()
            .all(|corner| !plan.water.iter().any(|ring| holds(ring, *corner)))
    );
    let on_street = |place: &&Point| {
        plan.streets
            .iter()
            .any(|street| distance(&street.line, **place) < 4.0)
    };
    assert_eq!(corners.filter(on_street).count(), 0);
}

fn distance(line: &[Point], place: Point) -> f64 {
    let [x, y] = to_metres(place);
    let to = |pair: &[Point]| {
        let ([ax, ay], [bx, by]) = (to_metres(pair[0]), to_metres(pair[1]));
        let (dx, dy) = (bx - ax, by - ay);
        let share = (((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
        (x - ax - dx * share).hypot(y - ay - dy * share)
    };
    line.windows(2).map(to).fold(f64::INFINITY, f64::min)
}

#[test]
fn coordinates_have_six_decimals_and_two_calls_give_the_same() {
    let plan = district();
    assert_eq!(plan, district());
    for number in plan.blocks.iter().flatten().flatten() {
        assert_eq!(*number, format!("{number:.6}").parse::<f64>().unwrap());
    }
}

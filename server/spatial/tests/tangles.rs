//! Borders that nobody drew: tangles, countries and combs are judged within bounded work.
#![allow(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use std::f64::consts::TAU;

use geo::algorithm::Validation;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use proptest::prelude::*;
use spatial::locate::Borders;
use spatial::repair::{MAX_AREA_M2, MAX_CONTACTS, MAX_CORNERS, Note, RawRing, Refusal, repair, repair_rings};
use spatial::{Frame, Lonlat, area_m2};

/// A corner near Rotterdam, in degrees from there.
fn corner((x, y): (f64, f64)) -> Coord<f64> {
    Coord {
        x: 4.4 + x,
        y: 51.9 + y,
    }
}

fn ring(corners: impl IntoIterator<Item = (f64, f64)>) -> RawRing {
    corners.into_iter().map(corner).collect()
}

fn refusal(parts: &[Vec<RawRing>]) -> Refusal {
    repair_rings(parts).expect_err("refused")
}

/// A circle in which at so many places two neighbouring corners changed places.
fn circle(corners: usize, swaps: usize) -> RawRing {
    let at = |n: usize| {
        let turn = TAU * n as f64 / corners as f64;
        (0.05 * turn.cos(), 0.05 * turn.sin())
    };
    let mut ring = ring((0..corners).map(at));
    for swap in 0..swaps {
        ring.swap(4 * swap + 1, 4 * swap + 2);
    }
    ring.push(ring[0]);
    ring
}

/// A comb of so many slanting teeth, which lie in one another's boxes and never meet.
fn comb(teeth: usize) -> RawRing {
    let tooth = |n: usize| {
        let foot = 4e-6 * n as f64;
        [
            (0.0, foot),
            (0.05, foot + 0.05),
            (0.05, foot + 0.05 + 1e-6),
            (0.0, foot + 1e-6),
        ]
    };
    let back = [(-0.01, 4e-6 * teeth as f64), (-0.01, -0.01)];
    ring((0..teeth).flat_map(tooth).chain(back))
}

/// A square from 52 degrees north, so many degrees wide and high.
fn square(west: f64, size: f64) -> Vec<Vec<RawRing>> {
    let at = |x: f64, y: f64| Coord {
        x: west + x,
        y: 52.0 + y,
    };
    vec![vec![vec![
        at(0.0, 0.0),
        at(size, 0.0),
        at(size, size),
        at(0.0, size),
        at(0.0, 0.0),
    ]]]
}

/// The place that a reason ends with: longitude, latitude.
fn place_in(reason: &str) -> (f64, f64) {
    let (rest, latitude) = reason.rsplit_once(", latitude ").expect("a latitude");
    let (_, longitude) = rest.rsplit_once("longitude ").expect("a longitude");
    (
        longitude.parse().expect("a number"),
        latitude.parse().expect("a number"),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_star_of_a_thousand_random_corners_and_more_is_refused_as_a_tangle(
        corners in prop::collection::vec((0.0..0.1_f64, 0.0..0.1_f64), 1_000..6_000),
    ) {
        let refused = refusal(&[vec![ring(corners)]]);
        prop_assert_eq!(refused.code, "self_intersection");
        let (lon, lat) = place_in(&refused.reason);
        prop_assert!((4.4..=4.5).contains(&lon) && (51.9..=52.0).contains(&lat), "{}", refused);
    }

    #[test]
    fn a_star_that_is_not_refused_is_what_an_odd_number_of_turns_surrounds(
        corners in prop::collection::vec((0.0..0.1_f64, 0.0..0.1_f64), 5..60),
        probes in prop::collection::vec((0.0..0.1_f64, 0.0..0.1_f64), 40),
    ) {
        let raw = ring(corners);
        let Ok(repaired) = repair_rings(&[vec![raw.clone()]]) else { return Ok(()) };
        let star = MultiPolygon(vec![Polygon::new(LineString(raw), Vec::new())]);
        prop_assert!(repaired.shape.is_valid());
        let again = repair(&repaired.shape);
        prop_assert!(again.is_ok_and(|again| again.notes.is_empty()), "needs a second repair");
        let (before, after) = (Borders::new(&[star]), Borders::new(&[repaired.shape]));
        for probe in probes {
            let Coord { x, y } = corner(probe);
            let place = Lonlat::new(x, y);
            prop_assert_eq!(before.locate(place), after.locate(place), "{:?}", place);
        }
    }
}

#[test]
fn as_many_crossings_as_allowed_are_repaired_and_one_more_is_refused_with_its_place() {
    let repaired = repair_rings(&[vec![circle(10_000, MAX_CONTACTS)]]).expect("usable");
    assert_eq!(repaired.notes, [Note::Bowtie]);
    let refused = refusal(&[vec![circle(10_000, MAX_CONTACTS + 1)]]);
    assert_eq!(refused.code, "self_intersection");
    assert!(
        refused
            .reason
            .contains(&format!("more than {MAX_CONTACTS} places")),
        "{refused}"
    );
    let (lon, lat) = place_in(&refused.reason);
    assert!(
        ((lon - 4.4).hypot(lat - 51.9) - 0.05).abs() < 2e-6,
        "not on the circle: {refused}"
    );
}

#[test]
fn crossings_count_for_all_parts_of_a_border_together() {
    let parts = |swaps: usize| vec![vec![circle(10_000, swaps)], vec![circle(10_000, swaps)]];
    assert!(repair_rings(&parts(MAX_CONTACTS / 2)).is_ok());
    assert_eq!(refusal(&parts(MAX_CONTACTS / 2 + 1)).code, "self_intersection");
}

#[test]
fn a_ring_that_runs_along_itself_too_often_is_refused_with_the_place() {
    let there: Vec<(f64, f64)> = (0..400)
        .map(|n| (1e-4 * f64::from(n), 3e-5 * f64::from(n % 2)))
        .collect();
    let back = there.iter().rev().copied();
    let outer = [
        (-0.01, -0.02),
        (0.07, -0.02),
        (0.07, 0.02),
        (-0.01, 0.02),
        (-0.01, 0.0),
    ];
    let island = [(0.045, -0.005), (0.05, 0.0), (0.045, 0.005)];
    let to = outer.into_iter().chain(there.iter().copied());
    let from = back.chain([(-0.01, 0.0)]);
    let refused = refusal(&[vec![ring(to.chain(island).chain(from))]]);
    assert_eq!(refused.code, "self_intersection");
    let (lon, lat) = place_in(&refused.reason);
    assert!(
        (4.39..=4.45).contains(&lon) && (51.88..=51.92).contains(&lat),
        "{refused}"
    );
}

#[test]
fn as_many_corners_as_allowed_are_judged_and_one_more_is_refused() {
    let sound = repair_rings(&[vec![circle(MAX_CORNERS - 1, 0)]]).expect("usable");
    assert!(sound.notes.is_empty());
    let refused = refusal(&[vec![circle(MAX_CORNERS, 0)]]);
    assert_eq!(refused.code, "too_many_vertices");
    assert!(refused.reason.contains("100001 corners"), "{refused}");
    // All parts and holes count.
    let parts: Vec<Vec<RawRing>> = vec![vec![circle(100, 0); 10]; 100];
    assert_eq!(refusal(&parts).code, "too_many_vertices");
}

#[test]
fn teeth_and_holes_that_take_too_many_steps_are_refused_though_nothing_meets() {
    assert!(!repair_rings(&[vec![comb(1_000)]]).expect("usable").is_repaired());
    assert_eq!(refusal(&[vec![comb(24_000)]]).code, "too_many_vertices");
    let sieve = |holes: u32| {
        let hole = |n: u32| {
            let (x, y) = (2e-3 * f64::from(n % 150), 2e-3 * f64::from(n / 150));
            ring([(x, y), (x + 1e-3, y), (x, y + 1e-3), (x, y)])
        };
        let outer = ring([(-0.1, -0.1), (0.5, -0.1), (0.5, 0.5), (-0.1, 0.5), (-0.1, -0.1)]);
        vec![std::iter::once(outer).chain((0..holes).map(hole)).collect()]
    };
    assert_eq!(
        repair_rings(&sieve(500)).expect("usable").shape.0[0]
            .interiors()
            .len(),
        500
    );
    assert_eq!(refusal(&sieve(20_000)).code, "too_many_vertices");
}

#[test]
fn tens_of_thousands_of_spikes_are_shorn_off() {
    let spike = |n: u32| {
        let x = 1e-6 * f64::from(n);
        [(x, 0.0), (x, -0.01), (x, 0.0)]
    };
    let rest = [(0.05, 0.0), (0.05, 0.05), (0.0, 0.05)];
    let shorn = repair_rings(&[vec![ring((0..33_000).flat_map(spike).chain(rest))]]).expect("usable");
    assert!(shorn.notes.contains(&Note::Spike));
    let left = shorn.shape.0[0].exterior();
    assert_eq!(left.0.len(), 33_000 + 3 + 1);
    assert!(left.0.iter().all(|corner| corner.y >= 51.9));
}

#[test]
fn a_border_of_a_province_is_used_and_one_of_a_country_or_half_the_globe_is_refused() {
    let province = repair_rings(&square(5.0, 0.85)).expect("usable");
    let area = area_m2(&province.shape, &Frame::Rd);
    assert!((5.3e9..MAX_AREA_M2).contains(&area), "{area}");
    for (west, size) in [(5.0, 1.3), (5.0, 3.0), (-30.0, 37.9), (-180.0, 37.9)] {
        let refused = refusal(&square(west, size));
        assert_eq!(refused.code, "too_large", "{west} {size}");
        assert!(refused.reason.contains("more than 10000"), "{refused}");
    }
    // Whole turns of the globe, where a plane around any place folds over.
    for (east, north) in [(90.0, 89.0), (179.0, 89.9), (180.0, 90.0)] {
        let at = |x: f64, y: f64| Coord {
            x: x * east,
            y: y * north,
        };
        let globe = vec![at(-1.0, -1.0), at(1.0, -1.0), at(1.0, 1.0), at(-1.0, 1.0)];
        assert_eq!(refusal(&[vec![globe]]).code, "too_large", "{east} {north}");
    }
}

/// Three rings over each other across half a continent, found by the fuzzer: the sweep underneath panics on them.
#[test]
fn rings_that_no_sweep_can_follow_are_refused_and_end_nothing() {
    let rings: [&[(f64, f64)]; 3] = [
        &[
            (14.266, 61.666),
            (4.5, 51.9),
            (4.51, 51.91),
            (-2.183, 45.217),
            (14.266, 61.666),
        ],
        &[
            (7.545, 41.978),
            (14.468, 52.129),
            (-2.183, 52.165),
            (4.506, 51.9),
            (4.5, 52.926),
            (7.545, 41.978),
        ],
        &[
            (28.308, 51.903),
            (4.5, 51.9),
            (4.56, 51.9),
            (-11.127, 52.043),
            (22.997, 60.164),
            (4.51, 51.91),
            (28.308, 51.903),
        ],
    ];
    let coord = |&(x, y): &(f64, f64)| geo_types::Coord { x, y };
    let part = rings
        .iter()
        .map(|ring| ring.iter().map(coord).collect())
        .collect();
    assert!(spatial::repair::repair_rings(&[part]).is_err());
}

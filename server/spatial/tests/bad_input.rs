//! What comes in may be empty, absurd or not a number: every answer is defined, in bounded time and room.
#![allow(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use std::time::{Duration, Instant};

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use proptest::prelude::*;
use spatial::hotspots::{Class, Rule, Scratch, find, find_in};
use spatial::locate::Borders;
use spatial::tails::{negative_binomial, poisson};
use spatial::trend::{Periods, dark_share, trend};
use spatial::voices::{Row, among};
use spatial::{Cell, Frame, Local, Lonlat, MAX_CELLS, Metres, Study, StudyFault, area_m2, gi_star};

const MILLION: u32 = 1_000_000;
/// Generous for a busy machine and a build without optimisation; what is unbounded takes hours.
const SOON: Duration = Duration::from_secs(60);

fn row(observer: u32, day: i32, ix: i32, iy: i32) -> Row {
    Row {
        observer,
        day,
        cell: Cell::new(ix, iy),
    }
}

/// A square of 40 by 40 cells.
fn square() -> Study {
    Study::from_weights(Cell::new(-20, -20), 40, vec![1; 1_600]).expect("area")
}

fn ring(corners: &[(f64, f64)]) -> MultiPolygon<f64> {
    let corners = corners.iter().map(|&(x, y)| Coord { x, y }).collect();
    MultiPolygon(vec![Polygon::new(LineString(corners), Vec::new())])
}

#[test]
fn no_finding_at_all_gives_no_place_and_says_so() {
    let study = square();
    let spots = find(&[], &study, &Rule::default());
    assert!(spots.places.is_empty() && spots.too_few.is_some());
    assert_eq!((spots.findings, spots.observers, spots.rate()), (0, 0, 0.0));
    assert_eq!(spots.heard().count(), 0);
    assert!(gi_star([], &study).iter().all(|&(_, z)| z == 0.0));
    assert_eq!(among([]), (0, 0));
    assert_eq!(Study::from_cells([]).unwrap_err(), StudyFault::Empty);
    assert_eq!(Study::from_polygons(&[]).unwrap_err(), StudyFault::Empty);
}

#[test]
fn one_finding_in_an_area_of_one_cell_has_figures_and_no_place() {
    let rows = [row(1, 1, 7, -9)];
    let study = Study::from_cells([rows[0].cell]).expect("a cell");
    let spots = find(&rows, &study, &Rule::default());
    assert!(spots.places.is_empty());
    let figures = spots.figures(rows[0].cell).expect("inside");
    assert_eq!((figures.voices, figures.people, figures.p), (1, 1, 1.0));
    assert!(spots.figures(Cell::new(8, -9)).is_none());
}

#[test]
fn a_million_findings_by_a_million_people_on_one_spot_are_one_place_and_by_one_person_none() {
    let start = Instant::now();
    let study = square();
    let crowd: Vec<Row> = (0..MILLION).map(|n| row(n, 3, 0, 0)).collect();
    let spots = find(&crowd, &study, &Rule::default());
    let [place] = &spots.places[..] else {
        panic!("{} places", spots.places.len())
    };
    assert_eq!((place.class, place.peak), (Class::Clear, Cell::new(0, 0)));
    assert_eq!(
        (place.voices, place.people, place.members.len()),
        (MILLION, MILLION, 1_000_000)
    );

    let eager: Vec<Row> = (0..MILLION).map(|n| row(9, n as i32, 0, 0)).collect();
    let spots = find_in(&eager, &study, &Rule::default(), spots.into_scratch());
    assert!(spots.places.is_empty() && spots.too_few.is_some());
    assert_eq!(
        spots.figures(Cell::new(0, 0)).map(|figures| figures.voices),
        Some(2)
    );
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

#[test]
fn when_the_whole_area_is_one_spot_nothing_stands_out() {
    let crowd: Vec<Row> = (0..MILLION).map(|n| row(n, 3, 5, 5)).collect();
    let study = Study::from_cells(crowd.iter().map(|row| row.cell)).expect("a cell");
    let spots = find(&crowd, &study, &Rule::default());
    assert!(spots.places.is_empty() && spots.too_few.is_none());
}

#[test]
fn a_trend_of_a_million_voices_is_told_soon_and_the_largest_numbers_are_no_fault() {
    let start = Instant::now();
    let periods = |now, before| Periods { now, before };
    let rising = trend(periods(MILLION, MILLION / 2), periods(500, 500), None);
    assert!(
        rising.p < 1e-9 && rising.ratio.is_some_and(|ratio| (ratio - 2.0).abs() < 1e-9),
        "{rising:?}"
    );
    assert!(rising.interval.0 > 1.98 && rising.interval.1 < 2.02, "{rising:?}");
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    let most = trend(
        periods(u32::MAX, u32::MAX),
        periods(u32::MAX, u32::MAX),
        Some(f64::INFINITY),
    );
    assert!((0.0..=1.0).contains(&most.p), "{most:?}");
    assert_eq!(dark_share(9, 8, 0.5), dark_share(8, 8, 0.5));
}

#[test]
fn tails_of_absurd_numbers_are_told_soon_and_lie_between_none_and_one() {
    let start = Instant::now();
    let numbers = [
        0.0,
        5e-324,
        1e-9,
        0.3,
        2.0,
        1e6,
        1e20,
        1e300,
        f64::MAX,
        f64::INFINITY,
        f64::NAN,
        -1.0,
    ];
    for count in [0, 1, 3, 5_000, 2 * MILLION] {
        for one in numbers {
            assert!((0.0..=1.0).contains(&poisson(count, one)), "{count} {one}");
            for other in numbers {
                let tail = negative_binomial(count, one, other);
                assert!((0.0..=1.0).contains(&tail), "{count} {one} {other}: {tail}");
            }
        }
    }
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

#[test]
fn places_that_are_no_places_land_in_cells_that_no_area_holds() {
    for frame in [Frame::Rd, Frame::Local(Local::around(Lonlat::new(4.5, 52.0)))] {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            for place in [Lonlat::new(value, 52.0), Lonlat::new(4.5, value)] {
                assert!(!place.is_on_globe());
                let cell = Cell::at(frame.to_metres(place));
                assert!(!square().contains(cell), "{place:?} in {cell}");
            }
        }
        for (lon, lat) in [
            (180.0, 90.0),
            (-180.0, -90.0),
            (0.0, 0.0),
            (-174.6, -52.0),
            (4.5, 90.0),
        ] {
            let metres = frame.to_metres(Lonlat::new(lon, lat));
            assert!(
                !metres.x.is_nan() && !metres.y.is_nan(),
                "{lon} {lat}: {metres:?}"
            );
        }
    }
    assert_eq!(
        Cell::at(Metres::new(f64::NAN, f64::INFINITY)),
        Cell::new(i32::MIN, i32::MAX)
    );
    assert_eq!(Cell::at(Metres::new(-1e300, 0.0)), Cell::new(i32::MIN, 0));
}

#[test]
fn areas_beyond_all_measure_are_refused_before_room_is_taken() {
    let corner = Cell::new(i32::MIN, i32::MIN);
    let wide = Study::from_cells([corner, Cell::new(i32::MAX, i32::MAX)]);
    assert!(matches!(wide, Err(StudyFault::TooWide(cells)) if cells > MAX_CELLS as u64));
    let long = Study::from_cells([Cell::new(0, 0), Cell::new(0, 10_000_000)]);
    assert!(matches!(long, Err(StudyFault::TooWide(_))), "its margin counts");
    let over = Study::from_weights(Cell::new(i32::MAX - 1, 0), 4, vec![1; 4]);
    assert!(matches!(over, Err(StudyFault::TooWide(4))));
    for far in [1e9, 1e300, f64::INFINITY] {
        let polygon = ring(&[(0.0, 0.0), (far, 0.0), (far, far)]);
        let fault = Study::from_polygons(&[polygon]).map(|study| study.count());
        assert!(matches!(fault, Err(StudyFault::TooWide(_))), "{far}: {fault:?}");
    }
    let nowhere = ring(&[(f64::NAN, 0.0), (f64::NAN, f64::NAN), (0.0, f64::NAN)]);
    assert!(Study::from_polygons(&[nowhere]).is_err());
    assert_eq!(
        Study::from_weights(corner, 3, vec![1; 4]).unwrap_err(),
        StudyFault::Empty
    );
    assert_eq!(
        Study::from_weights(corner, 0, vec![]).unwrap_err(),
        StudyFault::Empty
    );
    assert_eq!(
        Study::from_weights(corner, 2, vec![0; 4]).unwrap_err(),
        StudyFault::Empty
    );
}

#[test]
fn the_last_cells_of_the_plane_hold_a_place_as_any_other() {
    let last = Cell::new(i32::MAX, i32::MAX);
    for (corner, first) in [
        (last, last.shifted((-59, -59))),
        (Cell::new(i32::MIN, i32::MIN), Cell::new(i32::MIN, i32::MIN)),
    ] {
        let study = Study::from_weights(first, 60, vec![1; 3_600]).expect("area");
        let spread = (0..40).map(|n| {
            row(
                100 + n,
                0,
                first.ix + (n as i32 % 10) * 6,
                first.iy + (n as i32 / 10) * 15,
            )
        });
        let pile =
            (0..12).map(|observer| row(observer, i32::MIN + observer as i32 % 2, corner.ix, corner.iy));
        let rows: Vec<Row> = spread.chain(pile).collect();
        let spots = find(&rows, &study, &Rule::default());
        assert_eq!(spots.places.first().map(|place| place.peak), Some(corner));
    }
    let far = Cell::new(i32::MIN, i32::MIN).distance2(last);
    assert_eq!(far, i64::MAX);
}

#[test]
fn borders_with_corners_that_are_no_numbers_hold_nothing_and_harm_no_other() {
    let good = ring(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]);
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX] {
        let all = ring(&[(bad, bad), (bad, bad), (bad, bad)]);
        let some = ring(&[(9.0, 9.0), (bad, 9.0), (9.0, bad), (9.0, 9.0)]);
        let borders = Borders::new(&[good.clone(), all.clone(), some]);
        assert_eq!(borders.locate(Lonlat::new(2.0, 2.0)), Some(0), "{bad}");
        assert_eq!(borders.locate(Lonlat::new(bad, 2.0)), None, "{bad}");
        let area = area_m2(&all, &Frame::Rd);
        assert!(area.is_nan() || area <= 0.0, "{bad}: {area}");
    }
}

fn any_row() -> impl Strategy<Value = Row> {
    let side = prop_oneof![4 => -25..25_i32, 1 => any::<i32>(), 1 => Just(i32::MIN), 1 => Just(i32::MAX)];
    let day = prop_oneof![-3..3_i32, Just(i32::MIN), Just(i32::MAX), any::<i32>()];
    let observer = prop_oneof![0..9_u32, Just(u32::MAX), any::<u32>()];
    (observer, day, side.clone(), side).prop_map(|(observer, day, ix, iy)| row(observer, day, ix, iy))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_rows_over_any_passes_are_answered_alike_in_fresh_and_in_used_room(
        rows in prop::collection::vec(any_row(), 0..400),
        passes in prop::collection::vec(((-30..30_i32, -30..30_i32), any::<u32>()), 0..80),
        kappa in prop_oneof![Just(4.0), Just(0.0), Just(f64::NAN), Just(f64::INFINITY), -5.0..5.0_f64],
        rate in prop_oneof![Just(0.05), Just(1.0), Just(f64::NAN), -1.0..2.0_f64],
    ) {
        let passes = passes.into_iter().map(|((ix, iy), count)| (Cell::new(ix, iy), count));
        let study = square().walked(passes).unwrap_or_else(|_| square());
        let rule = Rule { kappa, q_clear: rate, min_findings: 0, min_observers: 0, ..Rule::default() };
        let fresh = find(&rows, &study, &rule);
        let inside = rows.iter().filter(|row| study.contains(row.cell)).count();
        prop_assert_eq!(fresh.findings, inside);
        for place in &fresh.places {
            prop_assert!(place.members.is_sorted() && place.members.iter().all(|&at| at < rows.len()));
            prop_assert!((0.0..=1.0).contains(&place.p), "{}", place.p);
        }
        let used = find(&rows[..rows.len() / 2], &square(), &Rule::default()).into_scratch();
        // As text: an expectation may be no number under an absurd rule, and that equals nothing.
        let again = format!("{:?}", find_in(&rows, &study, &rule, used).places);
        prop_assert_eq!(again, format!("{:?}", fresh.places));
        let none = find_in(&rows, &study, &rule, Scratch::default());
        prop_assert_eq!(none.heard().count(), fresh.heard().count());
    }
}

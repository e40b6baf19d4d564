//! Tests of the example story.

use super::*;
use crate::demo::district::district;
use crate::demo::district::{Point, to_metres};
use crate::demo::script::Pile;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use spatial::{
    Cell, Frame, Lonlat, Study,
    hotspots::{Class, Rule, find},
    voices::Row,
};
use std::collections::{HashMap, HashSet};

/// 2026-11-22 02:00 UTC.
const NOW_MS: i64 = 1_795_312_800_000;

/// Group and sensitivity by code, of groups and of stored items.
fn catalogue() -> HashMap<String, (String, bool)> {
    let table: toml::Table = include_str!("../../../data/categories.toml").parse().unwrap();
    let rows = |name: &str| table[name].as_array().unwrap().clone();
    let text = |row: &toml::Value, name: &str| row.get(name).and_then(toml::Value::as_str).map(str::to_owned);
    let personal = |row: &toml::Value| text(row, "sensitivity").as_deref() == Some("personal");
    let mut codes = HashMap::new();
    for group in rows("group") {
        let code = text(&group, "code").unwrap();
        codes.insert(code.clone(), (code, personal(&group)));
    }
    for item in rows("item")
        .into_iter()
        .filter(|item| item.get("stored").and_then(toml::Value::as_bool) != Some(false))
    {
        let group = text(&item, "group").unwrap();
        let strict = personal(&item) || codes[&group].1;
        codes.insert(text(&item, "code").unwrap(), (group, strict));
    }
    codes
}

fn told() -> Story {
    story(&district(), NOW_MS)
}

#[test]
fn twenty_people_on_three_schouwen_within_six_months_see_about_four_hundred_things() {
    let story = told();
    assert_eq!((story.walkers.len(), story.walks.len()), (20, 3));
    assert!(
        (380..=430).contains(&story.findings.len()),
        "{}",
        story.findings.len()
    );
    let first = NOW_MS - 170 * DAY_MS;
    let mut moments = HashSet::new();
    for finding in &story.findings {
        let walk = &story.walks[finding.walk];
        assert!(walk.walkers.contains(&finding.walker));
        let after = finding.observed_at_ms - walk.starts_at_ms;
        assert!((0..=WALK_MIN * MINUTE_MS).contains(&after));
        assert!((first..NOW_MS).contains(&finding.observed_at_ms));
        assert!((3.0..=14.0).contains(&finding.accuracy_m));
        assert!(
            finding
                .perceived_safety
                .is_none_or(|score| (1..=5).contains(&score))
        );
        assert!(finding.picture.is_none_or(|picture| picture < 24));
        assert!(moments.insert((finding.walker, finding.observed_at_ms)));
    }
    assert!(story.walks.iter().all(|walk| walk.walkers.len() >= 15));
}

#[test]
fn every_category_is_in_the_catalogue_and_few_are_personal() {
    let (codes, story) = (catalogue(), told());
    let mut personal = 0;
    for finding in &story.findings {
        let (_, is_personal) = codes
            .get(&finding.category)
            .unwrap_or_else(|| panic!("{}", finding.category));
        personal += usize::from(*is_personal);
        assert!(!is_personal || finding.picture.is_none());
    }
    assert!((1..=12).contains(&personal), "{personal}");
    for wanted in ["parel", "idee"] {
        let count = story
            .findings
            .iter()
            .filter(|finding| codes[&finding.category].0 == wanted)
            .count();
        assert!(count > 20, "{wanted} {count}");
    }
}

#[test]
fn findings_lie_along_streets_and_in_exactly_one_buurt() {
    let (plan, story) = (district(), told());
    for finding in &story.findings {
        let place = [finding.lon, finding.lat];
        let near = plan
            .streets
            .iter()
            .map(|street| distance(&street.line, place))
            .fold(f64::INFINITY, f64::min);
        assert!(near <= 8.0, "{near}");
        assert_eq!(
            plan.buurten
                .iter()
                .filter(|buurt| holds(&buurt.ring, place))
                .count(),
            1
        );
    }
    let used: HashSet<Option<usize>> = story
        .findings
        .iter()
        .map(|finding| {
            plan.buurten
                .iter()
                .position(|buurt| holds(&buurt.ring, [finding.lon, finding.lat]))
        })
        .collect();
    assert_eq!(used.len(), 12, "a buurt without findings");
}

fn holds(ring: &[Point], [x, y]: Point) -> bool {
    let crosses = |pair: &&[Point]| {
        let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
        (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)
    };
    ring.windows(2).filter(crosses).count() % 2 == 1
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

fn metres([lon, lat]: Point) -> spatial::Metres {
    Frame::Rd.to_metres(Lonlat::new(lon, lat))
}

fn study(plan: &District) -> Study {
    let corner = |point: &Point| {
        let place = metres(*point);
        Coord {
            x: place.x,
            y: place.y,
        }
    };
    let polygon = |ring: &[Point]| {
        MultiPolygon(vec![Polygon::new(
            LineString(ring.iter().map(corner).collect()),
            vec![],
        )])
    };
    let polygons: Vec<MultiPolygon<f64>> = plan.buurten.iter().map(|buurt| polygon(&buurt.ring)).collect();
    Study::from_polygons(&polygons).unwrap()
}

/// Clear and possible places among the findings of these groups, each with the nearest pile and its distance.
fn places(keep: impl Fn(&str, bool) -> bool) -> (Vec<(usize, f64)>, usize) {
    let (plan, codes, story) = (district(), catalogue(), told());
    let kept = story.findings.iter().filter(|finding| {
        let (group, personal) = &codes[&finding.category];
        group != "parel" && group != "idee" && keep(group, *personal)
    });
    let rows: Vec<Row> = kept
        .map(|finding| Row {
            observer: finding.walker as u32,
            day: (finding.observed_at_ms / DAY_MS) as i32,
            cell: Cell::at(metres([finding.lon, finding.lat])),
        })
        .collect();
    let study = study(&plan);
    let spots = find(&rows, &study, &Rule::default());
    let clear = spots
        .places
        .iter()
        .filter(|place| place.class == Class::Clear)
        .map(|place| nearest_pile(&plan, place.peak));
    (
        clear.collect(),
        spots
            .places
            .iter()
            .filter(|place| place.class == Class::Possible)
            .count(),
    )
}

fn nearest_pile(plan: &District, peak: Cell) -> (usize, f64) {
    let centre = spatial::Metres::new(
        (f64::from(peak.ix) + 0.5) * 25.0,
        (f64::from(peak.iy) + 0.5) * 25.0,
    );
    let to = |pile: &Pile| {
        let line = line_of(plan, pile.street).unwrap();
        let middle = metres(to_point(line.beside(line.length() * pile.along, 0.0)));
        (middle.x - centre.x).hypot(middle.y - centre.y)
    };
    let distances = PILES.iter().map(to).enumerate();
    distances.min_by(|one, other| one.1.total_cmp(&other.1)).unwrap()
}

#[test]
fn the_five_piles_and_nothing_else_are_clear_places() {
    for keep in [
        (|_: &str, personal: bool| !personal) as fn(&str, bool) -> bool,
        |_, _| true,
    ] {
        let (mut clear, possible) = places(keep);
        clear.sort_by_key(|(pile, _)| *pile);
        let piles: Vec<usize> = clear.iter().map(|(pile, _)| *pile).collect();
        println!("clear {clear:?}, possible {possible}");
        assert_eq!(piles, [0, 1, 2, 3, 4], "{clear:?}");
        assert!(clear.iter().all(|(_, distance)| *distance < 45.0), "{clear:?}");
        assert!((1..=4).contains(&possible), "{possible} possible places");
    }
}

#[test]
fn light_alone_gives_a_place_of_its_own() {
    let (clear, _) = places(|group, _| group == "licht");
    assert!(
        clear
            .iter()
            .any(|(pile, distance)| *pile == 2 && *distance < 45.0),
        "{clear:?}"
    );
}

#[test]
fn notes_are_short_end_as_a_sentence_and_hold_no_numbers() {
    let story = told();
    let notes: Vec<&str> = story.findings.iter().filter_map(|finding| finding.note).collect();
    assert!(notes.len() > 100);
    for note in notes {
        assert!(!note.chars().any(|letter| letter.is_ascii_digit()), "{note}");
        assert!(note.len() < 80 && note.ends_with(['.', '!']), "{note}");
    }
}

#[test]
fn the_same_moment_tells_the_same_and_another_moment_moves_only_times() {
    let (plan, one) = (district(), told());
    assert_eq!(one, story(&plan, NOW_MS));
    let later = story(&plan, NOW_MS + 40 * DAY_MS);
    assert_eq!(later.findings.len(), one.findings.len());
    for (before, after) in one.findings.iter().zip(&later.findings) {
        assert_eq!(after.observed_at_ms - before.observed_at_ms, 40 * DAY_MS);
        assert_eq!(
            (before.lon, before.lat, &before.category),
            (after.lon, after.lat, &after.category)
        );
    }
}

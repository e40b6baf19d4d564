//! A hotspot as it leaves the door: where, how sure, and what stands behind it.

use super::{
    count::Counted,
    fitting::{MeasureFit, fitting},
    outline::outline,
    question::Question,
};
use crate::{
    clock::{self, local_date},
    findings::finding::Finding,
    house::{
        House,
        atlas::{Atlas, Buurt},
    },
    people::{Asker, may_see},
};
use serde::Serialize;
use spatial::{
    Cell, Lonlat,
    hotspots::{Class, Place},
    trend::{self, Direction, Periods},
    voices::{self, Row},
};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use utoipa::ToSchema;
use uuid::Uuid;

/// What stands behind a hotspot. Buren and schouwen come before bevindingen.
#[derive(Debug, Serialize, ToSchema)]
pub struct HotspotView {
    /// `<window>|<filter>|25:<peak ix>:<peak iy>`: the same place of the same question has the same id.
    pub id: String,
    /// 1 for the highest peak.
    pub rank: usize,
    /// Name in Dutch; never a house number.
    pub name: String,
    /// Code of the buurt of its peak.
    pub buurt: Option<String>,
    /// `clear` or `possible`.
    pub class: &'static str,
    /// Findings in it.
    pub findings: usize,
    /// People behind them; at least 3.
    pub people: usize,
    /// Walks behind them.
    pub walks: usize,
    /// Local days behind them.
    pub days: usize,
    /// First local day, `YYYY-MM-DD`.
    pub first: String,
    /// Last local day, `YYYY-MM-DD`.
    pub last: String,
    /// Voices in its strongest disc of 50 m; one person counts at most twice.
    pub voices: u32,
    /// Voices expected there by chance and by its surroundings.
    pub expected: f64,
    /// Voices over expected.
    pub ratio: f64,
    /// The smallest false discovery rate at which it holds.
    pub q: f64,
    /// The groups seen most, at most 3.
    pub categories: Vec<CategoryCount>,
    /// Is it growing?
    pub trend: TrendView,
    /// Share of its voices in the dark; absent below 8 voices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dark_share: Option<f64>,
    /// Is it spoken of in the dark more often than elsewhere?
    pub more_in_dark: bool,
    /// Measures that fit, best first.
    pub measures: Vec<MeasureFit>,
    /// Ids of its cells, `25:<ix>:<iy>`.
    pub cells: Vec<String>,
    /// Ids of its findings that the asker may see.
    pub finding_ids: Vec<Uuid>,
    /// Where its peak is, `[lon, lat]`.
    pub peak: [f64; 2],
}

/// How often a group was seen.
#[derive(Debug, Serialize, ToSchema)]
pub struct CategoryCount {
    /// Group code.
    pub group: String,
    /// Findings.
    pub findings: usize,
}

/// How a place changed in the second half of the window.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrendView {
    /// `up`, `down`, `same` or `unknown`.
    pub direction: &'static str,
    /// Voices in the second half.
    pub now: u32,
    /// Voices in the first half.
    pub before: u32,
}

/// Describes a place to an asker.
pub fn view(
    house: &House,
    atlas: &Atlas,
    asker: &Asker,
    question: &Question,
    counted: &Counted,
    place: &Place,
) -> HotspotView {
    let members: Vec<&Finding> = place.members.iter().map(|at| &counted.findings[*at]).collect();
    let zone = &house.config.time_zone;
    let days: BTreeSet<String> = members
        .iter()
        .map(|f| local_date(f.observed_at, zone).to_string())
        .collect();
    let people: BTreeSet<Uuid> = members.iter().map(|finding| finding.person_id).collect();
    let walks: BTreeSet<Uuid> = members.iter().filter_map(|finding| finding.walk_id).collect();
    let expected = place.expected.global.max(place.expected.local);
    let (dark_share, more_in_dark) = darkness(counted, place);
    let peak = atlas.frame.to_lonlat(place.peak.centre());
    let buurt = atlas.at(peak);
    HotspotView {
        id: id(question, place.peak, house),
        rank: place.rank,
        name: name(house, peak, buurt),
        buurt: buurt.map(|buurt| buurt.code.clone()),
        class: if place.class == Class::Clear {
            "clear"
        } else {
            "possible"
        },
        findings: members.len(),
        people: people.len(),
        walks: walks.len(),
        first: days.first().cloned().unwrap_or_default(),
        last: days.last().cloned().unwrap_or_default(),
        days: days.len(),
        voices: place.voices,
        expected,
        ratio: f64::from(place.voices) / expected,
        q: place.q,
        categories: top_groups(house, &members),
        trend: change(question, counted, place),
        dark_share,
        more_in_dark,
        measures: fitting(&house.catalogue, &members),
        cells: place.cells.iter().map(Cell::to_string).collect(),
        finding_ids: members
            .iter()
            .filter(|finding| may_see(asker, &finding.thing(&house.catalogue)))
            .map(|finding| finding.id)
            .collect(),
        peak: [rounded(peak.lon), rounded(peak.lat)],
    }
}

/// Its street or corner, else its buurt.
fn name(house: &House, peak: Lonlat, buurt: Option<&Buurt>) -> String {
    let street = house.streets.load().name(peak);
    street
        .or_else(|| buurt.map(|buurt| format!("Plek in {}", buurt.name)))
        .unwrap_or_else(|| "Plek".to_owned())
}

fn rounded(degrees: f64) -> f64 {
    (degrees * 1e7).round() / 1e7
}

fn id(question: &Question, peak: Cell, house: &House) -> String {
    let zone = &house.config.time_zone;
    let (from, to) = (local_date(question.since, zone), local_date(question.until, zone));
    format!("{from}_{to}|{}|{peak}", question.filter_word())
}

fn top_groups(house: &House, members: &[&Finding]) -> Vec<CategoryCount> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for code in members.iter().filter_map(|finding| finding.category.as_deref()) {
        if let Some(entry) = house.catalogue.find(code) {
            *counts.entry(entry.group.clone()).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts
        .into_iter()
        .map(|(group, findings)| CategoryCount { group, findings })
        .collect();
    counts.sort_by(|a, b| b.findings.cmp(&a.findings).then_with(|| a.group.cmp(&b.group)));
    counts.truncate(3);
    counts
}

/// The place against the rest of the area, second half of the window against the first.
fn change(question: &Question, counted: &Counted, place: &Place) -> TrendView {
    let middle = i64::midpoint(question.since, question.until);
    let here: HashSet<usize> = place.members.iter().copied().collect();
    let voices = |inside: bool, late: bool| {
        let rows = counted.rows.iter().enumerate().filter(|(at, _)| {
            here.contains(at) == inside && (counted.findings[*at].observed_at >= middle) == late
        });
        if inside {
            voices::among(rows.map(|(_, row)| *row)).0
        } else {
            visits(rows.map(|(_, row)| *row))
        }
    };
    let (here, elsewhere) = (
        Periods {
            now: voices(true, true),
            before: voices(true, false),
        },
        Periods {
            now: voices(false, true),
            before: voices(false, false),
        },
    );
    let direction = match trend::trend(here, elsewhere, None).direction {
        Direction::Rising => "up",
        Direction::Falling => "down",
        Direction::Steady => "same",
        Direction::TooFew => "unknown",
    };
    TrendView {
        direction,
        now: here.now,
        before: here.before,
    }
}

/// Voices over a whole area: one a person, day and cell; discs would count them up to thirteen times.
fn visits(rows: impl Iterator<Item = Row>) -> u32 {
    let distinct: HashSet<_> = rows.map(|row| (row.observer, row.day, row.cell)).collect();
    u32::try_from(distinct.len()).unwrap_or(u32::MAX)
}

fn darkness(counted: &Counted, place: &Place) -> (Option<f64>, bool) {
    let all = counted.rows.len().max(1);
    let area_share = counted.dark.iter().filter(|dark| **dark).count() as f64 / all as f64;
    let of = |dark: bool| {
        let members = place.members.iter().filter(|at| counted.dark[**at] == dark);
        voices::among(members.map(|at| counted.rows[*at])).0
    };
    let (dark, light) = (of(true), of(false));
    let share = trend::dark_share(dark, dark + light, area_share);
    let told = share.speaks.then(|| f64::from(dark) / f64::from(dark + light));
    (told, share.more_often)
}

/// Is the place wanted by the question's box or buurt? Its peak decides.
pub fn wanted(atlas: &Atlas, question: &Question, place: &Place) -> bool {
    let Lonlat { lon, lat } = atlas.frame.to_lonlat(place.peak.centre());
    let in_box = question.bbox.is_none_or(|[west, south, east, north]| {
        (west..=east).contains(&lon) && (south..=north).contains(&lat)
    });
    let in_buurt = question.buurt.as_ref().is_none_or(|code| {
        atlas
            .at(Lonlat { lon, lat })
            .is_some_and(|buurt| buurt.code == *code)
    });
    in_box && in_buurt
}

/// The shape of a place as GeoJSON.
pub fn geometry(atlas: &Atlas, place: &Place) -> serde_json::Value {
    let shape = outline(&place.cells, &atlas.frame);
    serde_json::to_value(geojson::Geometry::from(&shape)).unwrap_or_default()
}

/// The window as two moments, RFC 3339.
pub fn window(question: &Question) -> [String; 2] {
    [clock::rfc3339(question.since), clock::rfc3339(question.until)]
}

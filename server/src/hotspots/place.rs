//! A hotspot as it leaves the door: where, how sure, and what stands behind it.

use super::{
    count::{Counted, Visit},
    fitting::{MeasureFit, fitting},
    question::Question,
};
use crate::{
    clock::{self, local_date},
    findings::sieve::thing,
    house::{
        House,
        atlas::{Atlas, Buurt},
        register::{DARK, FELT, PHOTOS},
    },
    people::{Asker, may_see},
};
use geo_types::MultiPolygon;
use serde::Serialize;
use spatial::{
    Cell, Lonlat,
    hotspots::{Class, Place},
    trend::{self, Direction, Periods},
    voices,
};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;
use uuid::Uuid;

/// People of whom at least so many answered, before a mean of their answers is told.
const ENOUGH_PEOPLE: usize = 3;

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
    /// Photos of these findings that are here, newest finding first.
    pub photos: Vec<Uuid>,
    /// How safe it feels there, told apart by light.
    pub safety: SafetyView,
    /// Where its peak is, `[lon, lat]`.
    pub peak: [f64; 2],
}

/// How safe a place feels, 1 (very unsafe) to 5. A part of the day is left out while fewer than 3 people answered.
#[derive(Debug, Serialize, ToSchema)]
pub struct SafetyView {
    /// By day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Felt>,
    /// In the dark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dark: Option<Felt>,
}

/// What people answered to how safe it feels.
#[derive(Debug, Serialize, ToSchema)]
pub struct Felt {
    /// The mean of all answers.
    pub mean: f64,
    /// People who answered.
    pub people: usize,
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

/// Describes a place to an asker. O(members).
pub fn view(
    house: &House,
    atlas: &Atlas,
    asker: &Asker,
    question: &Question,
    counted: &Counted,
    place: &Place,
) -> HotspotView {
    let zone = &house.config.time_zone;
    let sights = || counted.members(place).map(|(_, sight)| sight);
    let days: BTreeSet<u16> = sights().map(|sight| sight.day).collect();
    let date = |at: Option<i64>| at.map_or(String::new(), |at| local_date(at, zone).to_string());
    let people: BTreeSet<u32> = sights().map(|sight| sight.observer).collect();
    let walks: BTreeSet<u32> = sights()
        .map(|sight| sight.walk)
        .filter(|walk| *walk > 0)
        .collect();
    let expected = place.expected.global.max(place.expected.local);
    let (dark_share, more_in_dark) = darkness(counted, place);
    let (finding_ids, photos) = shown(counted, place, asker);
    let peak = atlas.frame.to_lonlat(place.peak.centre());
    let buurt = atlas.at(peak);
    HotspotView {
        id: id(question, place.peak, house),
        rank: place.rank,
        name: name(house, peak, buurt),
        buurt: buurt.map(|buurt| buurt.code.clone()),
        class: class_word(place.class),
        findings: counted.findings(place).count(),
        people: people.len(),
        walks: walks.len(),
        first: date(sights().map(spatial::index::Sight::at).min()),
        last: date(sights().map(spatial::index::Sight::at).max()),
        days: days.len(),
        voices: place.voices,
        expected,
        ratio: f64::from(place.voices) / expected,
        q: place.q,
        categories: top_groups(house, counted, place),
        trend: change(question, counted, place),
        dark_share,
        more_in_dark,
        measures: fitting(&house.catalogue, counted, place),
        cells: place.cells.iter().map(Cell::to_string).collect(),
        finding_ids,
        photos,
        safety: safety(counted, place),
        peak: [rounded(peak.lon), rounded(peak.lat)],
    }
}

/// `clear` or `possible`.
pub fn class_word(class: Class) -> &'static str {
    if class == Class::Clear {
        "clear"
    } else {
        "possible"
    }
}

/// Findings of a place that the asker may see, in order of their ids, and their photos that are here.
fn shown(counted: &Counted, place: &Place, asker: &Asker) -> (Vec<Uuid>, Vec<Uuid>) {
    let held = &counted.held;
    let mut seen: Vec<(i64, Uuid, u32)> = counted
        .findings(place)
        .filter(|(_, sight)| may_see(asker, &thing(held, sight)))
        .map(|(seat, sight)| (sight.at(), Uuid::from_u128(held.index.id(seat)), seat))
        .collect();
    seen.sort_unstable();
    let newest_first = seen.iter().rev().map(|(_, _, seat)| *seat);
    let pictured = newest_first.filter(|seat| held.index.sight(*seat).flags & PHOTOS != 0);
    let photos = pictured.filter_map(|seat| held.details(seat));
    let photos = photos
        .flat_map(|details| details.photos().collect::<Vec<_>>())
        .filter(|(_, here)| *here);
    let photos = photos.map(|(photo, _)| photo).collect();
    let mut ids: Vec<Uuid> = seen.iter().map(|(_, id, _)| *id).collect();
    ids.sort_unstable();
    (ids, photos)
}

fn safety(counted: &Counted, place: &Place) -> SafetyView {
    let felt = |dark: bool| {
        let (mut sum, mut answers, mut people) = (0, 0, BTreeSet::new());
        let members = counted.members(place);
        for (seat, sight) in members.filter(|(_, sight)| sight.flags & FELT != 0) {
            let answer = counted
                .held
                .details(seat)
                .and_then(|details| details.perceived_safety);
            if let Some(answer) = answer.filter(|_| (sight.flags & DARK != 0) == dark) {
                (sum, answers) = (sum + u32::from(answer), answers + 1);
                people.insert(sight.observer);
            }
        }
        (people.len() >= ENOUGH_PEOPLE).then(|| Felt {
            mean: f64::from(sum) / f64::from(answers),
            people: people.len(),
        })
    };
    SafetyView {
        day: felt(false),
        dark: felt(true),
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

fn top_groups(house: &House, counted: &Counted, place: &Place) -> Vec<CategoryCount> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, sight) in counted.findings(place) {
        let entry = counted
            .held
            .category(sight)
            .and_then(|code| house.catalogue.find(code));
        if let Some(entry) = entry {
            *counts.entry(&entry.group).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts
        .into_iter()
        .map(|(group, findings)| CategoryCount {
            group: group.to_owned(),
            findings,
        })
        .collect();
    counts.sort_by(|a, b| b.findings.cmp(&a.findings).then_with(|| a.group.cmp(&b.group)));
    counts.truncate(3);
    counts
}

/// The place against the rest of the area, second half of the window against the first.
fn change(question: &Question, counted: &Counted, place: &Place) -> TrendView {
    let voices = |late: bool| {
        let sights = counted.members(place).map(|(_, sight)| sight);
        let half = sights.filter(|sight| question.is_late(sight.at()) == late);
        voices::among(half.map(super::count::row)).0
    };
    let here = Periods {
        now: voices(true),
        before: voices(false),
    };
    // Members are all rows of the place's cells in their order, so what is left is the rest of the area.
    let (mut visit, mut now, mut before) = (Visit::default(), 0, 0);
    for (_, sight) in counted.members(place) {
        let late = question.is_late(sight.at());
        if visit.is_new(sight, late) {
            *(if late { &mut now } else { &mut before }) += 1;
        }
    }
    let elsewhere = Periods {
        now: counted.area.now.saturating_sub(now),
        before: counted.area.before.saturating_sub(before),
    };
    let direction = match trend::direction(here, elsewhere, None) {
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

fn darkness(counted: &Counted, place: &Place) -> (Option<f64>, bool) {
    let area_share = counted.area.dark as f64 / counted.area.findings.max(1) as f64;
    let of = |dark: bool| {
        let sights = counted.members(place).map(|(_, sight)| sight);
        let part = sights.filter(|sight| (sight.flags & DARK != 0) == dark);
        voices::among(part.map(super::count::row)).0
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
pub fn geometry(shape: &MultiPolygon<f64>) -> serde_json::Value {
    serde_json::to_value(geojson::Geometry::from(shape)).unwrap_or_default()
}

/// The window as two moments, RFC 3339.
pub fn window(question: &Question) -> [String; 2] {
    [clock::rfc3339(question.since), clock::rfc3339(question.until)]
}

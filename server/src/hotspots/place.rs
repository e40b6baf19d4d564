//! A hotspot as it leaves the door: where, how sure, and what stands behind it.

use super::{
    behind::{Behind, Feeling, Group, Meanings},
    count::{Area, Counted},
    fitting::{Ladder, MeasureFit},
    named::Named,
    passing,
    question::Question,
};
use crate::{
    catalogue::Catalogue,
    clock::{self, local_date},
    findings::sieve::thing,
    house::House,
    people::{Asker, may_see},
};
use serde::{Serialize, Serializer};
use spatial::{
    Cell, Lonlat,
    hotspots::{Class, Place},
    trend::{self, DarkShare, Direction, Periods},
    voices::Chorus,
};
use std::cmp::Reverse;
use utoipa::ToSchema;
use uuid::Uuid;

/// People who must be behind a number before it is told, and before it has a say in what is told. Who asks does not matter.
pub const ENOUGH_PEOPLE: u32 = 3;

/// What stands behind a hotspot. Buren and schouwen come before bevindingen.
#[derive(Debug, Serialize, ToSchema)]
pub struct HotspotView {
    /// `<window>|<filter>|25:<peak ix>:<peak iy>`: the same place of the same question has the same id.
    pub id: String,
    /// 1 for the highest peak.
    pub rank: usize,
    /// Name in Dutch; never a house number. The same whatever box or buurt is asked.
    pub name: String,
    /// Code of the buurt of its peak.
    pub buurt: Option<String>,
    /// `clear` or `possible`.
    pub class: &'static str,
    /// Findings in it that were made in the window; 0 where people only saw earlier ones too.
    pub findings: usize,
    /// People behind them; at least 3.
    pub people: usize,
    /// Walks behind them.
    pub walks: usize,
    /// Local days behind them.
    pub days: usize,
    /// Walks that came by, also those on which nothing was seen here; absent below 3, and when too little is known of
    /// where people walked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passes: Option<u32>,
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
    /// The groups seen most, at most 3; none with fewer than 3 people behind it.
    pub categories: Vec<CategoryCount>,
    /// Is it growing?
    pub trend: TrendView,
    /// Share of its voices in the dark: `dark_voices` of `voices_counted`. All three are absent below 8 voices, and
    /// while 1 or 2 people were heard by day or in the dark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dark_share: Option<f64>,
    /// Voices in the dark: one person counts at most twice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dark_voices: Option<u32>,
    /// Voices by day and in the dark: one person counts at most twice in each.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voices_counted: Option<u32>,
    /// Is it spoken of in the dark more often than elsewhere? Never true without `dark_share`.
    pub more_in_dark: bool,
    /// Measures that fit, at most 8, best first. What fewer than 3 people saw does not speak for any.
    pub measures: Vec<MeasureFit>,
    /// Ids of its cells, `25:<ix>:<iy>`.
    #[schema(value_type = Vec<String>)]
    pub cells: Vec<CellId>,
    /// Ids of its findings that the asker may see, with `include=findings`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding_ids: Option<Vec<Uuid>>,
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
    /// Voices in the second half; absent, with `before`, while 1 or 2 people were heard in one of the halves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<u32>,
    /// Voices in the first half.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<u32>,
}

/// A cell that is written as its id, without being a text first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellId(pub Cell);

impl Serialize for CellId {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(&self.0)
    }
}

/// Describes the places of one answer.
pub struct Teller<'a> {
    house: &'a House,
    asker: &'a Asker,
    question: &'a Question,
    counted: &'a Counted,
    meanings: Meanings,
    ladder: Ladder,
    behind: Behind,
    /// What all ids begin with: window and filter.
    prefix: String,
}

impl<'a> Teller<'a> {
    /// Somebody who tells `asker` of what was counted for a question.
    pub fn new(house: &'a House, asker: &'a Asker, question: &'a Question, counted: &'a Counted) -> Self {
        let date = |at| local_date(at, &house.config.time_zone);
        let (from, to) = (date(question.since), date(question.until));
        Self {
            house,
            asker,
            question,
            counted,
            meanings: Meanings::of(&counted.held, &house.catalogue),
            ladder: Ladder::of(&house.catalogue),
            behind: Behind::default(),
            prefix: format!("{from}_{to}|{}|", question.filter_word()),
        }
    }

    /// Describes a place. O(members · log members).
    pub fn tell(&mut self, place: &Place, named: &Named, passing: Option<Periods>) -> HotspotView {
        self.behind
            .recount(self.counted, place, self.question, &self.meanings);
        let behind = &self.behind;
        let date = |at| local_date(at, &self.house.config.time_zone).to_string();
        let (first, last) = behind
            .moments
            .map_or_else(Default::default, |(first, last)| (date(first), date(last)));
        let expected = place.expected.global.max(place.expected.local);
        let dark = darkness(&self.counted.area, behind);
        HotspotView {
            id: format!("{}{}", self.prefix, place.peak),
            rank: place.rank,
            name: named.name.clone(),
            buurt: named.buurt.clone(),
            class: class_word(place.class),
            findings: behind.findings,
            people: behind.everybody.people as usize,
            walks: behind.walks,
            first,
            last,
            days: behind.days,
            passes: passing
                .map(|by| by.now + by.before)
                .filter(|by| *by >= ENOUGH_PEOPLE),
            voices: place.voices,
            expected,
            ratio: f64::from(place.voices) / expected,
            q: place.q,
            categories: top_groups(&self.house.catalogue, &behind.groups),
            trend: change(&self.counted.area, behind, passing),
            dark_share: dark.map(|dark| f64::from(dark.dark) / f64::from(dark.voices)),
            dark_voices: dark.map(|dark| dark.dark),
            voices_counted: dark.map(|dark| dark.voices),
            more_in_dark: dark.is_some_and(|dark| dark.more_often),
            measures: self.ladder.fitting(behind),
            cells: place.cells.iter().copied().map(CellId).collect(),
            safety: safety(&behind.felt),
            finding_ids: self.question.names.then(|| self.names(place)),
            peak: [rounded(named.peak.lon), rounded(named.peak.lat)],
        }
    }

    /// Ids of the findings of a place that the asker may see, ascending. Some 100 ns a finding.
    fn names(&self, place: &Place) -> Vec<Uuid> {
        let held = &self.counted.held;
        let seen = self.counted.findings(place);
        let seen = seen.filter(|(_, sight)| may_see(self.asker, &thing(held, sight)));
        let mut ids: Vec<Uuid> = seen
            .map(|(seat, _)| Uuid::from_u128(held.index.id(seat)))
            .collect();
        ids.sort_unstable();
        ids
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

fn safety(felt: &[Feeling; 2]) -> SafetyView {
    let [day, dark] = felt.map(|felt| {
        (felt.crowd.people >= ENOUGH_PEOPLE).then(|| Felt {
            mean: f64::from(felt.sum) / f64::from(felt.answers),
            people: felt.crowd.people as usize,
        })
    });
    SafetyView { day, dark }
}

/// Degrees to 7 decimals: 1 cm.
pub fn rounded(degrees: f64) -> f64 {
    (degrees * 1e7).round() / 1e7
}

fn top_groups(catalogue: &Catalogue, seen: &[Group]) -> Vec<CategoryCount> {
    let groups = catalogue.groups.iter().zip(seen);
    let told = |seen: &Group| seen.findings > 0 && seen.everybody.people >= ENOUGH_PEOPLE;
    let mut groups: Vec<_> = groups.filter(|(_, seen)| told(seen)).collect();
    groups.sort_unstable_by_key(|(group, seen)| (Reverse(seen.findings), &group.code));
    let told = groups.into_iter().take(3).map(|(group, seen)| CategoryCount {
        group: group.code.clone(),
        findings: seen.findings,
    });
    told.collect()
}

/// May both parts of the people be told apart? A part of one or two would be somebody; a part of nobody is fine.
fn may_be_told(parts: &[Chorus; 2]) -> bool {
    parts
        .iter()
        .all(|part| part.people == 0 || part.people >= ENOUGH_PEOPLE)
}

/// The place against the rest of the area, second half of the window against the first; against the walks that came by
/// where enough of them are known.
fn change(area: &Area, behind: &Behind, passing: Option<Periods>) -> TrendView {
    // Members are all rows of the place's cells, so what is left is the rest of the area.
    let elsewhere = Periods {
        now: area.now.saturating_sub(behind.in_cells.now),
        before: area.before.saturating_sub(behind.in_cells.before),
    };
    let [before, now] = behind.halves.map(|half| half.voices);
    let direction = match trend::direction(
        Periods { now, before },
        elsewhere,
        passing.and_then(passing::share),
    ) {
        Direction::Rising => "up",
        Direction::Falling => "down",
        Direction::Steady => "same",
        Direction::TooFew => "unknown",
    };
    let told = may_be_told(&behind.halves);
    TrendView {
        direction,
        now: told.then_some(now),
        before: told.then_some(before),
    }
}

/// Voices in the dark beside the area's; `None` when that would tell too much of too few.
fn darkness(area: &Area, behind: &Behind) -> Option<DarkShare> {
    let [light, dark] = behind.lights.map(|light| light.voices);
    let told = dark + light >= trend::ENOUGH && may_be_told(&behind.lights);
    told.then(|| trend::dark_share(dark, dark + light, area.dark_share()))
}

/// Is the place wanted by the question's box or buurt? Its peak decides.
pub fn wanted(question: &Question, place: &Named) -> bool {
    let Lonlat { lon, lat } = place.peak;
    let in_box = question.bbox.is_none_or(|[west, south, east, north]| {
        (west..=east).contains(&lon) && (south..=north).contains(&lat)
    });
    in_box && (question.buurt.is_none() || question.buurt == place.buurt)
}

/// The window as two moments, RFC 3339.
pub fn window(question: &Question) -> [String; 2] {
    [clock::rfc3339(question.since), clock::rfc3339(question.until)]
}

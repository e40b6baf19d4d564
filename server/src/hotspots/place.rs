//! A hotspot as it leaves the door: where, how sure, and what stands behind it.

use super::{
    behind::{Behind, Feeling, Meanings},
    count::{Area, Counted},
    fitting::{Ladder, MeasureFit},
    question::Question,
};
use crate::{
    catalogue::Catalogue,
    clock::{self, local_date},
    findings::sieve::thing,
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
};
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
    /// Findings in it that were made in the window; 0 where people only saw earlier ones too.
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
    /// Voices in the second half.
    pub now: u32,
    /// Voices in the first half.
    pub before: u32,
}

/// Describes the places of one answer.
pub struct Teller<'a> {
    house: &'a House,
    atlas: &'a Atlas,
    asker: &'a Asker,
    question: &'a Question,
    counted: &'a Counted,
    meanings: Meanings,
    ladder: Ladder<'a>,
    /// What all ids begin with: window and filter.
    prefix: String,
}

impl<'a> Teller<'a> {
    /// Somebody who tells `asker` of what was counted for a question.
    pub fn new(
        house: &'a House,
        atlas: &'a Atlas,
        asker: &'a Asker,
        question: &'a Question,
        counted: &'a Counted,
    ) -> Self {
        let date = |at| local_date(at, &house.config.time_zone);
        let (from, to) = (date(question.since), date(question.until));
        Self {
            house,
            atlas,
            asker,
            question,
            counted,
            meanings: Meanings::of(&counted.held, &house.catalogue),
            ladder: Ladder::of(&house.catalogue),
            prefix: format!("{from}_{to}|{}|", question.filter_word()),
        }
    }

    /// Describes a place. O(members · log members).
    pub fn tell(&self, place: &Place) -> HotspotView {
        let behind = Behind::of(self.counted, place, self.question, &self.meanings);
        let date = |at| local_date(at, &self.house.config.time_zone).to_string();
        let (first, last) = behind
            .moments
            .map_or_else(Default::default, |(first, last)| (date(first), date(last)));
        let expected = place.expected.global.max(place.expected.local);
        let (dark_share, more_in_dark) = darkness(&self.counted.area, &behind);
        let peak = self.atlas.frame.to_lonlat(place.peak.centre());
        let buurt = self.atlas.at(peak);
        HotspotView {
            id: format!("{}{}", self.prefix, place.peak),
            rank: place.rank,
            name: name(self.house, peak, buurt),
            buurt: buurt.map(|buurt| buurt.code.clone()),
            class: class_word(place.class),
            findings: behind.findings,
            people: behind.people as usize,
            walks: behind.walks,
            first,
            last,
            days: behind.days,
            voices: place.voices,
            expected,
            ratio: f64::from(place.voices) / expected,
            q: place.q,
            categories: top_groups(&self.house.catalogue, &behind.groups),
            trend: change(&self.counted.area, &behind),
            dark_share,
            more_in_dark,
            measures: self.ladder.fitting(&behind.people_by_item),
            cells: place.cells.iter().map(Cell::to_string).collect(),
            safety: safety(&behind.felt),
            finding_ids: self.question.names.then(|| self.names(place)),
            peak: [rounded(peak.lon), rounded(peak.lat)],
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
        (felt.people >= ENOUGH_PEOPLE).then(|| Felt {
            mean: f64::from(felt.sum) / f64::from(felt.answers),
            people: felt.people,
        })
    });
    SafetyView { day, dark }
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

fn top_groups(catalogue: &Catalogue, counts: &[usize]) -> Vec<CategoryCount> {
    let groups = catalogue
        .groups
        .iter()
        .zip(counts)
        .filter(|(_, findings)| **findings > 0);
    let mut groups: Vec<_> = groups.collect();
    groups.sort_unstable_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.code.cmp(&b.0.code)));
    let told = groups.into_iter().take(3).map(|(group, findings)| CategoryCount {
        group: group.code.clone(),
        findings: *findings,
    });
    told.collect()
}

/// The place against the rest of the area, second half of the window against the first.
fn change(area: &Area, behind: &Behind) -> TrendView {
    // Members are all rows of the place's cells, so what is left is the rest of the area.
    let elsewhere = Periods {
        now: area.now.saturating_sub(behind.in_cells.now),
        before: area.before.saturating_sub(behind.in_cells.before),
    };
    let direction = match trend::direction(behind.here, elsewhere, None) {
        Direction::Rising => "up",
        Direction::Falling => "down",
        Direction::Steady => "same",
        Direction::TooFew => "unknown",
    };
    TrendView {
        direction,
        now: behind.here.now,
        before: behind.here.before,
    }
}

fn darkness(area: &Area, behind: &Behind) -> (Option<f64>, bool) {
    let area_share = area.dark as f64 / area.findings.max(1) as f64;
    let voices = behind.dark + behind.light;
    let share = trend::dark_share(behind.dark, voices, area_share);
    let told = share.speaks.then(|| f64::from(behind.dark) / f64::from(voices));
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

/// The window as two moments, RFC 3339.
pub fn window(question: &Question) -> [String; 2] {
    [clock::rfc3339(question.since), clock::rfc3339(question.until)]
}

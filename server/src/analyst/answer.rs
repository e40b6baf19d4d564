//! What was found, as one document: no file names, no clock, nothing of the machine, the same for any order of rows.

use super::{moment::date_of, options::Asked, reckon::Laid};
use serde::Serialize;
use spatial::{
    Cell, Frame, Lonlat, Metres,
    cells::CELL_M,
    hotspots::{Class, Hotspots, Place, Rule},
    voices::{CAP, Row},
};
use std::collections::{BTreeMap, BTreeSet};

/// The whole answer.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    /// What became of the rows.
    pub rows: Rows,
    /// The area.
    pub area: AreaView,
    /// The plane.
    pub frame: FrameView,
    /// First and last local day of the findings in the area, `YYYY-MM-DD`; absent without times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<[String; 2]>,
    /// `all`, or the categories that counted.
    pub filter: String,
    /// Findings in the area.
    pub findings: usize,
    /// People behind them.
    pub people: usize,
    /// Too few findings or people for any place to mean something.
    pub too_few: bool,
    /// Voices in a full disc, on average.
    pub rate: f64,
    /// How it was reckoned.
    pub parameters: Parameters,
    /// Highest peak first.
    pub places: Vec<PlaceView>,
}

/// Rows of the file.
#[derive(Debug, Clone, Serialize)]
pub struct Rows {
    /// Rows below the header.
    pub read: u64,
    /// Rows in the area: those that count.
    pub used: usize,
    /// Rows of another category than asked.
    pub filtered: u64,
    /// Rows outside the area.
    pub outside: usize,
    /// Rows that do not count, by reason.
    pub left_out: BTreeMap<&'static str, u64>,
}

/// The area.
#[derive(Debug, Clone, Serialize)]
pub struct AreaView {
    /// `file`, or `rectangle` around all rows.
    pub kind: &'static str,
    /// Cells that count.
    pub cells: usize,
    /// Square kilometres of these cells.
    pub km2: f64,
    /// Lowest column and row of cells, and how many of each.
    pub rectangle: [i64; 4],
}

/// The plane.
#[derive(Debug, Clone, Serialize)]
pub struct FrameView {
    /// `rd`, `local` or `metres`.
    pub name: &'static str,
    /// Where x and y are 0, of a local plane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<[f64; 2]>,
}

/// How it was reckoned.
#[derive(Debug, Clone, Serialize)]
pub struct Parameters {
    /// Side of a cell.
    pub cell_m: f64,
    /// Radius of a disc.
    pub radius_m: f64,
    /// Most voices of one person in a disc.
    pub voices_per_person: u32,
    /// Fewest voices in a disc.
    pub min_voices: u32,
    /// Fewest people in a disc and in a place.
    pub min_people: u32,
    /// Fewest findings in the area.
    pub min_findings: usize,
    /// False discovery rates of clear and possible places.
    pub q: [f64; 2],
    /// Zone of the local days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

/// A place that stands out.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceView {
    /// `<window>|<filter>|25:<peak ix>:<peak iy>`; the window is `first_last`, or `undated`.
    pub id: String,
    /// 1 for the highest peak.
    pub rank: usize,
    /// `clear` or `possible`.
    pub class: &'static str,
    /// Middle of the peak's cell in degrees, 7 decimals; absent on a plane that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lonlat: Option<[f64; 2]>,
    /// The same in metres of the plane.
    pub metres: [f64; 2],
    /// Findings in it.
    pub findings: usize,
    /// People behind them.
    pub people: usize,
    /// Local days behind them; absent without times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<usize>,
    /// First local day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// Last local day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// Voices in its strongest disc of 50 m.
    pub voices: u32,
    /// Voices expected there: the larger of the two expectations.
    pub expected: f64,
    /// Voices over expected.
    pub ratio: f64,
    /// Probability of as many voices by chance.
    pub p: f64,
    /// The smallest false discovery rate at which it holds.
    pub q: f64,
    /// Smoothed voices at the peak, by which places are ranked.
    pub h: u32,
    /// The categories seen most, at most 3.
    pub categories: Vec<CategoryCount>,
    /// Ids of its cells, `25:<ix>:<iy>`.
    pub cells: Vec<String>,
}

/// How often a category was seen.
#[derive(Debug, Clone, Serialize)]
pub struct CategoryCount {
    /// Its text.
    pub category: String,
    /// Findings.
    pub findings: usize,
}

impl Answer {
    /// Describes what was found.
    pub fn of(laid: &Laid, spots: &Hotspots<'_>, asked: &Asked) -> Self {
        let window = window(laid);
        let filter = asked.filter_word();
        let words = match &window {
            Some([first, last]) => format!("{first}_{last}|{filter}"),
            None => format!("undated|{filter}"),
        };
        let rule = Rule::default();
        let zone = asked.columns.zone.iana_name().filter(|_| laid.dated);
        Self {
            rows: Rows {
                read: laid.read,
                used: spots.findings,
                filtered: laid.filtered,
                outside: laid.rows.len() - spots.findings,
                left_out: laid
                    .left_out
                    .iter()
                    .map(|(reason, out)| (reason.code(), out.rows))
                    .collect(),
            },
            area: area(laid),
            frame: frame(laid.frame),
            findings: spots.findings,
            people: spots.observers,
            too_few: spots.too_few.is_some(),
            rate: spots.rate(),
            parameters: Parameters {
                cell_m: CELL_M,
                radius_m: 50.0,
                voices_per_person: CAP,
                min_voices: rule.min_voices,
                min_people: rule.min_people,
                min_findings: rule.min_findings,
                q: [rule.q_clear, rule.q_possible],
                time_zone: zone.map(str::to_owned),
            },
            places: spots
                .places
                .iter()
                .map(|place| view(laid, place, &words))
                .collect(),
            window,
            filter,
        }
    }
}

/// First and last day inside the area.
fn window(laid: &Laid) -> Option<[String; 2]> {
    let days = || {
        laid.rows
            .iter()
            .filter(|row| laid.study.contains(row.cell))
            .map(|row| row.day)
    };
    let (first, last) = (days().min()?, days().max()?);
    laid.dated
        .then(|| [date_of(first).to_string(), date_of(last).to_string()])
}

fn area(laid: &Laid) -> AreaView {
    let (first, columns, rows) = laid.study.rectangle();
    let side = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let sides = if laid.cells == 0 {
        [0; 2]
    } else {
        [side(columns), side(rows)]
    };
    AreaView {
        kind: if laid.outlines.is_empty() {
            "rectangle"
        } else {
            "file"
        },
        cells: laid.cells,
        km2: laid.cells as f64 * CELL_M * CELL_M / 1e6,
        rectangle: [first.ix.into(), first.iy.into(), sides[0], sides[1]],
    }
}

fn frame(frame: Option<Frame>) -> FrameView {
    let (name, origin) = match frame {
        None => ("metres", None),
        Some(Frame::Rd) => ("rd", None),
        Some(Frame::Local(plane)) => ("local", Some(plane.origin())),
    };
    FrameView {
        name,
        origin: origin.map(degrees),
    }
}

fn degrees(place: Lonlat) -> [f64; 2] {
    [place.lon, place.lat].map(|degrees| (degrees * 1e7).round() / 1e7)
}

fn view(laid: &Laid, place: &Place, words: &str) -> PlaceView {
    let members = || place.members.iter().map(|at| &laid.rows[*at]);
    let days: BTreeSet<i32> = members().map(|row: &Row| row.day).collect();
    let people: BTreeSet<u32> = members().map(|row| row.observer).collect();
    let date = |day: Option<&i32>| day.filter(|_| laid.dated).map(|day| date_of(*day).to_string());
    let expected = place.expected.global.max(place.expected.local);
    let Metres { x, y } = place.peak.centre();
    PlaceView {
        id: format!("{words}|{}", place.peak),
        rank: place.rank,
        class: match place.class {
            Class::Clear => "clear",
            Class::Possible => "possible",
        },
        lonlat: laid
            .frame
            .map(|frame| degrees(frame.to_lonlat(place.peak.centre()))),
        metres: [x, y],
        findings: place.members.len(),
        people: people.len(),
        days: laid.dated.then_some(days.len()),
        first: date(days.first()),
        last: date(days.last()),
        voices: place.voices,
        expected,
        ratio: f64::from(place.voices) / expected,
        p: place.p,
        q: place.q,
        h: place.height,
        categories: top_categories(laid, place),
        cells: place.cells.iter().map(Cell::to_string).collect(),
    }
}

fn top_categories(laid: &Laid, place: &Place) -> Vec<CategoryCount> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for at in &place.members {
        *counts.entry(laid.categories[*at]).or_default() += 1;
    }
    let name = |number: u32| laid.names.get(number as usize).cloned().unwrap_or_default();
    let mut counts: Vec<CategoryCount> = counts
        .into_iter()
        .map(|(number, findings)| CategoryCount {
            category: name(number),
            findings,
        })
        .filter(|count| !count.category.is_empty())
        .collect();
    counts.sort_by(|one, other| {
        other
            .findings
            .cmp(&one.findings)
            .then_with(|| one.category.cmp(&other.category))
    });
    counts.truncate(3);
    counts
}

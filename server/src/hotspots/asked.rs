//! A question in a body: which findings counted on the map that somebody looked at when they wrote it.

use super::{place::window, question::Question};
use crate::{
    catalogue::Catalogue,
    clock,
    findings::page::{Daylight, Filter},
    http::Members,
};
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// Most category codes that are named.
const CODES: usize = 200;

/// Which findings count, as `GET /api/hotspots` is asked; every member may be left out. One walk cannot be asked for:
/// the figures of a proposal are for every walker, those of a walk for who walked it.
#[derive(Debug, ToSchema)]
#[schema(as = MeasureQuestion)]
pub struct Asked {
    /// Group or item codes; absent or empty counts all.
    pub category: Option<Vec<String>>,
    /// Moment (RFC 3339) or date; default half a year before `until`.
    pub since: Option<String>,
    /// Moment (RFC 3339) or date; the window grows to whole local days; default now.
    pub until: Option<String>,
    /// Part of the day; default `all`.
    #[schema(pattern = "^(all|day|dark)$")]
    pub daylight: Option<String>,
}

/// Which findings were counted for figures that are kept.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MeasureCounted)]
pub struct Counted {
    /// Group or item codes; empty when all counted.
    pub categories: Vec<String>,
    /// `all`, `day` or `dark`.
    pub daylight: &'static str,
    /// First moment, and first moment after the last (RFC 3339).
    pub window: [String; 2],
}

impl Counted {
    /// What this question counts.
    pub fn by(question: &Question) -> Self {
        Self {
            categories: question.counts.categories.clone(),
            daylight: match question.daylight {
                Daylight::All => "all",
                Daylight::Day => "day",
                Daylight::Dark => "dark",
            },
            window: window(question),
        }
    }
}

/// Reads the member `question`; absent is the usual one. `now` in ms since 1970 UTC.
pub fn read(members: &mut Members<'_>, catalogue: &Catalogue, zone: &TimeZone, now: i64) -> Question {
    let Some(value) = members.any("question") else {
        return Question::over(Filter::default(), Daylight::All, zone, now);
    };
    let mut asked = Members::of(value, "/question");
    let code = |value: &Value| {
        let code = value.as_str().ok_or("wrong_type")?;
        catalogue.find(code).ok_or("unknown_category")?;
        Ok(code.to_owned())
    };
    let categories = asked
        .any("category")
        .is_some()
        .then(|| asked.list("category", CODES, code));
    let counts = Filter {
        categories: categories.flatten().unwrap_or_default(),
        since: moment(&mut asked, "since", zone),
        until: moment(&mut asked, "until", zone),
        ..Filter::default()
    };
    let daylight = match asked
        .any("daylight")
        .and_then(|_| asked.choice("daylight", &["all", "day", "dark"]))
    {
        Some("day") => Daylight::Day,
        Some("dark") => Daylight::Dark,
        _ => Daylight::All,
    };
    let question = Question::over(counts, daylight, zone, now);
    if question.since >= question.until {
        asked.fault("since", "after_until");
    }
    members.absorb(asked.faults());
    question
}

fn moment(asked: &mut Members<'_>, name: &'static str, zone: &TimeZone) -> Option<i64> {
    let text = asked.text(name, 64)?;
    let moment = clock::read_moment_or_date(&text, zone);
    if moment.is_none() {
        asked.fault(name, "not_a_moment");
    }
    moment
}

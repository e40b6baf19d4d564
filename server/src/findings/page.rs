//! What a list of findings is asked for, and where its next page starts.

use crate::{
    catalogue::Catalogue,
    house::register::DARK,
    http::{Problem, Query},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::tz::TimeZone;
use spatial::index::{Bounds, Sight};
use uuid::Uuid;

/// Findings that are asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// `[west, south, east, north]` in degrees, edges included.
    pub bbox: Option<[f64; 4]>,
    /// Group or item codes; empty is all.
    pub categories: Vec<String>,
    /// First moment, ms since 1970 UTC.
    pub since: Option<i64>,
    /// First moment after the last.
    pub until: Option<i64>,
    /// Of one walk.
    pub walk: Option<Uuid>,
    /// In one buurt.
    pub buurt: Option<String>,
}

/// Part of the day, by the sun: dark is sun below -0.83 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Daylight {
    /// Findings by day.
    Day,
    /// Findings in the dark.
    Dark,
    /// All findings.
    All,
}

impl Daylight {
    /// Reads `daylight`.
    pub fn read(query: &mut Query) -> Self {
        match query.text("daylight").as_deref() {
            None | Some("all") => Self::All,
            Some("day") => Self::Day,
            Some("dark") => Self::Dark,
            Some(_) => {
                query.fault("daylight", "unknown_choice");
                Self::All
            }
        }
    }

    /// Was it seen in this part of the day?
    pub fn takes(self, sight: &Sight) -> bool {
        match self {
            Self::All => true,
            Self::Dark => sight.flags & DARK != 0,
            Self::Day => sight.flags & DARK == 0,
        }
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// What is asked for.
    pub filter: Filter,
    /// At most this many.
    pub limit: usize,
    /// After this finding: its time and id.
    pub after: Option<(i64, Uuid)>,
}

impl Filter {
    /// Reads the filter's parameters.
    pub fn read(query: &mut Query, catalogue: &Catalogue, zone: &TimeZone) -> Self {
        let categories = query.words("category");
        if categories.iter().any(|code| catalogue.find(code).is_none()) {
            query.fault("category", "unknown_category");
        }
        Self {
            bbox: query.bbox("bbox"),
            categories,
            since: query.moment("since", zone),
            until: query.moment("until", zone),
            walk: query.id("walk"),
            buurt: query.text("buurt"),
        }
    }

    /// Is this code, of a group or item, asked for? A group holds its items.
    pub fn takes(&self, code: Option<&str>, catalogue: &Catalogue) -> bool {
        if self.categories.is_empty() {
            return true;
        }
        let Some(code) = code else { return false };
        let group = catalogue.find(code).map(|entry| &entry.group);
        self.categories
            .iter()
            .any(|asked| asked == code || Some(asked) == group)
    }

    /// The box; the world when none is asked for.
    pub fn bounds(&self) -> Bounds {
        self.bbox
            .map_or(Bounds::WORLD, |[west, south, east, north]| Bounds {
                west,
                south,
                east,
                north,
            })
    }
}

impl Page {
    /// Reads a page's parameters.
    pub fn read(mut query: Query, catalogue: &Catalogue, zone: &TimeZone) -> Result<Self, Problem> {
        let filter = Filter::read(&mut query, catalogue, zone);
        let limit = query.whole("limit", 1, 1_000, 100);
        let after = match query.text("cursor") {
            None => None,
            Some(text) => read_cursor(&text).or_else(|| {
                query.fault("cursor", "not_a_cursor");
                None
            }),
        };
        query.done()?;
        Ok(Self { filter, limit, after })
    }
}

/// The cursor that starts after the finding of this time and id.
pub fn cursor((at, id): (i64, Uuid)) -> String {
    URL_SAFE_NO_PAD.encode([&at.to_be_bytes()[..], id.as_bytes()].concat())
}

fn read_cursor(text: &str) -> Option<(i64, Uuid)> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (time, id) = bytes.split_first_chunk::<8>()?;
    Some((i64::from_be_bytes(*time), Uuid::from_slice(id).ok()?))
}

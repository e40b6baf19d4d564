//! Findings counted by the dated versions of the borders: a finding keeps its place, and each version says whose it was.

use super::{page::Filter, sieve::Sieve};
use crate::{
    boundaries::{
        border::{Border, in_force},
        store,
    },
    house::{House, register::Held},
    http::{Problem, Query},
    people::Asker,
};
use axum::{Json, extract::State};
use geo::BoundingRect;
use geo_types::MultiPolygon;
use jiff::civil::Date;
use serde::Serialize;
use spatial::{index::Bounds, locate::Borders};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};
use utoipa::ToSchema;

/// Findings by dated border.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingVersions {
    /// By code of the buurt, its first border first.
    pub versions: Vec<FindingVersion>,
}

/// Findings within one dated border of a buurt.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingVersion {
    /// Code of the buurt.
    pub code: String,
    /// Its name for people.
    pub name: String,
    /// `official` or `adopted`.
    pub kind: String,
    /// First day of this border, `YYYY-MM-DD`.
    pub valid_from: String,
    /// First day of the border that took its place; absent when none did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Findings within this border that the asker may see, whenever they were seen.
    pub findings: usize,
    /// Those of them that were seen on its own days, by the city's calendar.
    pub on_its_days: usize,
}

/// A border for as long as it is in force.
struct Term {
    border: Border,
    until: Option<String>,
}

/// Each border that came into force, by day.
fn terms(all: &[Border]) -> BTreeMap<String, Vec<Term>> {
    let days: BTreeSet<&String> = all.iter().map(|border| &border.valid_from).collect();
    let mut terms: BTreeMap<String, Vec<Term>> = BTreeMap::new();
    let mut last: BTreeMap<&str, &Border> = BTreeMap::new();
    for day in days {
        for border in in_force(all, day) {
            let before = last.insert(&border.code, border);
            if before.is_some_and(|before| before.id == border.id) {
                continue;
            }
            for old in terms.values_mut().flatten() {
                if before.is_some_and(|before| before.id == old.border.id) {
                    old.until = Some(day.clone());
                }
            }
            let border = border.clone();
            terms
                .entry(day.clone())
                .or_default()
                .push(Term { border, until: None });
        }
    }
    terms
}

/// Days since 1970; for what is no day, one that never comes.
fn days(day: &str) -> i32 {
    let since = day
        .parse::<Date>()
        .ok()
        .and_then(|day| day.since(Date::constant(1970, 1, 1)).ok());
    since.map_or(i32::MAX, |span| span.get_days())
}

/// Who asks, and for which findings.
struct Question {
    asker: Asker,
    filter: Filter,
}

/// A day on which borders came, ready to be looked up.
struct Day {
    /// Borders that came.
    terms: Vec<Term>,
    /// All that were in force then, so that a place on a line is of one of them.
    borders: Borders,
    /// By place among those, which of the terms it is.
    term_at: Vec<Option<usize>>,
    /// Local days of each term, the last one not included.
    spans: Vec<Range<i32>>,
    /// Around the borders that came.
    bounds: Option<Bounds>,
}

impl Day {
    fn of(day: &str, terms: Vec<Term>, all: &[Border]) -> Self {
        let held: Vec<(String, MultiPolygon<f64>)> = in_force(all, day)
            .into_iter()
            .filter_map(|border| Some((border.code.clone(), border.clone().buurt()?.shape)))
            .collect();
        let term_of = |(code, _): &(String, _)| terms.iter().position(|term| term.border.code == *code);
        let term_at: Vec<Option<usize>> = held.iter().map(term_of).collect();
        let shapes: Vec<MultiPolygon<f64>> = held.into_iter().map(|(_, shape)| shape).collect();
        let span = |term: &Term| days(day)..term.until.as_deref().map_or(i32::MAX, days);
        Self {
            borders: Borders::new(&shapes),
            bounds: around(&shapes, &term_at),
            spans: terms.iter().map(span).collect(),
            term_at,
            terms,
        }
    }

    /// Each border that came with its findings in all, and those of its own days.
    fn counted(self, held: &Held, sieve: &Sieve<'_>) -> Vec<FindingVersion> {
        let mut counts = vec![(0, 0); self.terms.len()];
        if let Some(bounds) = self.bounds.as_ref().and_then(|own| within(own, sieve.bounds())) {
            held.index.in_box(&bounds, |row, spot| {
                let sight = held.index.sight(row);
                if !sieve.takes(sight) || !sieve.shows(sight) {
                    return;
                }
                let place = self.borders.locate(spot.lonlat());
                if let Some(term) = place.and_then(|place| self.term_at[place]) {
                    counts[term].0 += 1;
                    counts[term].1 += usize::from(self.spans[term].contains(&i32::from(sight.day)));
                }
            });
        }
        self.terms.into_iter().zip(counts).map(version).collect()
    }
}

/// The counts. Each finding around a border that came is looked up once per day on which any came, some 100 ns each.
fn counted(house: &House, held: &Held, all: &[Border], mut asked: Question) -> Vec<FindingVersion> {
    // The buurt of another day may be another than that of today.
    let buurt = asked.filter.buurt.take();
    let sieve = Sieve::new(held, &asked.asker, &asked.filter, &house.catalogue);
    let mut told = Vec::new();
    for (day, mut terms) in terms(all) {
        terms.retain(|term| buurt.as_ref().is_none_or(|code| *code == term.border.code));
        told.extend(Day::of(&day, terms, all).counted(held, &sieve));
    }
    told.sort_by(|one, other| (&one.code, &one.valid_from).cmp(&(&other.code, &other.valid_from)));
    told
}

/// The box around the borders that came.
fn around(shapes: &[MultiPolygon<f64>], term_at: &[Option<usize>]) -> Option<Bounds> {
    let came = shapes.iter().zip(term_at).filter(|(_, term)| term.is_some());
    let boxes = came.filter_map(|(shape, _)| shape.bounding_rect());
    boxes
        .map(|around| Bounds {
            west: around.min().x,
            south: around.min().y,
            east: around.max().x,
            north: around.max().y,
        })
        .reduce(|one, other| Bounds {
            west: one.west.min(other.west),
            south: one.south.min(other.south),
            east: one.east.max(other.east),
            north: one.north.max(other.north),
        })
}

/// What two boxes share.
fn within(one: &Bounds, other: &Bounds) -> Option<Bounds> {
    let both = Bounds {
        west: one.west.max(other.west),
        south: one.south.max(other.south),
        east: one.east.min(other.east),
        north: one.north.min(other.north),
    };
    (both.west <= both.east && both.south <= both.north).then_some(both)
}

fn version((Term { border, until }, (findings, on_its_days)): (Term, (usize, usize))) -> FindingVersion {
    FindingVersion {
        code: border.code,
        name: border.name,
        kind: border.kind,
        valid_from: border.valid_from,
        until,
        findings,
        on_its_days,
    }
}

/// Findings by the dated borders of each buurt, as far as the asker may see them: a border that moves takes no finding
/// along.
#[utoipa::path(get, path = "/api/findings/versions", operation_id = "findingVersions", tag = "findings", params(
    ("bbox" = Option<String>, Query, description = "west,south,east,north in degrees"),
    ("category" = Option<String>, Query, description = "Group or item codes, parted by commas"),
    ("since" = Option<String>, Query, description = "Moment (RFC 3339) or date"),
    ("until" = Option<String>, Query, description = "Moment or date, not included"),
    ("walk" = Option<uuid::Uuid>, Query, description = "Of one walk"),
    ("buurt" = Option<String>, Query, description = "Borders of one buurt"),
), responses(
    (status = 200, description = "By buurt, its first border first", body = FindingVersions),
    (status = 422, description = "Every fault", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    mut query: Query,
) -> Result<Json<FindingVersions>, Problem> {
    let asker = asker.somebody()?;
    let filter = Filter::read(&mut query, &house.catalogue, &house.config.time_zone);
    query.done()?;
    let all = store::all(&house.db).await?;
    let held = house.register.current().await;
    let asked = Question { asker, filter };
    let versions = house
        .reckon(move |house| counted(house, &held, &all, asked))
        .await?;
    Ok(Json(FindingVersions { versions }))
}

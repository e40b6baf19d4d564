//! Picks the findings that count and finds the places.

use super::question::{Daylight, Question};
use crate::{
    catalogue::Kind,
    clock::local_day,
    findings::finding::Finding,
    house::{House, atlas::Atlas},
    people::{Asker, may_count},
};
use spatial::{
    Cell, Lonlat, Study,
    hotspots::{Place, Rule, TooFew, find},
    sun,
    voices::Row,
};
use std::{collections::BTreeSet, sync::Arc};
use uuid::Uuid;

/// Most cells of a rectangle without borders: 25 by 25 km.
const WIDEST: i64 = 1_000_000;

/// What was counted, and the places in it.
pub struct Counted {
    /// The findings that count, in the order of `rows`.
    pub findings: Vec<Finding>,
    /// What counts of each.
    pub rows: Vec<Row>,
    /// Was each seen in the dark?
    pub dark: Vec<bool>,
    /// The places, highest first.
    pub places: Vec<Place>,
    /// Set when there is too little for any place.
    pub too_few: Option<TooFew>,
    /// Findings in the area.
    pub in_area: usize,
    /// People in the area.
    pub people: usize,
    /// Cells of the area.
    pub cells: usize,
}

/// Counts what `asker` may count: problems only; walkers without what is personal. Takes a core for a while: never
/// call it on a thread that answers.
pub fn count(
    house: &House,
    atlas: &Atlas,
    asker: &Asker,
    question: &Question,
    mut findings: Vec<Finding>,
) -> Counted {
    findings.retain(|finding| {
        is_problem(house, finding)
            && question.counts.takes(finding, &house.catalogue)
            && may_count(asker, &finding.thing(&house.catalogue))
            && fits_daylight(question.daylight, finding)
    });
    let rows = rows_of(house, atlas, &findings);
    find_places(findings, rows, atlas.study())
}

/// Pearls and ideas never make a hotspot of problems.
fn is_problem(house: &House, finding: &Finding) -> bool {
    let entry = finding
        .category
        .as_deref()
        .and_then(|code| house.catalogue.find(code));
    entry.is_some_and(|entry| entry.kind == Kind::Problem)
}

fn place_of(finding: &Finding) -> Lonlat {
    Lonlat {
        lon: finding.lon,
        lat: finding.lat,
    }
}

fn in_the_dark(finding: &Finding) -> bool {
    sun::is_dark(finding.observed_at, place_of(finding))
}

fn fits_daylight(daylight: Daylight, finding: &Finding) -> bool {
    match daylight {
        Daylight::All => true,
        Daylight::Dark => in_the_dark(finding),
        Daylight::Day => !in_the_dark(finding),
    }
}

fn rows_of(house: &House, atlas: &Atlas, findings: &[Finding]) -> Vec<Row> {
    let people: BTreeSet<Uuid> = findings.iter().map(|finding| finding.person_id).collect();
    let people: Vec<Uuid> = people.into_iter().collect();
    let number = |person: &Uuid| {
        people
            .binary_search(person)
            .ok()
            .and_then(|at| u32::try_from(at).ok())
            .unwrap_or(0)
    };
    findings
        .iter()
        .map(|finding| Row {
            observer: number(&finding.person_id),
            day: local_day(finding.observed_at, &house.config.time_zone),
            cell: Cell::at(atlas.frame.to_metres(place_of(finding))),
        })
        .collect()
}

fn find_places(findings: Vec<Finding>, rows: Vec<Row>, study: Option<Arc<Study>>) -> Counted {
    let dark = findings.iter().map(in_the_dark).collect();
    // Without borders the area is the rectangle of what was seen.
    let study = study.or_else(|| rectangle(&rows));
    let Some(study) = study else {
        let too_few = Some(TooFew {
            findings: 0,
            observers: 0,
        });
        return Counted {
            findings,
            rows,
            dark,
            places: vec![],
            too_few,
            in_area: 0,
            people: 0,
            cells: 0,
        };
    };
    let found = find(&rows, &study, &Rule::default());
    let (places, too_few, in_area, people) = (found.places, found.too_few, found.findings, found.observers);
    Counted {
        cells: study.count(),
        findings,
        rows,
        dark,
        places,
        too_few,
        in_area,
        people,
    }
}

/// The rectangle around all rows, unless it is absurdly wide: one finding far away must not fill the memory.
fn rectangle(rows: &[Row]) -> Option<Arc<Study>> {
    let side = |axis: fn(&Row) -> i32| {
        let (low, high) = (rows.iter().map(axis).min()?, rows.iter().map(axis).max()?);
        Some(i64::from(high) - i64::from(low) + 1)
    };
    let cells = side(|row| row.cell.ix)?.saturating_mul(side(|row| row.cell.iy)?);
    if cells > WIDEST {
        tracing::warn!(
            cells,
            "findings lie too far apart to look for hotspots without borders: import borders"
        );
        return None;
    }
    Study::from_cells(rows.iter().map(|row| row.cell))
        .ok()
        .map(Arc::new)
}

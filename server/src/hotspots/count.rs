//! Gathers the findings that count and finds the places, off the threads that answer.

use super::question::{Daylight, Question};
use crate::{
    catalogue::Kind,
    clock::local_day,
    findings::{self, finding::Finding},
    house::House,
    http::Problem,
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

/// Counts what `asker` may count: problems only, unless a category is asked for; walkers without what is personal.
pub async fn count(house: &House, asker: &Asker, question: &Question) -> Result<Counted, Problem> {
    let mut findings = findings::store::matching(&house.db, &question.counts).await?;
    findings.retain(|finding| {
        is_problem(house, finding)
            && question.counts.takes(finding, &house.catalogue)
            && may_count(asker, &finding.thing(&house.catalogue))
            && fits_daylight(question.daylight, finding)
    });
    let rows = rows_of(house, &findings);
    let study = house.atlas.load().study();
    let counted = tokio::task::spawn_blocking(move || find_places(findings, rows, study));
    counted.await.map_err(|error| Problem::broken(&error))
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

fn rows_of(house: &House, findings: &[Finding]) -> Vec<Row> {
    let atlas = house.atlas.load();
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
    let study = study.or_else(|| {
        Study::from_cells(rows.iter().map(|row| row.cell))
            .ok()
            .map(Arc::new)
    });
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

//! Reads the rows of a file as findings and judges each as if a phone had sent it.

use super::mapping::Mapping;
use crate::{
    analyst::{
        moment, read_csv,
        sheet::{Fault, Line, Sheet},
    },
    catalogue::Catalogue,
    clock::rfc3339,
    findings::new_finding,
    house::atlas::Atlas,
    http::{members::read_id, problem},
};
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use uuid::{Builder, Uuid};

/// Most rows of a file; all are held until the last one is judged.
pub const MOST_ROWS: usize = 1_000_000;
/// Radius of a place that another system noted, metres: how well is not known, so a cell.
const ACCURACY_M: f64 = 25.0;
/// How such a place counts: somebody put it there.
const SOURCE: &str = "pin";

/// What rows are judged by.
pub struct Judge<'a> {
    /// Columns.
    pub mapping: Mapping,
    /// Categories.
    pub catalogue: &'a Catalogue,
    /// Borders in force.
    pub atlas: &'a Atlas,
    /// Zone of times without an offset.
    pub zone: &'a TimeZone,
    /// Now.
    pub now_ms: i64,
}

/// A row that may become a finding.
#[derive(Debug, Clone)]
pub struct Row {
    /// Where it begins in the file.
    pub line: u64,
    /// Its id: the file's, or made from its text.
    pub id: Uuid,
    /// Who saw it: made from the observer's text, or somebody of its own.
    pub person: Uuid,
    /// Degrees east; NaN when faulty.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
    /// Group or item code.
    pub category: String,
    /// ms since 1970 UTC.
    pub observed_at: i64,
    /// What they wrote.
    pub note: Option<String>,
    /// What is wrong, as `column: code`.
    pub faults: Vec<String>,
}

impl Row {
    /// The body that a phone would have sent.
    pub fn body(&self) -> Value {
        json!({
            "category": self.category,
            "position": {"lon": self.lon, "lat": self.lat},
            "accuracy_m": ACCURACY_M,
            "position_source": SOURCE,
            "observed_at": rfc3339(self.observed_at),
            "note": self.note,
        })
    }

    /// Radius and source of its place.
    pub const fn fix() -> (f64, &'static str) {
        (ACCURACY_M, SOURCE)
    }
}

/// Reads all rows. An id that is not in the file is made from the row's text (UUID version 8 of a SHA-256), so that
/// the same file again gives the same ids; equal rows are told apart by their number. So are people.
///
/// # Errors
/// A file that cannot be read to its end, or has too many rows. Faults of rows stand in the rows.
pub fn read(mut sheet: Sheet<'_>, judge: &Judge<'_>) -> Result<Vec<Row>, Fault> {
    let mut rows = Vec::new();
    let mut equal: HashMap<[u8; 16], u32> = HashMap::new();
    let mut lines: HashMap<Uuid, u64> = HashMap::new();
    while let Some(line) = sheet.next_row()? {
        if rows.len() == MOST_ROWS {
            return Err(Fault::whole(format!(
                "more than {MOST_ROWS} rows: divide the file"
            )));
        }
        let mut row = row(&line, judge, &mut equal);
        if let Some(first) = lines.insert(row.id, row.line) {
            row.faults.push(format!("id: twice (line {first} has it too)"));
        }
        rows.push(row);
    }
    Ok(rows)
}

fn row(line: &Line<'_>, judge: &Judge<'_>, equal: &mut HashMap<[u8; 16], u32>) -> Row {
    let Mapping {
        lon,
        lat,
        category,
        observed_at,
        id,
        observer,
        note,
    } = judge.mapping;
    let field = |column: usize| line.field(column);
    let optional = |column: Option<usize>| column.map(field).unwrap_or_default();
    let (observer, note) = (optional(observer), optional(note));
    let texts = [
        field(lon),
        field(lat),
        field(category),
        field(observed_at),
        observer.clone(),
        note.clone(),
    ];
    let mut faults = Vec::new();
    let given = optional(id);
    let id = if given.is_empty() {
        let text = digest("row", texts.iter().map(AsRef::as_ref));
        let number = equal.entry(text).or_default();
        *number += 1;
        made(digest(
            "finding",
            [hex(&text).as_str(), &number.to_string()].into_iter(),
        ))
    } else {
        read_id(&given).unwrap_or_else(|| {
            faults.push("id: not_an_id".to_owned());
            made(digest("id", [&*given, &line.number.to_string()].into_iter()))
        })
    };
    let person = if observer.is_empty() {
        made(digest("somebody", [id.to_string().as_str()].into_iter()))
    } else {
        made(digest("observer", [&*observer].into_iter()))
    };
    let mut row = Row {
        line: line.number,
        id,
        person,
        lon: read_csv::coordinate(&texts[0]).unwrap_or(f64::NAN),
        lat: read_csv::coordinate(&texts[1]).unwrap_or(f64::NAN),
        category: texts[2].clone().into_owned(),
        observed_at: 0,
        note: Some(note.into_owned()).filter(|note| !note.is_empty()),
        faults,
    };
    let moment = moment::ms_of(&texts[3], judge.zone);
    row.observed_at = moment.unwrap_or_default();
    judged(
        &mut row,
        judge,
        [&texts[0], &texts[1], &texts[3]],
        moment.is_some(),
    );
    row
}

/// Lets the finding's own door judge the row, with the texts of the file where they are no numbers or moments.
fn judged(row: &mut Row, judge: &Judge<'_>, [lon, lat, observed_at]: [&str; 3], is_moment: bool) {
    let mut body = row.body();
    let text = |text: &str| if text.is_empty() { Value::Null } else { text.into() };
    for (name, number, told) in [("lon", row.lon, lon), ("lat", row.lat, lat)] {
        if number.is_nan() {
            body["position"][name] = text(told);
        }
    }
    if !is_moment {
        body["observed_at"] = text(observed_at);
    }
    if row.category.is_empty() {
        body["category"] = Value::Null;
    }
    if let Err(problem) = new_finding::read(&body, judge.catalogue, judge.atlas, judge.now_ms) {
        row.faults.extend(problem.faults.iter().map(in_words));
    }
}

/// `/position/lon` is the column lon.
fn in_words(fault: &problem::Fault) -> String {
    let name = fault.pointer.rsplit('/').next().unwrap_or_default();
    format!("{name}: {}", fault.code)
}

/// Sixteen bytes of the SHA-256 of some texts; which text ends where counts too.
fn digest<'a>(what: &'a str, texts: impl Iterator<Item = &'a str>) -> [u8; 16] {
    let mut hash = Sha256::new();
    for text in std::iter::once(what).chain(texts) {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    let mut short = [0; 16];
    short.copy_from_slice(&hash.finalize()[..16]);
    short
}

fn hex(bytes: &[u8; 16]) -> String {
    Uuid::from_bytes(*bytes).simple().to_string()
}

fn made(bytes: [u8; 16]) -> Uuid {
    Builder::from_custom_bytes(bytes).into_uuid()
}

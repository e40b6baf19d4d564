//! Reads findings from a CSV file: where, when, by whom, of what kind. Pure on bytes.

use super::{
    columns::{Columns, Found, FoundTime},
    moment,
    sheet::{Fault, Line, Sheet},
};
use std::{
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
    io::Read,
};

/// Most different values of the category column.
pub const MOST_CATEGORIES: usize = 10_000;
/// Most characters of a category; the rest is cut off.
const LONGEST_CATEGORY: usize = 200;
/// How many line numbers are named for each reason.
const NAMED: usize = 5;
/// Farthest a coordinate in metres may be from 0: half around the earth.
const FARTHEST_M: f64 = 20_100_000.0;
/// The observer of a row that names none, until the row's number takes its place.
const NOBODY: u64 = 0;

/// Why a row does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A coordinate is empty.
    NoPlace,
    /// A coordinate is no number, or not a finite one.
    NotANumber,
    /// A coordinate is not on the globe.
    OutOfRange,
    /// Exactly 0, 0 while all others are far from there: a place that a program made up.
    NullIsland,
    /// So far from the others that no area holds both.
    FarAway,
    /// The time says no moment.
    NoTime,
    /// More fields than the header names, so that columns have shifted.
    TooManyFields,
}

impl Reason {
    /// The word of it in documents.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoPlace => "no_place",
            Self::NotANumber => "not_a_number",
            Self::OutOfRange => "out_of_range",
            Self::NullIsland => "null_island",
            Self::FarAway => "far_away",
            Self::NoTime => "no_time",
            Self::TooManyFields => "too_many_fields",
        }
    }

    /// What a person reads behind the number of rows.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NoPlace => "without a place",
            Self::NotANumber => "with a place that is no number",
            Self::OutOfRange => "with a place that is not on the globe",
            Self::NullIsland => "at 0, 0, far from all others",
            Self::FarAway => "far away from all others",
            Self::NoTime => "with a time that is none",
            Self::TooManyFields => "with more fields than the header has",
        }
    }
}

/// Rows that do not count for one reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// How many.
    pub rows: u64,
    /// Lines of the first few.
    pub lines: Vec<u64>,
}

/// Rows that do not count, by reason.
pub type LeftOuts = BTreeMap<Reason, LeftOut>;

/// Takes note of a row that does not count.
pub fn leave_out(left_out: &mut LeftOuts, reason: Reason, line: u64) {
    let entry = left_out.entry(reason).or_default();
    entry.rows += 1;
    if entry.lines.len() < NAMED {
        entry.lines.push(line);
    }
}

/// One finding of a file, 40 bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Degrees east and north, or metres east and north; see [`Table::degrees`].
    pub at: [f64; 2],
    /// Hash of who saw it, or the number of the row when it is nobody else's.
    pub observer: u64,
    /// Local day since 1970-01-01; 0 without times.
    pub day: i32,
    /// Position in [`Table::categories`].
    pub category: u32,
    /// Line in the file.
    pub line: u32,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Rows with a usable place and time, in the order of the file.
    pub points: Vec<Point>,
    /// Are places in degrees?
    pub degrees: bool,
    /// Do days mean something?
    pub dated: bool,
    /// Different values of the category column in the order in which they came; one empty one without the column.
    pub categories: Vec<String>,
    /// Rows below the header.
    pub read: u64,
    /// Rows of another category than asked.
    pub filtered: u64,
    /// Rows without an observer although there is such a column; each is somebody's own.
    pub unnamed: u64,
    /// Rows that do not count.
    pub left_out: LeftOuts,
}

/// Reads a whole file: UTF-8 with or without BOM, gzip or not, limits as in [`sheet`](super::sheet). 40 bytes a row
/// are kept, and each different category once.
///
/// # Errors
/// Every column that is not there or stands there twice; else the one fault at which reading ended.
pub fn read(reader: impl Read, columns: &Columns) -> Result<Table, Vec<Fault>> {
    let sheet = Sheet::open(reader).map_err(|fault| vec![fault])?;
    let found = columns.find(&sheet.header)?;
    gather(sheet, columns, &found).map_err(|fault| vec![fault])
}

/// Reads the rows of an opened file.
///
/// # Errors
/// The fault at which reading ended.
pub fn gather(mut sheet: Sheet<'_>, columns: &Columns, found: &Found) -> Result<Table, Fault> {
    let width = sheet.header.len();
    let mut table = Table {
        points: Vec::new(),
        degrees: found.degrees,
        dated: !matches!(found.time, FoundTime::Never),
        categories: Vec::new(),
        read: 0,
        filtered: 0,
        unnamed: 0,
        left_out: LeftOuts::new(),
    };
    let mut known = HashMap::new();
    while let Some(line) = sheet.next_row()? {
        table.read += 1;
        let Some(category) = category(&line, columns, found, &mut known, &mut table.categories)? else {
            table.filtered += 1;
            continue;
        };
        match point(&line, columns, found, width) {
            Ok(mut point) => {
                point.category = category;
                if point.observer == NOBODY {
                    // The row and not its line: where a return alone ends a row, many rows share a line.
                    point.observer = table.read;
                    table.unnamed += u64::from(found.observer.is_some());
                }
                table.points.push(point);
            }
            Err(reason) => leave_out(&mut table.left_out, reason, line.number),
        }
    }
    leave_null_island(&mut table);
    Ok(table)
}

/// The number of a row's category, or none when it was not asked for.
fn category(
    line: &Line<'_>,
    columns: &Columns,
    found: &Found,
    known: &mut HashMap<String, u32>,
    names: &mut Vec<String>,
) -> Result<Option<u32>, Fault> {
    let text = found
        .category
        .map(|column| line.field(column))
        .unwrap_or_default();
    if !columns.only.is_empty() && !columns.only.iter().any(|wanted| *wanted == *text) {
        return Ok(None);
    }
    let short = match text.char_indices().nth(LONGEST_CATEGORY) {
        Some((end, _)) => &text[..end],
        None => &*text,
    };
    if let Some(number) = known.get(short) {
        return Ok(Some(*number));
    }
    let number = u32::try_from(names.len()).unwrap_or(u32::MAX);
    if names.len() == MOST_CATEGORIES {
        return Err(Fault::whole(format!(
            "the category column holds more than {MOST_CATEGORIES} different values: is it one?"
        )));
    }
    names.push(short.to_owned());
    known.insert(short.to_owned(), number);
    Ok(Some(number))
}

fn point(line: &Line<'_>, columns: &Columns, found: &Found, width: usize) -> Result<Point, Reason> {
    if line.fields() > width {
        return Err(Reason::TooManyFields);
    }
    let [x, y] = [found.x, found.y].map(|column| coordinate(&line.field(column)));
    let at = [x?, y?];
    let [widest, highest] = if found.degrees {
        [180.0, 90.0]
    } else {
        [FARTHEST_M; 2]
    };
    if at[0].abs() > widest || at[1].abs() > highest {
        return Err(Reason::OutOfRange);
    }
    let day = match found.time {
        FoundTime::Never => Some(0),
        FoundTime::Moment(column) => moment::day_of(&line.field(column), &columns.zone),
        FoundTime::Month(year, month) => moment::month_day(&line.field(year), &line.field(month)),
    };
    let observer = found
        .observer
        .map(|column| line.field(column))
        .unwrap_or_default();
    Ok(Point {
        at,
        observer: if observer.is_empty() {
            NOBODY
        } else {
            person(&observer)
        },
        day: day.ok_or(Reason::NoTime)?,
        category: 0,
        line: u32::try_from(line.number).unwrap_or(u32::MAX),
    })
}

/// A coordinate as a number; a decimal comma is one too.
pub fn coordinate(text: &str) -> Result<f64, Reason> {
    if text.is_empty() {
        return Err(Reason::NoPlace);
    }
    let number = text
        .parse::<f64>()
        .or_else(|_| text.replacen(',', ".", 1).parse());
    number
        .ok()
        .filter(|number| number.is_finite())
        .ok_or(Reason::NotANumber)
}

/// 64 bits for a person's name, never a row's number: among a million people two share theirs with a chance below one
/// in ten million.
fn person(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish() | 1 << 63
}

/// Leaves out what lies at exactly 0, 0 when the middle of all others is more than a degree (or 100 km) away.
fn leave_null_island(table: &mut Table) {
    let is_zero = |point: &Point| point.at == [0.0; 2];
    if !table.points.iter().any(is_zero) {
        return;
    }
    let others = || table.points.iter().filter(|point| !is_zero(point));
    let near = if table.degrees { 1.0 } else { 100_000.0 };
    let Some(middle) = middle(others().map(|point| point.at)) else {
        return;
    };
    if middle.iter().all(|side| side.abs() <= near) {
        return;
    }
    let left_out = &mut table.left_out;
    table.points.retain(|point| {
        if is_zero(point) {
            leave_out(left_out, Reason::NullIsland, point.line.into());
        }
        !is_zero(point)
    });
}

/// The median of each coordinate, the lower one of two.
pub fn middle(places: impl Iterator<Item = [f64; 2]>) -> Option<[f64; 2]> {
    let (mut xs, mut ys): (Vec<f64>, Vec<f64>) = places.map(|[x, y]| (x, y)).unzip();
    if xs.is_empty() {
        return None;
    }
    let half = (xs.len() - 1) / 2;
    let [x, y] = [&mut xs, &mut ys].map(|side| *side.select_nth_unstable_by(half, f64::total_cmp).1);
    Some([x, y])
}

#[cfg(test)]
mod tests;

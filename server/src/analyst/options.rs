//! What an analyst may ask, and what is wrong with it.

use super::columns::{Columns, PlaceColumns, TimeColumns};
use clap::{Args, ValueEnum};
use jiff::tz::TimeZone;
use std::path::{Path, PathBuf};

/// Options of `buurtschouw hotspots`.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Hotspots")]
pub struct HotspotsArgs {
    /// A CSV file, plain or gzip: UTF-8, separated by comma, semicolon, tab or bar
    pub file: PathBuf,
    /// Column with degrees east, WGS84 [default: lon, longitude, lng or long]
    #[arg(long, value_name = "COLUMN")]
    pub lon: Option<String>,
    /// Column with degrees north [default: lat or latitude]
    #[arg(long, value_name = "COLUMN")]
    pub lat: Option<String>,
    /// Column with metres east [default: x, when there are no degrees]
    #[arg(long, value_name = "COLUMN")]
    pub x: Option<String>,
    /// Column with metres north [default: y]
    #[arg(long, value_name = "COLUMN")]
    pub y: Option<String>,
    /// Column with the moment: RFC 3339, a local date and time, a date, or seconds or ms since 1970 [default: all rows
    /// of one day]
    #[arg(long, value_name = "COLUMN")]
    pub time: Option<String>,
    /// Column with the year; the day is the first of the month
    #[arg(long, value_name = "COLUMN")]
    pub year: Option<String>,
    /// Column with the month, 1 to 12
    #[arg(long, value_name = "COLUMN")]
    pub month: Option<String>,
    /// Column that says who saw it [default: each row is its own person's]
    #[arg(long, value_name = "COLUMN")]
    pub observer: Option<String>,
    /// Column with the category; any text will do
    #[arg(long, value_name = "COLUMN")]
    pub category: Option<String>,
    /// Count rows of this category only; may be given more than once
    #[arg(long, value_name = "VALUE")]
    pub only: Vec<String>,
    /// WGS84 GeoJSON of the area that was looked at [default: the rectangle around all rows]
    #[arg(long, value_name = "FILE")]
    pub area: Option<PathBuf>,
    /// The plane of the cells [default: rd inside the Netherlands, else local; metres for --x and --y]
    #[arg(long)]
    pub frame: Option<FrameName>,
    /// Zone of the local days [default: the setting time_zone, Europe/Amsterdam]
    #[arg(long, value_name = "ZONE")]
    pub tz: Option<String>,
    /// Write the figures of every cell with voices to this CSV file
    #[arg(long, value_name = "FILE")]
    pub cells: Option<PathBuf>,
    /// Draw a small map into this SVG file
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
    /// One JSON document instead of a table
    #[arg(long)]
    pub json: bool,
}

/// The planes by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FrameName {
    /// RD New, the Dutch national plane
    Rd,
    /// A plane around the middle of the rows
    Local,
    /// Metres as they stand in the file
    Metres,
}

/// What was asked, made whole.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Columns and the zone.
    pub columns: Columns,
    /// The plane, if one was named.
    pub frame: Option<FrameName>,
}

impl Asked {
    /// The filter in one word, a part of a place's id: `all`, or the categories asked for.
    pub fn filter_word(&self) -> String {
        let mut words = self.columns.only.clone();
        words.sort();
        words.dedup();
        match words.as_slice() {
            [] => "all".to_owned(),
            _ => words.join("+"),
        }
    }
}

/// Judges the options as a whole: what was asked as far as it can be understood, and every fault.
pub fn judge(args: &HotspotsArgs, zone: &TimeZone) -> (Asked, Vec<String>) {
    let mut faults = Vec::new();
    let place = place(args, &mut faults);
    let time = time(args, &mut faults);
    if !args.only.is_empty() && args.category.is_none() {
        faults.push("--only needs --category".into());
    }
    let zone = args.tz.as_deref().map_or_else(
        || zone.clone(),
        |name| {
            TimeZone::get(name).unwrap_or_else(|_| {
                faults.push(format!(
                    "--tz: there is no zone {name}; write it like Europe/Amsterdam"
                ));
                zone.clone()
            })
        },
    );
    for (name, path) in [("--cells", &args.cells), ("--svg", &args.svg)] {
        let overwrites = |input: &PathBuf| path.as_ref().is_some_and(|path| is_same(path, input));
        if overwrites(&args.file) || args.area.as_ref().is_some_and(overwrites) {
            faults.push(format!("{name} would write over a file that is read"));
        }
    }
    let columns = Columns {
        place,
        time,
        observer: args.observer.clone(),
        category: args.category.clone(),
        only: args.only.iter().map(|value| value.trim().to_owned()).collect(),
        zone,
    };
    let frame = args.frame;
    (Asked { columns, frame }, faults)
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn place(args: &HotspotsArgs, faults: &mut Vec<String>) -> PlaceColumns {
    let guessed = match args.frame {
        Some(FrameName::Metres) => PlaceColumns::GuessedMetres,
        Some(FrameName::Local) => PlaceColumns::GuessedDegrees,
        _ => PlaceColumns::Guessed,
    };
    match (&args.lon, &args.lat, &args.x, &args.y) {
        (None, None, None, None) => guessed,
        (Some(lon), Some(lat), None, None) => {
            if args.frame == Some(FrameName::Metres) {
                faults.push("--frame metres needs --x and --y, not --lon and --lat".into());
            }
            PlaceColumns::Degrees(lon.clone(), lat.clone())
        }
        (None, None, Some(x), Some(y)) => {
            if args.frame == Some(FrameName::Local) {
                faults.push("--frame local needs --lon and --lat, not --x and --y".into());
            }
            PlaceColumns::Metres(x.clone(), y.clone())
        }
        _ => {
            faults.push(
                "a place is --lon and --lat, or --x and --y: both of one pair, none of the other".into(),
            );
            guessed
        }
    }
}

fn time(args: &HotspotsArgs, faults: &mut Vec<String>) -> TimeColumns {
    match (&args.time, &args.year, &args.month) {
        (None, None, None) => TimeColumns::Never,
        (Some(time), None, None) => TimeColumns::Moment(time.clone()),
        (None, Some(year), Some(month)) => TimeColumns::Month(year.clone(), month.clone()),
        _ => {
            faults.push("a time is --time, or --year and --month: the one or the other".into());
            TimeColumns::Never
        }
    }
}

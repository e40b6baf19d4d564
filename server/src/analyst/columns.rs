//! Which column holds what.

use super::sheet::Fault;
use jiff::tz::TimeZone;

/// Names of columns with a longitude that are tried when none is given, in this order.
const LON: [&str; 4] = ["lon", "longitude", "lng", "long"];
/// The same for a latitude.
const LAT: [&str; 2] = ["lat", "latitude"];

/// The columns asked for.
#[derive(Debug, Clone)]
pub struct Columns {
    /// Where.
    pub place: PlaceColumns,
    /// When.
    pub time: TimeColumns,
    /// By whom; without it each row is its own person's.
    pub observer: Option<String>,
    /// Of what kind.
    pub category: Option<String>,
    /// Count these categories only; empty means all.
    pub only: Vec<String>,
    /// The zone of local days.
    pub zone: TimeZone,
}

/// Where places stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum PlaceColumns {
    /// In `lon` and `lat` or names like these, else in `x` and `y`; large and small letters alike.
    #[default]
    Guessed,
    /// As guessed, degrees only.
    GuessedDegrees,
    /// As guessed, metres only.
    GuessedMetres,
    /// Degrees east and north, WGS84, in these columns.
    Degrees(String, String),
    /// Metres east and north in these columns.
    Metres(String, String),
}

/// Where times stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum TimeColumns {
    /// Nowhere: all rows are of one day.
    #[default]
    Never,
    /// In one column, as [`day_of`](super::moment::day_of) reads it.
    Moment(String),
    /// Year and month in a column each.
    Month(String, String),
}

/// Positions of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Are places in degrees?
    pub degrees: bool,
    /// Longitude or metres east.
    pub x: usize,
    /// Latitude or metres north.
    pub y: usize,
    /// Times.
    pub time: FoundTime,
    /// People.
    pub observer: Option<usize>,
    /// Categories.
    pub category: Option<usize>,
}

/// Positions of times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundTime {
    /// None.
    Never,
    /// One column.
    Moment(usize),
    /// Year and month.
    Month(usize, usize),
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            place: PlaceColumns::default(),
            time: TimeColumns::default(),
            observer: None,
            category: None,
            only: Vec::new(),
            zone: TimeZone::UTC,
        }
    }
}

impl Columns {
    /// Finds the columns in a header: by exact name, else by the only one that differs in large and small letters.
    ///
    /// # Errors
    /// Every name that is not there or not clear, and last the names that are there.
    pub fn find(&self, header: &[String]) -> Result<Found, Vec<Fault>> {
        let mut look = Look {
            header,
            faults: vec![],
        };
        let (degrees, x, y) = look.place(&self.place);
        let time = match &self.time {
            TimeColumns::Never => FoundTime::Never,
            TimeColumns::Moment(name) => FoundTime::Moment(look.named("--time", name)),
            TimeColumns::Month(year, month) => {
                FoundTime::Month(look.named("--year", year), look.named("--month", month))
            }
        };
        let observer = self.observer.as_ref().map(|name| look.named("--observer", name));
        let category = self.category.as_ref().map(|name| look.named("--category", name));
        if look.faults.is_empty() {
            return Ok(Found {
                degrees,
                x,
                y,
                time,
                observer,
                category,
            });
        }
        let mut faults = look.faults;
        faults.push(Fault::whole(format!(
            "the file has the columns {}",
            header.join(", ")
        )));
        Err(faults)
    }
}

struct Look<'a> {
    header: &'a [String],
    faults: Vec<Fault>,
}

impl Look<'_> {
    fn place(&mut self, place: &PlaceColumns) -> (bool, usize, usize) {
        match place {
            PlaceColumns::Degrees(lon, lat) => (true, self.named("--lon", lon), self.named("--lat", lat)),
            PlaceColumns::Metres(x, y) => (false, self.named("--x", x), self.named("--y", y)),
            PlaceColumns::Guessed => self.guess(true, true),
            PlaceColumns::GuessedDegrees => self.guess(true, false),
            PlaceColumns::GuessedMetres => self.guess(false, true),
        }
    }

    fn guess(&mut self, degrees: bool, metres: bool) -> (bool, usize, usize) {
        let pair = |xs: &[&str], ys: &[&str]| Some((self.first(xs)?, self.first(ys)?));
        if let Some((x, y)) = degrees.then(|| pair(&LON, &LAT)).flatten() {
            return (true, x, y);
        }
        if let Some((x, y)) = metres.then(|| pair(&["x"], &["y"])).flatten() {
            return (false, x, y);
        }
        self.faults.push(Fault::whole(
            "no column looks like a place: name two with --lon and --lat, or with --x and --y",
        ));
        (degrees, 0, 0)
    }

    fn first(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| position(self.header, name).ok())
    }

    fn named(&mut self, option: &str, name: &str) -> usize {
        position(self.header, name).unwrap_or_else(|count| {
            let text = match count {
                0 => format!("{option}: there is no column {name}"),
                _ => format!("{option}: there are {count} columns {name}"),
            };
            self.faults.push(Fault::whole(text));
            0
        })
    }
}

/// The only column of a name, by its exact text or else in large and small letters alike; or how many there are.
pub fn position(header: &[String], name: &str) -> Result<usize, usize> {
    let same: [fn(&str, &str) -> bool; 2] = [|a, b| a == b, |a, b| a.to_lowercase() == b.to_lowercase()];
    for same in same {
        let mut places = (0..header.len()).filter(|at| same(&header[*at], name.trim()));
        match (places.next(), places.count()) {
            (None, _) => {}
            (Some(at), 0) => return Ok(at),
            (Some(_), more) => return Err(more + 1),
        }
    }
    Err(0)
}

//! Reads and checks a finding that a phone sends.

use super::origin::{self, Fix};
use crate::{
    catalogue::Catalogue,
    house::atlas::Atlas,
    http::{Members, Problem, members::read_id},
};
use serde_json::Value;
use spatial::Lonlat;
use utoipa::ToSchema;
use uuid::Uuid;

/// A phone's clock may be a day ahead, in ms.
const AHEAD_MS: i64 = 24 * 3_600_000;
/// No phone records before 2000-01-01.
const FIRST_MS: i64 = 946_684_800_000;
/// Most characters of a note.
pub(super) const NOTE: usize = 2_000;
/// Most photos of one finding.
pub(super) const PHOTOS: usize = 10;

/// How the position was found; `snapped`: by a pin that the app then put on the nearest front, bench, lamp or bin.
pub const SOURCES: [&str; 5] = ["gps", "pin", "snapped", "photo", "address"];

/// A place on earth, WGS84 degrees.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, ToSchema)]
pub struct Position {
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
}

/// A finding to be recorded, read and checked.
#[derive(Debug, Clone, ToSchema)]
pub struct NewFinding {
    /// Group or item code; may be absent only with photos.
    pub category: Option<String>,
    /// Where it is.
    pub position: Position,
    /// Radius of the fix in metres, 0-100000.
    pub accuracy_m: f64,
    /// How the position was found.
    #[schema(value_type = String, pattern = "^(gps|pin|snapped|photo|address)$")]
    pub position_source: &'static str,
    /// Where the pin was let go, when the app put it elsewhere: always with `snapped`. Kept as it was sent, and shown nowhere.
    pub pin: Option<Position>,
    /// When it was seen.
    #[schema(value_type = String, format = DateTime)]
    pub observed_at: i64,
    /// At most 2,000 characters.
    pub note: Option<String>,
    /// The walk it was seen on.
    pub walk: Option<Uuid>,
    /// Photos, promised or stored; at most 10.
    #[schema(required = false)]
    pub photos: Vec<Uuid>,
    /// Code of a measure that may be proposed.
    pub suggested_measure: Option<String>,
    /// How safe it feels here, 1 (very unsafe) to 5.
    #[schema(minimum = 1, maximum = 5)]
    pub perceived_safety: Option<i64>,
    /// What the phone's GPS said, when the place was set by a pin.
    pub fix: Option<Fix>,
    /// When it was sent, by the phone's clock. A phone may say another moment at each try.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub sent_at: Option<i64>,
    /// Version of the app, at most 40 characters.
    pub app: Option<String>,
}

/// Reads a finding; the problem names every fault and where it is. Whether the walk is theirs the tables know.
pub fn read(body: &Value, catalogue: &Catalogue, atlas: &Atlas, now_ms: i64) -> Result<NewFinding, Problem> {
    let mut members = Members::of(body, "");
    let category = read_category(&mut members, catalogue);
    let position = read_position(&mut members, atlas);
    let position = members.required("position", position);
    let accuracy_m = members.number("accuracy_m", 0.0, 100_000.0);
    let accuracy_m = members.required("accuracy_m", accuracy_m);
    let position_source = members.choice("position_source", &SOURCES);
    let position_source = members.required("position_source", position_source);
    let pin = origin::read_pin(&mut members, position_source);
    let observed_at = read_time(&mut members, "observed_at", now_ms);
    let observed_at = members.required("observed_at", observed_at);
    let note = members.words("note", NOTE);
    let walk = members.id("walk");
    let photos = read_photos(&mut members);
    let suggested_measure = read_measure(&mut members, catalogue);
    let perceived_safety = members.whole("perceived_safety", 1, 5);
    let fix = origin::read_fix(&mut members);
    let sent_at = members.moment("sent_at");
    let app = members.words("app", origin::APP);
    let nothing = members_lack(body, "category") && members_lack(body, "photos");
    if nothing || (members_lack(body, "category") && photos.as_ref().is_some_and(Vec::is_empty)) {
        members.required("category", None::<String>);
    }
    members.done()?;
    let (Some(position), Some(accuracy_m), Some(position_source), Some(observed_at)) =
        (position, accuracy_m, position_source, observed_at)
    else {
        return Err(Problem::fault("", "missing"));
    };
    Ok(NewFinding {
        category,
        position,
        accuracy_m,
        position_source,
        pin,
        observed_at,
        note,
        walk,
        photos: photos.unwrap_or_default(),
        suggested_measure,
        perceived_safety,
        fix,
        sent_at,
        app,
    })
}

fn members_lack(body: &Value, name: &str) -> bool {
    body.get(name).is_none_or(Value::is_null)
}

pub(super) fn read_category(members: &mut Members<'_>, catalogue: &Catalogue) -> Option<String> {
    let code = members.words("category", 64)?;
    match catalogue.find(&code) {
        None => members.fault("category", "unknown_category"),
        Some(entry) if !entry.stored => members.fault("category", "not_stored"),
        Some(_) => return Some(code),
    }
    None
}

pub(super) fn read_position(members: &mut Members<'_>, atlas: &Atlas) -> Option<Position> {
    let value = members.any("position")?;
    let mut inner = Members::of(value, "/position");
    let lon = inner.number("lon", -180.0, 180.0);
    let lon = inner.required("lon", lon);
    let lat = inner.number("lat", -90.0, 90.0);
    let lat = inner.required("lat", lat);
    members.absorb(inner.faults());
    let position = Position { lon: lon?, lat: lat? };
    let place = Lonlat {
        lon: position.lon,
        lat: position.lat,
    };
    if atlas.reaches(place) {
        return Some(position);
    }
    let turned = Lonlat {
        lon: position.lat,
        lat: position.lon,
    };
    let code = if atlas.reaches(turned) {
        "swapped"
    } else {
        "outside"
    };
    members.fault_at("position", code, [position.lon, position.lat]);
    None
}

pub(super) fn read_time(members: &mut Members<'_>, name: &'static str, now_ms: i64) -> Option<i64> {
    let moment = members.moment(name)?;
    if moment > now_ms + AHEAD_MS {
        members.fault(name, "future");
        return None;
    }
    if moment < FIRST_MS {
        members.fault(name, "too_long_ago");
        return None;
    }
    Some(moment)
}

pub(super) fn read_measure(members: &mut Members<'_>, catalogue: &Catalogue) -> Option<String> {
    let code = members.words("suggested_measure", 64)?;
    if !catalogue.may_be_proposed(&code) {
        members.fault("suggested_measure", "unknown_measure");
        return None;
    }
    Some(code)
}

pub(super) fn read_photos(members: &mut Members<'_>) -> Option<Vec<Uuid>> {
    let photos = members.list("photos", PHOTOS, |value| {
        value.as_str().and_then(read_id).ok_or("not_an_id")
    })?;
    for (index, photo) in photos.iter().enumerate() {
        if photos[..index].contains(photo) {
            members.fault(&format!("photos/{index}"), "twice");
        }
    }
    Some(photos)
}

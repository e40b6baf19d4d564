//! Reads and checks what a maker adds to a finding later, and lays it over the finding.

use super::{
    finding::Finding,
    new_finding::{
        NOTE, Position, SOURCES, read_category, read_measure, read_photos, read_position, read_time,
    },
    origin,
};
use crate::{
    catalogue::Catalogue,
    house::atlas::Atlas,
    http::{Members, Problem},
};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

/// What was added or put right. Members that are absent stay as they are.
#[derive(Debug, Clone, PartialEq, ToSchema)]
pub struct NewChange {
    /// When the change was made, by the phone's clock: of two changes of one member the later one shows.
    #[schema(value_type = String, format = DateTime)]
    pub made_at: i64,
    /// Group or item code.
    pub category: Option<String>,
    /// Where it is.
    pub position: Option<Position>,
    /// Radius of the fix in metres, 0-100000; only with a position.
    pub accuracy_m: Option<f64>,
    /// How the position was found; only with a position.
    #[schema(value_type = Option<String>, pattern = "^(gps|pin|snapped|photo|address)$")]
    pub position_source: Option<&'static str>,
    /// Where the pin was let go, when the app put it elsewhere: always with `snapped`.
    pub pin: Option<Position>,
    /// At most 2,000 characters; `null` or empty takes the note away.
    pub note: Option<String>,
    /// Photos that come along, beside those that are there; at most 10 in all.
    #[schema(required = false)]
    pub photos: Vec<Uuid>,
    /// Code of a measure that may be proposed; `null` takes it away.
    pub suggested_measure: Option<String>,
    /// How safe it feels here, 1 (very unsafe) to 5; `null` takes it away.
    #[schema(minimum = 1, maximum = 5)]
    pub perceived_safety: Option<i64>,
}

/// Reads a change; the problem names every fault and where it is.
pub fn read(body: &Value, catalogue: &Catalogue, atlas: &Atlas, now_ms: i64) -> Result<NewChange, Problem> {
    let mut members = Members::of(body, "");
    let made_at = read_time(&mut members, "made_at", now_ms);
    let made_at = members.required("made_at", made_at);
    let category = read_category(&mut members, catalogue);
    let position = read_position(&mut members, atlas);
    let accuracy_m = members.number("accuracy_m", 0.0, 100_000.0);
    let position_source = members.choice("position_source", &SOURCES);
    if accuracy_m.is_some() || position_source.is_some() {
        members.required("position", position);
    }
    let pin = origin::read_pin(&mut members, position_source);
    let change = NewChange {
        made_at: made_at.unwrap_or_default(),
        category,
        position,
        accuracy_m,
        position_source,
        pin,
        note: members.words("note", NOTE),
        photos: read_photos(&mut members).unwrap_or_default(),
        suggested_measure: read_measure(&mut members, catalogue),
        perceived_safety: members.whole("perceived_safety", 1, 5),
    };
    members.done()?;
    if says_nothing(body) {
        return Err(Problem::fault("", "missing"));
    }
    Ok(change)
}

/// What `null` takes away, and as what it is kept: no phone can send these as they are.
fn taken_away() -> [(&'static str, Value); 3] {
    [
        ("note", json!("")),
        ("suggested_measure", json!("")),
        ("perceived_safety", json!(0)),
    ]
}

/// `null` means something for what can be taken away only.
fn says_nothing(body: &Value) -> bool {
    let goes = |name: &str| taken_away().iter().any(|(known, _)| *known == name);
    let told = |(name, value): (&String, &Value)| name != "made_at" && (goes(name) || !value.is_null());
    body.as_object()
        .is_none_or(|members| !members.into_iter().any(told))
}

/// The body as it is kept: what is taken away stays a member.
pub fn kept(body: &Value) -> Value {
    let mut kept = body.clone();
    for (name, empty) in taken_away() {
        if kept.get(name).is_some_and(Value::is_null) {
            kept[name] = empty;
        }
    }
    kept
}

/// Lays a kept body over a finding. The body was judged when it came: what is odd in it is passed by.
pub fn lay_over(finding: &mut Finding, kept: &Value) {
    let text = |name: &str| kept.get(name).and_then(Value::as_str).map(str::trim);
    let number = |value: Option<&Value>| value.and_then(Value::as_f64);
    if let Some(code) = text("category") {
        finding.category = Some(code.to_owned());
    }
    if let Some(place) = kept.get("position")
        && let (Some(lon), Some(lat)) = (number(place.get("lon")), number(place.get("lat")))
    {
        (finding.lon, finding.lat) = (lon, lat);
    }
    if let Some(radius) = number(kept.get("accuracy_m")) {
        finding.accuracy_m = radius;
    }
    if let Some(source) = text("position_source") {
        finding.position_source = source.to_owned();
    }
    if let Some(note) = text("note") {
        finding.note = Some(note.to_owned()).filter(|note| !note.is_empty());
    }
    if let Some(code) = text("suggested_measure") {
        finding.suggested_measure = Some(code.to_owned()).filter(|code| !code.is_empty());
    }
    if let Some(felt) = number(kept.get("perceived_safety")) {
        #[allow(clippy::cast_possible_truncation, reason = "1 to 5")]
        let felt = felt as i64;
        finding.perceived_safety = Some(felt).filter(|felt| *felt > 0);
    }
}

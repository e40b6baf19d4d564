//! Reads a GeoJSON file of borders and judges every feature: usable, skipped or refused, each with its reason.

use geo_types::{Coord, MultiPolygon};
use serde::Serialize;
use serde_json::{Map, Value};
use spatial::{
    Frame, Lonlat, area_m2,
    repair::{RawRing, Repaired, repair_rings},
};

/// Names of the property with the code that are tried when none is given.
const CODE_NAMES: [&str; 7] = [
    "code",
    "buurtcode",
    "BU_CODE",
    "statcode",
    "gwb_code",
    "wijkcode",
    "id",
];
/// Names of the property with the name that are tried when none is given.
const NAME_NAMES: [&str; 6] = ["name", "naam", "buurtnaam", "BU_NAAM", "statnaam", "wijknaam"];

/// Which properties hold code and name.
#[derive(Debug, Clone, Default)]
pub struct Naming {
    /// Property with the code.
    pub code: Option<String>,
    /// Property with the name.
    pub name: Option<String>,
}

/// A border that can be used.
#[derive(Debug, Clone)]
pub struct Usable {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The geometry as GeoJSON text, after repair.
    pub geometry: String,
    /// Square metres, in RD or a local frame.
    pub area_m2: f64,
}

/// What became of one feature.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct Verdict {
    /// Its place in the file, from 0.
    pub index: usize,
    /// Its code, if it has one.
    pub code: Option<String>,
    /// `usable`, `repaired`, `skipped` or `refused`.
    pub outcome: &'static str,
    /// What was repaired, or why it was skipped or refused.
    pub reasons: Vec<String>,
}

/// A whole file, judged.
#[derive(Debug)]
pub struct Judged {
    /// Borders that can be used, with their verdict's index.
    pub usable: Vec<Usable>,
    /// A verdict a feature, in the order of the file.
    pub verdicts: Vec<Verdict>,
}

impl Judged {
    /// How many features had this outcome.
    pub fn count(&self, outcome: &str) -> usize {
        self.verdicts
            .iter()
            .filter(|verdict| verdict.outcome == outcome)
            .count()
    }
}

/// Reads and judges a file's text; `progress` is called with (done, all) now and then.
pub fn read_file(text: &str, naming: &Naming, progress: impl Fn(usize, usize)) -> Result<Judged, String> {
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        format!(
            "not JSON: line {}, column {}: {error}",
            error.line(),
            error.column()
        )
    })?;
    if value.get("type").and_then(Value::as_str) != Some("FeatureCollection") {
        return Err("not a GeoJSON FeatureCollection".into());
    }
    let features = value
        .get("features")
        .and_then(Value::as_array)
        .ok_or("the member features is not a list")?;
    let mut judged = Judged {
        usable: Vec::new(),
        verdicts: Vec::with_capacity(features.len()),
    };
    for (index, feature) in features.iter().enumerate() {
        let verdict = judge(index, feature, naming, &mut judged.usable);
        judged.verdicts.push(verdict);
        progress(index + 1, features.len());
    }
    if features.is_empty() {
        return Err("the file holds no features".into());
    }
    Ok(judged)
}

fn judge(index: usize, feature: &Value, naming: &Naming, usable: &mut Vec<Usable>) -> Verdict {
    let nothing = Map::new();
    let properties = feature
        .get("properties")
        .and_then(Value::as_object)
        .unwrap_or(&nothing);
    let code = property(feature, properties, naming.code.as_deref(), &CODE_NAMES);
    let verdict = |outcome, reasons| Verdict {
        index,
        code: code.clone(),
        outcome,
        reasons,
    };
    let geometry = match feature.get("geometry") {
        None | Some(Value::Null) => {
            return verdict("skipped", vec!["null_geometry: it has no border".into()]);
        }
        Some(geometry) => geometry,
    };
    let Some(known) = code.clone() else {
        let asked = naming.code.as_deref().unwrap_or("code");
        return verdict(
            "refused",
            vec![format!(
                "no_code: it has no property {asked}; name it with --code"
            )],
        );
    };
    if known.chars().any(char::is_control) {
        return verdict("refused", vec!["bad_code: it holds control characters".into()]);
    }
    if usable.iter().any(|other| other.code == known) {
        return verdict(
            "refused",
            vec!["duplicate_code: an earlier feature has this code".into()],
        );
    }
    let name = property(feature, properties, naming.name.as_deref(), &NAME_NAMES);
    let repaired = match mend(geometry) {
        Ok(repaired) => repaired,
        Err(reason) => return verdict("refused", vec![reason]),
    };
    let changed = repaired.is_repaired();
    let notes = repaired.notes.iter().map(|note| note.code().to_owned()).collect();
    usable.push(Usable {
        name: name.unwrap_or_else(|| known.clone()),
        code: known,
        area_m2: area_m2(&repaired.shape, &frame_of(&repaired.shape)),
        geometry: text(repaired.shape),
    });
    verdict(if changed { "repaired" } else { "usable" }, notes)
}

/// The usable border of a GeoJSON geometry (Polygon or MultiPolygon in WGS84 degrees), or why there is none.
pub fn mend(geometry: &Value) -> Result<Repaired, String> {
    repair_rings(&rings(geometry)?).map_err(|refusal| refusal.to_string())
}

/// The property of this name, or the first of the usual names; numbers become text.
fn property(
    feature: &Value,
    properties: &Map<String, Value>,
    asked: Option<&str>,
    usual: &[&str],
) -> Option<String> {
    let read = |value: &Value| match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let value = match asked {
        Some(name) => properties
            .get(name)
            .or_else(|| (name == "id").then(|| feature.get("id")).flatten()),
        None => usual.iter().find_map(|name| properties.get(*name)),
    };
    value.and_then(read).map(|text| text.chars().take(120).collect())
}

/// The corners as they were delivered: each part a list of rings, the outer one first.
fn rings(geometry: &Value) -> Result<Vec<Vec<RawRing>>, String> {
    let kind = geometry.get("type").and_then(Value::as_str).unwrap_or("nothing");
    let coordinates = geometry.get("coordinates").cloned().unwrap_or_default();
    let parts: Result<Vec<Vec<Vec<Vec<f64>>>>, _> = match kind {
        "Polygon" => serde_json::from_value(coordinates).map(|rings| vec![rings]),
        "MultiPolygon" => serde_json::from_value(coordinates),
        _ => {
            return Err(format!(
                "wrong_type: a border is a Polygon or MultiPolygon, not a {kind}"
            ));
        }
    };
    let parts =
        parts.map_err(|error| format!("wrong_type: the coordinates are not those of a {kind}: {error}"))?;
    let corner = |position: &Vec<f64>| match position.as_slice() {
        [x, y, ..] => Ok(Coord { x: *x, y: *y }),
        _ => Err("wrong_type: a position has at least two numbers".to_owned()),
    };
    let ring = |positions: &Vec<Vec<f64>>| positions.iter().map(corner).collect::<Result<RawRing, String>>();
    parts
        .iter()
        .map(|rings| rings.iter().map(ring).collect())
        .collect()
}

fn frame_of(shape: &MultiPolygon<f64>) -> Frame {
    let first = shape
        .0
        .first()
        .and_then(|polygon| polygon.exterior().0.first().copied())
        .unwrap_or_default();
    Frame::for_place(Lonlat {
        lon: first.x,
        lat: first.y,
    })
}

fn text(shape: MultiPolygon<f64>) -> String {
    let geometry = match <[_; 1]>::try_from(shape.0) {
        Ok([only]) => geojson::Geometry::from(&only),
        Err(parts) => geojson::Geometry::from(&MultiPolygon(parts)),
    };
    geometry.to_string()
}

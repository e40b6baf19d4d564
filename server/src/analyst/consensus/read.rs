//! Reads a file of drawings and judges each as one that a phone sends.

use crate::{analyst::progress::Steps, boundaries::drawings::geometry};
use geo_types::{Coord, LineString, Polygon};
use serde_json::{Map, Value};
use spatial::drawing::{Rules, check};
use std::{collections::BTreeMap, path::Path};

/// Most bytes of a file: 256 MiB.
const MOST_BYTES: u64 = 256 << 20;
/// Most characters of a name.
const NAME: usize = 120;
/// Features that are named for each fault; of more, how many.
const NAMED: usize = 10;

/// The drawings of one buurt.
#[derive(Debug, Clone, Default)]
pub struct Drawn {
    /// Those that count, in degrees: one ring each, against the clock.
    pub usable: Vec<Polygon<f64>>,
    /// How many of them were repaired.
    pub repaired: usize,
    /// Those that do not count: their place in the file, from 0, and every code of what is wrong.
    pub refused: Vec<(usize, Vec<&'static str>)>,
}

/// Reads the drawings by buurt.
///
/// # Errors
/// A file that cannot be read or is no GeoJSON FeatureCollection with features; every feature that names no buurt; or
/// every drawing's faults, when none of them can be used.
pub fn read(path: &Path, name_property: &str) -> Result<BTreeMap<String, Drawn>, Vec<String>> {
    let features = features(path)?;
    let mut unnamed: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut buurten: BTreeMap<String, Drawn> = BTreeMap::new();
    let mut steps = Steps::of("drawing", features.len());
    for (index, feature) in features.iter().enumerate() {
        steps.next();
        match name(feature, name_property) {
            Err(fault) => unnamed.entry(fault).or_default().push(index),
            Ok(name) => judge(index, feature, buurten.entry(name).or_default()),
        }
    }
    drop(steps);
    let none = buurten.values().all(|drawn| drawn.usable.is_empty());
    if unnamed.is_empty() && !none {
        return Ok(buurten);
    }
    let mut faults: Vec<String> = unnamed
        .iter()
        .map(|(fault, at)| format!("{}: {fault}", listed(at)))
        .collect();
    if none {
        faults.extend(refusals(&buurten));
        faults.push("no drawing can be used".into());
    }
    Err(faults)
}

/// A line for every code by which drawings were refused.
pub fn refusals(buurten: &BTreeMap<String, Drawn>) -> Vec<String> {
    let mut by_code: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, codes) in buurten.values().flat_map(|drawn| &drawn.refused) {
        for code in codes {
            by_code.entry(code).or_default().push(*index);
        }
    }
    by_code.values_mut().for_each(|at| at.sort_unstable());
    by_code
        .iter()
        .map(|(code, at)| format!("{} refused: {code}", listed(at)))
        .collect()
}

/// Features by their places in the file, from 0.
fn listed(at: &[usize]) -> String {
    let named: Vec<String> = at.iter().take(NAMED).map(usize::to_string).collect();
    let more = match at.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let word = if at.len() == 1 { "feature" } else { "features" };
    format!("{word} {}{more}", named.join(", "))
}

fn features(path: &Path) -> Result<Vec<Value>, Vec<String>> {
    let fault = |text: String| vec![text];
    let size = std::fs::metadata(path)
        .map_err(|error| fault(format!("cannot read it: {error}")))?
        .len();
    if size > MOST_BYTES {
        return Err(fault(format!("{size} bytes, at most {MOST_BYTES}: divide it")));
    }
    let bytes = std::fs::read(path).map_err(|error| fault(format!("cannot read it: {error}")))?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut value: Value =
        serde_json::from_slice(text).map_err(|error| fault(format!("not JSON: {error}")))?;
    if value["type"] != "FeatureCollection" {
        return Err(fault("not a GeoJSON FeatureCollection".into()));
    }
    match value["features"].take() {
        Value::Array(features) if features.is_empty() => Err(fault("it holds no features".into())),
        Value::Array(features) => Ok(features),
        _ => Err(fault("the member features is not a list".into())),
    }
}

fn name(feature: &Value, property: &str) -> Result<String, String> {
    let none = Map::new();
    let properties = feature["properties"].as_object().unwrap_or(&none);
    let name = match properties.get(property) {
        None | Some(Value::Null) => Err(format!("no property {property}; say which with --name-property")),
        Some(Value::String(name)) => Ok(name.trim().to_owned()),
        Some(Value::Number(number)) => Ok(number.to_string()),
        Some(_) => Err(format!("property {property} is neither a text nor a number")),
    }?;
    match name.chars().count() {
        0 => Err(format!("property {property} is empty")),
        1..=NAME if !name.chars().any(char::is_control) => Ok(name),
        1..=NAME => Err(format!("property {property} holds control characters")),
        _ => Err(format!("property {property} has more than {NAME} characters")),
    }
}

fn judge(index: usize, feature: &Value, drawn: &mut Drawn) {
    let Some(parts) = geometry::parts(&feature["geometry"]) else {
        drawn.refused.push((index, vec!["wrong_type"]));
        return;
    };
    let judged = check(&parts, &Rules::default());
    match judged.ring {
        Some(ring) => {
            drawn.usable.push(polygon(ring));
            drawn.repaired += usize::from(judged.repaired.iter().any(|code| *code != "unclosed"));
        }
        None => {
            let mut codes: Vec<&str> = judged.faults.iter().map(|fault| fault.code).collect();
            codes.dedup();
            drawn.refused.push((index, codes));
        }
    }
}

fn polygon(ring: Vec<Coord<f64>>) -> Polygon<f64> {
    Polygon::new(LineString(ring), Vec::new())
}

//! Reads the GeoJSON of a drawing, and writes the ring that is kept.

use geo_types::Coord;
use serde_json::{Value, json};
use spatial::drawing::Rings;

/// The rings of a Polygon, or of every part of a MultiPolygon; `None` when it is neither. Heights and other members
/// are left out, numbers are not judged.
pub fn parts(geometry: &Value) -> Option<Vec<Rings>> {
    let coordinates = geometry.get("coordinates")?;
    match geometry.get("type")?.as_str()? {
        "Polygon" => Some(vec![rings(coordinates)?]),
        "MultiPolygon" => coordinates.as_array()?.iter().map(rings).collect(),
        _ => None,
    }
}

fn rings(part: &Value) -> Option<Rings> {
    let ring = |ring: &Value| ring.as_array()?.iter().map(position).collect();
    part.as_array()?.iter().map(ring).collect()
}

fn position(position: &Value) -> Option<Coord<f64>> {
    let numbers = position.as_array()?;
    if !numbers.iter().all(Value::is_number) {
        return None;
    }
    let axis = |k: usize| numbers.get(k)?.as_f64();
    Some(Coord {
        x: axis(0)?,
        y: axis(1)?,
    })
}

/// A ring as the text of a GeoJSON Polygon.
pub fn text(ring: &[Coord<f64>]) -> String {
    let corners: Vec<[f64; 2]> = ring.iter().map(|corner| [corner.x, corner.y]).collect();
    json!({"type": "Polygon", "coordinates": [corners]}).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use spatial::drawing::{Rules, check};

    #[test]
    fn what_is_no_polygon_is_told_from_what_is_a_bad_one_as_the_golden_file_says() {
        let golden = include_str!("../../../../tests/golden/border_faults.json");
        let golden: Value = serde_json::from_str(golden).unwrap();
        let mut seen = 0;
        for case in golden["cases"].as_array().unwrap() {
            let Some(geometry) = case.get("geometry") else {
                continue;
            };
            seen += 1;
            let codes: Vec<&str> = match parts(geometry) {
                None => vec!["wrong_type"],
                Some(parts) => {
                    let judged = check(&parts, &Rules::default());
                    judged.faults.iter().map(|fault| fault.code).collect()
                }
            };
            let meant = case["faults"].as_array().unwrap();
            let meant: Vec<&str> = meant
                .iter()
                .map(|fault| fault["code"].as_str().unwrap())
                .collect();
            assert_eq!(codes, meant, "{}", case["name"]);
        }
        assert!(seen > 10);
    }
}

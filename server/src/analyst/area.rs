//! The area that was looked at: polygons of a GeoJSON file.

use crate::boundaries::read_file::mend;
use geo_types::MultiPolygon;
use serde_json::Value;
use std::path::Path;

/// Most bytes of an area's file: 256 MiB.
const MOST_BYTES: u64 = 256 << 20;

/// Polygons in WGS84 degrees; none means the rectangle around all rows.
#[derive(Debug, Clone, Default)]
pub struct Area {
    /// Usable shapes, a feature each; cells are taken by their centre, so overlaps do no harm.
    pub shapes: Vec<MultiPolygon<f64>>,
}

/// Reads an area: a Polygon, MultiPolygon, Feature, or a FeatureCollection of those. Rings are mended as those of
/// imported borders are; features without a geometry are passed over.
///
/// # Errors
/// A file that cannot be read or is no GeoJSON, no polygon at all, and every feature that cannot be used.
pub fn read(path: &Path) -> Result<Area, Vec<String>> {
    let name = path.display();
    let fault = |text: String| vec![format!("--area {name}: {text}")];
    let size = std::fs::metadata(path)
        .map_err(|error| fault(error.to_string()))?
        .len();
    if size > MOST_BYTES {
        return Err(fault(format!("{size} bytes, at most {MOST_BYTES}")));
    }
    let bytes = std::fs::read(path).map_err(|error| fault(error.to_string()))?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let value: Value = serde_json::from_slice(text).map_err(|error| fault(format!("not JSON: {error}")))?;
    let (mut shapes, mut faults) = (Vec::new(), Vec::new());
    for (index, geometry) in geometries(&value).enumerate() {
        match mend(geometry) {
            Ok(repaired) => shapes.push(repaired.shape),
            Err(reason) => faults.extend(fault(format!("feature {index}: {reason}"))),
        }
    }
    if shapes.is_empty() && faults.is_empty() {
        return Err(fault("it holds no polygon".into()));
    }
    if faults.is_empty() {
        Ok(Area { shapes })
    } else {
        Err(faults)
    }
}

fn geometries(value: &Value) -> impl Iterator<Item = &Value> {
    let kind = value.get("type").and_then(Value::as_str);
    let features = value.get("features").and_then(Value::as_array);
    let (list, alone) = match kind {
        Some("FeatureCollection") => (features.map_or(&[][..], Vec::as_slice), None),
        _ => (&[][..], Some(value)),
    };
    let geometry = |feature: &'_ Value| feature.get("type").and_then(Value::as_str) == Some("Feature");
    list.iter()
        .chain(alone)
        .map(move |value| {
            if geometry(value) {
                &value["geometry"]
            } else {
                value
            }
        })
        .filter(|geometry| !geometry.is_null())
}

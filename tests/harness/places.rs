//! A small made-up district: two square buurten side by side.

use serde_json::{Value, json};

/// Code of the western buurt.
pub const WEST: &str = "TB01";
/// Code of the eastern buurt.
pub const EAST: &str = "TB02";
/// A place well inside the western buurt.
pub const IN_WEST: [f64; 2] = [4.4850, 51.9000];
/// A place well inside the eastern buurt.
pub const IN_EAST: [f64; 2] = [4.4950, 51.9000];
/// The edge that both share.
pub const SHARED_LON: f64 = 4.49;

/// A square as a GeoJSON ring.
pub fn square(west: f64, south: f64, east: f64, north: f64) -> Value {
    json!([[
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south]
    ]])
}

/// A feature with CBS-like properties.
pub fn feature(code: &str, name: &str, rings: Value) -> Value {
    json!({"type": "Feature", "properties": {"buurtcode": code, "buurtnaam": name},
        "geometry": {"type": "Polygon", "coordinates": rings}})
}

/// The two buurten as a file.
pub fn two_buurten() -> String {
    let features = [
        feature(WEST, "Westbuurt", square(4.48, 51.895, SHARED_LON, 51.905)),
        feature(EAST, "Oostbuurt", square(SHARED_LON, 51.895, 4.50, 51.905)),
    ];
    json!({"type": "FeatureCollection", "features": features}).to_string()
}

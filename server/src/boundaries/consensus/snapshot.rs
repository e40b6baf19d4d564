//! What is published of the drawings of a buurt: bands, line, what is contested. Pure.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use spatial::{
    Frame, Metres,
    consensus::{BAND_SIDE_M, Consensus, LINE_SIDE_M, SHARES, Spread, consensus},
};

/// A publication as it is kept; nothing of it ever changes.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Snapshot {
    /// Code of the buurt.
    pub buurt: String,
    /// 1 for the first of this buurt, and so on.
    pub version: i64,
    /// The fixed moment it belongs to, ms since 1970 UTC.
    pub published_at: i64,
    /// People whose drawing is in it.
    pub people: i64,
    /// SHA-256 of the drawings in it, whatever their order.
    pub input_sha256: Vec<u8>,
    /// How it was reckoned, as JSON text; its member `spread` is for the committee.
    pub parameters: String,
    /// Mean likeness of each drawing to the shared shape, 0 to 1.
    pub agreement: f64,
    /// Likeness of the plain to the weighted shape.
    pub alarm: f64,
    /// Likeness of a typical drawing to the weighted shape; the alarm is held against it.
    pub typical: f64,
    /// FeatureCollection text: what 25, 50 and 75 % drew.
    pub bands: String,
    /// FeatureCollection text: the line in pieces; `None` below 20 people.
    pub line: Option<String>,
    /// MultiPolygon text: what the line surrounds; `None` below 20 people.
    pub shape: Option<String>,
    /// FeatureCollection text: contested places; `None` below 20 people.
    pub contested: Option<String>,
}

/// The snapshot of drawings (GeoJSON Polygon text, one per person), the same in any order. `None` when one cannot be
/// read. Takes a core for some 50 ms per 1,000 drawings.
pub fn snapshot(buurt: &str, mut drawings: Vec<&str>, frame: &Frame, with_line: bool) -> Option<Snapshot> {
    let input_sha256 = input(&mut drawings);
    let shapes: Option<Vec<Polygon<f64>>> = drawings.iter().map(|text| metres(text, frame)).collect();
    let told = consensus(&shapes?, LINE_SIDE_M);
    let plane = match frame {
        Frame::Rd => "rd",
        Frame::Local(_) => "local",
    };
    let parameters = json!({"cell_m": LINE_SIDE_M, "band_cell_m": BAND_SIDE_M, "shares": SHARES, "frame": plane,
        "spread": spread(&told.spread)});
    Some(Snapshot {
        buurt: buurt.to_owned(),
        version: 0,
        published_at: 0,
        people: drawings.len().try_into().unwrap_or(i64::MAX),
        input_sha256,
        parameters: parameters.to_string(),
        agreement: told.agreement,
        alarm: told.alarm,
        typical: told.typical,
        bands: bands(&told, frame).to_string(),
        line: with_line.then(|| line(&told, frame).to_string()),
        shape: with_line.then(|| multi(&told.line, frame).to_string()),
        contested: with_line.then(|| contested(&told, frame).to_string()),
    })
}

/// Two digits: no more is sure, and none of it tells of one drawing.
fn spread(found: &Spread) -> Value {
    let digits = |figure: f64| (figure * 100.0).round() / 100.0;
    json!({"error": digits(found.error), "low": digits(found.low), "core": digits(found.core),
        "fringe": digits(found.fringe)})
}

/// SHA-256 of drawings (GeoJSON Polygon text), whatever their order; sorts them.
pub fn input(drawings: &mut [&str]) -> Vec<u8> {
    drawings.sort_unstable();
    let mut input = Sha256::new();
    for drawing in drawings {
        input.update(drawing.as_bytes());
        input.update(b"\n");
    }
    input.finalize().to_vec()
}

impl Snapshot {
    /// The shared shape in metres of a frame: what the line surrounds, without a line what at least half drew.
    pub fn shared(&self, frame: &Frame) -> Option<MultiPolygon<f64>> {
        match &self.shape {
            Some(shape) => projected(&serde_json::from_str(shape).ok()?, frame),
            None => self.half(frame),
        }
    }

    /// What at least half drew, on the cells of the bands, in metres of a frame.
    pub fn half(&self, frame: &Frame) -> Option<MultiPolygon<f64>> {
        let bands: Value = serde_json::from_str(&self.bands).ok()?;
        projected(&bands["features"][1]["geometry"], frame)
    }
}

fn projected(geometry: &Value, frame: &Frame) -> Option<MultiPolygon<f64>> {
    let geometry: geojson::Geometry = geometry.to_string().parse().ok()?;
    let shape = MultiPolygon::try_from(geometry).ok()?;
    Some(frame.project(&shape))
}

/// A kept polygon in metres of a frame.
pub fn metres(text: &str, frame: &Frame) -> Option<Polygon<f64>> {
    let geometry: geojson::Geometry = text.parse().ok()?;
    let polygon = Polygon::try_from(geometry).ok()?;
    frame.project(&MultiPolygon(vec![polygon])).0.pop()
}

fn bands(told: &Consensus, frame: &Frame) -> Value {
    let bands = SHARES.iter().zip(&told.bands);
    collection(bands.map(|(share, band)| (multi(band, frame), json!({"share": share * 100.0}))))
}

fn multi(shape: &MultiPolygon<f64>, frame: &Frame) -> Value {
    let parts: Vec<Value> = shape.iter().map(|part| rings(part, frame)).collect();
    json!({"type": "MultiPolygon", "coordinates": parts})
}

fn line(told: &Consensus, frame: &Frame) -> Value {
    collection(told.pieces.iter().map(|piece| {
        let geometry = json!({"type": "LineString", "coordinates": places(&piece.line, frame)});
        let known = json!({"width_m": piece.width_m.round(), "margin": (piece.margin * 100.0).round() / 100.0,
            "confidence": piece.confidence.code()});
        (geometry, known)
    }))
}

fn contested(told: &Consensus, frame: &Frame) -> Value {
    collection(told.contested.iter().zip(1..).map(|(place, number)| {
        let geometry = json!({"type": "Polygon", "coordinates": rings(place, frame)});
        (geometry, json!({"number": number}))
    }))
}

fn collection(features: impl Iterator<Item = (Value, Value)>) -> Value {
    let feature =
        |(geometry, properties)| json!({"type": "Feature", "geometry": geometry, "properties": properties});
    json!({"type": "FeatureCollection", "features": features.map(feature).collect::<Vec<_>>()})
}

fn rings(part: &Polygon<f64>, frame: &Frame) -> Value {
    let all = std::iter::once(part.exterior()).chain(part.interiors());
    all.map(|ring| places(ring, frame)).collect()
}

/// Degrees with seven decimals (1 cm).
fn places(line: &LineString<f64>, frame: &Frame) -> Value {
    let place = |corner: &Coord<f64>| {
        let place = frame.to_lonlat(Metres::from(*corner));
        json!([place.lon, place.lat].map(|degrees| (degrees * 1e7).round() / 1e7))
    };
    line.0.iter().map(place).collect()
}

//! The maps of what residents drew: bands, lines and the tiling, as GeoJSON in WGS84 degrees with seven decimals.

use super::reckon::Reckoned;
use geo::Area;
use geo_types::{LineString, MultiPolygon};
use serde_json::{Value, json};
use spatial::{
    Frame, Metres,
    consensus::SHARES,
    coverage::{Coverage, FLOOR, Tiled},
};

/// Bands by buurt: what at least 25, 50 and 75 % drew. Nothing where nobody agrees that far.
pub fn bands(reckoned: &Reckoned) -> String {
    let bands = reckoned.buurten.iter().flat_map(|buurt| {
        let shares = buurt.found.bands.iter().zip(SHARES);
        shares
            .filter(|(band, _)| !band.0.is_empty())
            .map(|(band, share)| {
                let properties = json!({
                    "buurt": buurt.name, "n": buurt.found.people, "share": (share * 100.0).round() as u32,
                });
                feature(&shape(&reckoned.frame, band), &properties)
            })
    });
    collection(bands.collect())
}

/// The shared lines by buurt, in pieces by how sharp they are.
pub fn lines(reckoned: &Reckoned) -> String {
    let lines = reckoned.buurten.iter().flat_map(|buurt| {
        buurt.found.pieces.iter().map(|piece| {
            let properties = json!({
                "buurt": buurt.name,
                "width_m": piece.width_m.round(),
                "margin": (piece.margin * 100.0).round() / 100.0,
                "confidence": piece.confidence.code(),
            });
            let line = json!({"type": "LineString", "coordinates": places(&reckoned.frame, &piece.line)});
            feature(&line, &properties)
        })
    });
    collection(lines.collect())
}

/// Buurten side by side, each place with the one that the largest share of its drawers gave it to; and what to know
/// about it.
///
/// # Errors
/// Drawings too far apart for one map.
pub fn tiling(reckoned: &Reckoned, cell_m: f64) -> Result<(String, Vec<String>), String> {
    let tiled = Coverage::from_layers(&reckoned.layers(cell_m), FLOOR, &[]);
    let tiled = tiled.map_err(|fault| format!("no tiling: {fault}; take larger cells with --cell"))?;
    let features = tiled.coverage.polygons().into_iter().map(|(name, face)| {
        let area = (face.unsigned_area() * 10.0).round() / 10.0;
        feature(
            &shape(&reckoned.frame, &face),
            &json!({"buurt": name, "area_m2": area}),
        )
    });
    Ok((collection(features.collect()), notices(&tiled)))
}

fn notices(tiled: &Tiled) -> Vec<String> {
    let missing = tiled
        .missing
        .iter()
        .map(|name| format!("{name}: no place of its own in the tiling"));
    let exclaves = tiled.exclaves.iter().map(|part| {
        let meanwhile = part
            .given_to
            .as_deref()
            .map_or("is left open".to_owned(), |name| format!("went to {name}"));
        format!(
            "{}: a part of {:.1} ha away from the rest {meanwhile}",
            part.code,
            part.area_m2 / 1e4
        )
    });
    missing.chain(exclaves).collect()
}

fn collection(features: Vec<Value>) -> String {
    let mut text = json!({"type": "FeatureCollection", "features": features}).to_string();
    text.push('\n');
    text
}

fn feature(geometry: &Value, properties: &Value) -> Value {
    json!({"type": "Feature", "properties": properties, "geometry": geometry})
}

fn shape(frame: &Frame, shape: &MultiPolygon<f64>) -> Value {
    let parts = shape.iter().map(|part| {
        let rings = std::iter::once(part.exterior()).chain(part.interiors());
        rings.map(|ring| places(frame, ring)).collect::<Vec<_>>()
    });
    match parts.collect::<Vec<_>>().as_slice() {
        [part] => json!({"type": "Polygon", "coordinates": part}),
        parts => json!({"type": "MultiPolygon", "coordinates": parts}),
    }
}

/// Degrees with seven decimals: a centimetre.
fn places(frame: &Frame, line: &LineString<f64>) -> Vec<[f64; 2]> {
    let digits = |degrees: f64| (degrees * 1e7).round() / 1e7;
    let place = |corner: &geo_types::Coord<f64>| {
        let place = frame.to_lonlat(Metres::from(*corner));
        [digits(place.lon), digits(place.lat)]
    };
    line.0.iter().map(place).collect()
}

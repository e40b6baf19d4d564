//! The street plan of the example, for the map under everything.

use super::district::{District, Point, StreetKind, district};
use crate::{house::House, http::Problem, people::Asker};
use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

fn area(kind: &str, ring: &[Point]) -> Value {
    json!({"type": "Feature", "properties": {"kind": kind}, "geometry": {"type": "Polygon", "coordinates": [ring]}})
}

fn plan(district: &District) -> Value {
    let mut features: Vec<Value> = district.green.iter().map(|ring| area("green", ring)).collect();
    features.extend(district.water.iter().map(|ring| area("water", ring)));
    features.extend(district.blocks.iter().map(|ring| area("block", ring)));
    features.extend(district.streets.iter().map(|street| {
        let kind = match street.kind {
            StreetKind::Main => "main_street",
            StreetKind::Side => "street",
            StreetKind::Path => "path",
        };
        json!({"type": "Feature", "properties": {"kind": kind, "name": street.name},
            "geometry": {"type": "LineString", "coordinates": street.line}})
    }));
    json!({"type": "FeatureCollection", "features": features})
}

/// The invented street plan; only where the example is served.
#[utoipa::path(get, path = "/api/ground", operation_id = "showGround", tag = "boundaries", responses(
    (status = 200, description = "GeoJSON: kind and name", body = Value),
    (status = 404, description = "This is no example", body = Problem),
))]
pub async fn door(State(house): State<House>, asker: Asker) -> Result<Response, Problem> {
    asker.somebody()?;
    if !house.config.example {
        return Err(Problem::not_found());
    }
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/geo+json"),
        ),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, max-age=3600"),
        ),
    ];
    Ok((headers, plan(&district()).to_string()).into_response())
}

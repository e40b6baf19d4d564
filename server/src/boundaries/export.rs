//! The borders in force on a day as a file that a municipality can load.

use super::{
    border::{Border, feature, in_force},
    day::read_day,
    store,
};
use crate::{
    house::{House, atlas::Buurt},
    http::{Problem, Query},
    people::Asker,
};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use geo::MapCoords;
use geo_types::{Coord, Geometry};
use serde_json::{Value, json};
use spatial::Frame;

/// In which coordinates.
#[derive(Clone, Copy, PartialEq)]
enum Crs {
    Wgs84,
    Rd,
}

impl Crs {
    fn word(self) -> &'static str {
        match self {
            Self::Wgs84 => "wgs84",
            Self::Rd => "rd",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Wgs84 => "urn:ogc:def:crs:OGC:1.3:CRS84",
            Self::Rd => "urn:ogc:def:crs:EPSG::28992",
        }
    }
}

/// A buurt with its geometry in RD metres, to the millimetre.
fn in_metres(buurt: &Buurt) -> Value {
    let rounded = |metres: f64| (metres * 1e3).round() / 1e3;
    let shape = Frame::Rd.project(&buurt.shape).map_coords(|corner| Coord {
        x: rounded(corner.x),
        y: rounded(corner.y),
    });
    let mut told = feature(buurt);
    let geometry = geojson::Geometry::from(&Geometry::MultiPolygon(shape));
    told["geometry"] = serde_json::to_value(geometry).unwrap_or_default();
    told
}

/// The file. Borders that residents adopted are free for all use; official ones keep the licence of who published them.
fn file(buurten: &[Buurt], day: &str, made: &str, crs: Crs) -> Value {
    let features: Vec<Value> = buurten
        .iter()
        .map(|buurt| {
            if crs == Crs::Rd {
                in_metres(buurt)
            } else {
                feature(buurt)
            }
        })
        .collect();
    let adopted = buurten.iter().filter(|buurt| buurt.kind == "adopted").count();
    let mut told = json!({
        "type": "FeatureCollection",
        "name": format!("buurten {day}"),
        "metadata": {
            "name": "Buurten", "source": "Buurtschouw", "date": day, "exported": made, "crs": crs.name(),
            "adopted": adopted, "official": buurten.len() - adopted,
            "licence": "adopted: CC0-1.0; official: as published by their source",
        },
    });
    // GeoJSON of today knows degrees only; readers of the older form find the plane here.
    if crs == Crs::Rd {
        told["crs"] = json!({"type": "name", "properties": {"name": crs.name()}});
    }
    told["features"] = features.into();
    told
}

/// All borders in force on a day, to be kept as a file.
#[utoipa::path(get, path = "/api/buurten/export", operation_id = "exportBuurten", tag = "boundaries", params(
    ("on" = Option<String>, Query, description = "YYYY-MM-DD, default today"),
    ("crs" = Option<String>, Query, description = "`wgs84` (default) or `rd` (EPSG:28992, Netherlands only)"),
), responses(
    (status = 200, description = "GeoJSON with `metadata`; in RD with a legacy `crs` member", body = Value,
        content_type = "application/geo+json"),
    (status = 422, description = "Every fault", body = Problem),
))]
pub async fn door(State(house): State<House>, asker: Asker, mut query: Query) -> Result<Response, Problem> {
    asker.somebody()?;
    let day = read_day(&mut query, "on").unwrap_or_else(|| house.today().to_string());
    let asked = query.text("crs").unwrap_or_else(|| Crs::Wgs84.word().into());
    let crs = [Crs::Wgs84, Crs::Rd].into_iter().find(|crs| crs.word() == asked);
    if crs.is_none() {
        query.fault("crs", "unknown_choice");
    }
    if crs == Some(Crs::Rd) && house.atlas.load().frame != Frame::Rd {
        query.fault("crs", "not_here");
    }
    query.done()?;
    let crs = crs.unwrap_or(Crs::Wgs84);
    let borders = in_force(store::all(&house.db).await?, &day);
    let made = house.today().to_string();
    let name = format!("attachment; filename=\"buurten-{day}-{}.geojson\"", crs.word());
    let told = house.reckon(move |_| {
        let buurten: Vec<Buurt> = borders.into_iter().filter_map(Border::buurt).collect();
        file(&buurten, &day, &made, crs).to_string()
    });
    let kind = (header::CONTENT_TYPE, "application/geo+json".to_owned());
    Ok(([kind, (header::CONTENT_DISPOSITION, name)], told.await?).into_response())
}

//! What lies in another buurt than before: places, areas and findings.

use super::{
    border::{Border, in_force},
    day::read_day,
    store,
};
use crate::{
    house::{
        House,
        register::{ECHO, Held, PERSONAL},
    },
    http::{Problem, Query},
    people::Asker,
};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use geo::{BoundingRect, MapCoords};
use geo_types::{Coord, Geometry, MultiPolygon};
use serde_json::{Value, json};
use spatial::{Frame, Lonlat, coverage::diff, index::Bounds, locate::Borders};
use std::collections::{BTreeMap, BTreeSet};

/// People of whom at least so many must be behind a figure.
const ENOUGH_PEOPLE: usize = 3;

/// Borders in degrees, by code.
pub type Shapes = Vec<(String, MultiPolygon<f64>)>;
/// From which buurt to which; `None` is outside all.
pub type Way = (Option<String>, Option<String>);

/// How many findings lie in another buurt by `after` than by `before`, per way. Personal ones count for nobody: a line may
/// be drawn around any place. Ways with fewer than 3 people behind them count none. Cost: the findings in the changed
/// buurten, some hundred ns each.
pub fn findings_moved(held: &Held, before: &Shapes, after: &Shapes) -> BTreeMap<Way, usize> {
    let Some(bounds) = changed_box(before, after) else {
        return BTreeMap::new();
    };
    let located = |shapes: &Shapes| {
        let own: Vec<MultiPolygon<f64>> = shapes.iter().map(|(_, shape)| shape.clone()).collect();
        Borders::new(&own)
    };
    let code = |shapes: &Shapes, place: Option<usize>| place.map(|place| shapes[place].0.clone());
    let (old, new) = (located(before), located(after));
    let mut ways: BTreeMap<Way, (usize, BTreeSet<u32>)> = BTreeMap::new();
    held.index.in_box(&bounds, |row, spot| {
        let sight = held.index.sight(row);
        if sight.flags & (ECHO | PERSONAL) != 0 {
            return;
        }
        let place: Lonlat = spot.lonlat();
        let way = (code(before, old.locate(place)), code(after, new.locate(place)));
        if way.0 != way.1 {
            let (count, people) = ways.entry(way).or_default();
            *count += 1;
            people.insert(sight.observer);
        }
    });
    ways.into_iter()
        .map(|(way, (count, people))| (way, if people.len() < ENOUGH_PEOPLE { 0 } else { count }))
        .collect()
}

/// The box around all shapes that are not in both.
fn changed_box(before: &Shapes, after: &Shapes) -> Option<Bounds> {
    let only = |one: &Shapes, other: &Shapes| -> Vec<_> {
        let changed = one.iter().filter(|shape| !other.contains(shape));
        changed.filter_map(|(_, shape)| shape.bounding_rect()).collect()
    };
    let boxes = [only(before, after), only(after, before)].concat();
    let (first, rest) = boxes.split_first()?;
    let mut bounds = Bounds {
        west: first.min().x,
        south: first.min().y,
        east: first.max().x,
        north: first.max().y,
    };
    for own in rest {
        bounds.west = bounds.west.min(own.min().x);
        bounds.south = bounds.south.min(own.min().y);
        bounds.east = bounds.east.max(own.max().x);
        bounds.north = bounds.north.max(own.max().y);
    }
    Some(bounds)
}

/// What changed hands, as GeoJSON, largest first: from, to, their names, area and findings.
pub fn differences(held: &Held, frame: &Frame, before: &Shapes, after: &Shapes, names: &Names) -> Value {
    let project = |shapes: &Shapes| -> Shapes {
        let own = |(code, shape): &(String, MultiPolygon<f64>)| (code.clone(), frame.project(shape));
        shapes.iter().map(own).collect()
    };
    let findings = findings_moved(held, before, after);
    let rows = diff(&project(before), &project(after)).into_iter().map(|moved| {
        let geometry = geojson::Geometry::from(&Geometry::MultiPolygon(degrees(frame, &moved.shape)));
        let name = |code: &Option<String>| code.as_ref().and_then(|code| names.get(code)).cloned();
        let (from_name, to_name) = (name(&moved.from), name(&moved.to));
        let way = (moved.from, moved.to);
        let count = findings.get(&way).copied().unwrap_or(0);
        json!({"type": "Feature", "geometry": geometry, "properties": {
            "from": way.0, "to": way.1, "from_name": from_name, "to_name": to_name,
            "area_m2": moved.area_m2.round(), "findings": count}})
    });
    json!({"type": "FeatureCollection", "features": rows.collect::<Vec<_>>()})
}

/// Names of buurten, by code.
pub type Names = BTreeMap<String, String>;

fn degrees(frame: &Frame, shape: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    shape.map_coords(|corner| {
        let place = frame.to_lonlat(corner.into());
        let kept = |degrees: f64| (degrees * 1e7).round() / 1e7;
        Coord {
            x: kept(place.lon),
            y: kept(place.lat),
        }
    })
}

/// As a GeoJSON answer.
pub fn answer(body: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/geo+json")], body.to_string()).into_response()
}

/// What changed hands between the borders in force on two days.
#[utoipa::path(get, path = "/api/buurten/differences", operation_id = "buurtDifferences", tag = "boundaries", params(
    ("from" = String, Query, description = "YYYY-MM-DD"),
    ("to" = String, Query, description = "YYYY-MM-DD"),
), responses(
    (status = 200, description = "GeoJSON, largest first: from, to (null is outside all), from_name, to_name, area_m2, \
        findings (0 when fewer than 3 people are behind them)", body = Value, content_type = "application/geo+json"),
    (status = 422, description = "Every fault", body = Problem),
))]
pub async fn door(State(house): State<House>, asker: Asker, mut query: Query) -> Result<Response, Problem> {
    asker.somebody()?;
    let days = ["from", "to"].map(|name| day(&mut query, name));
    query.done()?;
    let [Some(from), Some(to)] = days else {
        return Err(Problem::fault("?from", "missing"));
    };
    let all = store::all(&house.db).await?;
    let held = house.register.current().await;
    let told = house.reckon(move |house| {
        let mut names = Names::new();
        let mut shapes = |day: &str| -> Shapes {
            let own = in_force(all.clone(), day).into_iter().filter_map(Border::buurt);
            own.map(|buurt| {
                names.insert(buurt.code.clone(), buurt.name);
                (buurt.code, buurt.shape)
            })
            .collect()
        };
        let (before, after) = (shapes(&from), shapes(&to));
        differences(&held, &house.atlas.load().frame, &before, &after, &names)
    });
    Ok(answer(&told.await?))
}

/// A day of the query, that must be there.
fn day(query: &mut Query, name: &'static str) -> Option<String> {
    if query.text(name).is_none() {
        query.fault(name, "missing");
        return None;
    }
    read_day(query, name)
}

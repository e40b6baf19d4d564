//! All buurten.

use super::{
    border::{Border, collection, in_force},
    day::read_day,
    store,
};
use crate::{
    house::House,
    http::{Problem, Query},
    people::Asker,
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};

/// Its content type.
const GEOJSON: &str = "application/geo+json";

/// The borders in force on another day than today, as GeoJSON text.
async fn on_day(house: &House, day: &str) -> Result<String, Problem> {
    let borders = in_force(store::all(&house.db).await?, day);
    let buurten: Vec<_> = borders.into_iter().filter_map(Border::buurt).collect();
    Ok(collection(&buurten).to_string())
}

/// All buurten with the borders in force, unpaged.
#[utoipa::path(get, path = "/api/buurten", operation_id = "listBuurten", tag = "boundaries", params(
    ("on" = Option<String>, Query, description = "Borders in force on this day, YYYY-MM-DD; default today"),
), responses(
    (status = 200, description = "GeoJSON: code, name, kind, valid_from, area_m2; basemap (href, bytes, version) when there is one", body = serde_json::Value,
        content_type = "application/geo+json"),
    (status = 304, description = "You have it"),
    (status = 422, description = "Not a date", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    mut query: Query,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    asker.somebody()?;
    let day = read_day(&mut query, "on");
    query.done()?;
    if let Some(day) = day {
        let kind = [(header::CONTENT_TYPE, HeaderValue::from_static(GEOJSON))];
        return Ok((kind, on_day(&house, &day).await?).into_response());
    }
    let atlas = house.atlas.load();
    if atlas.tag.is_known_to(&headers) {
        return Ok(atlas.tag.not_modified());
    }
    Ok(atlas.tag.answer(GEOJSON, atlas.collection.clone()))
}

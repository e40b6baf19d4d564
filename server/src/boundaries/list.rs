//! All buurten.

use super::{
    border::{Border, collection, in_force},
    store,
};
use crate::{
    house::House,
    http::{Problem, Query},
    people::Asker,
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// The borders in force on another day than today, as GeoJSON text.
async fn on_day(house: &House, day: &str) -> Result<String, Problem> {
    let borders = in_force(store::all(&house.db).await?, day);
    let buurten: Vec<_> = borders.into_iter().filter_map(Border::buurt).collect();
    Ok(collection(&buurten).to_string())
}

fn geojson(body: impl IntoResponse) -> Response {
    let mut response = body.into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/geo+json"),
    );
    response
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
    let day = query.text("on");
    if day
        .as_ref()
        .is_some_and(|day| day.parse::<jiff::civil::Date>().is_err())
    {
        query.fault("on", "not_a_date");
    }
    query.done()?;
    if let Some(day) = day {
        return Ok(geojson(on_day(&house, &day).await?));
    }
    let atlas = house.atlas.load();
    let tag = HeaderValue::from_str(&atlas.etag).map_err(|error| Problem::broken(&error))?;
    let told = [
        (header::ETAG, tag.clone()),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-cache"),
        ),
    ];
    if headers.get(header::IF_NONE_MATCH) == Some(&tag) {
        return Ok((StatusCode::NOT_MODIFIED, told).into_response());
    }
    Ok((told, geojson(atlas.collection.clone())).into_response())
}

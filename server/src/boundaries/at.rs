//! Which buurt is this place in?

use super::border::feature;
use crate::{
    house::House,
    http::{Problem, Query},
    people::Asker,
};
use axum::{Json, extract::State, http::StatusCode};
use serde_json::Value;
use spatial::Lonlat;

/// The one buurt at a place, also exactly on a shared edge.
#[utoipa::path(get, path = "/api/buurten/at", operation_id = "buurtAt", tag = "boundaries", params(
    ("lon" = f64, Query, description = "Degrees east"),
    ("lat" = f64, Query, description = "Degrees north"),
), responses(
    (status = 200, description = "The buurt as a GeoJSON feature", body = Value),
    (status = 404, description = "`outside` all buurten", body = Problem),
    (status = 422, description = "Every fault", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    mut query: Query,
) -> Result<Json<Value>, Problem> {
    asker.somebody()?;
    let lon = query.required_number("lon", -180.0, 180.0);
    let lat = query.required_number("lat", -90.0, 90.0);
    query.done()?;
    let (Some(lon), Some(lat)) = (lon, lat) else {
        return Err(Problem::fault("?lon", "missing"));
    };
    let atlas = house.atlas.load();
    let found = atlas.at(Lonlat { lon, lat });
    found.map(|buurt| Json(feature(buurt))).ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "outside",
            "This place lies in none of our buurten.",
        )
    })
}

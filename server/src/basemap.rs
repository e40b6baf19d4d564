//! Gives out the base map, whole or by ranges.

use crate::{
    house::{House, basemap},
    http::Problem,
    people::Asker,
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
    response::IntoResponse,
};
use std::{io, path::Path};

/// The base map: a PMTiles archive of vector tiles, whole or by ranges.
#[utoipa::path(get, path = "/basemap.pmtiles", operation_id = "showBasemap", tag = "boundaries", params(
    ("range" = Option<String>, Header, description = "One range: bytes=FIRST-LAST"),
    ("if-range" = Option<String>, Header, description = "The range only of this ETag, else the whole"),
), responses(
    (status = 200, description = "The whole file", body = Vec<u8>, content_type = "application/vnd.pmtiles"),
    (status = 206, description = "The asked range", body = Vec<u8>, content_type = "application/vnd.pmtiles"),
    (status = 304, description = "You have it"),
    (status = 401, description = "Nobody", body = Problem),
    (status = 404, description = "There is no base map", body = Problem),
    (status = 416, description = "No such range; content-range tells the size", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    request: Request,
) -> Result<Response<Body>, Problem> {
    asker.somebody()?;
    let path = house.config.basemap.as_deref().ok_or_else(Problem::not_found)?;
    let answer = answer(path, request.map(|_| Body::empty())).await;
    let mut answer = answer.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Problem::not_found(),
        _ => Problem::broken(&error),
    })?;
    if answer.status() == StatusCode::RANGE_NOT_SATISFIABLE {
        answer = no_such_range(answer.headers());
    }
    let kept = HeaderValue::from_static("private, max-age=3600");
    answer.headers_mut().insert(header::CACHE_CONTROL, kept);
    Ok(answer)
}

/// The file's answer. A range of another version than the caller holds would not fit: then it is the whole.
async fn answer(path: &Path, request: Request) -> io::Result<Response<Body>> {
    let mut whole = Request::new(Body::empty());
    *whole.method_mut() = request.method().clone();
    *whole.headers_mut() = request.headers().clone();
    whole.headers_mut().remove(header::RANGE);
    let held = request.headers().get(header::IF_RANGE).cloned();
    let answer = basemap::serve(path, request).await?;
    let is_range = matches!(
        answer.status(),
        StatusCode::PARTIAL_CONTENT | StatusCode::RANGE_NOT_SATISFIABLE
    );
    let fits = held.is_none_or(|held| {
        let is_now = |name| answer.headers().get(name) == Some(&held);
        is_now(header::ETAG) || is_now(header::LAST_MODIFIED)
    });
    if is_range && !fits {
        return basemap::serve(path, whole).await;
    }
    Ok(answer)
}

/// A problem that tells the size, from the bare answer.
fn no_such_range(bare: &HeaderMap) -> Response<Body> {
    let text = "This range is not in the file. One range of bytes is given at a time.";
    let problem = Problem::new(StatusCode::RANGE_NOT_SATISFIABLE, "no_such_range", text);
    let mut answer = problem.into_response();
    for name in [header::CONTENT_RANGE, header::ACCEPT_RANGES, header::ETAG] {
        if let Some(value) = bare.get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    answer
}

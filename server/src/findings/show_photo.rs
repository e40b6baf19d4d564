//! Shows a photo. A photo is seen through its finding: whoever may see the one may see the other.

use super::store;
use crate::{
    house::House,
    http::{Problem, Segments, members::read_id},
    people::Asker,
    photos,
};
use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use uuid::Uuid;

/// The name of the bytes of a photo's variant, if the asker may see it.
pub async fn find(house: &House, asker: &Asker, id: Uuid, small: bool) -> Result<String, Problem> {
    let photo = photos::store::by_id(&house.db, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    if photo.withdrawn_at.is_some() {
        return Err(Problem::not_found());
    }
    let mine = asker.id() == Some(photo.person_id);
    let seen = mine || {
        let findings = store::of_photo(&house.db, id, photo.person_id).await?;
        findings.iter().any(|finding| finding.is_seen_by(asker, house))
    };
    if !seen {
        return Err(Problem::not_found());
    }
    Ok(if small { photo.small } else { photo.large })
}

/// A photo, clean and upright, at most 1600 or 320 px.
#[utoipa::path(get, path = "/api/photos/{id}/{size}", operation_id = "showPhoto", tag = "photos", params(
    ("id" = Uuid, Path, description = "The photo"),
    ("size" = String, Path, description = "1600 or 320"),
), responses(
    (status = 200, description = "JPEG without metadata", body = Vec<u8>, content_type = "image/jpeg"),
    (status = 304, description = "You have it"),
    (status = 404, description = "Not here, or not for you", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments((id, size)): Segments<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asker = asker.somebody()?;
    let small = match size.as_str() {
        "320" => true,
        "1600" => false,
        _ => return Err(Problem::not_found()),
    };
    let id = read_id(&id).ok_or_else(Problem::not_found)?;
    let name = find(&house, &asker, id, small).await?;
    let tag = HeaderValue::from_str(&format!("\"{name}\"")).map_err(|error| Problem::broken(&error))?;
    if headers.get(header::IF_NONE_MATCH) == Some(&tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let bytes: Bytes = house.objects.read(&name).await?.ok_or_else(Problem::not_found)?;
    let mut response = bytes.into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    out.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("inline; filename=\"photo.jpg\""),
    );
    // Private: a phone may keep it, but must ask again whether it may still be seen.
    out.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    out.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox"),
    );
    out.insert(header::ETAG, tag);
    Ok(response)
}

//! Takes in a photo: checks its hash, makes it upright, small and clean, keeps it.

use super::{
    develop::{Developed, develop},
    erase,
    photo::{Photo, PhotoReceipt},
    store,
};
use crate::{
    house::House,
    http::{
        Problem, Segments,
        body::{PHOTO_LIMIT, read_limited},
        limits::Pace,
        members::path_id,
    },
    people::Asker,
    store::outbox::{self, Happening},
};
use axum::{
    Json,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, StatusCode, header},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::{sync::Arc, time::Duration};
use tokio::{sync::OwnedSemaphorePermit, time::timeout};
use uuid::Uuid;

/// How long a photo waits for room before its phone is asked to come again.
const PATIENCE: Duration = Duration::from_secs(10);

/// Keeps a photo under the id its phone made. The same bytes again are harmless (`false`); other bytes are a conflict.
pub async fn receive(
    house: &House,
    person: Uuid,
    id: Uuid,
    bytes: Bytes,
    sort: Option<String>,
) -> Result<(Photo, bool), Problem> {
    let sha256 = Sha256::digest(&bytes).to_vec();
    if let Some(kept) = store::by_id(&house.db, id).await? {
        return same(kept, person, &sha256).map(|photo| (photo, false));
    }
    own_finding(house, person, id).await?;
    let developed = in_the_darkroom(house, bytes, sort).await?;
    // From keeping the bytes to keeping the row, no eraser may take equal bytes off the shelf.
    let shelf = house.shelf.read().await;
    let photo = Photo {
        id,
        person_id: person,
        sha256,
        width: developed.width.into(),
        height: developed.height.into(),
        large: house.objects.keep(developed.large.into()).await?,
        small: house.objects.keep(developed.small.into()).await?,
        received_at: house.clock.now_ms(),
        withdrawn_at: None,
    };
    let mut tx = house.db.begin().await?;
    if store::insert(&mut tx, &photo).await? {
        let seq = outbox::append(&mut tx, Happening::PhotoStored, id, photo.received_at).await?;
        tx.commit().await?;
        house.register.promise(seq);
        return Ok((photo, true));
    }
    // Another request with this id was first.
    let kept = store::by_id_in(&mut tx, id)
        .await?
        .ok_or_else(Problem::conflict)?;
    // What was read may share a commit that is still to come.
    tx.commit().await?;
    drop(shelf);
    if kept.withdrawn_at.is_some() {
        // Taken back while it was developed: what was put on the shelf for it is nobody's.
        erase::unused(house, [&photo.large, &photo.small]).await?;
    }
    same(kept, person, &photo.sha256).map(|kept| (kept, false))
}

/// Refuses a photo that findings of others name and none of its sender does: it would be shown with neither, and its
/// phone would take it for kept. That happens when a phone became somebody else between text and photo.
async fn own_finding(house: &House, person: Uuid, id: Uuid) -> Result<(), Problem> {
    let people = store::named_by(&house.db, id).await?;
    if people.is_empty() || people.contains(&person) {
        return Ok(());
    }
    let detail = "Its finding is somebody else's. Keep the photo: who recorded it can send it.";
    Err(Problem::new(StatusCode::FORBIDDEN, "not_your_finding", detail))
}

fn same(kept: Photo, person: Uuid, sha256: &[u8]) -> Result<Photo, Problem> {
    if kept.person_id != person {
        return Err(Problem::conflict());
    }
    if kept.withdrawn_at.is_some() {
        return Err(Problem::withdrawn());
    }
    if kept.sha256 != sha256 {
        return Err(Problem::conflict());
    }
    Ok(kept)
}

/// Developing costs up to 160 MiB and a core: as many at once as the darkroom holds, off the threads that answer.
async fn in_the_darkroom(house: &House, bytes: Bytes, sort: Option<String>) -> Result<Developed, Problem> {
    let place = Arc::clone(&house.darkroom)
        .acquire_owned()
        .await
        .map_err(|error| Problem::broken(&error))?;
    let developed = tokio::task::spawn_blocking(move || {
        let developed = develop(&bytes, sort.as_deref());
        // Held here, so that a phone that hangs up does not free a place that is still in use.
        drop(place);
        developed
    });
    let developed = developed.await;
    let developed = developed.map_err(|error| Problem::broken(&error))?;
    developed.map_err(|fault| {
        let status = if fault.is_media() {
            StatusCode::UNSUPPORTED_MEDIA_TYPE
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        Problem::new(status, fault.code(), fault.to_string())
    })
}

/// The SHA-256 that the sender promises (RFC 9530), or 422 `digest`.
fn promised(headers: &HeaderMap) -> Result<Vec<u8>, Problem> {
    let refuse = || {
        let text = "Send Content-Digest: sha-256=:BASE64:, the SHA-256 of the bytes (RFC 9530).";
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "digest", text)
    };
    let text = headers
        .get("content-digest")
        .and_then(|value| value.to_str().ok())
        .ok_or_else(refuse)?;
    let ours = text
        .split(',')
        .filter_map(|part| part.trim().strip_prefix("sha-256=:"))
        .next();
    let encoded = ours.and_then(|rest| rest.strip_suffix(':')).ok_or_else(refuse)?;
    STANDARD.decode(encoded).map_err(|_| refuse())
}

/// The `Content-Type` that must come along.
fn media_type(headers: &HeaderMap) -> Result<String, Problem> {
    let sort = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    sort.map(str::to_owned).ok_or_else(|| {
        let text = "Send Content-Type: image/jpeg, image/png or image/webp.";
        Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media", text)
    })
}

/// How much room a body may take, in MiB; all of the limit when its sender does not say. The header is asked and not
/// the body, which forgets its length behind the layers of the house.
fn mebibytes(headers: &HeaderMap) -> u32 {
    let told = headers.get(header::CONTENT_LENGTH);
    let told = told.and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let most = told.unwrap_or(u64::MAX).min(PHOTO_LIMIT as u64);
    u32::try_from(most.div_ceil(1 << 20)).unwrap_or(15).max(1)
}

/// Room for a whole body. Fifteen phones at once wait for each other; what takes longer comes again by itself.
async fn room(house: &House, headers: &HeaderMap) -> Result<OwnedSemaphorePermit, Problem> {
    let free = Arc::clone(&house.intake).acquire_many_owned(mebibytes(headers));
    let busy = || Problem::busy("Many photos are coming in. Send it again in a moment.", 5);
    let free = timeout(PATIENCE, free).await.map_err(|_| busy())?;
    free.map_err(|error| Problem::broken(&error))
}

/// Takes in a photo.
#[utoipa::path(put, path = "/api/photos/{id}", operation_id = "sendPhoto", tag = "photos", params(
    ("id" = Uuid, Path, description = "UUIDv7 made by the phone"),
    ("Content-Digest" = String, Header, description = "sha-256=:BASE64: (RFC 9530)"),
), request_body(content = Vec<u8>, content_type = "image/jpeg"), responses(
    (status = 201, description = "Kept", body = PhotoReceipt),
    (status = 200, description = "It was here already", body = PhotoReceipt),
    (status = 403, description = "`not_your_finding`: somebody else's finding names it. Keep the bytes", body = Problem),
    (status = 409, description = "The id holds other bytes", body = Problem),
    (status = 410, description = "Its finding was withdrawn", body = Problem),
    (status = 413, description = "Over 15 MiB", body = Problem),
    (status = 415, description = "No JPEG, PNG or WebP", body = Problem),
    (status = 422, description = "digest, truncated, too_many_pixels, not_decodable", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments(id): Segments<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<PhotoReceipt>), Problem> {
    let person = asker.somebody()?.id().unwrap_or_default();
    house.limits.count(person, Pace::Photo)?;
    let id = path_id(&id)?;
    let promised = promised(&headers)?;
    let sort = media_type(&headers)?;
    // Room for the whole body before its first byte is read: many slow photos must not fill the memory.
    let _in_hand = house.limits.take_in_hand(person)?;
    let _room = room(&house, &headers).await?;
    let bytes = read_limited(body, PHOTO_LIMIT).await?;
    if Sha256::digest(&bytes).as_slice() != promised {
        let text = "The bytes that came are not those that were promised. Send them again.";
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "digest", text));
    }
    let (photo, new) = receive(&house, person, id, bytes, Some(sort)).await?;
    Ok((
        if new { StatusCode::CREATED } else { StatusCode::OK },
        Json(photo.receipt()),
    ))
}

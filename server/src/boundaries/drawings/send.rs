//! Takes in the border that a resident drew.

use super::{
    body,
    drawing::{Drawing, DrawingView},
    geometry,
    new_drawing::{self, NewDrawing, Reading},
    store,
};
use crate::{
    boundaries::consensus::{shown::in_sight, store::how_many},
    house::House,
    http::{Problem, Segments, canonical::canonical, limits::Pace, members::path_id},
    people::Asker,
    store::outbox::{self, Happening},
};
use axum::{
    Json,
    extract::{Request, State},
    http::StatusCode,
};
use geo::Area;
use serde_json::Value;
use sha2::{Digest, Sha256};
use spatial::drawing::Checked;
use uuid::Uuid;

/// A drawing that is in, and whether this request put it there.
pub struct Sent {
    /// The drawing.
    pub drawing: Drawing,
    /// False when the same members were here already.
    pub new: bool,
}

/// Takes in a drawing under the id that the phone made. When there is nothing to ask it counts at once, in the place of
/// an earlier one of the same person and buurt.
///
/// The same members again change nothing; other members are a conflict, also when the id belongs to somebody else; a
/// withdrawn id is gone.
pub async fn send(house: &House, person: Uuid, id: Uuid, body: &Value) -> Result<Sent, Problem> {
    let sent = Sha256::digest(canonical(body)).to_vec();
    if let Some(kept) = store::by_id(&house.db, id).await? {
        return same(kept, person, &sent);
    }
    let mut reading = new_drawing::read(body, &house.atlas.load());
    let usual = usual_area(house, reading.buurt.as_deref()).await?;
    let judged = new_drawing::judge(house, &mut reading, usual).await?;
    let drawing = made(house, id, person, reading, &judged, sent)?;
    let mut tx = house.db.begin().await?;
    // Drawings of one person come one after the other: one of them counts.
    outbox::take_turn(&mut tx).await?;
    if let Some(kept) = store::by_id_in(&mut tx, id).await? {
        // What was read may share a commit that is still to come.
        tx.commit().await?;
        return same(kept, person, &drawing.sent);
    }
    store::replace(&mut tx, &drawing).await?;
    store::insert(&mut tx, &drawing).await?;
    outbox::append(&mut tx, Happening::DrawingSent, id, drawing.drawn_at).await?;
    tx.commit().await?;
    Ok(Sent { drawing, new: true })
}

fn same(kept: Drawing, person: Uuid, sent: &[u8]) -> Result<Sent, Problem> {
    if kept.person_id != person {
        return Err(Problem::conflict());
    }
    if kept.withdrawn_at.is_some() {
        return Err(Problem::withdrawn());
    }
    if kept.sent != sent {
        return Err(Problem::conflict());
    }
    Ok(Sent {
        drawing: kept,
        new: false,
    })
}

/// The area of what at least half drew, as it was published, square metres. What others draw now is no measure: by
/// trying one size after the other anybody would find out about it.
async fn usual_area(house: &House, buurt: Option<&str>) -> Result<Option<f64>, Problem> {
    let Some(buurt) = buurt else { return Ok(None) };
    let drawn = how_many(&house.db, buurt).await?;
    let (published, _) = in_sight(house, buurt, drawn).await?;
    let half = published.and_then(|made| made.half(&house.atlas.load().frame));
    Ok(half.map(|half| half.unsigned_area()).filter(|area| *area > 0.0))
}

fn made(
    house: &House,
    id: Uuid,
    person: Uuid,
    reading: Reading,
    judged: &Checked,
    sent: Vec<u8>,
) -> Result<Drawing, Problem> {
    let (Some(buurt), Some(ring)) = (reading.buurt, &judged.ring) else {
        return Err(Problem::fault("", "missing"));
    };
    let now = house.clock.now_ms();
    Ok(Drawing {
        id,
        person_id: person,
        buurt,
        geometry: geometry::text(ring),
        area_m2: judged.area_m2,
        relation: reading.relation.map(str::to_owned),
        years: reading.years,
        repaired: judged.repaired.join(","),
        warnings: judged.warnings.join(","),
        sent,
        drawn_at: now,
        confirmed_at: (!judged.needs_confirmation()).then_some(now),
        replaced_at: None,
        withdrawn_at: None,
    })
}

/// Takes in a drawing. Nobody but its maker ever sees it; what many drew together is published from ten on.
#[utoipa::path(put, path = "/api/drawings/{id}", operation_id = "sendDrawing", tag = "boundaries", params(
    ("id" = Uuid, Path, description = "UUIDv7 made by the phone"),
), request_body = NewDrawing, responses(
    (status = 201, description = "Taken in; when `needs_confirmation`, it counts after that", body = DrawingView),
    (status = 200, description = "The same members were here already", body = DrawingView),
    (status = 400, description = "Malformed JSON or id", body = Problem),
    (status = 401, description = "Nobody", body = Problem),
    (status = 409, description = "The id holds other members", body = Problem),
    (status = 410, description = "Withdrawn", body = Problem),
    (status = 413, description = "Over 2 MiB", body = Problem),
    (status = 422, description = "Every fault with its place, in Dutch and English", body = Problem),
    (status = 429, description = "Over 60 a minute", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments(id): Segments<String>,
    request: Request,
) -> Result<(StatusCode, Json<DrawingView>), Problem> {
    let person = asker.somebody()?.id().unwrap_or_default();
    house.limits.count(person, Pace::Drawing)?;
    let id = path_id(&id)?;
    let sent = send(&house, person, id, &body::read(request).await?).await?;
    let status = if sent.new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(sent.drawing.view())))
}

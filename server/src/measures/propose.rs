//! Proposes a measure.

use super::{
    evidence::{self, Evidence},
    gate,
    measure::{Measure, MeasureView, PROPOSED},
    new_measure::{self, NewMeasure, Reading},
    place::Place,
    store,
};
use crate::{
    hotspots::{
        near::{NEAR_M, metres},
        question::Question,
    },
    house::House,
    http::{Fault, Problem, Received, canonical::canonical},
    people::{Asker, Deed},
    store::outbox::{self, Happening},
};
use axum::{Json, extract::State, http::StatusCode};
use geo::{BoundingRect, Distance, Euclidean};
use geo_types::Geometry;
use serde_json::Value;
use spatial::{Frame, Lonlat};
use uuid::Uuid;

/// A measure that is in, and whether this request put it there.
pub struct Proposed {
    /// The measure.
    pub measure: Measure,
    /// False when the same body was here already.
    pub new: bool,
}

/// The figures of a proposal: as every walker may count them, and as its maker may when that is more.
#[derive(Default)]
struct Figures {
    hotspot: Option<String>,
    open: Option<String>,
    full: Option<String>,
    lacks: Vec<Fault>,
}

/// Proposes a measure under the id that the phone made, with the figures of this moment.
///
/// The same members again change nothing; other members are a conflict, also when the id belongs to somebody else; a
/// withdrawn id is gone. What was sent before is looked up first: figures and borders may have changed since. The body
/// is judged next, every fault at once, and only then its figures are reckoned and judged.
pub async fn propose(house: &House, asker: &Asker, id: Uuid, body: &Value) -> Result<Proposed, Problem> {
    let person = asker.id().ok_or_else(Problem::unknown_asker)?;
    let sent = canonical(body);
    if let Some((kept, before)) = store::by_id_with_body(&house.db, id).await? {
        return same(kept, &before, person, &sent);
    }
    let reading = new_measure::read(body, house);
    if reading.gated && !gate::may_propose(asker) {
        return Err(not_your_role());
    }
    // Reckoning takes a core for a while: not for a body that is refused anyway.
    if !reading.faults.is_empty() {
        return Err(Problem::faulty(reading.faults));
    }
    let figures = figures(house, asker, &reading).await?;
    let measure = judged(house, id, person, reading, figures)?;
    let mut tx = house.db.begin().await?;
    if store::insert(&mut tx, &measure, &sent).await? {
        outbox::append(&mut tx, Happening::MeasureProposed, id, measure.proposed_at).await?;
        tx.commit().await?;
        return Ok(Proposed { measure, new: true });
    }
    // Another request with this id was first.
    let (kept, before) = store::by_id_in(&mut tx, id)
        .await?
        .ok_or_else(Problem::conflict)?;
    // What was read may share a commit that is still to come.
    tx.commit().await?;
    same(kept, &before, person, &sent)
}

fn same(kept: Measure, before: &str, person: Uuid, sent: &str) -> Result<Proposed, Problem> {
    if kept.person_id != person {
        return Err(Problem::conflict());
    }
    if kept.withdrawn_at.is_some() {
        return Err(Problem::withdrawn());
    }
    if before != sent {
        return Err(Problem::conflict());
    }
    Ok(Proposed {
        measure: kept,
        new: false,
    })
}

fn not_your_role() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "role",
        "Only the committee with a wijknetwerker proposes this.",
    )
}

async fn figures(house: &House, asker: &Asker, reading: &Reading) -> Result<Figures, Problem> {
    match (&reading.hotspot, &reading.place) {
        (Some(hotspot), _) => of_hotspot(house, asker, reading, hotspot).await,
        (None, Some(place)) => around(house, asker, &reading.question, place).await,
        (None, None) => Ok(Figures::default()),
    }
}

async fn of_hotspot(house: &House, asker: &Asker, reading: &Reading, id: &str) -> Result<Figures, Problem> {
    let (question, place) = (&reading.question, reading.place.as_ref());
    let Some(own) = evidence::of_hotspot(house, asker, question, id).await? else {
        return Ok(Figures {
            lacks: vec![Fault::new("/hotspot", "unknown_hotspot")],
            ..Figures::default()
        });
    };
    let mut lacks = if reading.gated {
        gate::lacks(&own.evidence)
    } else {
        Vec::new()
    };
    if place.is_some_and(|place| !is_near(&place.shape, &own.shape)) {
        lacks.push(Fault::new("/place", "not_at_hotspot"));
    }
    let own_text = text(&own.evidence)?;
    let (id, open, full) = if is_staff(asker) {
        let open = evidence::of_hotspot(house, &evidence::any_walker(), question, &own.id).await?;
        match open {
            Some(open) => (open.id, Some(text(&open.evidence)?), Some(own_text)),
            None => (own.id, None, Some(own_text)),
        }
    } else {
        (own.id, Some(own_text), None)
    };
    Ok(Figures {
        hotspot: Some(id),
        open,
        full,
        lacks,
    })
}

async fn around(
    house: &House,
    asker: &Asker,
    question: &Question,
    place: &Place,
) -> Result<Figures, Problem> {
    // For staff only: who may put a pin anywhere, and gets figures for it, finds single findings by comparing pins.
    let counts = if is_staff(asker) {
        asker.clone()
    } else {
        evidence::any_walker()
    };
    Ok(Figures {
        full: Some(text(
            &evidence::around(house, counts, question.clone(), place).await?,
        )?),
        ..Figures::default()
    })
}

/// Does a place lie at most 50 m from a hotspot?
fn is_near(place: &Geometry, hotspot: &Geometry) -> bool {
    let corner = place.bounding_rect().map(|bounds| bounds.min());
    let frame = corner.map(|corner| Frame::for_place(Lonlat::new(corner.x, corner.y)));
    frame.is_some_and(|frame| {
        let away = Euclidean.distance(&metres(&frame, place), &metres(&frame, hotspot));
        away <= NEAR_M
    })
}

fn is_staff(asker: &Asker) -> bool {
    matches!(asker, Asker::Staff { .. })
}

fn text(evidence: &Evidence) -> Result<String, Problem> {
    serde_json::to_string(evidence).map_err(|error| Problem::broken(&error))
}

/// The measure, or every fault of its figures.
fn judged(
    house: &House,
    id: Uuid,
    person: Uuid,
    reading: Reading,
    figures: Figures,
) -> Result<Measure, Problem> {
    if !figures.lacks.is_empty() {
        return Err(Problem::faulty(figures.lacks));
    }
    let (Some((kind, rung)), Some(place), Some(why)) = (reading.kind, reading.place, reading.why) else {
        return Err(Problem::fault("", "missing"));
    };
    let bounds = place
        .shape
        .bounding_rect()
        .ok_or_else(|| Problem::fault("/place", "empty"))?;
    let atlas = house.atlas.load();
    let buurt = place.middle().and_then(|middle| atlas.at(middle));
    Ok(Measure {
        id,
        person_id: person,
        kind,
        rung: rung.into(),
        state: PROPOSED.into(),
        place: place.geojson.to_string(),
        west: bounds.min().x,
        south: bounds.min().y,
        east: bounds.max().x,
        north: bounds.max().y,
        buurt: buurt.map(|buurt| buurt.code.clone()),
        why,
        hotspot: figures.hotspot,
        gate: reading.gate.map(|gate| gate.to_string()),
        evidence: figures.open,
        full_evidence: figures.full,
        proposed_at: house.clock.now_ms(),
        reviewed_at: None,
        withdrawn_at: None,
    })
}

/// Proposes a measure. A last resort such as a camera needs every member of its gate, and a role that may.
#[utoipa::path(put, path = "/api/measures/{id}", operation_id = "proposeMeasure", tag = "measures", params(
    ("id" = Uuid, Path, description = "UUIDv7 made by the phone"),
), request_body = NewMeasure, responses(
    (status = 201, description = "Proposed, its figures frozen", body = MeasureView),
    (status = 200, description = "The same members were here already", body = MeasureView),
    (status = 400, description = "Malformed JSON or id", body = Problem),
    (status = 401, description = "Nobody", body = Problem),
    (status = 403, description = "Not for this role (`role`)", body = Problem),
    (status = 409, description = "The id holds other members", body = Problem),
    (status = 410, description = "Withdrawn", body = Problem),
    (status = 413, description = "Over 64 KiB", body = Problem),
    (status = 422, description = "Every fault with its place", body = Problem),
    (status = 429, description = "Too many a minute", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    Deed {
        asker, ids: id, body, ..
    }: Deed<Uuid, Received>,
) -> Result<(StatusCode, Json<MeasureView>), Problem> {
    let proposed = propose(&house, &asker, id, &body.value).await?;
    let status = if proposed.new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(proposed.measure.view(&asker, &house.catalogue))))
}

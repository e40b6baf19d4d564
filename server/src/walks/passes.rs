//! Where people walked: cells of 25 m, by consent, without times and without a name. The track itself never leaves the
//! phone.

use super::{
    standing::standing,
    store,
    walked::{pack, unpack},
};
use crate::{
    house::{House, atlas::Atlas, plane},
    http::{LongBody, Members, Problem, limits::Pace, members::path_id, path::Segments},
    people::{Asker, asker::Mark},
    store::outbox::{self, Happening},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use serde_json::Value;
use spatial::{Cell, Lonlat};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// Most cells of one person on one walk: 12.5 square kilometres.
const MOST: usize = 20_000;
/// Staff who did not walk along are told where only when so many told it: fewer would be somebody's evening.
const FEWEST: usize = 3;
/// Cells further out than this lie on no plane of ours: 25,000 km.
const FURTHEST: i64 = 1_000_000;

/// Cells of the study grid: `[ix, iy]` of the plane that `GET /api/frame` names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Passes {
    /// In order of `iy`, then `ix`; each once.
    pub cells: Vec<[i32; 2]>,
}

fn cell(value: &Value) -> Result<Cell, &'static str> {
    let pair = value
        .as_array()
        .filter(|pair| pair.len() == 2)
        .ok_or("not_a_cell")?;
    let part = |value: &Value| {
        let number = value.as_i64().filter(|number| number.abs() <= FURTHEST)?;
        i32::try_from(number).ok()
    };
    match (part(&pair[0]), part(&pair[1])) {
        (Some(ix), Some(iy)) => Ok(Cell::new(ix, iy)),
        _ => Err("not_a_cell"),
    }
}

/// The south-west and north-east cell of the area in which findings are taken; `None` without borders.
fn corners(atlas: &Atlas) -> Option<(Cell, Cell)> {
    if atlas.buurten.is_empty() {
        return None;
    }
    let bounds = atlas.bounds();
    let sides = [(bounds.west, bounds.south), (bounds.east, bounds.north)];
    let turned = [(bounds.west, bounds.north), (bounds.east, bounds.south)];
    let at = |(lon, lat)| Cell::at(atlas.frame.to_metres(Lonlat::new(lon, lat)));
    let cells = || sides.into_iter().chain(turned).map(at);
    let west = cells().map(|cell| cell.ix).min()?;
    let south = cells().map(|cell| cell.iy).min()?;
    let east = cells().map(|cell| cell.ix).max()?;
    let north = cells().map(|cell| cell.iy).max()?;
    Some((Cell::new(west, south), Cell::new(east, north)))
}

/// What somebody tells of where they walked.
#[derive(Debug, Clone, PartialEq, Eq, ToSchema)]
pub struct KeepPasses {
    /// `[ix, iy]` of the plane that `GET /api/frame` names. At most 20,000; those far from all borders are dropped.
    #[schema(value_type = Vec<[i32; 2]>)]
    pub cells: Vec<Cell>,
    /// `plane` of `GET /api/frame`, as it was when the cells were counted. Another one than today's is refused with
    /// `other_plane`: its cells are other places. Without it the cells are taken to be of today's plane.
    pub plane: Option<String>,
}

impl KeepPasses {
    fn read(body: &Value) -> Result<Self, Problem> {
        let mut members = Members::of(body, "");
        let cells = members.list("cells", MOST, cell);
        let cells = members.required("cells", cells);
        let plane = members.text("plane", 64);
        members.done()?;
        Ok(Self {
            cells: cells.unwrap_or_default(),
            plane,
        })
    }
}

/// Keeps the cells that the asker walked, instead of those sent before; none takes them back. Cells outside the area in
/// which findings are taken (5 km around the borders) are dropped: nothing is ever counted there.
pub async fn keep(
    house: &House,
    asker: &Asker,
    mark: &Mark,
    walk: Uuid,
    told: KeepPasses,
) -> Result<(), Problem> {
    if standing(house, asker, walk).await?.seat.is_none() {
        return Err(Problem::not_for_you("You have not joined this walk."));
    }
    let atlas = house.atlas.load();
    let frame = plane::word(&atlas.frame);
    let mut cells = told.cells;
    // None at all are none on any plane: taking back always goes.
    if !cells.is_empty() && told.plane.is_some_and(|plane| plane != frame) {
        return Err(Problem::fault("/plane", "other_plane"));
    }
    cells.sort_unstable_by_key(|cell| (cell.iy, cell.ix));
    cells.dedup();
    if let Some((low, high)) = corners(&atlas) {
        cells.retain(|cell| (low.ix..=high.ix).contains(&cell.ix) && (low.iy..=high.iy).contains(&cell.iy));
    }
    let now = house.clock.now_ms();
    let mut tx = house.db.begin().await?;
    store::put_passes(&mut tx, walk, &mark.on(walk), &frame, &pack(&cells)).await?;
    outbox::append(&mut tx, Happening::WalkPassed, walk, now).await?;
    Ok(tx.commit().await?)
}

/// The cells that anybody walked on a walk, on today's plane. To those who walked along; to its staff when at least three
/// people told theirs, else none.
pub async fn show(house: &House, asker: &Asker, walk: Uuid) -> Result<Passes, Problem> {
    let along = standing(house, asker, walk).await?.seat.is_some();
    let today = plane::word(&house.atlas.load().frame);
    let mut told = store::passes_of(&house.db, walk).await?;
    told.retain(|(frame, _)| *frame == today);
    if !along && told.len() < FEWEST {
        told.clear();
    }
    let mut cells = BTreeSet::new();
    for (_, packed) in told {
        cells.extend(unpack(&packed).map(|cell| (cell.iy, cell.ix)));
    }
    Ok(Passes {
        cells: cells.into_iter().map(|(iy, ix)| [ix, iy]).collect(),
    })
}

/// Tells which cells you walked. Sending again replaces what you sent before; an empty list takes it back.
#[utoipa::path(put, path = "/api/walks/{id}/passes", operation_id = "keepPasses", tag = "walks", params(
    ("id" = Uuid, Path, description = "The walk"),
), request_body = KeepPasses, responses(
    (status = 204, description = "Kept, without times"),
    (status = 403, description = "You have not joined this walk", body = Problem),
    (status = 404, description = "No walk that you may see", body = Problem),
    (status = 422, description = "Every fault", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    mark: Mark,
    Segments(id): Segments<String>,
    body: LongBody,
) -> Result<StatusCode, Problem> {
    let asker = asker.somebody()?;
    let id = path_id(&id)?;
    house
        .limits
        .count(asker.id().unwrap_or_default(), Pace::Drawing)?;
    keep(&house, &asker, &mark, id, KeepPasses::read(&body.0.value)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The cells that anybody walked on this walk; none for staff while fewer than three people told theirs.
#[utoipa::path(get, path = "/api/walks/{id}/passes", operation_id = "showPasses", tag = "walks", params(
    ("id" = Uuid, Path, description = "The walk"),
), responses(
    (status = 200, description = "Cells, without times and persons", body = Passes),
    (status = 404, description = "No walk that you may see", body = Problem),
))]
pub async fn told(
    State(house): State<House>,
    asker: Asker,
    Segments(id): Segments<String>,
) -> Result<Json<Passes>, Problem> {
    let asker = asker.somebody()?;
    Ok(Json(show(&house, &asker, path_id(&id)?).await?))
}

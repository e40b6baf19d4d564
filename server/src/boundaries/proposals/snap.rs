//! Suggests a line for an arc: along streets, or as the official map has it. Nothing is changed by it.

use super::{
    proposal::{Proposal, not_yours},
    show::found,
    start::official,
    tiling::Tiling,
};
use crate::{
    house::{House, atlas::Buurt},
    http::{Members, Problem, Received, Segments, members::path_id},
    people::Asker,
};
use axum::{Json, extract::State};
use serde::Serialize;
use serde_json::Value;
use spatial::{Lonlat, Metres};
use utoipa::ToSchema;
use uuid::Uuid;

/// How far a line may be drawn to a street, in metres.
const REACH_M: f64 = 60.0;
/// How far apart a line is looked at, in metres.
const STEP_M: f64 = 10.0;
/// Ends this near are the same node, in degrees (about 5 m).
const SAME: f64 = 5e-5;

/// A question for a line.
#[derive(Debug, Clone, ToSchema)]
pub struct Snap {
    /// The arc, by its place in the list.
    pub arc: usize,
    /// `street` or `official`.
    #[schema(pattern = "^(street|official)$")]
    pub to: String,
}

/// A line that could be.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Suggestion {
    /// The arc.
    pub arc: usize,
    /// `[lon, lat]`, from the arc's first node to its last.
    pub line: Vec<[f64; 2]>,
}

/// The line of the official map between the same two buurten, when it runs between the same nodes.
fn as_official(proposal: &Proposal, arc: usize, all: &[Buurt], house: &House) -> Option<Vec<[f64; 2]>> {
    let now = proposal.tiling();
    let wanted = now.arcs.get(arc)?;
    let sides = [now.code(wanted.left)?, now.code(wanted.right)?];
    let codes: Vec<&str> = now.faces.iter().map(|face| face.code.as_str()).collect();
    let own: Vec<&Buurt> = all
        .iter()
        .filter(|buurt| codes.contains(&buurt.code.as_str()))
        .collect();
    let map = Tiling::of(&own, &house.atlas.load().frame);
    let (first, last) = (wanted.line.first()?, wanted.line.last()?);
    let near = |one: &[f64; 2], other: &[f64; 2]| {
        (one[0] - other[0]).abs() <= SAME && (one[1] - other[1]).abs() <= SAME
    };
    map.arcs.iter().find_map(|found| {
        let beside = [map.code(found.left)?, map.code(found.right)?];
        if !(beside == sides || beside == [sides[1], sides[0]]) {
            return None;
        }
        let mut line = found.line.clone();
        if !near(line.first()?, first) {
            line.reverse();
        }
        (near(line.first()?, first) && near(line.last()?, last)).then(|| ended(line, *first, *last))
    })
}

/// The same line with these ends.
fn ended(mut line: Vec<[f64; 2]>, first: [f64; 2], last: [f64; 2]) -> Vec<[f64; 2]> {
    let end = line.len() - 1;
    (line[0], line[end]) = (first, last);
    line.dedup();
    line
}

/// The line with each place of it on the nearest street, where one is near.
fn along_streets(house: &House, line: &[[f64; 2]]) -> Option<Vec<[f64; 2]>> {
    let (streets, frame) = (house.streets.load(), house.atlas.load().frame);
    let metres: Vec<Metres> = line
        .iter()
        .map(|[lon, lat]| frame.to_metres(Lonlat::new(*lon, *lat)))
        .collect();
    let mut drawn = vec![*line.first()?];
    let mut moved = false;
    for pair in metres.windows(2) {
        let length = (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y);
        let steps = (length / STEP_M).ceil().clamp(1.0, 1_000.0);
        let mut step = 1.0;
        while step <= steps {
            let part = step / steps;
            let place = Metres::new(
                pair[0].x + part * (pair[1].x - pair[0].x),
                pair[0].y + part * (pair[1].y - pair[0].y),
            );
            let here = frame.to_lonlat(place);
            let street = streets.nearest(here, REACH_M);
            moved |= street.is_some();
            let Lonlat { lon, lat } = street.unwrap_or(here);
            drawn.push([lon, lat].map(|degrees| (degrees * 1e7).round() / 1e7));
            step += 1.0;
        }
    }
    drawn.push(*line.last()?);
    drawn.dedup();
    moved.then(|| straightened(drawn))
}

/// Without corners that lie on the straight line between their neighbours.
fn straightened(line: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    let mut kept: Vec<[f64; 2]> = Vec::with_capacity(line.len());
    for corner in line {
        while let [.., before, middle] = kept.as_slice() {
            let turn = (middle[0] - before[0]) * (corner[1] - before[1])
                - (middle[1] - before[1]) * (corner[0] - before[0]);
            let length = (corner[0] - before[0]).hypot(corner[1] - before[1]);
            // A tenth of a metre beside the line.
            if turn.abs() > length * 1e-6 {
                break;
            }
            kept.pop();
        }
        kept.push(corner);
    }
    kept
}

/// Suggests a line.
pub async fn snap(house: &House, asker: &Asker, id: Uuid, body: &Value) -> Result<Suggestion, Problem> {
    let proposal = found(house, asker, id).await?;
    if !proposal.may_be_changed_by(asker) {
        return Err(not_yours());
    }
    let mut members = Members::of(body, "");
    let arc = members.whole("arc", 0, i64::from(u32::MAX));
    let arc = members.required("arc", arc);
    let arc = arc.and_then(|arc| usize::try_from(arc).ok());
    let tiling = proposal.tiling();
    let known = arc.and_then(|arc| tiling.arcs.get(arc).map(|found| (arc, found)));
    if arc.is_some() && known.is_none() {
        members.fault("arc", "unknown_arc");
    }
    let to = members.choice("to", &["street", "official"]);
    let to = members.required("to", to);
    members.done()?;
    let Some((arc, found)) = known else {
        return Err(Problem::fault("/arc", "unknown_arc"));
    };
    let line = if to == Some("official") {
        as_official(&proposal, arc, &official(house).await?, house)
    } else {
        along_streets(house, &found.line)
    };
    line.map(|line| Suggestion { arc, line })
        .ok_or_else(|| Problem::fault("/to", "nothing_near"))
}

/// Suggests a line for an arc of a proposal. Nothing is changed: send it with the arcs when it is right.
#[utoipa::path(post, path = "/api/proposals/{id}/snap", operation_id = "suggestLine", tag = "boundaries", params(
    ("id" = Uuid, Path, description = "The proposal"),
), request_body = Snap, responses(
    (status = 200, description = "A line that could be", body = Suggestion),
    (status = 403, description = "Not yours to change", body = Problem),
    (status = 404, description = "Not here", body = Problem),
    (status = 422, description = "Every fault; `nothing_near` without a street or an official line there", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments(id): Segments<String>,
    body: Received,
) -> Result<Json<Suggestion>, Problem> {
    let asker = asker.somebody()?;
    Ok(Json(snap(&house, &asker, path_id(&id)?, &body.value).await?))
}

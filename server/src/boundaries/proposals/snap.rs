//! Suggests a line for an arc: along streets, or as the official map has it. Nothing is changed by it.

use super::{
    proposal::{Proposal, not_yours},
    show::found,
    start::official,
    tiling::{Tiling, lonlat, metres},
};
use crate::{
    house::{House, atlas::Buurt},
    http::{Members, Problem, Received, Segments, members::path_id},
    people::Asker,
};
use axum::{Json, extract::State};
use geo_types::Coord;
use serde::Serialize;
use serde_json::Value;
use spatial::{Lonlat, coverage};
use utoipa::ToSchema;
use uuid::Uuid;

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

/// The line along the streets that it nearly follows.
fn along_streets(house: &House, line: &[[f64; 2]]) -> Option<Vec<[f64; 2]>> {
    let frame = house.atlas.load().frame;
    let places: Vec<Lonlat> = line.iter().map(|[lon, lat]| Lonlat::new(*lon, *lat)).collect();
    let streets = house.streets.load().lines(&frame, &places);
    let coord = |place: spatial::Metres| Coord {
        x: place.x,
        y: place.y,
    };
    let streets: Vec<Vec<Coord<f64>>> = streets
        .into_iter()
        .map(|street| street.into_iter().map(coord).collect())
        .collect();
    let own: Vec<Coord<f64>> = line.iter().map(|corner| metres(&frame, *corner)).collect();
    let found = coverage::snap(&own, &streets)?;
    let drawn: Vec<[f64; 2]> = found.line.iter().map(|place| lonlat(&frame, *place)).collect();
    Some(ended(drawn, *line.first()?, *line.last()?))
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

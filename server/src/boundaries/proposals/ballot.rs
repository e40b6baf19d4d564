//! The ballot: two borders of a buurt side by side, without saying whose they are.

use super::{
    proposal::Proposal,
    show::found,
    store::votes,
    vote::{KEYS, may_vote, proposal_is_a, voted_on},
};
use crate::{
    clock,
    house::House,
    http::{Problem, Query, Segments, members::read_id},
    people::Asker,
};
use axum::{Json, extract::State};
use geo_types::{Geometry, MultiPolygon};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// What somebody is asked.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ballot {
    /// Code of the buurt.
    pub buurt: String,
    /// All buurten that are voted on: those whose border changes. A vote is about one, and each is asked.
    pub buurten: Vec<String>,
    /// Those of them that the asker voted on already.
    pub voted_on: Vec<String>,
    /// The two borders, in the asker's own order.
    pub borders: Vec<BallotBorder>,
    /// Did the asker vote on this buurt of this version already?
    pub voted: bool,
    /// When the vote closes (RFC 3339).
    pub closes: Option<String>,
}

/// What somebody may vote on.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ProposalBallot)]
pub struct Asked {
    /// Codes of the buurten whose border changes: one vote about each.
    pub buurten: Vec<String>,
    /// Those of them that the asker voted on already.
    pub voted_on: Vec<String>,
}

/// What this resident may vote on now; `None` when nobody can vote on it, and for staff.
pub async fn asked(house: &House, asker: &Asker, proposal: &Proposal) -> Result<Option<Asked>, Problem> {
    let Asker::Participant { id, .. } = asker else {
        return Ok(None);
    };
    if may_vote(proposal, house.clock.now_ms()).is_err() {
        return Ok(None);
    }
    let voted_on = votes::voted_on_by(&house.db, proposal, *id).await?;
    let buurten = super::vote::voted_on(proposal);
    Ok(Some(Asked { buurten, voted_on }))
}

/// A border without a name.
#[derive(Debug, Serialize, ToSchema)]
pub struct BallotBorder {
    /// `A` or `B`.
    pub key: &'static str,
    /// GeoJSON MultiPolygon in WGS84.
    #[schema(value_type = Object)]
    pub geometry: Value,
}

/// A border as GeoJSON of one form, so that its writing does not tell whose it is: MultiPolygon, seven decimals, each
/// ring from its lowest corner on.
fn plain(shape: MultiPolygon<f64>) -> Value {
    use geo::{MapCoords, Orient, orient::Direction};
    let rounded = shape.map_coords(|corner| geo_types::Coord {
        x: (corner.x * 1e7).round() / 1e7,
        y: (corner.y * 1e7).round() / 1e7,
    });
    let mut shape = rounded.orient(Direction::Default);
    for part in &mut shape {
        part.exterior_mut(from_lowest);
        part.interiors_mut(|rings| rings.iter_mut().for_each(from_lowest));
    }
    let geometry = geojson::Geometry::from(&Geometry::MultiPolygon(shape));
    serde_json::to_value(geometry).unwrap_or_default()
}

fn from_lowest(ring: &mut geo_types::LineString<f64>) {
    let corners = &mut ring.0;
    corners.pop();
    let order = |a: &(usize, &geo_types::Coord<f64>), b: &(usize, &geo_types::Coord<f64>)| {
        a.1.x.total_cmp(&b.1.x).then(a.1.y.total_cmp(&b.1.y))
    };
    let lowest = corners
        .iter()
        .enumerate()
        .min_by(order)
        .map_or(0, |(place, _)| place);
    corners.rotate_left(lowest);
    corners.extend(corners.first().copied());
}

/// The official border of a buurt as it was when the vote began.
fn control(proposal: &Proposal, buurt: &str) -> Option<MultiPolygon<f64>> {
    let all: Value = serde_json::from_str(proposal.control.as_ref()?).ok()?;
    let geometry: geojson::Geometry = all.get(buurt)?.to_string().parse().ok()?;
    match geometry.try_into().ok()? {
        Geometry::Polygon(part) => Some(MultiPolygon(vec![part])),
        Geometry::MultiPolygon(parts) => Some(parts),
        _ => None,
    }
}

/// The two borders in the order of this person.
fn borders(proposal: &Proposal, buurt: &str, person: Uuid) -> Vec<BallotBorder> {
    let proposed = proposal.tiling().shape_of(buurt);
    // Where the official map does not know the buurt, the border it began from stands in.
    let official = control(proposal, buurt).or_else(|| proposal.base_tiling().shape_of(buurt));
    let mut pair = [proposed, official];
    if !proposal_is_a(person, proposal) {
        pair.reverse();
    }
    let shapes = pair
        .into_iter()
        .map(|shape| plain(shape.unwrap_or_else(|| MultiPolygon(Vec::new()))));
    KEYS.into_iter()
        .zip(shapes)
        .map(|(key, geometry)| BallotBorder { key, geometry })
        .collect()
}

/// The ballot of a vote that is going on.
#[utoipa::path(get, path = "/api/proposals/{id}/ballot", operation_id = "showBallot", tag = "boundaries", params(
    ("id" = Uuid, Path, description = "The proposal"),
    ("buurt" = Option<String>, Query, description = "Code of the buurt; default the first that changes"),
), responses(
    (status = 200, description = "Two borders, without saying whose they are", body = Ballot),
    (status = 404, description = "No such proposal", body = Problem),
    (status = 409, description = "Nobody can vote now (`not_in_this_state`)", body = Problem),
    (status = 422, description = "This border does not change", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments(id): Segments<String>,
    mut query: Query,
) -> Result<Json<Ballot>, Problem> {
    let asker = asker.somebody()?;
    let id = read_id(&id).ok_or_else(Problem::not_found)?;
    let proposal = found(&house, &asker, id).await?;
    may_vote(&proposal, house.clock.now_ms())?;
    let buurten = voted_on(&proposal);
    let asked = query.text("buurt");
    if asked.as_ref().is_some_and(|code| !buurten.contains(code)) {
        query.fault("buurt", "unknown_buurt");
    }
    query.done()?;
    let buurt = asked.or_else(|| buurten.first().cloned()).unwrap_or_default();
    let person = asker.id().unwrap_or_default();
    let voted_on = votes::voted_on_by(&house.db, &proposal, person).await?;
    Ok(Json(Ballot {
        borders: borders(&proposal, &buurt, person),
        voted: voted_on.contains(&buurt),
        buurt,
        buurten,
        voted_on,
        closes: proposal.closes.map(clock::rfc3339),
    }))
}

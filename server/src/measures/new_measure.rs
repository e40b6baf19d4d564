//! Reads and checks a proposal that a phone sends.

use super::{
    gate,
    place::{self, Place},
};
use crate::{
    catalogue::Catalogue,
    hotspots::{asked, question::Question},
    house::House,
    http::{Fault, Members},
};
use serde_json::Value;
use utoipa::ToSchema;

/// Most characters of a why.
const WHY: usize = 1_000;

/// A proposal to be recorded.
#[derive(Debug, Clone, ToSchema)]
pub struct NewMeasure {
    /// Code of a kind that may be proposed.
    pub kind: String,
    /// GeoJSON Point, LineString (at most 5 km) or Polygon (one ring, at most 1 km2) in WGS84, at most 200 corners.
    #[schema(value_type = Object)]
    pub place: Place,
    /// Why here, 1-1000 characters.
    #[schema(min_length = 1, max_length = 1000)]
    pub why: String,
    /// Id of the hotspot it is for.
    pub hotspot: Option<String>,
    /// Which findings its maker saw counted; absent is all of the last half year. Its figures are reckoned with it.
    #[schema(value_type = Option<asked::Asked>)]
    pub question: Option<Value>,
    /// What must be filled in before a last resort; every member of it is required for a camera.
    #[schema(value_type = Option<gate::Gate>)]
    pub gate: Option<Value>,
}

/// A proposal as far as it could be read, and every fault so far.
pub struct Reading {
    /// Code and rung of its kind.
    pub kind: Option<(String, u8)>,
    /// Must a gate be filled in before its kind?
    pub gated: bool,
    /// Where.
    pub place: Option<Place>,
    /// Why.
    pub why: Option<String>,
    /// For which hotspot.
    pub hotspot: Option<String>,
    /// Which findings count for its figures.
    pub question: Question,
    /// What was filled in.
    pub gate: Option<Value>,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

/// Reads a proposal; its figures are not looked at.
pub fn read(body: &Value, house: &House) -> Reading {
    let (catalogue, zone) = (&house.catalogue, &house.config.time_zone);
    let mut members = Members::of(body, "");
    let kind = read_kind(&mut members, catalogue);
    let gated = kind
        .as_ref()
        .and_then(|(code, _)| catalogue.measure(code))
        .is_some_and(|kind| !kind.gate.is_empty());
    let place = place::read(&mut members, &house.atlas.load());
    let why = read_why(&mut members);
    let hotspot = members.words("hotspot", 2_000);
    let question = asked::read(&mut members, catalogue, zone, house.clock.now_ms());
    let gate = members.any("gate").cloned();
    if gated {
        gate::read(&mut members, place.as_ref(), catalogue, house.today());
        members.required("hotspot", hotspot.as_ref());
    } else if gate.is_some() && kind.is_some() {
        members.fault("gate", "not_for_this_kind");
    }
    Reading {
        kind,
        gated,
        place,
        why,
        hotspot,
        question,
        gate,
        faults: members.faults(),
    }
}

/// White space around it does not count.
fn read_why(members: &mut Members<'_>) -> Option<String> {
    let why = members.words("why", usize::MAX);
    let why = members.required("why", why)?;
    if why.chars().count() > WHY {
        members.fault("why", "too_long");
        return None;
    }
    Some(why)
}

fn read_kind(members: &mut Members<'_>, catalogue: &Catalogue) -> Option<(String, u8)> {
    let code = members.words("kind", 64);
    let code = members.required("kind", code)?;
    match catalogue.measure(&code) {
        None => members.fault("kind", "unknown_kind"),
        Some(measure) if !measure.proposable => members.fault("kind", "not_proposable"),
        Some(measure) => return Some((code, measure.rung)),
    }
    None
}

//! Adopts a proposal: its borders come into force on a day, and every buurt elsewhere stays as it is.

use super::{
    adoptable::{Adoptable, adoptable},
    change::{keep, taken, too_late},
    proposal::{Proposal, ProposalView, Step},
    refusal::{Changed, Refusal},
    show::viewed,
    state::State,
    store,
    tiling::Tiling,
    vote::voted_on,
};
use crate::{
    boundaries::{
        border::{Border, in_force},
        refresh, store as borders,
    },
    house::{House, atlas::Buurt},
    http::{Fault, Members, Problem, Received, Segments, limits::Pace, members::path_id},
    people::Asker,
    store::{
        Tx,
        outbox::{self, Happening},
    },
};
use axum::{Json, extract::State as At};
use geo_types::{Geometry, MultiPolygon};
use jiff::civil::Date;
use serde_json::Value;
use sha2::{Digest, Sha256};
use spatial::{Frame, area_m2};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// Most characters of a link to the minutes.
const LINK: usize = 500;

/// From when, and by which decision.
#[derive(Debug, Clone, ToSchema)]
pub struct NewAdoption {
    /// The revision that was looked at.
    pub revision: i64,
    /// First day of the new borders, `YYYY-MM-DD`; today or later.
    pub valid_from: String,
    /// Link to the minutes of the decision (http or https).
    pub minutes: Option<String>,
}

/// An adoption as it was read.
struct Asked {
    revision: i64,
    valid_from: Date,
    minutes: Option<String>,
}

fn read(body: &Value, today: Date) -> Result<Asked, Problem> {
    let mut members = Members::of(body, "");
    let revision = members.whole("revision", 1, i64::MAX);
    let revision = members.required("revision", revision);
    let day = members.text("valid_from", 10);
    let parsed = day.as_ref().and_then(|day| day.parse::<Date>().ok());
    if day.is_some() && parsed.is_none() {
        members.fault("valid_from", "not_a_date");
    }
    let parsed = members.required("valid_from", parsed);
    if parsed.is_some_and(|day| day < today) {
        // Findings are counted by the borders of their day: those do not change afterwards.
        members.fault("valid_from", "past");
    }
    let minutes = members.words("minutes", LINK);
    let is_link = |text: &String| text.starts_with("https://") || text.starts_with("http://");
    if minutes.as_ref().is_some_and(|text| !is_link(text)) {
        members.fault("minutes", "not_a_link");
    }
    members.done()?;
    match (revision, parsed) {
        (Some(revision), Some(valid_from)) => Ok(Asked {
            revision,
            valid_from,
            minutes,
        }),
        _ => Err(Problem::fault("/valid_from", "missing")),
    }
}

/// Every reason, of each buurt.
fn told(adoptable: &Adoptable) -> Vec<Fault> {
    let of_buurten = adoptable.buurten.iter().flat_map(|buurt| {
        let fault = |reason: &&'static str| Fault::new(format!("/buurten/{}", buurt.buurt), reason);
        buurt.reasons.iter().map(fault)
    });
    let of_buurten: Vec<Fault> = of_buurten.collect();
    let general = adoptable.reasons.iter().filter(|reason| {
        let known = |fault: &Fault| fault.code == **reason;
        !of_buurten.iter().any(known)
    });
    general
        .map(|reason| Fault::new("", reason))
        .chain(of_buurten.iter().cloned())
        .collect()
}

/// The stretches between these buurten and all others, each way round the same.
fn outer_edge(tiling: &Tiling, codes: &[String]) -> BTreeSet<[[u64; 2]; 2]> {
    let own = |face| {
        tiling
            .code(face)
            .is_some_and(|code| codes.iter().any(|own| own == code))
    };
    let outer = tiling.arcs.iter().filter(|arc| own(arc.left) != own(arc.right));
    let bits = |corner: [f64; 2]| corner.map(f64::to_bits);
    let stretches = outer.flat_map(|arc| arc.line.windows(2));
    stretches
        .map(|pair| {
            let mut ends = [bits(pair[0]), bits(pair[1])];
            ends.sort_unstable();
            ends
        })
        .collect()
}

/// Does the ground that the proposal divides lie as it did when it was begun? Else its borders would not meet those of
/// its neighbours.
fn base_stands(proposal: &Proposal, in_force: &[Buurt], frame: &Frame) -> bool {
    let base = proposal.base_tiling();
    let known = |buurt: &&Buurt| base.faces.iter().any(|face| face.code == buurt.code);
    let now: Vec<&Buurt> = in_force.iter().filter(known).collect();
    let codes = proposal.codes();
    outer_edge(&Tiling::of(&now, frame), &codes) == outer_edge(&base, &codes)
}

fn version(proposal: &Proposal, code: &str, valid_from: Date, frame: &Frame, now: i64) -> Option<Border> {
    let tiling = proposal.tiling();
    let face = tiling.faces.iter().find(|face| face.code == code)?;
    let shape = tiling.shape(face);
    let geometry = written(&shape);
    Some(Border {
        id: Uuid::now_v7(),
        code: code.to_owned(),
        name: face.name.clone(),
        kind: "adopted".into(),
        valid_from: valid_from.to_string(),
        area_m2: area_m2(&shape, frame),
        sha256: Sha256::digest(geometry.as_bytes()).to_vec(),
        geometry,
        imported_at: now,
    })
}

/// As GeoJSON text: a Polygon when it is one part.
fn written(shape: &MultiPolygon<f64>) -> String {
    let geometry = match shape.0.as_slice() {
        [part] => Geometry::Polygon(part.clone()),
        _ => Geometry::MultiPolygon(shape.clone()),
    };
    geojson::Geometry::from(&geometry).to_string()
}

/// Is what `other` began from gone, now that these buurten have new borders?
fn is_overtaken(other: &Proposal, changed: &[String]) -> bool {
    let own = other.codes();
    let touched = |code: &String| other.base_tiling().faces.iter().any(|face| face.code == *code);
    match other.start.as_str() {
        // The official map stays; only a neighbour that moved is in the way.
        "official" => changed.iter().any(|code| touched(code) && !own.contains(code)),
        _ => changed.iter().any(touched),
    }
}

/// Unfinished proposals whose beginning is gone become superseded.
async fn overtake(
    mut tx: Tx,
    adopted: Uuid,
    changed: &[String],
    person: Uuid,
    now: i64,
) -> Result<Tx, Problem> {
    for mut other in store::unfinished(&mut tx).await? {
        if other.id == adopted || !is_overtaken(&other, changed) {
            continue;
        }
        other.state = State::Superseded.word().into();
        let step = Step {
            revision: 0,
            state: other.state.clone(),
            at: now,
            person_id: person,
            reason: None,
            opens: None,
            closes: None,
        };
        let kept = keep(tx, other, Some(step), now, Happening::ProposalStepped).await?;
        tx = kept.ok_or_else(Problem::conflict)?;
    }
    Ok(tx)
}

/// Adopts. All of it is written in one change: the borders, the proposal's end, those it overtakes, and the event.
pub async fn adopt(house: &House, asker: &Asker, id: Uuid, body: &Value) -> Result<(), Refusal> {
    let asked = read(body, house.today())?;
    let person = asker.id().ok_or_else(Problem::unknown_asker)?;
    let (now, frame) = (house.clock.now_ms(), house.atlas.load().frame);
    let mut tx = house.db.begin().await?;
    // Two adoptions, or one and a change of the proposal, go one after the other.
    outbox::take_turn(&mut tx).await?;
    let proposal = taken(&mut tx, asker, id).await?;
    let (tx, mut proposal) = tx.settled(proposal.map_err(Refusal::from)).await?;
    let again = proposal.state() == State::Adopted
        && proposal.valid_from == Some(asked.valid_from.to_string())
        && proposal.minutes == asked.minutes;
    if again {
        tx.commit().await?;
        return Ok(());
    }
    if proposal.revision != asked.revision {
        tx.commit().await?;
        return Err(too_late(house, asker, id, body).await);
    }
    let mut lacks = told(&adoptable(house, &proposal).await?);
    let mut tx = tx;
    let day = asked.valid_from.to_string();
    let held = in_force(borders::all_in(&mut tx).await?, &day);
    let held: Vec<Buurt> = held.into_iter().filter_map(Border::buurt).collect();
    if !base_stands(&proposal, &held, &frame) {
        lacks.push(Fault::new("", "base_gone"));
    }
    let judged = if lacks.is_empty() {
        Ok(())
    } else {
        Err(Refusal::from(Problem::faulty(lacks)))
    };
    let (mut tx, ()) = tx.settled(judged).await?;
    let changed = voted_on(&proposal);
    for code in &changed {
        if let Some(border) = version(&proposal, code, asked.valid_from, &frame, now) {
            borders::insert(&mut tx, &border).await?;
        }
    }
    let tx = overtake(tx, id, &changed, person, now).await?;
    proposal.state = State::Adopted.word().into();
    proposal.valid_from = Some(day);
    proposal.minutes = asked.minutes;
    let step = Step {
        revision: 0,
        state: proposal.state.clone(),
        at: now,
        person_id: person,
        reason: proposal.needed_reason.clone(),
        opens: None,
        closes: None,
    };
    match keep(tx, proposal, Some(step), now, Happening::BuurtenAdopted).await? {
        Some(tx) => tx.commit().await?,
        None => return Err(too_late(house, asker, id, body).await),
    }
    // Who adopted sees the new borders at once; everything else follows from the event.
    Ok(refresh::refresh(house).await?)
}

/// Adopts the borders of a proposal: each changed buurt has enough drawings, and a closed vote of at least 20 residents
/// whose lower bound of recognition is at least .5.
#[utoipa::path(post, path = "/api/proposals/{id}/adoption", operation_id = "adoptProposal", tag = "boundaries", params(
    ("id" = Uuid, Path, description = "The proposal"),
), request_body = NewAdoption, responses(
    (status = 200, description = "Adopted, now or before", body = ProposalView),
    (status = 403, description = "Not yours to change", body = Problem),
    (status = 404, description = "Not here", body = Problem),
    (status = 409, description = "`changed_meanwhile` with `yours` and `theirs`", body = Changed),
    (status = 422, description = "Every reason: vote_open, too_few_drawings, too_few_voters, not_recognised, base_gone, ...", body = Problem),
))]
pub async fn door(
    At(house): At<House>,
    asker: Asker,
    Segments(id): Segments<String>,
    body: Received,
) -> Result<Json<ProposalView>, Refusal> {
    let asker = asker.somebody()?;
    house
        .limits
        .count(asker.id().unwrap_or_default(), Pace::Finding)?;
    let id = path_id(&id)?;
    adopt(&house, &asker, id, &body.value).await?;
    Ok(Json(viewed(&house, &asker, id).await?))
}

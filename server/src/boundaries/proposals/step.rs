//! Takes a proposal a step further, or back.

use super::{
    change::{keep, taken, too_late},
    create::text,
    ground::{base_gone, is_gone},
    new_proposal::REASON,
    proposal::{NEEDED, Proposal, ProposalView, Step},
    refusal::{Changed, Refusal},
    show::{found, viewed},
    start::official,
    state::{NAMES, State},
};
use crate::{
    clock,
    house::House,
    http::{Fault, Members, Problem, Received},
    people::{Asker, Deed},
    store::outbox::Happening,
};
use axum::{Json, extract::State as At};
use jiff::{civil::Date, tz::TimeZone};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

/// Fewest drawings that the committee may ask for.
const LEAST: i64 = 10;
/// The longest that reactions or a vote may last: a year, in ms.
const LONGEST: i64 = 366 * 86_400_000;

/// A step. The same state again gives reactions or a vote that still runs more time: its end moves later, never earlier
/// than was told, and what has begun goes on.
#[derive(Debug, Clone, ToSchema)]
pub struct NewStep {
    /// The revision that was looked at.
    pub revision: i64,
    /// Where to: `scratch`, `in_progress`, `ready`, `open`, `voting` or `rejected`.
    pub state: String,
    /// First moment (RFC 3339) or day of reactions or of the vote; default now. What has begun keeps its own.
    pub opens: Option<String>,
    /// First moment after it, or its last day; needed for `open` and `voting`.
    pub closes: Option<String>,
    /// Why, 1-2000 characters; needed for `rejected`.
    pub reason: Option<String>,
    /// Fewer drawings than 50 are enough, and why.
    pub threshold: Option<Threshold>,
}

/// How many drawings are enough.
#[derive(Debug, Clone, ToSchema)]
pub struct Threshold {
    /// 10-50, of each changed buurt.
    pub drawings: i64,
    /// Why, 1-2000 characters.
    pub reason: String,
}

/// A step as it was read.
struct Asked {
    revision: i64,
    state: State,
    opens: Option<i64>,
    closes: Option<i64>,
    reason: Option<String>,
    threshold: Option<(i64, String)>,
}

fn read(body: &Value, house: &House) -> Result<Asked, Problem> {
    let zone = &house.config.time_zone;
    let now = house.clock.now_ms();
    let mut members = Members::of(body, "");
    let revision = members.whole("revision", 1, i64::MAX);
    let revision = members.required("revision", revision);
    let state = members.choice("state", &NAMES);
    let state = members.required("state", state).and_then(State::read);
    let opens = read_moment(&mut members, "opens", zone, false);
    let closes = read_moment(&mut members, "closes", zone, true);
    let dated = matches!(state, Some(State::Open | State::Voting));
    if dated {
        members.required("closes", closes);
        let begin = opens.unwrap_or(now);
        if closes.is_some_and(|closes| closes <= now || closes <= begin || closes - begin > LONGEST) {
            members.fault("closes", "out_of_range");
        }
    }
    let reason = members.words("reason", REASON);
    if state == Some(State::Rejected) {
        members.required("reason", reason.as_ref());
    }
    let threshold = read_threshold(&mut members);
    members.done()?;
    let (Some(revision), Some(state)) = (revision, state) else {
        return Err(Problem::fault("/state", "unknown_choice"));
    };
    Ok(Asked {
        revision,
        state,
        opens: opens.filter(|_| dated),
        closes: closes.filter(|_| dated),
        reason,
        threshold,
    })
}

/// A moment, or a day: its first moment, or the first one after it.
fn read_moment(members: &mut Members<'_>, name: &'static str, zone: &TimeZone, through: bool) -> Option<i64> {
    let text = members.text(name, 64)?;
    let day = text.parse::<Date>().ok().filter(|_| through);
    let last = day.and_then(|day| day.tomorrow().ok());
    let found = match last {
        // "2026-12-01T10:00" reads as a day too, but has no offset: only plain days count.
        Some(next) if text.len() == 10 => clock::read_moment_or_date(&next.to_string(), zone),
        _ => clock::read_moment_or_date(&text, zone),
    };
    if found.is_none() {
        members.fault(name, "not_a_moment");
    }
    found
}

fn read_threshold(members: &mut Members<'_>) -> Option<(i64, String)> {
    let value = members.any("threshold")?;
    let mut inner = Members::of(value, "/threshold");
    let drawings = inner.whole("drawings", LEAST, NEEDED);
    let drawings = inner.required("drawings", drawings);
    let reason = inner.words("reason", REASON);
    let reason = inner.required("reason", reason);
    members.absorb(inner.faults());
    Some((drawings?, reason?))
}

/// What stands in the way of the step.
fn lacks(proposal: &Proposal, asked: &Asked, gone: bool, now: i64) -> Vec<Fault> {
    let (from, to) = (proposal.state(), asked.state);
    // The same state again: dates of what still runs, or another threshold.
    let running = proposal.closes.is_some_and(|closes| now < closes);
    let again = from == to && !from.is_over();
    let redated = again && (running || (asked.closes.is_none() && asked.threshold.is_some()));
    if !redated && !from.leads_to(to) {
        return vec![Fault::new("/state", "not_from_here")];
    }
    let mut lacks = Vec::new();
    if to == State::Ready && proposal.tiling() == proposal.base_tiling() {
        lacks.push(Fault::new("/state", "nothing_changed"));
    }
    if gone && !again {
        // Nobody is asked to think about what cannot be adopted.
        lacks.push(base_gone());
    }
    if again {
        lacks.extend(cut_short(proposal, asked, now));
    }
    if again && to == State::Voting && asked.threshold.is_some() {
        // Not while people vote on it.
        lacks.push(Fault::new("/threshold", "not_in_this_state"));
    }
    lacks
}

/// Of dates that were told: people plan by them. Whoever erred calls it off with a reason and begins anew.
fn cut_short(proposal: &Proposal, asked: &Asked, now: i64) -> Vec<Fault> {
    let mut faults = Vec::new();
    if asked.closes < proposal.closes && asked.closes.is_some() {
        faults.push(Fault {
            nl: Some("Deze einddatum is al verteld. Hij mag later worden, niet vroeger."),
            en: Some("This end was told already. It may move later, not earlier."),
            ..Fault::new("/closes", "earlier_than_told")
        });
    }
    let begun = proposal.opens.is_some_and(|opens| opens <= now);
    if begun && asked.opens.is_some_and(|opens| opens > now) {
        faults.push(Fault {
            nl: Some("Dit is al begonnen en kan niet later beginnen."),
            en: Some("This has begun already and cannot begin later."),
            ..Fault::new("/opens", "already_begun")
        });
    }
    faults
}

/// The official border of each buurt of the proposal, so that the vote compares with one thing from begin to end.
async fn control(house: &House, proposal: &Proposal) -> Result<String, Problem> {
    let codes = proposal.codes();
    let all = official(house).await?;
    let own = all.into_iter().filter(|buurt| codes.contains(&buurt.code));
    let geometry = |text: &str| serde_json::from_str(text).unwrap_or(Value::Null);
    let shapes: Map<String, Value> = own.map(|buurt| (buurt.code, geometry(&buurt.geometry))).collect();
    text(&shapes)
}

async fn stepped(
    house: &House,
    mut proposal: Proposal,
    asked: &Asked,
    gone: bool,
    now: i64,
) -> Result<Proposal, Problem> {
    let lacks = lacks(&proposal, asked, gone, now);
    if !lacks.is_empty() {
        return Err(Problem::faulty(lacks));
    }
    if asked.state == State::Voting && proposal.control.is_none() {
        proposal.control = Some(control(house, &proposal).await?);
    }
    if matches!(asked.state, State::Open | State::Voting) && proposal.opened_at.is_none() {
        proposal.opened_at = Some(now);
    }
    let again = proposal.state() == asked.state;
    let begun = proposal.opens.filter(|opens| again && *opens <= now);
    let soon = proposal.opens.filter(|_| again);
    proposal.state = asked.state.word().into();
    if asked.state != State::Rejected {
        // Of what is rejected after its vote closed, the result stays to be told.
        // What runs already keeps its beginning when only its end is moved.
        let dated = matches!(asked.state, State::Open | State::Voting);
        proposal.opens = begun.or(asked.opens).or(soon).or(Some(now)).filter(|_| dated);
        proposal.closes = asked.closes;
    }
    if let Some((drawings, reason)) = &asked.threshold {
        proposal.needed = *drawings;
        proposal.needed_reason = Some(reason.clone());
    }
    Ok(proposal)
}

/// Takes the step.
pub async fn step(house: &House, asker: &Asker, id: Uuid, body: &Value) -> Result<(), Refusal> {
    let asked = read(body, house)?;
    let person = asker.id().ok_or_else(Problem::unknown_asker)?;
    let now = house.clock.now_ms();
    // Before the change, so that nobody waits for it: by its revision it is the same proposal.
    let asks = matches!(asked.state, State::Open | State::Voting);
    let gone = asks && is_gone(house, &found(house, asker, id).await?).await?;
    let mut tx = house.db.begin().await?;
    let proposal = taken(&mut tx, asker, id).await?;
    let (tx, proposal) = tx.settled(proposal.map_err(Refusal::from)).await?;
    if proposal.revision != asked.revision {
        tx.commit().await?;
        return Err(too_late(house, asker, id, body).await);
    }
    let stepped = stepped(house, proposal, &asked, gone, now)
        .await
        .map_err(Refusal::from);
    let (tx, proposal) = tx.settled(stepped).await?;
    let step = Step {
        revision: 0,
        state: proposal.state.clone(),
        at: now,
        person_id: person,
        reason: asked.reason.or(asked.threshold.map(|(_, reason)| reason)),
        opens: proposal.opens.filter(|_| asked.closes.is_some()),
        closes: asked.closes,
    };
    match keep(tx, proposal, Some(step), now, Happening::ProposalStepped).await? {
        Some(tx) => Ok(tx.commit().await?),
        None => Err(too_late(house, asker, id, body).await),
    }
}

/// Takes a proposal a step further or back, or changes the dates of what runs.
#[utoipa::path(post, path = "/api/proposals/{id}/state", operation_id = "stepProposal", tag = "boundaries", params(
    ("id" = Uuid, Path, description = "The proposal"),
), request_body = NewStep, responses(
    (status = 200, description = "Taken", body = ProposalView),
    (status = 403, description = "Not yours to change", body = Problem),
    (status = 404, description = "Not here", body = Problem),
    (status = 409, description = "`changed_meanwhile` with `yours` and `theirs`", body = Changed),
    (status = 422, description = "Every fault: not_from_here, nothing_changed, base_gone, earlier_than_told, ...", body = Problem),
))]
pub async fn door(
    At(house): At<House>,
    Deed {
        asker, ids: id, body, ..
    }: Deed<Uuid, Received>,
) -> Result<Json<ProposalView>, Refusal> {
    step(&house, &asker, id, &body.value).await?;
    Ok(Json(viewed(&house, &asker, id).await?))
}

//! Adopts a proposal: its borders come into force on a day, and every buurt elsewhere stays as it is.

use super::{
    adoptable::{Adoptable, adoptable},
    change::{keep, looked_at, too_late},
    ground::{base_gone, meets},
    new_borders::new_borders,
    proposal::{Proposal, ProposalView, Step},
    refusal::{Changed, Refusal},
    show::viewed,
    state::State,
    store,
};
use crate::{
    boundaries::{
        border::Border,
        refresh,
        store::{self as borders, all},
    },
    house::House,
    http::{Fault, Members, Problem, Received},
    people::{Asker, Deed},
    store::{
        Tx,
        outbox::{self, Happening},
    },
};
use axum::{Json, extract::State as At};
use jiff::civil::Date;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// How often it is reckoned anew because other borders came meanwhile.
const TRIES: usize = 3;
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
        // What was in force on a day stays to be asked for: it does not change afterwards.
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
        let step = Step::to(State::Superseded, now, person, None);
        let kept = keep(tx, other, Some(step), now, Happening::ProposalStepped).await?;
        tx = kept.ok_or_else(Problem::conflict)?;
    }
    Ok(tx)
}

/// What was reckoned before the change, and on how many versions of borders that rests.
struct Reckoned {
    proposal: Proposal,
    new: Vec<Border>,
    lacks: Vec<Fault>,
    held: i64,
}

/// Reckons the new borders and judges them, so that nobody waits for it.
async fn reckoned(house: &House, proposal: Proposal, day: Date) -> Result<Reckoned, Problem> {
    let lacks = told(&adoptable(house, &proposal).await?);
    let borders = all(&house.db).await?;
    let (now, frame) = (house.clock.now_ms(), house.atlas.load().frame);
    let reckon = move |_: &House| {
        let new = new_borders(&proposal, day, &frame, now);
        let mut lacks = lacks;
        if !meets(&proposal.base_tiling(), &new, &borders, &frame) {
            lacks.push(base_gone());
        }
        let held = i64::try_from(borders.len()).unwrap_or(i64::MAX);
        Reckoned {
            proposal,
            new,
            lacks,
            held,
        }
    };
    house.reckon(reckon).await
}

/// Was it adopted so before?
fn is_again(proposal: &Proposal, asked: &Asked) -> bool {
    proposal.state() == State::Adopted
        && proposal.valid_from == Some(asked.valid_from.to_string())
        && proposal.minutes == asked.minutes
}

/// Adopts. All of it is written in one change: the borders, the proposal's end, those it overtakes, and the event. It is
/// reckoned outside of the change, and kept only when no border came meanwhile.
pub async fn adopt(house: &House, asker: &Asker, id: Uuid, body: &Value) -> Result<(), Refusal> {
    let asked = read(body, house.today())?;
    let person = asker.id().ok_or_else(Problem::unknown_asker)?;
    for _ in 0..TRIES {
        let proposal = looked_at(house, asker, id).await?;
        if is_again(&proposal, &asked) {
            return Ok(());
        }
        if proposal.revision != asked.revision {
            return Err(too_late(house, asker, id, body).await);
        }
        let reckoned = reckoned(house, proposal, asked.valid_from).await?;
        if !reckoned.lacks.is_empty() {
            return Err(Problem::faulty(reckoned.lacks).into());
        }
        match written_down(house, reckoned, &asked, person).await? {
            // Who adopted sees the new borders at once; everything else follows from the event.
            Kept::Whole => return Ok(refresh::refresh(house).await?),
            Kept::TooLate => return Err(too_late(house, asker, id, body).await),
            Kept::OtherBorders => {}
        }
    }
    Err(Problem::busy("Other borders come in right now.", 1).into())
}

/// What became of the change.
enum Kept {
    /// It is kept.
    Whole,
    /// Somebody changed the proposal meanwhile.
    TooLate,
    /// Borders came in meanwhile: to be reckoned anew.
    OtherBorders,
}

/// Keeps what was reckoned.
async fn written_down(
    house: &House,
    reckoned: Reckoned,
    asked: &Asked,
    person: Uuid,
) -> Result<Kept, Problem> {
    let mut tx = house.db.begin().await?;
    // Two adoptions, or one and a change of a proposal, go one after the other.
    outbox::take_turn(&mut tx).await?;
    if borders::how_many_in(&mut tx).await? != reckoned.held {
        tx.commit().await?;
        return Ok(Kept::OtherBorders);
    }
    let (mut proposal, now) = (reckoned.proposal, house.clock.now_ms());
    let codes: Vec<String> = reckoned.new.iter().map(|border| border.code.clone()).collect();
    proposal.state = State::Adopted.word().into();
    proposal.valid_from = Some(asked.valid_from.to_string());
    proposal.minutes.clone_from(&asked.minutes);
    let (id, reason) = (proposal.id, proposal.needed_reason.clone());
    let step = Step::to(State::Adopted, now, person, reason);
    // First: on SQLite whoever is too late has written nothing.
    let Some(mut tx) = keep(tx, proposal, Some(step), now, Happening::BuurtenAdopted).await? else {
        return Ok(Kept::TooLate);
    };
    for border in &reckoned.new {
        borders::insert(&mut tx, border).await?;
    }
    overtake(tx, id, &codes, person, now).await?.commit().await?;
    Ok(Kept::Whole)
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
    Deed {
        asker, ids: id, body, ..
    }: Deed<Uuid, Received>,
) -> Result<Json<ProposalView>, Refusal> {
    adopt(&house, &asker, id, &body.value).await?;
    Ok(Json(viewed(&house, &asker, id).await?))
}

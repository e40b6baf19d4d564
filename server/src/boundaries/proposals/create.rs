//! Begins a proposal.

use super::{
    new_proposal::{self, NewProposal},
    proposal::{NEEDED, Proposal, ProposalView, Step, looks_after, not_yours},
    show::viewed,
    start::beginning,
    state::State,
    store,
};
use crate::{
    house::House,
    http::{Fault, Problem, Received, canonical::canonical},
    people::{Asker, Deed},
    store::outbox::{self, Happening},
};
use axum::{Json, extract::State as At, http::StatusCode};
use serde_json::Value;
use uuid::Uuid;

/// Begins a proposal under the id that the client made; true when it is new.
///
/// The same members again change nothing; other members are a conflict, also when the id belongs to somebody else.
pub async fn create(house: &House, asker: &Asker, id: Uuid, body: &Value) -> Result<bool, Problem> {
    let person = asker.id().ok_or_else(Problem::unknown_asker)?;
    if let Asker::Participant { .. } = asker {
        return Err(not_yours());
    }
    let sent = canonical(body);
    if let Some(known) = known(house, id, person, &sent).await? {
        return known.map(|()| false);
    }
    let new = new_proposal::read(body, house).map_err(Problem::faulty)?;
    if !looks_after(asker, &new.buurten) {
        return Err(not_yours());
    }
    let proposal = begun(house, id, person, new).await?;
    let mut tx = house.db.begin().await?;
    if !store::insert(&mut tx, &proposal, &sent).await? {
        tx.commit().await?;
        // Another request with this id was first.
        let known = known(house, id, person, &sent).await?;
        return known.unwrap_or_else(|| Err(Problem::conflict())).map(|()| false);
    }
    let step = Step::to(State::Scratch, proposal.made_at, person, None);
    store::insert_step(&mut tx, id, &step).await?;
    outbox::append(&mut tx, Happening::ProposalBegun, id, proposal.made_at).await?;
    tx.commit().await?;
    Ok(true)
}

/// Is this id taken, and then by the same?
async fn known(
    house: &House,
    id: Uuid,
    person: Uuid,
    sent: &str,
) -> Result<Option<Result<(), Problem>>, Problem> {
    let mut tx = house.db.begin().await?;
    let held = store::by_id_in(&mut tx, id).await?;
    let before = store::body_in(&mut tx, id).await?;
    tx.commit().await?;
    let Some(held) = held else {
        return Ok(None);
    };
    let same = held.person_id == person && before.as_deref() == Some(sent);
    Ok(Some(if same { Ok(()) } else { Err(Problem::conflict()) }))
}

async fn begun(house: &House, id: Uuid, person: Uuid, new: NewProposal) -> Result<Proposal, Problem> {
    let beginning = beginning(house, &new.buurten, &new.start).await?;
    let stays = |arc| beginning.tiling.is_locked(arc, &beginning.neighbours);
    if beginning.tiling.arcs.iter().all(stays) {
        return Err(Problem::faulty(vec![nothing_moves()]));
    }
    let now = house.clock.now_ms();
    Ok(Proposal {
        id,
        person_id: person,
        title: new.title,
        reason: new.reason,
        buurten: text(&new.buurten)?,
        start: new.start,
        state: State::Scratch.word().into(),
        revision: 1,
        version: 1,
        coverage: text(&beginning.tiling)?,
        base: text(&beginning.base)?,
        locked: text(&beginning.neighbours)?,
        opens: None,
        closes: None,
        needed: NEEDED,
        needed_reason: None,
        control: None,
        opened_at: None,
        valid_from: None,
        minutes: None,
        made_at: now,
        changed_at: now,
        publications: match beginning.publications {
            None => None,
            Some(numbers) => Some(text(&numbers)?),
        },
        loose: text(&beginning.loose)?,
    })
}

/// The fault of a proposal in which every line lies beside a buurt that is not in it, or along the outer edge.
fn nothing_moves() -> Fault {
    Fault {
        nl: Some(
            "Hier kan geen lijn verschuiven: elke lijn ligt tussen twee buurten. Kies er een buurt naast. \
             Gaat jullie comité over één buurt? Vraag dan de wijknetwerker.",
        ),
        en: Some(
            "No line can move here: each lies between two buurten. Choose one beside it as well. \
             Is your committee of one buurt? Then ask the wijknetwerker.",
        ),
        ..Fault::new("/buurten", "nothing_moves")
    }
}

/// As JSON text.
pub fn text(value: &impl serde::Serialize) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(|error| Problem::broken(&error))
}

/// Begins a proposal, from the borders in force or the official ones.
#[utoipa::path(put, path = "/api/proposals/{id}", operation_id = "beginProposal", tag = "boundaries", params(
    ("id" = Uuid, Path, description = "UUIDv7 made by the client"),
), request_body = NewProposal, responses(
    (status = 201, description = "Begun, with the lines it begins from", body = ProposalView),
    (status = 200, description = "The same members were here already", body = ProposalView),
    (status = 400, description = "Malformed JSON or id", body = Problem),
    (status = 401, description = "Nobody", body = Problem),
    (status = 403, description = "Not for this role, or not of these buurten", body = Problem),
    (status = 409, description = "The id holds other members", body = Problem),
    (status = 422, description = "Every fault with its place", body = Problem),
))]
pub async fn door(
    At(house): At<House>,
    Deed {
        asker, ids: id, body, ..
    }: Deed<Uuid, Received>,
) -> Result<(StatusCode, Json<ProposalView>), Problem> {
    let new = create(&house, &asker, id, &body.value).await?;
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(viewed(&house, &asker, id).await?)))
}

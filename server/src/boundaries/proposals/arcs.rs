//! Moves lines of a proposal.

use super::{
    change::{keep, looked_at, not_now, too_late},
    create::text,
    edit::{Flaw, Move, Shift, kept, moved},
    proposal::{Proposal, ProposalView},
    refusal::{Changed, Refusal},
    show::viewed,
};
use crate::{
    house::House,
    http::{Fault, LongBody, Members, Problem},
    people::{Asker, Deed},
    store::outbox::Happening,
};
use axum::{Json, extract::State};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// Most lines in one change.
const LINES: usize = 500;
/// Most corners of a line.
const CORNERS: usize = 5_000;

/// New lines for arcs.
#[derive(Debug, Clone, ToSchema)]
pub struct ArcsEdit {
    /// The revision that was looked at.
    pub revision: i64,
    /// The arcs that change, at most 500.
    pub arcs: Vec<ArcEdit>,
    /// Nodes that go elsewhere; the ends of all arcs go along. A line with another end than its arc had moves its node too.
    pub nodes: Option<Vec<NodeEdit>>,
}

/// A new line for an arc.
#[derive(Debug, Clone, ToSchema)]
pub struct ArcEdit {
    /// Its place in the list of arcs.
    pub index: usize,
    /// `[lon, lat]`, 2-5000 corners, from the same node to the same node.
    pub line: Vec<[f64; 2]>,
}

/// A node that goes elsewhere.
#[derive(Debug, Clone, ToSchema)]
pub struct NodeEdit {
    /// `[lon, lat]` where it is.
    pub at: [f64; 2],
    /// `[lon, lat]` where it goes.
    pub to: [f64; 2],
}

/// An edit as it was read.
struct Edit {
    revision: i64,
    moves: Vec<Move>,
    shifts: Vec<Shift>,
}

fn read(body: &Value) -> Result<Edit, Problem> {
    let mut members = Members::of(body, "");
    let revision = members.whole("revision", 1, i64::MAX);
    let revision = members.required("revision", revision);
    let moves = members.list("arcs", LINES, read_move);
    let moves = members.required("arcs", moves);
    let shifts = members.list("nodes", LINES, read_shift).unwrap_or_default();
    members.done()?;
    match (revision, moves) {
        (Some(revision), Some(moves)) => Ok(Edit {
            revision,
            moves,
            shifts,
        }),
        _ => Err(Problem::fault("", "missing")),
    }
}

fn read_corner(value: &Value) -> Option<[f64; 2]> {
    let [lon, lat] = value.as_array()?.as_slice() else {
        return None;
    };
    kept([lon.as_f64()?, lat.as_f64()?])
}

/// Refuses members that we do not know.
fn only(value: &Value, known: &[&str]) -> Result<(), &'static str> {
    let members = value.as_object().ok_or("wrong_type")?;
    let all_known = members.keys().all(|name| known.contains(&name.as_str()));
    if all_known { Ok(()) } else { Err("unknown_member") }
}

fn read_move(value: &Value) -> Result<Move, &'static str> {
    only(value, &["index", "line"])?;
    let index = value["index"].as_u64().ok_or("wrong_type")?;
    let corners = value["line"].as_array().ok_or("wrong_type")?;
    if corners.len() > CORNERS {
        return Err("too_many_vertices");
    }
    let line: Option<Vec<_>> = corners.iter().map(read_corner).collect();
    let line = line.ok_or("bad_coordinates")?;
    if line.len() < 2 {
        return Err("too_few_corners");
    }
    Ok(Move {
        index: usize::try_from(index).map_err(|_| "out_of_range")?,
        line,
    })
}

fn read_shift(value: &Value) -> Result<Shift, &'static str> {
    only(value, &["at", "to"])?;
    match (read_corner(&value["at"]), read_corner(&value["to"])) {
        (Some(at), Some(to)) => Ok(Shift { at, to }),
        _ => Err("bad_coordinates"),
    }
}

fn told(flaws: Vec<Flaw>) -> Problem {
    let fault = |flaw: Flaw| {
        let of_line = |sent| format!("/arcs/{sent}/line");
        let pointer = flaw.sent.map_or_else(|| "/arcs".into(), of_line);
        Fault {
            at: Some(flaw.at),
            ..Fault::new(pointer, flaw.code)
        }
    };
    Problem::faulty(flaws.into_iter().map(fault).collect())
}

/// The proposal with its lines moved; `None` when they lie there already.
fn redrawn(house: &House, mut proposal: Proposal, edit: &Edit) -> Result<Option<Proposal>, Problem> {
    let frame = house.atlas.load().frame;
    let before = proposal.tiling();
    let locked = proposal.locked_codes();
    let after = moved(&before, &locked, &edit.moves, &edit.shifts, &frame).map_err(told)?;
    if after == before {
        return Ok(None);
    }
    proposal.coverage = text(&after)?;
    proposal.version += 1;
    Ok(Some(proposal))
}

/// Moves lines. What breaks the tiling is refused with every flaw and its place; nothing is kept then. It is reckoned
/// before the change, so that nobody waits for it, and kept only on the revision that was looked at.
pub async fn edit(house: &House, asker: &Asker, id: Uuid, body: &Value) -> Result<(), Refusal> {
    let edit = read(body)?;
    let proposal = looked_at(house, asker, id).await?;
    let is_late = proposal.revision != edit.revision;
    if !is_late && !proposal.state().may_be_drawn() {
        return Err(not_now("Its lines are fixed now. Take it back to in_progress first.").into());
    }
    let redrawn = house.reckon(move |house| redrawn(house, proposal, &edit)).await?;
    if is_late {
        // The same lines again, after an answer that never came, are no quarrel.
        if matches!(redrawn, Ok(None)) {
            return Ok(());
        }
        return Err(too_late(house, asker, id, body).await);
    }
    let Some(changed) = redrawn? else {
        return Ok(());
    };
    let now = house.clock.now_ms();
    let tx = house.db.begin().await?;
    match keep(tx, changed, None, now, Happening::ProposalChanged).await? {
        Some(tx) => Ok(tx.commit().await?),
        None => Err(too_late(house, asker, id, body).await),
    }
}

/// Moves lines of a proposal; both neighbours of a line change together.
#[utoipa::path(put, path = "/api/proposals/{id}/arcs", operation_id = "moveArcs", tag = "boundaries", params(
    ("id" = Uuid, Path, description = "The proposal"),
), request_body = ArcsEdit, responses(
    (status = 200, description = "Moved", body = ProposalView),
    (status = 403, description = "Not yours to change", body = Problem),
    (status = 404, description = "Not here", body = Problem),
    (status = 409, description = "`changed_meanwhile` with `yours` and `theirs`, or `not_in_this_state`", body = Changed),
    (status = 413, description = "Over 512 KiB", body = Problem),
    (status = 422, description = "Every flaw with `at`: crosses, not_one_part, too_small, locked, loose_end", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    Deed {
        asker,
        ids: id,
        body: LongBody(body),
        ..
    }: Deed<Uuid, LongBody>,
) -> Result<Json<ProposalView>, Refusal> {
    edit(&house, &asker, id, &body.value).await?;
    Ok(Json(viewed(&house, &asker, id).await?))
}

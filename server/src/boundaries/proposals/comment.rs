//! Comments on a proposal, each pinned to one of its buurten.

use super::{change::not_now, proposal::Proposal, show::found, state::State, store};
use crate::{
    clock,
    house::House,
    http::{Members, Problem, Received, canonical::canonical},
    people::{Asker, Deed, Thing, may_see},
    store::outbox::{self, Happening},
};
use axum::{Json, extract::State as At, http::StatusCode};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// Most characters of a comment.
const TEXT: usize = 1_000;
/// Most comments of one person on one proposal.
const OF_ONE: i64 = 50;

/// A comment as it is kept.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Comment {
    /// Its id, made by the phone.
    pub id: Uuid,
    /// On which proposal.
    pub proposal_id: Uuid,
    /// Who wrote it.
    pub person_id: Uuid,
    /// Code of the buurt it is about.
    pub face: String,
    /// Where, degrees east.
    pub lon: Option<f64>,
    /// Where, degrees north.
    pub lat: Option<f64>,
    /// What it says.
    pub text: String,
    /// When, by our clock.
    pub made_at: i64,
    /// When somebody looked at it and released it.
    pub reviewed_at: Option<i64>,
    /// When its maker took it back: no words are left.
    pub withdrawn_at: Option<i64>,
}

/// A comment to be made.
#[derive(Debug, Clone, ToSchema)]
pub struct NewComment {
    /// Code of a buurt of the proposal, or of a neighbour.
    pub face: String,
    /// `[lon, lat]`, when it is about a place.
    pub at: Option<[f64; 2]>,
    /// 1-1000 characters.
    #[schema(min_length = 1, max_length = 1000)]
    pub text: String,
}

/// A comment as it leaves the door.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ProposalComment)]
pub struct CommentView {
    /// Its id.
    pub id: Uuid,
    /// Code of the buurt it is about.
    pub face: String,
    /// `[lon, lat]`, when it is about a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<[f64; 2]>,
    /// What it says.
    pub text: String,
    /// When (RFC 3339).
    pub made_at: String,
    /// Has it been released for everybody?
    pub reviewed: bool,
    /// Did the asker write it?
    pub mine: bool,
}

impl Comment {
    /// What the asker may read: who looks after the proposal and its maker always, others once it was released.
    pub fn view(&self, asker: &Asker, proposal: &Proposal) -> Option<CommentView> {
        let thing = Thing {
            owner: self.person_id,
            walk: None,
            buurt: Some(&self.face),
            personal: false,
            reviewed: self.reviewed_at.is_some(),
        };
        let shown = match asker {
            // Of the buurten of a proposal each committee reads all that is said of it.
            Asker::Staff { id, .. } => {
                proposal.may_be_read_early_by(asker) || self.person_id == *id || thing.reviewed
            }
            _ => may_see(asker, &thing),
        };
        shown.then(|| CommentView {
            id: self.id,
            face: self.face.clone(),
            at: self.lon.zip(self.lat).map(|(lon, lat)| [lon, lat]),
            text: self.text.clone(),
            made_at: clock::rfc3339(self.made_at),
            reviewed: self.reviewed_at.is_some(),
            mine: asker.id() == Some(self.person_id),
        })
    }
}

fn read(body: &Value, proposal: &Proposal) -> Result<NewComment, Problem> {
    let mut members = Members::of(body, "");
    let face = members.words("face", 64);
    let face = members.required("face", face);
    let known = |code: &String| proposal.tiling().faces.iter().any(|own| own.code == *code);
    if face.as_ref().is_some_and(|code| !known(code)) {
        members.fault("face", "unknown_buurt");
    }
    let at = read_place(&mut members, "at");
    let text = members.words("text", TEXT);
    let text = members.required("text", text);
    members.done()?;
    match (face, text) {
        (Some(face), Some(text)) => Ok(NewComment { face, at, text }),
        _ => Err(Problem::fault("", "missing")),
    }
}

/// A place `[lon, lat]` on the globe.
pub fn read_place(members: &mut Members<'_>, name: &'static str) -> Option<[f64; 2]> {
    let value = members.any(name)?;
    let pair = value.as_array().map(Vec::as_slice);
    let place = match pair {
        Some([lon, lat]) => lon.as_f64().zip(lat.as_f64()),
        _ => None,
    };
    let kept = place.and_then(|(lon, lat)| super::edit::kept([lon, lat]));
    if kept.is_none() {
        members.fault(name, "bad_coordinates");
    }
    kept
}

/// May this be said now? Residents while reactions run, who looks after it until it is over.
fn may_speak(proposal: &Proposal, asker: &Asker, now: i64) -> Result<(), Problem> {
    let state = proposal.state();
    if proposal.may_be_changed_by(asker) && !state.is_over() {
        return Ok(());
    }
    let begun = proposal.opens.is_none_or(|opens| opens <= now);
    let going_on = proposal.closes.is_none_or(|closes| now < closes);
    if state == State::Open && begun && going_on {
        return Ok(());
    }
    Err(not_now("It is not open for reactions now."))
}

/// Makes a comment under the id that the phone made; true when it is new. The same members again change nothing.
pub async fn comment(
    house: &House,
    asker: &Asker,
    (proposal, id): (Uuid, Uuid),
    body: &Value,
) -> Result<(CommentView, bool), Problem> {
    let person = asker.id().ok_or_else(Problem::unknown_asker)?;
    let proposal = found(house, asker, proposal).await?;
    let sent = canonical(body);
    let mut tx = house.db.begin().await?;
    if let Some((held, before)) = store::comment_in(&mut tx, id).await? {
        tx.commit().await?;
        if held.person_id == person && held.withdrawn_at.is_some() {
            return Err(Problem::withdrawn());
        }
        let same = held.person_id == person && held.proposal_id == proposal.id && before == sent;
        let view = held.view(asker, &proposal).filter(|_| same);
        return view.map(|view| (view, false)).ok_or_else(Problem::conflict);
    }
    let now = house.clock.now_ms();
    let judged = may_speak(&proposal, asker, now).and_then(|()| read(body, &proposal));
    let (mut tx, new) = tx.settled(judged).await?;
    if store::comments_of(&mut tx, proposal.id, person).await? >= OF_ONE {
        tx.commit().await?;
        return Err(Problem::fault("/text", "too_many"));
    }
    let made = Comment {
        id,
        proposal_id: proposal.id,
        person_id: person,
        face: new.face,
        lon: new.at.map(|[lon, _]| lon),
        lat: new.at.map(|[_, lat]| lat),
        text: new.text,
        made_at: now,
        reviewed_at: None,
        withdrawn_at: None,
    };
    if !store::insert_comment(&mut tx, &made, &sent).await? {
        tx.commit().await?;
        return Err(Problem::conflict());
    }
    outbox::append(&mut tx, Happening::ProposalCommented, proposal.id, now).await?;
    tx.commit().await?;
    let view = made.view(asker, &proposal).ok_or_else(Problem::not_found)?;
    Ok((view, true))
}

/// Comments on a buurt of a proposal.
#[utoipa::path(put, path = "/api/proposals/{id}/comments/{comment_id}", operation_id = "commentOnProposal",
    tag = "boundaries", params(
    ("id" = Uuid, Path, description = "The proposal"),
    ("comment_id" = Uuid, Path, description = "UUIDv7 made by the phone"),
), request_body = NewComment, responses(
    (status = 201, description = "Made; others read it once it was looked at", body = CommentView),
    (status = 200, description = "The same members were here already", body = CommentView),
    (status = 404, description = "No such proposal", body = Problem),
    (status = 409, description = "The id holds other members, or `not_in_this_state`", body = Problem),
    (status = 410, description = "Taken back", body = Problem),
    (status = 422, description = "Every fault", body = Problem),
))]
pub async fn door(
    At(house): At<House>,
    Deed { asker, ids, body, .. }: Deed<(Uuid, Uuid), Received>,
) -> Result<(StatusCode, Json<CommentView>), Problem> {
    let (view, new) = comment(&house, &asker, ids, &body.value).await?;
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(view)))
}

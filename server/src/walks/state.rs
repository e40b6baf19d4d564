//! A walk begins, pauses, goes on and ends.

use super::{
    roster::{LEADER, Seat},
    standing::{Standing, standing},
    store,
    walk::{Walk, WalkView},
};
use crate::{
    house::House,
    http::{Members, Problem, Received},
    people::{Asker, Deed},
    store::{
        Tx,
        outbox::{self, Happening},
    },
};
use axum::{Json, extract::State, http::StatusCode};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// How far a walk is. The words are stored: never rename one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Not begun yet.
    Planned,
    /// People are walking.
    Walking,
    /// A break.
    Paused,
    /// Over; what is recorded or sent later still comes in.
    Ended,
}

const WORDS: [(Stage, &str); 4] = [
    (Stage::Planned, "planned"),
    (Stage::Walking, "walking"),
    (Stage::Paused, "paused"),
    (Stage::Ended, "ended"),
];

impl Stage {
    /// The stored word.
    pub fn word(self) -> &'static str {
        WORDS
            .iter()
            .find(|(stage, _)| *stage == self)
            .map_or("planned", |(_, word)| word)
    }

    /// Reads a stored word.
    pub fn read(word: &str) -> Option<Self> {
        WORDS
            .iter()
            .find(|(_, known)| *known == word)
            .map(|(stage, _)| *stage)
    }

    /// May a walk go from here to `next`? Forward only: planned, then walking and paused in turns, then ended; see also
    /// [`Walk::may_go_on`].
    fn leads_to(self, next: Self) -> bool {
        match self {
            Self::Planned => matches!(next, Self::Walking | Self::Ended),
            Self::Walking | Self::Paused => next != Self::Planned,
            Self::Ended => next == Self::Ended,
        }
    }
}

/// Where a walk shall go, and when by the phone's clock.
#[derive(Debug, Clone, Copy, ToSchema)]
pub struct NewState {
    /// `walking`, `paused` or `ended`.
    #[schema(value_type = String)]
    pub state: Stage,
    /// When it happened; never later than the server's now.
    #[schema(value_type = String, format = DateTime)]
    pub at: i64,
}

fn read(body: &Received) -> Result<NewState, Problem> {
    let mut members = Members::of(&body.value, "");
    let state = members.choice("state", &["walking", "paused", "ended"]);
    let state = members.required("state", state).and_then(Stage::read);
    let at = members.moment("at");
    let at = members.required("at", at);
    members.done()?;
    match (state, at) {
        (Some(state), Some(at)) => Ok(NewState { state, at }),
        _ => Err(Problem::fault("", "missing")),
    }
}

/// Moves a walk on. Only who leads it and its staff may; again is harmless. A planned walk that nobody leads is begun by
/// the first of its walkers who wishes, and led by them. One that ended goes on when who leads says so within 12 hours, of
/// a moment after the end.
pub async fn go(house: &House, asker: &Asker, id: Uuid, new: NewState) -> Result<WalkView, Problem> {
    let Standing {
        walk,
        mut seat,
        leads,
    } = standing(house, asker, id).await?;
    let now = house.clock.now_ms();
    let mut tx = house.db.begin().await?;
    // Another leader may have been first, or be at it: they take turns.
    let mut walk = store::hold(&mut tx, id).await?.unwrap_or(walk).as_of(now);
    if !leads {
        let begun = begins(&mut tx, &walk, seat, new.state, now).await?;
        let (held, taken) = tx.settled(begun).await?;
        (tx, seat) = (held, Some(taken));
    }
    let stage = walk.stage();
    // A phone that was offline says old things late: they do not undo an end.
    let after = walk.ended_at.is_some_and(|ended| new.at > ended);
    let again = new.state == Stage::Walking && after && walk.may_go_on(now);
    let may = stage.leads_to(new.state) || again;
    if may && stage != new.state {
        // A phone's clock may be wrong: what happened did not happen later than now, nor before the beginning.
        let at = new.at.min(now).max(walk.started_at.unwrap_or(i64::MIN));
        walk.move_to(new.state, at, now);
        store::set_state(&mut tx, &walk).await?;
        outbox::append(&mut tx, Happening::WalkState, id, now).await?;
    }
    // Also when nothing changed: what was read may share a commit that is still to come.
    tx.commit().await?;
    if !may {
        return Err(refusal(stage));
    }
    Ok(walk.view(seat.as_ref()))
}

/// The row of a walker who does not lead and begins a walk that nobody leads: now they do. Who comes second finds it
/// walking, which changes nothing. Everything else is for who leads.
async fn begins(
    tx: &mut Tx,
    walk: &Walk,
    seat: Option<Seat>,
    next: Stage,
    now: i64,
) -> Result<Result<Seat, Problem>, Problem> {
    let refused = || Problem::not_for_you("Who leads the walk begins, pauses and ends it.");
    let (Some(mut seat), Stage::Walking) = (seat.filter(|seat| seat.left_at.is_none()), next) else {
        return Ok(Err(refused()));
    };
    let led = store::roster_in(tx, walk.id).await?.iter().any(Seat::leads);
    match walk.stage() {
        Stage::Walking => Ok(Ok(seat)),
        Stage::Planned if !led => {
            let mut roles = seat.roles();
            roles.insert(0, LEADER.to_owned());
            seat.roles = Value::from(roles).to_string();
            store::set_roles(tx, walk.id, seat.person_id, &seat.roles).await?;
            outbox::append(tx, Happening::WalkRoster, walk.id, now).await?;
            Ok(Ok(seat))
        }
        _ => Ok(Err(refused())),
    }
}

fn refusal(stage: Stage) -> Problem {
    let (code, detail) = match stage {
        Stage::Ended => ("ended", "This walk has ended."),
        _ => ("not_begun", "This walk has not begun."),
    };
    Problem::new(StatusCode::CONFLICT, code, detail)
}

/// Begins, pauses, resumes or ends a walk.
#[utoipa::path(put, path = "/api/walks/{id}/state", operation_id = "moveWalk", tag = "walks", params(
    ("id" = Uuid, Path, description = "The walk"),
), request_body = NewState, responses(
    (status = 200, description = "The walk as it is now", body = WalkView),
    (status = 403, description = "You do not lead it, and it is not a planned walk that nobody leads", body = Problem),
    (status = 404, description = "No walk that you may see", body = Problem),
    (status = 409, description = "`ended` or `not_begun`", body = Problem),
    (status = 422, description = "Every fault", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    Deed {
        asker, ids: id, body, ..
    }: Deed<Uuid, Received>,
) -> Result<Json<WalkView>, Problem> {
    Ok(Json(go(&house, &asker, id, read(&body)?).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_goes_forward_only() {
        let stages = [Stage::Planned, Stage::Walking, Stage::Paused, Stage::Ended];
        let after = |stage: Stage| stages.map(|next| stage.leads_to(next));
        assert_eq!(after(Stage::Planned), [false, true, false, true]);
        assert_eq!(after(Stage::Walking), [false, true, true, true]);
        assert_eq!(after(Stage::Paused), [false, true, true, true]);
        assert_eq!(after(Stage::Ended), [false, false, false, true]);
        assert!(
            stages
                .iter()
                .all(|stage| Stage::read(stage.word()) == Some(*stage))
        );
    }
}

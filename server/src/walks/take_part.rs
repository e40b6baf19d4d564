//! Changes a row of the roster: one's own name, roles and waiting items, or the roles of somebody else.

use super::{
    roster::{LEADER, MemberView, ROLES, Seat, Waiting},
    standing::{Standing, standing},
    store,
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
use axum::{Json, extract::State};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// Most items that a phone may say it has waiting.
const MOST_WAITING: i64 = 100_000;

/// What changes in one's own row; absent members stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, ToSchema)]
pub struct OwnRow {
    /// What the others may call you, at most 40 characters.
    pub name: Option<String>,
    /// `leader`, `photographer`, `notetaker`, `walker`; who does not lead yet may take the lead when nobody has it.
    pub roles: Option<Vec<String>>,
    /// You stopped, or walk along again. Who stopped keeps reading the walk and hearing of it: their own findings are in
    /// it.
    pub left: Option<bool>,
    /// What your phone still has to send.
    pub waiting: Option<Waiting>,
}

/// New roles of somebody on the walk.
#[derive(Debug, Clone, ToSchema)]
pub struct NewRoles {
    /// `leader`, `photographer`, `notetaker`, `walker`.
    pub roles: Vec<String>,
}

fn roles(members: &mut Members<'_>) -> Option<Vec<String>> {
    let mut roles = members.list("roles", ROLES.len(), |value| {
        let role = value.as_str().ok_or("wrong_type")?;
        ROLES
            .contains(&role)
            .then(|| role.to_owned())
            .ok_or("unknown_choice")
    })?;
    roles.sort_by_key(|role| ROLES.iter().position(|known| known == role));
    roles.dedup();
    Some(roles)
}

fn yes_or_no(members: &mut Members<'_>, name: &'static str) -> Option<bool> {
    let value = members.any(name)?;
    if !value.is_boolean() {
        members.fault(name, "wrong_type");
    }
    value.as_bool()
}

fn waiting(members: &mut Members<'_>) -> Option<Waiting> {
    let mut inner = Members::of(members.any("waiting")?, "/waiting");
    let findings = inner.whole("findings", 0, MOST_WAITING);
    let findings = inner.required("findings", findings);
    let photos = inner.whole("photos", 0, MOST_WAITING);
    let photos = inner.required("photos", photos);
    members.absorb(inner.faults());
    Some(Waiting {
        findings: findings?,
        photos: photos?,
    })
}

fn own_row(body: &Value) -> Result<OwnRow, Problem> {
    let mut members = Members::of(body, "");
    let row = OwnRow {
        name: members.words("name", 40),
        roles: roles(&mut members),
        left: yes_or_no(&mut members, "left"),
        waiting: waiting(&mut members),
    };
    members.done()?;
    Ok(row)
}

impl OwnRow {
    fn takes_lead(&self) -> bool {
        let mut roles = self.roles.iter().flatten();
        roles.any(|role| role == LEADER)
    }

    /// A row with what changes.
    fn over(self, seat: &Seat, now: i64) -> Seat {
        let heard_at = self.waiting.map_or(seat.heard_at, |_| Some(now));
        let waiting = self.waiting.unwrap_or(Waiting {
            findings: seat.waiting_findings,
            photos: seat.waiting_photos,
        });
        Seat {
            name: self.name.or_else(|| seat.name.clone()),
            roles: self
                .roles
                .map_or_else(|| seat.roles.clone(), |roles| text(&roles)),
            left_at: match self.left {
                None => seat.left_at,
                Some(true) => seat.left_at.or(Some(now)),
                Some(false) => None,
            },
            waiting_findings: waiting.findings,
            waiting_photos: waiting.photos,
            heard_at,
            ..*seat
        }
    }
}

fn text(roles: &[String]) -> String {
    serde_json::to_string(roles).unwrap_or_else(|_| "[]".into())
}

/// Changes the asker's own row.
pub async fn change_own(house: &House, asker: &Asker, walk: Uuid, new: OwnRow) -> Result<Seat, Problem> {
    let Standing { seat, leads, .. } = standing(house, asker, walk).await?;
    let Some(seat) = seat else {
        return Err(Problem::not_for_you("You have not joined this walk."));
    };
    let mut tx = house.db.begin().await?;
    // Who changes a roster takes turns, so that two cannot both take a lead that nobody has.
    store::hold(&mut tx, walk).await?;
    let seat = store::seat_in(&mut tx, walk, seat.person_id)
        .await?
        .unwrap_or(seat);
    if new.takes_lead() && !leads && is_led(&mut tx, walk).await? {
        tx.commit().await?;
        return Err(Problem::not_for_you(
            "Somebody leads this walk. They can give you the lead.",
        ));
    }
    let now = house.clock.now_ms();
    let next = new.over(&seat, now);
    if seat != next {
        store::set_seat(&mut tx, &next).await?;
    }
    if seat.roles != next.roles {
        store::set_roles(&mut tx, walk, next.person_id, &next.roles).await?;
    }
    let silent = Seat {
        heard_at: seat.heard_at,
        ..next.clone()
    };
    // That a phone was heard again is no news that all others must fetch.
    if seat != silent {
        outbox::append(&mut tx, Happening::WalkRoster, walk, now).await?;
    }
    tx.commit().await?;
    Ok(next)
}

async fn is_led(tx: &mut Tx, walk: Uuid) -> Result<bool, Problem> {
    Ok(store::roster_in(tx, walk).await?.iter().any(Seat::leads))
}

/// Gives somebody on the walk other roles, and changes nothing else of their row. Only who leads it and its staff may.
pub async fn give_roles(
    house: &House,
    asker: &Asker,
    walk: Uuid,
    row: Uuid,
    roles: &[String],
) -> Result<Seat, Problem> {
    if !standing(house, asker, walk).await?.leads {
        return Err(Problem::not_for_you("Who leads the walk gives roles."));
    }
    let mut tx = house.db.begin().await?;
    store::hold(&mut tx, walk).await?;
    let roster = store::roster_in(&mut tx, walk).await?;
    let Some(seat) = roster.into_iter().find(|seat| seat.id == row) else {
        tx.commit().await?;
        return Err(Problem::not_found());
    };
    let roles = text(roles);
    if roles != seat.roles {
        store::set_roles(&mut tx, walk, seat.person_id, &roles).await?;
        outbox::append(&mut tx, Happening::WalkRoster, walk, house.clock.now_ms()).await?;
    }
    tx.commit().await?;
    Ok(Seat { roles, ..seat })
}

/// Changes your own row: name, roles, whether you still walk along, what your phone still has to send.
#[utoipa::path(put, path = "/api/walks/{id}/me", operation_id = "changeOwnRow", tag = "walks", params(
    ("id" = Uuid, Path, description = "The walk"),
), request_body = OwnRow, responses(
    (status = 200, description = "Your row as it is now", body = MemberView),
    (status = 403, description = "You have not joined, or somebody else leads", body = Problem),
    (status = 404, description = "No walk that you may see", body = Problem),
    (status = 422, description = "Every fault", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    Deed {
        asker, ids: id, body, ..
    }: Deed<Uuid, Received>,
) -> Result<Json<MemberView>, Problem> {
    let seat = change_own(&house, &asker, id, own_row(&body.value)?).await?;
    Ok(Json(seat.view(asker.id())))
}

/// Gives somebody on the walk other roles.
#[utoipa::path(put, path = "/api/walks/{id}/roster/{member}", operation_id = "giveRoles", tag = "walks", params(
    ("id" = Uuid, Path, description = "The walk"),
    ("member" = Uuid, Path, description = "The row of the roster"),
), request_body = NewRoles, responses(
    (status = 200, description = "The row as it is now", body = MemberView),
    (status = 403, description = "You do not lead the walk", body = Problem),
    (status = 404, description = "No walk that you may see, or no such row", body = Problem),
    (status = 422, description = "Every fault", body = Problem),
))]
pub async fn roles_door(
    State(house): State<House>,
    Deed {
        asker,
        ids: (id, member),
        body,
        ..
    }: Deed<(Uuid, Uuid), Received>,
) -> Result<Json<MemberView>, Problem> {
    let mut members = Members::of(&body.value, "");
    let given = roles(&mut members);
    let given = members.required("roles", given);
    members.done()?;
    let seat = give_roles(&house, &asker, id, member, &given.unwrap_or_default()).await?;
    Ok(Json(seat.view(asker.id())))
}

//! One walk with its roster.

use super::{
    qr::Here,
    roster::MemberView,
    standing::{Standing, standing},
    store,
    walk::WalkView,
};
use crate::{
    house::{House, register::ECHO},
    http::{Problem, members::path_id, path::Segments},
    people::{Asker, Thing, may_see},
};
use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A walk as its people and its staff see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct WalkPage {
    /// The walk.
    #[serde(flatten)]
    pub walk: WalkView,
    /// The join code, for who leads it and its staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The link behind the QR, for the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Who walks along, in the order in which they joined.
    pub roster: Vec<MemberView>,
    /// How many findings of it the asker may see; who saw one too adds none.
    pub findings: usize,
}

/// The walk with this id, with its roster.
pub async fn show(house: &House, asker: &Asker, id: Uuid, here: &Here) -> Result<WalkPage, Problem> {
    let Standing { walk, seat, leads } = standing(house, asker, id).await?;
    let roster = store::roster(&house.db, id).await?;
    let asking = asker.clone();
    let held = house.register.current().await;
    let findings = house.reckon(move |_| {
        let Some(number) = held.walk_number(id) else {
            return 0;
        };
        let of_walk = held
            .index
            .visits()
            .filter(|(_, sight)| sight.walk == number && sight.flags & ECHO == 0);
        of_walk
            .filter(|(_, sight)| {
                let thing = Thing {
                    owner: held.person(sight),
                    walk: Some(id),
                    buurt: held.buurt(sight),
                    personal: true,
                    reviewed: false,
                };
                may_see(&asking, &thing)
            })
            .count()
    });
    Ok(WalkPage {
        code: leads.then(|| walk.code.clone()),
        link: leads.then(|| here.link(&walk)),
        roster: roster.iter().map(|row| row.view(asker.id())).collect(),
        findings: findings.await?,
        walk: walk.view(seat.as_ref()),
    })
}

/// One walk with its roster.
#[utoipa::path(get, path = "/api/walks/{id}", operation_id = "showWalk", tag = "walks", params(
    ("id" = Uuid, Path, description = "The walk"),
), responses(
    (status = 200, description = "The walk", body = WalkPage),
    (status = 404, description = "No walk that you may see", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments(id): Segments<String>,
    here: Here,
) -> Result<Json<WalkPage>, Problem> {
    let asker = asker.somebody()?;
    Ok(Json(show(&house, &asker, path_id(&id)?, &here).await?))
}

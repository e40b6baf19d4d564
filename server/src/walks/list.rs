//! The walks that staff planned, with their codes.

use super::{
    store,
    walk::{PlannedWalk, Walk},
};
use crate::{
    house::House,
    http::Problem,
    people::{Asker, may_see},
};
use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

/// Walks, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Walks {
    /// At most 200.
    pub walks: Vec<PlannedWalk>,
}

/// The walks of staff's buurt or city. Codes open walks, so walkers get none.
pub async fn list(house: &House, asker: &Asker) -> Result<Vec<PlannedWalk>, Problem> {
    let Asker::Staff { id, buurt, .. } = asker else {
        return Err(Problem::not_for_you(
            "Codes of walks are for staff. Your own walks are at /api/me.",
        ));
    };
    let walks = store::latest(&house.db, buurt.as_deref(), *id).await?;
    let now = house.clock.now_ms();
    let walks: Vec<Walk> = walks.into_iter().map(|walk| walk.as_of(now)).collect();
    Ok(walks
        .iter()
        .filter(|walk| may_see(asker, &walk.thing()))
        .map(Walk::planned)
        .collect())
}

/// Planned walks with their codes, for staff.
#[utoipa::path(get, path = "/api/walks", operation_id = "listWalks", tag = "walks", responses(
    (status = 200, description = "The latest first", body = Walks),
    (status = 403, description = "Not staff", body = Problem),
))]
pub async fn door(State(house): State<House>, asker: Asker) -> Result<Json<Walks>, Problem> {
    let asker = asker.somebody()?;
    Ok(Json(Walks {
        walks: list(&house, &asker).await?,
    }))
}

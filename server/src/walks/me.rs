//! Who am I here, and which walks did I join?

use super::{store, walk::WalkView};
use crate::{
    house::House,
    http::Problem,
    people::{self, Asker},
};
use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The asker, to themselves.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// The pseudonym, or the token's person.
    pub id: Uuid,
    /// `participant`, `networker`, `partner`, `admin` or `committee`.
    pub role: &'static str,
    /// The one buurt of this staff token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buurt: Option<String>,
    /// Walks joined, oldest first.
    pub walks: Vec<WalkView>,
}

/// Who the asker is; 401 for nobody.
pub async fn me(house: &House, asker: Asker) -> Result<Me, Problem> {
    let (id, role, buurt) = match asker {
        Asker::Nobody => return Err(Problem::unknown_asker()),
        Asker::Participant { id, .. } => (id, people::Role::Participant, None),
        Asker::Staff { id, role, buurt, .. } => (id, role, buurt),
    };
    let mut walks = Vec::new();
    for seat in store::seats_of(&house.db, id).await? {
        if let Some(walk) = store::by_id(&house.db, seat.walk_id).await? {
            walks.push(walk.as_of(house.clock.now_ms()).view(Some(&seat)));
        }
    }
    Ok(Me {
        id,
        role: role.word(),
        buurt,
        walks,
    })
}

/// Who am I?
#[utoipa::path(get, path = "/api/me", operation_id = "whoAmI", tag = "walks", responses(
    (status = 200, description = "The asker", body = Me),
    (status = 401, description = "Nobody", body = Problem),
))]
pub async fn door(State(house): State<House>, asker: Asker) -> Result<Json<Me>, Problem> {
    Ok(Json(me(&house, asker).await?))
}

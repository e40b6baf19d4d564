//! What an asker is to a walk: one of its people, its staff, or nobody.

use super::{roster::Seat, store, walk::Walk};
use crate::{
    house::House,
    http::Problem,
    people::{Asker, looks_after, may_see},
};
use uuid::Uuid;

/// A walk that the asker may see.
pub struct Standing {
    /// The walk.
    pub walk: Walk,
    /// The asker's own row in the roster, if they joined.
    pub seat: Option<Seat>,
    /// May they begin, pause and end it, give roles and see its code?
    pub leads: bool,
}

/// The walk with this id, for its people and its staff; 404 for all others, whether it exists or not.
pub async fn standing(house: &House, asker: &Asker, id: Uuid) -> Result<Standing, Problem> {
    let walk = store::by_id(&house.db, id)
        .await?
        .ok_or_else(Problem::not_found)?
        .as_of(house.clock.now_ms());
    let person = asker.id().ok_or_else(Problem::unknown_asker)?;
    let seat = store::seat(&house.db, id, person).await?;
    let seen = may_see(asker, &walk.thing());
    if !seen && seat.is_none() {
        return Err(Problem::not_found());
    }
    let leads = looks_after(asker, &walk.thing()) || seat.as_ref().is_some_and(Seat::leads);
    Ok(Standing { walk, seat, leads })
}

//! "Not the same after all": a finding leaves the case that it was put into.

use super::{
    finding::Finding,
    same::{self, require_own, require_seen},
    store,
};
use crate::{
    house::House,
    http::Problem,
    people::{Asker, Deed},
    store::Tx,
    walks::{self, roster::Seat},
};
use axum::{extract::State, http::StatusCode};
use uuid::Uuid;

/// Takes a finding out of its case: one of the asker's own, one of a walk that they lead, or one of a place where they plan
/// the walks. Who may only see it is refused. Again is harmless.
pub async fn apart(house: &House, asker: &Asker, id: Uuid) -> Result<(), Problem> {
    let now = house.clock.now_ms();
    let mut tx = house.db.begin().await?;
    let held = store::hold(&mut tx, id).await?;
    let leads = leads_its_walk(&mut tx, asker, held.as_ref()).await?;
    let (mut tx, ()) = tx.settled(require_parting(house, asker, held, leads)).await?;
    let seq = same::leave(&mut tx, id, now).await?;
    tx.commit().await?;
    house.register.promise(seq);
    Ok(())
}

fn require_parting(
    house: &House,
    asker: &Asker,
    finding: Option<Finding>,
    leads: bool,
) -> Result<(), Problem> {
    let Some(kept) = &finding else {
        return Err(Problem::not_found());
    };
    if asker.id() == Some(kept.person_id) {
        return require_own(asker, finding);
    }
    let plans = asker.plans_walks() && kept.is_looked_after_by(asker, house);
    require_seen(house, asker, finding)?;
    if leads || plans {
        return Ok(());
    }
    let detail = "Its maker takes it out, or who leads or plans the walk.";
    Err(Problem::not_for_you(detail))
}

/// Does the asker lead the walk that the finding belongs to, being still on it?
async fn leads_its_walk(tx: &mut Tx, asker: &Asker, finding: Option<&Finding>) -> Result<bool, Problem> {
    let (Some(person), Some(walk)) = (asker.id(), finding.and_then(|finding| finding.walk_id)) else {
        return Ok(false);
    };
    let seat = walks::store::seat_in(tx, walk, person).await?;
    Ok(seat.as_ref().is_some_and(Seat::leads))
}

/// Takes a finding out of its case.
#[utoipa::path(delete, path = "/api/findings/{id}/same", operation_id = "partFinding", tag = "findings", params(
    ("id" = Uuid, Path, description = "A finding of the asker's own, or of a walk that they lead or plan"),
), responses(
    (status = 204, description = "In no case, now or before"),
    (status = 403, description = "Not yours, and you neither lead nor plan its walk", body = Problem),
    (status = 404, description = "Not here, or not for you", body = Problem),
    (status = 410, description = "You withdrew it", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    Deed { asker, ids: id, .. }: Deed<Uuid>,
) -> Result<StatusCode, Problem> {
    apart(&house, &asker, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

//! "The same thing": findings of one case. The findings stay what they are, and so do their voices.

use super::{finding::Finding, store};
use crate::{
    house::House,
    http::{Problem, Segments, limits::Pace, members::path_id},
    people::{Asker, may_see},
    store::{
        Tx,
        outbox::{self, Happening},
    },
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The case that a finding belongs to.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseView {
    /// Its id.
    pub case: Uuid,
    /// How many findings are about it.
    pub findings: usize,
}

/// Says that a finding of the asker's own is about the same as another one that they may see. Two cases become one: the
/// other's. Again is harmless.
pub async fn same(house: &House, asker: &Asker, own: Uuid, other: Uuid) -> Result<CaseView, Problem> {
    if own == other {
        return Err(Problem::fault("", "own"));
    }
    let now = house.clock.now_ms();
    let mut tx = house.db.begin().await?;
    let (first, second) = (own.min(other), own.max(other));
    let first = store::hold(&mut tx, first).await?;
    let second = store::hold(&mut tx, second).await?;
    let (mine, theirs) = if own < other {
        (first, second)
    } else {
        (second, first)
    };
    require_own(asker, mine)?;
    require_seen(house, asker, theirs)?;
    // Two that join cases at the same time would each see half.
    outbox::take_turn(&mut tx).await?;
    let (mine, theirs) = (
        store::cases::of_in(&mut tx, own).await?,
        store::cases::of_in(&mut tx, other).await?,
    );
    let case = theirs.or(mine).unwrap_or_else(Uuid::now_v7);
    let mut moving = Vec::new();
    if mine.is_none() {
        moving.push(own);
    }
    if theirs.is_none() {
        moving.push(other);
    }
    if let Some(old) = mine.filter(|old| *old != case) {
        moving.extend(store::cases::members(&mut tx, old).await?);
    }
    let mut seq = 0;
    for finding in moving {
        store::cases::put(&mut tx, finding, case).await?;
        seq = outbox::append(&mut tx, Happening::FindingLinked, finding, now).await?;
    }
    let findings = store::cases::members(&mut tx, case).await?.len();
    tx.commit().await?;
    house.register.promise(seq);
    Ok(CaseView { case, findings })
}

/// Takes a finding of the asker's own out of its case; again is harmless.
pub async fn apart(house: &House, asker: &Asker, own: Uuid) -> Result<(), Problem> {
    let now = house.clock.now_ms();
    let mut tx = house.db.begin().await?;
    require_own(asker, store::hold(&mut tx, own).await?)?;
    let seq = leave(&mut tx, own, now).await?;
    tx.commit().await?;
    house.register.promise(seq);
    Ok(())
}

/// Takes a finding out of its case, and ends a case that is about one finding only. Gives the last seq, or 0.
pub(super) async fn leave(tx: &mut Tx, finding: Uuid, now: i64) -> Result<i64, Problem> {
    outbox::take_turn(tx).await?;
    let Some(case) = store::cases::of_in(tx, finding).await? else {
        return Ok(0);
    };
    let mut leaving = vec![finding];
    let members = store::cases::members(tx, case).await?;
    if members.len() <= 2 {
        leaving = members;
    }
    let mut seq = 0;
    for finding in leaving {
        store::cases::take_out(tx, finding).await?;
        seq = outbox::append(tx, Happening::FindingLinked, finding, now).await?;
    }
    Ok(seq)
}

fn require_own(asker: &Asker, finding: Option<Finding>) -> Result<(), Problem> {
    let finding = finding.filter(|finding| asker.id() == Some(finding.person_id));
    match finding.ok_or_else(Problem::not_found)?.withdrawn_at {
        None => Ok(()),
        Some(_) => Err(Problem::withdrawn()),
    }
}

fn require_seen(house: &House, asker: &Asker, finding: Option<Finding>) -> Result<(), Problem> {
    let finding = finding.filter(|finding| finding.withdrawn_at.is_none());
    finding
        .filter(|finding| may_see(asker, &finding.thing(&house.catalogue)))
        .map(|_| ())
        .ok_or_else(Problem::not_found)
}

/// Says that two findings are about the same.
#[utoipa::path(put, path = "/api/findings/{id}/same/{other}", operation_id = "joinFindings", tag = "findings", params(
    ("id" = Uuid, Path, description = "A finding of the asker's own"),
    ("other" = Uuid, Path, description = "The other one"),
), responses(
    (status = 200, description = "Both are of one case", body = CaseView),
    (status = 400, description = "Malformed id", body = Problem),
    (status = 404, description = "Not here, or not for you", body = Problem),
    (status = 410, description = "You withdrew yours", body = Problem),
    (status = 422, description = "Twice the same finding", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments((own, other)): Segments<(String, String)>,
) -> Result<Json<CaseView>, Problem> {
    let asker = asker.somebody()?;
    house
        .limits
        .count(asker.id().unwrap_or_default(), Pace::Finding)?;
    Ok(Json(
        same(&house, &asker, path_id(&own)?, path_id(&other)?).await?,
    ))
}

/// Takes a finding out of its case.
#[utoipa::path(delete, path = "/api/findings/{id}/same", operation_id = "partFinding", tag = "findings", params(
    ("id" = Uuid, Path, description = "A finding of the asker's own"),
), responses(
    (status = 204, description = "In no case, now or before"),
    (status = 404, description = "No finding of yours", body = Problem),
    (status = 410, description = "You withdrew it", body = Problem),
))]
pub async fn back_door(
    State(house): State<House>,
    asker: Asker,
    Segments(own): Segments<String>,
) -> Result<StatusCode, Problem> {
    let asker = asker.somebody()?;
    house
        .limits
        .count(asker.id().unwrap_or_default(), Pace::Finding)?;
    apart(&house, &asker, path_id(&own)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

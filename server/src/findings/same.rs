//! "The same thing": findings of one case. The findings stay what they are, and so do their voices.

use super::{finding::Finding, store};
use crate::{
    house::House,
    http::Problem,
    people::{Asker, Deed},
    store::{
        Tx,
        outbox::{self, Happening},
    },
};
use axum::{Json, extract::State};
use serde::Serialize;
use spatial::Lonlat;
use utoipa::ToSchema;
use uuid::Uuid;

/// The case that a finding belongs to.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseView {
    /// Its id.
    pub case: Uuid,
    /// How many findings that the asker may see are about it.
    pub findings: usize,
}

/// Most findings of one case.
const FINDINGS: usize = 200;
/// One thing lies at most this far from itself, in metres, beside what its category allows and the fixes leave open.
const APART_M: f64 = 50.0;
/// A fix leaves open at most this much, in metres.
const VAGUE_M: f64 = 100.0;

/// Says that a finding of the asker's own is about the same as another one that they may see. Two cases become one: the
/// larger one, of equal ones the other's. More than 200 findings are too many for a case. Two of different groups, or too
/// far apart for their categories, are not the same. Again is harmless.
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
    let may = require_own(asker, mine.clone())
        .and_then(|()| require_seen(house, asker, theirs.clone()))
        .and_then(|()| require_alike(house, mine.as_ref(), theirs.as_ref()));
    let (mut tx, ()) = tx.settled(may).await?;
    // Two that join cases at the same time would each see half.
    outbox::take_turn(&mut tx).await?;
    let mine = Group::of(&mut tx, own).await?;
    let theirs = Group::of(&mut tx, other).await?;
    let (mut tx, (case, moving)) = tx.settled(joined(mine, theirs)).await?;
    let mut seq = 0;
    for finding in moving {
        store::cases::put(&mut tx, finding, case).await?;
        seq = outbox::append(&mut tx, Happening::FindingLinked, finding, now).await?;
    }
    let all = store::cases::findings(&mut tx, case).await?;
    tx.commit().await?;
    house.register.promise(seq);
    let seen = all.iter().filter(|finding| finding.is_seen_by(asker, house));
    Ok(CaseView {
        case,
        findings: seen.count(),
    })
}

/// Findings that are about the same: those of a case, or one without a case.
struct Group {
    case: Option<Uuid>,
    findings: Vec<Uuid>,
}

impl Group {
    async fn of(tx: &mut Tx, finding: Uuid) -> Result<Self, Problem> {
        let case = store::cases::of_in(tx, finding).await?;
        let findings = match case {
            Some(case) => store::cases::members(tx, case).await?,
            None => vec![finding],
        };
        Ok(Self { case, findings })
    }
}

/// The case that two groups become, and the findings that move into it.
fn joined(mine: Group, theirs: Group) -> Result<(Uuid, Vec<Uuid>), Problem> {
    if let (Some(mine), Some(theirs)) = (mine.case, theirs.case)
        && mine == theirs
    {
        return Ok((mine, Vec::new()));
    }
    if mine.findings.len() + theirs.findings.len() > FINDINGS {
        return Err(Problem::fault("", "too_many"));
    }
    let larger = mine.findings.len() > theirs.findings.len();
    let (stays, moves) = if larger { (mine, theirs) } else { (theirs, mine) };
    // Only groups of one are without a case: the one that moves is then of one, too.
    let (case, mut moving) = match stays.case {
        Some(case) => (case, Vec::new()),
        None => (Uuid::now_v7(), stays.findings),
    };
    moving.extend(moves.findings);
    Ok((case, moving))
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

pub(super) fn require_own(asker: &Asker, finding: Option<Finding>) -> Result<(), Problem> {
    let finding = finding.filter(|finding| asker.id() == Some(finding.person_id));
    match finding.ok_or_else(Problem::not_found)?.withdrawn_at {
        None => Ok(()),
        Some(_) => Err(Problem::withdrawn()),
    }
}

pub(super) fn require_seen(house: &House, asker: &Asker, finding: Option<Finding>) -> Result<(), Problem> {
    let finding = finding.filter(|finding| finding.withdrawn_at.is_none());
    finding
        .filter(|finding| finding.is_seen_by(asker, house))
        .map(|_| ())
        .ok_or_else(Problem::not_found)
}

/// Could they be one thing? What nobody named yet may be anything.
fn require_alike(house: &House, mine: Option<&Finding>, theirs: Option<&Finding>) -> Result<(), Problem> {
    let (Some(mine), Some(theirs)) = (mine, theirs) else {
        return Ok(());
    };
    let group = |finding: &Finding| {
        let code = finding.category.as_deref()?;
        Some(
            house
                .catalogue
                .find(code)
                .map_or(code, |entry| &entry.group)
                .to_owned(),
        )
    };
    if let (Some(mine), Some(theirs)) = (group(mine), group(theirs))
        && mine != theirs
    {
        return Err(Problem::fault("", "other_category"));
    }
    let frame = house.atlas.load().frame;
    let at = |finding: &Finding| frame.to_metres(Lonlat::new(finding.lon, finding.lat));
    let (from, to) = (at(mine), at(theirs));
    let reach = |finding: &Finding| {
        let item = finding
            .category
            .as_deref()
            .and_then(|code| house.catalogue.item(code));
        item.map_or(0.0, |item| f64::from(item.duplicate.metres))
    };
    let vague = mine.accuracy_m.min(VAGUE_M) + theirs.accuracy_m.min(VAGUE_M);
    if (to.x - from.x).hypot(to.y - from.y) > reach(mine).max(reach(theirs)).max(APART_M) + vague {
        return Err(Problem::fault("", "too_far"));
    }
    Ok(())
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
    (status = 422, description = "`own`: twice the same finding; `too_many` in one case; `other_category`; `too_far` apart", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    Deed {
        asker,
        ids: (own, other),
        ..
    }: Deed<(Uuid, Uuid)>,
) -> Result<Json<CaseView>, Problem> {
    Ok(Json(same(&house, &asker, own, other).await?))
}

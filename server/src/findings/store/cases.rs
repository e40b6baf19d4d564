//! The SQL of findings that are about the same.

use crate::{
    change,
    findings::finding::Finding,
    read_all, read_one, statements,
    store::{Db, Tx},
    tx_all, tx_one,
};
use uuid::Uuid;

statements! {
    OF_FINDING = "SELECT case_id FROM finding_case WHERE finding_id = $1";
    FINDINGS = "SELECT finding.id, finding.person_id, finding.walk_id, finding.category, finding.lon, finding.lat,
        finding.accuracy_m, finding.position_source, finding.observed_at, finding.received_at, finding.note,
        finding.suggested_measure, finding.perceived_safety, finding.buurt, finding.reviewed_at, finding.withdrawn_at
        FROM finding JOIN finding_case AS link ON link.finding_id = finding.id WHERE link.case_id = $1";
    MEMBERS = "SELECT finding_id FROM finding_case WHERE case_id = $1 ORDER BY finding_id";
    BETWEEN = "SELECT finding_id, case_id FROM finding_case WHERE finding_id >= $1 AND finding_id <= $2";
    PUT = "INSERT INTO finding_case (finding_id, case_id) VALUES ($1, $2)
        ON CONFLICT (finding_id) DO UPDATE SET case_id = excluded.case_id";
    TAKE_OUT = "DELETE FROM finding_case WHERE finding_id = $1";
}

/// The case of a finding.
pub async fn of(db: &Db, finding: Uuid) -> Result<Option<Uuid>, sqlx::Error> {
    Ok(read_one!(db, (Uuid,), OF_FINDING, finding)?.map(|(case,)| case))
}

/// The same, inside a change.
pub async fn of_in(tx: &mut Tx, finding: Uuid) -> Result<Option<Uuid>, sqlx::Error> {
    Ok(tx_one!(tx, (Uuid,), OF_FINDING, finding)?.map(|(case,)| case))
}

/// The findings of a case.
pub async fn members(tx: &mut Tx, case: Uuid) -> Result<Vec<Uuid>, sqlx::Error> {
    let rows = tx_all!(tx, (Uuid,), MEMBERS, case)?;
    Ok(rows.into_iter().map(|(finding,)| finding).collect())
}

/// The same, as they are.
pub async fn findings(tx: &mut Tx, case: Uuid) -> Result<Vec<Finding>, sqlx::Error> {
    tx_all!(tx, Finding, FINDINGS, case)
}

/// The cases of all findings from one id to another, both included: finding and case.
pub async fn between(db: &Db, from: Uuid, to: Uuid) -> Result<Vec<(Uuid, Uuid)>, sqlx::Error> {
    read_all!(db, (Uuid, Uuid), BETWEEN, from, to)
}

/// Puts a finding into a case, out of the one it was in.
pub async fn put(tx: &mut Tx, finding: Uuid, case: Uuid) -> Result<(), sqlx::Error> {
    change!(tx, PUT, finding, case)?;
    Ok(())
}

/// Takes a finding out of its case.
pub async fn take_out(tx: &mut Tx, finding: Uuid) -> Result<(), sqlx::Error> {
    change!(tx, TAKE_OUT, finding)?;
    Ok(())
}

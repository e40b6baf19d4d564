//! The SQL of who saw a finding too.

use crate::{
    change, read_all, read_one, statements,
    store::{Db, Tx},
    tx_all, tx_one,
};
use uuid::Uuid;

statements! {
    /// An id that is taken, and a second voice of one person on one day, add nothing.
    INSERT_CONFIRMATION = "INSERT INTO confirmation (id, finding_id, person_id, day, observed_at, received_at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    BY_ID = "SELECT id, finding_id, person_id, day, observed_at, received_at, withdrawn_at FROM confirmation
        WHERE id = $1";
    OF_FINDING = "SELECT id, finding_id, person_id, day, observed_at, received_at, withdrawn_at FROM confirmation
        WHERE finding_id = $1 AND withdrawn_at IS NULL ORDER BY finding_id, person_id, day";
    BETWEEN = "SELECT id, finding_id, person_id, day, observed_at, received_at, withdrawn_at FROM confirmation
        WHERE finding_id >= $1 AND finding_id <= $2 AND withdrawn_at IS NULL ORDER BY finding_id, person_id, day";
    TAKE_BACK = "UPDATE confirmation SET withdrawn_at = $1 WHERE id = $2 AND withdrawn_at IS NULL";
    FORGET = "DELETE FROM confirmation WHERE finding_id = $1";
}

/// Somebody saw a finding too.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Confirmation {
    /// Its id, made by the phone.
    pub id: Uuid,
    /// Which finding.
    pub finding_id: Uuid,
    /// Who.
    pub person_id: Uuid,
    /// On which local day, since 1970-01-01.
    pub day: i64,
    /// When, by the phone's clock, ms since 1970 UTC.
    pub observed_at: i64,
    /// When it came, by ours.
    pub received_at: i64,
    /// When it was taken back.
    pub withdrawn_at: Option<i64>,
}

/// Adds a voice; true when it was added.
pub async fn insert(tx: &mut Tx, new: &Confirmation) -> Result<bool, sqlx::Error> {
    let added = change!(
        tx,
        INSERT_CONFIRMATION,
        new.id,
        new.finding_id,
        new.person_id,
        new.day,
        new.observed_at,
        new.received_at
    )?;
    Ok(added == 1)
}

/// The voice with this id, also when it was taken back.
pub async fn by_id(db: &Db, id: Uuid) -> Result<Option<Confirmation>, sqlx::Error> {
    read_one!(db, Confirmation, BY_ID, id)
}

/// The same, inside a change.
pub async fn by_id_in(tx: &mut Tx, id: Uuid) -> Result<Option<Confirmation>, sqlx::Error> {
    tx_one!(tx, Confirmation, BY_ID, id)
}

/// The voices of a finding, person by person.
pub async fn of(db: &Db, finding: Uuid) -> Result<Vec<Confirmation>, sqlx::Error> {
    read_all!(db, Confirmation, OF_FINDING, finding)
}

/// The same, inside a change.
pub async fn of_in(tx: &mut Tx, finding: Uuid) -> Result<Vec<Confirmation>, sqlx::Error> {
    tx_all!(tx, Confirmation, OF_FINDING, finding)
}

/// The voices of all findings from one id to another, both included.
pub async fn between(db: &Db, from: Uuid, to: Uuid) -> Result<Vec<Confirmation>, sqlx::Error> {
    read_all!(db, Confirmation, BETWEEN, from, to)
}

/// Takes a voice back; true when it counted. The id stays, so that it does not come back.
pub async fn take_back(tx: &mut Tx, id: Uuid, at: i64) -> Result<bool, sqlx::Error> {
    Ok(change!(tx, TAKE_BACK, at, id)? == 1)
}

/// Forgets who saw a finding too.
pub async fn forget(tx: &mut Tx, finding: Uuid) -> Result<(), sqlx::Error> {
    change!(tx, FORGET, finding)?;
    Ok(())
}

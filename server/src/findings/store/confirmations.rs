//! The SQL of who saw a finding too.

use crate::{
    change, read_all, read_one, statements,
    store::{Db, Tx},
    tx_all, tx_one,
};
use uuid::Uuid;

statements! {
    /// An id that is taken, and a second voice of one person on one day that counts, add nothing.
    INSERT_CONFIRMATION = "INSERT INTO confirmation (id, finding_id, person_id, day, observed_at, received_at, counted,
        seen_lon, seen_lat, seen_category) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    BY_ID = "SELECT id, finding_id, person_id, day, observed_at, received_at, withdrawn_at, counted, seen_lon, seen_lat,
        seen_category FROM confirmation WHERE id = $1";
    OF_FINDING = "SELECT id, finding_id, person_id, day, observed_at, received_at, withdrawn_at, counted, seen_lon,
        seen_lat, seen_category FROM confirmation
        WHERE finding_id = $1 AND withdrawn_at IS NULL AND counted = 1 ORDER BY finding_id, person_id, day";
    OF_PERSON = "SELECT id, finding_id, person_id, day, observed_at, received_at, withdrawn_at, counted, seen_lon,
        seen_lat, seen_category FROM confirmation WHERE finding_id = $1 AND person_id = $2";
    BETWEEN = "SELECT id, finding_id, person_id, day, observed_at, received_at, withdrawn_at, counted, seen_lon,
        seen_lat, seen_category FROM confirmation
        WHERE finding_id >= $1 AND finding_id <= $2 AND withdrawn_at IS NULL AND counted = 1
        ORDER BY finding_id, person_id, day";
    HEARD = "SELECT COUNT(*), COUNT(DISTINCT person_id) FROM confirmation
        WHERE finding_id = $1 AND withdrawn_at IS NULL AND counted = 1";
    SEEN = "SELECT DISTINCT seen_lon, seen_lat, seen_category FROM confirmation
        WHERE finding_id = $1 AND withdrawn_at IS NULL";
    TAKE_BACK = "UPDATE confirmation SET withdrawn_at = $1 WHERE id = $2 AND withdrawn_at IS NULL";
    LEAVE_BEHIND = "UPDATE confirmation SET withdrawn_at = $1 WHERE finding_id = $2 AND seen_lon = $3
        AND seen_lat = $4 AND seen_category = $5 AND withdrawn_at IS NULL";
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
    /// 1 for a voice that counts; 0 for one that is known and adds nothing.
    pub counted: i64,
    /// What they saw.
    #[sqlx(flatten)]
    pub seen: Seen,
}

/// What somebody saw when they said so: where the finding was, and of which category.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Seen {
    /// Degrees east.
    #[sqlx(rename = "seen_lon")]
    pub lon: f64,
    /// Degrees north.
    #[sqlx(rename = "seen_lat")]
    pub lat: f64,
    /// Group or item code; empty without one.
    #[sqlx(rename = "seen_category")]
    pub category: String,
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
        new.received_at,
        new.counted,
        new.seen.lon,
        new.seen.lat,
        &new.seen.category
    )?;
    Ok(added == 1)
}

/// The voice with this id, also when it was taken back or does not count.
pub async fn by_id(db: &Db, id: Uuid) -> Result<Option<Confirmation>, sqlx::Error> {
    read_one!(db, Confirmation, BY_ID, id)
}

/// The same, inside a change.
pub async fn by_id_in(tx: &mut Tx, id: Uuid) -> Result<Option<Confirmation>, sqlx::Error> {
    tx_one!(tx, Confirmation, BY_ID, id)
}

/// The voices of a finding that count, person by person.
pub async fn of(db: &Db, finding: Uuid) -> Result<Vec<Confirmation>, sqlx::Error> {
    read_all!(db, Confirmation, OF_FINDING, finding)
}

/// All that one person said of a finding, taken back or not, inside a change.
pub async fn of_person_in(
    tx: &mut Tx,
    finding: Uuid,
    person: Uuid,
) -> Result<Vec<Confirmation>, sqlx::Error> {
    tx_all!(tx, Confirmation, OF_PERSON, finding, person)
}

/// The voices of all findings from one id to another, both included, that count.
pub async fn between(db: &Db, from: Uuid, to: Uuid) -> Result<Vec<Confirmation>, sqlx::Error> {
    read_all!(db, Confirmation, BETWEEN, from, to)
}

/// How many voices of a finding count, and of how many people they are.
pub async fn heard(db: &Db, finding: Uuid) -> Result<(i64, i64), sqlx::Error> {
    Ok(read_one!(db, (i64, i64), HEARD, finding)?.unwrap_or_default())
}

/// The same, inside a change.
pub async fn heard_in(tx: &mut Tx, finding: Uuid) -> Result<(i64, i64), sqlx::Error> {
    Ok(tx_one!(tx, (i64, i64), HEARD, finding)?.unwrap_or_default())
}

/// What those who saw a finding too saw, each once.
pub async fn seen(tx: &mut Tx, finding: Uuid) -> Result<Vec<Seen>, sqlx::Error> {
    tx_all!(tx, Seen, SEEN, finding)
}

/// Takes back the voices of those who saw this of a finding; gives how many.
pub async fn leave_behind(tx: &mut Tx, finding: Uuid, seen: &Seen, at: i64) -> Result<u64, sqlx::Error> {
    change!(tx, LEAVE_BEHIND, at, finding, seen.lon, seen.lat, &seen.category)
}

/// Takes a voice back. The id stays, so that it does not come back.
pub async fn take_back(tx: &mut Tx, id: Uuid, at: i64) -> Result<(), sqlx::Error> {
    change!(tx, TAKE_BACK, at, id)?;
    Ok(())
}

/// Forgets who saw a finding too.
pub async fn forget(tx: &mut Tx, finding: Uuid) -> Result<(), sqlx::Error> {
    change!(tx, FORGET, finding)?;
    Ok(())
}

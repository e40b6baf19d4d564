//! The SQL of what is added to findings later.

use crate::{
    change,
    findings::finding::Finding,
    read_one, statements,
    store::{Db, Tx},
    tx_all, tx_one,
};
use uuid::Uuid;

statements! {
    INSERT_CHANGE = "INSERT INTO finding_change (id, finding_id, made_at, received_at, body)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING";
    BY_ID = "SELECT id, finding_id, made_at, received_at, body FROM finding_change WHERE id = $1";
    OF_FINDING = "SELECT id, finding_id, made_at, received_at, body FROM finding_change
        WHERE finding_id = $1";
    /// What nobody looked at yet is not released.
    APPLY = "UPDATE finding SET category = $1, lon = $2, lat = $3, accuracy_m = $4, position_source = $5, note = $6,
        suggested_measure = $7, perceived_safety = $8, buurt = $9, reviewed_at = NULL WHERE id = $10";
    ADD_PHOTO = "INSERT INTO finding_photo (finding_id, photo_id, place)
        SELECT $1, $2, COALESCE(MAX(place) + 1, 0) FROM finding_photo WHERE finding_id = $1
        ON CONFLICT (finding_id, photo_id) DO NOTHING";
    DROP_PHOTO = "DELETE FROM finding_photo WHERE finding_id = $1 AND photo_id = $2";
    COUNT_OF = "SELECT COUNT(*) FROM finding_change WHERE finding_id = $1";
    FORGET = "DELETE FROM finding_change WHERE finding_id = $1";
}

/// A change as it is kept.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Kept {
    /// Its id, made by the phone.
    pub id: Uuid,
    /// To which finding.
    pub finding_id: Uuid,
    /// When, by the phone's clock, ms since 1970 UTC.
    pub made_at: i64,
    /// When it came, by ours.
    pub received_at: i64,
    /// What was sent.
    pub body: String,
}

/// Adds a change unless its id is taken; true when it was added.
pub async fn insert(tx: &mut Tx, kept: &Kept) -> Result<bool, sqlx::Error> {
    let added = change!(
        tx,
        INSERT_CHANGE,
        kept.id,
        kept.finding_id,
        kept.made_at,
        kept.received_at,
        &kept.body
    )?;
    Ok(added == 1)
}

/// The change with this id.
pub async fn by_id(db: &Db, id: Uuid) -> Result<Option<Kept>, sqlx::Error> {
    read_one!(db, Kept, BY_ID, id)
}

/// The same, inside a change.
pub async fn by_id_in(tx: &mut Tx, id: Uuid) -> Result<Option<Kept>, sqlx::Error> {
    tx_one!(tx, Kept, BY_ID, id)
}

/// The changes of a finding, in the order in which they were made. Of a phone whose clock is ahead the moment of coming
/// in counts: else none could be put right before that moment.
pub async fn of(tx: &mut Tx, finding: Uuid) -> Result<Vec<Kept>, sqlx::Error> {
    let mut all = tx_all!(tx, Kept, OF_FINDING, finding)?;
    all.sort_by_key(|kept| (kept.made_at.min(kept.received_at), kept.id));
    Ok(all)
}

/// How many changes of a finding there are.
pub async fn count(tx: &mut Tx, finding: Uuid) -> Result<i64, sqlx::Error> {
    Ok(tx_one!(tx, (i64,), COUNT_OF, finding)?.map_or(0, |(count,)| count))
}

/// Shows a finding as it is now.
pub async fn apply(tx: &mut Tx, finding: &Finding) -> Result<(), sqlx::Error> {
    change!(
        tx,
        APPLY,
        &finding.category,
        finding.lon,
        finding.lat,
        finding.accuracy_m,
        &finding.position_source,
        &finding.note,
        &finding.suggested_measure,
        finding.perceived_safety,
        &finding.buurt,
        finding.id
    )?;
    Ok(())
}

/// Adds a photo at the end unless it is there.
pub async fn add_photo(tx: &mut Tx, finding: Uuid, photo: Uuid) -> Result<(), sqlx::Error> {
    change!(tx, ADD_PHOTO, finding, photo)?;
    Ok(())
}

/// Takes a photo off a finding.
pub async fn drop_photo(tx: &mut Tx, finding: Uuid, photo: Uuid) -> Result<(), sqlx::Error> {
    change!(tx, DROP_PHOTO, finding, photo)?;
    Ok(())
}

/// Forgets the history of a finding.
pub async fn forget(tx: &mut Tx, finding: Uuid) -> Result<(), sqlx::Error> {
    change!(tx, FORGET, finding)?;
    Ok(())
}

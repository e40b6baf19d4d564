//! All SQL of the measures room.

use super::measure::Measure;
use crate::{
    change, read_all, read_one, statements,
    store::{Db, Tx},
    tx_one,
};
use uuid::Uuid;

statements! {
    INSERT_MEASURE = "INSERT INTO measure (id, person_id, kind, rung, state, place, west, south, east, north, buurt,
        why, hotspot, gate, evidence, full_evidence, body, proposed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        ON CONFLICT (id) DO NOTHING";
    BY_ID = "SELECT id, person_id, kind, rung, state, place, west, south, east, north, buurt, why, hotspot, gate,
        evidence, full_evidence, proposed_at, reviewed_at, withdrawn_at FROM measure WHERE id = $1";
    BODY = "SELECT body FROM measure WHERE id = $1";
    LATEST = "SELECT id, person_id, kind, rung, state, place, west, south, east, north, buurt, why, hotspot, gate,
        evidence, full_evidence, proposed_at, reviewed_at, withdrawn_at FROM measure
        WHERE withdrawn_at IS NULL AND east >= $1 AND north >= $2 AND west <= $3 AND south <= $4
            AND ($5 = '' OR $5 LIKE '%,' || kind || ',%')
        ORDER BY proposed_at DESC, id DESC LIMIT $6";
    EMPTY = "UPDATE measure SET withdrawn_at = $1, kind = '', rung = 0, state = 'withdrawn', place = '', west = 0,
        south = 0, east = 0, north = 0, buurt = NULL, why = '', hotspot = NULL, gate = NULL, evidence = NULL,
        full_evidence = NULL, body = '', proposed_at = 0 WHERE id = $2 AND withdrawn_at IS NULL";
    REVIEW = "UPDATE measure SET reviewed_at = $1 WHERE id = $2 AND reviewed_at IS NULL AND withdrawn_at IS NULL";
    COUNT = "SELECT COUNT(*) FROM measure";
}

/// Adds a measure unless its id is taken; true when it was added. `body` is what was sent.
pub async fn insert(tx: &mut Tx, measure: &Measure, body: &str) -> Result<bool, sqlx::Error> {
    let added = change!(
        tx,
        INSERT_MEASURE,
        measure.id,
        measure.person_id,
        &measure.kind,
        measure.rung,
        &measure.state,
        &measure.place,
        measure.west,
        measure.south,
        measure.east,
        measure.north,
        &measure.buurt,
        &measure.why,
        &measure.hotspot,
        &measure.gate,
        &measure.evidence,
        &measure.full_evidence,
        body,
        measure.proposed_at
    )?;
    Ok(added == 1)
}

/// The measure with this id, withdrawn ones too.
pub async fn by_id(db: &Db, id: Uuid) -> Result<Option<Measure>, sqlx::Error> {
    read_one!(db, Measure, BY_ID, id)
}

/// The measure with this id and the body that was sent.
pub async fn by_id_with_body(db: &Db, id: Uuid) -> Result<Option<(Measure, String)>, sqlx::Error> {
    let Some(measure) = read_one!(db, Measure, BY_ID, id)? else {
        return Ok(None);
    };
    let body = read_one!(db, (String,), BODY, id)?;
    Ok(body.map(|(body,)| (measure, body)))
}

/// The measure with this id and the body that was sent, inside a change.
pub async fn by_id_in(tx: &mut Tx, id: Uuid) -> Result<Option<(Measure, String)>, sqlx::Error> {
    let Some(measure) = tx_one!(&mut *tx, Measure, BY_ID, id)? else {
        return Ok(None);
    };
    let body = tx_one!(&mut *tx, (String,), BODY, id)?;
    Ok(body.map(|(body,)| (measure, body)))
}

/// The newest measures that touch a box of degrees, of these kinds (none is all), not withdrawn.
pub async fn latest(
    db: &Db,
    [west, south, east, north]: [f64; 4],
    kinds: &[String],
    limit: i64,
) -> Result<Vec<Measure>, sqlx::Error> {
    let kinds = if kinds.is_empty() {
        String::new()
    } else {
        format!(",{},", kinds.join(","))
    };
    read_all!(db, Measure, LATEST, west, south, east, north, &kinds, limit)
}

/// Empties a measure and keeps its id; true when it was not yet withdrawn.
pub async fn empty(tx: &mut Tx, id: Uuid, at: i64) -> Result<bool, sqlx::Error> {
    Ok(change!(tx, EMPTY, at, id)? == 1)
}

/// Releases the words of a measure; true when they were not yet.
pub async fn review(tx: &mut Tx, id: Uuid, at: i64) -> Result<bool, sqlx::Error> {
    Ok(change!(tx, REVIEW, at, id)? == 1)
}

/// How many measures there are, withdrawn ones too.
pub async fn count(db: &Db) -> Result<i64, sqlx::Error> {
    Ok(read_one!(db, (i64,), COUNT)?.map_or(0, |(count,)| count))
}

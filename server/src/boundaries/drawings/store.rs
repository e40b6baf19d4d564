//! All SQL of drawings.

use super::drawing::Drawing;
use crate::{
    change, read_all, read_one, statements,
    store::{Db, Tx},
    tx_one,
};
use uuid::Uuid;

statements! {
    INSERT_DRAWING = "INSERT INTO drawing (id, person_id, buurt, geometry, area_m2, relation, years, repaired, warnings,
        sent, drawn_at, confirmed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    BY_ID = "SELECT id, person_id, buurt, geometry, area_m2, relation, years, repaired, warnings, sent, drawn_at,
        confirmed_at, replaced_at, withdrawn_at FROM drawing WHERE id = $1";
    OF_PERSON = "SELECT id, person_id, buurt, geometry, area_m2, relation, years, repaired, warnings, sent, drawn_at,
        confirmed_at, replaced_at, withdrawn_at FROM drawing
        WHERE person_id = $1 AND replaced_at IS NULL AND withdrawn_at IS NULL ORDER BY drawn_at DESC, id DESC";
    REPLACE_COUNTED = "UPDATE drawing SET replaced_at = $1 WHERE person_id = $2 AND buurt = $3 AND id <> $4
        AND confirmed_at IS NOT NULL AND replaced_at IS NULL AND withdrawn_at IS NULL";
    REPLACE_WAITING = "UPDATE drawing SET replaced_at = $1 WHERE person_id = $2 AND buurt = $3 AND id <> $4
        AND confirmed_at IS NULL AND replaced_at IS NULL AND withdrawn_at IS NULL";
    CONFIRM = "UPDATE drawing SET confirmed_at = $1 WHERE id = $2 AND confirmed_at IS NULL";
    EMPTY = "UPDATE drawing SET withdrawn_at = $1, geometry = '', area_m2 = 0, relation = NULL, years = NULL,
        repaired = '', warnings = '', sent = $2, buurt = '', drawn_at = 0, confirmed_at = NULL, replaced_at = NULL
        WHERE id = $3 AND withdrawn_at IS NULL";
    EMPTY_OLDER = "UPDATE drawing SET withdrawn_at = $1, geometry = '', area_m2 = 0, relation = NULL, years = NULL,
        repaired = '', warnings = '', sent = $2, buurt = '', drawn_at = 0, confirmed_at = NULL, replaced_at = NULL
        WHERE person_id = $3 AND buurt = $4 AND replaced_at IS NOT NULL AND withdrawn_at IS NULL";
    COUNT = "SELECT COUNT(*) FROM drawing";
}

/// Adds a drawing.
pub async fn insert(tx: &mut Tx, drawing: &Drawing) -> Result<(), sqlx::Error> {
    change!(
        tx,
        INSERT_DRAWING,
        drawing.id,
        drawing.person_id,
        &drawing.buurt,
        &drawing.geometry,
        drawing.area_m2,
        &drawing.relation,
        drawing.years,
        &drawing.repaired,
        &drawing.warnings,
        &drawing.sent,
        drawing.drawn_at,
        drawing.confirmed_at
    )?;
    Ok(())
}

/// Makes room for a drawing: others of this person and buurt that wait for their word are past, and when this one
/// counts, so is the one that counted.
pub async fn replace(tx: &mut Tx, drawing: &Drawing) -> Result<(), sqlx::Error> {
    let (person, buurt, id) = (drawing.person_id, &drawing.buurt, drawing.id);
    let now = drawing.confirmed_at.unwrap_or(drawing.drawn_at);
    change!(&mut *tx, REPLACE_WAITING, now, person, buurt, id)?;
    if drawing.confirmed_at.is_some() {
        change!(tx, REPLACE_COUNTED, now, person, buurt, id)?;
    }
    Ok(())
}

/// The drawing with this id, withdrawn ones too.
pub async fn by_id(db: &Db, id: Uuid) -> Result<Option<Drawing>, sqlx::Error> {
    read_one!(db, Drawing, BY_ID, id)
}

/// The same, inside a change.
pub async fn by_id_in(tx: &mut Tx, id: Uuid) -> Result<Option<Drawing>, sqlx::Error> {
    tx_one!(tx, Drawing, BY_ID, id)
}

/// What a person drew and did not replace or withdraw, newest first.
pub async fn of_person(db: &Db, person: Uuid) -> Result<Vec<Drawing>, sqlx::Error> {
    read_all!(db, Drawing, OF_PERSON, person)
}

/// Lets a drawing count.
pub async fn confirm(tx: &mut Tx, id: Uuid, at: i64) -> Result<(), sqlx::Error> {
    change!(tx, CONFIRM, at, id)?;
    Ok(())
}

/// Empties a drawing and keeps its id and maker.
pub async fn empty(tx: &mut Tx, id: Uuid, at: i64) -> Result<(), sqlx::Error> {
    change!(tx, EMPTY, at, Vec::<u8>::new(), id)?;
    Ok(())
}

/// Empties the versions that a drawing took the place of.
pub async fn empty_older(tx: &mut Tx, drawing: &Drawing, at: i64) -> Result<(), sqlx::Error> {
    let none = Vec::<u8>::new();
    change!(tx, EMPTY_OLDER, at, none, drawing.person_id, &drawing.buurt)?;
    Ok(())
}

/// How many drawings there are, withdrawn ones too.
pub async fn count(db: &Db) -> Result<i64, sqlx::Error> {
    Ok(read_one!(db, (i64,), COUNT)?.map_or(0, |(count,)| count))
}

//! All SQL of the walks room.

use super::walk::Walk;
use crate::{
    change, read_all, read_one, statements,
    store::{Db, Tx},
    tx_one,
};
use uuid::Uuid;

statements! {
    INSERT_WALK = "INSERT INTO walk
        (id, title, buurt, starts_at, meeting_point, themes, code, secret, made_by, made_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    BY_CODE = "SELECT id, title, buurt, starts_at, meeting_point, themes, code, secret, made_by, made_at
        FROM walk WHERE code = $1 OR secret = $2";
    BY_ID = "SELECT id, title, buurt, starts_at, meeting_point, themes, code, secret, made_by, made_at
        FROM walk WHERE id = $1";
    LATEST = "SELECT id, title, buurt, starts_at, meeting_point, themes, code, secret, made_by, made_at
        FROM walk WHERE (buurt = $1 OR made_by = $2 OR $1 IS NULL) ORDER BY starts_at DESC, id LIMIT 200";
}

/// Adds a walk.
pub async fn insert(tx: &mut Tx, walk: &Walk) -> Result<(), sqlx::Error> {
    change!(
        tx,
        INSERT_WALK,
        walk.id,
        &walk.title,
        &walk.buurt,
        walk.starts_at,
        &walk.meeting_point,
        &walk.themes,
        &walk.code,
        &walk.secret,
        walk.made_by,
        walk.made_at
    )?;
    Ok(())
}

/// The walk that this code (in its kept form) or this secret opens.
pub async fn by_code(db: &Db, code: &str, secret: &str) -> Result<Option<Walk>, sqlx::Error> {
    read_one!(db, Walk, BY_CODE, code, secret)
}

/// The walk with this id.
pub async fn by_id(db: &Db, id: Uuid) -> Result<Option<Walk>, sqlx::Error> {
    read_one!(db, Walk, BY_ID, id)
}

/// Does this walk exist, inside a change.
pub async fn exists(tx: &mut Tx, id: Uuid) -> Result<bool, sqlx::Error> {
    Ok(tx_one!(tx, Walk, BY_ID, id)?.is_some())
}

/// The 200 walks that start or started last, of one buurt or by one planner when a buurt is named.
pub async fn latest(db: &Db, buurt: Option<&str>, planner: Uuid) -> Result<Vec<Walk>, sqlx::Error> {
    read_all!(db, Walk, LATEST, buurt, planner)
}

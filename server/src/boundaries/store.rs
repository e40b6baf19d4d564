//! All SQL of the boundaries room.

use super::border::Border;
use crate::{
    change, read_all, read_one, statements,
    store::{Db, Tx},
    tx_all, tx_one,
};

statements! {
    INSERT_BORDER = "INSERT INTO border (id, code, name, kind, valid_from, area_m2, geometry, sha256, imported_at,
        replaces_adopted) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    ALL_BORDERS = "SELECT id, code, name, kind, valid_from, area_m2, geometry, sha256, imported_at,
        replaces_adopted FROM border ORDER BY imported_at, id";
    BORDERS_OF = "SELECT id, code, name, kind, valid_from, area_m2, geometry, sha256, imported_at,
        replaces_adopted FROM border WHERE code = $1 ORDER BY imported_at, id";
    // Borders are added and never changed: as many as before are the same as before.
    HOW_MANY_BORDERS = "SELECT COUNT(*) FROM border";
    PLANE = "SELECT word FROM plane WHERE id = 1";
    KEEP_PLANE = "INSERT INTO plane (id, word) VALUES (1, $1)
        ON CONFLICT (id) DO UPDATE SET word = excluded.word WHERE plane.word = $2";
}

/// Adds a version.
pub async fn insert(tx: &mut Tx, border: &Border) -> Result<(), sqlx::Error> {
    change!(
        tx,
        INSERT_BORDER,
        border.id,
        &border.code,
        &border.name,
        &border.kind,
        &border.valid_from,
        border.area_m2,
        &border.geometry,
        &border.sha256,
        border.imported_at,
        border.replaces_adopted
    )?;
    Ok(())
}

/// All versions of all borders, in the order in which they came.
pub async fn all(db: &Db) -> Result<Vec<Border>, sqlx::Error> {
    read_all!(db, Border, ALL_BORDERS)
}

/// All versions of the border of one buurt, in the order in which they came.
pub async fn of_buurt(db: &Db, code: &str) -> Result<Vec<Border>, sqlx::Error> {
    read_all!(db, Border, BORDERS_OF, code)
}

/// The same of all, inside a change.
pub async fn all_in(tx: &mut Tx) -> Result<Vec<Border>, sqlx::Error> {
    tx_all!(tx, Border, ALL_BORDERS)
}

/// How many versions of borders there are, inside a change.
pub async fn how_many_in(tx: &mut Tx) -> Result<i64, sqlx::Error> {
    Ok(tx_one!(tx, (i64,), HOW_MANY_BORDERS)?.map_or(0, |(count,)| count))
}

/// The word of the plane that this house keeps; `None` until the first borders came.
pub async fn plane(db: &Db) -> Result<Option<String>, sqlx::Error> {
    Ok(read_one!(db, (String,), PLANE)?.map(|(word,)| word))
}

/// Keeps a plane, unless another server changed what was there `before`: the first one stays.
pub async fn keep_plane(tx: &mut Tx, word: &str, before: Option<&str>) -> Result<(), sqlx::Error> {
    change!(tx, KEEP_PLANE, word, before.unwrap_or_default())?;
    Ok(())
}

//! All SQL of the walks room.

use super::{roster::Seat, walk::Walk};
use crate::{
    change, read_all, read_one, statements,
    store::{Db, Tx},
    tx_all, tx_one,
};
use uuid::Uuid;

statements! {
    INSERT_WALK = "INSERT INTO walk
        (id, title, buurt, starts_at, meeting_point, organiser, themes, code, secret, made_by, made_at, state,
            started_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (id) DO NOTHING";
    BY_CODE = "SELECT id, title, buurt, starts_at, meeting_point, organiser, themes, code, secret, made_by, made_at,
        state, started_at, ended_at, ended_received_at
        FROM walk WHERE code = $1 OR secret = $2";
    BY_ID = "SELECT id, title, buurt, starts_at, meeting_point, organiser, themes, code, secret, made_by, made_at,
        state, started_at, ended_at, ended_received_at
        FROM walk WHERE id = $1";
    /// Others who move the walk wait; who only points at it, such as a finding, does not.
    POSTGRES_HOLD = "SELECT id, title, buurt, starts_at, meeting_point, organiser, themes, code, secret, made_by, made_at,
        state, started_at, ended_at, ended_received_at
        FROM walk WHERE id = $1
        FOR NO KEY UPDATE";
    LATEST = "SELECT id, title, buurt, starts_at, meeting_point, organiser, themes, code, secret, made_by, made_at,
        state, started_at, ended_at, ended_received_at
        FROM walk WHERE (buurt = $1 OR made_by = $2 OR $1 IS NULL) ORDER BY starts_at DESC, id LIMIT 200";
    SET_STATE = "UPDATE walk SET state = $1, started_at = $2, ended_at = $3, ended_received_at = $4 WHERE id = $5";
    SEAT = "SELECT id, person_id, walk_id, name, roles, left_at, waiting_findings, waiting_photos,
        heard_at FROM membership
        WHERE walk_id = $1 AND person_id = $2";
    ROSTER = "SELECT id, person_id, walk_id, name, roles, left_at, waiting_findings, waiting_photos,
        heard_at FROM membership
        WHERE walk_id = $1 ORDER BY joined_at, id";
    SEATS_OF = "SELECT id, person_id, walk_id, name, roles, left_at, waiting_findings, waiting_photos,
        heard_at FROM membership
        WHERE person_id = $1 ORDER BY joined_at, walk_id";
    SET_SEAT = "UPDATE membership SET name = $1, left_at = $2, waiting_findings = $3, waiting_photos = $4,
        heard_at = $5 WHERE id = $6";
    SET_ROLES = "UPDATE membership SET roles = $1 WHERE walk_id = $2 AND person_id = $3";
    /// The mark is known to its maker's phone alone: it stops doubles and names nobody.
    PUT_PASSES = "INSERT INTO passes (walk_id, mark, frame, cells) VALUES ($1, $2, $3, $4)
        ON CONFLICT (walk_id, mark) DO UPDATE SET frame = excluded.frame, cells = excluded.cells";
    FORGET_PASSES = "DELETE FROM passes WHERE walk_id = $1 AND mark = $2";
    PASSES_OF = "SELECT frame, cells FROM passes WHERE walk_id = $1";
    WALK_PASSES = "SELECT passes.walk_id, COALESCE(walk.started_at, walk.starts_at), passes.frame, passes.cells
        FROM passes JOIN walk ON walk.id = passes.walk_id WHERE passes.walk_id = $1";
    ALL_PASSES = "SELECT passes.walk_id, COALESCE(walk.started_at, walk.starts_at), passes.frame, passes.cells
        FROM passes JOIN walk ON walk.id = passes.walk_id ORDER BY passes.walk_id";
}

/// Adds a walk unless its id is taken; true when it was added.
pub async fn insert(tx: &mut Tx, walk: &Walk) -> Result<bool, sqlx::Error> {
    let added = change!(
        tx,
        INSERT_WALK,
        walk.id,
        &walk.title,
        &walk.buurt,
        walk.starts_at,
        &walk.meeting_point,
        &walk.organiser,
        &walk.themes,
        &walk.code,
        &walk.secret,
        walk.made_by,
        walk.made_at,
        &walk.state,
        walk.started_at
    )?;
    Ok(added == 1)
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

/// The walk with this id, inside a change.
pub async fn by_id_in(tx: &mut Tx, id: Uuid) -> Result<Option<Walk>, sqlx::Error> {
    tx_one!(tx, Walk, BY_ID, id)
}

/// The walk with this id, held to the end of the change: others who change it or its roster wait. SQLite has one writer
/// anyway.
pub async fn hold(tx: &mut Tx, id: Uuid) -> Result<Option<Walk>, sqlx::Error> {
    let held = match tx {
        Tx::Postgres(_) => POSTGRES_HOLD,
        Tx::Sqlite(_) => BY_ID,
    };
    tx_one!(tx, Walk, held, id)
}

/// Keeps how far a walk is.
pub async fn set_state(tx: &mut Tx, walk: &Walk) -> Result<(), sqlx::Error> {
    change!(
        tx,
        SET_STATE,
        &walk.state,
        walk.started_at,
        walk.ended_at,
        walk.ended_received_at,
        walk.id
    )?;
    Ok(())
}

/// A person's row in a walk's roster.
pub async fn seat(db: &Db, walk: Uuid, person: Uuid) -> Result<Option<Seat>, sqlx::Error> {
    read_one!(db, Seat, SEAT, walk, person)
}

/// A person's row in a walk's roster, inside a change.
pub async fn seat_in(tx: &mut Tx, walk: Uuid, person: Uuid) -> Result<Option<Seat>, sqlx::Error> {
    tx_one!(tx, Seat, SEAT, walk, person)
}

/// The same as [`roster`], inside a change.
pub async fn roster_in(tx: &mut Tx, walk: Uuid) -> Result<Vec<Seat>, sqlx::Error> {
    tx_all!(tx, Seat, ROSTER, walk)
}

/// Everybody who joined a walk, in the order in which they did.
pub async fn roster(db: &Db, walk: Uuid) -> Result<Vec<Seat>, sqlx::Error> {
    read_all!(db, Seat, ROSTER, walk)
}

/// A person's rows in all rosters, the oldest first.
pub async fn seats_of(db: &Db, person: Uuid) -> Result<Vec<Seat>, sqlx::Error> {
    read_all!(db, Seat, SEATS_OF, person)
}

/// Keeps a row of a roster, all but its roles: a leader may give some at the same moment.
pub async fn set_seat(tx: &mut Tx, seat: &Seat) -> Result<(), sqlx::Error> {
    change!(
        tx,
        SET_SEAT,
        &seat.name,
        seat.left_at,
        seat.waiting_findings,
        seat.waiting_photos,
        seat.heard_at,
        seat.id
    )?;
    Ok(())
}

/// Gives a person roles on a walk, as a JSON list.
pub async fn set_roles(tx: &mut Tx, walk: Uuid, person: Uuid, roles: &str) -> Result<(), sqlx::Error> {
    change!(tx, SET_ROLES, roles, walk, person)?;
    Ok(())
}

/// Keeps the cells of whoever has this mark, instead of earlier ones; none at all forgets the row.
pub async fn put_passes(
    tx: &mut Tx,
    walk: Uuid,
    mark: &[u8],
    frame: &str,
    cells: &[u8],
) -> Result<(), sqlx::Error> {
    if cells.is_empty() {
        change!(tx, FORGET_PASSES, walk, mark)?;
    } else {
        change!(tx, PUT_PASSES, walk, mark, frame, cells)?;
    }
    Ok(())
}

/// The cells walked on a walk, a row a person: plane and cells.
pub async fn passes_of(db: &Db, walk: Uuid) -> Result<Vec<(String, Vec<u8>)>, sqlx::Error> {
    read_all!(db, (String, Vec<u8>), PASSES_OF, walk)
}

/// What somebody walked on a walk, as it is kept: walk, when it began, plane and cells.
pub type PassesRow = (Uuid, i64, String, Vec<u8>);

/// The cells of all walks, walk by walk.
pub async fn all_passes(db: &Db) -> Result<Vec<PassesRow>, sqlx::Error> {
    read_all!(db, PassesRow, ALL_PASSES)
}

/// The cells of one walk.
pub async fn walk_passes(db: &Db, walk: Uuid) -> Result<Vec<PassesRow>, sqlx::Error> {
    read_all!(db, PassesRow, WALK_PASSES, walk)
}

/// The 200 walks that start or started last, of one buurt or by one planner when a buurt is named.
pub async fn latest(db: &Db, buurt: Option<&str>, planner: Uuid) -> Result<Vec<Walk>, sqlx::Error> {
    read_all!(db, Walk, LATEST, buurt, planner)
}

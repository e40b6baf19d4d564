//! All SQL of the people room.

use super::{Asker, Role};
use crate::{
    change, read_all, read_one, statements,
    store::{Db, Tx},
    tx_one,
};
use uuid::Uuid;

statements! {
    INSERT_PERSON = "INSERT INTO person (id, role, buurt, token_sha256, made_at) VALUES ($1, $2, $3, $4, $5)";
    INSERT_PERSON_ONCE = "INSERT INTO person (id, role, token_sha256, made_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO NOTHING";
    INSERT_BY_TOKEN = "INSERT INTO person (id, role, token_sha256, made_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (token_sha256) DO NOTHING";
    BY_TOKEN = "SELECT id, role, buurt FROM person WHERE token_sha256 = $1";
    WALKS_OF = "SELECT walk_id, name FROM membership WHERE person_id = $1 ORDER BY joined_at, walk_id";
    ON_WALK = "SELECT 1 FROM membership WHERE person_id = $1 AND walk_id = $2";
    ENROL = "INSERT INTO membership (id, person_id, walk_id, name, joined_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (person_id, walk_id) DO UPDATE
        SET name = COALESCE(excluded.name, membership.name), left_at = NULL";
}

/// Adds a person.
pub async fn insert(
    tx: &mut Tx,
    id: Uuid,
    role: Role,
    buurt: Option<&str>,
    token_sha256: &[u8],
    at: i64,
) -> Result<(), sqlx::Error> {
    change!(tx, INSERT_PERSON, id, role.word(), buurt, token_sha256, at)?;
    Ok(())
}

/// Adds a person of no buurt unless the id is here already.
pub async fn insert_once(
    tx: &mut Tx,
    id: Uuid,
    role: Role,
    token_sha256: &[u8],
    at: i64,
) -> Result<(), sqlx::Error> {
    change!(tx, INSERT_PERSON_ONCE, id, role.word(), token_sha256, at)?;
    Ok(())
}

/// Adds a person of no buurt unless the token is known already; gives whoever holds it.
pub async fn insert_by_token(
    tx: &mut Tx,
    id: Uuid,
    role: Role,
    token_sha256: &[u8],
    at: i64,
) -> Result<Uuid, sqlx::Error> {
    change!(&mut *tx, INSERT_BY_TOKEN, id, role.word(), token_sha256, at)?;
    let held = tx_one!(tx, (Uuid, String, Option<String>), BY_TOKEN, token_sha256)?;
    held.map(|(id, _, _)| id).ok_or(sqlx::Error::RowNotFound)
}

/// Whoever holds the token with this hash.
pub async fn by_token(db: &Db, token_sha256: &[u8]) -> Result<Asker, sqlx::Error> {
    let Some((id, role, buurt)) = read_one!(db, (Uuid, String, Option<String>), BY_TOKEN, token_sha256)?
    else {
        return Ok(Asker::Nobody);
    };
    let Some(role) = Role::read(&role) else {
        return Ok(Asker::Nobody);
    };
    let joined = walks_of(db, id).await?.into_iter();
    let walks = joined.map(|(walk, _)| walk).collect();
    Ok(match role {
        Role::Participant => Asker::Participant { id, walks },
        role => Asker::Staff {
            id,
            role,
            buurt,
            walks,
        },
    })
}

/// The walks a person joined, oldest first, with the name they chose there.
pub async fn walks_of(db: &Db, person: Uuid) -> Result<Vec<(Uuid, Option<String>)>, sqlx::Error> {
    read_all!(db, (Uuid, Option<String>), WALKS_OF, person)
}

/// Is a person on a walk's roster? Inside a change.
pub async fn is_on(tx: &mut Tx, person: Uuid, walk: Uuid) -> Result<bool, sqlx::Error> {
    Ok(tx_one!(tx, (i32,), ON_WALK, person, walk)?.is_some())
}

/// Puts a person on a walk's roster, in a row with this id; again with another name changes the name.
pub async fn enrol(
    tx: &mut Tx,
    row: Uuid,
    person: Uuid,
    walk: Uuid,
    name: Option<&str>,
    at: i64,
) -> Result<(), sqlx::Error> {
    change!(tx, ENROL, row, person, walk, name, at)?;
    Ok(())
}

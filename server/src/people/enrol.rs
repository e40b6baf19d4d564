//! Puts whoever asks on the roster of a walk, as a new walker when they are not known yet.

use super::{Asker, Role, store, token};
use crate::{
    http::Problem,
    store::{Db, Tx},
};
use uuid::Uuid;

/// A walker on a roster; `token` only when they are new.
pub struct Enrolled {
    /// The walker.
    pub person: Uuid,
    /// To be kept by the phone, as a cookie.
    pub token: Option<String>,
}

/// Who asks, or a new walker. A phone that holds a token keeps its walker, so that one person counts once; one that lost
/// it but made a `key` of its own is the same walker each time it comes with that key.
pub async fn person(tx: &mut Tx, asker: &Asker, key: Option<&str>, at: i64) -> Result<Enrolled, Problem> {
    if let Some(person) = asker.id() {
        return Ok(Enrolled { person, token: None });
    }
    let new = token::new_token().map_err(|error| Problem::broken(&error))?;
    let token = key.map_or(new, token::of_key);
    let hash = token::hash(&token);
    let person = store::insert_by_token(tx, random_id()?, Role::Participant, &hash, at).await?;
    Ok(Enrolled {
        person,
        token: Some(token),
    })
}

/// Who came with this key before; nobody when none did.
pub async fn holder_of(db: &Db, key: &str) -> Result<Asker, Problem> {
    Ok(store::by_token(db, &token::hash(&token::of_key(key))).await?)
}

/// Gives a walker a row in a walk's roster.
pub async fn seat(tx: &mut Tx, person: Uuid, walk: Uuid, name: Option<&str>, at: i64) -> Result<(), Problem> {
    Ok(store::enrol(tx, random_id()?, person, walk, name, at).await?)
}

/// Random, not by time: the id of a walker, or of their row, must not tell when they joined.
fn random_id() -> Result<Uuid, Problem> {
    token::random()
        .map(Uuid::from_bytes)
        .map_err(|error| Problem::broken(&error))
}

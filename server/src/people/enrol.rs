//! Puts whoever asks on the roster of a walk, as a new walker when they are not known yet.

use super::{Asker, Role, store, token};
use crate::{http::Problem, store::Tx};
use uuid::Uuid;

/// A walker on a roster; `token` only when they are new.
pub struct Enrolled {
    /// The walker.
    pub person: Uuid,
    /// To be kept by the phone, as a cookie.
    pub token: Option<String>,
}

/// Enrols `asker` on `walk`. A phone that holds a token keeps its walker, so that one person counts once.
pub async fn enrol(
    tx: &mut Tx,
    asker: &Asker,
    walk: Uuid,
    name: Option<&str>,
    at: i64,
) -> Result<Enrolled, Problem> {
    let enrolled = match asker.id() {
        Some(person) => Enrolled { person, token: None },
        None => new_walker(tx, at).await?,
    };
    store::enrol(tx, enrolled.person, walk, name, at).await?;
    Ok(enrolled)
}

async fn new_walker(tx: &mut Tx, at: i64) -> Result<Enrolled, Problem> {
    let token = token::new_token().map_err(|error| Problem::broken(&error))?;
    // Random, not by time: the id of a walker must not tell when they joined.
    let person = Uuid::from_bytes(token::random().map_err(|error| Problem::broken(&error))?);
    store::insert(tx, person, Role::Participant, None, &token::hash(&token), at).await?;
    Ok(Enrolled {
        person,
        token: Some(token),
    })
}

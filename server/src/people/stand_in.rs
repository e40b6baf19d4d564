//! A person whom another system names: findings of theirs are one person's, and nobody can ask in their name.

use super::{Role, store, token};
use crate::{http::Problem, store::Tx};
use uuid::Uuid;

/// Adds a walker under this id unless they are here already. Their token is made and forgotten.
pub async fn stand_in(tx: &mut Tx, id: Uuid, at: i64) -> Result<(), Problem> {
    let token = token::new_token().map_err(|error| Problem::broken(&error))?;
    store::insert_once(tx, id, Role::Participant, &token::hash(&token), at).await?;
    Ok(())
}

//! Gives staff a token, from the command line.

use super::{Role, store, token};
use crate::{clock::Clock, http::Problem, store::Db};
use uuid::Uuid;

/// Makes a staff person and gives the token, which is kept nowhere else. Counts at once, also beside a running server.
pub async fn give_token(db: &Db, clock: &Clock, role: Role, buurt: Option<&str>) -> Result<String, Problem> {
    let token = token::new_token().map_err(|error| Problem::broken(&error))?;
    let mut tx = db.begin().await?;
    store::insert(
        &mut tx,
        Uuid::now_v7(),
        role,
        buurt,
        &token::hash(&token),
        clock.now_ms(),
    )
    .await?;
    tx.commit().await?;
    Ok(token)
}

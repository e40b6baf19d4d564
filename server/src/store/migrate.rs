//! Brings the tables up to date at every start. The files stand in same-named pairs and are built in.

use super::Db;
use sqlx::migrate::{MigrateError, Migrator};

static SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../migrations/postgres");

/// Runs what has not run yet. Two processes at once are safe: one waits for the other.
pub async fn run(db: &Db) -> Result<(), sqlx::Error> {
    let done = match db {
        Db::Sqlite { write, .. } => SQLITE.run(write).await,
        Db::Postgres(pool) => POSTGRES.run(pool).await,
    };
    done.map_err(|error| match error {
        MigrateError::Execute(inner) => inner,
        other => sqlx::Error::Configuration(Box::new(other)),
    })
}

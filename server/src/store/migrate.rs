//! Brings the tables up to date at every start. The files stand in same-named pairs and are built in.

use sqlx::{
    PgPool, SqliteConnection,
    migrate::{MigrateError, Migrator},
};

static SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../migrations/postgres");

/// Runs what has not run yet on an SQLite file. Two processes at once are safe: one waits for the other.
pub async fn sqlite(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    SQLITE.run(connection).await.map_err(plain)
}

/// Runs what has not run yet on a PostgreSQL server. Two processes at once are safe: one waits for the other.
pub async fn postgres(pool: &PgPool) -> Result<(), sqlx::Error> {
    POSTGRES.run(pool).await.map_err(plain)
}

fn plain(error: MigrateError) -> sqlx::Error {
    match error {
        MigrateError::Execute(inner) => inner,
        other => sqlx::Error::Configuration(Box::new(other)),
    }
}

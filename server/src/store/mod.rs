//! One database, SQLite or PostgreSQL, behind one door: one SQL text for both, `$1` placeholders.
//!
//! Reading goes through [`read_all!`](crate::read_all) and [`read_one!`](crate::read_one) on a [`Db`]; changing
//! goes through a [`Tx`] with [`change!`](crate::change) and [`tx_one!`](crate::tx_one). Every statement is a
//! constant made by [`statements!`](crate::statements), so that a test can prepare each on both databases.

pub mod migrate;
pub mod outbox;
pub mod pen;

use pen::{Pen, Turn};
use sqlx::{
    ConnectOptions, PgPool, Postgres, SqlitePool, Transaction,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::Path, str::FromStr, time::Duration};

/// The database.
#[derive(Debug, Clone)]
pub enum Db {
    /// An embedded file: one connection writes, a few read.
    Sqlite {
        /// The only connection that writes. One at a time: SQLite has one writer. Commits are shared.
        write: Pen,
        /// Connections that cannot write.
        read: SqlitePool,
    },
    /// A PostgreSQL server.
    Postgres(PgPool),
}

/// A running change: all of it is kept, or nothing.
pub enum Tx {
    /// On SQLite; nobody else writes from its start to its end.
    Sqlite(Turn),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

impl Db {
    /// Opens the database, makes it when it is an SQLite file that is not there yet, and brings it up to date.
    pub async fn open(url: &str) -> Result<Self, sqlx::Error> {
        if url.starts_with("sqlite:") {
            Self::sqlite(url).await
        } else {
            Self::postgres(url).await
        }
    }

    async fn sqlite(url: &str) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An acknowledged finding survives a power cut: the phone forgets its own copy after our answer.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // Long: a command beside a server with all hands full meets few moments in which nobody writes.
            .busy_timeout(Duration::from_secs(30))
            .pragma("secure_delete", "ON")
            .pragma("trusted_schema", "OFF");
        if let Some(folder) = options
            .get_filename()
            .parent()
            .filter(|f| !f.as_os_str().is_empty())
        {
            make_folder(folder)?;
        }
        let mut connection = options.connect().await?;
        migrate::sqlite(&mut connection).await?;
        let write = Pen::new(options.clone(), connection);
        let read = SqlitePoolOptions::new()
            .max_connections(4)
            .acquire_timeout(Duration::from_secs(10))
            // A file does not hang up, and a look whether it did costs as much as a question.
            .test_before_acquire(false)
            .connect_lazy_with(options.read_only(true));
        Ok(Self::Sqlite { write, read })
    }

    async fn postgres(url: &str) -> Result<Self, sqlx::Error> {
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(5))
            .connect(url)
            .await?;
        migrate::postgres(&pool).await?;
        Ok(Self::Postgres(pool))
    }

    /// Starts a change. On SQLite changes go one after the other and share commits, so a change may read what another
    /// wrote that is not safe yet: who answers from what it read calls [`Tx::commit`] first, also when it changed nothing.
    pub async fn begin(&self) -> Result<Tx, sqlx::Error> {
        match self {
            Self::Sqlite { write, .. } => Ok(Tx::Sqlite(write.take().await?)),
            Self::Postgres(pool) => Ok(Tx::Postgres(pool.begin().await?)),
        }
    }

    /// Closes all connections; SQLite folds its log back into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Keeps the change. When this returns, it and all that it read survive a power cut.
    pub async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(turn) => turn.commit().await,
            Self::Postgres(tx) => tx.commit().await,
        }
    }

    /// Goes on when what was judged is well. Else ends the change, which wrote nothing yet, and tells the refusal only
    /// when all that it read is kept.
    pub async fn settled<T, E: From<sqlx::Error>>(self, judged: Result<T, E>) -> Result<(Self, T), E> {
        match judged {
            Ok(told) => Ok((self, told)),
            Err(refusal) => {
                self.commit().await?;
                Err(refusal)
            }
        }
    }
}

/// Makes a folder, and those above it, into which only the operator's own account may look.
pub fn make_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

/// The version of the SQLite library that is linked in, and other facts for `readyz` and tests.
pub async fn engine(db: &Db) -> Result<String, sqlx::Error> {
    let version: (String,) = match db {
        Db::Sqlite { read, .. } => sqlx::query_as(outbox::SQLITE_VERSION).fetch_one(read).await?,
        Db::Postgres(pool) => sqlx::query_as(outbox::POSTGRES_VERSION).fetch_one(pool).await?,
    };
    Ok(version.0)
}

/// Names the SQL statements of a `store.rs` as constants, and lists them in `ALL` for the test that prepares each.
#[macro_export]
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$doc])* pub const $name: &str = $sql;)+
        /// Every statement of this store: its name and its text.
        pub const ALL: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}

/// All rows of a statement, read from a [`Db`].
#[macro_export]
macro_rules! read_all {
    ($db:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $db {
            $crate::store::Db::Sqlite { read, .. } => sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_all(read).await,
            $crate::store::Db::Postgres(pool) => sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_all(pool).await,
        }
    };
}

/// At most one row of a statement, read from a [`Db`].
#[macro_export]
macro_rules! read_one {
    ($db:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $db {
            $crate::store::Db::Sqlite { read, .. } => sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_optional(read).await,
            $crate::store::Db::Postgres(pool) => sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_optional(pool).await,
        }
    };
}

/// Changes rows in a [`Tx`]; gives how many.
#[macro_export]
macro_rules! change {
    ($tx:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $tx {
            $crate::store::Tx::Sqlite(tx) => sqlx::query($sql)$(.bind($arg))*.execute(&mut **tx).await.map(|done| done.rows_affected()),
            $crate::store::Tx::Postgres(tx) => sqlx::query($sql)$(.bind($arg))*.execute(&mut **tx).await.map(|done| done.rows_affected()),
        }
    };
}

/// At most one row of a statement, inside a [`Tx`].
#[macro_export]
macro_rules! tx_one {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $tx {
            $crate::store::Tx::Sqlite(tx) => sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_optional(&mut **tx).await,
            $crate::store::Tx::Postgres(tx) => sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_optional(&mut **tx).await,
        }
    };
}

/// All rows of a statement, inside a [`Tx`].
#[macro_export]
macro_rules! tx_all {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $tx {
            $crate::store::Tx::Sqlite(tx) => sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_all(&mut **tx).await,
            $crate::store::Tx::Postgres(tx) => sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_all(&mut **tx).await,
        }
    };
}

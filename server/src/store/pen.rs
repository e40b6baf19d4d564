//! The one pen of an SQLite file: who writes takes it in turn, and what several wrote is made safe together.
//!
//! SQLite has one writer, and making a change safe (one `fsync`) takes longer than writing it. So deeds run one after
//! the other inside one transaction, each in a savepoint of its own, and one commit serves all that were waiting for
//! it. A deed that fails takes back its own savepoint only. [`Turn::commit`] returns when the commit it shares is done;
//! when that fails, every deed that shares it fails.
//!
//! All statements that begin and end anything are given by a task of its own, never by a deed: a deed whose caller
//! hangs up may stop at any moment, and then only lets go of the pen.

use crate::statements;
use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{
    io,
    ops::{Deref, DerefMut},
    sync::Arc,
    time::Duration,
};
use tokio::{
    sync::{Mutex, OwnedMutexGuard, mpsc, oneshot},
    time::{Instant, timeout},
};

statements! {
    /// At once, not at the first change: a transaction that reads first and locks later fails under load.
    SQLITE_OPEN = "BEGIN IMMEDIATE; SAVEPOINT deed";
    /// These two leave a savepoint for the next deed. Each is one errand: going to the connection's thread and back
    /// costs more than the statements.
    SQLITE_KEEP = "RELEASE deed; SAVEPOINT deed";
    SQLITE_TAKE_BACK = "ROLLBACK TO deed";
    SQLITE_KEEP_AND_COMMIT = "COMMIT";
    SQLITE_TAKE_BACK_AND_COMMIT = "ROLLBACK TO deed; COMMIT";
    SQLITE_UNDO = "ROLLBACK";
}

/// How long one waits for a turn.
const PATIENCE: Duration = Duration::from_secs(10);
/// A commit serves at most so many deeds, and waits for no other deed when its first began so long ago.
const MOST: usize = 256;
const LONGEST: Duration = Duration::from_millis(10);

type Lent = OwnedMutexGuard<SqliteConnection>;
/// Says whether the shared commit was made; the text says what went wrong.
type Outcome = oneshot::Sender<Result<(), Arc<str>>>;

/// Where a turn is waited for.
type Grant = oneshot::Sender<Result<Turn, sqlx::Error>>;

enum Ask {
    Turn(Grant),
    Close(oneshot::Sender<()>),
}

/// The way to the pen. Clones lead to the same one.
#[derive(Debug, Clone)]
pub struct Pen {
    asks: mpsc::UnboundedSender<Ask>,
}

/// One deed's turn with the pen. Dropped without [`Turn::commit`], it leaves nothing.
pub struct Turn {
    pen: Lent,
    wish: oneshot::Sender<Outcome>,
}

impl Deref for Turn {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.pen
    }
}

impl DerefMut for Turn {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.pen
    }
}

impl Turn {
    /// Keeps what was written in this turn. When this returns, it and all that this turn *read* survive a power cut.
    /// A caller that stops waiting does not take it back.
    pub async fn commit(self) -> Result<(), sqlx::Error> {
        let (outcome, told) = oneshot::channel();
        let Self { pen, wish } = self;
        wish.send(outcome).map_err(|_| sqlx::Error::PoolClosed)?;
        drop(pen);
        let kept = told.await.map_err(|_| sqlx::Error::PoolClosed)?;
        kept.map_err(|text| sqlx::Error::Io(io::Error::other(text.to_string())))
    }
}

impl Pen {
    /// Takes a connection into use as the pen. `options` are those it was opened with, for a new one if it breaks.
    pub fn new(options: SqliteConnectOptions, connection: SqliteConnection) -> Self {
        Self::sharing(options, connection, LONGEST)
    }

    fn sharing(options: SqliteConnectOptions, connection: SqliteConnection, longest: Duration) -> Self {
        let (asks, asked) = mpsc::unbounded_channel();
        let keeper = Keeper {
            options,
            pen: Arc::new(Mutex::new(connection)),
            asked,
            longest,
        };
        tokio::spawn(keeper.keep());
        Self { asks }
    }

    /// Waits for a turn, at most ten seconds. Turns go in the order of asking.
    pub async fn take(&self) -> Result<Turn, sqlx::Error> {
        let (grant, granted) = oneshot::channel();
        self.asks
            .send(Ask::Turn(grant))
            .map_err(|_| sqlx::Error::PoolClosed)?;
        let turn = timeout(PATIENCE, granted).await;
        turn.map_err(|_| sqlx::Error::PoolTimedOut)?
            .map_err(|_| sqlx::Error::PoolClosed)?
    }

    /// Waits for the turns that were asked for, then closes the connection. Nobody gets a turn after this.
    pub async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.asks.send(Ask::Close(done)).is_ok() {
            // An error means that another has closed it.
            let _ = closed.await;
        }
    }
}

/// The statement after a deed, whose outcome is `kept`; `more` when another deed comes before the commit.
const fn ending(kept: bool, more: bool) -> &'static str {
    match (kept, more) {
        (true, true) => SQLITE_KEEP,
        (false, true) => SQLITE_TAKE_BACK,
        (true, false) => SQLITE_KEEP_AND_COMMIT,
        (false, false) => SQLITE_TAKE_BACK_AND_COMMIT,
    }
}

/// Hands out the pen and makes the commits.
struct Keeper {
    options: SqliteConnectOptions,
    pen: Arc<Mutex<SqliteConnection>>,
    asked: mpsc::UnboundedReceiver<Ask>,
    longest: Duration,
}

impl Keeper {
    async fn keep(mut self) {
        while let Some(ask) = self.asked.recv().await {
            let mut next = Some(ask);
            while let Some(ask) = next.take() {
                match ask {
                    Ask::Turn(grant) => next = self.group(grant).await,
                    Ask::Close(done) => return self.close(done).await,
                }
            }
        }
    }

    /// Deeds that share a commit, from the first to the last; gives an ask that is not for this group.
    async fn group(&mut self, first: Grant) -> Option<Ask> {
        if first.is_closed() {
            return None;
        }
        if let Err(error) = self.open().await {
            // In case it went wrong half-way; otherwise there is nothing to undo, and that is an error too.
            let _ = self.order(SQLITE_UNDO).await;
            // The caller may have gone meanwhile.
            let _ = first.send(Err(error));
            return None;
        }
        let began = Instant::now();
        let mut waiting = Vec::new();
        let mut grant = first;
        let (result, left) = loop {
            let kept = self.lend(grant, &mut waiting).await;
            let full = waiting.len() >= MOST || began.elapsed() >= self.longest;
            let next = if full { None } else { self.next() };
            // Fails when an error took back the whole transaction (disk full, out of memory), also if a deed ignored it.
            let result = self.order(ending(kept, matches!(next, Some(Ask::Turn(_))))).await;
            match next {
                Some(Ask::Turn(next)) if result.is_ok() => grant = next,
                other => break (result, other),
            }
        };
        self.tell(waiting, result).await;
        left
    }

    /// The next who asks and is still there.
    fn next(&mut self) -> Option<Ask> {
        loop {
            match self.asked.try_recv().ok()? {
                Ask::Turn(grant) if grant.is_closed() => {}
                ask => return Some(ask),
            }
        }
    }

    /// Hands out the pen and waits until it is back; tells whether what was written is to be kept.
    async fn lend(&self, grant: Grant, waiting: &mut Vec<Outcome>) -> bool {
        let (wish, wished) = oneshot::channel();
        let pen = Arc::clone(&self.pen).lock_owned().await;
        // Nobody there any more: the turn comes back and ends here.
        drop(grant.send(Ok(Turn { pen, wish })));
        let Ok(outcome) = wished.await else {
            return false;
        };
        waiting.push(outcome);
        true
    }

    async fn tell(&self, waiting: Vec<Outcome>, result: Result<(), sqlx::Error>) {
        let kept: Result<(), Arc<str>> = result.map_err(|error| Arc::from(error.to_string()));
        if let Err(text) = &kept {
            tracing::error!(deeds = waiting.len(), "a commit failed: {text}");
            self.undo().await;
        }
        for outcome in waiting {
            // Who hung up does not want to know.
            let _ = outcome.send(kept.clone());
        }
    }

    async fn open(&self) -> Result<(), sqlx::Error> {
        match self.order(SQLITE_OPEN).await {
            Err(sqlx::Error::WorkerCrashed) => {
                self.renew().await?;
                self.order(SQLITE_OPEN).await
            }
            other => other,
        }
    }

    /// Leaves nothing of a transaction that went wrong.
    async fn undo(&self) {
        // An error is expected when SQLite has taken it back by itself.
        let _ = self.order(SQLITE_UNDO).await;
        let clean = self.order(SQLITE_OPEN).await.is_ok() && self.order(SQLITE_UNDO).await.is_ok();
        if !clean && let Err(error) = self.renew().await {
            tracing::error!(%error, "the connection that writes cannot be opened again");
        }
    }

    /// Another connection in the place of this one; closing takes back whatever was open.
    async fn renew(&self) -> Result<(), sqlx::Error> {
        let fresh = self.options.connect().await?;
        let old = std::mem::replace(&mut *self.pen.lock().await, fresh);
        old.close_hard().await
    }

    async fn order(&self, sql: &'static str) -> Result<(), sqlx::Error> {
        sqlx::query(sql).execute(&mut *self.pen.lock().await).await?;
        Ok(())
    }

    async fn close(self, done: oneshot::Sender<()>) {
        drop(self.asked);
        let mut pen = self.pen;
        let connection = loop {
            match Arc::try_unwrap(pen) {
                Ok(connection) => break connection.into_inner(),
                // Somebody is just letting go.
                Err(held) => pen = held,
            }
            tokio::task::yield_now().await;
        };
        if let Err(error) = connection.close().await {
            tracing::error!(%error, "closing the database");
        }
        // The caller may have gone.
        let _ = done.send(());
    }
}

#[cfg(test)]
mod tests;

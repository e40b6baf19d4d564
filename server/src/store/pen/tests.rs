//! What deeds that share a commit owe each other: nothing of a failure, and the truth about the commit.

use super::*;
use std::{collections::HashSet, future::Future, path::Path, pin::pin};
use tempfile::TempDir;
use tokio::task::JoinSet;

const LONG: Duration = Duration::from_secs(3600);

/// A file with two tables that belong together, and a third that refuses at the commit.
async fn desk(longest: Duration) -> (TempDir, Pen) {
    let folder = tempfile::tempdir().unwrap();
    let options = options(folder.path());
    let mut connection = options.connect().await.unwrap();
    let tables = "CREATE TABLE word (id INTEGER PRIMARY KEY); CREATE TABLE echo (id INTEGER PRIMARY KEY);
        CREATE TABLE late (id INTEGER REFERENCES word (id) DEFERRABLE INITIALLY DEFERRED)";
    sqlx::raw_sql(tables).execute(&mut connection).await.unwrap();
    (folder, Pen::sharing(options, connection, longest))
}

fn options(folder: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(folder.join("desk.sqlite"))
        .create_if_missing(true)
        .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
        .foreign_keys(true)
}

async fn write(turn: &mut Turn, id: i64) {
    for sql in ["INSERT INTO word VALUES ($1)", "INSERT INTO echo VALUES ($1)"] {
        sqlx::query(sql).bind(id).execute(&mut **turn).await.unwrap();
    }
}

async fn words(turn: &mut Turn) -> Vec<i64> {
    let sql = "SELECT word.id FROM word ORDER BY id";
    sqlx::query_scalar(sql).fetch_all(&mut **turn).await.unwrap()
}

/// What another connection sees: only what was committed.
async fn safe(folder: &TempDir) -> Vec<i64> {
    let mut other = options(folder.path()).connect().await.unwrap();
    let sql = "SELECT id FROM word ORDER BY id";
    let found = sqlx::query_scalar(sql).fetch_all(&mut other).await.unwrap();
    let sql = "SELECT id FROM echo ORDER BY id";
    let echoes: Vec<i64> = sqlx::query_scalar(sql).fetch_all(&mut other).await.unwrap();
    assert_eq!(found, echoes, "what belongs together is kept together");
    other.close().await.unwrap();
    found
}

/// Asks once: it begins, and is not done.
async fn starts<F: Future + Unpin>(future: &mut F) {
    assert!(timeout(Duration::ZERO, future).await.is_err(), "not done yet");
}

#[tokio::test]
async fn deeds_that_wait_share_a_commit_and_none_is_told_before_it() {
    let (folder, pen) = desk(LONG).await;
    let mut first = pen.take().await.unwrap();
    let mut second = pin!(pen.take());
    starts(&mut second).await;
    write(&mut first, 1).await;
    let mut first = pin!(first.commit());
    starts(&mut first).await;
    let mut second = second.await.unwrap();
    assert_eq!(
        words(&mut second).await,
        [1],
        "it sees what was written before it"
    );
    write(&mut second, 2).await;
    starts(&mut first).await;
    assert!(safe(&folder).await.is_empty());
    second.commit().await.unwrap();
    first.await.unwrap();
    assert_eq!(safe(&folder).await, [1, 2]);
}

#[tokio::test]
async fn a_deed_that_fails_takes_nothing_of_its_neighbours_along() {
    let (folder, pen) = desk(LONG).await;
    let mut first = pen.take().await.unwrap();
    let (mut second, mut third) = (pin!(pen.take()), pin!(pen.take()));
    starts(&mut second).await;
    starts(&mut third).await;
    write(&mut first, 1).await;
    let mut first = pin!(first.commit());
    starts(&mut first).await;
    let mut second = second.await.unwrap();
    write(&mut second, 2).await;
    drop(second);
    let mut third = third.await.unwrap();
    assert_eq!(words(&mut third).await, [1]);
    write(&mut third, 3).await;
    third.commit().await.unwrap();
    first.await.unwrap();
    assert_eq!(safe(&folder).await, [1, 3]);
}

#[tokio::test]
async fn a_deed_that_only_read_is_not_told_before_the_commit_of_what_it_read() {
    let (folder, pen) = desk(LONG).await;
    let mut first = pen.take().await.unwrap();
    let (mut reader, mut third) = (pin!(pen.take()), pin!(pen.take()));
    starts(&mut reader).await;
    starts(&mut third).await;
    write(&mut first, 1).await;
    let mut first = pin!(first.commit());
    starts(&mut first).await;
    let mut reader = reader.await.unwrap();
    assert_eq!(words(&mut reader).await, [1]);
    let mut reader = pin!(reader.commit());
    starts(&mut reader).await;
    let third = third.await.unwrap();
    starts(&mut reader).await;
    drop(third);
    reader.await.unwrap();
    assert_eq!(safe(&folder).await, [1]);
    first.await.unwrap();
}

#[tokio::test]
async fn when_the_commit_fails_every_deed_that_shares_it_fails_and_the_next_one_works() {
    let (folder, pen) = desk(LONG).await;
    let mut first = pen.take().await.unwrap();
    let mut second = pin!(pen.take());
    starts(&mut second).await;
    write(&mut first, 1).await;
    let mut first = pin!(first.commit());
    starts(&mut first).await;
    let mut second = second.await.unwrap();
    let sql = "INSERT INTO late VALUES (77)";
    sqlx::query(sql).execute(&mut *second).await.unwrap();
    assert!(second.commit().await.is_err());
    assert!(first.await.is_err());
    let mut next = pen.take().await.unwrap();
    assert!(words(&mut next).await.is_empty());
    write(&mut next, 2).await;
    next.commit().await.unwrap();
    assert_eq!(safe(&folder).await, [2]);
}

#[tokio::test]
async fn an_error_that_takes_back_the_whole_transaction_fails_all_who_share_it() {
    let (folder, pen) = desk(LONG).await;
    for loser_commits in [true, false] {
        let mut first = pen.take().await.unwrap();
        let mut second = pin!(pen.take());
        starts(&mut second).await;
        write(&mut first, 1).await;
        let mut first = pin!(first.commit());
        starts(&mut first).await;
        let mut second = second.await.unwrap();
        // What SQLite does by itself when the disk is full.
        sqlx::query("ROLLBACK").execute(&mut *second).await.unwrap();
        if loser_commits {
            assert!(second.commit().await.is_err());
        } else {
            drop(second);
        }
        assert!(first.await.is_err());
        assert!(safe(&folder).await.is_empty());
    }
    let mut next = pen.take().await.unwrap();
    write(&mut next, 2).await;
    next.commit().await.unwrap();
    assert_eq!(safe(&folder).await, [2]);
}

#[tokio::test]
async fn after_closing_nobody_gets_a_turn_and_the_log_is_folded_in() {
    let (folder, pen) = desk(LONG).await;
    let mut turn = pen.take().await.unwrap();
    write(&mut turn, 1).await;
    let mut closing = pin!(pen.close());
    starts(&mut closing).await;
    turn.commit().await.unwrap();
    closing.await;
    assert!(matches!(pen.take().await, Err(sqlx::Error::PoolClosed)));
    assert!(!folder.path().join("desk.sqlite-wal").exists());
    assert_eq!(safe(&folder).await, [1]);
}

/// What a writer knows of its deed at its end.
enum End {
    Kept,
    Failed,
    /// Hung up; when it had asked for the commit already, nobody knows.
    Gone,
}

async fn a_deed(pen: &Pen, id: i64, fails: bool) -> Result<bool, sqlx::Error> {
    let mut turn = pen.take().await?;
    sqlx::query("INSERT INTO word VALUES ($1)")
        .bind(id)
        .execute(&mut *turn)
        .await?;
    if fails {
        // The same id again: the statement fails, and the deed with it.
        sqlx::query("INSERT INTO word VALUES ($1)")
            .bind(id)
            .execute(&mut *turn)
            .await?;
    }
    sqlx::query("INSERT INTO echo VALUES ($1)")
        .bind(id)
        .execute(&mut *turn)
        .await?;
    turn.commit().await?;
    Ok(true)
}

/// Forty deeds, of which some fail and some are dropped after so many microseconds, wherever they are by then.
async fn writer(pen: Pen, number: i64) -> Vec<(i64, End)> {
    let mut ends = Vec::new();
    let mut chance = 0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(number.unsigned_abs() + 1);
    for step in 0..40 {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let (fails, hangs_up, after) = (
            (chance >> 33).is_multiple_of(5),
            (chance >> 40).is_multiple_of(3),
            (chance >> 43) % 20_000,
        );
        let id = number * 1000 + step;
        let patience = if hangs_up {
            Duration::from_micros(after)
        } else {
            LONG
        };
        let end = match timeout(patience, a_deed(&pen, id, fails)).await {
            Ok(Ok(_)) => End::Kept,
            Ok(Err(_)) => End::Failed,
            Err(_) => End::Gone,
        };
        ends.push((id, end));
    }
    ends
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_writers_that_fail_and_hang_up_leave_exactly_what_they_were_told_is_kept() {
    let (folder, pen) = desk(LONGEST).await;
    let mut writers = JoinSet::new();
    for number in 0..64 {
        writers.spawn(writer(pen.clone(), number));
    }
    let ends: Vec<_> = writers.join_all().await.into_iter().flatten().collect();
    pen.close().await;
    let stored: HashSet<i64> = safe(&folder).await.into_iter().collect();
    let (mut kept, mut failed, mut gone) = (0, 0, 0);
    for (id, end) in ends {
        match end {
            End::Kept => {
                kept += 1;
                assert!(stored.contains(&id), "{id} was acknowledged and is lost");
            }
            End::Failed => {
                failed += 1;
                assert!(!stored.contains(&id), "{id} failed and is there");
            }
            End::Gone => gone += 1,
        }
    }
    assert!(
        kept > 500 && failed > 100 && gone > 50,
        "{kept} kept, {failed} failed, {gone} gone"
    );
}

#[tokio::test]
async fn a_writer_that_is_dropped_at_any_of_its_steps_leaves_the_pen_clean() {
    let (folder, pen) = desk(LONG).await;
    let mut kept = Vec::new();
    for steps in 0..40 {
        let mut deed = Box::pin(a_deed(&pen, steps, false));
        let mut done = false;
        for _ in 0..steps {
            done = std::future::poll_fn(|context| {
                std::task::Poll::Ready(deed.as_mut().poll(context).is_ready())
            })
            .await;
            if done {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(deed);
        if done {
            kept.push(steps);
        }
        let mut next = pen.take().await.unwrap();
        write(&mut next, 1000 + steps).await;
        next.commit().await.unwrap();
    }
    let stored = safe(&folder).await;
    assert!(kept.iter().all(|id| stored.contains(id)));
    assert_eq!(
        stored.iter().filter(|id| **id >= 1000).count(),
        40,
        "every next one was kept"
    );
}

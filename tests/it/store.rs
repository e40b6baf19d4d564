//! The database: both sorts understand every statement, the outbox keeps its order, SQLite is new enough.

use buurtschouw::{
    change, statements,
    store::{
        self, Db,
        outbox::{self, Happening},
    },
};
use harness::{Base, Stage, bases};
use sqlx::{AssertSqlSafe, Executor, SqlSafeStr};
use std::time::Duration;
use uuid::Uuid;

#[tokio::test]
async fn both_databases_understand_every_statement() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let all = statements::all();
        assert!(all.len() > 25);
        for (room, name, sql) in all {
            let prepared = match &stage.house.db {
                Db::Sqlite { write, .. } if !name.starts_with("POSTGRES_") => {
                    let mut turn = write.take().await.unwrap();
                    turn.prepare(AssertSqlSafe(sql).into_sql_str()).await.map(|_| ())
                }
                Db::Postgres(pool) if !name.starts_with("SQLITE_") => {
                    pool.prepare(AssertSqlSafe(sql).into_sql_str()).await.map(|_| ())
                }
                _ => Ok(()),
            };
            assert!(prepared.is_ok(), "{base:?} {room} {name}: {prepared:?}");
        }
        stage.end().await;
    }
}

#[tokio::test]
async fn sqlite_is_new_enough_not_to_corrupt_its_log() {
    let stage = Stage::new().await;
    let version = store::engine(&stage.house.db).await.unwrap();
    let parts: Vec<u32> = version.split('.').map(|part| part.parse().unwrap()).collect();
    assert!(parts >= vec![3, 51, 3], "{version}");
    stage.end().await;
}

#[tokio::test]
async fn sqlite_runs_with_the_settings_that_survive_a_power_cut() {
    let stage = Stage::new().await;
    let Db::Sqlite { write, read } = &stage.house.db else {
        panic!("SQLite")
    };
    let mut turn = write.take().await.unwrap();
    for (pragma, expected) in [("synchronous", 2_i64), ("foreign_keys", 1), ("secure_delete", 1)] {
        let sql = format!("PRAGMA {pragma}");
        let (value,): (i64,) = sqlx::query_as(AssertSqlSafe(sql))
            .fetch_one(&mut *turn)
            .await
            .unwrap();
        assert_eq!(value, expected, "{pragma}");
    }
    let (mode,): (String,) = sqlx::query_as("PRAGMA journal_mode")
        .fetch_one(&mut *turn)
        .await
        .unwrap();
    assert_eq!(mode, "wal");
    drop(turn);
    assert!(
        sqlx::query("DELETE FROM event").execute(read).await.is_err(),
        "the reading pool cannot write"
    );
    stage.end().await;
}

#[tokio::test]
async fn no_lower_seq_appears_after_a_higher_one_even_while_an_early_writer_dawdles() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let db = stage.house.db.clone();
        let before = outbox::last(&db).await.unwrap();
        let mut early = db.begin().await.unwrap();
        let first = outbox::append(&mut early, Happening::PhotoStored, Uuid::now_v7(), 1)
            .await
            .unwrap();
        let late = {
            let db = db.clone();
            tokio::spawn(async move {
                let mut tx = db.begin().await.unwrap();
                let seq = outbox::append(&mut tx, Happening::PhotoStored, Uuid::now_v7(), 2)
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
                seq
            })
        };
        // The late writer must wait for the early one: nothing may be visible meanwhile.
        for _ in 0..10 {
            assert!(outbox::after(&db, before).await.unwrap().is_empty(), "{base:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert!(!late.is_finished());
        early.commit().await.unwrap();
        let second = late.await.unwrap();
        assert!(second > first);
        let seen: Vec<i64> = outbox::after(&db, before)
            .await
            .unwrap()
            .iter()
            .map(|event| event.seq)
            .collect();
        assert_eq!(seen, [first, second]);
        stage.end().await;
    }
}

#[tokio::test]
async fn a_deed_that_fails_leaves_neither_row_nor_event() {
    let stage = Stage::on(Base::Sqlite).await;
    let before = outbox::last(&stage.house.db).await.unwrap();
    let mut tx = stage.house.db.begin().await.unwrap();
    outbox::append(&mut tx, Happening::PhotoStored, Uuid::now_v7(), 1)
        .await
        .unwrap();
    drop(tx);
    assert_eq!(outbox::last(&stage.house.db).await.unwrap(), before);
    stage.end().await;
}

#[tokio::test]
async fn a_refusal_is_told_only_when_what_it_read_is_kept() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let db = stage.house.db.clone();
        let mut tx = db.begin().await.unwrap();
        let seq = outbox::append(&mut tx, Happening::PhotoStored, Uuid::now_v7(), 1)
            .await
            .unwrap();
        let refusing = {
            let db = db.clone();
            async move {
                let mut tx = db.begin().await.unwrap();
                // On PostgreSQL it waits here; on SQLite it reads what is not safe yet.
                outbox::take_turn(&mut tx).await.unwrap();
                let refused = tx.settled::<(), _>(Err(sqlx::Error::RowNotFound)).await;
                assert!(refused.is_err());
                outbox::last(&db).await.unwrap()
            }
        };
        let (kept, told) = tokio::join!(tx.commit(), refusing);
        kept.unwrap();
        assert_eq!(told, seq, "{base:?}");
        stage.end().await;
    }
}

/// One deed: a row and its event; `keeps` tells whether it ends well.
async fn deed(db: &Db, reader: &str, subject: Uuid, keeps: bool) {
    let mut tx = db.begin().await.unwrap();
    change!(&mut tx, outbox::SET_BOOKMARK, reader, 7_i64).unwrap();
    outbox::append(&mut tx, Happening::PhotoStored, subject, 1)
        .await
        .unwrap();
    if keeps {
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_deed_that_fails_leaves_neither_row_nor_event_also_beside_others_that_share_its_commit() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let db = &stage.house.db;
        let before = outbox::last(db).await.unwrap();
        let (first, failing, last) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
        tokio::join!(
            deed(db, "first", first, true),
            deed(db, "failing", failing, false),
            deed(db, "last", last, true),
        );
        let mut told: Vec<Uuid> = outbox::after(db, before)
            .await
            .unwrap()
            .iter()
            .map(|event| event.subject)
            .collect();
        told.sort();
        assert_eq!(told, [first, last], "{base:?}");
        for (reader, row) in [("first", 7), ("failing", 0), ("last", 7)] {
            assert_eq!(
                outbox::bookmark(db, reader).await.unwrap(),
                row,
                "{base:?} {reader}"
            );
        }
        stage.end().await;
    }
}

/// Tables and columns of a running database, and which of them may not be empty.
async fn columns(db: &Db) -> Vec<(String, String, bool)> {
    let mut all: Vec<(String, String, bool)> = match db {
        Db::Sqlite { read, .. } => sqlx::query_as(
            "SELECT t.name, c.name, c.\"notnull\" = 1 OR c.pk > 0
            FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table'",
        )
        .fetch_all(read)
        .await
        .unwrap(),
        Db::Postgres(pool) => sqlx::query_as(
            "SELECT table_name::text, column_name::text, is_nullable = 'NO'
            FROM information_schema.columns WHERE table_schema = 'public'",
        )
        .fetch_all(pool)
        .await
        .unwrap(),
    };
    // What SQLite and the migrator keep for themselves.
    all.retain(|(table, ..)| !table.starts_with("sqlite_") && !table.starts_with('_'));
    all.sort();
    all
}

#[tokio::test]
async fn both_databases_have_the_same_tables_and_columns() {
    let mut told = Vec::new();
    for base in bases() {
        let stage = Stage::on(base).await;
        let columns = columns(&stage.house.db).await;
        assert!(columns.len() > 80, "{base:?} {columns:?}");
        let added = ("walk".to_owned(), "organiser".to_owned(), false);
        assert!(columns.contains(&added), "{base:?} {columns:?}");
        told.push(columns);
        stage.end().await;
    }
    if let [sqlite, postgres] = &told[..] {
        assert_eq!(sqlite, postgres);
    }
}

//! Compares rows with what is here and stores what is new, in batches that let others write in between.

use super::rows::Row;
use crate::{
    clock::Clock,
    findings::{
        finding::Finding,
        take_in::{Known, known, take_in},
    },
    house::atlas::Atlas,
    http::Problem,
    people::stand_in::stand_in,
    store::{
        Db,
        outbox::{self, Happening},
    },
};
use spatial::Lonlat;
use std::{
    io::{self, IsTerminal},
    time::Duration,
};

/// Rows of one change: short enough that a phone waits unnoticed.
const BATCH: usize = 250;
/// Comparisons between two words of progress.
const STEP: usize = 1_000;
/// Between two changes others get their turn.
const PAUSE: Duration = Duration::from_millis(5);

/// Rows by what is to be done with them.
#[derive(Default)]
pub struct Sorted {
    /// New ones.
    pub fresh: Vec<Row>,
    /// How many are here already.
    pub unchanged: usize,
    /// How many were withdrawn by their maker and stay so.
    pub withdrawn: usize,
    /// Every fault with its line.
    pub faults: Vec<String>,
}

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// Rows of the file.
    pub rows: usize,
    /// Findings that are new.
    pub new: usize,
    /// Findings that were here.
    pub unchanged: usize,
    /// Findings that were withdrawn.
    pub withdrawn: usize,
}

/// Compares rows with the findings that are here. What is here already is not judged again: borders and categories may
/// have changed since.
pub async fn compare(db: &Db, rows: Vec<Row>) -> Result<Sorted, Problem> {
    let mut sorted = Sorted::default();
    let all = rows.len();
    for (number, row) in rows.into_iter().enumerate() {
        if (number + 1).is_multiple_of(STEP) || number + 1 == all {
            tell("compared", number + 1, all);
        }
        match known(db, row.id, row.person, &row.body()).await? {
            Some(Known::Same) => sorted.unchanged += 1,
            Some(Known::Withdrawn) => sorted.withdrawn += 1,
            Some(Known::Other) => sorted
                .faults
                .push(format!("line {}: id: another finding has it", row.line)),
            None if row.faults.is_empty() => sorted.fresh.push(row),
            None => sorted.faults.extend(
                row.faults
                    .iter()
                    .map(|fault| format!("line {}: {fault}", row.line)),
            ),
        }
    }
    Ok(sorted)
}

/// Stores the new rows, each with its event.
pub async fn store(db: &Db, clock: &Clock, atlas: &Atlas, sorted: Sorted) -> Result<Done, Problem> {
    let all = sorted.fresh.len();
    let mut done = Done {
        rows: all + sorted.unchanged + sorted.withdrawn,
        new: 0,
        unchanged: sorted.unchanged,
        withdrawn: sorted.withdrawn,
    };
    for (number, batch) in sorted.fresh.chunks(BATCH).enumerate() {
        let now = clock.now_ms();
        let mut tx = db.begin().await?;
        let mut added = Vec::with_capacity(batch.len());
        for row in batch {
            stand_in(&mut tx, row.person, now).await?;
            if take_in(&mut tx, &finding(row, atlas, now), &row.body()).await? {
                added.push(row.id);
            }
        }
        // Events last: on PostgreSQL writers take turns from here to the commit.
        for id in &added {
            outbox::append(&mut tx, Happening::FindingRecorded, *id, now).await?;
        }
        tx.commit().await?;
        done.new += added.len();
        // The same import beside this one was quicker.
        done.unchanged += batch.len() - added.len();
        tell("stored", all.min((number + 1) * BATCH), all);
        tokio::time::sleep(PAUSE).await;
    }
    Ok(done)
}

fn tell(word: &str, done: usize, all: usize) {
    if io::stderr().is_terminal() {
        eprint!("\r{word} {done} of {all}{}", if done == all { "\n" } else { "" });
    }
}

fn finding(row: &Row, atlas: &Atlas, now: i64) -> Finding {
    let (accuracy_m, source) = Row::fix();
    let place = Lonlat::new(row.lon, row.lat);
    Finding {
        id: row.id,
        person_id: row.person,
        walk_id: None,
        category: Some(row.category.clone()),
        lon: row.lon,
        lat: row.lat,
        accuracy_m,
        position_source: source.to_owned(),
        observed_at: row.observed_at,
        received_at: now,
        note: row.note.clone(),
        suggested_measure: None,
        perceived_safety: None,
        buurt: atlas.at(place).map(|buurt| buurt.code.clone()),
        reviewed_at: None,
        withdrawn_at: None,
    }
}

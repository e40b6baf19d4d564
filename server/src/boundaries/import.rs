//! Imports borders from the command line. All of the file, or nothing of it.

use super::{
    border::{Border, in_force},
    read_file::{Judged, Usable},
    store,
};
use crate::{
    clock::Clock,
    http::Problem,
    store::{
        Db,
        outbox::{self, Happening},
    },
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What an import did.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Imported {
    /// Versions that are new.
    pub new: usize,
    /// Borders that were here already with equal geometry.
    pub unchanged: usize,
}

/// Stores the usable borders of a judged file as versions from `valid_from` on, in one transaction.
/// A border with the geometry that is already in force on that day is left as it is.
pub async fn import(db: &Db, clock: &Clock, judged: Judged, valid_from: &str) -> Result<Imported, Problem> {
    let now = clock.now_ms();
    let mut tx = db.begin().await?;
    let held = in_force(store::all_in(&mut tx).await?, valid_from);
    let mut done = Imported { new: 0, unchanged: 0 };
    for usable in judged.usable {
        let border = version(usable, valid_from, now);
        let same = held
            .iter()
            .any(|held| held.code == border.code && held.sha256 == border.sha256);
        if same {
            done.unchanged += 1;
            continue;
        }
        store::insert(&mut tx, &border).await?;
        done.new += 1;
    }
    if done.new > 0 {
        outbox::append(&mut tx, Happening::BuurtenImported, Uuid::now_v7(), now).await?;
    }
    tx.commit().await?;
    Ok(done)
}

fn version(usable: Usable, valid_from: &str, now: i64) -> Border {
    Border {
        id: Uuid::now_v7(),
        sha256: Sha256::digest(usable.geometry.as_bytes()).to_vec(),
        code: usable.code,
        name: usable.name,
        kind: "official".into(),
        valid_from: valid_from.to_owned(),
        area_m2: usable.area_m2,
        geometry: usable.geometry,
        imported_at: now,
        replaces_adopted: 0,
    }
}

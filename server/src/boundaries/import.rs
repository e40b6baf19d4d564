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
use geo::{Area, BooleanOps, BoundingRect};
use serde::Serialize;
use sha2::{Digest, Sha256};
use spatial::{Frame, Lonlat};
use uuid::Uuid;

/// The last day that a border may begin on.
const LAST_DAY: &str = "9999-12-31";
/// Square metres by which borders may differ and still be the same: they are written down to the centimetre.
const SAME_M2: f64 = 1.0;

/// What an import did.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Imported {
    /// Versions that are new.
    pub new: usize,
    /// Borders that were here already with equal geometry.
    pub unchanged: usize,
    /// Borders that residents adopted and that stay in force, though the new official ones differ.
    pub adopted_stay: Vec<AdoptedStays>,
}

/// An adopted border that stays in force over an imported one.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct AdoptedStays {
    /// Code of the buurt.
    pub code: String,
    /// Its name.
    pub name: String,
    /// First day of the adopted border, `YYYY-MM-DD`.
    pub valid_from: String,
    /// Square metres that lie in one of both borders and not in the other.
    pub differs_m2: u64,
}

/// What happens to borders that residents adopted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adopted {
    /// They stay in force; the official ones are kept beside them.
    Stay,
    /// The official ones take their place from their first day on.
    Replaced,
}

/// Stores the usable borders of a judged file as official versions from `valid_from` on, in one transaction. A border that
/// says what is official on that day already is left as it is. Adopted borders stay in force, and are told of where they
/// differ, unless they are to be replaced.
pub async fn import(
    db: &Db,
    clock: &Clock,
    judged: Judged,
    valid_from: &str,
    adopted: Adopted,
) -> Result<Imported, Problem> {
    let now = clock.now_ms();
    let mut tx = db.begin().await?;
    let mut all = store::all_in(&mut tx).await?;
    let compared = all
        .iter()
        .filter(|border| adopted == Adopted::Replaced || border.kind == "official");
    let held: Vec<Border> = in_force(compared, valid_from).into_iter().cloned().collect();
    let standing = in_force(&all, LAST_DAY);
    let is_adopted = |code: &str| {
        standing
            .iter()
            .any(|border| border.code == code && border.kind == "adopted")
    };
    let mut done = Imported {
        new: 0,
        unchanged: 0,
        adopted_stay: Vec::new(),
    };
    let mut fresh = Vec::new();
    for usable in judged.usable {
        let mut border = version(usable, valid_from, now);
        let replaces = adopted == Adopted::Replaced && is_adopted(&border.code);
        border.replaces_adopted = i64::from(replaces);
        let same = held
            .iter()
            .any(|held| held.code == border.code && held.sha256 == border.sha256);
        if same {
            done.unchanged += 1;
        } else {
            store::insert(&mut tx, &border).await?;
            done.new += 1;
        }
        fresh.push(border);
    }
    if done.new > 0 {
        outbox::append(&mut tx, Happening::BuurtenImported, Uuid::now_v7(), now).await?;
    }
    tx.commit().await?;
    all.extend(fresh.iter().cloned());
    done.adopted_stay = stay(&in_force(all, LAST_DAY), fresh);
    Ok(done)
}

/// The adopted borders in force that differ from the official ones that came.
fn stay(in_force: &[Border], fresh: Vec<Border>) -> Vec<AdoptedStays> {
    let told = fresh.into_iter().filter_map(|official| {
        let own = |border: &&Border| border.code == official.code && border.kind == "adopted";
        let adopted = in_force.iter().find(own)?.clone();
        let (name, valid_from) = (adopted.name.clone(), adopted.valid_from.clone());
        let (code, differs_m2) = (official.code.clone(), differs_m2(official, adopted)?);
        (differs_m2 > SAME_M2).then(|| AdoptedStays {
            code,
            name,
            valid_from,
            differs_m2: differs_m2.round() as u64,
        })
    });
    told.collect()
}

/// The area of what lies in one of two borders only; `None` when one cannot be read.
fn differs_m2(one: Border, other: Border) -> Option<f64> {
    let (one, other) = (one.buurt()?.shape, other.buurt()?.shape);
    let middle = one.bounding_rect()?.center();
    let frame = Frame::for_place(Lonlat::new(middle.x, middle.y));
    let only = frame.project(&one).xor(&frame.project(&other));
    Some(only.unsigned_area())
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

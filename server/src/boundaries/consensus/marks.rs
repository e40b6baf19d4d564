//! By which drawing a person stands in publications: one that is nearly the same as before is no new one.

use super::{
    likeness::alike,
    rules::Made,
    snapshot::{input, metres},
    store::{self, Drawn, Marked},
};
use crate::{house::House, http::Problem};
use spatial::Frame;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A line that is at least this much alike to the one that was counted is the same line.
const SAME: f64 = 0.9;

/// What was published of a buurt, and what would be now.
pub struct Marks {
    /// Every publication, the first one first.
    pub earlier: Vec<Made>,
    /// One of the drawings that count now.
    pub now: Made,
}

/// Holds what counts now against all that was published. Reads the lines of those who drew anew only, and takes a core
/// for a millisecond each.
pub async fn marks(house: &House, buurt: &str, drawn: &[Drawn]) -> Result<Marks, Problem> {
    let kept = store::marked(&house.db, buurt).await?;
    let inputs = store::inputs(&house.db, buurt).await?;
    // Of several publications the last one in which somebody was.
    let before: BTreeMap<Uuid, Uuid> = kept
        .iter()
        .map(|mark| (mark.person_id, mark.drawing_id))
        .collect();
    let mut now = BTreeSet::new();
    for own in drawn {
        let mark = match before.get(&own.person_id) {
            Some(mark) => mark_of(house, *mark, own).await?,
            None => own.id,
        };
        now.insert(mark);
    }
    let mut lines: Vec<&str> = drawn.iter().map(|one| one.geometry.as_str()).collect();
    let made = Made {
        input: input(&mut lines),
        marks: now,
    };
    Ok(Marks {
        earlier: inputs.into_iter().map(|made| earlier(made, &kept)).collect(),
        now: made,
    })
}

fn earlier((version, input): (i64, Vec<u8>), kept: &[Marked]) -> Made {
    let of = kept.iter().filter(|mark| mark.version == version);
    Made {
        input,
        marks: of.map(|mark| mark.drawing_id).collect(),
    }
}

/// By which drawing somebody stands in the next publication: the one before, unless their line clearly differs from it.
async fn mark_of(house: &House, before: Uuid, own: &Drawn) -> Result<Uuid, Problem> {
    let same = before == own.id || !is_new(house, before, own).await?;
    Ok(if same { before } else { own.id })
}

/// Does somebody's line clearly differ from that by which they stand in a publication? Of one that was withdrawn nothing
/// is left to compare with: then it does not, so that withdrawing and sending the same makes no difference.
async fn is_new(house: &House, mark: Uuid, own: &Drawn) -> Result<bool, Problem> {
    let Some(before) = store::line_of(&house.db, mark).await? else {
        return Ok(false);
    };
    if before == own.geometry {
        return Ok(false);
    }
    let now = own.geometry.clone();
    house
        .reckon(move |house| differ(&before, &now, &house.atlas.load().frame))
        .await
}

fn differ(before: &str, now: &str, frame: &Frame) -> bool {
    let (before, now) = (metres(before, frame), metres(now, frame));
    let both = before.zip(now);
    both.is_some_and(|(before, now)| alike(&before.into(), &now.into()) < SAME)
}

//! Does the ground that a proposal divides lie as it did when it was begun? Else its borders would not meet those beside
//! them, on their first day or on a later one that somebody already decided about.

use super::{new_borders::new_borders, proposal::Proposal, tiling::Tiling};
use crate::{
    boundaries::{
        border::{Border, in_force},
        store,
    },
    house::{House, atlas::Buurt},
    http::{Fault, Problem},
};
use spatial::Frame;
use std::collections::BTreeSet;

/// A stretch between two corners by its bits, each way round the same.
type Stretch = [[u64; 2]; 2];

/// The stretches between these buurten and all others.
fn outer_edge(tiling: &Tiling, codes: &[&str]) -> BTreeSet<Stretch> {
    let own = |face| tiling.code(face).is_some_and(|code| codes.contains(&code));
    let outer = tiling.arcs.iter().filter(|arc| own(arc.left) != own(arc.right));
    let bits = |corner: [f64; 2]| corner.map(f64::to_bits);
    let stretches = outer.flat_map(|arc| arc.line.windows(2));
    stretches
        .map(|pair| {
            let mut ends = [bits(pair[0]), bits(pair[1])];
            ends.sort_unstable();
            ends
        })
        .collect()
}

/// The first day of the new borders, and each later one on which another border of the faces of `base` begins.
fn days<'a>(base: &Tiling, borders: &'a [Border], first: &'a str) -> BTreeSet<&'a str> {
    let known = |border: &&Border| base.faces.iter().any(|face| face.code == border.code);
    let later = borders.iter().filter(known);
    let later = later.map(|border| border.valid_from.as_str());
    later.filter(|day| *day > first).chain([first]).collect()
}

/// Do these new borders, all from one day, meet what is in force beside them, on that day and on every later one of which
/// something is known? `base` is what they were drawn on, `borders` are all versions that there are. Cost: one weaving of
/// the faces of `base` a day, some ms.
pub fn meets(base: &Tiling, new: &[Border], borders: &[Border], frame: &Frame) -> bool {
    let Some(first) = new.first().map(|border| border.valid_from.as_str()) else {
        return true;
    };
    let codes: Vec<&str> = new.iter().map(|border| border.code.as_str()).collect();
    let edge = outer_edge(base, &codes);
    days(base, borders, first).into_iter().all(|day| {
        let with = in_force(borders.iter().chain(new), day);
        let stand = with
            .iter()
            .filter(|border| new.iter().any(|own| own.id == border.id));
        match stand.count() {
            // Others took the place of all of them by then.
            0 => true,
            // Of neighbours that fit together only some would be left.
            some if some < new.len() => false,
            _ => outer_edge(&without(base, borders, day, frame), &codes) == edge,
        }
    })
}

/// Has the ground below a proposal gone: is there no day, today or later, from which on its borders would meet those
/// beside them? What is not drawn on yet stands. Cost: the versions of its faces are read and woven once a day on which one
/// begins, some ms.
pub async fn is_gone(house: &House, proposal: &Proposal) -> Result<bool, Problem> {
    let base = proposal.base_tiling();
    let mut borders = Vec::new();
    for face in &base.faces {
        borders.extend(store::of_buurt(&house.db, &face.code).await?);
    }
    let (now, today, frame) = (house.clock.now_ms(), house.today(), house.atlas.load().frame);
    let proposal = proposal.clone();
    let reckon = move |_: &House| {
        let mut new = new_borders(&proposal, today, &frame, now);
        let today = today.to_string();
        let days: BTreeSet<String> = days(&base, &borders, &today)
            .into_iter()
            .map(str::to_owned)
            .collect();
        !days.into_iter().any(|day| {
            new.iter_mut()
                .for_each(|border| border.valid_from.clone_from(&day));
            meets(&base, &new, &borders, &frame)
        })
    };
    house.reckon(reckon).await
}

/// The fault of who goes on with a proposal whose ground has gone, with what to do.
pub fn base_gone() -> Fault {
    Fault {
        nl: Some(
            "De grens waarmee dit voorstel begon, geldt niet meer: een ander besluit verlegde hem. \
             Begin een nieuw voorstel met de grens die nu geldt, en neem jullie lijn daarin over.",
        ),
        en: Some(
            "The border that this proposal began from is gone: another decision moved it. \
             Begin a new proposal from the border in force, and take your line over into it.",
        ),
        ..Fault::new("", "base_gone")
    }
}

/// The faces of `base` as they lie on a day without the new borders.
fn without(base: &Tiling, borders: &[Border], day: &str, frame: &Frame) -> Tiling {
    let known = |border: &&Border| base.faces.iter().any(|face| face.code == border.code);
    let held = in_force(borders, day).into_iter().filter(known).cloned();
    let held: Vec<Buurt> = held.filter_map(Border::buurt).collect();
    Tiling::of(&held.iter().collect::<Vec<_>>(), frame)
}

//! One simple ring out of what was drawn, or the faults that stand in the way.

use geo_types::Coord;

use super::{
    Checked, Rings,
    crossings::{Contact, MOST, contacts},
    lattice::{Lattice, opened},
    simplify::{simplified, without_spikes},
    untie::loops,
};

/// Of several parts one must hold this much of the area.
const MOST_OF_PARTS: f64 = 0.95;
/// Of the loops of a ring one must hold this much of the area.
const MOST_OF_LOOPS: f64 = 0.9;
/// A smaller hole is dropped, square metres.
const SMALL_HOLE_M2: f64 = 1_000.0;
/// How often what was repaired is repaired again: rounding a crossing may move an edge by a centimetre.
const ROUNDS: usize = 3;

/// The part that is meant; the others are faults, unless they are next to nothing.
pub fn one_part<'a>(parts: &'a [Rings], judged: &mut Checked) -> Option<&'a Rings> {
    let areas: Vec<f64> = parts
        .iter()
        .map(|part| part.first().map_or(0.0, |ring| rough_m2(ring)))
        .collect();
    let largest = (0..areas.len()).reduce(|best, k| if areas[k] > areas[best] { k } else { best })?;
    if parts.len() > 1 {
        if areas[largest] >= MOST_OF_PARTS * areas.iter().sum::<f64>() {
            judged.repair("multipart");
        } else {
            for part in parts {
                let at = part.first().and_then(|ring| ring.first());
                judged.fault("multipart", at.copied());
            }
        }
    }
    parts.get(largest)
}

/// Small holes are dropped, others are faults.
pub fn without_holes(part: &Rings, judged: &mut Checked) {
    for hole in part.iter().skip(1) {
        if rough_m2(hole) < SMALL_HOLE_M2 {
            judged.repair("holes_not_supported");
        } else {
            judged.fault("holes_not_supported", hole.first().copied());
        }
    }
}

fn rough_m2(ring: &[Coord<f64>]) -> f64 {
    let (lattice, corners) = Lattice::of(ring);
    lattice.area_m2(&corners).abs()
}

/// How many different corners a ring has; counts no further than three.
pub fn distinct(ring: &[Coord<f64>]) -> usize {
    let Some(first) = ring.first() else { return 0 };
    let Some(second) = ring.iter().find(|corner| *corner != first) else {
        return 1;
    };
    let third = ring.iter().any(|corner| corner != first && corner != second);
    if third { 3 } else { 2 }
}

/// The open ring without wobble, spikes and small loops, and its area in `judged`. A ring that is too much of a knot
/// comes back simplified only, with its crossings as faults; `None` when there are too many to look further.
pub fn repaired(ring: &[Coord<f64>], lattice: &Lattice, judged: &mut Checked) -> Option<Vec<Coord<f64>>> {
    let (mut ring, spikes) = without_spikes(&opened(&simplified(ring, lattice)), lattice);
    if spikes {
        judged.repair("repaired_spike");
    }
    for _ in 0..ROUNDS {
        let met = contacts(&ring);
        if met.is_empty() {
            break;
        }
        if met.len() > MOST {
            crossed(&met, lattice, judged);
            return None;
        }
        let mut parts = loops(&ring, &met);
        let areas: Vec<f64> = parts.iter().map(|part| lattice.area_m2(part).abs()).collect();
        judged.area_m2 = areas.iter().sum();
        let largest = (0..areas.len()).reduce(|best, k| if areas[k] > areas[best] { k } else { best });
        let Some(largest) = largest.filter(|k| areas[*k] >= MOST_OF_LOOPS * judged.area_m2) else {
            crossed(&met, lattice, judged);
            return Some(ring);
        };
        judged.repair("repaired_bowtie");
        ring = without_spikes(&parts.swap_remove(largest), lattice).0;
    }
    crossed(&contacts(&ring), lattice, judged);
    judged.area_m2 = lattice.area_m2(&ring).abs();
    Some(ring)
}

fn crossed(met: &[Contact], lattice: &Lattice, judged: &mut Checked) {
    for contact in met {
        judged.fault("self_intersection", Some(lattice.place(contact.at)));
    }
}

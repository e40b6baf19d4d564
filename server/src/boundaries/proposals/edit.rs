//! Moves arcs of a tiling, or says every reason why not. Both neighbours move together, so no gap or overlap can come.

use super::tiling::{Tiling, lonlat};
use spatial::{
    Frame, Lonlat,
    coverage::{self, Fault},
};

/// An end this near to a node is meant to be the node, in degrees (about 10 cm).
const NEAR: f64 = 1e-6;
/// Most flaws that are told.
const TOLD: usize = 50;

/// A new line for an arc.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// Which arc, by its place in the list.
    pub index: usize,
    /// Its new line, `[lon, lat]`, at least two.
    pub line: Vec<[f64; 2]>,
}

/// A node that goes elsewhere, and the ends of all arcs with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift {
    /// Where it is.
    pub at: [f64; 2],
    /// Where it goes.
    pub to: [f64; 2],
}

/// Why a tiling is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Flaw {
    /// `crosses`, `not_one_part`, `too_small`, `locked`, `loose_end`, `unknown_arc`, `gap`, `malformed`.
    pub code: &'static str,
    /// Which of the arcs that were sent; `None` when it is about a face.
    pub sent: Option<usize>,
    /// Where.
    pub at: [f64; 2],
}

/// The tiling with these changes, or every flaw. Arcs keep their numbers and faces their arcs.
pub fn moved(
    tiling: &Tiling,
    locked: &[String],
    moves: &[Move],
    shifts: &[Shift],
    frame: &Frame,
) -> Result<Tiling, Vec<Flaw>> {
    let mut flaws = Vec::new();
    let mut after = tiling.clone();
    let shifts = all_shifts(tiling, moves, shifts);
    for shift in &shifts {
        apply_shift(&mut after, *shift, tiling, locked, &mut flaws);
    }
    for (sent, change) in moves.iter().enumerate() {
        let flaw = |code, at| Flaw {
            code,
            sent: Some(sent),
            at,
        };
        let Some(arc) = tiling.arcs.get(change.index) else {
            flaws.push(flaw("unknown_arc", change.line[0]));
            continue;
        };
        if tiling.is_locked(arc, locked) {
            flaws.push(flaw("locked", middle(&change.line)));
            continue;
        }
        match fitted(&after.arcs[change.index].line, &change.line) {
            Ok(line) => after.arcs[change.index].line = line,
            Err(at) => flaws.push(flaw("loose_end", at)),
        }
    }
    if !flaws.is_empty() {
        return Err(flaws);
    }
    let sent_as = |arcs: &[usize]| moves.iter().position(|change| arcs.contains(&change.index));
    let broken = breaks(tiling, &after, frame).into_iter().map(|flaw| Flaw {
        code: code_of(flaw.fault),
        sent: sent_as(&flaw.arcs),
        at: lonlat(frame, flaw.at),
    });
    let broken: Vec<Flaw> = broken.take(TOLD).collect();
    if broken.is_empty() { Ok(after) } else { Err(broken) }
}

/// What is wrong with the tiling after an edit that was not wrong before.
fn breaks(before: &Tiling, after: &Tiling, frame: &Frame) -> Vec<coverage::Flaw> {
    let (old, new) = (before.coverage(frame), after.coverage(frame));
    let nodes = old.nodes();
    let mut change = coverage::Change::default();
    for (place, (was, is)) in old.arcs.iter().zip(&new.arcs).enumerate() {
        if was.line == is.line {
            continue;
        }
        let ends = [
            was.line.first().zip(is.line.first()),
            was.line.last().zip(is.line.last()),
        ];
        for (from, to) in ends.into_iter().flatten().filter(|(from, to)| from != to) {
            let node = nodes.iter().position(|node| node.at == *from);
            change.nodes.extend(node.map(|node| (node, *to)));
        }
        change.arcs.push((place, is.line.clone()));
    }
    old.changed(&change, &[]).err().unwrap_or_default()
}

fn code_of(fault: Fault) -> &'static str {
    match fault {
        Fault::EndMoved => "loose_end",
        // A line that swallows its neighbour is no line between two buurten any more.
        Fault::Overlap | Fault::Open | Fault::Unwoven => "crosses",
        other => other.code(),
    }
}

fn middle(line: &[[f64; 2]]) -> [f64; 2] {
    line[line.len() / 2]
}

fn is_near(one: [f64; 2], other: [f64; 2]) -> bool {
    (one[0] - other[0]).abs() <= NEAR && (one[1] - other[1]).abs() <= NEAR
}

fn ends(line: &[[f64; 2]]) -> [[f64; 2]; 2] {
    [line[0], line[line.len() - 1]]
}

/// The shifts that were asked for, and those that follow from lines with another end than their arc had.
fn all_shifts(tiling: &Tiling, moves: &[Move], asked: &[Shift]) -> Vec<Shift> {
    let mut shifts = asked.to_vec();
    for change in moves {
        let Some(arc) = tiling.arcs.get(change.index) else {
            continue;
        };
        let pairs = ends(&arc.line).into_iter().zip(ends(&change.line));
        for (at, to) in pairs.filter(|(at, to)| !is_near(*at, *to)) {
            // The first to move a node decides; a line that disagrees has a loose end.
            if !shifts.iter().any(|shift| is_near(shift.at, at)) {
                shifts.push(Shift { at, to });
            }
        }
    }
    shifts
}

fn apply_shift(after: &mut Tiling, shift: Shift, before: &Tiling, locked: &[String], flaws: &mut Vec<Flaw>) {
    for (arc, was) in after.arcs.iter_mut().zip(&before.arcs) {
        let last = was.line.len() - 1;
        for (end, place) in [(was.line[0], 0), (was.line[last], last)] {
            if !is_near(end, shift.at) {
                continue;
            }
            if before.is_locked(was, locked) {
                let flaw = Flaw {
                    code: "locked",
                    sent: None,
                    at: shift.to,
                };
                if !flaws.contains(&flaw) {
                    flaws.push(flaw);
                }
            } else {
                arc.line[place] = shift.to;
            }
        }
    }
}

/// The new line with exactly the ends of the old one, or the end that is elsewhere.
fn fitted(old: &[[f64; 2]], new: &[[f64; 2]]) -> Result<Vec<[f64; 2]>, [f64; 2]> {
    let ([first, last], [start, end]) = (ends(old), ends(new));
    if !is_near(first, start) {
        return Err(start);
    }
    if !is_near(last, end) {
        return Err(end);
    }
    let mut line = new.to_vec();
    let place = line.len() - 1;
    (line[0], line[place]) = (first, last);
    line.dedup();
    if line.len() < 2 {
        return Err(start);
    }
    Ok(line)
}

/// A place as the doors keep it: to a ten-millionth of a degree.
pub fn kept(at: [f64; 2]) -> Option<[f64; 2]> {
    let [lon, lat] = at;
    let on_globe = Lonlat::new(lon, lat).is_on_globe();
    on_globe.then(|| [(lon * 1e7).round() / 1e7, (lat * 1e7).round() / 1e7])
}

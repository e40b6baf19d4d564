//! Two edits of the same tiling become one, arc by arc.

use std::fmt;

use super::{Arc, Coverage, Face, Flaw};

/// Why two edits cannot be joined.
#[derive(Clone, Debug, PartialEq)]
pub enum Disagreement {
    /// They are not edits of this tiling: arcs or faces came or went.
    Strangers,
    /// Both moved these arcs, and differently.
    Arcs(Vec<usize>),
    /// No arc was moved by both, but together they break the tiling: every flaw.
    Flaws(Vec<Flaw>),
}

impl fmt::Display for Disagreement {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Strangers => write!(out, "the two are not edits of one tiling"),
            Self::Arcs(arcs) => write!(out, "both moved {} of the same arcs", arcs.len()),
            Self::Flaws(flaws) => write!(out, "together the edits have {} flaws", flaws.len()),
        }
    }
}

impl std::error::Error for Disagreement {}

impl Coverage {
    /// This tiling with what two edits of it moved. An arc that only one of them moved lies where that one put it;
    /// one that both moved alike, there. A moved node moves the arcs that end there. O(n log n).
    ///
    /// # Errors
    /// [`Disagreement`]: the arcs that both moved differently, or what the outcome breaks.
    pub fn merged(&self, ours: &Self, theirs: &Self) -> Result<Self, Disagreement> {
        if !(self.is_edit(ours) && self.is_edit(theirs)) {
            return Err(Disagreement::Strangers);
        }
        let mut both = self.clone();
        let mut disputed = Vec::new();
        let lines = ours.arcs.iter().zip(&theirs.arcs);
        for (at, (arc, (our, their))) in both.arcs.iter_mut().zip(lines).enumerate() {
            let (moved, other) = (our.line != arc.line, their.line != arc.line);
            match (moved, other) {
                (true, true) if our.line != their.line => disputed.push(at),
                (true, _) => arc.line.clone_from(&our.line),
                (false, _) => arc.line.clone_from(&their.line),
            }
        }
        if !disputed.is_empty() {
            return Err(Disagreement::Arcs(disputed));
        }
        let flaws = self.worsened(&both);
        if flaws.is_empty() {
            Ok(both)
        } else {
            Err(Disagreement::Flaws(flaws))
        }
    }

    /// Are these the same arcs between the same faces?
    fn is_edit(&self, other: &Self) -> bool {
        let sides = |arc: &Arc| (arc.left, arc.right);
        let arcs = self.arcs.iter().map(sides).eq(other.arcs.iter().map(sides));
        let alike = |(one, other): (&Face, &Face)| one == other;
        arcs && self.faces.len() == other.faces.len() && self.faces.iter().zip(&other.faces).all(alike)
    }
}

//! Edits: an arc or node moves, and with it every face beside it.

use geo_types::Coord;

use super::check::on_earth;
use super::flaw::sorted;
use super::{Arc, Coverage, Fault, Flaw, Node};

/// How far from its node the end of a new line may lie, metres: it is put on the node. What went out as
/// degrees with seven decimals comes back within two centimetres.
pub const END_M: f64 = 0.05;

/// What an edit asks for. All of it together has to leave a sound tiling; on the way there it need not be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// New places of nodes, by their number in [`Coverage::nodes`].
    pub nodes: Vec<(usize, Coord<f64>)>,
    /// New lines of arcs, by their number, from their first node to their last; the later of two counts.
    pub arcs: Vec<(usize, Vec<Coord<f64>>)>,
}

impl Coverage {
    /// The tiling with one arc along a new line, its ends where they were. `locked` are faces whose border
    /// may not move. See [`Coverage::changed`].
    ///
    /// # Errors
    /// As [`Coverage::changed`].
    pub fn with_arc(&self, arc: usize, line: &[Coord<f64>], locked: &[usize]) -> Result<Self, Vec<Flaw>> {
        let change = Change {
            arcs: vec![(arc, line.to_vec())],
            ..Change::default()
        };
        self.changed(&change, locked)
    }

    /// The tiling with one node elsewhere; the last stretch of every arc that ends there goes along. See
    /// [`Coverage::changed`].
    ///
    /// # Errors
    /// As [`Coverage::changed`].
    pub fn with_node(&self, node: usize, place: Coord<f64>, locked: &[usize]) -> Result<Self, Vec<Flaw>> {
        let change = Change {
            nodes: vec![(node, place)],
            ..Change::default()
        };
        self.changed(&change, locked)
    }

    /// The tiling with nodes and arcs moved: nodes first, then lines, whose ends must lie within [`END_M`] of
    /// their nodes and are put on them. Numbers of arcs, nodes and faces, and who lies beside whom, stay.
    /// O(n log n).
    ///
    /// # Errors
    /// Every flaw, with its place: what is asked wrongly ([`Fault::Malformed`], [`Fault::EndMoved`],
    /// [`Fault::Locked`]), else what [`Coverage::check`] finds in the outcome. A face that lay in parts or
    /// was too small before may stay so, but gets no worse.
    pub fn changed(&self, change: &Change, locked: &[usize]) -> Result<Self, Vec<Flaw>> {
        let mut after = self.clone();
        let mut flaws = Vec::new();
        let nodes = self.nodes();
        for (node, place) in &change.nodes {
            match nodes.get(*node) {
                Some(node) if on_earth(*place) => after.move_node(node, *place),
                _ => flaws.push(Flaw::new(Fault::Malformed, *place)),
            }
        }
        for (arc, line) in &change.arcs {
            match after.arcs.get(*arc) {
                Some(old) => match fitted(old, line) {
                    Ok(line) => after.arcs[*arc].line = line,
                    Err(flaw) => flaws.push(flaw.of_arcs([*arc])),
                },
                None => flaws.push(Flaw::new(
                    Fault::Malformed,
                    line.first().copied().unwrap_or_default(),
                )),
            }
        }
        flaws.extend(self.moved_locked(&after, locked));
        if flaws.is_empty() {
            flaws = self.worsened(&after);
        }
        if flaws.is_empty() {
            Ok(after)
        } else {
            Err(sorted(flaws))
        }
    }

    fn move_node(&mut self, node: &Node, place: Coord<f64>) {
        for &arc in &node.arcs {
            let line = &mut self.arcs[arc].line;
            let last = line.len() - 1;
            for end in [0, last] {
                if line[end] == node.at {
                    line[end] = place;
                }
            }
            line.dedup();
        }
    }

    /// Arcs of locked faces that are no longer where they were.
    fn moved_locked(&self, after: &Self, locked: &[usize]) -> Vec<Flaw> {
        let pairs = self.arcs.iter().zip(&after.arcs).enumerate();
        let moved = pairs.filter(|(_, (before, after))| before.line != after.line);
        let flaw = |(at, (before, after)): (usize, (&Arc, &Arc))| {
            let sides = [before.left, before.right].into_iter().flatten();
            let faces: Vec<usize> = sides.filter(|face| locked.contains(face)).collect();
            let place = after.line.iter().find(|corner| !before.line.contains(corner));
            let place = place.or_else(|| before.line.first()).copied().unwrap_or_default();
            (!faces.is_empty()).then(|| Flaw::new(Fault::Locked, place).of_arcs([at]).of_faces(faces))
        };
        moved.filter_map(flaw).collect()
    }

    /// The flaws after an edit that were not there before, or not as bad.
    pub(super) fn worsened(&self, after: &Self) -> Vec<Flaw> {
        let found = after.check();
        if found.is_empty() {
            return found;
        }
        let before = self.check();
        let faults = |flaws: &[Flaw], like: &Flaw| {
            let same = flaws
                .iter()
                .filter(|flaw| flaw.fault == like.fault && flaw.faces == like.faces);
            same.count()
        };
        let smaller = |flaw: &Flaw| {
            let area = |of: &Self| flaw.faces.iter().map(|face| of.face_area(*face)).sum::<f64>();
            area(after) < area(self)
        };
        let known = |flaw: &Flaw| match flaw.fault {
            Fault::NotOnePart | Fault::Gap => faults(&found, flaw) <= faults(&before, flaw),
            Fault::TooSmall => faults(&before, flaw) > 0 && !smaller(flaw),
            _ => before.contains(flaw),
        };
        found.iter().filter(|flaw| !known(flaw)).cloned().collect()
    }
}

/// A new line for an arc, its ends on the nodes of the old one and no corner twice in a row.
fn fitted(old: &Arc, line: &[Coord<f64>]) -> Result<Vec<Coord<f64>>, Flaw> {
    let (Some(&first), Some(&last)) = (old.line.first(), old.line.last()) else {
        return Err(Flaw::new(Fault::Malformed, Coord::default()));
    };
    if line.len() < 2 || !line.iter().all(|corner| on_earth(*corner)) {
        return Err(Flaw::new(Fault::Malformed, first));
    }
    // A closed line may begin anywhere: it has no node to keep.
    let mut line = line.to_vec();
    let count = line.len();
    if !old.is_closed() || line[0] != line[count - 1] {
        for (end, node) in [(0, first), (count - 1, last)] {
            if (line[end].x - node.x).hypot(line[end].y - node.y) > END_M {
                return Err(Flaw::new(Fault::EndMoved, line[end]));
            }
            line[end] = node;
        }
    }
    line.dedup();
    Ok(line)
}

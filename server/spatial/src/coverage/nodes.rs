//! Nodes: the places where arcs end.

use std::collections::HashMap;

use geo_types::Coord;

use super::Coverage;

/// A place where arcs end. Closed arcs that meet no other have none.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where, metres.
    pub at: Coord<f64>,
    /// The arcs that begin or end there, rising; one that does both stands once.
    pub arcs: Vec<usize>,
}

/// A place as something to look up: its bits. A negative zero is a zero.
pub(super) fn key(place: Coord<f64>) -> (u64, u64) {
    ((place.x + 0.0).to_bits(), (place.y + 0.0).to_bits())
}

impl Coverage {
    /// The nodes in the order in which the arcs come by them. Edits move nodes but keep their numbers, as
    /// they keep those of arcs. O(arcs).
    #[must_use]
    pub fn nodes(&self) -> Vec<Node> {
        let mut known: HashMap<(u64, u64), usize> = HashMap::new();
        let mut nodes: Vec<Node> = Vec::new();
        for (arc, line) in self.arcs.iter().map(|arc| &arc.line).enumerate() {
            let ends = [line.first(), line.last()];
            for &at in ends.into_iter().flatten() {
                let node = *known.entry(key(at)).or_insert_with(|| {
                    nodes.push(Node { at, arcs: Vec::new() });
                    nodes.len() - 1
                });
                if nodes[node].arcs.last() != Some(&arc) {
                    nodes[node].arcs.push(arc);
                }
            }
        }
        let lonely = |node: &Node| matches!(node.arcs[..], [arc] if self.arcs[arc].is_closed());
        nodes.retain(|node| !lonely(node));
        nodes
    }
}

//! Takes a ring that crosses itself apart into loops that do not.
//!
//! At every crossing the two ways through it change partners: who came in on one goes out on the other. What is left
//! are loops that touch and never cross (the smoothing that Seifert used for knots). An eight falls into its two
//! halves, a curl into the outline and the little loop in it.

use geo_types::Coord;

use super::{crossings::Contact, lattice::opened};

/// The loops of an open ring with these contacts, those of fewer than three corners left out.
pub fn loops(ring: &[Coord<f64>], contacts: &[Contact]) -> Vec<Vec<Coord<f64>>> {
    let mut corners = ring.to_vec();
    let mut on_edge: Vec<Vec<(f64, usize)>> = vec![Vec::new(); ring.len()];
    let mut pairs = Vec::with_capacity(contacts.len());
    for contact in contacts {
        let nodes = contact.on.map(|(edge, along)| {
            if along == 0.0 {
                return edge;
            }
            corners.push(contact.at);
            on_edge[edge].push((along, corners.len() - 1));
            corners.len() - 1
        });
        pairs.push(nodes);
    }
    let mut next = followers(ring.len(), corners.len(), on_edge);
    for [one, other] in pairs {
        next.swap(one, other);
    }
    walk(&corners, &next)
}

/// Who comes after whom along the ring, the new corners between the old ones.
fn followers(ring: usize, all: usize, on_edge: Vec<Vec<(f64, usize)>>) -> Vec<usize> {
    let mut next = vec![0; all];
    for (edge, mut between) in on_edge.into_iter().enumerate() {
        between.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut last = edge;
        for (_, node) in between {
            next[last] = node;
            last = node;
        }
        next[last] = (edge + 1) % ring;
    }
    next
}

fn walk(corners: &[Coord<f64>], next: &[usize]) -> Vec<Vec<Coord<f64>>> {
    let mut seen = vec![false; corners.len()];
    let mut loops = Vec::new();
    for first in 0..corners.len() {
        let (mut at, mut ring) = (first, Vec::new());
        while !seen[at] {
            seen[at] = true;
            ring.push(corners[at]);
            at = next[at];
        }
        let ring = opened(&ring);
        if ring.len() >= 3 {
            loops.push(ring);
        }
    }
    loops
}

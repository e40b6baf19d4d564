//! Patches: connected ground of one label. Each face keeps its largest, the rest goes to its neighbours.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::labels::{Labels, NOBODY, Run, extend};

/// Cells that hang together by their sides and have one label.
struct Patch {
    label: u32,
    cells: u64,
    /// A cell of it, by column and row: the middle of its longest run.
    cell: (u32, usize),
    /// How many sides it shares with each other patch.
    beside: BTreeMap<usize, u64>,
    /// It stays what it is.
    stays: bool,
}

/// A patch that was given to a neighbour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Given {
    pub from: u32,
    pub to: u32,
    pub cells: u64,
    /// A cell of it.
    pub cell: (u32, usize),
}

/// Leaves each face its largest patch, the first of equals. Every other patch, and ground that is nobody's but
/// smaller than `least` cells, goes to the patch with which it shares the longest border, the smallest first.
/// Nobody's ground of `least` cells or more stays. Says what was given away, in order. O(runs log runs).
pub(super) fn settle(labels: &mut Labels, least: u64) -> Vec<Given> {
    let (patch_of, mut patches) = patches(labels);
    decide(&mut patches, least);
    let mut owner: Vec<usize> = (0..patches.len()).collect();
    let mut waiting: BTreeSet<(u64, usize)> = patches
        .iter()
        .enumerate()
        .filter(|(_, patch)| !patch.stays)
        .map(|(at, patch)| (patch.cells, at))
        .collect();
    let mut given = Vec::new();
    while let Some((cells, at)) = waiting.pop_first() {
        let longest = patches[at]
            .beside
            .iter()
            .max_by_key(|(other, sides)| (**sides, Reverse(**other)));
        let Some((&to, _)) = longest else { continue };
        given.push((at, patches[at].label, cells, patches[at].cell));
        waiting.remove(&(patches[to].cells, to));
        let label = patches[to].label;
        join(&mut patches, &mut owner, at, to);
        // What only this patch kept apart hangs together now.
        let alike = patches[to]
            .beside
            .keys()
            .filter(|other| patches[**other].label == label);
        for other in alike.copied().collect::<Vec<usize>>() {
            waiting.remove(&(patches[other].cells, other));
            join(&mut patches, &mut owner, other, to);
        }
        if !patches[to].stays {
            waiting.insert((patches[to].cells, to));
        }
    }
    let mut last = |at: usize| patches[find(&mut owner, at)].label;
    for (row, patch_of) in labels.rows.iter_mut().zip(&patch_of) {
        let mut settled: Vec<Run> = Vec::with_capacity(row.len());
        for (run, &patch) in row.iter().zip(patch_of) {
            extend(
                &mut settled,
                Run {
                    label: last(patch),
                    ..*run
                },
            );
        }
        *row = settled;
    }
    let told = |(at, from, cells, cell): (usize, u32, u64, (u32, usize))| Given {
        from,
        to: last(at),
        cells,
        cell,
    };
    given.into_iter().map(told).collect()
}

/// Which patches stay: the largest of each face, and nobody's ground outside or of some size.
fn decide(patches: &mut [Patch], least: u64) {
    let mut largest: HashMap<u32, usize> = HashMap::new();
    for (at, patch) in patches.iter().enumerate() {
        let best = largest.entry(patch.label).or_insert(at);
        if patch.cells > patches[*best].cells {
            *best = at;
        }
    }
    for (at, patch) in patches.iter_mut().enumerate() {
        // The margin belongs to the first patch.
        patch.stays = if patch.label == NOBODY {
            at == 0 || patch.cells >= least
        } else {
            largest.get(&patch.label) == Some(&at)
        };
    }
}

/// One patch becomes part of another.
fn join(patches: &mut [Patch], owner: &mut [usize], from: usize, to: usize) {
    owner[from] = to;
    let beside = std::mem::take(&mut patches[from].beside);
    for (other, sides) in beside {
        patches[other].beside.remove(&from);
        if other != to {
            *patches[other].beside.entry(to).or_default() += sides;
            *patches[to].beside.entry(other).or_default() += sides;
        }
    }
    patches[to].cells += patches[from].cells;
    patches[to].stays |= patches[from].stays;
}

fn find(owner: &mut [usize], mut at: usize) -> usize {
    while owner[at] != at {
        owner[at] = owner[owner[at]];
        at = owner[at];
    }
    at
}

/// The patch of every run, and the patches from the south-west on.
fn patches(labels: &Labels) -> (Vec<Vec<usize>>, Vec<Patch>) {
    let mut first = vec![0];
    first.extend(labels.rows.iter().scan(0, |sum, row| {
        *sum += row.len();
        Some(*sum)
    }));
    let runs = first.last().copied().unwrap_or(0);
    let mut owner: Vec<usize> = (0..runs).collect();
    for row in 1..labels.rows.len() {
        for (below, here, _) in overlaps(&labels.rows[row - 1], &labels.rows[row]) {
            if labels.rows[row - 1][below].label == labels.rows[row][here].label {
                let (one, other) = (first[row - 1] + below, first[row] + here);
                let (one, other) = (find(&mut owner, one), find(&mut owner, other));
                owner[one.max(other)] = one.min(other);
            }
        }
    }
    let mut number: HashMap<usize, usize> = HashMap::new();
    let mut patches: Vec<Patch> = Vec::new();
    let mut longest: Vec<u32> = Vec::new();
    let mut patch_of: Vec<Vec<usize>> = Vec::with_capacity(labels.rows.len());
    for (row, runs) in labels.rows.iter().enumerate() {
        let mut here = Vec::with_capacity(runs.len());
        for (at, run) in runs.iter().enumerate() {
            let patch = *number
                .entry(find(&mut owner, first[row] + at))
                .or_insert_with(|| {
                    patches.push(Patch {
                        label: run.label,
                        cells: 0,
                        cell: (run.from, row),
                        beside: BTreeMap::new(),
                        stays: false,
                    });
                    longest.push(0);
                    patches.len() - 1
                });
            let length = run.to - run.from;
            patches[patch].cells += u64::from(length);
            if length > longest[patch] {
                longest[patch] = length;
                patches[patch].cell = (run.from + length / 2, row);
            }
            here.push(patch);
        }
        patch_of.push(here);
    }
    measure(labels, &patch_of, &mut patches);
    (patch_of, patches)
}

/// Counts the sides that patches share.
fn measure(labels: &Labels, patch_of: &[Vec<usize>], patches: &mut [Patch]) {
    let mut beside = |one: usize, other: usize, sides: u32| {
        if one != other {
            *patches[one].beside.entry(other).or_default() += u64::from(sides);
            *patches[other].beside.entry(one).or_default() += u64::from(sides);
        }
    };
    for (row, here) in patch_of.iter().enumerate() {
        here.windows(2).for_each(|pair| beside(pair[0], pair[1], 1));
        if let Some(below) = row.checked_sub(1) {
            for (low, high, sides) in overlaps(&labels.rows[below], &labels.rows[row]) {
                beside(patch_of[below][low], here[high], sides);
            }
        }
    }
}

/// Which runs of two rows lie above one another, and over how many cells.
fn overlaps<'a>(below: &'a [Run], above: &'a [Run]) -> impl Iterator<Item = (usize, usize, u32)> + 'a {
    let (mut low, mut high) = (0, 0);
    std::iter::from_fn(move || {
        let (one, other) = (below.get(low)?, above.get(high)?);
        let found = (low, high, one.to.min(other.to) - one.from.max(other.from));
        low += usize::from(one.to <= other.to);
        high += usize::from(other.to <= one.to);
        Some(found)
    })
}

//! Labels: whose ground is each cell of a lattice, row by row, as runs of cells.

use geo_types::{Coord, MultiPolygon};

use super::layers::{MAX_TILED_CELLS, Unlike};
use crate::consensus::Layer;
use crate::edge::{Edge, edges};

/// The label of ground that nobody claims.
pub(super) const NOBODY: u32 = u32::MAX;

/// Cells side by side in one row with one label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Run {
    /// First column.
    pub from: u32,
    /// One past the last column.
    pub to: u32,
    /// A face, or [`NOBODY`].
    pub label: u32,
}

/// A rectangle of labelled cells, with a margin of one cell that is nobody's.
pub(super) struct Labels {
    /// Column and row of the south-western cell, counted from the origin of the frame.
    pub first: (i32, i32),
    /// Metres.
    pub side: f64,
    /// Runs from west to east, rows from the south; no two neighbouring runs of a row are alike.
    pub rows: Vec<Vec<Run>>,
}

/// Columns and rows, ends left out, counted from the origin of the frame.
#[derive(Clone, Copy, Debug)]
struct Window {
    low: (i32, i32),
    high: (i32, i32),
}

impl Window {
    fn joined(self, other: Self) -> Self {
        Self {
            low: (self.low.0.min(other.low.0), self.low.1.min(other.low.1)),
            high: (self.high.0.max(other.high.0), self.high.1.max(other.high.1)),
        }
    }

    fn cells(self) -> usize {
        let length = |low: i32, high: i32| high.abs_diff(low) as usize + 2;
        length(self.low.0, self.high.0).saturating_mul(length(self.low.1, self.high.1))
    }
}

/// A layer, the place of its face, and the cells in which it claims anything.
struct Claim<'a> {
    face: u32,
    layer: &'a Layer,
    quorum: u32,
    window: Window,
}

impl Labels {
    /// Each cell to the layer with the largest share of its people, the first of equals, if that is at least
    /// `floor`; what is left to the first `fill` that holds the cell's middle. `None` when nothing is claimed. Layers
    /// and fills come with the place of their face, all of one cell side.
    pub(super) fn of(
        layers: &[(u32, &Layer)],
        floor: f64,
        fills: &[(u32, &MultiPolygon<f64>)],
        side: f64,
    ) -> Result<Option<Self>, Unlike> {
        let claims: Vec<Claim<'_>> = layers
            .iter()
            .filter_map(|&(face, layer)| Claim::of(face, layer, floor))
            .collect();
        let fills: Vec<(u32, Rows)> = fills
            .iter()
            .filter_map(|&(face, shape)| Rows::of(shape, side).transpose().map(|rows| Ok((face, rows?))))
            .collect::<Result<_, Unlike>>()?;
        let windows = claims
            .iter()
            .map(|claim| claim.window)
            .chain(fills.iter().map(|(_, rows)| rows.window));
        let Some(window) = windows.reduce(Window::joined) else {
            return Ok(None);
        };
        if window.cells() > MAX_TILED_CELLS {
            return Err(Unlike::TooFar);
        }
        let first = (window.low.0 - 1, window.low.1 - 1);
        let columns = window.high.0.abs_diff(window.low.0) + 2;
        let rows = (first.1..=window.high.1).map(|row| {
            let mut cells = vec![NOBODY; columns as usize];
            let mut best = vec![(0_u32, 1_u32); columns as usize];
            for claim in claims.iter().filter(|claim| claim.layer.people > 0) {
                claim.mark(row, first.0, &mut cells, &mut best);
            }
            for (face, rows) in &fills {
                rows.mark(*face, row, first.0, &mut cells);
            }
            runs(&cells)
        });
        let rows = rows.collect();
        Ok(Some(Self { first, side, rows }))
    }

    /// The same with so many cells more on every side, and labels spread by as many cells over what was nobody's.
    pub(super) fn widened(&self, by: u32) -> Self {
        let columns = self
            .rows
            .first()
            .and_then(|row| row.last())
            .map_or(0, |run| run.to) as usize;
        let more = by as usize;
        let mut rows = vec![vec![NOBODY; columns + 2 * more]; self.rows.len() + 2 * more];
        for (row, runs) in self.rows.iter().enumerate() {
            for run in runs {
                rows[row + more][run.from as usize + more..run.to as usize + more].fill(run.label);
            }
        }
        for _ in 0..by {
            rows = spread(&rows);
        }
        Self {
            first: (
                self.first.0.saturating_sub_unsigned(by),
                self.first.1.saturating_sub_unsigned(by),
            ),
            side: self.side,
            rows: rows.iter().map(|cells| runs(cells)).collect(),
        }
    }

    /// The south-western corner of a cell, metres.
    pub(super) fn corner(&self, column: u32, row: usize) -> Coord<f64> {
        Coord {
            x: (f64::from(self.first.0) + f64::from(column)) * self.side,
            y: (f64::from(self.first.1) + row as f64) * self.side,
        }
    }
}

/// Labels with each cell that was nobody's as the one west, east, south or north of it, the first that is somebody's; the
/// outermost cells stay nobody's.
fn spread(rows: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut wider = rows.to_vec();
    for row in 1..rows.len().saturating_sub(1) {
        for at in 1..rows[row].len().saturating_sub(1) {
            if rows[row][at] == NOBODY {
                let beside = [
                    rows[row][at - 1],
                    rows[row][at + 1],
                    rows[row - 1][at],
                    rows[row + 1][at],
                ];
                wider[row][at] = beside
                    .into_iter()
                    .find(|label| *label != NOBODY)
                    .unwrap_or(NOBODY);
            }
        }
    }
    wider
}

/// Cells as runs.
pub(super) fn runs(cells: &[u32]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, &label) in (0..).zip(cells) {
        extend(
            &mut runs,
            Run {
                from: at,
                to: at + 1,
                label,
            },
        );
    }
    runs
}

/// Adds a run at the end, as one with the last where they are alike.
pub(super) fn extend(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        Some(last) if last.label == run.label => last.to = run.to,
        _ => runs.push(run),
    }
}

impl<'a> Claim<'a> {
    /// `None` for a layer that claims nothing.
    fn of(face: u32, layer: &'a Layer, floor: f64) -> Option<Self> {
        let quorum = layer.quorum(floor);
        let (west, south) = layer.lattice.first();
        let mut window: Option<Window> = None;
        let rows = layer.counts.chunks_exact((layer.lattice.columns as usize).max(1));
        for (row, counts) in (south..).zip(rows) {
            // Most rows of a layer that a few drew far too large have nothing, which is quick to see.
            if counts.iter().copied().fold(0, u32::max) < quorum {
                continue;
            }
            let enough = |count: &u32| *count >= quorum;
            let (Some(low), Some(high)) = (counts.iter().position(enough), counts.iter().rposition(enough))
            else {
                continue;
            };
            let here = Window {
                low: (west.saturating_add_unsigned(low as u32), row),
                high: (west.saturating_add_unsigned(high as u32 + 1), row + 1),
            };
            window = Some(window.map_or(here, |window| window.joined(here)));
        }
        Some(Self {
            face,
            layer,
            quorum,
            window: window?,
        })
    }

    /// Takes the cells of a row in which its share is the largest so far.
    fn mark(&self, row: i32, first: i32, cells: &mut [u32], best: &mut [(u32, u32)]) {
        if !(self.window.low.1..self.window.high.1).contains(&row) {
            return;
        }
        let lattice = &self.layer.lattice;
        let (west, south) = lattice.first();
        let line = row.abs_diff(south) as usize * lattice.columns as usize;
        let (from, to) = (self.window.low.0, self.window.high.0);
        let begin = line + from.abs_diff(west) as usize;
        let length = to.abs_diff(from) as usize;
        let counts = &self.layer.counts[begin..begin + length];
        let begin = from.abs_diff(first) as usize;
        let places = cells[begin..begin + length]
            .iter_mut()
            .zip(&mut best[begin..begin + length]);
        for (&count, (cell, best)) in counts.iter().zip(places) {
            // Shares compare exactly as products of whole numbers.
            let more =
                u64::from(count) * u64::from(best.1) > u64::from(best.0) * u64::from(self.layer.people);
            if count >= self.quorum && more {
                (*cell, *best) = (self.face, (count, self.layer.people));
            }
        }
    }
}

/// The edges of a shape by row of cells.
struct Rows {
    window: Window,
    side: f64,
    edges: Vec<Vec<Edge>>,
}

impl Rows {
    /// `None` for a shape without edges, or one that is nowhere on earth; an error for one of too many rows.
    #[allow(clippy::cast_possible_truncation, reason = "checked to lie on earth")]
    fn of(shape: &MultiPolygon<f64>, side: f64) -> Result<Option<Self>, Unlike> {
        let rings = shape
            .iter()
            .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
        let all: Vec<Edge> = rings.flat_map(|ring| edges(&ring.0)).collect();
        if !all
            .iter()
            .all(|edge| super::check::on_earth(edge.low) && super::check::on_earth(edge.high))
        {
            return Ok(None);
        }
        let cell = |metres: f64| (metres / side).floor() as i32;
        let window = |edge: &Edge| Window {
            low: (cell(edge.low.x.min(edge.high.x)), cell(edge.low.y)),
            high: (cell(edge.low.x.max(edge.high.x)) + 1, cell(edge.high.y) + 1),
        };
        let Some(around) = all.iter().map(window).reduce(Window::joined) else {
            return Ok(None);
        };
        if around.cells() > MAX_TILED_CELLS {
            return Err(Unlike::TooFar);
        }
        let mut edges = vec![Vec::new(); around.high.1.abs_diff(around.low.1) as usize];
        for edge in all {
            let rows = window(&edge);
            for row in rows.low.1..rows.high.1 {
                edges[row.abs_diff(around.low.1) as usize].push(edge);
            }
        }
        Ok(Some(Self {
            window: around,
            side,
            edges,
        }))
    }

    /// Gives a face the cells of a row that are nobody's and have their middle in the shape.
    fn mark(&self, face: u32, row: i32, first: i32, cells: &mut [u32]) {
        if row < self.window.low.1 {
            return;
        }
        let Some(edges) = self.edges.get(row.abs_diff(self.window.low.1) as usize) else {
            return;
        };
        let y = (f64::from(row) + 0.5) * self.side;
        let crossed = edges.iter().filter(|edge| edge.spans(y));
        let mut places: Vec<f64> = crossed
            .map(|edge| {
                edge.low.x + (y - edge.low.y) / (edge.high.y - edge.low.y) * (edge.high.x - edge.low.x)
            })
            .collect();
        places.sort_unstable_by(f64::total_cmp);
        // The first cell whose middle is not west of a place.
        let column = |x: f64| ((x / self.side - 0.5).ceil() as i64 - i64::from(first)).max(0) as usize;
        for pair in places.chunks_exact(2) {
            let (from, to) = (column(pair[0]), column(pair[1]).min(cells.len()));
            let nobodys = cells
                .get_mut(from..to)
                .into_iter()
                .flatten()
                .filter(|cell| **cell == NOBODY);
            nobodys.for_each(|cell| *cell = face);
        }
    }
}

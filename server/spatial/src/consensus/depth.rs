//! Depth: how many drawings lie over each cell, kept as the steps between neighbouring cells of a row.

use std::collections::BTreeMap;
use std::ops::Range;

use geo_types::Polygon;

use super::crossings::{crossings, rings};
use super::layer::{Lattice, Layer, MAX_LAYER_CELLS};

/// Most cells that a drawing may be wide or high: 65 km at 2 m.
pub const MAX_SPAN: f64 = 32_768.0;

/// Farthest from the origin of the frame that a drawing may lie, cells.
pub const MAX_REACH: f64 = 1e8;

/// Cells along the side of a block, as a power of two.
const BLOCK_BITS: u32 = 6;
const BLOCK: usize = 1 << BLOCK_BITS;

/// A count of drawings per cell to which drawings can be added and from which they can be removed.
///
/// The middle of a cell decides: covered when it lies inside the drawing. A hole is no part of it, whichever way
/// its ring runs. Rings must not cross themselves or each other (what is wound around twice would count twice).
///
/// Only blocks of cells that some edge crosses take memory (16 KiB for 64 by 64 cells), so far-away drawings
/// cost no more than near ones. Adding costs the edges and the rows that they cross: about 20 µs for a drawing of
/// 120 corners and 50 ha at 2 m.
#[derive(Clone, Debug)]
pub struct Depth {
    side: f64,
    people: u32,
    /// Where the steps of a block begin, by row and column of the block.
    blocks: BTreeMap<(i32, i32), usize>,
    /// By cell of a block, row by row: how much deeper it is than its western neighbour.
    steps: Vec<i32>,
}

impl Depth {
    /// Nobody drew yet. The side of a cell is in metres; what is no positive number counts as 2 m.
    #[must_use]
    pub fn new(side_m: f64) -> Self {
        let side = if side_m.is_finite() && side_m > 0.0 {
            side_m
        } else {
            2.0
        };
        Self {
            side,
            people: 0,
            blocks: BTreeMap::new(),
            steps: Vec::new(),
        }
    }

    /// Counts a drawing in. False, and nothing is counted, when it holds a number that is not finite, is wider or
    /// higher than [`MAX_SPAN`] or lies farther out than [`MAX_REACH`].
    pub fn add(&mut self, drawing: &Polygon<f64>) -> bool {
        if !self.can_hold(drawing) {
            return false;
        }
        self.people += 1;
        self.mark(drawing, 1);
        true
    }

    /// Counts a drawing out that was added before, with the same corners. False, and nothing changes, for one that
    /// cannot have been added.
    pub fn remove(&mut self, drawing: &Polygon<f64>) -> bool {
        if self.people == 0 || !self.can_hold(drawing) {
            return false;
        }
        self.people -= 1;
        self.mark(drawing, -1);
        true
    }

    /// Drawings that count now.
    #[must_use]
    pub fn people(&self) -> u32 {
        self.people
    }

    /// The counts within the smallest rectangle around all cells that at least a quarter drew (with fewer than five
    /// drawings: that anybody drew), and one cell more on every side. A few who draw the city do not make it large.
    ///
    /// Of a rectangle of more than [`MAX_LAYER_CELLS`] only a square in the middle is told. O(cells of the rectangle, and
    /// blocks).
    #[must_use]
    pub fn layer(&self) -> Layer {
        let window = self.window(self.people.div_ceil(4).max(1));
        let Some(window) = window.map(|window| window.widened().cut()) else {
            return Layer {
                lattice: Lattice::from_first((0, 0), self.side, (0, 0)),
                counts: Vec::new(),
                people: self.people,
            };
        };
        let (columns, rows) = window.size();
        let mut counts = vec![0; columns as usize * rows as usize];
        let blocks = window.west >> BLOCK_BITS..(window.east >> BLOCK_BITS) + 1;
        self.runs(1, blocks, |row, from, depths| {
            window.paste(&mut counts, row, from, depths)
        });
        Layer {
            lattice: window.lattice(self.side),
            counts,
            people: self.people,
        }
    }

    /// The smallest rectangle around all cells that anybody drew, as far as it fits.
    pub(super) fn reach(&self) -> Lattice {
        let window = self.window(1).map(Window::cut);
        window.map_or(Lattice::from_first((0, 0), self.side, (0, 0)), |window| {
            window.lattice(self.side)
        })
    }
}

impl Depth {
    fn can_hold(&self, drawing: &Polygon<f64>) -> bool {
        let corners = || rings(drawing).flat_map(|ring| &ring.0);
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for corner in corners() {
            for (axis, metres) in [corner.x, corner.y].into_iter().enumerate() {
                low[axis] = low[axis].min(metres / self.side);
                high[axis] = high[axis].max(metres / self.side);
            }
        }
        let within = |axis: usize| {
            low[axis] > -MAX_REACH && high[axis] < MAX_REACH && high[axis] - low[axis] <= MAX_SPAN
        };
        corners().all(|corner| corner.x.is_finite() && corner.y.is_finite())
            && corners().next().is_some()
            && within(0)
            && within(1)
    }

    /// Leaves the steps of a drawing that counts so many times.
    pub(super) fn mark(&mut self, drawing: &Polygon<f64>, times: i32) {
        let mut block = (i32::MIN, i32::MIN);
        let mut begin = 0;
        crossings(drawing, self.side, |column, row, step| {
            let here = (row >> BLOCK_BITS, column >> BLOCK_BITS);
            if here != block {
                block = here;
                begin = self.block(here);
            }
            let within = ((row as usize % BLOCK) << BLOCK_BITS) + column as usize % BLOCK;
            self.steps[begin + within] += step * times;
        });
    }

    fn block(&mut self, place: (i32, i32)) -> usize {
        let end = self.steps.len();
        let begin = *self.blocks.entry(place).or_insert(end);
        if begin == end {
            self.steps.resize(end + BLOCK * BLOCK, 0);
        }
        begin
    }

    /// Calls with the row, the first column and the depths of stretches of a block's width, from the south-west on:
    /// all that edges cross, and between them all that are at least so deep and lie in some columns of blocks.
    fn runs(&self, least: i32, within: Range<i32>, mut each: impl FnMut(i32, i32, &[i32; BLOCK])) {
        let mut rest = self.blocks.iter().peekable();
        while let Some(&(&(band, _), _)) = rest.peek() {
            let of_band: Vec<(i32, usize)> = std::iter::from_fn(|| {
                rest.next_if(|((row, _), _)| *row == band)
                    .map(|((_, column), at)| (*column, *at))
            })
            .collect();
            for row in 0..BLOCK {
                let (mut depth, mut next) = (0, i32::MIN);
                let mut tell = |column: i32, depths: &[i32; BLOCK]| {
                    each((band << BLOCK_BITS) + row as i32, column << BLOCK_BITS, depths);
                };
                for &(column, begin) in &of_band {
                    if depth >= least {
                        let between = next.max(within.start)..column.min(within.end);
                        between.for_each(|between| tell(between, &[depth; BLOCK]));
                    }
                    let steps = &self.steps[begin + row * BLOCK..][..BLOCK];
                    tell(column, &summed(&mut depth, steps));
                    next = column + 1;
                }
            }
        }
    }

    /// The smallest rectangle around all cells that are at least so deep.
    fn window(&self, floor: u32) -> Option<Window> {
        let floor = i32::try_from(floor).unwrap_or(i32::MAX);
        let mut found: Option<Window> = None;
        self.runs(floor, i32::MIN..i32::MAX, |row, from, depths| {
            let Some(first) = depths.iter().position(|depth| *depth >= floor) else {
                return;
            };
            let last = depths.iter().rposition(|depth| *depth >= floor).unwrap_or(first);
            let (west, east) = (from + first as i32, from + last as i32 + 1);
            let window = found.get_or_insert(Window {
                west,
                east,
                south: row,
                north: row + 1,
            });
            window.west = window.west.min(west);
            window.east = window.east.max(east);
            window.north = row + 1;
        });
        found
    }
}

/// The depths behind some steps, and where they end.
fn summed(depth: &mut i32, steps: &[i32]) -> [i32; BLOCK] {
    let mut depths = [0; BLOCK];
    for (at, step) in depths.iter_mut().zip(steps) {
        *depth += step;
        *at = *depth;
    }
    depths
}

/// Columns and rows from the western and southern ones up to, without, the eastern and northern ones.
struct Window {
    west: i32,
    east: i32,
    south: i32,
    north: i32,
}

impl Window {
    fn size(&self) -> (u32, u32) {
        (self.west.abs_diff(self.east), self.south.abs_diff(self.north))
    }

    fn fits(&self) -> bool {
        let (columns, rows) = self.size();
        columns as usize * rows as usize <= MAX_LAYER_CELLS
    }

    /// With one cell more on every side.
    fn widened(self) -> Self {
        Self {
            west: self.west - 1,
            east: self.east + 1,
            south: self.south - 1,
            north: self.north + 1,
        }
    }

    fn lattice(&self, side: f64) -> Lattice {
        Lattice::from_first((self.west, self.south), side, self.size())
    }

    /// As it is if it fits, else a square of the largest size in its middle.
    fn cut(self) -> Self {
        if self.fits() {
            return self;
        }
        let side = MAX_LAYER_CELLS.isqrt() as i32;
        let cut = |from: i32, to: i32| {
            let spare = (to - from - side).max(0);
            (from + spare / 2, to - (spare - spare / 2))
        };
        let ((west, east), (south, north)) = (cut(self.west, self.east), cut(self.south, self.north));
        Self {
            west,
            east,
            south,
            north,
        }
    }

    /// Copies the depths of a stretch, as far as they lie inside.
    fn paste(&self, counts: &mut [u32], row: i32, from: i32, depths: &[i32; BLOCK]) {
        let until = from + BLOCK as i32;
        let (first, last) = (from.max(self.west), until.min(self.east));
        if !(self.south..self.north).contains(&row) || first >= last {
            return;
        }
        let columns = self.west.abs_diff(self.east) as usize;
        let begin = row.abs_diff(self.south) as usize * columns + first.abs_diff(self.west) as usize;
        let depths = &depths[first.abs_diff(from) as usize..last.abs_diff(from) as usize];
        for (count, depth) in counts[begin..].iter_mut().zip(depths) {
            *count = (*depth).max(0) as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use geo::Scale;
    use geo_types::polygon;

    use super::*;

    /// A square of 100 m with a hole of 20 m.
    fn square(x: f64, y: f64) -> Polygon<f64> {
        polygon!(
            exterior: [(x: x, y: y), (x: x + 100.0, y: y), (x: x + 100.0, y: y + 100.0), (x: x, y: y + 100.0)],
            interiors: [[(x: x + 40.0, y: y + 40.0), (x: x + 60.0, y: y + 40.0), (x: x + 60.0, y: y + 60.0), (x: x + 40.0, y: y + 60.0)]],
        )
    }

    #[test]
    fn a_square_with_a_hole_covers_its_area_wherever_it_lies() {
        for (x, y) in [(0.0, 0.0), (-50.0, -1_234.0), (92_000.0, 437_000.0)] {
            let mut depth = Depth::new(2.0);
            assert!(depth.add(&square(x, y)));
            let layer = depth.layer();
            assert_eq!((layer.lattice.west, layer.lattice.south), (x - 2.0, y - 2.0));
            assert_eq!(
                (layer.lattice.columns, layer.lattice.rows, layer.people),
                (52, 52, 1)
            );
            assert_eq!(layer.counts.iter().sum::<u32>(), 2_500 - 100);
            assert_eq!(
                (layer.count(26, 26), layer.count(1, 1), layer.count(0, 1)),
                (0, 1, 0)
            );
        }
    }

    #[test]
    fn two_drawings_far_apart_take_no_room_between_and_what_does_not_fit_is_cut() {
        let mut depth = Depth::new(2.0);
        for at in [0.0, 10_000.0, 60_000.0] {
            depth.add(&square(at, at));
        }
        assert!(depth.steps.len() < 40 * BLOCK * BLOCK);
        let layer = depth.layer();
        assert_eq!((layer.lattice.columns, layer.lattice.rows), (4_096, 4_096));
        depth.remove(&square(60_000.0, 60_000.0));
        depth.remove(&square(0.0, 0.0));
        assert_eq!(depth.layer().lattice.west, 9_998.0);
    }

    #[test]
    fn who_draws_the_city_does_not_make_the_rectangle_large() {
        let mut depth = Depth::new(2.0);
        for _ in 0..9 {
            depth.add(&square(0.0, 0.0));
        }
        let small = depth.layer().lattice;
        let city = Polygon::new(square(0.0, 0.0).scale(20.0).exterior().clone(), Vec::new());
        depth.add(&city);
        depth.add(&city);
        assert_eq!(depth.layer().lattice, small);
        assert_eq!(depth.layer().count(0, 0), 2);
        assert!(depth.reach().columns > 900);
    }

    #[test]
    fn what_cannot_be_a_drawing_is_not_counted() {
        let mut depth = Depth::new(2.0);
        let holds_nan = polygon![(x: 0.0, y: 0.0), (x: f64::NAN, y: 1.0), (x: 9.0, y: 9.0)];
        let is_wide = polygon![(x: 0.0, y: 0.0), (x: 65_537.0, y: 0.0), (x: 0.0, y: 10.0)];
        let is_far = polygon![(x: 0.0, y: 2e8), (x: 10.0, y: 2e8), (x: 0.0, y: 2.1e8)];
        let is_empty = Polygon::new(geo_types::LineString(Vec::new()), Vec::new());
        for drawing in [holds_nan, is_wide, is_far, is_empty] {
            assert!(!depth.add(&drawing) && !depth.remove(&drawing));
        }
        assert_eq!(depth.people(), 0);
        assert!(depth.layer().lattice.is_empty());
    }
}

//! Many findings in one tile, folded into a grid: how many of which group, and where on average.

use super::{Projector, TileId, lat_line, lon_line};
use crate::index::Spot;

/// Heaps from side to side of a tile.
const SIDE: usize = 16;

/// The findings of a tile on a grid of 16 by 16. Every finding is in exactly one heap of exactly
/// one tile, by the half-open rule of tiles.
#[derive(Debug)]
pub struct Counts {
    projector: Projector,
    tile: TileId,
    /// The first longitude of each column, and of the next tile.
    columns: [i32; SIDE + 1],
    /// The last latitude of each row, and of the next tile.
    rows: [i32; SIDE + 1],
    groups: usize,
    /// Sums per heap: east and south of the tile's corner, then findings per group.
    sums: Vec<(i64, i64)>,
    counts: Vec<u32>,
}

/// A heap of findings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heap<'a> {
    /// Its number in the tile, row by row.
    pub number: usize,
    /// Its number among all heaps of the zoom, exact in 53 bits: the same on every visit.
    pub id: u64,
    /// The mean of the places, in units of the tile.
    pub place: (i32, i32),
    /// How many of each group.
    pub groups: &'a [u32],
    /// How many in all.
    pub count: u32,
}

impl Counts {
    /// Empty heaps for a tile, with this many groups.
    #[must_use]
    pub fn new(tile: TileId, groups: usize) -> Self {
        let (z, x, y) = tile.parts();
        let side = f64::from(1_u32 << z);
        let part = |tile: u32, step: usize| (f64::from(tile) + step as f64 / SIDE as f64) / side;
        Self {
            projector: tile.projector(),
            tile,
            columns: std::array::from_fn(|step| lon_line(part(x, step))),
            rows: std::array::from_fn(|step| lat_line(part(y, step))),
            groups,
            sums: vec![(0, 0); SIDE * SIDE],
            counts: vec![0; SIDE * SIDE * groups],
        }
    }

    /// Adds a finding of a group to its heap. The spot must lie in the tile; a group that is none of
    /// them is left out.
    pub fn add(&mut self, spot: Spot, group: usize) {
        let column = self.columns[1..SIDE].partition_point(|line| *line <= spot.lon);
        let row = self.rows[1..SIDE].partition_point(|line| *line >= spot.lat);
        let heap = row * SIDE + column;
        if group >= self.groups {
            return;
        }
        self.counts[heap * self.groups + group] += 1;
        let (east, south) = &mut self.sums[heap];
        *east += i64::from(spot.lon) - i64::from(self.columns[0]);
        *south += i64::from(self.rows[0]) - i64::from(spot.lat);
    }

    /// The heaps with findings, row by row.
    pub fn heaps(&self) -> impl Iterator<Item = Heap<'_>> {
        self.counts
            .chunks(self.groups.max(1))
            .enumerate()
            .filter_map(|(number, groups)| {
                let count: u32 = groups.iter().sum();
                (count > 0).then(|| Heap {
                    number,
                    id: self.id(number),
                    place: self.place(number, count),
                    groups,
                    count,
                })
            })
    }

    fn id(&self, heap: usize) -> u64 {
        let (_, x, y) = self.tile.parts();
        let across = |tile: u32, step: usize| u64::from(tile) * SIDE as u64 + step as u64;
        across(y, heap / SIDE) << 26 | across(x, heap % SIDE)
    }

    #[allow(clippy::cast_possible_truncation, reason = "a mean of places in the tile")]
    fn place(&self, heap: usize, count: u32) -> (i32, i32) {
        let (east, south) = self.sums[heap];
        let mean = |sum: i64| sum / i64::from(count);
        let spot = Spot {
            lon: (i64::from(self.columns[0]) + mean(east)) as i32,
            lat: (i64::from(self.rows[0]) - mean(south)) as i32,
        };
        let (x, y) = self.projector.exact(spot.lonlat());
        (x as i32, y as i32)
    }
}

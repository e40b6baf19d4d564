//! Contested zones: where the border is not a line but a wide strip.

use geo_types::MultiPolygon;

use super::layer::{Lattice, Layer};
use super::shape::plain;

/// From this width on the strip between core and fringe is contested, metres.
pub const WIDE_M: f64 = 100.0;

/// The places in a circle of [`WIDE_M`] across that lies between a quarter and three quarters of the drawings.
pub(super) fn wide_strip(layer: &Layer) -> MultiPolygon<f64> {
    let fringe = layer.quorum(0.25)..layer.quorum(0.75);
    let strip: Vec<bool> = layer.counts.iter().map(|count| fringe.contains(count)).collect();
    let disc = Disc::of(WIDE_M / 2.0 / layer.lattice.side);
    let middles = disc.all_around(&strip, &layer.lattice);
    let open = disc.any_around(&middles, &layer.lattice);
    mask(layer.lattice, open)
}

fn mask(lattice: Lattice, cells: Vec<bool>) -> MultiPolygon<f64> {
    let counts = cells.into_iter().map(u32::from).collect();
    plain(
        &Layer {
            lattice,
            counts,
            people: 1,
        },
        |count| count > 0,
    )
}

/// A disc of cells, by how far it reaches to the side in each of its rows.
struct Disc {
    reaches: Vec<(i64, i64)>,
}

impl Disc {
    fn of(radius: f64) -> Self {
        let high = radius.floor() as i64;
        let reach = |row: i64| (row, (radius * radius - (row * row) as f64).sqrt().floor() as i64);
        Self {
            reaches: (-high..=high).map(reach).collect(),
        }
    }

    /// Cells around which every cell of the disc is set; none is beyond the lattice.
    fn all_around(&self, cells: &[bool], lattice: &Lattice) -> Vec<bool> {
        let free = distances(cells, lattice, false);
        self.each(lattice, |column, row| {
            let holds = |(north, reach): &(i64, i64)| {
                let inside = (0..i64::from(lattice.rows)).contains(&(row + north));
                let within = *reach <= column && column + reach < i64::from(lattice.columns);
                inside && within && free[place(lattice, column, row + north)] > *reach
            };
            self.reaches.iter().all(holds)
        })
    }

    /// Cells around which any cell of the disc is set.
    fn any_around(&self, cells: &[bool], lattice: &Lattice) -> Vec<bool> {
        let far = distances(cells, lattice, true);
        self.each(lattice, |column, row| {
            let holds = |(north, reach): &(i64, i64)| {
                let inside = (0..i64::from(lattice.rows)).contains(&(row + north));
                inside && far[place(lattice, column, row + north)] <= *reach
            };
            self.reaches.iter().any(holds)
        })
    }

    fn each(&self, lattice: &Lattice, holds: impl Fn(i64, i64) -> bool) -> Vec<bool> {
        let columns = i64::from(lattice.columns);
        let rows = 0..i64::from(lattice.rows);
        rows.flat_map(|row| (0..columns).map(move |column| (column, row)))
            .map(|(column, row)| holds(column, row))
            .collect()
    }
}

fn place(lattice: &Lattice, column: i64, row: i64) -> usize {
    row as usize * lattice.columns as usize + column as usize
}

/// By cell: how many cells away, in its row, the nearest cell is that is `wanted`; 0 for such a cell itself.
fn distances(cells: &[bool], lattice: &Lattice, wanted: bool) -> Vec<i64> {
    let mut far = vec![0; cells.len()];
    let columns = (lattice.columns as usize).max(1);
    for (cells, far) in cells.chunks_exact(columns).zip(far.chunks_exact_mut(columns)) {
        let mut steps = i64::MAX / 2;
        for (cell, far) in cells.iter().zip(far.iter_mut()) {
            steps = if *cell == wanted { 0 } else { steps + 1 };
            *far = steps;
        }
        let mut steps = i64::MAX / 2;
        for (cell, far) in cells.iter().zip(far.iter_mut()).rev() {
            steps = if *cell == wanted { 0 } else { steps + 1 };
            *far = steps.min(*far);
        }
    }
    far
}

#[cfg(test)]
mod tests {
    use geo::Area;
    use geo_types::{Polygon, polygon};

    use super::super::depth::Depth;
    use super::*;

    fn block(west: f64, east: f64) -> Polygon<f64> {
        polygon![(x: west, y: 0.0), (x: east, y: 0.0), (x: east, y: 600.0), (x: west, y: 600.0)]
    }

    fn layer(blocks: &[(f64, f64)]) -> Layer {
        let mut depth = Depth::new(10.0);
        for (west, east) in blocks {
            assert!(depth.add(&block(*west, *east)));
        }
        depth.layer()
    }

    #[test]
    fn a_wide_strip_is_contested_and_a_narrow_one_not() {
        let wide = wide_strip(&layer(&[(0.0, 500.0), (0.0, 700.0)]));
        assert_eq!(wide.0.len(), 1);
        let area = wide.unsigned_area();
        assert!((115_000.0..=120_000.0).contains(&area), "{area}");
        assert!(wide_strip(&layer(&[(0.0, 500.0), (0.0, 580.0)])).0.is_empty());
    }
}

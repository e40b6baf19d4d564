//! Where the edges of a drawing cross the rows of a raster.

use geo_types::{Coord, LineString, Polygon};

use crate::area::turn_area;

/// The outline of a drawing and then its holes.
pub(super) fn rings(drawing: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(drawing.exterior()).chain(drawing.interiors())
}

/// Calls with column, row and step for every row of cell middles that an edge crosses: the column is the first one
/// whose middle is not west of the edge, the step 1 where the drawing begins there and -1 where it ends.
///
/// Columns and rows are counted from the origin of the frame. An edge spans a row when its lower end lies on or
/// below the middles and its upper end above them, so rings always close. Outlines are taken to run against the
/// clock and holes with it. Numbers must be finite and columns and rows fit; see [`Depth::add`](super::Depth::add).
pub(super) fn crossings(drawing: &Polygon<f64>, side: f64, mut each: impl FnMut(i32, i32, i32)) {
    let per_metre = 1.0 / side;
    for (number, ring) in rings(drawing).enumerate() {
        let against_the_clock = turn_area(&ring.0) > 0.0;
        let turn = if against_the_clock == (number == 0) { 1 } else { -1 };
        for pair in ring.0.windows(2) {
            edge(pair[0], pair[1], per_metre, turn, &mut each);
        }
    }
}

/// The crossings of one edge: it is walked upwards whichever way it runs, so that both give the same numbers.
fn edge(from: Coord<f64>, to: Coord<f64>, per_metre: f64, turn: i32, each: &mut impl FnMut(i32, i32, i32)) {
    let (low, high, step) = if from.y <= to.y {
        (from, to, -turn)
    } else {
        (to, from, turn)
    };
    // In cells, half a cell less: middles lie on whole numbers.
    let at = |metres: f64| metres * per_metre - 0.5;
    let (first, end) = (ceiling(at(low.y)), ceiling(at(high.y)));
    if first >= end {
        return;
    }
    let (bottom, left) = (at(low.y), at(low.x));
    let slope = (high.x - low.x) / (high.y - low.y);
    // No farther than its ends, whatever rounding makes of a flat edge.
    let (west, east) = (left.min(at(high.x)), left.max(at(high.x)));
    for row in first..end {
        let x = left + (f64::from(row) - bottom) * slope;
        each(ceiling(x.clamp(west, east)), row, step);
    }
}

/// The smallest whole number that is not below it.
fn ceiling(value: f64) -> i32 {
    let whole = value as i32;
    whole + i32::from(f64::from(whole) < value)
}

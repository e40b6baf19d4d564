//! Borders and lines in a tile: clipped, thinned, in whole units.

use geo::Simplify;
use geo_types::{Coord, LineString, MultiPolygon};

use super::{EXTENT, Projector};
use crate::frame::Lonlat;

/// How far beyond its tile a shape is kept, in units, so that no outline shows at the seam.
const BUFFER: f64 = 64.0;
/// Corners that stand out less than so many units are dropped.
const THIN: f64 = 1.0;

/// Rings or lines in units of a tile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    paths: Vec<Vec<(i32, i32)>>,
    closed: bool,
}

/// A side of the clipping square: on which axis, where, and is the inside below it?
type Side = (bool, f64, bool);

const SIDES: [Side; 4] = [
    (true, -BUFFER, false),
    (true, EXTENT as f64 + BUFFER, true),
    (false, -BUFFER, false),
    (false, EXTENT as f64 + BUFFER, true),
];

impl Shape {
    /// Polygons in degrees WGS84 as rings of a tile: outer rings positive by the surveyor's formula
    /// with y to the south, holes negative; rings of no area dropped. Corners that are not numbers
    /// are left out.
    #[must_use]
    pub fn of_polygons(polygons: &MultiPolygon<f64>, projector: &Projector) -> Self {
        let mut paths = Vec::new();
        for polygon in polygons {
            let Some(outer) = ring(polygon.exterior(), projector, true) else {
                continue;
            };
            paths.push(outer);
            let holes = polygon.interiors().iter();
            paths.extend(holes.filter_map(|hole| ring(hole, projector, false)));
        }
        Self { paths, closed: true }
    }

    /// A line in degrees WGS84, cut where it leaves the tile.
    #[must_use]
    pub fn of_line(line: &LineString<f64>, projector: &Projector) -> Self {
        let mut pieces = vec![project(line, projector)];
        for side in SIDES {
            pieces = pieces.iter().flat_map(|piece| cut(piece, side)).collect();
        }
        let whole = |piece: Vec<Coord<f64>>| {
            let mut path: Vec<(i32, i32)> = thin(piece).iter().copied().map(rounded).collect();
            path.dedup();
            (path.len() > 1).then_some(path)
        };
        Self {
            paths: pieces.into_iter().filter_map(whole).collect(),
            closed: false,
        }
    }

    /// The rings or lines.
    #[must_use]
    pub fn paths(&self) -> &[Vec<(i32, i32)>] {
        &self.paths
    }

    /// Rings, rather than lines?
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Nothing of it lies in the tile?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }
}

fn project(line: &LineString<f64>, projector: &Projector) -> Vec<Coord<f64>> {
    let is_number = |corner: &Coord<f64>| corner.x.is_finite() && corner.y.is_finite();
    line.coords()
        .copied()
        .filter(is_number)
        .map(|corner| {
            let (x, y) = projector.exact(Lonlat::new(corner.x, corner.y));
            Coord { x, y }
        })
        // The largest numbers of degrees have no number of units.
        .filter(is_number)
        .collect()
}

/// A ring without its closing corner.
fn ring(line: &LineString<f64>, projector: &Projector, outer: bool) -> Option<Vec<(i32, i32)>> {
    let mut corners = project(line, projector);
    for side in SIDES {
        corners = clip(&corners, side);
    }
    corners.extend(corners.first().copied());
    let mut ring: Vec<(i32, i32)> = thin(corners).iter().copied().map(rounded).collect();
    ring.dedup();
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    let area = area2(&ring);
    if ring.len() < 3 || area == 0 {
        return None;
    }
    if (area > 0) != outer {
        ring.reverse();
    }
    Some(ring)
}

/// What of a ring lies within one side (Sutherland and Hodgman).
fn clip(corners: &[Coord<f64>], side: Side) -> Vec<Coord<f64>> {
    let mut kept = Vec::with_capacity(corners.len() + 4);
    let Some(&last) = corners.last() else {
        return kept;
    };
    let mut from = last;
    for &to in corners {
        if is_inside(from, side) != is_inside(to, side) {
            kept.push(crossing(from, to, side));
        }
        if is_inside(to, side) {
            kept.push(to);
        }
        from = to;
    }
    kept
}

/// The pieces of a line that lie within one side.
fn cut(line: &[Coord<f64>], side: Side) -> Vec<Vec<Coord<f64>>> {
    let (mut pieces, mut piece) = (Vec::new(), Vec::new());
    for (at, &to) in line.iter().enumerate() {
        let from = line[at.saturating_sub(1)];
        if is_inside(from, side) != is_inside(to, side) {
            piece.push(crossing(from, to, side));
        }
        if is_inside(to, side) {
            piece.push(to);
        } else {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    pieces.push(piece);
    pieces.retain(|piece| piece.len() > 1);
    pieces
}

fn is_inside(corner: Coord<f64>, (is_x, line, below): Side) -> bool {
    let at = if is_x { corner.x } else { corner.y };
    if below { at <= line } else { at >= line }
}

fn crossing(from: Coord<f64>, to: Coord<f64>, (is_x, line, _): Side) -> Coord<f64> {
    if is_x {
        let part = (line - from.x) / (to.x - from.x);
        Coord {
            x: line,
            y: from.y + (to.y - from.y) * part,
        }
    } else {
        let part = (line - from.y) / (to.y - from.y);
        Coord {
            x: from.x + (to.x - from.x) * part,
            y: line,
        }
    }
}

fn thin(corners: Vec<Coord<f64>>) -> Vec<Coord<f64>> {
    LineString(corners).simplify(THIN).0
}

#[allow(clippy::cast_possible_truncation, reason = "clipped to the tile")]
fn rounded(corner: Coord<f64>) -> (i32, i32) {
    (corner.x.round() as i32, corner.y.round() as i32)
}

/// Twice the area by the surveyor's formula; positive when x turns to y.
fn area2(ring: &[(i32, i32)]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    let cross = |(one, two): (&(i32, i32), &(i32, i32))| {
        i64::from(one.0) * i64::from(two.1) - i64::from(two.0) * i64::from(one.1)
    };
    ring.iter().zip(next).map(cross).sum()
}

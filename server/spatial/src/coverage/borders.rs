//! Topology out of borders that tile already, such as official ones.

use std::collections::{BTreeMap, HashMap};

use geo::{Area, BooleanOps, BoundingRect, Centroid, Euclidean, Intersects, Length};
use geo_types::{Coord, MultiPolygon, Polygon, Rect};

use super::arcs::{Stretch, weave};
use super::check::{on_earth, overlapping};
use super::flaw::sorted;
use super::snapped::snap;
use super::{Coverage, Fault, Flaw};
use crate::area::turn_area;

/// Corners within this many metres of one another, or of an edge, are taken as the same. Official borders
/// are published with six decimals of a degree, which leaves a corner up to 6 cm from where it was measured;
/// neighbours that were cut from one map agree better than that.
pub const SNAP_M: f64 = 0.05;

/// Rings of corners, not closed, exteriors against the clock and holes with it.
type Rings = Vec<Vec<Coord<f64>>>;

impl Coverage {
    /// The fabric of borders that tile, in metres. Corners are brought together and put on edges within
    /// [`SNAP_M`]; the same code twice is one face of several parts. What borders leave open between them
    /// stays open, and where two overlap the lower code keeps the ground: both are told as flaws, as is
    /// everything else that [`Coverage::check`] finds. The order of the borders does not matter.
    ///
    /// O(n log n); overlaps cost a comparison of the two shapes.
    #[must_use]
    pub fn from_polygons(borders: &[(String, MultiPolygon<f64>)]) -> (Self, Vec<Flaw>) {
        let mut flaws = Vec::new();
        let mut shapes: BTreeMap<&String, MultiPolygon<f64>> = BTreeMap::new();
        for (code, border) in borders {
            let shape = shapes.entry(code).or_insert_with(|| MultiPolygon(Vec::new()));
            shape.0.extend(border.0.iter().cloned());
        }
        let codes: Vec<String> = shapes.keys().map(|code| (*code).clone()).collect();
        let mut shapes: Vec<MultiPolygon<f64>> = shapes.into_values().collect();
        for (face, shape) in shapes.iter_mut().enumerate() {
            let told = shape.0.len();
            shape.0.retain(is_placed);
            if shape.0.len() < told {
                flaws.push(Flaw::new(Fault::Malformed, Coord::default()).of_faces([face]));
            }
        }
        let (mut coverage, doubled) = woven(&codes, &shapes);
        if doubled
            || overlapping(&coverage)
            || coverage.check().iter().any(|flaw| flaw.fault == Fault::Crosses)
        {
            flaws.extend(share_out(&mut shapes));
            coverage = woven(&codes, &shapes).0;
        }
        flaws.extend(coverage.check());
        (coverage, sorted(flaws))
    }
}

fn is_placed(part: &Polygon<f64>) -> bool {
    let rings = || std::iter::once(part.exterior()).chain(part.interiors());
    rings().all(|ring| ring.0.iter().all(|corner| on_earth(*corner)))
}

/// The rings of a shape with the shape on their left.
fn rings(shape: &MultiPolygon<f64>) -> Rings {
    let turned = |ring: &[Coord<f64>], outer: bool| {
        let mut corners = ring[..ring.len().saturating_sub(1)].to_vec();
        if (turn_area(ring) > 0.0) != outer {
            corners.reverse();
        }
        corners
    };
    let part = |part: &Polygon<f64>| {
        let holes = part.interiors().iter().map(|hole| turned(&hole.0, false));
        std::iter::once(turned(&part.exterior().0, true))
            .chain(holes)
            .collect::<Rings>()
    };
    shape.iter().flat_map(part).collect()
}

/// The fabric of shapes, and whether two faces claim the same side of an edge.
fn woven(codes: &[String], shapes: &[MultiPolygon<f64>]) -> (Coverage, bool) {
    let snapped = snap(&shapes.iter().map(rings).collect::<Vec<Rings>>(), SNAP_M);
    // How often each face has each edge on its left, and how often on its right.
    let mut claims: HashMap<(usize, usize), [Vec<usize>; 2]> = HashMap::new();
    for (face, rings) in snapped.rings.iter().enumerate() {
        for ring in rings {
            for (at, &from) in ring.iter().enumerate() {
                let to = ring[(at + 1) % ring.len()];
                let sides = claims.entry((from.min(to), from.max(to))).or_default();
                sides[usize::from(from > to)].push(face);
            }
        }
    }
    let mut doubled = false;
    let mut stretches = Vec::with_capacity(claims.len());
    for ((from, to), [mut left, mut right]) in claims {
        // Parts of one face that lie against one another have no border between them.
        left.retain(|face| match right.iter().position(|other| other == face) {
            Some(at) => {
                right.swap_remove(at);
                false
            }
            None => true,
        });
        doubled |= left.len() > 1 || right.len() > 1;
        let sides = [left.first().copied(), right.first().copied()];
        if sides != [None, None] {
            stretches.push(Stretch {
                ends: [from, to],
                sides,
            });
        }
    }
    stretches.sort_unstable_by_key(|stretch| stretch.ends);
    (weave(codes, &snapped.places, &stretches), doubled)
}

/// Leaves ground that two shapes claim to the first, and tells of it.
fn share_out(shapes: &mut [MultiPolygon<f64>]) -> Vec<Flaw> {
    let boxes: Vec<Option<Rect<f64>>> = shapes.iter().map(BoundingRect::bounding_rect).collect();
    let mut flaws = Vec::new();
    for later in 1..shapes.len() {
        for earlier in 0..later {
            let meet =
                matches!((boxes[earlier], boxes[later]), (Some(one), Some(other)) if one.intersects(&other));
            if !meet {
                continue;
            }
            let mut both = shapes[earlier].intersection(&shapes[later]);
            // What snapping brings together is no overlap.
            both.0.retain(|part| mean_width(part) > SNAP_M);
            if both.0.is_empty() {
                continue;
            }
            let area = both.unsigned_area();
            let at = both.centroid().map_or_else(Coord::default, Coord::from);
            flaws.push(
                Flaw::new(Fault::Overlap, at)
                    .of_faces([earlier, later])
                    .of_area(area),
            );
            shapes[later] = shapes[later].difference(&shapes[earlier]);
        }
    }
    flaws
}

/// Metres across, if the part were a strip.
fn mean_width(part: &Polygon<f64>) -> f64 {
    let around = Euclidean.length(part.exterior());
    if around > 0.0 {
        2.0 * part.unsigned_area() / around
    } else {
        0.0
    }
}

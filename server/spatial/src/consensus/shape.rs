//! Shapes from contours: which ring is whose hole, what is a speck, and which part is the largest.

use geo_types::{LineString, MultiPolygon, Polygon};

use super::contour::{Ring, contours};
use super::layer::Layer;
use super::simplify::simplified;
use crate::area::turn_area;
use crate::edge::edges;

/// Parts and holes below this are specks, square metres.
pub const SPECK_M2: f64 = 2_000.0;

/// And only if they are below this share of the largest part.
const SPECK_SHARE: f64 = 0.05;

/// What at least `quorum` drawings cover, its border between the middles of cells as the depth grows, with
/// corners left out that make a triangle of less than a cell.
pub(super) fn region(layer: &Layer, quorum: u32) -> MultiPolygon<f64> {
    let level = f64::from(quorum.max(1)) - 0.5;
    shape(contours(layer, level), layer.lattice.side)
}

/// The cells that at least `quorum` drawings cover, corners of the staircase cut: nothing is told of how deep
/// they are.
pub(super) fn plain_region(layer: &Layer, quorum: u32) -> MultiPolygon<f64> {
    let quorum = quorum.max(1);
    plain(layer, |count| count >= quorum)
}

/// The cells that some rule takes, as [`plain_region`].
pub(super) fn plain(layer: &Layer, takes: impl Fn(u32) -> bool) -> MultiPolygon<f64> {
    let mask = Layer {
        lattice: layer.lattice,
        counts: layer
            .counts
            .iter()
            .map(|count| u32::from(takes(*count)))
            .collect(),
        people: 1,
    };
    // Less than what would take a corner of the staircase: only what lies on a straight line goes.
    shape(contours(&mask, 0.5), layer.lattice.side / 1_000.0)
}

/// Polygons of rings that do not cross, without specks, the largest part first, then by place.
fn shape(rings: Vec<Ring>, tolerance: f64) -> MultiPolygon<f64> {
    let mut rings: Vec<(f64, LineString<f64>)> = rings.into_iter().map(measured).collect();
    let largest = rings.iter().map(|(area, _)| *area).fold(0.0, f64::max);
    let speck = SPECK_M2.min(largest * SPECK_SHARE);
    rings.retain(|(area, _)| area.abs() >= speck);
    let open: Vec<Ring> = rings.iter().map(|(_, ring)| ring.0[1..].to_vec()).collect();
    let rings = simplified(&open, tolerance).into_iter().map(measured);
    let (mut outer, mut holes): (Vec<_>, Vec<_>) = rings.partition(|(area, _)| *area > 0.0);
    outer.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    holes.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let mut parts: Vec<(LineString<f64>, Vec<LineString<f64>>)> =
        outer.into_iter().map(|(_, ring)| (ring, Vec::new())).collect();
    for (_, hole) in holes {
        // The smallest part around it: parts in holes of others lie nearer.
        let around = parts.iter_mut().rev().find(|(outer, _)| surrounds(outer, &hole));
        if let Some((_, holes)) = around {
            holes.push(hole);
        }
    }
    parts
        .into_iter()
        .map(|(outer, holes)| Polygon::new(outer, holes))
        .collect()
}

/// A ring closed, and its area: negative for a hole.
fn measured(mut ring: Ring) -> (f64, LineString<f64>) {
    ring.extend(ring.first().copied());
    (turn_area(&ring), LineString(ring))
}

fn surrounds(outer: &LineString<f64>, hole: &LineString<f64>) -> bool {
    let Some(&place) = hole.0.first() else {
        return false;
    };
    edges(&outer.0).filter(|edge| edge.is_crossed_from(place)).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use geo::{Area, Translate};
    use geo_types::polygon;

    use super::super::depth::Depth;
    use super::*;

    fn square(x: f64, side: f64) -> Polygon<f64> {
        polygon![(x: x, y: 0.0), (x: x + side, y: 0.0), (x: x + side, y: side), (x: x, y: side)]
    }

    #[test]
    fn the_largest_part_comes_first_and_specks_are_left_out() {
        let mut depth = Depth::new(2.0);
        for part in [square(0.0, 100.0), square(200.0, 400.0), square(700.0, 20.0)] {
            depth.add(&part);
        }
        let shape = region(&depth.layer(), 1);
        let areas: Vec<f64> = shape.iter().map(|part| part.unsigned_area().round()).collect();
        assert_eq!(areas, [159_998.0, 9_998.0]);
    }

    #[test]
    fn a_small_shape_is_no_speck_of_itself() {
        let mut depth = Depth::new(2.0);
        depth.add(&square(0.0, 12.0));
        assert_eq!(region(&depth.layer(), 1).0.len(), 1);
    }

    #[test]
    fn a_part_within_a_hole_is_a_part_of_its_own() {
        let ring = |low: f64, high: f64| square(low, high - low).translate(0.0, low);
        let mut depth = Depth::new(2.0);
        depth.add(&Polygon::new(
            ring(0.0, 400.0).exterior().clone(),
            vec![ring(100.0, 300.0).exterior().clone()],
        ));
        depth.add(&ring(150.0, 250.0));
        let shape = region(&depth.layer(), 1);
        let holes: Vec<usize> = shape.iter().map(|part| part.interiors().len()).collect();
        assert_eq!(holes, [1, 0]);
        assert!((shape.unsigned_area() - (160_000.0 - 40_000.0 + 10_000.0)).abs() < 10.0);
    }

    #[test]
    fn cells_as_they_are_tell_nothing_of_their_depth() {
        let (mut shallow, mut deep) = (Depth::new(10.0), Depth::new(10.0));
        shallow.add(&square(0.0, 300.0));
        (0..9).for_each(|_| assert!(deep.add(&square(0.0, 300.0))));
        assert_eq!(plain_region(&shallow.layer(), 1), plain_region(&deep.layer(), 2));
        assert_eq!(plain_region(&deep.layer(), 2).0[0].exterior().0.len(), 9);
    }
}

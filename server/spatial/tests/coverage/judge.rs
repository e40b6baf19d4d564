//! A judge of tilings that shares nothing with `Coverage::check`: areas, intersections and points.

use geo::algorithm::Validation;
use geo::{Area, BooleanOps, BoundingRect, Contains, Intersects, unary_union};
use geo_types::{Coord, MultiPolygon, Polygon, Rect};
use spatial::coverage::Coverage;

/// Metres of slack along borders: the grid on which `geo` overlays shapes.
const SLACK_M: f64 = 1e-3;

pub fn rectangle(west: f64, south: f64, east: f64, north: f64) -> MultiPolygon<f64> {
    Rect::new((west, south), (east, north)).to_polygon().into()
}

/// A shape of rings of corners, the first the exterior.
pub fn shape(rings: &[&[(f64, f64)]]) -> MultiPolygon<f64> {
    let ring = |ring: &&[(f64, f64)]| ring.iter().copied().collect::<geo_types::LineString<f64>>();
    let rings: Vec<_> = rings.iter().map(ring).collect();
    Polygon::new(rings[0].clone(), rings[1..].to_vec()).into()
}

/// Panics unless faces are valid, none overlap, and together they hold what they hold one by one.
pub fn assert_tiles(coverage: &Coverage) {
    let shapes = coverage.polygons();
    let slack = SLACK_M * coverage.arcs.iter().map(|arc| arc.length()).sum::<f64>() + 1e-6;
    for (code, shape) in &shapes {
        assert!(shape.is_valid(), "{code}: {:?}", shape.check_validation());
    }
    for (at, (code, shape)) in shapes.iter().enumerate() {
        let frame = shape.bounding_rect();
        let near = |other: &MultiPolygon<f64>| matches!((frame, other.bounding_rect()), (Some(one), Some(other)) if one.intersects(&other));
        for (other, next) in shapes[at + 1..].iter().filter(|(_, next)| near(next)) {
            let both = shape.intersection(next).unsigned_area();
            assert!(both <= slack, "{code} and {other} share {both} m²");
        }
    }
    let sum: f64 = shapes.iter().map(|(_, shape)| shape.unsigned_area()).sum();
    let ground = unary_union(shapes.iter().map(|(_, shape)| shape)).unsigned_area();
    assert!(
        (sum - ground).abs() <= slack,
        "{sum} m² of faces on {ground} m² of ground"
    );
}

/// The holes between faces: what their outer rings surround together and none of them covers.
pub fn holes(coverage: &Coverage) -> Vec<Polygon<f64>> {
    let shapes = coverage.polygons();
    let ground = unary_union(shapes.iter().map(|(_, shape)| shape));
    let rings = ground.0.into_iter().flat_map(|part| part.into_inner().1);
    let shape = |ring| Polygon::new(ring, Vec::new());
    let wide = |hole: &Polygon<f64>| {
        let along: f64 = hole
            .exterior()
            .lines()
            .map(|edge| edge.dx().hypot(edge.dy()))
            .sum();
        hole.unsigned_area() > SLACK_M * along + 1e-6
    };
    rings.map(shape).filter(wide).collect()
}

/// How many faces hold each of a lattice of points over everything, and the points.
pub fn holders(coverage: &Coverage, across: usize) -> Vec<(Coord<f64>, usize)> {
    let shapes = coverage.polygons();
    let ground = MultiPolygon(shapes.iter().flat_map(|(_, shape)| shape.0.clone()).collect());
    let Some(frame) = ground.bounding_rect() else {
        return Vec::new();
    };
    let mut held = Vec::new();
    for place in 0..across * across {
        // Off any lattice that borders may lie on.
        let share = |step: usize| (step as f64 + 0.4142) / across as f64;
        let at = Coord {
            x: frame.min().x + share(place % across) * frame.width(),
            y: frame.min().y + share(place / across) * frame.height(),
        };
        held.push((at, shapes.iter().filter(|(_, shape)| shape.contains(&at)).count()));
    }
    held
}

#[test]
fn a_crack_of_a_metre_between_faces_is_found() {
    let faces = |crack: f64| -> Vec<(String, MultiPolygon<f64>)> {
        let all = [
            rectangle(0.0, 0.0, 300.0, 100.0),
            rectangle(0.0, 100.0, 100.0, 200.0),
            rectangle(100.0 + crack, 100.0, 300.0, 200.0),
            rectangle(0.0, 200.0, 300.0, 300.0),
        ];
        let named = all.into_iter().enumerate();
        named.map(|(at, shape)| (format!("BU{at}"), shape)).collect()
    };
    let found = |crack: f64| holes(&Coverage::from_polygons(&faces(crack)).0);
    assert!(found(0.0).is_empty());
    let crack = found(1.0);
    assert_eq!(crack.len(), 1);
    assert!((crack[0].unsigned_area() - 100.0).abs() < 0.3, "{crack:?}");
}

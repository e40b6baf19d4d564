//! How alike two shapes are. Pure.

use geo_types::MultiPolygon;
use spatial::consensus::{Depth, LINE_SIDE_M, likeness};

/// Area of both by area of either, 0 to 1, of shapes in metres, on the cells of lines.
pub fn alike(one: &MultiPolygon<f64>, other: &MultiPolygon<f64>) -> f64 {
    let layer = |shape: &MultiPolygon<f64>| {
        let mut depth = Depth::new(LINE_SIDE_M);
        for part in shape {
            depth.add(part);
        }
        depth.layer()
    };
    likeness(&layer(one), 1, &layer(other), 1)
}

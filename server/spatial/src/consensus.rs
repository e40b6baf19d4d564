//! Where do residents together draw the border of their buurt? From many drawings to one line.
//!
//! Drawings are polygons in metres of one [`Frame`](crate::Frame). [`Depth`] counts on a raster how many of them
//! cover each cell: every edge leaves a mark where it crosses a row of cells, and one sum along the row tells
//! the depth. Adding and removing a drawing costs its edges only. All counting is in whole numbers on cells that
//! lie on multiples of their side, so drawings in any order, also after some came and went, give the same bytes.

mod contour;
mod crossings;
mod depth;
pub mod generate;
mod layer;
mod shape;
mod simplify;

pub use depth::{Depth, MAX_REACH, MAX_SPAN};
pub use layer::{Lattice, Layer, MAX_LAYER_CELLS};
pub use shape::SPECK_M2;

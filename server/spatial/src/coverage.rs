//! Coverages: neighbouring borders as one fabric of shared arcs, without gaps or overlaps.
//!
//! A border between two neighbours is one arc that both use. Whoever moves it moves both, so a
//! tiling that is sound stays sound, and what is simplified is simplified for both at once.
//!
//! Everything is in metres of one [`Frame`](crate::Frame). Nothing depends on the order in which
//! borders or layers are handed in: faces stand by code, arcs by the faces beside them.
//!
//! ```
//! use geo_types::{Coord, MultiPolygon, Rect};
//! use spatial::coverage::Coverage;
//!
//! let square = |west: f64| -> MultiPolygon<f64> {
//!     Rect::new((west, 0.0), (west + 300.0, 300.0)).to_polygon().into()
//! };
//! let borders = [("BU01".to_owned(), square(0.0)), ("BU02".to_owned(), square(300.0))];
//! let (fabric, flaws) = Coverage::from_polygons(&borders);
//! assert!(flaws.is_empty() && fabric.check().is_empty());
//!
//! // Three arcs: one shared, two on the hull. Moving the shared one moves both neighbours.
//! let shared = fabric.arcs.iter().position(|arc| arc.right.is_some()).unwrap_or_default();
//! let bent: Vec<Coord<f64>> = [(300.0, 300.0), (340.0, 150.0), (300.0, 0.0)].map(Coord::from).to_vec();
//! let bent = if fabric.arcs[shared].line[0].y > 0.0 { bent } else { bent.into_iter().rev().collect() };
//! let moved = fabric.with_arc(shared, &bent, &[])?;
//! let area = |face: usize| moved.face_area(face).round();
//! assert_eq!((area(0), area(1)), (96_000.0, 84_000.0));
//! # Ok::<(), Vec<spatial::coverage::Flaw>>(())
//! ```

use geo_types::{Coord, MultiPolygon};

mod arcs;
mod borders;
mod check;
mod crossings;
mod diff;
mod edit;
mod flaw;
mod labels;
mod layers;
mod merge;
mod nodes;
mod patches;
mod rings;
mod simplify;
mod snapped;
mod streets;
mod trace;

pub use borders::SNAP_M;
pub use check::{CRACK_M, MIN_FACE_M2};
pub use diff::{Moved, SLIVER_M2, diff};
pub use edit::{Change, END_M};
pub use flaw::{Fault, Flaw};
pub use layers::{Exclave, FLOOR, MAX_TILED_CELLS, Tiled, Unlike};
pub use merge::Disagreement;
pub use nodes::Node;
pub use streets::{ENOUGH, REACH_M, Suggestion, along, snap};

/// A tiling: faces that share their borders. Plain data; [`Coverage::check`] says whether it is sound.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    /// The stretches of border between nodes, each once.
    pub arcs: Vec<Arc>,
    /// The neighbourhoods, by code.
    pub faces: Vec<Face>,
}

/// A stretch of border between two nodes: places where more or fewer than two stretches meet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arc {
    /// Corners in metres, at least two, no corner twice in a row. Ends lie on nodes, to the last bit. An arc
    /// that meets no other is closed: its last corner equals its first.
    pub line: Vec<Coord<f64>>,
    /// The face on the left hand of who walks along the line.
    pub left: Option<usize>,
    /// The face on the right hand; `None` on the hull (or, with `left`, never both).
    pub right: Option<usize>,
}

impl Arc {
    /// True when only one face uses it.
    #[must_use]
    pub const fn is_hull(&self) -> bool {
        self.left.is_none() || self.right.is_none()
    }

    /// True when it meets no other arc.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.line.len() > 2 && self.line.first() == self.line.last()
    }

    /// Metres along it.
    #[must_use]
    pub fn length(&self) -> f64 {
        let step = |pair: &[Coord<f64>]| (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y);
        self.line.windows(2).map(step).sum()
    }
}

/// A neighbourhood in a tiling.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Face {
    /// Its code, unique in the coverage.
    pub code: String,
    /// Closed walks with the face on the left: `k` is arc `k - 1` forward, `-k` the same backward. Rings
    /// against the clock are parts, those with it are holes.
    pub rings: Vec<Vec<i32>>,
}

impl Coverage {
    /// The place of a code among the faces.
    #[must_use]
    pub fn face(&self, code: &str) -> Option<usize> {
        self.faces.iter().position(|face| face.code == code)
    }

    /// The same tiling with every corner elsewhere: in another frame, or with fewer decimals. Corners that come to
    /// lie on the one before are dropped. What is left is still a tiling when no line moved across another:
    /// seven decimals of a degree are fine for what [`Coverage::from_layers`] gives.
    #[must_use]
    pub fn mapped(&self, place: impl Fn(Coord<f64>) -> Coord<f64>) -> Self {
        let mut mapped = self.clone();
        for arc in &mut mapped.arcs {
            arc.line.iter_mut().for_each(|corner| *corner = place(*corner));
            arc.line.dedup();
        }
        mapped
    }

    /// Every face as a shape, exteriors counter-clockwise, holes clockwise; neighbours repeat the corners
    /// of their arcs to the last bit. What cannot be walked (see [`Coverage::check`]) is left out.
    /// O(corners + rings²).
    #[must_use]
    pub fn polygons(&self) -> Vec<(String, MultiPolygon<f64>)> {
        let shape = |(at, face): (usize, &Face)| (face.code.clone(), self.shape(at));
        self.faces.iter().enumerate().map(shape).collect()
    }
}

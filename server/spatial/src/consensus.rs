//! Where do residents together draw the border of their buurt? From many drawings to one line.
//!
//! Drawings are polygons in metres of one [`Frame`](crate::Frame). [`Depth`] counts on a raster how many of them
//! cover each cell: every edge leaves a mark where it crosses a row of cells, and one sum along the row tells
//! the depth. Adding and removing a drawing costs its edges only. All counting is in whole numbers on cells that
//! lie on multiples of their side, so drawings in any order, also after some came and went, give the same bytes.
//!
//! The shared line runs where at least half drew ([`line()`]), the bands where a quarter, half and three quarters did
//! ([`bands`], on coarse cells: of single drawings they tell little). [`consensus`] adds how far residents agree,
//! how sharp each piece of the line is, and an alarm for drawings that do not belong.

mod agreement;
mod confidence;
mod contested;
mod contour;
mod crossings;
mod depth;
pub mod generate;
mod layer;
mod shape;
mod simplify;
mod spread;

use geo_types::{MultiPolygon, Polygon};

pub use agreement::{Agreed, likeness};
pub use confidence::{Confidence, Piece, WIDEST_M};
pub use contested::WIDE_M;
pub use depth::{Depth, MAX_REACH, MAX_SPAN};
pub use layer::{Lattice, Layer, MAX_LAYER_CELLS};
pub use shape::SPECK_M2;
pub use spread::Spread;

use crate::area::plane_area;

/// Side of a cell for lines, metres.
pub const LINE_SIDE_M: f64 = 2.0;

/// Side of a cell for bands, metres.
pub const BAND_SIDE_M: f64 = 10.0;

/// Shares of the bands. No share below the first is ever shown: it would tell of single drawings.
pub const SHARES: [f64; 3] = [0.25, 0.5, 0.75];

/// The alarm rings when the plain and the weighted shape differ by more than this part of what a typical drawing
/// differs from them.
///
/// Calibrated on 20 made-up sets of 200 drawings for each kind of [`Troll`](generate::Troll): it rings for 20 (city), 20 (tiny) and 19
/// (shifted) sets with 20 % trolls, for 9, 8 and 0 with 10 %, 0, 1 and 0 with 5 % and none without. With 100 drawings
/// one set in ten errs. Where residents are in [discord](generate::Mode::Hard), drawings of half a buurt are many and
/// a twentieth of tiny ones can ring it.
pub const ALARM: f64 = 0.18;

/// Below this area of the shared shape, agreement is measured on the cells of the line, square metres.
const SMALL_M2: f64 = 50_000.0;

/// What residents drew together.
#[derive(Clone, Debug, PartialEq)]
pub struct Consensus {
    /// Drawings that count.
    pub people: u32,
    /// The shape that at least half drew, its largest part first. Other parts are no part of a buurt without being
    /// asked about.
    pub line: MultiPolygon<f64>,
    /// Area of the shape, square metres.
    pub area_m2: f64,
    /// What at least 25, 50 and 75 % drew, on cells of [`BAND_SIDE_M`].
    pub bands: [MultiPolygon<f64>; 3],
    /// Mean over the drawings of how alike each is to the shared shape: area of both by area of either, 0 to 1.
    pub agreement: f64,
    /// How sure the agreement is, and how wide residents differ.
    pub spread: Spread,
    /// The line in pieces, by how sharp it is.
    pub pieces: Vec<Piece>,
    /// Where the strip between the bands of 25 and 75 % is at least [`WIDE_M`] wide.
    pub contested: Vec<Polygon<f64>>,
    /// The middle one of the likenesses of the drawings to the weighted shape: how a typical resident draws it.
    pub typical: f64,
    /// How alike the shared shape is to one in which each drawing weighs the square of its likeness to the shape,
    /// after four rounds: 1 when it makes no difference. See [`Consensus::is_alarming`].
    pub alarm: f64,
}

impl Consensus {
    /// The agreement in a word.
    #[must_use]
    pub fn agreed(&self) -> Agreed {
        Agreed::of(self.agreement)
    }

    /// Whether drawings seem to be among them that do not belong, so that somebody should have a look: see [`ALARM`].
    #[must_use]
    pub fn is_alarming(&self) -> bool {
        rings(self.alarm, self.typical)
    }
}

/// Whether the alarm rings for a plain and a weighted shape that are `alarm` alike, when a typical drawing is `typical`
/// alike: see [`ALARM`].
#[must_use]
pub fn rings(alarm: f64, typical: f64) -> bool {
    1.0 - alarm > ALARM * (1.0 - typical)
}

/// The shape that at least half of the drawings cover, its largest part first, its border drawn within the cells as
/// the depth grows. On cells of 2 m and from 100 drawings on its overlap with the exact shape is at least .997.
/// Parts and holes are left out below [`SPECK_M2`], if they are also small beside the largest part. O(cells).
#[must_use]
pub fn line(layer: &Layer) -> MultiPolygon<f64> {
    shape::region(layer, layer.quorum(0.5))
}

/// What at least 25, 50 and 75 % of the drawings cover, along the cells: use a layer of [`BAND_SIDE_M`] for what is
/// published. O(cells).
#[must_use]
pub fn bands(layer: &Layer) -> [MultiPolygon<f64>; 3] {
    SHARES.map(|share| shape::plain_region(layer, layer.quorum(share)))
}

/// How many of some drawings cover each cell of `side_m`; those that [`Depth::add`] refuses do not count.
#[must_use]
pub fn layer(drawings: &[Polygon<f64>], side_m: f64) -> Layer {
    let mut depth = Depth::new(side_m);
    for drawing in drawings {
        depth.add(drawing);
    }
    depth.layer()
}

/// What residents drew together, on cells of `side_m` (usually [`LINE_SIDE_M`]).
///
/// Drawings are valid polygons in metres of one frame; those that [`Depth::add`] refuses do not count. Any order gives
/// the same bytes. About 40 ms for 1,000 drawings of 120 corners and 50 ha.
#[must_use]
pub fn consensus(drawings: &[Polygon<f64>], side_m: f64) -> Consensus {
    let (mut fine, mut coarse) = (Depth::new(side_m), Depth::new(side_m.max(BAND_SIDE_M)));
    let counted: Vec<&Polygon<f64>> = drawings.iter().filter(|drawing| fine.add(drawing)).collect();
    for drawing in &counted {
        coarse.add(drawing);
    }
    let line = line(&fine.layer());
    // Of nothing it is -0.
    let area_m2 = plane_area(&line) + 0.0;
    let judged_on = if area_m2 < SMALL_M2 { &fine } else { &coarse };
    let judged = agreement::Traces::of(counted.into_iter(), judged_on.reach()).judged();
    let coarse = coarse.layer();
    let bands = bands(&coarse);
    Consensus {
        people: fine.people(),
        pieces: confidence::pieces(&line, &bands[0], &bands[2], &coarse),
        contested: contested::wide_strip(&coarse).0,
        line,
        area_m2,
        spread: Spread::of(&judged.alike, &bands),
        bands,
        agreement: judged.agreement,
        typical: judged.typical,
        alarm: judged.alarm,
    }
}

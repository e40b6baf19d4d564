//! Parts away from the rest of their buurt: a neighbour has them meanwhile, and the committee is asked.

use super::tiling::{Tiling, lonlat};
use geo::{Contains, Intersects};
use geo_types::{Coord, MultiPolygon, Point};
use serde::{Deserialize, Serialize};
use spatial::{Frame, coverage::Exclave};

/// A part of a buurt, as residents drew it, that would not hang together with the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct Loose {
    /// Code of the buurt that it would be of.
    pub of: String,
    /// A place in it, metres.
    pub at: Coord<f64>,
    /// Square metres.
    pub area_m2: f64,
}

/// The same as it is kept beside a proposal: in degrees.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoosePart {
    /// Code of the buurt that it would be of.
    pub of: String,
    /// A place in it, `[lon, lat]`.
    pub at: [f64; 2],
    /// Square metres.
    pub area_m2: f64,
    /// With whom the committee said that it stays; with another one it is asked about again.
    #[serde(default)]
    pub stays_with: Option<String>,
}

impl From<Exclave> for Loose {
    fn from(exclave: Exclave) -> Self {
        Self {
            of: exclave.code,
            at: exclave.at,
            area_m2: exclave.area_m2,
        }
    }
}

impl Loose {
    /// Does another one of these buurten have its place?
    pub fn is_away(&self, shapes: &[(String, MultiPolygon<f64>)]) -> bool {
        let holder = shapes
            .iter()
            .find(|(_, shape)| shape.contains(&Point::from(self.at)));
        holder.is_some_and(|(code, _)| *code != self.of)
    }
}

impl LoosePart {
    /// The same in degrees.
    pub fn of(part: &Loose, frame: &Frame) -> Self {
        Self {
            of: part.of.clone(),
            at: lonlat(frame, part.at),
            area_m2: part.area_m2.round(),
            stays_with: None,
        }
    }

    /// Who has its place in a tiling, when that is another one; on a line of its own buurt nobody else has it.
    pub fn holder<'a>(&self, tiling: &'a Tiling) -> Option<&'a str> {
        let [x, y] = self.at;
        let here = Point::new(x, y);
        let mut holders = tiling
            .faces
            .iter()
            .filter(|face| tiling.shape(face).intersects(&here));
        let first = holders.next()?;
        let is_own = first.code == self.of || holders.any(|face| face.code == self.of);
        (!is_own).then_some(first.code.as_str())
    }
}

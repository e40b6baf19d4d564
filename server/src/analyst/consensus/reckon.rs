//! Lays drawings on a plane and makes one border of those of each buurt.

use super::read::Drawn;
use crate::analyst::{options::FrameName, progress::Steps, read_csv::middle, reckon::plane};
use geo_types::{MultiPolygon, Polygon};
use spatial::{
    Frame,
    consensus::{Consensus, Layer, consensus, layer},
};
use std::collections::BTreeMap;

/// What came of a file.
pub struct Reckoned {
    /// How degrees became metres.
    pub frame: Frame,
    /// By name.
    pub buurten: Vec<Buurt>,
}

/// What came of the drawings of one buurt.
pub struct Buurt {
    /// Its name.
    pub name: String,
    /// What residents drew together.
    pub found: Consensus,
    /// How many of the drawings that count were repaired.
    pub repaired: usize,
    /// Drawings that do not count, and why.
    pub refused: Vec<(usize, Vec<&'static str>)>,
    /// The drawings that count, metres.
    drawings: Vec<Polygon<f64>>,
}

impl Reckoned {
    /// Reckons on cells of `cell_m` metres; the plane is the one asked for, else the one that suits the middle of all
    /// drawings.
    pub fn of(read: BTreeMap<String, Drawn>, asked: Option<FrameName>, cell_m: f64) -> Self {
        let corners = read
            .values()
            .flat_map(|drawn| &drawn.usable)
            .filter_map(|drawing| drawing.exterior().0.first());
        let middle = middle(corners.map(|corner| [corner.x, corner.y]));
        let frame = plane(middle, asked);
        let mut steps = Steps::of("buurt", read.len());
        let buurt = |(name, drawn): (String, Drawn)| {
            steps.next();
            let drawings = frame.project(&MultiPolygon(drawn.usable)).0;
            Buurt {
                name,
                found: consensus(&drawings, cell_m),
                repaired: drawn.repaired,
                refused: drawn.refused,
                drawings,
            }
        };
        let buurten = read.into_iter().map(buurt).collect();
        Self { frame, buurten }
    }

    /// `rd` or `local`.
    pub const fn frame_name(&self) -> &'static str {
        match self.frame {
            Frame::Rd => "rd",
            Frame::Local(_) => "local",
        }
    }

    /// Depths of every buurt somebody drew, by name.
    pub fn layers(&self, cell_m: f64) -> Vec<(String, Layer)> {
        let drawn = self.buurten.iter().filter(|buurt| buurt.found.people > 0);
        drawn
            .map(|buurt| (buurt.name.clone(), layer(&buurt.drawings, cell_m)))
            .collect()
    }
}

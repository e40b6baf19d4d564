//! Tilings out of what residents drew: each place to the neighbourhood that the largest share of its people drew.

use std::collections::BTreeMap;
use std::fmt;

use geo_types::{Coord, MultiPolygon};

use super::arcs::weave;
use super::check::MIN_FACE_M2;
use super::labels::{Labels, NOBODY};
use super::patches::{Given, settle};
use super::trace::{Balance, trace};
use super::{Coverage, Fault, Flaw};
use crate::consensus::Layer;

/// Share of its people that has to have drawn a place for a neighbourhood to claim it.
pub const FLOOR: f64 = 0.25;

/// Most cells of a tiling: 268 km² at 2 m.
pub const MAX_TILED_CELLS: usize = 1 << 26;

/// How far the lines are simplified, in cells.
const SIMPLE_CELLS: f64 = 1.5;

/// A tiling, and what was decided on the way and should be asked about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tiled {
    /// Each face one part, no gaps but ground that is nobody's, no overlaps.
    pub coverage: Coverage,
    /// Parts away from the largest of their neighbourhood; meanwhile they belong to a neighbour. By area, the
    /// largest first.
    pub exclaves: Vec<Exclave>,
    /// Codes of which no ground is left, in order; they are no faces.
    pub missing: Vec<String>,
}

/// A part of a neighbourhood that does not hang together with the rest.
#[derive(Clone, Debug, PartialEq)]
pub struct Exclave {
    /// The neighbourhood that claims it.
    pub code: String,
    /// The one that has it meanwhile; `None` for nobody.
    pub given_to: Option<String>,
    /// Square metres.
    pub area_m2: f64,
    /// A place in it, metres.
    pub at: Coord<f64>,
}

/// Why layers cannot be laid on one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlike {
    /// Their cells differ in size.
    Sides,
    /// They reach over more than [`MAX_TILED_CELLS`] cells.
    TooFar,
}

impl fmt::Display for Unlike {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sides => write!(out, "layers have cells of different sizes"),
            Self::TooFar => write!(out, "layers reach over more than {MAX_TILED_CELLS} cells"),
        }
    }
}

impl std::error::Error for Unlike {}

impl Coverage {
    /// The tiling of layers by code, all of one cell side and frame. Each cell goes to the layer with the largest
    /// share of its people, of equals the one with the lowest code, if at least `floor` of them (see [`FLOOR`])
    /// drew it. What is left goes to the `fill` that holds it (say, official borders of the same wijk), or to
    /// nobody. Then each face keeps its largest part; specks under [`MIN_FACE_M2`] and exclaves go to the
    /// neighbour with the longest border. Lines run where neighbours are equally strong, within the cells, and are
    /// simplified once for both, by 1.5 cells.
    ///
    /// The order of layers does not matter, nor, with layers that count, that of the drawings: the same bytes.
    /// O(cells of the layers + border log border): 13 neighbourhoods of 1,000 drawings in about 50 ms.
    ///
    /// # Errors
    /// [`Unlike`] for layers that cannot be laid on one another.
    pub fn from_layers(
        layers: &[(String, Layer)],
        floor: f64,
        fill: &[(String, MultiPolygon<f64>)],
    ) -> Result<Tiled, Unlike> {
        Self::from_layers_widened(layers, floor, fill, 0)
    }

    /// The same, and then faces reach `by` cells further over what is nobody's: to be cut off along an outer edge that
    /// is known exactly.
    ///
    /// # Errors
    /// As [`Coverage::from_layers`].
    pub fn from_layers_widened(
        layers: &[(String, Layer)],
        floor: f64,
        fill: &[(String, MultiPolygon<f64>)],
        by: u32,
    ) -> Result<Tiled, Unlike> {
        let mut codes: Vec<&String> = layers.iter().map(|(code, _)| code).collect();
        codes.extend(fill.iter().map(|(code, _)| code));
        codes.sort_unstable();
        codes.dedup();
        let Some(side) = layers.first().map(|(_, layer)| layer.lattice.side) else {
            return Ok(Tiled::default());
        };
        let unlike = |(_, layer): &(String, Layer)| layer.lattice.side.to_bits() != side.to_bits();
        if layers.iter().any(unlike) {
            return Err(Unlike::Sides);
        }
        let face = |code: &String| codes.binary_search(&code).map_or(NOBODY, |at| at as u32);
        let mut named: Vec<(u32, &Layer)> = layers.iter().map(|(code, layer)| (face(code), layer)).collect();
        named.sort_by_key(|(face, _)| *face);
        let mut fills: Vec<(u32, &MultiPolygon<f64>)> =
            fill.iter().map(|(code, shape)| (face(code), shape)).collect();
        fills.sort_by_key(|(face, _)| *face);
        let Some(mut labels) = Labels::of(&named, floor, &fills, side)? else {
            let missing = codes.into_iter().cloned().collect();
            return Ok(Tiled {
                missing,
                ..Tiled::default()
            });
        };
        let given = settle(&mut labels, (MIN_FACE_M2 / (side * side)).ceil() as u64);
        let codes: Vec<String> = codes.into_iter().cloned().collect();
        let exclaves = exclaves(&given, &codes, &labels);
        if by > 0 {
            labels = labels.widened(by);
        }
        let shares = Shares {
            layers: named.into_iter().collect(),
            first: labels.first,
            floor,
        };
        let traced = trace(&labels, &shares);
        let coverage = weave(&codes, &traced.places, &traced.stretches);
        Ok(Tiled {
            exclaves,
            ..coverage.simplified(SIMPLE_CELLS * side).without_missing()
        })
    }

    /// Drops faces without rings, and names them.
    fn without_missing(self) -> Tiled {
        let here = |face: &super::Face| !face.rings.is_empty();
        let mut number = 0;
        let numbers: Vec<Option<usize>> = self
            .faces
            .iter()
            .map(|face| {
                number += usize::from(here(face));
                here(face).then_some(number.saturating_sub(1))
            })
            .collect();
        let new = |side: Option<usize>| side.and_then(|face| numbers.get(face).copied().flatten());
        let mut arcs = self.arcs;
        for arc in &mut arcs {
            (arc.left, arc.right) = (new(arc.left), new(arc.right));
        }
        let (faces, missing): (Vec<_>, Vec<_>) = self.faces.into_iter().partition(here);
        Tiled {
            coverage: Self { arcs, faces },
            exclaves: Vec::new(),
            missing: missing.into_iter().map(|face| face.code).collect(),
        }
    }
}

impl Tiled {
    /// Everything to look at: what [`Coverage::check`] finds, and exclaves as [`Fault::NotOnePart`].
    #[must_use]
    pub fn flaws(&self) -> Vec<Flaw> {
        let exclave = |exclave: &Exclave| {
            let flaw = Flaw::new(Fault::NotOnePart, exclave.at).of_area(exclave.area_m2);
            flaw.of_faces(self.coverage.face(&exclave.code))
        };
        let mut flaws = self.coverage.check();
        flaws.extend(self.exclaves.iter().map(exclave));
        super::flaw::sorted(flaws)
    }
}

/// What was given away and is large enough to ask about.
fn exclaves(given: &[Given], codes: &[String], labels: &Labels) -> Vec<Exclave> {
    let area = |cells: u64| cells as f64 * labels.side * labels.side;
    let code = |label: u32| codes.get(label as usize).cloned();
    let exclave = |given: &Given| {
        let (column, row) = given.cell;
        let corner = labels.corner(column, row);
        Some(Exclave {
            code: code(given.from)?,
            given_to: code(given.to),
            area_m2: area(given.cells),
            at: Coord {
                x: corner.x + labels.side / 2.0,
                y: corner.y + labels.side / 2.0,
            },
        })
    };
    let mut exclaves: Vec<Exclave> = given.iter().filter_map(exclave).collect();
    exclaves
        .retain(|exclave| exclave.area_m2 >= MIN_FACE_M2 && exclave.given_to.as_ref() != Some(&exclave.code));
    exclaves.sort_by(|one, other| {
        let sizes = other.area_m2.total_cmp(&one.area_m2);
        sizes
            .then_with(|| one.code.cmp(&other.code))
            .then(one.at.x.total_cmp(&other.at.x))
    });
    exclaves
}

/// How large a share of the people of each face drew a cell.
struct Shares<'a> {
    layers: BTreeMap<u32, &'a Layer>,
    first: (i32, i32),
    floor: f64,
}

impl Shares<'_> {
    fn of(&self, label: u32, (column, row): (u32, usize)) -> f64 {
        let Some(layer) = self.layers.get(&label).filter(|layer| layer.people > 0) else {
            return 0.0;
        };
        let cell = (
            self.first.0.saturating_add_unsigned(column),
            self.first.1.saturating_add_unsigned(row as u32),
        );
        f64::from(layer.count_at(cell.0, cell.1)) / f64::from(layer.people)
    }
}

impl Balance for Shares<'_> {
    fn share(&self, [one, other]: [u32; 2], cells: [(u32, usize); 2]) -> f64 {
        let strength = |label: u32, cell| {
            if label == NOBODY {
                self.floor
            } else {
                self.of(label, cell)
            }
        };
        let [here, there] = cells.map(|cell| strength(one, cell) - strength(other, cell));
        // Ground that was given away or filled in has no such place: halfway, then.
        if here >= 0.0 && there <= 0.0 && here > there {
            here / (here - there)
        } else {
            0.5
        }
    }
}

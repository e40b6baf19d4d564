//! Is a tiling sound? Every flaw, with its place.

use geo::{Area, unary_union};
use geo_types::{Coord, MultiPolygon};

use super::crossings::crossings;
use super::flaw::sorted;
use super::rings::{signed, unsigned, within};
use super::{Arc, Coverage, Fault, Flaw};
use crate::area::turn_area;

/// Smallest face, square metres: what is smaller is a speck, and no neighbourhood.
pub const MIN_FACE_M2: f64 = 2_000.0;

/// Metres across below which open ground between faces is a crack, and not ground left open on purpose.
pub const CRACK_M: f64 = 1.0;

/// Metres by which shapes may differ when their areas are compared.
const SLACK_M: f64 = 1e-4;

/// Metres from a frame's origin beyond which no place lies.
const FAR_M: f64 = 1e9;

impl Coverage {
    /// Everything that is wrong, in the order of [`Fault`], then from west to east. Empty for a sound tiling
    /// of which each face is one part of at least [`MIN_FACE_M2`]: every arc is used once by each face
    /// beside it, every ring returns, no two arcs cross or touch but in nodes, no two faces hold the same
    /// ground, and no crack of less than a metre lies between them.
    ///
    /// Crossings are judged exactly, areas to a tenth of a millimetre along the borders. O(n log n).
    #[must_use]
    pub fn check(&self) -> Vec<Flaw> {
        let mut flaws = self.malformed();
        if !flaws.is_empty() {
            return sorted(flaws);
        }
        flaws.extend(self.unwoven());
        flaws.extend(crossings(&self.arcs));
        let woven = flaws.is_empty();
        for face in 0..self.faces.len() {
            flaws.extend(self.flaws_of(face));
        }
        flaws.extend(self.cracks());
        if woven && overlapping(self) {
            flaws.extend(self.overlaps());
        }
        sorted(flaws)
    }

    fn malformed(&self) -> Vec<Flaw> {
        let is_face = |side: Option<usize>| side.is_none_or(|face| face < self.faces.len());
        let finite = |corner: &Coord<f64>| on_earth(*corner);
        let sound = |arc: &Arc| {
            let line = &arc.line;
            line.len() > 1
                && line.iter().all(finite)
                && line.windows(2).all(|pair| pair[0] != pair[1])
                && is_face(arc.left)
                && is_face(arc.right)
                && arc.left != arc.right
        };
        let wrong = self.arcs.iter().enumerate().filter(|(_, arc)| !sound(arc));
        let place = |arc: &Arc| arc.line.iter().copied().find(finite).unwrap_or_default();
        wrong
            .map(|(at, arc)| Flaw::new(Fault::Malformed, place(arc)).of_arcs([at]))
            .collect()
    }

    /// Arcs and the rings of faces must name each other, once.
    fn unwoven(&self) -> Vec<Flaw> {
        let mut named: Vec<(i32, usize)> = Vec::new();
        for (face, steps) in self.faces.iter().enumerate() {
            named.extend(steps.rings.iter().flatten().map(|step| (*step, face)));
        }
        let mut meant: Vec<(i32, usize)> = Vec::new();
        for (at, arc) in self.arcs.iter().enumerate() {
            meant.extend(arc.left.map(|face| (signed(at, true), face)));
            meant.extend(arc.right.map(|face| (signed(at, false), face)));
        }
        named.sort_unstable();
        meant.sort_unstable();
        if named == meant {
            return Vec::new();
        }
        let twice = named
            .windows(2)
            .filter(|pair| pair[0] == pair[1])
            .map(|pair| pair[0]);
        let unknown = named
            .iter()
            .filter(|use_of| meant.binary_search(use_of).is_err())
            .copied();
        let unused = meant
            .iter()
            .filter(|use_of| named.binary_search(use_of).is_err())
            .copied();
        let flaw = |(step, face): (i32, usize)| {
            let arc = unsigned(step).filter(|arc| *arc < self.arcs.len());
            let at = arc.map_or_else(Coord::default, |arc| middle(&self.arcs[arc].line));
            Flaw::new(Fault::Unwoven, at).of_arcs(arc).of_faces([face])
        };
        twice.chain(unknown).chain(unused).map(flaw).collect()
    }

    /// Open rings, more parts than one, holes outside, and too small an area.
    fn flaws_of(&self, face: usize) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        let (mut parts, mut holes) = (Vec::new(), Vec::new());
        for steps in &self.faces[face].rings {
            match self.ring(steps) {
                Some(ring) if turn_area(&ring) > 0.0 => parts.push(ring),
                Some(ring) => holes.push(ring),
                None => flaws.push(self.open(face, steps)),
            }
        }
        parts.sort_by(|one, other| turn_area(other).total_cmp(&turn_area(one)));
        for part in parts.iter().skip(1) {
            let flaw = Flaw::new(Fault::NotOnePart, middle(part)).of_faces([face]);
            flaws.push(flaw.of_area(turn_area(part)));
        }
        for hole in &holes {
            let around = |part: &Vec<Coord<f64>>| super::rings::surrounds(part, hole);
            if !parts.iter().any(around) {
                flaws.push(Flaw::new(Fault::Overlap, middle(hole)).of_faces([face]));
            }
        }
        let area: f64 = parts.iter().chain(&holes).map(|ring| turn_area(ring)).sum();
        if area < MIN_FACE_M2 {
            let corner = self.faces[face]
                .rings
                .iter()
                .flatten()
                .find_map(|step| unsigned(*step));
            let line = corner
                .and_then(|arc| self.arcs.get(arc))
                .map_or(&[][..], |arc| &arc.line);
            let at = parts.first().map_or_else(|| middle(line), |part| middle(part));
            flaws.push(
                Flaw::new(Fault::TooSmall, at)
                    .of_faces([face])
                    .of_area(area.max(0.0)),
            );
        }
        flaws
    }

    fn open(&self, face: usize, steps: &[i32]) -> Flaw {
        let arcs: Vec<usize> = steps.iter().filter_map(|step| unsigned(*step)).collect();
        let last = arcs.last().and_then(|arc| self.arcs.get(*arc));
        let at = last.and_then(|arc| arc.line.last()).copied().unwrap_or_default();
        let known = arcs.into_iter().filter(|arc| *arc < self.arcs.len());
        Flaw::new(Fault::Open, at).of_arcs(known).of_faces([face])
    }

    /// Open ground that faces surround, when it is no wider than a crack.
    fn cracks(&self) -> Vec<Flaw> {
        let outside = self.outside();
        let narrow = outside.iter().filter(|(ring, _)| {
            let along: f64 = length(ring);
            turn_area(ring) > 0.0 && 2.0 * turn_area(ring) < CRACK_M * along
        });
        let flaw = |(ring, arcs): &(Vec<Coord<f64>>, Vec<usize>)| {
            let faces = arcs
                .iter()
                .flat_map(|arc| [self.arcs[*arc].left, self.arcs[*arc].right]);
            let flaw = Flaw::new(Fault::Gap, middle(ring)).of_area(turn_area(ring));
            flaw.of_faces(faces.flatten()).of_arcs(arcs.iter().copied())
        };
        narrow.map(flaw).collect()
    }

    /// The rings of what belongs to nobody, it on their left, with their arcs. Around the whole they run
    /// with the clock, around open ground within against it.
    fn outside(&self) -> Vec<(Vec<Coord<f64>>, Vec<usize>)> {
        let hull = |arc: &Arc| Arc {
            line: arc.line.clone(),
            left: arc.left.is_none().then_some(0),
            right: arc.right.is_none().then_some(0),
        };
        let hulls: Vec<Arc> = self.arcs.iter().map(hull).collect();
        let rings = super::rings::faces(&[String::new()], &hulls);
        let rings = rings.into_iter().flat_map(|face| face.rings);
        let walked = |steps: Vec<i32>| {
            Some((
                self.ring(&steps)?,
                steps.into_iter().filter_map(unsigned).collect(),
            ))
        };
        rings.filter_map(walked).collect()
    }

    /// Faces that lie within others without touching them: what else can overlap where no arcs cross.
    fn overlaps(&self) -> Vec<Flaw> {
        let shapes = self.polygons();
        let mut flaws = Vec::new();
        for (inner, (_, shape)) in shapes.iter().enumerate() {
            let Some(part) = shape.0.first() else { continue };
            let holds = |outer: &MultiPolygon<f64>| {
                part.exterior()
                    .0
                    .iter()
                    .find_map(|corner| holds(outer, *corner))
                    .unwrap_or(false)
            };
            for (outer, (_, other)) in shapes.iter().enumerate() {
                if outer != inner && holds(other) {
                    let at = middle(&part.exterior().0);
                    let flaw = Flaw::new(Fault::Overlap, at).of_faces([inner, outer]);
                    flaws.push(flaw.of_area(part.unsigned_area()));
                }
            }
        }
        if flaws.is_empty() {
            let at = self
                .arcs
                .first()
                .map_or_else(Coord::default, |arc| middle(&arc.line));
            flaws.push(Flaw::new(Fault::Overlap, at));
        }
        flaws
    }
}

/// Does a shape hold a place? `None` when it lies on its border.
fn holds(shape: &MultiPolygon<f64>, place: Coord<f64>) -> Option<bool> {
    let mut inside = false;
    for part in shape {
        for ring in std::iter::once(part.exterior()).chain(part.interiors()) {
            inside ^= within(&ring.0, place)?;
        }
    }
    Some(inside)
}

/// Do the faces together hold more than the ground they lie on?
pub(super) fn overlapping(coverage: &Coverage) -> bool {
    let shapes = coverage.polygons();
    let sum: f64 = (0..coverage.faces.len())
        .map(|face| coverage.face_area(face))
        .sum();
    let ground = unary_union(shapes.iter().map(|(_, shape)| shape)).unsigned_area();
    let borders: f64 = coverage.arcs.iter().map(Arc::length).sum();
    (sum - ground).abs() > SLACK_M * borders + 1e-6
}

fn length(line: &[Coord<f64>]) -> f64 {
    let step = |pair: &[Coord<f64>]| (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y);
    line.windows(2).map(step).sum()
}

/// Numbers that can be metres on a plane of this earth.
pub(super) fn on_earth(place: Coord<f64>) -> bool {
    place.x.abs() <= FAR_M && place.y.abs() <= FAR_M
}

/// A corner halfway a line.
pub(super) fn middle(line: &[Coord<f64>]) -> Coord<f64> {
    line.get(line.len() / 2).copied().unwrap_or_default()
}

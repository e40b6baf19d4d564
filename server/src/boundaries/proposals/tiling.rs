//! Borders as arcs: the lines that neighbours share, each kept once, so that moving one moves both.
//!
//! Lines stand in WGS84 degrees exactly as they came, so that an adopted border meets its untouched neighbour corner for
//! corner; what is found out about them is found out in metres, by [`Coverage`].

use crate::house::atlas::Buurt;
use geo::{BoundingRect, Contains, CoordsIter, Intersects};
use geo_types::{Coord, LineString, MultiPolygon, Point, Polygon};
use serde::{Deserialize, Serialize};
use spatial::{
    Frame, Lonlat,
    coverage::{self, Coverage},
};
use std::collections::HashMap;
use utoipa::ToSchema;

/// A line between two nodes, or a ring without any.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Arc {
    /// `[lon, lat]`, at least two.
    pub line: Vec<[f64; 2]>,
    /// The face on its left, by its place in the list of faces.
    pub left: Option<usize>,
    /// The face on its right.
    pub right: Option<usize>,
}

/// One buurt of a tiling.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = ProposalFace)]
pub struct Face {
    /// Code of the buurt.
    pub code: String,
    /// Its name for people.
    pub name: String,
    /// Its rings: `k` is arc `k - 1` forwards, `-k` the same backwards. The inside lies left.
    pub rings: Vec<Vec<i32>>,
}

/// Buurten that fit together.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Tiling {
    /// Each line once.
    pub arcs: Vec<Arc>,
    /// The buurten, by code.
    pub faces: Vec<Face>,
}

/// A place of the plane by its bits.
type Key = (u64, u64);

fn key(place: Coord<f64>) -> Key {
    // Zero has two spellings.
    ((place.x + 0.0).to_bits(), (place.y + 0.0).to_bits())
}

/// The buurten outside `chosen` that share a line with one of them, in order of code.
pub fn neighbours<'a>(all: &'a [Buurt], chosen: &[String], frame: &Frame) -> Vec<&'a Buurt> {
    let is_chosen = |code: &str| chosen.iter().any(|own| own == code);
    let own = all.iter().filter(|buurt| is_chosen(&buurt.code));
    let boxes: Vec<_> = own.filter_map(|buurt| buurt.shape.bounding_rect()).collect();
    let is_near = |buurt: &&Buurt| {
        let own = buurt.shape.bounding_rect();
        own.is_some_and(|own| boxes.iter().any(|other| own.intersects(other)))
    };
    let near: Vec<&Buurt> = all.iter().filter(is_near).collect();
    let tiling = Tiling::of(&near, frame);
    let beside = |code: &str| {
        tiling.arcs.iter().any(|arc| {
            let (left, right) = (tiling.code(arc.left), tiling.code(arc.right));
            (left == Some(code) && right.is_some_and(is_chosen))
                || (right == Some(code) && left.is_some_and(is_chosen))
        })
    };
    near.into_iter()
        .filter(|buurt| !is_chosen(&buurt.code) && beside(&buurt.code))
        .collect()
}

impl Tiling {
    /// The arcs of these borders. Corners that were brought together for it move at most
    /// [`SNAP_M`](spatial::coverage::SNAP_M); all others stay what they were to the last bit.
    pub fn of(buurten: &[&Buurt], frame: &Frame) -> Self {
        let mut as_they_came: HashMap<Key, [f64; 2]> = HashMap::new();
        for corner in buurten.iter().flat_map(|buurt| buurt.shape.coords_iter()) {
            let place = metres(frame, [corner.x, corner.y]);
            as_they_came.insert(key(place), [corner.x, corner.y]);
        }
        let borders: Vec<_> = buurten
            .iter()
            .map(|buurt| (buurt.code.clone(), frame.project(&buurt.shape)))
            .collect();
        let (coverage, flaws) = Coverage::from_polygons(&borders);
        if !flaws.is_empty() {
            tracing::info!(flaws = flaws.len(), "borders do not quite fit together");
        }
        let degrees = |place: &Coord<f64>| {
            let known = as_they_came.get(&key(*place)).copied();
            known.unwrap_or_else(|| lonlat(frame, *place))
        };
        let arcs = coverage.arcs.iter().map(|arc| Arc {
            line: arc.line.iter().map(degrees).collect(),
            left: arc.left,
            right: arc.right,
        });
        let name = |code: &str| buurten.iter().find(|buurt| buurt.code == code);
        let faces = coverage.faces.iter().map(|face| Face {
            name: name(&face.code).map_or_else(String::new, |buurt| buurt.name.clone()),
            code: face.code.clone(),
            rings: face.rings.clone(),
        });
        Self {
            arcs: arcs.collect(),
            faces: faces.collect(),
        }
    }

    /// The same in metres of a frame; arcs and faces keep their places.
    pub fn coverage(&self, frame: &Frame) -> Coverage {
        let arcs = self.arcs.iter().map(|arc| coverage::Arc {
            line: arc.line.iter().map(|corner| metres(frame, *corner)).collect(),
            left: arc.left,
            right: arc.right,
        });
        let faces = self.faces.iter().map(|face| coverage::Face {
            code: face.code.clone(),
            rings: face.rings.clone(),
        });
        Coverage {
            arcs: arcs.collect(),
            faces: faces.collect(),
        }
    }

    /// The corners of a ring of a face, closed.
    pub fn ring(&self, turns: &[i32]) -> Vec<[f64; 2]> {
        let mut corners: Vec<[f64; 2]> = Vec::new();
        for turn in turns {
            let Some(arc) = self.arcs.get(turn.unsigned_abs() as usize - 1) else {
                continue;
            };
            if *turn > 0 {
                corners.extend(&arc.line);
            } else {
                corners.extend(arc.line.iter().rev());
            }
        }
        corners.dedup();
        corners
    }

    /// The border of a face, in degrees.
    pub fn shape(&self, face: &Face) -> MultiPolygon<f64> {
        let rings = face.rings.iter().map(|turns| line_string(&self.ring(turns)));
        let (outer, inner): (Vec<_>, Vec<_>) = rings.partition(|ring| twice_area(ring) > 0.0);
        let mut parts: Vec<Polygon<f64>> = outer
            .into_iter()
            .map(|ring| Polygon::new(ring, Vec::new()))
            .collect();
        for hole in inner {
            let inside = hole.0.first().map(|corner| Point::from(*corner));
            // A hole may touch its outer ring: the part it lies in is the one that holds most of its corners.
            let holds = |part: &Polygon<f64>| {
                inside.is_some()
                    && hole.points().filter(|point| part.contains(point)).count() * 2 >= hole.0.len()
            };
            if let Some(part) = parts.iter_mut().find(|part| holds(part)) {
                part.interiors_push(hole);
            }
        }
        MultiPolygon(parts)
    }

    /// The border of the face with this code.
    pub fn shape_of(&self, code: &str) -> Option<MultiPolygon<f64>> {
        self.faces
            .iter()
            .find(|face| face.code == code)
            .map(|face| self.shape(face))
    }

    /// Codes of the faces whose border is not the same as in `base`.
    pub fn changed_from(&self, base: &Self) -> Vec<String> {
        let differs = |face: &&Face| {
            let before = base.faces.iter().find(|other| other.code == face.code);
            before.is_none_or(|before| {
                let own = face.rings.iter().map(|turns| self.ring(turns));
                !own.eq(before.rings.iter().map(|turns| base.ring(turns)))
            })
        };
        self.faces
            .iter()
            .filter(differs)
            .map(|face| face.code.clone())
            .collect()
    }

    /// The code of a face by its place.
    pub fn code(&self, face: Option<usize>) -> Option<&str> {
        self.faces.get(face?).map(|face| face.code.as_str())
    }

    /// May nobody move this arc? Its face is locked, or it is the outer edge: no place may fall out of all buurten.
    pub fn is_locked(&self, arc: &Arc, locked: &[String]) -> bool {
        let holds = |face| {
            self.code(face)
                .is_none_or(|code| locked.iter().any(|own| own == code))
        };
        holds(arc.left) || holds(arc.right)
    }
}

/// Twice the area of a ring in square degrees; positive when it runs against the clock.
pub fn twice_area(ring: &LineString<f64>) -> f64 {
    // From its first corner, so that small rings far from the origin keep their digits.
    let Some(origin) = ring.0.first() else {
        return 0.0;
    };
    ring.lines()
        .map(|line| {
            let (from, to) = (line.start - *origin, line.end - *origin);
            from.x * to.y - to.x * from.y
        })
        .sum()
}

fn line_string(corners: &[[f64; 2]]) -> LineString<f64> {
    corners.iter().map(|[x, y]| Coord { x: *x, y: *y }).collect()
}

/// Metres of degrees.
pub fn metres(frame: &Frame, [lon, lat]: [f64; 2]) -> Coord<f64> {
    let place = frame.to_metres(Lonlat::new(lon, lat));
    Coord {
        x: place.x,
        y: place.y,
    }
}

/// Degrees of metres, to a ten-millionth (1 cm).
pub fn lonlat(frame: &Frame, place: Coord<f64>) -> [f64; 2] {
    let place = frame.to_lonlat(place.into());
    [place.lon, place.lat].map(|degrees| (degrees * 1e7).round() / 1e7)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buurt(code: &str, corners: &[[f64; 2]]) -> Buurt {
        let shape = MultiPolygon(vec![Polygon::new(line_string(corners), Vec::new())]);
        Buurt {
            code: code.into(),
            name: code.into(),
            kind: "official".into(),
            valid_from: "2026-01-01".into(),
            area_m2: 1.0,
            geometry: String::new(),
            shape,
        }
    }

    /// Some hundred metres a step, in the Netherlands.
    fn at([x, y]: [f64; 2]) -> [f64; 2] {
        [4.4 + x / 500.0, 51.9 + y / 500.0]
    }

    #[test]
    fn neighbours_share_one_arc_and_their_borders_come_back_corner_for_corner() {
        // Two squares beside each other, one drawn the other way round.
        let west = buurt(
            "A",
            &[[0.0, 0.0], [1.0, 0.0], [1.0, 0.5], [1.0, 1.0], [0.0, 1.0]].map(at),
        );
        let east = buurt(
            "B",
            &[[1.0, 0.0], [1.0, 0.5], [1.0, 1.0], [2.0, 1.0], [2.0, 0.0]].map(at),
        );
        let far = buurt("C", &[[5.0, 0.0], [6.0, 0.0], [6.0, 1.0]].map(at));
        let all = [west, east, far];
        let found: Vec<_> = neighbours(&all, &["A".to_owned()], &Frame::Rd)
            .iter()
            .map(|buurt| buurt.code.clone())
            .collect();
        assert_eq!(found, ["B"]);
        let tiling = Tiling::of(&all.iter().collect::<Vec<_>>(), &Frame::Rd);
        let shared: Vec<_> = tiling
            .arcs
            .iter()
            .filter(|arc| arc.left.is_some() && arc.right.is_some())
            .collect();
        assert_eq!(shared.len(), 1);
        assert_eq!(shared[0].line.len(), 3);
        for buurt in &all {
            let shape = tiling.shape_of(&buurt.code).unwrap();
            let own: Vec<_> = buurt.shape.coords_iter().collect();
            assert!(
                own.iter()
                    .all(|corner| shape.coords_iter().any(|other| other == *corner))
            );
            assert_eq!(shape.coords_iter().count(), own.len());
        }
        assert!(tiling.is_locked(shared[0], &["B".to_owned()]) && !tiling.is_locked(shared[0], &[]));
        assert!(tiling.changed_from(&tiling).is_empty());
    }

    #[test]
    fn an_island_is_a_ring_that_both_share() {
        let ring = [[0.0, 0.0], [9.0, 0.0], [9.0, 9.0], [0.0, 9.0], [0.0, 0.0]].map(at);
        let hole = [[3.0, 3.0], [3.0, 6.0], [6.0, 6.0], [6.0, 3.0], [3.0, 3.0]].map(at);
        let mut sea = buurt("A", &ring);
        sea.shape = MultiPolygon(vec![Polygon::new(line_string(&ring), vec![line_string(&hole)])]);
        let island = buurt("B", &hole);
        let tiling = Tiling::of(&[&sea, &island], &Frame::Rd);
        assert_eq!(tiling.arcs.len(), 2);
        assert_eq!(tiling.shape_of("A").unwrap().0[0].interiors().len(), 1);
    }
}

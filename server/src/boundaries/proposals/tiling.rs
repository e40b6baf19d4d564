//! Borders as arcs: the lines that neighbours share, each kept once, so that moving one moves both.
//!
//! Lines stand in WGS84 degrees exactly as they came, so that an adopted border meets its untouched neighbour corner for
//! corner. Arcs run between nodes, where more than two lines meet.

use crate::house::atlas::Buurt;
use geo::{Contains, Orient, orient::Direction};
use geo_types::{Coord, LineString, MultiPolygon, Point, Polygon};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
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

/// A corner by the bits of its degrees.
type Key = (u64, u64);

fn key(at: [f64; 2]) -> Key {
    // Zero has two spellings.
    ((at[0] + 0.0).to_bits(), (at[1] + 0.0).to_bits())
}

/// The rings of a border with the inside on the left, without the corner that closes them.
fn rings_of(shape: &MultiPolygon<f64>) -> Vec<Vec<[f64; 2]>> {
    let oriented = shape.orient(Direction::Default);
    let rings = oriented
        .iter()
        .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
    rings.map(open_ring).filter(|ring| ring.len() >= 3).collect()
}

fn open_ring(ring: &LineString<f64>) -> Vec<[f64; 2]> {
    let mut corners: Vec<[f64; 2]> = ring.0.iter().map(|corner| [corner.x, corner.y]).collect();
    corners.dedup();
    if corners.len() > 1 && corners.first() == corners.last() {
        corners.pop();
    }
    corners
}

/// The buurten outside `chosen` that share a line with one of them, in order of code.
pub fn neighbours<'a>(all: &'a [Buurt], chosen: &[String]) -> Vec<&'a Buurt> {
    let steps = |buurt: &Buurt| -> Vec<(Key, Key)> {
        let rings = rings_of(&buurt.shape);
        rings.iter().flat_map(|ring| steps_of(ring)).collect()
    };
    let is_chosen = |buurt: &&Buurt| chosen.contains(&buurt.code);
    let own: BTreeSet<(Key, Key)> = all.iter().filter(is_chosen).flat_map(steps).collect();
    let touches = |buurt: &&Buurt| steps(buurt).iter().any(|(from, to)| own.contains(&(*to, *from)));
    let others = all.iter().filter(|buurt| !is_chosen(buurt));
    others.filter(touches).collect()
}

fn steps_of(ring: &[[f64; 2]]) -> Vec<(Key, Key)> {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .map(|(from, to)| (key(*from), key(*to)))
        .collect()
}

impl Tiling {
    /// The arcs of these borders. Neighbours share a line where they have the same corners. O(corners log corners).
    pub fn of(buurten: &[&Buurt]) -> Self {
        let mut sorted = buurten.to_vec();
        sorted.sort_by(|a, b| a.code.cmp(&b.code));
        let rings: Vec<Vec<Vec<[f64; 2]>>> = sorted.iter().map(|buurt| rings_of(&buurt.shape)).collect();
        let nodes = nodes(&rings);
        let mut tiling = Self::default();
        let mut known = BTreeMap::new();
        for (place, (buurt, rings)) in sorted.iter().zip(&rings).enumerate() {
            let own = rings.iter().map(|ring| {
                let chains = chains(ring, &nodes);
                let turns = chains
                    .into_iter()
                    .map(|chain| tiling.take(chain, place, &mut known));
                turns.collect()
            });
            let rings = own.collect();
            tiling.faces.push(Face {
                code: buurt.code.clone(),
                name: buurt.name.clone(),
                rings,
            });
        }
        tiling
    }

    /// The number of an arc in a ring: of the neighbour's when it is the same line, else of a new one.
    fn take(&mut self, line: Vec<[f64; 2]>, face: usize, known: &mut BTreeMap<(Key, Key), usize>) -> i32 {
        let last = line.len() - 1;
        let backwards = (key(line[last]), key(line[last - 1]));
        if let Some(arc) = known.get(&backwards).copied()
            && self.arcs[arc].right.is_none()
            && self.arcs[arc].line.iter().rev().eq(&line)
        {
            self.arcs[arc].right = Some(face);
            return -number(arc);
        }
        let arc = self.arcs.len();
        known.insert((key(line[0]), key(line[1])), arc);
        self.arcs.push(Arc {
            line,
            left: Some(face),
            right: None,
        });
        number(arc)
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

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "far fewer arcs than 2^31"
)]
fn number(arc: usize) -> i32 {
    arc as i32 + 1
}

/// Corners at which other than two lines meet.
fn nodes(faces: &[Vec<Vec<[f64; 2]>>]) -> BTreeSet<Key> {
    let mut beside: BTreeMap<Key, BTreeSet<Key>> = BTreeMap::new();
    for (from, to) in faces.iter().flatten().flat_map(|ring| steps_of(ring)) {
        beside.entry(from).or_default().insert(to);
        beside.entry(to).or_default().insert(from);
    }
    beside
        .into_iter()
        .filter(|(_, others)| others.len() != 2)
        .map(|(corner, _)| corner)
        .collect()
}

/// A ring cut at its nodes; whole, from its lowest corner on, when it has none.
fn chains(ring: &[[f64; 2]], nodes: &BTreeSet<Key>) -> Vec<Vec<[f64; 2]>> {
    let at_node = |corner: &[f64; 2]| nodes.contains(&key(*corner));
    let lowest = || {
        let order = |a: &(usize, &[f64; 2]), b: &(usize, &[f64; 2])| {
            a.1[0].total_cmp(&b.1[0]).then(a.1[1].total_cmp(&b.1[1]))
        };
        ring.iter().enumerate().min_by(order).map(|(place, _)| place)
    };
    let Some(start) = ring.iter().position(at_node).or_else(lowest) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut chain = vec![ring[start]];
    for step in 1..=ring.len() {
        let corner = ring[(start + step) % ring.len()];
        chain.push(corner);
        if step == ring.len() || at_node(&corner) {
            found.push(std::mem::replace(&mut chain, vec![corner]));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn buurt(code: &str, corners: &[[f64; 2]]) -> Buurt {
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

    #[test]
    fn neighbours_share_one_arc_and_their_borders_come_back_corner_for_corner() {
        // Two squares beside each other, one drawn the other way round.
        let west = buurt("A", &[[0.0, 0.0], [1.0, 0.0], [1.0, 0.5], [1.0, 1.0], [0.0, 1.0]]);
        let east = buurt("B", &[[1.0, 0.0], [1.0, 0.5], [1.0, 1.0], [2.0, 1.0], [2.0, 0.0]]);
        let far = buurt("C", &[[5.0, 0.0], [6.0, 0.0], [6.0, 1.0]]);
        let all = [west, east, far];
        let found: Vec<_> = neighbours(&all, &["A".to_owned()])
            .iter()
            .map(|buurt| buurt.code.clone())
            .collect();
        assert_eq!(found, ["B"]);
        let tiling = Tiling::of(&all.iter().collect::<Vec<_>>());
        let shared: Vec<_> = tiling
            .arcs
            .iter()
            .filter(|arc| arc.left.is_some() && arc.right.is_some())
            .collect();
        assert_eq!(shared.len(), 1);
        assert_eq!(shared[0].line.len(), 3);
        assert_eq!(
            tiling.arcs.len(),
            4,
            "each own side of the two, and the ring of the third"
        );
        for buurt in &all {
            let shape = tiling.shape_of(&buurt.code).unwrap();
            let area = |shape: &MultiPolygon<f64>| geo::Area::unsigned_area(shape);
            assert!((area(&shape) - area(&buurt.shape)).abs() < 1e-12);
        }
        assert!(tiling.is_locked(shared[0], &["B".to_owned()]) && !tiling.is_locked(shared[0], &[]));
        assert!(tiling.changed_from(&tiling).is_empty());
    }

    #[test]
    fn an_island_is_a_ring_that_both_share() {
        let ring = [[0.0, 0.0], [9.0, 0.0], [9.0, 9.0], [0.0, 9.0], [0.0, 0.0]];
        let hole = [[3.0, 3.0], [3.0, 6.0], [6.0, 6.0], [6.0, 3.0], [3.0, 3.0]];
        let mut sea = buurt("A", &ring);
        sea.shape = MultiPolygon(vec![Polygon::new(line_string(&ring), vec![line_string(&hole)])]);
        let island = buurt("B", &hole);
        let tiling = Tiling::of(&[&sea, &island]);
        assert_eq!(tiling.arcs.len(), 2);
        let shape = tiling.shape_of("A").unwrap();
        assert_eq!(shape.0[0].interiors().len(), 1);
        assert!((geo::Area::unsigned_area(&shape) - 72.0).abs() < 1e-9);
    }
}

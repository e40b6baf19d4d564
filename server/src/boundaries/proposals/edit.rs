//! Moves arcs of a tiling, or says every reason why not. Both neighbours move together, so no gap or overlap can come.

use super::tiling::{Arc, Tiling, twice_area};
use geo::{Contains, line_intersection::LineIntersection, line_intersection::line_intersection};
use geo_types::{Coord, Line, Point, Polygon};
use spatial::{Frame, Lonlat, area_m2};

/// Smallest buurt, in square metres: half a hectare.
pub const LEAST_M2: f64 = 5_000.0;
/// An end this near to a node is meant to be the node, in degrees (about 10 cm).
const NEAR: f64 = 1e-6;
/// Most flaws that are told.
const TOLD: usize = 50;

/// A new line for an arc.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// Which arc, by its place in the list.
    pub index: usize,
    /// Its new line, `[lon, lat]`, at least two.
    pub line: Vec<[f64; 2]>,
}

/// A node that goes elsewhere, and the ends of all arcs with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift {
    /// Where it is.
    pub at: [f64; 2],
    /// Where it goes.
    pub to: [f64; 2],
}

/// Why a tiling is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Flaw {
    /// `crosses`, `not_one_part`, `too_small`, `locked`, `loose_end`, `unknown_arc`.
    pub code: &'static str,
    /// Which of the arcs that were sent; `None` when it is about a face.
    pub sent: Option<usize>,
    /// Where.
    pub at: [f64; 2],
}

/// The tiling with these changes, or every flaw. Arcs keep their numbers and faces their arcs.
pub fn moved(
    tiling: &Tiling,
    locked: &[String],
    moves: &[Move],
    shifts: &[Shift],
    frame: &Frame,
) -> Result<Tiling, Vec<Flaw>> {
    let mut flaws = Vec::new();
    let mut after = tiling.clone();
    let shifts = all_shifts(tiling, moves, shifts);
    for shift in &shifts {
        apply_shift(&mut after, *shift, tiling, locked, &mut flaws);
    }
    for (sent, change) in moves.iter().enumerate() {
        let flaw = |code, at| Flaw {
            code,
            sent: Some(sent),
            at,
        };
        let Some(arc) = tiling.arcs.get(change.index) else {
            flaws.push(flaw("unknown_arc", change.line[0]));
            continue;
        };
        if tiling.is_locked(arc, locked) {
            flaws.push(flaw("locked", middle(&change.line)));
            continue;
        }
        match fitted(&after.arcs[change.index].line, &change.line) {
            Ok(line) => after.arcs[change.index].line = line,
            Err(at) => flaws.push(flaw("loose_end", at)),
        }
    }
    let is_moved = |place: &usize| after.arcs[*place].line != tiling.arcs[*place].line;
    let touched: Vec<usize> = (0..after.arcs.len()).filter(is_moved).collect();
    let sent_as = |place: usize| moves.iter().position(|change| change.index == place);
    flaws.extend(crossings(&after, &touched).into_iter().map(|(place, at)| Flaw {
        code: "crosses",
        sent: sent_as(place),
        at,
    }));
    flaws.extend(
        bad_faces(&after, tiling, frame)
            .into_iter()
            .map(|(code, _, at)| Flaw { code, sent: None, at }),
    );
    flaws.truncate(TOLD);
    if flaws.is_empty() { Ok(after) } else { Err(flaws) }
}

fn middle(line: &[[f64; 2]]) -> [f64; 2] {
    line[line.len() / 2]
}

fn is_near(one: [f64; 2], other: [f64; 2]) -> bool {
    (one[0] - other[0]).abs() <= NEAR && (one[1] - other[1]).abs() <= NEAR
}

fn ends(line: &[[f64; 2]]) -> [[f64; 2]; 2] {
    [line[0], line[line.len() - 1]]
}

/// The shifts that were asked for, and those that follow from lines with another end than their arc had.
fn all_shifts(tiling: &Tiling, moves: &[Move], asked: &[Shift]) -> Vec<Shift> {
    let mut shifts = asked.to_vec();
    for change in moves {
        let Some(arc) = tiling.arcs.get(change.index) else {
            continue;
        };
        let pairs = ends(&arc.line).into_iter().zip(ends(&change.line));
        for (at, to) in pairs.filter(|(at, to)| !is_near(*at, *to)) {
            // The first to move a node decides; a line that disagrees has a loose end.
            if !shifts.iter().any(|shift| is_near(shift.at, at)) {
                shifts.push(Shift { at, to });
            }
        }
    }
    shifts
}

fn apply_shift(after: &mut Tiling, shift: Shift, before: &Tiling, locked: &[String], flaws: &mut Vec<Flaw>) {
    for (arc, was) in after.arcs.iter_mut().zip(&before.arcs) {
        let last = was.line.len() - 1;
        for (end, place) in [(was.line[0], 0), (was.line[last], last)] {
            if !is_near(end, shift.at) {
                continue;
            }
            if before.is_locked(was, locked) {
                let flaw = Flaw {
                    code: "locked",
                    sent: None,
                    at: shift.to,
                };
                if !flaws.contains(&flaw) {
                    flaws.push(flaw);
                }
            } else {
                arc.line[place] = shift.to;
            }
        }
    }
}

/// The new line with exactly the ends of the old one, or the end that is elsewhere.
fn fitted(old: &[[f64; 2]], new: &[[f64; 2]]) -> Result<Vec<[f64; 2]>, [f64; 2]> {
    let ([first, last], [start, end]) = (ends(old), ends(new));
    if !is_near(first, start) {
        return Err(start);
    }
    if !is_near(last, end) {
        return Err(end);
    }
    let mut line = new.to_vec();
    let place = line.len() - 1;
    (line[0], line[place]) = (first, last);
    line.dedup();
    if line.len() < 2 {
        return Err(start);
    }
    Ok(line)
}

fn coord(at: [f64; 2]) -> Coord<f64> {
    Coord { x: at[0], y: at[1] }
}

fn segments(arc: &Arc) -> Vec<Line<f64>> {
    arc.line
        .windows(2)
        .map(|pair| Line::new(coord(pair[0]), coord(pair[1])))
        .collect()
}

fn meets(one: &Line<f64>, other: &Line<f64>) -> bool {
    let apart = |a0: f64, a1: f64, b0: f64, b1: f64| a0.max(a1) < b0.min(b1) || b0.max(b1) < a0.min(a1);
    !apart(one.start.x, one.end.x, other.start.x, other.end.x)
        && !apart(one.start.y, one.end.y, other.start.y, other.end.y)
}

/// Where `touched` arcs meet an arc other than at a node of both: the arc and the place. O(touched corners x corners).
pub fn crossings(tiling: &Tiling, touched: &[usize]) -> Vec<(usize, [f64; 2])> {
    let lines: Vec<Vec<Line<f64>>> = tiling.arcs.iter().map(segments).collect();
    let mut found: Vec<(usize, [f64; 2])> = Vec::new();
    for &place in touched {
        for (other, segments) in lines.iter().enumerate() {
            if other < place && touched.contains(&other) {
                continue; // Looked at from the other side.
            }
            for (i, one) in lines[place].iter().enumerate() {
                for (j, two) in segments.iter().enumerate() {
                    if (other == place && j <= i) || !meets(one, two) {
                        continue;
                    }
                    let allowed = shared_corner(tiling, (place, i), (other, j));
                    if let Some(at) = meeting(one, two, allowed) {
                        found.push((place, at));
                    }
                }
            }
            if found.len() > TOLD {
                return found;
            }
        }
    }
    found
}

/// The corner at which these two segments may meet: the next corner of the same line, or a node of both arcs.
fn shared_corner(tiling: &Tiling, (one, i): (usize, usize), (two, j): (usize, usize)) -> Vec<[f64; 2]> {
    let (first, second) = (&tiling.arcs[one].line, &tiling.arcs[two].line);
    if one == two {
        let mut shared = Vec::new();
        if j == i + 1 {
            shared.push(first[j]);
        }
        if i == 0 && j + 2 == first.len() && first[0] == first[first.len() - 1] {
            shared.push(first[0]);
        }
        return shared;
    }
    let others = ends(second);
    ends(first)
        .into_iter()
        .filter(|end| others.contains(end))
        .collect()
}

fn meeting(one: &Line<f64>, two: &Line<f64>, allowed: Vec<[f64; 2]>) -> Option<[f64; 2]> {
    match line_intersection(*one, *two)? {
        LineIntersection::SinglePoint { intersection, .. } => {
            let at = [intersection.x, intersection.y];
            (!allowed.iter().any(|corner| is_same(*corner, at))).then_some(at)
        }
        LineIntersection::Collinear { intersection } => {
            let (start, end) = (intersection.start, intersection.end);
            let at = [start.x, start.y];
            let one_point = start == end;
            (!(one_point && allowed.contains(&at))).then_some(at)
        }
    }
}

/// Reckoned and kept corners differ in their last digits.
fn is_same(one: [f64; 2], other: [f64; 2]) -> bool {
    (one[0] - other[0]).abs() < 1e-12 && (one[1] - other[1]).abs() < 1e-12
}

/// Faces that are no buurt any more, against how they were: code of the flaw, the face, where.
pub fn bad_faces(after: &Tiling, before: &Tiling, frame: &Frame) -> Vec<(&'static str, String, [f64; 2])> {
    let mut found = Vec::new();
    for (face, was) in after.faces.iter().zip(&before.faces) {
        let rings: Vec<_> = face.rings.iter().map(|turns| after.ring(turns)).collect();
        let old = was.rings.iter().map(|turns| before.ring(turns));
        if rings.iter().eq(old.collect::<Vec<_>>().iter()) {
            continue;
        }
        let shape = after.shape(face);
        let at = rings.first().map_or([0.0, 0.0], |ring| middle(ring));
        if is_turned_or_parted(after, before, face.rings.as_slice()) {
            found.push(("not_one_part", face.code.clone(), at));
        } else if area_m2(&shape, frame) < LEAST_M2 {
            found.push(("too_small", face.code.clone(), at));
        }
    }
    found
}

/// Does a ring run the other way than before, or does a hole lie outside every outer ring?
fn is_turned_or_parted(after: &Tiling, before: &Tiling, rings: &[Vec<i32>]) -> bool {
    let string = |tiling: &Tiling, turns: &[i32]| {
        let ring = tiling.ring(turns);
        geo_types::LineString::from_iter(ring.into_iter().map(coord))
    };
    let turned = rings
        .iter()
        .any(|turns| twice_area(&string(after, turns)) * twice_area(&string(before, turns)) <= 0.0);
    let all: Vec<_> = rings.iter().map(|turns| string(after, turns)).collect();
    let (outer, holes): (Vec<_>, Vec<_>) = all.into_iter().partition(|ring| twice_area(ring) > 0.0);
    let outer: Vec<Polygon<f64>> = outer
        .into_iter()
        .map(|ring| Polygon::new(ring, Vec::new()))
        .collect();
    let lies_in = |hole: &geo_types::LineString<f64>, part: &Polygon<f64>| {
        hole.points().any(|corner: Point<f64>| part.contains(&corner))
    };
    let lost = |hole: &geo_types::LineString<f64>| !outer.iter().any(|part| lies_in(hole, part));
    // One outer ring that swallowed another cannot be: their lines would cross.
    turned || holes.iter().any(lost)
}

/// A place as the doors keep it: to a ten-millionth of a degree.
pub fn kept(at: [f64; 2]) -> Option<[f64; 2]> {
    let [lon, lat] = at;
    let on_globe = Lonlat::new(lon, lat).is_on_globe();
    on_globe.then(|| [(lon * 1e7).round() / 1e7, (lat * 1e7).round() / 1e7])
}

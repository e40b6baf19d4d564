//! Names of streets, so that a place can be called what people call it.

use crate::http::body::hex;
use rstar::{AABB, RTree, RTreeObject};
use sha2::{Digest, Sha256};
use spatial::{Frame, Lonlat, Metres};
use std::collections::BTreeMap;

/// A street this near may name a place, in metres.
const NEAR_M: f64 = 60.0;
/// Two streets this near make a corner.
const CORNER_M: f64 = 25.0;
/// Corners are kept in centimetres, and none farther than 5,000 km from the middle of the plane: it wraps nowhere.
const UNITS: f64 = 100.0;
const FARTHEST: f64 = 5e8;
/// Stretches that are looked for together.
const STRETCHES: usize = 8;

/// A corner, in centimetres of the frame.
type Corner = [i32; 2];

/// Streets with their names; lines of one name are one street. Empty where no street plan is known. Some 25 bytes a
/// corner.
#[derive(Debug, Default)]
pub struct Streets {
    frame: Option<Frame>,
    /// In order.
    names: Vec<Box<str>>,
    /// In order of name and corners.
    lines: Vec<Line>,
    corners: Vec<Corner>,
    pieces: RTree<Piece>,
    mark: String,
}

/// A line of a street: the place of its name, and of its first corner. It ends where the next begins.
#[derive(Debug, Clone, Copy)]
struct Line {
    name: u32,
    first: u32,
}

/// Some stretches of a line, with their box.
#[derive(Debug, Clone, Copy)]
struct Piece {
    low: Corner,
    high: Corner,
    line: u32,
    /// Its first corner, and how many follow.
    first: u32,
    more: u32,
}

impl RTreeObject for Piece {
    type Envelope = AABB<Corner>;
    fn envelope(&self) -> AABB<Corner> {
        AABB::from_corners(self.low, self.high)
    }
}

impl Streets {
    /// Streets from lines in WGS84 degrees; lines of one name are one street.
    pub fn new<L>(frame: Frame, lines: impl IntoIterator<Item = (String, L)>) -> Self
    where
        L: IntoIterator<Item = Lonlat>,
    {
        let mut plan = Plan::new(frame);
        for (name, line) in lines {
            plan.lay(&name, line);
        }
        plan.done()
    }

    /// The same for the same streets, in whatever order they were laid; empty when there are none.
    pub fn mark(&self) -> &str {
        &self.mark
    }

    /// How many streets have a name, and how many corners their lines have.
    pub fn size(&self) -> [usize; 2] {
        [self.names.len(), self.corners.len()]
    }

    /// The streets that come within some tens of metres of the box around these places, as lines in metres of a frame.
    pub fn lines(&self, frame: &Frame, beside: &[Lonlat]) -> Vec<Vec<Metres>> {
        let own = self.frame.as_ref().unwrap_or(frame);
        let places: Vec<Corner> = beside.iter().map(|place| corner(own, *place)).collect();
        let mut near: Vec<u32> = self.around(&places).map(|piece| piece.line).collect();
        near.sort_unstable();
        near.dedup();
        let there = |corner: &Corner| match (own == frame, metres(*corner)) {
            (true, place) => place,
            (false, place) => frame.to_metres(own.to_lonlat(place)),
        };
        let lines = near.iter().map(|line| self.corners_of(*line as usize));
        lines.map(|line| line.iter().map(there).collect()).collect()
    }

    /// What a place is called: a street, or the corner of two. `None` when no named street is near. Some microseconds.
    pub fn name(&self, place: Lonlat) -> Option<String> {
        let here = corner(self.frame.as_ref()?, place);
        let mut near: Vec<(f64, u32)> = Vec::new();
        for piece in self.around(&[here]) {
            let name = self.lines[piece.line as usize].name;
            let first = piece.first as usize;
            let away = away(here, &self.corners[first..=first + piece.more as usize]);
            match near.iter_mut().find(|(_, known)| *known == name) {
                Some(known) => known.0 = known.0.min(away),
                None if away <= NEAR_M => near.push((away, name)),
                None => {}
            }
        }
        // Names stand in order: of two as near, the first of the alphabet.
        near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let told = |name: u32| &self.names[name as usize];
        match near.as_slice() {
            [] => None,
            [(_, first), (away, second), ..] if *away <= CORNER_M => {
                Some(format!("Hoek {} / {}", told(*first), told(*second)))
            }
            [(_, first), ..] => Some(told(*first).to_string()),
        }
    }

    fn corners_of(&self, line: usize) -> &[Corner] {
        let end = self.lines.get(line + 1).map(|next| next.first as usize);
        &self.corners[self.lines[line].first as usize..end.unwrap_or(self.corners.len())]
    }

    /// Pieces that may come within [`NEAR_M`] of the box around these places.
    fn around(&self, places: &[Corner]) -> impl Iterator<Item = &Piece> {
        let (mut low, mut high) = span(places);
        let reach = (NEAR_M * UNITS) as i32 + 1;
        low.iter_mut().for_each(|axis| *axis -= reach);
        high.iter_mut().for_each(|axis| *axis += reach);
        self.pieces
            .locate_in_envelope_intersecting(AABB::from_corners(low, high))
    }
}

/// Streets that are being laid out.
#[derive(Debug)]
pub struct Plan {
    frame: Frame,
    lines: BTreeMap<Box<str>, Vec<Vec<Corner>>>,
    corners: usize,
}

impl Plan {
    /// Nothing yet.
    pub fn new(frame: Frame) -> Self {
        Self {
            frame,
            lines: BTreeMap::new(),
            corners: 0,
        }
    }

    /// How many corners were laid.
    pub fn corners(&self) -> usize {
        self.corners
    }

    /// Lays a line of a street, in WGS84 degrees.
    pub fn lay(&mut self, name: &str, line: impl IntoIterator<Item = Lonlat>) {
        let corners = line.into_iter().map(|place| corner(&self.frame, place));
        let mut line: Vec<Corner> = corners.collect();
        line.dedup();
        if line.len() < 2 {
            return;
        }
        line.shrink_to_fit();
        self.corners += line.len();
        match self.lines.get_mut(name) {
            Some(lines) => lines.push(line),
            None => drop(self.lines.insert(name.into(), vec![line])),
        }
    }

    /// The streets, the same in whatever order their lines came. Some 100 ns a corner.
    pub fn done(self) -> Streets {
        let mut streets = Streets {
            frame: Some(self.frame),
            corners: Vec::with_capacity(self.corners),
            ..Streets::default()
        };
        let mut hash = Sha256::new();
        let mut pieces = Vec::new();
        for (name, mut lines) in self.lines {
            lines.sort_unstable();
            lines.dedup();
            hash.update(name.as_bytes());
            for line in lines {
                hash.update([0]);
                line.iter()
                    .flatten()
                    .for_each(|axis| hash.update(axis.to_le_bytes()));
                let first = streets.corners.len() as u32;
                pieces.extend(cut(&line, streets.lines.len() as u32, first));
                streets.lines.push(Line {
                    name: streets.names.len() as u32,
                    first,
                });
                streets.corners.extend(line);
            }
            hash.update([1]);
            streets.names.push(name);
        }
        if !streets.names.is_empty() {
            streets.mark = hex(&hash.finalize())[..32].to_owned();
        }
        streets.corners.shrink_to_fit();
        streets.lines.shrink_to_fit();
        streets.pieces = RTree::bulk_load(pieces);
        streets
    }
}

/// The pieces of a line whose corners begin at `first`.
fn cut(line: &[Corner], number: u32, first: u32) -> impl Iterator<Item = Piece> {
    (0..line.len() - 1).step_by(STRETCHES).map(move |from| {
        let corners = &line[from..line.len().min(from + STRETCHES + 1)];
        let (low, high) = span(corners);
        Piece {
            low,
            high,
            line: number,
            first: first + from as u32,
            more: corners.len() as u32 - 1,
        }
    })
}

/// The box around places; one far off without any.
fn span(places: &[Corner]) -> (Corner, Corner) {
    let first = places.first().copied().unwrap_or([FARTHEST as i32; 2]);
    places.iter().fold((first, first), |(low, high), place| {
        (
            [low[0].min(place[0]), low[1].min(place[1])],
            [high[0].max(place[0]), high[1].max(place[1])],
        )
    })
}

fn corner(frame: &Frame, place: Lonlat) -> Corner {
    let Metres { x, y } = frame.to_metres(place);
    [x, y].map(|axis| (axis * UNITS).round().clamp(-FARTHEST, FARTHEST) as i32)
}

fn metres(corner: Corner) -> Metres {
    let [x, y] = corner.map(|axis| f64::from(axis) / UNITS);
    Metres { x, y }
}

/// From a place to the nearest of some stretches, in metres.
fn away(place: Corner, corners: &[Corner]) -> f64 {
    let place = metres(place);
    let stretches = corners.windows(2);
    stretches
        .map(|ends| distance(place, metres(ends[0]), metres(ends[1])))
        .fold(f64::INFINITY, f64::min)
}

/// From a point to a stretch of street, in metres.
fn distance(point: Metres, from: Metres, to: Metres) -> f64 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length2 = dx * dx + dy * dy;
    let along = if length2 > 0.0 {
        (((point.x - from.x) * dx + (point.y - from.y) * dy) / length2).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (point.x - from.x - along * dx).hypot(point.y - from.y - along * dy)
}

#[cfg(test)]
#[path = "streets_tests.rs"]
mod tests;

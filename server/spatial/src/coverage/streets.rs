//! A street to lie on: the suggestion that a border follows a line that is there already.

use geo_types::Coord;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

/// How far from a border a line may run, metres.
pub const REACH_M: f64 = 12.0;

/// What share of a border has to run within reach of lines.
pub const ENOUGH: f64 = 0.8;

/// Metres between the places where a border is held against the lines, and the most of them.
const STEP_M: f64 = 2.0;
const MOST_STEPS: f64 = 5_000.0;
/// What going over to another line costs, in metres of distance at one place: less where they meet. What the way
/// gets longer by costs as well, so that nobody goes around by a side street to stay near.
const CHANGE: f64 = 24.0;
const MEET: f64 = 2.0;
const DETOUR: f64 = 3.0;
/// Metres within which two corners are one.
const FINE_M: f64 = 0.01;
/// Metres within which lines meet.
const MEET_M: f64 = 0.5;

/// A line that a border might follow.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// From the border's first corner to its last; along lines where they are near, else as it was.
    pub line: Vec<Coord<f64>>,
    /// The share of the border that lies within reach of lines, 0 to 1; of [`snap`] at least [`ENOUGH`].
    pub share: f64,
}

/// A place beside a border: on a line, at metres from its beginning; or on none.
#[derive(Clone, Copy, Debug)]
struct Spot {
    line: Option<usize>,
    along: f64,
    at: Coord<f64>,
    away: f64,
}

/// The line along streets (or official borders) that a border nearly follows: at least [`ENOUGH`] of its length
/// within [`REACH_M`] of them. `None` when it does not. Its ends stay, for others end there too. A suggestion is
/// never checked: [`Coverage::with_arc`](super::Coverage::with_arc) does. Metres of one frame; about the border's
/// length times the lines near it.
#[must_use]
pub fn snap(border: &[Coord<f64>], lines: &[Vec<Coord<f64>>]) -> Option<Suggestion> {
    along(border, lines).filter(|found| found.share >= ENOUGH)
}

/// The same however little of the border lies within reach: along lines where they are near, else as it was. `None` for
/// a border without corners.
#[must_use]
pub fn along(border: &[Coord<f64>], lines: &[Vec<Coord<f64>>]) -> Option<Suggestion> {
    let (first, last) = (*border.first()?, *border.last()?);
    let step = step(border);
    let samples = samples(border, step);
    let streets = Streets::of(lines);
    let spots: Vec<Vec<Spot>> = samples.iter().map(|(_, at)| streets.near(*at)).collect();
    let path = streets.cheapest(&spots, step);
    let held = path.iter().filter(|spot| spot.line.is_some()).count();
    let share = held as f64 / path.len().max(1) as f64;
    let mut line = vec![first];
    let mut place = 0;
    for run in path.chunk_by(|one, other| one.line == other.line) {
        let range = place..place + run.len();
        match run[0].line {
            Some(street) => streets.follow(street, run, &mut line),
            None => line.extend(corners_between(
                border,
                samples[range.start].0,
                samples[range.end - 1].0,
            )),
        }
        place = range.end;
        if let (Some(here), Some(next)) = (run.last(), path.get(place)) {
            line.extend(streets.junction(here, next));
        }
    }
    line.push(last);
    Some(Suggestion {
        line: tidy(line),
        share,
    })
}

/// Metres between the places at which a border is looked at.
fn step(border: &[Coord<f64>]) -> f64 {
    let length: f64 = border.windows(2).map(|pair| distance(pair[0], pair[1])).sum();
    STEP_M.max(length / MOST_STEPS)
}

/// Places along a border, with their distance from its beginning; both ends among them.
fn samples(border: &[Coord<f64>], step: f64) -> Vec<(f64, Coord<f64>)> {
    let mut samples = Vec::new();
    let (mut gone, mut next) = (0.0, 0.0);
    for pair in border.windows(2) {
        let piece = distance(pair[0], pair[1]);
        while next < gone + piece {
            samples.push((next, between(pair[0], pair[1], (next - gone) / piece)));
            next += step;
        }
        gone += piece;
    }
    samples.extend(border.last().map(|last| (gone, *last)));
    samples
}

/// The corners of a border between two distances from its beginning.
fn corners_between(border: &[Coord<f64>], from: f64, to: f64) -> Vec<Coord<f64>> {
    let mut gone = 0.0;
    let mut corners = Vec::new();
    for pair in border.windows(2) {
        if (from..=to).contains(&gone) {
            corners.push(pair[0]);
        }
        gone += distance(pair[0], pair[1]);
    }
    corners
}

/// A stretch of a line: which line, and which stretch of it.
type Piece = GeomWithData<Rectangle<[f64; 2]>, (usize, usize)>;

/// Lines, and their pieces to look up.
struct Streets<'a> {
    lines: &'a [Vec<Coord<f64>>],
    /// For each corner of each line, metres from its beginning.
    along: Vec<Vec<f64>>,
    pieces: RTree<Piece>,
}

impl<'a> Streets<'a> {
    fn of(lines: &'a [Vec<Coord<f64>>]) -> Self {
        let mut pieces = Vec::new();
        let mut along = Vec::with_capacity(lines.len());
        for (street, line) in lines.iter().enumerate() {
            let mut gone = vec![0.0];
            for (at, pair) in line.windows(2).enumerate() {
                let boxed = Rectangle::from_corners([pair[0].x, pair[0].y], [pair[1].x, pair[1].y]);
                pieces.push(GeomWithData::new(boxed, (street, at)));
                gone.push(gone[at] + distance(pair[0], pair[1]));
            }
            along.push(gone);
        }
        Self {
            lines,
            along,
            pieces: RTree::bulk_load(pieces),
        }
    }

    /// The nearest spot of each line within reach of a place, and the place itself.
    fn near(&self, at: Coord<f64>) -> Vec<Spot> {
        let reach = AABB::from_corners([at.x - REACH_M, at.y - REACH_M], [at.x + REACH_M, at.y + REACH_M]);
        let mut found: Vec<(usize, usize)> = self
            .pieces
            .locate_in_envelope_intersecting(reach)
            .map(|piece| piece.data)
            .collect();
        found.sort_unstable();
        let mut spots: Vec<Spot> = Vec::new();
        for (street, piece) in found {
            let (from, to) = (self.lines[street][piece], self.lines[street][piece + 1]);
            let length = distance(from, to);
            if length == 0.0 {
                continue;
            }
            let dot = (at.x - from.x) * (to.x - from.x) + (at.y - from.y) * (to.y - from.y);
            let share = (dot / (length * length)).clamp(0.0, 1.0);
            let place = between(from, to, share);
            let spot = Spot {
                line: Some(street),
                along: self.along[street][piece] + share * length,
                at: place,
                away: distance(at, place),
            };
            match spots.last_mut() {
                _ if spot.away > REACH_M => {}
                Some(best) if best.line == spot.line => {
                    if spot.away < best.away {
                        *best = spot;
                    }
                }
                _ => spots.push(spot),
            }
        }
        spots.push(Spot {
            line: None,
            along: 0.0,
            at,
            away: REACH_M + 1.0,
        });
        spots
    }

    /// The choice of one spot at each place that is nearest in all and seldom changes lines.
    fn cheapest(&self, spots: &[Vec<Spot>], step: f64) -> Vec<Spot> {
        let Some(first) = spots.first() else {
            return Vec::new();
        };
        let mut cost: Vec<f64> = first.iter().map(|spot| spot.away).collect();
        let mut came: Vec<Vec<usize>> = Vec::with_capacity(spots.len());
        for pair in spots.windows(2) {
            let way = |to: &Spot| {
                let ways = pair[0]
                    .iter()
                    .zip(&cost)
                    .map(|(from, cost)| cost + self.change(from, to, step));
                let best = ways.enumerate().min_by(|one, other| one.1.total_cmp(&other.1));
                best.map_or((0, f64::INFINITY), |(from, cost)| (from, cost + to.away))
            };
            let ways: Vec<(usize, f64)> = pair[1].iter().map(way).collect();
            cost = ways.iter().map(|way| way.1).collect();
            came.push(ways.into_iter().map(|way| way.0).collect());
        }
        let last = cost
            .iter()
            .enumerate()
            .min_by(|one, other| one.1.total_cmp(other.1));
        let mut at = last.map_or(0, |(at, _)| at);
        let mut path = vec![spots[spots.len() - 1][at]];
        for (spots, came) in spots.iter().zip(&came).rev() {
            at = came[at];
            path.push(spots[at]);
        }
        path.reverse();
        path
    }

    fn change(&self, from: &Spot, to: &Spot, step: f64) -> f64 {
        let longer = |way: f64| DETOUR * (way - 2.0 * step).max(0.0);
        if from.line == to.line {
            return longer((to.along - from.along).abs());
        }
        let jump = CHANGE + longer(distance(from.at, to.at));
        let by = |corner| MEET + longer(distance(from.at, corner) + distance(corner, to.at));
        self.junction(from, to).map_or(jump, by).min(jump)
    }

    /// Where the lines of two spots meet, not far from both.
    fn junction(&self, from: &Spot, to: &Spot) -> Option<Coord<f64>> {
        let (one, other) = (from.line?, to.line?);
        let near = |street: usize, spot: &Spot| {
            let corners = self.lines[street].iter().zip(&self.along[street]);
            let around = spot.along - 2.0 * REACH_M..=spot.along + 2.0 * REACH_M;
            corners
                .filter(move |(_, along)| around.contains(along))
                .map(|(corner, _)| *corner)
        };
        let meets = |corner: &Coord<f64>| near(other, to).any(|there| distance(*corner, there) <= MEET_M);
        let detour = |corner: &Coord<f64>| distance(from.at, *corner) + distance(*corner, to.at);
        near(one, from)
            .filter(meets)
            .min_by(|one, other| detour(one).total_cmp(&detour(other)))
    }

    /// Adds the part of a street between the first and the last spot of a run.
    fn follow(&self, street: usize, run: &[Spot], line: &mut Vec<Coord<f64>>) {
        let (Some(from), Some(to)) = (run.first(), run.last()) else {
            return;
        };
        let (low, high) = (from.along.min(to.along), from.along.max(to.along));
        let corners = self.lines[street].iter().zip(&self.along[street]);
        let inner = corners
            .filter(|(_, along)| low < **along && **along < high)
            .map(|(corner, _)| *corner);
        let mut inner: Vec<Coord<f64>> = inner.collect();
        if to.along < from.along {
            inner.reverse();
        }
        line.push(from.at);
        line.append(&mut inner);
        line.push(to.at);
    }
}

fn distance(one: Coord<f64>, other: Coord<f64>) -> f64 {
    (one.x - other.x).hypot(one.y - other.y)
}

fn between(from: Coord<f64>, to: Coord<f64>, share: f64) -> Coord<f64> {
    Coord {
        x: from.x + share * (to.x - from.x),
        y: from.y + share * (to.y - from.y),
    }
}

/// Does a corner lie straight between two others?
fn is_on_the_way(from: Coord<f64>, corner: Coord<f64>, to: Coord<f64>) -> bool {
    distance(from, corner) + distance(corner, to) - distance(from, to) < 1e-6
}

/// Without corners that say nothing, and ways out and straight back.
fn tidy(line: Vec<Coord<f64>>) -> Vec<Coord<f64>> {
    let same = |one: Coord<f64>, other: Coord<f64>| distance(one, other) < FINE_M;
    let last = line.last().copied();
    let mut tidy: Vec<Coord<f64>> = Vec::with_capacity(line.len());
    for corner in line {
        match tidy[..] {
            [.., before] if same(before, corner) => {}
            [.., before, _] if tidy.len() > 2 && same(before, corner) => drop(tidy.pop()),
            [.., before, middle] if is_on_the_way(before, middle, corner) => {
                tidy.pop();
                tidy.push(corner);
            }
            _ => tidy.push(corner),
        }
    }
    // The end is a node: it stays to the last bit.
    if let (Some(end), Some(last)) = (tidy.last_mut(), last) {
        *end = last;
    }
    tidy
}

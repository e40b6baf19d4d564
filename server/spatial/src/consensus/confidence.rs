//! Confidence: how sharp residents see each stretch of the shared line.

use geo_types::{Coord, LineString, MultiPolygon};

use super::layer::Layer;

/// Sharper than this is clear, metres.
const CLEAR_M: f64 = 50.0;
/// And wider than this is vague.
const VAGUE_M: f64 = 100.0;
/// Widths end here, metres: also that of a line with no core inside.
pub const WIDEST_M: f64 = 1_000.0;
/// Longest step along the line, metres.
const STEP_M: f64 = 25.0;
/// Shortest piece that has a confidence of its own, metres.
const PIECE_M: f64 = 100.0;
/// Margins are told in steps of this share, so that they do not tell of one person.
const MARGIN_STEP: f64 = 0.05;

/// How sharp a piece of the line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Within 50 m.
    Clear,
    /// Within 100 m.
    Fair,
    /// Wider: draw it wide or dashed.
    Vague,
}

impl Confidence {
    fn of(width: f64) -> Self {
        match width {
            _ if width <= CLEAR_M => Self::Clear,
            _ if width <= VAGUE_M => Self::Fair,
            _ => Self::Vague,
        }
    }

    /// The code by which doors name it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Fair => "fair",
            Self::Vague => "vague",
        }
    }
}

/// A stretch of the shared line of one confidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Its corners in metres; the buurt lies on the left. Pieces of one ring follow each other.
    pub line: LineString<f64>,
    /// Mean distance along it between what three quarters and what one quarter drew, metres, at most [`WIDEST_M`].
    pub width_m: f64,
    /// Share of drawings that cover the places 25 m inside it, less those that cover the places 25 m outside, in
    /// steps of .05.
    pub margin: f64,
    /// The width in a word.
    pub confidence: Confidence,
}

/// A short step along the line.
#[derive(Clone, Copy)]
struct Step {
    from: Coord<f64>,
    to: Coord<f64>,
    /// Whether the line has a corner where it begins.
    at_corner: bool,
    length: f64,
    width: f64,
    margin: f64,
}

/// Steps of one ring, the first to the last, that belong together.
type Run = Vec<Step>;

/// The pieces of the line. Widths come from the bands of a quarter and of three quarters, margins from the layer
/// behind them. O(length of the line · corners of the bands).
pub(super) fn pieces(
    line: &MultiPolygon<f64>,
    quarter: &MultiPolygon<f64>,
    core: &MultiPolygon<f64>,
    layer: &Layer,
) -> Vec<Piece> {
    let edges = |bands: &MultiPolygon<f64>| -> Vec<[Coord<f64>; 2]> {
        let rings = bands
            .iter()
            .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
        rings
            .flat_map(|ring| ring.0.windows(2).map(|pair| [pair[0], pair[1]]))
            .collect()
    };
    let (fringe, core) = (edges(quarter), edges(core));
    let rings = line
        .iter()
        .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
    let mut pieces = Vec::new();
    for ring in rings {
        let mut steps = steps_of(ring);
        for step in &mut steps {
            let middle = Coord {
                x: (step.from.x + step.to.x) / 2.0,
                y: (step.from.y + step.to.y) / 2.0,
            };
            step.width = (nearest(&fringe, middle) + nearest(&core, middle)).min(WIDEST_M);
            step.margin = margin(layer, step, middle);
        }
        pieces.extend(runs(steps).into_iter().map(piece));
    }
    pieces
}

fn steps_of(ring: &LineString<f64>) -> Vec<Step> {
    let mut steps = Vec::new();
    for pair in ring.0.windows(2) {
        let (dx, dy) = (pair[1].x - pair[0].x, pair[1].y - pair[0].y);
        let length = dx.hypot(dy);
        let number = (length / STEP_M).ceil().max(1.0);
        let place = |step: f64| match step {
            _ if step == number => pair[1],
            _ => Coord {
                x: pair[0].x + dx * step / number,
                y: pair[0].y + dy * step / number,
            },
        };
        steps.extend((0..number as u32).map(f64::from).map(|step| Step {
            from: place(step),
            to: place(step + 1.0),
            at_corner: step == 0.0,
            length: length / number,
            width: 0.0,
            margin: 0.0,
        }));
    }
    steps
}

/// Distance to the nearest edge, metres; without edges the largest there is.
fn nearest(edges: &[[Coord<f64>; 2]], place: Coord<f64>) -> f64 {
    let squares = edges.iter().map(|[from, to]| squared_distance(place, *from, *to));
    squares.fold(WIDEST_M * WIDEST_M, f64::min).sqrt()
}

/// Square of the distance from a place to an edge.
fn squared_distance(place: Coord<f64>, from: Coord<f64>, to: Coord<f64>) -> f64 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let (px, py) = (place.x - from.x, place.y - from.y);
    let length = dx * dx + dy * dy;
    let share = if length > 0.0 {
        ((px * dx + py * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let (ex, ey) = (px - share * dx, py - share * dy);
    ex * ex + ey * ey
}

fn margin(layer: &Layer, step: &Step, middle: Coord<f64>) -> f64 {
    let lattice = &layer.lattice;
    let share = |aside: f64| {
        let (dx, dy) = (step.to.x - step.from.x, step.to.y - step.from.y);
        let length = dx.hypot(dy).max(f64::EPSILON);
        let (x, y) = (middle.x - dy / length * aside, middle.y + dx / length * aside);
        let whole = |metres: f64, from: f64| ((metres - from) / lattice.side).floor() as i64;
        f64::from(layer.count(whole(x, lattice.west), whole(y, lattice.south)))
    };
    (share(STEP_M) - share(-STEP_M)) / f64::from(layer.people.max(1))
}

fn length(run: &Run) -> f64 {
    run.iter().map(|step| step.length).sum()
}

fn mean(run: &Run, of: impl Fn(&Step) -> f64) -> f64 {
    run.iter().map(|step| of(step) * step.length).sum::<f64>() / length(run).max(f64::EPSILON)
}

fn confidence(run: &Run) -> Confidence {
    Confidence::of(mean(run, |step| step.width))
}

/// Steps of one confidence together; runs that are too short go to the longer neighbour, the shortest first.
fn runs(mut steps: Vec<Step>) -> Vec<Run> {
    let class = |step: &Step| Confidence::of(step.width);
    // Begin where the confidence changes, so that no run lies on both sides of the beginning.
    let before = |at: usize| &steps[(at + steps.len() - 1) % steps.len()];
    let first = (0..steps.len()).find(|at| class(&steps[*at]) != class(before(*at)));
    steps.rotate_left(first.unwrap_or(0));
    let mut runs: Vec<Run> = steps
        .chunk_by(|one, other| class(one) == class(other))
        .map(<[Step]>::to_vec)
        .collect();
    while runs.len() > 1 {
        let shortest =
            (0..runs.len()).min_by(|one, other| length(&runs[*one]).total_cmp(&length(&runs[*other])));
        let like = |at: usize| confidence(&runs[at]) == confidence(&runs[(at + 1) % runs.len()]);
        let short = shortest.filter(|at| length(&runs[*at]) < PIECE_M);
        let Some(at) = short.or_else(|| (0..runs.len()).find(|at| like(*at))) else {
            break;
        };
        let (before, after) = ((at + runs.len() - 1) % runs.len(), (at + 1) % runs.len());
        let back = short.is_some() && length(&runs[before]) > length(&runs[after]);
        join(&mut runs, if back { before } else { at });
    }
    runs
}

/// Joins a run with the one after it; the last with the first.
fn join(runs: &mut Vec<Run>, at: usize) {
    if at + 1 == runs.len() {
        let first = runs.remove(0);
        runs[at - 1].extend(first);
    } else {
        let next = runs.remove(at + 1);
        runs[at].extend(next);
    }
}

fn piece(run: Run) -> Piece {
    let corners = run
        .iter()
        .enumerate()
        .filter(|(at, step)| *at == 0 || step.at_corner)
        .map(|(_, step)| step.from);
    let line = corners.chain(run.last().map(|step| step.to)).collect();
    let width_m = mean(&run, |step| step.width);
    Piece {
        line,
        width_m,
        margin: (mean(&run, |step| step.margin) / MARGIN_STEP).round() * MARGIN_STEP,
        confidence: Confidence::of(width_m),
    }
}

//! Does a drawing lie in the municipality?

use geo_types::{Coord, LineString, Polygon};

use super::{
    hedges::{Hedge, Line},
    lattice::Lattice,
};

/// How far out of the municipality a drawing may go, metres.
const MARGIN_M: f64 = 500.0;
/// Edges of a drawing are looked at every so many metres.
const STRIDE_M: f64 = 250.0;
/// Lines from west to east along which the part inside is measured.
const ROWS: u32 = 64;
/// What part of a drawing must lie inside.
const INSIDE: f64 = 0.5;

/// The municipality: borders that lie side by side, WGS84 degrees.
#[derive(Clone, Debug)]
pub struct Town<'a> {
    /// Its borders, or those near the drawing.
    pub parts: Vec<&'a Polygon<f64>>,
    /// The area of all of it, square metres.
    pub area_m2: f64,
    /// The box of all of it: west, south, east, north in degrees.
    pub bounds: [f64; 4],
}

impl Town<'_> {
    /// Where an open ring goes too far out: its farthest corner, when less than half of it lies inside or any of it
    /// over 500 m out. What lies less far out is left as it was drawn.
    ///
    /// Cost: corners of the parts, and for every 250 m of the ring as much as it takes to find what lies near in a tree.
    pub fn strays(&self, ring: &[Coord<f64>], lattice: &Lattice) -> Option<Coord<f64>> {
        let parts: Vec<Hedge> = self.parts.iter().map(|part| hedge(part, lattice)).collect();
        let (away, at) = farthest_out(ring, &parts, lattice)?;
        (away > MARGIN_M || share_inside(ring, &parts) < INSIDE).then_some(at)
    }
}

fn hedge(part: &Polygon<f64>, lattice: &Lattice) -> Hedge {
    let ring = |ring: &LineString<f64>| -> Vec<Line> {
        let corners: Vec<Coord<f64>> = ring.0.iter().map(|corner| lattice.corner(*corner)).collect();
        corners.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let rings = std::iter::once(part.exterior()).chain(part.interiors());
    Hedge::of(rings.flat_map(ring).collect())
}

/// How many metres the farthest point of the ring lies out, and where; `None` when all of it lies inside.
fn farthest_out(ring: &[Coord<f64>], parts: &[Hedge], lattice: &Lattice) -> Option<(f64, Coord<f64>)> {
    let mut worst: Option<(f64, Coord<f64>)> = None;
    for (k, from) in ring.iter().enumerate() {
        let to = ring[(k + 1) % ring.len()];
        let way = lattice.metres(to - *from);
        let steps = ((way.x * way.x + way.y * way.y).sqrt() / STRIDE_M)
            .ceil()
            .max(1.0);
        let mut step = 0.0;
        while step < steps {
            let part = step / steps;
            let point = Coord {
                x: (from.x + part * (to.x - from.x)).round(),
                y: (from.y + part * (to.y - from.y)).round(),
            };
            let away = metres_out(point, parts, lattice);
            if away > 0.0 && worst.is_none_or(|(held, _)| away > held) {
                worst = Some((away, point));
            }
            step += 1.0;
        }
    }
    worst
}

fn metres_out(point: Coord<f64>, parts: &[Hedge], lattice: &Lattice) -> f64 {
    if parts.iter().any(|part| part.holds(point)) {
        return 0.0;
    }
    let nearer = |best, part: &Hedge| part.nearest2(point, lattice, best);
    parts.iter().fold(f64::INFINITY, nearer).sqrt()
}

/// What part of the ring lies inside, measured along [`ROWS`] lines.
fn share_inside(ring: &[Coord<f64>], parts: &[Hedge]) -> f64 {
    let own = Hedge::of(
        (0..ring.len())
            .map(|k| (ring[k], ring[(k + 1) % ring.len()]))
            .collect(),
    );
    let low = ring.iter().map(|corner| corner.y).fold(f64::INFINITY, f64::min);
    let high = ring
        .iter()
        .map(|corner| corner.y)
        .fold(f64::NEG_INFINITY, f64::max);
    let (mut all, mut inside) = (0.0, 0.0);
    for row in 0..ROWS {
        let y = low + (f64::from(row) + 0.5) * (high - low) / f64::from(ROWS);
        let town: Vec<[f64; 2]> = parts.iter().flat_map(|part| part.spans(y)).collect();
        for [from, to] in own.spans(y) {
            all += to - from;
            let covered = |span: &[f64; 2]| (span[1].min(to) - span[0].max(from)).max(0.0);
            inside += town.iter().map(covered).sum::<f64>();
        }
    }
    if all > 0.0 { inside / all } else { 0.0 }
}

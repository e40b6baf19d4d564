//! Takes away what no hand meant: wobble under a metre, and spikes that run out and straight back.

use geo_types::Coord;

use super::lattice::{Lattice, opened};

/// How far a corner may lie off the simplified line, metres.
const WOBBLE_M: f64 = 1.0;
/// A spike is narrower than this, metres, and its tip sharper than 20 degrees; or its tip is sharper than one degree.
const NARROW_M: f64 = 2.0;
const SHARP: f64 = 0.342_020_143_325_668_7;
const NEEDLE: f64 = 0.017_452_406_437_283_51;

/// An open ring with corners kept only where it turns more than [`WOBBLE_M`] from a straight line (Ramer, Douglas and
/// Peucker), between its westernmost corner and the one farthest from there, so that where it began does not matter.
/// At worst the square of its corners.
pub fn simplified(ring: &[Coord<f64>], lattice: &Lattice) -> Vec<Coord<f64>> {
    if ring.len() < 3 {
        return ring.to_vec();
    }
    let west = (0..ring.len())
        .reduce(|best, k| {
            let (own, held) = (ring[k], ring[best]);
            if (own.x, own.y) < (held.x, held.y) {
                k
            } else {
                best
            }
        })
        .unwrap_or_default();
    // The way round from the western corner, back to it.
    let turned: Vec<Coord<f64>> = (0..=ring.len()).map(|k| ring[(west + k) % ring.len()]).collect();
    let metres: Vec<Coord<f64>> = turned.iter().map(|corner| lattice.metres(*corner)).collect();
    let mut keep = vec![false; turned.len()];
    let far = farthest(&metres, 0, metres.len() - 1).map_or(0, |(far, _)| far);
    let mut spans = vec![(0, far), (far, metres.len() - 1)];
    keep[far] = true;
    keep[0] = true;
    while let Some((from, to)) = spans.pop() {
        if let Some((k, away)) = farthest(&metres, from, to)
            && away > WOBBLE_M * WOBBLE_M
        {
            keep[k] = true;
            spans.push((from, k));
            spans.push((k, to));
        }
    }
    let kept = (0..ring.len()).filter(|k| keep[*k]).map(|k| turned[k]);
    kept.collect()
}

/// The corner between two others that is farthest from the straight line between them, and its distance squared.
fn farthest(metres: &[Coord<f64>], from: usize, to: usize) -> Option<(usize, f64)> {
    let mut best: Option<(usize, f64)> = None;
    for k in from + 1..to {
        let away = distance2(metres[k], metres[from], metres[to]);
        if best.is_none_or(|(_, held)| away > held) {
            best = Some((k, away));
        }
    }
    best
}

/// The distance from a point to the straight line between two others, squared.
pub fn distance2(point: Coord<f64>, from: Coord<f64>, to: Coord<f64>) -> f64 {
    let (way, off) = (to - from, point - from);
    let length2 = way.x * way.x + way.y * way.y;
    let along = if length2 > 0.0 {
        ((off.x * way.x + off.y * way.y) / length2).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let (dx, dy) = (off.x - along * way.x, off.y - along * way.y);
    dx * dx + dy * dy
}

/// An open ring without its spikes, and whether there were any.
pub fn without_spikes(ring: &[Coord<f64>], lattice: &Lattice) -> (Vec<Coord<f64>>, bool) {
    let (mut ring, mut found) = (ring.to_vec(), false);
    let mut k = 0;
    while k < ring.len() && ring.len() > 2 {
        let (before, after) = ((k + ring.len() - 1) % ring.len(), (k + 1) % ring.len());
        if is_spike([ring[before], ring[k], ring[after]].map(|corner| lattice.metres(corner))) {
            ring.remove(k);
            ring = opened(&ring);
            found = true;
            k = k.saturating_sub(2);
            continue;
        }
        k += 1;
    }
    (ring, found)
}

fn is_spike([before, tip, after]: [Coord<f64>; 3]) -> bool {
    let (a, b) = (before - tip, after - tip);
    let (long_a, long_b) = ((a.x * a.x + a.y * a.y).sqrt(), (b.x * b.x + b.y * b.y).sqrt());
    if a.x * b.x + a.y * b.y <= 0.0 {
        return false;
    }
    let sine = (a.x * b.y - a.y * b.x).abs() / (long_a * long_b);
    sine < NEEDLE || (sine < SHARP && sine * long_a.min(long_b) < NARROW_M)
}

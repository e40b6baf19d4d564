//! Where a ring meets itself.

use geo_types::Coord;

use super::lattice::side;

/// Most contacts that are looked for: a ring with more is a scribble.
pub const MOST: usize = 500;

/// Two edges of a ring that meet. An edge has its beginning and not its end, so that a corner is met once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contact {
    /// Where, in steps of the lattice, rounded.
    pub at: Coord<f64>,
    /// Both edges, by the number of the corner that they begin at, and how far along them: 0 up to 1.
    pub on: [(usize, f64); 2],
}

/// The contacts of an open ring, by edge, [`MOST`] at most; neighbouring edges do not count for the corner they share.
/// Compares every edge with every other: 2,000 corners take some milliseconds.
pub fn contacts(ring: &[Coord<f64>]) -> Vec<Contact> {
    let mut found = Vec::new();
    let n = ring.len();
    for i in 0..n {
        for j in i + 2..n {
            if i == 0 && j == n - 1 {
                continue;
            }
            meet(ring, i, j, &mut found);
            if found.len() > MOST {
                return found;
            }
        }
    }
    found
}

fn meet(ring: &[Coord<f64>], i: usize, j: usize, found: &mut Vec<Contact>) {
    let (a, b) = (ring[i], ring[i + 1]);
    let (c, d) = (ring[j], ring[(j + 1) % ring.len()]);
    let apart = a.x.max(b.x) < c.x.min(d.x)
        || c.x.max(d.x) < a.x.min(b.x)
        || a.y.max(b.y) < c.y.min(d.y)
        || c.y.max(d.y) < a.y.min(b.y);
    if apart {
        return;
    }
    let (of_c, of_d) = (side(a, b, c), side(a, b, d));
    let (of_a, of_b) = (side(c, d, a), side(c, d, b));
    let before = found.len();
    if of_c == 0.0
        && let Some(along) = along(a, b, c)
    {
        found.push(Contact {
            at: c,
            on: [(i, along), (j, 0.0)],
        });
    }
    if of_a == 0.0
        && a != c
        && let Some(along) = along(c, d, a)
    {
        found.push(Contact {
            at: a,
            on: [(i, 0.0), (j, along)],
        });
    }
    if found.len() > before || of_c * of_d >= 0.0 || of_a * of_b >= 0.0 {
        return;
    }
    let (t, u) = (of_a / (of_a - of_b), of_c / (of_c - of_d));
    let at = Coord {
        x: (a.x + t * (b.x - a.x)).round(),
        y: (a.y + t * (b.y - a.y)).round(),
    };
    found.push(Contact {
        at,
        on: [(i, t), (j, u)],
    });
}

/// How far along the edge from `a` to `b` a corner on its line lies; `None` off the edge and at its end.
fn along(a: Coord<f64>, b: Coord<f64>, corner: Coord<f64>) -> Option<f64> {
    let (way, off) = (b - a, corner - a);
    let part = if way.x.abs() > way.y.abs() {
        off.x / way.x
    } else {
        off.y / way.y
    };
    (0.0..1.0).contains(&part).then_some(part)
}

//! Where one line differs most from another. Pure.

use geo::{Centroid, Contains, Distance, Euclidean};
use geo_types::{Coord, MultiLineString, MultiPolygon, Point, Polygon};

/// A line is looked at every so many metres.
const STRIDE_M: f64 = 10.0;

/// The place where a ring lies farthest from the border of a shape, metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// How far.
    pub metres: f64,
    /// The ring goes further out there; else less far.
    pub further: bool,
    /// Where.
    pub at: Coord<f64>,
    /// On which side of the shape: `n`, `ne`, `e` and so on.
    pub side: &'static str,
}

/// Where the ring of `own` lies farthest from the border of `shared`; `None` without a shape. O(length · corners).
pub fn difference(own: &Polygon<f64>, shared: &MultiPolygon<f64>) -> Option<Difference> {
    let border = MultiLineString(shared.iter().map(|part| part.exterior().clone()).collect());
    let middle = shared.centroid()?;
    let mut worst: Option<(f64, Coord<f64>)> = None;
    for edge in own.exterior().lines() {
        let steps = (edge.dx().hypot(edge.dy()) / STRIDE_M).ceil().max(1.0);
        let mut step = 0.0;
        while step < steps {
            let at = edge.start + edge.delta() * (step / steps);
            let away = Euclidean.distance(&Point(at), &border);
            if worst.is_none_or(|(held, _)| away > held) {
                worst = Some((away, at));
            }
            step += 1.0;
        }
    }
    worst.map(|(metres, at)| Difference {
        metres,
        further: !shared.contains(&Point(at)),
        at,
        side: side(at - middle.0),
    })
}

fn side(way: Coord<f64>) -> &'static str {
    const SIDES: [&str; 8] = ["e", "ne", "n", "nw", "w", "sw", "s", "se"];
    let turn = way.y.atan2(way.x) / std::f64::consts::FRAC_PI_4;
    // Eighths of a turn from the east, -4 to 4.
    let eighths = turn.round() as i32;
    SIDES[eighths.rem_euclid(8).unsigned_abs() as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::polygon;

    #[test]
    fn the_place_that_differs_most_is_told_with_its_side() {
        let shared: MultiPolygon<f64> =
            polygon![(x: 0.0, y: 0.0), (x: 400.0, y: 0.0), (x: 400.0, y: 400.0), (x: 0.0, y: 400.0)].into();
        let wider = polygon![(x: 0.0, y: 0.0), (x: 440.0, y: 0.0), (x: 440.0, y: 400.0), (x: 0.0, y: 400.0)];
        let told = difference(&wider, &shared).unwrap();
        assert_eq!((told.metres, told.further), (40.0, true));
        assert!(["e", "ne", "se"].contains(&told.side), "{told:?}");
        let less = polygon![(x: 0.0, y: 0.0), (x: 400.0, y: 0.0), (x: 400.0, y: 340.0), (x: 0.0, y: 340.0)];
        let told = difference(&less, &shared).unwrap();
        assert_eq!((told.metres, told.further), (60.0, false));
        assert_eq!(difference(&less, &MultiPolygon(vec![])), None);
    }
}

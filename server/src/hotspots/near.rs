//! What was seen around a place that is no hotspot: figures only.

use super::question::Question;
use crate::{
    findings::sieve::Sieve,
    house::{
        House,
        register::{ECHO, Held, PROBLEM},
    },
    people::Asker,
};
use geo::{BoundingRect, Distance, Euclidean};
use geo_types::{Coord, Geometry, Point};
use spatial::{Frame, Lonlat, index::Bounds};
use std::collections::BTreeSet;

/// How far around a place is looked, in metres.
pub const NEAR_M: f64 = 50.0;
/// People of whom at least so many must be behind a figure.
const ENOUGH_PEOPLE: usize = 3;

/// Problems seen at most [`NEAR_M`] from a place; all are 0 when fewer than 3 people are behind them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Near {
    /// Findings.
    pub findings: usize,
    /// People behind them.
    pub people: usize,
    /// Local days behind them.
    pub days: usize,
}

/// Counts what `asker` may count around `shape`, which stands in WGS84 degrees. Cost: the findings in its box, some
/// tens of ns each for a point.
pub fn near(house: &House, held: &Held, asker: &Asker, question: &Question, shape: &Geometry) -> Near {
    let Some(bounds) = around(shape) else {
        return Near::default();
    };
    let frame = Frame::for_place(Lonlat::new(bounds.west, bounds.south));
    let shape = metres(&frame, shape);
    let sieve = Sieve::new(held, asker, &question.counts, &house.catalogue);
    let (mut findings, mut people, mut days) = (0, BTreeSet::new(), BTreeSet::new());
    held.index.in_box(&bounds, |row, spot| {
        let sight = held.index.sight(row);
        let wanted = sight.flags & PROBLEM != 0 && sieve.hears(sight) && sieve.counts(sight);
        let wanted = wanted && question.daylight.takes(sight);
        let at = frame.to_metres(spot.lonlat());
        if wanted && Euclidean.distance(&Point::new(at.x, at.y), &shape) <= NEAR_M {
            findings += usize::from(sight.flags & ECHO == 0);
            people.insert(sight.observer);
            days.insert(sight.day);
        }
    });
    if people.len() < ENOUGH_PEOPLE {
        return Near::default();
    }
    Near {
        findings,
        people: people.len(),
        days: days.len(),
    }
}

/// The box of a shape, grown by somewhat more than [`NEAR_M`].
fn around(shape: &Geometry) -> Option<Bounds> {
    let tight = shape.bounding_rect()?;
    let up = 1.2 * NEAR_M / 111_000.0;
    let widest = tight.min().y.abs().max(tight.max().y.abs()).min(85.0);
    let aside = up / widest.to_radians().cos();
    Some(Bounds {
        west: tight.min().x - aside,
        south: tight.min().y - up,
        east: tight.max().x + aside,
        north: tight.max().y + up,
    })
}

/// A shape in metres of a frame.
pub fn metres(frame: &Frame, shape: &Geometry) -> Geometry {
    use geo::MapCoords;
    shape.map_coords(|corner| {
        let at = frame.to_metres(Lonlat::new(corner.x, corner.y));
        Coord { x: at.x, y: at.y }
    })
}

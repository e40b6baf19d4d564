//! What changed hands between two versions of the same borders.

use geo::{Area, BooleanOps, BoundingRect, Intersects, unary_union};
use geo_types::{MultiPolygon, Polygon, Rect};

use super::SNAP_M;
use super::borders::mean_width;

/// Pieces below this many square metres are no news.
pub const SLIVER_M2: f64 = 1.0;

/// Ground that one neighbourhood lost and another gained.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// The code it left; `None` where it was nobody's.
    pub from: Option<String>,
    /// The code it went to; `None` where it is nobody's now.
    pub to: Option<String>,
    /// Square metres.
    pub area_m2: f64,
    /// Where, in metres.
    pub shape: MultiPolygon<f64>,
}

/// A code's shape, and the box around it.
struct Held<'a> {
    code: &'a str,
    shape: &'a MultiPolygon<f64>,
    frame: Option<Rect<f64>>,
}

/// What changed hands from one version of borders to the next, one row for each pair of codes, the largest first.
/// Both are tilings in metres of one frame (see [`Coverage::polygons`](super::Coverage::polygons)), each code
/// once. Pieces under [`SLIVER_M2`] or thinner than [`SNAP_M`] are left out: borders that were written down and
/// read again differ by that much. A code that only changed its name gives one row.
///
/// Exact overlays of neighbours that changed only: milliseconds for a wijk.
#[must_use]
pub fn diff(before: &[(String, MultiPolygon<f64>)], after: &[(String, MultiPolygon<f64>)]) -> Vec<Moved> {
    let (before, after) = (held(before), held(after));
    let mut moved = Vec::new();
    for old in &before {
        let Some(lost) = beyond(old, &after) else { continue };
        let row = |from: &Held<'_>, to: Option<&Held<'_>>, shape| Moved {
            from: Some(from.code.to_owned()),
            to: to.map(|to| to.code.to_owned()),
            area_m2: 0.0,
            shape,
        };
        let others: Vec<&Held<'_>> = near(&lost, &after).filter(|new| new.code != old.code).collect();
        moved.extend(
            others
                .iter()
                .map(|new| row(old, Some(new), lost.intersection(new.shape))),
        );
        moved.push(row(old, None, without(&lost, &others)));
    }
    for new in &after {
        let Some(gained) = beyond(new, &before) else {
            continue;
        };
        let others: Vec<&Held<'_>> = near(&gained, &before)
            .filter(|old| old.code != new.code)
            .collect();
        moved.push(Moved {
            from: None,
            to: Some(new.code.to_owned()),
            area_m2: 0.0,
            shape: without(&gained, &others),
        });
    }
    for row in &mut moved {
        row.shape.0.retain(counts);
        row.area_m2 = row.shape.unsigned_area();
    }
    moved.retain(|row| !row.shape.0.is_empty());
    moved.sort_by(|one, other| {
        let areas = other.area_m2.total_cmp(&one.area_m2);
        areas.then_with(|| (&one.from, &one.to).cmp(&(&other.from, &other.to)))
    });
    moved
}

fn held(faces: &[(String, MultiPolygon<f64>)]) -> Vec<Held<'_>> {
    let held = faces.iter().map(|(code, shape)| Held {
        code,
        shape,
        frame: shape.bounding_rect(),
    });
    held.collect()
}

/// What a code holds here and not there; `None` for nothing.
fn beyond(one: &Held<'_>, there: &[Held<'_>]) -> Option<MultiPolygon<f64>> {
    let same = there.iter().find(|other| other.code == one.code);
    let mut rest = match same {
        Some(other) if other.shape == one.shape => return None,
        Some(other) => one.shape.difference(other.shape),
        None => one.shape.clone(),
    };
    rest.0.retain(counts);
    (!rest.0.is_empty()).then_some(rest)
}

/// Those that may share ground with a shape.
fn near<'a, 'b>(shape: &MultiPolygon<f64>, all: &'a [Held<'b>]) -> impl Iterator<Item = &'a Held<'b>> {
    let frame = shape.bounding_rect();
    all.iter()
        .filter(move |held| matches!((frame, held.frame), (Some(one), Some(other)) if one.intersects(&other)))
}

fn without(shape: &MultiPolygon<f64>, others: &[&Held<'_>]) -> MultiPolygon<f64> {
    if others.is_empty() {
        return shape.clone();
    }
    shape.difference(&unary_union(others.iter().map(|held| held.shape)))
}

fn counts(part: &Polygon<f64>) -> bool {
    part.unsigned_area() >= SLIVER_M2 && mean_width(part) > SNAP_M
}

//! How strongly each buurt holds each place: by who drew it, and by the border of now where nobody did.

use super::shared::Shared;
use geo::{BooleanOps, BoundingRect};
use geo_types::{MultiPolygon, Polygon, Rect};
use spatial::consensus::{LINE_SIDE_M, Layer, layer};

/// People behind a border that nobody drew: half of as many hold it. So many that half and one of them is the nearest
/// share above a half, however many drew a neighbour.
const NOBODYS: u32 = 1 << 20;

/// What each of these buurten claims of their ground, by code; `None` when nobody drew any.
pub fn claims(buurten: &[Shared], ground: &MultiPolygon<f64>) -> Option<Vec<(String, Layer)>> {
    let drawn = buurten.iter().filter_map(|buurt| buurt.drawn.as_ref());
    let reach = drawn.filter_map(around).reduce(both)?;
    let claims = buurten
        .iter()
        .map(|buurt| (buurt.code.clone(), claim(buurt, &reach, ground)));
    Some(claims.collect())
}

/// The rectangle around a layer.
fn around(layer: &Layer) -> Option<Rect<f64>> {
    let lattice = &layer.lattice;
    let far = |from: f64, cells: u32| from + f64::from(cells) * lattice.side;
    (!lattice.is_empty()).then(|| {
        Rect::new(
            (lattice.west, lattice.south),
            (
                far(lattice.west, lattice.columns),
                far(lattice.south, lattice.rows),
            ),
        )
    })
}

/// The rectangle around two.
fn both(one: Rect<f64>, other: Rect<f64>) -> Rect<f64> {
    let (low, high) = (one.min(), one.max());
    Rect::new(
        (low.x.min(other.min().x), low.y.min(other.min().y)),
        (high.x.max(other.max().x), high.y.max(other.max().y)),
    )
}

/// How many hold each place for a buurt: who drew it, and half a person for the border of now, so that equals leave a place
/// where it is. Without drawings half of [`NOBODYS`] within its border, as far as others drew. Nothing outside the ground.
fn claim(buurt: &Shared, reach: &Rect<f64>, ground: &MultiPolygon<f64>) -> Layer {
    let here = buurt.base.intersection(&reach.to_polygon());
    let (mut claim, weight) = match &buurt.drawn {
        Some(drawn) => (drawn.clone(), 1),
        None => (undrawn(&here), NOBODYS + 1),
    };
    claim.people *= 2;
    claim.counts.iter_mut().for_each(|count| *count *= 2);
    for part in here {
        raise(&mut claim, &layer(&[part], LINE_SIDE_M), weight);
    }
    let mut inside = Layer {
        counts: vec![0; claim.counts.len()],
        lattice: claim.lattice,
        people: claim.people,
    };
    for part in ground.intersection(&reach.to_polygon()) {
        raise(&mut inside, &layer(&[part], LINE_SIDE_M), 1);
    }
    let outside = claim
        .counts
        .iter_mut()
        .zip(&inside.counts)
        .filter(|(_, inside)| **inside == 0);
    outside.for_each(|(count, _)| *count = 0);
    claim
}

/// A shape that just over half of its people hold: what is left of drawings of which only the line was kept.
pub fn half(shape: &MultiPolygon<f64>) -> Layer {
    let mut half = undrawn(shape);
    for part in shape {
        raise(
            &mut half,
            &layer(std::slice::from_ref(part), LINE_SIDE_M),
            NOBODYS / 2 + 1,
        );
    }
    half
}

/// A layer around a shape that nobody drew.
fn undrawn(shape: &MultiPolygon<f64>) -> Layer {
    let around: Vec<Polygon<f64>> = shape
        .bounding_rect()
        .into_iter()
        .map(|around| around.to_polygon())
        .collect();
    let mut undrawn = layer(&around, LINE_SIDE_M);
    undrawn.people = NOBODYS;
    undrawn.counts.fill(0);
    undrawn
}

/// Adds a weight where another layer of the same side has somebody.
fn raise(claim: &mut Layer, part: &Layer, weight: u32) {
    let lattice = claim.lattice;
    let ((west, south), (own_west, own_south)) = (part.lattice.first(), lattice.first());
    let columns = part.lattice.columns.max(1) as usize;
    for (place, _) in part.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let column = i64::from(west) - i64::from(own_west) + (place % columns) as i64;
        let row = i64::from(south) - i64::from(own_south) + (place / columns) as i64;
        let inside =
            (0..i64::from(lattice.columns)).contains(&column) && (0..i64::from(lattice.rows)).contains(&row);
        if inside {
            claim.counts[row as usize * lattice.columns as usize + column as usize] += weight;
        }
    }
}

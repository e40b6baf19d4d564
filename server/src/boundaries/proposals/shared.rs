//! What residents drew together as a beginning: the shared lines, inside the outer edge of their buurten.

use geo::{
    Area, BooleanOps, Buffer,
    algorithm::buffer::{BufferStyle, LineJoin},
    unary_union,
};
use geo_types::{MultiPolygon, Polygon};

/// How often parts away from their buurt are given on.
const ROUNDS: usize = 4;
/// Half the breadth of a tongue, in metres.
const TONGUE_M: f64 = 4.0;
/// A hair's breadth, in metres; less than borders are brought together over.
const HAIR_M: f64 = 0.01;
/// Parts below this many square metres are crumbs of the reckoning.
const CRUMB_M2: f64 = 1.0;

/// A buurt, its border now, and the shared border when there is one; metres.
pub struct Shared {
    /// Code.
    pub code: String,
    /// Border now.
    pub base: MultiPolygon<f64>,
    /// What residents drew together.
    pub drawn: Option<MultiPolygon<f64>>,
}

/// The ground of these buurten divided as residents drew it: what one shared border alone holds goes there, what none or
/// several hold stays where it is. The outer edge stays. Parts away from their buurt go to the one they were of.
pub fn divided(buurten: &[Shared]) -> Vec<(String, MultiPolygon<f64>)> {
    let ground = unary_union(buurten.iter().map(|buurt| &buurt.base));
    let claims: Vec<MultiPolygon<f64>> = (0..buurten.len())
        .map(|own| claim(buurten, own, &ground))
        .collect();
    let claimed = unary_union(&claims);
    let (mut shapes, mut slivers) = (Vec::new(), Vec::new());
    for (place, (buurt, claim)) in buurten.iter().zip(&claims).enumerate() {
        let rest = buurt.base.difference(&claimed);
        let broad = broad(&rest);
        slivers.extend(rest.difference(&broad).into_iter().map(|part| (place, part)));
        shapes.push(broad.union(claim));
    }
    for _ in 0..ROUNDS {
        let mut loose = std::mem::take(&mut slivers);
        loose.extend(loosened(&mut shapes));
        if loose.is_empty() {
            break;
        }
        for (from, part) in loose {
            give(&mut shapes, buurten, from, part);
        }
    }
    trim(&mut shapes, &ground);
    buurten
        .iter()
        .map(|buurt| buurt.code.clone())
        .zip(shapes)
        .collect()
}

/// Takes away the hairs by which parts were grown: beyond the outer edge, and where two shapes now hold the same.
fn trim(shapes: &mut [MultiPolygon<f64>], ground: &MultiPolygon<f64>) {
    let mut taken = MultiPolygon(Vec::new());
    for shape in shapes {
        *shape = shape.intersection(ground).difference(&taken);
        shape.0.retain(|part| part.unsigned_area() > CRUMB_M2);
        taken = taken.union(shape);
    }
}

/// A shape without its tongues: shared lines run a metre or two beside the outer edge, and leave strips there.
fn broad(shape: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let style = |metres: f64| BufferStyle::new(metres).line_join(LineJoin::Miter(0.5));
    let core = shape.buffer_with_style(style(-TONGUE_M));
    core.buffer_with_style(style(TONGUE_M)).intersection(shape)
}

/// What a buurt's shared border holds and no other does.
fn claim(buurten: &[Shared], own: usize, ground: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let Some(drawn) = &buurten[own].drawn else {
        return MultiPolygon(Vec::new());
    };
    let others = buurten.iter().enumerate().filter(|(place, _)| *place != own);
    let others: Vec<&MultiPolygon<f64>> = others.filter_map(|(_, buurt)| buurt.drawn.as_ref()).collect();
    drawn.intersection(ground).difference(&unary_union(others))
}

/// Takes all parts but the largest away from each shape; crumbs stay nobody's business.
fn loosened(shapes: &mut [MultiPolygon<f64>]) -> Vec<(usize, Polygon<f64>)> {
    let mut loose = Vec::new();
    for (place, shape) in shapes.iter_mut().enumerate() {
        shape
            .0
            .sort_by(|a, b| b.unsigned_area().total_cmp(&a.unsigned_area()));
        let rest = shape.0.split_off(shape.0.len().min(1));
        loose.extend(rest.into_iter().map(|part| (place, part)));
    }
    loose
}

/// Gives a loose part to the buurt that most of it belonged to; when that is where it came from, to the one beside it that
/// it becomes one part with.
fn give(shapes: &mut [MultiPolygon<f64>], buurten: &[Shared], from: usize, part: Polygon<f64>) {
    // Grown by a hair, so that it meets what it lies beside: both came out of reckoning.
    let part = part.buffer_with_style(BufferStyle::new(HAIR_M).line_join(LineJoin::Miter(0.5)));
    let before = |place: &usize| buurten[*place].base.intersection(&part).unsigned_area();
    let others = (0..shapes.len()).filter(|place| *place != from);
    let becomes_one = |place: &usize| {
        let joined = shapes[*place].union(&part);
        joined
            .iter()
            .filter(|part| part.unsigned_area() > CRUMB_M2)
            .count()
            == 1
    };
    let taker = others
        .filter(becomes_one)
        .max_by(|a, b| before(a).total_cmp(&before(b)));
    let taker = taker.unwrap_or(from);
    shapes[taker] = shapes[taker].union(&part);
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::Rect;

    fn boxed(west: f64, south: f64, east: f64, north: f64) -> MultiPolygon<f64> {
        MultiPolygon(vec![Rect::new((west, south), (east, north)).to_polygon()])
    }

    fn two(west: Option<MultiPolygon<f64>>, east: Option<MultiPolygon<f64>>) -> Vec<f64> {
        let buurten = [
            Shared {
                code: "A".into(),
                base: boxed(0.0, 0.0, 500.0, 500.0),
                drawn: west,
            },
            Shared {
                code: "B".into(),
                base: boxed(500.0, 0.0, 1_000.0, 500.0),
                drawn: east,
            },
        ];
        let shapes = divided(&buurten);
        let both = shapes[0].1.union(&shapes[1].1);
        assert!(
            (both.unsigned_area() - 500_000.0).abs() < 1e-3,
            "the ground stays whole"
        );
        assert!(shapes[0].1.intersection(&shapes[1].1).unsigned_area() < 1e-3);
        assert!(shapes.iter().all(|(_, shape)| shape.0.len() == 1), "{shapes:?}");
        shapes.iter().map(|(_, shape)| shape.unsigned_area()).collect()
    }

    fn is_near(found: &[f64], wanted: [f64; 2]) -> bool {
        found
            .iter()
            .zip(wanted)
            .all(|(found, wanted)| (found - wanted).abs() < 1.0)
    }

    #[test]
    fn what_one_alone_claims_moves_and_what_both_or_neither_claim_stays() {
        // The west drew 100 m further, also beyond the outer edge; the east drew nothing.
        assert_eq!(
            two(Some(boxed(-50.0, 0.0, 600.0, 500.0)), None),
            [300_000.0, 200_000.0]
        );
        // Both claim the same 100 m.
        let both = two(
            Some(boxed(0.0, 0.0, 600.0, 500.0)),
            Some(boxed(500.0, 0.0, 1_000.0, 500.0)),
        );
        assert!(is_near(&both, [250_000.0, 250_000.0]), "{both:?}");
        // The east leaves it to the west.
        let left = two(
            Some(boxed(0.0, 0.0, 600.0, 500.0)),
            Some(boxed(600.0, 0.0, 1_000.0, 500.0)),
        );
        assert!(is_near(&left, [300_000.0, 200_000.0]), "{left:?}");
        assert!(is_near(&two(None, None), [250_000.0, 250_000.0]));
    }

    #[test]
    fn a_strip_that_a_shared_line_leaves_along_the_outer_edge_goes_with_it() {
        // A metre beside the southern edge, as lines out of a raster run.
        let areas = two(Some(boxed(0.0, 1.0, 600.0, 500.0)), None);
        assert!((areas[0] - 300_000.0).abs() < 20.0, "{areas:?}");
    }

    #[test]
    fn a_claim_away_from_its_buurt_stays_with_the_one_it_lies_in() {
        let mut far = boxed(0.0, 0.0, 500.0, 500.0);
        far.0.extend(boxed(800.0, 200.0, 900.0, 300.0).0);
        assert!(is_near(&two(Some(far), None), [250_000.0, 250_000.0]));
    }
}

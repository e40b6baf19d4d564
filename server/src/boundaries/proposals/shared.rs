//! What residents drew together as a beginning: each place to the buurt that most of its people drew it in, inside the
//! outer edge of these buurten.

use super::{claims::claims, loose::Loose};
use geo::{Area, BooleanOps, Buffer, algorithm::buffer::BufferStyle, unary_union};
use geo_types::{Coord, MultiPolygon, Polygon};
use spatial::{
    consensus::Layer,
    coverage::{Arc, Coverage, FLOOR, Node, REACH_M, Unlike, along},
};
use std::collections::{BTreeMap, BTreeSet};

/// Cells by which buurten reach over the outer edge before they are cut off along it: more than lines are simplified by.
const OVER_CELLS: u32 = 3;
/// As far from a speck its neighbours are looked for, in metres.
const BESIDE_M: f64 = 0.5;
/// A buurt, its border now, and how many drew each place of it when that was published; metres.
pub struct Shared {
    /// Code.
    pub code: String,
    /// Border now.
    pub base: MultiPolygon<f64>,
    /// What residents drew together, on cells of [`LINE_SIDE_M`](spatial::consensus::LINE_SIDE_M).
    pub drawn: Option<Layer>,
}

/// Ground that is divided.
pub struct Divided {
    /// The buurten with their borders, metres.
    pub shapes: Vec<(String, MultiPolygon<f64>)>,
    /// Parts away from their buurt that a neighbour has now, to be asked about.
    pub loose: Vec<Loose>,
}

/// Why ground cannot be divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undivided {
    /// More than 268 km2 together.
    TooFarApart,
    /// A buurt of which no ground would be left.
    NothingLeft,
}

impl From<Unlike> for Undivided {
    fn from(_: Unlike) -> Self {
        Self::TooFarApart
    }
}

/// The ground of these buurten divided as residents drew it: each place to the buurt that the largest share of its people
/// drew it in, a quarter at least ([`Coverage::from_layers`]); of equals to the one that has it now. What nobody claims
/// stays where it is, and so does the outer edge. A buurt that nobody drew holds its ground by half: more than that must
/// have drawn a place elsewhere. Lines within [`REACH_M`] of the border of now are that border. Parts away from their buurt
/// go to a neighbour, and are told; those that lie apart now stay as they are. Less than 200 ms for 7 buurten of 50 ha.
///
/// # Errors
/// See [`Undivided`].
pub fn divided(buurten: &[Shared]) -> Result<Divided, Undivided> {
    let (mains, apart): (Vec<_>, Vec<_>) = buurten.iter().map(|buurt| by_size(&buurt.base)).unzip();
    let ground = unary_union(&mains);
    let bases: Vec<_> = buurten
        .iter()
        .map(|buurt| buurt.code.clone())
        .zip(mains)
        .collect();
    let Some(claims) = claims(buurten, &ground) else {
        let shapes = buurten
            .iter()
            .map(|buurt| (buurt.code.clone(), buurt.base.clone()));
        return Ok(Divided {
            shapes: shapes.collect(),
            loose: Vec::new(),
        });
    };
    let tiled = Coverage::from_layers_widened(&claims, FLOOR, &bases, OVER_CELLS)?;
    if !tiled.missing.is_empty() {
        return Err(Undivided::NothingLeft);
    }
    let (now, _) = Coverage::from_polygons(&bases);
    let faces: BTreeMap<_, _> = along_now(tiled.coverage, &now).polygons().into_iter().collect();
    let nothing = MultiPolygon(Vec::new());
    let cut = |buurt: &Shared| faces.get(&buurt.code).unwrap_or(&nothing).intersection(&ground);
    let mut shapes: Vec<MultiPolygon<f64>> = buurten.iter().map(cut).collect();
    hand_specks_on(&mut shapes, &ground);
    for (shape, apart) in shapes.iter_mut().zip(apart) {
        shape.0.extend(apart);
    }
    let shapes: Vec<_> = buurten
        .iter()
        .map(|buurt| buurt.code.clone())
        .zip(shapes)
        .collect();
    let mut loose: Vec<Loose> = tiled.exclaves.into_iter().map(Loose::from).collect();
    loose.retain(|part| part.is_away(&shapes));
    Ok(Divided { shapes, loose })
}

/// The largest part, and the others.
fn by_size(shape: &MultiPolygon<f64>) -> (MultiPolygon<f64>, Vec<Polygon<f64>>) {
    let mut parts = shape.0.clone();
    parts.sort_by(|one, other| other.unsigned_area().total_cmp(&one.unsigned_area()));
    let rest = parts.split_off(parts.len().min(1));
    (MultiPolygon(parts), rest)
}

/// Specks go to whom they lie beside: where a line crosses the outer edge beside a corner of it one may be cut off, and
/// where the ground ends in a spike its cells may be left out. Both then hold the same corners, and become one when borders
/// are brought together.
fn hand_specks_on(shapes: &mut [MultiPolygon<f64>], ground: &MultiPolygon<f64>) {
    let left_out = ground.difference(&unary_union(shapes.iter()));
    let mut specks: Vec<_> = left_out.into_iter().map(|speck| (None, speck)).collect();
    for (place, shape) in shapes.iter_mut().enumerate() {
        let (main, rest) = by_size(shape);
        *shape = main;
        specks.extend(rest.into_iter().map(|speck| (Some(place), speck)));
    }
    for (from, speck) in specks {
        let around = speck.buffer_with_style(BufferStyle::new(BESIDE_M));
        let touch = |place: &usize| shapes[*place].intersection(&around).unsigned_area();
        let others = (0..shapes.len()).filter(|place| Some(*place) != from);
        let taker = others.max_by(|one, other| touch(one).total_cmp(&touch(other)));
        if let Some(taker) = taker.or(from) {
            shapes[taker].0.push(speck);
        }
    }
}

/// The same tiling along the border of now wherever that is near: first its nodes, then its lines.
fn along_now(mut tiling: Coverage, now: &Coverage) -> Coverage {
    let corners = now.nodes();
    // Two that come to lie on one another would be a pinch.
    let mut taken = BTreeSet::new();
    for (number, node) in tiling.nodes().iter().enumerate() {
        let faces = faces_at(&tiling, node);
        // The outer edge is cut later; there its nodes lie beyond it.
        if faces.contains(&None) {
            continue;
        }
        let same = |other: &usize| {
            let beside = faces_at(now, &corners[*other])
                .into_iter()
                .filter(Option::is_some);
            beside.eq(faces.iter().copied()) && !taken.contains(other)
        };
        let away = |other: &usize| (corners[*other].at.x - node.at.x).hypot(corners[*other].at.y - node.at.y);
        let near = (0..corners.len())
            .filter(same)
            .filter(|other| away(other) <= REACH_M);
        let Some(nearest) = near.min_by(|one, other| away(one).total_cmp(&away(other))) else {
            continue;
        };
        if let Ok(moved) = tiling.with_node(number, corners[nearest].at, &[]) {
            tiling = moved;
            taken.insert(nearest);
        }
    }
    for number in 0..tiling.arcs.len() {
        let arc = &tiling.arcs[number];
        let beside = sides(&tiling, arc);
        let lines = now
            .arcs
            .iter()
            .filter(|other| !other.is_hull() && sides(now, other) == beside);
        let lines: Vec<Vec<Coord<f64>>> = lines.map(|other| other.line.clone()).collect();
        let near = if arc.is_hull() {
            None
        } else {
            along(&arc.line, &lines)
        };
        let moved = near.and_then(|found| tiling.with_arc(number, &found.line, &[]).ok());
        tiling = moved.unwrap_or(tiling);
    }
    tiling
}

/// The faces on both sides of an arc, by code.
fn sides<'a>(coverage: &'a Coverage, arc: &Arc) -> [Option<&'a str>; 2] {
    let mut sides = [arc.left, arc.right].map(|face| Some(coverage.faces.get(face?)?.code.as_str()));
    sides.sort_unstable();
    sides
}

/// The faces around a node, by code; `None` for the outside.
fn faces_at<'a>(coverage: &'a Coverage, node: &Node) -> Vec<Option<&'a str>> {
    let arcs = node.arcs.iter().filter_map(|arc| coverage.arcs.get(*arc));
    let mut faces: Vec<_> = arcs.flat_map(|arc| sides(coverage, arc)).collect();
    faces.sort_unstable();
    faces.dedup();
    faces
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::Rect;
    use spatial::consensus::{LINE_SIDE_M, layer};

    fn boxed(west: f64, south: f64, east: f64, north: f64) -> MultiPolygon<f64> {
        MultiPolygon(vec![Rect::new((west, south), (east, north)).to_polygon()])
    }

    /// Everybody's drawings, each so many times.
    fn drawn(drawings: &[(usize, MultiPolygon<f64>)]) -> Option<Layer> {
        let all = drawings
            .iter()
            .flat_map(|(times, shape)| vec![shape.0[0].clone(); *times]);
        Some(layer(&all.collect::<Vec<_>>(), LINE_SIDE_M))
    }

    /// Two squares of 500 m beside each other, divided: sound, and the ground stays whole.
    fn two(west: Option<Layer>, east: Option<Layer>) -> Divided {
        let buurten = [(0.0, "A", west), (500.0, "B", east)].map(|(from, code, drawn)| Shared {
            code: code.into(),
            base: boxed(from, 0.0, from + 500.0, 500.0),
            drawn,
        });
        let divided = divided(&buurten).unwrap();
        let [(_, west), (_, east)] = &divided.shapes[..] else {
            panic!()
        };
        assert!(
            (west.union(east).unsigned_area() - 500_000.0).abs() < 1e-3,
            "the ground stays whole"
        );
        assert!(west.intersection(east).unsigned_area() < 1e-3);
        assert_eq!((west.0.len(), east.0.len()), (1, 1), "{:?}", divided.shapes);
        divided
    }

    fn is_near(found: &Divided, west: f64, east: f64) {
        let areas: Vec<f64> = found
            .shapes
            .iter()
            .map(|(_, shape)| shape.unsigned_area())
            .collect();
        let near = (areas[0] - west).abs() < 1_500.0 && (areas[1] - east).abs() < 1_500.0;
        assert!(near, "{areas:?} for {west} and {east}");
    }

    #[test]
    fn what_more_than_half_drew_moves_from_a_buurt_that_nobody_drew() {
        // 100 m further, also beyond the outer edge.
        let far = boxed(-50.0, 0.0, 600.0, 500.0);
        is_near(&two(drawn(&[(20, far.clone())]), None), 300_000.0, 200_000.0);
        let near = boxed(0.0, 0.0, 500.0, 500.0);
        is_near(
            &two(drawn(&[(11, far.clone()), (9, near.clone())]), None),
            300_000.0,
            200_000.0,
        );
        is_near(&two(drawn(&[(10, far), (10, near)]), None), 250_000.0, 250_000.0);
        is_near(&two(None, None), 250_000.0, 250_000.0);
        // Also by one of very many, and where only the line of a publication was kept.
        let far = boxed(-50.0, 0.0, 600.0, 500.0);
        let near = boxed(0.0, 0.0, 500.0, 500.0);
        let bare = drawn(&[(501, far.clone()), (499, near)]);
        is_near(&two(bare, None), 300_000.0, 200_000.0);
        let kept = super::super::claims::half(&far);
        is_near(&two(Some(kept), None), 300_000.0, 200_000.0);
    }

    #[test]
    fn between_two_that_were_drawn_the_largest_share_has_a_place_and_of_equals_who_has_it_now() {
        let (west, east) = (boxed(0.0, 0.0, 500.0, 500.0), boxed(500.0, 0.0, 1_000.0, 500.0));
        let (far_west, short_east) = (boxed(0.0, 0.0, 600.0, 500.0), boxed(600.0, 0.0, 1_000.0, 500.0));
        // Everybody of both claims the same 100 m.
        is_near(
            &two(drawn(&[(20, far_west.clone())]), drawn(&[(20, east.clone())])),
            250_000.0,
            250_000.0,
        );
        // 8 of 20 in the west, 7 of 20 in the east: below half, and the larger share.
        let of_west = |more: usize| drawn(&[(more, far_west.clone()), (20 - more, west.clone())]);
        let of_east = |keep: usize| drawn(&[(keep, east.clone()), (20 - keep, short_east.clone())]);
        is_near(&two(of_west(8), of_east(7)), 300_000.0, 200_000.0);
        is_near(&two(of_west(7), of_east(8)), 250_000.0, 250_000.0);
        // Below a quarter nobody claims it.
        is_near(&two(of_west(4), of_east(0)), 250_000.0, 250_000.0);
        is_near(&two(of_west(5), of_east(0)), 300_000.0, 200_000.0);
    }

    #[test]
    fn a_line_that_hardly_differs_stays_what_it_was_corner_for_corner() {
        let nearly = boxed(1.0, 2.0, 504.0, 499.0);
        let divided = two(drawn(&[(20, nearly)]), None);
        let corners: Vec<Coord<f64>> = divided.shapes[0].1.0[0].exterior().0.clone();
        let is_corner =
            |corner: &Coord<f64>| [0.0, 500.0].contains(&corner.x) && [0.0, 500.0].contains(&corner.y);
        assert!(corners.len() == 5 && corners.iter().all(is_corner), "{corners:?}");
    }

    #[test]
    fn a_strip_that_a_shared_line_leaves_along_the_outer_edge_goes_with_it() {
        // A metre beside the southern edge, as lines out of a raster run.
        let divided = two(drawn(&[(20, boxed(0.0, 1.0, 600.0, 500.0))]), None);
        is_near(&divided, 300_000.0, 200_000.0);
    }

    #[test]
    fn a_part_away_from_its_buurt_stays_with_its_neighbour_and_is_asked_about() {
        let (home, far) = (boxed(0.0, 0.0, 500.0, 500.0), boxed(800.0, 200.0, 900.0, 300.0));
        // The same people drew both: a third of the drawings each more than half.
        let mut layer = drawn(&[(20, home)]).unwrap();
        let whole = drawn(&[(20, boxed(0.0, 0.0, 1_000.0, 500.0))]).unwrap();
        let part = drawn(&[(20, far)]).unwrap();
        let columns = whole.lattice.columns as usize;
        let own = whole.counts.iter().enumerate().map(|(place, _)| {
            let (west, south) = whole.lattice.first();
            let at = (west + (place % columns) as i32, south + (place / columns) as i32);
            layer.count_at(at.0, at.1).max(part.count_at(at.0, at.1))
        });
        let counts: Vec<u32> = own.collect();
        layer = Layer {
            counts,
            ..whole.clone()
        };
        let divided = two(Some(layer), None);
        is_near(&divided, 250_000.0, 250_000.0);
        let [loose] = &divided.loose[..] else {
            panic!("{:?}", divided.loose)
        };
        assert_eq!(loose.of, "A");
        assert!((loose.area_m2 - 10_000.0).abs() < 500.0, "{loose:?}");
        assert!((800.0..900.0).contains(&loose.at.x) && (200.0..300.0).contains(&loose.at.y));
    }

    #[test]
    fn a_buurt_that_is_cut_in_two_keeps_its_largest_part_and_the_other_is_asked_about() {
        // The west drew a strip through the east, which leaves 100 m beyond it.
        let strip = drawn(&[(20, boxed(0.0, 0.0, 900.0, 500.0))]).unwrap();
        let cut = two(Some(strip), drawn(&[(20, boxed(900.0, 0.0, 1_000.0, 500.0))]));
        is_near(&cut, 450_000.0, 50_000.0);
        assert!(cut.loose.is_empty());
        let buurten = [
            (
                "A",
                boxed(0.0, 0.0, 500.0, 500.0),
                drawn(&[(20, boxed(0.0, 0.0, 900.0, 300.0))]),
            ),
            ("B", boxed(500.0, 0.0, 1_000.0, 500.0), None),
            (
                "C",
                boxed(0.0, 500.0, 1_000.0, 600.0),
                drawn(&[(20, boxed(600.0, 250.0, 800.0, 600.0))]),
            ),
        ]
        .map(|(code, base, drawn)| Shared {
            code: code.into(),
            base,
            drawn,
        });
        let divided = divided(&buurten).unwrap();
        assert!(
            divided.shapes.iter().all(|(_, shape)| shape.0.len() == 1),
            "{:?}",
            divided.shapes
        );
        let of: Vec<&str> = divided.loose.iter().map(|part| part.of.as_str()).collect();
        assert!(of.contains(&"B"), "{of:?}");
    }

    #[test]
    fn parts_that_lay_apart_before_stay_apart() {
        let mut base = boxed(0.0, 0.0, 500.0, 500.0);
        base.0.extend(boxed(700.0, 200.0, 800.0, 300.0).0);
        let mut around = boxed(500.0, 0.0, 1_000.0, 500.0);
        around = around.difference(&boxed(700.0, 200.0, 800.0, 300.0));
        let buurten = [
            ("A", base, drawn(&[(20, boxed(0.0, 0.0, 600.0, 500.0))])),
            ("B", around, None),
        ]
        .map(|(code, base, drawn)| Shared {
            code: code.into(),
            base,
            drawn,
        });
        let divided = divided(&buurten).unwrap();
        assert_eq!(divided.shapes[0].1.0.len(), 2, "{:?}", divided.shapes);
        assert!(divided.loose.is_empty());
    }
}

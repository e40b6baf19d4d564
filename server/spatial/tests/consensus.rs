//! Consensus held against the exact answer, against every order, and against those who mean to spoil it.

use geo::{Area, Validation};
use geo_types::{Coord, LineString, MultiPolygon, Polygon, coord, polygon};
use proptest::prelude::*;
use spatial::consensus::generate::{Mode, Troll, drawings, wijk};
use spatial::consensus::{Agreed, Consensus, Depth, Spread, bands, consensus, likeness, line};

/// The Coolsingel, in metres of RD New.
const ORIGIN: Coord<f64> = Coord {
    x: 92_000.5,
    y: 437_000.3,
};

fn buurt(seed: u64) -> Polygon<f64> {
    wijk(1, ORIGIN, seed).remove(0)
}

/// Stretches of a level line that at least `quorum` polygons cover, from west to east. Exact in x.
fn covered<'a>(polygons: impl Iterator<Item = &'a Polygon<f64>>, y: f64, quorum: i32) -> Vec<(f64, f64)> {
    let mut events: Vec<(f64, i32)> = Vec::new();
    for polygon in polygons {
        let mut xs = Vec::new();
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            for pair in ring.0.windows(2) {
                let (a, b) = (pair[0], pair[1]);
                if (a.y <= y) != (b.y <= y) {
                    xs.push(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
                }
            }
        }
        xs.sort_by(f64::total_cmp);
        events.extend(
            xs.iter()
                .enumerate()
                .map(|(at, x)| (*x, if at % 2 == 0 { 1 } else { -1 })),
        );
    }
    events.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (mut depth, mut begin, mut stretches) = (0, f64::NAN, Vec::new());
    for (x, step) in events {
        if step > 0 && depth + 1 == quorum {
            begin = x;
        }
        if step < 0 && depth == quorum {
            stretches.push((begin, x));
        }
        depth += step;
    }
    stretches
}

fn both(one: &[(f64, f64)], other: &[(f64, f64)]) -> f64 {
    let overlap = |a: &(f64, f64), b: &(f64, f64)| (a.1.min(b.1) - a.0.max(b.0)).max(0.0);
    one.iter()
        .flat_map(|a| other.iter().map(move |b| overlap(a, b)))
        .sum()
}

/// Area of both by area of either: a shape, and what at least so many drawings cover.
fn overlap(shape: &MultiPolygon<f64>, all: &[Polygon<f64>], quorum: i32) -> f64 {
    const STEP: f64 = 0.5;
    let ys = || {
        all.iter()
            .flat_map(|polygon| polygon.exterior().0.iter().map(|corner| corner.y))
    };
    let (low, high) = (
        ys().fold(f64::INFINITY, f64::min),
        ys().fold(f64::NEG_INFINITY, f64::max),
    );
    let (mut inside, mut either) = (0.0, 0.0);
    for row in 0..((high - low) / STEP) as usize {
        let y = low + (row as f64 + 0.371) * STEP;
        let (exact, ours) = (covered(all.iter(), y, quorum), covered(shape.iter(), y, 1));
        let long = |of: &[(f64, f64)]| of.iter().map(|(from, to)| to - from).sum::<f64>();
        let shared = both(&exact, &ours);
        inside += shared;
        either += long(&exact) + long(&ours) - shared;
    }
    inside / either
}

fn line_of(all: &[Polygon<f64>]) -> MultiPolygon<f64> {
    let mut depth = Depth::new(2.0);
    assert!(all.iter().all(|drawing| depth.add(drawing)));
    line(&depth.layer())
}

#[test]
fn the_line_of_a_hundred_drawings_is_the_exact_one_but_for_three_thousandths() {
    for seed in 1..=5 {
        let mode = if seed % 2 == 0 { Mode::Hard } else { Mode::Normal };
        let all = drawings(&buurt(seed), 100, mode, None, seed);
        let shape = line_of(&all);
        let corners: usize = shape.iter().map(|part| part.exterior().0.len()).sum();
        let alike = overlap(&shape, &all, 50);
        println!("seed {seed}: {alike:.5} with {corners} corners");
        assert!(alike >= 0.997, "seed {seed}: {alike}");
    }
}

/// How alike two shapes are, on cells of 2 m.
fn alike(one: &MultiPolygon<f64>, other: &Polygon<f64>) -> f64 {
    let counted = |parts: &[Polygon<f64>]| {
        let mut depth = Depth::new(2.0);
        assert!(parts.iter().all(|part| depth.add(part)));
        depth.layer()
    };
    likeness(&counted(&one.0), 1, &counted(std::slice::from_ref(other)), 1)
}

#[test]
fn one_in_ten_who_means_harm_costs_three_hundredths_at_most() {
    for kind in [Troll::City, Troll::Tiny, Troll::Shifted] {
        let lost = (1..=5).map(|seed| {
            let known = buurt(seed);
            let among = |trolls| {
                alike(
                    &line_of(&drawings(&known, 200, Mode::Normal, trolls, seed)),
                    &known,
                )
            };
            among(None) - among(Some((kind, 0.1)))
        });
        let lost: Vec<f64> = lost.collect();
        let mean = lost.iter().sum::<f64>() / 5.0;
        println!(
            "{kind:?}: {mean:.4}, at most {:.4}",
            lost.iter().copied().fold(0.0, f64::max)
        );
        assert!(mean <= 0.03, "{kind:?}: {lost:?}");
    }
}

/// In how many of so many sets of 200 drawings the alarm rings.
fn alarms(sets: u64, mode: Mode, trolls: Option<(Troll, f64)>) -> usize {
    let rings =
        |seed: &u64| consensus(&drawings(&buurt(*seed), 200, mode, trolls, *seed), 10.0).is_alarming();
    (1..=sets).filter(rings).count()
}

#[test]
fn the_alarm_rings_when_one_in_five_means_harm_and_hardly_when_one_in_twenty_does() {
    let mut told = vec![(Mode::Normal, None, alarms(20, Mode::Normal, None))];
    for kind in [Troll::City, Troll::Tiny, Troll::Shifted] {
        told.extend([0.05, 0.1, 0.2].map(|share| {
            let trolls = Some((kind, share));
            (Mode::Normal, trolls, alarms(20, Mode::Normal, trolls))
        }));
    }
    println!("of 20: {told:?}");
    for (_, trolls, rang) in told {
        match trolls {
            None => assert_eq!(rang, 0),
            Some((_, share)) if share <= 0.05 => assert!(rang <= 1, "{trolls:?}: {rang}"),
            Some((_, share)) if share >= 0.2 => assert!(rang >= 18, "{trolls:?}: {rang}"),
            Some(_) => {}
        }
    }
}

#[test]
fn residents_of_a_city_in_discord_agree_less() {
    let told = |mode| consensus(&drawings(&buurt(3), 100, mode, None, 3), 2.0);
    let (normal, hard) = (told(Mode::Normal), told(Mode::Hard));
    assert_eq!((normal.agreed(), hard.agreed()), (Agreed::Eens, Agreed::Deels));
    assert!(hard.contested.len() > normal.contested.len());
    let vague = |found: &Consensus| found.pieces.iter().filter(|piece| piece.width_m > 100.0).count();
    assert!(vague(&hard) > 0 && vague(&hard) >= vague(&normal));
}

/// A few drawings, and one piece of everything.
fn some(seed: u64, number: usize) -> Vec<Polygon<f64>> {
    let mode = if seed.is_multiple_of(2) {
        Mode::Normal
    } else {
        Mode::Hard
    };
    drawings(&buurt(seed), number, mode, Some((Troll::Shifted, 0.2)), seed)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_order_gives_the_same_bytes(seed in 0_u64..1_000, number in 1_usize..40, turn in 0_usize..40) {
        let all = some(seed, number);
        let mut mixed = all.clone();
        mixed.reverse();
        mixed.rotate_left(turn % number);
        let (one, other) = (consensus(&all, 4.0), consensus(&mixed, 4.0));
        prop_assert_eq!(format!("{one:?}"), format!("{other:?}"));
    }

    #[test]
    fn who_comes_and_goes_leaves_no_trace(seed in 0_u64..1_000, number in 1_usize..20, more in 1_usize..20) {
        let (stay, leave) = (some(seed, number), some(seed + 1, more));
        let mut plain = Depth::new(2.0);
        let mut busy = Depth::new(2.0);
        for drawing in &stay {
            plain.add(drawing);
        }
        for drawing in leave.iter().chain(&stay) {
            busy.add(drawing);
        }
        for drawing in &leave {
            busy.remove(drawing);
        }
        prop_assert_eq!(format!("{:?}", busy.layer()), format!("{:?}", plain.layer()));
        prop_assert_eq!(bands(&busy.layer()), bands(&plain.layer()));
    }

    #[test]
    fn everybody_twice_draws_the_same_line(seed in 0_u64..1_000, number in 1_usize..20) {
        let all = some(seed, 2 * number);
        let doubled: Vec<Polygon<f64>> = all.iter().flat_map(|drawing| [drawing.clone(), drawing.clone()]).collect();
        let (one, other) = (consensus(&all, 4.0), consensus(&doubled, 4.0));
        prop_assert_eq!(other.people, 2 * one.people);
        prop_assert!((one.agreement - other.agreement).abs() < 1e-9);
        prop_assert_eq!(one.bands, other.bands);
    }

    #[test]
    fn how_sure_the_agreement_is_does_not_depend_on_an_order_and_stays_within_bounds(seed in 0_u64..1_000, number in 2_usize..40, turn in 0_usize..40) {
        let mut all = some(seed, number);
        let found = consensus(&all, 4.0);
        all.rotate_left(turn % number);
        all.reverse();
        let again = consensus(&all, 4.0).spread;
        let bits = |of: Spread| [of.error, of.low, of.core, of.fringe].map(f64::to_bits);
        prop_assert_eq!(bits(again), bits(found.spread));
        let Spread { error, low, core, fringe } = found.spread;
        prop_assert!((0.0..=0.5).contains(&error) && fringe >= 0.0, "{:?}", found.spread);
        prop_assert!(low <= found.agreement + 1e-9 && low >= found.agreement - 4.0 * error - 1e-9, "{:?} {}", found.spread, found.agreement);
        prop_assert!((0.0..=1.0 + 1e-12).contains(&core), "{:?}", found.spread);
    }

    #[test]
    fn everybody_four_times_halves_the_error(seed in 0_u64..1_000) {
        let all = some(seed, 40);
        let fourfold: Vec<Polygon<f64>> = all.iter().flat_map(|drawing| std::iter::repeat_n(drawing.clone(), 4)).collect();
        let (one, other) = (consensus(&all, 4.0).spread, consensus(&fourfold, 4.0).spread);
        prop_assert!((other.error / one.error - 0.5).abs() < 0.2, "{:?} {:?}", one, other);
        prop_assert_eq!((one.core, one.fringe), (other.core, other.fringe));
    }

    #[test]
    fn shapes_are_valid_and_bands_lie_within_each_other(seed in 0_u64..1_000, number in 1_usize..30) {
        let found = consensus(&some(seed, number), 2.0);
        prop_assert!(found.line.is_valid());
        for band in &found.bands {
            prop_assert!(band.is_valid());
        }
        let areas = found.bands.each_ref().map(Area::unsigned_area);
        prop_assert!(areas[0] >= areas[1] && areas[1] >= areas[2], "{:?}", areas);
        for part in &found.contested {
            prop_assert!(part.is_valid());
        }
    }

    #[test]
    fn no_ring_makes_it_panic(corners in prop::collection::vec((-500_i32..500, -500_i32..500), 0..12), times in 1_usize..4) {
        let ring: Vec<Coord<f64>> = corners.iter().map(|(x, y)| coord! { x: f64::from(*x) / 7.0, y: f64::from(*y) / 3.0 }).collect();
        let tangled = Polygon::new(LineString(ring.clone()), vec![LineString(ring.into_iter().rev().collect())]);
        let whole = Polygon::new(tangled.exterior().clone(), Vec::new());
        let all: Vec<Polygon<f64>> = [tangled, whole].into_iter().cycle().take(2 * times).collect();
        let found = consensus(&all, 2.0);
        prop_assert!(found.agreement.is_finite() && found.alarm.is_finite());
    }
}

#[test]
fn pieces_of_the_line_follow_it_from_end_to_end() {
    let found = consensus(&some(5, 60), 2.0);
    let long = |line: &LineString<f64>| {
        line.0
            .windows(2)
            .map(|pair| (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y))
            .sum::<f64>()
    };
    let rings = found
        .line
        .iter()
        .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
    let (around, along): (f64, f64) = (
        rings.map(long).sum(),
        found.pieces.iter().map(|piece| long(&piece.line)).sum(),
    );
    assert!((around - along).abs() < 1e-6, "{around} {along}");
    let ends = |piece: &spatial::consensus::Piece| (piece.line.0[0], piece.line.0[piece.line.0.len() - 1]);
    assert!(
        found
            .pieces
            .windows(2)
            .all(|pair| ends(&pair[0]).1 == ends(&pair[1]).0)
    );
    assert!(
        found
            .pieces
            .iter()
            .all(|piece| piece.width_m > 0.0 && (0.0..=1.0).contains(&piece.margin))
    );
}

#[test]
fn nobody_and_nothing_are_answered_too() {
    let nobody = consensus(&[], 2.0);
    assert_eq!(
        (nobody.people, nobody.line.0.len(), nobody.agreement),
        (0, 0, 0.0)
    );
    assert!(!nobody.is_alarming());
    let alone = consensus(
        &[polygon![(x: 0.0, y: 0.0), (x: 40.0, y: 0.0), (x: 0.0, y: 40.0)]],
        f64::NAN,
    );
    assert_eq!((alone.people, alone.agreement, alone.alarm), (1, 1.0, 1.0));
    assert_eq!(
        (alone.spread.error, alone.spread.low, alone.spread.fringe),
        (0.0, 1.0, 0.0)
    );
}

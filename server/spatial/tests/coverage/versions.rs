//! Versions of one tiling: what moved, two edits joined, and streets to follow.

use geo::Area;
use geo_types::{Coord, MultiPolygon};
use proptest::prelude::*;
use spatial::coverage::{Coverage, Disagreement, Fault, Moved, REACH_M, diff, snap};

use super::edits::{bent, between, quilt};
use super::judge::{assert_tiles, rectangle};

fn rows(moved: &[Moved]) -> Vec<(&str, &str, f64)> {
    let code = |code: &'_ Option<String>| code.as_deref().unwrap_or("nobody").to_owned();
    let names = |row: &Moved| {
        (
            code(&row.from).leak() as &str,
            code(&row.to).leak() as &str,
            row.area_m2.round(),
        )
    };
    moved.iter().map(names).collect()
}

#[test]
fn what_moved_is_told_by_pair_the_largest_first() {
    let before = quilt();
    let (west, east) = (between(&before, 3, 4), between(&before, 4, 5));
    let after = before
        .with_arc(west, &bent(&before, west, 130.0, 150.0), &[])
        .expect("sound");
    let after = after
        .with_arc(east, &bent(&after, east, 240.0, 150.0), &[])
        .expect("sound");
    let moved = diff(&before.polygons(), &after.polygons());
    assert_eq!(
        rows(&moved),
        [("BU05", "BU04", 2_000.0), ("BU04", "BU03", 1_500.0)]
    );
    for row in &moved {
        assert!((row.shape.unsigned_area() - row.area_m2).abs() < 1e-9);
    }
    assert_eq!(diff(&before.polygons(), &before.polygons()), []);
    let back = diff(&after.polygons(), &before.polygons());
    assert_eq!(
        rows(&back),
        [("BU04", "BU05", 2_000.0), ("BU03", "BU04", 1_500.0)]
    );
}

#[test]
fn ground_may_come_from_nobody_go_to_nobody_and_change_its_name() {
    let at = |code: &str, shape: MultiPolygon<f64>| (code.to_owned(), shape);
    let before = [
        at("A", rectangle(0.0, 0.0, 100.0, 100.0)),
        at("B", rectangle(100.0, 0.0, 200.0, 100.0)),
    ];
    let after = [
        at("A", rectangle(0.0, 0.0, 90.0, 100.0)),
        at("C", rectangle(100.0, 0.0, 230.0, 100.0)),
    ];
    let told = diff(&before, &after);
    let expected = [
        ("B", "C", 10_000.0),
        ("nobody", "C", 3_000.0),
        ("A", "nobody", 1_000.0),
    ];
    assert_eq!(rows(&told), expected);
    // What rounding does to a border is no news.
    let rounded = [
        at("A", rectangle(0.0, 0.0, 100.01, 100.0)),
        at("B", rectangle(100.01, 0.0, 200.0, 100.0)),
    ];
    assert_eq!(diff(&before, &rounded), []);
}

#[test]
fn two_edits_of_different_arcs_become_one() {
    let base = quilt();
    let (west, east) = (between(&base, 3, 4), between(&base, 4, 5));
    let ours = base
        .with_arc(west, &bent(&base, west, 130.0, 150.0), &[])
        .expect("sound");
    let theirs = base
        .with_arc(east, &bent(&base, east, 240.0, 150.0), &[])
        .expect("sound");
    let both = base.merged(&ours, &theirs).expect("no dispute");
    assert_eq!(Ok(&both), base.merged(&theirs, &ours).as_ref());
    assert_eq!(
        (&both.arcs[west], &both.arcs[east]),
        (&ours.arcs[west], &theirs.arcs[east])
    );
    assert_tiles(&both);
    assert_eq!(base.merged(&ours, &base), Ok(ours.clone()));
    assert_eq!(base.merged(&ours, &ours), Ok(ours));
}

#[test]
fn the_same_arc_moved_twice_is_a_dispute_and_so_is_a_broken_tiling() {
    let base = quilt();
    let (west, east) = (between(&base, 3, 4), between(&base, 4, 5));
    let ours = base
        .with_arc(west, &bent(&base, west, 130.0, 150.0), &[])
        .expect("sound");
    let theirs = base
        .with_arc(west, &bent(&base, west, 140.0, 150.0), &[])
        .expect("sound");
    assert_eq!(base.merged(&ours, &theirs), Err(Disagreement::Arcs(vec![west])));
    // Each is sound alone; together they cross.
    let ours = base
        .with_arc(west, &bent(&base, west, 160.0, 150.0), &[])
        .expect("sound");
    let theirs = base
        .with_arc(east, &bent(&base, east, 140.0, 150.0), &[])
        .expect("sound");
    let Err(Disagreement::Flaws(flaws)) = base.merged(&ours, &theirs) else {
        panic!("they cross");
    };
    assert!(flaws.iter().any(|flaw| flaw.fault == Fault::Crosses));
    assert_eq!(
        base.merged(&ours, &Coverage::default()),
        Err(Disagreement::Strangers)
    );
}

fn line(corners: &[(f64, f64)]) -> Vec<Coord<f64>> {
    corners.iter().copied().map(Coord::from).collect()
}

#[test]
fn a_border_along_streets_is_suggested_their_line_and_keeps_its_ends() {
    let streets = [
        line(&[(-50.0, 0.0), (100.0, 0.0), (200.0, 0.0), (300.0, 0.0)]),
        line(&[(200.0, -100.0), (200.0, 0.0), (200.0, 100.0), (200.0, 200.0)]),
        // A side street, crossed.
        line(&[(100.0, -80.0), (100.0, 0.0), (100.0, 80.0)]),
    ];
    let border = line(&[
        (0.0, 4.0),
        (60.0, 7.0),
        (120.0, 3.0),
        (194.0, 6.0),
        (195.0, 90.0),
        (196.0, 180.0),
    ]);
    let found = snap(&border, &streets).expect("near");
    assert!(found.share > 0.99);
    let expected = line(&[
        (0.0, 4.0),
        (0.0, 0.0),
        (200.0, 0.0),
        (200.0, 180.0),
        (196.0, 180.0),
    ]);
    assert_eq!(found.line, expected);
}

#[test]
fn a_border_that_leaves_the_street_keeps_its_own_way_there_or_gets_no_suggestion() {
    let street = [line(&[(0.0, 0.0), (400.0, 0.0)])];
    let around = |from: f64, to: f64| {
        line(&[
            (0.0, 2.0),
            (from, 2.0),
            (from + 5.0, 40.0),
            (to, 40.0),
            (to + 5.0, 2.0),
            (400.0, 2.0),
        ])
    };
    let found = snap(&around(100.0, 110.0), &street).expect("near enough");
    assert!((0.8..1.0).contains(&found.share), "{}", found.share);
    assert!(found.line.contains(&Coord { x: 105.0, y: 40.0 }));
    assert_eq!(snap(&around(100.0, 250.0), &street), None);
    assert_eq!(
        snap(&line(&[(0.0, REACH_M + 0.1), (400.0, REACH_M + 0.1)]), &street),
        None
    );
    assert_eq!(snap(&[], &street), None);
    assert_eq!(snap(&line(&[(0.0, 1.0), (400.0, 1.0)]), &[]), None);
    let odd = [Vec::new(), line(&[(5.0, 5.0)]), line(&[(5.0, 5.0), (5.0, 5.0)])];
    assert_eq!(snap(&line(&[(0.0, 1.0), (400.0, 1.0)]), &odd), None);
}

proptest! {
    #[test]
    fn edits_leave_a_tiling_or_are_refused_with_a_place(
        moves in prop::collection::vec((0..24_usize, 0.0..300.0_f64, 0.0..300.0_f64, any::<bool>()), 1..12),
    ) {
        let mut fabric = quilt();
        for (number, x, y, node) in moves {
            let place = Coord { x, y };
            let outcome = if node {
                fabric.with_node(number % fabric.nodes().len(), place, &[])
            } else {
                let arc = number % fabric.arcs.len();
                let line = &fabric.arcs[arc].line;
                let line = [line[0], place, line[line.len() - 1]];
                fabric.with_arc(arc, &line, &[])
            };
            match outcome {
                Ok(after) => {
                    assert_tiles(&after);
                    let moved = diff(&fabric.polygons(), &after.polygons());
                    let lost: f64 = moved.iter().filter(|row| row.from.is_some()).map(|row| row.area_m2).sum();
                    let gained: f64 = moved.iter().filter(|row| row.to.is_some()).map(|row| row.area_m2).sum();
                    let area = |fabric: &Coverage| (0..9).map(|face| fabric.face_area(face)).sum::<f64>();
                    prop_assert!((area(&after) - area(&fabric) - (gained - lost)).abs() < 20.0);
                    fabric = after;
                }
                Err(flaws) => {
                    prop_assert!(!flaws.is_empty());
                    prop_assert!(flaws.iter().all(|flaw| flaw.at.x.is_finite() && flaw.at.y.is_finite()));
                }
            }
        }
    }
}

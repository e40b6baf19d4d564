//! Moving arcs and nodes.

use geo_types::Coord;
use spatial::coverage::{Change, Coverage, Fault, Flaw};

use super::judge::{assert_tiles, rectangle};

/// Three by three squares of 100 m.
fn quilt() -> Coverage {
    let square = |at: usize| {
        let (x, y) = ((at % 3) as f64 * 100.0, (at / 3) as f64 * 100.0);
        (format!("BU{at:02}"), rectangle(x, y, x + 100.0, y + 100.0))
    };
    let (fabric, flaws) = Coverage::from_polygons(&(0..9).map(square).collect::<Vec<_>>());
    assert!(flaws.is_empty());
    fabric
}

fn between(fabric: &Coverage, one: usize, other: usize) -> usize {
    let sides = (Some(one), Some(other));
    fabric
        .arcs
        .iter()
        .position(|arc| (arc.left, arc.right) == sides)
        .expect("neighbours")
}

/// The arc's line with one more corner in its middle.
fn bent(fabric: &Coverage, arc: usize, x: f64, y: f64) -> Vec<Coord<f64>> {
    let line = &fabric.arcs[arc].line;
    vec![line[0], Coord { x, y }, line[line.len() - 1]]
}

fn faults(outcome: Result<Coverage, Vec<Flaw>>) -> Vec<Fault> {
    outcome
        .expect_err("refused")
        .iter()
        .map(|flaw| flaw.fault)
        .collect()
}

#[test]
fn a_moved_arc_gives_one_neighbour_what_the_other_loses() {
    let fabric = quilt();
    let arc = between(&fabric, 3, 4);
    let moved = fabric
        .with_arc(arc, &bent(&fabric, arc, 130.0, 150.0), &[])
        .expect("sound");
    assert_tiles(&moved);
    let areas: Vec<f64> = (0..9)
        .map(|face| (moved.face_area(face) - 10_000.0).round())
        .collect();
    assert_eq!(areas, [0.0, 0.0, 0.0, 1_500.0, -1_500.0, 0.0, 0.0, 0.0, 0.0]);
    // And back again, to the last bit.
    assert_eq!(moved.with_arc(arc, &fabric.arcs[arc].line, &[]), Ok(fabric));
}

#[test]
fn a_moved_node_takes_every_arc_there_along() {
    let fabric = quilt();
    let nodes = fabric.nodes();
    let node = nodes
        .iter()
        .position(|node| node.at == Coord { x: 100.0, y: 100.0 })
        .expect("a node");
    let moved = fabric
        .with_node(node, Coord { x: 120.0, y: 110.0 }, &[])
        .expect("sound");
    assert_tiles(&moved);
    assert_eq!(moved.nodes()[node].at, Coord { x: 120.0, y: 110.0 });
    assert_eq!(moved.nodes()[node].arcs, nodes[node].arcs);
    let changed = (0..9).filter(|face| (moved.face_area(*face) - 10_000.0).abs() > 1.0);
    assert_eq!(changed.collect::<Vec<_>>(), [0, 1, 3, 4]);
}

#[test]
fn what_would_break_the_tiling_is_refused_with_its_place() {
    let fabric = quilt();
    let arc = between(&fabric, 3, 4);
    let flaws = fabric
        .with_arc(arc, &bent(&fabric, arc, 230.0, 150.0), &[])
        .expect_err("crosses");
    let other = between(&fabric, 4, 5);
    assert!(
        flaws
            .iter()
            .all(|flaw| flaw.fault == Fault::Crosses && flaw.arcs.contains(&other))
    );
    assert!(!flaws.is_empty() && flaws.iter().all(|flaw| (flaw.at.x - 200.0).abs() < 1e-6));
    // Touching another arc is crossing it; so is running back over itself.
    assert_eq!(
        faults(fabric.with_arc(arc, &bent(&fabric, arc, 200.0, 150.0), &[])),
        [Fault::Crosses; 2]
    );
    let [from, to] = [fabric.arcs[arc].line[0], fabric.arcs[arc].line[1]];
    let (far, near) = (Coord { x: 100.0, y: 160.0 }, Coord { x: 100.0, y: 140.0 });
    let back = if from.y < to.y {
        [from, far, near, to]
    } else {
        [from, near, far, to]
    };
    assert!(faults(fabric.with_arc(arc, &back, &[])).contains(&Fault::Crosses));
}

#[test]
fn ends_stay_on_their_nodes_and_nonsense_is_refused() {
    let fabric = quilt();
    let arc = between(&fabric, 3, 4);
    let mut line = fabric.arcs[arc].line.clone();
    line[0].x += 0.04;
    assert_eq!(fabric.with_arc(arc, &line, &[]), Ok(fabric.clone()));
    line[0].x += 0.04;
    assert_eq!(faults(fabric.with_arc(arc, &line, &[])), [Fault::EndMoved]);
    assert_eq!(faults(fabric.with_arc(arc, &[], &[])), [Fault::Malformed]);
    assert_eq!(faults(fabric.with_arc(999, &line, &[])), [Fault::Malformed]);
    line[1].y = f64::NAN;
    assert_eq!(faults(fabric.with_arc(arc, &line, &[])), [Fault::Malformed]);
    assert_eq!(faults(fabric.with_node(999, line[0], &[])), [Fault::Malformed]);
}

#[test]
fn locked_faces_keep_their_borders() {
    let fabric = quilt();
    let arc = between(&fabric, 3, 4);
    let line = bent(&fabric, arc, 120.0, 150.0);
    assert!(fabric.with_arc(arc, &line, &[0, 5]).is_ok());
    let flaws = fabric.with_arc(arc, &line, &[4]).expect_err("locked");
    assert_eq!(
        (flaws[0].fault, &flaws[0].faces[..], &flaws[0].arcs[..]),
        (Fault::Locked, &[4][..], &[arc][..])
    );
    // A node moves arcs of faces that the caller did not name.
    let nodes = fabric.nodes();
    let node = nodes
        .iter()
        .position(|node| node.arcs.contains(&arc))
        .expect("an end");
    let locked: Vec<usize> = (0..9).filter(|face| ![3, 4].contains(face)).collect();
    let place = Coord {
        x: nodes[node].at.x + 5.0,
        ..nodes[node].at
    };
    assert!(faults(fabric.with_node(node, place, &locked)).contains(&Fault::Locked));
}

#[test]
fn several_moves_are_judged_together() {
    let fabric = quilt();
    let (west, east) = (between(&fabric, 3, 4), between(&fabric, 4, 5));
    let change = Change {
        nodes: Vec::new(),
        arcs: vec![
            (west, bent(&fabric, west, 210.0, 150.0)),
            (east, bent(&fabric, east, 250.0, 150.0)),
        ],
    };
    let moved = fabric.changed(&change, &[]).expect("sound together");
    assert_tiles(&moved);
    assert!(fabric.with_arc(west, &change.arcs[0].1, &[]).is_err());
}

#[test]
fn a_face_may_not_shrink_below_a_speck() {
    let fabric = quilt();
    let arc = between(&fabric, 3, 4);
    let line = &fabric.arcs[arc].line;
    let (low, high) = (line[0].y.min(line[1].y) + 1.0, line[0].y.max(line[1].y) - 1.0);
    let mut wide = vec![Coord { x: 195.0, y: low }, Coord { x: 195.0, y: high }];
    if line[0].y > line[1].y {
        wide.reverse();
    }
    let wide = [vec![line[0]], wide, vec![line[1]]].concat();
    assert_eq!(faults(fabric.with_arc(arc, &wide, &[])), [Fault::TooSmall]);
}

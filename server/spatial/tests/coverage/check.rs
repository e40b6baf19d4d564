//! The check finds every way in which a tiling can be broken.

use geo_types::Coord;
use spatial::coverage::{Arc, Coverage, Face, Fault};

use super::edits::{between, quilt};

fn faults(fabric: &Coverage) -> Vec<Fault> {
    let mut faults: Vec<Fault> = fabric.check().iter().map(|flaw| flaw.fault).collect();
    faults.dedup();
    faults
}

/// What the check finds after something was done to a sound tiling.
fn after(harm: impl Fn(&mut Coverage)) -> Vec<Fault> {
    let mut fabric = quilt();
    harm(&mut fabric);
    let faults = faults(&fabric);
    // Whatever it is, nobody stumbles over it.
    let _ = (fabric.polygons(), fabric.nodes(), fabric.simplified(20.0));
    let _ = fabric.with_arc(0, &[Coord { x: 0.0, y: 0.0 }, Coord { x: 1.0, y: 1.0 }], &[]);
    let _ = fabric.merged(&fabric, &fabric);
    faults
}

#[test]
fn a_sound_tiling_has_no_flaws() {
    assert_eq!(faults(&quilt()), []);
    assert_eq!(faults(&Coverage::default()), []);
}

#[test]
fn lines_that_are_none_are_malformed() {
    let short = |fabric: &mut Coverage| fabric.arcs[3].line.truncate(1);
    assert_eq!(after(short), [Fault::Malformed]);
    assert_eq!(after(|fabric| fabric.arcs[3].line.clear()), [Fault::Malformed]);
    assert_eq!(
        after(|fabric| fabric.arcs[3].line[0].x = f64::NAN),
        [Fault::Malformed]
    );
    assert_eq!(after(|fabric| fabric.arcs[3].left = Some(99)), [Fault::Malformed]);
    assert_eq!(
        after(|fabric| fabric.arcs[3].left = fabric.arcs[3].right),
        [Fault::Malformed]
    );
    let twice = |fabric: &mut Coverage| {
        let first = fabric.arcs[3].line[0];
        fabric.arcs[3].line.insert(0, first);
    };
    assert_eq!(after(twice), [Fault::Malformed]);
}

#[test]
fn faces_and_arcs_must_name_each_other_once() {
    assert!(after(|fabric| fabric.faces[4].rings.clear()).contains(&Fault::Unwoven));
    assert!(after(|fabric| fabric.faces[4].rings[0][0] = 99).contains(&Fault::Unwoven));
    assert!(after(|fabric| fabric.faces[4].rings[0][0] = 0).contains(&Fault::Unwoven));
    assert!(after(|fabric| fabric.faces[4].rings[0][0] *= -1).contains(&Fault::Unwoven));
    let doubled = |fabric: &mut Coverage| {
        let ring = fabric.faces[4].rings[0].clone();
        fabric.faces[4].rings.push(ring);
    };
    assert!(after(doubled).contains(&Fault::Unwoven));
    let swapped = |fabric: &mut Coverage| {
        let arc = between(fabric, 3, 4);
        fabric.arcs[arc].right = Some(5);
    };
    assert_eq!(after(swapped), [Fault::Unwoven]);
}

#[test]
fn rings_must_return_and_lines_must_not_cross() {
    assert!(after(|fabric| fabric.faces[4].rings[0].swap(0, 1)).contains(&Fault::Open));
    let loose = |fabric: &mut Coverage| {
        let arc = between(fabric, 3, 4);
        fabric.arcs[arc].line[0].x += 1.0;
    };
    assert!(after(loose).contains(&Fault::Open));
    let knot = |fabric: &mut Coverage| {
        let arc = between(fabric, 3, 4);
        let line = &mut fabric.arcs[arc].line;
        let (from, to) = (line[0], line[1]);
        let at = |share: f64, x: f64| Coord {
            x,
            y: from.y + share * (to.y - from.y),
        };
        *line = vec![
            from,
            at(0.7, 100.0),
            at(0.7, 110.0),
            at(0.3, 90.0),
            at(0.8, 90.0),
            to,
        ];
    };
    assert_eq!(after(knot), [Fault::Crosses]);
}

#[test]
fn a_face_laid_upon_another_is_an_overlap_although_every_arc_has_its_faces() {
    let square = |west: f64, south: f64, side: f64| -> Vec<Coord<f64>> {
        let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)];
        corners
            .map(|(x, y)| Coord {
                x: west + x * side,
                y: south + y * side,
            })
            .to_vec()
    };
    let lonely = |line: Vec<Coord<f64>>, face| Arc {
        line,
        left: Some(face),
        right: None,
    };
    let face = |at: i32| Face {
        code: format!("BU{at}"),
        rings: vec![vec![at]],
    };
    let laid = Coverage {
        arcs: vec![
            lonely(square(0.0, 0.0, 400.0), 0),
            lonely(square(100.0, 100.0, 100.0), 1),
        ],
        faces: vec![face(1), face(2)],
    };
    assert_eq!(faults(&laid), [Fault::Overlap]);
    assert_eq!(laid.check()[0].faces, [0, 1]);
    // Beside one another they are two islands, and sound.
    let beside = Coverage {
        arcs: vec![
            lonely(square(0.0, 0.0, 400.0), 0),
            lonely(square(500.0, 100.0, 100.0), 1),
        ],
        ..laid.clone()
    };
    assert_eq!(faults(&beside), []);
    // A border walked the wrong way round holds the rest of the world.
    let mut inside_out = laid;
    inside_out.arcs.truncate(1);
    inside_out.faces.truncate(1);
    inside_out.arcs[0].line.reverse();
    assert!(faults(&inside_out).contains(&Fault::Overlap));
}

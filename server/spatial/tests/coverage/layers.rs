//! Tilings out of drawings: a hundred made-up wijken, and corners of the mind.

use geo::{Area, BooleanOps, BoundingRect, Contains, Distance, Euclidean};
use geo_types::{Coord, MultiPolygon, Point, Polygon};
use proptest::prelude::*;
use spatial::consensus::generate::{Mode, Troll, drawings, wijk};
use spatial::consensus::{Depth, Lattice, Layer};
use spatial::coverage::{Coverage, FLOOR, Fault, Tiled, Unlike};
use spatial::{Frame, Lonlat, Metres};

use super::judge::{assert_tiles, holders, holes, rectangle};

const SIDE_M: f64 = 5.0;

fn layer(drawings: &[Polygon<f64>]) -> Layer {
    let mut depth = Depth::new(SIDE_M);
    for drawing in drawings {
        assert!(depth.add(drawing), "a drawing that counts");
    }
    depth.layer()
}

fn code(at: usize) -> String {
    format!("BU{at:02}")
}

/// A wijk and the layers of what its residents drew, by a seed.
fn drawn(
    buurten: usize,
    people: usize,
    mode: Mode,
    trolls: Option<(Troll, f64)>,
    seed: u64,
) -> (Vec<Polygon<f64>>, Vec<(String, Layer)>) {
    let wijk = wijk(
        buurten,
        Coord {
            x: 90_000.0,
            y: 435_000.0,
        },
        seed,
    );
    let layer = |(at, buurt): (usize, &Polygon<f64>)| {
        (
            code(at),
            layer(&drawings(buurt, people, mode, trolls, seed * 100 + at as u64)),
        )
    };
    let layers = wijk.iter().enumerate().map(layer).collect();
    (wijk, layers)
}

fn tiled(layers: &[(String, Layer)]) -> Tiled {
    Coverage::from_layers(layers, FLOOR, &[]).expect("alike")
}

fn written_down(at: Coord<f64>) -> Coord<f64> {
    let place = Frame::Rd.to_lonlat(Metres::new(at.x, at.y));
    let round = |degrees: f64| (degrees * 1e7).round() / 1e7;
    let metres = Frame::Rd.to_metres(Lonlat::new(round(place.lon), round(place.lat)));
    Coord {
        x: metres.x,
        y: metres.y,
    }
}

/// A layer of a picture: rows from the north, people per cell as digits.
fn painted(rows: &[&str], people: u32) -> Layer {
    let columns = rows[0].len() as u32;
    let counts = rows
        .iter()
        .rev()
        .flat_map(|row| row.chars().map(|count| count.to_digit(10).expect("a digit")));
    Layer {
        lattice: Lattice {
            west: 0.0,
            south: 0.0,
            side: 50.0,
            columns,
            rows: rows.len() as u32,
        },
        counts: counts.collect(),
        people,
    }
}

/// The same picture on cells of an eighth.
fn fine(rows: &[&str], people: u32) -> Layer {
    let wide = |row: &&str| row.chars().flat_map(|count| [count; 8]).collect::<String>();
    let rows: Vec<String> = rows.iter().map(wide).flat_map(|row| vec![row; 8]).collect();
    let mut layer = painted(&rows.iter().map(String::as_str).collect::<Vec<_>>(), people);
    layer.lattice.side /= 8.0;
    layer
}

/// What part of the people of a layer cover a place.
fn share(layer: &Layer, at: Coord<f64>) -> f64 {
    let Lattice {
        west,
        south,
        side,
        columns,
        rows,
    } = layer.lattice;
    let (column, row) = (((at.x - west) / side).floor(), ((at.y - south) / side).floor());
    let within = (0.0..f64::from(columns)).contains(&column) && (0.0..f64::from(rows)).contains(&row);
    let cell = row.max(0.0) as usize * columns as usize + column.max(0.0) as usize;
    if within {
        f64::from(layer.counts[cell]) / f64::from(layer.people)
    } else {
        0.0
    }
}

/// Panics unless what lies between faces is ground of which no buurt drew enough to claim it, as the layers say
/// themselves; but for exclaves that nobody has meanwhile, and two cells along its edge, where lines are simplified.
fn assert_holes_are_nobodys(tiled: &Tiled, layers: &[(String, Layer)], seed: u64) {
    const STEP_M: f64 = 2.5;
    let given_to_nobody = tiled.exclaves.iter().filter(|exclave| exclave.given_to.is_none());
    let excused: f64 = given_to_nobody.map(|exclave| exclave.area_m2).sum();
    let (mut claimed_m2, mut open_m2) = (0.0, 0.0);
    for hole in holes(&tiled.coverage) {
        let frame = hole.bounding_rect().expect("a frame");
        let steps = |length: f64| 0..(length / STEP_M).ceil() as usize;
        let (mut clear, mut within) = (0, 0);
        for (column, row) in steps(frame.width()).flat_map(|x| steps(frame.height()).map(move |y| (x, y))) {
            let at = Coord {
                x: frame.min().x + (column as f64 + 0.5) * STEP_M,
                y: frame.min().y + (row as f64 + 0.5) * STEP_M,
            };
            if !hole.contains(&Point(at)) {
                continue;
            }
            within += 1;
            let is_claimed = layers.iter().any(|(_, layer)| share(layer, at) >= FLOOR);
            let is_clear = Euclidean.distance(&Point(at), hole.exterior()) > 2.0 * SIDE_M;
            clear += usize::from(is_clear);
            claimed_m2 += if is_claimed && is_clear {
                STEP_M * STEP_M
            } else {
                0.0
            };
        }
        open_m2 += hole.unsigned_area();
        assert!(
            clear > 0 || within > 8,
            "wijk {seed}: a crack of {} m²",
            hole.unsigned_area()
        );
    }
    assert!(
        claimed_m2 <= excused,
        "wijk {seed}: of {open_m2} m² between faces {claimed_m2} m² are claimed, {excused} m² by exclaves"
    );
}

#[test]
fn a_hundred_wijken_with_trolls_tile_without_gaps_or_overlaps_in_one_part_each() {
    let kinds = [Troll::City, Troll::Tiny, Troll::Shifted];
    for seed in 0..100 {
        let mode = if seed % 4 == 3 { Mode::Hard } else { Mode::Normal };
        let trolls = Some((kinds[seed as usize % 3], 0.1));
        let (_, mut layers) = drawn(4 + seed as usize % 6, 20, mode, trolls, seed);
        let tiled = tiled(&layers);
        let fabric = &tiled.coverage;
        let breaks: Vec<_> = fabric
            .check()
            .into_iter()
            .filter(|flaw| flaw.fault != Fault::TooSmall)
            .collect();
        assert!(breaks.is_empty(), "wijk {seed}: {breaks:?}");
        assert_tiles(fabric);
        assert_holes_are_nobodys(&tiled, &layers, seed);
        for (code, shape) in fabric.polygons() {
            assert_eq!(shape.0.len(), 1, "wijk {seed}, {code}");
        }
        let points = holders(fabric, 30);
        assert_eq!(
            points.iter().find(|(_, holders)| *holders > 1),
            None,
            "wijk {seed}"
        );
        let claimed = |at: Coord<f64>| layers.iter().any(|(_, layer)| share(layer, at) >= 0.6);
        let left = points.iter().find(|(at, holders)| *holders == 0 && claimed(*at));
        assert_eq!(
            left, None,
            "wijk {seed}: most of a buurt drew it and nobody has it"
        );
        // Written down in degrees with seven decimals, and read again.
        let breaks = fabric.mapped(written_down).check().into_iter();
        assert_eq!(
            breaks.filter(|flaw| flaw.fault.breaks_tiling()).count(),
            0,
            "wijk {seed}, written down"
        );
        layers.reverse();
        assert_eq!(
            super::layers::tiled(&layers),
            tiled,
            "wijk {seed} in another order"
        );
    }
}

#[test]
fn the_order_of_drawings_does_not_change_a_bit() {
    let buurten = wijk(4, Coord { x: 0.0, y: 0.0 }, 7);
    let layers = |backwards: bool| -> Vec<(String, Layer)> {
        let layer = |(at, buurt): (usize, &Polygon<f64>)| {
            let mut drawn = drawings(buurt, 40, Mode::Hard, None, at as u64);
            if backwards {
                drawn.reverse();
            }
            (code(at), layer(&drawn))
        };
        buurten.iter().enumerate().map(layer).collect()
    };
    let (one, other) = (tiled(&layers(false)), tiled(&layers(true)));
    let bits = |tiled: &Tiled| -> Vec<u64> {
        let corners = tiled.coverage.arcs.iter().flat_map(|arc| &arc.line);
        corners
            .flat_map(|corner| [corner.x.to_bits(), corner.y.to_bits()])
            .collect()
    };
    assert_eq!(one, other);
    assert_eq!(bits(&one), bits(&other));
}

/// How alike faces are to the borders they were drawn after, on average, within the wijk: where it ends nobody drew
/// against its buurten, and its outer border lies where a `floor` of the people still drew it.
fn likeness(buurten: usize, trolls: Option<(Troll, f64)>, seed: u64) -> f64 {
    let (wijk, layers) = drawn(buurten, 60, Mode::Normal, trolls, seed);
    let ground = geo::unary_union(&wijk);
    let alike = |(at, (_, shape)): (usize, &(String, MultiPolygon<f64>))| {
        let (shape, truth) = (shape.intersection(&ground), MultiPolygon(vec![wijk[at].clone()]));
        shape.intersection(&truth).unsigned_area() / shape.union(&truth).unsigned_area()
    };
    let faces = tiled(&layers).coverage.polygons();
    faces.iter().enumerate().map(alike).sum::<f64>() / buurten as f64
}

#[test]
fn in_a_hundred_wijken_drawings_find_the_borders_they_were_made_from_and_trolls_cost_little() {
    let mut lost: Vec<f64> = Vec::new();
    for seed in 0..100 {
        let buurten = 4 + seed as usize % 6;
        let plain = likeness(buurten, None, seed);
        assert!(plain > 0.93, "wijk {seed}: {plain}");
        let troll = [Troll::City, Troll::Tiny, Troll::Shifted][seed as usize % 3];
        lost.push(plain - likeness(buurten, Some((troll, 0.1)), seed));
    }
    for (kind, troll) in [Troll::City, Troll::Tiny, Troll::Shifted].iter().enumerate() {
        let of: Vec<f64> = lost.iter().skip(kind).step_by(3).copied().collect();
        let mean = of.iter().sum::<f64>() / of.len() as f64;
        let most = of.iter().copied().fold(0.0, f64::max);
        println!(
            "{troll:?} in {} wijken: {mean:.4} lost, at most {most:.4}",
            of.len()
        );
        assert!(mean <= 0.03 && most <= 0.03, "{troll:?}: {of:?}");
    }
}

#[test]
fn the_largest_share_wins_and_equals_go_by_code() {
    // The same people in the middle: of 8 more than of 9.
    let west = painted(&["8840", "8840"], 8);
    let east = painted(&["0489", "0489"], 9);
    let fabric = tiled(&[("B".to_owned(), east), ("A".to_owned(), west.clone())]).coverage;
    assert_eq!(fabric.faces[0].code, "A");
    let line = &fabric
        .arcs
        .iter()
        .find(|arc| !arc.is_hull())
        .expect("shared")
        .line;
    // 8/8 - 4/9 against 4/8 - 8/9: the zero lies nearer to the east.
    let x = 75.0 + 50.0 * (5.0 / 9.0) / (5.0 / 9.0 + 7.0 / 18.0);
    assert!(
        line.iter().any(|corner| (corner.x - x).abs() < 1e-9),
        "{line:?} {x}"
    );

    let same = tiled(&[("B".to_owned(), west.clone()), ("A".to_owned(), west)]);
    assert_eq!(
        (same.coverage.faces.len(), &same.missing[..]),
        (1, &["B".to_owned()][..])
    );
    assert_eq!(same.coverage.faces[0].code, "A");
}

#[test]
fn below_the_floor_ground_is_nobodys_unless_it_is_filled() {
    let layers = [
        ("A".to_owned(), fine(&["9910", "9910"], 9)),
        ("B".to_owned(), fine(&["0000", "0009"], 9)),
    ];
    let open = tiled(&layers).coverage;
    assert!(open.arcs.iter().all(|arc| arc.is_hull()));
    let official = [
        ("A".to_owned(), rectangle(0.0, 0.0, 150.0, 100.0)),
        ("B".to_owned(), rectangle(150.0, 0.0, 200.0, 100.0)),
        ("C".to_owned(), rectangle(200.0, 0.0, 300.0, 100.0)),
    ];
    let filled = Coverage::from_layers(&layers, FLOOR, &official)
        .expect("alike")
        .coverage;
    assert_tiles(&filled);
    // What nobody drew follows the official border; C was never drawn.
    let names: Vec<&str> = filled.faces.iter().map(|face| face.code.as_str()).collect();
    assert_eq!(names, ["A", "B", "C"]);
    let shapes = filled.polygons();
    for (x, face) in [(25.0, 0), (125.0, 0), (160.0, 1), (250.0, 2)] {
        assert!(
            shapes[face].1.contains(&Coord { x, y: 50.0 }),
            "{x} m to the east"
        );
    }
}

#[test]
fn exclaves_are_told_and_specks_are_not() {
    // A has a large part, one of 2 cells in the east within B, and B a speck of none.
    let a = painted(&["99900000", "99900990", "99900000"], 9);
    let b = painted(&["00099999", "00099009", "00099999"], 9);
    let told = tiled(&[("A".to_owned(), a), ("B".to_owned(), b)]);
    assert_eq!(told.exclaves.len(), 1);
    let exclave = &told.exclaves[0];
    assert_eq!(
        (exclave.code.as_str(), exclave.given_to.as_deref()),
        ("A", Some("B"))
    );
    assert!((exclave.area_m2 - 5_000.0).abs() < 1e-9 && exclave.at == Coord { x: 325.0, y: 75.0 });
    assert_eq!(told.coverage.arcs.len(), 3);
    let faults: Vec<Fault> = told.flaws().iter().map(|flaw| flaw.fault).collect();
    assert_eq!(faults, [Fault::NotOnePart]);
    assert!(told.coverage.check().is_empty());
}

#[test]
fn corners_where_four_meet_or_two_touch_twice_are_sound() {
    // Four quarters; then a chessboard, of which each keeps its largest part.
    let quarter = |rows: &[&str]| painted(rows, 9);
    let four = [
        ("A".to_owned(), quarter(&["9900", "9900", "0000", "0000"])),
        ("B".to_owned(), quarter(&["0099", "0099", "0000", "0000"])),
        ("C".to_owned(), quarter(&["0000", "0000", "9900", "9900"])),
        ("D".to_owned(), quarter(&["0000", "0000", "0099", "0099"])),
    ];
    let fabric = tiled(&four).coverage;
    assert!(fabric.check().is_empty(), "{:?}", fabric.check());
    assert_tiles(&fabric);
    assert_eq!((fabric.arcs.len(), fabric.nodes().len()), (8, 5));
    let chess = [
        ("A".to_owned(), quarter(&["9090", "0909", "9090", "0909"])),
        ("B".to_owned(), quarter(&["0909", "9090", "0909", "9090"])),
    ];
    let fabric = tiled(&chess).coverage;
    assert_tiles(&fabric);
    // A ring that touches itself in a corner, with another face in its hole.
    let pinched = [
        ("A".to_owned(), quarter(&["99990", "90990", "99099", "99999"])),
        ("B".to_owned(), quarter(&["00000", "09000", "00000", "00000"])),
        ("C".to_owned(), quarter(&["00000", "00000", "00900", "00000"])),
    ];
    let fabric = tiled(&pinched).coverage;
    assert!(
        fabric.check().iter().all(|flaw| flaw.fault == Fault::TooSmall),
        "{:?}",
        fabric.check()
    );
    assert_tiles(&fabric);
    assert_eq!(fabric.polygons()[0].1.0.len(), 1);
}

#[test]
fn nothing_and_nonsense_tile_nothing_without_a_panic() {
    assert_eq!(tiled(&[]), Tiled::default());
    let empty = Layer {
        lattice: Lattice {
            west: 0.0,
            south: 0.0,
            side: 2.0,
            columns: 0,
            rows: 0,
        },
        counts: Vec::new(),
        people: 0,
    };
    assert_eq!(tiled(&[("A".to_owned(), empty.clone())]).missing, ["A"]);
    let other = painted(&["9"], 9);
    let unlike = Coverage::from_layers(
        &[("A".to_owned(), empty), ("B".to_owned(), other.clone())],
        FLOOR,
        &[],
    );
    assert_eq!(unlike, Err(Unlike::Sides));
    let mut far = other.clone();
    far.lattice.west = 5e7;
    let far = Coverage::from_layers(
        &[("A".to_owned(), other.clone()), ("B".to_owned(), far)],
        FLOOR,
        &[],
    );
    assert!(far.is_ok(), "a strip of a million cells");
    let world = rectangle(-5e8, -5e8, 5e8, 5e8);
    let filled = Coverage::from_layers(&[("A".to_owned(), other)], FLOOR, &[("W".to_owned(), world)]);
    assert_eq!(filled, Err(Unlike::TooFar));
}

#[test]
fn simplifying_keeps_the_tiling_and_every_arc() {
    let (_, layers) = drawn(9, 30, Mode::Hard, None, 3);
    let fabric = tiled(&layers).coverage;
    let corners = |fabric: &Coverage| fabric.arcs.iter().map(|arc| arc.line.len()).sum::<usize>();
    let mut before = fabric.clone();
    for tolerance in [10.0, 40.0, 200.0, 1_000.0] {
        let simple = fabric.simplified(tolerance);
        assert!(corners(&simple) <= corners(&before) && simple.arcs.len() == fabric.arcs.len());
        let breaks = simple.check().into_iter().find(|flaw| flaw.fault.breaks_tiling());
        assert_eq!(breaks, None, "{tolerance} m");
        assert_tiles(&simple);
        assert_eq!(simple.nodes().len(), fabric.nodes().len());
        before = simple;
    }
    assert!(corners(&before) < corners(&fabric) / 2);
    assert_eq!(fabric.simplified(0.0), fabric);
    assert_eq!(fabric.simplified(f64::NAN), fabric);
}

proptest! {
    /// Ground in shreds, each cell of 50 m to anybody: far worse than people draw.
    #[test]
    fn shreds_tile_in_one_part_each(
        counts in prop::collection::vec(0..4_u32, 3 * 12 * 9),
        simple in 0.0..300.0_f64,
    ) {
        let layer = |at: usize| {
            let lattice = Lattice { west: 50.0 * at as f64, south: -100.0, side: 50.0, columns: 12, rows: 9 };
            (code(at), Layer { lattice, counts: counts[at * 108..(at + 1) * 108].to_vec(), people: 3 })
        };
        let layers: Vec<(String, Layer)> = (0..3).map(layer).collect();
        let fabric = tiled(&layers).coverage;
        for fabric in [fabric.simplified(simple), fabric] {
            let breaks: Vec<_> = fabric.check().into_iter().filter(|flaw| flaw.fault != Fault::TooSmall).collect();
            prop_assert!(breaks.is_empty(), "{:?}", breaks);
            assert_tiles(&fabric);
            prop_assert!(fabric.polygons().iter().all(|(_, shape)| shape.0.len() == 1));
        }
    }
}

#[test]
fn widened_faces_reach_over_the_outer_edge_and_the_lines_between_them_stay() {
    let layers = [
        ("A".to_owned(), painted(&["3333000", "3333000", "3333000"], 3)),
        ("B".to_owned(), painted(&["0000333", "0000333", "0000333"], 3)),
    ];
    let tight = tiled(&layers).coverage;
    let wide = Coverage::from_layers_widened(&layers, FLOOR, &[], 3)
        .expect("alike")
        .coverage;
    assert_eq!(wide.check(), []);
    let bounds = |coverage: &Coverage, face: usize| {
        let around = coverage.polygons()[face].1.bounding_rect().expect("a shape");
        [around.min().x, around.min().y, around.max().x, around.max().y].map(f64::round)
    };
    // Three cells of 50 m around the ground of 350 by 150 m, and not over one another.
    let between = bounds(&tight, 0)[2];
    assert_eq!(bounds(&wide, 0), [-150.0, -150.0, between, 300.0]);
    assert_eq!(bounds(&wide, 1), [between, -150.0, 500.0, 300.0]);
}

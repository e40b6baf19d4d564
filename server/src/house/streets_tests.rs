//! Places called by streets: by the rule, and the same as along all of them.

use super::*;
use proptest::prelude::*;

fn line(corners: &[[f64; 2]]) -> Vec<Lonlat> {
    corners.iter().map(|[lon, lat]| Lonlat::new(*lon, *lat)).collect()
}

#[test]
fn a_place_is_called_by_its_street_its_corner_or_not_at_all() {
    let east = line(&[[4.48, 51.90], [4.50, 51.90]]);
    let north = line(&[[4.49, 51.89], [4.49, 51.91]]);
    let streets = Streets::new(
        Frame::Rd,
        [("Loodsweg".into(), east), ("Ankerkade".into(), north)],
    );
    let at = |lon, lat| streets.name(Lonlat { lon, lat });
    assert_eq!(at(4.485, 51.9001).as_deref(), Some("Loodsweg"));
    assert_eq!(at(4.4901, 51.90005).as_deref(), Some("Hoek Loodsweg / Ankerkade"));
    assert_eq!(at(4.485, 51.905), None);
    assert_eq!(streets.size(), [2, 4]);
    let beside = |places: &[[f64; 2]]| streets.lines(&Frame::Rd, &line(places)).len();
    assert_eq!(beside(&[[4.485, 51.9], [4.491, 51.9]]), 2);
    assert_eq!(beside(&[[4.485, 51.9]]), 1);
    assert_eq!(beside(&[]), 0);
    let none = Streets::default();
    assert_eq!((none.name(Lonlat::new(4.485, 51.9)), none.mark()), (None, ""));
}

/// The rule without an index: along all corners of all lines.
fn along_all(streets: &Streets, place: Lonlat) -> Option<String> {
    let here = corner(streets.frame.as_ref()?, place);
    let mut nearest: BTreeMap<&str, f64> = BTreeMap::new();
    for (number, line) in streets.lines.iter().enumerate() {
        let away = away(here, streets.corners_of(number));
        let known = nearest
            .entry(&streets.names[line.name as usize])
            .or_insert(f64::INFINITY);
        *known = known.min(away);
    }
    let mut near: Vec<(f64, &str)> = nearest.into_iter().map(|(name, away)| (away, name)).collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    match near.as_slice() {
        [(first, street), rest @ ..] if *first <= NEAR_M => Some(match rest.first() {
            Some((second, other)) if *second <= CORNER_M => format!("Hoek {street} / {other}"),
            _ => (*street).to_owned(),
        }),
        _ => None,
    }
}

type Drawn = Vec<(u8, Vec<[f64; 2]>)>;

/// Lines within some hundred metres, of few names, some longer than one piece.
fn drawn() -> impl Strategy<Value = Drawn> {
    let corner = [4.480..4.490_f64, 51.900..51.906_f64];
    prop::collection::vec((0..6_u8, prop::collection::vec(corner, 1..22)), 0..12)
}

fn laid<'a>(lines: impl Iterator<Item = &'a (u8, Vec<[f64; 2]>)>) -> Streets {
    Streets::new(
        Frame::Rd,
        lines.map(|(name, corners)| (format!("Straat {name}"), line(corners))),
    )
}

proptest! {
    #[test]
    fn the_index_names_as_going_along_all_does(
        lines in drawn(),
        places in prop::collection::vec([4.479..4.491_f64, 51.899..51.907_f64], 20),
    ) {
        let streets = laid(lines.iter());
        for place in line(&places) {
            prop_assert_eq!(streets.name(place), along_all(&streets, place));
        }
    }

    #[test]
    fn the_order_of_lines_changes_nothing(lines in drawn(), place in [4.480..4.490_f64, 51.900..51.906_f64]) {
        let (one, other) = (laid(lines.iter()), laid(lines.iter().rev().chain(lines.first())));
        prop_assert_eq!(one.mark(), other.mark());
        let place = Lonlat::new(place[0], place[1]);
        prop_assert_eq!(one.name(place), other.name(place));
        prop_assert_eq!(one.lines(&Frame::Rd, &[place]), other.lines(&Frame::Rd, &[place]));
    }
}

#[test]
fn places_at_the_ends_of_the_world_are_called_nothing_and_break_nothing() {
    let far = line(&[[-180.0, -89.9], [180.0, 89.9], [0.0, 0.0]]);
    let streets = Streets::new(Frame::Rd, [("Evenaar".to_owned(), far.clone())]);
    for place in far.into_iter().chain([Lonlat::new(f64::NAN, 1e300)]) {
        assert_eq!(streets.name(place), along_all(&streets, place));
    }
}

#[test]
fn streets_of_a_city_take_three_mebibytes_at_most() {
    // 25,000 lines of four corners, 10 by 10 km, of 5,000 names.
    let lines = (0..25_000_u32).map(|n| {
        let (lon, lat) = (
            4.4 + f64::from(n % 158) * 0.0009,
            51.85 + f64::from(n / 158) * 0.0006,
        );
        let corners = [
            [lon, lat],
            [lon + 0.0004, lat],
            [lon + 0.0008, lat],
            [lon + 0.0008, lat + 0.0005],
        ];
        (format!("Straat {}", n % 5_000), line(&corners))
    });
    let streets = Streets::new(Frame::Rd, lines);
    assert_eq!(streets.size(), [5_000, 100_000]);
    let node = size_of::<rstar::RTreeNode<Piece>>();
    let names: usize = streets.names.iter().map(|name| name.len() + 32).sum();
    let bytes =
        names + streets.corners.len() * 8 + streets.lines.len() * 8 + streets.pieces.size() * node * 5 / 4;
    assert!(bytes < 3 << 20, "{bytes}");
    let began = crate::clock::stopwatch();
    let place = |n: u32| Lonlat::new(4.4 + f64::from(n % 30) * 0.004, 51.85 + f64::from(n / 30) * 0.003);
    let named = (0..900).filter_map(|n| streets.name(place(n))).count();
    println!(
        "{bytes} bytes, 900 places in {:?}, {named} named",
        began.elapsed()
    );
    assert!(named > 100, "{named}");
}

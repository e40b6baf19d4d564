//! Roads of a tile: which have a name worth telling, and what a hostile tile does: nothing.

use super::*;
use proptest::prelude::*;
use spatial::tile::{Layer, Shape};

const HERE: Lonlat = Lonlat::new(4.485, 51.9);

fn tile() -> TileId {
    TileId::at(15, Spot::of(HERE)).unwrap()
}

/// A tile with one line for each set of properties.
fn drawn(layer: &'static str, roads: &[&[(&str, &str)]]) -> Vec<u8> {
    let mut layer = Layer::new(layer);
    let line = [
        (HERE.lon, HERE.lat),
        (HERE.lon + 0.001, HERE.lat),
        (HERE.lon, HERE.lat + 0.001),
    ];
    let shape = Shape::of_line(&line.into_iter().collect(), &tile().projector());
    for (id, said) in (1..).zip(roads) {
        let tags: Vec<_> = said
            .iter()
            .map(|(key, text)| (layer.key(key), layer.text(text)))
            .collect();
        layer.shape(id, &shape, &tags);
    }
    let mut bytes = Vec::new();
    layer.finish(&mut bytes);
    bytes
}

/// Names of a tile, and the corners of its last line.
fn read(bytes: &[u8]) -> Option<(Vec<String>, Vec<[f64; 2]>)> {
    let (mut names, mut corners) = (Vec::new(), Vec::new());
    let mut tell = |name: &str, line: &[[f64; 2]]| {
        names.push(name.to_owned());
        corners = line.to_vec();
    };
    named_roads(bytes, &mut tell)?;
    Some((names, corners))
}

#[test]
fn roads_that_people_walk_along_have_names_and_others_have_none() {
    let long = "x".repeat(121);
    let bytes = drawn(
        "roads",
        &[
            &[
                ("kind", "minor_road"),
                ("kind_detail", "residential"),
                ("name", "Loodsweg"),
            ],
            &[("kind", "path"), ("name", " Lijnbaanpad ")],
            &[
                ("kind", "major_road"),
                ("kind_detail", "trunk"),
                ("name", "Cathedral Road"),
            ],
            &[
                ("kind", "major_road"),
                ("kind_detail", "trunk_link"),
                ("name", "Afrit"),
            ],
            &[
                ("kind", "highway"),
                ("kind_detail", "motorway"),
                ("name", "Ringweg"),
            ],
            &[("kind", "highway"), ("name", "Oprit")],
            &[("kind", "rail"), ("name", "Lijn 2")],
            &[("kind", "minor_road"), ("name", "")],
            &[("kind", "minor_road"), ("name", "a\u{7}b")],
            &[("kind", "minor_road"), ("name", &long)],
            &[("kind", "minor_road")],
            &[("name", "Zonder soort")],
        ],
    );
    let (names, corners) = read(&bytes).unwrap();
    assert_eq!(names, ["Loodsweg", "Lijnbaanpad", "Cathedral Road"]);
    let first = place(tile(), corners[0]);
    let away = [(first.lon - HERE.lon).abs(), (first.lat - HERE.lat).abs()];
    assert!(
        corners.len() == 3 && away.iter().all(|axis| *axis < 3e-6),
        "{first:?}"
    );
    let other = drawn("water", &[&[("kind", "minor_road"), ("name", "Singel")]]);
    assert_eq!(read(&other).unwrap().0.len(), 0);
    assert_eq!(read(&[]).unwrap().0.len(), 0);
}

#[test]
fn a_tile_that_breaks_off_is_broken() {
    let bytes = drawn("roads", &[&[("kind", "path"), ("name", "Lijnbaanpad")]]);
    for end in 1..bytes.len() {
        assert!(read(&bytes[..end]).is_none(), "{end}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(
        noise in prop::collection::vec(any::<u8>(), 0..200),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
    ) {
        let _ = read(&noise);
        let mut bytes = drawn("roads", &[&[("kind", "path"), ("name", "Lijnbaanpad")]]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some((names, _)) = read(&bytes) {
            prop_assert!(names.len() < 100);
        }
    }
}

#[test]
fn tiles_are_those_that_a_buurt_touches_and_never_too_many() {
    let small = |lon: f64| Bounds {
        west: lon,
        south: 51.9,
        east: lon + 0.001,
        north: 51.901,
    };
    let some = touched([small(4.485), small(4.485), small(5.9)].into_iter(), 15).unwrap();
    assert!((2..=18).contains(&some.len()), "{}", some.len());
    assert!(some.values().any(|own| *own == tile()));
    let country = Bounds {
        west: 3.2,
        south: 50.7,
        east: 7.3,
        north: 53.6,
    };
    assert!(touched([country].into_iter(), 15).is_none());
    assert!(touched([Bounds::WORLD].into_iter(), 15).is_none());
    assert!(touched([country].into_iter(), 8).is_some());
    assert_eq!(touched([].into_iter(), 15).unwrap().len(), 0);
}

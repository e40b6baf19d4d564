//! Names of streets read back from base maps that the example's writer made.

use super::{
    archive::{About, archive},
    basemap::keep,
    chance::Chance,
    district::district,
    sheets::{Form, Said, Thing, sheets},
};
use crate::house::{pmtiles::number, roads::Reading, streets::Streets};
use flate2::{Compression, write::GzEncoder};
use serde_json::json;
use spatial::{
    Frame, Lonlat,
    index::{Bounds, Spot},
    tile::TileId,
};
use std::{collections::BTreeSet, io::Write, path::Path};

const HERE: Bounds = Bounds {
    west: 4.48,
    south: 51.895,
    east: 4.50,
    north: 51.905,
};

fn read(path: &Path, around: Bounds) -> Result<Streets, String> {
    let mut reading = Reading::begin(path, [around].into_iter(), Frame::Rd)?;
    while !reading.read(3)? {}
    Ok(reading.plan().done())
}

fn of(file: &[u8]) -> Result<Streets, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kaart.pmtiles");
    std::fs::write(&path, file).unwrap();
    read(&path, HERE)
}

fn street(name: &str, line: [[f64; 2]; 2]) -> Thing {
    let text = |text: &str| Said::Text(text.to_owned());
    Thing {
        layer: "roads",
        zooms: [15, 15],
        form: Form::Line(line.into_iter().map(|[lon, lat]| (lon, lat)).collect()),
        tags: vec![("kind", text("minor_road")), ("name", text(name))],
    }
}

fn packed(tiles: Vec<(TileId, Vec<u8>)>) -> Vec<u8> {
    let about = About {
        bounds: HERE,
        center: ([4.49, 51.9], 14),
        metadata: json!({}),
    };
    archive(tiles, &about).unwrap()
}

/// Two streets over several tiles, deep enough for names of places.
fn two_streets() -> Vec<(TileId, Vec<u8>)> {
    let things = [
        street("Loodsweg", [[4.47, 51.9], [4.51, 51.9]]),
        street("Ankerkade", [[4.49, 51.89], [4.49, 51.91]]),
    ];
    sheets(&things, &["roads"], [15, 15])
}

#[test]
fn the_streets_of_the_example_are_read_back_from_its_own_base_map() {
    let folder = tempfile::tempdir().unwrap();
    let plan = district();
    let (first, rest) = plan.outline.split_first().unwrap();
    let start = [first[0], first[1], first[0], first[1]];
    let [west, south, east, north] = rest.iter().fold(start, |[west, south, east, north], [lon, lat]| {
        [west.min(*lon), south.min(*lat), east.max(*lon), north.max(*lat)]
    });
    let around = Bounds {
        west,
        south,
        east,
        north,
    };
    let told = read(&keep(folder.path()).unwrap(), around).unwrap();
    let line = |line: &[[f64; 2]]| -> Vec<Lonlat> {
        line.iter().map(|[lon, lat]| Lonlat::new(*lon, *lat)).collect()
    };
    let drawn = plan
        .streets
        .iter()
        .map(|street| (street.name.clone(), line(&street.line)));
    let drawn = Streets::new(Frame::Rd, drawn);
    assert_eq!(told.size()[0], plan.streets.len());
    let mut chance = Chance::new(7);
    let mut same = 0;
    for _ in 0..1_000 {
        let place = Lonlat::new(chance.between(west, east), chance.between(south, north));
        same += usize::from(told.name(place) == drawn.name(place));
    }
    // A tile's grid is some 20 cm: only places that are as near to two streets may be called otherwise.
    assert!(same >= 980, "{same} of 1000");
}

#[test]
fn streets_over_several_tiles_are_one_and_the_order_of_tiles_changes_nothing() {
    let tiles = two_streets();
    let told = of(&packed(tiles.clone())).unwrap();
    assert_eq!(told.size()[0], 2);
    let name = |lon, lat| told.name(Lonlat::new(lon, lat));
    assert_eq!(name(4.485, 51.9001).as_deref(), Some("Loodsweg"));
    assert_eq!(
        name(4.4901, 51.90003).as_deref(),
        Some("Hoek Loodsweg / Ankerkade")
    );
    assert_eq!(name(4.485, 51.905), None);
    let numbers: BTreeSet<u64> = tiles.iter().map(|(tile, _)| number(*tile)).collect();
    assert!(numbers.len() > 6, "several tiles");
    let other = of(&packed(tiles.into_iter().rev().collect())).unwrap();
    assert_eq!(told.mark(), other.mark());
}

#[test]
fn tiles_are_found_through_leaf_directories_too() {
    let mut chance = Chance::new(11);
    let mut tiles = two_streets();
    let drawn: BTreeSet<u64> = tiles.iter().map(|(tile, _)| number(*tile)).collect();
    // Tiles of other cities, that nobody reads.
    for (x, y) in (0..160).flat_map(|x| (0..160).map(move |y| (x, y))) {
        let tile = TileId::new(15, 9_000 + 2 * x, 9_000 + 3 * y).unwrap();
        let bytes = (0..1 + chance.below(40)).map(|_| chance.bits() as u8).collect();
        if !drawn.contains(&number(tile)) {
            tiles.push((tile, bytes));
        }
    }
    let file = packed(tiles);
    assert_ne!(file[48..56], [0; 8], "no leaves");
    let told = of(&file).unwrap();
    assert_eq!(told.mark(), of(&packed(two_streets())).unwrap().mark());
}

#[test]
fn a_map_without_roads_or_of_elsewhere_has_no_names() {
    assert_eq!(of(&packed(Vec::new())).unwrap().size(), [0, 0]);
    let bare = sheets(&[], &["roads"], [15, 15]);
    assert_eq!(of(&packed(bare)).unwrap().mark(), "");
    let elsewhere = [street("Main Street", [[-95.38, 29.76], [-95.36, 29.76]])];
    let told = of(&packed(sheets(&elsewhere, &["roads"], [15, 15]))).unwrap();
    assert_eq!(told.size(), [0, 0]);
}

#[test]
fn borders_of_a_whole_country_are_too_wide_and_it_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kaart.pmtiles");
    std::fs::write(&path, packed(two_streets())).unwrap();
    let country = Bounds {
        west: 3.2,
        south: 50.7,
        east: 7.3,
        north: 53.6,
    };
    let fault = read(&path, country).unwrap_err();
    assert!(fault.contains("20000"), "{fault}");
}

#[test]
fn a_broken_file_is_told_of_in_a_line_and_never_panics() {
    let good = packed(two_streets());
    let mut chance = Chance::new(5);
    let mut faults = BTreeSet::new();
    for _ in 0..400 {
        let mut file = good.clone();
        for _ in 0..1 + chance.below(4) {
            let at = chance.below(file.len());
            file[at] = chance.bits() as u8;
        }
        faults.extend(of(&file).err());
    }
    assert!(faults.len() > 3, "{faults:?}");
    assert!(
        faults
            .iter()
            .all(|fault| fault.lines().count() == 1 && fault.len() < 100)
    );
    for end in (0..good.len()).step_by(37) {
        assert!(of(&good[..end]).is_err(), "{end}");
    }
}

#[test]
fn a_tile_that_swells_and_a_packing_that_nobody_knows_are_refused() {
    let mut swollen = packed(two_streets());
    let mut pack = GzEncoder::new(Vec::new(), Compression::fast());
    pack.write_all(&vec![0; 9 << 20]).unwrap();
    let bomb = pack.finish().unwrap();
    // One tile behind the others, and a directory that names it.
    let tile = TileId::at(15, Spot::of(Lonlat::new(4.49, 51.9))).unwrap();
    let directory = [
        vec![1],
        varint(number(tile)),
        vec![1],
        varint(bomb.len() as u64),
        vec![1],
    ]
    .concat();
    swollen.truncate(127);
    let mut at = 127_u64;
    for (place, length) in [(8, directory.len()), (24, 0), (40, 0), (56, bomb.len())] {
        swollen[place..place + 8].copy_from_slice(&at.to_le_bytes());
        swollen[place + 8..place + 16].copy_from_slice(&(length as u64).to_le_bytes());
        at += length as u64;
    }
    swollen[97] = 1;
    swollen.extend([directory, bomb].concat());
    assert_eq!(of(&swollen).unwrap_err(), "too much comes out of it");
    let mut brotli = packed(two_streets());
    brotli[98] = 3;
    assert!(of(&brotli).unwrap_err().contains("gzip"));
}

#[test]
fn a_file_of_another_writer_is_read_too() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/map/test_fixture_1.pmtiles");
    if !path.exists() {
        println!("SKIPPED: {} is not there", path.display());
        return;
    }
    assert_eq!(read(&path, HERE).unwrap().size(), [0, 0], "a tile without roads");
}

#[test]
fn a_city_of_100_000_corners_is_read_whole() {
    let things = (0..25_000_u32).map(|n| {
        let (lon, lat) = (
            4.4 + f64::from(n % 158) * 0.0009,
            51.85 + f64::from(n / 158) * 0.0006,
        );
        let corners = [[0.0, 0.0], [4e-4, 0.0], [8e-4, 0.0], [8e-4, 5e-4]];
        let mut street = street(&format!("Straat {}", n % 5_000), [[lon, lat]; 2]);
        street.form = Form::Line(corners.into_iter().map(|[x, y]| (lon + x, lat + y)).collect());
        street
    });
    let things: Vec<Thing> = things.collect();
    let tiles = sheets(&things, &["roads"], [15, 15]);
    let (many, file) = (tiles.len(), packed(tiles));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kaart.pmtiles");
    std::fs::write(&path, &file).unwrap();
    let around = Bounds {
        west: 4.4,
        south: 51.85,
        east: 4.55,
        north: 51.95,
    };
    let began = crate::clock::stopwatch();
    let streets = read(&path, around).unwrap();
    let [names, corners] = streets.size();
    let took = began.elapsed();
    println!(
        "{many} tiles of {} bytes, {corners} corners in {took:?}",
        file.len()
    );
    assert!(names == 5_000 && corners >= 80_000, "{names} {corners}");
}

fn varint(mut number: u64) -> Vec<u8> {
    let mut out = Vec::new();
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
    out
}

//! Archives, read back by a small reader of the test's own.

use super::*;
use serde_json::json;
use std::collections::BTreeMap;

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut out).unwrap();
    out
}

fn whole(file: &[u8], at: usize) -> usize {
    u64::from_le_bytes(file[at..at + 8].try_into().unwrap()) as usize
}

fn part(file: &[u8], at: usize) -> &[u8] {
    let (offset, length) = (whole(file, at), whole(file, at + 8));
    &file[offset..offset + length]
}

fn varint(bytes: &mut impl Iterator<Item = u8>) -> u64 {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = bytes.next().unwrap();
        number |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return number;
        }
    }
    panic!("a varint without end")
}

/// First, run, length, offset of each line.
fn lines(directory: &[u8]) -> Vec<[u64; 4]> {
    let mut bytes = unpacked(directory).into_iter();
    let count = varint(&mut bytes) as usize;
    let mut column = || -> Vec<u64> { (0..count).map(|_| varint(&mut bytes)).collect() };
    let (steps, runs, lengths, offsets) = (column(), column(), column(), column());
    assert!(bytes.next().is_none());
    let (mut first, mut end) = (0, 0);
    (0..count)
        .map(|at| {
            first += steps[at];
            let offset = if offsets[at] == 0 { end } else { offsets[at] - 1 };
            end = offset + lengths[at];
            [first, runs[at], lengths[at], offset]
        })
        .collect()
}

/// Every tile of a file by number.
pub(crate) fn read(file: &[u8]) -> BTreeMap<u64, Vec<u8>> {
    let (leaves, data) = (part(file, 40), part(file, 56));
    let within =
        |bytes: &[u8], offset: u64, length: u64| bytes[offset as usize..][..length as usize].to_vec();
    let mut open = lines(part(file, 8));
    let mut tiles = BTreeMap::new();
    while let Some([first, run, length, offset]) = open.pop() {
        if run == 0 {
            open.extend(lines(&within(leaves, offset, length)));
        }
        for number in first..first + run {
            let twice = tiles.insert(number, unpacked(&within(data, offset, length)));
            assert!(twice.is_none(), "tile {number} stands in two lines");
        }
    }
    tiles
}

fn tile(z: u8, x: u32, y: u32) -> TileId {
    TileId::new(z, x, y).unwrap()
}

fn about() -> About {
    About {
        bounds: Bounds {
            west: 4.4,
            south: 51.8,
            east: 4.6,
            north: 52.0,
        },
        center: ([4.49, -51.893], 14),
        metadata: json!({"name": "proef", "vector_layers": []}),
    }
}

#[test]
fn tiles_are_numbered_as_the_format_says() {
    // From the table in the format's description.
    let told = [
        ((0, 0, 0), 0),
        ((1, 0, 0), 1),
        ((1, 0, 1), 2),
        ((1, 1, 1), 3),
        ((1, 1, 0), 4),
        ((2, 0, 0), 5),
        ((12, 3423, 1763), 19_078_479),
    ];
    for ((z, x, y), expected) in told {
        assert_eq!(number(tile(z, x, y)), expected, "{z}/{x}/{y}");
    }
}

#[test]
fn numbers_of_a_zoom_are_all_different_and_neighbours_on_the_curve_touch() {
    let all = (0..32_u32).flat_map(|x| (0..32_u32).map(move |y| (number(tile(5, x, y)), [x, y])));
    let all: BTreeMap<u64, [u32; 2]> = all.collect();
    assert_eq!((all.len(), all.keys().next()), (1_024, Some(&341)));
    let places: Vec<_> = all.values().collect();
    let touch = |pair: &[&[u32; 2]]| pair[0][0].abs_diff(pair[1][0]) + pair[0][1].abs_diff(pair[1][1]) == 1;
    assert!(places.windows(2).all(touch));
}

#[test]
fn header_metadata_and_every_tile_come_back_and_equal_tiles_stand_once() {
    let words = |text: &str| text.as_bytes().to_vec();
    let tiles = vec![
        (tile(2, 1, 1), words("water")),
        (tile(2, 0, 0), words("land")),
        (tile(2, 1, 0), words("land")),
        (tile(3, 7, 7), words("land")),
        (tile(10, 524, 338), words("stad")),
    ];
    let file = archive(tiles.clone(), &about()).unwrap();
    assert_eq!(&file[..8], b"PMTiles\x03");
    assert_eq!([72, 80, 88].map(|at| whole(&file, at)), [5, 4, 3]);
    assert_eq!(file[96..102], [1, 2, 2, 1, 2, 10]);
    let degrees = |at: usize| i32::from_le_bytes(file[at..at + 4].try_into().unwrap());
    assert_eq!(
        [102, 106, 110, 114].map(degrees),
        [44_000_000, 518_000_000, 46_000_000, 520_000_000]
    );
    assert_eq!(
        (file[118], degrees(119), degrees(123)),
        (14, 44_900_000, -518_930_000)
    );
    assert_eq!(whole(&file, 8), 127);
    assert_eq!(
        whole(&file, 56) + whole(&file, 64),
        file.len(),
        "parts follow each other to the end"
    );
    let metadata: Value = serde_json::from_slice(&unpacked(part(&file, 24))).unwrap();
    assert_eq!(metadata, about().metadata);
    let expected = tiles
        .into_iter()
        .map(|(tile, bytes)| (number(tile), bytes))
        .collect();
    assert_eq!(read(&file), expected);
}

#[test]
fn a_long_directory_is_split_into_leaves_and_the_root_stays_short() {
    let mut chance = crate::demo::chance::Chance::new(11);
    let mut tiles = Vec::new();
    for (x, y) in (0..160).flat_map(|x| (0..160).map(move |y| (x, y))) {
        let length = 1 + chance.below(40);
        tiles.push((
            tile(12, 2 * x, 3 * y),
            (0..length).map(|_| chance.bits() as u8).collect::<Vec<u8>>(),
        ));
    }
    let file = archive(tiles.clone(), &about()).unwrap();
    assert!(whole(&file, 8) + whole(&file, 16) <= 16_384);
    assert!(whole(&file, 48) > 0, "no leaves");
    let expected = tiles
        .into_iter()
        .map(|(tile, bytes)| (number(tile), bytes))
        .collect();
    assert_eq!(read(&file), expected);
}

#[test]
fn an_archive_of_nothing_is_still_an_archive() {
    let file = archive(Vec::new(), &about()).unwrap();
    assert!(read(&file).is_empty());
}

//! A PMTiles archive: all tiles of a map in one file, of which a viewer reads the parts it needs.
//!
//! Directories, metadata and tiles are packed with gzip; equal tiles stand in it once. Equal tiles in give equal bytes
//! out.

use crate::house::pmtiles::{Entry, GZIP, HEADER, Header, Span, VECTOR, number};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde_json::Value;
use spatial::{index::Bounds, tile::TileId};
use std::{
    collections::HashMap,
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
    path::Path,
};

/// The root directory ends within so many bytes of the file, so that one request brings header and root.
const ROOT_END: usize = 16_384;
/// Entries of the smallest leaf directory.
const LEAF: usize = 4_096;
/// Most bytes of metadata that are read.
const METADATA: u64 = 1 << 20;

/// What an archive says of itself, beside its tiles.
pub(crate) struct About {
    /// The box in which something is drawn, in degrees WGS84.
    pub bounds: Bounds,
    /// Where a viewer begins: degrees east and north, zoom.
    pub center: ([f64; 2], u8),
    /// Metadata, an object; for vector tiles with `vector_layers`.
    pub metadata: Value,
}

/// The whole file. Tiles in any order, each id once; the packing of their bytes is the main cost, about 20 ms a MB.
pub(crate) fn archive(tiles: Vec<(TileId, Vec<u8>)>, about: &About) -> io::Result<Vec<u8>> {
    let zooms = tiles.iter().map(|(tile, _)| tile.parts().0);
    let zooms = [zooms.clone().min().unwrap_or(0), zooms.max().unwrap_or(0)];
    let shelf = Shelf::fill(tiles)?;
    let (root, leaves) = directories(&shelf.entries)?;
    let metadata = packed(about.metadata.to_string().as_bytes())?;
    let mut file = header(
        [root.len(), metadata.len(), leaves.len(), shelf.bytes.len()],
        &shelf,
        zooms,
        about,
    );
    for part in [&root, &metadata, &leaves, &shelf.bytes] {
        file.extend_from_slice(part);
    }
    Ok(file)
}

/// The metadata of a file; `None` when it cannot be read as an archive.
pub(crate) fn read_metadata(path: &Path) -> Option<Value> {
    let mut file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    let mut head = [0; HEADER];
    file.read_exact(&mut head).ok()?;
    let Span { offset, length } = Header::read(&head, length).ok()?.metadata;
    file.seek(SeekFrom::Start(offset)).ok()?;
    let unpack = GzDecoder::new(file.take(length.min(METADATA)));
    serde_json::from_reader(unpack.take(METADATA)).ok()
}

/// Packed tiles, and where they lie.
struct Shelf {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
    tiles: u64,
    contents: u64,
}

impl Shelf {
    fn fill(tiles: Vec<(TileId, Vec<u8>)>) -> io::Result<Self> {
        let mut tiles: Vec<(u64, Vec<u8>)> = tiles
            .into_iter()
            .map(|(tile, bytes)| (number(tile), bytes))
            .collect();
        tiles.sort_unstable_by_key(|(number, _)| *number);
        let mut shelf = Self {
            bytes: Vec::new(),
            entries: Vec::new(),
            tiles: tiles.len() as u64,
            contents: 0,
        };
        let mut known = HashMap::new();
        for (number, tile) in tiles {
            let place = match known.get(&tile) {
                Some(place) => *place,
                None => {
                    let place = shelf.put(&packed(&tile)?);
                    known.insert(tile, place);
                    place
                }
            };
            shelf.enter(number, place);
        }
        Ok(shelf)
    }

    fn put(&mut self, tile: &[u8]) -> Span {
        let span = Span {
            offset: self.bytes.len() as u64,
            length: tile.len() as u64,
        };
        self.bytes.extend_from_slice(tile);
        self.contents += 1;
        span
    }

    fn enter(&mut self, number: u64, span: Span) {
        let last = self.entries.last_mut();
        match last.filter(|last| last.span == span && last.first + last.run == number) {
            Some(last) => last.run += 1,
            None => self.entries.push(Entry {
                first: number,
                run: 1,
                span,
            }),
        }
    }
}

/// The root directory, and leaf directories when the root would grow too long.
fn directories(entries: &[Entry]) -> io::Result<(Vec<u8>, Vec<u8>)> {
    let mut root = directory(entries)?;
    let mut leaves = Vec::new();
    let mut size = LEAF;
    while root.len() > ROOT_END - HEADER {
        leaves.clear();
        let mut lines = Vec::new();
        for part in entries.chunks(size) {
            let leaf = directory(part)?;
            lines.push(Entry {
                first: part[0].first,
                run: 0,
                span: Span {
                    offset: leaves.len() as u64,
                    length: leaf.len() as u64,
                },
            });
            leaves.extend(leaf);
        }
        root = directory(&lines)?;
        size *= 2;
    }
    Ok((root, leaves))
}

/// A directory column by column, packed.
fn directory(entries: &[Entry]) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(entries.len() * 6);
    put(&mut out, entries.len() as u64);
    let mut last = 0;
    for entry in entries {
        put(&mut out, entry.first - last);
        last = entry.first;
    }
    entries.iter().for_each(|entry| put(&mut out, entry.run));
    entries.iter().for_each(|entry| put(&mut out, entry.span.length));
    let mut end = None;
    for Entry { span, .. } in entries {
        // 0 says: right behind the one before.
        let is_next = end == Some(span.offset);
        put(&mut out, if is_next { 0 } else { span.offset + 1 });
        end = span.end();
    }
    packed(&out)
}

/// The header, for parts of these lengths: root, metadata, leaves, tiles.
fn header(lengths: [usize; 4], shelf: &Shelf, [low, high]: [u8; 2], about: &About) -> Vec<u8> {
    let mut out = Vec::with_capacity(HEADER + lengths.iter().sum::<usize>());
    out.extend_from_slice(b"PMTiles\x03");
    let mut offset = HEADER as u64;
    let counts = [shelf.tiles, shelf.entries.len() as u64, shelf.contents];
    for length in lengths {
        put_whole(&mut out, offset);
        put_whole(&mut out, length as u64);
        offset += length as u64;
    }
    counts.into_iter().for_each(|count| put_whole(&mut out, count));
    // Clustered: tiles lie in the order of their numbers.
    out.extend_from_slice(&[1, GZIP, GZIP, VECTOR, low, high]);
    let Bounds {
        west,
        south,
        east,
        north,
    } = about.bounds;
    for degrees in [west, south, east, north] {
        put_degrees(&mut out, degrees);
    }
    let ([lon, lat], zoom) = about.center;
    out.push(zoom);
    put_degrees(&mut out, lon);
    put_degrees(&mut out, lat);
    out
}

fn put_whole(out: &mut Vec<u8>, number: u64) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn put_degrees(out: &mut Vec<u8>, degrees: f64) {
    out.extend_from_slice(&((degrees * 1e7).round() as i32).to_le_bytes());
}

/// Writes a varint.
fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Gzip without name or time.
fn packed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut pack = GzEncoder::new(Vec::with_capacity(bytes.len() / 2 + 32), Compression::best());
    pack.write_all(bytes)?;
    pack.finish()
}

#[cfg(test)]
#[path = "archive_tests.rs"]
pub(crate) mod tests;

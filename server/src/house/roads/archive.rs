//! Tiles out of a PMTiles file that nobody vouches for: every read has its limit.

use crate::house::pmtiles::{Entry, GZIP, HEADER, Header, PLAIN, Span, entries};
use flate2::read::GzDecoder;
use std::{fs::File, io::Read, os::unix::fs::FileExt, path::Path};

/// Most bytes of a directory, and of a tile, unpacked; packed ones are no longer either.
const DIRECTORY: u64 = 4 << 20;
const TILE: u64 = 8 << 20;
/// Most bytes that are unpacked of one file, all together.
const ALL: u64 = 4 << 30;
/// A leaf of a leaf of a leaf is the last that is looked into.
const DEEPEST: usize = 3;

/// A file that is being read. Who overwrites it meanwhile makes it a broken one, at worst.
pub(super) struct Archive {
    file: File,
    header: Header,
    left: u64,
}

/// A tile of the file, and which of the wanted numbers it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stand {
    /// The first of the numbers, as a place in the list of what was wanted, and the one behind the last.
    pub wanted: [usize; 2],
    span: Span,
}

impl Archive {
    /// Opens a file; it reads the header only.
    pub fn open(path: &Path) -> Result<Self, String> {
        let cannot = |error| format!("cannot read it: {error}");
        let file = File::open(path).map_err(cannot)?;
        let length = file.metadata().map_err(cannot)?.len();
        let mut head = Vec::with_capacity(HEADER);
        let read = (&file).take(HEADER as u64).read_to_end(&mut head);
        read.map_err(cannot)?;
        let header = Header::read(&head, length)?;
        Ok(Self {
            file,
            header,
            left: ALL,
        })
    }

    /// The deepest zoom of its tiles.
    pub fn max_zoom(&self) -> u8 {
        self.header.max_zoom
    }

    /// Where the tiles of these numbers lie, for those that are there. `wanted` comes in order, each once. Reads every
    /// directory that names one of them once.
    pub fn find(&mut self, wanted: &[u64]) -> Result<Vec<Stand>, String> {
        let mut found = Vec::new();
        let mut open = vec![(self.header.root, 0)];
        while let Some((span, depth)) = open.pop() {
            let bytes = self.unpacked(span, self.header.packing[0], DIRECTORY)?;
            let lines = entries(&bytes).ok_or("a directory is broken")?;
            for (at, line) in lines.iter().enumerate() {
                let here = tiles_of(line, lines.get(at + 1)).map(|end| wanted.partition_point(|n| *n < end));
                if here[0] == here[1] {
                    continue;
                }
                let (whole, is_leaf) = match line.run {
                    0 => (self.header.leaves, true),
                    _ => (self.header.tiles, false),
                };
                let span = whole
                    .part(line.span)
                    .ok_or("a directory names what is not there")?;
                match is_leaf {
                    true if depth < DEEPEST => open.push((span, depth + 1)),
                    true => return Err("its directories lie too deep".into()),
                    false => found.push(Stand { wanted: here, span }),
                }
            }
        }
        found.sort_unstable_by_key(|stand| stand.wanted);
        Ok(found)
    }

    /// The bytes of a tile, unpacked.
    pub fn tile(&mut self, stand: &Stand) -> Result<Vec<u8>, String> {
        self.unpacked(stand.span, self.header.packing[1], TILE)
    }

    fn unpacked(&mut self, span: Span, packing: u8, most: u64) -> Result<Vec<u8>, String> {
        if span.length > most {
            return Err("a part of it is too long".into());
        }
        let mut packed = vec![0; usize::try_from(span.length).unwrap_or(0)];
        let read = self.file.read_exact_at(&mut packed, span.offset);
        read.map_err(|error| format!("cannot read it: {error}"))?;
        let bytes = match packing {
            PLAIN => packed,
            GZIP => {
                let mut bytes = Vec::new();
                let unpack = GzDecoder::new(packed.as_slice());
                let read = unpack.take(most + 1).read_to_end(&mut bytes);
                read.map_err(|_| "a part of it cannot be unpacked")?;
                bytes
            }
            _ => return Err("is packed in another way than gzip".into()),
        };
        let length = bytes.len() as u64;
        let left = self.left.checked_sub(length).filter(|_| length <= most);
        self.left = left.ok_or("too much comes out of it")?;
        Ok(bytes)
    }
}

/// The first number that a line speaks of, and the one behind the last: a leaf goes on to the next line.
fn tiles_of(line: &Entry, next: Option<&Entry>) -> [u64; 2] {
    let end = match line.run {
        0 => next.map_or(u64::MAX, |next| next.first),
        run => line.first + run,
    };
    [line.first, end]
}

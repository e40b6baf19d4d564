//! The PMTiles format, version 3: one file with all tiles of a map. What its writer and its readers share.
//!
//! A header of 127 bytes names four parts: the root directory, metadata, leaf directories, tiles. A directory says which
//! tile lies where; tiles are numbered zoom by zoom, along a Hilbert curve within a zoom.

use spatial::tile::TileId;

/// Bytes of the header.
pub const HEADER: usize = 127;
/// How the format names bytes that are not packed.
pub const PLAIN: u8 = 1;
/// How it names gzip.
pub const GZIP: u8 = 2;
/// How it names vector tiles.
pub const VECTOR: u8 = 1;
/// The shortest line of a directory: four varints.
const LINE: usize = 4;

/// A part of a file: where it begins, and how long it is, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Where it begins.
    pub offset: u64,
    /// How long it is.
    pub length: u64,
}

impl Span {
    /// Where it ends; `None` beyond all files.
    pub fn end(self) -> Option<u64> {
        self.offset.checked_add(self.length)
    }

    /// A part of this part, counted from its beginning; `None` when it is not within.
    pub fn part(self, inner: Self) -> Option<Self> {
        let within = inner.end()? <= self.length;
        within.then_some(Self {
            offset: self.offset + inner.offset,
            length: inner.length,
        })
    }
}

/// What the header says.
#[derive(Clone, Copy, Debug)]
pub struct Header {
    /// The first directory.
    pub root: Span,
    /// JSON.
    pub metadata: Span,
    /// All other directories.
    pub leaves: Span,
    /// All tiles.
    pub tiles: Span,
    /// How directories and metadata are packed, and how tiles are.
    pub packing: [u8; 2],
    /// Deepest zoom.
    pub max_zoom: u8,
}

impl Header {
    /// Reads the first [`HEADER`] bytes of a file of this length. The error says in a line what is wrong, without the
    /// name of the file: no archive of this version, none of vector tiles, or not all of it is there.
    pub fn read(head: &[u8], length: u64) -> Result<Self, String> {
        if !head.starts_with(b"PMTiles") {
            return Err("is no PMTiles file".into());
        }
        let head: &[u8; HEADER] = head.first_chunk().ok_or("ends within its header")?;
        if head[7] != 3 {
            return Err(format!("is PMTiles version {}, not 3", head[7]));
        }
        if head[99] != VECTOR {
            return Err("holds no vector tiles".into());
        }
        let whole = |at: usize| {
            let bytes = head[at..at + 8].iter().rev();
            bytes.fold(0, |sum, byte| sum << 8 | u64::from(*byte))
        };
        let [root, metadata, leaves, tiles] = [8, 24, 40, 56].map(|at| Span {
            offset: whole(at),
            length: whole(at + 8),
        });
        let is_there = |part: &Span| part.end().is_some_and(|end| end <= length);
        if ![root, metadata, leaves, tiles].iter().all(is_there) {
            return Err("is not complete".into());
        }
        Ok(Self {
            root,
            metadata,
            leaves,
            tiles,
            packing: [head[97], head[98]],
            max_zoom: head[101],
        })
    }
}

/// The number of a tile in the format.
pub fn number(tile: TileId) -> u64 {
    let (z, x, y) = tile.parts();
    let (mut x, mut y) = (u64::from(x), u64::from(y));
    let last = (1_u64 << z) - 1;
    let before = ((1_u64 << (2 * z)) - 1) / 3;
    (0..z).rev().fold(before, |number, bit| {
        let half = 1_u64 << bit;
        let (right, down) = (x >> bit & 1, y >> bit & 1);
        if down == 0 {
            if right == 1 {
                (x, y) = (last - x, last - y);
            }
            (x, y) = (y, x);
        }
        number + half * half * ((3 * right) ^ down)
    })
}

/// A line of a directory: tiles of equal contents one after another, or, with a run of 0, a leaf.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The number of its first tile.
    pub first: u64,
    /// How many tiles in a row.
    pub run: u64,
    /// Counted from the beginning of the tiles, or of the leaves.
    pub span: Span,
}

/// The lines of a directory, not packed. `None` when it breaks off, when its tiles do not come in order, or when one
/// stands in it twice. Takes up to ten times its bytes.
pub fn entries(mut bytes: &[u8]) -> Option<Vec<Entry>> {
    let bytes = &mut bytes;
    let count = usize::try_from(varint(bytes)?).ok()?;
    if count > bytes.len() / LINE {
        return None;
    }
    let mut column = || -> Option<Vec<u64>> { (0..count).map(|_| varint(bytes)).collect() };
    let (steps, runs, lengths, offsets) = (column()?, column()?, column()?, column()?);
    let (mut first, mut end) = (0_u64, 0_u64);
    let mut entries: Vec<Entry> = Vec::with_capacity(count);
    for at in 0..count {
        first = first.checked_add(steps[at])?;
        let offset = match offsets[at].checked_sub(1) {
            Some(offset) => offset,
            // 0 says: right behind the one before.
            None => end,
        };
        let span = Span {
            offset,
            length: lengths[at],
        };
        end = span.end()?;
        first.checked_add(runs[at])?;
        let after = |last: &Entry| first >= last.first + last.run.max(1);
        if !entries.last().is_none_or(after) {
            return None;
        }
        entries.push(Entry {
            first,
            run: runs[at],
            span,
        });
    }
    Some(entries)
}

/// Takes a varint off the front; `None` when it breaks off or is longer than ten bytes.
pub fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..70).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7F).checked_shl(shift)?;
        if *byte < 0x80 {
            return Some(number);
        }
    }
    None
}

//! Walks a PNG from chunk to chunk up to IEND.

use super::super::fault::PhotoFault;
use super::{Header, Kind, check_memory, check_sides, slice};

pub(super) fn read(bytes: &[u8]) -> Result<Header, PhotoFault> {
    let first = slice(bytes, 8, 8 + 13)?;
    if first[..8] != *b"\0\0\0\x0DIHDR" {
        return Err(PhotoFault::NotDecodable);
    }
    let (width, height) = (be32(&first[8..12]), be32(&first[12..16]));
    let pixels = check_sides(width, height)?;
    let (depth, color) = (first[16], first[17]);
    let mut at = 8;
    let mut transparent = false;
    loop {
        let length = be32(slice(bytes, at, 4)?) as usize;
        let name = slice(bytes, at + 4, 4)?;
        slice(bytes, at + 8, length.saturating_add(4))?;
        at += 12 + length;
        match name {
            b"tRNS" => transparent = true,
            b"IEND" => break,
            _ => {}
        }
    }
    let channels = match color {
        0 => 1 + u64::from(transparent),
        2 | 3 => 3 + u64::from(transparent),
        4 => 2,
        6 => 4,
        _ => return Err(PhotoFault::NotDecodable),
    };
    let bytes_each = if depth == 16 { 2 } else { 1 };
    check_memory(pixels * channels * bytes_each + bytes.len() as u64)?;
    Ok(Header {
        kind: Kind::Png,
        width,
        height,
        end: at,
    })
}

fn be32(four: &[u8]) -> u32 {
    four.iter().fold(0, |sum, b| (sum << 8) | u32::from(*b))
}

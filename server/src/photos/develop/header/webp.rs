//! Walks a WebP from chunk to chunk up to the length its RIFF header gives.

use super::super::fault::PhotoFault;
use super::{Header, Kind, check_memory, check_sides, slice};

pub(super) fn read(bytes: &[u8]) -> Result<Header, PhotoFault> {
    let end = 8 + le(slice(bytes, 4, 4)?) as usize;
    let (width, height) = sides(bytes)?;
    let pixels = check_sides(width, height)?;
    let file = bytes.get(..end).ok_or(PhotoFault::Truncated)?;
    let mut at = 12;
    let mut halves_per_pixel = 0;
    while at + 8 <= end {
        let name = slice(file, at, 4)?;
        let length = le(slice(file, at + 4, 4)?) as usize;
        slice(file, at + 8, length)?;
        at += 8 + length + length % 2;
        halves_per_pixel += halves(name);
    }
    check_memory(pixels * halves_per_pixel / 2 + file.len() as u64)?;
    Ok(Header {
        kind: Kind::WebP,
        width,
        height,
        end,
    })
}

/// Half bytes per pixel that decoding a chunk takes, output included: planes and RGB for lossy,
/// RGBA and RGB for lossless, its own RGBA for separate alpha, canvas and frame for an animation.
fn halves(name: &[u8]) -> u64 {
    match name {
        b"VP8 " => 9,
        b"VP8L" => 14,
        b"ALPH" => 12,
        b"ANIM" => 28,
        _ => 0,
    }
}

/// Width and height from the first chunk: `VP8 `, `VP8L` or `VP8X`.
fn sides(bytes: &[u8]) -> Result<(u32, u32), PhotoFault> {
    match (slice(bytes, 12, 4)?, slice(bytes, 20, 5)?) {
        (b"VP8 ", _) => match slice(bytes, 20, 10)? {
            [_, _, _, 0x9D, 0x01, 0x2A, w0, w1, h0, h1] => {
                Ok((le(&[*w0, *w1]) & 0x3FFF, le(&[*h0, *h1]) & 0x3FFF))
            }
            _ => Err(PhotoFault::NotDecodable),
        },
        (b"VP8L", [0x2F, bits @ ..]) => {
            let bits = le(bits);
            Ok(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
        }
        (b"VP8X", _) => {
            let canvas = slice(bytes, 24, 6)?;
            Ok((le(&canvas[..3]) + 1, le(&canvas[3..]) + 1))
        }
        _ => Err(PhotoFault::NotDecodable),
    }
}

fn le(few: &[u8]) -> u32 {
    few.iter().rev().fold(0, |sum, b| (sum << 8) | u32::from(*b))
}

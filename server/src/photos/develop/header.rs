//! Reads what a photo says about itself, before any pixel is decoded: kind, sides, memory needed,
//! and whether the file is whole. Decoders accept half files and lying headers; this room does not.
//!
//! One file per format: JPEG (ITU-T T.81 annex B), PNG (W3C, chunk layout), WebP (RFC 9649).

use super::fault::PhotoFault;

mod jpeg;
mod png;
mod webp;

/// Most pixels a photo may claim (24 MP: 6000 x 4000).
pub const MAX_PIXELS: u64 = 24_000_000;
/// Longest side a photo may claim, in pixels.
pub const MAX_SIDE: u32 = 16_000;
/// Estimated bytes that reading one photo may take, the uploaded bytes included. 8 MiB below the
/// promised 160 MiB, for what the estimate does not count.
pub const MAX_WORKING_BYTES: u64 = 152 << 20;

/// The three kinds that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JPEG, baseline or progressive.
    Jpeg,
    /// PNG.
    Png,
    /// WebP, lossy or lossless.
    WebP,
}

/// What the file says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Told by the first bytes, never by name or content type.
    pub kind: Kind,
    /// Width in pixels as stored (not yet turned upright).
    pub width: u32,
    /// Height in pixels as stored.
    pub height: u32,
    /// Where the image ends; bytes after it are not part of it and are never looked at.
    pub end: usize,
}

/// Reads the header of a photo and walks the file to its end mark.
///
/// One pass over the bytes, no allocation. Size is judged as soon as it is known, so a bomb is
/// refused whatever follows.
///
/// # Errors
/// Every [`PhotoFault`]; `NotDecodable` only for structure, not for damaged pixel data.
pub fn read(bytes: &[u8], content_type: Option<&str>) -> Result<Header, PhotoFault> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => jpeg::read(bytes),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => png::read(bytes),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp::read(bytes),
        _ if is_heic(bytes, content_type) => Err(PhotoFault::Heic),
        _ => Err(PhotoFault::UnsupportedMedia),
    }
}

/// ISO base media brands of HEIC, HEIF and AVIF; the content type only sharpens the advice.
fn is_heic(bytes: &[u8], content_type: Option<&str>) -> bool {
    const BRANDS: [&[u8]; 10] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis",
    ];
    if bytes.get(4..8) == Some(b"ftyp") {
        return bytes.get(8..12).is_some_and(|brand| BRANDS.contains(&brand));
    }
    let said = content_type.unwrap_or_default().to_ascii_lowercase();
    ["image/heic", "image/heif", "image/avif"]
        .iter()
        .any(|t| said.starts_with(t))
}

fn check_sides(width: u32, height: u32) -> Result<u64, PhotoFault> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(PhotoFault::NotDecodable);
    }
    if pixels > MAX_PIXELS || width > MAX_SIDE || height > MAX_SIDE {
        return Err(PhotoFault::TooManyPixels { width, height });
    }
    Ok(pixels)
}

fn check_memory(needed: u64) -> Result<(), PhotoFault> {
    if needed > MAX_WORKING_BYTES {
        return Err(PhotoFault::TooHeavy {
            needed_mib: needed.div_ceil(1 << 20),
        });
    }
    Ok(())
}

fn slice(bytes: &[u8], at: usize, len: usize) -> Result<&[u8], PhotoFault> {
    at.checked_add(len)
        .and_then(|end| bytes.get(at..end))
        .ok_or(PhotoFault::Truncated)
}

//! Walks a JPEG from marker to marker up to its end-of-image mark.

use super::super::fault::PhotoFault;
use super::{Header, Kind, check_memory, check_sides, slice};

/// Most scans of one JPEG. Cameras and encoders write 1 to about 12; each costs a pass over all blocks.
const MAX_SCANS: u32 = 100;

/// Start-of-frame facts.
struct Frame {
    width: u32,
    height: u32,
    components: u64,
    /// Bytes of all coefficients as 16-bit numbers, in whole blocks of the sampling grid.
    coefficient_bytes: u64,
    progressive: bool,
}

pub(super) fn read(bytes: &[u8]) -> Result<Header, PhotoFault> {
    let mut at = 2;
    let mut frame: Option<Frame> = None;
    let mut scans = 0;
    loop {
        let (marker, body) = next_marker(bytes, at)?;
        if marker == 0xD9 {
            let (Some(f), true) = (&frame, scans > 0) else {
                return Err(PhotoFault::NotDecodable);
            };
            return Ok(Header {
                kind: Kind::Jpeg,
                width: f.width,
                height: f.height,
                end: body,
            });
        }
        at = body;
        if matches!(marker, 0x01 | 0xD8) {
            continue;
        }
        let length = be16(slice(bytes, body, 2)?) as usize;
        if length < 2 {
            return Err(PhotoFault::NotDecodable);
        }
        let segment = slice(bytes, body + 2, length - 2)?;
        at = body + length;
        match marker {
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                if frame.is_some() {
                    return Err(PhotoFault::NotDecodable);
                }
                frame = Some(start_of_frame(segment, marker)?);
            }
            0xDA => {
                let f = frame.as_ref().ok_or(PhotoFault::NotDecodable)?;
                if scans == 0 {
                    check_memory(working_bytes(bytes.len(), f, segment))?;
                }
                scans += 1;
                if scans > MAX_SCANS {
                    return Err(PhotoFault::NotDecodable);
                }
            }
            _ => {}
        }
    }
}

/// The next marker at or after `at` and the place behind it. Stuffed zeros, fill bytes and restart
/// marks belong to the scan data and are passed over; so is padding between segments.
fn next_marker(bytes: &[u8], mut at: usize) -> Result<(u8, usize), PhotoFault> {
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let ff = rest
            .iter()
            .position(|b| *b == 0xFF)
            .ok_or(PhotoFault::Truncated)?;
        match rest.get(ff + 1) {
            None => return Err(PhotoFault::Truncated),
            Some(0x00 | 0xD0..=0xD7) => at += ff + 2,
            Some(0xFF) => at += ff + 1,
            Some(marker) => return Ok((*marker, at + ff + 2)),
        }
    }
}

fn start_of_frame(segment: &[u8], marker: u8) -> Result<Frame, PhotoFault> {
    let [_precision, h1, h0, w1, w0, count, parts @ ..] = segment else {
        return Err(PhotoFault::NotDecodable);
    };
    let (width, height) = (be16(&[*w1, *w0]), be16(&[*h1, *h0]));
    check_sides(width, height)?;
    let samplings: Vec<(u32, u32)> = parts
        .chunks_exact(3)
        .take(usize::from(*count))
        .map(|part| (u32::from(part[1] >> 4), u32::from(part[1] & 15)))
        .collect();
    let h_max = samplings.iter().map(|s| s.0).max().unwrap_or(0);
    let v_max = samplings.iter().map(|s| s.1).max().unwrap_or(0);
    if samplings.len() != usize::from(*count) || h_max == 0 || v_max == 0 {
        return Err(PhotoFault::NotDecodable);
    }
    let grid = u64::from(width.div_ceil(8 * h_max)) * u64::from(height.div_ceil(8 * v_max));
    let blocks: u64 = samplings.iter().map(|(h, v)| u64::from(h * v)).sum();
    Ok(Frame {
        width,
        height,
        components: u64::from(*count),
        coefficient_bytes: grid * blocks * 64 * 2,
        progressive: matches!(marker, 0xC2 | 0xC6 | 0xCA | 0xCE),
    })
}

/// Pixels, the file twice (the decoder keeps a copy), and all coefficients when the first scan does
/// not hold the whole picture.
fn working_bytes(file: usize, frame: &Frame, first_scan: &[u8]) -> u64 {
    let channels = if frame.components == 1 { 1 } else { 3 };
    let pixels = u64::from(frame.width) * u64::from(frame.height) * channels;
    let whole = first_scan
        .first()
        .is_some_and(|n| u64::from(*n) == frame.components);
    let kept = if frame.progressive || !whole {
        frame.coefficient_bytes
    } else {
        0
    };
    pixels + kept + 2 * file as u64
}

fn be16(two: &[u8]) -> u32 {
    two.iter().fold(0, |sum, b| (sum << 8) | u32::from(*b))
}

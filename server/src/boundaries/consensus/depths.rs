//! How many drew each place, kept beside the last publication of a buurt: proposals are divided by it. No door tells it.

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use geo_types::Polygon;
use spatial::{
    Frame,
    consensus::{LINE_SIDE_M, Lattice, Layer, MAX_LAYER_CELLS, SHARES, layer},
};
use std::io::{self, Read, Write};

use super::snapshot::metres;

/// Bytes before the counts: three lengths in metres, columns, rows and people.
const HEAD: usize = 36;

/// How many of these drawings (GeoJSON Polygon text) hold each cell of 2 m, in metres of a frame. Where fewer than a quarter
/// do, it tells nobody.
pub fn depths(drawings: &[&str], frame: &Frame) -> Layer {
    let shapes: Vec<Polygon<f64>> = drawings.iter().filter_map(|text| metres(text, frame)).collect();
    let mut depths = layer(&shapes, LINE_SIDE_M);
    let quarter = depths.quorum(SHARES[0]);
    depths
        .counts
        .iter_mut()
        .filter(|count| **count < quarter)
        .for_each(|count| *count = 0);
    depths
}

/// A layer as bytes: numbers in little-endian order, deflated. About 100 kB for 50 drawings of 50 ha.
///
/// # Errors
/// None in practice: it is written to memory.
pub fn packed(layer: &Layer) -> io::Result<Vec<u8>> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::fast());
    let lattice = &layer.lattice;
    for metres in [lattice.west, lattice.south, lattice.side] {
        out.write_all(&metres.to_le_bytes())?;
    }
    for number in [lattice.columns, lattice.rows, layer.people] {
        out.write_all(&number.to_le_bytes())?;
    }
    let counts: Vec<u8> = layer
        .counts
        .iter()
        .flat_map(|count| count.to_le_bytes())
        .collect();
    out.write_all(&counts)?;
    out.finish()
}

/// The layer of such bytes; `None` for any others.
pub fn unpacked(bytes: &[u8]) -> Option<Layer> {
    let mut all = Vec::new();
    let most = (HEAD + MAX_LAYER_CELLS * 4) as u64;
    ZlibDecoder::new(bytes).take(most).read_to_end(&mut all).ok()?;
    let (head, counts) = all.split_at_checked(HEAD)?;
    let metres = |place: usize| Some(f64::from_le_bytes(head.get(place..place + 8)?.try_into().ok()?));
    let number = |place: usize| Some(u32::from_le_bytes(head.get(place..place + 4)?.try_into().ok()?));
    let lattice = Lattice {
        west: metres(0)?,
        south: metres(8)?,
        side: metres(16)?,
        columns: number(24)?,
        rows: number(28)?,
    };
    let (counts, rest) = counts.as_chunks::<4>();
    let whole =
        rest.is_empty() && counts.len() == lattice.len() && lattice.side.to_bits() == LINE_SIDE_M.to_bits();
    whole.then(|| {
        Some(Layer {
            lattice,
            counts: counts.iter().map(|count| u32::from_le_bytes(*count)).collect(),
            people: number(32)?,
        })
    })?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(east: f64) -> String {
        format!(
            "{{\"type\":\"Polygon\",\"coordinates\":[[[4.48,51.9],[{east},51.9],[{east},51.905],[4.48,51.905],[4.48,51.9]]]}}"
        )
    }

    #[test]
    fn depths_come_back_from_their_bytes_and_tell_of_no_few() {
        let drawings: Vec<String> = (0..20).map(|n| drawing(if n < 4 { 4.5 } else { 4.49 })).collect();
        let texts: Vec<&str> = drawings.iter().map(String::as_str).collect();
        let made = depths(&texts, &Frame::Rd);
        assert_eq!(made.people, 20);
        let few = made.counts.iter().filter(|count| (1..5).contains(*count));
        assert_eq!(few.count(), 0, "four of twenty drew further");
        assert!(made.counts.contains(&20));
        let bytes = packed(&made).unwrap();
        assert!(bytes.len() < 20_000, "{}", bytes.len());
        assert_eq!(unpacked(&bytes), Some(made));
        assert_eq!(unpacked(&bytes[..bytes.len() / 2]), None);
        assert_eq!(unpacked(b"something else"), None);
    }
}

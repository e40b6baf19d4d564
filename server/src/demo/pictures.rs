//! Drawn pictures for the example district: what a phone might have photographed, without any real place or person.

use super::chance::Chance;
use super::raster::Sheet;
use super::scenes::Light;
use super::subjects;
use jpeg_encoder::{ColorType, Encoder};

/// How many different pictures there are.
pub const PICTURES: usize = 24;
/// Width and height in pixels.
pub const SIZE: [u16; 2] = [1600, 1200];
/// Quality of the JPEG, 1 to 100.
const QUALITY: u8 = 80;

/// A picture as JPEG of 1600 by 1200 pixels, without metadata. The same index gives the same bytes; indices beyond
/// [`PICTURES`] begin anew. Every subject comes three times: waste, a dark lamp, a bush, a loose tile, a bench, the
/// singel, a front garden, a crossing. Some tens of milliseconds and 6 MB of memory; below 250 kB.
#[must_use]
pub fn picture(index: usize) -> Vec<u8> {
    let [wide, high] = SIZE;
    let sheet = drawn(index % PICTURES);
    let mut bytes = Vec::with_capacity(200_000);
    let done = Encoder::new(&mut bytes, QUALITY).encode(sheet.pixels(), wide, high, ColorType::Rgb);
    // Writing to memory cannot fail, and the sheet has the size that is named.
    debug_assert!(done.is_ok());
    bytes
}

fn drawn(index: usize) -> Sheet {
    let mut sheet = Sheet::new(usize::from(SIZE[0]), usize::from(SIZE[1]));
    let draw = match index / 3 {
        0 => subjects::waste,
        1 => subjects::lamp,
        2 => subjects::bush,
        3 => subjects::tile,
        4 => subjects::bench,
        5 => subjects::singel,
        6 => subjects::garden,
        _ => subjects::crossing,
    };
    let light = match index {
        3..6 => Light::night(),
        _ => [Light::day(), Light::dusk(), Light::autumn()][index % 3],
    };
    draw(&mut sheet, &light, &mut Chance::new(0x51C7_0000 + index as u64));
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_small_jpegs_of_the_promised_size_and_all_differ() {
        let all: Vec<Vec<u8>> = (0..PICTURES).map(picture).collect();
        for (index, bytes) in all.iter().enumerate() {
            assert!(
                (20_000..250_000).contains(&bytes.len()),
                "picture {index} has {} bytes",
                bytes.len()
            );
            assert!(!all[..index].contains(bytes));
        }
        for index in [0, 10, 23] {
            let read = image::load_from_memory(&all[index]).unwrap();
            assert_eq!((read.width(), read.height()), (1600, 1200));
        }
    }

    #[test]
    fn the_same_index_gives_the_same_bytes() {
        assert_eq!(picture(4), picture(4));
        assert_eq!(picture(5), picture(5 + PICTURES));
    }

    #[test]
    fn night_is_darker_than_day() {
        let light = |index| {
            drawn(index)
                .pixels()
                .iter()
                .map(|part| u64::from(*part))
                .sum::<u64>()
        };
        assert!(light(3) * 2 < light(0));
    }
}

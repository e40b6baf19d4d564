//! Photos made on the spot.

use image::{ExtendedColorType, ImageEncoder, RgbImage, codecs::jpeg::JpegEncoder};

/// A JPEG of this size with a picture that differs by `seed`.
pub fn jpeg(width: u32, height: u32, seed: u8) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x % 251) as u8 ^ seed, (y % 241) as u8, ((x + y) % 239) as u8])
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85)
        .write_image(&picture, width, height, ExtendedColorType::Rgb8)
        .expect("a JPEG");
    bytes
}

/// An all-black JPEG of this size.
pub fn black(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85)
        .write_image(
            &RgbImage::new(width, height),
            width,
            height,
            ExtendedColorType::Rgb8,
        )
        .expect("a JPEG");
    bytes
}

/// The seconds of the place that [`jpeg_with_exif`] tells: 123457/9973, a number that no picture has by chance.
pub const GPS_TRACE: [u8; 8] = [0, 1, 0xe2, 0x41, 0, 0, 0x26, 0xf5];

/// The same with an EXIF block: orientation, a place and a planted text, which must never come out.
pub fn jpeg_with_exif(width: u32, height: u32, orientation: u16, secret: &str) -> Vec<u8> {
    let plain = jpeg(width, height, 1);
    let entry = |tag: u16, kind: u16, count: usize, value: [u8; 4]| {
        let count = u32::try_from(count).expect("short").to_be_bytes();
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count, &value].concat()
    };
    let [high, low] = orientation.to_be_bytes();
    // Description, orientation and the GPS block; then latitude and longitude in degrees, minutes and seconds.
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x03".to_vec();
    tiff.extend(entry(0x010e, 2, secret.len() + 1, 152_u32.to_be_bytes()));
    tiff.extend(entry(0x0112, 3, 1, [high, low, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, 50_u32.to_be_bytes()));
    tiff.extend([0, 0, 0, 0, 0, 4]);
    tiff.extend(entry(1, 2, 2, *b"N\0\0\0"));
    tiff.extend(entry(2, 5, 3, 104_u32.to_be_bytes()));
    tiff.extend(entry(3, 2, 2, *b"E\0\0\0"));
    tiff.extend(entry(4, 5, 3, 128_u32.to_be_bytes()));
    tiff.extend([0; 4]);
    for degrees in [51_u32, 4] {
        tiff.extend([degrees, 1, 55, 1].map(u32::to_be_bytes).concat());
        tiff.extend(GPS_TRACE);
    }
    tiff.extend(secret.as_bytes());
    tiff.push(0);
    let mut bytes = plain[..2].to_vec();
    bytes.extend_from_slice(&[0xff, 0xe1]);
    let length = u16::try_from(tiff.len() + 8).expect("short");
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(b"Exif\0\0");
    bytes.extend_from_slice(&tiff);
    bytes.extend_from_slice(&plain[2..]);
    bytes
}

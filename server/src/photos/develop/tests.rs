//! Photos made here, byte by byte where it matters, and developed. Real photos of `../shared` are
//! used when present.

use image::codecs::{png::PngEncoder, webp::WebPEncoder};
use image::{ExtendedColorType, ImageEncoder, Rgb};

use super::header::MAX_WORKING_BYTES;
use super::*;

const RED: [u8; 3] = [220, 30, 30];
const GREEN: [u8; 3] = [30, 200, 30];
const BLUE: [u8; 3] = [30, 30, 220];
const WHITE: [u8; 3] = [250, 250, 250];

/// Red top left, green top right, blue bottom left, white bottom right; 96 x 64.
fn four_corners(x: u32, y: u32) -> [u8; 3] {
    match (x < 48, y < 32) {
        (true, true) => RED,
        (false, true) => GREEN,
        (true, false) => BLUE,
        (false, false) => WHITE,
    }
}

/// The four corners as a camera held by `orientation` stores them: EXIF 2.32 tag 0x0112 tells where
/// row 0 and column 0 of the stored picture belong.
fn stored(orientation: u8) -> RgbImage {
    let (w, h) = (96, 64);
    let far_row = matches!(orientation, 3 | 4 | 6 | 7);
    let far_column = matches!(orientation, 2 | 3 | 7 | 8);
    let mirror = |far: bool, v: u32, size: u32| if far { size - 1 - v } else { v };
    if orientation < 5 {
        return RgbImage::from_fn(w, h, |c, r| {
            Rgb(four_corners(mirror(far_column, c, w), mirror(far_row, r, h)))
        });
    }
    RgbImage::from_fn(h, w, |c, r| {
        Rgb(four_corners(mirror(far_row, r, w), mirror(far_column, c, h)))
    })
}

/// A TIFF block with orientation and a GPS position, big endian.
fn exif(orientation: u8) -> Vec<u8> {
    let mut t = b"MM\0\x2A\0\0\0\x08\0\x02".to_vec();
    t.extend([1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    t.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
    t.extend([0, 0, 0, 0]);
    assert_eq!(t.len(), 38);
    t.extend([0, 2]);
    t.extend([0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0]);
    t.extend([0, 2, 0, 5, 0, 0, 0, 3, 0, 0, 0, 68]);
    t.extend([0, 0, 0, 0]);
    assert_eq!(t.len(), 68);
    for part in [51u32, 1, 55, 1, 20, 1] {
        t.extend(part.to_be_bytes());
    }
    t.extend(b"GPS-CANARY");
    t
}

fn jpeg_of(picture: &RgbImage, dress: impl FnOnce(&mut jpeg_encoder::Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut out, 90);
    dress(&mut encoder);
    let (w, h) = (picture.width() as u16, picture.height() as u16);
    encoder
        .encode(picture, w, h, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    out
}

fn jpeg_with_orientation(orientation: u8) -> Vec<u8> {
    jpeg_of(&stored(orientation), |e| {
        e.add_exif_metadata(&exif(orientation)).unwrap();
    })
}

fn png_of(pixels: &[u8], w: u32, h: u32, color: ExtendedColorType) -> Vec<u8> {
    let mut out = Vec::new();
    PngEncoder::new(&mut out)
        .write_image(pixels, w, h, color)
        .unwrap();
    out
}

fn webp_of(picture: &RgbImage) -> Vec<u8> {
    let mut out = Vec::new();
    WebPEncoder::new_lossless(&mut out)
        .write_image(
            picture,
            picture.width(),
            picture.height(),
            ExtendedColorType::Rgb8,
        )
        .unwrap();
    out
}

/// A picture with enough detail that its JPEG is a few kilobytes.
fn busy(w: u32, h: u32) -> RgbImage {
    RgbImage::from_fn(w, h, |x, y| {
        let v = x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503);
        Rgb([(v >> 7) as u8, (x * 255 / w) as u8, (y * 255 / h) as u8])
    })
}

fn decoded(jpeg: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(jpeg, image::ImageFormat::Jpeg)
        .unwrap()
        .into_rgb8()
}

fn code_of(bytes: &[u8]) -> &'static str {
    develop(bytes, Some("image/jpeg")).map_or_else(PhotoFault::code, |_| "ok")
}

fn assert_near(got: [u8; 3], want: [u8; 3], about: &str) {
    let near = got.iter().zip(&want).all(|(g, w)| g.abs_diff(*w) < 25);
    assert!(near, "{about}: {got:?}, expected about {want:?}");
}

fn assert_four_corners(developed: &Developed, about: &str) {
    assert_eq!((developed.width, developed.height), (96, 64), "{about}");
    for variant in [&developed.large, &developed.small] {
        let picture = decoded(variant);
        assert_eq!(picture.dimensions(), (96, 64), "{about}");
        for (x, y) in [(8, 8), (88, 8), (8, 56), (88, 56)] {
            assert_near(picture.get_pixel(x, y).0, four_corners(x, y), about);
        }
    }
}

/// The markers of a JPEG's segments up to the first scan.
fn markers(jpeg: &[u8]) -> Vec<u8> {
    let mut at = 2;
    let mut found = Vec::new();
    while jpeg[at + 1] != 0xDA {
        assert_eq!(jpeg[at], 0xFF);
        found.push(jpeg[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    found
}

fn contains(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|w| w == needle)
}

#[test]
fn every_orientation_of_a_jpeg_comes_out_upright() {
    for orientation in 1..=8 {
        let developed = develop(&jpeg_with_orientation(orientation), None).unwrap();
        assert_four_corners(&developed, &format!("orientation {orientation}"));
    }
}

#[test]
fn orientation_in_png_and_webp_counts_too() {
    for orientation in [1, 6, 7] {
        let picture = stored(orientation);
        let (w, h) = picture.dimensions();
        let mut png = Vec::new();
        let mut encoder = PngEncoder::new(&mut png);
        encoder.set_exif_metadata(exif(orientation)).unwrap();
        encoder
            .write_image(&picture, w, h, ExtendedColorType::Rgb8)
            .unwrap();
        assert_four_corners(&develop(&png, None).unwrap(), "png");
        let mut webp = Vec::new();
        let mut encoder = WebPEncoder::new_lossless(&mut webp);
        encoder.set_exif_metadata(exif(orientation)).unwrap();
        encoder
            .write_image(&picture, w, h, ExtendedColorType::Rgb8)
            .unwrap();
        assert_four_corners(&develop(&webp, None).unwrap(), "webp");
    }
}

#[test]
fn a_nonsense_orientation_leaves_the_photo_as_stored() {
    for orientation in [0, 9, 255] {
        let bytes = jpeg_of(&stored(1), |e| {
            e.add_exif_metadata(&exif(orientation)).unwrap();
        });
        assert_four_corners(&develop(&bytes, None).unwrap(), "nonsense orientation");
    }
}

#[test]
fn nothing_of_exif_xmp_gps_icc_or_comments_reaches_the_variants() {
    let bytes = jpeg_of(&busy(1700, 400), |e| {
        e.add_exif_metadata(&exif(1)).unwrap();
        e.add_app_segment(1, b"http://ns.adobe.com/xap/1.0/\0<x>XMP-CANARY</x>".to_vec())
            .unwrap();
        e.add_app_segment(13, b"Photoshop 3.0\0IPTC-CANARY".to_vec())
            .unwrap();
        e.add_icc_profile(b"ICC-CANARY").unwrap();
    });
    let mut bytes = [&bytes[..2], b"\xFF\xFE\0\x0CCOM-CANARY", &bytes[2..]].concat();
    bytes.extend(b"TAIL-CANARY");
    let canaries: [&[u8]; 7] = [
        b"GPS-CANARY",
        b"XMP-CANARY",
        b"IPTC-CANARY",
        b"ICC-CANARY",
        b"COM-CANARY",
        b"TAIL-CANARY",
        b"Exif",
    ];
    let developed = develop(&bytes, None).unwrap();
    for canary in canaries {
        assert!(contains(&bytes, canary), "the test plants its canaries");
        assert!(!contains(&developed.large, canary) && !contains(&developed.small, canary));
    }
    for variant in [&developed.large, &developed.small] {
        let allowed = [0xE0, 0xDB, 0xC0, 0xC4];
        let found = markers(variant);
        assert!(found.iter().all(|m| allowed.contains(m)), "segments {found:02X?}");
        assert!(
            exif::Reader::new()
                .read_from_container(&mut Cursor::new(variant))
                .is_err()
        );
    }
}

#[test]
fn a_jpeg_cut_anywhere_is_refused() {
    let thumbnail = jpeg_of(&busy(16, 16), |_| {});
    for progressive in [false, true] {
        let whole = jpeg_of(&busy(90, 70), |e| {
            e.set_progressive(progressive);
            e.add_app_segment(1, [b"Exif\0\0".as_slice(), &thumbnail].concat())
                .unwrap();
        });
        assert_eq!(code_of(&whole), "ok");
        for length in 3..whole.len() {
            assert_eq!(
                code_of(&whole[..length]),
                "truncated",
                "{length} of {}",
                whole.len()
            );
        }
    }
}

#[test]
fn a_png_or_webp_cut_anywhere_is_refused() {
    let picture = busy(40, 30);
    for whole in [
        png_of(&picture, 40, 30, ExtendedColorType::Rgb8),
        webp_of(&picture),
    ] {
        assert_eq!(code_of(&whole), "ok");
        for length in 12..whole.len() {
            assert_eq!(
                code_of(&whole[..length]),
                "truncated",
                "{length} of {}",
                whole.len()
            );
        }
    }
}

#[test]
fn bytes_behind_the_end_are_dropped() {
    let picture = busy(40, 30);
    for mut bytes in [
        jpeg_of(&picture, |_| {}),
        png_of(&picture, 40, 30, ExtendedColorType::Rgb8),
        webp_of(&picture),
    ] {
        let clean = develop(&bytes, None).unwrap();
        bytes.extend(b"<script>alert(1)</script>PK\x03\x04");
        assert_eq!(develop(&bytes, None).unwrap(), clean);
    }
}

#[test]
fn a_small_png_that_claims_60000_x_60000_is_refused_unread() {
    let mut bomb = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR".to_vec();
    bomb.extend(60_000u32.to_be_bytes());
    bomb.extend(60_000u32.to_be_bytes());
    bomb.extend([8, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    bomb.truncate(44);
    let fault = develop(&bomb, None).unwrap_err();
    assert_eq!(
        fault,
        PhotoFault::TooManyPixels {
            width: 60_000,
            height: 60_000
        }
    );
    assert_eq!((fault.is_media(), fault.code()), (false, "too_many_pixels"));
}

#[test]
fn lying_jpeg_and_webp_headers_are_refused_by_their_claim() {
    let mut jpeg = jpeg_of(&busy(64, 64), |_| {});
    let frame = jpeg.windows(2).position(|w| w == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0x1F, 0x40, 0xFF, 0xDC]);
    assert_eq!(code_of(&jpeg), "too_many_pixels");
    let mut webp = b"RIFF\x64\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0".to_vec();
    webp.extend([0xFF, 0xFF, 0, 0xFF, 0xFF, 0]);
    assert_eq!(code_of(&webp), "too_many_pixels");
    let narrow = png_of(&vec![0; 16_001], 16_001, 1, ExtendedColorType::L8);
    assert_eq!(code_of(&narrow), "too_many_pixels");
}

#[test]
fn a_form_that_takes_too_much_memory_is_refused_before_decoding() {
    // 24 MP progressive 4:4:4: 72 MB of pixels and 144 MB of coefficients.
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xC2, 0, 17, 8, 0x0F, 0xA0, 0x17, 0x70, 3];
    bytes.extend([1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
    bytes.extend([0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 0, 0, 0xFF, 0xD9]);
    let fault = develop(&bytes, None).unwrap_err();
    assert_eq!(fault.code(), "too_many_pixels");
    assert!(matches!(fault, PhotoFault::TooHeavy { needed_mib } if needed_mib > MAX_WORKING_BYTES >> 20));
}

#[test]
fn a_jpeg_of_a_thousand_scans_is_refused() {
    let whole = jpeg_of(&busy(32, 32), |e| e.set_progressive(true));
    let scan = whole.windows(2).position(|w| w == [0xFF, 0xDA]).unwrap();
    let end = whole[scan + 2..]
        .windows(2)
        .position(|w| w[0] == 0xFF && w[1] != 0)
        .unwrap()
        + scan
        + 2;
    let bomb = [&whole[..end], &whole[scan..end].repeat(1000), &whole[end..]].concat();
    assert_eq!(code_of(&bomb), "not_decodable");
}

#[test]
fn text_in_a_jpg_is_no_image_and_heic_is_told_what_to_do() {
    for text in [
        b"Hallo buurt, dit is geen foto.".as_slice(),
        b"",
        b"\xFF\xD8",
        b"GIF89a",
        b"<svg/>",
    ] {
        let fault = develop(text, Some("image/jpeg")).unwrap_err();
        assert_eq!((fault.is_media(), fault.code()), (true, "unsupported_media"));
    }
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".as_slice();
    let avif = b"\0\0\0\x18ftypavif\0\0\0\0avifmif1".as_slice();
    for (bytes, said) in [
        (heic, None),
        (avif, None),
        (b"????".as_slice(), Some("image/HEIC")),
    ] {
        let fault = develop(bytes, said).unwrap_err();
        assert_eq!((fault.is_media(), fault.code()), (true, "unsupported_media"));
        assert!(fault.to_string().contains("JPEG"), "{fault}");
    }
    let film = b"\0\0\0\x18ftypisom\0\0\0\0isommp41".as_slice();
    assert_eq!(develop(film, None), Err(PhotoFault::UnsupportedMedia));
}

#[test]
fn variants_fit_their_edges_and_small_photos_are_not_enlarged() {
    for (w, h, large, small) in [
        (2400, 800, (1600, 533), (320, 107)),
        (801, 1602, (800, 1600), (160, 320)),
        (1000, 20, (1000, 20), (320, 6)),
        (5000, 1, (1600, 1), (320, 1)),
        (3, 2, (3, 2), (3, 2)),
    ] {
        let developed = develop(&jpeg_of(&busy(w, h), |_| {}), None).unwrap();
        assert_eq!((developed.width, developed.height), (w, h));
        assert_eq!(decoded(&developed.large).dimensions(), large, "{w} x {h}");
        assert_eq!(decoded(&developed.small).dimensions(), small, "{w} x {h}");
    }
}

#[test]
fn shrinking_in_bands_gives_the_same_picture_as_at_once() {
    let picture = busy(2000, 1830);
    let from = Picture {
        width: 2000,
        height: 1830,
        channels: 3,
        pixels: picture.into_raw(),
    };
    let banded = shrink(&from, LARGE_EDGE).unwrap().unwrap();
    let source = ImageRef::new(2000, 1830, &from.pixels, PixelType::U8x3).unwrap();
    let mut at_once = Image::new(banded.width, banded.height, PixelType::U8x3);
    Resizer::new().resize(&source, &mut at_once, None).unwrap();
    let worst = banded
        .pixels
        .iter()
        .zip(at_once.buffer())
        .map(|(a, b)| a.abs_diff(*b))
        .max();
    assert!(worst <= Some(1), "worst difference {worst:?}");
}

#[test]
fn transparency_lies_on_white() {
    let clear: Vec<u8> = [0, 0, 0, 0, 200, 0, 0, 128].repeat(32 * 32);
    let rgba = png_of(&clear, 64, 32, ExtendedColorType::Rgba8);
    let halves: Vec<u8> = (0..64 * 32)
        .flat_map(|i| {
            if i % 64 < 32 {
                [0, 0, 0, 0]
            } else {
                [200, 0, 0, 128]
            }
        })
        .collect();
    assert_eq!(code_of(&rgba), "ok");
    let picture = decoded(
        &develop(&png_of(&halves, 64, 32, ExtendedColorType::Rgba8), None)
            .unwrap()
            .large,
    );
    assert_near(picture.get_pixel(10, 16).0, [255, 255, 255], "clear");
    assert_near(picture.get_pixel(54, 16).0, [227, 127, 127], "half red");
}

#[test]
fn sixteen_bit_grey_and_grey_with_alpha_are_read() {
    let deep: Vec<u8> = [40_000u16, 20_000, 1_000]
        .repeat(32 * 32)
        .iter()
        .flat_map(|v| v.to_ne_bytes())
        .collect();
    let picture = decoded(
        &develop(&png_of(&deep, 32, 32, ExtendedColorType::Rgb16), None)
            .unwrap()
            .large,
    );
    assert_near(picture.get_pixel(16, 16).0, [156, 78, 4], "16 bit");
    let thin: Vec<u8> = [65_535u16, 0, 0, 32_768]
        .repeat(32 * 32)
        .iter()
        .flat_map(|v| v.to_ne_bytes())
        .collect();
    let picture = decoded(
        &develop(&png_of(&thin, 32, 32, ExtendedColorType::Rgba16), None)
            .unwrap()
            .large,
    );
    assert_near(picture.get_pixel(16, 16).0, [255, 127, 127], "16 bit with alpha");
    let grey = develop(&png_of(&[90; 1024], 32, 32, ExtendedColorType::L8), None).unwrap();
    assert_near(decoded(&grey.large).get_pixel(16, 16).0, [90; 3], "grey");
    let veiled = develop(
        &png_of(&[0, 128].repeat(1024), 32, 32, ExtendedColorType::La8),
        None,
    )
    .unwrap();
    assert_near(
        decoded(&veiled.large).get_pixel(16, 16).0,
        [127; 3],
        "grey with alpha",
    );
}

#[test]
fn a_cmyk_jpeg_becomes_rgb() {
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, 90)
        .encode(
            &[0, 255, 255, 0].repeat(32 * 32),
            32,
            32,
            jpeg_encoder::ColorType::Cmyk,
        )
        .unwrap();
    let picture = decoded(&develop(&bytes, None).unwrap().large);
    assert_near(
        picture.get_pixel(16, 16).0,
        [255, 0, 0],
        "magenta + yellow is red",
    );
}

#[test]
fn display_p3_becomes_srgb_in_every_format_and_srgb_is_left() {
    let flat = RgbImage::from_pixel(64, 64, Rgb([200, 120, 90]));
    let p3 = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let srgb = moxcms::ColorProfile::new_srgb().encode().unwrap();
    let jpeg = |icc: &[u8]| jpeg_of(&flat, |e| e.add_icc_profile(icc).unwrap());
    let png = |icc: &[u8]| {
        let mut out = Vec::new();
        let mut encoder = PngEncoder::new(&mut out);
        encoder.set_icc_profile(icc.to_vec()).unwrap();
        encoder
            .write_image(&flat, 64, 64, ExtendedColorType::Rgb8)
            .unwrap();
        out
    };
    let webp = |icc: &[u8]| {
        let mut out = Vec::new();
        let mut encoder = WebPEncoder::new_lossless(&mut out);
        encoder.set_icc_profile(icc.to_vec()).unwrap();
        encoder
            .write_image(&flat, 64, 64, ExtendedColorType::Rgb8)
            .unwrap();
        out
    };
    for (name, plain, full) in [
        ("JPEG", jpeg(&srgb), jpeg(&p3)),
        ("PNG", png(&srgb), png(&p3)),
        ("WebP", webp(&srgb), webp(&p3)),
    ] {
        let colour = |bytes: &[u8]| decoded(&develop(bytes, None).unwrap().large).get_pixel(30, 30).0;
        let (plain, full) = (colour(&plain), colour(&full));
        assert!(
            plain[0].abs_diff(200) <= 3 && plain[2].abs_diff(90) <= 3,
            "{name} {plain:?}"
        );
        assert!(
            full[0] >= 209 && full[2] <= 85,
            "{name}, fuller in sRGB numbers: {full:?}"
        );
    }
}

#[test]
fn of_an_animated_webp_the_first_picture_is_taken() {
    let chunk = |name: &[u8; 4], body: &[u8]| {
        let mut out = [name.as_slice(), &(body.len() as u32).to_le_bytes(), body].concat();
        out.resize(out.len() + body.len() % 2, 0);
        out
    };
    let frame = |colour: [u8; 3]| {
        let still = webp_of(&RgbImage::from_pixel(16, 16, Rgb(colour)));
        let placed = [0, 0, 0, 0, 0, 0, 15, 0, 0, 15, 0, 0, 100, 0, 0, 0];
        chunk(b"ANMF", &[placed.as_slice(), &still[12..]].concat())
    };
    let body = [
        b"WEBP".to_vec(),
        chunk(b"VP8X", &[0x02, 0, 0, 0, 15, 0, 0, 15, 0, 0]),
        chunk(b"ANIM", &[0; 6]),
        frame(RED),
        frame(GREEN),
    ]
    .concat();
    let bytes = [b"RIFF".as_slice(), &(body.len() as u32).to_le_bytes(), &body].concat();
    let picture = decoded(&develop(&bytes, None).unwrap().large);
    assert_near(picture.get_pixel(8, 8).0, RED, "first frame");
}

#[test]
fn damaged_bytes_are_answered_and_never_panic() {
    let picture = busy(60, 50);
    let mut seed = 1u64;
    let mut draw = |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for whole in [
        jpeg_with_orientation(6),
        jpeg_of(&picture, |e| e.set_progressive(true)),
        png_of(&picture, 60, 50, ExtendedColorType::Rgb8),
        webp_of(&picture),
    ] {
        let mut refused = 0;
        for _ in 0..300 {
            let mut bytes = whole.clone();
            for _ in 0..=draw(4) {
                let at = draw(bytes.len());
                bytes[at] = draw(256) as u8;
            }
            let opened = header::read(&bytes, None).and_then(|h| open_and_shrink(&bytes[..h.end], h.kind));
            refused += usize::from(opened.is_err());
        }
        assert!(refused > 5, "damage is noticed at times: {refused}");
    }
}

fn shared_photos(folder: &str) -> Vec<(String, Vec<u8>)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/photos");
    let Ok(files) = std::fs::read_dir(root.join(folder)) else {
        println!("skipped: ../shared/data/photos/{folder} is absent");
        return Vec::new();
    };
    let mut photos: Vec<_> = files
        .map(|f| f.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "jpg"))
        .map(|p| (p.display().to_string(), std::fs::read(&p).unwrap()))
        .collect();
    photos.sort();
    photos
}

#[test]
fn the_eight_copies_of_a_real_photo_agree() {
    let developed: Vec<_> = shared_photos("orientation")
        .iter()
        .map(|(_, bytes)| decoded(&develop(bytes, None).unwrap().large))
        .collect();
    for copy in developed.iter().skip(1) {
        assert_eq!(copy.dimensions(), developed[0].dimensions());
        let squares: f64 = copy
            .iter()
            .zip(developed[0].iter())
            .map(|(a, b)| f64::from(a.abs_diff(*b)).powi(2))
            .sum();
        let rmse = (squares / copy.len() as f64).sqrt();
        assert!(rmse <= 10.0, "RMSE {rmse}");
    }
}

#[test]
fn real_walk_photos_lose_their_gps() {
    for (name, bytes) in shared_photos("walk") {
        let read = |b: &[u8]| exif::Reader::new().read_from_container(&mut Cursor::new(b));
        let before = read(&bytes).unwrap();
        assert!(
            before
                .get_field(exif::Tag::GPSLatitude, exif::In::PRIMARY)
                .is_some(),
            "{name}"
        );
        let developed = develop(&bytes, None).unwrap();
        assert!(
            read(&developed.large).is_err() && read(&developed.small).is_err(),
            "{name}"
        );
        let allowed = [0xE0, 0xDB, 0xC0, 0xC4];
        assert!(
            markers(&developed.large).iter().all(|m| allowed.contains(m)),
            "{name}"
        );
    }
}

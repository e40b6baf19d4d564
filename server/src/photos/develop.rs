//! Develops an uploaded photo: checked on its header, decoded, made small, turned upright and
//! written as two fresh JPEGs without a single byte of the original's metadata.
//!
//! Pure: bytes in, bytes out. The order is chosen for memory: shrink in bands, then turn.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, GrayImage, ImageDecoder, ImageError, ImageResult, Limits, RgbImage};

mod colour;
mod fault;
mod header;

use colour::ToSrgb;
pub use fault::PhotoFault;
use header::Kind;

/// Long edge of the large variant, px.
pub const LARGE_EDGE: u32 = 1600;
/// Long edge of the small variant, px.
pub const SMALL_EDGE: u32 = 320;
/// JPEG quality of both variants (0-100).
const QUALITY: u8 = 80;
/// Bytes a decoder may take beside the picture itself.
const DECODER_BYTES: u64 = 160 << 20;
/// Rows of the small picture made at a time: bounds the resizer's buffer to a fraction of the source.
const BAND: u32 = 200;

/// A developed photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Developed {
    /// Width of the original in pixels, after turning it upright.
    pub width: u32,
    /// Height of the original in pixels, after turning it upright.
    pub height: u32,
    /// JPEG, at most 1600 px on the long edge, never enlarged, sRGB or grey, JFIF header only.
    pub large: Vec<u8>,
    /// JPEG, at most 320 px on the long edge.
    pub small: Vec<u8>,
}

/// Pixels of one or three bytes each (grey or sRGB), rows from the top.
struct Picture {
    width: u32,
    height: u32,
    channels: usize,
    pixels: Vec<u8>,
}

/// Checks and develops one photo.
///
/// The kind is told by the first bytes; `content_type` only sharpens the refusal of unknown bytes.
/// EXIF orientation 1-8 is applied (JPEG, PNG eXIf, WebP EXIF), transparency is laid on white,
/// 16 bit becomes 8, CMYK becomes RGB, colours of an RGB profile (Display P3, Adobe RGB) become sRGB.
/// Of an animation the first picture is taken; bytes behind the image's end are dropped.
///
/// Cost on one core: about 80 ms and at most 64 MiB for a 12 MP baseline JPEG, at most 160 MiB for
/// anything accepted, `bytes` included. Blocking: run it on a thread of its own.
///
/// # Errors
/// [`PhotoFault`], whose `code` is the contract's. Header faults come before decoding.
pub fn develop(bytes: &[u8], content_type: Option<&str>) -> Result<Developed, PhotoFault> {
    let header = header::read(bytes, content_type)?;
    let whole = bytes.get(..header.end).ok_or(PhotoFault::Truncated)?;
    let (large, turned_by) = catch_unwind(AssertUnwindSafe(|| open_and_shrink(whole, header.kind)))
        .unwrap_or(Err(PhotoFault::NotDecodable))?;
    let large = turn(large, turned_by)?;
    let small = shrink(&large, SMALL_EDGE)?;
    let (width, height) = if swaps_sides(turned_by) {
        (header.height, header.width)
    } else {
        (header.width, header.height)
    };
    Ok(Developed {
        width,
        height,
        large: to_jpeg(&large)?,
        small: to_jpeg(small.as_ref().unwrap_or(&large))?,
    })
}

/// Decodes and makes the large variant; the full-size pixels live only in here.
fn open_and_shrink(bytes: &[u8], kind: Kind) -> Result<(Picture, Orientation), PhotoFault> {
    let input = Cursor::new(bytes);
    match kind {
        Kind::Jpeg => shrink_decoded(JpegDecoder::new(input)),
        Kind::Png => shrink_decoded(PngDecoder::with_limits(input, limits())),
        Kind::WebP => shrink_decoded(white_behind(WebPDecoder::new(input))),
    }
}

/// The canvas of an animation starts white, as everything transparent here does.
fn white_behind<R: std::io::BufRead + std::io::Seek>(
    decoder: ImageResult<WebPDecoder<R>>,
) -> ImageResult<WebPDecoder<R>> {
    let mut decoder = decoder?;
    if decoder.has_animation() {
        decoder.set_background_color(image::Rgba([255; 4]))?;
    }
    Ok(decoder)
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(header::MAX_SIDE);
    limits.max_image_height = Some(header::MAX_SIDE);
    limits.max_alloc = Some(DECODER_BYTES);
    limits
}

fn shrink_decoded<D: ImageDecoder>(decoder: ImageResult<D>) -> Result<(Picture, Orientation), PhotoFault> {
    let mut decoder = decoder.map_err(refusal)?;
    decoder.set_limits(limits()).map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    let color = decoder.color_type();
    let turned_by = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let to_srgb = profile.and_then(|profile| ToSrgb::of(&profile));
    let length = usize::try_from(decoder.total_bytes()).map_err(|_| PhotoFault::NotDecodable)?;
    let mut pixels = vec![0; length];
    decoder.read_image(&mut pixels).map_err(refusal)?;
    let full = Picture {
        width,
        height,
        channels: flatten(&mut pixels, color)?,
        pixels,
    };
    let mut large = shrink(&full, LARGE_EDGE)?.unwrap_or(full);
    if let Some(to_srgb) = to_srgb.filter(|_| large.channels == 3) {
        to_srgb.turn(&mut large.pixels);
    }
    Ok((large, turned_by))
}

fn refusal(error: ImageError) -> PhotoFault {
    match error {
        ImageError::IoError(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => PhotoFault::Truncated,
        ImageError::Limits(_) => PhotoFault::TooHeavy {
            needed_mib: DECODER_BYTES >> 20,
        },
        _ => PhotoFault::NotDecodable,
    }
}

/// Makes pixels 8 bit and opaque on white, in place: a second full-size buffer would break the limit.
/// Gives the channels left, 1 or 3.
fn flatten(pixels: &mut Vec<u8>, color: ColorType) -> Result<usize, PhotoFault> {
    let (colours, alpha, bytes_each) = match color {
        ColorType::L8 => return Ok(1),
        ColorType::Rgb8 => return Ok(3),
        ColorType::La8 => (1, true, 1),
        ColorType::Rgba8 => (3, true, 1),
        ColorType::L16 => (1, false, 2),
        ColorType::La16 => (1, true, 2),
        ColorType::Rgb16 => (3, false, 2),
        ColorType::Rgba16 => (3, true, 2),
        _ => return Err(PhotoFault::NotDecodable),
    };
    let step = (colours + usize::from(alpha)) * bytes_each;
    let count = pixels.len() / step;
    for i in 0..count {
        let value = |pixels: &[u8], channel: usize| {
            let at = i * step + channel * bytes_each;
            if bytes_each == 1 {
                return u32::from(pixels[at]);
            }
            (u32::from(u16::from_ne_bytes([pixels[at], pixels[at + 1]])) * 255 + 32_767) / 65_535
        };
        let cover = if alpha { value(pixels, colours) } else { 255 };
        for channel in 0..colours {
            let on_white = value(pixels, channel) * cover + 255 * (255 - cover);
            pixels[i * colours + channel] = ((on_white + 127) / 255) as u8;
        }
    }
    pixels.truncate(count * colours);
    pixels.shrink_to_fit();
    Ok(colours)
}

/// Resizes (Lanczos3) so that the long edge is `edge`; `None` when the picture is not larger.
fn shrink(from: &Picture, edge: u32) -> Result<Option<Picture>, PhotoFault> {
    let long = from.width.max(from.height);
    if long <= edge {
        return Ok(None);
    }
    let scaled = |side: u32| {
        let exact = f64::from(side) * f64::from(edge) / f64::from(long);
        (exact.round() as u32).max(1)
    };
    let (width, height) = (scaled(from.width), scaled(from.height));
    let kind = if from.channels == 1 {
        PixelType::U8
    } else {
        PixelType::U8x3
    };
    let source = ImageRef::new(from.width, from.height, &from.pixels, kind).map_err(broken)?;
    let row = width as usize * from.channels;
    let mut pixels = vec![0; row * height as usize];
    let mut resizer = Resizer::new();
    let rows_per_row = f64::from(from.height) / f64::from(height);
    for (number, band) in pixels.chunks_mut(row * BAND as usize).enumerate() {
        let rows = (band.len() / row) as u32;
        let top = f64::from(number as u32 * BAND) * rows_per_row;
        let tall = (f64::from(rows) * rows_per_row).min(f64::from(from.height) - top);
        let cut = ResizeOptions::new().crop(0.0, top, f64::from(from.width), tall);
        let mut target = Image::from_slice_u8(width, rows, band, kind).map_err(broken)?;
        resizer.resize(&source, &mut target, &cut).map_err(broken)?;
    }
    Ok(Some(Picture {
        width,
        height,
        channels: from.channels,
        pixels,
    }))
}

/// For steps that cannot fail on a checked picture; a refusal is better than a panic if they do.
fn broken<E>(_: E) -> PhotoFault {
    PhotoFault::NotDecodable
}

const fn swaps_sides(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

fn turn(picture: Picture, by: Orientation) -> Result<Picture, PhotoFault> {
    let Picture {
        width,
        height,
        channels,
        pixels,
    } = picture;
    let image = if channels == 1 {
        GrayImage::from_raw(width, height, pixels).map(DynamicImage::from)
    } else {
        RgbImage::from_raw(width, height, pixels).map(DynamicImage::from)
    };
    let mut image = image.ok_or(PhotoFault::NotDecodable)?;
    image.apply_orientation(by);
    Ok(Picture {
        width: image.width(),
        height: image.height(),
        channels,
        pixels: image.into_bytes(),
    })
}

fn to_jpeg(picture: &Picture) -> Result<Vec<u8>, PhotoFault> {
    let mut out = Vec::new();
    let color = if picture.channels == 1 {
        jpeg_encoder::ColorType::Luma
    } else {
        jpeg_encoder::ColorType::Rgb
    };
    let side = |length: u32| u16::try_from(length).map_err(broken);
    jpeg_encoder::Encoder::new(&mut out, QUALITY)
        .encode(
            &picture.pixels,
            side(picture.width)?,
            side(picture.height)?,
            color,
        )
        .map_err(broken)?;
    Ok(out)
}

#[cfg(test)]
mod tests;

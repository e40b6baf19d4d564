//! What developing a photo costs: `cargo run --release -p buurtschouw --example photo_cost`.
//!
//! `photo_cost make FOLDER` makes photos as phones send them, and files that only look like photos. `photo_cost FILE
//! [RUNS]` develops one and prints a line of JSON: the contract's code or `ok`, the median milliseconds of processor time
//! on one core, and the most memory the whole process had, in MiB, the uploaded bytes and the program itself included.

use std::path::Path;
use std::time::Duration;

use buurtschouw::photos::develop::develop;
use image::codecs::{png::PngEncoder, webp::WebPEncoder};
use image::{ExtendedColorType, ImageEncoder, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use rustix::time::{ClockId, clock_gettime};

type Broken = Box<dyn std::error::Error>;

/// Long slopes with grain on them: about as hard to pack as a photo of a street.
fn street(width: u32, height: u32) -> RgbImage {
    let mut grain = 1_u32;
    RgbImage::from_fn(width, height, |x, y| {
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let slope =
            (f64::from(x) / 131.0).sin() + (f64::from(y) / 89.0).cos() + (f64::from(x + y) / 23.0).sin();
        let light = 120.0 + 30.0 * slope + f64::from(grain >> 28);
        image::Rgb([light as u8, (light * 0.9) as u8 + 10, 255 - light as u8])
    })
}

/// A JPEG as a phone makes it: held upright (orientation 6), a colour for every four pixels.
fn jpeg(
    picture: &RgbImage,
    change: impl Fn(&mut Encoder<&mut Vec<u8>>) -> Result<(), Broken>,
) -> Result<Vec<u8>, Broken> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, 88);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    let upright = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    encoder.add_app_segment(1, upright.to_vec())?;
    change(&mut encoder)?;
    let (width, height) = (u16::try_from(picture.width())?, u16::try_from(picture.height())?);
    encoder.encode(picture, width, height, ColorType::Rgb)?;
    Ok(out)
}

fn make(folder: &Path) -> Result<(), Broken> {
    let keep = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes);
    let picture = street(4032, 3024);
    let baseline = jpeg(&picture, |_| Ok(()))?;
    let p3 = moxcms::ColorProfile::new_display_p3().encode()?;
    keep("12mp.jpg", &baseline)?;
    keep("12mp_p3.jpg", &jpeg(&picture, |e| Ok(e.add_icc_profile(&p3)?))?)?;
    let progressive = |e: &mut Encoder<&mut Vec<u8>>| {
        e.set_progressive(true);
        Ok(())
    };
    keep("12mp_progressive.jpg", &jpeg(&picture, progressive)?)?;
    keep("24mp.jpg", &jpeg(&street(6000, 4000), |_| Ok(()))?)?;
    // Grain is what PNG and WebP cannot pack: a photo of their kind within 15 MiB is smaller.
    let less = street(2400, 1800);
    let mut png = Vec::new();
    PngEncoder::new(&mut png).write_image(&less, 2400, 1800, ExtendedColorType::Rgb8)?;
    keep("4mp.png", &png)?;
    let mut webp = Vec::new();
    WebPEncoder::new_lossless(&mut webp).write_image(&less, 2400, 1800, ExtendedColorType::Rgb8)?;
    keep("4mp.webp", &webp)?;
    make_bad(&keep, &baseline)?;
    Ok(())
}

/// Files that are refused, and one whose tail is no part of the photo.
fn make_bad(keep: &impl Fn(&str, &[u8]) -> std::io::Result<()>, whole: &[u8]) -> std::io::Result<()> {
    keep("bad_truncated.jpg", &whole[..whole.len() - 2])?;
    keep("bad_truncated_half.jpg", &whole[..whole.len() / 2])?;
    keep(
        "bad_polyglot.jpg",
        &[b"<html><script>alert(1)</script>", whole].concat(),
    )?;
    keep(
        "tail_polyglot.jpg",
        &[whole, b"PK\x03\x04<script>alert(1)</script>"].concat(),
    )?;
    let mut wide = whole.to_vec();
    if let Some(frame) = wide.windows(2).position(|two| two == [0xFF, 0xC0]) {
        wide[frame + 5..frame + 9].copy_from_slice(&[0xEA, 0x60, 0xEA, 0x60]);
    }
    keep("bad_60000_px.jpg", &wide)?;
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0\0\0\0\0".to_vec();
    bomb.resize(1 << 20, 0);
    keep("bad_bomb.png", &bomb)?;
    let mut heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    heic.resize(2 << 20, 7);
    keep("bad_heic.jpg", &heic)?;
    keep("bad_scans.jpg", &scans(whole))
}

/// One scan after another over the same pixels: small to send, long to decode.
fn scans(whole: &[u8]) -> Vec<u8> {
    let Some(frame) = whole.windows(2).position(|two| two == [0xFF, 0xC0]) else {
        return Vec::new();
    };
    let Some(scan) = whole.windows(2).position(|two| two == [0xFF, 0xDA]) else {
        return Vec::new();
    };
    let mut out = whole[..scan].to_vec();
    out[frame + 1] = 0xC2;
    let one = [0xFF, 0xDA, 0, 8, 1, 1, 0, 1, 5, 0, 0, 0];
    for _ in 0..1_000 {
        out.extend(one);
    }
    out.extend([0xFF, 0xD9]);
    out
}

/// Processor time of this thread so far.
fn now() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        u32::try_from(time.tv_nsec).unwrap_or(0),
    )
}

/// The most resident memory this process had so far.
fn peak_mib() -> Result<f64, Broken> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib: f64 = line
        .and_then(|rest| rest.split_whitespace().next())
        .unwrap_or("0")
        .parse()?;
    Ok(kib / 1024.0)
}

fn main() -> Result<(), Broken> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (file, runs) = match words[..] {
        ["make", folder] => return make(Path::new(folder)),
        [file] => (file, 1),
        [file, runs] => (file, runs.parse()?),
        _ => return Err("photo_cost make FOLDER | photo_cost FILE [RUNS]".into()),
    };
    let bytes = std::fs::read(file)?;
    let (mut code, mut took) = ("ok", Vec::new());
    for _ in 0..runs {
        let start = now();
        code = develop(&bytes, None).map_or_else(|fault| fault.code(), |_| "ok");
        took.push(now().saturating_sub(start).as_secs_f64() * 1e3);
    }
    took.sort_by(f64::total_cmp);
    println!(
        r#"{{"code":"{code}","bytes":{},"cpu_ms":{:.3},"peak_mib":{:.1}}}"#,
        bytes.len(),
        took[took.len() / 2],
        peak_mib()?
    );
    Ok(())
}

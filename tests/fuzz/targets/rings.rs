//! Any rings of corners: repaired or refused in bounded time; what is let through can be measured and located.
#![no_main]

use geo_types::Coord;
use libfuzzer_sys::{Corpus, fuzz_target};
use spatial::locate::Borders;
use spatial::repair::repair;
use spatial::{Frame, Lonlat, Study, area_m2};

/// Corners on a grid of a thousandth of a degree around a city, so that they meet often; a wild number now and then.
fn corner(bytes: &[u8]) -> Coord<f64> {
    let number = |low: u8, high: u8| match (low, high) {
        (0xff, 0xff) => f64::NAN,
        (0xff, 0xfe) => f64::INFINITY,
        (0xfe, 0xff) => 1e300,
        _ => f64::from(i16::from_le_bytes([low, high])) / 1_000.0,
    };
    Coord {
        x: 4.5 + number(bytes[0], bytes[1]),
        y: 51.9 + number(bytes[2], bytes[3]),
    }
}

/// Rings of up to 31 corners: a byte with their number, then the corners.
fn border(mut bytes: &[u8]) -> geo_types::MultiPolygon<f64> {
    let mut rings = Vec::new();
    while let Some((&head, rest)) = bytes.split_first() {
        let taken = (usize::from(head & 31) * 4).min(rest.len());
        let corners: Vec<Coord<f64>> = rest[..taken].chunks_exact(4).map(corner).collect();
        rings.push((head & 32 != 0, geo_types::LineString(corners)));
        bytes = &rest[taken..];
    }
    let mut parts: Vec<geo_types::Polygon<f64>> = Vec::new();
    for (hole, ring) in rings {
        match parts.last_mut().filter(|_| hole) {
            Some(part) => part.interiors_push(ring),
            None => parts.push(geo_types::Polygon::new(ring, Vec::new())),
        }
    }
    geo_types::MultiPolygon(parts)
}

/// True within some kilometres.
fn is_small(border: &geo_types::MultiPolygon<f64>) -> bool {
    let mut corners = border.iter().flat_map(|part| part.exterior().coords());
    let first = corners.next().copied().unwrap_or_default();
    corners.all(|corner| (corner.x - first.x).abs().max((corner.y - first.y).abs()) < 0.03)
}

/// A sweep that loses its place panics inside `repair`, which makes a refusal of it; the fuzzer would end at any panic.
fn let_refusals_pass() {
    let ending = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let in_the_sweep = panic.location().is_some_and(|at| at.file().contains("i_overlay"));
        if !in_the_sweep {
            ending(panic);
        }
    }));
}

fuzz_target!(init: let_refusals_pass(), |bytes: &[u8]| -> Corpus {
    let Ok(repaired) = repair(&border(bytes)) else {
        return Corpus::Keep;
    };
    let clean = repaired.shape;
    let area = area_m2(&clean, &Frame::Rd);
    assert!(area.is_finite() && area >= 0.0, "{area} m2 of {clean:?}");
    let borders = Borders::new(std::slice::from_ref(&clean));
    for corner in clean.iter().flat_map(|part| part.exterior().coords()) {
        let found = borders.locate(Lonlat::new(corner.x, corner.y));
        assert_eq!(found, Some(0), "a border holds its corners: {corner:?}");
    }
    // A province takes a while; a buurt is what matters.
    if is_small(&clean) {
        let study = Study::from_polygons(&[Frame::Rd.project(&clean)]);
        assert!(study.is_err() || study.is_ok_and(|study| study.count() > 0));
    }
    Corpus::Keep
});

//! What it costs to refuse a drawing that is made to cost much: `cargo run --release -p spatial --example drawing_speed`.
//!
//! `drawing_speed [--json]`: a ring of 20,000 corners, a comb of 2,000 corners with teeth of five degrees, and the
//! longest comb that is looked at, all beside 300 borders of 124 corners. Milliseconds of processor time on one core,
//! least and median of nine runs.

#[path = "../benches/made_up/cpu.rs"]
mod cpu;

use geo_types::{Coord, LineString, Polygon};
use spatial::drawing::{MAX_CORNERS, Rules, Town, check};

const WEST: f64 = 4.48;
const SOUTH: f64 = 51.92;

/// Wavy discs side by side.
fn borders() -> Vec<Polygon<f64>> {
    let disc = |k: u32| {
        let corner = |step: u32| {
            let turn = std::f64::consts::TAU * f64::from(step % 124) / 124.0;
            let far = if step.is_multiple_of(2) { 1.0 } else { 0.9 };
            Coord {
                x: WEST + 0.003 * (f64::from(k % 20) + 0.5 * far * turn.cos()),
                y: SOUTH + 0.002 * (f64::from(k / 20) + 0.5 * far * turn.sin()),
            }
        };
        Polygon::new(LineString((0..=124).map(corner).collect()), Vec::new())
    };
    (0..300).map(disc).collect()
}

/// Teeth of so many degrees from west to east, one above the other.
fn comb(corners: usize, west: f64, reach: f64) -> Vec<Coord<f64>> {
    let corner = |k: usize| Coord {
        x: if matches!(k % 4, 1 | 2) {
            west + reach
        } else {
            west + 0.000_1
        },
        y: SOUTH + (k / 2) as f64 * 0.000_02,
    };
    let (first, last) = (corner(0).y, corner(corners - 2).y);
    let ends = [first, last].map(|y| Coord { x: west, y });
    let teeth = (1..corners - 1).map(corner);
    [ends[0]].into_iter().chain(teeth).chain([ends[1]]).collect()
}

fn main() {
    let json = std::env::args().any(|word| word == "--json");
    let borders = borders();
    let rules = Rules {
        town: Some(Town {
            parts: borders.iter().collect(),
            area_m2: 14e6,
            bounds: [WEST, SOUTH, WEST + 0.06, SOUTH + 0.03],
        }),
        ..Rules::default()
    };
    let runs = [
        ("20,000 corners", comb(20_000, WEST, 0.01)),
        ("a comb of five degrees", comb(MAX_CORNERS, 2.0, 4.9)),
        ("a comb of 190 km", comb(MAX_CORNERS, WEST + 0.02, 0.0026)),
    ];
    let told = runs.map(|(what, ring)| {
        let drawing = [vec![ring]];
        let codes: Vec<&str> = check(&drawing, &rules)
            .faults
            .iter()
            .map(|fault| fault.code)
            .collect();
        let (least, median) = cpu::milliseconds(|| drop(check(&drawing, &rules)));
        (what, drawing[0][0].len(), codes.join(" "), least, median)
    });
    if !json {
        for (what, corners, codes, least, median) in told {
            println!("{what:24} {corners:>6} corners  {least:>9.3} {median:>9.3} ms  {codes}");
        }
        return;
    }
    let run = |(what, corners, codes, least, median): &(&str, usize, String, f64, f64)| {
        format!(
            r#"{{"what": "{what}", "corners": {corners}, "faults": "{codes}", "cpu_ms_least": {least}, "cpu_ms_median": {median}}}"#
        )
    };
    let runs: Vec<String> = told.iter().map(run).collect();
    println!(r#"{{"runs": [{}]}}"#, runs.join(", "));
}

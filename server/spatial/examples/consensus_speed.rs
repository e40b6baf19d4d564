//! What consensus costs: `cargo run --release -p spatial --example consensus_speed`.
//!
//! `consensus_speed [--json] [--few] [--write FILE]`: one buurt of 50 ha with 100, 1,000 and 10,000 drawings of about 118
//! corners (the line; all that is told; one more drawing), and a wijk of 13 with 1,000 each, tiled. Milliseconds of
//! processor time on one core, least and median of nine runs, on cells of 2 m. `--few` measures the first alone;
//! `--write` writes its drawings and its line as rings of metres, for whoever wants to do the same.

#[path = "../benches/made_up/cpu.rs"]
mod cpu;

use geo::Area;
use geo_types::{Coord, LineString, Polygon};
use spatial::consensus::generate::{Mode, drawings, wijk};
use spatial::consensus::{Depth, LINE_SIDE_M, bands, consensus, layer, line};
use spatial::coverage::{Coverage, FLOOR};

const ORIGIN: Coord<f64> = Coord {
    x: 92_000.0,
    y: 437_000.0,
};
const SEED: u64 = 42;

/// One line of the table.
struct Line {
    what: &'static str,
    drawings: usize,
    took: (f64, f64),
    area_m2: f64,
}

fn buurt(number: usize) -> Vec<Polygon<f64>> {
    drawings(&wijk(1, ORIGIN, SEED)[0], number, Mode::Normal, None, SEED)
}

/// From drawings to the line.
fn whole(number: usize) -> Line {
    let all = buurt(number);
    let took = cpu::milliseconds(|| drop(line(&layer(&all, LINE_SIDE_M))));
    Line {
        what: "line",
        drawings: number,
        took,
        area_m2: line(&layer(&all, LINE_SIDE_M)).unsigned_area(),
    }
}

/// From drawings to all that is told of a buurt.
fn told(number: usize) -> Line {
    let all = buurt(number);
    let took = cpu::milliseconds(|| drop(consensus(&all, LINE_SIDE_M)));
    Line {
        what: "all",
        drawings: number,
        took,
        area_m2: consensus(&all, LINE_SIDE_M).area_m2,
    }
}

/// One more drawing to those that are counted already, and the line and bands anew.
fn one_more(number: usize) -> Line {
    let all = buurt(number + 1);
    let (mut fine, mut coarse) = (Depth::new(LINE_SIDE_M), Depth::new(10.0));
    for drawing in &all[1..] {
        fine.add(drawing);
        coarse.add(drawing);
    }
    let mut area_m2 = 0.0;
    let took = cpu::milliseconds(|| {
        fine.add(&all[0]);
        coarse.add(&all[0]);
        area_m2 = line(&fine.layer()).unsigned_area();
        drop(bands(&coarse.layer()));
        fine.remove(&all[0]);
        coarse.remove(&all[0]);
    });
    Line {
        what: "one more",
        drawings: number,
        took,
        area_m2,
    }
}

/// Thirteen buurten with so many drawings each, from drawings to their tiling.
fn tiled(number: usize) -> Line {
    let all: Vec<(String, Vec<Polygon<f64>>)> = wijk(13, ORIGIN, SEED)
        .iter()
        .enumerate()
        .map(|(at, known)| {
            (
                format!("BU{at:02}"),
                drawings(known, number, Mode::Normal, None, SEED + at as u64),
            )
        })
        .collect();
    let tiling = || {
        let layers: Vec<_> = all
            .iter()
            .map(|(code, all)| (code.clone(), layer(all, LINE_SIDE_M)))
            .collect();
        Coverage::from_layers(&layers, FLOOR, &[])
            .unwrap_or_default()
            .coverage
    };
    let took = cpu::milliseconds(|| drop(tiling()));
    let area_m2 = tiling()
        .polygons()
        .iter()
        .map(|(_, face)| face.unsigned_area())
        .sum();
    Line {
        what: "13 tiled",
        drawings: 13 * number,
        took,
        area_m2,
    }
}

fn rings() -> serde_json::Value {
    let ring = |ring: &LineString<f64>| ring.0.iter().map(|at| [at.x, at.y]).collect::<Vec<_>>();
    let all = buurt(100);
    let part = |part: &Polygon<f64>| {
        let rings = std::iter::once(part.exterior()).chain(part.interiors());
        rings.map(ring).collect::<Vec<_>>()
    };
    let drawn: Vec<_> = all.iter().map(|drawing| ring(drawing.exterior())).collect();
    let line: Vec<_> = line(&layer(&all, LINE_SIDE_M)).iter().map(part).collect();
    serde_json::json!({"drawings": drawn, "line": line})
}

fn main() -> std::io::Result<()> {
    let words: Vec<String> = std::env::args().collect();
    if let Some(at) = words.iter().position(|word| word == "--write") {
        std::fs::write(&words[at + 1], rings().to_string())?;
    }
    let is_json = words.iter().any(|word| word == "--json");
    let lines = match words.iter().any(|word| word == "--few") {
        true => vec![whole(100)],
        false => vec![
            whole(100),
            whole(1_000),
            whole(10_000),
            told(1_000),
            told(10_000),
            one_more(1_000),
            one_more(10_000),
            tiled(1_000),
        ],
    };
    if is_json {
        let run = |line: &Line| {
            serde_json::json!({
                "what": line.what, "drawings": line.drawings, "cpu_ms_min": line.took.0, "cpu_ms_median": line.took.1,
                "area_m2": line.area_m2,
            })
        };
        println!(
            "{}",
            serde_json::json!({"measure": "consensus", "runs": lines.iter().map(run).collect::<Vec<_>>()})
        );
        return Ok(());
    }
    println!("what       drawings   CPU ms  median    area m2");
    for line in lines {
        println!(
            "{:<9}  {:>8}  {:>7.2} {:>7.2}  {:>9.0}",
            line.what, line.drawings, line.took.0, line.took.1, line.area_m2
        );
    }
    Ok(())
}

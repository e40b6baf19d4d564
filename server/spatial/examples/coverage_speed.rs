//! What a tiling out of many drawings costs, and topology out of borders; the outcome as `GeoJSON` in metres.
//!
//! `cargo run --release -p spatial --example coverage_speed -- [BUURTEN] [DRAWINGS] [OUT.geojson]`: made-up drawings
//! by seed. Milliseconds on one thread, the median of five runs.

use std::time::Instant;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use spatial::consensus::generate::{Mode, Troll, drawings, wijk};
use spatial::consensus::{Depth, LINE_SIDE_M, Layer};
use spatial::coverage::{Coverage, FLOOR, Fault, diff};

/// The outcome, and the median time in milliseconds.
fn timed<T>(work: impl Fn() -> T) -> (T, f64) {
    let mut times = Vec::new();
    for _ in 0..4 {
        let start = Instant::now();
        let _outcome = work();
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    let start = Instant::now();
    let outcome = work();
    times.push(start.elapsed().as_secs_f64() * 1000.0);
    times.sort_by(f64::total_cmp);
    (outcome, times[2])
}

fn layer(drawn: &[Polygon<f64>]) -> Layer {
    let mut depth = Depth::new(LINE_SIDE_M);
    drawn.iter().for_each(|drawing| {
        depth.add(drawing);
    });
    depth.layer()
}

fn ring(ring: &LineString<f64>) -> String {
    let corner = |at: &Coord<f64>| format!("[{},{}]", at.x, at.y);
    format!("[{}]", ring.0.iter().map(corner).collect::<Vec<_>>().join(","))
}

fn collection(faces: &[(String, MultiPolygon<f64>)]) -> String {
    let part = |part: &Polygon<f64>| {
        let rings = std::iter::once(part.exterior()).chain(part.interiors());
        format!("[{}]", rings.map(ring).collect::<Vec<_>>().join(","))
    };
    let face = |(code, shape): &(String, MultiPolygon<f64>)| {
        let parts = shape.iter().map(part).collect::<Vec<_>>().join(",");
        format!(
            r#"{{"type":"Feature","properties":{{"code":"{code}"}},"geometry":{{"type":"MultiPolygon","coordinates":[{parts}]}}}}"#
        )
    };
    let faces: Vec<String> = faces.iter().map(face).collect();
    format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        faces.join(",")
    )
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let mut number = |usual: usize| words.next().map_or(Ok(usual), |word| word.parse());
    let (buurten, people) = (number(13)?, number(1_000)?);
    let wijk = wijk(
        buurten,
        Coord {
            x: 90_000.0,
            y: 435_000.0,
        },
        1,
    );
    let seeds = 0_u64..;
    let trolls = Some((Troll::City, 0.1));
    let drawn: Vec<Vec<Polygon<f64>>> = wijk
        .iter()
        .zip(seeds)
        .map(|(buurt, seed)| drawings(buurt, people, Mode::Normal, trolls, seed))
        .collect();
    let code = |at: usize| format!("BU{at:03}");
    let layers = || -> Vec<(String, Layer)> {
        drawn
            .iter()
            .enumerate()
            .map(|(at, drawn)| (code(at), layer(drawn)))
            .collect()
    };
    let (made, depth_ms) = timed(layers);
    let (tiled, tiling_ms) = timed(|| Coverage::from_layers(&made, FLOOR, &[]));
    let tiled = tiled?;
    let fabric = &tiled.coverage;
    let corners: usize = fabric.arcs.iter().map(|arc| arc.line.len()).sum();
    let (flaws, check_ms) = timed(|| fabric.check());
    println!(
        "{buurten} buurten of {people} drawings: depth {depth_ms:.1} ms, tiling with arcs {tiling_ms:.1} ms"
    );
    println!(
        "{} arcs, {corners} corners, {} exclaves",
        fabric.arcs.len(),
        tiled.exclaves.len()
    );
    println!(
        "check {check_ms:.1} ms: {} flaws, {} of them in the tiling",
        flaws.len(),
        flaws.iter().filter(|flaw| flaw.fault.breaks_tiling()).count()
    );
    let shapes = fabric.polygons();
    let ((again, found), topology_ms) = timed(|| Coverage::from_polygons(&shapes));
    println!(
        "topology out of its shapes {topology_ms:.1} ms: {} arcs, {} flaws",
        again.arcs.len(),
        found.len()
    );
    println!(
        "  {} faces in parts",
        found
            .iter()
            .filter(|flaw| flaw.fault == Fault::NotOnePart)
            .count()
    );
    let truth: Vec<(String, MultiPolygon<f64>)> = wijk
        .iter()
        .enumerate()
        .map(|(at, buurt)| (code(at), buurt.clone().into()))
        .collect();
    let (moved, diff_ms) = timed(|| diff(&truth, &shapes));
    println!(
        "difference with what was drawn after {diff_ms:.1} ms: {} rows",
        moved.len()
    );
    if let Some(out) = words.next() {
        std::fs::write(&out, collection(&shapes))?;
    }
    Ok(())
}

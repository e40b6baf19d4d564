//! What a tiling out of many drawings costs, and topology out of borders; the outcome as `GeoJSON` in metres.
//!
//! `cargo run --release -p spatial --example coverage_speed -- [BUURTEN] [DRAWINGS] [TROLLS] [OUT.geojson]`:
//! made-up drawings by seed, of which so many in a hundred are as large as the city. Milliseconds of processor time on
//! one thread, the median of five runs.

use std::time::Duration;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use rustix::time::{ClockId, clock_gettime};
use spatial::consensus::generate::{Mode, Troll, drawings, wijk};
use spatial::consensus::{Depth, LINE_SIDE_M, Layer};
use spatial::coverage::{Coverage, FLOOR, diff};

/// Processor time of this thread so far.
fn now() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        u32::try_from(time.tv_nsec).unwrap_or(0),
    )
}

/// The outcome, and the median time in milliseconds.
fn timed<T>(work: impl Fn() -> T) -> (T, f64) {
    let run = || {
        let start = now();
        let outcome = work();
        (outcome, now().saturating_sub(start).as_secs_f64() * 1000.0)
    };
    let mut times: Vec<f64> = (0..4).map(|_| run().1).collect();
    let (outcome, last) = run();
    times.push(last);
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

/// What is done with a tiling once it is there, beside the wijk that was drawn.
fn rest(fabric: &Coverage, wijk: &[Polygon<f64>]) {
    let (flaws, check_ms) = timed(|| fabric.check());
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
    let truth: Vec<(String, MultiPolygon<f64>)> = wijk
        .iter()
        .enumerate()
        .map(|(at, buurt)| (format!("BU{at:03}"), buurt.clone().into()))
        .collect();
    let (moved, diff_ms) = timed(|| diff(&truth, &shapes));
    println!(
        "difference with what was drawn after {diff_ms:.1} ms: {} rows",
        moved.len()
    );
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let mut number = |usual: usize| words.next().map_or(Ok(usual), |word| word.parse());
    let (buurten, people, bad) = (number(13)?, number(1_000)?, number(0)?);
    let wijk = wijk(
        buurten,
        Coord {
            x: 90_000.0,
            y: 435_000.0,
        },
        1,
    );
    let seeds = 0_u64..;
    let trolls = (bad > 0).then_some((Troll::City, bad as f64 / 100.0));
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
    println!(
        "{buurten} buurten of {people} drawings: depth {depth_ms:.1} ms, tiling with arcs {tiling_ms:.1} ms"
    );
    println!(
        "{} arcs, {corners} corners, {} exclaves",
        fabric.arcs.len(),
        tiled.exclaves.len()
    );
    rest(fabric, &wijk);
    if let Some(out) = words.next() {
        std::fs::write(&out, collection(&fabric.polygons()))?;
    }
    Ok(())
}

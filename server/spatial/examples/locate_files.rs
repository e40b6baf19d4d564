//! What finding the buurt of every point costs, building included.
//!
//! `cargo run --release -p spatial --example locate_files -- POINTS.csv BUURTEN.geojson`: points with a header and the
//! columns id, lon, lat first; polygons with a whole number `id`. Prints one JSON line: milliseconds of processor time
//! on one thread, the median of five runs; how many points lie in a buurt, and the sum of those buurten's ids.

use std::fs::read_to_string;
use std::time::Duration;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use rustix::time::{ClockId, clock_gettime};
use serde_json::Value;
use spatial::Lonlat;
use spatial::locate::Borders;

type Failed = Box<dyn std::error::Error>;

fn points(file: &str) -> Result<Vec<Lonlat>, Failed> {
    let text = read_to_string(file)?;
    let lines = text.lines().skip(1);
    let point = |line: &str| {
        let mut columns = line.split(',').skip(1);
        let mut next = || columns.next().unwrap_or_default().parse::<f64>();
        Ok(Lonlat {
            lon: next()?,
            lat: next()?,
        })
    };
    lines.map(point).collect()
}

/// The id and the shape of every polygon.
fn buurten(file: &str) -> Result<Vec<(u64, MultiPolygon<f64>)>, Failed> {
    let read: Value = serde_json::from_str(&read_to_string(file)?)?;
    let features = read["features"].as_array().ok_or("no features")?;
    let corner = |pair: &Value| Coord {
        x: pair[0].as_f64().unwrap_or(f64::NAN),
        y: pair[1].as_f64().unwrap_or(f64::NAN),
    };
    let ring = |ring: &Value| LineString(ring.as_array().into_iter().flatten().map(corner).collect());
    let shape = |feature: &Value| {
        let rings = feature["geometry"]["coordinates"]
            .as_array()
            .ok_or("not a polygon")?;
        let mut rings = rings.iter().map(ring);
        let outer = rings.next().ok_or("no ring")?;
        let id = feature["properties"]["id"].as_u64().ok_or("no id")?;
        Ok((id, MultiPolygon(vec![Polygon::new(outer, rings.collect())])))
    };
    features.iter().map(shape).collect()
}

/// Processor time of this thread so far.
fn now() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        u32::try_from(time.tv_nsec).unwrap_or(0),
    )
}

fn main() -> Result<(), Failed> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [from, among, ..] = words.as_slice() else {
        return Err("locate_files POINTS.csv BUURTEN.geojson".into());
    };
    let (points, buurten) = (points(from)?, buurten(among)?);
    let (ids, shapes): (Vec<u64>, Vec<MultiPolygon<f64>>) = buurten.into_iter().unzip();
    let (mut took, mut assigned, mut sum) = (Vec::new(), 0, 0);
    for _ in 0..5 {
        let start = now();
        let borders = Borders::new(&shapes);
        let found: Vec<Option<usize>> = points.iter().map(|&place| borders.locate(place)).collect();
        took.push(now().saturating_sub(start).as_secs_f64() * 1e3);
        assigned = found.iter().flatten().count();
        sum = found.iter().flatten().map(|&at| ids[at]).sum();
    }
    took.sort_by(f64::total_cmp);
    let cost = took[took.len() / 2];
    println!(
        "{}",
        serde_json::json!({ "points": points.len(), "cpu_ms_median": cost, "assigned": assigned, "sum": sum })
    );
    Ok(())
}

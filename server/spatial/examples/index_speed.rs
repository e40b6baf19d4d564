//! What building the index of findings costs beside rstar's bulk load of the same places.
//!
//! `cargo run --release -p spatial --example index_speed -- POINTS.csv... [--json]`: files with a header and the
//! columns id, lon, lat first. Milliseconds of processor time on one thread, the median of five runs; bytes a finding.

use std::fs::read_to_string;
use std::time::Duration;

use rstar::RTree;
use rstar::primitives::GeomWithData;
use rustix::time::{ClockId, clock_gettime};
use spatial::index::{Entry, Index, Sight, Spot};
use spatial::{Cell, Frame, Lonlat};

/// What rstar holds: a place and the number of its row, the least that can answer "which findings are here".
type Held = GeomWithData<[f64; 2], u32>;
/// What rstar holds when it shall know as much of each finding as the index does.
type Full = GeomWithData<[f64; 2], (u128, Sight, u32)>;

/// Findings as they come out of a database: in order of time, ids in that order, people mixed.
fn findings(file: &str) -> Result<Vec<Entry>, Box<dyn std::error::Error>> {
    let text = read_to_string(file)?;
    let mut found = Vec::new();
    for (number, line) in (0_u32..).zip(text.lines().skip(1)) {
        let mut columns = line.split(',').skip(1);
        let mut next = || columns.next().unwrap_or_default().parse::<f64>();
        let place = Lonlat {
            lon: next()?,
            lat: next()?,
        };
        let at = 1_730_000_000_000 + i64::from(number) * 60_000;
        let mut sight = Sight::new(at, Cell::at(Frame::Rd.to_metres(place)));
        sight.observer = number.wrapping_mul(7_919) % 5_000;
        sight.day = (number / 1_440) as u16;
        sight.category = (number % 12) as u8;
        found.push(Entry {
            id: (u128::from(number) << 64) | u128::from(number.wrapping_mul(0x9E37_79B9)),
            spot: Spot::of(place),
            sight,
            tag: number,
        });
    }
    Ok(found)
}

/// Processor time of this thread so far.
fn now() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        u32::try_from(time.tv_nsec).unwrap_or(0),
    )
}

/// Milliseconds that a build takes, without copying what it takes in and without dropping what it made.
fn build_ms<T: Clone, B>(from: &[T], build: impl Fn(Vec<T>) -> B) -> f64 {
    let from = from.to_vec();
    let start = now();
    let built = build(from);
    let took = now().saturating_sub(start);
    drop(built);
    took.as_secs_f64() * 1e3
}

fn median(mut took: Vec<f64>) -> f64 {
    took.sort_by(f64::total_cmp);
    took[took.len() / 2]
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let mut runs = Vec::new();
    for file in words.iter().filter(|word| !word.starts_with("--")) {
        let entries = findings(file)?;
        let place = |entry: &Entry| {
            let place = entry.spot.lonlat();
            [place.lon, place.lat]
        };
        let numbered = (0..).zip(&entries);
        let held: Vec<Held> = numbered
            .map(|(row, entry)| Held::new(place(entry), row))
            .collect();
        let full: Vec<Full> = entries
            .iter()
            .map(|entry| Full::new(place(entry), (entry.id, entry.sight, entry.tag)))
            .collect();
        // In turn, so that all see the same machine.
        let (mut ours, mut places, mut all) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..5 {
            ours.push(build_ms(&entries, Index::build));
            places.push(build_ms(&held, RTree::bulk_load));
            all.push(build_ms(&full, RTree::bulk_load));
        }
        let count = entries.len();
        let bytes = Index::build(entries).bytes();
        runs.push(serde_json::json!({
            "findings": count, "ours_cpu_ms": median(ours),
            "rstar_cpu_ms": median(places), "rstar_full_cpu_ms": median(all),
            "bytes_each": bytes as f64 / count.max(1) as f64,
        }));
    }
    if words.iter().any(|word| word == "--json") {
        println!("{}", serde_json::json!({ "measure": "index", "runs": runs }));
    } else {
        runs.iter().for_each(|run| println!("{run}"));
    }
    Ok(())
}

//! What finding buurten for points costs: `cargo run --release -p spatial --example locate_speed`.
//!
//! `locate_speed [N ...] [--json]`: N made-up points (a million unless given) among 100 buurten of 200 corners.
//! Milliseconds of processor time on one core, the least and the median of nine runs, with the making of the index.

#[path = "../benches/made_up/cpu.rs"]
mod cpu;
#[path = "../benches/made_up/mod.rs"]
mod made_up;

use geo_types::MultiPolygon;
use spatial::locate::Borders;
use spatial::{Lonlat, Metres};

/// Points in each buurt; the last number is of those in none.
fn join(buurten: &[MultiPolygon<f64>], points: &[Metres]) -> Vec<usize> {
    let borders = Borders::new(buurten);
    let mut counts = vec![0; buurten.len() + 1];
    for point in points {
        let found = borders.locate(Lonlat::new(point.x, point.y));
        counts[found.unwrap_or(buurten.len())] += 1;
    }
    counts
}

fn main() {
    let mut counts: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    if counts.is_empty() {
        counts = vec![1_000_000];
    }
    let buurten = made_up::buurten();
    let build = cpu::milliseconds(|| drop(Borders::new(&buurten)));
    for count in counts {
        let points = made_up::points(count);
        let (least, median) = cpu::milliseconds(|| drop(join(&buurten, &points)));
        let lost = join(&buurten, &points)[buurten.len()];
        if std::env::args().any(|word| word == "--json") {
            let line = serde_json::json!({
                "measure": "locate", "points": count, "borders": buurten.len(), "in_none": lost,
                "build_cpu_ms_min": build.0, "cpu_ms_min": least, "cpu_ms_median": median,
            });
            println!("{line}");
            continue;
        }
        let each = least * 1e3 / count as f64;
        println!(
            "{count} points: {least:.1} ms (median {median:.1}), {each:.3} us each, {lost} in none; {:.2} ms of it for the index",
            build.0
        );
    }
}

//! What one question for hotspots costs: `cargo run --release -p spatial --example hotspots_speed`.
//!
//! `hotspots_speed [N ...] [--json]`: N made-up findings (100,000 and a million unless given) over 545,760 cells of
//! 25 m, by 5,000 people or each by somebody else, in no order or in that of the findings' index (person, then
//! day). Milliseconds of processor time on one core, the least and the median of nine runs: in room that an earlier
//! question left, as on a server, and in fresh room.

#[path = "../benches/made_up/cpu.rs"]
mod cpu;
#[path = "../benches/made_up/mod.rs"]
mod made_up;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::take;

use spatial::Study;
use spatial::hotspots::{Rule, Scratch, find, find_in};
use spatial::voices::Row;

/// One line of the table.
struct Line {
    findings: usize,
    people: &'static str,
    order: &'static str,
    /// Least and median milliseconds, in room that an earlier question left.
    again: (f64, f64),
    /// The same in fresh room.
    fresh: (f64, f64),
    places: usize,
    /// Two versions of the code give the same answer when this is the same.
    print: u64,
}

fn measure(rows: &[Row], study: &Study, people: &'static str, order: &'static str) -> Line {
    let rule = Rule::default();
    let fresh = cpu::milliseconds(|| drop(find(rows, study, &rule)));
    let mut scratch = Scratch::default();
    let again = cpu::milliseconds(|| {
        scratch = find_in(rows, study, &rule, take(&mut scratch)).into_scratch();
    });
    let places = find_in(rows, study, &rule, scratch).places;
    let mut print = DefaultHasher::new();
    format!("{places:?}").hash(&mut print);
    Line {
        findings: rows.len(),
        people,
        order,
        again,
        fresh,
        places: places.len(),
        print: print.finish(),
    }
}

fn lines(count: usize, study: &Study) -> Vec<Line> {
    let crowds = [("all different", None), ("5,000", Some(5_000))];
    let mut lines = Vec::new();
    for (people, number) in crowds {
        let mut rows = made_up::rows(count, number);
        lines.push(measure(&rows, study, people, "none"));
        rows.sort_by_key(|row| (row.observer, row.day, row.cell));
        lines.push(measure(&rows, study, people, "person, day"));
    }
    lines
}

fn table(lines: &[Line], area: (f64, f64)) {
    println!("study area, once: {:.1} ms (median {:.1})", area.0, area.1);
    println!(" findings  people         order        CPU ms  median  fresh  median  places  print");
    for line in lines {
        let (again, fresh) = (line.again, line.fresh);
        println!(
            "{:>9}  {:<13}  {:<11}  {:>6.1}  {:>6.1}  {:>5.1}  {:>6.1}  {:>6}  {:016x}",
            line.findings,
            line.people,
            line.order,
            again.0,
            again.1,
            fresh.0,
            fresh.1,
            line.places,
            line.print
        );
    }
}

fn json(lines: &[Line], area: (f64, f64)) {
    let line = |line: &Line| {
        serde_json::json!({
            "findings": line.findings, "people": line.people, "order": line.order, "places": line.places,
            "cpu_ms_min": line.again.0, "cpu_ms_median": line.again.1, "fresh_cpu_ms_min": line.fresh.0,
            "fresh_cpu_ms_median": line.fresh.1, "print": format!("{:016x}", line.print),
        })
    };
    let lines: Vec<_> = lines.iter().map(line).collect();
    let cells = made_up::CITY.0 * made_up::CITY.1;
    let all = serde_json::json!({
        "measure": "hotspots", "cells": cells, "study_cpu_ms_min": area.0, "runs": lines,
    });
    println!("{all}");
}

fn main() -> Result<(), spatial::StudyFault> {
    let mut counts: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    if counts.is_empty() {
        counts = vec![100_000, 1_000_000];
    }
    let area = cpu::milliseconds(|| drop(made_up::city()));
    let study = made_up::city()?;
    let lines: Vec<Line> = counts.iter().flat_map(|&count| lines(count, &study)).collect();
    if std::env::args().any(|word| word == "--json") {
        json(&lines, area);
    } else {
        table(&lines, area);
    }
    Ok(())
}

//! The inner loops of hotspots, by wall clock: `cargo bench -p spatial --bench hotspots`.

mod made_up;

use std::hint::black_box;
use std::mem::take;

use criterion::{Criterion, criterion_group, criterion_main};
use spatial::hotspots::{Rule, Scratch, find_in};
use spatial::tails::{negative_binomial, poisson};
use spatial::voices::Row;
use spatial::{Cell, Study};

/// A buurt of a kilometre and a half: what is asked most.
fn buurt() -> Option<Study> {
    Study::from_weights(Cell::new(300, 300), 60, vec![1; 60 * 60]).ok()
}

fn questions(bench: &mut Criterion) {
    let (Ok(city), Some(buurt)) = (made_up::city(), buurt()) else {
        return;
    };
    let mut rows = made_up::rows(100_000, Some(5_000));
    let mut ask = |name: &str, rows: &[Row], study: &Study| {
        let mut scratch = Scratch::default();
        bench.bench_function(name, |run| {
            run.iter(|| scratch = find_in(rows, study, &Rule::default(), take(&mut scratch)).into_scratch());
        });
    };
    ask("a city, 100,000 findings in no order", &rows, &city);
    rows.sort_by_key(|row| (row.observer, row.day));
    ask("a city, 100,000 findings by person and day", &rows, &city);
    rows.retain(|row| buurt.contains(row.cell));
    ask("a buurt, its findings alone", &rows, &buurt);
}

fn study(bench: &mut Criterion) {
    let buurten = made_up::buurten();
    bench.bench_function("the study area of 100 buurten", |run| {
        run.iter(|| Study::from_polygons(black_box(&buurten)));
    });
}

fn tails(bench: &mut Criterion) {
    bench.bench_function("a poisson tail", |run| {
        run.iter(|| poisson(black_box(14), black_box(4.2)));
    });
    bench.bench_function("a negative binomial tail", |run| {
        run.iter(|| negative_binomial(black_box(14), black_box(8.5), black_box(0.2)));
    });
}

criterion_group!(benches, questions, study, tails);
criterion_main!(benches);

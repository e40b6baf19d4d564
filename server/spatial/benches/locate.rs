//! Which buurt holds a point, by wall clock: `cargo bench -p spatial --bench locate`.

mod made_up;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use spatial::Lonlat;
use spatial::locate::Borders;

fn locate(bench: &mut Criterion) {
    let buurten = made_up::buurten();
    bench.bench_function("100 buurten of 200 corners, made ready", |run| {
        run.iter(|| Borders::new(black_box(&buurten)));
    });
    let borders = Borders::new(&buurten);
    let points = made_up::points(10_000);
    let mut group = bench.benchmark_group("locate");
    group.throughput(Throughput::Elements(points.len() as u64));
    group.bench_function("10,000 points", |run| {
        run.iter(|| {
            let found = points.iter().map(|at| borders.locate(Lonlat::new(at.x, at.y)));
            found.flatten().sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, locate);
criterion_main!(benches);

//! Degrees to metres and back, by wall clock: `cargo bench -p spatial --bench frames`.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use spatial::{Frame, Local, Lonlat};

fn frames(bench: &mut Criterion) {
    let place = Lonlat::new(4.4792, 51.9225);
    let local = Frame::Local(Local::around(Lonlat::new(4.4, 51.9)));
    for (name, frame) in [("RD", Frame::Rd), ("local", local)] {
        bench.bench_function(&format!("{name}: to metres"), |run| {
            run.iter(|| frame.to_metres(black_box(place)));
        });
        let metres = frame.to_metres(place);
        bench.bench_function(&format!("{name}: to degrees"), |run| {
            run.iter(|| frame.to_lonlat(black_box(metres)));
        });
    }
}

criterion_group!(benches, frames);
criterion_main!(benches);

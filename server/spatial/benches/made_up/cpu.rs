//! Processor time of the thread that asks, so that others on the machine do not count.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Fewest runs of a measurement.
const RUNS: usize = 9;

fn now() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        u32::try_from(time.tv_nsec).unwrap_or(0),
    )
}

/// Least and median milliseconds of processor time over some runs.
pub fn milliseconds(mut work: impl FnMut()) -> (f64, f64) {
    let mut took: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = now();
            work();
            now().saturating_sub(start).as_secs_f64() * 1e3
        })
        .collect();
    took.sort_by(f64::total_cmp);
    (took[0], took[RUNS / 2])
}

//! Figures for the operator, in Prometheus' text form.

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;

static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();

/// Seconds at which the histogram of answers is cut.
const CUTS: [f64; 10] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0];

/// The one register of figures of this process.
pub fn register() -> PrometheusHandle {
    HANDLE
        .get_or_init(|| {
            let builder = PrometheusBuilder::new();
            let cut = builder.set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &CUTS);
            let recorder = cut.unwrap_or_else(|_| PrometheusBuilder::new()).build_recorder();
            let handle = recorder.handle();
            if metrics::set_global_recorder(recorder).is_err() {
                tracing::warn!("another register of figures is in place");
            }
            describe();
            handle
        })
        .clone()
}

fn describe() {
    metrics::describe_counter!("http_requests_total", "Requests answered");
    metrics::describe_histogram!("http_request_seconds", "Seconds to answer");
    metrics::describe_counter!("panics_total", "Requests that ended in a panic; must stay 0");
    metrics::counter!("panics_total").absolute(0);
}

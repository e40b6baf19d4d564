//! Any text as the query of an address: what is given is understood, or its fault is told, and never a panic.
#![no_main]
#![allow(dead_code, unused_imports, reason = "the server uses more of these files")]

#[path = "../../../server/src/clock.rs"]
mod clock;

/// The files of the ground that read queries.
#[path = "../../../server/src/http"]
mod http {
    pub mod members;
    pub mod problem;
    pub mod query;
    pub use problem::{Fault, Problem};
}

use axum::http::Uri;
use http::query::Query;
use jiff::tz::TimeZone;
use libfuzzer_sys::{Corpus, fuzz_target};

fn check_box([west, south, east, north]: [f64; 4]) {
    let lon = -180.0..=180.0;
    let lat = -90.0..=90.0;
    assert!(lon.contains(&west) && lon.contains(&east) && west <= east);
    assert!(lat.contains(&south) && lat.contains(&north) && south <= north);
}

fuzz_target!(|text: &str| -> Corpus {
    let Ok(uri) = format!("/api/findings?{text}").parse::<Uri>() else {
        return Corpus::Reject;
    };
    let Ok(pairs) = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&uri) else {
        return Corpus::Keep;
    };
    let mut query = Query::of(pairs.0);
    query.bbox("bbox").into_iter().for_each(check_box);
    let lat = query.required_number("lat", -90.0, 90.0);
    assert!(lat.is_none_or(|lat| lat.abs() <= 90.0));
    assert!((1..=10_000).contains(&query.whole("limit", 1, 10_000, 500)));
    let _ = (query.moment("since", &TimeZone::UTC), query.id("walk"), query.words("category"));
    let told = query.done();
    assert!(told.is_err() || lat.is_some(), "what is missing is told");
    Corpus::Keep
});

//! The method against its golden cases: every figure of every cell, and the places.

#![allow(clippy::expect_used, reason = "a test that cannot be set up has failed")]

mod bradford;
mod made_up;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use spatial::Cell;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn golden(name: &str) -> Value {
    let text = fs::read_to_string(root().join("tests/golden").join(name)).expect("golden file");
    serde_json::from_str(&text).expect("JSON")
}

fn grid(value: &Value) -> Vec<f64> {
    let rows = value.as_array().expect("rows");
    rows.iter()
        .flat_map(|row| row.as_array().expect("row"))
        .map(|cell| cell.as_f64().expect("number"))
        .collect()
}

fn int(value: &Value) -> i32 {
    i32::try_from(value.as_i64().expect("whole number")).expect("i32")
}

fn cell(value: &Value) -> Cell {
    Cell::new(int(&value[0]), int(&value[1]))
}

/// Equal within a relative error, or an absolute one for values near zero.
fn assert_close(got: f64, wanted: f64, relative: f64, what: &str) {
    let error = (got - wanted).abs();
    assert!(
        error <= relative * wanted.abs().max(f64::MIN_POSITIVE),
        "{what}: {got} is not {wanted}"
    );
}

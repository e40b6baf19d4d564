//! Measures: what can be done about it.

pub mod kinds;

//! Coverages: borders as one fabric of shared arcs.
#![allow(clippy::expect_used, reason = "a test that cannot be set up has failed")]

mod borders;
mod edits;
mod judge;

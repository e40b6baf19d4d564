//! The example district: an invented piece of city with an invented story, to try everything without real people.
//!
//! All of it is pure code: the same input gives the same bytes, and nothing is read from disk or network.

mod along;
mod chance;
pub mod district;
pub mod ground;
mod notes;
pub mod pictures;
mod proposals;
mod raster;
mod scenes;
mod script;
pub mod seed;
pub mod story;
mod subjects;
mod things;
mod words;

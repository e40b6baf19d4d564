//! The example district: an invented piece of city with an invented story, to try everything without real people.
//!
//! All of it is pure code: the same input gives the same bytes, and nothing is read from disk or network but the base map that was drawn before.

mod along;
mod archive;
pub mod basemap;
mod chance;
pub mod district;
mod drawings;
pub mod ground;
mod houses;
mod notes;
pub mod pictures;
mod proposals;
mod raster;
#[cfg(test)]
mod roads_tests;
mod scenes;
mod script;
pub mod seed;
mod sheets;
pub mod story;
mod subjects;
mod things;
mod words;

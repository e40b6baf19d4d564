//! Actors and stages for tests through the front door: a real server on a free port, real databases, people as types.

#![allow(clippy::expect_used, reason = "a test may stop at the first surprise")]

pub mod actors;
pub mod basemap;
pub mod district;
pub mod drawings;
pub mod photos;
pub mod places;
pub mod program;
pub mod stage;

pub use actors::{Networker, Phone};
pub use district::{District, lonely};
pub use stage::{Base, Stage, bases};

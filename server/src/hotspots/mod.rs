//! Hotspots: places where several people's voices pile up beyond chance and beyond their surroundings.
//! The method is `spatial::hotspots`; this room gathers the voices and tells what stands behind each place.

pub mod asked;
mod behind;
pub mod beyond;
pub mod count;
pub mod exposure;
pub mod fitting;
pub mod list;
mod named;
pub mod near;
pub mod outline;
mod passing;
pub mod place;
pub mod question;
pub mod tile;

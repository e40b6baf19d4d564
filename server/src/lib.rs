//! Buurtschouw: residents walk their neighbourhood, record what they see, and hear back what was done.
//!
//! Three floors: [`spatial`] (pure) below the rooms, the rooms, and the top floor that wires them together. Beside the
//! rooms lies a ground of tools that names no room. ARCHITECTURE.md has the map.

// Ground
pub mod catalogue;
pub mod clock;
pub mod config;
pub mod figures;
pub mod house;
pub mod http;
pub mod live;
pub mod objects;
pub mod store;

// Rooms
pub mod boundaries;
pub mod findings;
pub mod hotspots;
pub mod measures;
pub mod people;
pub mod photos;
pub mod walks;

// Top floor
pub mod analyst;
pub mod app;
pub mod basemap;
pub mod consequences;
pub mod demo;
pub mod doors;
pub mod import;
pub mod serve;
pub mod statements;

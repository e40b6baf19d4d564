//! Schouwen: planning one, beginning one, joining one, walking it together, and where people walked.

pub mod begin;
pub mod join;
pub mod list;
pub mod me;
pub mod passes;
pub mod plan;
pub mod qr;
pub mod roster;
pub mod show;
pub mod standing;
pub mod state;
pub mod store;
pub mod take_part;
pub mod walk;
pub mod walked;

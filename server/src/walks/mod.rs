//! Schouwen: planning one, joining one, finding yours again.

pub mod join;
pub mod list;
pub mod me;
pub mod plan;
pub mod store;
pub mod walk;

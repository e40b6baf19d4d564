//! Findings: what one person saw at one place and time.

pub mod categories;
mod feature;
pub mod finding;
pub mod follow;
pub mod list;
pub mod new_finding;
pub mod page;
pub mod record;
pub mod review;
pub mod show;
pub mod show_photo;
pub mod sieve;
pub mod store;
pub mod summary;
pub mod take_in;
pub mod tile;
pub mod withdraw;

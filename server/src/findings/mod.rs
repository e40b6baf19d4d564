//! Findings: what one person saw at one place and time.

pub mod categories;
pub mod finding;
pub mod list;
pub mod new_finding;
pub mod page;
pub mod record;
pub mod show;
pub mod show_photo;
pub mod store;
pub mod take_in;
pub mod withdraw;

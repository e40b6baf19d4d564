//! Findings: what one person saw at one place and time.

pub mod apart;
pub mod categories;
pub mod change;
pub mod confirm;
mod feature;
pub mod finding;
pub mod follow;
mod left_behind;
pub mod list;
pub mod live;
pub mod new_change;
pub mod new_finding;
pub mod origin;
pub mod page;
pub mod record;
pub mod review;
pub mod same;
pub mod show;
pub mod show_photo;
pub mod sieve;
pub mod store;
pub mod summary;
pub mod take_in;
pub mod tell;
pub mod tile;
pub mod unpromise;
pub mod withdraw;

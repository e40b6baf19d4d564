//! What residents drew together: published at fixed moments, never telling of one person.
//!
//! The rules stand in [`rules`]: nothing below ten people but how many there are, bands from ten, a line from twenty;
//! the next publication only when at least five drawings differ from every earlier one, so that no two of them differ by
//! fewer. Sending nearly the same line again is no difference.

pub mod again;
pub mod depths;
pub mod difference;
pub mod earlier;
pub mod likeness;
pub mod marks;
pub mod mine;
pub mod moments;
pub mod publish;
pub mod rules;
pub mod show;
pub mod shown;
pub mod snapshot;
pub mod store;

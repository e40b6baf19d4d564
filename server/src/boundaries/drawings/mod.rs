//! Borders as residents draw them: taken in, confirmed, shown to their maker, withdrawn.

pub mod body;
pub mod confirm;
pub mod drawing;
pub mod geometry;
pub mod list;
pub mod new_drawing;
pub mod send;
pub mod show;
pub mod store;
pub mod withdraw;
pub mod words;

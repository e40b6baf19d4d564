//! Photos: taken in, made clean and small, given back.

pub mod develop;
pub mod erase;
pub mod photo;
pub mod receive;
pub mod store;

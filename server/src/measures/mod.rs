//! Measures: what can be done about it.

pub mod evidence;
pub mod gate;
pub mod kinds;
pub mod list;
pub mod measure;
pub mod new_measure;
pub mod place;
pub mod propose;
pub mod review;
pub mod show;
pub mod store;
pub mod withdraw;

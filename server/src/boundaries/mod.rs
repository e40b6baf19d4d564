//! Borders of buurten: taken in, kept by date, shown, and asked which one a place is in.

pub mod at;
pub mod border;
pub mod consensus;
pub mod day;
pub mod differences;
pub mod drawings;
pub mod export;
pub mod frame;
pub mod import;
pub mod list;
pub mod proposals;
pub mod read_file;
pub mod refresh;
pub mod show;
pub mod store;
pub mod tile;
pub mod versions;

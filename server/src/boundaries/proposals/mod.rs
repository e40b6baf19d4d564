//! Proposals to move borders: begun by the committee, talked about, voted on, and adopted or not.

pub mod adopt;
pub mod adoptable;
pub mod arcs;
pub mod ballot;
pub mod change;
pub mod checks;
pub mod comment;
pub mod comments;
pub mod create;
pub mod differences;
pub mod edit;
pub mod list;
pub mod lock;
pub mod new_proposal;
pub mod proposal;
pub mod refusal;
pub mod result;
pub mod shared;
pub mod show;
pub mod snap;
pub mod start;
pub mod state;
pub mod step;
pub mod store;
pub mod tiling;
pub mod vote;

//! What every door shares: problems, reading bodies, limits, headers, the listener, the app's own files.

pub mod assets;
pub mod body;
pub mod canonical;
pub mod headers;
pub mod limits;
pub mod listen;
pub mod members;
pub mod path;
pub mod problem;
pub mod query;
pub mod schema;
pub mod squeeze;
pub mod tagged;
pub mod tile;
pub mod tile_path;
pub mod watch;

pub use body::{LongBody, Received};
pub use members::Members;
pub use path::Segments;
pub use problem::{Fault, Problem};
pub use query::Query;

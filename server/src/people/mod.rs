//! Who asks, what they may see, and the tokens by which they are known.

pub mod asker;
pub mod deed;
pub mod enrol;
pub mod enter;
pub mod give_token;
pub mod may_see;
pub mod person;
pub mod recall;
pub mod stand_in;
pub mod store;
pub mod token;

pub use deed::Deed;
pub use may_see::{Thing, looks_after, may_count, may_see};
pub use person::{Asker, Role};

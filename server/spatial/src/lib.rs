//! Geometry and statistics of a neighbourhood: where is it, and where do things pile up?
//!
//! Everything here is pure: no input or output, no clock, no chance. The same question gets the
//! same answer, whatever the order of what is handed in.
//!
//! # From degrees to places
//! 1. A [`Frame`] turns degrees ([`Lonlat`]) into metres ([`Metres`]): RD New in the Netherlands,
//!    a plane of its own anywhere else.
//! 2. [`repair`](mod@repair) makes imported borders usable and names what it did; [`area_m2`] measures
//!    them, [`locate`] tells which one holds a point: exactly one, also on a shared edge.
//!    [`drawing`] judges the border that a resident drew.
//! 3. Metres fall into [`Cell`]s of 25 m. A [`Study`] says which cells count: those in some
//!    borders, and of them perhaps only those where people walked.
//! 4. [`hotspots`] counts [`voices`] (one person on one day within 50 m, at most two per person)
//!    and finds the places where more people speak than chance and surroundings explain.
//! 5. [`trend`] and [`sun`] say how such a place changes and whether it is a place of the dark;
//!    [`fit`] which measures suit it.
//! 6. Borders that residents drew become one tiling whose neighbours share their lines: a [`coverage`],
//!    out of drawings or official borders, to check, move and compare.
//!
//! [`tails`] and [`discovery`] hold the probabilities underneath; [`gi_star`](fn@gi_star) a statistic
//! to compare with.
//!
//! ```
//! use spatial::hotspots::{Class, Rule, find};
//! use spatial::voices::Row;
//! use spatial::{Cell, Frame, Lonlat, Study};
//!
//! // Twenty people walk a district; seven of them report the same dark corner.
//! let centre = Lonlat::new(4.4792, 51.9225);
//! let frame = Frame::for_place(centre);
//! let corner = Cell::at(frame.to_metres(centre));
//! let rows: Vec<Row> = (0..27)
//!     .map(|n| match n {
//!         0..7 => Row { observer: n, day: 100, cell: corner },
//!         _ => Row { observer: n % 20, day: 101, cell: corner.shifted((n as i32 * 5 - 80, 20)) },
//!     })
//!     .collect();
//!
//! // The area: 3 by 1.25 km around it.
//! let first = corner.shifted((-60, -25));
//! let area = Study::from_weights(first, 120, vec![1; 120 * 50])?;
//! let spots = find(&rows, &area, &Rule::default());
//!
//! assert_eq!(spots.places.len(), 1);
//! let place = &spots.places[0];
//! assert_eq!((place.class, place.peak, place.members.len()), (Class::Clear, corner, 7));
//! assert!(place.expected.global < 1.0 && place.voices == 7);
//! # Ok::<(), spatial::StudyFault>(())
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod area;
mod basins;
mod busier;
pub mod cells;
pub mod consensus;
pub mod coverage;
pub mod discovery;
pub mod drawing;
mod edge;
mod ellipsoid;
mod expectation;
pub mod fit;
mod fold;
mod frame;
mod gi_star;
mod grid;
pub mod hotspots;
pub mod index;
mod knots;
mod local;
pub mod locate;
mod mask;
mod outline;
mod places;
mod radix;
pub mod repair;
mod rijksdriehoek;
pub mod signals;
mod study;
mod sums;
pub mod sun;
mod sweep;
pub mod tails;
pub mod tile;
pub mod trend;
pub mod voices;
mod wilson;

pub use area::area_m2;
pub use busier::busier;
pub use cells::Cell;
pub use expectation::Expected;
pub use frame::{Frame, Lonlat, Metres};
pub use gi_star::gi_star;
pub use local::Local;
pub use outline::outline;
pub use study::{MAX_CELLS, MAX_PASSES, Study, StudyFault};
pub use wilson::wilson;

//! An index of findings in memory: where, when, by whom, ready for any question.
//!
//! Most findings lie in an immutable, sorted base; what came or went since stands in a small
//! delta beside it. An [`Index`] never changes: [`Index::with`] gives the next one and shares the
//! base, so that readers keep what they hold and never wait. Once the delta has grown
//! ([`Index::is_due`]), [`Index::rebuilt`] merges it in, on any thread.
//!
//! Memory per finding in the base: 12 bytes for place and row number, 24 for its [`Sight`], 16 for
//! its id and 4 to find it by id: 56; and 4 for the caller's tag.

mod base;
mod search;

use std::sync::Arc;

use crate::cells::Cell;
use crate::frame::Lonlat;
use base::Base;

pub use search::{Bounds, EARTH_M, distance_m};

/// Units of a [`Spot`] in one degree.
pub const PER_DEGREE: f64 = 1e7;

/// The delta that makes a rebuild due: beyond it, copying it costs more than it saves.
const DUE: usize = 4_096;

/// A place in whole ten-millionths of a degree WGS84 (about 1 cm).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Spot {
    /// East, -1,800,000,000 to 1,800,000,000.
    pub lon: i32,
    /// North, -900,000,000 to 900,000,000.
    pub lat: i32,
}

impl Spot {
    /// The nearest spot to a place. What is out of the world lands on its rim, what is not a
    /// number on 0.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, reason = "clamped; `as` makes NaN zero")]
    pub fn of(place: Lonlat) -> Self {
        Self {
            lon: (place.lon.clamp(-180.0, 180.0) * PER_DEGREE).round() as i32,
            lat: (place.lat.clamp(-90.0, 90.0) * PER_DEGREE).round() as i32,
        }
    }

    /// The place in degrees.
    #[must_use]
    pub fn lonlat(self) -> Lonlat {
        Lonlat {
            lon: f64::from(self.lon) / PER_DEGREE,
            lat: f64::from(self.lat) / PER_DEGREE,
        }
    }
}

/// What every question looks at: when, by whom, in which cell, of what kind. 24 bytes. All
/// numbers but time and cell are the caller's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Sight {
    seconds: u32,
    /// Who saw it.
    pub observer: u32,
    /// On which walk; 0 for none is a good choice.
    pub walk: u32,
    millis: u16,
    /// The local day, counted from any day.
    pub day: u16,
    /// In which buurt.
    pub buurt: u16,
    cell: (i16, i16),
    /// Of which category.
    pub category: u8,
    /// Yes or no, eight times.
    pub flags: u8,
}

impl Sight {
    /// A sight at a moment in a cell; the rest is filled in by name.
    ///
    /// `at` is ms since 1970 UTC and kept exactly from 1970 to 2106, else at the nearer end. The
    /// cell is kept exactly up to 819 km from the frame's origin, else at the rim.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    pub fn new(at: i64, cell: Cell) -> Self {
        let at = at.clamp(0, i64::from(u32::MAX) * 1_000 + 999);
        let short = |side: i32| side.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
        Self {
            seconds: (at / 1_000) as u32,
            millis: (at % 1_000) as u16,
            cell: (short(cell.ix), short(cell.iy)),
            ..Self::default()
        }
    }

    /// When it was seen, ms since 1970 UTC.
    #[must_use]
    pub fn at(&self) -> i64 {
        i64::from(self.seconds) * 1_000 + i64::from(self.millis)
    }

    /// The cell it lies in.
    #[must_use]
    pub fn cell(&self) -> Cell {
        Cell::new(i32::from(self.cell.0), i32::from(self.cell.1))
    }
}

/// Does a cell of a [`Sight`] lie on the rim, where all cells more than 819 km from the frame's origin fall together?
#[must_use]
pub fn is_on_rim(cell: Cell) -> bool {
    let rim = |side: i32| side <= i32::from(i16::MIN) || side >= i32::from(i16::MAX);
    rim(cell.ix) || rim(cell.iy)
}

/// All that the index keeps of one finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id, different for each.
    pub id: u128,
    /// Where it is.
    pub spot: Spot,
    /// When, by whom, of what kind.
    pub sight: Sight,
    /// The caller's own: where the rest of it is kept.
    pub tag: u32,
}

impl Entry {
    /// The order of rows: all of one observer together, in order of time.
    fn key(&self) -> (u32, i64, u128) {
        (self.sight.observer, self.sight.at(), self.id)
    }
}

/// A change to an index.
#[derive(Clone, Copy, Debug)]
pub enum Change {
    /// A finding came, or is different now: an entry of the same id is replaced.
    Put(Entry),
    /// The finding with this id is gone. Unknown ids change nothing.
    Remove(u128),
}

/// An immutable index of findings; cheap to clone. Rows are numbered: the number is good for this
/// index only.
#[derive(Clone, Debug, Default)]
pub struct Index {
    base: Arc<Base>,
    /// Came since, in the order of rows. Their numbers follow those of the base.
    late: Arc<Vec<Entry>>,
    /// Rows of the base that went since, ascending.
    gone: Arc<Vec<u32>>,
}

impl Index {
    /// An index of these findings, in any order; of one id the last stays. At most 4 billion.
    /// O(n log n); 1 million in some tenths of a second.
    #[must_use]
    pub fn build(entries: Vec<Entry>) -> Self {
        Self {
            base: Arc::new(Base::of(entries)),
            ..Self::default()
        }
    }

    /// How many findings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.base.len() - self.gone.len() + self.late.len()
    }

    /// No finding at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of the base; the delta is small.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.base.bytes()
    }

    /// The index after some changes, in their order. Copies the delta: O(changes · log n + delta).
    #[must_use]
    pub fn with(&self, changes: impl IntoIterator<Item = Change>) -> Self {
        let (mut late, mut gone) = (Vec::clone(&self.late), Vec::clone(&self.gone));
        for change in changes {
            let id = match change {
                Change::Put(entry) => entry.id,
                Change::Remove(id) => id,
            };
            late.retain(|other| other.id != id);
            if let Some(row) = self.base.row_of(id)
                && let Err(place) = gone.binary_search(&row)
            {
                gone.insert(place, row);
            }
            if let Change::Put(entry) = change {
                late.insert(late.partition_point(|other| other.key() < entry.key()), entry);
            }
        }
        Self {
            base: Arc::clone(&self.base),
            late: Arc::new(late),
            gone: Arc::new(gone),
        }
    }

    /// Do both rest on one base: did one come from the other, or both from a third, by [`Index::with`] alone?
    #[must_use]
    pub fn shares_base(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.base, &other.base)
    }

    /// Is the delta so large that [`Index::rebuilt`] pays?
    #[must_use]
    pub fn is_due(&self) -> bool {
        self.late.len() + self.gone.len() >= DUE
    }

    /// The same findings with an empty delta, each with the tag that `tag` makes of its old one, in
    /// the order of rows. O(n), without sorting; the old base lives on until its last reader lets go.
    #[must_use]
    pub fn rebuilt(&self, tag: impl FnMut(u32) -> u32) -> Self {
        let mut base = self.base.merged(&self.late, &self.gone);
        base.retag(tag);
        Self {
            base: Arc::new(base),
            ..Self::default()
        }
    }

    /// The row of a finding. O(log n + delta).
    #[must_use]
    pub fn row_of(&self, id: u128) -> Option<u32> {
        let late = self.late.iter().position(|entry| entry.id == id);
        let late = late.map(|place| self.base.len() + place);
        late.and_then(|row| u32::try_from(row).ok())
            .or_else(|| self.base.row_of(id).filter(|row| !self.is_gone(*row)))
    }

    /// What is known of a row.
    ///
    /// # Panics
    /// When the index has no such row, as with [`Index::id`] and [`Index::tag`].
    #[must_use]
    pub fn sight(&self, row: u32) -> &Sight {
        let row = row as usize;
        match row.checked_sub(self.base.len()) {
            None => &self.base.sights[row],
            Some(late) => &self.late[late].sight,
        }
    }

    /// The id of a row.
    #[must_use]
    pub fn id(&self, row: u32) -> u128 {
        let row = row as usize;
        match row.checked_sub(self.base.len()) {
            None => self.base.ids[row],
            Some(late) => self.late[late].id,
        }
    }

    /// The caller's tag of a row.
    #[must_use]
    pub fn tag(&self, row: u32) -> u32 {
        let row = row as usize;
        match row.checked_sub(self.base.len()) {
            None => self.base.tags[row],
            Some(late) => self.late[late].tag,
        }
    }

    /// All findings, observer by observer and each in order of time: what counting voices needs.
    pub fn visits(&self) -> impl Iterator<Item = (u32, &Sight)> + '_ {
        let (mut gone, mut late) = (self.gone.iter().copied().peekable(), 0);
        let mut row = 0;
        std::iter::from_fn(move || {
            while gone.next_if_eq(&(row as u32)).is_some() {
                row += 1;
            }
            let old = self.base.sights.get(row);
            let new = self.late.get(late);
            let comes_first = match (old, new) {
                (None, None) => return None,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (Some(old), Some(new)) => (old.observer, old.at(), self.base.ids[row]) < new.key(),
            };
            if comes_first {
                row += 1;
                return old.map(|sight| (row as u32 - 1, sight));
            }
            late += 1;
            new.map(|entry| ((self.base.len() + late) as u32 - 1, &entry.sight))
        })
    }

    fn is_gone(&self, row: u32) -> bool {
        !self.gone.is_empty() && self.gone.binary_search(&row).is_ok()
    }
}

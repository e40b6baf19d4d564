//! Voices: how many people, on how many days, spoke near each cell.
//!
//! A voice is one person on one local day inside a disc of 50 m, at most [`CAP`] per person.
//! One eager person therefore counts once or twice, however many findings they add.

use crate::cells::{Cell, DISC};
use crate::study::Study;

/// The most voices one person has in one disc.
pub const CAP: u32 = 2;

/// One finding, reduced to what counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who saw it: any number that is the same for the same person.
    pub observer: u32,
    /// The local day on which it was seen: any number that grows by the day.
    pub day: i32,
    /// Where.
    pub cell: Cell,
}

/// A finding inside the study area. Visits, the different (person, day) pairs, are numbered
/// from 1 in ascending order, so that three numbers tell all that counting needs.
#[derive(Clone, Copy)]
pub(crate) struct Heard {
    /// The visit in which it was seen.
    visit: u32,
    /// First and last visit of the same person.
    person: (u32, u32),
    /// Position of the cell in the study's rectangle.
    at: u32,
}

/// The findings inside the area in the order (observer, day, iy, ix), which makes every later
/// step independent of the order of input; and the number of different people. O(n log n).
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "fields are packed and unpacked whole"
)]
pub(crate) fn heard(rows: &[Row], study: &Study) -> (Vec<Heard>, usize) {
    /// Makes days sort as unsigned numbers.
    const MIDDLE: u32 = 1 << 31;
    let inside = |row: &Row| study.index(row.cell).filter(|&at| study.weights()[at] > 0);
    let pack = |row: &Row| {
        let day = u128::from(row.day as u32 ^ MIDDLE);
        inside(row).map(|at| u128::from(row.observer) << 64 | day << 32 | at as u128)
    };
    let mut packed: Vec<u128> = rows.iter().filter_map(pack).collect();
    packed.sort_unstable();

    let (mut heard, mut people, mut visit) = (Vec::with_capacity(packed.len()), 0, 0);
    for person in packed.chunk_by(|one, other| one >> 64 == other >> 64) {
        people += 1;
        let days = person.chunk_by(|one, other| one >> 32 == other >> 32);
        let visits = (visit + 1, visit + days.clone().count() as u32);
        for day in days {
            visit += 1;
            heard.extend(day.iter().map(|&key| Heard {
                visit,
                person: visits,
                at: key as u32,
            }));
        }
    }
    (heard, people)
}

/// Voices and people of one place.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    /// The last visit that counted here; the last one of its person once they have no voice left.
    last: u32,
    pub voices: u32,
    pub people: u32,
}

impl Tally {
    /// Adds a finding. They must come in order of visits; only then are the distinct counts
    /// exact without remembering more than the last one.
    fn add(
        &mut self,
        Heard {
            visit,
            person: (first, end),
            ..
        }: Heard,
    ) {
        if self.last < first {
            *self = Self {
                last: visit,
                voices: self.voices + 1,
                people: self.people + 1,
            };
        } else if self.last < visit {
            // The second voice is the last one: CAP is 2.
            (self.last, self.voices) = (end, self.voices + 1);
        }
    }
}

/// Counts over a study area, by position.
pub(crate) struct Voices {
    /// Voices and people in the disc around each cell.
    pub discs: Vec<Tally>,
    /// Voices in each cell by itself.
    pub cells: Vec<u32>,
    /// Findings in each cell.
    pub findings: Vec<u32>,
}

/// Counts voices over a study area. O(13 n) after sorting.
pub(crate) fn count(heard: &[Heard], study: &Study) -> Voices {
    let mut discs = vec![Tally::default(); study.len()];
    let mut own = vec![Tally::default(); study.len()];
    let mut findings = vec![0; study.len()];
    for &row in heard {
        let at = row.at as usize;
        findings[at] += 1;
        own[at].add(row);
        study.each_near(at, &DISC, |near| discs[near].add(row));
    }
    Voices {
        discs,
        cells: own.iter().map(|tally| tally.voices).collect(),
        findings,
    }
}

/// Voices among some findings as if all were in one disc: distinct (person, day), at most
/// [`CAP`] per person. Also the number of distinct people. O(n log n).
#[must_use]
pub fn among(rows: impl IntoIterator<Item = Row>) -> (u32, u32) {
    let mut visits: Vec<(u32, i32)> = rows.into_iter().map(|row| (row.observer, row.day)).collect();
    visits.sort_unstable();
    visits.dedup();
    let (mut voices, mut people) = (0, 0);
    for person in visits.chunk_by(|one, other| one.0 == other.0) {
        people += 1;
        voices += u32::try_from(person.len()).map_or(CAP, |days| days.min(CAP));
    }
    (voices, people)
}

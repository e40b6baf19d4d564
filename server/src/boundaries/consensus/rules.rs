//! When something may be published, and what of it may be told. Pure.

use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Fewer people than this: nothing but how many there are.
pub const BANDS_FROM: i64 = 10;
/// Fewer people than this: bands, called provisional, and no line.
pub const LINE_FROM: i64 = 20;
/// Fewer people than this: not to be adopted.
pub const ADOPT_FROM: i64 = 50;
/// Fewer new drawings than this make no new publication.
pub const BATCH: usize = 5;

/// What may be told of a buurt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// How many drew, and nothing else.
    Counting,
    /// Bands, no line.
    Provisional,
    /// Bands and the shared line.
    Shared,
}

impl State {
    /// Of a publication of so many people, when so many count now: who withdraws takes the line along.
    pub fn of(published: Option<i64>, now: i64) -> Self {
        match published.unwrap_or(0).min(now) {
            people if people < BANDS_FROM => Self::Counting,
            people if people < LINE_FROM => Self::Provisional,
            _ => Self::Shared,
        }
    }

    /// The word of the doors.
    pub fn word(self) -> &'static str {
        match self {
            Self::Counting => "counting",
            Self::Provisional => "provisional",
            Self::Shared => "shared",
        }
    }
}

/// The drawing of each person.
pub type Counted = BTreeMap<Uuid, Uuid>;

/// What a publication is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// SHA-256 of the drawings in it.
    pub input: Vec<u8>,
    /// By which drawing each of its people stands in it; a later drawing that hardly differs goes by the earlier one.
    pub marks: BTreeSet<Uuid>,
}

impl Made {
    /// Does it tell nothing beside another one? When it is the same, when at least five drawings are new, or when none is
    /// and at least five are gone: one new one among five who left would stand bare before those five.
    fn tells_of_nobody_beside(&self, other: &Self) -> bool {
        let new = self.marks.difference(&other.marks).count();
        let gone = other.marks.difference(&self.marks).count();
        self.input == other.input || new >= BATCH || (new == 0 && gone >= BATCH)
    }
}

/// May what counts now be published after all that was published before? From ten people on, when at least five of them
/// have a drawing that was not in it, or nobody has and at least five of its people are gone, for each of them: people may
/// have kept any. Two publications of a buurt thus are the same or differ by at least five drawings. O(publications · people).
pub fn may_publish(earlier: &[Made], now: &Made) -> bool {
    let enough = i64::try_from(now.marks.len()).is_ok_and(|people| people >= BANDS_FROM);
    let same = earlier.last().is_some_and(|last| last.input == now.input);
    enough && !same && earlier.iter().all(|made| now.tells_of_nobody_beside(made))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(drawings: impl IntoIterator<Item = u128>) -> Made {
        let marks: BTreeSet<Uuid> = drawings.into_iter().map(Uuid::from_u128).collect();
        let input = marks.iter().flat_map(|mark| mark.as_bytes().to_vec()).collect();
        Made { input, marks }
    }

    fn may(last: Made, now: &Made) -> bool {
        may_publish(&[last], now)
    }

    #[test]
    fn nothing_is_published_below_ten_people_or_with_fewer_than_five_new_drawings() {
        let first = |n: u128| made(0..n);
        assert!(!may_publish(&[], &first(9)));
        assert!(may_publish(&[], &first(10)));
        assert!(!may(first(10), &first(14)));
        assert!(may(first(10), &first(15)));
        assert!(!may(first(12), &first(12)));
        let changed = |n: u128| made((0..12).map(|k| if k < n { 100 + k } else { k }));
        assert!(!may(first(12), &changed(4)), "four drew anew");
        assert!(may(first(12), &changed(5)));
    }

    #[test]
    fn withdrawals_ride_along_and_five_of_them_are_a_batch_of_their_own() {
        assert!(!may(made(0..20), &made(4..20)), "four are gone");
        assert!(may(made(0..20), &made(5..20)));
        assert!(!may(made(0..20), &made(4..24)), "four came and four went");
        assert!(!may(made(0..20), &made(5..21)), "one came while five went");
        assert!(may(made(0..20), &made(5..25)));
        assert!(!may(made(0..14), &made(5..14)), "nine are left");
    }

    #[test]
    fn five_that_come_and_go_lay_nobody_bare() {
        let before = [made(0..20), made(0..26)];
        let one_is_left_over = made((0..20).chain([25]));
        assert!(
            may(before[1].clone(), &one_is_left_over),
            "beside the last it would do"
        );
        assert!(!may_publish(&before, &one_is_left_over));
        assert!(
            may_publish(&before, &made(0..20)),
            "the very same again tells nothing"
        );
        let mut nearly = made(0..20);
        nearly.input.push(1);
        assert!(!may_publish(&before, &nearly), "somebody's line moved a little");
    }

    #[test]
    fn what_may_be_told_follows_the_fewer_of_then_and_now() {
        assert_eq!(State::of(None, 30), State::Counting);
        assert_eq!(State::of(Some(12), 9), State::Counting);
        assert_eq!(State::of(Some(12), 30), State::Provisional);
        assert_eq!(State::of(Some(25), 19), State::Provisional);
        assert_eq!(State::of(Some(20), 20), State::Shared);
    }
}

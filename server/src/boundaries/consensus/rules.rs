//! When something may be published, and what of it may be told. Pure.

use std::collections::BTreeMap;
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

/// May what counts now be published after what was published last? From ten people on, when at least five of them have
/// a drawing that was not in it, or at least five of its people are gone. Two publications thus never differ by fewer
/// than five drawings.
pub fn may_publish(last: &Counted, now: &Counted) -> bool {
    let enough = i64::try_from(now.len()).is_ok_and(|people| people >= BANDS_FROM);
    let new = now
        .iter()
        .filter(|(person, drawing)| last.get(person) != Some(drawing))
        .count();
    let gone = last.keys().filter(|person| !now.contains_key(person)).count();
    enough && (new >= BATCH || gone >= BATCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(drawings: impl IntoIterator<Item = (u128, u128)>) -> Counted {
        let pair = |(person, drawing)| (Uuid::from_u128(person), Uuid::from_u128(drawing));
        drawings.into_iter().map(pair).collect()
    }

    #[test]
    fn nothing_is_published_below_ten_people_or_with_fewer_than_five_new_drawings() {
        let first = |n: u128| people((0..n).map(|k| (k, k)));
        assert!(!may_publish(&Counted::new(), &first(9)));
        assert!(may_publish(&Counted::new(), &first(10)));
        assert!(!may_publish(&first(10), &first(14)));
        assert!(may_publish(&first(10), &first(15)));
        assert!(!may_publish(&first(12), &first(12)));
        let changed = |n: u128| people((0..12).map(|k| (k, if k < n { 100 + k } else { k })));
        assert!(!may_publish(&first(12), &changed(4)), "four drew anew");
        assert!(may_publish(&first(12), &changed(5)));
    }

    #[test]
    fn withdrawals_ride_along_and_five_of_them_are_a_batch_of_their_own() {
        let from = |first: u128, last: u128| people((first..last).map(|k| (k, k)));
        assert!(!may_publish(&from(0, 20), &from(4, 20)), "four are gone");
        assert!(may_publish(&from(0, 20), &from(5, 20)));
        assert!(
            !may_publish(&from(0, 20), &from(4, 24)),
            "four came and four went"
        );
        assert!(!may_publish(&from(0, 14), &from(5, 14)), "nine are left");
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

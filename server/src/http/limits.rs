//! How often somebody may ask. Counted per person (token or participant), never per address:
//! fifteen people behind one address are normal. Only wrong join codes count per address.

use super::Problem;
use crate::config::Rates;
use axum::http::StatusCode;
use governor::{DefaultKeyedRateLimiter, NotUntil, Quota, RateLimiter, clock::Clock as _};
use std::{
    collections::HashMap,
    net::IpAddr,
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use uuid::Uuid;

/// The sort of request that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Any reading door.
    Read,
    /// Findings, and other small writes.
    Finding,
    /// Photos.
    Photo,
    /// Drawings of borders.
    Drawing,
}

/// The counters of one server. They live in memory: a restart forgets them.
pub struct Limits {
    read: DefaultKeyedRateLimiter<Uuid>,
    finding: DefaultKeyedRateLimiter<Uuid>,
    photo: DefaultKeyedRateLimiter<Uuid>,
    drawing: DefaultKeyedRateLimiter<Uuid>,
    newcomers: DefaultKeyedRateLimiter<Uuid>,
    in_hand: Arc<Mutex<HashMap<Uuid, u32>>>,
    guesses: Mutex<Guesses>,
    begun: Mutex<HashMap<IpAddr, Tally>>,
}

/// New walkers a minute and walk: a whole school class at once, not an army of invented people.
const NEWCOMERS: u32 = 120;
/// Photos of one person that may come in at the same time.
const IN_HAND: u32 = 4;

/// One photo of a person that is coming in; dropping it makes room for the next.
pub struct InHand {
    person: Uuid,
    all: Arc<Mutex<HashMap<Uuid, u32>>>,
}

impl Drop for InHand {
    fn drop(&mut self) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = all.get_mut(&self.person) {
            *count -= 1;
            if *count == 0 {
                all.remove(&self.person);
            }
        }
    }
}

fn per_minute(count: u32) -> Quota {
    Quota::per_minute(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN))
}

/// Wrong codes that one address may try in [`GUESS_WINDOW_MS`].
const GUESSES: u32 = 30;
const GUESS_WINDOW_MS: i64 = 600_000;
/// Wrong codes that all addresses together may try in a second.
const GUESSES_OF_ALL: u32 = 10;

/// Walks that may be begun from one address in [`GUESS_WINDOW_MS`].
const BEGUN: u32 = 30;

/// Wrong codes of late.
#[derive(Default)]
struct Guesses {
    by_address: HashMap<IpAddr, Tally>,
    all: Tally,
}

/// How many since when.
#[derive(Clone, Copy, Default)]
struct Tally {
    since_ms: i64,
    count: u32,
}

impl Tally {
    /// Counts one more in a window, or gives the milliseconds until the next window.
    fn add(&mut self, most: u32, window_ms: i64, now_ms: i64) -> Result<(), i64> {
        // A clock that was set back starts a new window too.
        if !(0..window_ms).contains(&(now_ms - self.since_ms)) {
            *self = Self {
                since_ms: now_ms,
                count: 0,
            };
        }
        if self.count >= most {
            return Err(self.since_ms + window_ms - now_ms);
        }
        self.count += 1;
        Ok(())
    }
}

impl Limits {
    /// Fresh counters for these rates.
    pub fn new(rates: &Rates) -> Self {
        Self {
            read: RateLimiter::keyed(per_minute(rates.reads)),
            finding: RateLimiter::keyed(per_minute(rates.findings)),
            photo: RateLimiter::keyed(per_minute(rates.photos)),
            drawing: RateLimiter::keyed(per_minute(rates.drawings)),
            newcomers: RateLimiter::keyed(per_minute(NEWCOMERS)),
            in_hand: Arc::default(),
            guesses: Mutex::default(),
            begun: Mutex::default(),
        }
    }

    /// Counts one request of `person`, or says how long to wait.
    pub fn count(&self, person: Uuid, pace: Pace) -> Result<(), Problem> {
        let counter = match pace {
            Pace::Read => &self.read,
            Pace::Finding => &self.finding,
            Pace::Photo => &self.photo,
            Pace::Drawing => &self.drawing,
        };
        counter
            .check_key(&person)
            .map_err(|not_yet| slow_down(not_yet.wait_time_from(counter.clock().now())))
    }

    /// Counts a new walker of a walk.
    pub fn count_newcomer(&self, walk: Uuid) -> Result<(), Problem> {
        let wait = |not_yet: NotUntil<_>| slow_down(not_yet.wait_time_from(self.newcomers.clock().now()));
        self.newcomers.check_key(&walk).map_err(wait)
    }

    /// Counts a walk that is begun from an address: everybody may begin one, but not an army of invented people.
    pub fn count_begin(&self, address: IpAddr, now_ms: i64) -> Result<(), Problem> {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        let own = begun.entry(neighbourhood(address)).or_default();
        own.add(BEGUN, GUESS_WINDOW_MS, now_ms)
            .map_err(|ms| slow_down(Duration::from_millis(ms.unsigned_abs())))
    }

    /// Takes a photo of this person in hand: at most 4 at once, so that nobody holds all the room there is.
    pub fn take_in_hand(&self, person: Uuid) -> Result<InHand, Problem> {
        let mut all = self.in_hand.lock().unwrap_or_else(PoisonError::into_inner);
        let count = all.entry(person).or_default();
        if *count >= IN_HAND {
            return Err(slow_down(Duration::from_secs(1)));
        }
        *count += 1;
        Ok(InHand {
            person,
            all: Arc::clone(&self.in_hand),
        })
    }

    /// Before a code or token is looked up: counts it as wrong, or says how long to wait. Who has used up their
    /// guesses is not even told whether the next one is right; [`Limits::forgive`] takes the count of a right one back.
    pub fn count_guess(&self, address: IpAddr, now_ms: i64) -> Result<(), Problem> {
        let mut guesses = self.guesses.lock().unwrap_or_else(PoisonError::into_inner);
        let Guesses { by_address, all } = &mut *guesses;
        let own = by_address.entry(neighbourhood(address)).or_default();
        let wait = |ms: i64| slow_down(Duration::from_millis(ms.unsigned_abs()));
        own.add(GUESSES, GUESS_WINDOW_MS, now_ms).map_err(wait)?;
        all.add(GUESSES_OF_ALL, 1_000, now_ms).map_err(|ms| {
            // Refused for what others did: not this address's guess.
            own.count -= 1;
            wait(ms)
        })
    }

    /// The code was right: it is no guess.
    pub fn forgive(&self, address: IpAddr) {
        let mut guesses = self.guesses.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = guesses.by_address.get_mut(&neighbourhood(address)) {
            own.count = own.count.saturating_sub(1);
        }
        guesses.all.count = guesses.all.count.saturating_sub(1);
    }

    /// Forgets counters that are full again; called now and then.
    pub fn tidy(&self, now_ms: i64) {
        for counter in [&self.read, &self.finding, &self.photo, &self.drawing] {
            counter.retain_recent();
        }
        self.newcomers.retain_recent();
        let fresh = |tally: &Tally| (0..GUESS_WINDOW_MS).contains(&(now_ms - tally.since_ms));
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        begun.retain(|_, tally| fresh(tally));
        let mut guesses = self.guesses.lock().unwrap_or_else(PoisonError::into_inner);
        guesses.by_address.retain(|_, tally| fresh(tally));
    }
}

/// IPv6 subscribers hold a /64: it counts as one address.
fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6((u128::from(v6) & (u128::MAX << 64)).into()),
        v4 @ IpAddr::V4(_) => v4,
    }
}

fn slow_down(wait: Duration) -> Problem {
    let mut problem = Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too_many_requests",
        "Wait a moment, then go on.",
    );
    problem.retry_after = Some(wait.as_secs() + 1);
    problem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_hasty_person_is_slowed_and_another_is_not() {
        let limits = Limits::new(&Rates {
            findings: 3,
            ..Rates::default()
        });
        let (hasty, calm) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let taken = (0..10)
            .filter(|_| limits.count(hasty, Pace::Finding).is_ok())
            .count();
        assert_eq!(taken, 3);
        let wait = limits
            .count(hasty, Pace::Finding)
            .unwrap_err()
            .retry_after
            .unwrap();
        assert!((1..=21).contains(&wait), "{wait}");
        assert!(limits.count(calm, Pace::Finding).is_ok());
        assert!(limits.count(hasty, Pace::Read).is_ok());
    }

    #[test]
    fn a_walk_takes_a_hundred_and_twenty_new_walkers_a_minute_and_a_person_holds_four_photos() {
        let limits = Limits::new(&Rates::default());
        let taken = (0..500)
            .filter(|_| limits.count_newcomer(Uuid::from_u128(1)).is_ok())
            .count();
        assert!((120..=121).contains(&taken), "{taken}");
        assert!(limits.count_newcomer(Uuid::from_u128(2)).is_ok());
        let mut held: Vec<_> = (0..9)
            .filter_map(|_| limits.take_in_hand(Uuid::from_u128(3)).ok())
            .collect();
        assert_eq!(held.len(), 4);
        held.pop();
        assert!(limits.take_in_hand(Uuid::from_u128(3)).is_ok());
        drop(held);
        assert!(limits.in_hand.lock().unwrap().is_empty());
    }

    #[test]
    fn thirty_wrong_codes_from_one_address_are_enough_for_ten_minutes() {
        let limits = Limits::new(&Rates::default());
        let at = |n: i64| format!("2001:db8::{n:x}").parse().unwrap();
        let taken = (0..50)
            .filter(|n| limits.count_guess(at(*n), n * 200).is_ok())
            .count();
        assert_eq!(taken, 30);
        assert!(limits.count_guess(at(1), 599_000).is_err());
        assert!(limits.count_guess(at(1), 601_000).is_ok());
        assert!(
            limits
                .count_guess("2001:db8:0:1::1".parse().unwrap(), 20_000)
                .is_ok()
        );
    }

    #[test]
    fn all_addresses_together_guess_ten_times_a_second_and_right_codes_do_not_count() {
        let limits = Limits::new(&Rates::default());
        let at = |n: u32| IpAddr::from([10, 0, 0, u8::try_from(n).unwrap()]);
        let taken = (0..50)
            .filter(|n| limits.count_guess(at(*n), 5_000).is_ok())
            .count();
        assert_eq!(taken, 10);
        for _ in 0..200 {
            assert!(limits.count_guess(at(9), 6_000).is_ok());
            limits.forgive(at(9));
        }
    }
}

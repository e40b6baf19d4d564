//! How often somebody may ask. Counted per person (token or participant), never per address:
//! fifteen people behind one address are normal. Only wrong join codes count per address.

use super::Problem;
use crate::config::Rates;
use axum::http::StatusCode;
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock as _};
use std::{net::IpAddr, num::NonZeroU32, time::Duration};
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
    wrong_codes: DefaultKeyedRateLimiter<IpAddr>,
    all_codes: DefaultDirectRateLimiter,
}

fn per_minute(count: u32) -> Quota {
    Quota::per_minute(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN))
}

/// 30 wrong codes in ten minutes: one each 20 s, 30 saved up.
fn wrong_codes() -> Quota {
    let burst = NonZeroU32::new(30).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(Duration::from_secs(20))
        .unwrap_or_else(|| Quota::per_minute(burst))
        .allow_burst(burst)
}

impl Limits {
    /// Fresh counters for these rates.
    pub fn new(rates: &Rates) -> Self {
        Self {
            read: RateLimiter::keyed(per_minute(rates.reads)),
            finding: RateLimiter::keyed(per_minute(rates.findings)),
            photo: RateLimiter::keyed(per_minute(rates.photos)),
            drawing: RateLimiter::keyed(per_minute(rates.drawings)),
            wrong_codes: RateLimiter::keyed(wrong_codes()),
            all_codes: RateLimiter::direct(Quota::per_second(NonZeroU32::new(10).unwrap_or(NonZeroU32::MIN))),
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

    /// Before a join code is looked up: all codes of everybody together, at most 10 a second.
    pub fn count_code(&self) -> Result<(), Problem> {
        self.all_codes
            .check()
            .map_err(|not_yet| slow_down(not_yet.wait_time_from(self.all_codes.clock().now())))
    }

    /// After a wrong join code from this address: at most 30 in ten minutes.
    pub fn count_wrong_code(&self, address: IpAddr) -> Result<(), Problem> {
        self.wrong_codes
            .check_key(&neighbourhood(address))
            .map_err(|not_yet| slow_down(not_yet.wait_time_from(self.wrong_codes.clock().now())))
    }

    /// Forgets counters that are full again; called now and then.
    pub fn tidy(&self) {
        for counter in [&self.read, &self.finding, &self.photo, &self.drawing] {
            counter.retain_recent();
        }
        self.wrong_codes.retain_recent();
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
    fn thirty_wrong_codes_from_one_address_are_enough() {
        let limits = Limits::new(&Rates::default());
        let taken = (0..50u16)
            .filter(|n| {
                limits
                    .count_wrong_code(format!("2001:db8::{n:x}").parse().unwrap())
                    .is_ok()
            })
            .count();
        assert_eq!(taken, 30);
        assert!(
            limits
                .count_wrong_code("2001:db8:0:1::1".parse().unwrap())
                .is_ok()
        );
    }
}

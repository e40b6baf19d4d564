//! Trend and dark share: does a place differ from the rest of the area, beyond chance?
//!
//! Both are exact two-sided binomial tests: p adds up all outcomes that are not more likely than
//! what was seen. Small numbers give no sentence at all.

use std::ops::RangeInclusive;

use crate::tails::ln_gamma;

/// Fewest voices at a place that allow a sentence.
pub const ENOUGH: u32 = 8;
/// The largest p at which a difference is named.
pub const SIGNIFICANT: f64 = 0.05;
/// Fewest voices in the rest of the area to be compared with.
pub const ENOUGH_ELSEWHERE: u32 = 50;

/// What may be said about a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More than the rest of the area would have it.
    Rising,
    /// Less than the rest of the area would have it.
    Falling,
    /// Enough voices, no difference beyond chance.
    Steady,
    /// Too few voices to say anything.
    TooFew,
}

/// Voices in a period and in the equally long one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Periods {
    /// In the last period.
    pub now: u32,
    /// In the period before.
    pub before: u32,
}

/// How a place changed beside the rest of the area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// What may be said.
    pub direction: Direction,
    /// Probability of a difference at least this unlikely, were the place like the rest.
    pub p: f64,
    /// Change here over change elsewhere: 2 is twice as many beside the rest. Infinite when
    /// there was nothing before, `None` when there is nothing at all.
    pub ratio: Option<f64>,
    /// Interval of 95 % around the ratio (Clopper-Pearson); its upper end may be infinite.
    pub interval: (f64, f64),
}

/// Compares a place with the rest of the area.
///
/// With fewer than [`ENOUGH_ELSEWHERE`] voices elsewhere the place is compared with no change.
/// `share` replaces that comparison when known better: the part of all looking, by walked passes,
/// that fell in the last period, between 0 and 1.
#[must_use]
pub fn trend(place: Periods, elsewhere: Periods, share: Option<f64>) -> Trend {
    let n = place.now.saturating_add(place.before);
    let share = share_now(elsewhere, share);
    let p = two_sided(place.now, n, share);
    let odds = |part: f64| part / (1.0 - part);
    let (low, high) = interval(place.now, n);
    let direction = direction_of(place, share, p);
    let ratio = (n > 0).then(|| f64::from(place.now) / f64::from(place.before) / odds(share));
    Trend {
        direction,
        p,
        ratio,
        interval: (odds(low) / odds(share), odds(high) / odds(share)),
    }
}

/// The [`Direction`] of [`trend`] alone, without its interval: O(log n + √n) where the interval takes hundreds of times that.
#[must_use]
pub fn direction(place: Periods, elsewhere: Periods, share: Option<f64>) -> Direction {
    let n = place.now.saturating_add(place.before);
    if n < ENOUGH {
        return Direction::TooFew;
    }
    let share = share_now(elsewhere, share);
    direction_of(place, share, two_sided(place.now, n, share))
}

/// The share of all voices that would fall in the last period, were the place like the rest.
fn share_now(elsewhere: Periods, share: Option<f64>) -> f64 {
    let rest = elsewhere.now.saturating_add(elsewhere.before);
    let of_rest = || {
        if rest >= ENOUGH_ELSEWHERE {
            f64::from(elsewhere.now) / f64::from(rest)
        } else {
            0.5
        }
    };
    share.unwrap_or_else(of_rest).clamp(0.0, 1.0)
}

fn direction_of(place: Periods, share: f64, p: f64) -> Direction {
    let n = place.now.saturating_add(place.before);
    let more = f64::from(place.now) > share * f64::from(n);
    match (n >= ENOUGH, p <= SIGNIFICANT) {
        (false, _) => Direction::TooFew,
        (true, false) => Direction::Steady,
        (true, true) if more => Direction::Rising,
        (true, true) => Direction::Falling,
    }
}

/// How often a place is spoken of in the dark, beside the rest of the area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DarkShare {
    /// Voices in the dark.
    pub dark: u32,
    /// All voices.
    pub voices: u32,
    /// Probability of a difference at least this unlikely, were the place like the rest.
    pub p: f64,
    /// True when there are voices enough for a sentence.
    pub speaks: bool,
    /// True when "more often than elsewhere" may be said.
    pub more_often: bool,
}

/// Compares the voices in the dark at a place with the area's share of dark voices (or of
/// dark passes, where walks are recorded), 0 to 1. More dark voices than voices count as all of them.
#[must_use]
pub fn dark_share(dark: u32, voices: u32, area_share: f64) -> DarkShare {
    let dark = dark.min(voices);
    let share = area_share.clamp(0.0, 1.0);
    let p = two_sided(dark, voices, share);
    let speaks = voices >= ENOUGH;
    let more = f64::from(dark) > share * f64::from(voices);
    DarkShare {
        dark,
        voices,
        p,
        speaks,
        more_often: speaks && more && p <= SIGNIFICANT,
    }
}

/// Independent trials with one share of successes; what every probability of theirs shares is worked out once.
struct Trials {
    n: u32,
    share: f64,
    /// Logarithms of n!, of the share, and of what is left of it.
    ways: f64,
    success: f64,
    failure: f64,
}

impl Trials {
    fn new(n: u32, share: f64) -> Self {
        Self {
            n,
            share,
            ways: ln_gamma(f64::from(n) + 1.0),
            success: share.ln(),
            failure: (-share).ln_1p(),
        }
    }

    /// Probability of exactly k successes.
    fn exactly(&self, k: u32) -> f64 {
        if self.share <= 0.0 || self.share >= 1.0 {
            let certain = if self.share <= 0.0 { 0 } else { self.n };
            return f64::from(u8::from(k == certain));
        }
        let (k, n) = (f64::from(k), f64::from(self.n));
        let ways = self.ways - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0);
        (ways + k * self.success + (n - k) * self.failure).exp()
    }
}

/// The outcomes of n trials whose probability is not lost in rounding: within 40 deviations of the
/// mean. All of them up to n = 1,600.
fn likely(n: u32, share: f64) -> RangeInclusive<u32> {
    let (mean, far) = (f64::from(n) * share, 40.0 * (f64::from(n) / 4.0).sqrt());
    // `as` ends at 0 and at the largest number.
    let (low, high) = ((mean - far - 1.0) as u32, (mean + far + 1.0) as u32);
    low..=high.min(n)
}

/// Sum of the probabilities of all outcomes not more likely than k. Probabilities rise up to the most
/// likely outcome and fall behind it, so these are two tails. O(log n + √n), the √n cheap.
fn two_sided(k: u32, n: u32, share: f64) -> f64 {
    let trials = Trials::new(n, share);
    if share <= 0.0 || share >= 1.0 {
        return trials.exactly(k);
    }
    // Outcomes that are equally likely on paper may differ in the last bits.
    let bound = trials.exactly(k) * (1.0 + 1e-7);
    let is_rare = |other: u32| trials.exactly(other) <= bound;
    let mode = (((f64::from(n) + 1.0) * share) as u32).min(n);
    if is_rare(mode) {
        return 1.0;
    }
    let lower = first_that(0, mode, |other| !is_rare(other));
    let upper = first_that(mode, n + 1, is_rare);
    let (odds, n_f) = (share / (1.0 - share), f64::from(n));
    let down = |k: u32| f64::from(k) / (n_f - f64::from(k) + 1.0) / odds;
    let up = |k: u32| (n_f - f64::from(k)) / (f64::from(k) + 1.0) * odds;
    let low = lower.checked_sub(1).map_or(0.0, |first| {
        tail(trials.exactly(first), (1..=first).rev().map(down))
    });
    let high = if upper <= n {
        tail(trials.exactly(upper), (upper..n).map(up))
    } else {
        0.0
    };
    (low + high).min(1.0)
}

/// The sum of a term and all that follow, each by its ratio to the one before, until they no longer matter.
fn tail(first: f64, ratios: impl Iterator<Item = f64>) -> f64 {
    let follow = ratios.scan(first, |term, ratio| {
        *term *= ratio;
        Some(*term)
    });
    first + follow.take_while(|term| *term > 1e-17 * first).sum::<f64>()
}

/// The first number from `low` on, below `high`, for which a condition holds that goes on to hold; else `high`.
fn first_that(mut low: u32, mut high: u32, holds: impl Fn(u32) -> bool) -> u32 {
    while low < high {
        let middle = low.midpoint(high);
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// Clopper-Pearson interval of 95 % for a share seen k times in n.
fn interval(k: u32, n: u32) -> (f64, f64) {
    let at_least = |k: u32, share: f64| {
        let likely = likely(n, share);
        let outcomes = k.max(*likely.start())..=*likely.end();
        let trials = Trials::new(n, share);
        outcomes.map(|other| trials.exactly(other)).sum::<f64>()
    };
    let low = if k == 0 {
        0.0
    } else {
        bisect(|share| at_least(k, share) < 0.025)
    };
    let high = if k == n {
        1.0
    } else {
        bisect(|share| at_least(k + 1, share) < 0.975)
    };
    (low, high)
}

/// Where a condition that holds below some point between 0 and 1 ends.
fn bisect(holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if holds(middle) {
            low = middle
        } else {
            high = middle
        }
    }
    (low + high) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beside_nothing(now: u32, before: u32) -> Trend {
        trend(Periods { now, before }, Periods { now: 20, before: 29 }, None)
    }

    #[test]
    fn eight_to_none_and_eight_to_one_speak_against_no_change_and_seven_to_one_does_not() {
        for (now, before, p, direction) in [
            (8, 0, 0.0078, Direction::Rising),
            (0, 8, 0.0078, Direction::Falling),
            (8, 1, 0.039, Direction::Rising),
            (7, 1, 0.070, Direction::Steady),
        ] {
            let trend = beside_nothing(now, before);
            assert!((trend.p - p).abs() < 0.0005, "{now} to {before}: {}", trend.p);
            assert_eq!(trend.direction, direction);
        }
        assert_eq!(beside_nothing(7, 0).direction, Direction::TooFew);
    }

    #[test]
    fn a_place_that_grows_as_the_area_grows_is_steady() {
        let grown = trend(
            Periods { now: 20, before: 10 },
            Periods {
                now: 200,
                before: 100,
            },
            None,
        );
        assert_eq!(grown.direction, Direction::Steady);
        assert!(grown.ratio.is_some_and(|ratio| (ratio - 1.0).abs() < 1e-12));
        let alone = trend(
            Periods { now: 20, before: 6 },
            Periods { now: 10, before: 5 },
            None,
        );
        assert_eq!(alone.direction, Direction::Rising);
        let walked = trend(
            Periods { now: 20, before: 6 },
            Periods { now: 10, before: 5 },
            Some(0.75),
        );
        assert_eq!(walked.direction, Direction::Steady);
    }

    #[test]
    fn the_interval_is_the_textbook_one() {
        // Clopper and Pearson for 4 of 20: 0.0573 to 0.4366.
        let (low, high) = interval(4, 20);
        assert!(
            (low - 0.057_334).abs() < 1e-6 && (high - 0.436_614).abs() < 1e-6,
            "{low} {high}"
        );
        let none = beside_nothing(0, 0);
        assert_eq!((none.direction, none.ratio), (Direction::TooFew, None));
        assert!((none.p - 1.0).abs() < 1e-12);
        let fresh = beside_nothing(8, 0);
        assert_eq!(
            (fresh.ratio, fresh.interval.1),
            (Some(f64::INFINITY), f64::INFINITY)
        );
        assert!(fresh.interval.0 > 1.0);
    }

    #[test]
    fn two_tails_add_up_to_what_all_rare_outcomes_add_up_to() {
        for n in [1, 2, 7, 8, 9, 40, 333, 1_500] {
            for share in [1e-9, 0.01, 0.2, 0.3, 0.5, 0.77, 0.999, 0.0, 1.0] {
                for k in (0..=n).step_by(1 + n as usize / 40) {
                    let trials = Trials::new(n, share);
                    let bound = trials.exactly(k) * (1.0 + 1e-7);
                    let all = (0..=n).map(|other| trials.exactly(other));
                    let wanted = all.filter(|&p| p <= bound).sum::<f64>().min(1.0);
                    let got = two_sided(k, n, share);
                    let close = (got - wanted).abs() <= 1e-10 * wanted;
                    assert!(close, "{k} of {n} at {share}: {got} for {wanted}");
                }
            }
        }
    }

    #[test]
    fn dark_is_named_only_with_enough_voices_and_beyond_chance() {
        assert!(dark_share(7, 12, 0.2).more_often);
        assert!(!dark_share(7, 12, 0.5).more_often);
        let few = dark_share(7, 7, 0.1);
        assert!(!few.speaks && !few.more_often);
        let rarely = dark_share(0, 30, 0.5);
        assert!(rarely.p < 0.05 && !rarely.more_often);
    }
}

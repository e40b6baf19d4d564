//! How much of the agreement may be chance, and how much of what residents drew is core and fringe.

use geo_types::MultiPolygon;

use super::generate::Dice;
use crate::area::plane_area;

/// How often residents are drawn anew.
const TIMES: usize = 200;

/// The same chance for all drawings, so that the same drawings give the same figures.
const SEED: u64 = 0x6275_7572_7473;

/// Likenesses are counted in this many parts, so that their sums do not depend on an order.
const PARTS: f64 = (1_u64 << 32) as f64;

/// How sure the agreement is, and how wide residents differ.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// Standard error of the agreement, 0 to 1, by drawing as many residents anew out of themselves 200 times. The shared
    /// shape is held meanwhile, so that it is a little too small. 0 for one drawing.
    pub error: f64,
    /// One time in ten the agreement of residents drawn anew is below this.
    pub low: f64,
    /// Area that three quarters drew by area that half drew, 0 to 1: 1 when all mean the same.
    pub core: f64,
    /// Area that a quarter and not three quarters drew, by area that half drew: 0 when all mean the same.
    pub fringe: f64,
}

impl Spread {
    /// Of the likeness of each drawing to the shared shape, in any order, and the bands. O(200 · drawings).
    pub(super) fn of(alike: &[f64], bands: &[MultiPolygon<f64>; 3]) -> Self {
        let means = drawn_anew(alike);
        let [quarter, half, three_quarters] = bands.each_ref().map(plane_area);
        let by_half = |area: f64| if half > 0.0 { area / half } else { 0.0 };
        Self {
            error: deviation(&means),
            low: means.get(TIMES / 10).copied().unwrap_or(0.0),
            core: by_half(three_quarters),
            fringe: by_half(quarter - three_quarters),
        }
    }
}

/// The means of as many likenesses drawn anew, the lowest first; none of nothing.
fn drawn_anew(alike: &[f64]) -> Vec<f64> {
    if alike.is_empty() {
        return Vec::new();
    }
    let mut parts: Vec<u64> = alike.iter().map(|alike| (alike * PARTS) as u64).collect();
    parts.sort_unstable();
    let mut dice = Dice::new(SEED);
    let number = parts.len() as u128;
    let mut one = || parts[((u128::from(dice.bits()) * number) >> 64) as usize];
    let mut mean = || (0..parts.len()).map(|_| one()).sum::<u64>() as f64 / PARTS / parts.len() as f64;
    let mut means: Vec<f64> = (0..TIMES).map(|_| mean()).collect();
    means.sort_by(f64::total_cmp);
    means
}

/// Standard deviation; 0 of fewer than two.
fn deviation(means: &[f64]) -> f64 {
    if means.len() < 2 {
        return 0.0;
    }
    let mean = means.iter().sum::<f64>() / means.len() as f64;
    let squares: f64 = means.iter().map(|one| (one - mean).powi(2)).sum();
    (squares / (means.len() - 1) as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_that_of_a_mean_and_shrinks_with_the_root_of_the_number() {
        // Half .4, half .8: a deviation of .2 each.
        let of = |number: usize| {
            let alike: Vec<f64> = (0..number).map(|n| if n % 2 == 0 { 0.4 } else { 0.8 }).collect();
            deviation(&drawn_anew(&alike))
        };
        for number in [25_usize, 100, 400, 1_600] {
            let expected = 0.2 / (number as f64).sqrt();
            let found = of(number);
            assert!(
                (found / expected - 1.0).abs() < 0.15,
                "{number}: {found} {expected}"
            );
        }
    }

    #[test]
    fn who_agree_wholly_leave_nothing_to_chance_and_nobody_neither() {
        let same = drawn_anew(&[0.75; 30]);
        assert_eq!((deviation(&same), same[0], same[TIMES - 1]), (0.0, 0.75, 0.75));
        assert_eq!(
            Spread::of(&[], &[(); 3].map(|()| MultiPolygon(Vec::new()))),
            Spread::default()
        );
    }
}

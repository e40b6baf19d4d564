//! Expectation: how many voices a cell's disc would hold if it were like the rest of the area,
//! and like its own surroundings; and how surprising the count is beside both.

use crate::cells::DISC;
use crate::study::Study;
use crate::sums::Sums;
use crate::tails::{negative_binomial, negative_binomial_to, poisson};

/// A tail above this is never a discovery; no need to know it better.
pub(crate) const NEVER: f64 = 0.2;

/// What a disc is expected to hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// Exposure of the disc: 1 for a full disc of average cells.
    pub exposure: f64,
    /// Voices, if the disc were like the whole area.
    pub global: f64,
    /// Voices, if it were like its surroundings 100 to 300 m away, which are drawn towards
    /// the whole area where they are thin.
    pub local: f64,
    shape: f64,
    odds: f64,
}

impl Expected {
    /// Probability of at least so many voices under the less favourable of both: the place must
    /// stand out of the whole area and of its surroundings.
    #[must_use]
    pub fn p(&self, voices: u32) -> f64 {
        self.p_global(voices).max(self.p_local(voices))
    }

    /// Probability of at least so many voices, were the disc like the whole area.
    #[must_use]
    pub fn p_global(&self, voices: u32) -> f64 {
        poisson(voices, self.global)
    }

    /// Probability of at least so many voices, were the disc like its surroundings.
    #[must_use]
    pub fn p_local(&self, voices: u32) -> f64 {
        negative_binomial(voices, self.shape, self.odds)
    }
}

/// The whole area's rate and the sums from which every cell's expectation follows.
pub(crate) struct Field<'a> {
    study: &'a Study,
    /// Sums of the voices in discs.
    pub sums: Sums,
    /// Voices per full disc.
    pub rate: f64,
    kappa: f64,
    unit: f64,
}

impl<'a> Field<'a> {
    /// The field of an area in whose discs so many voices were heard, with the sums of them.
    pub(crate) fn of(study: &'a Study, voices: u64, sums: Sums, kappa: f64) -> Self {
        let unit = study.unit();
        Self {
            study,
            sums,
            rate: voices as f64 / (study.exposure() as f64 * unit),
            kappa,
            unit,
        }
    }

    /// Exposure of the disc around a position: 1 for a full disc of average cells.
    fn exposure(&self, at: usize) -> f64 {
        f64::from(self.study.discs()[at]) * self.unit
    }

    /// What the disc around a position is expected to hold.
    pub(crate) fn at(&self, at: usize) -> Expected {
        let full = DISC.len() as f64;
        let ring = |sum: u32| f64::from(sum) / full;
        let exposure = self.exposure(at);
        let shape = self.kappa * self.rate + ring(self.sums.ring(at));
        let odds = exposure / (self.kappa + ring(self.study.rings()[at]) * self.unit);
        Expected {
            exposure,
            global: self.rate * exposure,
            local: shape * odds,
            shape,
            odds,
        }
    }
}

/// Counts up to here are remembered.
const REMEMBERED: usize = 4_096;

/// Judges counts, and remembers the tails of full discs: a city has half a million of them, but only
/// as many different ones as there are counts.
pub(crate) struct Judge<'a> {
    field: &'a Field<'a>,
    /// [`Expected::p_global`] of a full disc by count, as far as it was asked for.
    full: Vec<Option<f64>>,
}

impl<'a> Judge<'a> {
    pub(crate) fn of(field: &'a Field<'a>) -> Self {
        Self {
            field,
            full: vec![None; REMEMBERED],
        }
    }

    /// [`Expected::p`] of a count if at most [`NEVER`], else `None`, which is usually known before
    /// the surroundings are looked at.
    pub(crate) fn p_if_small(&mut self, at: usize, voices: u32) -> Option<f64> {
        let global = self.p_global(at, voices);
        if global > NEVER {
            return None;
        }
        let Expected { shape, odds, .. } = self.field.at(at);
        let p = global.max(negative_binomial_to(NEVER, voices, shape, odds));
        (p <= NEVER).then_some(p)
    }

    fn p_global(&mut self, at: usize, voices: u32) -> f64 {
        let mean = self.field.rate * self.field.exposure(at);
        let remembered = self.full.get_mut(voices as usize);
        // A cell weighs 1 where no walks are known.
        match remembered.filter(|_| self.field.study.discs()[at] == DISC.len() as u32) {
            Some(tail) => *tail.get_or_insert_with(|| poisson(voices, mean)),
            None => poisson(voices, mean),
        }
    }
}

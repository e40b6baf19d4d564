//! Expectation: how many voices a cell's disc would hold if it were like the rest of the area,
//! and like its own surroundings; and how surprising the count is beside both.

use crate::cells::DISC;
use crate::study::Study;
use crate::sums::Sums;
use crate::tails::{negative_binomial, poisson};
use crate::voices::Tally;

/// Half the side of the surroundings, in cells: 300 m.
const OUTER: usize = 12;
/// Half the side of the hole in their middle: 100 m.
const INNER: usize = 4;
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
    sums: Sums,
    /// Voices per full disc.
    pub rate: f64,
    kappa: f64,
    unit: f64,
}

impl<'a> Field<'a> {
    pub(crate) fn of(study: &'a Study, discs: &[Tally], kappa: f64) -> Self {
        let weights = study.weights();
        let counted = |at: usize| if weights[at] > 0 { discs[at].voices } else { 0 };
        let (_, columns, rows) = study.rectangle();
        let (mut voices, mut exposure) = (0_u64, 0_u64);
        for at in (0..study.len()).filter(|&at| weights[at] > 0) {
            voices += u64::from(discs[at].voices);
            exposure += u64::from(study.discs()[at]);
        }
        let unit = study.unit();
        let rate = voices as f64 / (exposure as f64 * unit);
        Self {
            study,
            sums: Sums::of(columns, rows, counted),
            rate,
            kappa,
            unit,
        }
    }

    /// [`Expected::p`] of a count if at most [`NEVER`], else `None`, which is usually known before
    /// the surroundings are looked at.
    pub(crate) fn p_if_small(&self, at: usize, voices: u32) -> Option<f64> {
        let mean = self.rate * f64::from(self.study.discs()[at]) * self.unit;
        // A count at or below its mean is more likely than not.
        if f64::from(voices) <= mean || poisson(voices, mean) > NEVER {
            return None;
        }
        Some(self.at(at).p(voices)).filter(|&p| p <= NEVER)
    }

    /// What the disc around a position is expected to hold.
    pub(crate) fn at(&self, at: usize) -> Expected {
        let disc = DISC.len() as f64;
        let ring =
            |sums: &Sums| f64::from(sums.around(at, OUTER).wrapping_sub(sums.around(at, INNER))) / disc;
        let exposure = f64::from(self.study.discs()[at]) * self.unit;
        let shape = self.kappa * self.rate + ring(&self.sums);
        let odds = exposure / (self.kappa + ring(self.study.disc_sums()) * self.unit);
        Expected {
            exposure,
            global: self.rate * exposure,
            local: shape * odds,
            shape,
            odds,
        }
    }
}

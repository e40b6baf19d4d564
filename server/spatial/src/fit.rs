//! Fit: which measures suit what people saw at a place.
//!
//! Each item people can report gives each measure a weight from 0 to 100: how well the measure
//! usually helps. A measure's score is the sum of the weights of what was seen, one person
//! counting once per item, over the most it could have been. Weights order things; they are an
//! expert's guess and no percentage to show to anyone. A measure that must never be proposed by
//! the machine, such as a camera, simply has no weights.

use std::cmp::Reverse;

/// The heaviest weight.
pub const HEAVIEST: u32 = 100;

/// One thing seen: who, and the index of the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    /// Any number that is the same for the same person.
    pub observer: u32,
    /// Index of the item.
    pub item: usize,
}

/// A measure on the ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// How heavy it weighs on people's freedom and purse; 1 is the lightest.
    pub rung: u8,
    /// (item, weight) for the items it helps with; weights above [`HEAVIEST`] count as that.
    pub weights: Vec<(usize, u32)>,
}

/// Why a measure fits: an item, the people who saw it, and what it adds to the score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    /// Index of the item.
    pub item: usize,
    /// People who saw it.
    pub people: u32,
    /// Part of the score.
    pub adds: f64,
}

/// How well a measure fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Index of the measure.
    pub measure: usize,
    /// Above 0, at most 1.
    pub score: f64,
    /// The items that speak for it, weightiest first.
    pub reasons: Vec<Reason>,
}

/// The measures that fit at all, best first; among equals the lowest rung, then the lowest index.
#[must_use]
pub fn fit(seen: &[Seen], measures: &[Measure]) -> Vec<Fit> {
    let mut voices = seen.to_vec();
    voices.sort_unstable();
    voices.dedup();
    let mut people = vec![0; voices.iter().map(|voice| voice.item + 1).max().unwrap_or(0)];
    voices.iter().for_each(|voice| people[voice.item] += 1);
    fit_people(&people, measures)
}

/// As [`fit`], when it is known how many different people saw each item, by its index.
#[must_use]
pub fn fit_people(people: &[u32], measures: &[Measure]) -> Vec<Fit> {
    fit_best(people, measures, usize::MAX)
}

/// The first `most` of [`fit_people`]. Only these are written out.
#[must_use]
pub fn fit_best(people: &[u32], measures: &[Measure], most: usize) -> Vec<Fit> {
    let voices: u64 = people.iter().map(|&people| u64::from(people)).sum();
    let best = voices as f64 * f64::from(HEAVIEST);
    let count = |item: usize| people.get(item).copied().unwrap_or(0);
    let part = |&(item, weight): &(usize, u32)| u64::from(count(item)) * u64::from(weight.min(HEAVIEST));
    // Order by whole numbers: equal must mean equal.
    let sums = measures.iter().enumerate().map(|(at, measure)| {
        let sum: u64 = measure.weights.iter().map(part).sum();
        (Reverse(sum), measure.rung, at)
    });
    let mut sums: Vec<_> = sums.filter(|(Reverse(sum), ..)| *sum > 0).collect();
    sums.sort_unstable();
    sums.truncate(most);
    let fit = |(Reverse(sum), _, at): (Reverse<u64>, u8, usize)| {
        let weights = measures[at].weights.iter();
        let mut parts: Vec<_> = weights.map(|weight| (part(weight), weight.0)).collect();
        parts.retain(|(part, _)| *part > 0);
        parts.sort_unstable_by_key(|&(part, item)| (Reverse(part), item));
        let reason = |(part, item): (u64, usize)| Reason {
            item,
            people: count(item),
            adds: part as f64 / best,
        };
        Fit {
            measure: at,
            score: sum as f64 / best,
            reasons: parts.into_iter().map(reason).collect(),
        }
    };
    sums.into_iter().map(fit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAMP: usize = 0;
    const BUSHES: usize = 1;
    const WASTE: usize = 2;

    fn ladder() -> Vec<Measure> {
        vec![
            Measure {
                rung: 3,
                weights: vec![(LAMP, 90), (BUSHES, 40)],
            },
            Measure {
                rung: 2,
                weights: vec![(BUSHES, 90)],
            },
            Measure {
                rung: 7,
                weights: Vec::new(),
            },
            Measure {
                rung: 1,
                weights: vec![(WASTE, 90)],
            },
        ]
    }

    #[test]
    fn one_person_counts_once_per_item_however_often_they_speak() {
        let eager: Vec<Seen> = (0..50)
            .map(|_| Seen {
                observer: 1,
                item: WASTE,
            })
            .collect();
        let others = (2..5).map(|observer| Seen { observer, item: LAMP });
        let seen: Vec<Seen> = eager.into_iter().chain(others).collect();
        let fits = fit(&seen, &ladder());
        assert_eq!(fits[0].measure, 0);
        assert!((fits[0].score - 270.0 / 400.0).abs() < 1e-12);
        assert_eq!(
            fits[1].reasons,
            [Reason {
                item: WASTE,
                people: 1,
                adds: 0.225
            }]
        );
    }

    #[test]
    fn among_equals_the_lowest_rung_comes_first_and_a_measure_without_weights_never() {
        let seen = [LAMP, BUSHES, WASTE].map(|item| Seen { observer: 1, item });
        let mut ladder = ladder();
        ladder[0].weights = vec![(LAMP, 90)];
        let order: Vec<usize> = fit(&seen, &ladder).iter().map(|fit| fit.measure).collect();
        assert_eq!(order, [3, 1, 0]);
        assert!(fit(&[], &ladder).is_empty());
    }

    #[test]
    fn a_perfect_fit_scores_one() {
        let seen = [Seen { observer: 1, item: 0 }, Seen { observer: 2, item: 0 }];
        let fits = fit(
            &seen,
            &[Measure {
                rung: 1,
                weights: vec![(0, 250)],
            }],
        );
        assert!((fits[0].score - 1.0).abs() < f64::EPSILON);
    }
}

//! Hotspots: places where several people's voices pile up beyond chance and beyond what
//! surrounds them.
//!
//! The unit is the voice (see [`voices`](crate::voices)). For every cell of the area the voices
//! within 50 m are compared with two expectations ([`Expected`]); the false discovery rate over
//! all cells is held; significant cells become places by basins. Sums are whole
//! numbers, so the answer is the same for any order of input.

use std::cmp::Reverse;
use std::mem::take;

use crate::basins::{Landscape, Surprise, height};
use crate::cells::Cell;
use crate::discovery::{adjusted, threshold};
use crate::expectation::{Expected, Field, Judge, NEVER};
use crate::places::{Claim, Claims, Ground, Located};
use crate::study::Study;
use crate::sweep::Sweep;
use crate::voices::{Row, Tally, Voices, count, positions};

/// The bounds of the method. The default is what was measured; change one only with a reason.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Fewest voices in a disc that can be significant.
    pub min_voices: u32,
    /// Fewest people in a disc that can be significant, and in a place.
    pub min_people: u32,
    /// How strongly thin surroundings are drawn towards the whole area, in full discs.
    pub kappa: f64,
    /// False discovery rate of clear places.
    pub q_clear: f64,
    /// False discovery rate of possible places; at most 0.2, larger counts as 0.2.
    pub q_possible: f64,
    /// Fewest findings in the area for any place.
    pub min_findings: usize,
    /// Fewest people in the area for any place.
    pub min_observers: usize,
}

impl Default for Rule {
    fn default() -> Self {
        Self {
            min_voices: 3,
            min_people: 3,
            kappa: 4.0,
            q_clear: 0.05,
            q_possible: 0.20,
            min_findings: 20,
            min_observers: 3,
        }
    }
}

impl Rule {
    /// Can a disc around a cell of this weight be significant at all?
    pub(crate) fn is_met(&self, weight: u32, disc: Tally) -> bool {
        weight > 0 && disc.voices >= self.min_voices && disc.people >= self.min_people
    }
}

/// How sure a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Holds at the rate of [`Rule::q_clear`].
    Clear,
    /// Holds at the rate of [`Rule::q_possible`] only, and lies apart from every clear place.
    Possible,
}

/// A hotspot.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Clear or possible.
    pub class: Class,
    /// 1 for the highest peak of all.
    pub rank: usize,
    /// The cell where voices pile highest; with window and filter it names the place.
    pub peak: Cell,
    /// H at the peak: smoothed voices, 256 for one lone voice spread over all it reaches.
    pub height: u32,
    /// The cells of the place in cell order; no cell belongs to two places of one class.
    pub cells: Vec<Cell>,
    /// The cell whose disc is most surprising; the figures below are those of its disc.
    pub evidence: Cell,
    /// Voices in the disc (D).
    pub voices: u32,
    /// People in the disc (P).
    pub people: u32,
    /// Exposure and expectations of the disc.
    pub expected: Expected,
    /// Probability of as many voices by chance.
    pub p: f64,
    /// The smallest false discovery rate at which the disc holds.
    pub q: f64,
    /// Indices of the rows in the cells, ascending.
    pub members: Vec<usize>,
}

/// Why no place is given: the area has too little for any to mean something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooFew {
    /// Findings in the area.
    pub findings: usize,
    /// People in the area.
    pub observers: usize,
}

/// What was counted and expected at one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// The cell.
    pub cell: Cell,
    /// Findings in the cell itself.
    pub findings: u32,
    /// Voices in the cell itself (V).
    pub cell_voices: u32,
    /// Voices in the disc of 50 m (D).
    pub voices: u32,
    /// People in the disc (P).
    pub people: u32,
    /// Exposure and expectations of the disc.
    pub expected: Expected,
    /// Probability of as many voices by chance; 1 outside the area and below the rule's minima.
    pub p: f64,
    /// Smoothed voices (H).
    pub height: u32,
}

/// The places of an area, and the figures behind them.
pub struct Hotspots<'a> {
    /// Highest peak first, the lowest cell first among equals; empty when there is too little.
    pub places: Vec<Place>,
    /// Set when there is too little for any place.
    pub too_few: Option<TooFew>,
    /// Findings inside the area.
    pub findings: usize,
    /// Different people inside the area.
    pub observers: usize,
    study: &'a Study,
    rule: Rule,
    voices: Voices,
    field: Field<'a>,
    scratch: Scratch,
}

/// Room that one question leaves for the next: for a city, fetching fresh room costs up to a third
/// of the time of a question. About 40 bytes per cell of the largest study so far, and 4 per row.
#[derive(Default)]
pub struct Scratch {
    voices: Voices,
    positions: Vec<u32>,
    sums: Vec<u32>,
    ends: Vec<u32>,
    numbers: Vec<u32>,
}

/// Finds the places of an area.
///
/// Rows outside the area are left out. Any order of rows gives the same places; only the
/// indices in [`Place::members`] follow the input. Cost: O(13 n + cells), and a little less for rows
/// in order of observer and day; 100,000 rows over half a million cells take about 20 milliseconds of
/// one core, a million 75 to 115, the more the busier its neighbours (`examples/hotspots_speed.rs`).
/// About 40 bytes per cell of the rectangle and 45 per row.
#[must_use]
pub fn find<'a>(rows: &[Row], study: &'a Study, rule: &Rule) -> Hotspots<'a> {
    find_in(rows, study, rule, Scratch::default())
}

/// As [`find`], in the room that an earlier answer left with [`Hotspots::into_scratch`], whatever
/// its study and rows were.
#[must_use]
pub fn find_in<'a>(rows: &[Row], study: &'a Study, rule: &Rule, mut scratch: Scratch) -> Hotspots<'a> {
    positions(rows, study, &mut scratch.positions);
    let (sums, starts) = (take(&mut scratch.sums), take(&mut scratch.ends));
    let mut sweep = Sweep::of(study, rule, sums, starts);
    let room = take(&mut scratch.voices);
    let voices = count(rows, &scratch.positions, study, room, |band, voices| {
        sweep.over(band, voices);
    });
    scratch.ends = sweep.starts;
    let (findings, observers) = (voices.findings, voices.people);
    let little = findings < rule.min_findings || observers < rule.min_observers;
    let mut spots = Hotspots {
        places: Vec::new(),
        too_few: little.then_some(TooFew { findings, observers }),
        findings,
        observers,
        study,
        rule: Rule {
            q_possible: rule.q_possible.min(NEVER),
            ..*rule
        },
        field: Field::of(study, sweep.voices, sweep.sums, rule.kappa),
        voices,
        scratch,
    };
    if !little {
        spots.places = spots.judge(rows, &sweep.candidates);
    }
    spots
}

impl Hotspots<'_> {
    /// Gives the room back for the next question.
    #[must_use]
    pub fn into_scratch(self) -> Scratch {
        Scratch {
            voices: self.voices,
            sums: self.field.sums.into_room(),
            ..self.scratch
        }
    }

    /// Voices per full disc over the whole area.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.field.rate
    }

    /// Does a cell count: does it lie in the area, and was it walked where walks are known?
    #[must_use]
    pub fn counts(&self, cell: Cell) -> bool {
        self.study.contains(cell)
    }

    /// The figures of one cell, if it lies in the rectangle of the study area.
    #[must_use]
    pub fn figures(&self, cell: Cell) -> Option<Figures> {
        self.study.index(cell).map(|at| self.figures_at(at))
    }

    /// The figures of every cell of the area with at least one voice in its disc, in cell order.
    pub fn heard(&self) -> impl Iterator<Item = Figures> + '_ {
        let heard = |at: &usize| self.study.weights()[*at] > 0 && self.voices.discs[*at].voices > 0;
        (0..self.study.len()).filter(heard).map(|at| self.figures_at(at))
    }

    fn figures_at(&self, at: usize) -> Figures {
        let (disc, expected) = (self.voices.discs[at], self.field.at(at));
        Figures {
            cell: self.study.cell(at),
            findings: self.voices.cells[at].findings,
            cell_voices: self.voices.cells[at].voices(),
            voices: disc.voices,
            people: disc.people,
            expected,
            p: if self.rule.is_met(self.study.weights()[at], disc) {
                expected.p(disc.voices)
            } else {
                1.0
            },
            height: self.height(at),
        }
    }

    fn height(&self, at: usize) -> u32 {
        height(&self.voices.cells, self.study, at)
    }

    /// Those of the candidates with a small p, by position, and that p.
    fn surprises(&self, candidates: &[u32]) -> Vec<(usize, f64)> {
        let mut judge = Judge::of(&self.field);
        let surprise = |&at: &u32| {
            let at = at as usize;
            let p = judge.p_if_small(at, self.voices.discs[at].voices)?;
            Some((at, p))
        };
        candidates.iter().filter_map(surprise).collect()
    }

    fn judge(&mut self, rows: &[Row], candidates: &[u32]) -> Vec<Place> {
        let (ends, numbers) = (take(&mut self.scratch.ends), take(&mut self.scratch.numbers));
        let surprises = self.surprises(candidates);
        let mut ascending: Vec<f64> = surprises.iter().map(|(_, p)| *p).collect();
        ascending.sort_unstable_by(f64::total_cmp);
        let tests = self.study.count();
        let [clear, possible] =
            [self.rule.q_clear, self.rule.q_possible].map(|q| threshold(&ascending, tests, q));
        // Cells beyond both thresholds are in no place, whatever their height.
        let within = |p: f64| [clear, possible].into_iter().flatten().any(|limit| p <= limit);
        let surprises = surprises.into_iter().filter(|&(_, p)| within(p));
        let surprise = |(at, p)| Surprise {
            at,
            p,
            height: self.height(at),
        };
        let ground = Ground {
            land: Landscape::of(self.study, surprises.map(surprise).collect(), numbers),
            voices: &self.voices,
            min_people: self.rule.min_people,
            rows,
            located: Located::of(&self.scratch.positions, self.findings, ends),
        };
        let claims = |limit: Option<f64>| limit.map_or(Claims::default(), |p| ground.claims(p));
        let clear = claims(clear);
        let possible = claims(possible).apart_from(&clear, self.study);

        let q = adjusted(&ascending, tests);
        let q_of = |p: f64| {
            q.get(ascending.partition_point(|&other| other < p))
                .copied()
                .unwrap_or(1.0)
        };
        let classed = clear.list.into_iter().map(|claim| (Class::Clear, claim));
        let classed = classed.chain(possible.list.into_iter().map(|claim| (Class::Possible, claim)));
        let mut places: Vec<Place> = classed
            .map(|(class, claim)| self.place(class, q_of(claim.evidence.p), &claim, &ground))
            .collect();
        places.sort_by_key(|place| (Reverse(place.height), place.peak));
        places
            .iter_mut()
            .zip(1..)
            .for_each(|(place, rank)| place.rank = rank);
        (self.scratch.ends, self.scratch.numbers) = (ground.located.ends, ground.land.numbers);
        places
    }

    fn place(&self, class: Class, q: f64, claim: &Claim, ground: &Ground<'_>) -> Place {
        let evidence = claim.evidence;
        let disc = self.voices.discs[evidence.at];
        Place {
            class,
            rank: 0,
            peak: self.study.cell(claim.peak.at),
            height: claim.peak.height,
            cells: claim.cells.iter().map(|&at| self.study.cell(at)).collect(),
            evidence: self.study.cell(evidence.at),
            voices: disc.voices,
            people: disc.people,
            expected: self.field.at(evidence.at),
            p: evidence.p,
            q,
            members: ground.members(claim),
        }
    }
}

//! Voices: how many people, on how many days, spoke near each cell.
//!
//! A voice is one person on one local day inside a disc of 50 m, at most [`CAP`] per person.
//! One eager person therefore counts once or twice, however many findings they add.

use std::borrow::Cow;
use std::mem::take;
use std::ops::Range;

use crate::cells::Cell;
use crate::radix::{Keyed, sort};
use crate::study::{MARGIN, Study};

/// The most voices one person has in one disc.
pub const CAP: u32 = 2;

/// One finding, reduced to what counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who saw it: any number that is the same for the same person.
    pub observer: u32,
    /// The local day on which it was seen: any number that grows by the day.
    pub day: i32,
    /// Where.
    pub cell: Cell,
}

/// What a row has that lies outside the area: position 0 is in the margin of every study.
pub(crate) const OUTSIDE: u32 = 0;

/// The position of each row's cell, or [`OUTSIDE`].
#[allow(clippy::cast_possible_truncation, reason = "at most 20 million cells")]
pub(crate) fn positions(rows: &[Row], study: &Study, room: &mut Vec<u32>) {
    let place = |row: &Row| study.place(row.cell).map_or(OUTSIDE, |at| at as u32);
    room.clear();
    room.extend(rows.iter().map(place));
}

/// So many blanks, in room that was used for something else if it is large enough.
pub(crate) fn blank<T: Clone + Default>(mut room: Vec<T>, count: usize) -> Vec<T> {
    if room.capacity() < count {
        return vec![T::default(); count];
    }
    room.clear();
    room.resize(count, T::default());
    room
}

/// Rows by observer and day, and their positions. As they are when they come in that order, else a copy: O(n).
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the flipped bit makes days sort as unsigned numbers; memory ends before 4 billion rows"
)]
fn in_order<'a>(rows: &'a [Row], positions: &'a [u32]) -> (Cow<'a, [Row]>, Cow<'a, [u32]>) {
    const MIDDLE: u32 = 1 << 31;
    let key = |row: &Row| u64::from(row.observer) << 32 | u64::from(row.day as u32 ^ MIDDLE);
    if rows.is_sorted_by_key(key) {
        return (rows.into(), positions.into());
    }
    let inside = (0..rows.len()).filter(|&from| positions[from] != OUTSIDE);
    let keyed = |from: usize| Keyed {
        key: key(&rows[from]),
        value: from as u32,
    };
    let mut order: Vec<Keyed<u32>> = inside.map(keyed).collect();
    sort(&mut order);
    let from = || order.iter().map(|item| item.value as usize);
    let (rows, positions) = (from().map(|at| rows[at]), from().map(|at| positions[at]));
    (rows.collect(), positions.collect())
}

/// A day of a person while counting. Findings in order of person and day are numbered from 1;
/// a visit has the number of its first one.
#[derive(Clone, Copy, Default)]
struct Visit {
    number: u32,
    /// The person's first visit.
    first: u32,
    /// The number of the person's last finding.
    end: u32,
}

/// Voices and people of one disc.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    /// The last visit that counted here; the end of its person once they have no voice left.
    last: u32,
    pub voices: u32,
    pub people: u32,
}

impl Tally {
    /// Adds a finding. They must come in order of visits; only then are the distinct counts
    /// exact without remembering more than the last one. Without branches: chance decides here.
    fn add(&mut self, visit: Visit) {
        let (newcomer, fresh) = (self.last < visit.first, self.last < visit.number);
        // The second voice is the last one: CAP is 2.
        let counted = if newcomer { visit.number } else { visit.end };
        self.last = if fresh { counted } else { self.last };
        self.voices += u32::from(fresh);
        self.people += u32::from(newcomer);
    }
}

/// Counts of one cell by itself.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Own {
    tally: Tally,
    pub findings: u32,
}

impl Own {
    /// Voices in the cell (V).
    pub(crate) fn voices(&self) -> u32 {
        self.tally.voices
    }
}

/// Counts over a study area, by position.
#[derive(Default)]
pub(crate) struct Voices {
    /// Voices and people in the disc around each cell.
    pub discs: Vec<Tally>,
    /// Each cell by itself.
    pub cells: Vec<Own>,
    /// Findings inside the area.
    pub findings: usize,
    /// Different people inside the area.
    pub people: usize,
    /// Room for the next question.
    calls: Vec<Call>,
}

/// About so many cells are counted at a time: what is known of them stays near the processor, where reaching for
/// it costs a tenth.
const BAND_CELLS: usize = 16_384;

/// A finding on its way to the cells that hear it.
#[derive(Clone, Copy, Default)]
struct Call {
    at: u32,
    visit: Visit,
}

/// Counts voices over a study area; the order of the rows does not matter. O(13 n + cells). What
/// was counted before is forgotten, its room used again. Tells of each band of whole rows of cells, from
/// south to north, as soon as it is counted.
pub(crate) fn count(
    rows: &[Row],
    positions: &[u32],
    study: &Study,
    room: Voices,
    mut tell: impl FnMut(Range<usize>, &Voices),
) -> Voices {
    let (rows, positions) = in_order(rows, positions);
    let bands = Bands::of(study);
    let starts = bands.starts(&positions);
    let calls = blank(room.calls, starts[bands.count()]);
    let mut voices = Voices {
        discs: emptied(room.discs, study.len()),
        cells: emptied(room.cells, study.len()),
        ..bands.share(&rows, &positions, &starts, calls)
    };
    drop((rows, positions));
    let calls = take(&mut voices.calls);
    for (band, calls_of) in starts.windows(2).enumerate() {
        let band = bands.cells(band);
        // Blank only now: it is at hand when it is counted in.
        voices.discs.resize(band.end, Tally::default());
        voices.cells.resize(band.end, Own::default());
        for call in &calls[calls_of[0]..calls_of[1]] {
            voices.add(call, &band, study);
        }
        tell(band, &voices);
    }
    voices.calls = calls;
    voices
}

/// Room for so many, empty.
fn emptied<T>(mut room: Vec<T>, count: usize) -> Vec<T> {
    room.clear();
    room.reserve_exact(count);
    room
}

/// Bands of whole rows of cells, from south to north.
struct Bands {
    width: usize,
    /// Rows in each band; more than a disc has.
    rows: usize,
    cells: usize,
}

impl Bands {
    fn of(study: &Study) -> Self {
        Self {
            width: study.width(),
            rows: (BAND_CELLS / study.width()).max(8),
            cells: study.len(),
        }
    }

    fn count(&self) -> usize {
        self.cells.div_ceil(self.rows * self.width)
    }

    /// The positions of a band.
    fn cells(&self, band: usize) -> Range<usize> {
        let cells = self.rows * self.width;
        band * cells..((band + 1) * cells).min(self.cells)
    }

    /// The band of the southernmost and that of the northernmost cell of a disc.
    fn around(&self, at: u32) -> (usize, usize) {
        let row = at as usize / self.width;
        ((row - MARGIN) / self.rows, (row + MARGIN) / self.rows)
    }

    /// Where the calls of each band begin, and where those of the last one end.
    fn starts(&self, positions: &[u32]) -> Vec<usize> {
        let mut starts = vec![0; self.count() + 1];
        for &at in positions.iter().filter(|&&at| at != OUTSIDE) {
            let (south, north) = self.around(at);
            starts[south + 1] += 1;
            starts[north + 1] += usize::from(north != south);
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        starts
    }

    /// Writes the calls of each band in order of visits, and counts findings and people inside the area.
    fn share(&self, rows: &[Row], positions: &[u32], starts: &[usize], calls: Vec<Call>) -> Voices {
        let mut shared = Voices {
            calls,
            ..Voices::default()
        };
        let (mut next, mut person) = (starts.to_vec(), 0);
        each_visit(rows, positions, |visit, positions| {
            for &at in positions.iter().filter(|&&at| at != OUTSIDE) {
                shared.findings += 1;
                shared.people += usize::from(person != visit.first);
                person = visit.first;
                let (south, north) = self.around(at);
                for next in &mut next[south..=north] {
                    shared.calls[*next] = Call { at, visit };
                    *next += 1;
                }
            }
        });
        shared
    }
}

/// Goes through visits in their order, each with the positions of its findings.
#[allow(
    clippy::cast_possible_truncation,
    reason = "memory ends before 4 billion findings"
)]
fn each_visit(rows: &[Row], positions: &[u32], mut tell: impl FnMut(Visit, &[u32])) {
    let mut done = 0;
    for person in rows.chunk_by(|one, other| one.observer == other.observer) {
        let (first, end) = (done as u32 + 1, (done + person.len()) as u32);
        for day in person.chunk_by(|one, other| one.day == other.day) {
            let number = done as u32 + 1;
            tell(Visit { number, first, end }, &positions[done..done + day.len()]);
            done += day.len();
        }
    }
}

impl Voices {
    /// Adds a finding to the cells of a band that hear it.
    fn add(&mut self, call: &Call, band: &Range<usize>, study: &Study) {
        let at = call.at as usize;
        if band.contains(&at) {
            let own = &mut self.cells[at];
            own.findings += 1;
            own.tally.add(call.visit);
        }
        for run in study.disc(at) {
            if band.contains(&run.start) {
                self.discs[run].iter_mut().for_each(|disc| disc.add(call.visit));
            }
        }
    }
}

/// Voices among some findings as if all were in one disc: distinct (person, day), at most
/// [`CAP`] per person. Also the number of distinct people. O(n log n).
#[must_use]
pub fn among(rows: impl IntoIterator<Item = Row>) -> (u32, u32) {
    let mut visits: Vec<(u32, i32)> = rows.into_iter().map(|row| (row.observer, row.day)).collect();
    visits.sort_unstable();
    let mut chorus = Chorus::default();
    visits
        .into_iter()
        .for_each(|(observer, day)| chorus.hear(observer, day));
    (chorus.voices, chorus.people)
}

/// Counts what [`among`] counts one finding after the other, without room. They must come person by person,
/// and each person's in order of days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chorus {
    /// Distinct (person, day), at most [`CAP`] per person.
    pub voices: u32,
    /// Distinct people.
    pub people: u32,
    last: Option<(u32, i32)>,
    /// Voices of the last person.
    of_last: u32,
}

impl Chorus {
    /// Counts the next finding.
    pub fn hear(&mut self, observer: u32, day: i32) {
        if self.last == Some((observer, day)) {
            return;
        }
        if self.last.is_none_or(|(before, _)| before != observer) {
            self.people += 1;
            self.of_last = 0;
        }
        self.last = Some((observer, day));
        if self.of_last < CAP {
            self.of_last += 1;
            self.voices += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A strip so long that it is counted in several bands, and where the first one ends.
    fn strip() -> (Study, i32) {
        let (columns, rows) = (20, 1_500);
        let study = Study::from_weights(Cell::new(0, 0), columns, vec![1; columns * rows]);
        let study = study.expect("a strip");
        let bands = Bands::of(&study);
        assert!(bands.count() > 1);
        (study, (bands.rows - MARGIN) as i32)
    }

    proptest! {
        #[test]
        fn cells_on_both_sides_of_a_band_hear_every_voice_once(
            said in prop::collection::vec((0..5_u32, 0..4_i32, 0..20_i32, -6..6_i32), 1..80),
        ) {
            let (study, end) = strip();
            let row = |&(observer, day, x, y): &(u32, i32, i32, i32)| Row { observer, day, cell: Cell::new(x, end + y) };
            let rows: Vec<Row> = said.iter().map(row).collect();
            let mut places = Vec::new();
            positions(&rows, &study, &mut places);
            let mut told = 0;
            let voices = count(&rows, &places, &study, Voices::default(), |band, _| {
                assert_eq!(std::mem::replace(&mut told, band.end), band.start);
            });
            prop_assert_eq!(told, study.len());
            prop_assert_eq!(voices.findings, rows.len());
            for (x, y) in (0..20).flat_map(|x| (-9..9).map(move |y| (x, y))) {
                let cell = Cell::new(x, end + y);
                let near = rows.iter().filter(|row| row.cell.distance2(cell) <= 4).copied();
                let at = study.index(cell).expect("inside");
                prop_assert_eq!((voices.discs[at].voices, voices.discs[at].people), among(near));
                let here = rows.iter().filter(|row| row.cell == cell).copied();
                prop_assert_eq!(voices.cells[at].findings as usize, here.clone().count());
                prop_assert_eq!(voices.cells[at].voices(), among(here).0);
            }
        }
    }
}

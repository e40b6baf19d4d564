//! What stands behind a place, counted in one walk over its findings.

use super::{
    count::{Counted, Visit},
    question::Question,
};
use crate::{
    catalogue::Catalogue,
    house::register::{DARK, ECHO, FELT, Held},
};
use spatial::{hotspots::Place, index::Sight, trend::Periods, voices::Chorus};

/// What a category means, by its number in the findings in memory: place of its group and of its item in the catalogue.
pub struct Meanings(Vec<(Option<usize>, Option<usize>)>);

impl Meanings {
    /// The meanings of all categories that occur.
    pub fn of(held: &Held, catalogue: &Catalogue) -> Self {
        let meaning = |code| match catalogue.find(code) {
            None => (None, None),
            Some(entry) => (
                catalogue
                    .groups
                    .iter()
                    .position(|group| group.code == entry.group),
                entry.item,
            ),
        };
        Self(
            std::iter::once((None, None))
                .chain(held.categories().map(meaning))
                .collect(),
        )
    }

    fn at(&self, sight: &Sight) -> (Option<usize>, Option<usize>) {
        self.0
            .get(usize::from(sight.category))
            .copied()
            .unwrap_or_default()
    }
}

/// Figures behind a place.
#[derive(Default)]
pub struct Behind {
    /// Findings; who saw one too is heard in all other figures.
    pub findings: usize,
    /// People.
    pub people: u32,
    /// Walks.
    pub walks: usize,
    /// Local days.
    pub days: usize,
    /// The first and the last moment, ms since 1970 UTC.
    pub moments: Option<(i64, i64)>,
    /// Findings by group of the catalogue.
    pub groups: Vec<usize>,
    /// Different people by item of the catalogue.
    pub people_by_item: Vec<u32>,
    /// Voices here in both halves of the window, as in one disc.
    pub here: Periods,
    /// The same, one for each person, day and cell: what the area counts.
    pub in_cells: Periods,
    /// Voices in the dark and by daylight.
    pub dark: u32,
    /// Voices by daylight.
    pub light: u32,
    /// How safe it feels by day and in the dark.
    pub felt: [Feeling; 2],
}

/// Answers to how safe it feels.
#[derive(Clone, Copy, Default)]
pub struct Feeling {
    /// Sum of all answers.
    pub sum: u32,
    /// Answers.
    pub answers: u32,
    /// People who answered.
    pub people: usize,
    last: Option<u32>,
}

impl Feeling {
    /// Adds an answer; they must come person by person.
    fn add(&mut self, observer: u32, answer: u8) {
        (self.sum, self.answers) = (self.sum + u32::from(answer), self.answers + 1);
        self.people += usize::from(self.last != Some(observer));
        self.last = Some(observer);
    }
}

/// What is counted while walking, and what comes of it.
#[derive(Default)]
struct Walking {
    behind: Behind,
    everybody: Chorus,
    halves: [Chorus; 2],
    lights: [Chorus; 2],
    cells: Visit,
    walks: Vec<u32>,
    days: Vec<u16>,
    /// The last who saw each item.
    last_by_item: Vec<Option<u32>>,
}

impl Behind {
    /// Counts what stands behind a place. Members come person by person and in order of time. O(members · log members).
    pub fn of(counted: &Counted, place: &Place, question: &Question, meanings: &Meanings) -> Self {
        let mut walking = Walking::default();
        // Fetched all at once: members lie all over memory, and waiting for one after the other took most of the time.
        let members: Vec<(u32, Sight)> = counted
            .members(place)
            .map(|(seat, sight)| (seat, *sight))
            .collect();
        for (seat, sight) in &members {
            walking.hear(sight, question.is_late(sight.at()));
            walking.sort(meanings.at(sight), sight);
            walking.feel(&counted.held, *seat, sight);
        }
        walking.end()
    }
}

impl Walking {
    fn hear(&mut self, sight: &Sight, late: bool) {
        let (behind, dark) = (&mut self.behind, sight.flags & DARK != 0);
        let (observer, day, at) = (sight.observer, sight.day.into(), sight.at());
        self.everybody.hear(observer, day);
        self.halves[usize::from(late)].hear(observer, day);
        self.lights[usize::from(dark)].hear(observer, day);
        if self.cells.is_new(sight, late) {
            let half = if late {
                &mut behind.in_cells.now
            } else {
                &mut behind.in_cells.before
            };
            *half += 1;
        }
        let (first, last) = behind.moments.unwrap_or((at, at));
        behind.moments = Some((first.min(at), last.max(at)));
        self.days.push(sight.day);
        if sight.walk > 0 {
            self.walks.push(sight.walk);
        }
    }

    fn sort(&mut self, (group, item): (Option<usize>, Option<usize>), sight: &Sight) {
        let (observer, found) = (sight.observer, sight.flags & ECHO == 0);
        self.behind.findings += usize::from(found);
        if let Some(group) = group.filter(|_| found) {
            *place_for(&mut self.behind.groups, group) += 1;
        }
        if let Some(item) = item {
            let last = place_for(&mut self.last_by_item, item);
            let people = place_for(&mut self.behind.people_by_item, item);
            *people += u32::from(*last != Some(observer));
            *last = Some(observer);
        }
    }

    fn feel(&mut self, held: &Held, seat: u32, sight: &Sight) {
        if sight.flags & FELT != 0
            && let Some(answer) = held.details(seat).and_then(|details| details.perceived_safety)
        {
            self.behind.felt[usize::from(sight.flags & DARK != 0)].add(sight.observer, answer);
        }
    }

    fn end(mut self) -> Behind {
        let [before, now] = self.halves.map(|half| half.voices);
        let [light, dark] = self.lights.map(|light| light.voices);
        Behind {
            people: self.everybody.people,
            walks: different(&mut self.walks),
            days: different(&mut self.days),
            here: Periods { now, before },
            dark,
            light,
            ..self.behind
        }
    }
}

/// How many different ones.
fn different<T: Ord>(all: &mut Vec<T>) -> usize {
    all.sort_unstable();
    all.dedup();
    all.len()
}

/// The place of a number in a list that grows to it.
fn place_for<T: Clone + Default>(list: &mut Vec<T>, number: usize) -> &mut T {
    if list.len() <= number {
        list.resize(number + 1, T::default());
    }
    &mut list[number]
}

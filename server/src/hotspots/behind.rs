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

/// Figures behind a place. One is made for all places of an answer: its lists keep their room.
#[derive(Default)]
pub struct Behind {
    /// Findings; who saw one too is heard in all other figures.
    pub findings: usize,
    /// Voices and people of the whole place, as in one disc.
    pub everybody: Chorus,
    /// Walks.
    pub walks: usize,
    /// Local days.
    pub days: usize,
    /// The first and the last moment, ms since 1970 UTC.
    pub moments: Option<(i64, i64)>,
    /// By group of the catalogue; may end before the last group.
    pub groups: Vec<Group>,
    /// Different people by item of the catalogue; may end before the last item.
    pub items: Vec<Crowd>,
    /// The first and the second half of the window.
    pub halves: [Chorus; 2],
    /// Voices of both halves, one for each person, day and cell: what the area counts.
    pub in_cells: Periods,
    /// By daylight and in the dark.
    pub lights: [Chorus; 2],
    /// How safe it feels by day and in the dark.
    pub felt: [Feeling; 2],
    cells: Visit,
    walks_heard: Vec<u32>,
    days_heard: Vec<u16>,
}

/// Different people, who come person by person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Crowd {
    /// How many.
    pub people: u32,
    last: Option<u32>,
}

impl Crowd {
    fn hear(&mut self, observer: u32) {
        self.people += u32::from(self.last != Some(observer));
        self.last = Some(observer);
    }
}

/// What was seen of a group.
#[derive(Debug, Clone, Copy, Default)]
pub struct Group {
    /// Findings.
    pub findings: usize,
    /// People behind them, with who saw them too.
    pub everybody: Crowd,
    /// People who said which item.
    pub of_items: Crowd,
}

/// Answers to how safe it feels.
#[derive(Clone, Copy, Default)]
pub struct Feeling {
    /// Sum of all answers.
    pub sum: u32,
    /// Answers.
    pub answers: u32,
    /// People who answered.
    pub crowd: Crowd,
}

impl Behind {
    /// Counts what stands behind a place, and forgets the place before it. Members come person by person and in order
    /// of time. O(members · log members).
    pub fn recount(&mut self, counted: &Counted, place: &Place, question: &Question, meanings: &Meanings) {
        self.forget();
        // Fetched all at once: members lie all over memory, and waiting for one after the other took most of the time.
        let members: Vec<(u32, Sight)> = counted
            .members(place)
            .map(|(seat, sight)| (seat, *sight))
            .collect();
        for (seat, sight) in &members {
            self.hear(sight, question.is_late(sight.at()));
            self.sort(meanings.at(sight), sight);
            self.feel(&counted.held, *seat, sight);
        }
        self.walks = different(&mut self.walks_heard);
        self.days = different(&mut self.days_heard);
    }

    fn forget(&mut self) {
        let mut old = std::mem::take(self);
        old.groups.clear();
        old.items.clear();
        old.walks_heard.clear();
        old.days_heard.clear();
        old.cells.forget();
        (self.groups, self.items, self.cells) = (old.groups, old.items, old.cells);
        (self.walks_heard, self.days_heard) = (old.walks_heard, old.days_heard);
    }

    fn hear(&mut self, sight: &Sight, late: bool) {
        let (observer, day, at) = (sight.observer, sight.day.into(), sight.at());
        self.everybody.hear(observer, day);
        self.halves[usize::from(late)].hear(observer, day);
        self.lights[usize::from(sight.flags & DARK != 0)].hear(observer, day);
        if self.cells.hear(sight, late).in_half {
            let half = if late {
                &mut self.in_cells.now
            } else {
                &mut self.in_cells.before
            };
            *half += 1;
        }
        let (first, last) = self.moments.unwrap_or((at, at));
        self.moments = Some((first.min(at), last.max(at)));
        // The same ones come one after the other: most need no place in the list.
        if self.days_heard.last() != Some(&sight.day) {
            self.days_heard.push(sight.day);
        }
        if sight.walk > 0 && self.walks_heard.last() != Some(&sight.walk) {
            self.walks_heard.push(sight.walk);
        }
    }

    fn sort(&mut self, (group, item): (Option<usize>, Option<usize>), sight: &Sight) {
        let found = usize::from(sight.flags & ECHO == 0);
        self.findings += found;
        if let Some(group) = group {
            let group = place_for(&mut self.groups, group);
            group.findings += found;
            group.everybody.hear(sight.observer);
            if item.is_some() {
                group.of_items.hear(sight.observer);
            }
        }
        if let Some(item) = item {
            place_for(&mut self.items, item).hear(sight.observer);
        }
    }

    fn feel(&mut self, held: &Held, seat: u32, sight: &Sight) {
        if sight.flags & FELT != 0
            && let Some(answer) = held.details(seat).and_then(|details| details.perceived_safety)
        {
            let felt = &mut self.felt[usize::from(sight.flags & DARK != 0)];
            (felt.sum, felt.answers) = (felt.sum + u32::from(answer), felt.answers + 1);
            felt.crowd.hear(sight.observer);
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

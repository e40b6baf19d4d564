//! Picks the findings that count and finds the places.

use super::{
    exposure::exposure,
    named::{Named, named},
    passing::passing,
    question::Question,
};
use crate::{
    findings::sieve::Sieve,
    house::{
        House,
        atlas::Atlas,
        register::{DARK, ECHO, Held, PROBLEM},
    },
    people::Asker,
    walks::walked::Passed,
};
use spatial::{
    Cell, Study,
    hotspots::{Place, Rule, Scratch, TooFew, find_in},
    index::{Sight, is_on_rim},
    trend::Periods,
    voices::Row,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Most cells of a rectangle without borders: 25 by 25 km.
const WIDEST: i64 = 1_000_000;

/// Cells of a visit that are looked through one by one.
const FEW: usize = 16;

/// What was counted, and the places in it.
pub struct Counted {
    /// The findings of the moment.
    pub held: Arc<Held>,
    /// Where each row that counts stands in the index. A place's members are places in this list.
    pub seats: Vec<u32>,
    /// The places, highest first.
    pub places: Vec<Place>,
    /// What each of them is called.
    pub named: Vec<Named>,
    /// Walks that came by each of them; empty when too little is known of where people looked.
    pub passing: Vec<Periods>,
    /// Set when there is too little for any place.
    pub too_few: Option<TooFew>,
    /// Findings in the area.
    pub in_area: usize,
    /// People in the area.
    pub people: usize,
    /// Cells of the area.
    pub cells: usize,
    /// What the places are compared with.
    pub area: Area,
    /// Walks whose passes say where people looked; 0 when every cell counts as seen alike.
    pub walks: usize,
}

/// Most voices of one person at a place: so many by day and so many in the dark. In the area's share of the dark a
/// person weighs no more than that, however often they went out at night.
const MOST_HEARD: u64 = 2 * spatial::voices::CAP as u64;
/// Parts of a voice: whole numbers add up alike in any order.
const PARTS: u64 = 1_000_000;

/// The whole area, all places included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Area {
    /// Voices of who saw a finding too.
    pub echoes: usize,
    /// Voices in the second half of the window: one a person, day and cell. Discs would count them up to 13 times.
    pub now: u32,
    /// Voices in the first half.
    pub before: u32,
    /// Voices of everybody, each person weighing as much as at one place.
    heard: u64,
    /// Of them in the dark, in millionths.
    dark: u64,
}

impl Area {
    /// Share of the voices in the dark, 0 to 1: what to expect at a place that is like the rest.
    pub fn dark_share(&self) -> f64 {
        self.dark as f64 / (self.heard * PARTS).max(1) as f64
    }

    /// Adds a person's voices, one a day, cell and light.
    fn hear(&mut self, dark: u64, all: u64) {
        let weight = all.min(MOST_HEARD);
        self.heard += weight;
        self.dark += (weight * dark * PARTS).checked_div(all).unwrap_or_default();
    }
}

/// Counts what `asker` may count: problems only; walkers without what is personal. Takes a core for a while: never
/// call it on a thread that answers. Some 10 ns a finding, and the time of [`find_in`].
pub fn count(
    house: &House,
    atlas: &Atlas,
    (held, passed): (Arc<Held>, &Passed),
    asker: &Asker,
    question: &Question,
) -> Counted {
    let sieve = Sieve::new(&held, asker, &question.counts, &house.catalogue);
    // Room for all at once: what is not filled is never touched, and what grows by steps is copied at each.
    let most = held.index.len();
    let (mut seats, mut rows) = (Vec::with_capacity(most), Vec::with_capacity(most));
    for (seat, sight) in held.index.visits() {
        let wanted = sight.flags & PROBLEM != 0 && question.daylight.takes(sight) && sieve.hears(sight);
        if wanted && sieve.counts(sight) {
            seats.push(seat);
            rows.push(row(sight));
        }
    }
    // These stay in memory with the answer.
    seats.shrink_to_fit();
    let (study, walks) = looked_at(atlas, &held, passed, question, &seats).unzip();
    let walks = walks.unwrap_or_default();
    let sights = seats.iter().map(|seat| held.index.sight(*seat));
    let area = study
        .as_ref()
        .map_or(Area::default(), |study| area(study, question, sights));
    let mut counted = Counted {
        held,
        seats,
        places: Vec::new(),
        named: Vec::new(),
        passing: Vec::new(),
        too_few: Some(TooFew {
            findings: 0,
            observers: 0,
        }),
        in_area: 0,
        people: 0,
        cells: 0,
        area,
        walks,
    };
    if let Some(study) = study {
        let room = house.drawers.of::<Room>();
        let mut found = find_in(&rows, &study, &Rule::default(), room.take());
        counted.places = std::mem::take(&mut found.places);
        counted.named = named(house, atlas, &counted.places);
        if walks > 0 {
            counted.passing = passing(passed, question, &counted.places);
        }
        counted.too_few = found.too_few;
        counted.in_area = found.findings.saturating_sub(counted.area.echoes);
        (counted.people, counted.cells) = (found.observers, study.count());
        room.give_back(found.into_scratch());
    }
    counted
}

/// Where these findings are looked at, and how many walks told where they looked: the area as it was walked when enough is
/// known of that, else as it lies. `None` when there is no area.
pub fn looked_at(
    atlas: &Atlas,
    held: &Held,
    passed: &Passed,
    question: &Question,
    seats: &[u32],
) -> Option<(Arc<Study>, usize)> {
    let sights = || seats.iter().map(|seat| held.index.sight(*seat));
    let study = studied(atlas, held, sights().map(Sight::cell))?;
    match exposure(passed, &study, question, held, sights()) {
        Some((walked, walks)) => Some((Arc::new(walked), walks)),
        None => Some((study, 0)),
    }
}

/// The area: all buurten, or without borders the rectangle of what was seen. `None` when the borders are too wide to be
/// looked through, and while borders came in on another plane than the findings lie on.
fn studied(atlas: &Atlas, held: &Held, cells: impl Iterator<Item = Cell> + Clone) -> Option<Arc<Study>> {
    if atlas.frame != held.frame {
        return None;
    }
    if atlas.buurten.is_empty() {
        return rectangle(cells);
    }
    atlas.study()
}

/// The room that one question left for the next: fresh memory costs as much as the counting. One at a time is kept.
#[derive(Default)]
struct Room(Mutex<Option<Scratch>>);

impl Room {
    fn take(&self) -> Scratch {
        let mut room = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        room.take().unwrap_or_default()
    }

    fn give_back(&self, scratch: Scratch) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(scratch);
    }
}

impl Counted {
    /// What was seen in a place, by makers of findings and by who saw them too: where it stands in the index, and what
    /// it says.
    pub fn members<'a>(&'a self, place: &'a Place) -> impl Iterator<Item = (u32, &'a Sight)> + 'a {
        place.members.iter().map(|member| {
            let seat = self.seats[*member];
            (seat, self.held.index.sight(seat))
        })
    }

    /// The findings of a place alone.
    pub fn findings<'a>(&'a self, place: &'a Place) -> impl Iterator<Item = (u32, &'a Sight)> + 'a {
        self.members(place).filter(|(_, sight)| sight.flags & ECHO == 0)
    }
}

/// What counts of a finding.
pub fn row(sight: &Sight) -> Row {
    Row {
        observer: sight.observer,
        day: sight.day.into(),
        cell: sight.cell(),
    }
}

/// Figures over sights that come person by person and in order of time.
fn area<'a>(study: &Study, question: &Question, sights: impl Iterator<Item = &'a Sight>) -> Area {
    let mut area = Area::default();
    let mut cells = Visit::default();
    let (mut person, mut dark, mut all) = (None, 0, 0);
    for sight in sights.filter(|sight| study.contains(sight.cell())) {
        area.echoes += usize::from(sight.flags & ECHO != 0);
        if person != Some(sight.observer) {
            area.hear(dark, all);
            (person, dark, all) = (Some(sight.observer), 0, 0);
        }
        let late = question.is_late(sight.at());
        let first = cells.hear(sight, late);
        if first.in_half {
            let half = if late { &mut area.now } else { &mut area.before };
            *half += 1;
        }
        all += u64::from(first.in_light);
        dark += u64::from(first.in_light && sight.flags & DARK != 0);
    }
    area.hear(dark, all);
    area
}

/// The cells in which one person was heard on one day.
#[derive(Default)]
pub struct Visit {
    of: Option<(u32, u16)>,
    /// Most visits see a few cells; looking through these takes less than a hash. With each cell, when it was heard.
    few: Vec<(Cell, u8)>,
    more: HashMap<Cell, u8>,
}

/// Is it the first time that a person is heard in a cell on a day?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct First {
    /// In this half of the window, in which a day may lie with both its ends.
    pub in_half: bool,
    /// In this light: by day, or in the dark.
    pub in_light: bool,
}

impl Visit {
    /// Hears a sight. Sights must come person by person and in order of time.
    pub fn hear(&mut self, sight: &Sight, late: bool) -> First {
        let of = Some((sight.observer, sight.day));
        if self.of != of {
            self.forget();
            self.of = of;
        }
        let (half, light) = (1 << u8::from(late), 4 << u8::from(sight.flags & DARK != 0));
        let heard = self.heard(sight.cell());
        let first = First {
            in_half: *heard & half == 0,
            in_light: *heard & light == 0,
        };
        *heard |= half | light;
        first
    }

    /// Forgets whom it heard, and keeps its room.
    pub fn forget(&mut self) {
        self.of = None;
        self.few.clear();
        self.more.clear();
    }

    fn heard(&mut self, cell: Cell) -> &mut u8 {
        let known = self.few.iter().position(|(other, _)| *other == cell);
        if known.is_none() && self.few.len() >= FEW {
            return self.more.entry(cell).or_default();
        }
        let place = known.unwrap_or_else(|| {
            self.few.push((cell, 0));
            self.few.len() - 1
        });
        &mut self.few[place].1
    }
}

/// The rectangle around all rows, unless it is absurdly wide: one finding far away must not fill the memory. Nor when a
/// row lies on the rim of the plane, where all places beyond it fall together.
fn rectangle(cells: impl Iterator<Item = Cell> + Clone) -> Option<Arc<Study>> {
    if cells.clone().any(is_on_rim) {
        tracing::warn!("findings lie over 819 km from the Netherlands: import borders to look for hotspots");
        return None;
    }
    let side = |axis: fn(Cell) -> i32| {
        let (low, high) = (cells.clone().map(axis).min()?, cells.clone().map(axis).max()?);
        Some(i64::from(high) - i64::from(low) + 1)
    };
    let within = side(|cell| cell.ix)?.saturating_mul(side(|cell| cell.iy)?);
    if within > WIDEST {
        tracing::warn!(
            within,
            "findings lie too far apart to look for hotspots without borders: import borders"
        );
        return None;
    }
    Study::from_cells(cells).ok().map(Arc::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sight(observer: u32, cell: i32, day: u16, flags: u8) -> Sight {
        let mut sight = Sight::new(0, Cell::new(cell, 7));
        (sight.observer, sight.day, sight.flags) = (observer, day, flags);
        sight
    }

    #[test]
    fn places_that_fall_together_on_the_rim_of_the_plane_are_no_area() {
        let cells = |ix: i32| (0..20).map(move |n| Sight::new(0, Cell::new(ix + n, -3 * ix)).cell());
        assert!(rectangle(cells(6_200)).is_some());
        assert!(rectangle(cells(16_000)).is_none(), "too far south");
        assert!(rectangle(cells(-40_000)).is_none(), "too far west");
    }

    #[test]
    fn a_cell_is_new_once_in_a_visit_also_when_a_person_saw_many_and_again_on_another_day() {
        let mut visit = Visit::default();
        for day in [3, 4] {
            for late in [false, true] {
                let cells = (0..40).chain(0..40).chain([5, 39]);
                let new: Vec<i32> = cells
                    .filter(|cell| visit.hear(&sight(1, *cell, day, 0), late).in_half)
                    .collect();
                assert_eq!(new, (0..40).collect::<Vec<_>>());
            }
        }
        let first = visit.hear(&sight(1, 5, 4, DARK), true);
        assert_eq!((first.in_half, first.in_light), (false, true));
    }

    #[test]
    fn who_goes_out_every_night_weighs_no_more_than_another_in_the_share_of_the_dark() {
        let study = Study::from_cells((0..60).map(|cell| Cell::new(cell, 7))).unwrap();
        let question = Question::over(
            crate::findings::page::Filter::default(),
            crate::findings::page::Daylight::All,
            &jiff::tz::TimeZone::UTC,
            0,
        );
        let share = |nights: u16| {
            let neighbours =
                (0..20).map(|person| sight(person, person as i32, 3, if person < 4 { DARK } else { 0 }));
            let eager = (0..nights).flat_map(|day| (0..50).map(move |cell| sight(99, cell, day, DARK)));
            let sights: Vec<Sight> = neighbours.chain(eager).collect();
            area(&study, &question, sights.iter()).dark_share()
        };
        assert!((share(0) - 0.2).abs() < 1e-6, "{}", share(0));
        assert!((share(1) - 8.0 / 24.0).abs() < 1e-6, "{}", share(1));
        assert!((share(30) - share(1)).abs() < 1e-12);
    }
}

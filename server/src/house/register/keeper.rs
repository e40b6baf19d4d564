//! Who keeps the findings in memory: gives numbers to people, walks and codes, and makes the next [`Held`].

use super::{
    Card, DARK, Details, ECHO, FELT, Held, PERSONAL, PHOTOS, PROBLEM, REVIEWED, Roll, Texts,
    texts::VOICES,
    voices::{self, row_id},
};
use crate::{
    catalogue::{Catalogue, Kind},
    clock::local_day,
    http::tagged::Tag,
};
use jiff::tz::TimeZone;
use spatial::{
    Cell, Frame, Lonlat,
    index::{Bounds, Change, Entry, Index, Sight, Spot},
    sun,
};
use std::{collections::HashMap, hash::Hash, sync::Arc};
use uuid::Uuid;

/// What became of a finding.
#[derive(Debug, Clone)]
pub enum News {
    /// It came, or is different now.
    Here(Box<Card>),
    /// It is gone.
    Gone(Uuid),
}

/// The numbers given out so far.
#[derive(Default)]
pub struct Keeper {
    people: HashMap<Uuid, u32>,
    walks: HashMap<Uuid, u32>,
    buurten: HashMap<Arc<str>, u32>,
    categories: HashMap<Arc<str>, u32>,
}

/// What a card is judged by.
#[derive(Clone, Copy)]
pub struct Measure<'a> {
    /// What is personal, what is a problem.
    pub catalogue: &'a Catalogue,
    /// Whose days.
    pub zone: &'a TimeZone,
}

/// The number of `item`, from 1 on, as in its roll; 0 when there are more than `most`.
fn number<T: Clone + Eq + Hash>(
    known: &mut HashMap<T, u32>,
    roll: &mut Roll<T>,
    item: T,
    most: usize,
) -> u32 {
    if let Some(number) = known.get(&item) {
        return *number;
    }
    let Some(next) = u32::try_from(roll.len() + 1)
        .ok()
        .filter(|next| *next as usize <= most)
    else {
        tracing::error!(
            most,
            "more different codes than the findings in memory can tell apart"
        );
        return 0;
    };
    roll.push(item.clone());
    known.insert(item, next);
    next
}

impl Keeper {
    /// Takes all findings anew, about so `many`, with numbers of its own: should it break off, what is held stays as it
    /// is.
    pub fn begin(measure: Measure<'_>, frame: Frame, many: usize) -> Loading<'_> {
        Loading {
            // Growing by doubling would take half as much again; what is not filled is never touched.
            entries: Vec::with_capacity(many),
            held: Held::empty(frame),
            keeper: Self::default(),
            measure,
        }
    }

    /// The findings after some news, up to `seq` of the outbox. O(news + delta).
    pub fn next(&mut self, held: &Held, news: &[News], measure: Measure<'_>, seq: i64) -> Held {
        let mut next = held.clone();
        next.seq = seq;
        if !news.is_empty() {
            next.version = seq;
        }
        let mut changes: Vec<Change> = Vec::with_capacity(news.len());
        for news in news {
            let id = match news {
                News::Here(card) => card.id,
                News::Gone(id) => *id,
            };
            next.let_go_of(held, id, news);
            let silent = |voice: voices::Voice| Change::Remove(row_id(id, voice.person, voice.day));
            changes.extend(held.voices_of(id).into_iter().map(silent));
            match news {
                News::Here(card) => {
                    let entries = self.entries(&mut next, card, measure);
                    changes.extend(entries.into_iter().map(Change::Put));
                }
                News::Gone(id) => changes.push(Change::Remove(id.as_u128())),
            }
        }
        next.index = held.index.with(changes);
        next
    }

    /// The same findings, with these in the buurt that they lie in by other borders. O(moved + delta).
    pub fn regrouped(&mut self, held: &Held, moved: &[News], measure: Measure<'_>, borders: Tag) -> Held {
        let mut next = self.next(held, moved, measure, held.seq);
        next.borders = Some(borders);
        next
    }

    /// Findings that were made beside what is shown, up to where that is: with the news of meanwhile, in two pieces.
    pub fn again(
        &mut self,
        held: Held,
        early: &[News],
        late: &[News],
        measure: Measure<'_>,
        seq: i64,
    ) -> Held {
        [early, late]
            .into_iter()
            .filter(|news| !news.is_empty())
            .fold(held, |held, news| {
                let seq = seq.max(held.seq);
                self.next(&held, news, measure, seq)
            })
            .up_to(seq)
    }

    /// The row of a finding and those of who saw it too.
    fn entries(&mut self, held: &mut Held, card: &Card, measure: Measure<'_>) -> Vec<Entry> {
        let Some(finding) = self.entry(held, card, measure) else {
            return Vec::new();
        };
        let mut entries = vec![finding];
        // A row of a voice that the card does not keep would never be found again.
        for voice in card.voices.iter().take(VOICES) {
            let person = number(&mut self.people, &mut held.people, voice.person, usize::MAX);
            if let Some(observer) = person.checked_sub(1) {
                let dark = voices::darkness(&finding, voice);
                entries.push(voices::row(&finding, voice, observer, dark));
            }
        }
        entries
    }

    fn entry(&mut self, held: &mut Held, card: &Card, measure: Measure<'_>) -> Option<Entry> {
        let Some(tag) = held.texts.keep(card) else {
            tracing::error!("the findings in memory are full: start the server anew");
            return None;
        };
        let cell = Cell::at(held.frame.to_metres(card.place));
        let mut sight = Sight::new(card.at, cell);
        // People count from 0: everybody has one.
        sight.observer =
            number(&mut self.people, &mut held.people, card.person, usize::MAX).checked_sub(1)?;
        sight.walk = card.walk.map_or(0, |walk| {
            number(&mut self.walks, &mut held.walks, walk, usize::MAX)
        });
        sight.day = local_day(card.at, measure.zone).try_into().unwrap_or(0);
        let buurt = card.buurt.as_deref().map_or(0, |code| {
            number(
                &mut self.buurten,
                &mut held.buurten,
                code.into(),
                usize::from(u16::MAX),
            )
        });
        sight.buurt = buurt.try_into().unwrap_or(0);
        let category = card.category.as_deref().map_or(0, |code| {
            number(
                &mut self.categories,
                &mut held.categories,
                code.into(),
                usize::from(u8::MAX),
            )
        });
        sight.category = category.try_into().unwrap_or(0);
        sight.flags = flags(card, measure.catalogue);
        Some(Entry {
            id: card.id.as_u128(),
            spot: Spot::of(card.place),
            sight,
            tag,
        })
    }
}

/// Codes that the catalogue does not know any more count as personal, and as no problem.
fn flags(card: &Card, catalogue: &Catalogue) -> u8 {
    let known = card.category.as_deref().map(|code| catalogue.find(code));
    let personal = known.is_some_and(|entry| entry.is_none_or(|entry| entry.personal));
    let problem = known.flatten().is_some_and(|entry| entry.kind == Kind::Problem);
    let dark = sun::is_dark(card.at, card.place);
    let flags = [
        (card.reviewed, REVIEWED),
        (personal, PERSONAL),
        (dark, DARK),
        (problem, PROBLEM),
        (card.perceived_safety.is_some(), FELT),
        (!card.photos.is_empty(), PHOTOS),
    ];
    flags
        .into_iter()
        .filter(|(set, _)| *set)
        .fold(0, |all, (_, flag)| all | flag)
}

/// All findings on their way into memory.
pub struct Loading<'a> {
    entries: Vec<Entry>,
    held: Held,
    keeper: Keeper,
    measure: Measure<'a>,
}

impl Loading<'_> {
    /// Takes one.
    pub fn take(&mut self, card: &Card) {
        let entries = self.keeper.entries(&mut self.held, card, self.measure);
        self.entries.extend(entries);
    }

    /// All of them by these borders, up to `seq` of the outbox, and who keeps them from now on. O(n).
    pub fn done(self, seq: i64, borders: Option<Tag>) -> (Keeper, Held) {
        let held = Held {
            index: Index::build(self.entries),
            seq,
            version: seq,
            borders,
            ..self.held
        };
        (self.keeper, held)
    }
}

impl Held {
    /// The findings that lie in another buurt than they are held in, when places lie where `buurt_at` says. O(n).
    pub fn elsewhere<'a>(&self, buurt_at: impl Fn(Lonlat) -> Option<&'a str>) -> Vec<News> {
        let mut moved = Vec::new();
        self.index.in_box(&Bounds::WORLD, |row, spot| {
            let now = buurt_at(spot.lonlat());
            if now == self.buurt(self.index.sight(row)) {
                return;
            }
            let card = self.card(row, spot).map(|card| Card {
                buurt: now.map(str::to_owned),
                ..card
            });
            moved.extend(card.map(|card| News::Here(Box::new(card))));
        });
        moved
    }

    /// Notes that the texts of a finding as it was in `before` are of no use any more.
    fn let_go_of(&mut self, before: &Self, id: Uuid, news: &News) {
        let Some(row) = before.index.row_of(id.as_u128()) else {
            return;
        };
        self.texts.let_go(before.index.tag(row));
        let note = before.details(row).and_then(|details| details.note);
        self.withdrawn_words |= match news {
            News::Gone(_) => true,
            News::Here(card) => note.is_some() && note != card.note.as_deref(),
        };
    }

    /// The same findings, read up to `seq` of the outbox or further.
    fn up_to(mut self, seq: i64) -> Self {
        self.seq = self.seq.max(seq);
        self
    }

    /// Did these findings come from those of `before` by news alone, without a rebuild between?
    pub fn comes_from(&self, before: &Self) -> bool {
        self.index.shares_base(&before.index)
    }

    /// The same findings with all numbers that were given out up to `later`, which came from the same.
    pub fn with_numbers_of(self, later: &Self) -> Self {
        Self {
            people: later.people.clone(),
            walks: later.walks.clone(),
            buurten: later.buurten.clone(),
            categories: later.categories.clone(),
            ..self
        }
    }

    /// The same findings with the delta merged into the base, without the words of those that went. O(n).
    pub fn rebuilt(&self) -> Self {
        let mut texts = Texts::default();
        let mut shared = HashMap::new();
        // No tag is the last one: there is nothing then.
        let mut take = |tag| texts.only(&self.texts, tag).unwrap_or(u32::MAX);
        let index = self.index.rebuilt(|tag| match self.texts.is_shared(tag) {
            true => *shared.entry(tag).or_insert_with(|| take(tag)),
            false => take(tag),
        });
        Self {
            index,
            texts,
            withdrawn_words: false,
            ..self.clone()
        }
    }

    /// The card of a row, as it was handed over but for the rounding of its place (1 cm); `None` for a voice.
    pub fn card(&self, row: u32, spot: Spot) -> Option<Card> {
        let sight = self.index.sight(row);
        if sight.flags & ECHO != 0 {
            return None;
        }
        let details: Details<'_> = self.details(row)?;
        Some(Card {
            id: Uuid::from_u128(self.index.id(row)),
            person: self.person(sight),
            walk: self.walk(sight),
            category: self.category(sight).map(str::to_owned),
            place: spot.lonlat(),
            at: sight.at(),
            accuracy_m: details.accuracy_m.into(),
            note: details.note.map(str::to_owned),
            suggested_measure: details.suggested_measure.map(str::to_owned),
            perceived_safety: details.perceived_safety.map(i64::from),
            buurt: self.buurt(sight).map(str::to_owned),
            reviewed: sight.flags & REVIEWED != 0,
            photos: details.photos().collect(),
            case: details.case,
            voices: self.voices_of(Uuid::from_u128(self.index.id(row))),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::register::Voice;

    #[test]
    fn a_finding_with_more_voices_than_are_kept_leaves_no_row_behind() {
        let catalogue = Catalogue::load(Catalogue::CATEGORIES, Catalogue::MEASURES).unwrap();
        let zone = TimeZone::UTC;
        let measure = Measure {
            catalogue: &catalogue,
            zone: &zone,
        };
        let (mut keeper, held) = Keeper::begin(measure, Frame::Rd, 0).done(1, None);
        let voices = (0..VOICES as u16 + 100).map(|day| Voice {
            person: Uuid::from_u128(7),
            at: 5,
            day,
        });
        let card = Card {
            id: Uuid::from_u128(1),
            voices: voices.collect(),
            ..Card::default()
        };
        let full = keeper.next(&held, &[News::Here(Box::new(card.clone()))], measure, 2);
        assert_eq!(full.index.len(), 1 + VOICES);
        let empty = keeper.next(&full, &[News::Gone(card.id)], measure, 3);
        assert_eq!(empty.index.len(), 0);
    }
}

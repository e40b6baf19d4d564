//! What the outbox means for those who follow a walk.

use crate::{
    house::register::{Card, Held, News},
    live::{Note, What},
    store::outbox::{Event, Happening},
};
use spatial::index::Spot;
use std::collections::HashMap;
use uuid::Uuid;

/// Notes for a page of events, in their order. `before` is what was held before the page, `news` what it made of the
/// findings that it tells of. O(events · photos).
pub fn notes(events: &[Event], before: &Held, news: &[News]) -> Vec<Note> {
    let cards = news.iter().filter_map(|news| match news {
        News::Here(card) => Some((card.id, &**card)),
        News::Gone(_) => None,
    });
    let cards: HashMap<Uuid, &Card> = cards.collect();
    events
        .iter()
        .flat_map(|event| of_event(event, before, &cards))
        .collect()
}

fn of_event(event: &Event, before: &Held, cards: &HashMap<Uuid, &Card>) -> Vec<Note> {
    let note = |(walk, what)| Note {
        seq: event.seq,
        walk,
        what,
    };
    let here = || {
        cards
            .get(&event.subject)
            .and_then(|card| Some((card.walk?, *card)))
    };
    let told = match event.happening {
        Some(Happening::FindingRecorded | Happening::FindingChanged | Happening::FindingLinked) => {
            here().map(|(walk, card)| (walk, different(before, card)))
        }
        Some(Happening::FindingConfirmed) => here().map(|(walk, card)| (walk, What::Voice(card.id))),
        Some(Happening::FindingWithdrawn) => gone(before, event.subject),
        Some(Happening::PhotoStored) => {
            return of_photo(event.subject, cards).map(note).collect();
        }
        // Whoever looks at findings changes nothing for those who saw them before.
        Some(Happening::WalkReviewed) | None => None,
        Some(other) => other
            .word()
            .starts_with("walk.")
            .then_some((event.subject, What::Walk)),
    };
    told.map(note).into_iter().collect()
}

fn different(before: &Held, card: &Card) -> What {
    let row = before.index.row_of(card.id.as_u128());
    let lay = row.and_then(|row| before.buurt(before.index.sight(row)));
    What::Finding {
        finding: card.id,
        spot: Spot::of(card.place),
        before: lay.map(str::to_owned),
    }
}

/// Of a finding that came and went within a page nobody heard.
fn gone(before: &Held, finding: Uuid) -> Option<(Uuid, What)> {
    let sight = before.index.sight(before.index.row_of(finding.as_u128())?);
    let buurt = before.buurt(sight).map(str::to_owned);
    Some((before.walk(sight)?, What::Gone(finding, buurt)))
}

fn of_photo(photo: Uuid, cards: &HashMap<Uuid, &Card>) -> impl Iterator<Item = (Uuid, What)> {
    let shows = move |card: &&Card| card.photos.iter().any(|(id, here)| *here && *id == photo);
    let mut showing: Vec<&Card> = cards.values().copied().filter(shows).collect();
    showing.sort_unstable_by_key(|card| card.id);
    showing.into_iter().filter_map(move |card| {
        let finding = card.id;
        Some((card.walk?, What::Photo { finding, photo }))
    })
}

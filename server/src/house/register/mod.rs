//! All findings in memory, for reading: the tables stay the truth, and this can always be made anew from them.
//!
//! The findings room follows the outbox and hands over what came and went; every reader takes the [`Held`] of the
//! moment and keeps it as long as it likes.

mod keeper;
mod roll;
mod texts;
mod voices;

pub use keeper::{Keeper, Measure, News};
pub use texts::Details;
pub use voices::Voice;

use crate::{clock::stopwatch, http::tagged::Tag};
use arc_swap::ArcSwap;
use roll::Roll;
use spatial::{
    Frame, Lonlat,
    index::{Index, Sight},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use texts::Texts;
use tokio::sync::{Mutex, Notify, watch};
use uuid::Uuid;

/// The longest that a reader waits for what this server acknowledged before it answers with what is there.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// Somebody looked at it and released it.
pub const REVIEWED: u8 = 1;
/// It is about behaviour of people or about feeling unsafe.
pub const PERSONAL: u8 = 2;
/// It was seen in the dark, by the sun.
pub const DARK: u8 = 4;
/// It is a problem: no pearl, no idea, and of a known category.
pub const PROBLEM: u8 = 8;

/// Its maker said how safe it feels.
pub const FELT: u8 = 16;
/// It has photos, here or on their way.
pub const PHOTOS: u8 = 32;
/// It is no finding: somebody else saw one too. It counts as a voice, and is in no list.
pub const ECHO: u8 = 64;

/// A finding as the findings room tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Its id.
    pub id: Uuid,
    /// Who saw it.
    pub person: Uuid,
    /// On which walk.
    pub walk: Option<Uuid>,
    /// Group or item code.
    pub category: Option<String>,
    /// Where.
    pub place: Lonlat,
    /// When, ms since 1970 UTC.
    pub at: i64,
    /// Radius of the fix in metres.
    pub accuracy_m: f64,
    /// What the walker wrote.
    pub note: Option<String>,
    /// What would help, they think.
    pub suggested_measure: Option<String>,
    /// How safe it feels, 1-5.
    pub perceived_safety: Option<i64>,
    /// Code of the buurt that it lies in by the borders in force, whatever it was when it came.
    pub buurt: Option<String>,
    /// Was it looked at and released?
    pub reviewed: bool,
    /// Its photos in order: id, and whether the bytes are here.
    pub photos: Vec<(Uuid, bool)>,
    /// What it is about, when other findings are about the same.
    pub case: Option<Uuid>,
    /// Who saw it too, at most one a person and day.
    pub voices: Vec<Voice>,
}

impl Default for Card {
    fn default() -> Self {
        Self {
            id: Uuid::nil(),
            person: Uuid::nil(),
            walk: None,
            category: None,
            place: Lonlat::new(0.0, 0.0),
            at: 0,
            accuracy_m: 0.0,
            note: None,
            suggested_measure: None,
            perceived_safety: None,
            buurt: None,
            reviewed: false,
            photos: Vec::new(),
            case: None,
            voices: Vec::new(),
        }
    }
}

/// The findings of a moment. Never changes.
#[derive(Debug, Clone)]
pub struct Held {
    /// Where and when.
    pub index: Index,
    /// How far in the outbox this is.
    pub seq: i64,
    /// Another one whenever a finding is different: where in the outbox the last change was, or where loading began.
    pub version: i64,
    /// The plane of its cells.
    pub frame: Frame,
    /// The borders that its findings are told apart by; `None` before any were looked at.
    pub borders: Option<Tag>,
    people: Roll<Uuid>,
    walks: Roll<Uuid>,
    buurten: Roll<Arc<str>>,
    categories: Roll<Arc<str>>,
    texts: Texts,
    /// Words that were withdrawn or replaced are among the texts still.
    withdrawn_words: bool,
}

impl Held {
    fn empty(frame: Frame) -> Self {
        Self {
            index: Index::default(),
            seq: 0,
            version: 0,
            frame,
            borders: None,
            people: Roll::default(),
            walks: Roll::default(),
            buurten: Roll::default(),
            categories: Roll::default(),
            texts: Texts::default(),
            withdrawn_words: false,
        }
    }

    /// In one word what is different whenever a finding is, or lies in another buurt.
    pub fn state(&self) -> String {
        let borders = self.borders.as_ref().map_or("", Tag::as_str);
        format!("{} {borders}", self.version)
    }

    /// Who saw it.
    pub fn person(&self, sight: &Sight) -> Uuid {
        self.people
            .get(sight.observer as usize)
            .copied()
            .unwrap_or_default()
    }

    /// On which walk.
    pub fn walk(&self, sight: &Sight) -> Option<Uuid> {
        self.walks.get((sight.walk as usize).checked_sub(1)?).copied()
    }

    /// In which buurt, by the borders in force.
    pub fn buurt(&self, sight: &Sight) -> Option<&str> {
        let number = usize::from(sight.buurt).checked_sub(1)?;
        self.buurten.get(number).map(|code| &**code)
    }

    /// Of which category.
    pub fn category(&self, sight: &Sight) -> Option<&str> {
        let number = usize::from(sight.category).checked_sub(1)?;
        self.categories.get(number).map(|code| &**code)
    }

    /// All categories that occur, by number from 1 on.
    pub fn categories(&self) -> impl Iterator<Item = &str> {
        self.categories.iter().map(|code| &**code)
    }

    /// The number of a walk; `None` when no finding is of it.
    pub fn walk_number(&self, walk: Uuid) -> Option<u32> {
        let place = self.walks.iter().position(|known| *known == walk)?;
        u32::try_from(place + 1).ok()
    }

    /// The number of a buurt; `None` when no finding lies in it.
    pub fn buurt_number(&self, code: &str) -> Option<u16> {
        let place = self.buurten.iter().position(|known| **known == *code)?;
        u16::try_from(place + 1).ok()
    }

    /// Does [`Held::rebuilt`] pay: is the delta large, or much of the texts of no use?
    pub fn is_due(&self) -> bool {
        self.index.is_due() || self.texts.is_wasteful()
    }

    /// Does it hold words that were withdrawn? They go with [`Held::rebuilt`].
    pub fn has_withdrawn_words(&self) -> bool {
        self.withdrawn_words
    }

    /// The rest of what a row says.
    pub fn details(&self, row: u32) -> Option<Details<'_>> {
        self.texts.at(self.index.tag(row))
    }
}

/// The findings in memory, and how far they are.
pub struct Register {
    held: ArcSwap<Held>,
    /// Who writes them; one at a time.
    pub keeper: Mutex<Keeper>,
    seen: watch::Sender<i64>,
    promised: AtomicI64,
    nudge: Notify,
}

impl Default for Register {
    fn default() -> Self {
        Self {
            held: ArcSwap::from_pointee(Held::empty(Frame::Rd)),
            keeper: Mutex::default(),
            seen: watch::Sender::new(0),
            promised: AtomicI64::new(0),
            nudge: Notify::new(),
        }
    }
}

impl Register {
    /// The findings as they are here now.
    pub fn held(&self) -> Arc<Held> {
        self.held.load_full()
    }

    /// The findings with everything that this server acknowledged before the call: who wrote reads what they wrote.
    pub async fn current(&self) -> Arc<Held> {
        let promised = self.promised.load(Ordering::Acquire);
        if *self.seen.borrow() < promised {
            let mut seen = self.seen.subscribe();
            let caught_up = seen.wait_for(|seen| *seen >= promised);
            let began = stopwatch();
            if tokio::time::timeout(PATIENCE, caught_up).await.is_err() {
                tracing::error!(waited = ?began.elapsed(), "the findings in memory lag behind");
            }
        }
        self.held()
    }

    /// A change was committed at this place in the outbox: readers from now on see it.
    pub fn promise(&self, seq: i64) {
        self.promised.fetch_max(seq, Ordering::Release);
        self.nudge.notify_one();
    }

    /// Comes when something was promised.
    pub async fn nudged(&self) {
        self.nudge.notified().await;
    }

    /// Shows these findings to readers from now on.
    pub fn show(&self, held: Held) {
        let seq = held.seq;
        metrics::gauge!("findings_in_memory").set(held.index.len() as f64);
        metrics::gauge!("findings_memory_bytes").set((held.index.bytes() + held.texts.bytes()) as f64);
        self.held.store(Arc::new(held));
        self.seen.send_replace(seq);
    }
}

//! Which of the findings in memory an asker gets.

use super::page::Filter;
use crate::{
    catalogue::Catalogue,
    house::register::{ECHO, Held, PERSONAL, REVIEWED},
    people::{Asker, Thing, may_count, may_see},
};
use spatial::index::{Bounds, Sight};

/// A filter made ready for one state of the findings in memory, and who asks.
pub struct Sieve<'a> {
    held: &'a Held,
    asker: &'a Asker,
    /// By number of category; `None` takes all.
    categories: Option<Vec<bool>>,
    since: i64,
    until: i64,
    walk: Option<u32>,
    buurt: Option<u16>,
    /// A walk or buurt is asked for that no finding has.
    nothing: bool,
    bounds: Bounds,
}

impl<'a> Sieve<'a> {
    /// A sieve for a filter.
    pub fn new(held: &'a Held, asker: &'a Asker, filter: &Filter, catalogue: &Catalogue) -> Self {
        let walk = filter.walk.map(|walk| held.walk_number(walk));
        let buurt = filter.buurt.as_deref().map(|code| held.buurt_number(code));
        let taken = |code| filter.takes(Some(code), catalogue);
        let categories = (!filter.categories.is_empty()).then(|| {
            std::iter::once(false)
                .chain(held.categories().map(taken))
                .collect()
        });
        Self {
            held,
            asker,
            categories,
            since: filter.since.unwrap_or(i64::MIN),
            until: filter.until.unwrap_or(i64::MAX),
            walk: walk.flatten(),
            buurt: buurt.flatten(),
            nothing: walk == Some(None) || buurt == Some(None),
            bounds: filter.bounds(),
        }
    }

    /// The box that is asked for.
    pub fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    /// Is this finding asked for, wherever it lies and whoever asks?
    pub fn takes(&self, sight: &Sight) -> bool {
        sight.flags & ECHO == 0 && self.hears(sight)
    }

    /// The same, and also of who saw it too.
    pub fn hears(&self, sight: &Sight) -> bool {
        let category = || {
            self.categories
                .as_ref()
                .is_none_or(|taken| taken.get(usize::from(sight.category)).is_some_and(|taken| *taken))
        };
        !self.nothing
            && self.walk.is_none_or(|walk| sight.walk == walk)
            && self.buurt.is_none_or(|buurt| sight.buurt == buurt)
            && (self.since..self.until).contains(&sight.at())
            && category()
    }

    /// May the asker see this one?
    pub fn shows(&self, sight: &Sight) -> bool {
        may_see(self.asker, &thing(self.held, sight))
    }

    /// May it count in a figure that the asker gets?
    pub fn counts(&self, sight: &Sight) -> bool {
        may_count(self.asker, &thing(self.held, sight))
    }
}

/// What the one rule needs to know of a finding in memory.
pub fn thing<'a>(held: &'a Held, sight: &Sight) -> Thing<'a> {
    Thing {
        owner: held.person(sight),
        walk: held.walk(sight),
        buurt: held.buurt(sight),
        personal: sight.flags & PERSONAL != 0,
        reviewed: sight.flags & REVIEWED != 0,
    }
}

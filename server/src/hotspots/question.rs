//! What is asked: which findings count, and which places are wanted.

use crate::{
    clock::{end_of_day, start_of_day},
    findings::page::{Daylight, Filter},
    house::House,
    http::{Problem, Query},
    people::Asker,
};
use jiff::tz::TimeZone;

/// The default window, in days: half a year.
const WINDOW_DAYS: i64 = 183;
const DAY_MS: i64 = 86_400_000;

/// A question for hotspots. Box and buurt only select the answer: panning a map never changes a place.
#[derive(Debug, Clone)]
pub struct Question {
    /// Which findings count: categories, window, walk.
    pub counts: Filter,
    /// Part of the day that counts.
    pub daylight: Daylight,
    /// Places wanted in this box, `[west, south, east, north]`.
    pub bbox: Option<[f64; 4]>,
    /// Places wanted in this buurt.
    pub buurt: Option<String>,
    /// Are the findings of each place named? In a whole city they are more than half of the answer.
    pub names: bool,
    /// Start of the first local day, ms since 1970 UTC.
    pub since: i64,
    /// End of the last local day.
    pub until: i64,
}

impl Question {
    /// Reads a question's parameters.
    pub fn read(mut query: Query, house: &House, asker: &Asker) -> Result<Self, Problem> {
        let mut counts = Filter::read(&mut query, &house.catalogue, &house.config.time_zone);
        let daylight = Daylight::read(&mut query);
        let included = query.words("include");
        if included.iter().any(|word| word != "findings") {
            query.fault("include", "unknown_choice");
        }
        if let (Asker::Participant { walks, .. }, Some(walk)) = (asker, counts.walk)
            && !walks.contains(&walk)
        {
            query.fault("walk", "unknown_walk");
        }
        let (bbox, buurt) = (counts.bbox.take(), counts.buurt.take());
        let question = Self::over(counts, daylight, &house.config.time_zone, house.clock.now_ms());
        if question.since >= question.until {
            query.fault("since", "after_until");
        }
        query.done()?;
        Ok(Self {
            bbox,
            buurt,
            names: !included.is_empty(),
            ..question
        })
    }

    /// The question over these findings, for every place. The window ends `now` and is half a year unless it is told,
    /// and grows to whole local days, for everybody: with a window of a second one could read when a single finding
    /// was made.
    pub fn over(mut counts: Filter, daylight: Daylight, zone: &TimeZone, now: i64) -> Self {
        let until = counts.until.unwrap_or(now);
        let since = counts.since.unwrap_or(until - WINDOW_DAYS * DAY_MS);
        let (since, until) = (start_of_day(since, zone), end_of_day(until, zone));
        (counts.since, counts.until) = (Some(since), Some(until));
        // The same question however it is written: the same id and the same answer.
        counts.categories.sort_unstable();
        counts.categories.dedup();
        Self {
            counts,
            daylight,
            bbox: None,
            buurt: None,
            names: false,
            since,
            until,
        }
    }

    /// The question that is asked when nothing is chosen: all findings of the last half year, to today's end.
    pub fn usual(house: &House) -> Self {
        let (zone, now) = (&house.config.time_zone, house.clock.now_ms());
        Self::over(Filter::default(), Daylight::All, zone, now)
    }

    /// Is a moment in the second half of the window?
    pub fn is_late(&self, at: i64) -> bool {
        at >= i64::midpoint(self.since, self.until)
    }

    /// The filter in one word, a part of a place's id.
    pub fn filter_word(&self) -> String {
        let mut words: Vec<String> = self.counts.categories.clone();
        match self.daylight {
            Daylight::Day => words.push("day".into()),
            Daylight::Dark => words.push("dark".into()),
            Daylight::All => {}
        }
        words.extend(self.counts.walk.map(|walk| walk.to_string()));
        if words.is_empty() {
            "all".into()
        } else {
            words.join("+")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_said_twice_or_in_another_order_is_the_same_question() {
        let word = |codes: &[&str]| {
            let counts = Filter {
                categories: codes.iter().map(|code| (*code).to_owned()).collect(),
                ..Filter::default()
            };
            let question = Question::over(counts, Daylight::Dark, &TimeZone::UTC, 0);
            (question.filter_word(), format!("{question:?}"))
        };
        let once = word(&["groen", "licht"]);
        assert_eq!(once.0, "groen+licht+dark");
        assert_eq!(word(&["licht", "groen", "licht"]), once);
    }
}

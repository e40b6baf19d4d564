//! How often people walked by a place, in both halves of the window.

use super::question::Question;
use crate::walks::walked::Passed;
use spatial::{
    Cell,
    hotspots::Place,
    trend::{ENOUGH, Periods},
};
use std::collections::HashMap;

/// The walks that came by each place, in the order of the places. Passes have no times of their own: a walk lies in the
/// half of the window in which it began. O(cells of all walks in the window).
pub fn passing(passed: &Passed, question: &Question, places: &[Place]) -> Vec<Periods> {
    let cells = places.iter().enumerate();
    let cells = cells.flat_map(|(number, place)| place.cells.iter().map(move |cell| (*cell, number)));
    let place_of: HashMap<Cell, usize> = cells.collect();
    let mut passing = vec![Periods::default(); places.len()];
    let mut last = vec![usize::MAX; places.len()];
    let walks = passed.of(question.since..question.until, question.counts.walk);
    for (walk, walked) in walks.enumerate() {
        let late = question.is_late(walked.at);
        for place in walked.cells.iter().filter_map(|cell| place_of.get(cell).copied()) {
            if std::mem::replace(&mut last[place], walk) != walk {
                let half = &mut passing[place];
                *(if late { &mut half.now } else { &mut half.before }) += 1;
            }
        }
    }
    passing
}

/// The part of all looking at a place that fell in the second half; `None` below 8 walks. One walk is added to each half:
/// that nobody is known to have come by does not mean that nobody could have seen anything.
pub fn share(passing: Periods) -> Option<f64> {
    let Periods { now, before } = passing;
    (now + before >= ENOUGH).then(|| f64::from(now + 1) / f64::from(now + before + 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        findings::page::{Daylight, Filter},
        walks::walked::Walked,
    };
    use jiff::tz::TimeZone;
    use spatial::{
        Study,
        hotspots::{Rule, find},
        voices::Row,
    };
    use uuid::Uuid;

    #[test]
    fn a_walk_comes_by_a_place_once_in_the_half_in_which_it_began_and_few_walks_say_nothing() {
        let heard = |observer: u32, cell| Row {
            observer,
            day: 3,
            cell,
        };
        let crowd = (0..8).map(|observer| heard(observer, Cell::new(50, 50)));
        let lonely = (0..30).map(|n| heard(100 + n as u32, Cell::new(n * 3, 90)));
        let rows: Vec<Row> = crowd.chain(lonely).collect();
        let study = Study::from_cells((0..100).flat_map(|x| (0..100).map(move |y| Cell::new(x, y)))).unwrap();
        let places = find(&rows, &study, &Rule::default()).places;
        assert_eq!(places.len(), 1);
        let question = Question::over(Filter::default(), Daylight::All, &TimeZone::UTC, 0);
        let walk = |number: u128, at: i64, x: i32| {
            Walked {
                walk: Uuid::from_u128(number),
                at,
                cells: vec![Cell::new(x, 50), Cell::new(x, 51), Cell::new(x, 52)],
            }
            .into()
        };
        let (early, late) = (question.since + 1, question.until - 1);
        let by = (0..9).map(|number| walk(number, if number < 2 { early } else { late }, 50));
        let elsewhere = [walk(20, late, 5), walk(21, question.since - 1, 50)];
        let passed = Passed {
            version: 1,
            frame: None,
            walks: by.chain(elsewhere).collect(),
        };
        let passing = passing(&passed, &question, &places);
        assert_eq!(passing, [Periods { now: 7, before: 2 }]);
        assert_eq!(share(passing[0]), Some(8.0 / 11.0));
        assert_eq!(share(Periods { now: 5, before: 2 }), None);
    }
}

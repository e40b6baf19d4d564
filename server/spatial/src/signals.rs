//! Signals: spots where something may begin, heard by one or two people only. They are no places, count for nothing and
//! are for who looks after the neighbourhood.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::cells::{Cell, DISC};
use crate::expectation::NEVER;
use crate::hotspots::Hotspots;
use crate::voices::Row;

/// Days on which one person or two must have spoken, all their days together.
pub const DAYS: usize = 3;

/// Two signals lie further apart than this many cells, so that their discs share no cell.
const APART: i32 = 4;

/// A spot where something may begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// The middle of its disc: a cell with a finding.
    pub cell: Cell,
    /// The cells of the disc with a finding, in cell order; none is in a place.
    pub cells: Vec<Cell>,
    /// People heard in the disc: one or two.
    pub people: usize,
    /// Their days together: a person counts once a day, on as many days as they spoke.
    pub days: usize,
    /// Indices of the rows in the cells, ascending.
    pub members: Vec<usize>,
}

/// The signals of an area: discs of 50 m outside all places in which one or two people spoke, on [`DAYS`] days or more
/// together, where even that is more than chance would easily give (p at most 0.2, not corrected for the number of cells:
/// a signal claims nothing). Most days first, the lowest cell among equals; those nearer than 100 m to an earlier one are
/// left out. `rows` are those of `found`, in any order. O(n log n).
#[must_use]
pub fn signals(found: &Hotspots<'_>, rows: &[Row]) -> Vec<Signal> {
    let taken: HashSet<Cell> = found
        .places
        .iter()
        .flat_map(|place| &place.cells)
        .copied()
        .collect();
    let mut by_cell: Vec<(Cell, usize)> = rows
        .iter()
        .enumerate()
        .map(|(member, row)| (row.cell, member))
        .collect();
    by_cell.retain(|(cell, _)| found.counts(*cell) && !taken.contains(cell));
    by_cell.sort_unstable();
    let occupied = by_cell
        .chunk_by(|one, other| one.0 == other.0)
        .map(|rows| rows[0].0);
    let may_begin = |cell: &Cell| {
        found.figures(*cell).is_some_and(|heard| {
            (1..=2).contains(&heard.people)
                && heard.expected.exposure > 0.0
                && heard.expected.p(heard.voices) <= NEVER
        })
    };
    let mut all: Vec<Signal> = occupied
        .filter(may_begin)
        .filter_map(|cell| signal(cell, &by_cell, rows))
        .collect();
    all.sort_by_key(|signal| (Reverse(signal.days), signal.cell));
    let mut told: HashSet<Cell> = HashSet::new();
    all.retain(|signal| !is_near(&told, signal.cell) && told.insert(signal.cell));
    all
}

/// Is one of the cells at most [`APART`] from this one?
fn is_near(cells: &HashSet<Cell>, cell: Cell) -> bool {
    let shifts = (-APART..=APART).flat_map(|dy| (-APART..=APART).map(move |dx| (dx, dy)));
    let mut near = shifts.filter(|(dx, dy)| dx * dx + dy * dy <= APART * APART);
    near.any(|shift| cells.contains(&cell.shifted(shift)))
}

/// What was heard in the disc of a cell outside all places, if it is enough.
fn signal(cell: Cell, by_cell: &[(Cell, usize)], rows: &[Row]) -> Option<Signal> {
    let in_cell = |shift: &(i32, i32)| {
        let wanted = cell.shifted(*shift);
        let first = by_cell.partition_point(|(other, _)| *other < wanted);
        by_cell[first..]
            .iter()
            .take_while(move |(other, _)| *other == wanted)
            .copied()
    };
    let heard: Vec<(Cell, usize)> = DISC.iter().flat_map(in_cell).collect();
    let mut visits: Vec<(u32, i32)> = heard
        .iter()
        .map(|(_, member)| (rows[*member].observer, rows[*member].day))
        .collect();
    visits.sort_unstable();
    visits.dedup();
    if visits.len() < DAYS {
        return None;
    }
    let mut cells: Vec<Cell> = heard.iter().map(|(cell, _)| *cell).collect();
    cells.dedup();
    let mut members: Vec<usize> = heard.into_iter().map(|(_, member)| member).collect();
    members.sort_unstable();
    Some(Signal {
        cell,
        cells,
        people: visits.chunk_by(|one, other| one.0 == other.0).count(),
        days: visits.len(),
        members,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hotspots::{Rule, find};
    use crate::study::Study;

    fn heard(observer: u32, day: i32, ix: i32, iy: i32) -> Row {
        Row {
            observer,
            day,
            cell: Cell::new(ix, iy),
        }
    }

    /// Thirty people, each once and far from all others, so that one or two stand out anywhere else.
    fn quiet() -> Vec<Row> {
        (0..30)
            .map(|n| heard(100 + n, 1, 10 * (n as i32 % 6), 60 + 8 * (n as i32 / 6)))
            .collect()
    }

    fn of(more: &[Row]) -> Vec<Signal> {
        let area = Study::from_weights(Cell::new(-10, -10), 130, vec![1; 130 * 130]).unwrap();
        let rows = [more, &quiet()].concat();
        signals(&find(&rows, &area, &Rule::default()), &rows)
    }

    #[test]
    fn one_person_on_three_days_or_two_people_on_three_days_together_are_a_signal_and_less_is_none() {
        let thrice = of(&[heard(1, 1, 20, 20), heard(1, 2, 21, 20), heard(1, 3, 20, 20)]);
        assert_eq!(thrice.len(), 1);
        assert_eq!((thrice[0].people, thrice[0].days), (1, 3));
        assert_eq!(thrice[0].cells, [Cell::new(20, 20), Cell::new(21, 20)]);
        assert_eq!(thrice[0].members, [0, 1, 2]);

        let two = of(&[heard(1, 1, 20, 20), heard(2, 1, 20, 21), heard(2, 2, 20, 20)]);
        assert_eq!((two[0].people, two[0].days), (2, 3));

        assert_eq!(
            of(&[heard(1, 1, 20, 20), heard(2, 1, 20, 20)]),
            [],
            "two people, once each"
        );
        let often = [heard(1, 1, 20, 20); 40];
        assert_eq!(of(&often), [], "forty findings of one person on one day");
        let far = [heard(1, 1, 20, 20), heard(1, 2, 23, 20), heard(1, 3, 26, 20)];
        assert_eq!(of(&far), [], "75 m between them");
    }

    #[test]
    fn three_people_are_no_signal_nor_is_what_lies_in_a_place_or_where_all_the_city_is_heard() {
        let three = [1, 2, 3].map(|person| heard(person, person as i32, 20, 20));
        assert_eq!(of(&three), []);

        let crowd: Vec<Row> = (1..=12).map(|person| heard(person, 1, 20, 20)).collect();
        let beside = [heard(1, 2, 20, 20), heard(1, 3, 20, 20), heard(1, 4, 20, 20)];
        assert_eq!(of(&[crowd.as_slice(), &beside].concat()), [], "inside a place");

        let busy: Vec<Row> = (0..4_000)
            .map(|n| heard(n, 1, (n % 110) as i32, ((n / 110) * 3) as i32))
            .collect();
        let lone = [1, 2, 3].map(|day| heard(9_999, day, 20, 21));
        let found = of(&[busy.as_slice(), &lone].concat());
        assert!(
            found
                .iter()
                .all(|signal| signal.cell.distance2(Cell::new(20, 21)) > 8),
            "{found:?}"
        );
    }

    #[test]
    fn what_lies_outside_the_area_is_in_no_signal() {
        let edge = |person, day| heard(person, day, -10, 20);
        let beyond = (2..=6).map(|person| heard(person, 1, -11, 20));
        let inside = [edge(1, 1), edge(1, 2), edge(1, 3)];
        let rows: Vec<Row> = inside.into_iter().chain(beyond).collect();
        let found = of(&rows);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].people, &found[0].members), (1, &vec![0, 1, 2]));
    }

    #[test]
    fn the_one_with_most_days_stands_first_takes_its_surroundings_and_the_order_of_rows_does_not_matter() {
        let mut rows: Vec<Row> = (0..4).map(|day| heard(1, day, 20, 20)).collect();
        rows.extend((0..3).map(|day| heard(2, day, 24, 20)));
        rows.extend((0..3).map(|day| heard(3, day, 60, 20)));
        let found = of(&rows);
        let cells: Vec<Cell> = found.iter().map(|signal| signal.cell).collect();
        assert_eq!(cells, [Cell::new(20, 20), Cell::new(60, 20)]);
        rows.reverse();
        let other = of(&rows);
        let told = |signals: &[Signal]| -> Vec<(Cell, usize, usize)> {
            signals
                .iter()
                .map(|signal| (signal.cell, signal.people, signal.days))
                .collect()
        };
        assert_eq!(told(&other), told(&found));
    }
}

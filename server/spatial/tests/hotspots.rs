//! What the method promises for any input.
#![allow(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use spatial::hotspots::{Class, Place, Rule, TooFew, find};
use spatial::voices::{Row, among};
use spatial::{Cell, Study};

const SIDE: i32 = 60;

fn square() -> Study {
    Study::from_weights(Cell::new(0, 0), SIDE as usize, vec![1; (SIDE * SIDE) as usize]).expect("area")
}

/// Up to 144 findings 125 m apart, each by another person: nothing piles up.
fn spread(count: u32) -> Vec<Row> {
    let row = |n: u32| {
        let (ix, iy) = (n % 12 * 5 + 2, n / 12 * 5 + 2);
        Row {
            observer: 1_000 + n,
            day: (n % 30) as i32,
            cell: Cell::new(ix as i32, iy as i32),
        }
    };
    (0..count).map(row).collect()
}

fn pile(observers: impl Iterator<Item = u32>, cell: Cell) -> Vec<Row> {
    observers
        .map(|observer| Row {
            observer,
            day: observer as i32 % 7,
            cell,
        })
        .collect()
}

fn places(rows: &[Row]) -> Vec<Place> {
    find(rows, &square(), &Rule::default()).places
}

/// A place without the indices that follow the order of input, but with the rows they stand for.
fn without_order(place: &Place, rows: &[Row]) -> (Place, Vec<(u32, i32, Cell)>) {
    let mut members: Vec<_> = place
        .members
        .iter()
        .map(|&at| (rows[at].observer, rows[at].day, rows[at].cell))
        .collect();
    members.sort_unstable();
    (
        Place {
            members: Vec::new(),
            ..place.clone()
        },
        members,
    )
}

#[test]
fn eight_people_at_one_spot_are_a_clear_place_and_one_eager_person_is_none() {
    let spot = Cell::new(30, 30);
    let mut honest = spread(60);
    honest.extend(pile(1..9, spot));
    let found = places(&honest);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].class, found[0].rank, found[0].peak),
        (Class::Clear, 1, spot)
    );
    assert!(found[0].members.len() >= 8 && found[0].people >= 8);

    let mut eager = spread(60);
    eager.extend((0..50).map(|day| Row {
        observer: 1,
        day,
        cell: spot,
    }));
    assert_eq!(places(&eager), []);
}

#[test]
fn below_twenty_findings_or_three_people_nothing_is_a_place_and_it_says_so() {
    let rows = pile(0..19, Cell::new(5, 5));
    let study = square();
    let spots = find(&rows, &study, &Rule::default());
    assert_eq!(
        (spots.too_few, spots.places.len()),
        (
            Some(TooFew {
                findings: 19,
                observers: 19
            }),
            0
        )
    );
    assert!(spots.heard().count() > 0, "the figures are there all the same");
    let two: Vec<Row> = (0..40)
        .map(|n| Row {
            observer: n % 2,
            day: n as i32,
            cell: Cell::new(5, 5),
        })
        .collect();
    assert_eq!(
        find(&two, &study, &Rule::default()).too_few,
        Some(TooFew {
            findings: 40,
            observers: 2
        })
    );
    let outside = pile(0..40, Cell::new(-5, 5));
    assert_eq!(
        find(&outside, &study, &Rule::default()).too_few,
        Some(TooFew {
            findings: 0,
            observers: 0
        })
    );
}

#[test]
fn possible_places_lie_apart_from_clear_ones_and_ranks_follow_the_height() {
    let mut rows = spread(100);
    rows.extend(pile(1..12, Cell::new(12, 12)));
    rows.extend(pile(21..25, Cell::new(40, 40)));
    let found = places(&rows);
    let classes: BTreeSet<_> = found
        .iter()
        .map(|place| (place.class == Class::Clear, place.peak))
        .collect();
    assert!(classes.contains(&(true, Cell::new(12, 12))), "{classes:?}");
    assert!(
        found.iter().any(|place| place.class == Class::Possible),
        "{classes:?}"
    );
    assert!(found.iter().zip(1..).all(|(place, rank)| place.rank == rank));
    assert!(found.is_sorted_by_key(|place| (std::cmp::Reverse(place.height), place.peak)));
}

#[test]
fn the_same_filter_in_a_walked_area_drops_what_was_not_walked() {
    let mut rows = spread(60);
    rows.extend(pile(1..9, Cell::new(30, 30)));
    let west = square()
        .cells()
        .filter(|cell| cell.ix < 20)
        .map(|cell| (cell, 2))
        .collect::<Vec<_>>();
    let walked = square().walked(west).expect("walked");
    let spots = find(&rows, &walked, &Rule::default());
    assert_eq!(spots.findings, rows.iter().filter(|row| row.cell.ix < 20).count());
    assert_eq!(spots.places, []);
}

/// Piles on a thin spread, all by a few dozen people.
fn crowd() -> impl Strategy<Value = Vec<Row>> {
    let pile = (0..SIDE, 0..SIDE, 1..40_usize);
    let piles = prop::collection::vec(pile, 0..12);
    (piles, 0..200_u32, any::<u64>()).prop_map(|(piles, thin, seed)| {
        let mut state = seed | 1;
        let mut dice = move |bound: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % bound) as i32
        };
        let mut rows = Vec::new();
        let mut add = |ix: i32, iy: i32, dice: &mut dyn FnMut(u64) -> i32| {
            rows.push(Row {
                observer: dice(40) as u32,
                day: dice(60) - 30,
                cell: Cell::new(ix, iy),
            });
        };
        for (ix, iy, count) in piles {
            for _ in 0..count {
                let (dx, dy) = (dice(5) - 2, dice(5) - 2);
                add(ix + dx, iy + dy, &mut dice);
            }
        }
        for _ in 0..thin {
            let (ix, iy) = (dice(SIDE as u64), dice(SIDE as u64));
            add(ix, iy, &mut dice);
        }
        rows
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_order_of_rows_gives_the_same_places((rows, shuffled) in crowd().prop_flat_map(|rows| {
        (Just(rows.clone()), Just(rows).prop_shuffle())
    })) {
        let study = square();
        let (one, other) = (find(&rows, &study, &Rule::default()), find(&shuffled, &study, &Rule::default()));
        let one: Vec<_> = one.places.iter().map(|place| without_order(place, &rows)).collect();
        let other: Vec<_> = other.places.iter().map(|place| without_order(place, &shuffled)).collect();
        prop_assert_eq!(one, other);
    }

    #[test]
    fn every_place_has_three_people_is_small_and_holds_its_findings(rows in crowd()) {
        let found = places(&rows);
        for place in &found {
            let (_, people) = among(place.members.iter().map(|&at| rows[at]));
            prop_assert!(people >= 3 && place.people >= 3 && place.voices >= 3);
            prop_assert!(place.members.iter().all(|&at| place.cells.binary_search(&rows[at].cell).is_ok()));
            for one in &place.cells {
                for other in &place.cells {
                    // 275 m from side to side is eleven cells.
                    prop_assert!(one.distance2(*other) <= 121, "{} and {}", one, other);
                }
            }
            prop_assert!(place.q <= 0.20 && place.p <= place.q);
        }
        for (at, place) in found.iter().enumerate() {
            for other in &found[at + 1..] {
                let shared = place.cells.iter().any(|cell| other.cells.contains(cell));
                prop_assert!(!shared, "{} and {}", place.peak, other.peak);
            }
        }
    }

    #[test]
    fn one_person_alone_never_makes_a_place(cells in prop::collection::vec((0..SIDE, 0..SIDE), 0..60)) {
        let mut rows = spread(40);
        let calm = places(&rows).len();
        prop_assert_eq!(calm, 0);
        rows.extend((0..).zip(&cells).map(|(day, &(ix, iy))| Row { observer: 1, day, cell: Cell::new(ix, iy) }));
        for place in places(&rows) {
            let others: BTreeSet<u32> = place.members.iter().map(|&at| rows[at].observer).collect();
            prop_assert!(others.len() >= 3, "{:?}", others);
        }
    }
}

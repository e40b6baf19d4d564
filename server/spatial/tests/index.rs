//! The index answers as a plain list would, whatever came, went and was rebuilt.

use proptest::prelude::*;
use spatial::index::{Bounds, Change, Entry, Index, Sight, Spot, distance_m};
use spatial::{Cell, Lonlat};

/// Few places, times and people, so that many coincide.
fn entry() -> impl Strategy<Value = Entry> {
    let place = (44_700_000..44_720_000_i32, 519_000_000..519_015_000_i32);
    let wild = (-1_800_000_000..=1_800_000_000_i32, -900_000_000..=900_000_000_i32);
    let place = prop_oneof![9 => place, 1 => wild];
    (0..60_u128, place, 0..5_u32, 0..4_i64, 0..3_u32, any::<u8>()).prop_map(
        |(id, (lon, lat), observer, day, walk, flags)| {
            let mut sight = Sight::new(day * 86_400_000 + 5, Cell::new(lon / 3_000, lat / 3_000));
            (sight.observer, sight.walk, sight.day, sight.flags) = (observer, walk, day as u16, flags);
            Entry {
                id,
                spot: Spot { lon, lat },
                sight,
                tag: lon as u32,
            }
        },
    )
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![3 => entry().prop_map(Change::Put), 1 => (0..60_u128).prop_map(Change::Remove)]
}

/// The plain list.
fn apply(list: &mut Vec<Entry>, change: Change) {
    let id = match change {
        Change::Put(entry) => entry.id,
        Change::Remove(id) => id,
    };
    list.retain(|entry| entry.id != id);
    if let Change::Put(entry) = change {
        list.push(entry);
    }
}

fn index_and_list(begin: &[Entry], batches: &[Vec<Change>], rebuild: &[bool]) -> (Index, Vec<Entry>) {
    let mut list = Vec::new();
    begin
        .iter()
        .for_each(|entry| apply(&mut list, Change::Put(*entry)));
    let mut index = Index::build(begin.to_vec());
    for (batch, rebuild) in batches.iter().zip(rebuild) {
        batch.iter().for_each(|change| apply(&mut list, *change));
        index = index.with(batch.iter().copied());
        if *rebuild {
            index = index.rebuilt(|tag| tag);
        }
    }
    (index, list)
}

fn whole(index: &Index, row: u32, spot: Spot) -> Entry {
    Entry {
        id: index.id(row),
        spot,
        sight: *index.sight(row),
        tag: index.tag(row),
    }
}

fn found_in(index: &Index, bounds: &Bounds) -> Vec<Entry> {
    let mut found = Vec::new();
    index.in_box(bounds, |row, spot| found.push(whole(index, row, spot)));
    found.sort_by_key(|entry| entry.id);
    found
}

fn by_id(mut list: Vec<Entry>) -> Vec<Entry> {
    list.sort_by_key(|entry| entry.id);
    list
}

proptest! {
    #[test]
    fn an_index_answers_as_a_plain_list_does(
        begin in prop::collection::vec(entry(), 0..80),
        batches in prop::collection::vec(prop::collection::vec(change(), 0..20), 3),
        rebuild in prop::collection::vec(any::<bool>(), 3),
        corner in (4.469_f64..4.473, 51.899_f64..51.902),
        size in (0.0_f64..0.002, 0.0_f64..0.002),
        radius in 0.0_f64..300.0,
        count in 0..20_usize,
    ) {
        let (index, list) = index_and_list(&begin, &batches, &rebuild);
        prop_assert_eq!(index.len(), list.len());
        prop_assert_eq!(found_in(&index, &Bounds::WORLD), by_id(list.clone()));

        // A box, its sides rounded so that some findings lie on them.
        let round = |side: f64| (side * 1e4).round() / 1e4;
        let bounds = Bounds {
            west: round(corner.0),
            south: round(corner.1),
            east: round(corner.0 + size.0),
            north: round(corner.1 + size.1),
        };
        let unit = |side: f64| (side * 1e7).round() as i32;
        let holds = |spot: Spot| {
            (unit(bounds.west)..=unit(bounds.east)).contains(&spot.lon)
                && (unit(bounds.south)..=unit(bounds.north)).contains(&spot.lat)
        };
        let inside = list.iter().copied().filter(|entry| holds(entry.spot)).collect();
        prop_assert_eq!(found_in(&index, &bounds), by_id(inside));

        let centre = Lonlat::new(corner.0, corner.1);
        let away = |entry: &Entry| distance_m(centre, entry.spot.lonlat());
        let mut near: Vec<(f64, u128)> = list.iter().map(|entry| (away(entry), entry.id)).collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let told = |rows: Vec<(f64, u32)>| -> Vec<(f64, u128)> {
            rows.into_iter().map(|(away, row)| (away, index.id(row))).collect()
        };
        let within: Vec<_> = near.iter().copied().filter(|(away, _)| *away <= radius).collect();
        prop_assert_eq!(told(index.within(centre, radius)), within);
        near.truncate(count);
        prop_assert_eq!(told(index.nearest(centre, count)), near);
    }

    #[test]
    fn visits_come_observer_by_observer_in_order_of_time(
        begin in prop::collection::vec(entry(), 0..80),
        batches in prop::collection::vec(prop::collection::vec(change(), 0..20), 3),
        rebuild in prop::collection::vec(any::<bool>(), 3),
    ) {
        let (index, mut list) = index_and_list(&begin, &batches, &rebuild);
        list.sort_by_key(|entry| (entry.sight.observer, entry.sight.at(), entry.id));
        let wanted: Vec<(u128, Sight)> = list.iter().map(|entry| (entry.id, entry.sight)).collect();
        let told: Vec<(u128, Sight)> = index.visits().map(|(row, sight)| (index.id(row), *sight)).collect();
        prop_assert_eq!(told, wanted);
    }

    #[test]
    fn every_id_leads_to_its_row_and_no_other_does(
        begin in prop::collection::vec(entry(), 0..80),
        batches in prop::collection::vec(prop::collection::vec(change(), 0..20), 3),
        rebuild in prop::collection::vec(any::<bool>(), 3),
    ) {
        let (index, list) = index_and_list(&begin, &batches, &rebuild);
        for id in 0..60 {
            let known = list.iter().find(|entry| entry.id == id);
            let row = index.row_of(id);
            prop_assert_eq!(row.is_some(), known.is_some());
            prop_assert_eq!(row.map(|row| index.id(row)), known.map(|entry| entry.id));
            prop_assert_eq!(row.map(|row| index.tag(row)), known.map(|entry| entry.tag));
        }
    }

    #[test]
    fn an_index_that_was_changed_and_one_built_anew_are_the_same(
        begin in prop::collection::vec(entry(), 0..80),
        batches in prop::collection::vec(prop::collection::vec(change(), 0..20), 3),
    ) {
        let (index, list) = index_and_list(&begin, &batches, &[true, false, true]);
        let anew = Index::build(list);
        let rows = |index: &Index| -> Vec<(u32, u128)> {
            index.visits().map(|(row, _)| (row, index.id(row))).collect()
        };
        prop_assert_eq!(rows(&index), rows(&anew));
        prop_assert_eq!(index.bytes(), anew.bytes());
    }
}

fn spot_of(lon: f64, lat: f64, id: u128) -> Entry {
    let spot = Spot::of(Lonlat::new(lon, lat));
    Entry {
        id,
        spot,
        sight: Sight::new(0, Cell::new(0, 0)),
        tag: 0,
    }
}

#[test]
fn a_finding_costs_at_most_fifty_six_bytes_and_the_callers_tag() {
    let many = 10_000;
    let index = Index::build(
        (0..many)
            .map(|id| spot_of(4.47 + id as f64 * 1e-6, 51.9, id))
            .collect(),
    );
    assert!(
        index.bytes() as u128 <= many * 60 + 100,
        "{} bytes",
        index.bytes()
    );
}

#[test]
fn odd_boxes_and_circles_have_their_answer() {
    let index = Index::build(vec![
        spot_of(4.47, 51.9, 1),
        spot_of(179.999, 10.0, 2),
        spot_of(-179.999, 10.0, 3),
    ]);
    let count = |west, south, east, north| {
        found_in(
            &index,
            &Bounds {
                west,
                south,
                east,
                north,
            },
        )
        .len()
    };
    assert_eq!(count(-180.0, -90.0, 180.0, 90.0), 3, "the world holds all");
    assert_eq!(
        count(f64::NEG_INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY),
        3
    );
    assert_eq!(count(5.0, 51.0, 4.0, 52.0), 0, "a reversed box holds nothing");
    assert_eq!(count(4.0, 52.0, 5.0, 51.0), 0);
    assert_eq!(count(f64::NAN, 51.0, 5.0, 52.0), 0);
    assert_eq!(count(4.47, 51.9, 4.47, 51.9), 1, "a box may be a point");

    let across = index.within(Lonlat::new(180.0, 10.0), 200.0);
    assert_eq!(across.len(), 2, "circles reach over the 180th meridian");
    assert_eq!(
        index.nearest(Lonlat::new(0.0, 90.0), 9).len(),
        3,
        "from the pole everything is south"
    );
    assert!(index.within(Lonlat::new(f64::NAN, 0.0), 10.0).is_empty());
    assert!(index.within(Lonlat::new(4.47, 51.9), f64::NAN).is_empty());
    assert!(index.within(Lonlat::new(4.47, 51.9), -1.0).is_empty());
    assert!(index.nearest(Lonlat::new(f64::NAN, 0.0), 1).is_empty());
    assert!(Index::default().nearest(Lonlat::new(0.0, 0.0), 5).is_empty());
}

#[test]
fn a_hundred_thousand_findings_on_one_spot_are_all_found() {
    let index = Index::build((0..100_000).map(|id| spot_of(4.47, 51.9, id)).collect());
    assert_eq!(index.within(Lonlat::new(4.47, 51.9), 0.0).len(), 100_000);
    let nearest = index.nearest(Lonlat::new(4.47, 51.9), 2);
    assert_eq!(
        nearest.iter().map(|(_, row)| index.id(*row)).collect::<Vec<_>>(),
        [0, 1]
    );
}

#[test]
fn times_and_cells_keep_their_value_within_the_stated_range_and_stop_at_its_ends() {
    for at in [0, 1, 1_700_000_000_123, 4_294_967_295_999] {
        assert_eq!(Sight::new(at, Cell::new(0, 0)).at(), at);
    }
    assert_eq!(Sight::new(-5, Cell::new(0, 0)).at(), 0);
    assert_eq!(Sight::new(i64::MAX, Cell::new(0, 0)).at(), 4_294_967_295_999);
    assert_eq!(
        Sight::new(0, Cell::new(-32_768, 32_767)).cell(),
        Cell::new(-32_768, 32_767)
    );
    assert_eq!(
        Sight::new(0, Cell::new(i32::MIN, i32::MAX)).cell(),
        Cell::new(-32_768, 32_767)
    );
    assert_eq!(
        Spot::of(Lonlat::new(f64::NAN, 91.0)),
        Spot {
            lon: 0,
            lat: 900_000_000
        }
    );
}

#[test]
fn readers_keep_what_they_hold_while_others_change_and_rebuild() {
    let first = Index::build((0..50).map(|id| spot_of(4.47, 51.9, id)).collect());
    let second = first.with((50..5_000).map(|id| Change::Put(spot_of(4.48, 51.9, id))));
    assert!(!first.is_due() && second.is_due());
    let third = second.rebuilt(|tag| tag + 1).with([Change::Remove(7)]);
    assert_eq!((first.len(), second.len(), third.len()), (50, 5_000, 4_999));
    assert!(!third.is_due());
    let tag = |index: &Index| index.tag(index.row_of(8).unwrap());
    assert_eq!(tag(&third), tag(&second) + 1);
    assert!(first.row_of(7).is_some() && third.row_of(7).is_none());
}

//! Reading findings: names of columns, reasons, people, and bytes that mean harm.

use super::*;
use crate::analyst::columns::{PlaceColumns, TimeColumns};
use proptest::prelude::*;

fn guessed() -> Columns {
    Columns::default()
}

fn table(text: &str, columns: &Columns) -> Table {
    read(text.as_bytes(), columns).unwrap()
}

#[test]
fn places_are_found_by_the_usual_names_in_any_case_and_degrees_before_metres() {
    for header in ["lon,lat", "Longitude,LATITUDE", "lng,lat", "long,latitude"] {
        let read = table(&format!("{header}\n4.5,51.9\n"), &guessed());
        assert_eq!((read.degrees, read.points[0].at), (true, [4.5, 51.9]), "{header}");
    }
    let both = table("x,y,lat,lon\n1,2,51.9,4.5\n", &guessed());
    assert_eq!(both.points[0].at, [4.5, 51.9]);
    let metres = table("Y;X\n437000,5;92000\n", &guessed());
    assert_eq!(
        (metres.degrees, metres.points[0].at),
        (false, [92_000.0, 437_000.5])
    );
}

#[test]
fn all_wrong_names_are_told_at_once_with_those_that_are_there() {
    let columns = Columns {
        place: PlaceColumns::Degrees("oost".into(), "lat".into()),
        time: TimeColumns::Month("jaar".into(), "maand".into()),
        observer: Some("wie".into()),
        category: Some("soort".into()),
        ..guessed()
    };
    let faults = read(&b"lon,lat,Soort,soort,SOORT,a,A\n"[..], &columns).unwrap_err();
    let told: Vec<String> = faults.iter().map(Fault::to_string).collect();
    assert_eq!(
        told,
        [
            "--lon: there is no column oost",
            "--year: there is no column jaar",
            "--month: there is no column maand",
            "--observer: there is no column wie",
            "the file has the columns lon, lat, Soort, soort, SOORT, a, A",
        ]
    );
    let twice = Columns {
        observer: Some("wie".into()),
        ..guessed()
    };
    let faults = read(&b"lon,lat,Wie,WIE\n"[..], &twice).unwrap_err();
    assert_eq!(faults[0].text, "--observer: there are 2 columns wie");
}

#[test]
fn every_row_without_a_usable_place_or_time_is_counted_by_its_reason_and_line() {
    let columns = Columns {
        time: TimeColumns::Moment("t".into()),
        ..guessed()
    };
    let read = table(
        "lon,lat,t\n4.5,51.9,2026-01-01\n,51.9,2026-01-01\n4.5\nNaN,1,2026-01-01\ninf,1,2026-01-01\nx,1,2026-01-01\n\
         181,1,2026-01-01\n1,-90.1,2026-01-01\n4.5,51.9,ooit\n4,5,51,9,2026-01-01\n0,0,2026-01-01\n",
        &columns,
    );
    let told: Vec<(Reason, u64, Vec<u64>)> = read
        .left_out
        .into_iter()
        .map(|(reason, out)| (reason, out.rows, out.lines))
        .collect();
    assert_eq!(
        told,
        [
            (Reason::NoPlace, 2, vec![3, 4]),
            (Reason::NotANumber, 3, vec![5, 6, 7]),
            (Reason::OutOfRange, 2, vec![8, 9]),
            (Reason::NullIsland, 1, vec![12]),
            (Reason::NoTime, 1, vec![10]),
            (Reason::TooManyFields, 1, vec![11]),
        ]
    );
    assert_eq!((read.read, read.points.len()), (11, 1));
}

#[test]
fn null_island_stays_where_others_live_near_it() {
    let near = table("lon,lat\n0,0\n0.1,0.2\n0.3,0.1\n", &guessed());
    assert_eq!((near.points.len(), near.left_out.len()), (3, 0));
    let alone = table("lon,lat\n0,0\n0,0\n", &guessed());
    assert_eq!(alone.points.len(), 2);
}

#[test]
fn people_are_told_apart_and_rows_without_one_are_each_their_own() {
    let columns = Columns {
        observer: Some("who".into()),
        ..guessed()
    };
    let read = table(
        "lon,lat,who\n4,51,An\n4,51, An \n4,51,Bo\n4,51,\n4,51,\n",
        &columns,
    );
    let who: Vec<u64> = read.points.iter().map(|point| point.observer).collect();
    assert_eq!(who[0], who[1]);
    let different: std::collections::BTreeSet<u64> = who.iter().copied().collect();
    assert_eq!((different.len(), read.unnamed), (4, 2));
    let nobody = table("lon,lat\n4,51\n4,51\n", &guessed());
    assert_ne!(nobody.points[0].observer, nobody.points[1].observer);
    assert_eq!(nobody.unnamed, 0);
}

#[test]
fn rows_of_nobody_are_each_their_own_also_where_lines_end_in_a_return_alone() {
    let read = table("lon,lat\r4,51\r4,51\r", &guessed());
    assert_ne!(read.points[0].observer, read.points[1].observer);
}

#[test]
fn only_the_categories_asked_for_are_read_and_too_many_are_none() {
    let columns = Columns {
        category: Some("c".into()),
        only: vec!["b".into(), "a, c".into()],
        ..guessed()
    };
    let read = table(
        "lon,lat,c\n4,51,a\n4,51, b\n4,51,B\n,,a\n4,51,\"a, c\"\n4,51,b\n",
        &columns,
    );
    assert_eq!(
        (read.filtered, read.categories.as_slice()),
        (3, &["b".to_owned(), "a, c".to_owned()][..])
    );
    let kinds: Vec<u32> = read.points.iter().map(|point| point.category).collect();
    assert_eq!(kinds, [0, 1, 0]);

    let all = Columns {
        category: Some("c".into()),
        ..guessed()
    };
    let mut text = "lon,lat,c\n".to_owned();
    (0..=MOST_CATEGORIES).for_each(|n| text += &format!("4,51,kind {n}\n"));
    let faults = super::read(text.as_bytes(), &all).unwrap_err();
    assert!(faults[0].text.contains("more than 10000"), "{faults:?}");
    let long = table(&format!("lon,lat,c\n4,51,{}\n", "é".repeat(500)), &all);
    assert_eq!(long.categories[0].chars().count(), LONGEST_CATEGORY);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused_and_every_row_is_accounted_for(
        bytes in proptest::collection::vec(any::<u8>(), 0..600),
        words in "[lonatimeyxcw0-9.,;\"\n\r -]{0,300}",
    ) {
        let columns = Columns {
            time: TimeColumns::Moment("t".into()),
            ..guessed()
        };
        let mut dressed = b"lon,lat,t\n".to_vec();
        dressed.extend_from_slice(words.as_bytes());
        for text in [bytes.clone(), words.clone().into_bytes(), dressed, [b"lon;lat;t\r\n", &bytes[..]].concat()] {
            if let Ok(table) = read(&text[..], &columns) {
                let left_out: u64 = table.left_out.values().map(|out| out.rows).sum();
                prop_assert_eq!(table.read, left_out + table.filtered + table.points.len() as u64);
                prop_assert!(table.points.iter().all(|point| point.at.iter().all(|side| side.is_finite())));
            }
        }
    }
}

#[test]
fn a_row_takes_forty_bytes() {
    assert_eq!(size_of::<Point>(), 40);
}

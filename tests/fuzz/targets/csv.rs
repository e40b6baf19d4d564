//! Any bytes as an analyst's file: every row counts, is left out for a reason or is not asked for, in bounded memory.
#![no_main]
#![allow(dead_code, reason = "the server uses more of these files")]

#[path = "../../../server/src/clock.rs"]
mod clock;

/// The files of the analyst's command that read a table.
#[path = "../../../server/src/analyst"]
mod analyst {
    pub mod columns;
    pub mod moment;
    pub mod read_csv;
    pub mod sheet;
}

use analyst::{
    columns::{Columns, PlaceColumns, TimeColumns},
    read_csv::{MOST_CATEGORIES, Table, read},
};
use jiff::tz::TimeZone;
use libfuzzer_sys::{Corpus, fuzz_target};
use std::{
    collections::HashSet,
    io::{self, Read},
};

/// Bytes of an input that is repeated: more than the longest row.
const LARGE: u64 = 5 << 18;

/// What is asked of a file, by one byte.
fn columns(asked: u8) -> Columns {
    let name = |name: &str| name.to_owned();
    let named = |bit: u8, text: &str| (asked & bit != 0).then(|| name(text));
    Columns {
        place: match asked & 3 {
            0 => PlaceColumns::Guessed,
            1 => PlaceColumns::GuessedMetres,
            2 => PlaceColumns::Degrees(name("a"), name("b")),
            _ => PlaceColumns::Metres(name("a"), name("b")),
        },
        time: match asked >> 2 & 3 {
            0 | 1 => TimeColumns::Never,
            2 => TimeColumns::Moment(name("t")),
            _ => TimeColumns::Month(name("t"), name("m")),
        },
        observer: named(16, "o"),
        category: named(32, "c"),
        only: named(64, "1").into_iter().collect(),
        zone: TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC),
    }
}

/// The same bytes again and again.
struct Again<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Read for Again<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut again = self.bytes.iter().cycle().skip(self.at).take(buffer.len());
        let filled = buffer
            .iter_mut()
            .zip(&mut again)
            .map(|(to, from)| *to = *from)
            .count();
        self.at = (self.at + filled) % self.bytes.len().max(1);
        Ok(filled)
    }
}

fn check(table: &Table, asked: &Columns) {
    let left_out: u64 = table.left_out.values().map(|left_out| left_out.rows).sum();
    let counted = table.points.len() as u64;
    assert_eq!(table.read, counted + table.filtered + left_out, "every row once");
    assert!(table.left_out.values().all(|left_out| left_out.lines.len() <= 5));
    assert!(table.categories.len() <= MOST_CATEGORIES);
    assert!(table.categories.iter().all(|name| name.chars().count() <= 200));
    assert!(table.unnamed <= table.read);
    let [widest, highest] = if table.degrees {
        [180.0, 90.0]
    } else {
        [20_100_000.0; 2]
    };
    for point in &table.points {
        assert!(
            point.at[0].abs() <= widest && point.at[1].abs() <= highest,
            "{point:?}"
        );
        assert!((point.category as usize) < table.categories.len(), "{point:?}");
        assert!(table.dated || point.day == 0, "{point:?}");
    }
    assert!(table.points.is_sorted_by_key(|point| point.line));
    if asked.observer.is_none() {
        let people: HashSet<u64> = table.points.iter().map(|point| point.observer).collect();
        assert_eq!(people.len(), table.points.len(), "each row is its own person's");
    }
}

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let Some((&asked, bytes)) = bytes.split_first() else {
        return Corpus::Reject;
    };
    let columns = columns(asked);
    // A large file takes a tenth of a second: only few inputs become one.
    let result = if asked == 0x85 && bytes.len() <= 12 {
        read(Again { bytes, at: 0 }.take(LARGE), &columns)
    } else {
        read(bytes, &columns)
    };
    match result {
        Ok(table) => check(&table, &columns),
        Err(faults) => assert!(!faults.is_empty(), "a refusal says why"),
    }
    Corpus::Keep
});

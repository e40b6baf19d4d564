//! A finding as a GeoJSON feature, written straight from memory into bytes: what [`super::finding::FindingFeature`]
//! describes, without making one.

use crate::{catalogue::Catalogue, clock, house::register::Held};
use spatial::index::Spot;
use std::io::Write;
use uuid::Uuid;

/// Writes features of findings. What many share is written once, when it is made.
pub struct Features<'a> {
    held: &'a Held,
    /// `,"category":…,"group":…,"kind":…` by number of category.
    categories: Vec<Vec<u8>>,
}

impl<'a> Features<'a> {
    /// A writer for the findings of a moment.
    pub fn new(held: &'a Held, catalogue: &Catalogue) -> Self {
        let codes = std::iter::once(None).chain(held.categories().map(Some));
        let categories = codes.map(|code| category(catalogue, code)).collect();
        Self { held, categories }
    }

    /// Writes a feature for somebody who may see it.
    pub fn write(&self, out: &mut Vec<u8>, row: u32, spot: Spot, asker: Option<Uuid>) {
        let (held, sight) = (self.held, self.held.index.sight(row));
        let id = held.index.id(row);
        let mine = asker == Some(held.person(sight));
        out.extend_from_slice(b"{\"type\":\"Feature\",\"id\":");
        write_id(out, id);
        out.extend_from_slice(b",\"geometry\":{\"type\":\"Point\",\"coordinates\":[");
        write_degrees(out, spot.lon);
        out.push(b',');
        write_degrees(out, spot.lat);
        out.extend_from_slice(b"]},\"properties\":{\"id\":");
        write_id(out, id);
        let category = self.categories.get(usize::from(sight.category));
        out.extend_from_slice(category.map_or(&[], Vec::as_slice));
        out.extend_from_slice(b",\"observed_at\":\"");
        clock::write_rfc3339(out, sight.at());
        out.push(b'"');
        write_details(out, held, row, mine);
        write_text(out, "buurt", held.buurt(sight));
        if let Some(walk) = held.walk(sight) {
            out.extend_from_slice(b",\"walk\":");
            write_id(out, walk.as_u128());
        }
        let details = held.details(row);
        let (others, confirmed) = details.map_or((0, false), |details| details.confirmed_by(asker));
        if let Some(case) = details.and_then(|details| details.case) {
            out.extend_from_slice(b",\"case\":");
            write_id(out, case.as_u128());
        }
        // Writing into memory cannot fail.
        let _ = write!(
            out,
            ",\"confirmations\":{others},\"mine\":{mine},\"confirmed\":{confirmed}}}}}"
        );
    }
}

fn category(catalogue: &Catalogue, code: Option<&str>) -> Vec<u8> {
    let entry = code.and_then(|code| catalogue.find(code));
    let mut out = Vec::new();
    write_text(&mut out, "category", code);
    write_text(&mut out, "group", entry.map(|entry| &*entry.group));
    write_text(&mut out, "kind", entry.map(|entry| entry.kind.word()));
    out
}

fn write_details(out: &mut Vec<u8>, held: &Held, row: u32, mine: bool) {
    let Some(details) = held.details(row) else { return };
    // Writing into memory cannot fail.
    let _ = write!(out, ",\"accuracy_m\":{:?}", details.accuracy_m);
    if let Some(note) = details.note {
        write_text(out, "note", Some(note));
    }
    out.extend_from_slice(b",\"photos\":[");
    let begin = out.len();
    // Who knows the id of a photo on its way could take it first.
    for (photo, here) in details.photos().filter(|(_, here)| mine || *here) {
        if out.len() > begin {
            out.push(b',');
        }
        out.extend_from_slice(b"{\"id\":");
        write_id(out, photo.as_u128());
        let state: &[u8] = if here { b"stored" } else { b"promised" };
        out.extend_from_slice(b",\"state\":\"");
        out.extend_from_slice(state);
        out.extend_from_slice(b"\"}");
    }
    out.push(b']');
    if let Some(safety) = details.perceived_safety {
        let _ = write!(out, ",\"perceived_safety\":{safety}");
    }
    if let Some(measure) = details.suggested_measure {
        write_text(out, "suggested_measure", Some(measure));
    }
}

fn write_id(out: &mut Vec<u8>, id: u128) {
    let mut room = [b'"'; 38];
    Uuid::from_u128(id).hyphenated().encode_lower(&mut room[1..37]);
    out.extend_from_slice(&room);
}

/// `,"name":"text"`, or `null`.
fn write_text(out: &mut Vec<u8>, name: &str, text: Option<&str>) {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":");
    // Writing text into memory cannot fail.
    let _ = serde_json::to_writer(out, &text);
}

/// Ten-millionths of a degree as degrees, without zeros at the end.
fn write_degrees(out: &mut Vec<u8>, units: i32) {
    if units < 0 {
        out.push(b'-');
    }
    let (mut rest, mut digits) = (units.unsigned_abs(), *b"000.0000000");
    for place in (0..digits.len()).rev().filter(|place| *place != 3) {
        digits[place] += (rest % 10) as u8;
        rest /= 10;
    }
    // Always one digit before the point and one behind it.
    let begin = digits[..2].iter().take_while(|digit| **digit == b'0').count();
    let zeros = digits[5..]
        .iter()
        .rev()
        .take_while(|digit| **digit == b'0')
        .count();
    out.extend_from_slice(&digits[begin..digits.len() - zeros]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn degrees(units: i32) -> String {
        let mut out = Vec::new();
        write_degrees(&mut out, units);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn degrees_are_written_short_and_whole() {
        assert_eq!(degrees(44_792_000), "4.4792");
        assert_eq!(degrees(-1), "-0.0000001");
        assert_eq!(degrees(0), "0.0");
        assert_eq!(degrees(-1_800_000_000), "-180.0");
        assert_eq!(degrees(519_225_001), "51.9225001");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_as_the_same_spot(units in -1_800_000_000..=1_800_000_000_i32) {
            let read: f64 = degrees(units).parse().unwrap();
            prop_assert_eq!((read * 1e7).round() as i32, units);
        }
    }
}

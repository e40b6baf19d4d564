//! Busier parts of an area: a buurt in which more is heard than elsewhere, without one spot that stands out.

use geo_types::MultiPolygon;

use crate::cells::Cell;
use crate::discovery::threshold;
use crate::hotspots::Rule;
use crate::mask::{Mask, corner_cells};
use crate::study::Study;
use crate::tails::poisson;
use crate::voices::{CAP, Row};

/// What was heard in one part.
#[derive(Clone, Copy, Default)]
struct Heard {
    weight: u64,
    findings: usize,
    voices: u32,
    people: u32,
}

/// Which of the parts of an area are busier than the area as a whole: indices, ascending.
///
/// The test of a hotspot with the part as its disc: voices (one a person and day, at most two a person) against the rate of
/// the whole area times the part's cells, or walked passes; exact Poisson tail; false discovery rate
/// [`Rule::q_clear`] over all parts. Below [`Rule::min_findings`] findings or [`Rule::min_people`] people a part says
/// nothing. Parts are borders in metres of the frame that share no cell, such as buurten; a cell is in the part that
/// holds its centre. O(cells + n log n).
#[must_use]
pub fn busier(rows: &[Row], study: &Study, parts: &[MultiPolygon<f64>], rule: &Rule) -> Vec<usize> {
    let number = numbered(study, parts);
    let mut heard = vec![Heard::default(); parts.len()];
    for cell in study.cells() {
        if let Some(part) = number.of(study, cell) {
            heard[part].weight += u64::from(study.weight(cell));
        }
    }
    listen(rows, study, &number, &mut heard);
    let all: u64 = heard.iter().map(|part| part.weight).sum();
    let voices: u64 = heard.iter().map(|part| u64::from(part.voices)).sum();
    let expected = |part: &Heard| voices as f64 * part.weight as f64 / all.max(1) as f64;
    let p = |part: &Heard| match part.findings >= rule.min_findings && part.people >= rule.min_people {
        true if f64::from(part.voices) > expected(part) => poisson(part.voices, expected(part)),
        _ => 1.0,
    };
    let tails: Vec<f64> = heard.iter().map(p).collect();
    let mut ascending = tails.clone();
    ascending.sort_unstable_by(f64::total_cmp);
    let tests = heard.iter().filter(|part| part.weight > 0).count();
    let Some(limit) = threshold(&ascending, tests, rule.q_clear) else {
        return Vec::new();
    };
    (0..parts.len()).filter(|part| tails[*part] <= limit).collect()
}

/// The part of every cell, by position; 0 in none, else one more than its index.
struct Numbered(Vec<u32>);

impl Numbered {
    fn of(&self, study: &Study, cell: Cell) -> Option<usize> {
        let at = study.place(cell)?;
        (self.0[at] as usize).checked_sub(1)
    }
}

fn numbered(study: &Study, parts: &[MultiPolygon<f64>]) -> Numbered {
    let mut numbers = vec![0; study.len()];
    for (number, part) in (1..).zip(parts) {
        let corners = part.iter().flat_map(|part| part.exterior().coords());
        let corners = corner_cells(corners.map(|corner| Cell::at((*corner).into())));
        let Ok(mut mask) = corners.and_then(|(first, last)| Mask::blank(first, last)) else {
            continue;
        };
        mask.fill(part);
        let (first, rows) = (mask.first, mask.rows);
        for (row, iy) in (0..rows).zip(first.iy..) {
            for (weight, ix) in mask.row(row).iter().zip(first.ix..) {
                if let Some(at) = study.place(Cell::new(ix, iy)).filter(|_| *weight > 0) {
                    numbers[at] = number;
                }
            }
        }
    }
    Numbered(numbers)
}

/// Counts findings, people and voices of every part.
fn listen(rows: &[Row], study: &Study, number: &Numbered, heard: &mut [Heard]) {
    let in_part = |row: &Row| Some((number.of(study, row.cell)?, row.observer, row.day));
    let mut visits: Vec<(usize, u32, i32)> = rows.iter().filter_map(in_part).collect();
    visits.iter().for_each(|(part, ..)| heard[*part].findings += 1);
    visits.sort_unstable();
    visits.dedup();
    for person in visits.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
        let part = &mut heard[person[0].0];
        part.people += 1;
        part.voices += CAP.min(u32::try_from(person.len()).unwrap_or(CAP));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::polygon;

    /// Four squares of 40 by 40 cells in a row.
    fn squares() -> Vec<MultiPolygon<f64>> {
        let square = |n: i32| {
            let (west, east) = (f64::from(n) * 1_000.0, f64::from(n + 1) * 1_000.0);
            polygon![(x: west, y: 0.0), (x: east, y: 0.0), (x: east, y: 1_000.0), (x: west, y: 1_000.0)]
                .into()
        };
        (0..4).map(square).collect()
    }

    /// So many people in a square, each once and spread over it.
    fn people(square: i32, from: u32, count: u32) -> impl Iterator<Item = Row> {
        (0..count).map(move |n| Row {
            observer: from + n,
            day: 1,
            cell: Cell::new(40 * square + (n as i32 * 7) % 40, (n as i32 * 11) % 40),
        })
    }

    fn of(rows: &[Row]) -> Vec<usize> {
        let study = Study::from_polygons(&squares()).unwrap();
        busier(rows, &study, &squares(), &Rule::default())
    }

    #[test]
    fn a_part_where_many_more_people_speak_is_busier_and_an_even_spread_has_none() {
        let even: Vec<Row> = (0..4)
            .flat_map(|square| people(square, 1_000 * square as u32, 60))
            .collect();
        assert_eq!(of(&even), [] as [usize; 0]);
        let more: Vec<Row> = even.iter().copied().chain(people(2, 9_000, 60)).collect();
        assert_eq!(of(&more), [2]);
        let turned: Vec<Row> = more.iter().rev().copied().collect();
        assert_eq!(of(&turned), [2], "any order of rows");
    }

    #[test]
    fn one_eager_person_makes_no_part_busier_and_few_findings_say_nothing() {
        let mut rows: Vec<Row> = (0..4)
            .flat_map(|square| people(square, 1_000 * square as u32, 60))
            .collect();
        let eager = |n: i32| Row {
            observer: 9_999,
            day: n % 50,
            cell: Cell::new(40 + n % 40, n / 40),
        };
        rows.extend((0..800).map(eager));
        assert_eq!(of(&rows), [] as [usize; 0]);
        let few: Vec<Row> = people(1, 0, 19).collect();
        assert_eq!(of(&few), [] as [usize; 0], "19 findings, all in one part");
        let enough: Vec<Row> = people(1, 0, 20).collect();
        assert_eq!(of(&enough), [1]);
    }

    #[test]
    fn where_people_walked_often_more_is_expected() {
        let rows: Vec<Row> = (0..4)
            .flat_map(|square| people(square, 1_000 * square as u32, if square == 2 { 120 } else { 60 }))
            .collect();
        let study = Study::from_polygons(&squares()).unwrap();
        let passes = study
            .cells()
            .map(|cell| (cell, if cell.ix / 40 == 2 { 2 } else { 1 }));
        let walked = study.walked(passes).unwrap();
        assert_eq!(
            busier(&rows, &walked, &squares(), &Rule::default()),
            [] as [usize; 0]
        );
    }
}

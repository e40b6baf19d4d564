//! The figures of every cell with voices, as a table for those who reckon further.

use super::{answer::Answer, reckon::Laid};
use spatial::{
    Cell, gi_star,
    hotspots::{Figures, Hotspots},
};
use std::{
    collections::HashMap,
    io::{self, Write},
};

/// The columns. `count` is of the cell itself; `people` and `voices` are of the disc of 50 m around it; `class` and
/// `place` are empty where no place is.
const HEADER: [&str; 13] = [
    "ix",
    "iy",
    "count",
    "people",
    "voices",
    "exposure",
    "expected_global",
    "expected_local",
    "p",
    "h",
    "class",
    "place",
    "gi_star_z",
];

/// Writes the cells of the area with voices in their disc, in the order (iy, ix). Floats are the shortest text that
/// reads back as the same number.
pub fn write(to: &mut impl Write, laid: &Laid, spots: &Hotspots<'_>, answer: &Answer) -> io::Result<()> {
    let mut places: HashMap<Cell, (&str, &str)> = HashMap::new();
    for (place, view) in spots.places.iter().zip(&answer.places) {
        places.extend(
            place
                .cells
                .iter()
                .map(|cell| (*cell, (view.class, view.id.as_str()))),
        );
    }
    let mut out = csv::Writer::from_writer(to);
    out.write_record(HEADER)?;
    // Both go through the cells of the area in the same order.
    let mut reference = gi_star(laid.rows.iter().map(|row| row.cell), &laid.study).into_iter();
    for figures in spots.heard() {
        let z = reference
            .find(|(cell, _)| *cell == figures.cell)
            .map_or(0.0, |(_, z)| z);
        let (class, place) = places.get(&figures.cell).copied().unwrap_or_default();
        out.write_record(record(&figures, class, place, z))?;
    }
    out.flush()
}

fn record(figures: &Figures, class: &str, place: &str, z: f64) -> [String; 13] {
    [
        figures.cell.ix.to_string(),
        figures.cell.iy.to_string(),
        figures.findings.to_string(),
        figures.people.to_string(),
        figures.voices.to_string(),
        figures.expected.exposure.to_string(),
        figures.expected.global.to_string(),
        figures.expected.local.to_string(),
        figures.p.to_string(),
        figures.height.to_string(),
        class.to_owned(),
        place.to_owned(),
        z.to_string(),
    ]
}

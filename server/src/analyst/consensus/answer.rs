//! What the drawings of a file come to, as one document: no file names, no clock, nothing of the machine.

use super::reckon::Reckoned;
use serde::Serialize;

/// The whole answer.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    /// The plane: `rd` or `local`.
    pub frame: &'static str,
    /// Side of a cell of the lines, metres.
    pub cell_m: f64,
    /// By name.
    pub buurten: Vec<BuurtView>,
}

/// What was drawn of one buurt.
#[derive(Debug, Clone, Serialize)]
pub struct BuurtView {
    /// Its name.
    pub name: String,
    /// Drawings that count.
    pub n: u32,
    /// How many of them were repaired.
    pub repaired: usize,
    /// Drawings that do not count, a line for each code.
    pub refused: Vec<Refused>,
    /// How alike a drawing is to the shared shape, on average: 0 to 1, four digits.
    pub agreement: f64,
    /// Standard error of the agreement by drawing residents anew out of themselves, four digits; a little too small, as
    /// the shared shape is held meanwhile.
    pub agreement_error: f64,
    /// One time in ten the agreement of residents drawn anew is below this; four digits.
    pub agreement_low: f64,
    /// Area that three quarters drew by area that half drew; four digits.
    pub core: f64,
    /// Area that a quarter and not three quarters drew, by area that half drew; four digits.
    pub fringe: f64,
    /// `eens`, `deels` or `betwist`.
    pub agreed: &'static str,
    /// Area of the shared shape, square metres.
    pub area_m2: f64,
    /// Parts of the shared shape; a buurt should have one.
    pub parts: usize,
    /// Places where the border is a wide strip.
    pub contested: usize,
    /// How alike the shape is to one in which unlike drawings weigh less: 0 to 1, four digits.
    pub alarm: f64,
    /// Whether there seem to be drawings that do not belong.
    pub alarming: bool,
}

/// A drawing that does not count.
#[derive(Debug, Clone, Serialize)]
pub struct Refused {
    /// Its place in the file, from 0.
    pub index: usize,
    /// What is wrong.
    pub code: &'static str,
}

impl Answer {
    /// The answer for buurten that were reckoned.
    pub fn of(reckoned: &Reckoned, cell_m: f64) -> Self {
        let digits = |number: f64, digits: i32| (number * 10_f64.powi(digits)).round() / 10_f64.powi(digits);
        let buurten = reckoned.buurten.iter().map(|buurt| {
            let found = &buurt.found;
            let refused = buurt.refused.iter();
            BuurtView {
                name: buurt.name.clone(),
                n: found.people,
                repaired: buurt.repaired,
                refused: refused
                    .flat_map(|(index, codes)| codes.iter().map(|code| Refused { index: *index, code }))
                    .collect(),
                agreement: digits(found.agreement, 4),
                agreement_error: digits(found.spread.error, 4),
                agreement_low: digits(found.spread.low, 4),
                core: digits(found.spread.core, 4),
                fringe: digits(found.spread.fringe, 4),
                agreed: found.agreed().code(),
                area_m2: digits(found.area_m2, 1),
                parts: found.line.0.len(),
                contested: found.contested.len(),
                alarm: digits(found.alarm, 4),
                alarming: found.is_alarming(),
            }
        });
        Self {
            frame: reckoned.frame_name(),
            cell_m,
            buurten: buurten.collect(),
        }
    }
}

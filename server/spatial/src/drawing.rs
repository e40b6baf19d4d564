//! Judges the border that a resident drew: every fault with its place, what was repaired, and the ring that is kept.
//!
//! In this order: how many corners, are they places on the globe, simplify to a metre, validate, repair, area, place.
//! Whatever takes the square of the corners comes after the counting. `pwa/src/shape` does the same on the phone, step
//! by step; `tests/golden/border_faults.json` holds both to one answer.

mod crossings;
mod hedges;
mod lattice;
mod repair;
mod simplify;
mod town;
mod untie;

use geo_types::Coord;

pub use lattice::Lattice;
pub use town::Town;

/// Most corners of a drawing, all rings together, the closing ones not counted.
pub const MAX_CORNERS: usize = 2_000;
/// Smaller is no border, square metres.
pub const MIN_AREA_M2: f64 = 100.0;
/// Smaller is asked about, square metres.
pub const SMALL_M2: f64 = 5_000.0;
/// Larger is asked about, square metres; so is what is [`LARGE_TIMES`] the usual area.
pub const LARGE_M2: f64 = 4e6;
/// How many times the usual area of the buurt is large.
pub const LARGE_TIMES: f64 = 6.0;
/// Larger is no buurt, square metres; nor is over a quarter of the municipality, when that is over [`LARGE_M2`].
pub const MAX_AREA_M2: f64 = 25e6;
const MOST_OF_TOWN: f64 = 0.25;
/// Longer is no border of a buurt, metres: one of [`MAX_AREA_M2`] has 20 km, and the cost of placing grows with it.
pub const MAX_LENGTH_M: f64 = 200_000.0;
/// Faults of one code that are told.
const TOLD: usize = 20;

/// What a drawing is held against, besides itself.
#[derive(Clone, Debug, Default)]
pub struct Rules<'a> {
    /// What the buurt usually measures, square metres: only what was published, never what others draw now.
    pub usual_area_m2: Option<f64>,
    /// The municipality; `None` judges no place.
    pub town: Option<Town<'a>>,
}

/// Something that is wrong with a drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fault {
    /// `bad_coordinates`, `too_few_points`, `too_many_vertices`, `too_small`, `too_large`, `outside`,
    /// `self_intersection`, `holes_not_supported` or `multipart`.
    pub code: &'static str,
    /// Where, in degrees; `None` when there is no place to show.
    pub at: Option<Coord<f64>>,
    /// What it looks like: `swapped`, `rd_metres` or `null_island`.
    pub hint: Option<&'static str>,
}

/// A drawing that was judged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    /// All faults; none when the drawing can be kept.
    pub faults: Vec<Fault>,
    /// `warn_small`, `warn_large`: to be asked about.
    pub warnings: Vec<&'static str>,
    /// `unclosed` (no news to anybody), `multipart`, `holes_not_supported` (small ones dropped), `repaired_spike`,
    /// `repaired_bowtie`.
    pub repaired: Vec<&'static str>,
    /// The ring that is kept: closed, counter-clockwise, degrees with seven decimals; `None` with a fault.
    pub ring: Option<Vec<Coord<f64>>>,
    /// Square metres inside it, as far as could be told.
    pub area_m2: f64,
}

impl Checked {
    /// Must its maker look at it again before it counts? After a repair that changed the shape, and after a warning.
    #[must_use]
    pub fn needs_confirmation(&self) -> bool {
        !self.warnings.is_empty() || self.repaired.iter().any(|code| *code != "unclosed")
    }

    fn fault(&mut self, code: &'static str, at: Option<Coord<f64>>) {
        if self.faults.iter().filter(|fault| fault.code == code).count() < TOLD {
            self.faults.push(Fault { code, at, hint: None });
        }
    }

    fn repair(&mut self, code: &'static str) {
        if !self.repaired.contains(&code) {
            self.repaired.push(code);
        }
    }
}

/// The rings of a part as they were drawn, the outer one first, WGS84 degrees.
pub type Rings = Vec<Vec<Coord<f64>>>;

/// Judges a drawing: a polygon, or several that are then asked about.
///
/// Cost: a few milliseconds for [`MAX_CORNERS`] corners, and [`Town::strays`]. Pure; the same in, the same out.
#[must_use]
pub fn check(parts: &[Rings], rules: &Rules<'_>) -> Checked {
    let mut judged = Checked::default();
    let corners: usize = parts.iter().flatten().map(|ring| without_end(ring).len()).sum();
    if corners > MAX_CORNERS {
        judged.fault("too_many_vertices", None);
        return judged;
    }
    bad_coordinates(parts, rules, &mut judged);
    if !judged.faults.is_empty() {
        return judged;
    }
    let Some(part) = repair::one_part(parts, &mut judged) else {
        judged.fault("too_few_points", None);
        return judged;
    };
    repair::without_holes(part, &mut judged);
    judge(part.first().map_or(&[], Vec::as_slice), rules, &mut judged);
    if !judged.faults.is_empty() {
        judged.ring = None;
        judged.warnings.clear();
    }
    judged
}

/// One ring: simplified, validated, repaired, measured, placed.
fn judge(ring: &[Coord<f64>], rules: &Rules<'_>, judged: &mut Checked) {
    if ring.len() > 1 && ring.first() != ring.last() {
        judged.repair("unclosed");
    }
    let (lattice, corners) = Lattice::of(ring);
    let corners = lattice::opened(&corners);
    let start = corners.first().map(|corner| lattice.place(*corner));
    if repair::distinct(&corners) < 3 {
        judged.fault("too_few_points", start);
        return;
    }
    let wide = |axis: fn(&Coord<f64>) -> f64| {
        let far = corners.iter().map(axis).fold(0.0, f64::max);
        far - corners.iter().map(axis).fold(0.0, f64::min) > lattice::WIDEST
    };
    if wide(|corner| corner.x) || wide(|corner| corner.y) || lattice.length_m(&corners) > MAX_LENGTH_M {
        judged.area_m2 = lattice.area_m2(&corners).abs();
        judged.fault("too_large", start);
        return;
    }
    let Some(ring) = repair::repaired(&corners, &lattice, judged) else {
        return;
    };
    sized(start, rules, judged);
    if let Some(town) = &rules.town
        && let Some(at) = town.strays(&ring, &lattice)
    {
        judged.fault("outside", Some(lattice.place(at)));
    }
    let mut kept: Vec<Coord<f64>> = ring.iter().map(|corner| lattice.place(*corner)).collect();
    if lattice.area_m2(&ring) < 0.0 {
        kept.reverse();
    }
    kept.extend(kept.first().copied());
    judged.ring = Some(kept);
}

/// Is it too small or too large, or should it be asked about?
fn sized(start: Option<Coord<f64>>, rules: &Rules<'_>, judged: &mut Checked) {
    let most = rules.town.as_ref().map_or(MAX_AREA_M2, |town| {
        (town.area_m2 * MOST_OF_TOWN).clamp(LARGE_M2, MAX_AREA_M2)
    });
    let large = rules
        .usual_area_m2
        .map_or(LARGE_M2, |usual| LARGE_M2.min(usual * LARGE_TIMES));
    if judged.area_m2 < MIN_AREA_M2 {
        judged.fault("too_small", start);
    } else if judged.area_m2 > most {
        judged.fault("too_large", start);
    } else if judged.area_m2 < SMALL_M2 {
        judged.warnings.push("warn_small");
    } else if judged.area_m2 > large {
        judged.warnings.push("warn_large");
    }
}

fn without_end(ring: &[Coord<f64>]) -> &[Coord<f64>] {
    match ring {
        [rest @ .., last] if rest.first() == Some(last) => rest,
        ring => ring,
    }
}

fn bad_coordinates(parts: &[Rings], rules: &Rules<'_>, judged: &mut Checked) {
    for place in parts.iter().flatten().flat_map(|ring| without_end(ring)) {
        let Some(hint) = bad(*place, rules) else { continue };
        let on_globe = place.x.abs() <= 180.0 && place.y.abs() <= 90.0;
        judged.fault("bad_coordinates", on_globe.then_some(*place));
        if let Some(fault) = judged.faults.last_mut() {
            fault.hint = hint;
        }
        if hint.is_some() {
            // All of them will be so; once is enough.
            return;
        }
    }
}

/// Is this no place for a border, and what does it look like?
fn bad(place: Coord<f64>, rules: &Rules<'_>) -> Option<Option<&'static str>> {
    let Coord { x, y } = place;
    if (-7_000.0..300_000.0).contains(&x) && (289_000.0..640_000.0).contains(&y) {
        return Some(Some("rd_metres"));
    }
    let bounds = rules
        .town
        .as_ref()
        .map_or([3.2, 50.7, 7.3, 53.6], |town| town.bounds);
    let holds = |lon: f64, lat: f64| {
        let [west, south, east, north] = bounds;
        (west - 0.1..=east + 0.1).contains(&lon) && (south - 0.1..=north + 0.1).contains(&lat)
    };
    if !holds(x, y) && holds(y, x) {
        return Some(Some("swapped"));
    }
    if x.abs() < 0.01 && y.abs() < 0.01 {
        return Some(Some("null_island"));
    }
    let on_globe = x.abs() <= 180.0 && y.abs() <= 90.0;
    (!on_globe).then_some(None)
}

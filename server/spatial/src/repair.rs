//! Repair of imported borders: what can be repaired is repaired and named, the rest refused.
//!
//! Official borders are invalid in small ways: points twice, and rings that cross themselves by
//! a hand's width because coordinates were rounded. A border that needs nothing comes back as it
//! came, but for the direction of its rings. Where rings cross, corners are added, none is moved;
//! so neighbours that shared an edge share it still. What an odd number of rings surrounds is
//! inside.

use std::fmt;

use geo::orient::{Direction, Orient};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use crate::area::area_m2;
use crate::edge::side;
use crate::frame::{Frame, Lonlat};
use crate::knots::{is_tangled, untangle};

/// Smallest area of a border, square metres.
pub const MIN_AREA_M2: f64 = 100.0;

/// Something that was repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// A ring did not end where it began.
    Unclosed,
    /// A corner stood twice in a row.
    RepeatedPoints,
    /// A ring ran out and straight back, around nothing.
    Spike,
    /// A ring came back to one of its own corners or edges.
    TouchesItself,
    /// A ring crossed itself or another.
    Bowtie,
    /// A part or hole had no area left and was dropped.
    DroppedPart,
}

impl Note {
    /// The code by which doors name it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unclosed => "unclosed",
            Self::RepeatedPoints => "repeated_points",
            Self::Spike => "repaired_spike",
            Self::TouchesItself => "touches_itself",
            Self::Bowtie => "repaired_bowtie",
            Self::DroppedPart => "dropped_part",
        }
    }

    /// True when the shape itself was changed. Closing a ring and dropping a doubled corner change
    /// how a border is written, not what it surrounds, and are no news to anybody.
    #[must_use]
    pub const fn changes_shape(self) -> bool {
        !matches!(self, Self::Unclosed | Self::RepeatedPoints)
    }
}

/// A usable border.
#[derive(Clone, Debug, PartialEq)]
pub struct Repaired {
    /// Closed simple rings, exteriors counter-clockwise, holes clockwise (RFC 7946).
    pub shape: MultiPolygon<f64>,
    /// What was done, each once, in the order of [`Note`].
    pub notes: Vec<Note>,
}

impl Repaired {
    /// True when something was done that a person should hear of; see [`Note::changes_shape`].
    #[must_use]
    pub fn is_repaired(&self) -> bool {
        self.notes.iter().any(|note| note.changes_shape())
    }
}

/// Why a border cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// `empty`, `bad_coordinates`, `too_few_points` or `too_small`.
    pub code: &'static str,
    /// One English sentence.
    pub reason: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.code, self.reason)
    }
}

impl std::error::Error for Refusal {}

/// The corners of a ring as they were delivered.
pub type RawRing = Vec<Coord<f64>>;

/// Repairs a border in WGS84 degrees. As [`repair_rings`], but `geo_types` closes every ring by
/// itself, so [`Note::Unclosed`] never shows.
///
/// # Errors
/// As [`repair_rings`].
pub fn repair(border: &MultiPolygon<f64>) -> Result<Repaired, Refusal> {
    let rings = |part: &Polygon<f64>| {
        let rings = std::iter::once(part.exterior()).chain(part.interiors());
        rings.map(|ring| ring.0.clone()).collect()
    };
    repair_rings(&border.iter().map(rings).collect::<Vec<Vec<RawRing>>>())
}

/// Repairs a border given as parts, each a list of rings of corners in WGS84 degrees, the
/// exterior first (as in `GeoJSON`).
///
/// Parts are repaired one by one; overlaps between parts are left as they are. Cost: about
/// n log n for the borders people draw, n² for a scribble; bound the corners before calling.
///
/// # Errors
/// A [`Refusal`] when there is nothing, a coordinate is not on the globe, or no part of at least
/// [`MIN_AREA_M2`] remains.
pub fn repair_rings(parts: &[Vec<RawRing>]) -> Result<Repaired, Refusal> {
    check_coordinates(parts)?;
    let (mut notes, mut shape) = (Vec::new(), Vec::new());
    for rings in parts {
        shape.extend(repair_part(rings, &mut notes));
    }
    notes.sort_unstable();
    notes.dedup();
    let shape = MultiPolygon(shape).orient(Direction::Default);
    let Some(first) = shape.0.first().and_then(|part| part.exterior().0.first()) else {
        let reason = "no ring has three different corners with an area between them".to_owned();
        return Err(Refusal {
            code: "too_few_points",
            reason,
        });
    };
    let area = area_m2(&shape, &Frame::for_place(Lonlat::new(first.x, first.y)));
    if area < MIN_AREA_M2 {
        let reason = format!("the border surrounds {area:.1} square metres, fewer than {MIN_AREA_M2}");
        return Err(Refusal {
            code: "too_small",
            reason,
        });
    }
    Ok(Repaired { shape, notes })
}

fn check_coordinates(parts: &[Vec<RawRing>]) -> Result<(), Refusal> {
    let mut corners = parts.iter().flatten().flatten().peekable();
    if corners.peek().is_none() {
        return Err(Refusal {
            code: "empty",
            reason: "the border has no corners".to_owned(),
        });
    }
    let off_globe = |corner: &&Coord<f64>| !Lonlat::new(corner.x, corner.y).is_on_globe();
    let Some(bad) = corners.find(off_globe) else {
        return Ok(());
    };
    let rd = (-7_000.0..300_000.0).contains(&bad.x) && (289_000.0..640_000.0).contains(&bad.y);
    let hint = if rd {
        "; looks like RD metres (EPSG:28992), convert to WGS84 first"
    } else {
        ""
    };
    let reason = format!(
        "({}, {}) is not longitude and latitude in degrees{hint}",
        bad.x, bad.y
    );
    Err(Refusal {
        code: "bad_coordinates",
        reason,
    })
}

/// One part, repaired; it may fall into several, or into none.
fn repair_part(rings: &[RawRing], notes: &mut Vec<Note>) -> Vec<Polygon<f64>> {
    let tidied: Vec<Option<RawRing>> = rings.iter().map(|ring| tidy(ring, notes)).collect();
    if tidied.iter().any(Option::is_none) {
        notes.push(Note::DroppedPart);
    }
    // Without its exterior a part has no holes either.
    if tidied.first().is_none_or(Option::is_none) {
        return Vec::new();
    }
    let rings: Vec<RawRing> = tidied.into_iter().flatten().collect();
    if is_tangled(&rings, notes) {
        return untangle(rings);
    }
    let mut rings = rings.into_iter().map(LineString);
    rings
        .next()
        .map(|exterior| Polygon::new(exterior, rings.collect()))
        .into_iter()
        .collect()
}

/// A ring closed, without doubled corners and spikes; `None` when no three corners remain.
fn tidy(ring: &[Coord<f64>], notes: &mut Vec<Note>) -> Option<RawRing> {
    let mut corners = ring.to_vec();
    if corners.len() > 1 && corners.first() == corners.last() {
        corners.pop();
    } else {
        notes.push(Note::Unclosed);
    }
    let before = corners.len();
    corners.dedup();
    while corners.len() > 1 && corners.first() == corners.last() {
        corners.pop();
    }
    if corners.len() < before {
        notes.push(Note::RepeatedPoints);
    }
    let before = corners.len();
    while let Some(at) = spike(&corners) {
        corners.remove(at);
        corners.dedup();
        while corners.len() > 1 && corners.first() == corners.last() {
            corners.pop();
        }
    }
    if corners.len() < 3 {
        return None;
    }
    if corners.len() < before {
        notes.push(Note::Spike);
    }
    corners.push(corners[0]);
    Some(corners)
}

/// A corner at which an open ring turns straight back.
fn spike(corners: &[Coord<f64>]) -> Option<usize> {
    let count = corners.len();
    (0..count).find(|&at| {
        let (before, tip, after) = (
            corners[(at + count - 1) % count],
            corners[at],
            corners[(at + 1) % count],
        );
        let (out, back) = (tip - before, tip - after);
        side(before, tip, after) == 0.0 && out.x * back.x + out.y * back.y > 0.0
    })
}

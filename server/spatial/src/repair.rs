//! Repair of imported borders: what can be repaired is repaired and named, the rest refused.
//!
//! Official borders are invalid in small ways: points twice, and rings that cross themselves by
//! a hand's width because coordinates were rounded. A border that needs nothing comes back as it
//! came, but for the direction of its rings. Where rings cross, corners are added, none is moved;
//! so neighbours that shared an edge share it still. What an odd number of rings surrounds is
//! inside.

use std::collections::VecDeque;
use std::fmt;

use geo::MapCoords;
use geo::orient::{Direction, Orient};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use crate::area::{area_m2, plane_area};
use crate::edge::side;
use crate::frame::{Frame, Lonlat};
use crate::knots::{is_tangled, untangle};

/// Smallest area of a border, square metres.
pub const MIN_AREA_M2: f64 = 100.0;

/// Largest area of a border, square metres: 10,000 square kilometres. A border here is that of a
/// neighbourhood, seldom of more than a municipality; the largest Dutch province, with its water, has
/// about 5,700. What is larger is a country or a mistake, and its cells of 25 m would fill the memory.
pub const MAX_AREA_M2: f64 = 1e10;

/// Most corners of a border, all rings and parts together, as delivered.
pub const MAX_CORNERS: usize = 100_000;

/// Most contacts of a border: pairs of edges that cross or touch other than as neighbours in a ring,
/// all parts together.
pub const MAX_CONTACTS: usize = 500;

/// Most comparisons of two edges, or of a ring with a corner, that judging a border may take.
pub const MAX_STEPS: usize = 100_000_000;

/// Mean radius of the earth, metres.
const EARTH_RADIUS_M: f64 = 6_371_000.0;

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
    /// `empty`, `bad_coordinates`, `too_few_points`, `too_many_vertices`, `self_intersection`,
    /// `too_small` or `too_large`.
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

/// What judging one border may still cost, however many parts it has.
pub(crate) struct Patience {
    contacts: usize,
    steps: usize,
}

impl Patience {
    const fn of_a_border() -> Self {
        Self {
            contacts: MAX_CONTACTS,
            steps: MAX_STEPS,
        }
    }

    /// How many contacts may still be found.
    pub(crate) const fn contacts(&self) -> usize {
        self.contacts
    }

    /// Takes note of steps before they are taken.
    pub(crate) fn spend(&mut self, steps: usize) -> Result<(), Refusal> {
        let Some(left) = self.steps.checked_sub(steps) else {
            let reason = format!(
                "the border has too many corners for how its edges lie across, beside and around one \
                 another (judging it takes over {MAX_STEPS} steps); draw it with fewer corners"
            );
            return Err(Refusal {
                code: "too_many_vertices",
                reason,
            });
        };
        self.steps = left;
        Ok(())
    }

    /// Takes note of contacts found in a part, and of where the first one is, degrees.
    pub(crate) fn bear(&mut self, contacts: usize, first: Option<Coord<f64>>) -> Result<(), Refusal> {
        if let Some(left) = self.contacts.checked_sub(contacts) {
            self.contacts = left;
            return Ok(());
        }
        let place = first.unwrap_or_default();
        let reason = format!(
            "the border crosses or touches itself in more than {MAX_CONTACTS} places; the first found is at \
             longitude {:.6}, latitude {:.6}",
            place.x, place.y
        );
        Err(Refusal {
            code: "self_intersection",
            reason,
        })
    }
}

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
/// Parts are repaired one by one; overlaps between parts are left as they are.
///
/// Cost: about n log n for the borders people draw, more for edges that lie beside one another or
/// meet; bounded by [`MAX_STEPS`] in all, about a second with optimisation. Memory grows with the
/// corners.
///
/// # Errors
/// A [`Refusal`]:
/// - `empty`: there is no corner;
/// - `too_many_vertices`: more than [`MAX_CORNERS`] corners, or more than [`MAX_STEPS`] needed;
/// - `bad_coordinates`: a coordinate is not on the globe;
/// - `self_intersection`: more than [`MAX_CONTACTS`] contacts; the reason says where the first is;
/// - `too_few_points`: no ring with an area remains;
/// - `too_small`, `too_large`: less than [`MIN_AREA_M2`] or more than [`MAX_AREA_M2`] remains.
pub fn repair_rings(parts: &[Vec<RawRing>]) -> Result<Repaired, Refusal> {
    check_coordinates(parts)?;
    let (mut notes, mut shape) = (Vec::new(), Vec::new());
    let mut patience = Patience::of_a_border();
    for rings in parts {
        shape.extend(repair_part(rings, &mut notes, &mut patience)?);
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
    check_area(&shape, Lonlat::new(first.x, first.y))?;
    Ok(Repaired { shape, notes })
}

fn check_area(shape: &MultiPolygon<f64>, place: Lonlat) -> Result<(), Refusal> {
    // A plane folds over where the globe turns away from it, and what covers half the globe may
    // seem small there. So the far too large is measured on a sphere, whose area is kept by this cylinder.
    let cylinder = |corner: Coord<f64>| Coord {
        x: corner.x.to_radians() * EARTH_RADIUS_M,
        y: corner.y.to_radians().sin() * EARTH_RADIUS_M,
    };
    let rough = plane_area(&shape.map_coords(cylinder));
    let area = if rough > 1.5 * MAX_AREA_M2 {
        rough
    } else {
        area_m2(shape, &Frame::for_place(place))
    };
    if area < MIN_AREA_M2 {
        let reason = format!("the border surrounds {area:.1} square metres, fewer than {MIN_AREA_M2}");
        return Err(Refusal {
            code: "too_small",
            reason,
        });
    }
    if !area.is_finite() || area > MAX_AREA_M2 {
        let (has, most) = (area / 1e6, MAX_AREA_M2 / 1e6);
        let reason = format!("the border surrounds {has:.0} square kilometres, more than {most}");
        return Err(Refusal {
            code: "too_large",
            reason,
        });
    }
    Ok(())
}

fn check_coordinates(parts: &[Vec<RawRing>]) -> Result<(), Refusal> {
    let count: usize = parts.iter().flatten().map(Vec::len).sum();
    if count > MAX_CORNERS {
        return Err(Refusal {
            code: "too_many_vertices",
            reason: format!("the border has {count} corners, more than {MAX_CORNERS}"),
        });
    }
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
fn repair_part(
    rings: &[RawRing],
    notes: &mut Vec<Note>,
    patience: &mut Patience,
) -> Result<Vec<Polygon<f64>>, Refusal> {
    let tidied: Vec<Option<RawRing>> = rings.iter().map(|ring| tidy(ring, notes)).collect();
    if tidied.iter().any(Option::is_none) {
        notes.push(Note::DroppedPart);
    }
    // Without its exterior a part has no holes either.
    if tidied.first().is_none_or(Option::is_none) {
        return Ok(Vec::new());
    }
    let rings: Vec<RawRing> = tidied.into_iter().flatten().collect();
    if is_tangled(&rings, notes, patience)? {
        return untangle(rings, patience);
    }
    let mut rings = rings.into_iter().map(LineString);
    let part = rings
        .next()
        .map(|exterior| Polygon::new(exterior, rings.collect()));
    Ok(part.into_iter().collect())
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
    let mut corners = without_spikes(&corners);
    if corners.len() < 3 {
        return None;
    }
    if corners.len() < before {
        notes.push(Note::Spike);
    }
    corners.push(corners[0]);
    Some(corners)
}

/// An open ring without the corners at which it turns straight back. Each corner comes and goes at
/// most once.
fn without_spikes(corners: &[Coord<f64>]) -> RawRing {
    let mut kept: VecDeque<Coord<f64>> = VecDeque::with_capacity(corners.len());
    for &corner in corners {
        while kept.len() > 1 && turns_back(kept[kept.len() - 2], kept[kept.len() - 1], corner) {
            kept.pop_back();
        }
        if kept.back() != Some(&corner) {
            kept.push_back(corner);
        }
    }
    // The same where the ring closes.
    while kept.len() > 2 {
        let (first, last) = (kept[0], kept[kept.len() - 1]);
        if first == last || turns_back(kept[kept.len() - 2], last, first) {
            kept.pop_back();
        } else if turns_back(last, first, kept[1]) {
            kept.pop_front();
        } else {
            break;
        }
    }
    kept.into()
}

fn turns_back(before: Coord<f64>, tip: Coord<f64>, after: Coord<f64>) -> bool {
    let (out, back) = (tip - before, tip - after);
    side(before, tip, after) == 0.0 && out.x * back.x + out.y * back.y > 0.0
}

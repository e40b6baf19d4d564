//! An invented district on Rotterdam coordinates: twelve buurten, their streets, houses, water and green.
//!
//! The plan is a net of 16 by 12 cells of about 112 by 133 m, turned a little and with every knot moved by fixed
//! chance. Borders of buurten and streets all run along the net, so that neighbours share their border to the last
//! bit. Names are invented; nothing of it exists.

mod plots;

use super::chance::Chance;
use super::words::{BUURTEN, LANES, STREETS};

pub(crate) use plots::Plot;

/// A place: degrees east and degrees north (WGS84), rounded to 6 decimals (about 0.1 m).
pub type Point = [f64; 2];

/// The middle of the district.
pub const MIDDLE: Point = [4.49, 51.893];
/// Metres in one degree east and one degree north at [`MIDDLE`] (ellipsoid of WGS84).
pub const DEGREE_M: [f64; 2] = [68_841.0, 111_260.0];

/// Cells of the net across and up, and cells per buurt each way.
const ACROSS: usize = 16;
const UP: usize = 12;
const PER_BUURT: usize = 4;
/// Width and height of one cell in metres, before knots are moved.
const CELL_M: [f64; 2] = [112.5, 133.0];
/// How far knots are moved at most, each way, in metres.
const SWAY_M: f64 = 13.0;
/// Cosine and sine of the turn of the whole net (11.5 degrees).
const TURN: [f64; 2] = [0.979_925, 0.199_368];
/// Cells of the park: columns and rows, the end left out.
const PARK: [[usize; 2]; 2] = [[5, 7], [5, 7]];
/// Cells that are a small green instead of houses.
const GREENS: [[usize; 2]; 5] = [[1, 2], [9, 1], [14, 6], [2, 9], [11, 10]];
/// The row of the net along whose south side the singel runs, and the width of street and water in metres.
const SINGEL_ROW: usize = 8;
const QUAY_M: f64 = 9.0;
const WATER_M: f64 = 17.0;

/// One of the twelve buurten.
#[derive(Clone, Debug, PartialEq)]
pub struct DemoBuurt {
    /// `VB0001` to `VB0012` (voorbeeld), from south-west to north-east.
    pub code: String,
    /// Its invented name.
    pub name: String,
    /// Its border: closed (last point is the first), counter-clockwise.
    pub ring: Vec<Point>,
}

/// What a street is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreetKind {
    /// Between buurten.
    Main,
    /// Inside one buurt.
    Side,
    /// For walking, in the park.
    Path,
}

/// A street.
#[derive(Clone, Debug, PartialEq)]
pub struct Street {
    /// Its invented name; no two streets share one.
    pub name: String,
    /// What it is for.
    pub kind: StreetKind,
    /// Its middle.
    pub line: Vec<Point>,
}

/// The whole district. Rings are closed.
#[derive(Clone, Debug, PartialEq)]
pub struct District {
    /// The border of all buurten together, counter-clockwise.
    pub outline: Vec<Point>,
    /// Twelve buurten that tile the outline without gap or overlap.
    pub buurten: Vec<DemoBuurt>,
    /// Main streets first.
    pub streets: Vec<Street>,
    /// Rows of houses.
    pub blocks: Vec<Vec<Point>>,
    /// The singel and the pond.
    pub water: Vec<Vec<Point>>,
    /// The park and small greens.
    pub green: Vec<Vec<Point>>,
}

/// The district; the same at every call. Well under a millisecond.
#[must_use]
pub fn district() -> District {
    let net = Net::new();
    District {
        outline: net.border([0, ACROSS], [0, UP]),
        buurten: buurten(&net),
        streets: streets(&net),
        blocks: blocks(&net),
        water: vec![singel(&net), net.oval([6.45, 6.72], [34.0, 21.0])],
        green: greens(&net),
    }
}

/// The ground between the streets of the district.
pub(crate) fn plots() -> Vec<Plot> {
    plots::plots(&Net::new())
}

/// Metres from the middle of the district to degrees.
pub(crate) fn to_point([x, y]: [f64; 2]) -> Point {
    let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
    [
        round(MIDDLE[0] + x / DEGREE_M[0]),
        round(MIDDLE[1] + y / DEGREE_M[1]),
    ]
}

/// Degrees to metres from the middle of the district.
pub(crate) fn to_metres(point: Point) -> [f64; 2] {
    [
        (point[0] - MIDDLE[0]) * DEGREE_M[0],
        (point[1] - MIDDLE[1]) * DEGREE_M[1],
    ]
}

/// The knots of the net in metres from the middle, row by row from the south-west.
struct Net(Vec<[f64; 2]>);

impl Net {
    fn new() -> Self {
        let mut chance = Chance::new(0x0B10_0B55);
        let knots = (0..=UP).flat_map(|row| (0..=ACROSS).map(move |column| (column, row)));
        Self(
            knots
                .map(|(column, row)| swayed(column, row, &mut chance))
                .collect(),
        )
    }

    fn knot(&self, column: usize, row: usize) -> [f64; 2] {
        self.0[row.min(UP) * (ACROSS + 1) + column.min(ACROSS)]
    }

    /// A place anywhere on the net, in cells from the south-west; straight between knots.
    fn at(&self, [u, v]: [f64; 2]) -> [f64; 2] {
        let (column, row) = ((u as usize).min(ACROSS - 1), (v as usize).min(UP - 1));
        let (right, up) = (u - column as f64, v - row as f64);
        let south = mix(self.knot(column, row), self.knot(column + 1, row), right);
        let north = mix(self.knot(column, row + 1), self.knot(column + 1, row + 1), right);
        mix(south, north, up)
    }

    fn points(&self, places: impl IntoIterator<Item = [f64; 2]>) -> Vec<Point> {
        places.into_iter().map(|place| to_point(self.at(place))).collect()
    }

    /// The closed border of a box of cells, counter-clockwise through every knot.
    fn border(&self, columns: [usize; 2], rows: [usize; 2]) -> Vec<Point> {
        let ([west, east], [south, north]) = (columns, rows);
        let bottom = (west..east).map(|column| (column, south));
        let right = (south..north).map(|row| (east, row));
        let top = (west + 1..=east).rev().map(|column| (column, north));
        let left = (south + 1..=north).rev().map(|row| (west, row));
        let around = bottom.chain(right).chain(top).chain(left).chain([(west, south)]);
        around
            .map(|(column, row)| to_point(self.knot(column, row)))
            .collect()
    }

    /// A closed oval around a place on the net, with its half axes in metres.
    fn oval(&self, middle: [f64; 2], [wide, high]: [f64; 2]) -> Vec<Point> {
        let [x, y] = self.at(middle);
        let corner = |step: usize| {
            let (sine, cosine) = (std::f64::consts::TAU * step as f64 / 20.0).sin_cos();
            to_point([x + wide * cosine, y + high * sine])
        };
        let mut ring: Vec<Point> = (0..20).map(corner).collect();
        ring.extend(ring.first().copied());
        ring
    }
}

fn swayed(column: usize, row: usize, chance: &mut Chance) -> [f64; 2] {
    let from_middle = |at: usize, count: usize, size: f64| (at as f64 - count as f64 / 2.0) * size;
    let x = from_middle(column, ACROSS, CELL_M[0]);
    let y = from_middle(row, UP, CELL_M[1]);
    // A slow bend over the whole district, so that long streets are not ruled with a ruler.
    let x = x + 30.0 * (y / 800.0) * (y / 800.0) + chance.between(-SWAY_M, SWAY_M);
    let y = y - 45.0 * (x / 900.0) * (x / 900.0) + chance.between(-SWAY_M, SWAY_M);
    [x * TURN[0] - y * TURN[1], x * TURN[1] + y * TURN[0]]
}

fn mix(one: [f64; 2], other: [f64; 2], share: f64) -> [f64; 2] {
    [
        one[0] + (other[0] - one[0]) * share,
        one[1] + (other[1] - one[1]) * share,
    ]
}

fn buurten(net: &Net) -> Vec<DemoBuurt> {
    let buurt = |(at, name): (usize, &&str)| {
        let (column, row) = (at % (ACROSS / PER_BUURT), at / (ACROSS / PER_BUURT));
        let cells = |place: usize| [place * PER_BUURT, (place + 1) * PER_BUURT];
        DemoBuurt {
            code: format!("VB{:04}", at + 1),
            name: (*name).to_owned(),
            ring: net.border(cells(column), cells(row)),
        }
    };
    BUURTEN.iter().enumerate().map(buurt).collect()
}

/// Which lines of the net inside a buurt are streets: every second one is left out in some buurten, so that blocks
/// differ from buurt to buurt.
fn is_open(buurt: usize, upright: bool, line: usize) -> bool {
    match buurt % 3 {
        0 => true,
        1 => upright || line == 2,
        _ => !upright || line == 2,
    }
}

fn streets(net: &Net) -> Vec<Street> {
    let street = |name: &str, kind, line| Street {
        name: name.to_owned(),
        kind,
        line,
    };
    let main = main_lines()
        .into_iter()
        .zip(LANES)
        .map(|(places, name)| street(name, StreetKind::Main, net.points(places)));
    let side = side_lines().into_iter().zip(STREETS);
    let side = side.map(|(places, name)| street(name, StreetKind::Side, net.points(places)));
    let paths = [
        ("Veerpad", [[5.0, 5.3], [5.9, 5.8], [7.0, 6.6]]),
        ("Wilgenpad", [[5.2, 7.0], [6.0, 6.1], [6.7, 5.0]]),
    ];
    let paths = paths.map(|(name, places)| street(name, StreetKind::Path, net.points(places)));
    main.chain(side).chain(paths).collect()
}

/// Borders between buurten, from outline to outline: three upright, two across.
fn main_lines() -> Vec<Vec<[f64; 2]>> {
    let whole = |count: usize| (0..=count).map(|at| at as f64);
    let upright = [4.0, 8.0, 12.0].map(|u| whole(UP).map(|v| [u, v]).collect());
    let across = [4.0, 8.0].map(|v| whole(ACROSS).map(|u| [u, v]).collect());
    upright.into_iter().chain(across).collect()
}

/// Streets inside buurten, from border to border, stopping short of the outline and the park.
fn side_lines() -> Vec<Vec<[f64; 2]>> {
    let mut lines = Vec::new();
    for buurt in 0..BUURTEN.len() {
        let (west, south) = (buurt % 4 * PER_BUURT, buurt / 4 * PER_BUURT);
        for upright in [true, false] {
            for line in (1..PER_BUURT).filter(|&line| is_open(buurt, upright, line)) {
                let place = |step: usize| match upright {
                    true => [(west + line) as f64, inland((south + step) as f64, UP)],
                    false => [inland((west + step) as f64, ACROSS), (south + line) as f64],
                };
                let places = (0..=PER_BUURT).map(place);
                lines.extend(pieces(places.filter(|place| !is_in_park(*place)).collect()));
            }
        }
    }
    lines
}

/// Keeps streets 15 m away from the outline.
fn inland(at: f64, count: usize) -> f64 {
    at.clamp(0.13, count as f64 - 0.13)
}

fn is_in_park([u, v]: [f64; 2]) -> bool {
    let inside = |at: f64, [low, high]: [usize; 2]| at > low as f64 && at < high as f64;
    inside(u, PARK[0]) && inside(v, PARK[1])
}

/// A line in pieces wherever a knot was left out; a single knot is no street.
fn pieces(places: Vec<[f64; 2]>) -> Vec<Vec<[f64; 2]>> {
    let near = |one: &[f64; 2], other: &[f64; 2]| (one[0] - other[0]).abs() + (one[1] - other[1]).abs() < 1.5;
    places
        .chunk_by(near)
        .filter(|piece| piece.len() > 1)
        .map(<[_]>::to_vec)
        .collect()
}

fn singel(net: &Net) -> Vec<Point> {
    let side = |metres: f64| SINGEL_ROW as f64 - metres / CELL_M[1];
    let near = (0..=ACROSS).map(|u| [u as f64, side(QUAY_M)]);
    let far = (0..=ACROSS).rev().map(|u| [u as f64, side(QUAY_M + WATER_M)]);
    net.points(far.rev().chain(near.rev()).chain([[0.0, side(QUAY_M + WATER_M)]]))
}

fn greens(net: &Net) -> Vec<Vec<Point>> {
    let park = inset(
        net,
        [PARK[0][0] as f64, PARK[0][1] as f64],
        [PARK[1][0] as f64, PARK[1][1] as f64],
        [0.07, 0.06],
    );
    let small = GREENS.map(|[column, row]| {
        let (u, v) = (column as f64, row as f64);
        inset(net, [u, u + 1.0], [v, v + 1.0], [0.11, 0.1])
    });
    std::iter::once(park).chain(small).collect()
}

/// A closed ring around a box of the net, drawn in by a share of a cell each way.
fn inset(net: &Net, [west, east]: [f64; 2], [south, north]: [f64; 2], [dx, dy]: [f64; 2]) -> Vec<Point> {
    let ([west, east], [south, north]) = ([west + dx, east - dx], [south + dy, north - dy]);
    let middle = [(west + east) / 2.0, (south + north) / 2.0];
    let corners = [
        [west, south],
        [middle[0], south],
        [east, south],
        [east, middle[1]],
        [east, north],
        [middle[0], north],
        [west, north],
        [west, middle[1]],
        [west, south],
    ];
    net.points(corners)
}

/// Rows of houses along the west and east side of every cell that is not green, with alleys between them.
fn blocks(net: &Net) -> Vec<Vec<Point>> {
    let mut chance = Chance::new(0xB10C);
    let mut rows = Vec::new();
    for (row, column) in (0..UP).flat_map(|row| (0..ACROSS).map(move |column| (row, column))) {
        let is_park = (PARK[0][0]..PARK[0][1]).contains(&column) && (PARK[1][0]..PARK[1][1]).contains(&row);
        if is_park || GREENS.contains(&[column, row]) {
            continue;
        }
        houses(net, [column, row], &mut chance, &mut rows);
    }
    rows
}

fn houses(net: &Net, [column, row]: [usize; 2], chance: &mut Chance, rows: &mut Vec<Vec<Point>>) {
    let top = if row + 1 == SINGEL_ROW {
        1.0 - (QUAY_M + WATER_M + 9.0) / CELL_M[1]
    } else {
        0.92
    };
    for west in [0.085, 0.66] {
        let east = west + chance.between(0.2, 0.255);
        let count = 1 + chance.below(3);
        let step = (top - 0.08) / count as f64;
        for part in 0..count {
            let south = 0.08 + step * part as f64;
            let north = south + step - if part + 1 == count { 0.0 } else { 0.035 };
            let corner = |u: f64, v: f64| [column as f64 + u, row as f64 + v];
            rows.push(net.points([
                corner(west, south),
                corner(east, south),
                corner(east, north),
                corner(west, north),
                corner(west, south),
            ]));
        }
    }
}

#[cfg(test)]
#[path = "district_tests.rs"]
mod tests;

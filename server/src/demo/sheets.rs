//! Cuts things on the map into vector tiles.

use super::district::Point;
use geo_types::{LineString, MultiPolygon, Polygon};
use spatial::{
    index::{Bounds, Spot},
    tile::{Layer, Shape, TileId},
};
use std::collections::BTreeMap;

/// Part of a tile around it in which things are still drawn, so that no seam shows.
const RIM: f64 = 1.0 / 64.0;

/// Where a thing lies, in degrees WGS84.
#[derive(Clone, Debug)]
pub(crate) enum Form {
    /// Areas, with holes.
    Area(MultiPolygon<f64>),
    /// A line.
    Line(LineString<f64>),
    /// A place.
    Place(Point),
}

/// What is said of a thing.
#[derive(Clone, Debug)]
pub(crate) enum Said {
    /// Words.
    Text(String),
    /// A whole number.
    Whole(u64),
}

/// Something on the map.
#[derive(Clone, Debug)]
pub(crate) struct Thing {
    /// In which layer.
    pub layer: &'static str,
    /// First and last zoom at which it is drawn.
    pub zooms: [u8; 2],
    /// Where.
    pub form: Form,
    /// Its properties.
    pub tags: Vec<(&'static str, Said)>,
}

/// All tiles of these zooms in which something is drawn, with layers in this order; things in a layer not named are
/// left out. Within a layer things keep their order.
pub(crate) fn sheets(
    things: &[Thing],
    layers: &[&'static str],
    [low, high]: [u8; 2],
) -> Vec<(TileId, Vec<u8>)> {
    let mut tiles = Vec::new();
    for z in low..=high {
        let mut within: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
        for (at, thing) in things.iter().enumerate() {
            if (thing.zooms[0]..=thing.zooms[1]).contains(&z) {
                for place in around(&thing.form, z) {
                    within.entry(place).or_default().push(at);
                }
            }
        }
        for ((x, y), numbers) in within {
            let tile = TileId::new(z, x, y);
            let sheet = tile.map(|tile| (tile, sheet(tile, things, &numbers, layers)));
            tiles.extend(sheet.filter(|(_, bytes)| !bytes.is_empty()));
        }
    }
    tiles
}

/// Columns and rows of the tiles that may hold a form.
fn around(form: &Form, z: u8) -> Vec<(u32, u32)> {
    let rim = 360.0 / f64::from(1_u32 << z) * RIM;
    let corner =
        |lon: f64, lat: f64| TileId::at(z, Spot::of(spatial::Lonlat::new(lon, lat))).map(TileId::parts);
    let Some(Bounds {
        west,
        south,
        east,
        north,
    }) = bounds(form)
    else {
        return Vec::new();
    };
    let (Some((_, left, top)), Some((_, right, bottom))) =
        (corner(west - rim, north + rim), corner(east + rim, south - rim))
    else {
        return Vec::new();
    };
    (left..=right)
        .flat_map(|x| (top..=bottom).map(move |y| (x, y)))
        .collect()
}

fn bounds(form: &Form) -> Option<Bounds> {
    let corners: Vec<Point> = match form {
        Form::Area(areas) => {
            let rings = areas.iter().map(Polygon::exterior);
            rings
                .flat_map(|ring| ring.coords().map(|at| [at.x, at.y]))
                .collect()
        }
        Form::Line(line) => line.coords().map(|at| [at.x, at.y]).collect(),
        Form::Place(place) => vec![*place],
    };
    let first = *corners.first()?;
    let start = Bounds {
        west: first[0],
        south: first[1],
        east: first[0],
        north: first[1],
    };
    Some(corners.iter().fold(start, |reach, [lon, lat]| Bounds {
        west: reach.west.min(*lon),
        south: reach.south.min(*lat),
        east: reach.east.max(*lon),
        north: reach.north.max(*lat),
    }))
}

/// The bytes of one tile; none when nothing is drawn in it.
fn sheet(tile: TileId, things: &[Thing], numbers: &[usize], layers: &[&'static str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for name in layers {
        let mut layer = Layer::new(name);
        for number in numbers.iter().filter(|number| things[**number].layer == *name) {
            draw(&mut layer, *number as u64 + 1, &things[*number], tile);
        }
        layer.finish(&mut bytes);
    }
    bytes
}

fn draw(layer: &mut Layer, id: u64, thing: &Thing, tile: TileId) {
    let projector = tile.projector();
    let mut tags = || -> Vec<_> {
        let said = thing.tags.iter().map(|(name, said)| {
            let value = match said {
                Said::Text(text) => layer.text(text),
                Said::Whole(number) => layer.whole(*number),
            };
            (layer.key(name), value)
        });
        said.collect()
    };
    let shape = match &thing.form {
        Form::Area(areas) => Shape::of_polygons(areas, &projector),
        Form::Line(line) => Shape::of_line(line, &projector),
        Form::Place([lon, lat]) => {
            let spot = Spot::of(spatial::Lonlat::new(*lon, *lat));
            if tile.holds(spot) {
                let tags = tags();
                layer.point(id, projector.unit(spot), &tags);
            }
            return;
        }
    };
    if !shape.is_empty() {
        let tags = tags();
        layer.shape(id, &shape, &tags);
    }
}

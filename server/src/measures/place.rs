//! Where a measure is wanted: a point, a line or a polygon.

use crate::{hotspots::near::metres, house::atlas::Atlas, http::Members};
use geo::{Area, Centroid, Euclidean, Length, Validation};
use geo_types::{Coord, Geometry, LineString, Point, Polygon};
use serde_json::{Value, json};
use spatial::{Frame, Lonlat};

/// Most corners of a line or polygon, the closing one too.
const CORNERS: usize = 200;
/// Longest line in metres.
const LONGEST_M: f64 = 5_000.0;
/// Largest polygon in square metres.
const LARGEST_M2: f64 = 1_000_000.0;

/// A place, read and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The shape in WGS84 degrees.
    pub shape: Geometry,
    /// The same as GeoJSON, to seven decimals.
    pub geojson: Value,
    /// Square metres; 0 for points and lines.
    pub area_m2: f64,
}

impl Place {
    /// Is it a polygon?
    pub fn is_polygon(&self) -> bool {
        matches!(self.shape, Geometry::Polygon(_))
    }

    /// Its middle.
    pub fn middle(&self) -> Option<Lonlat> {
        let middle = self.shape.centroid()?;
        Some(Lonlat::new(middle.x(), middle.y()))
    }
}

/// Reads the member `place`.
pub fn read(members: &mut Members<'_>, atlas: &Atlas) -> Option<Place> {
    let value = members.any("place");
    let value = members.required("place", value)?;
    let mut inner = Members::of(value, "/place");
    let kind = inner.choice("type", &["Point", "LineString", "Polygon"]);
    let kind = inner.required("type", kind);
    let coordinates = inner.any("coordinates");
    let coordinates = inner.required("coordinates", coordinates);
    members.absorb(inner.faults());
    match shape(kind?, coordinates?, atlas) {
        Ok(place) => Some(place),
        Err((code, Some(at))) => {
            members.fault_at("place", code, at);
            None
        }
        Err((code, None)) => {
            members.fault("place", code);
            None
        }
    }
}

/// A code, and where on the map.
type Refusal = (&'static str, Option<[f64; 2]>);

fn shape(kind: &str, coordinates: &Value, atlas: &Atlas) -> Result<Place, Refusal> {
    let shape: Geometry = match kind {
        "Point" => Point(corner(coordinates, atlas)?).into(),
        "LineString" => line(coordinates, 2, atlas)?.into(),
        _ => polygon(coordinates, atlas)?.into(),
    };
    let first = Centroid::centroid(&shape).ok_or(("empty", None))?;
    let frame = Frame::for_place(Lonlat::new(first.x(), first.y()));
    let area_m2 = match metres(&frame, &shape) {
        Geometry::LineString(line) if Euclidean.length(&line) > LONGEST_M => return Err(("too_long", None)),
        Geometry::Polygon(polygon) => polygon.unsigned_area(),
        _ => 0.0,
    };
    if area_m2 > LARGEST_M2 {
        return Err(("too_large", None));
    }
    let geojson = json!({"type": kind, "coordinates": written(&shape)});
    Ok(Place {
        shape,
        geojson,
        area_m2,
    })
}

fn polygon(coordinates: &Value, atlas: &Atlas) -> Result<Polygon, Refusal> {
    let rings = coordinates.as_array().ok_or(("wrong_type", None))?;
    let [ring] = rings.as_slice() else {
        return Err((if rings.is_empty() { "empty" } else { "holes" }, None));
    };
    let ring = line(ring, 4, atlas)?;
    if !ring.is_closed() {
        return Err(("not_closed", None));
    }
    let polygon = Polygon::new(ring, vec![]);
    if !polygon.is_valid() {
        return Err(("crosses_itself", None));
    }
    Ok(polygon)
}

fn line(coordinates: &Value, least: usize, atlas: &Atlas) -> Result<LineString, Refusal> {
    let corners = coordinates.as_array().ok_or(("wrong_type", None))?;
    if corners.len() > CORNERS {
        return Err(("too_many_corners", None));
    }
    if corners.len() < least {
        return Err(("too_few_corners", None));
    }
    let corners: Result<Vec<_>, _> = corners.iter().map(|at| corner(at, atlas)).collect();
    Ok(LineString::new(corners?))
}

fn corner(value: &Value, atlas: &Atlas) -> Result<Coord, Refusal> {
    let pair = value.as_array().filter(|pair| pair.len() == 2);
    let degrees = |at: usize| pair.and_then(|pair| pair[at].as_f64());
    let (Some(x), Some(y)) = (degrees(0), degrees(1)) else {
        return Err(("not_a_position", None));
    };
    if !(-180.0..=180.0).contains(&x) || !(-90.0..=90.0).contains(&y) {
        return Err(("out_of_range", None));
    }
    if atlas.reaches(Lonlat::new(x, y)) {
        return Ok(Coord {
            x: rounded(x),
            y: rounded(y),
        });
    }
    let swapped = atlas.reaches(Lonlat::new(y, x));
    Err((if swapped { "swapped" } else { "outside" }, Some([x, y])))
}

fn rounded(degrees: f64) -> f64 {
    (degrees * 1e7).round() / 1e7
}

fn written(shape: &Geometry) -> Value {
    let pair = |at: &Coord| json!([at.x, at.y]);
    let pairs = |line: &LineString| Value::from(line.coords().map(pair).collect::<Vec<_>>());
    match shape {
        Geometry::Point(point) => pair(&point.0),
        Geometry::LineString(line) => pairs(line),
        Geometry::Polygon(polygon) => json!([pairs(polygon.exterior())]),
        _ => Value::Null,
    }
}

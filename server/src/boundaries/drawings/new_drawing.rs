//! Reads and judges a drawing that a phone sends.

use super::{geometry, words::worded};
use crate::{
    house::{House, atlas::Atlas},
    http::{Fault, Members, Problem},
};
use geo::BoundingRect;
use geo_types::{LineString, Polygon};
use serde_json::Value;
use spatial::{
    drawing::{Checked, Rings, Rules, Town, check},
    index::Bounds,
};
use utoipa::ToSchema;

/// Most years that anybody lives anywhere.
const YEARS: i64 = 120;
/// How far around a drawing borders matter, degrees: more than the 500 m that it may go out.
const AROUND: f64 = 0.02;

/// A drawing to be sent.
#[derive(Debug, Clone, ToSchema)]
pub struct NewDrawing {
    /// Code of the buurt that this is the border of.
    pub buurt: String,
    /// GeoJSON Polygon in WGS84: one ring of at most 2,000 corners, 100 m2 to 25 km2. A MultiPolygon is taken when one
    /// part holds nearly all of it, holes under 1,000 m2 are dropped.
    #[schema(value_type = Object)]
    pub geometry: Value,
    /// `lives`, `works` or `visits`.
    pub relation: Option<String>,
    /// Years there, 0-120.
    #[schema(minimum = 0, maximum = 120)]
    pub years: Option<i64>,
}

/// A drawing as it was read; its shape is not judged yet.
pub struct Reading {
    /// Code of the buurt.
    pub buurt: Option<String>,
    /// Its rings.
    pub parts: Option<Vec<Rings>>,
    /// `lives`, `works` or `visits`.
    pub relation: Option<&'static str>,
    /// Years there.
    pub years: Option<i64>,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

/// Reads the members.
pub fn read(body: &Value, atlas: &Atlas) -> Reading {
    let mut members = Members::of(body, "");
    let buurt = members.words("buurt", 64);
    let buurt = members.required("buurt", buurt);
    if buurt.as_ref().is_some_and(|code| atlas.by_code(code).is_none()) {
        members.fault("buurt", "unknown_buurt");
    }
    let sent = members.any("geometry");
    let parts = members.required("geometry", sent).and_then(|sent| {
        let parts = geometry::parts(sent);
        if parts.is_none() {
            members.fault("geometry", "wrong_type");
        }
        parts
    });
    let relation = members.choice("relation", &["lives", "works", "visits"]);
    let years = members.whole("years", 0, YEARS);
    Reading {
        buurt,
        parts,
        relation,
        years,
        faults: members.faults(),
    }
}

/// Judges the shape; with any fault, of the members too, nothing but the faults.
pub async fn judge(
    house: &House,
    reading: &mut Reading,
    usual_area_m2: Option<f64>,
) -> Result<Checked, Problem> {
    let parts = reading.parts.take();
    let judged = match parts {
        Some(parts) => {
            house
                .reckon(move |house| shape(house, &parts, usual_area_m2))
                .await?
        }
        None => Checked::default(),
    };
    let mut faults = std::mem::take(&mut reading.faults);
    faults.extend(judged.faults.iter().map(|fault| Fault {
        at: fault.at.map(|at| [at.x, at.y]),
        hint: fault.hint,
        ..Fault::new("/geometry", fault.code)
    }));
    if faults.is_empty() {
        return Ok(judged);
    }
    Err(Problem::faulty(faults.into_iter().map(worded).collect()))
}

fn shape(house: &House, parts: &[Rings], usual_area_m2: Option<f64>) -> Checked {
    let atlas = house.atlas.load();
    let near: Vec<&Polygon<f64>> = parts.iter().flat_map(|part| near(&atlas, part)).collect();
    let reach = atlas.bounds();
    let town = (!atlas.buurten.is_empty()).then(|| Town {
        parts: near,
        area_m2: atlas.buurten.iter().map(|buurt| buurt.area_m2).sum(),
        bounds: [reach.west, reach.south, reach.east, reach.north],
    });
    check(parts, &Rules { usual_area_m2, town })
}

/// The borders around a part; all of them when it lies nowhere.
fn near<'a>(atlas: &'a Atlas, part: &Rings) -> Vec<&'a Polygon<f64>> {
    let drawn = part
        .first()
        .and_then(|ring| LineString(ring.clone()).bounding_rect());
    let Some(drawn) = drawn else { return Vec::new() };
    let wanted = Bounds {
        west: drawn.min().x - AROUND,
        south: drawn.min().y - AROUND,
        east: drawn.max().x + AROUND,
        north: drawn.max().y + AROUND,
    };
    atlas.around(wanted).flat_map(|(_, buurt)| &buurt.shape).collect()
}

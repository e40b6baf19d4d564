//! The borders that a proposal would bring into force.

use super::{proposal::Proposal, tiling::Face, vote::voted_on};
use crate::boundaries::border::Border;
use geo_types::{Geometry, MultiPolygon};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use spatial::{Frame, area_m2};
use uuid::Uuid;

/// The new borders of all its buurten that change, from one day on.
pub fn new_borders(proposal: &Proposal, valid_from: Date, frame: &Frame, now: i64) -> Vec<Border> {
    let tiling = proposal.tiling();
    let changed = voted_on(proposal);
    let faces = tiling.faces.iter().filter(|face| changed.contains(&face.code));
    let version = |face: &Face| {
        let shape = tiling.shape(face);
        let geometry = written(&shape);
        Border {
            id: Uuid::now_v7(),
            code: face.code.clone(),
            name: face.name.clone(),
            kind: "adopted".into(),
            valid_from: valid_from.to_string(),
            area_m2: area_m2(&shape, frame),
            sha256: Sha256::digest(geometry.as_bytes()).to_vec(),
            geometry,
            imported_at: now,
            replaces_adopted: 0,
        }
    };
    faces.map(version).collect()
}

/// As GeoJSON text: a Polygon when it is one part.
fn written(shape: &MultiPolygon<f64>) -> String {
    let geometry = match shape.0.as_slice() {
        [part] => Geometry::Polygon(part.clone()),
        _ => Geometry::MultiPolygon(shape.clone()),
    };
    geojson::Geometry::from(&geometry).to_string()
}

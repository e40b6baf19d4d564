//! The invented street plan as a base map: one file in the data folder, in the schema that styles for real cities read.
//!
//! Layers, kinds and names of properties are those of the Protomaps basemap, version 4, so that the same style draws
//! this file and an extract of a real city.

use super::{
    archive::{About, archive, read_metadata},
    chance::Chance,
    district::{District, Point, Street, StreetKind, district, plots, to_metres, to_point},
    houses::{Block, Ring, build},
    sheets::{Form, Said, Thing, sheets},
};
use crate::http::body::hex;
use geo_types::{LineString, MultiPolygon, Polygon};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use spatial::index::Bounds;
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Zooms that are drawn; viewers enlarge the last one.
const ZOOMS: [u8; 2] = [10, 15];
/// Houses stand one by one from this zoom on; in rows before it.
const HOUSES: u8 = 14;
/// Counts changes of this drawing, so that files of an older one are written anew.
const DRAWING: u32 = 1;
/// How far the ground goes on around the district, in metres.
const AROUND_M: f64 = 2_500.0;
/// Layers from the ground up.
const LAYERS: [&str; 6] = ["earth", "landuse", "water", "buildings", "roads", "places"];
const ATTRIBUTION: &str = "Verzonnen stratenplan (voorbeeld)";

/// What tells this plan and drawing from others.
fn mark(plan: &District) -> String {
    hex(&Sha256::digest(format!("{DRAWING} {plan:?}")))[..16].to_owned()
}

/// Draws the base map into a folder, unless it is there and of this plan and drawing. Gives its path.
pub fn keep(folder: &Path) -> io::Result<PathBuf> {
    let path = folder.join("basemap.pmtiles");
    let plan = district();
    if read_metadata(&path).is_some_and(|said| said["plan"] == mark(&plan).as_str()) {
        return Ok(path);
    }
    // Whoever reads meanwhile reads the old one, or the new one as a whole.
    let fresh = folder.join("basemap.pmtiles.new");
    fs::create_dir_all(folder)?;
    let mut file = fs::File::create(&fresh)?;
    file.write_all(&draw(&plan)?)?;
    file.sync_all()?;
    fs::rename(&fresh, &path)?;
    Ok(path)
}

/// The whole archive. Well under a second, under 3 MB.
fn draw(plan: &District) -> io::Result<Vec<u8>> {
    let reach = reach(plan);
    let things = things(plan, reach);
    let about = About {
        bounds: reach,
        center: (super::district::MIDDLE, 14),
        metadata: metadata(plan),
    };
    archive(sheets(&things, &LAYERS, ZOOMS), &about)
}

fn metadata(plan: &District) -> Value {
    let layer = |name: &&str| {
        let mut fields = json!({"kind": "String"});
        match *name {
            "roads" => fields = json!({"kind": "String", "kind_detail": "String", "name": "String"}),
            "places" => fields = json!({"kind": "String", "name": "String", "min_zoom": "Number"}),
            _ => {}
        }
        json!({"id": name, "fields": fields, "minzoom": ZOOMS[0], "maxzoom": ZOOMS[1]})
    };
    json!({
        "name": "Voorbeeldwijk",
        "description": "An invented district, drawn by Buurtschouw",
        "attribution": ATTRIBUTION,
        "type": "baselayer",
        "version": "4.0.0",
        "plan": mark(plan),
        "vector_layers": LAYERS.iter().map(layer).collect::<Vec<_>>(),
    })
}

/// The district and the ground around it.
fn reach(plan: &District) -> Bounds {
    let corners = plan.outline.iter().map(|point| to_metres(*point));
    let far = corners.fold([0.0_f64; 4], |[west, south, east, north], [x, y]| {
        [west.min(x), south.min(y), east.max(x), north.max(y)]
    });
    let [west, south] = to_point([far[0] - AROUND_M, far[1] - AROUND_M]);
    let [east, north] = to_point([far[2] + AROUND_M, far[3] + AROUND_M]);
    Bounds {
        west,
        south,
        east,
        north,
    }
}

fn things(plan: &District, reach: Bounds) -> Vec<Thing> {
    let mut things = vec![area("earth", ZOOMS[0], "earth", &[&box_of(reach)])];
    let mut chance = Chance::new(0x0B0_B1AD);
    let blocks: Vec<Block> = plots().iter().map(|plot| build(plot, &mut chance)).collect();
    for block in &blocks {
        things.push(area("landuse", 11, "residential", &[&in_degrees(&block.ground)]));
        let court = block.court.iter();
        things.extend(court.map(|court| area("landuse", 13, "garden", &[&in_degrees(court)])));
    }
    for (at, green) in plan.green.iter().enumerate() {
        let (zoom, kind) = if at == 0 { (10, "park") } else { (12, "grass") };
        things.push(area("landuse", zoom, kind, &[green]));
    }
    for (at, water) in plan.water.iter().enumerate() {
        let (zoom, kind) = if at == 0 { (10, "canal") } else { (12, "water") };
        things.push(area("water", zoom, kind, &[water]));
    }
    blocks.iter().for_each(|block| put_houses(block, &mut things));
    // Paths lie under streets, and streets under main streets.
    things.extend(plan.streets.iter().rev().map(road));
    things.extend(plan.buurten.iter().map(|buurt| place(&buurt.name, &buurt.ring)));
    things
}

fn put_houses(block: &Block, things: &mut Vec<Thing>) {
    for (fronts, backs) in &block.rows {
        let rings = [in_degrees(fronts), in_degrees(backs)];
        let rings: Vec<&[Point]> = rings
            .iter()
            .map(Vec::as_slice)
            .filter(|ring| ring.len() > 3)
            .collect();
        let mut rows = area("buildings", 12, "building", &rings);
        rows.zooms[1] = HOUSES - 1;
        things.push(rows);
    }
    let houses = block.houses.iter().map(in_degrees);
    things.extend(houses.map(|house| area("buildings", HOUSES, "building", &[&house])));
}

fn road(street: &Street) -> Thing {
    let (zoom, kind, detail) = match street.kind {
        StreetKind::Main => (10, "major_road", "tertiary"),
        StreetKind::Side => (12, "minor_road", "residential"),
        StreetKind::Path => (13, "path", "footway"),
    };
    Thing {
        layer: "roads",
        zooms: [zoom, ZOOMS[1]],
        form: Form::Line(line(&street.line)),
        tags: vec![
            ("kind", Said::Text(kind.to_owned())),
            ("kind_detail", Said::Text(detail.to_owned())),
            ("name", Said::Text(street.name.clone())),
        ],
    }
}

/// The name of a buurt in the middle of its corners.
fn place(name: &str, ring: &[Point]) -> Thing {
    let corners = &ring[1..];
    let middle = |axis: usize| corners.iter().map(|at| at[axis]).sum::<f64>() / corners.len().max(1) as f64;
    Thing {
        layer: "places",
        zooms: [12, ZOOMS[1]],
        form: Form::Place([middle(0), middle(1)]),
        tags: vec![
            ("kind", Said::Text("neighbourhood".to_owned())),
            ("name", Said::Text(name.to_owned())),
            ("min_zoom", Said::Whole(12)),
        ],
    }
}

/// An area of an outer ring and holes.
fn area(layer: &'static str, zoom: u8, kind: &str, rings: &[&[Point]]) -> Thing {
    let mut rings = rings.iter().map(|ring| line(ring));
    let outer = rings.next().unwrap_or_else(|| LineString(Vec::new()));
    Thing {
        layer,
        zooms: [zoom, ZOOMS[1]],
        form: Form::Area(MultiPolygon(vec![Polygon::new(outer, rings.collect())])),
        tags: vec![("kind", Said::Text(kind.to_owned()))],
    }
}

fn line(points: &[Point]) -> LineString<f64> {
    points.iter().map(|[lon, lat]| (*lon, *lat)).collect()
}

fn in_degrees(ring: &Ring) -> Vec<Point> {
    ring.iter().map(|corner| to_point(*corner)).collect()
}

fn box_of(reach: Bounds) -> Vec<Point> {
    let Bounds {
        west,
        south,
        east,
        north,
    } = reach;
    vec![
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
    ]
}

#[cfg(test)]
#[path = "basemap_tests.rs"]
mod tests;

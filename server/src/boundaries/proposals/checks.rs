//! What a proposal would change, checked and counted.

use super::{
    edit::{LEAST_M2, bad_faces, crossings},
    tiling::Tiling,
};
use crate::house::{
    House,
    register::{ECHO, Held, PERSONAL},
};
use geo::BoundingRect;
use geo_types::MultiPolygon;
use serde::Serialize;
use spatial::{Lonlat, area_m2, index::Bounds, locate::Borders};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// People of whom at least so many must be behind a figure.
const ENOUGH_PEOPLE: usize = 3;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ProposalCheck)]
pub struct Check {
    /// `valid` (no line crosses another), `one_part`, `least_area` or `findings_moved`.
    pub code: &'static str,
    /// Is it well? Moved findings always are.
    pub ok: bool,
    /// The buurt it is about, when it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub face: Option<String>,
    /// Where it is not well, `[lon, lat]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<[f64; 2]>,
    /// How many findings, without personal ones; 0 when fewer than 3 people are behind them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
    /// Area in square metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area_m2: Option<f64>,
}

impl Check {
    fn of(code: &'static str, ok: bool) -> Self {
        Self {
            code,
            ok,
            face: None,
            at: None,
            count: None,
            area_m2: None,
        }
    }
}

/// Everything that is looked at. Cost: the findings in the changed buurten, some hundred ns each.
pub fn checks(house: &House, held: &Held, base: &Tiling, now: &Tiling) -> Vec<Check> {
    let frame = house.atlas.load().frame;
    let moved: Vec<usize> = (0..now.arcs.len())
        .filter(|place| base.arcs.get(*place).map(|arc| &arc.line) != Some(&now.arcs[*place].line))
        .collect();
    let crossed = crossings(now, &moved);
    let mut found = vec![Check {
        at: crossed.first().map(|(_, at)| *at),
        ..Check::of("valid", crossed.is_empty())
    }];
    let bad = bad_faces(now, base, &frame);
    let changed = now.changed_from(base);
    for face in now.faces.iter().filter(|face| changed.contains(&face.code)) {
        let parted = bad
            .iter()
            .find(|(code, own, _)| *code == "not_one_part" && *own == face.code);
        found.push(Check {
            face: Some(face.code.clone()),
            at: parted.map(|(_, _, at)| *at),
            ..Check::of("one_part", parted.is_none())
        });
        let area = area_m2(&now.shape(face), &frame);
        found.push(Check {
            face: Some(face.code.clone()),
            area_m2: Some(area.round()),
            ..Check::of("least_area", area >= LEAST_M2)
        });
    }
    let count = findings_moved(held, base, now).values().sum();
    found.push(Check {
        count: Some(count),
        ..Check::of("findings_moved", true)
    });
    found
}

/// From which buurt to which; `None` is outside all.
pub type Way = (Option<String>, Option<String>);

/// How many findings lie in another buurt by `now` than by `base`, per way. Personal ones count for nobody: a line may be
/// drawn around any place. Ways with fewer than 3 people behind them count none.
pub fn findings_moved(held: &Held, base: &Tiling, now: &Tiling) -> BTreeMap<Way, usize> {
    let (before, after) = (shapes(base), shapes(now));
    let changed = now.changed_from(base);
    let mut ways: BTreeMap<Way, (usize, BTreeSet<u32>)> = BTreeMap::new();
    let touched = changed
        .iter()
        .flat_map(|code| [base.shape_of(code), now.shape_of(code)])
        .flatten();
    let Some(bounds) = around(touched) else {
        return BTreeMap::new();
    };
    let (old, new) = (Borders::new(&before), Borders::new(&after));
    held.index.in_box(&bounds, |row, spot| {
        let sight = held.index.sight(row);
        if sight.flags & (ECHO | PERSONAL) != 0 {
            return;
        }
        let place: Lonlat = spot.lonlat();
        let way = (base.code(old.locate(place)), now.code(new.locate(place)));
        if way.0 != way.1 {
            let told = (way.0.map(str::to_owned), way.1.map(str::to_owned));
            let (count, people) = ways.entry(told).or_default();
            *count += 1;
            people.insert(sight.observer);
        }
    });
    ways.into_iter()
        .map(|(way, (count, people))| (way, if people.len() < ENOUGH_PEOPLE { 0 } else { count }))
        .collect()
}

fn shapes(tiling: &Tiling) -> Vec<MultiPolygon<f64>> {
    tiling.faces.iter().map(|face| tiling.shape(face)).collect()
}

fn around(shapes: impl Iterator<Item = MultiPolygon<f64>>) -> Option<Bounds> {
    let boxes = shapes.filter_map(|shape| shape.bounding_rect());
    let joined = boxes.reduce(|a, b| {
        let low = (a.min().x.min(b.min().x), a.min().y.min(b.min().y));
        let high = (a.max().x.max(b.max().x), a.max().y.max(b.max().y));
        geo_types::Rect::new(low, high)
    })?;
    Some(Bounds {
        west: joined.min().x,
        south: joined.min().y,
        east: joined.max().x,
        north: joined.max().y,
    })
}

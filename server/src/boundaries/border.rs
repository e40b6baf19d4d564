//! What a version of a border is, and how it leaves as GeoJSON.

use crate::house::atlas::Buurt;
use geo_types::MultiPolygon;
use serde_json::{Map, Value, json};
use std::{borrow::Borrow, collections::BTreeMap};
use uuid::Uuid;

/// A version of a border as it is kept.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Border {
    /// Its id.
    pub id: Uuid,
    /// Stable code of the buurt.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// `official` or `adopted`.
    pub kind: String,
    /// First day, `YYYY-MM-DD`.
    pub valid_from: String,
    /// Area in square metres.
    pub area_m2: f64,
    /// GeoJSON geometry as text, WGS84.
    pub geometry: String,
    /// SHA-256 of the geometry text: equal geometry, equal hash.
    pub sha256: Vec<u8>,
    /// When it came in, ms since 1970 UTC.
    pub imported_at: i64,
    /// 1 for an official border that takes the place of an adopted one, because its import said so.
    pub replaces_adopted: i64,
}

/// The borders in force on a day: per buurt the last one valid from then or before; of two from one day the later import.
/// What residents adopted stays over official borders that come later, unless their import was told to replace it.
pub fn in_force<B: Borrow<Border>>(borders: impl IntoIterator<Item = B>, on: &str) -> Vec<B> {
    let mut begun: Vec<B> = borders.into_iter().collect();
    begun.retain(|border| border.borrow().valid_from.as_str() <= on);
    begun.sort_by(|one, other| {
        let moment = |border: &Border| (border.valid_from.clone(), border.imported_at);
        moment(one.borrow()).cmp(&moment(other.borrow()))
    });
    let mut held: BTreeMap<String, B> = BTreeMap::new();
    for border in begun {
        let own: &Border = border.borrow();
        let before = held.get(&own.code).map(Borrow::borrow);
        if before.is_none_or(|before| own.takes_over(before)) {
            held.insert(own.code.clone(), border);
        }
    }
    held.into_values().collect()
}

impl Border {
    /// Does it take the place of the one that was in force until it began?
    fn takes_over(&self, before: &Self) -> bool {
        before.kind != "adopted" || self.kind == "adopted" || self.replaces_adopted != 0
    }

    /// As a buurt of the atlas; `None` when the kept geometry cannot be read.
    pub fn buurt(self) -> Option<Buurt> {
        let geometry: geojson::Geometry = self.geometry.parse().ok()?;
        let shape = match geometry.try_into().ok()? {
            geo_types::Geometry::Polygon(part) => MultiPolygon(vec![part]),
            geo_types::Geometry::MultiPolygon(parts) => parts,
            _ => return None,
        };
        Some(Buurt {
            code: self.code,
            name: self.name,
            kind: self.kind,
            valid_from: self.valid_from,
            area_m2: self.area_m2,
            geometry: self.geometry,
            shape,
        })
    }
}

/// A buurt as a GeoJSON feature.
pub fn feature(buurt: &Buurt) -> Value {
    let mut feature = Map::new();
    feature.insert("type".into(), "Feature".into());
    feature.insert("id".into(), buurt.code.clone().into());
    feature.insert(
        "geometry".into(),
        serde_json::from_str(&buurt.geometry).unwrap_or(Value::Null),
    );
    let properties = json!({
        "code": buurt.code, "name": buurt.name, "kind": buurt.kind,
        "valid_from": buurt.valid_from, "area_m2": buurt.area_m2,
    });
    feature.insert("properties".into(), properties);
    Value::Object(feature)
}

/// Buurten as a GeoJSON collection, by code.
pub fn collection(buurten: &[Buurt]) -> Value {
    let features: Vec<Value> = buurten.iter().map(feature).collect();
    json!({"type": "FeatureCollection", "features": features})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn border(code: &str, valid_from: &str, imported_at: i64) -> Border {
        Border {
            id: Uuid::from_u128(0),
            code: code.into(),
            name: code.into(),
            kind: "official".into(),
            valid_from: valid_from.into(),
            area_m2: 1.0,
            geometry: String::new(),
            sha256: vec![],
            imported_at,
            replaces_adopted: 0,
        }
    }

    #[test]
    fn the_border_in_force_is_the_last_one_valid_on_that_day() {
        let all = || {
            vec![
                border("A", "2024-01-01", 5),
                border("A", "2026-01-01", 1),
                border("A", "2026-01-01", 2),
            ]
        };
        assert_eq!(in_force(all(), "2023-12-31"), vec![]);
        assert_eq!(in_force(all(), "2025-06-01"), vec![border("A", "2024-01-01", 5)]);
        assert_eq!(in_force(all(), "2026-01-01"), vec![border("A", "2026-01-01", 2)]);
    }
    #[test]
    fn an_adopted_border_stays_over_later_official_ones_until_an_import_replaces_it() {
        let adopted = Border {
            kind: "adopted".into(),
            ..border("A", "2026-05-01", 2)
        };
        let official = border("A", "2027-01-01", 3);
        let replacing = Border {
            replaces_adopted: 1,
            ..border("A", "2028-01-01", 4)
        };
        let next = border("A", "2029-01-01", 5);
        let all = [border("A", "2026-01-01", 1), adopted, official, replacing, next];
        let held = |day| in_force(&all, day)[0].imported_at;
        let days = [
            "2026-04-30",
            "2026-05-01",
            "2027-06-01",
            "2028-01-01",
            "2029-01-01",
        ];
        assert_eq!(days.map(held), [1, 2, 2, 4, 5]);
    }
}

//! What a finding is once it is in.

use super::new_finding::Position;
use crate::{
    catalogue::Catalogue,
    clock,
    house::{House, atlas::Atlas},
    people::{Asker, Thing, looks_after, may_see},
};
use serde::Serialize;
use spatial::{Lonlat, index::Spot};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// A finding as it is kept.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Finding {
    /// Its id, made by the phone.
    pub id: Uuid,
    /// Who saw it.
    pub person_id: Uuid,
    /// On which walk.
    pub walk_id: Option<Uuid>,
    /// Group or item code.
    pub category: Option<String>,
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
    /// Radius of the fix in metres.
    pub accuracy_m: f64,
    /// `gps`, `pin`, `photo` or `address`.
    pub position_source: String,
    /// When it was seen by the phone's clock, ms since 1970 UTC.
    pub observed_at: i64,
    /// When it came, by ours.
    pub received_at: i64,
    /// What the walker wrote.
    pub note: Option<String>,
    /// What would help, they think.
    pub suggested_measure: Option<String>,
    /// How safe it feels, 1-5.
    pub perceived_safety: Option<i64>,
    /// Code of the buurt it lies in, by the borders of the moment it came.
    pub buurt: Option<String>,
    /// When somebody looked at it and released it.
    pub reviewed_at: Option<i64>,
    /// When its maker withdrew it.
    pub withdrawn_at: Option<i64>,
}

impl Finding {
    /// Is it about behaviour of people or about feeling unsafe? Codes we no longer know count as personal.
    pub fn personal(&self, catalogue: &Catalogue) -> bool {
        let Some(code) = &self.category else { return false };
        catalogue.find(code).is_none_or(|entry| entry.personal)
    }

    /// The same in the buurt that it lies in by the borders in force, which its row does not say.
    pub fn as_it_lies(mut self, atlas: &Atlas) -> Self {
        self.buurt = atlas.at(self.place()).map(|buurt| buurt.code.clone());
        self
    }

    /// Where it lies, as memory keeps it: both say the same of a place within a hair of a border.
    pub fn place(&self) -> Lonlat {
        Spot::of(Lonlat::new(self.lon, self.lat)).lonlat()
    }

    /// May `asker` see it? Staff see what lies in their buurt now, whatever it was when it came.
    pub fn is_seen_by(&self, asker: &Asker, house: &House) -> bool {
        may_see(asker, &self.thing(&house.atlas.load(), &house.catalogue))
    }

    /// Is `asker` staff of the place where it lies now?
    pub fn is_looked_after_by(&self, asker: &Asker, house: &House) -> bool {
        looks_after(asker, &self.thing(&house.atlas.load(), &house.catalogue))
    }

    fn thing<'a>(&self, atlas: &'a Atlas, catalogue: &Catalogue) -> Thing<'a> {
        Thing {
            owner: self.person_id,
            walk: self.walk_id,
            buurt: atlas.at(self.place()).map(|buurt| buurt.code.as_str()),
            personal: self.personal(catalogue),
            reviewed: self.reviewed_at.is_some(),
        }
    }
}

/// A photo of a finding: still on its way, or here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PhotoState {
    /// The photo's id.
    pub id: Uuid,
    /// `promised` or `stored`.
    pub state: &'static str,
}

/// The answer to a finding that came in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Receipt {
    /// Its id.
    pub id: Uuid,
    /// SHA-256 of the received bytes, in hexadecimal: the phone forgets its copy when this is what it sent.
    pub sha256: String,
    /// Code of the buurt it lies in.
    pub buurt: Option<String>,
    /// When it came (RFC 3339).
    pub received_at: String,
    /// Group or item code.
    pub category: Option<String>,
    /// `problem`, `idea` or `pearl`; `null` without a category.
    pub kind: Option<&'static str>,
    /// Where it is.
    pub position: Position,
    /// The walk it belongs to.
    pub walk: Option<Uuid>,
    /// Which photos are here.
    pub photos: Vec<PhotoState>,
}

/// A finding in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingView {
    /// Its id.
    pub id: Uuid,
    /// Group or item code.
    pub category: Option<String>,
    /// Group code.
    pub group: Option<String>,
    /// `problem`, `idea` or `pearl`.
    pub kind: Option<&'static str>,
    /// When it was seen (RFC 3339).
    pub observed_at: String,
    /// Radius of the fix in metres.
    pub accuracy_m: f64,
    /// What the walker wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Its photos.
    pub photos: Vec<PhotoState>,
    /// Code of the buurt it lies in.
    pub buurt: Option<String>,
    /// The walk it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub walk: Option<Uuid>,
    /// What it is about, when other findings are about the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<Uuid>,
    /// How many others said "I see this too".
    pub confirmations: usize,
    /// How safe it feels, 1-5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub perceived_safety: Option<i64>,
    /// Code of the measure its maker suggests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggested_measure: Option<String>,
    /// Did the asker make it?
    pub mine: bool,
    /// Did the asker say "I see this too"?
    pub confirmed: bool,
}

/// A point of GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
pub struct Point {
    /// Always `Point`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Degrees, `[lon, lat]`.
    pub coordinates: [f64; 2],
}

/// A finding as a GeoJSON feature.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingFeature {
    /// Always `Feature`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The finding's id.
    pub id: Uuid,
    /// Where it is.
    pub geometry: Point,
    /// What it is.
    pub properties: FindingView,
}

/// What others said of a finding.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// The case it belongs to.
    pub case: Option<Uuid>,
    /// Who saw it too.
    pub by: BTreeSet<Uuid>,
}

impl Finding {
    /// The finding as a feature for an asker who may see it.
    pub fn feature(
        self,
        photos: Vec<PhotoState>,
        said: &Said,
        asker: Option<Uuid>,
        catalogue: &Catalogue,
    ) -> FindingFeature {
        let mine = asker == Some(self.person_id);
        let mut photos = photos;
        if !mine {
            // Who knows the id of a photo on its way could take it first.
            photos.retain(|photo| photo.state == "stored");
        }
        let entry = self.category.as_deref().and_then(|code| catalogue.find(code));
        FindingFeature {
            kind: "Feature",
            id: self.id,
            geometry: Point {
                kind: "Point",
                coordinates: [self.lon, self.lat],
            },
            properties: FindingView {
                id: self.id,
                group: entry.as_ref().map(|entry| entry.group.clone()),
                kind: entry.as_ref().map(|entry| entry.kind.word()),
                category: self.category,
                observed_at: clock::rfc3339(self.observed_at),
                accuracy_m: self.accuracy_m,
                note: self.note,
                photos,
                buurt: self.buurt,
                walk: self.walk_id,
                case: said.case,
                confirmations: said.by.len(),
                confirmed: asker.is_some_and(|asker| said.by.contains(&asker)),
                perceived_safety: self.perceived_safety,
                suggested_measure: self.suggested_measure,
                mine,
            },
        }
    }
}

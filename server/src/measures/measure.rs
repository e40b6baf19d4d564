//! What a proposed measure is: kept, and as it leaves the door.

use super::evidence::Evidence;
use crate::{
    catalogue::{Catalogue, Names},
    clock,
    people::{Asker, Thing, looks_after, may_see},
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// The first state of every measure.
pub const PROPOSED: &str = "proposed";

/// A measure as it is kept.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Measure {
    /// Its id, made by the phone.
    pub id: Uuid,
    /// Who proposed it.
    pub person_id: Uuid,
    /// Code of the kind.
    pub kind: String,
    /// How heavy its kind weighed then, 1-7.
    pub rung: i64,
    /// `proposed`.
    pub state: String,
    /// The place as a GeoJSON geometry, as text.
    pub place: String,
    /// Most western degree of the place.
    pub west: f64,
    /// Most southern degree.
    pub south: f64,
    /// Most eastern degree.
    pub east: f64,
    /// Most northern degree.
    pub north: f64,
    /// Code of the buurt of its middle, by the borders of the moment it came.
    pub buurt: Option<String>,
    /// What its maker wrote.
    pub why: String,
    /// The hotspot it is for.
    pub hotspot: Option<String>,
    /// What was filled in before a last resort, as JSON text.
    pub gate: Option<String>,
    /// Figures as every walker may count them, as JSON text.
    pub evidence: Option<String>,
    /// Figures as its maker may count them, when that is more; JSON text.
    pub full_evidence: Option<String>,
    /// When it was proposed, by our clock.
    pub proposed_at: i64,
    /// When somebody looked at its words and released them.
    pub reviewed_at: Option<i64>,
    /// When its maker withdrew it.
    pub withdrawn_at: Option<i64>,
}

/// A measure as it leaves the door. Proposals are for the whole buurt: kind, place, state and figures are for
/// everybody who walks; words and gate for its maker and staff until somebody looked at them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeasureView {
    /// Its id.
    pub id: Uuid,
    /// Code of the kind.
    pub kind: String,
    /// How heavy it weighs on people's freedom and purse, 1-7.
    pub rung: i64,
    /// `proposed`.
    pub state: String,
    /// The state in words.
    pub label: Names,
    /// GeoJSON Point, LineString or Polygon in WGS84.
    #[schema(value_type = Object)]
    pub place: Value,
    /// Why; `null` when it is not for you to read.
    pub why: Option<String>,
    /// The hotspot it is for.
    pub hotspot: Option<String>,
    /// Figures of the moment it was proposed; they never change. `null` when none may be told.
    #[schema(value_type = Option<Evidence>)]
    pub evidence: Value,
    /// What was filled in before a last resort; absent when it is not for you to read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<super::gate::Gate>)]
    pub gate: Option<Value>,
    /// When it was proposed (RFC 3339).
    pub proposed_at: String,
    /// Did the asker propose it?
    pub mine: bool,
}

/// A measure as a GeoJSON feature.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeasureFeature {
    /// Always `Feature`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Its id.
    pub id: Uuid,
    /// GeoJSON Point, LineString or Polygon in WGS84.
    #[schema(value_type = Object)]
    pub geometry: Value,
    /// The measure.
    pub properties: MeasureView,
}

impl Measure {
    /// What the one rule needs to know of its words.
    fn thing(&self) -> Thing<'_> {
        Thing {
            owner: self.person_id,
            walk: None,
            buurt: self.buurt.as_deref(),
            personal: false,
            reviewed: self.reviewed_at.is_some(),
        }
    }

    /// As this asker may see it.
    pub fn view(&self, asker: &Asker, catalogue: &Catalogue) -> MeasureView {
        let shown = may_see(asker, &self.thing());
        // Released words may be read by every walker; figures with what is personal never.
        let staff = looks_after(asker, &self.thing());
        let full = self.full_evidence.as_ref().filter(|_| staff);
        MeasureView {
            id: self.id,
            kind: self.kind.clone(),
            rung: self.rung,
            state: self.state.clone(),
            label: label(catalogue, &self.kind),
            place: json(Some(&self.place)),
            why: shown.then(|| self.why.clone()),
            // A place that stands out through personal findings alone is not told through its id either.
            hotspot: self.hotspot.clone().filter(|_| staff || self.evidence.is_some()),
            evidence: json(full.or(self.evidence.as_ref())),
            gate: self.gate.as_ref().filter(|_| shown).map(|gate| json(Some(gate))),
            proposed_at: clock::rfc3339(self.proposed_at),
            mine: asker.id() == Some(self.person_id),
        }
    }

    /// The same as a feature.
    pub fn feature(&self, asker: &Asker, catalogue: &Catalogue) -> MeasureFeature {
        let properties = self.view(asker, catalogue);
        MeasureFeature {
            kind: "Feature",
            id: self.id,
            geometry: properties.place.clone(),
            properties,
        }
    }
}

fn json(text: Option<&String>) -> Value {
    text.and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default()
}

/// The state in words. A last resort is only ever proposed here: others decide, and elsewhere.
fn label(catalogue: &Catalogue, kind: &str) -> Names {
    let last_resort = catalogue
        .measure(kind)
        .is_some_and(|measure| !measure.gate.is_empty());
    let (nl, en) = if last_resort {
        ("Voorgesteld aan de burgemeester", "Proposed to the mayor")
    } else {
        ("Voorgesteld", "Proposed")
    };
    Names {
        nl: nl.into(),
        en: en.into(),
        ..Names::default()
    }
}

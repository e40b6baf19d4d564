//! What a drawing is: kept, and as its maker sees it.

use super::words::{Note, notes};
use crate::{
    clock,
    people::{Asker, Thing, may_see},
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// A drawing as it is kept.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Drawing {
    /// Its id, made by the phone.
    pub id: Uuid,
    /// Who drew it.
    pub person_id: Uuid,
    /// Code of the buurt that it is the border of, by its maker's word.
    pub buurt: String,
    /// GeoJSON Polygon as text, one ring, WGS84 with seven decimals; empty when withdrawn.
    pub geometry: String,
    /// Square metres inside.
    pub area_m2: f64,
    /// `lives`, `works` or `visits`.
    pub relation: Option<String>,
    /// Years that its maker lives, works or comes there.
    pub years: Option<i64>,
    /// Codes of what was repaired, parted by commas.
    pub repaired: String,
    /// Codes of what is to be asked about, parted by commas.
    pub warnings: String,
    /// SHA-256 of the members that were sent.
    pub sent: Vec<u8>,
    /// When it came, ms since 1970 UTC.
    pub drawn_at: i64,
    /// When its maker said that it is so; at once when there was nothing to ask.
    pub confirmed_at: Option<i64>,
    /// When a later drawing took its place.
    pub replaced_at: Option<i64>,
    /// When its maker withdrew it.
    pub withdrawn_at: Option<i64>,
}

/// A drawing as its maker sees it; nobody else does.
#[derive(Debug, Serialize, ToSchema)]
pub struct DrawingView {
    /// Its id.
    pub id: Uuid,
    /// Code of the buurt.
    pub buurt: String,
    /// GeoJSON Polygon in WGS84, simplified to a metre, as it is kept.
    #[schema(value_type = Object)]
    pub geometry: Value,
    /// What was repaired: `unclosed` (without asking), `multipart`, `holes_not_supported` (small ones dropped),
    /// `repaired_spike`, `repaired_bowtie`.
    pub repaired: Vec<String>,
    /// What is to be asked about: `warn_small`, `warn_large`.
    pub warnings: Vec<String>,
    /// The same in words.
    pub notes: Vec<Note>,
    /// It counts only after its maker looked at it and confirmed it.
    pub needs_confirmation: bool,
    /// Square metres inside.
    pub area_m2: f64,
    /// `lives`, `works` or `visits`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    /// Years there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years: Option<i64>,
    /// When it came (RFC 3339).
    pub drawn_at: String,
    /// A later drawing took its place.
    pub replaced: bool,
}

impl Drawing {
    /// May this asker see it? Its maker only, whatever their role; the one rule is asked first.
    pub fn is_seen_by(&self, asker: &Asker) -> bool {
        let thing = Thing {
            owner: self.person_id,
            walk: None,
            buurt: None,
            personal: true,
            reviewed: false,
        };
        may_see(asker, &thing) && asker.id() == Some(self.person_id)
    }

    /// As its maker sees it.
    pub fn view(&self) -> DrawingView {
        let (repaired, warnings) = (codes(&self.repaired), codes(&self.warnings));
        DrawingView {
            notes: notes(repaired.iter().chain(&warnings)),
            id: self.id,
            buurt: self.buurt.clone(),
            geometry: serde_json::from_str(&self.geometry).unwrap_or_default(),
            repaired,
            warnings,
            needs_confirmation: self.confirmed_at.is_none(),
            area_m2: self.area_m2,
            relation: self.relation.clone(),
            years: self.years,
            drawn_at: clock::rfc3339(self.drawn_at),
            replaced: self.replaced_at.is_some(),
        }
    }
}

fn codes(text: &str) -> Vec<String> {
    text.split(',')
        .filter(|code| !code.is_empty())
        .map(str::to_owned)
        .collect()
}

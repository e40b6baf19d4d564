//! Lists proposed measures.

use super::{measure::MeasureFeature, store};
use crate::{
    house::House,
    http::{Problem, Query},
    people::Asker,
};
use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

/// The whole world.
const WORLD: [f64; 4] = [-180.0, -90.0, 180.0, 90.0];

/// Measures as GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeasureCollection {
    /// Always `FeatureCollection`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Newest first.
    pub features: Vec<MeasureFeature>,
}

/// Proposed measures, newest first.
#[utoipa::path(get, path = "/api/measures", operation_id = "listMeasures", tag = "measures", params(
    ("bbox" = Option<String>, Query, description = "Those that touch west,south,east,north in degrees"),
    ("kind" = Option<String>, Query, description = "Codes of kinds, parted by commas"),
    ("limit" = Option<u32>, Query, description = "1-1000, default 100"),
), responses(
    (status = 200, description = "Newest first", body = MeasureCollection),
    (status = 422, description = "Every fault", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    mut query: Query,
) -> Result<Json<MeasureCollection>, Problem> {
    let asker = asker.somebody()?;
    let bbox = query.bbox("bbox").unwrap_or(WORLD);
    let kinds = query.words("kind");
    if kinds.iter().any(|code| house.catalogue.measure(code).is_none()) {
        query.fault("kind", "unknown_kind");
    }
    let limit = query.whole("limit", 1, 1_000, 100);
    query.done()?;
    let limit = i64::try_from(limit).unwrap_or(100);
    let found = store::latest(&house.db, bbox, &kinds, limit).await?;
    let features = found
        .iter()
        .map(|measure| measure.feature(&asker, &house.catalogue));
    Ok(Json(MeasureCollection {
        kind: "FeatureCollection",
        features: features.collect(),
    }))
}

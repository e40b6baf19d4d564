//! What an odd number of rings surrounds, by `geo`, for what rounding keeps tangled.

use std::panic::{AssertUnwindSafe, catch_unwind};

use geo::BooleanOps;
use geo_types::{LineString, MultiPolygon, Polygon};

use crate::repair::{RawRing, Refusal};

/// The polygons; corners move by a billionth of the extent.
///
/// # Errors
/// `self_intersection` for scribbles that the sweep underneath cannot follow: rings that lie over each
/// other across thousands of kilometres make it lose its place and panic, which must not end an import.
pub(crate) fn fold(rings: Vec<RawRing>) -> Result<Vec<Polygon<f64>>, Refusal> {
    let alone = |ring| Polygon::new(LineString(ring), Vec::new());
    let all: MultiPolygon<f64> = rings.into_iter().map(alone).collect();
    let folded = catch_unwind(AssertUnwindSafe(|| all.union(&MultiPolygon(Vec::new())).0));
    folded.map_err(|_| Refusal {
        code: "self_intersection",
        reason: "its rings are tangled beyond repair".to_owned(),
    })
}

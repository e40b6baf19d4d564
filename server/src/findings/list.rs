//! Lists findings, a page at a time.

use super::{
    finding::{Finding, FindingFeature},
    page::{Page, comes_after, cursor},
    record::states,
    store,
};
use crate::{
    house::House,
    http::{Problem, Query},
    people::{Asker, may_see},
};
use axum::{
    Json,
    extract::{RawQuery, State},
};
use serde::Serialize;
use utoipa::ToSchema;

/// A page of findings as GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingCollection {
    /// Always `FeatureCollection`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// How many the asker may see in all.
    #[serde(rename = "numberMatched")]
    pub number_matched: usize,
    /// How many are on this page.
    #[serde(rename = "numberReturned")]
    pub number_returned: usize,
    /// Where to go on: `rel` is `next`.
    pub links: Vec<Link>,
    /// Newest first, ties by id.
    pub features: Vec<FindingFeature>,
}

/// A way on.
#[derive(Debug, Serialize, ToSchema)]
pub struct Link {
    /// `next`.
    pub rel: &'static str,
    /// Path and query.
    pub href: String,
}

/// The page, and the findings that the asker may see. Cost: reads every finding in the box and period.
pub async fn list(house: &House, asker: &Asker, page: &Page) -> Result<(usize, Vec<Finding>, bool), Problem> {
    let mut seen = store::matching(&house.db, &page.filter).await?;
    seen.retain(|finding| {
        page.filter.takes(finding, &house.catalogue) && may_see(asker, &finding.thing(&house.catalogue))
    });
    let matched = seen.len();
    if let Some(place) = page.after {
        seen.retain(|finding| comes_after(finding, place));
    }
    let more = seen.len() > page.limit;
    seen.truncate(page.limit);
    Ok((matched, seen, more))
}

fn next_link(raw: &str, last: &Finding) -> Link {
    let kept = raw
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="));
    let mut pairs: Vec<String> = kept.map(str::to_owned).collect();
    pairs.push(format!("cursor={}", cursor(last)));
    Link {
        rel: "next",
        href: format!("/api/findings?{}", pairs.join("&")),
    }
}

/// Findings, newest first.
#[utoipa::path(get, path = "/api/findings", operation_id = "listFindings", tag = "findings", params(
    ("bbox" = Option<String>, Query, description = "west,south,east,north in degrees"),
    ("category" = Option<String>, Query, description = "Group or item codes, parted by commas"),
    ("since" = Option<String>, Query, description = "Moment (RFC 3339) or date"),
    ("until" = Option<String>, Query, description = "Moment or date, not included"),
    ("walk" = Option<Uuid>, Query, description = "Of one walk"),
    ("buurt" = Option<String>, Query, description = "Code of a buurt"),
    ("limit" = Option<u32>, Query, description = "1-1000, default 100"),
    ("cursor" = Option<String>, Query, description = "From a `next` link"),
), responses(
    (status = 200, description = "A page", body = FindingCollection),
    (status = 422, description = "Every fault", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    RawQuery(raw): RawQuery,
    query: Query,
) -> Result<Json<FindingCollection>, Problem> {
    let asker = asker.somebody()?;
    let page = Page::read(query, &house.catalogue, &house.config.time_zone)?;
    let (number_matched, findings, more) = list(&house, &asker, &page).await?;
    let next = findings
        .last()
        .filter(|_| more)
        .map(|last| next_link(&raw.unwrap_or_default(), last));
    let mut features = Vec::with_capacity(findings.len());
    let mut photos = store::photos_of_all(&house.db, &findings).await?;
    for finding in findings {
        let photos = states(photos.remove(&finding.id).unwrap_or_default());
        features.push(finding.feature(photos, asker.id(), &house.catalogue));
    }
    Ok(Json(FindingCollection {
        kind: "FeatureCollection",
        number_matched,
        number_returned: features.len(),
        links: next.into_iter().collect(),
        features,
    }))
}

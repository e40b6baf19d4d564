//! Lists findings, a page at a time.

use super::{
    feature::Features,
    finding::FindingFeature,
    page::{Page, cursor},
    sieve::Sieve,
};
use crate::{
    catalogue::Catalogue,
    house::{House, register::Held},
    http::{Problem, Query},
    people::Asker,
};
use axum::{
    extract::{RawQuery, State},
    http::header,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use spatial::index::Spot;
use utoipa::ToSchema;
use uuid::Uuid;

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

/// What a page holds.
struct Found {
    /// How many the asker may see in all.
    matched: usize,
    /// Rows of this page, newest first.
    rows: Vec<(u32, Spot)>,
    /// There are more after it.
    more: bool,
}

/// The rows of a page. Cost: looks at every finding in the box, about 20 ns each.
fn find(held: &Held, asker: &Asker, page: &Page, catalogue: &Catalogue) -> Found {
    let sieve = Sieve::new(held, asker, &page.filter, catalogue);
    let (mut matched, mut rows) = (0, Vec::new());
    let place = |row: u32| (held.index.sight(row).at(), held.index.id(row));
    let after = page.after.map(|(at, id)| (at, id.as_u128()));
    held.index.in_box(sieve.bounds(), |row, spot| {
        let sight = held.index.sight(row);
        if sieve.takes(sight) && sieve.shows(sight) {
            matched += 1;
            if after.is_none_or(|after| place(row) < after) {
                rows.push((row, spot));
            }
        }
    });
    let newest_first = |a: &(u32, Spot), b: &(u32, Spot)| place(b.0).cmp(&place(a.0));
    let more = rows.len() > page.limit;
    if more {
        rows.select_nth_unstable_by(page.limit, newest_first);
        rows.truncate(page.limit);
    }
    rows.sort_unstable_by(newest_first);
    Found { matched, rows, more }
}

/// The page as GeoJSON text: what [`FindingCollection`] describes.
fn write(held: &Held, asker: &Asker, catalogue: &Catalogue, found: &Found, next: &[Link]) -> Vec<u8> {
    let mut out = Vec::with_capacity(200 + 450 * found.rows.len());
    let head = serde_json::json!({
        "type": "FeatureCollection",
        "numberMatched": found.matched,
        "numberReturned": found.rows.len(),
        "links": next,
    });
    let head = head.to_string();
    out.extend_from_slice(head.trim_end_matches('}').as_bytes());
    out.extend_from_slice(b",\"features\":[");
    let features = Features::new(held, catalogue);
    for (place, (row, spot)) in found.rows.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        features.write(&mut out, *row, *spot, asker.id());
    }
    out.extend_from_slice(b"]}");
    out
}

fn next_link(raw: &str, last: (i64, Uuid)) -> Link {
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
) -> Result<Response, Problem> {
    let asker = asker.somebody()?;
    let page = Page::read(query, &house.catalogue, &house.config.time_zone)?;
    let held = house.register.current().await;
    let found = find(&held, &asker, &page, &house.catalogue);
    let last = found.rows.last().filter(|_| found.more).map(|(row, _)| {
        let at = held.index.sight(*row).at();
        (at, Uuid::from_u128(held.index.id(*row)))
    });
    let next = last.map(|last| next_link(&raw.unwrap_or_default(), last));
    let body = write(&held, &asker, &house.catalogue, &found, next.as_slice());
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

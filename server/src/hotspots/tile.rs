//! Vector tiles of the places that stand out: their outlines, and a point at each peak.

use super::{
    list::{HotspotCollection, HotspotFeature, reckoned, tag},
    question::Question,
};
use crate::{
    boundaries::tile::wider,
    house::House,
    http::{
        Problem, Query, Segments,
        tagged::Tag,
        tile::{self, TilePath, Told, read_tile},
    },
    people::Asker,
};
use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use geo::BoundingRect;
use geo_types::MultiPolygon;
use spatial::{
    Lonlat,
    index::{Bounds, Spot},
    tile::{Key, Layer, Shape, TileId, Value},
};

/// From this zoom on a tile holds all its places.
const ALL_FROM: u8 = 14;
/// Most places of a tile below it, the highest first: so it stays below 60 kB gzip.
const MOST: usize = 800;
/// Bits of a column or row in an id.
const SIDE_BITS: u32 = 26;

/// The id of a place in tiles: the cell of its peak, which ends its id in words. The same when ranks change, or the day.
fn number_of(id: &str) -> Option<u64> {
    let mut parts = id.rsplit(':');
    let mut side = || {
        let side: i32 = parts.next()?.parse().ok()?;
        Some(u64::from(side.cast_unsigned()) & ((1 << SIDE_BITS) - 1))
    };
    let (iy, ix) = (side()?, side()?);
    Some(ix << SIDE_BITS | iy)
}

/// May an outline reach into a box? Compares the boxes around its parts.
fn meets(outline: &MultiPolygon<f64>, bounds: &Bounds) -> bool {
    outline.bounding_rect().is_some_and(|own| {
        let (low, high) = (own.min(), own.max());
        low.x <= bounds.east && high.x >= bounds.west && low.y <= bounds.north && high.y >= bounds.south
    })
}

/// The tile of a collection of places in rank order.
fn draw(collection: &HotspotCollection, tile: TileId) -> Vec<u8> {
    let (projector, bounds) = (tile.projector(), wider(tile));
    let (z, ..) = tile.parts();
    let most = if z < ALL_FROM { MOST } else { usize::MAX };
    let (mut places, mut peaks) = (Layer::new("hotspots"), Layer::new("peaks"));
    let mut drawn = 0;
    for feature in &collection.features {
        if drawn == most {
            break;
        }
        let outline = &feature.geometry.0;
        let number = number_of(&feature.properties.id);
        let Some(number) = number.filter(|_| meets(outline, &bounds)) else {
            continue;
        };
        let shape = Shape::of_polygons(outline, &projector);
        if !shape.is_empty() {
            let tags = properties(&mut places, feature);
            places.shape(number, &shape, &tags);
        }
        let [lon, lat] = feature.properties.peak;
        let peak = Spot::of(Lonlat::new(lon, lat));
        let holds_peak = tile.holds(peak);
        if holds_peak {
            let tags = properties(&mut peaks, feature);
            peaks.point(number, projector.unit(peak), &tags);
        }
        drawn += usize::from(holds_peak || !shape.is_empty());
    }
    let mut bytes = Vec::new();
    places.finish(&mut bytes);
    peaks.finish(&mut bytes);
    bytes
}

fn properties(layer: &mut Layer, feature: &HotspotFeature) -> Vec<(Key, Value)> {
    let place = &feature.properties;
    let mut properties = vec![
        (layer.key("id"), layer.text(&place.id)),
        (layer.key("rank"), layer.whole(place.rank as u64)),
        (layer.key("name"), layer.text(&place.name)),
        (layer.key("class"), layer.text(place.class)),
        (layer.key("findings"), layer.whole(place.findings as u64)),
        (layer.key("people"), layer.whole(place.people as u64)),
        (layer.key("trend"), layer.text(place.trend.direction)),
    ];
    if let Some(buurt) = &place.buurt {
        properties.push((layer.key("buurt"), layer.text(buurt)));
    }
    if let Some(measure) = place.measures.first() {
        properties.push((layer.key("measure"), layer.text(measure.kind.as_str())));
    }
    properties
}

/// A vector tile of places that stand out: below zoom 14 the first 800 by rank.
#[utoipa::path(get, path = "/tiles/hotspots/{z}/{x}/{y}", operation_id = "hotspotsTile", tag = "tiles", params(
    ("z" = u8, Path, description = "Zoom, 0-22"),
    ("x" = u32, Path, description = "Column"),
    ("y" = String, Path, description = "Row, with .mvt behind it"),
    ("category" = Option<String>, Query, description = "Count these group or item codes only"),
    ("since" = Option<String>, Query, description = "Moment or date; default half a year before `until`"),
    ("until" = Option<String>, Query, description = "Moment or date; the window grows to whole local days; default now"),
    ("daylight" = Option<String>, Query, description = "day, dark or all (default)"),
    ("walk" = Option<Uuid>, Query, description = "Count findings of this walk only"),
    ("v" = Option<String>, Query, description = "Means nothing; another one makes a map ask again"),
), responses(
    (status = 200, description = "Mapbox Vector Tile 2.1: layers hotspots and peaks", body = Vec<u8>,
        content_type = "application/vnd.mapbox-vector-tile"),
    (status = 204, description = "Nothing here"),
    (status = 304, description = "You have it"),
    (status = 404, description = "No such tile", body = Problem),
    (status = 422, description = "Every fault", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments(path): Segments<TilePath>,
    headers: HeaderMap,
    mut query: Query,
) -> Result<Response, Problem> {
    let asker = asker.somebody()?;
    let tile = read_tile(&path)?;
    query.text("v");
    let mut question = Question::read(query, &house, &asker)?;
    // The tile alone selects.
    (question.bbox, question.buurt) = (None, None);
    let held = house.register.current().await;
    let answer = tag(&house, &held, &asker, &question);
    let tile_tag = Tag::of(&[answer.as_str(), &format!("{tile:?}")]);
    let drawing = move |house: &House| draw(&reckoned(house, held, &asker, &question, &answer), tile);
    tile::answer(&house, &headers, &tile_tag, true, drawing).await
}

/// What the tiles of places hold.
#[utoipa::path(get, path = "/tiles/hotspots.json", operation_id = "hotspotsTileJson", tag = "tiles", responses(
    (status = 200, description = "TileJSON 3.0.0", body = serde_json::Value),
))]
pub async fn told(State(house): State<House>, asker: Asker) -> Result<Response, Problem> {
    asker.somebody()?;
    let fields = vec![
        ("id", "The place's id"),
        ("rank", "1 for the highest peak"),
        ("name", "What it is called"),
        ("class", "clear or possible"),
        ("findings", "Findings in it"),
        ("people", "People behind them"),
        ("trend", "up, down, same or unknown"),
        ("buurt", "Code of its buurt"),
        ("measure", "The measure that fits best"),
    ];
    let told = Told {
        name: "hotspots",
        description: "Places that stand out",
        layers: vec![("hotspots", fields.clone()), ("peaks", fields)],
    };
    Ok(Json(tile::tilejson(&house, &told)).into_response())
}

#[cfg(test)]
mod tests {
    use super::number_of;

    #[test]
    fn a_place_has_one_number_whatever_the_window_and_neighbours_have_another() {
        let number = number_of("2026-05-22_2026-11-22|all|25:3712:17460").unwrap();
        assert_eq!(
            number_of("2026-05-23_2026-11-23|licht|25:3712:17460"),
            Some(number)
        );
        let others = [
            "25:3713:17460",
            "25:3712:17461",
            "25:-3712:17460",
            "25:3712:-17460",
            "25:17460:3712",
        ];
        for other in others {
            let other = number_of(other).unwrap();
            assert!(other != number && other < 1 << 53);
        }
        assert_eq!(number_of("no place"), None);
    }
}

//! Vector tiles of the places that stand out: their outlines, and a point at each peak.

use super::{
    list::{HotspotCollection, HotspotFeature, reckoned, tag},
    question::Question,
};
use crate::{
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
use spatial::{
    Lonlat,
    index::Spot,
    tile::{Key, Layer, Shape, TileId, Value},
};

/// The tile of a collection of places.
fn draw(collection: &HotspotCollection, tile: TileId) -> Vec<u8> {
    let projector = tile.projector();
    let (mut places, mut peaks) = (Layer::new("hotspots"), Layer::new("peaks"));
    for feature in &collection.features {
        let shape = Shape::of_polygons(&feature.geometry.0, &projector);
        let number = feature.properties.rank as u64;
        if !shape.is_empty() {
            let tags = properties(&mut places, feature);
            places.shape(number, &shape, &tags);
        }
        let [lon, lat] = feature.properties.peak;
        let peak = Spot::of(Lonlat::new(lon, lat));
        if tile.holds(peak) {
            let tags = properties(&mut peaks, feature);
            peaks.point(number, projector.unit(peak), &tags);
        }
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

/// A vector tile of places that stand out.
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

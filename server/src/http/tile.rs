//! What every layer of vector tiles shares: reading the path, answering, telling of itself (TileJSON 3).

use super::{
    Problem, squeeze,
    tagged::{Answers, Tag},
    tile_path::tile_of,
};
use crate::house::House;
use axum::{http::HeaderMap, response::Response};
use bytes::Bytes;
use serde_json::{Value, json};
use spatial::{index::Bounds, tile::TileId};

/// The media type of a vector tile.
const MEDIA_TYPE: &str = "application/vnd.mapbox-vector-tile";
/// The deepest zoom that the app asks for; a map draws deeper ones from it.
const DEEPEST: u8 = 16;

/// The captured path of a tile: zoom, column, and row with `.mvt` behind it.
pub type TilePath = (String, String, String);

/// The tile of a path; 404 for what is no tile.
pub fn read_tile((z, x, y): &TilePath) -> Result<TileId, Problem> {
    tile_of(z, x, y).ok_or_else(Problem::not_found)
}

/// Answers with a tile: 304 when it is known, 204 when it is empty; gzip when asked. What `draw` made is remembered
/// under the tag; `heavy` drawing happens off the threads that answer.
pub async fn answer(
    house: &House,
    headers: &HeaderMap,
    tag: &Tag,
    heavy: bool,
    draw: impl FnOnce(&House) -> Vec<u8> + Send + 'static,
) -> Result<Response, Problem> {
    if tag.is_known_to(headers) {
        return Ok(tag.not_modified());
    }
    let answers = house.drawers.of::<Answers>();
    let tile = match answers.get(tag) {
        Some(tile) => tile,
        None => {
            let tile = if heavy {
                house.reckon(draw).await?
            } else {
                draw(house)
            };
            let tile = Bytes::from(tile);
            answers.keep(tag, &tile);
            tile
        }
    };
    if tile.is_empty() {
        return Ok(tag.empty());
    }
    Ok(squeeze::answer(&answers, headers, tag, MEDIA_TYPE, tile))
}

/// A layer, as TileJSON tells of it.
pub struct Told {
    /// The name of its path.
    pub name: &'static str,
    /// What it shows.
    pub description: &'static str,
    /// Its layers inside a tile, each with its properties: name and meaning.
    pub layers: Vec<(&'static str, Vec<(&'static str, &'static str)>)>,
}

/// The TileJSON 3.0.0 document of a layer. Addresses are whole when the server knows its own.
pub fn tilejson(house: &House, told: &Told) -> Value {
    let base = house.config.public_url.as_deref().unwrap_or_default();
    let Bounds {
        west,
        south,
        east,
        north,
    } = house.atlas.load().bounds();
    let layers = told.layers.iter().map(|(id, fields)| {
        let fields: serde_json::Map<String, Value> = fields
            .iter()
            .map(|(name, meaning)| ((*name).to_owned(), (*meaning).into()))
            .collect();
        json!({ "id": id, "fields": fields })
    });
    json!({
        "tilejson": "3.0.0",
        "name": told.name,
        "description": told.description,
        "scheme": "xyz",
        "tiles": [format!("{base}/tiles/{}/{{z}}/{{x}}/{{y}}.mvt", told.name)],
        "minzoom": 0,
        "maxzoom": DEEPEST,
        "bounds": [west, south, east, north],
        "vector_layers": layers.collect::<Vec<_>>(),
    })
}

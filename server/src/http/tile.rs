//! What every layer of vector tiles shares: reading the path, answering, telling of itself (TileJSON 3).

use super::{
    Problem,
    tagged::{Answers, Tag},
    tile_path::tile_of,
};
use crate::house::House;
use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use spatial::{index::Bounds, tile::TileId};
use std::io::Write;

/// The media type of a vector tile.
const MEDIA_TYPE: &str = "application/vnd.mapbox-vector-tile";
/// The deepest zoom that the app asks for; a map draws deeper ones from it.
const DEEPEST: u8 = 16;

/// Bytes below which gzip gains nothing.
const WORTH_SQUEEZING: usize = 512;

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
    if tile.len() < WORTH_SQUEEZING || !takes_gzip(headers) {
        return Ok(vary(tag.answer(MEDIA_TYPE, tile)));
    }
    let squeezed = tag.squeezed();
    let small = answers.get(&squeezed).unwrap_or_else(|| {
        let small = gzip(&tile);
        answers.keep(&squeezed, &small);
        small
    });
    let mut response = vary(tag.answer(MEDIA_TYPE, small));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    Ok(response)
}

fn vary(mut response: Response) -> Response {
    let vary = HeaderValue::from_static("accept-encoding");
    response.headers_mut().insert(header::VARY, vary);
    response
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(','))
        .filter_map(|coding| coding.split_once(';').or(Some((coding, ""))))
        .any(|(coding, weight)| {
            let refused = weight.trim().trim_start_matches("q=").parse() == Ok(0.0);
            matches!(coding.trim(), "gzip" | "*") && !refused
        })
}

fn gzip(tile: &[u8]) -> Bytes {
    let mut squeezed = GzEncoder::new(Vec::with_capacity(tile.len() / 2), Compression::new(5));
    // Writing into memory cannot fail.
    let _ = squeezed.write_all(tile);
    squeezed.finish().unwrap_or_default().into()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_given_to_who_asks_and_does_not_refuse_it() {
        let asks = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(text));
            takes_gzip(&headers)
        };
        assert!(asks("gzip") && asks("br;q=1.0, gzip;q=0.8") && asks("*"));
        assert!(!asks("br") && !asks("gzip;q=0") && !asks("identity"));
        assert!(!takes_gzip(&HeaderMap::new()));
    }
}

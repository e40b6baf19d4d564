//! Vector tiles of the borders in force.

use crate::{
    house::{House, atlas::Atlas},
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
use sha2::{Digest, Sha256};
use spatial::{
    index::Bounds,
    tile::{Layer, Shape, TileId},
};

/// A tile and some more around it: outlines go on a little beyond it.
pub fn wider(tile: TileId) -> Bounds {
    let Bounds {
        west,
        south,
        east,
        north,
    } = tile.bounds();
    // Four times what is drawn beyond a side: near the poles degrees of latitude are not all as high.
    let (aside, up) = ((east - west) / 16.0, (north - south) / 16.0);
    Bounds {
        west: west - aside,
        south: south - up,
        east: east + aside,
        north: north + up,
    }
}

/// The id of a buurt in tiles, of 53 bits as all readers keep them: by its code alone, so that it stays when other
/// borders come or go.
fn number_of(code: &str) -> u64 {
    let hash: [u8; 32] = Sha256::digest(code).into();
    let [a, b, c, d, e, f, g, h, ..] = hash;
    u64::from_be_bytes([a, b, c, d, e, f, g, h]) >> 11
}

/// The tile of an atlas. Some tens of microseconds a border near the tile.
fn draw(atlas: &Atlas, tile: TileId) -> Vec<u8> {
    let projector = tile.projector();
    let mut layer = Layer::new("buurten");
    let [code, name, kind, area] = ["code", "name", "kind", "area_m2"].map(|name| layer.key(name));
    for (_, buurt) in atlas.around(wider(tile)) {
        let shape = Shape::of_polygons(&buurt.shape, &projector);
        if shape.is_empty() {
            continue;
        }
        let tags = [
            (code, layer.text(&buurt.code)),
            (name, layer.text(&buurt.name)),
            (kind, layer.text(&buurt.kind)),
            (area, layer.double(buurt.area_m2)),
        ];
        layer.shape(number_of(&buurt.code), &shape, &tags);
    }
    let mut bytes = Vec::new();
    layer.finish(&mut bytes);
    bytes
}

/// A vector tile of buurten.
#[utoipa::path(get, path = "/tiles/buurten/{z}/{x}/{y}", operation_id = "buurtenTile", tag = "tiles", params(
    ("z" = u8, Path, description = "Zoom, 0-22"),
    ("x" = u32, Path, description = "Column"),
    ("y" = String, Path, description = "Row, with .mvt behind it"),
    ("v" = Option<String>, Query, description = "Means nothing; another one makes a map ask again"),
), responses(
    (status = 200, description = "Mapbox Vector Tile 2.1: layer buurten", body = Vec<u8>,
        content_type = "application/vnd.mapbox-vector-tile"),
    (status = 204, description = "Nothing here"),
    (status = 304, description = "You have it"),
    (status = 404, description = "No such tile", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments(path): Segments<TilePath>,
    headers: HeaderMap,
    mut query: Query,
) -> Result<Response, Problem> {
    asker.somebody()?;
    let tile = read_tile(&path)?;
    query.text("v");
    query.done()?;
    let atlas = house.atlas.load_full();
    let tag = Tag::of(&["buurten", atlas.tag.as_str(), &format!("{tile:?}")]);
    tile::answer(&house, &headers, &tag, true, move |_| draw(&atlas, tile)).await
}

/// What the tiles of buurten hold.
#[utoipa::path(get, path = "/tiles/buurten.json", operation_id = "buurtenTileJson", tag = "tiles", responses(
    (status = 200, description = "TileJSON 3.0.0", body = serde_json::Value),
))]
pub async fn told(State(house): State<House>, asker: Asker) -> Result<Response, Problem> {
    asker.somebody()?;
    let fields = vec![
        ("code", "Stable code"),
        ("name", "Name"),
        ("kind", "official or adopted"),
        ("area_m2", "Area in square metres"),
    ];
    let told = Told {
        name: "buurten",
        description: "Borders of buurten in force",
        layers: vec![("buurten", fields)],
    };
    Ok(Json(tile::tilejson(&house, &told)).into_response())
}

//! Vector tiles of findings: points from zoom 14 on, counts on a grid before that and where points are too many.

use super::{
    page::{Daylight, Filter},
    sieve::Sieve,
};
use crate::{
    catalogue::Catalogue,
    house::{
        House,
        register::{Held, PERSONAL},
    },
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
    index::{Sight, Spot},
    tile::{Counts, Key, Layer, TileId, Value},
};
use uuid::Uuid;

/// The zoom from which every finding is a point of its own.
const POINTS_FROM: u8 = 14;
/// More points are not even drawn: at some 90 bytes each they are beyond the limit in bytes.
const MOST_POINTS: usize = 4_000;
/// Most bytes of a tile of points.
const MOST_BYTES: usize = 250_000;
/// Bits of an id that every reader of tiles keeps exactly.
const ID_BITS: u128 = (1 << 53) - 1;

/// What a tile is made of.
struct Canvas<'a> {
    held: &'a Held,
    sieve: Sieve<'a>,
    asker: &'a Asker,
    catalogue: &'a Catalogue,
    daylight: Daylight,
}

impl<'a> Canvas<'a> {
    /// The findings of a tile that the asker may see. Personal ones are never a point, for nobody.
    fn found(&self, tile: TileId) -> Vec<(u32, Spot)> {
        let mut found = Vec::new();
        self.held.index.in_box(&tile.bounds(), |row, spot| {
            let sight = self.held.index.sight(row);
            let wanted = sight.flags & PERSONAL == 0 && self.daylight.takes(sight) && self.sieve.takes(sight);
            if wanted && self.sieve.shows(sight) {
                found.push((row, spot));
            }
        });
        found
    }

    /// The number of each category's group; the last number is for what has none.
    fn groups(&self) -> Vec<usize> {
        let groups = &self.catalogue.groups;
        let group_of = |code| {
            let entry = self.catalogue.find(code)?;
            groups.iter().position(|group| group.code == entry.group)
        };
        let of = |code| group_of(code).unwrap_or(groups.len());
        std::iter::once(groups.len())
            .chain(self.held.categories().map(of))
            .collect()
    }

    fn counts(&self, tile: TileId, found: &[(u32, Spot)]) -> Vec<u8> {
        let (groups, of) = (self.catalogue.groups.len() + 1, self.groups());
        let mut counts = Counts::new(tile, groups);
        for (row, spot) in found {
            let category = usize::from(self.held.index.sight(*row).category);
            counts.add(*spot, of.get(category).copied().unwrap_or(groups - 1));
        }
        let mut layer = Layer::new("counts");
        let total = layer.key("n");
        let names = self
            .catalogue
            .groups
            .iter()
            .map(|group| format!("n_{}", group.code));
        let keys: Vec<Key> = names
            .chain(["n_none".to_owned()])
            .map(|name| layer.key(&name))
            .collect();
        for heap in counts.heaps() {
            let mut tags = vec![(total, layer.whole(heap.count.into()))];
            for (key, count) in keys.iter().zip(heap.groups).filter(|(_, count)| **count > 0) {
                tags.push((*key, layer.whole(u64::from(*count))));
            }
            layer.point(heap.id, heap.place, &tags);
        }
        let mut bytes = Vec::new();
        layer.finish(&mut bytes);
        bytes
    }

    fn points(&self, tile: TileId, found: &[(u32, Spot)]) -> Vec<u8> {
        let projector = tile.projector();
        let mut points = Points::new(self);
        for (row, spot) in found {
            points.add(*row, projector.unit(*spot));
        }
        let mut bytes = Vec::with_capacity(200 + found.len() * 90);
        points.layer.finish(&mut bytes);
        bytes
    }

    fn tile(&self, tile: TileId) -> Vec<u8> {
        let found = self.found(tile);
        let (z, ..) = tile.parts();
        if z < POINTS_FROM || found.len() > MOST_POINTS {
            return self.counts(tile, &found);
        }
        let points = self.points(tile, &found);
        if points.len() > MOST_BYTES {
            return self.counts(tile, &found);
        }
        points
    }
}

/// The layer of points in the making. What many findings share is looked up once.
struct Points<'a> {
    canvas: &'a Canvas<'a>,
    layer: Layer,
    id: Key,
    time: Key,
    buurt: Key,
    mine: (Key, Value),
    /// Properties of each category, by its number.
    categories: Vec<Vec<(Key, Value)>>,
    /// Values of buurten, by their number.
    buurten: Vec<Option<Value>>,
    tags: Vec<(Key, Value)>,
}

impl<'a> Points<'a> {
    fn new(canvas: &'a Canvas<'a>) -> Self {
        let mut layer = Layer::new("findings");
        let [id, time, buurt, mine] = ["id", "t", "buurt", "mine"].map(|name| layer.key(name));
        let mine = (mine, layer.flag(true));
        let codes: Vec<&str> = canvas.held.categories().collect();
        let of = |code| properties(&mut layer, canvas.catalogue, code);
        let categories = std::iter::once(Vec::new())
            .chain(codes.into_iter().map(of))
            .collect();
        Self {
            canvas,
            layer,
            id,
            time,
            buurt,
            mine,
            categories,
            buurten: Vec::new(),
            tags: Vec::new(),
        }
    }

    fn add(&mut self, row: u32, place: (i32, i32)) {
        let held = self.canvas.held;
        let (id, sight) = (held.index.id(row), held.index.sight(row));
        let mut room = Uuid::encode_buffer();
        let text = Uuid::from_u128(id).hyphenated().encode_lower(&mut room);
        self.tags.clear();
        self.tags.push((self.id, self.layer.text_once(text)));
        let seconds = u64::try_from(sight.at() / 1_000).unwrap_or(0);
        self.tags.push((self.time, self.layer.whole_once(seconds)));
        let category = self.categories.get(usize::from(sight.category));
        self.tags.extend(category.into_iter().flatten());
        if let Some(buurt) = self.buurt_of(sight) {
            self.tags.push((self.buurt, buurt));
        }
        if self.canvas.asker.id() == Some(held.person(sight)) {
            self.tags.push(self.mine);
        }
        #[allow(clippy::cast_possible_truncation, reason = "53 bits")]
        self.layer.point((id & ID_BITS) as u64, place, &self.tags);
    }

    fn buurt_of(&mut self, sight: &Sight) -> Option<Value> {
        let number = usize::from(sight.buurt);
        if let Some(Some(value)) = self.buurten.get(number) {
            return Some(*value);
        }
        let value = self.layer.text(self.canvas.held.buurt(sight)?);
        self.buurten.resize(self.buurten.len().max(number + 1), None);
        self.buurten[number] = Some(value);
        Some(value)
    }
}

fn properties(layer: &mut Layer, catalogue: &Catalogue, code: &str) -> Vec<(Key, Value)> {
    let mut properties = vec![(layer.key("category"), layer.text(code))];
    if let Some(entry) = catalogue.find(code) {
        properties.push((layer.key("group"), layer.text(&entry.group)));
        properties.push((layer.key("kind"), layer.text(entry.kind.word())));
    }
    properties
}

/// A vector tile of findings.
#[utoipa::path(get, path = "/tiles/findings/{z}/{x}/{y}", operation_id = "findingsTile", tag = "tiles", params(
    ("z" = u8, Path, description = "Zoom, 0-22"),
    ("x" = u32, Path, description = "Column"),
    ("y" = String, Path, description = "Row, with .mvt behind it"),
    ("category" = Option<String>, Query, description = "Group or item codes, parted by commas"),
    ("since" = Option<String>, Query, description = "Moment (RFC 3339) or date"),
    ("until" = Option<String>, Query, description = "Moment or date, not included"),
    ("daylight" = Option<String>, Query, description = "day, dark or all (default)"),
    ("walk" = Option<Uuid>, Query, description = "Of one walk"),
    ("buurt" = Option<String>, Query, description = "Code of a buurt"),
    ("v" = Option<String>, Query, description = "Means nothing; another one makes a map ask again"),
), responses(
    (status = 200, description = "Mapbox Vector Tile 2.1: layer findings, or counts below zoom 14 and in full tiles",
        body = Vec<u8>, content_type = "application/vnd.mapbox-vector-tile"),
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
    let mut filter = Filter::read(&mut query, &house.catalogue, &house.config.time_zone);
    let daylight = Daylight::read(&mut query);
    query.text("v");
    query.done()?;
    filter.bbox = None;
    let held = house.register.current().await;
    let asked = format!("{tile:?} {filter:?} {daylight:?}");
    let tag = Tag::of(&["findings", &held.state(), &asker.scope(), &asked]);
    let (z, ..) = tile.parts();
    let draw = move |house: &House| {
        let canvas = Canvas {
            held: &held,
            sieve: Sieve::new(&held, &asker, &filter, &house.catalogue),
            asker: &asker,
            catalogue: &house.catalogue,
            daylight,
        };
        canvas.tile(tile)
    };
    tile::answer(&house, &headers, &tag, z < POINTS_FROM, draw).await
}

/// What the tiles of findings hold.
#[utoipa::path(get, path = "/tiles/findings.json", operation_id = "findingsTileJson", tag = "tiles", responses(
    (status = 200, description = "TileJSON 3.0.0", body = serde_json::Value),
))]
pub async fn told(State(house): State<House>, asker: Asker) -> Result<Response, Problem> {
    asker.somebody()?;
    let points = vec![
        ("id", "The finding's id"),
        ("t", "When it was seen, seconds since 1970 UTC"),
        ("category", "Group or item code"),
        ("group", "Group code"),
        ("kind", "problem, idea or pearl"),
        ("buurt", "Code of its buurt"),
        ("mine", "true when the asker made it"),
    ];
    let counts = vec![
        ("n", "Findings in a sixteenth of a tile"),
        ("n_<group>", "Of them of this group"),
    ];
    let told = Told {
        name: "findings",
        description: "Findings that you may see; personal ones are never a point",
        layers: vec![("findings", points), ("counts", counts)],
    };
    Ok(Json(tile::tilejson(&house, &told)).into_response())
}

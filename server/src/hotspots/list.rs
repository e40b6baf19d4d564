//! The places that stand out.

use super::{
    count::{Counted, count},
    outline::{Outline, outline},
    place::{HotspotView, Teller, wanted, window},
    question::Question,
};
use crate::{
    house::{House, atlas::Atlas, register::Held},
    http::{
        Problem, Query, squeeze,
        tagged::{Answers, Tag},
    },
    people::Asker,
    walks::walked::passed,
};
use axum::{extract::State, http::HeaderMap, response::Response};
use bytes::Bytes;
use moka::sync::Cache;
use serde::Serialize;
use spatial::hotspots::Rule;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use utoipa::ToSchema;

/// The media type of the answer.
const JSON: &str = "application/json";
/// About what a place takes when it is written out.
const FEATURE_BYTES: usize = 2_500;

/// Most answers that are remembered before they are written out.
const MOST_RECKONED: u64 = 2;

/// Most countings that are remembered, each some bytes for every finding.
const MOST_COUNTED: usize = 4;
/// Most findings in all countings that are remembered; the last one always is.
const MOST_SEATS: usize = 1_500_000;

/// Hotspots as GeoJSON, in rank order.
#[derive(Debug, Serialize, ToSchema)]
pub struct HotspotCollection {
    /// Always `FeatureCollection`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// True when there is too little for any place; then `features` is empty. Who saw a finding too is a voice as well.
    pub too_few: bool,
    /// Findings that counted; 0 when fewer than 3 people are behind them.
    pub findings: usize,
    /// People behind them; 0 stands for fewer than 3.
    pub people: usize,
    /// How it was worked out.
    pub parameters: Parameters,
    /// The places.
    pub features: Vec<HotspotFeature>,
}

/// "Zo rekenen wij".
#[derive(Debug, Serialize, ToSchema)]
pub struct Parameters {
    /// Side of a cell in metres.
    pub cell_m: f64,
    /// Radius of a disc in metres.
    pub radius_m: f64,
    /// First moment, and first moment after the last.
    pub window: [String; 2],
    /// The filter in one word.
    pub filter: String,
    /// Cells of the area.
    pub cells: usize,
    /// Walks whose passes say where people looked; 0 when every cell counts as seen alike. Then places where nobody
    /// walked are in no hotspot, and that does not make them safe.
    pub walks: usize,
    /// False discovery rate of clear and of possible places.
    pub q: [f64; 2],
    /// Which state of the findings was counted.
    pub version: i64,
}

/// A hotspot as a GeoJSON feature.
#[derive(Debug, Serialize, ToSchema)]
pub struct HotspotFeature {
    /// Always `Feature`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The hotspot's id.
    pub id: String,
    /// Its cells, joined; a MultiPolygon.
    #[schema(value_type = serde_json::Value)]
    pub geometry: Outline,
    /// What stands behind it.
    pub properties: HotspotView,
}

/// The places that the question wants. Takes a core for a while, off the threads that answer.
pub async fn list(house: &House, asker: Asker, question: Question) -> Result<HotspotCollection, Problem> {
    let held = house.register.current().await;
    house
        .reckon(move |house| reckon(house, held, &asker, &question))
        .await
}

/// Answers of the last questions, not yet written out: a map asks for several tiles of one question.
struct Reckoned(Cache<Tag, Arc<HotspotCollection>>);

impl Default for Reckoned {
    fn default() -> Self {
        let cache = Cache::builder().max_capacity(MOST_RECKONED);
        Self(cache.time_to_idle(Duration::from_secs(60)).build())
    }
}

/// The answer with this tag; several who ask at once wait for one reckoning. Takes a core for a while.
pub fn reckoned(
    house: &House,
    held: Arc<Held>,
    asker: &Asker,
    question: &Question,
    tag: &Tag,
) -> Arc<HotspotCollection> {
    let reckoned = house.drawers.of::<Reckoned>();
    let reckon = || Arc::new(reckon(house, held, asker, question));
    reckoned.0.get_with_by_ref(tag, reckon)
}

/// What was counted for the last questions, of the newest state of the findings that was asked.
#[derive(Default)]
struct Counts(Mutex<(String, HashMap<Tag, Arc<Counted>>)>);

impl Counts {
    fn get(&self, key: &Tag) -> Option<Arc<Counted>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .1
            .get(key)
            .cloned()
    }

    fn keep(&self, version: String, key: Tag, counted: &Arc<Counted>) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seats: usize = counts.1.values().map(|counted| counted.seats.len()).sum();
        let full = counts.1.len() >= MOST_COUNTED || seats + counted.seats.len() > MOST_SEATS;
        if counts.0 != version || full {
            // An older state would keep all its findings in memory.
            *counts = (version, HashMap::new());
        }
        counts.1.insert(key, Arc::clone(counted));
    }
}

/// Lets go of countings of another state than `held`: each keeps all findings of its state in memory, withdrawn words too.
pub fn let_go(house: &House, held: &Arc<Held>) {
    let counts = house.drawers.of::<Counts>();
    let mut counts = counts.0.lock().unwrap_or_else(PoisonError::into_inner);
    counts.1.retain(|_, counted| {
        let other = &counted.held;
        Arc::ptr_eq(other, held) || (other.state() == held.state() && !other.has_withdrawn_words())
    });
}

/// Counts, or takes what was counted before: box and buurt only select, and all walkers count the same.
pub fn counted(
    house: &House,
    atlas: &Atlas,
    held: Arc<Held>,
    asker: &Asker,
    question: &Question,
) -> Arc<Counted> {
    let whole = Question {
        bbox: None,
        buurt: None,
        names: false,
        ..question.clone()
    };
    let version = held.state();
    let passed = passed(house);
    let (borders, streets) = (atlas.tag.as_str(), house.streets.load());
    let ground = format!("{borders} {}", streets.mark());
    let state = format!("{version} {:?} {ground} {}", held.frame, passed.version);
    let key = Tag::of(&["counted", &state, &asker.counting_scope(), &format!("{whole:?}")]);
    let counts = house.drawers.of::<Counts>();
    if let Some(counted) = counts.get(&key) {
        return counted;
    }
    let counted = Arc::new(count(house, atlas, (held, &passed), asker, question));
    counts.keep(version, key, &counted);
    counted
}

fn reckon(house: &House, held: Arc<Held>, asker: &Asker, question: &Question) -> HotspotCollection {
    // One atlas for the whole answer, also when new borders come in meanwhile.
    let (held, atlas) = house.on_one_plane(held);
    let counted = counted(house, &atlas, held, asker, question);
    let mut teller = Teller::new(house, asker, question, &counted);
    let places = counted.places.iter().zip(&counted.named).enumerate();
    let wanted = places.filter(|(_, (_, named))| wanted(question, named));
    let features: Vec<HotspotFeature> = wanted
        .map(|(number, (place, named))| {
            let properties = teller.tell(place, named, counted.passing.get(number).copied());
            HotspotFeature {
                kind: "Feature",
                id: properties.id.clone(),
                geometry: outline(&place.cells, &atlas.frame),
                properties,
            }
        })
        .collect();
    collection(question, &counted, features)
}

fn collection(question: &Question, counted: &Counted, features: Vec<HotspotFeature>) -> HotspotCollection {
    let rule = Rule::default();
    HotspotCollection {
        kind: "FeatureCollection",
        too_few: counted.too_few.is_some(),
        findings: if counted.people < 3 { 0 } else { counted.in_area },
        people: if counted.people < 3 { 0 } else { counted.people },
        parameters: Parameters {
            cell_m: spatial::cells::CELL_M,
            radius_m: 50.0,
            window: window(question),
            filter: question.filter_word(),
            cells: counted.cells,
            walks: counted.walks,
            q: [rule.q_clear, rule.q_possible],
            version: counted.held.version,
        },
        features,
    }
}

/// Places that stand out. `buurt` and `bbox` select from the answer and never change it.
#[utoipa::path(get, path = "/api/hotspots", operation_id = "listHotspots", tag = "hotspots", params(
    ("buurt" = Option<String>, Query, description = "Places in this buurt"),
    ("bbox" = Option<String>, Query, description = "Places in west,south,east,north"),
    ("category" = Option<String>, Query, description = "Count these group or item codes only"),
    ("since" = Option<String>, Query, description = "Moment or date; default half a year before `until`"),
    ("until" = Option<String>, Query, description = "Moment or date; the window grows to whole local days; default now"),
    ("daylight" = Option<String>, Query, description = "day, dark or all (default)"),
    ("walk" = Option<Uuid>, Query, description = "Count findings of this walk only"),
    ("include" = Option<String>, Query, description = "`findings`: name the findings of each place too"),
), responses(
    (status = 200, description = "In rank order", body = HotspotCollection),
    (status = 304, description = "You have it"),
    (status = 422, description = "Every fault", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    headers: HeaderMap,
    query: Query,
) -> Result<Response, Problem> {
    let asker = asker.somebody()?;
    let question = Question::read(query, &house, &asker)?;
    let held = house.register.current().await;
    let tag = tag(&house, &held, &asker, &question);
    answered(&house, headers, tag, move |house| {
        written(&reckon(house, held, &asker, &question))
    })
    .await
}

/// The answer with this tag: known to the asker, remembered, or made now. Making may take a core for a while.
pub async fn answered(
    house: &House,
    headers: HeaderMap,
    tag: Tag,
    make: impl FnOnce(&House) -> Result<Bytes, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    if tag.is_known_to(&headers) {
        return Ok(tag.not_modified());
    }
    let answers = house.drawers.of::<Answers>();
    if let Some(ready) = squeeze::ready(&answers, &headers, &tag, JSON) {
        return Ok(ready);
    }
    // The same answer may be here for somebody who takes no gzip.
    let known = answers.get(&tag);
    let making = move |house: &House| {
        let body = match known {
            Some(body) => body,
            None => {
                let body = make(house)?;
                answers.keep(&tag, &body);
                body
            }
        };
        Ok(squeeze::answer(&answers, &headers, &tag, JSON, body))
    };
    house.reckon(making).await?
}

fn written(told: &HotspotCollection) -> Result<Bytes, Problem> {
    let mut body = Vec::with_capacity(told.features.len() * FEATURE_BYTES + 1_024);
    serde_json::to_writer(&mut body, told).map_err(|error| Problem::broken(&error))?;
    Ok(body.into())
}

/// Everything that an answer depends on.
pub fn tag(house: &House, held: &Held, asker: &Asker, question: &Question) -> Tag {
    Tag::of(&["hotspots", &asker.scope(), &state(house, held, question)])
}

/// Everything that an answer depends on but for who asks.
pub fn state(house: &House, held: &Held, question: &Question) -> String {
    let (atlas, walked) = (house.atlas.load(), passed(house).version);
    let (borders, streets) = (atlas.tag.as_str(), house.streets.load());
    let ground = format!("{borders} {} {walked}", streets.mark());
    format!("{} {:?} {ground} {question:?}", held.state(), held.frame)
}

//! What the places leave unsaid: buurten that are busier as a whole, where nobody walked, and where something may begin.

use super::{
    count::{Counted, looked_at, row},
    list::{answered, counted, state},
    named::{call, tell_apart},
    outline::{Outline, outline},
    place::{rounded, wanted},
    question::Question,
};
use crate::{
    clock::local_date,
    findings::sieve::thing,
    house::{
        House,
        atlas::Atlas,
        register::{ECHO, Held},
    },
    http::{Problem, Query, tagged::Tag},
    people::{Asker, may_see},
    walks::walked::{Walked, passed},
};
use axum::{extract::State, http::HeaderMap, response::Response};
use serde::Serialize;
use spatial::{
    Cell, Study, busier,
    hotspots::{Rule, find},
    index::Sight,
    signals::{Signal, signals},
    voices::Row,
};
use std::{collections::HashSet, sync::Arc};
use utoipa::ToSchema;
use uuid::Uuid;

/// Walks enter together by so many: of fewer it would be somebody's evening.
const ENOUGH_WALKS: usize = 3;
/// Most signals that are told.
const MOST_SIGNALS: usize = 50;

/// What the places leave unsaid. Nothing of it counts for a place.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BeyondPlaces)]
pub struct Beyond {
    /// Codes of the buurten that are busier than the whole area while no place has its peak in them: a busier area, no
    /// place of its own.
    pub busier: Vec<String>,
    /// Where nobody walked in the last half year, a MultiPolygon; whatever window is asked. Absent when too little is
    /// known of where people walked. It says nothing about how safe it is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<serde_json::Value>)]
    pub unwalked: Option<Outline>,
    /// Spots where one or two people spoke on at least 3 days together, at most 50, most days first. For the buurtcomité,
    /// the wijknetwerker and the operator only; absent for everybody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signals: Option<Vec<SignalView>>,
}

/// A spot with too few people for a place. How many is not told: it is one or two.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Signal)]
pub struct SignalView {
    /// Name in Dutch; never a house number.
    pub name: String,
    /// Code of its buurt.
    pub buurt: Option<String>,
    /// Its middle, `[lon, lat]`.
    pub at: [f64; 2],
    /// Local days on which somebody spoke there.
    pub days: usize,
    /// Last local day, `YYYY-MM-DD`.
    pub last: String,
    /// Its findings that the asker may see.
    pub finding_ids: Vec<Uuid>,
}

fn reckon(house: &House, held: Arc<Held>, asker: &Asker, question: &Question) -> Beyond {
    // One atlas for the whole answer, also when new borders come in meanwhile.
    let (held, atlas) = house.on_one_plane(held);
    let usual = counted(house, &atlas, Arc::clone(&held), asker, &Question::usual(house));
    let counted = counted(house, &atlas, held, asker, question);
    let looked_at = looked_at(&atlas, &counted.held, &passed(house), question, &counted.seats);
    let told = looked_at.map(|(study, _)| {
        let sights = counted.seats.iter().map(|seat| counted.held.index.sight(*seat));
        let rows: Vec<Row> = sights.map(row).collect();
        let found = || signals(&find(&rows, &study, &Rule::default()), &rows);
        let signals = asker.minds().then(found);
        (busier_buurten(&atlas, &counted, &study, &rows), signals)
    });
    let (busier, signals) = told.unwrap_or_default();
    let teller = Teller {
        house,
        atlas: &atlas,
        counted: &counted,
        asker,
    };
    Beyond {
        busier,
        unwalked: (usual.walks > 0).then(|| unwalked(house, &atlas)).flatten(),
        signals: asker
            .minds()
            .then(|| teller.tell(signals.unwrap_or_default(), question)),
    }
}

fn busier_buurten(atlas: &Atlas, counted: &Counted, study: &Study, rows: &[Row]) -> Vec<String> {
    if counted.too_few.is_some() {
        return Vec::new();
    }
    let with_place: HashSet<&str> = counted
        .named
        .iter()
        .filter_map(|place| place.buurt.as_deref())
        .collect();
    let busier = busier(rows, study, &atlas.shapes(), &Rule::default());
    let codes = busier.into_iter().filter_map(|buurt| atlas.buurten.get(buurt));
    codes
        .map(|buurt| buurt.code.clone())
        .filter(|code| !with_place.contains(code.as_str()))
        .collect()
}

/// The area without the cells where somebody walked in the last half year. The same whatever is asked, no finding has a
/// say in it, and walks enter three at a time: what one question or day tells more than another is never one person's.
fn unwalked(house: &House, atlas: &Atlas) -> Option<Outline> {
    let (area, passed) = (atlas.study()?, passed(house));
    if passed.frame != Some(atlas.frame) {
        return None;
    }
    let usual = Question::usual(house);
    let mut walks: Vec<&Walked> = passed.walks.iter().map(Arc::as_ref).collect();
    walks.sort_by_key(|walked| (walked.at, walked.walk));
    let in_window = |walked: &&Walked| (usual.since..usual.until).contains(&walked.at);
    let together = walks
        .chunks_exact(ENOUGH_WALKS)
        .filter(|walks| walks.iter().all(in_window));
    let cells = together.flatten().flat_map(|walked| walked.cells.iter().copied());
    let walked: HashSet<Cell> = cells.collect();
    if walked.is_empty() {
        return None;
    }
    let cells: Vec<Cell> = area.cells().filter(|cell| !walked.contains(cell)).collect();
    Some(outline(&cells, &atlas.frame))
}

/// Tells signals to one asker.
struct Teller<'a> {
    house: &'a House,
    atlas: &'a Atlas,
    counted: &'a Counted,
    asker: &'a Asker,
}

impl Teller<'_> {
    /// The wanted ones that lie where the asker looks after things.
    fn tell(&self, signals: Vec<Signal>, question: &Question) -> Vec<SignalView> {
        let streets = self.house.streets.load();
        let named = signals
            .iter()
            .map(|signal| call(&streets, self.atlas, signal.cell));
        let near = named
            .zip(&signals)
            .filter(|(named, _)| self.asker.minds_buurt(named.buurt.as_deref()) && wanted(question, named));
        let (mut named, signals): (Vec<_>, Vec<_>) = near.take(MOST_SIGNALS).unzip();
        tell_apart(&mut named, 1..);
        let told = named.into_iter().zip(signals);
        told.map(|(named, signal)| SignalView {
            at: [rounded(named.peak.lon), rounded(named.peak.lat)],
            name: named.name,
            buurt: named.buurt,
            ..self.figures(signal)
        })
        .collect()
    }

    fn figures(&self, signal: &Signal) -> SignalView {
        let held = &self.counted.held;
        let seats = || signal.members.iter().map(|member| self.counted.seats[*member]);
        let sights = || seats().map(|seat| held.index.sight(seat));
        let days: HashSet<u16> = sights().map(|sight| sight.day).collect();
        let last = sights().map(Sight::at).max().unwrap_or_default();
        let seen = seats().filter(|seat| {
            let sight = held.index.sight(*seat);
            sight.flags & ECHO == 0 && may_see(self.asker, &thing(held, sight))
        });
        let mut finding_ids: Vec<Uuid> = seen.map(|seat| Uuid::from_u128(held.index.id(seat))).collect();
        finding_ids.sort_unstable();
        SignalView {
            name: String::new(),
            buurt: None,
            at: [0.0; 2],
            days: days.len(),
            last: local_date(last, &self.house.config.time_zone).to_string(),
            finding_ids,
        }
    }
}

/// What the places of a question leave unsaid. `buurt` and `bbox` select signals only.
#[utoipa::path(get, path = "/api/hotspots/beyond", operation_id = "listBeyondHotspots", tag = "hotspots", params(
    ("buurt" = Option<String>, Query, description = "Signals in this buurt"),
    ("bbox" = Option<String>, Query, description = "Signals in west,south,east,north"),
    ("category" = Option<String>, Query, description = "Count these group or item codes only"),
    ("since" = Option<String>, Query, description = "Moment or date; default half a year before `until`"),
    ("until" = Option<String>, Query, description = "Moment or date; the window grows to whole local days; default now"),
    ("daylight" = Option<String>, Query, description = "day, dark or all (default)"),
    ("walk" = Option<Uuid>, Query, description = "Count findings of this walk only"),
), responses(
    (status = 200, description = "What the places leave unsaid", body = Beyond),
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
    // Without signals it is the same for all who count the same.
    let hears = asker.minds();
    let scope = match hears {
        true => asker.scope(),
        false => asker.counting_scope(),
    };
    let state = state(&house, &held, &question);
    let tag = Tag::of(&["beyond", &hears.to_string(), &scope, &state]);
    answered(&house, headers, tag, move |house| {
        let told = serde_json::to_vec(&reckon(house, held, &asker, &question));
        told.map(Into::into).map_err(|error| Problem::broken(&error))
    })
    .await
}

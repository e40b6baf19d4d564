//! The figures behind a proposal, frozen at the moment it is made: no ids, no words, no names.

use super::place::Place;
use crate::{
    hotspots::{
        asked::Counted,
        list::{HotspotCollection, HotspotFeature, Parameters, list},
        near::near,
        place::{CategoryCount, HotspotView, TrendView},
        question::Question,
    },
    house::House,
    http::Problem,
    people::Asker,
};
use geo_types::Geometry;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Figures behind a proposal.
#[derive(Debug, Serialize, ToSchema)]
pub struct Evidence {
    /// `hotspot`, or `near`: within 50 m of the place.
    pub basis: &'static str,
    /// Findings; 0 when fewer than 3 people are behind them.
    pub findings: usize,
    /// People behind them; 0 stands for fewer than 3.
    pub people: usize,
    /// Local days behind them.
    pub days: usize,
    /// Which findings were counted; absent in figures of before this was kept.
    #[schema(required = false)]
    pub counted: Counted,
    /// The rest, of a hotspot.
    #[serde(flatten)]
    pub hotspot: Option<HotspotFigures>,
}

/// What a hotspot tells more than a place that is none.
#[derive(Debug, Serialize, ToSchema)]
pub struct HotspotFigures {
    /// `clear` or `possible`.
    pub class: &'static str,
    /// Walks behind it.
    pub walks: usize,
    /// First local day, `YYYY-MM-DD`.
    pub first: String,
    /// Last local day, `YYYY-MM-DD`.
    pub last: String,
    /// Voices expected there by chance and by its surroundings.
    pub expected: f64,
    /// Voices over expected.
    pub ratio: f64,
    /// The smallest false discovery rate at which it holds.
    pub q: f64,
    /// The groups seen most, at most 3; none with fewer than 3 people behind it.
    pub categories: Vec<CategoryCount>,
    /// Is it growing?
    pub trend: TrendView,
    /// Share of its voices in the dark; absent below 8 voices, and while 1 or 2 people were heard by day or in the dark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dark_share: Option<f64>,
    /// How it was worked out.
    pub parameters: Parameters,
}

/// A hotspot that was found again: the id of this moment, and its figures.
pub struct Found {
    /// Its id.
    pub id: String,
    /// Its figures.
    pub evidence: Evidence,
    /// Its outline, WGS84 degrees.
    pub shape: Geometry,
}

/// Any walker: what they may count, everybody with a token may be told.
pub fn any_walker() -> Asker {
    Asker::Participant {
        id: Uuid::nil(),
        walks: Vec::new(),
    }
}

/// The hotspot of this id when `asker` asks `question`, or the one that holds the peak of that id today: the window of
/// an id ends on its day, and a proposal may wait on a phone for days.
pub async fn of_hotspot(
    house: &House,
    asker: &Asker,
    question: &Question,
    id: &str,
) -> Result<Option<Found>, Problem> {
    let told = list(house, asker.clone(), question.clone()).await?;
    Ok(pick(told, question, id))
}

fn pick(told: HotspotCollection, question: &Question, id: &str) -> Option<Found> {
    let peak = id.rsplit('|').next().unwrap_or_default();
    let HotspotCollection {
        features, parameters, ..
    } = told;
    let named = features.iter().position(|feature| feature.id == id);
    let holding = || features.iter().position(|feature| holds(feature, peak));
    let place = named.or_else(holding)?;
    let feature = features.into_iter().nth(place)?;
    Some(Found {
        id: feature.id,
        shape: feature.geometry.0.into(),
        evidence: figures(feature.properties, parameters, Counted::by(question)),
    })
}

fn holds(feature: &HotspotFeature, peak: &str) -> bool {
    let mut cells = feature.properties.cells.iter();
    cells.any(|cell| cell.0.to_string() == peak)
}

fn figures(place: HotspotView, parameters: Parameters, counted: Counted) -> Evidence {
    Evidence {
        basis: "hotspot",
        findings: place.findings,
        people: place.people,
        days: place.days,
        counted,
        hotspot: Some(HotspotFigures {
            class: place.class,
            walks: place.walks,
            first: place.first,
            last: place.last,
            expected: place.expected,
            ratio: place.ratio,
            q: place.q,
            categories: place.categories,
            trend: place.trend,
            dark_share: place.dark_share,
            parameters,
        }),
    }
}

/// The figures around a place that is no hotspot, as `asker` may count them; off the threads that answer.
pub async fn around(
    house: &House,
    asker: Asker,
    question: Question,
    place: &Place,
) -> Result<Evidence, Problem> {
    let held = house.register.current().await;
    let (counted, shape) = (Counted::by(&question), place.shape.clone());
    let near = house
        .reckon(move |house| near(house, &held, &asker, &question, &shape))
        .await?;
    Ok(Evidence {
        basis: "near",
        findings: near.findings,
        people: near.people,
        days: near.days,
        counted,
        hotspot: None,
    })
}

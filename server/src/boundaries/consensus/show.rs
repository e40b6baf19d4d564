//! Shows what residents drew together.

use super::{
    moments,
    rules::{ADOPT_FROM, BANDS_FROM, State},
    shown::in_sight,
    snapshot::Snapshot,
    store,
};
use crate::{
    boundaries::border::feature,
    clock,
    house::House,
    http::{Problem, Segments},
    people::Asker,
};
use axum::{Json, extract::State as At};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use spatial::consensus::{Agreed, rings};
use utoipa::ToSchema;

/// What residents drew together, as it was published; nothing of it tells of one person.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsensusView {
    /// Code of the buurt.
    pub buurt: String,
    /// People whose drawing counts now.
    pub drawn: i64,
    /// From so many people on something is shown.
    pub needed: i64,
    /// `counting`: fewer than 10 people, or not published yet; `provisional`: bands; `shared`: bands and line, from 20.
    pub state: &'static str,
    /// The next fixed moment at which something may be published (RFC 3339).
    pub next_at: String,
    /// The border in force.
    #[schema(value_type = Object)]
    pub official: Value,
    /// May it be put to adoption?
    pub adoptable: Adoptable,
    /// What was published; absent while `counting`.
    #[serde(flatten)]
    pub told: Option<Told>,
}

/// May what was drawn be put to adoption, and what is lacking?
#[derive(Debug, Serialize, ToSchema)]
pub struct Adoptable {
    /// Nothing is lacking.
    pub ok: bool,
    /// `too_few_drawings` (fewer than 50), `needs_vote` (recognition is asked of a proposal).
    pub reasons: Vec<&'static str>,
}

/// A publication as it leaves the door.
#[derive(Debug, Serialize, ToSchema)]
pub struct Told {
    /// Its number in this buurt.
    pub version: i64,
    /// Its fixed moment (RFC 3339).
    pub published_at: String,
    /// People whose drawing is in it.
    pub people: i64,
    /// Mean likeness of each drawing to the shared shape, 0 to 1.
    pub agreement: f64,
    /// The same in a word: `eens`, `deels` or `betwist`.
    pub agreed: &'static str,
    /// How it was reckoned.
    #[schema(value_type = Object)]
    pub parameters: Value,
    /// FeatureCollection of MultiPolygons, `share` 25, 50 and 75: what at least that part drew, on cells of 10 m.
    #[schema(value_type = Object)]
    pub bands: Value,
    /// FeatureCollection of LineStrings: the shared line with `width_m`, `margin` and `confidence`; from 20 people.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub line: Option<Value>,
    /// FeatureCollection of Polygons with a `number`: where people differ much; from 20 people.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub contested: Option<Value>,
    /// For the committee: how sure the agreement is and how wide residents differ; absent for publications of before it
    /// was reckoned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spread: Option<SpreadView>,
    /// For the committee: some drawings seem not to belong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alarm: Option<Alarm>,
    /// For the committee: who the people in it said they are; groups of fewer than 10 are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<GroupsView>,
}

/// People in a publication by what they said of themselves.
#[derive(Debug, Serialize, ToSchema)]
pub struct GroupsView {
    /// How they belong to the buurt.
    pub relations: Vec<RelationView>,
    /// How long they live there.
    pub years: Vec<YearsView>,
}

/// How many people live, work or come there.
#[derive(Debug, Serialize, ToSchema)]
pub struct RelationView {
    /// `lives`, `works` or `visits`.
    pub relation: String,
    /// At least 10.
    pub people: i64,
}

/// How many people live there so long.
#[derive(Debug, Serialize, ToSchema)]
pub struct YearsView {
    /// From so many years on: 0, 1, 5 or 15, up to the next of them.
    pub from: i64,
    /// At least 10.
    pub people: i64,
}

/// How sure the agreement is, and how wide residents differ; two digits.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct SpreadView {
    /// Standard error of the agreement, by drawing residents anew out of themselves.
    pub error: f64,
    /// One time in ten the agreement of residents drawn anew is below this.
    pub low: f64,
    /// Area that three quarters drew by area that half drew, 0 to 1.
    pub core: f64,
    /// Area that a quarter and not three quarters drew, by area that half drew.
    pub fringe: f64,
}

/// How alike the plain and the weighted shape are.
#[derive(Debug, Serialize, ToSchema)]
pub struct Alarm {
    /// 1 when it makes no difference.
    pub likeness: f64,
    /// Somebody should have a look.
    pub raised: bool,
}

/// What was published of a buurt, as this asker may see it.
pub async fn show(house: &House, asker: &Asker, code: &str) -> Result<ConsensusView, Problem> {
    let official = house
        .atlas
        .load()
        .by_code(code)
        .map(feature)
        .ok_or_else(Problem::not_found)?;
    let drawn = store::how_many(&house.db, code).await?;
    let (published, state) = in_sight(house, code, drawn).await?;
    let (_, next) = moments::around(
        house.clock.now_ms(),
        house.config.publish_at,
        &house.config.time_zone,
    );
    let people = published.as_ref().map_or(0, |made| made.people);
    // After a withdrawal the groups wait for the next publication, as the line does: else they would tell whose it was.
    let whole = published.is_some() && store::withdrawn_since(&house.db, code).await?.is_none();
    let groups = if whole && asker.minds_buurt(Some(code)) {
        Some(groups(store::who_drew(&house.db, code, BANDS_FROM).await?))
    } else {
        None
    };
    Ok(ConsensusView {
        buurt: code.to_owned(),
        drawn,
        needed: BANDS_FROM,
        state: state.word(),
        next_at: clock::rfc3339(next),
        official,
        adoptable: adoptable(people.min(drawn)),
        told: published.map(|made| Told {
            groups,
            ..told(&made, state, asker)
        }),
    })
}

fn adoptable(people: i64) -> Adoptable {
    let mut reasons = vec!["needs_vote"];
    if people < ADOPT_FROM {
        reasons.insert(0, "too_few_drawings");
    }
    Adoptable { ok: false, reasons }
}

/// A publication as this asker may read it.
pub fn told(made: &Snapshot, state: State, asker: &Asker) -> Told {
    let json = |text: &String| serde_json::from_str(text).unwrap_or_default();
    let mut parameters: Value = json(&made.parameters);
    let spread = parameters
        .as_object_mut()
        .and_then(|members| members.remove("spread"));
    let spread = spread.filter(|_| asker.minds_buurt(Some(&made.buurt)));
    let shared = |text: &Option<String>| text.as_ref().filter(|_| state == State::Shared).map(json);
    Told {
        version: made.version,
        published_at: clock::rfc3339(made.published_at),
        people: made.people,
        // Downwards, so that the number never says more than the word.
        agreement: (made.agreement * 100.0).floor() / 100.0,
        agreed: Agreed::of(made.agreement).code(),
        parameters,
        spread: spread.and_then(|spread| serde_json::from_value(spread).ok()),
        bands: json(&made.bands),
        line: shared(&made.line),
        contested: shared(&made.contested),
        alarm: asker.minds_buurt(Some(&made.buurt)).then(|| Alarm {
            likeness: (made.alarm * 100.0).round() / 100.0,
            raised: rings(made.alarm, made.typical),
        }),
        groups: None,
    }
}

fn groups(drew: store::Groups) -> GroupsView {
    let relation = |(relation, people)| RelationView { relation, people };
    let years = |(from, people)| YearsView { from, people };
    GroupsView {
        relations: drew.relations.into_iter().map(relation).collect(),
        years: drew.years.into_iter().map(years).collect(),
    }
}

/// What residents drew together of a buurt: from ten people bands, from twenty a line, published at fixed moments.
#[utoipa::path(get, path = "/api/buurten/{code}/consensus", operation_id = "showConsensus", tag = "boundaries", params(
    ("code" = String, Path, description = "Code of the buurt"),
), responses(
    (status = 200, description = "How many drew, and what was published", body = ConsensusView),
    (status = 404, description = "Unknown code", body = Problem),
))]
pub async fn door(
    At(house): At<House>,
    asker: Asker,
    Segments(code): Segments<String>,
) -> Result<Json<ConsensusView>, Problem> {
    let asker = asker.somebody()?;
    Ok(Json(show(&house, &asker, &code).await?))
}

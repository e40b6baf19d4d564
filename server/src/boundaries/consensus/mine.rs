//! "Jij tegenover de buurt": the asker's own line against the published one.

use super::{
    difference::difference,
    likeness::alike,
    rules::State,
    shown::in_sight,
    snapshot::{Snapshot, metres},
    store,
};
use crate::{
    boundaries::drawings::{drawing::DrawingView, store::by_id},
    house::House,
    http::{Problem, Segments},
    people::Asker,
};
use axum::{Json, extract::State as At};
use serde::Serialize;
use spatial::Metres;
use utoipa::ToSchema;

/// The asker's own drawing and how it compares.
#[derive(Debug, Serialize, ToSchema)]
pub struct Mine {
    /// The drawing that counts.
    pub drawing: DrawingView,
    /// People whose drawing of this buurt counts now.
    pub drawn: i64,
    /// The asker was the how-manieth to draw this buurt.
    pub rank: i64,
    /// The publication since which it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted_in: Option<i64>,
    /// How alike it is to the shared shape: area of both by area of either, 0 to 1. Absent while nothing is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overlap: Option<f64>,
    /// Where it differs most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<DifferenceView>,
}

/// Where the asker's line differs most from the shared one.
#[derive(Debug, Serialize, ToSchema)]
pub struct DifferenceView {
    /// How far, whole metres.
    pub metres: f64,
    /// The asker went further out there; else less far.
    pub further: bool,
    /// What the place is called, where streets are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<String>,
    /// On which side of the buurt: `n`, `ne`, `e`, `se`, `s`, `sw`, `w`, `nw`.
    pub side: &'static str,
    /// Where, `[lon, lat]`.
    pub at: [f64; 2],
}

/// The asker's own drawing of a buurt against what was published.
pub async fn mine(house: &House, asker: &Asker, code: &str) -> Result<Mine, Problem> {
    let person = asker.id().ok_or_else(Problem::unknown_asker)?;
    if house.atlas.load().by_code(code).is_none() {
        return Err(Problem::not_found());
    }
    let own = store::own(&house.db, code, person)
        .await?
        .ok_or_else(Problem::not_found)?;
    let drawing = by_id(&house.db, own.id)
        .await?
        .filter(|drawing| drawing.is_seen_by(asker));
    let drawing = drawing.ok_or_else(Problem::not_found)?;
    let drawn = store::how_many(&house.db, code).await?;
    let (published, state) = in_sight(house, code, drawn).await?;
    let mut mine = Mine {
        drawing: drawing.view(),
        drawn,
        rank: store::rank(&house.db, code, person).await?,
        counted_in: store::counted_in(&house.db, code, &own).await?,
        overlap: None,
        difference: None,
    };
    if let Some(made) = published {
        let compared = house
            .reckon(move |house| compared(house, &own.geometry, made, state))
            .await?;
        if let Some((overlap, difference)) = compared {
            (mine.overlap, mine.difference) = (Some(overlap), difference);
        }
    }
    Ok(mine)
}

/// With a line that is not told any more, it is not compared with either.
fn compared(
    house: &House,
    own: &str,
    mut made: Snapshot,
    state: State,
) -> Option<(f64, Option<DifferenceView>)> {
    if state < State::Shared {
        made.shape = None;
    }
    let frame = house.atlas.load().frame;
    let (own, shared) = (metres(own, &frame)?, made.shared(&frame)?);
    let overlap = (alike(&own.clone().into(), &shared) * 100.0).round() / 100.0;
    let most = difference(&own, &shared).map(|most| {
        let place = frame.to_lonlat(Metres::from(most.at));
        DifferenceView {
            metres: most.metres.round(),
            further: most.further,
            near: house.streets.load().name(place),
            side: most.side,
            at: [place.lon, place.lat].map(|degrees| (degrees * 1e7).round() / 1e7),
        }
    });
    Some((overlap, most))
}

/// Your own drawing of a buurt, and how it compares with what was published.
#[utoipa::path(get, path = "/api/buurten/{code}/mine", operation_id = "compareMine", tag = "boundaries", params(
    ("code" = String, Path, description = "Code of the buurt"),
), responses(
    (status = 200, description = "Your drawing against the buurt", body = Mine),
    (status = 404, description = "You did not draw this buurt", body = Problem),
))]
pub async fn door(
    At(house): At<House>,
    asker: Asker,
    Segments(code): Segments<String>,
) -> Result<Json<Mine>, Problem> {
    let asker = asker.somebody()?;
    Ok(Json(mine(&house, &asker, &code).await?))
}

//! Shows one finding.

use super::{
    finding::{Finding, FindingFeature, Said},
    record::states,
    store,
};
use crate::{
    house::House,
    http::{Problem, Segments, members::read_id},
    people::Asker,
};
use axum::{Json, extract::State};
use uuid::Uuid;

/// The finding, if the asker may see it. Withdrawn is 410 to its maker and 404 to everybody else.
pub async fn show(house: &House, asker: &Asker, id: Uuid) -> Result<FindingFeature, Problem> {
    let finding = seen(house, asker, id).await?;
    let photos = states(store::photos_of(&house.db, id).await?);
    let voices = store::confirmations::of(&house.db, id).await?;
    let said = Said {
        case: store::cases::of(&house.db, id).await?,
        by: voices.iter().map(|voice| voice.person_id).collect(),
    };
    Ok(finding.feature(photos, &said, asker.id(), &house.catalogue))
}

async fn seen(house: &House, asker: &Asker, id: Uuid) -> Result<Finding, Problem> {
    let finding = store::by_id(&house.db, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    if finding.withdrawn_at.is_some() {
        let mine = asker.id() == Some(finding.person_id);
        return Err(if mine {
            Problem::withdrawn()
        } else {
            Problem::not_found()
        });
    }
    if finding.is_seen_by(asker, house) {
        Ok(finding.as_it_lies(&house.atlas.load()))
    } else {
        Err(Problem::not_found())
    }
}

/// One finding.
#[utoipa::path(get, path = "/api/findings/{id}", operation_id = "showFinding", tag = "findings", params(
    ("id" = Uuid, Path, description = "The finding"),
), responses(
    (status = 200, description = "The finding as a GeoJSON feature", body = FindingFeature),
    (status = 404, description = "Not here, or not for you", body = Problem),
    (status = 410, description = "You withdrew it", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments(id): Segments<String>,
) -> Result<Json<FindingFeature>, Problem> {
    let asker = asker.somebody()?;
    let id = read_id(&id).ok_or_else(Problem::not_found)?;
    Ok(Json(show(&house, &asker, id).await?))
}

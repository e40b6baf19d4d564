//! What would lie in another buurt by a proposal.

use super::{blind::not_blind, proposal::Proposal, show::found, tiling::Tiling};
use crate::{
    boundaries::differences::{Names, Shapes, answer, differences},
    house::House,
    http::{Problem, Segments, members::read_id},
    people::Asker,
};
use axum::{extract::State, response::Response};

/// The borders of a tiling, by code.
pub fn shapes(tiling: &Tiling) -> Shapes {
    let own = tiling
        .faces
        .iter()
        .map(|face| (face.code.clone(), tiling.shape(face)));
    own.collect()
}

fn names(proposal: &Proposal) -> Names {
    let faces = proposal.base_tiling().faces.into_iter();
    faces.map(|face| (face.code, face.name)).collect()
}

/// What would change hands by a proposal.
#[utoipa::path(get, path = "/api/proposals/{id}/differences", operation_id = "proposalDifferences", tag = "boundaries",
    params(("id" = uuid::Uuid, Path, description = "The proposal")), responses(
    (status = 200, description = "GeoJSON, largest first: from, to, from_name, to_name, area_m2, findings", body = serde_json::Value,
        content_type = "application/geo+json"),
    (status = 409, description = "Told after your answer to its vote (`not_in_this_state`)", body = Problem),
    (status = 404, description = "Not here, or not yet for you", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments(id): Segments<String>,
) -> Result<Response, Problem> {
    let asker = asker.somebody()?;
    let id = read_id(&id).ok_or_else(Problem::not_found)?;
    let proposal = found(&house, &asker, id).await?;
    not_blind(&house, &asker, &proposal).await?;
    let held = house.register.current().await;
    let told = house.reckon(move |house| {
        let (before, after) = (shapes(&proposal.base_tiling()), shapes(&proposal.tiling()));
        let frame = house.atlas.load().frame;
        differences(&held, &frame, &before, &after, &names(&proposal))
    });
    Ok(answer(&told.await?))
}

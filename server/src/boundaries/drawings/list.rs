//! Lists the asker's own drawings.

use super::{drawing::DrawingView, store};
use crate::{house::House, http::Problem, people::Asker};
use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

/// Drawings of one person.
#[derive(Debug, Serialize, ToSchema)]
pub struct Drawings {
    /// Newest first; those that a later one took the place of are left out.
    pub drawings: Vec<DrawingView>,
}

/// The asker's own drawings that count or wait for their word, newest first.
#[utoipa::path(get, path = "/api/drawings", operation_id = "listDrawings", tag = "boundaries", responses(
    (status = 200, description = "Your own, newest first", body = Drawings),
))]
pub async fn door(State(house): State<House>, asker: Asker) -> Result<Json<Drawings>, Problem> {
    let asker = asker.somebody()?;
    let own = store::of_person(&house.db, asker.id().unwrap_or_default()).await?;
    let seen = own.iter().filter(|drawing| drawing.is_seen_by(&asker));
    Ok(Json(Drawings {
        drawings: seen.map(super::drawing::Drawing::view).collect(),
    }))
}

//! The catalogue of what people can see, in Dutch and English.

use crate::{catalogue::CategoriesView, house::House, http::Problem, people::Asker};
use axum::{Json, extract::State};

/// The categories.
#[utoipa::path(get, path = "/api/categories", operation_id = "listCategories", tag = "findings", responses(
    (status = 200, description = "Groups with their items, in order", body = CategoriesView),
    (status = 401, description = "Nobody", body = Problem),
))]
pub async fn door(State(house): State<House>, asker: Asker) -> Result<Json<CategoriesView>, Problem> {
    asker.somebody()?;
    Ok(Json(house.catalogue.categories()))
}

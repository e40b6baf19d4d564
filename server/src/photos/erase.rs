//! Removes the bytes of a photo that was withdrawn.

use super::store;
use crate::{house::House, http::Problem};
use uuid::Uuid;

/// Removes both variants of a withdrawn photo, unless another photo has the very same bytes.
pub async fn erase(house: &House, id: Uuid) -> Result<(), Problem> {
    let Some(photo) = store::by_id(&house.db, id).await? else {
        return Ok(());
    };
    if photo.withdrawn_at.is_none() || store::still_used(&house.db, &photo.large).await? {
        return Ok(());
    }
    house.objects.remove(&photo.large).await?;
    house.objects.remove(&photo.small).await
}

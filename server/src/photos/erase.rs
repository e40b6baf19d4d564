//! Removes the bytes of a photo that was withdrawn.

use super::store;
use crate::{house::House, http::Problem};
use uuid::Uuid;

/// Removes both variants of a withdrawn photo, but not bytes that another photo shares.
pub async fn erase(house: &House, id: Uuid) -> Result<(), Problem> {
    let Some(photo) = store::by_id(&house.db, id).await? else {
        return Ok(());
    };
    if photo.withdrawn_at.is_none() {
        return Ok(());
    }
    unused(house, [&photo.large, &photo.small]).await
}

/// Removes the bytes of these names that no photo uses. Whoever calls it does not hold the shelf.
pub async fn unused(house: &House, names: [&String; 2]) -> Result<(), Problem> {
    // Nobody may put equal bytes on the shelf between the look and the removal.
    let _alone = house.shelf.write().await;
    for name in names {
        if !name.is_empty() && !store::still_used(&house.db, name).await? {
            house.objects.remove(name).await?;
        }
    }
    Ok(())
}

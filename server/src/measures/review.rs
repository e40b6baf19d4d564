//! Releases the words of a proposal: somebody looked at them.

use super::store;
use crate::{
    house::House,
    http::Problem,
    store::outbox::{self, Happening},
};
use uuid::Uuid;

/// Lets every walker read why it was proposed. Again, or of one that is withdrawn, is harmless; true when it is new.
pub async fn review(house: &House, id: Uuid) -> Result<bool, Problem> {
    let now = house.clock.now_ms();
    let mut tx = house.db.begin().await?;
    if !store::review(&mut tx, id, now).await? {
        tx.commit().await?;
        return Ok(false);
    }
    outbox::append(&mut tx, Happening::MeasureReviewed, id, now).await?;
    tx.commit().await?;
    Ok(true)
}

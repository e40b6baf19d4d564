//! Releases the findings of a walk: somebody looked at them.

use super::store;
use crate::{
    house::House,
    http::Problem,
    store::outbox::{self, Happening},
};
use uuid::Uuid;

/// Releases all findings of a walk that were not released yet; gives how many. Again is harmless.
pub async fn review(house: &House, walk: Uuid) -> Result<u64, Problem> {
    let now = house.clock.now_ms();
    let mut tx = house.db.begin().await?;
    let released = store::review(&mut tx, walk, now).await?;
    let seq = outbox::append(&mut tx, Happening::WalkReviewed, walk, now).await?;
    tx.commit().await?;
    house.register.promise(seq);
    Ok(released)
}

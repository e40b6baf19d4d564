//! The publication of a buurt that is in sight now.

use super::{rules::State, snapshot::Snapshot, store};
use crate::house::House;

/// How long a publication may stay in sight with a drawing that was withdrawn, ms: 30 days. Others draw within that time
/// and it leaves among theirs, or the publication goes out of sight until they do.
pub const WITHDRAWN_STAYS_MS: i64 = 30 * 86_400_000;

/// The last publication of a buurt and what may be told of it, now that so many people's drawings count; `None` and
/// [`State::Counting`] when nothing may be told.
pub async fn in_sight(
    house: &House,
    buurt: &str,
    drawn: i64,
) -> Result<(Option<Snapshot>, State), sqlx::Error> {
    let Some(made) = store::latest(&house.db, buurt).await? else {
        return Ok((None, State::Counting));
    };
    let withdrawn = store::withdrawn_since(&house.db, buurt).await?;
    let overdue = withdrawn.is_some_and(|at| at + WITHDRAWN_STAYS_MS <= house.clock.now_ms());
    let state = State::of(Some(made.people).filter(|_| !overdue), drawn);
    Ok((Some(made).filter(|_| state > State::Counting), state))
}

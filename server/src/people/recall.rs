//! Remembers for a few seconds who holds which token, so that not every request asks the database.

use super::Asker;
use crate::house::House;
use moka::sync::Cache;
use std::time::Duration;

/// How long somebody is remembered: the longest that another server of the same database may not know of a joined walk.
const REMEMBERED: Duration = Duration::from_secs(5);
/// Most people who are remembered at once.
const MOST: u64 = 20_000;

/// Askers by the hash of their token. Nobody is not remembered: a new token counts at once.
struct Known(Cache<Vec<u8>, Asker>);

impl Default for Known {
    fn default() -> Self {
        let cache = Cache::builder().max_capacity(MOST).time_to_live(REMEMBERED);
        Self(cache.build())
    }
}

/// Whoever was seen with this token a moment ago.
pub fn recall(house: &House, token_hash: &[u8]) -> Option<Asker> {
    house.drawers.of::<Known>().0.get(token_hash)
}

/// Remembers who holds this token.
pub fn remember(house: &House, token_hash: &[u8], asker: &Asker) {
    if *asker != Asker::Nobody {
        house
            .drawers
            .of::<Known>()
            .0
            .insert(token_hash.to_vec(), asker.clone());
    }
}

/// Forgets everybody: somebody joined a walk or lost a token.
pub fn forget(house: &House) {
    house.drawers.of::<Known>().0.invalidate_all();
}

//! When publishing is tried: once a moment and once for other borders, and after a failure again, later each time.

use super::publish::publish_at;
use crate::{house::House, http::tagged::Tag};

/// How long to wait after publishing failed, ms: first and at most; twice as long each time.
const AGAIN_MS: (i64, i64) = (1_000, 600_000);

/// How far publishing came, and when it may be tried again after a failure.
#[derive(Default)]
pub struct Publishing {
    looked_at: Option<(i64, Tag)>,
    again_at: i64,
    wait_ms: i64,
}

impl Publishing {
    /// Publishes what residents drew together when a `moment` has come, or borders that were not looked at since; after a
    /// failure not before its waiting time is over. Both in ms since 1970 UTC.
    pub async fn at(&mut self, house: &House, moment: i64, now: i64) {
        let due = (moment, house.atlas.load().tag.clone());
        if self.looked_at.as_ref() == Some(&due) || now < self.again_at {
            return;
        }
        match publish_at(house, moment).await {
            Ok(_) => {
                *self = Self {
                    looked_at: Some(due),
                    ..Self::default()
                }
            }
            Err(problem) => {
                self.wait_ms = (2 * self.wait_ms).clamp(AGAIN_MS.0, AGAIN_MS.1);
                self.again_at = now + self.wait_ms;
                tracing::error!(
                    code = problem.code,
                    wait_ms = self.wait_ms,
                    "publishing drawings failed; trying again"
                );
            }
        }
    }

    /// Until when it waits after a failure, ms since 1970 UTC; `None` when the last try went well.
    pub fn waits_until(&self) -> Option<i64> {
        (self.wait_ms > 0).then_some(self.again_at)
    }
}

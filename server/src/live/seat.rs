//! The seat of one listener; dropping it makes it free.

use super::Hub;
use tokio::sync::watch;
use uuid::Uuid;

/// One listener's place at a walk.
pub struct Seat {
    hub: Hub,
    walk: Uuid,
    person: Uuid,
    bell: watch::Receiver<i64>,
}

impl Seat {
    pub(super) fn new(hub: Hub, walk: Uuid, person: Uuid, bell: watch::Receiver<i64>) -> Self {
        Self {
            hub,
            walk,
            person,
            bell,
        }
    }

    /// Comes when something happened on the walk since it last came; false when there is nothing to wait for any more.
    pub async fn called(&mut self) -> bool {
        self.bell.changed().await.is_ok()
    }

    /// Did something happen that nobody came for yet?
    pub fn is_called(&self) -> bool {
        self.bell.has_changed().unwrap_or(true)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.hub.stand_up(self.walk, self.person);
    }
}

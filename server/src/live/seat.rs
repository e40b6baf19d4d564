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
    ticket: Ticket,
}

/// What tells one seat of a person from another.
pub(super) struct Ticket {
    pub number: u64,
    /// Its other end goes when the seat is given to somebody else.
    pub stays: watch::Receiver<()>,
}

impl Seat {
    pub(super) fn new(
        hub: Hub,
        walk: Uuid,
        person: Uuid,
        bell: watch::Receiver<i64>,
        ticket: Ticket,
    ) -> Self {
        Self {
            hub,
            walk,
            person,
            bell,
            ticket,
        }
    }

    /// Comes when something happened on the walk since it last came; false when there is nothing to wait for any more.
    pub async fn called(&mut self) -> bool {
        tokio::select! {
            biased;
            _ = self.ticket.stays.changed() => false,
            rung = self.bell.changed() => rung.is_ok(),
        }
    }

    /// Was it given to a later listener of the same person?
    pub fn is_taken(&self) -> bool {
        self.ticket.stays.has_changed().is_err()
    }

    /// Did something happen that nobody came for yet?
    pub fn is_called(&self) -> bool {
        self.bell.has_changed().unwrap_or(true)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.hub.stand_up(self.walk, self.person, self.ticket.number);
    }
}

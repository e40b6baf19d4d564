//! Who walks along: names that walkers chose, roles, and what still waits on their phones.

use crate::clock;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The roles of a walk. They are stored: never rename one.
pub const ROLES: [&str; 4] = [LEADER, "photographer", "notetaker", "walker"];
/// Who begins, pauses and ends the walk.
pub const LEADER: &str = "leader";

/// A row of the roster as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Seat {
    /// The row's own id: companions need not know each other's pseudonyms.
    pub id: Uuid,
    /// Who.
    pub person_id: Uuid,
    /// On which walk.
    pub walk_id: Uuid,
    /// The name they chose there.
    pub name: Option<String>,
    /// Their roles, as a JSON list.
    pub roles: String,
    /// When they stopped, ms since 1970 UTC.
    pub left_at: Option<i64>,
    /// Findings that their phone says it has not sent yet.
    pub waiting_findings: i64,
    /// Photos, the same.
    pub waiting_photos: i64,
    /// When their phone said so last, ms since 1970 UTC.
    pub heard_at: Option<i64>,
}

/// What waits on a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Waiting {
    /// Findings.
    pub findings: i64,
    /// Photos.
    pub photos: i64,
}

/// Somebody on a walk, as its people see them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MemberView {
    /// The row's id, not the walker's pseudonym.
    pub id: Uuid,
    /// The name they chose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `leader`, `photographer`, `notetaker`, `walker`.
    pub roles: Vec<String>,
    /// Is this the asker?
    pub me: bool,
    /// Do they still walk along?
    pub here: bool,
    /// What their phone said it still has to send, when it is anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Waiting>,
    /// When it said last what it has to send (RFC 3339); absent when never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heard_at: Option<String>,
}

impl Seat {
    /// Their roles.
    pub fn roles(&self) -> Vec<String> {
        serde_json::from_str(&self.roles).unwrap_or_default()
    }

    /// Do they lead the walk, being still on it?
    pub fn leads(&self) -> bool {
        self.left_at.is_none() && self.roles().iter().any(|role| role == LEADER)
    }

    /// What waits on their phone; `None` when nothing does.
    pub fn waiting(&self) -> Option<Waiting> {
        let waits = self.waiting_findings + self.waiting_photos > 0;
        waits.then_some(Waiting {
            findings: self.waiting_findings,
            photos: self.waiting_photos,
        })
    }

    /// Did their phone say at or after this moment (ms) that nothing waits there?
    pub fn is_clear_since(&self, moment: i64) -> bool {
        self.waiting().is_none() && self.heard_at.is_some_and(|heard| heard >= moment)
    }

    /// The row as the walk's people see it.
    pub fn view(&self, asker: Option<Uuid>) -> MemberView {
        MemberView {
            id: self.id,
            name: self.name.clone(),
            roles: self.roles(),
            me: asker == Some(self.person_id),
            here: self.left_at.is_none(),
            waiting: self.waiting(),
            heard_at: self.heard_at.map(clock::rfc3339),
        }
    }
}

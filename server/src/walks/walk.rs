//! What a walk is.

use crate::clock;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A walk as it is kept.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Walk {
    /// Its id.
    pub id: Uuid,
    /// What people call it.
    pub title: String,
    /// Code of the buurt it goes through.
    pub buurt: Option<String>,
    /// When it starts, ms since 1970 UTC.
    pub starts_at: i64,
    /// Where people meet.
    pub meeting_point: Option<String>,
    /// Group codes of categories, as a JSON list.
    pub themes: String,
    /// The typed join code.
    pub code: String,
    /// The secret of the QR link.
    pub secret: String,
    /// Who planned it.
    pub made_by: Uuid,
    /// When it was planned.
    pub made_at: i64,
}

/// A walk as walkers see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WalkView {
    /// Its id.
    pub id: Uuid,
    /// What people call it.
    pub title: String,
    /// Code of the buurt it goes through.
    pub buurt: Option<String>,
    /// When it starts (RFC 3339).
    pub starts_at: String,
    /// Where people meet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_point: Option<String>,
    /// Group codes of the categories it looks at; empty is all.
    pub themes: Vec<String>,
    /// The name this walker chose on this walk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub my_name: Option<String>,
}

/// A walk as its planner sees it: with the code that opens it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlannedWalk {
    /// The walk.
    #[serde(flatten)]
    pub walk: WalkView,
    /// The join code, 8 characters.
    pub code: String,
    /// Path of the QR link; what follows `#` never reaches a server's log.
    pub join_path: String,
}

impl Walk {
    /// The view for somebody who joined.
    pub fn view(&self, my_name: Option<String>) -> WalkView {
        WalkView {
            id: self.id,
            title: self.title.clone(),
            buurt: self.buurt.clone(),
            starts_at: clock::rfc3339(self.starts_at),
            meeting_point: self.meeting_point.clone(),
            themes: serde_json::from_str(&self.themes).unwrap_or_default(),
            my_name,
        }
    }

    /// The view for its planner.
    pub fn planned(&self) -> PlannedWalk {
        PlannedWalk {
            walk: self.view(None),
            code: self.code.clone(),
            join_path: format!("/#{}", self.secret),
        }
    }
}

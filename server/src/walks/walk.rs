//! What a walk is.

use super::{roster::Seat, state::Stage};
use crate::{clock, people::Thing};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A walk ends by itself so long after its last sign, in ms; and so long after its end its code opens it, and who leads
/// may let it go on.
pub const EVENING_MS: i64 = 12 * 3_600_000;

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
    /// Who organises it, in their own words.
    pub organiser: Option<String>,
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
    /// `planned`, `walking`, `paused` or `ended`.
    pub state: String,
    /// When it began.
    pub started_at: Option<i64>,
    /// When it ended, by the phone that said so.
    pub ended_at: Option<i64>,
    /// When the server heard so.
    pub ended_received_at: Option<i64>,
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
    /// Who organises it, in their own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organiser: Option<String>,
    /// Group codes of the categories it looks at; empty is all.
    pub themes: Vec<String>,
    /// The name this walker chose on this walk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub my_name: Option<String>,
    /// `planned`, `walking`, `paused` or `ended`.
    pub state: &'static str,
    /// When it began (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<String>,
    /// When it ended (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<String>,
    /// Does this walker lead it?
    pub leader: bool,
    /// Did this walker stop, while the others walk on?
    pub left: bool,
    /// This walker's roles: `leader`, `photographer`, `notetaker`, `walker`.
    pub roles: Vec<String>,
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
    /// How far it is.
    pub fn stage(&self) -> Stage {
        Stage::read(&self.state).unwrap_or(Stage::Planned)
    }

    /// The walk as it is at a moment (ms): one that nobody ended is over 12 hours after its last sign, which is its beginning
    /// or, when that came later, its planning. Its code then opens no more, as if we had heard of the end at that sign.
    pub fn as_of(mut self, now: i64) -> Self {
        let sign = self.started_at.unwrap_or(self.starts_at).max(self.made_at);
        let over = sign.saturating_add(EVENING_MS);
        if self.stage() != Stage::Ended && over < now {
            self.move_to(Stage::Ended, over, sign);
        }
        self
    }

    /// Did it end so short ago that it may go on after all?
    pub fn may_go_on(&self, now: i64) -> bool {
        let heard = self.ended_received_at.unwrap_or(i64::MIN);
        self.stage() == Stage::Ended && now <= heard.saturating_add(EVENING_MS)
    }

    /// Moves it on, as happened `at` by a phone's clock and was heard at `now` by ours. It keeps the moment it first
    /// began, and the one it ended.
    pub fn move_to(&mut self, stage: Stage, at: i64, now: i64) {
        self.state = stage.word().to_owned();
        match stage {
            Stage::Walking => {
                self.started_at = self.started_at.or(Some(at));
                (self.ended_at, self.ended_received_at) = (None, None);
            }
            Stage::Ended => {
                self.ended_at = self.ended_at.or(Some(at));
                self.ended_received_at = self.ended_received_at.or(Some(now));
            }
            Stage::Planned | Stage::Paused => {}
        }
    }

    /// What the one rule needs to know of it.
    pub fn thing(&self) -> Thing<'_> {
        Thing {
            owner: self.made_by,
            walk: Some(self.id),
            buurt: self.buurt.as_deref(),
            personal: false,
            reviewed: false,
        }
    }

    /// The view for somebody with this row in its roster, or for its staff without one.
    pub fn view(&self, seat: Option<&Seat>) -> WalkView {
        let roles = seat.map(Seat::roles).unwrap_or_default();
        WalkView {
            id: self.id,
            title: self.title.clone(),
            buurt: self.buurt.clone(),
            starts_at: clock::rfc3339(self.starts_at),
            meeting_point: self.meeting_point.clone(),
            organiser: self.organiser.clone(),
            themes: serde_json::from_str(&self.themes).unwrap_or_default(),
            my_name: seat.and_then(|seat| seat.name.clone()),
            state: self.stage().word(),
            started_at: self.started_at.map(clock::rfc3339),
            ended_at: self.ended_at.map(clock::rfc3339),
            leader: seat.is_some_and(Seat::leads),
            left: seat.is_some_and(|seat| seat.left_at.is_some()),
            roles,
        }
    }

    /// The path of the QR link.
    pub fn join_path(&self) -> String {
        format!("/#{}", self.secret)
    }

    /// The view for its planner.
    pub fn planned(&self) -> PlannedWalk {
        PlannedWalk {
            walk: self.view(None),
            code: self.code.clone(),
            join_path: self.join_path(),
        }
    }
}

//! What the phone tells beside a finding: its raw fix, its clock, its app. Kept, and shown nowhere.

use super::new_finding::{NewFinding, Position};
use crate::http::Members;
use serde_json::Value;
use utoipa::ToSchema;

/// Most characters of the app's version.
pub const APP: usize = 40;
/// A clock that is off by less, or an answer that took so long, is no news, in ms.
const NEGLIGIBLE_MS: i64 = 5_000;

/// A fix of the phone's GPS, as it came.
#[derive(Debug, Clone, Copy, PartialEq, ToSchema)]
pub struct Fix {
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
    /// Radius in metres, 0-100000.
    pub accuracy_m: f64,
    /// When, by the phone's clock.
    #[schema(value_type = String, format = DateTime)]
    pub at: i64,
}

/// The same as it is kept. Times are ms since 1970 UTC.
#[derive(Debug, Clone, Default, PartialEq, sqlx::FromRow)]
pub struct Origin {
    /// Degrees east of the raw fix.
    pub fix_lon: Option<f64>,
    /// Degrees north of it.
    pub fix_lat: Option<f64>,
    /// Its radius in metres.
    pub fix_accuracy_m: Option<f64>,
    /// When it was taken, by the phone's clock.
    pub fix_at: Option<i64>,
    /// When the finding was sent, by the phone's clock.
    pub sent_at: Option<i64>,
    /// How far our clock was ahead of the phone's, when by more than 5 s. Holds the time of the way too.
    pub clock_offset_ms: Option<i64>,
    /// Version of the app.
    pub app: Option<String>,
}

impl Origin {
    /// What a finding that comes in at `now_ms` tells.
    pub fn of(new: &NewFinding, now_ms: i64) -> Self {
        Self {
            fix_lon: new.fix.map(|fix| fix.lon),
            fix_lat: new.fix.map(|fix| fix.lat),
            fix_accuracy_m: new.fix.map(|fix| fix.accuracy_m),
            fix_at: new.fix.map(|fix| fix.at),
            sent_at: new.sent_at,
            clock_offset_ms: new
                .sent_at
                .map(|sent| now_ms.saturating_sub(sent))
                .filter(|offset| offset.saturating_abs() > NEGLIGIBLE_MS),
            app: new.app.clone(),
        }
    }
}

/// Reads `fix`.
pub fn read_fix(members: &mut Members<'_>) -> Option<Fix> {
    let value = members.any("fix")?;
    let mut inner = Members::of(value, "/fix");
    let lon = inner.number("lon", -180.0, 180.0);
    let lon = inner.required("lon", lon);
    let lat = inner.number("lat", -90.0, 90.0);
    let lat = inner.required("lat", lat);
    let accuracy_m = inner.number("accuracy_m", 0.0, 100_000.0);
    let accuracy_m = inner.required("accuracy_m", accuracy_m);
    let at = inner.moment("at");
    let at = inner.required("at", at);
    members.absorb(inner.faults());
    Some(Fix {
        lon: lon?,
        lat: lat?,
        accuracy_m: accuracy_m?,
        at: at?,
    })
}

/// Reads `pin`: where a pin was let go that the app then put elsewhere. It stays in the body that is kept.
pub fn read_pin(members: &mut Members<'_>, source: Option<&str>) -> Option<Position> {
    let Some(value) = members.any("pin") else {
        if source == Some("snapped") {
            members.required("pin", None::<Position>);
        }
        return None;
    };
    let mut inner = Members::of(value, "/pin");
    let lon = inner.number("lon", -180.0, 180.0);
    let lon = inner.required("lon", lon);
    let lat = inner.number("lat", -90.0, 90.0);
    let lat = inner.required("lat", lat);
    members.absorb(inner.faults());
    Some(Position { lon: lon?, lat: lat? })
}

/// The body without what may differ from one try to the next: the moment of sending and the app.
pub fn without_sending(body: &Value) -> Value {
    let mut kept = body.clone();
    if let Some(members) = kept.as_object_mut() {
        members.remove("sent_at");
        members.remove("app");
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn another_try_may_say_another_moment_of_sending_and_nothing_else() {
        let one = json!({"note": "x", "sent_at": "2026-11-20T20:14:00Z", "app": "1.0"});
        assert_eq!(without_sending(&one), json!({"note": "x"}));
        assert_eq!(without_sending(&json!([1])), json!([1]));
    }
}

//! The fixed moments at which is published: a time of the day where the city is.

use jiff::{Timestamp, ToSpan, civil::Time, tz::TimeZone};

/// The last such moment at or before `now`, and the first after it; ms since 1970 UTC. On a day that skips the time, the
/// moment is the one at which the clocks were put on.
pub fn around(now_ms: i64, time: Time, zone: &TimeZone) -> (i64, i64) {
    let now = Timestamp::from_millisecond(now_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    let today = now.to_zoned(zone.clone()).date();
    let on = |days: i64| {
        let day = today.checked_add(days.days()).unwrap_or(today);
        let moment = day.to_datetime(time).to_zoned(zone.clone());
        moment.map_or(now_ms, |moment| moment.timestamp().as_millisecond())
    };
    if on(0) <= now_ms {
        (on(0), on(1))
    } else {
        (on(-1), on(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{read_moment, rfc3339};

    #[test]
    fn the_moments_are_those_of_the_city_also_when_the_clocks_change() {
        let zone = TimeZone::get("Europe/Amsterdam").unwrap();
        let four = Time::constant(4, 0, 0, 0);
        let at = |text: &str| {
            let (last, next) = around(read_moment(text).unwrap(), four, &zone);
            [last, next].map(rfc3339)
        };
        assert_eq!(
            at("2026-11-22T12:00:00Z"),
            ["2026-11-22T03:00:00Z", "2026-11-23T03:00:00Z"]
        );
        assert_eq!(
            at("2026-11-22T02:59:59Z"),
            ["2026-11-21T03:00:00Z", "2026-11-22T03:00:00Z"]
        );
        assert_eq!(at("2026-11-22T03:00:00Z")[0], "2026-11-22T03:00:00Z");
        assert_eq!(
            at("2026-10-24T12:00:00Z"),
            ["2026-10-24T02:00:00Z", "2026-10-25T03:00:00Z"]
        );
    }
}

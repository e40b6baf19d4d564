//! The one place that asks what time it is. Everything else is handed a moment.

use jiff::{Timestamp, civil::Date, fmt::temporal::DateTimePrinter, tz::TimeZone};
use std::time::Instant;

/// A source of time: the machine's own, or a fixed moment in tests.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    Machine,
    /// A moment that stands still, in milliseconds since 1970 UTC.
    Fixed(i64),
}

impl Clock {
    /// Now, in milliseconds since 1970 UTC.
    pub fn now_ms(&self) -> i64 {
        match self {
            Self::Machine => Timestamp::now().as_millisecond(),
            Self::Fixed(ms) => *ms,
        }
    }
}

/// A stopwatch for durations in metrics; never for stored times.
pub fn stopwatch() -> Instant {
    Instant::now()
}

/// The local calendar day of a moment, as days since 1970-01-01: the "day" of a voice.
pub fn local_day(ms: i64, zone: &TimeZone) -> i32 {
    let date = local_date(ms, zone);
    date.since(Date::constant(1970, 1, 1))
        .map_or(0, |span| span.get_days())
}

/// The local calendar date of a moment.
pub fn local_date(ms: i64, zone: &TimeZone) -> Date {
    Timestamp::from_millisecond(ms)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .to_zoned(zone.clone())
        .date()
}

/// The first moment of the local day that holds a moment.
pub fn start_of_day(ms: i64, zone: &TimeZone) -> i64 {
    local_date(ms, zone)
        .to_zoned(zone.clone())
        .map_or(ms, |start| start.timestamp().as_millisecond())
}

/// The first moment after the local day that holds the last moment before `ms`.
pub fn end_of_day(ms: i64, zone: &TimeZone) -> i64 {
    let next = local_date(ms.saturating_sub(1), zone).tomorrow();
    let start = next.and_then(|date| date.to_zoned(zone.clone()));
    start.map_or(ms, |start| start.timestamp().as_millisecond())
}

/// A moment as RFC 3339 text in UTC, the form of every time that leaves by a door.
pub fn rfc3339(ms: i64) -> String {
    Timestamp::from_millisecond(ms)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .to_string()
}

/// Writes what [`rfc3339`] gives at the end of `out`, without making a text of its own.
pub fn write_rfc3339(out: &mut Vec<u8>, ms: i64) {
    const PRINTER: DateTimePrinter = DateTimePrinter::new();
    let moment = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH);
    // Writing into memory cannot fail.
    let _ = PRINTER.print_timestamp(&moment, out);
}

/// Reads an RFC 3339 moment, with an offset, to milliseconds since 1970 UTC.
pub fn read_moment(text: &str) -> Option<i64> {
    text.parse::<Timestamp>().ok().map(Timestamp::as_millisecond)
}

/// Reads a moment or a plain date (`2026-11-22`: its first moment in `zone`).
pub fn read_moment_or_date(text: &str, zone: &TimeZone) -> Option<i64> {
    read_moment(text).or_else(|| {
        let date: Date = text.parse().ok()?;
        Some(date.to_zoned(zone.clone()).ok()?.timestamp().as_millisecond())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_day_turns_at_local_midnight_not_at_utc() {
        let zone = TimeZone::get("Europe/Amsterdam").unwrap();
        let before = read_moment("2026-06-30T23:59:00+02:00").unwrap();
        let after = read_moment("2026-07-01T00:01:00+02:00").unwrap();
        assert_eq!(local_day(after, &zone), local_day(before, &zone) + 1);
        assert_eq!(local_day(0, &TimeZone::UTC), 0);
    }

    #[test]
    fn a_window_grows_to_whole_local_days_and_not_further() {
        let zone = TimeZone::get("Europe/Amsterdam").unwrap();
        let noon = read_moment("2026-03-29T12:00:00+02:00").unwrap();
        let (start, end) = (start_of_day(noon, &zone), end_of_day(noon, &zone));
        assert_eq!(rfc3339(start), "2026-03-28T23:00:00Z");
        assert_eq!(rfc3339(end), "2026-03-29T22:00:00Z", "a day of 23 hours");
        assert_eq!((start_of_day(start, &zone), end_of_day(end, &zone)), (start, end));
    }

    #[test]
    fn moments_without_an_offset_are_refused() {
        assert_eq!(read_moment("2026-06-30T23:59:00"), None);
        assert_eq!(read_moment("gisteren"), None);
        for ms in [0, 1_795_202_040_250, -62_135_596_800_001, i64::MAX] {
            let mut out = b"x".to_vec();
            write_rfc3339(&mut out, ms);
            assert_eq!(String::from_utf8(out).unwrap(), format!("x{}", rfc3339(ms)));
        }
        assert_eq!(
            rfc3339(read_moment("2026-06-30T23:59:00.250+02:00").unwrap()),
            "2026-06-30T21:59:00.25Z"
        );
    }
}

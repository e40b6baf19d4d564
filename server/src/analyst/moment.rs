//! When a row was seen: the many ways in which files write a moment, reduced to a local day.

use crate::clock::local_day;
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};

/// The day from which days are counted.
const FIRST: Date = Date::constant(1970, 1, 1);

/// A moment as it was written.
enum Written {
    /// With `Z`, an offset, or as a number: ms since 1970 UTC.
    Instant(i64),
    /// A local date and time.
    Local(DateTime),
    /// A local date.
    Day(Date),
    /// A month, by its first day.
    Month(Date),
}

/// The local day of a written moment, as days since 1970-01-01; `None` when it says none.
///
/// With `Z` or an offset it is an instant, and `zone` says which day that was: `2026-06-30T23:59:00Z`,
/// `2026-06-30 23:59+02:00`. Without, it is a local time and its date is the day: `2026-06-30`,
/// `2026-06-30 23:59`, `2026-06-30T23:59:30.5`, `20260630`. `2026-06` is the first of that month. Whole numbers of 9
/// to 11 digits are seconds since 1970 UTC, of 12 to 14 digits milliseconds; digits behind a point are ignored.
pub fn day_of(text: &str, zone: &TimeZone) -> Option<i32> {
    Some(match written(text.trim())? {
        Written::Instant(ms) => local_day(ms, zone),
        Written::Local(local) => days(local.date()),
        Written::Day(date) | Written::Month(date) => days(date),
    })
}

/// A written moment in ms since 1970 UTC, in the forms of [`day_of`] but for months. A date without a time of day is
/// its noon in `zone`: seen by day, as far as anybody knows.
pub fn ms_of(text: &str, zone: &TimeZone) -> Option<i64> {
    let local = match written(text.trim())? {
        Written::Instant(ms) => return Some(ms),
        Written::Local(local) => local,
        Written::Day(date) => date.at(12, 0, 0, 0),
        Written::Month(_) => return None,
    };
    Some(local.to_zoned(zone.clone()).ok()?.timestamp().as_millisecond())
}

fn written(text: &str) -> Option<Written> {
    if let Some(ms) = epoch_ms(text) {
        return Some(Written::Instant(ms));
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let (year, rest) = text.split_at(4);
        let (month, day) = rest.split_at(2);
        let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        return date.ok().map(Written::Day);
    }
    match text.len() {
        7 => first_of(text.get(..4)?, text.get(4..)?.strip_prefix('-')?).map(Written::Month),
        10 => plain_date(text).map(Written::Day),
        _ => moment(text),
    }
}

/// The first day of a month, each a whole number as text; `2011.0` too, as some programs write it.
pub fn month_day(year: &str, month: &str) -> Option<i32> {
    first_of(year, month).map(days)
}

fn first_of(year: &str, month: &str) -> Option<Date> {
    let whole = |text: &str| {
        let text = text.trim();
        text.strip_suffix(".0").unwrap_or(text).parse::<i16>().ok()
    };
    let year = whole(year).filter(|year| (1..=9999).contains(year))?;
    Date::new(year, i8::try_from(whole(month)?).ok()?, 1).ok()
}

/// The date of a day.
pub fn date_of(day: i32) -> Date {
    FIRST.checked_add(day.days()).unwrap_or(FIRST)
}

fn days(date: Date) -> i32 {
    date.since(FIRST).map_or(0, |span| span.get_days())
}

/// Exactly `YYYY-MM-DD`.
fn plain_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let shaped = bytes.iter().enumerate().all(|(at, byte)| match at {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    shaped.then(|| text.parse().ok()).flatten()
}

fn epoch_ms(text: &str) -> Option<i64> {
    let (whole, behind) = text.split_once('.').unwrap_or((text, ""));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let numeric = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !numeric(digits) || !numeric(behind) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let ms = match digits.len() {
        9..=11 => number.checked_mul(1000)?,
        12..=14 => number,
        _ => return None,
    };
    // Beyond the years that a calendar knows it is no moment.
    Timestamp::from_millisecond(ms).ok().map(|_| ms)
}

/// A date, a `T` or a space, a time of day, and perhaps where on earth that was.
fn moment(text: &str) -> Option<Written> {
    let date = plain_date(text.get(..10)?)?;
    let rest = text.get(11..)?;
    if !matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' ')) {
        return None;
    }
    let clock_end = rest
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ','))
        .unwrap_or(rest.len());
    let (clock, offset) = rest.split_at(clock_end);
    let time: Time = Some(clock).filter(|clock| clock.contains(':'))?.parse().ok()?;
    let offset = offset.trim_start();
    if offset.is_empty() {
        return Some(Written::Local(date.to_datetime(time)));
    }
    let instant: Timestamp = format!("{date}T{time}{offset}").parse().ok()?;
    Some(Written::Instant(instant.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<String> {
        let zone = TimeZone::get("Europe/Amsterdam").unwrap();
        day_of(text, &zone).map(|day| date_of(day).to_string())
    }

    #[test]
    fn every_way_of_writing_the_same_day_gives_that_day() {
        for text in [
            "2026-06-30",
            " 2026-06-30 ",
            "20260630",
            "2026-06-30 23:59",
            "2026-06-30T23:59:59.999",
            "2026-06-30t00:00",
            "2026-06-30T23:59:00+02:00",
            "2026-06-30 23:59 +0200",
            "2026-06-29T22:00:00Z",
            "2026-06-29 22:00Z",
            "1782770400",
            "1782770400000",
            "1782770400.25",
        ] {
            assert_eq!(told(text).as_deref(), Some("2026-06-30"), "{text}");
        }
    }

    #[test]
    fn an_instant_belongs_to_the_local_day_also_when_clocks_change() {
        assert_eq!(told("2026-06-30T22:30:00Z").as_deref(), Some("2026-07-01"));
        assert_eq!(told("2026-12-31T23:00:00Z").as_deref(), Some("2027-01-01"));
        assert_eq!(told("2026-12-31T22:59:59Z").as_deref(), Some("2026-12-31"));
        assert_eq!(
            told("2026-03-29 02:30").as_deref(),
            Some("2026-03-29"),
            "an hour that is not there"
        );
        assert_eq!(told("1000000000").as_deref(), Some("2001-09-09"));
        assert_eq!(told("-100000000").as_deref(), Some("1966-10-31"));
    }

    #[test]
    fn a_moment_is_exact_where_it_was_written_so_and_noon_where_only_the_day_is_known() {
        let zone = TimeZone::get("Europe/Amsterdam").unwrap();
        let ms = |text: &str| ms_of(text, &zone).map(crate::clock::rfc3339);
        assert_eq!(
            ms("2026-06-30T23:59:00.5+02:00").as_deref(),
            Some("2026-06-30T21:59:00.5Z")
        );
        assert_eq!(ms("2026-06-30 23:59").as_deref(), Some("2026-06-30T21:59:00Z"));
        assert_eq!(ms("2026-01-30").as_deref(), Some("2026-01-30T11:00:00Z"));
        assert_eq!(ms("1782770400").as_deref(), Some("2026-06-29T22:00:00Z"));
        assert_eq!(ms("2026-06"), None);
        assert_eq!(ms("ooit"), None);
    }

    #[test]
    fn a_month_is_its_first_day() {
        assert_eq!(told("2011-06").as_deref(), Some("2011-06-01"));
        assert_eq!(month_day("2011", "6"), month_day(" 2011.0", "06 "));
        assert_eq!(month_day("1970", "1"), Some(0));
        for (year, month) in [
            ("2011", "13"),
            ("2011", "0"),
            ("", "6"),
            ("2011", ""),
            ("0", "1"),
            ("2011", "June"),
        ] {
            assert_eq!(month_day(year, month), None, "{year} {month}");
        }
    }

    #[test]
    fn what_is_no_moment_is_none_and_nothing_is_guessed() {
        for text in [
            "",
            "gisteren",
            "2026-13-01",
            "2026-02-30",
            "2026-06-31 10:00",
            "30-06-2026",
            "06/30/2026",
            "2026-06-30 25:00",
            "2026-06-30x10:00",
            "2026-06-30T10",
            "2026-06-30T10:00 Mars",
            "2026-06-30T10:00+99:00",
            "2026",
            "12345",
            "20261301",
            "1e9",
            "٢٠٢٦-٠٦-٣٠",
            "2026-06-30T10:00é",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}

//! Where the sun stands: enough to tell daylight from dark.
//!
//! Low-precision solar coordinates (Meeus, Astronomical Algorithms, chapter 25, as used by NOAA's
//! solar calculator): the error of the altitude is below 0.02 degrees between 1900 and 2100, some
//! seven seconds of clock time at the Dutch horizon.

use crate::frame::Lonlat;

/// The altitude of the sun's centre, without refraction, at which it rises and sets: half a
/// disc (0.27) and refraction at the horizon (0.57) below it, rounded.
pub const HORIZON: f64 = -0.83;

/// Unix time of noon on 1 January 2000, milliseconds.
const J2000_MS: f64 = 946_728_000_000.0;

/// Geometric altitude of the sun's centre in degrees, -90 to 90, at a Unix time in
/// milliseconds UTC. Refraction is not added.
#[must_use]
pub fn altitude(unix_ms: i64, place: Lonlat) -> f64 {
    let days = (unix_ms as f64 - J2000_MS) / 86_400_000.0;
    let century = days / 36_525.0;
    let sine = |degrees: f64| degrees.rem_euclid(360.0).to_radians().sin();

    let mean_longitude = 280.466_46 + century * (36_000.769_83 + century * 0.000_303_2);
    let anomaly = 357.529_11 + century * (35_999.050_29 - century * 0.000_153_7);
    let centre = (1.914_602 - century * (0.004_817 + century * 0.000_014)) * sine(anomaly)
        + (0.019_993 - century * 0.000_101) * sine(2.0 * anomaly)
        + 0.000_289 * sine(3.0 * anomaly);
    let node = 125.04 - 1_934.136 * century;
    let longitude = (mean_longitude + centre - 0.005_69 - 0.004_78 * sine(node)).to_radians();
    let tilt = (23.439_291 - 0.013_004_2 * century + 0.002_56 * sine(node + 90.0)).to_radians();

    let declination = (tilt.sin() * longitude.sin()).asin();
    let ascension = (tilt.cos() * longitude.sin()).atan2(longitude.cos());
    let sidereal = (280.460_618_37 + 360.985_647_366_29 * days).rem_euclid(360.0);
    let hour_angle = (sidereal + place.lon).to_radians() - ascension;
    let north = place.lat.to_radians();
    let height = north.sin() * declination.sin() + north.cos() * declination.cos() * hour_angle.cos();
    height.clamp(-1.0, 1.0).asin().to_degrees()
}

/// True when the sun is below the horizon, [`HORIZON`], at a Unix time in milliseconds UTC.
#[must_use]
pub fn is_dark(unix_ms: i64, place: Lonlat) -> bool {
    altitude(unix_ms, place) < HORIZON
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROTTERDAM: Lonlat = Lonlat::new(4.479, 51.922);

    /// Milliseconds at a minute of a day since 1 January 2019.
    fn at(day: i64, minute: i64) -> i64 {
        1_546_300_800_000 + (day * 1_440 + minute) * 60_000
    }

    /// First and last minute UTC of a day on which it is not dark.
    fn daylight(day: i64, place: Lonlat) -> (i64, i64) {
        let light = |minute: &i64| !is_dark(at(day, *minute), place);
        let (rise, set) = ((0..1_440).find(light), (0..1_440).rev().find(light));
        (rise.expect("sunrise"), set.expect("sunset"))
    }

    #[test]
    fn sunrise_and_sunset_agree_with_the_dutch_aviation_table_within_two_minutes() {
        // AIP Netherlands, GEN 2.7, uniform daylight periods 2019 at 52 N 5 E, UTC: from 15
        // minutes before sunrise to 15 minutes after sunset. Days of the year from 0.
        let periods = [
            (0, (7, 33), (15, 54)),
            (20, (7, 22), (16, 23)),
            (51, (6, 29), (17, 19)),
            (79, (5, 26), (18, 9)),
            (110, (4, 16), (19, 2)),
            (140, (3, 23), (19, 51)),
        ];
        for (day, from, to) in periods {
            let (rise, set) = daylight(day, Lonlat::new(5.0, 52.0));
            assert!(
                (rise - (from.0 * 60 + from.1 + 15)).abs() <= 2,
                "day {day}: sunrise {rise}"
            );
            assert!(
                (set - (to.0 * 60 + to.1 - 15)).abs() <= 2,
                "day {day}: sunset {set}"
            );
        }
    }

    #[test]
    fn in_rotterdam_the_sun_rises_two_minutes_after_it_does_half_a_degree_further_east() {
        // The globe turns a degree in four minutes.
        let east = Lonlat {
            lon: ROTTERDAM.lon + 0.5,
            ..ROTTERDAM
        };
        for day in [0, 79, 171, 265, 354] {
            let delay = daylight(day, ROTTERDAM).0 - daylight(day, east).0;
            assert!((1..=3).contains(&delay), "day {day}: {delay} minutes");
        }
    }

    #[test]
    fn noon_is_light_midnight_dark_and_a_polar_night_dark_all_day() {
        assert!(!is_dark(at(200, 12 * 60), ROTTERDAM));
        assert!(is_dark(at(200, 0), ROTTERDAM));
        let tromso = Lonlat::new(18.96, 69.65);
        assert!((0..1_440).all(|minute| is_dark(at(354, minute), tromso)));
        assert!((0..1_440).all(|minute| !is_dark(at(171, minute), tromso)));
    }
}

//! The plane on which the cells of this house lie: chosen once, then kept.
//!
//! Ids of hotspots and the cells that people walked mean nothing on another plane. The plane must not follow the borders
//! around: the first one stays for as long as the borders lie near its origin.

use spatial::{Frame, Local, Lonlat, index::distance_m};

/// How far from its origin a plane still serves, in metres: lengths are off by a thousandth there at most.
pub const SERVES_M: f64 = 300_000.0;

/// Where the Dutch plane is most true: Amersfoort.
const AMERSFOORT: Lonlat = Lonlat::new(5.387_638_89, 52.156_160_56);

/// A plane in one word, kept beside cells: cells of another plane are other places. `rd`, or `local` with degrees east
/// and north of its origin.
pub fn word(frame: &Frame) -> String {
    match frame {
        Frame::Rd => "rd".into(),
        Frame::Local(local) => format!("local {} {}", local.origin().lon, local.origin().lat),
    }
}

/// The plane of a word; `None` for any other word.
pub fn read(word: &str) -> Option<Frame> {
    if word == "rd" {
        return Some(Frame::Rd);
    }
    let (lon, lat) = word.strip_prefix("local ")?.split_once(' ')?;
    let origin = Lonlat::new(lon.parse().ok()?, lat.parse().ok()?);
    origin.is_on_globe().then(|| Frame::Local(Local::around(origin)))
}

/// The plane for an area that has these corners: the one that was `kept`, when it serves all of them, else the one that
/// suits the middle.
pub fn of_area(kept: Option<Frame>, corners: [Lonlat; 4], middle: Lonlat) -> Frame {
    let serves = |frame: &Frame| {
        let origin = match frame {
            Frame::Rd => AMERSFOORT,
            Frame::Local(local) => local.origin(),
        };
        corners
            .iter()
            .all(|corner| distance_m(origin, *corner) <= SERVES_M)
    };
    kept.filter(serves).unwrap_or_else(|| Frame::for_area(middle))
}

/// The plane of a house without borders that keeps none.
pub fn unset() -> Frame {
    Frame::for_area(AMERSFOORT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plane_comes_back_from_its_word_to_the_last_bit() {
        for place in [
            Lonlat::new(5.0, 52.0),
            Lonlat::new(3.73, 13.405_1),
            Lonlat::new(-0.1, -51.5),
        ] {
            for frame in [Frame::for_area(place), Frame::for_place(place)] {
                assert_eq!(read(&word(&frame)), Some(frame));
            }
        }
        for other in [
            "",
            "rd ",
            "local",
            "local 4",
            "local 4 x",
            "local 4 91",
            "local 4 NaN",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn the_first_plane_stays_until_a_corner_lies_over_300_km_from_its_origin() {
        let around = |lon: f64, lat: f64| {
            [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
                .map(|(east, north)| Lonlat::new(lon + 0.1 * east, lat + 0.1 * north))
        };
        let berlin = Lonlat::new(13.404, 52.521);
        let first = of_area(None, around(13.404, 52.521), berlin);
        assert_eq!(word(&first), "local 13.4 52.5");
        let east = Lonlat::new(14.9, 52.521);
        assert_eq!(of_area(Some(first), around(14.9, 52.521), east), first);
        let munich = Lonlat::new(11.58, 48.14);
        let other = of_area(Some(first), around(11.58, 48.14), munich);
        assert_eq!(word(&other), "local 11.6 48.1");
        let ghent = Lonlat::new(3.73, 51.05);
        assert_eq!(
            of_area(Some(Frame::Rd), around(3.73, 51.05), ghent),
            Frame::Rd,
            "the Dutch plane goes on"
        );
    }
}

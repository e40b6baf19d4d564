//! Where voters say that a border is wrong: told only where several say so, and not to the metre.

use super::{tiling::lonlat, vote::Vote};
use geo_types::Coord;
use serde::Serialize;
use serde_json::Value;
use spatial::{Frame, Lonlat};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Side of the squares that places are put together in, in metres.
const SQUARE_M: f64 = 50.0;
/// Voters of whom at least so many must point at a square.
const ENOUGH: u32 = 3;

/// A square of 50 m that at least 3 voters pointed at.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WrongPlace {
    /// Of which border: `proposed` or `official`.
    pub border: &'static str,
    /// Its middle, `[lon, lat]`.
    pub at: [f64; 2],
    /// How many pointed there.
    pub count: u32,
}

/// The place that a vote points at on one of its borders.
fn pointed(vote: &Vote, border: &str) -> Option<Lonlat> {
    let places: Value = serde_json::from_str(vote.places.as_ref()?).ok()?;
    let place = places.get(border)?;
    Some(Lonlat::new(place.get(0)?.as_f64()?, place.get(1)?.as_f64()?))
}

/// Where the votes about a buurt say that a border is wrong, most votes first. One person has one vote about a buurt.
pub fn wrong_places(votes: &[Vote], buurt: &str, frame: &Frame) -> Vec<WrongPlace> {
    let mut told = Vec::new();
    for border in ["proposed", "official"] {
        let mut squares: BTreeMap<[i64; 2], u32> = BTreeMap::new();
        let own = votes.iter().filter(|vote| vote.buurt == buurt);
        for place in own.filter_map(|vote| pointed(vote, border)) {
            let metres = frame.to_metres(place);
            let square = [metres.x, metres.y].map(|metres| (metres / SQUARE_M).floor() as i64);
            *squares.entry(square).or_default() += 1;
        }
        squares.retain(|_, count| *count >= ENOUGH);
        told.extend(squares.into_iter().map(|(square, count)| {
            let [x, y] = square.map(|side| (side as f64 + 0.5) * SQUARE_M);
            let at = lonlat(frame, Coord { x, y });
            WrongPlace { border, at, count }
        }));
    }
    told.sort_by_key(|place| std::cmp::Reverse(place.count));
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use uuid::Uuid;

    fn vote(buurt: &str, proposed: [f64; 2]) -> Vote {
        Vote {
            id: Uuid::nil(),
            proposal_id: Uuid::nil(),
            version: 1,
            person_id: Uuid::nil(),
            buurt: buurt.into(),
            proposed: "almost".into(),
            official: "no".into(),
            places: Some(json!({"proposed": proposed, "official": null}).to_string()),
            cast_at: 0,
        }
    }

    #[test]
    fn a_square_is_told_from_three_voters_on_and_never_the_spot_of_one() {
        let spot = [4.490_31, 51.900_11];
        let mut votes = vec![vote("A", spot), vote("A", spot), vote("B", spot)];
        assert_eq!(wrong_places(&votes, "A", &Frame::Rd), []);
        votes.push(vote("A", [4.490_32, 51.900_12]));
        votes.push(vote("A", [4.48, 51.9]));
        let told = wrong_places(&votes, "A", &Frame::Rd);
        assert_eq!((told.len(), told[0].count, told[0].border), (1, 3, "proposed"));
        assert_ne!(told[0].at, spot);
        let [east, north] = [told[0].at[0] - spot[0], told[0].at[1] - spot[1]];
        assert!(east.abs() < 0.000_6 && north.abs() < 0.000_4, "{told:?}");
    }
}

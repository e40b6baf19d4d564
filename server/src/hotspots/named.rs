//! What the places of a counting are called, and where their peaks lie.

use crate::house::{House, atlas::Atlas, streets::Streets};
use spatial::{Cell, Lonlat, hotspots::Place};
use std::collections::HashMap;

/// Where a place is and what it is called. Which places are wanted changes nothing of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// Name in Dutch: its street or corner, else its buurt, with its rank behind it where another place is called the
    /// same. Never a house number.
    pub name: String,
    /// The middle of its peak's cell.
    pub peak: Lonlat,
    /// Code of the buurt of its peak.
    pub buurt: Option<String>,
}

/// Names all places of a counting, in their order. Some microseconds each.
pub fn named(house: &House, atlas: &Atlas, places: &[Place]) -> Vec<Named> {
    let streets = house.streets.load();
    let mut named: Vec<Named> = places
        .iter()
        .map(|place| call(&streets, atlas, place.peak))
        .collect();
    tell_apart(&mut named, places.iter().map(|place| place.rank));
    named
}

/// Names the middle of one cell.
pub fn call(streets: &Streets, atlas: &Atlas, cell: Cell) -> Named {
    let peak = atlas.frame.to_lonlat(cell.centre());
    let buurt = atlas.at(peak);
    let of_buurt = || buurt.map(|buurt| format!("Plek in {}", buurt.name));
    Named {
        name: streets
            .name(peak)
            .or_else(of_buurt)
            .unwrap_or_else(|| "Plek".to_owned()),
        peak,
        buurt: buurt.map(|buurt| buurt.code.clone()),
    }
}

/// Places of one name get their rank behind it.
pub fn tell_apart(named: &mut [Named], ranks: impl Iterator<Item = usize>) {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for place in &*named {
        *times.entry(&place.name).or_default() += 1;
    }
    let shared: Vec<bool> = named.iter().map(|place| times[place.name.as_str()] > 1).collect();
    for ((place, rank), _) in named
        .iter_mut()
        .zip(ranks)
        .zip(shared)
        .filter(|(_, shared)| *shared)
    {
        place.name = format!("{} nr. {rank}", place.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_one_name_are_told_apart_by_their_rank_and_others_keep_theirs() {
        let called = |name: &str| Named {
            name: name.into(),
            peak: Lonlat::new(4.5, 51.9),
            buurt: None,
        };
        let mut named = ["Plek in Westbuurt", "Loodsweg", "Plek in Westbuurt"].map(called);
        tell_apart(&mut named, [1, 2, 37].into_iter());
        let names = named.map(|place| place.name);
        assert_eq!(
            names,
            ["Plek in Westbuurt nr. 1", "Loodsweg", "Plek in Westbuurt nr. 37"]
        );
    }
}

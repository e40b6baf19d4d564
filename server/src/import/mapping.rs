//! Which column holds which member of a finding.

use crate::analyst::columns::position;

/// The fields, the needed ones first.
const FIELDS: [&str; 7] = ["lon", "lat", "category", "observed_at", "id", "observer", "note"];
/// How many of them are needed.
const NEEDED: usize = 4;

/// Positions of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mapping {
    /// Degrees east.
    pub lon: usize,
    /// Degrees north.
    pub lat: usize,
    /// Group or item code.
    pub category: usize,
    /// When it was seen.
    pub observed_at: usize,
    /// Its id, a UUID.
    pub id: Option<usize>,
    /// Who saw it.
    pub observer: Option<usize>,
    /// What they wrote.
    pub note: Option<usize>,
}

/// Finds the columns: those that `--map` names, else those called like the field in any case.
///
/// # Errors
/// Every fault of the map and every column that is needed and not there, and last the columns that are there.
pub fn read(maps: &[String], header: &[String]) -> Result<Mapping, Vec<String>> {
    let mut faults = Vec::new();
    let mut named: [Option<&str>; 7] = [None; 7];
    for entry in maps
        .iter()
        .flat_map(|map| map.split(','))
        .filter(|entry| !entry.trim().is_empty())
    {
        let (field, column) = entry.split_once('=').unwrap_or((entry, ""));
        match FIELDS.iter().position(|known| *known == field.trim()) {
            None => faults.push(format!(
                "--map: there is no field {}; there are {}",
                field.trim(),
                FIELDS.join(", ")
            )),
            Some(_) if column.trim().is_empty() => faults.push(format!("--map: {entry} is not field=column")),
            Some(at) if named[at].is_some() => faults.push(format!("--map: {} is named twice", field.trim())),
            Some(at) => named[at] = Some(column.trim()),
        }
    }
    let mut found = [None; 7];
    for (at, field) in FIELDS.iter().enumerate() {
        let name = named[at].unwrap_or(field);
        found[at] = match position(header, name) {
            Ok(column) => Some(column),
            Err(0) if at >= NEEDED && named[at].is_none() => None,
            Err(count) => {
                let many = if count == 0 {
                    "no column".to_owned()
                } else {
                    format!("{count} columns")
                };
                faults.push(format!("{field}: the file has {many} called {name}"));
                None
            }
        };
    }
    match found {
        [
            Some(lon),
            Some(lat),
            Some(category),
            Some(observed_at),
            id,
            observer,
            note,
        ] if faults.is_empty() => Ok(Mapping {
            lon,
            lat,
            category,
            observed_at,
            id,
            observer,
            note,
        }),
        _ => {
            faults.push(format!("the file has the columns {}", header.join(", ")));
            Err(faults)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn columns_are_found_by_field_or_by_map() {
        let plain = read(&[], &header("Note LAT lon category observed_at")).unwrap();
        assert_eq!(
            (plain.lon, plain.lat, plain.note, plain.id),
            (2, 1, Some(0), None)
        );
        let maps = [
            "lon=x, lat=y".to_owned(),
            "observed_at=tijd,category=soort,id=nr".to_owned(),
        ];
        let mapped = read(&maps, &header("nr x y soort tijd lon")).unwrap();
        assert_eq!(
            (
                mapped.id,
                mapped.lon,
                mapped.lat,
                mapped.category,
                mapped.observed_at
            ),
            (Some(0), 1, 2, 3, 4)
        );
    }

    #[test]
    fn every_fault_of_map_and_header_is_told_at_once() {
        let maps = ["lon=x,lon=y,plek=z,note,id=nr".to_owned()];
        let faults = read(&maps, &header("x lat lat tijd")).unwrap_err();
        assert_eq!(faults.len(), 8, "{faults:#?}");
        assert!(faults[7].contains("x, lat, lat, tijd"));
    }
}

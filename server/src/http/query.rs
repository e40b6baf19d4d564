//! Reads query parameters by hand, so that every fault is told at once; pointers read `?name`.

use super::{Fault, Problem, members::read_id};
use crate::clock;
use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
};
use jiff::tz::TimeZone;
use uuid::Uuid;

/// Most bytes of one parameter: room for every category code there is.
const LONGEST: usize = 4_000;

/// The parameters of a request being read. Ask for each once, then call [`Query::done`].
pub struct Query {
    given: Vec<(String, String)>,
    asked: Vec<&'static str>,
    faults: Vec<Fault>,
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let given = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        let refused = |_| Problem::new(StatusCode::BAD_REQUEST, "bad_query", "The query cannot be read.");
        given.map(|pairs| Self::of(pairs.0)).map_err(refused)
    }
}

impl Query {
    /// Starts reading decoded pairs.
    pub fn of(given: Vec<(String, String)>) -> Self {
        Self {
            given,
            asked: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// Notes a fault of a parameter.
    pub fn fault(&mut self, name: &str, code: &'static str) {
        self.faults.push(Fault::new(format!("?{name}"), code));
    }

    /// The parameter as text; empty counts as absent, twice is a fault.
    pub fn text(&mut self, name: &'static str) -> Option<String> {
        self.asked.push(name);
        let mut values = self
            .given
            .iter()
            .filter(|(key, value)| key == name && !value.is_empty());
        let value = values.next().map(|(_, value)| value.clone());
        let again = values.next().is_some();
        if again {
            self.fault(name, "twice");
        }
        let code = match &value {
            Some(value) if value.len() > LONGEST => "too_long",
            Some(value) if value.chars().any(char::is_control) => "control_characters",
            _ => return value,
        };
        self.fault(name, code);
        None
    }

    /// Words parted by commas.
    pub fn words(&mut self, name: &'static str) -> Vec<String> {
        let text = self.text(name).unwrap_or_default();
        text.split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// A number between two bounds.
    pub fn number(&mut self, name: &'static str, low: f64, high: f64) -> Option<f64> {
        let text = self.text(name)?;
        let number = text
            .parse::<f64>()
            .ok()
            .filter(|n| n.is_finite() && (low..=high).contains(n));
        if number.is_none() {
            self.fault(name, "out_of_range");
        }
        number
    }

    /// A number that must be there.
    pub fn required_number(&mut self, name: &'static str, low: f64, high: f64) -> Option<f64> {
        let missing = !self
            .given
            .iter()
            .any(|(key, value)| key == name && !value.is_empty());
        if missing {
            self.asked.push(name);
            self.fault(name, "missing");
            return None;
        }
        self.number(name, low, high)
    }

    /// A whole number between two bounds, or the default.
    pub fn whole(&mut self, name: &'static str, low: usize, high: usize, default: usize) -> usize {
        let Some(text) = self.text(name) else {
            return default;
        };
        match text.parse() {
            Ok(number) if (low..=high).contains(&number) => number,
            _ => {
                self.fault(name, "out_of_range");
                default
            }
        }
    }

    /// A UUID.
    pub fn id(&mut self, name: &'static str) -> Option<Uuid> {
        let id = read_id(&self.text(name)?);
        if id.is_none() {
            self.fault(name, "not_an_id");
        }
        id
    }

    /// A moment (RFC 3339) or a date, as ms since 1970 UTC.
    pub fn moment(&mut self, name: &'static str, zone: &TimeZone) -> Option<i64> {
        let text = self.text(name)?;
        // A plus sign in an address means a space: put an offset's plus back.
        let moment = clock::read_moment_or_date(&text.replace(' ', "+"), zone);
        if moment.is_none() {
            self.fault(name, "not_a_moment");
        }
        moment
    }

    /// A box `west,south,east,north` in degrees.
    pub fn bbox(&mut self, name: &'static str) -> Option<[f64; 4]> {
        let text = self.text(name)?;
        let sides: Vec<f64> = text
            .split(',')
            .filter_map(|side| side.trim().parse().ok())
            .collect();
        let found = <[f64; 4]>::try_from(sides)
            .ok()
            .filter(|[west, south, east, north]| {
                let lon = -180.0..=180.0;
                let lat = -90.0..=90.0;
                lon.contains(west)
                    && lon.contains(east)
                    && lat.contains(south)
                    && lat.contains(north)
                    && west <= east
                    && south <= north
            });
        if found.is_none() || text.split(',').count() != 4 {
            self.fault(name, "not_a_box");
            return None;
        }
        found
    }

    /// Ends the reading: a 422 problem with every fault, unknown parameters among them, or nothing.
    pub fn done(mut self) -> Result<(), Problem> {
        for (name, _) in &self.given {
            if !self.asked.contains(&name.as_str()) {
                let short: String = name.chars().take(64).collect();
                self.faults
                    .push(Fault::new(format!("?{short}"), "unknown_parameter"));
            }
        }
        if self.faults.is_empty() {
            Ok(())
        } else {
            Err(Problem::faulty(self.faults))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> Query {
        Query::of(
            pairs
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn every_fault_of_a_query_is_told_at_once() {
        let mut query = query(&[
            ("bbox", "1,2,3"),
            ("limit", "0"),
            ("colour", "red"),
            ("walk", "x"),
        ]);
        assert_eq!(query.bbox("bbox"), None);
        assert_eq!(query.whole("limit", 1, 10, 5), 5);
        assert_eq!(query.id("walk"), None);
        let mut codes: Vec<_> = query
            .done()
            .unwrap_err()
            .faults
            .into_iter()
            .map(|f| (f.pointer, f.code))
            .collect();
        codes.sort();
        let expected = [
            ("?bbox", "not_a_box"),
            ("?colour", "unknown_parameter"),
            ("?limit", "out_of_range"),
            ("?walk", "not_an_id"),
        ];
        assert_eq!(codes, expected.map(|(p, c)| (p.to_owned(), c)));
    }

    #[test]
    fn a_parameter_that_is_too_long_or_holds_a_nul_is_a_fault_and_never_simply_absent() {
        for (value, code) in [
            ("Z".repeat(4_001), "too_long"),
            ("A\0".to_owned(), "control_characters"),
        ] {
            let mut query = query(&[("buurt", value.as_str())]);
            assert_eq!(query.text("buurt"), None);
            assert_eq!(query.done().unwrap_err().code, code);
        }
    }

    #[test]
    fn a_box_that_is_upside_down_is_no_box() {
        for text in [
            "4,52,3,53",
            "4,52,5,51",
            "nan,52,5,53",
            "4,52,5,53,6",
            "1e400,0,0,0",
        ] {
            let mut query = query(&[("bbox", text)]);
            assert_eq!(query.bbox("bbox"), None, "{text}");
            assert!(query.done().is_err());
        }
    }
}

//! Reads the body of a drawing: at most 2 MiB, its corners counted before anything is made of them.
//!
//! A ring of 20,000 corners is 800 kB of text. Were it parsed first and counted then, each such body would take a tree
//! of some MB; judged first, seconds of a core. So the bytes are walked once without keeping any of it.

use crate::http::{Fault, Problem, body::read_json};
use axum::{extract::Request, http::StatusCode};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;

/// Most bytes of the body.
pub const LIMIT: usize = 2 * 1024 * 1024;
/// Most positions: 2,000 corners and what closes a handful of rings.
const POSITIONS: usize = 2_050;
/// Most values of all sorts.
const VALUES: usize = 20_000;

/// The body as a value.
///
/// # Errors
/// 413 over 2 MiB, or with over 20,000 values that are no corners; 422 `too_many_vertices`; 400 when it is no JSON.
pub async fn read(request: Request) -> Result<Value, Problem> {
    read_json(request, LIMIT, |bytes| {
        count(bytes)?;
        serde_json::from_slice(bytes).map_err(|error| malformed(&error))
    })
    .await
}

/// Walks the bytes once, keeping nothing.
pub fn count(bytes: &[u8]) -> Result<(), Problem> {
    let mut tally = Tally::default();
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let walked = Walk(&mut tally).deserialize(&mut reader);
    if tally.positions > POSITIONS {
        return Err(Problem::faulty(vec![super::words::worded(Fault::new(
            "/geometry",
            "too_many_vertices",
        ))]));
    }
    if tally.values > VALUES {
        let detail = format!("At most {VALUES} values.");
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail));
    }
    walked.map(drop).map_err(|error| malformed(&error))
}

fn malformed(error: &serde_json::Error) -> Problem {
    let place = format!("line {}, column {}", error.line(), error.column());
    let detail = format!("The body is not JSON: {place}.");
    Problem::new(StatusCode::BAD_REQUEST, "malformed_json", detail)
}

#[derive(Default)]
struct Tally {
    /// Lists that begin with a number.
    positions: usize,
    values: usize,
}

/// Walks one value and says whether it is a number.
struct Walk<'a>(&'a mut Tally);

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<bool, D::Error> {
        self.0.values += 1;
        if self.0.values > VALUES {
            return Err(D::Error::custom("too many values"));
        }
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = bool;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        let mut first = true;
        while let Some(number) = list.next_element_seed(Walk(self.0))? {
            if first && number {
                self.0.positions += 1;
                if self.0.positions > POSITIONS {
                    return Err(A::Error::custom("too many positions"));
                }
            }
            first = false;
        }
        Ok(false)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<bool, A::Error> {
        while object.next_key::<IgnoredAny>()?.is_some() {
            object.next_value_seed(Walk(self.0))?;
        }
        Ok(false)
    }

    fn visit_bool<E>(self, _: bool) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_i64<E>(self, _: i64) -> Result<bool, E> {
        Ok(true)
    }

    fn visit_u64<E>(self, _: u64) -> Result<bool, E> {
        Ok(true)
    }

    fn visit_f64<E>(self, _: f64) -> Result<bool, E> {
        Ok(true)
    }

    fn visit_str<E>(self, _: &str) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    fn ring(corners: usize) -> String {
        let corner = |k: usize| {
            let turn = std::f64::consts::TAU * k as f64 / corners as f64;
            format!(
                "[{:.15},{:.15}]",
                4.48 + 0.01 * turn.cos(),
                51.92 + 0.005 * turn.sin()
            )
        };
        let all: Vec<String> = (0..=corners).map(|k| corner(k % corners)).collect();
        let all = all.join(",");
        format!(r#"{{"buurt":"A","geometry":{{"type":"Polygon","coordinates":[[{all}]]}}}}"#)
    }

    #[test]
    fn twenty_thousand_corners_are_refused_before_anything_is_made_of_them() {
        let body = ring(20_000);
        let began = Instant::now();
        let problem = count(body.as_bytes()).unwrap_err();
        println!("{} kB refused in {:?}", body.len() / 1000, began.elapsed());
        assert_eq!((problem.status, problem.code), (422, "too_many_vertices"));
        let fault = &problem.faults[0];
        assert_eq!(
            (fault.pointer.as_str(), fault.code),
            ("/geometry", "too_many_vertices")
        );
        assert!(fault.nl.is_some() && fault.en.is_some());
    }

    #[test]
    fn two_thousand_corners_pass_and_endless_other_lists_do_not() {
        assert!(count(ring(2_000).as_bytes()).is_ok());
        let list = format!(r#"{{"years":[{}null]}}"#, "null,".repeat(30_000));
        assert_eq!(count(list.as_bytes()).unwrap_err().status, 413);
        let long = format!(r#"{{"years":[{}1]}}"#, "1,".repeat(30_000));
        assert_eq!(count(long.as_bytes()).unwrap_err().status, 413);
        assert_eq!(count(b"{\"buurt\":").unwrap_err().code, "malformed_json");
        assert_eq!(
            count("[".repeat(5_000).as_bytes()).unwrap_err().code,
            "malformed_json"
        );
    }
}

//! Reads the members of a JSON object by hand, so that every fault is found at once and has its place.

use super::{Fault, Problem};
use crate::clock;
use serde_json::{Map, Value};
use uuid::Uuid;

/// A JSON object being read. Ask for each member once, then call [`Members::done`].
pub struct Members<'a> {
    at: String,
    object: Option<&'a Map<String, Value>>,
    asked: Vec<&'static str>,
    faults: Vec<Fault>,
}

impl<'a> Members<'a> {
    /// Starts reading `value`, which stands at JSON pointer `at` (empty for the whole body).
    pub fn of(value: &'a Value, at: impl Into<String>) -> Self {
        let at = at.into();
        let object = value.as_object();
        let faults = if object.is_none() {
            vec![Fault::new(at.clone(), "wrong_type")]
        } else {
            Vec::new()
        };
        Self {
            at,
            object,
            asked: Vec::new(),
            faults,
        }
    }

    /// The member as it is; `null` counts as absent.
    pub fn any(&mut self, name: &'static str) -> Option<&'a Value> {
        self.asked.push(name);
        self.object?.get(name).filter(|value| !value.is_null())
    }

    /// Notes a fault at a member.
    pub fn fault(&mut self, name: &str, code: &'static str) {
        let pointer = format!("{}/{name}", self.at);
        self.faults.push(Fault::new(pointer, code));
    }

    /// Notes a fault with a place on the map.
    pub fn fault_at(&mut self, name: &str, code: &'static str, at: [f64; 2]) {
        let pointer = format!("{}/{name}", self.at);
        self.faults.push(Fault {
            at: Some(at),
            ..Fault::new(pointer, code)
        });
    }

    /// Takes over the faults of an inner object.
    pub fn absorb(&mut self, inner: Vec<Fault>) {
        self.faults.extend(inner);
    }

    /// Says that a member is missing when it is; call after asking for it.
    pub fn required<T>(&mut self, name: &'static str, value: Option<T>) -> Option<T> {
        let own = format!("{}/{name}", self.at);
        let inside = format!("{own}/");
        let told = self
            .faults
            .iter()
            .any(|f| f.pointer == own || f.pointer.starts_with(&inside));
        if value.is_none() && self.object.is_some() && !told {
            self.fault(name, "missing");
        }
        value
    }

    /// Text of at most `most` characters, without control characters but for line breaks.
    pub fn text(&mut self, name: &'static str, most: usize) -> Option<String> {
        let Some(text) = self.any(name)?.as_str() else {
            self.fault(name, "wrong_type");
            return None;
        };
        if text.chars().count() > most {
            self.fault(name, "too_long");
            return None;
        }
        if text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        {
            self.fault(name, "control_characters");
            return None;
        }
        Some(text.to_owned())
    }

    /// Text that says something: white space around it is dropped, and what is then empty is absent.
    pub fn words(&mut self, name: &'static str, most: usize) -> Option<String> {
        let text = self.text(name, most)?;
        let trimmed = text.trim();
        (!trimmed.is_empty()).then(|| trimmed.to_owned())
    }

    /// One of a few words.
    pub fn choice(&mut self, name: &'static str, choices: &[&'static str]) -> Option<&'static str> {
        let text = self.text(name, 64)?;
        let found = choices.iter().find(|choice| **choice == text).copied();
        if found.is_none() {
            self.fault(name, "unknown_choice");
        }
        found
    }

    /// A finite number between two bounds.
    pub fn number(&mut self, name: &'static str, low: f64, high: f64) -> Option<f64> {
        let Some(number) = self.any(name)?.as_f64() else {
            self.fault(name, "wrong_type");
            return None;
        };
        if !number.is_finite() || number < low || number > high {
            self.fault(name, "out_of_range");
            return None;
        }
        Some(number)
    }

    /// A whole number between two bounds.
    pub fn whole(&mut self, name: &'static str, low: i64, high: i64) -> Option<i64> {
        let Some(number) = self.any(name)?.as_i64() else {
            self.fault(name, "wrong_type");
            return None;
        };
        if !(low..=high).contains(&number) {
            self.fault(name, "out_of_range");
            return None;
        }
        Some(number)
    }

    /// An RFC 3339 moment with an offset, as milliseconds since 1970 UTC.
    pub fn moment(&mut self, name: &'static str) -> Option<i64> {
        let text = self.text(name, 64)?;
        let moment = clock::read_moment(&text);
        if moment.is_none() {
            self.fault(name, "not_a_moment");
        }
        moment
    }

    /// A UUID.
    pub fn id(&mut self, name: &'static str) -> Option<Uuid> {
        let text = self.text(name, 64)?;
        let id = read_id(&text);
        if id.is_none() {
            self.fault(name, "not_an_id");
        }
        id
    }

    /// A list of at most `most` things; `read` turns each into a value or a fault code.
    pub fn list<T>(
        &mut self,
        name: &'static str,
        most: usize,
        read: impl Fn(&Value) -> Result<T, &'static str>,
    ) -> Option<Vec<T>> {
        let Some(values) = self.any(name)?.as_array() else {
            self.fault(name, "wrong_type");
            return None;
        };
        if values.len() > most {
            self.fault(name, "too_many");
            return None;
        }
        let mut list = Vec::with_capacity(values.len());
        for (index, value) in values.iter().enumerate() {
            match read(value) {
                Ok(thing) => list.push(thing),
                Err(code) => self.fault(&format!("{name}/{index}"), code),
            }
        }
        (list.len() == values.len()).then_some(list)
    }

    /// All faults of this object, unknown members among them.
    pub fn faults(mut self) -> Vec<Fault> {
        if let Some(object) = self.object {
            for name in object.keys().filter(|name| !self.asked.contains(&name.as_str())) {
                let pointer = format!("{}/{}", self.at, name.replace('~', "~0").replace('/', "~1"));
                self.faults.push(Fault::new(
                    pointer.chars().take(200).collect::<String>(),
                    "unknown_member",
                ));
            }
        }
        self.faults
    }

    /// Ends the reading: a 422 problem with every fault, or nothing.
    pub fn done(self) -> Result<(), Problem> {
        let faults = self.faults();
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Problem::faulty(faults))
        }
    }
}

/// A UUID in its usual form, hyphenated and lower case; other spellings of the same id are refused, so that one thing
/// has one address.
pub fn read_id(text: &str) -> Option<Uuid> {
    Uuid::try_parse(text)
        .ok()
        .filter(|id| id.hyphenated().to_string() == text)
}

/// A UUID in a path: malformed ones are a 400 of their own.
pub fn path_id(text: &str) -> Result<Uuid, Problem> {
    read_id(text).ok_or_else(|| {
        Problem::new(
            axum::http::StatusCode::BAD_REQUEST,
            "not_an_id",
            "The id in the path is not a UUID.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_fault_is_found_at_once_and_has_its_place() {
        let body = json!({"note": 5, "safety": 9, "extra/one": 1, "ids": ["x", 3]});
        let mut members = Members::of(&body, "");
        members.text("note", 10);
        members.whole("safety", 1, 5);
        members.list("ids", 5, |v| v.as_str().and_then(read_id).ok_or("not_an_id"));
        let when = members.moment("when");
        members.required("when", when);
        let mut found: Vec<_> = members
            .faults()
            .into_iter()
            .map(|f| (f.pointer, f.code))
            .collect();
        found.sort();
        let expected = [
            ("/extra~1one", "unknown_member"),
            ("/ids/0", "not_an_id"),
            ("/ids/1", "not_an_id"),
            ("/note", "wrong_type"),
            ("/safety", "out_of_range"),
            ("/when", "missing"),
        ];
        assert_eq!(found, expected.map(|(p, c)| (p.to_owned(), c)));
    }

    #[test]
    fn a_body_that_is_no_object_is_one_fault() {
        let faults = Members::of(&json!([1, 2]), "").faults();
        assert_eq!(faults, vec![Fault::new("", "wrong_type")]);
    }
}

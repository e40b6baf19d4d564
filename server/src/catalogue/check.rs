//! The checks of a catalogue. Every fault is found at once.

use super::file::{CategoriesFile, Item, MeasuresFile, Names, Sensitivity};
use serde::de::DeserializeOwned;
use std::{collections::BTreeSet, fmt};

/// Something wrong in a catalogue file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// `categories` or `measures`.
    pub file: &'static str,
    /// Such as `item lamp-uit`.
    pub place: String,
    /// Stable code.
    pub code: &'static str,
    /// What is wrong.
    pub text: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{}.toml: {}: {} ({})",
            self.file, self.place, self.text, self.code
        )
    }
}

/// Longest Dutch name of a group or item: it must fit a tile.
const NAME: usize = 28;
/// Fewest items of a group.
const ITEMS: usize = 4;

/// Reads one list of tables; a table that cannot be read is a fault of its own and does not hide the others.
pub fn read<T: DeserializeOwned>(
    file: &'static str,
    name: &str,
    table: &toml::Table,
    faults: &mut Vec<Fault>,
) -> Vec<T> {
    let Some(entries) = table.get(name) else {
        return Vec::new();
    };
    let Some(entries) = entries.as_array() else {
        faults.push(Fault {
            file,
            place: name.to_owned(),
            code: "wrong_type",
            text: "not a list of tables".into(),
        });
        return Vec::new();
    };
    let mut list = Vec::with_capacity(entries.len());
    for (index, entry) in entries.iter().enumerate() {
        let code = entry.get("code").and_then(toml::Value::as_str);
        let place = code.map_or_else(
            || format!("{name} {}", index + 1),
            |code| format!("{name} {code}"),
        );
        match entry.clone().try_into() {
            Ok(read) => list.push(read),
            Err(error) => {
                let text = error.to_string().trim().replace('\n', " ");
                faults.push(Fault {
                    file,
                    place,
                    code: "cannot_read",
                    text,
                });
            }
        }
    }
    list
}

/// What must be filled in before a camera can be proposed.
const GATE: [&str; 6] = ["need", "lighter", "area", "dates", "advice", "owner_check"];
/// Measures that can be shown, never proposed.
const RESERVED: [&str; 2] = ["gebiedsverbod", "mcu"];

struct Checker<'a> {
    faults: &'a mut Vec<Fault>,
    file: &'static str,
}

impl Checker<'_> {
    fn require(&mut self, holds: bool, place: &str, code: &'static str, text: impl Into<String>) {
        if !holds {
            self.faults.push(Fault {
                file: self.file,
                place: place.to_owned(),
                code,
                text: text.into(),
            });
        }
    }

    fn names(&mut self, place: &str, names: &Names, longest: usize) {
        self.require(
            !names.nl.trim().is_empty(),
            place,
            "no_dutch",
            "the Dutch name is missing",
        );
        self.require(
            !names.en.trim().is_empty(),
            place,
            "no_english",
            "the English name is missing",
        );
        let length = names.nl.chars().count();
        self.require(
            length <= longest,
            place,
            "name_too_long",
            format!("the Dutch name has {length} characters"),
        );
    }

    fn code(&mut self, place: &str, code: &str, taken: &mut BTreeSet<String>) {
        let fits = !code.is_empty()
            && code.len() <= 40
            && code
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        self.require(
            fits,
            place,
            "bad_code",
            "a code is lower case letters, digits and dashes",
        );
        let new = taken.insert(code.to_owned());
        self.require(new, place, "duplicate_code", "this code stands twice");
    }
}

/// Checks both files together.
pub fn check(categories: &CategoriesFile, measures: &MeasuresFile, faults: &mut Vec<Fault>) {
    check_measures(measures, faults);
    let mut checker = Checker {
        faults,
        file: "categories",
    };
    let mut taken = BTreeSet::new();
    for group in &categories.group {
        let place = format!("group {}", group.code);
        checker.code(&place, &group.code, &mut taken);
        checker.names(&place, &group.name, NAME);
        let items = categories
            .item
            .iter()
            .filter(|item| item.group == group.code)
            .count();
        checker.require(
            items >= ITEMS,
            &place,
            "too_few_items",
            format!("it has {items} items, at least {ITEMS}"),
        );
        let published = group.sensitivity == Sensitivity::Personal && group.open311.is_some();
        checker.require(
            !published,
            &place,
            "personal_published",
            "a personal group has no open311",
        );
    }
    checker.require(
        !categories.group.is_empty(),
        "file",
        "no_groups",
        "there is no group at all",
    );
    for item in &categories.item {
        check_item(&mut checker, item, categories, measures, &mut taken);
    }
}

fn check_item(
    checker: &mut Checker<'_>,
    item: &Item,
    categories: &CategoriesFile,
    measures: &MeasuresFile,
    taken: &mut BTreeSet<String>,
) {
    let place = format!("item {}", item.code);
    checker.code(&place, &item.code, taken);
    checker.names(&place, &item.name, NAME);
    let group = categories.group.iter().find(|group| group.code == item.group);
    checker.require(
        group.is_some(),
        &place,
        "unknown_group",
        format!("there is no group {}", item.group),
    );
    let least = group.map_or(Sensitivity::Open, |group| group.sensitivity);
    let own = item.sensitivity.unwrap_or(least);
    checker.require(
        own >= least,
        &place,
        "looser_than_group",
        "an item is never looser than its group",
    );
    let published = own == Sensitivity::Personal && item.open311.is_some();
    checker.require(
        !published,
        &place,
        "personal_published",
        "a personal item has no open311",
    );
    let known_light = ["day", "night", "both"].contains(&item.daylight.as_str());
    checker.require(
        known_light,
        &place,
        "bad_daylight",
        "daylight is day, night or both",
    );
    checker.require(
        item.duplicate.metres <= 300,
        &place,
        "bad_radius",
        "the radius is 0-300 metres",
    );
    checker.require(
        (1..=365).contains(&item.duplicate.days),
        &place,
        "bad_age",
        "the age is 1-365 days",
    );
    let helps = item.stored || item.help.is_some();
    checker.require(
        helps,
        &place,
        "no_help",
        "an item that is not stored says where help is",
    );
    check_weights(checker, &place, item, measures);
}

fn check_weights(checker: &mut Checker<'_>, place: &str, item: &Item, measures: &MeasuresFile) {
    for (code, weight) in &item.measures {
        let known = measures.measure.iter().any(|measure| measure.code == *code);
        checker.require(
            known,
            place,
            "unknown_measure",
            format!("there is no measure {code}"),
        );
        checker.require(
            *weight <= 100,
            place,
            "bad_weight",
            format!("the weight of {code} is 0-100"),
        );
        let camera = code == "camera";
        checker.require(
            !camera,
            place,
            "camera_weight",
            "a camera is never a measure that simply fits",
        );
    }
}

fn check_measures(measures: &MeasuresFile, faults: &mut Vec<Fault>) {
    let mut checker = Checker {
        faults,
        file: "measures",
    };
    let mut rungs = BTreeSet::new();
    for rung in &measures.rung {
        let new = rungs.insert(rung.rung);
        checker.require(
            new,
            &format!("rung {}", rung.rung),
            "duplicate_rung",
            "this rung stands twice",
        );
    }
    let mut taken = BTreeSet::new();
    for measure in &measures.measure {
        let place = format!("measure {}", measure.code);
        checker.code(&place, &measure.code, &mut taken);
        checker.names(&place, &measure.name, 60);
        let known = measures.rung.iter().any(|rung| rung.rung == measure.rung);
        checker.require(
            known,
            &place,
            "unknown_rung",
            format!("there is no rung {}", measure.rung),
        );
        let gated = measure.code != "camera"
            || GATE
                .iter()
                .all(|field| measure.gate.iter().any(|own| own == field));
        checker.require(
            gated,
            &place,
            "no_gate",
            format!("a camera has the gate {}", GATE.join(", ")),
        );
        let reserved = RESERVED.contains(&measure.code.as_str()) && measure.proposable;
        checker.require(
            !reserved,
            &place,
            "not_ours",
            "only the mayor or the police decide on this",
        );
    }
    checker.require(
        !measures.measure.is_empty(),
        "file",
        "no_measures",
        "there is no measure at all",
    );
}

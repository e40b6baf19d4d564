//! Names: no drawers where everything ends up, migrations in pairs, members of one workspace.

use std::collections::BTreeMap;

use super::{Fault, Tree};

/// Names that say nothing about what is inside.
const EMPTY_WORDS: &[&str] = &[
    "service", "services", "manager", "managers", "util", "utils", "helper", "helpers", "common",
];
/// The web's own word for the file that works offline.
const KNOWN_TERMS: &[&str] = &["service-worker"];

/// Neither a file nor a folder is called after nothing.
pub(super) fn forbidden(tree: &Tree) -> Vec<Fault> {
    let mut found = Vec::new();
    for path in tree.files.keys() {
        if let Some(name) = path.split('/').find(|step| says_nothing(step)) {
            found.push(Fault::new(
                "name",
                path,
                0,
                format!("`{name}` says nothing about what is inside"),
            ));
        }
    }
    found
}

/// Whether one of the words a file's name is made of is an empty one.
fn says_nothing(step: &str) -> bool {
    let stem = step.split('.').next().unwrap_or(step);
    if KNOWN_TERMS.contains(&stem) {
        return false;
    }
    let mut words = String::new();
    for c in stem.chars() {
        if c.is_uppercase() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| EMPTY_WORDS.contains(&word))
}

/// `migrations/sqlite` and `migrations/postgres` hold the same names, `NNNN_room.sql`, each number once.
pub(super) fn pairs(tree: &Tree) -> Vec<Fault> {
    let mut found = Vec::new();
    for (here, there) in [("sqlite", "postgres"), ("postgres", "sqlite")] {
        let mut numbers: BTreeMap<&str, &str> = BTreeMap::new();
        let folder = format!("migrations/{here}");
        for (path, _) in tree.below(&folder, &["sql"]) {
            let name = path.rsplit('/').next().unwrap_or(path);
            if !is_numbered(name) {
                found.push(Fault::new("pair", path, 0, "a migration is called NNNN_room.sql"));
            }
            if !tree.files.contains_key(&format!("migrations/{there}/{name}")) {
                found.push(Fault::new(
                    "pair",
                    path,
                    0,
                    format!("has no twin in migrations/{there}"),
                ));
            }
            if let Some(other) = numbers.insert(name.split('_').next().unwrap_or(name), name) {
                found.push(Fault::new(
                    "pair",
                    path,
                    0,
                    format!("has the same number as {other}"),
                ));
            }
        }
    }
    found
}

fn is_numbered(name: &str) -> bool {
    let parts = name.strip_suffix(".sql").and_then(|stem| stem.split_once('_'));
    parts.is_some_and(|(number, room)| {
        number.len() == 4
            && number.chars().all(|c| c.is_ascii_digit())
            && !room.is_empty()
            && room.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    })
}

/// The lints of the workspace hold in every member, and `spatial` says by itself that it is safe and explained.
pub(super) fn workspace(tree: &Tree) -> Vec<Fault> {
    let demands = [
        ("Cargo.toml", "unsafe_code = \"forbid\""),
        ("server/Cargo.toml", "[lints] workspace = true"),
        ("server/spatial/Cargo.toml", "[lints] workspace = true"),
        ("tests/Cargo.toml", "[lints] workspace = true"),
        ("server/spatial/src/lib.rs", "#![forbid(unsafe_code)]"),
        ("server/spatial/src/lib.rs", "#![deny(missing_docs)]"),
    ];
    let says = |path: &str, demand: &str| {
        let text = tree.files.get(path).map_or("", String::as_str);
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .contains(demand)
    };
    demands
        .into_iter()
        .filter(|(path, demand)| !says(path, demand))
        .map(|(path, demand)| Fault::new("workspace", path, 0, format!("does not say `{demand}`")))
        .collect()
}

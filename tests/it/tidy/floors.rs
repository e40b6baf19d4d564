//! Who may name whom: three floors, and a ground of tools that names no room.

use std::collections::BTreeSet;

use super::{Fault, Tree, ink::Ink, web};

/// A room and the other rooms it may name. Everyone may name the ground and `spatial`; the top floor may name all.
pub(super) type Table = &'static [(&'static str, &'static [&'static str])];

/// The rooms, the same on the server and on the phone.
pub(super) const ROOMS: Table = &[
    ("people", &[]),
    ("photos", &["people"]),
    ("walks", &["people"]),
    ("boundaries", &["people"]),
    ("findings", &["people", "photos", "walks", "boundaries"]),
    // Where people walked is what findings are compared with, and passes belong to walks.
    ("hotspots", &["people", "walks", "findings", "boundaries"]),
    ("measures", &["people", "hotspots"]),
    ("agenda", &["people", "measures"]),
    ("feedback", &["people", "agenda", "measures"]),
];

/// The server's tools beside the rooms.
const GROUND: &[&str] = &[
    "house",
    "config",
    "clock",
    "catalogue",
    "http",
    "store",
    "objects",
    "live",
    "figures",
];

/// The server's wiring above the rooms, with its doors for other systems.
const TOP: &[&str] = &[
    "lib",
    "analyst",
    "main",
    "app",
    "basemap",
    "serve",
    "doors",
    "statements",
    "consequences",
    "forget",
    "retain",
    "demo",
    "import",
];

/// The parts of `std` that a pure crate has no business with.
const IMPURE_STD: &[&str] = &["env", "fs", "io", "net", "process", "time"];
/// Other words that a pure crate has no business with: waiting, printing, doors, tables, and this product.
const IMPURE: &[&str] = &[
    "async fn",
    "println!",
    "eprintln!",
    "axum",
    "buurtschouw",
    "http",
    "reqwest",
    "serde",
    "sqlx",
    "tokio",
];

/// Where a file lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Floor<'a> {
    /// Pure twins of the border checks, on the phone only.
    Shape,
    Ground,
    Room(&'a str),
    Top,
}

impl Floor<'_> {
    /// Whether a file on this floor may name something that lives on `other`.
    fn may_name(self, other: Floor<'_>) -> bool {
        match (self, other) {
            (Self::Top, _) | (_, Floor::Shape) | (Self::Ground | Self::Room(_), Floor::Ground) => true,
            (Self::Room(here), Floor::Room(there)) => here == there || allowed(ROOMS, here).contains(&there),
            _ => false,
        }
    }

    fn in_words(self) -> String {
        match self {
            Self::Shape => "the shape".to_owned(),
            Self::Ground => "the ground".to_owned(),
            Self::Room(room) => format!("room {room}"),
            Self::Top => "the top floor".to_owned(),
        }
    }
}

fn allowed(table: Table, room: &str) -> &'static [&'static str] {
    table
        .iter()
        .find(|(name, _)| *name == room)
        .map_or(&[], |(_, others)| others)
}

/// A room that reaches itself along the table, if there is one.
pub(super) fn circle(table: Table) -> Option<&'static str> {
    let reaches_itself = |from: &'static str| {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open = allowed(table, from).to_vec();
        while let Some(room) = open.pop() {
            if seen.insert(room) {
                open.extend(allowed(table, room));
            }
        }
        seen.contains(from)
    };
    table
        .iter()
        .map(|(room, _)| *room)
        .find(|room| reaches_itself(room))
}

/// Names between the server's modules, along the table.
pub(super) fn server(tree: &Tree) -> Vec<Fault> {
    let mut found = Vec::new();
    for (path, text) in tree.below("server/src", &["rs"]) {
        let modules = modules_of(path);
        let Some(here) = modules.first().and_then(|first| server_floor(first)) else {
            found.push(Fault::new(
                "floor",
                path,
                0,
                "on no floor: name it in tests/it/tidy/floors.rs",
            ));
            continue;
        };
        let ink = Ink::of_rust(text);
        for (place, name) in named_from_the_root(&ink, modules.len()) {
            let module = Some(name.as_str()).filter(|name| !is_macro(&ink, name));
            let there = module
                .and_then(server_floor)
                .filter(|there| !here.may_name(*there));
            found.extend(there.map(|there| naming(path, ink.line(place), here, there)));
        }
    }
    found
}

fn naming(path: &str, line: usize, here: Floor<'_>, there: Floor<'_>) -> Fault {
    Fault::new(
        "rooms",
        path,
        line,
        format!("{} names {}", here.in_words(), there.in_words()),
    )
}

fn server_floor(module: &str) -> Option<Floor<'_>> {
    if ROOMS.iter().any(|(room, _)| *room == module) {
        return Some(Floor::Room(module));
    }
    if GROUND.contains(&module) {
        return Some(Floor::Ground);
    }
    TOP.contains(&module).then_some(Floor::Top)
}

/// `server/src/findings/record.rs` is `["findings", "record"]`.
fn modules_of(path: &str) -> Vec<&str> {
    let inside = path
        .trim_start_matches("server/src/")
        .trim_end_matches(".rs")
        .trim_end_matches("/mod");
    inside.split('/').collect()
}

/// Every name that is looked up at the root of the crate: `crate::a`, `crate::{a, b::c}`, `super::super::a`.
fn named_from_the_root(ink: &Ink, depth: usize) -> Vec<(usize, String)> {
    let from_crate = ink.places("crate::").into_iter().map(|at| at + "crate::".len());
    let from_above = ink.places("super::").into_iter().filter_map(|at| {
        let first = !ink.bare[..at].ends_with("super::");
        let steps = ink.bare[at..]
            .split("super::")
            .take_while(|between| between.is_empty())
            .count();
        (first && steps >= depth).then_some(at + steps * "super::".len())
    });
    from_crate
        .chain(from_above)
        .flat_map(|at| first_names(&ink.bare, at))
        .collect()
}

/// A macro may be called like a module: this file calls it and looks up nothing in it.
fn is_macro(ink: &Ink, name: &str) -> bool {
    !ink.places(&format!("{name}!")).is_empty() && ink.places(&format!("{name}::")).is_empty()
}

/// The first name after a `::`, or the first name of every branch when a group follows.
fn first_names(bare: &str, at: usize) -> Vec<(usize, String)> {
    let name_at = |from: usize| {
        let skipped = bare[from..].len() - bare[from..].trim_start().len();
        let name: String = bare[from + skipped..]
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect();
        (!name.is_empty()).then_some((from + skipped, name))
    };
    if !bare[at..].starts_with('{') {
        return name_at(at).into_iter().collect();
    }
    let mut depth = 0_usize;
    let mut names = Vec::new();
    for (step, c) in bare[at..].char_indices() {
        depth += usize::from(c == '{');
        depth -= usize::from(c == '}');
        if depth == 0 {
            break;
        }
        if depth == 1 && matches!(c, '{' | ',') {
            names.extend(name_at(at + step + 1));
        }
    }
    names
}

/// The pure crate stays pure, outside its tests.
pub(super) fn spatial(tree: &Tree) -> Vec<Fault> {
    let mut found = Vec::new();
    for (path, text) in tree
        .below("server/spatial/src", &["rs"])
        .filter(|(path, _)| !tree.is_test(path))
    {
        let ink = Ink::of_rust(text);
        let end = ink.tests_begin();
        let words = IMPURE
            .iter()
            .flat_map(|word| ink.places(word).into_iter().map(|at| (at, (*word).to_owned())));
        let from_std = ink
            .places("std::")
            .into_iter()
            .flat_map(|at| first_names(&ink.bare, at + "std::".len()));
        let impure_std = from_std.filter(|(_, name)| IMPURE_STD.contains(&name.as_str()));
        let named = words.chain(impure_std).filter(|(at, _)| *at < end);
        found.extend(
            named.map(|(at, name)| {
                Fault::new("pure", path, ink.line(at), format!("`spatial` names `{name}`"))
            }),
        );
    }
    found
}

/// Imports between the phone's files, along the same table.
pub(super) fn pwa(tree: &Tree) -> Vec<Fault> {
    let mut found = Vec::new();
    for (path, text) in tree.below("pwa/src", &["ts", "js", "svelte"]) {
        let Some(here) = pwa_floor(path) else {
            found.push(Fault::new(
                "floor",
                path,
                0,
                "on no floor: shape, ground, rooms/<room> or the top",
            ));
            continue;
        };
        for import in web::imports(path, text) {
            let target = web::resolved(tree, path, &import.from);
            let there = target
                .as_deref()
                .and_then(pwa_floor)
                .filter(|there| !here.may_name(*there));
            found.extend(there.map(|there| naming(path, import.line, here, there)));
        }
    }
    found
}

fn pwa_floor(path: &str) -> Option<Floor<'_>> {
    let inside = path.strip_prefix("pwa/src/")?;
    let mut steps = inside.split('/');
    match (steps.next()?, steps.next()) {
        (_, None) => Some(Floor::Top),
        ("shape", _) => Some(Floor::Shape),
        ("ground", _) => Some(Floor::Ground),
        ("rooms", Some(room)) => ROOMS
            .iter()
            .any(|(name, _)| *name == room)
            .then_some(Floor::Room(room)),
        _ => None,
    }
}

//! What stands in its own place: SQL in stores, time in clocks, a sign at every door; and how long a file may be.

use super::{
    Fault, Tree,
    floors::ROOMS,
    ink::{Ink, Quote},
    tree::ending,
    web,
};

/// Lines a file may have.
const LINES: usize = 400;
/// Lines a Svelte component may have.
const LINES_OF_SVELTE: usize = 250;

/// What begins an SQL statement. Capitals: that is how the house writes SQL, and prose does not.
const SQL: &[&str] = &[
    "SELECT ",
    "INSERT INTO ",
    "INSERT OR ",
    "DELETE FROM ",
    "CREATE TABLE ",
    "CREATE INDEX ",
    "CREATE UNIQUE ",
    "DROP TABLE ",
    "ALTER TABLE ",
    "PRAGMA ",
];
/// What asks the database for the time.
const TIME_IN_SQL: &[&str] = &[
    "CURRENT_TIMESTAMP",
    "CURRENT_DATE",
    "now()",
    "'now'",
    "unixepoch()",
];
/// What reads the wall clock in Rust.
const TIME_IN_RUST: &[&str] = &[
    "SystemTime::now",
    "Timestamp::now",
    "Zoned::now",
    "Utc::now",
    "Local::now",
    "OffsetDateTime::now_utc",
];
/// What reads the wall clock in TypeScript, with all spaces gone.
const TIME_IN_SCRIPT: &[&str] = &["Date.now", "new Date()", "new Date;", "Temporal.Now"];

/// All SQL of a room stands in its `store.rs`, of the ground in `store/`.
pub(super) fn sql(tree: &Tree) -> Vec<Fault> {
    let mut found = Vec::new();
    for (path, ink) in rust_without_tests(tree).filter(|(path, _)| !may_hold_sql(path)) {
        let told = |q: &Quote| {
            Fault::new(
                "sql",
                path,
                q.line,
                "SQL stands in store.rs of its room, or in store/",
            )
        };
        found.extend(
            quotes_before_tests(&ink)
                .filter(|quote| is_sql(&quote.text))
                .map(told),
        );
    }
    found
}

fn may_hold_sql(path: &str) -> bool {
    let of_a_room = |room: &str| {
        path.strip_prefix("server/src/")
            .and_then(|rest| rest.strip_prefix(room))
            .is_some_and(|rest| rest.ends_with("/store.rs") || rest.starts_with("/store/"))
    };
    path == "server/src/store.rs"
        || path.starts_with("server/src/store/")
        || ROOMS.iter().any(|(room, _)| of_a_room(room))
}

fn is_sql(text: &str) -> bool {
    let packed = text.split_whitespace().collect::<Vec<_>>().join(" ") + " ";
    let updates = packed
        .find("UPDATE ")
        .is_some_and(|at| packed[at..].contains(" SET "));
    updates || SQL.iter().any(|word| packed.contains(word))
}

/// The server reads the time in `clock.rs` alone; durations may be measured with `tokio::time::Instant`.
pub(super) fn clock_of_the_server(tree: &Tree) -> Vec<Fault> {
    let mut found = Vec::new();
    for (path, ink) in rust_without_tests(tree).filter(|(path, _)| !path.starts_with("server/src/clock")) {
        let end = ink.tests_begin();
        let words = TIME_IN_RUST
            .iter()
            .chain((!measures_with_tokio(&ink)).then_some(&"Instant::now"));
        for word in words {
            let told =
                |at: usize| Fault::new("clock", path, ink.line(at), format!("`{word}`: ask the clock"));
            found.extend(ink.places(word).into_iter().filter(|at| *at < end).map(told));
        }
        let asks = |q: &&Quote| is_sql(&q.text) && TIME_IN_SQL.iter().any(|word| q.text.contains(word));
        let told = |q: &Quote| {
            Fault::new(
                "clock",
                path,
                q.line,
                "the database is asked for the time: ask the clock",
            )
        };
        found.extend(quotes_before_tests(&ink).filter(asks).map(told));
    }
    found
}

/// Whether `Instant` in this file is tokio's, which a test can stop, and not the machine's.
fn measures_with_tokio(ink: &Ink) -> bool {
    let of_std = |at: usize| {
        ink.bare[at..]
            .lines()
            .next()
            .is_some_and(|line| line.contains("Instant"))
    };
    ink.bare.contains("tokio") && !ink.places("std::time::").into_iter().any(of_std)
}

/// The phone reads the time in `ground/clock.ts` alone.
pub(super) fn clock_of_the_phone(tree: &Tree) -> Vec<Fault> {
    let mut found = Vec::new();
    let files = tree.below("pwa/src", &["ts", "js", "svelte"]);
    for (path, text) in files.filter(|(path, _)| !tree.is_test(path) && *path != "pwa/src/ground/clock.ts") {
        let ink = web::read(path, text);
        for word in TIME_IN_SCRIPT {
            let told = |at: usize| {
                Fault::new(
                    "clock",
                    path,
                    ink.line(at),
                    format!("`{word}`: ask ground/clock.ts"),
                )
            };
            found.extend(ink.places(word).into_iter().map(told));
        }
    }
    found
}

/// Every Rust file begins by saying what it is.
pub(super) fn door_sign(tree: &Tree) -> Vec<Fault> {
    let rust = ["server", "tests"]
        .into_iter()
        .flat_map(|part| tree.below(part, &["rs"]));
    rust.filter(|(_, text)| !text.starts_with("//!"))
        .map(|(path, _)| Fault::new("sign", path, 1, "a file opens with `//!` and says what it is"))
        .collect()
}

/// A file stays short enough to read in one go. Tests, texts and what a machine wrote are exempt.
pub(super) fn length(tree: &Tree) -> Vec<Fault> {
    let files = ["server", "pwa/src", "pwa/build"]
        .into_iter()
        .flat_map(|part| tree.below(part, &["rs", "ts", "js", "mjs", "svelte"]))
        .filter(|(path, _)| !tree.is_test(path) && !is_text_or_made(path));
    let mut found = Vec::new();
    for (path, text) in files {
        let (lines, limit) = match ending(path) {
            "rs" => (lines_before_tests(text), LINES),
            "svelte" => (text.lines().count(), LINES_OF_SVELTE),
            _ => (text.lines().count(), LINES),
        };
        if lines > limit {
            found.push(Fault::new(
                "length",
                path,
                0,
                format!("{lines} lines, at most {limit}"),
            ));
        }
    }
    found
}

fn lines_before_tests(text: &str) -> usize {
    let ink = Ink::of_rust(text);
    let end = ink.tests_begin();
    if end == ink.bare.len() {
        text.lines().count()
    } else {
        ink.line(end) - 1
    }
}

/// Texts for people (`words/nl.ts`, `words/nl-map.ts`, `words/en.ts`), generated types, and data.
fn is_text_or_made(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_words = path.contains("/words/") && (name.starts_with("nl") || name.starts_with("en"));
    is_words || name.ends_with(".d.ts") || path.contains("/data/")
}

fn rust_without_tests(tree: &Tree) -> impl Iterator<Item = (&str, Ink)> {
    tree.below("server", &["rs"])
        .filter(|(path, _)| !tree.is_test(path))
        .map(|(path, text)| (path, Ink::of_rust(text)))
}

fn quotes_before_tests(ink: &Ink) -> impl Iterator<Item = &Quote> {
    let last = ink.line(ink.tests_begin());
    let has_tests = ink.tests_begin() < ink.bare.len();
    ink.quotes
        .iter()
        .filter(move |quote| !has_tests || quote.line < last)
}

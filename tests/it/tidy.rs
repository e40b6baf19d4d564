//! The rules of the house, held by a test.
//!
//! What the compiler and clippy cannot see is read here from the source text itself: who names whom, where
//! SQL and time may stand, how long a file may be. Every rule is a pure function from a [`Tree`] (path to
//! text) to its [`Fault`]s, so that `planted.rs` can prove each of them on a small made-up house. All faults
//! of the real house are told at once.
//!
//! A limit is a smell detector. Never split what belongs together to satisfy it: name the exception in
//! [`EXCEPTIONS`], with its reason.

mod floors;
mod ink;
mod names;
mod places;
mod planted;
mod tree;
mod web;

use tree::Tree;

/// What may break a rule, and why. Keep it short; one that nothing needs any more is a fault itself.
const EXCEPTIONS: &[Exception] = &[];

/// One permission: faults of `rule` in the file `path` whose text holds `about` are forgiven.
#[derive(Clone, Copy)]
struct Exception {
    rule: &'static str,
    path: &'static str,
    /// A word of the fault's text, such as the room named; empty forgives every fault of the rule there.
    about: &'static str,
    reason: &'static str,
}

/// One broken rule at one place. Lines count from 1; 0 means the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fault {
    path: String,
    line: usize,
    rule: &'static str,
    text: String,
}

impl Fault {
    fn new(rule: &'static str, path: &str, line: usize, text: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            rule,
            text: text.into(),
        }
    }
}

/// Every fault of the house, in order of path and line, without any exception.
fn faults(tree: &Tree) -> Vec<Fault> {
    let rules = [
        floors::server,
        floors::pwa,
        floors::spatial,
        places::sql,
        places::clock_of_the_server,
        places::clock_of_the_phone,
        places::door_sign,
        places::length,
        names::forbidden,
        names::pairs,
        names::workspace,
        web::barrels,
        web::heavy,
    ];
    let mut found: Vec<Fault> = rules.iter().flat_map(|rule| rule(tree)).collect();
    found.sort();
    found
}

/// What remains after the exceptions, and a fault for every exception that forgives nothing or says no reason.
fn unforgiven(found: Vec<Fault>, exceptions: &[Exception]) -> Vec<Fault> {
    let forgives =
        |e: &Exception, f: &Fault| e.rule == f.rule && e.path == f.path && f.text.contains(e.about);
    let idle = exceptions
        .iter()
        .filter(|e| e.reason.is_empty() || !found.iter().any(|f| forgives(e, f)))
        .map(|e| {
            Fault::new(
                "exception",
                e.path,
                0,
                format!("the exception to `{}` is not needed", e.rule),
            )
        })
        .collect::<Vec<_>>();
    let mut left: Vec<Fault> = found
        .into_iter()
        .filter(|f| !exceptions.iter().any(|e| forgives(e, f)))
        .collect();
    left.extend(idle);
    left
}

#[test]
fn the_house_keeps_its_rules() {
    let tree = Tree::of_this_house();
    for known in [
        "Cargo.toml",
        "server/src/lib.rs",
        "server/spatial/src/lib.rs",
        "tests/it/tidy.rs",
    ] {
        assert!(
            tree.files.contains_key(known),
            "{known} was not read: the rules looked at the wrong place"
        );
    }
    let left = unforgiven(faults(&tree), EXCEPTIONS);
    let told: Vec<String> = left
        .iter()
        .map(|f| format!("  {}:{} [{}] {}", f.path, f.line, f.rule, f.text))
        .collect();
    assert!(
        left.is_empty(),
        "{} broken house rules:\n{}",
        left.len(),
        told.join("\n")
    );
}

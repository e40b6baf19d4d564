//! What the phone's files import: no barrels, and nothing heavy on the first screen.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fault, Tree, ink::Ink};

/// Libraries too big for the first screen.
const HEAVY: &[&str] = &[
    "maplibre-gl",
    "terra-draw",
    "terra-draw-maplibre-gl-adapter",
    "pmtiles",
];
/// The one folder that may import them as a matter of course; it is loaded by `import()`.
const HEAVY_ROOM: &str = "pwa/src/ground/map/";
/// Where the browser begins.
const FIRST: &[&str] = &["pwa/src/main.ts", "pwa/src/service-worker.ts"];

/// How one file asks for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// `import`, or `export ... from`: loaded together.
    Together,
    /// `import type`: gone after the build.
    Type,
    /// `import()`: loaded when asked.
    Later,
}

/// One import: where, what and how.
pub(super) struct Import {
    pub line: usize,
    pub from: String,
    pub how: How,
}

/// Every import of a TypeScript or Svelte file.
pub(super) fn imports(path: &str, text: &str) -> Vec<Import> {
    let ink = read(path, text);
    let mut found: Vec<Import> = Vec::new();
    for at in ink.places("import") {
        let after = ink.bare[at + "import".len()..].trim_start();
        let (how, end) = match after.chars().next() {
            Some('.') | None => continue,
            Some('(') => (How::Later, quoted_after(&ink, at, "(")),
            Some('\'' | '"') => (How::Together, quoted_after(&ink, at, "import")),
            Some(_) => (how_of(after), quoted_after(&ink, at, "from")),
        };
        found.extend(end.map(|from| Import {
            line: ink.line(at),
            from,
            how,
        }));
    }
    for at in ink.places("export") {
        let after = ink.bare[at + "export".len()..].trim_start();
        let list = after.strip_prefix("type").map_or(after, str::trim_start);
        let closed = list
            .strip_prefix('{')
            .and_then(|inside| inside.split_once('}'))
            .map(|(_, rest)| rest);
        let from = closed.or_else(|| list.strip_prefix('*')).map(str::trim_start);
        if from.is_some_and(|rest| rest.starts_with("from") || rest.starts_with("as ")) {
            let named = quoted_after(&ink, at, "from");
            found.extend(named.map(|from| Import {
                line: ink.line(at),
                from,
                how: how_of(after),
            }));
        }
    }
    found
}

pub(super) fn read(path: &str, text: &str) -> Ink {
    if path.ends_with(".svelte") {
        Ink::of_svelte(text)
    } else {
        Ink::of_script(text)
    }
}

/// `type` makes an import vanish, unless it is itself the thing imported.
fn how_of(after: &str) -> How {
    let rest = after.strip_prefix("type").map_or("from", str::trim_start);
    if rest.starts_with("from") || rest.starts_with(',') {
        How::Together
    } else {
        How::Type
    }
}

/// The quoted text that follows the first `word` after `at` behind which a quote begins.
fn quoted_after(ink: &Ink, at: usize, word: &str) -> Option<String> {
    ink.bare[at..].match_indices(word).find_map(|(step, _)| {
        let rest = ink.spoken[at + step + word.len()..].trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"' | '`'))?;
        rest[1..].split_once(quote).map(|(from, _)| from.to_owned())
    })
}

/// The file of this house that an import means; nothing for a library.
pub(super) fn resolved(tree: &Tree, path: &str, from: &str) -> Option<String> {
    if !from.starts_with('.') {
        return None;
    }
    let mut steps: Vec<&str> = path.split('/').collect();
    steps.pop();
    for step in from.split('?').next()?.split('/') {
        match step {
            "." => {}
            ".." => drop(steps.pop()),
            name => steps.push(name),
        }
    }
    let plain = steps.join("/");
    let stem = plain.strip_suffix(".js").unwrap_or(&plain);
    let known = [
        plain.clone(),
        format!("{plain}.ts"),
        format!("{stem}.ts"),
        format!("{plain}/index.ts"),
    ];
    Some(
        known
            .into_iter()
            .find(|name| tree.files.contains_key(name))
            .unwrap_or(plain),
    )
}

/// A file that only hands on what others export hides who needs whom.
pub(super) fn barrels(tree: &Tree) -> Vec<Fault> {
    tree.below("pwa/src", &["ts", "js"])
        .filter(|(path, text)| only_hands_on(&read(path, text).spoken))
        .map(|(path, _)| Fault::new("barrel", path, 0, "only hands on what other files export"))
        .collect()
}

fn only_hands_on(spoken: &str) -> bool {
    let packed: String = spoken.split_whitespace().collect();
    let mut rest = packed.as_str();
    while let Some(list) = rest.strip_prefix("export") {
        let list = list.strip_prefix("type").unwrap_or(list);
        let Some((what, named)) = list.split_once("from") else {
            return false;
        };
        let Some(quote) = named.chars().next().filter(|c| matches!(c, '\'' | '"')) else {
            return false;
        };
        let whole =
            what.starts_with('*') || (what.starts_with('{') && what.find('}') == Some(what.len() - 1));
        let Some((_, after)) = named[1..].split_once(quote) else {
            return false;
        };
        if !whole {
            return false;
        }
        rest = after.trim_start_matches(';');
    }
    rest.is_empty() && !packed.is_empty()
}

/// Heavy libraries come with the map, never with the first screen.
pub(super) fn heavy(tree: &Tree) -> Vec<Fault> {
    let mut asks: BTreeMap<&str, Vec<Import>> = BTreeMap::new();
    for (path, text) in tree
        .below("pwa/src", &["ts", "js", "svelte"])
        .filter(|(path, _)| !tree.is_test(path))
    {
        let mut together = imports(path, text);
        together.retain(|import| import.how == How::Together);
        asks.insert(path, together);
    }
    let first = first_screen(tree, &asks);
    let mut found = Vec::new();
    for (path, imports) in &asks {
        for import in imports.iter().filter(|import| is_heavy(&import.from)) {
            if !path.starts_with(HEAVY_ROOM) {
                let text = format!("`{}` is imported outside {HEAVY_ROOM}", import.from);
                found.push(Fault::new("heavy", path, import.line, text));
            } else if first.contains(*path) {
                let text = format!(
                    "`{}` comes with the first screen: load this file by import()",
                    import.from
                );
                found.push(Fault::new("heavy", path, import.line, text));
            }
        }
    }
    found
}

fn is_heavy(from: &str) -> bool {
    HEAVY.iter().any(|library| {
        from.strip_prefix(library)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// Every file that the browser loads before anything is asked for.
fn first_screen(tree: &Tree, asks: &BTreeMap<&str, Vec<Import>>) -> BTreeSet<String> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut open: Vec<String> = FIRST.iter().map(|path| (*path).to_owned()).collect();
    while let Some(path) = open.pop() {
        let asked = asks.get(path.as_str()).map_or(&[][..], Vec::as_slice);
        if known.insert(path.clone()) {
            open.extend(
                asked
                    .iter()
                    .filter_map(|import| resolved(tree, &path, &import.from)),
            );
        }
    }
    known
}

//! The house as text: every source file by its path, from disk or made up for a test.

use std::{collections::BTreeMap, fs, path::Path};

/// Folders that hold no source of ours.
const SKIPPED: &[&str] = &["target", "node_modules", "dist", "out", "corpus", "artifacts"];
/// Endings of the files the rules look at.
const READ: &[&str] = &["rs", "ts", "js", "mjs", "svelte", "sql", "toml"];

/// Path from the root of the repository, with `/`, to the text of the file.
#[derive(Clone, Default)]
pub(super) struct Tree {
    pub files: BTreeMap<String, String>,
}

impl Tree {
    /// The repository this test was compiled in.
    pub fn of_this_house() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut tree = Self::default();
        for part in ["server", "tests", "migrations", "pwa/src", "pwa/build"] {
            tree.read(&root.join(part), part);
        }
        if let Ok(text) = fs::read_to_string(root.join("Cargo.toml")) {
            tree.files.insert("Cargo.toml".to_owned(), text);
        }
        tree
    }

    /// Adds a folder with all below it. What cannot be read as text is left out.
    fn read(&mut self, folder: &Path, path: &str) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let below = format!("{path}/{name}");
            if entry.path().is_dir() {
                if !name.starts_with('.') && !SKIPPED.contains(&name.as_str()) {
                    self.read(&entry.path(), &below);
                }
            } else if READ.contains(&ending(&name))
                && let Ok(text) = fs::read_to_string(entry.path())
            {
                self.files.insert(below, text);
            }
        }
    }

    /// The files below `folder` with one of these endings.
    pub fn below<'a>(
        &'a self,
        folder: &'a str,
        endings: &'a [&str],
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files
            .iter()
            .filter(move |(path, _)| {
                path.strip_prefix(folder)
                    .is_some_and(|rest| rest.starts_with('/'))
            })
            .filter(move |(path, _)| endings.contains(&ending(path)))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Whether a file is never part of the product: below `tests/`, `examples/` or `benches/`, named `tests.rs` or
    /// `*.test.ts`, or declared by its parent as `#[cfg(test)] mod name;`.
    pub fn is_test(&self, path: &str) -> bool {
        path.starts_with("tests/")
            || ["/tests/", "/examples/", "/benches/"]
                .iter()
                .any(|folder| path.contains(folder))
            || path.ends_with("/tests.rs")
            || path.ends_with(".test.ts")
            || self.declared_for_tests(path)
    }

    fn declared_for_tests(&self, path: &str) -> bool {
        let Some((folder, file)) = path.rsplit_once('/') else {
            return false;
        };
        let Some(name) = file.strip_suffix(".rs") else {
            return false;
        };
        let parents = [
            format!("{folder}.rs"),
            format!("{folder}/mod.rs"),
            format!("{folder}/lib.rs"),
        ];
        parents
            .iter()
            .filter_map(|parent| self.files.get(parent))
            .any(|text| {
                let packed: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
                packed.contains(&format!("#[cfg(test)] mod {name};"))
            })
    }
}

/// What follows the last dot of a path.
pub(super) fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, end)| end)
}

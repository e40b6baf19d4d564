//! Categories and kinds of measures, read from `data/` (or an operator's own files) and checked as a whole.

mod check;
mod file;
mod view;

pub use check::Fault;
pub use file::{Group, Item, Kind, Measure, Names, Rung, Sensitivity};
pub use view::{CategoriesView, MeasuresView};

use file::{CategoriesFile, MeasuresFile};
use std::collections::HashMap;

/// What people can see and what can be done about it.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    /// Tiles.
    pub groups: Vec<Group>,
    /// Chips.
    pub items: Vec<Item>,
    /// Rungs of the ladder.
    pub rungs: Vec<Rung>,
    /// Kinds of measures.
    pub measures: Vec<Measure>,
    codes: HashMap<String, Entry>,
}

/// What the rest of the house needs to know of a category code, group or item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Group code.
    pub group: String,
    /// Problem, idea or pearl.
    pub kind: Kind,
    /// Personal, by itself or by its group.
    pub personal: bool,
    /// False: findings of it are not taken.
    pub stored: bool,
    /// Place in [`Catalogue::items`]; `None` for a group.
    pub item: Option<usize>,
}

impl Catalogue {
    /// The categories that are built in.
    pub const CATEGORIES: &str = include_str!("../../../data/categories.toml");
    /// The measures that are built in.
    pub const MEASURES: &str = include_str!("../../../data/measures.toml");

    /// Reads and checks both files. The error holds every fault.
    pub fn load(categories: &str, measures: &str) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let categories = table("categories", categories, &["group", "item"], &mut faults);
        let measures = table("measures", measures, &["rung", "measure"], &mut faults);
        let categories = CategoriesFile {
            group: check::read("categories", "group", &categories, &mut faults),
            item: check::read("categories", "item", &categories, &mut faults),
        };
        let measures = MeasuresFile {
            rung: check::read("measures", "rung", &measures, &mut faults),
            measure: check::read("measures", "measure", &measures, &mut faults),
        };
        check::check(&categories, &measures, &mut faults);
        if faults.is_empty() {
            Ok(Self::of(categories, measures))
        } else {
            Err(faults)
        }
    }

    fn of(categories: CategoriesFile, measures: MeasuresFile) -> Self {
        let mut codes = HashMap::new();
        for group in &categories.group {
            codes.insert(group.code.clone(), Entry::of(group, None));
        }
        for (at, item) in categories.item.iter().enumerate() {
            if let Some(group) = categories.group.iter().find(|group| group.code == item.group) {
                codes.insert(item.code.clone(), Entry::of(group, Some((at, item))));
            }
        }
        Self {
            groups: categories.group,
            items: categories.item,
            rungs: measures.rung,
            measures: measures.measure,
            codes,
        }
    }

    /// What a group or item code stands for.
    pub fn find(&self, code: &str) -> Option<&Entry> {
        self.codes.get(code)
    }

    /// The item of this code; `None` for groups and unknown codes.
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.find(code)?.item.map(|at| &self.items[at])
    }

    /// The kind of measure of this code.
    pub fn measure(&self, code: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.code == code)
    }

    /// Is this a measure that residents can propose?
    pub fn may_be_proposed(&self, code: &str) -> bool {
        self.measure(code).is_some_and(|measure| measure.proposable)
    }
}

impl Entry {
    fn of(group: &Group, item: Option<(usize, &Item)>) -> Self {
        let sensitivity = item
            .and_then(|(_, item)| item.sensitivity)
            .unwrap_or(group.sensitivity);
        Self {
            group: group.code.clone(),
            kind: item.and_then(|(_, item)| item.kind).unwrap_or(group.kind),
            personal: sensitivity == Sensitivity::Personal,
            stored: item.is_none_or(|(_, item)| item.stored),
            item: item.map(|(at, _)| at),
        }
    }
}

fn table(file: &'static str, text: &str, known: &[&str], faults: &mut Vec<Fault>) -> toml::Table {
    let fault = |code, text| Fault {
        file,
        place: "file".into(),
        code,
        text,
    };
    let table = text.parse::<toml::Table>().unwrap_or_else(|error| {
        faults.push(fault("not_toml", error.to_string().trim().replace('\n', " ")));
        toml::Table::new()
    });
    for name in table.keys().filter(|name| !known.contains(&name.as_str())) {
        faults.push(fault("unknown_table", format!("there is no table {name}")));
    }
    table
}

#[cfg(test)]
mod tests;

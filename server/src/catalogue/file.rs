//! What the two files hold.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A text in Dutch and English; other languages may be added.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Names {
    /// Dutch, B1.
    #[serde(default)]
    pub nl: String,
    /// English.
    #[serde(default)]
    pub en: String,
    /// Further languages by their code.
    #[serde(flatten)]
    #[schema(additional_properties)]
    pub others: BTreeMap<String, String>,
}

/// What sort of finding a group holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Something to be mended; counts in hotspots.
    Problem,
    /// A wish.
    Idea,
    /// Something lovely.
    Pearl,
}

impl Kind {
    /// Its word at the doors.
    pub fn word(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Idea => "idea",
            Self::Pearl => "pearl",
        }
    }
}

/// Is it about a place, or about behaviour of people and feeling unsafe?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sensitivity {
    /// About a place or thing.
    Open,
    /// About behaviour or feelings: never a public point or photo.
    Personal,
}

/// When two findings may be one thing. A radius of 0 never suggests it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Duplicate {
    /// Radius, 0-300.
    pub metres: u32,
    /// Age, 1-365.
    pub days: u32,
}

/// A group: one tile, one tap.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Stable code.
    pub code: String,
    /// Words on the tile.
    pub name: Names,
    /// What sort of finding it holds.
    pub kind: Kind,
    /// Which drawing.
    pub icon: String,
    /// Which shape on the map.
    pub marker: String,
    /// Which colour token.
    pub colour: String,
    /// Open or personal.
    pub sensitivity: Sensitivity,
    /// Place among the tiles.
    pub order: u32,
    /// Group in Open311; absent is not published.
    pub open311: Option<String>,
    /// What is said first when the tile is chosen.
    pub first_line: Option<Names>,
    /// The day from which it is no longer offered.
    pub retired: Option<String>,
}

/// An item: what exactly, chosen afterwards.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Stable code.
    pub code: String,
    /// Its group.
    pub group: String,
    /// Words on the chip.
    pub name: Names,
    /// Another sort than its group's.
    pub kind: Option<Kind>,
    /// Which drawing.
    pub icon: String,
    /// Which walks show it first: `day`, `night` or `both`.
    pub daylight: String,
    /// When two may be one.
    pub duplicate: Duplicate,
    /// Stricter than its group, never looser.
    pub sensitivity: Option<Sensitivity>,
    /// False: the app helps on, and stores nothing.
    #[serde(default = "yes")]
    pub stored: bool,
    /// Where help is, for items that are not stored.
    pub help: Option<Names>,
    /// What is said first when it is chosen.
    pub first_line: Option<Names>,
    /// Service code in Open311; absent is not published.
    pub open311: Option<String>,
    /// Matching topic of Signalen.
    pub signalen: Option<String>,
    /// Matching topic of Rotterdam's list.
    pub mor: Option<String>,
    /// Who hears it.
    #[serde(default)]
    pub hears: Vec<String>,
    /// Measures that fit, with weights 0-100.
    #[serde(default)]
    pub measures: BTreeMap<String, u32>,
    /// The day from which it is no longer offered.
    pub retired: Option<String>,
}

fn yes() -> bool {
    true
}

/// A rung of the ladder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// 1 is the lightest.
    pub rung: u8,
    /// Its name.
    pub name: Names,
}

/// A kind of measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Stable code.
    pub code: String,
    /// How heavy it weighs on people's freedom and purse, 1-7.
    pub rung: u8,
    /// Its name.
    pub name: Names,
    /// Who acts by default.
    pub owner: String,
    /// What it costs, in plain units.
    pub cost_unit: String,
    /// What must be filled in before it can be proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<String>,
    /// False: it can be shown, not proposed.
    #[serde(default = "yes")]
    pub proposable: bool,
    /// Every field of the gate before it.
    #[serde(default)]
    pub gate: Vec<String>,
}

/// `categories.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoriesFile {
    #[serde(default)]
    pub group: Vec<Group>,
    #[serde(default)]
    pub item: Vec<Item>,
}

/// `measures.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasuresFile {
    #[serde(default)]
    pub rung: Vec<Rung>,
    #[serde(default)]
    pub measure: Vec<Measure>,
}

//! The catalogue as it leaves the door: words and shapes, no weights.

use super::{
    Catalogue,
    file::{Duplicate, Group, Item, Kind, Measure, Names, Rung, Sensitivity},
};
use serde::Serialize;
use utoipa::ToSchema;

/// What people can see.
#[derive(Debug, Serialize, ToSchema)]
pub struct CategoriesView {
    /// Groups in the order of the tiles.
    pub groups: Vec<GroupView>,
}

/// A group.
#[derive(Debug, Serialize, ToSchema)]
pub struct GroupView {
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
    /// What is said first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_line: Option<Names>,
    /// Place among the tiles.
    pub order: u32,
    /// Its items.
    pub items: Vec<ItemView>,
}

/// An item.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemView {
    /// Stable code.
    pub code: String,
    /// Words on the chip.
    pub name: Names,
    /// Which drawing.
    pub icon: String,
    /// Which walks show it first.
    pub daylight: String,
    /// Open or personal.
    pub sensitivity: Sensitivity,
    /// When two may be one.
    pub duplicate: Duplicate,
    /// False: the app helps on, and stores nothing.
    pub stored: bool,
    /// Where help is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<Names>,
    /// What is said first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_line: Option<Names>,
}

/// What can be done.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeasuresView {
    /// The rungs, the lightest first.
    pub rungs: Vec<Rung>,
    /// The kinds, by rung.
    pub measures: Vec<Measure>,
}

impl Catalogue {
    /// Groups with their items, in order, without what is retired.
    pub fn categories(&self) -> CategoriesView {
        let mut groups: Vec<GroupView> = self
            .groups
            .iter()
            .filter(|group| group.retired.is_none())
            .map(|group| self.group(group))
            .collect();
        groups.sort_by_key(|group| group.order);
        CategoriesView { groups }
    }

    fn group(&self, group: &Group) -> GroupView {
        let own = self
            .items
            .iter()
            .filter(|item| item.group == group.code && item.retired.is_none());
        GroupView {
            code: group.code.clone(),
            name: group.name.clone(),
            kind: group.kind,
            icon: group.icon.clone(),
            marker: group.marker.clone(),
            colour: group.colour.clone(),
            sensitivity: group.sensitivity,
            first_line: group.first_line.clone(),
            order: group.order,
            items: own.map(|item| item_view(item, group.sensitivity)).collect(),
        }
    }

    /// Rungs and kinds of measures.
    pub fn measures(&self) -> MeasuresView {
        let mut measures = self.measures.clone();
        measures.sort_by_key(|measure| measure.rung);
        MeasuresView {
            rungs: self.rungs.clone(),
            measures,
        }
    }
}

fn item_view(item: &Item, least: Sensitivity) -> ItemView {
    ItemView {
        code: item.code.clone(),
        name: item.name.clone(),
        icon: item.icon.clone(),
        daylight: item.daylight.clone(),
        sensitivity: item.sensitivity.unwrap_or(least),
        duplicate: item.duplicate,
        stored: item.stored,
        help: item.help.clone(),
        first_line: item.first_line.clone(),
    }
}

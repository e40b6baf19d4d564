//! The dated versions of the borders.

use super::{
    border::{Border, in_force},
    proposals, store,
};
use crate::{house::House, http::Problem, people::Asker};
use axum::{Json, extract::State};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// All dated versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionList {
    /// Newest first.
    pub versions: Vec<Version>,
}

/// The borders that came on one day.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BuurtVersion)]
pub struct Version {
    /// First day, `YYYY-MM-DD`.
    pub valid_from: String,
    /// Has the day come?
    pub begun: bool,
    /// The borders that came, by code.
    pub buurten: Vec<VersionBuurt>,
    /// The proposals that were adopted with it.
    pub proposals: Vec<VersionProposal>,
}

/// One border of a version.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionBuurt {
    /// Code.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// `official` or `adopted`.
    pub kind: String,
    /// Area in square metres.
    pub area_m2: f64,
    /// Did it come into force then? An official border does not where an adopted one stands.
    pub in_force: bool,
}

/// An adopted proposal.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionProposal {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// Link to the minutes of the decision.
    pub minutes: Option<String>,
}

/// The versions of these borders, newest first; of two of one code and day the later one counts.
fn versions(borders: &[Border], today: &str) -> Vec<Version> {
    let mut days: BTreeMap<String, Vec<&Border>> = BTreeMap::new();
    for border in borders {
        days.entry(border.valid_from.clone()).or_default().push(border);
    }
    let version = |(day, came): (String, Vec<&Border>)| Version {
        begun: day.as_str() <= today,
        buurten: came_on(borders, came, &day),
        valid_from: day,
        proposals: Vec::new(),
    };
    days.into_iter().rev().map(version).collect()
}

/// The borders that came on a day, and whether they came into force then.
fn came_on(all: &[Border], came: Vec<&Border>, day: &str) -> Vec<VersionBuurt> {
    let held = in_force(all, day);
    let told = |border: &Border| VersionBuurt {
        code: border.code.clone(),
        name: border.name.clone(),
        kind: border.kind.clone(),
        area_m2: border.area_m2.round(),
        in_force: held.iter().any(|held| held.id == border.id),
    };
    in_force(came, day).into_iter().map(told).collect()
}

/// The dated versions of the borders, newest first. What a version does not name stays as it was.
#[utoipa::path(get, path = "/api/buurten/versions", operation_id = "buurtVersions", tag = "boundaries", responses(
    (status = 200, description = "Newest first", body = VersionList),
))]
pub async fn door(State(house): State<House>, asker: Asker) -> Result<Json<VersionList>, Problem> {
    asker.somebody()?;
    let mut told = versions(&store::all(&house.db).await?, &house.today().to_string());
    for proposal in proposals::store::cards(&house.db).await? {
        let own = |version: &&mut Version| Some(&version.valid_from) == proposal.valid_from.as_ref();
        if let Some(version) = told.iter_mut().find(own) {
            version.proposals.push(VersionProposal {
                id: proposal.id,
                title: proposal.title,
                minutes: proposal.minutes,
            });
        }
    }
    Ok(Json(VersionList { versions: told }))
}

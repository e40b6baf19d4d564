//! Puts the borders in force today into the house's atlas.

use super::{
    border::{collection, in_force},
    store,
};
use crate::{
    clock::{Clock, local_date},
    config::Config,
    house::{
        House,
        atlas::Atlas,
        basemap::{self, Seen},
    },
    http::{Problem, tagged::Tag},
    store::Db,
};
use bytes::Bytes;
use serde_json::json;

/// An atlas of the borders in force today. Borders whose kept geometry cannot be read are left out and logged; a base
/// map that is not whole now stays the one that was told `before`.
pub async fn atlas(db: &Db, clock: &Clock, config: &Config, before: Option<&Seen>) -> Result<Atlas, Problem> {
    let today = local_date(clock.now_ms(), &config.time_zone).to_string();
    let mut buurten = Vec::new();
    for border in in_force(store::all(db).await?, &today) {
        let code = border.code.clone();
        match border.buurt() {
            Some(buurt) => buurten.push(buurt),
            None => tracing::error!(code, "the kept border cannot be read"),
        }
    }
    let mut told = collection(&buurten);
    if config.example {
        // The map draws the invented street plan, and says that it is invented.
        told["example"] = true.into();
        told["ground"] = "/api/ground".into();
    }
    let seen = match &config.basemap {
        Some(path) => basemap::to_tell(path, before).await,
        None => None,
    };
    if let Some(seen) = &seen {
        told["basemap"] = json!({"href": basemap::HREF, "bytes": seen.bytes, "version": seen.version});
    }
    let text = Bytes::from(told.to_string());
    let tag = Tag::of_content(&text);
    let mut atlas = Atlas::new(buurten, text, tag);
    atlas.basemap = seen;
    Ok(atlas)
}

/// Replaces the house's atlas; readers never wait.
pub async fn refresh(house: &House) -> Result<(), Problem> {
    let before = house.atlas.load().basemap.clone();
    let fresh = atlas(&house.db, &house.clock, &house.config, before.as_ref()).await?;
    house.atlas.store(fresh.into());
    Ok(())
}

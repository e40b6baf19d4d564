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
        plane,
    },
    http::{Problem, tagged::Tag},
    store::Db,
};
use bytes::Bytes;
use serde_json::json;
use spatial::Frame;

/// An atlas of the borders in force today. Borders whose kept geometry cannot be read are left out and logged; a base
/// map that is not whole now stays the one that was told `before`. The first borders choose the plane, which is kept
/// then.
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
    let kept = store::plane(db).await?;
    let mut atlas = Atlas::new(buurten, text, tag, kept.as_deref().and_then(plane::read));
    atlas.basemap = seen;
    if !atlas.buurten.is_empty() && kept.as_ref() != Some(&plane::word(&atlas.frame)) {
        atlas.frame = keep_plane(db, atlas.frame, kept.as_deref()).await?;
    }
    Ok(atlas)
}

/// Keeps the plane of the first borders, or of borders that left it far behind; gives the one that is kept from now on,
/// which another server may have chosen.
async fn keep_plane(db: &Db, frame: Frame, before: Option<&str>) -> Result<Frame, Problem> {
    if before.is_some() {
        tracing::warn!(
            "the borders lie over 300 km from the middle of their plane: cells, passes and ids of hotspots begin anew"
        );
    }
    let mut tx = db.begin().await?;
    store::keep_plane(&mut tx, &plane::word(&frame), before).await?;
    tx.commit().await?;
    let kept = store::plane(db).await?;
    Ok(kept.as_deref().and_then(plane::read).unwrap_or(frame))
}

/// The atlas of today, not yet shown.
pub async fn fresh(house: &House) -> Result<Atlas, Problem> {
    let before = house.atlas.load().basemap.clone();
    let fresh = atlas(&house.db, &house.clock, &house.config, before.as_ref()).await?;
    say_if_too_wide(&fresh);
    Ok(fresh)
}

/// Says in the log when no hotspots are looked for between borders: at the start, and whenever they are read anew.
pub fn say_if_too_wide(atlas: &Atlas) {
    if let Some(notice) = atlas.too_wide() {
        tracing::error!("{notice}");
    }
}

/// Replaces the house's atlas; readers never wait. An atlas on another plane is left to who follows the outbox: it comes
/// together with the findings on that plane.
pub async fn refresh(house: &House) -> Result<(), Problem> {
    let fresh = fresh(house).await?;
    let held = house.register.held();
    if fresh.frame == held.frame || held.index.is_empty() {
        house.atlas.store(fresh.into());
    }
    Ok(())
}

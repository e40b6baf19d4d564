//! Keeps the names of streets in step with the base map and the borders in force.

use super::Reading;
use crate::house::{House, atlas::Atlas, basemap::Seen, streets::Streets};
use spatial::{Frame, index::Bounds};
use std::{sync::Arc, time::Duration};

/// How often the borders in force are looked at: one comparison of two addresses.
const PACE: Duration = Duration::from_millis(250);
/// Tiles that are read at once: between them the server may stop.
const AT_ONCE: usize = 32;

/// What names of streets depend on.
#[derive(Debug, Clone, PartialEq)]
struct Ground {
    map: Option<Seen>,
    boxes: Vec<Bounds>,
    frame: Frame,
}

impl Ground {
    fn of(atlas: &Atlas) -> Self {
        Self {
            map: atlas.basemap.clone(),
            boxes: atlas.boxes().collect(),
            frame: atlas.frame,
        }
    }
}

/// Reads names anew whenever another base map or other borders came, for as long as the server runs. Readers have the
/// names of before until then. The example names its streets itself.
pub async fn follow(house: House) {
    if house.config.example || house.config.basemap.is_none() {
        return;
    }
    let mut tick = tokio::time::interval(PACE);
    let mut looked: Option<(Arc<Atlas>, Ground)> = None;
    loop {
        tick.tick().await;
        let atlas = house.atlas.load_full();
        if looked.as_ref().is_some_and(|(last, _)| Arc::ptr_eq(last, &atlas)) {
            continue;
        }
        let ground = Ground::of(&atlas);
        if looked.as_ref().is_none_or(|(_, last)| *last != ground) {
            let streets = read(&house, &ground).await.unwrap_or_else(|fault| {
                tracing::warn!("the base map gives no names of streets: {fault}");
                Streets::default()
            });
            house.streets.store(streets.into());
        }
        looked = Some((atlas, ground));
    }
}

/// The named streets near the borders. Off the threads that answer.
async fn read(house: &House, ground: &Ground) -> Result<Streets, String> {
    let (Some(path), Some(_), false) = (&house.config.basemap, &ground.map, ground.boxes.is_empty()) else {
        return Ok(Streets::default());
    };
    let (path, own) = (path.clone(), ground.clone());
    let begin = move || Reading::begin(&path, own.boxes.into_iter(), own.frame);
    let mut reading = aside(begin).await?;
    loop {
        let (back, is_done) = aside(move || reading.read(AT_ONCE).map(|done| (reading, done))).await?;
        reading = back;
        if is_done {
            break;
        }
    }
    let streets = aside(move || Ok(reading.plan().done())).await?;
    let [names, corners] = streets.size();
    tracing::info!(names, corners, "streets have names");
    Ok(streets)
}

/// Does work on a thread that may wait.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, String> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(error.to_string()))
}

//! The house: what every deed needs at hand.

pub mod atlas;
pub mod basemap;
pub mod drawers;
pub mod plane;
pub mod pmtiles;
pub mod register;
pub mod roads;
pub mod streets;

use crate::{
    catalogue::Catalogue,
    clock::{Clock, local_date, stopwatch},
    config::Config,
    http::{Problem, limits::Limits},
    live::Hub,
    objects::Objects,
    store::Db,
};
use arc_swap::ArcSwap;
use atlas::Atlas;
use drawers::Drawers;
use jiff::civil::Date;
use metrics_exporter_prometheus::PrometheusHandle;
use register::{Held, PATIENCE, Register};
use std::{ops::Deref, sync::Arc, time::Duration};
use streets::Streets;
use tokio::sync::{RwLock, Semaphore};

/// Between two looks at what is about to change.
const PAUSE: Duration = Duration::from_millis(1);

/// One running Buurtschouw. Cheap to clone: all clones are the same house.
#[derive(Clone)]
pub struct House(Arc<Rooms>);

/// What lies in the house.
pub struct Rooms {
    /// The settings.
    pub config: Config,
    /// What time it is.
    pub clock: Clock,
    /// The database.
    pub db: Db,
    /// Photo bytes.
    pub objects: Objects,
    /// Categories and measures.
    pub catalogue: Catalogue,
    /// The borders in force.
    pub atlas: ArcSwap<Atlas>,
    /// The findings in memory.
    pub register: Register,
    /// Who follows a walk.
    pub live: Hub,
    /// Names of streets, where a street plan is known.
    pub streets: ArcSwap<Streets>,
    /// What rooms remember between requests.
    pub drawers: Drawers,
    /// Counters of who asks how often.
    pub limits: Limits,
    /// Photos being developed at once; each may take 160 MiB.
    pub darkroom: Arc<Semaphore>,
    /// Room for bodies of photos that are coming in, in MiB.
    pub intake: Arc<Semaphore>,
    /// Questions for hotspots worked out at once; each takes a core.
    pub reckoning: Arc<Semaphore>,
    /// The outbox when the borders were read: the follower starts here or before.
    pub opened_at: i64,
    /// Between photos that come in (many at once) and photos that are erased (alone): both handle shared bytes.
    pub shelf: RwLock<()>,
    /// Figures for the operator.
    pub figures: PrometheusHandle,
}

impl House {
    /// Puts the house together.
    pub fn new(rooms: Rooms) -> Self {
        Self(Arc::new(rooms))
    }
}

impl House {
    /// Does work that takes a core for a while, off the threads that answer and as much at once as there are cores.
    pub async fn reckon<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let place = Arc::clone(&self.reckoning)
            .acquire_owned()
            .await
            .map_err(|error| Problem::broken(&error))?;
        let house = self.clone();
        let answer = tokio::task::spawn_blocking(move || {
            let answer = work(&house);
            drop(place);
            answer
        });
        answer.await.map_err(|error| Problem::broken(&error))
    }

    /// Borders, and findings on their plane: these, or those of now when the plane became another meanwhile. Waits two
    /// seconds at most, and only after the first borders came in; on a thread that may wait.
    pub fn on_one_plane(&self, held: Arc<Held>) -> (Arc<Held>, Arc<Atlas>) {
        let began = stopwatch();
        let mut held = held;
        loop {
            let atlas = self.atlas.load_full();
            if atlas.frame == held.frame || began.elapsed() > PATIENCE {
                return (held, atlas);
            }
            std::thread::sleep(PAUSE);
            held = self.register.held();
        }
    }

    /// The local calendar date.
    pub fn today(&self) -> Date {
        local_date(self.clock.now_ms(), &self.config.time_zone)
    }
}

impl Deref for House {
    type Target = Rooms;
    fn deref(&self) -> &Rooms {
        &self.0
    }
}

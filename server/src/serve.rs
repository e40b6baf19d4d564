//! Opens the house and keeps it open until it is told to stop.

use crate::{
    app, boundaries,
    catalogue::Catalogue,
    clock::Clock,
    config::Config,
    consequences, demo, figures, findings,
    house::{House, Rooms, drawers::Drawers, register::Register, roads},
    http::{limits::Limits, listen},
    live::Hub,
    objects::Objects,
    store::{Db, outbox},
    walks,
};
use std::{path::PathBuf, sync::Arc};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::{RwLock, Semaphore},
};

/// Room for photos that are coming in, in MiB.
const INTAKE: usize = 256;

/// Why the house could not be opened; every fault that was found.
pub enum Closed {
    /// The settings or their files are wrong.
    Refused(Vec<String>),
    /// They are right, but the work failed: the database does not answer, a folder cannot be made.
    Failed(Vec<String>),
}

/// Opens the database, the photos, the catalogue and the borders.
pub async fn open(mut config: Config, clock: Clock) -> Result<House, Closed> {
    let catalogue = read_catalogue(&config)?;
    let mut faults = Vec::new();
    let objects = Objects::open(&config.photos).map_err(|fault| faults.push(fault));
    let db = Db::open(&config.database_url)
        .await
        .map_err(|error| faults.push(format!("database: {error}")));
    let (Ok(objects), Ok(db)) = (objects, db) else {
        return Err(Closed::Failed(faults));
    };
    objects.sweep(clock.now_ms()).await;
    let failed = |text: String| Closed::Failed(vec![text]);
    if config.example && config.basemap.is_none() {
        let kept = demo::basemap::keep(&config.data_dir);
        config.basemap = Some(kept.map_err(|error| failed(format!("base map: {error}")))?);
    }
    let opened_at = outbox::last(&db)
        .await
        .map_err(|error| failed(format!("database: {error}")))?;
    let atlas = boundaries::refresh::atlas(&db, &clock, &config, None).await;
    let atlas = atlas.map_err(|problem| failed(format!("borders: {}", problem.detail)))?;
    boundaries::refresh::say_if_too_wide(&atlas);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let house = House::new(Rooms {
        limits: Limits::new(&config.rates),
        darkroom: Arc::new(Semaphore::new(cores.min(4))),
        intake: Arc::new(Semaphore::new(INTAKE)),
        reckoning: Arc::new(Semaphore::new(cores)),
        opened_at,
        shelf: RwLock::new(()),
        figures: figures::register(),
        atlas: arc_swap::ArcSwap::from_pointee(atlas),
        streets: arc_swap::ArcSwap::default(),
        register: Register::default(),
        live: Hub::default(),
        drawers: Drawers::default(),
        config,
        clock,
        db,
        objects,
        catalogue,
    });
    let loaded = findings::follow::load(&house).await;
    loaded.map_err(|problem| failed(format!("findings: {}", problem.detail)))?;
    let walked = walks::walked::refresh(&house).await;
    walked.map_err(|problem| failed(format!("walks: {}", problem.detail)))?;
    Ok(house)
}

/// The catalogue, when it and the TLS files hold; else all faults of both.
fn read_catalogue(config: &Config) -> Result<Catalogue, Closed> {
    let mut faults = Vec::new();
    let catalogue = catalogue(config).map_err(|found| faults.extend(found));
    if let Some((cert, key)) = &config.tls
        && let Err(fault) = listen::tls(cert, key)
    {
        faults.push(fault);
    }
    catalogue
        .ok()
        .filter(|_| faults.is_empty())
        .ok_or(Closed::Refused(faults))
}

/// Categories and measures: those of the settings, else the built-in ones. The error holds every fault.
pub fn catalogue(config: &Config) -> Result<Catalogue, Vec<String>> {
    let read = |path: &Option<PathBuf>, built_in: &str| match path {
        None => Ok(built_in.to_owned()),
        Some(path) => {
            std::fs::read_to_string(path).map_err(|error| vec![format!("{}: {error}", path.display())])
        }
    };
    let categories = read(&config.categories, Catalogue::CATEGORIES)?;
    let measures = read(&config.measures, Catalogue::MEASURES)?;
    Catalogue::load(&categories, &measures).map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

/// Serves until `stop` comes, then lets running requests finish and closes the database.
pub async fn run(house: House, listener: TcpListener, stop: impl Future<Output = ()>) -> Result<(), String> {
    let tls = match &house.config.tls {
        Some((cert, key)) => Some(listen::tls(cert, key)?),
        None => None,
    };
    let manners = listen::Manners {
        header_time: house.config.header_time,
        stop_time: house.config.stop_time,
        tls,
    };
    let following = tokio::spawn(consequences::follow(house.clone()));
    let reading = tokio::spawn(findings::follow::follow(house.clone()));
    let naming = tokio::spawn(roads::follow::follow(house.clone()));
    let live = house.live.clone();
    let stop = async move {
        stop.await;
        // Streams would hold the stop up.
        live.close();
    };
    let served = listen::serve(listener, app::router(house.clone()), manners, stop).await;
    following.abort();
    reading.abort();
    naming.abort();
    house.db.close().await;
    served.map_err(|error| format!("listener: {error}"))
}

/// Comes when the operator asks to stop: Ctrl-C or SIGTERM. Listens from the moment it is called.
pub fn asked_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

//! A real server on port 0 over a database of its own, taken away at the end.

use buurtschouw::{
    clock::Clock,
    config::{Config, Given},
    house::House,
    people::{Role, give_token::give_token},
    serve,
};
use sqlx::{Connection, Executor, PgConnection};
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use uuid::Uuid;

/// Which database a story runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// A file in a folder of its own.
    Sqlite,
    /// A database of its own on the server named by `BUURTSCHOUW_TEST_POSTGRES`.
    Postgres,
}

/// The databases at hand. `make test` brings up PostgreSQL; without it those stories are skipped, loudly.
pub fn bases() -> Vec<Base> {
    if std::env::var("BUURTSCHOUW_TEST_POSTGRES").is_ok() {
        return vec![Base::Sqlite, Base::Postgres];
    }
    eprintln!("SKIPPED on PostgreSQL: BUURTSCHOUW_TEST_POSTGRES is not set (make test sets it)");
    vec![Base::Sqlite]
}

/// How to stop a server, and its end.
type Running = (oneshot::Sender<()>, JoinHandle<Result<(), String>>);

/// A running server.
pub struct Stage {
    /// Its address, `http://127.0.0.1:PORT`.
    pub url: String,
    /// The house behind it, for looking past the door where a test must.
    pub house: House,
    /// Its data folder.
    pub folder: TempDir,
    given: Given,
    running: Option<Running>,
    database: Option<String>,
}

impl Stage {
    /// A fresh server on SQLite.
    pub async fn new() -> Self {
        Self::on(Base::Sqlite).await
    }

    /// A fresh server on this database.
    pub async fn on(base: Base) -> Self {
        Self::with(base, |_| {}).await
    }

    /// A fresh server with some settings of its own.
    pub async fn with(base: Base, settings: impl FnOnce(&mut Given)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database = match base {
            Base::Sqlite => None,
            Base::Postgres => Some(make_database().await),
        };
        let mut given = Given {
            data_dir: Some(folder.path().display().to_string()),
            listen: Some("127.0.0.1:0".into()),
            database_url: database.clone(),
            ..Given::default()
        };
        settings(&mut given);
        let (url, house, running) = start(&given).await;
        Self {
            url,
            house,
            folder,
            given,
            running: Some(running),
            database,
        }
    }

    /// Stops the server and starts it again over the same data.
    pub async fn restart(&mut self) {
        self.stop_serving().await;
        let (url, house, running) = start(&self.given).await;
        (self.url, self.house, self.running) = (url, house, Some(running));
    }

    /// The same, with some settings changed.
    pub async fn restart_with(&mut self, settings: impl FnOnce(&mut Given)) {
        settings(&mut self.given);
        self.restart().await;
    }

    /// Imports GeoJSON text as `buurtschouw import buurten` does, and waits until the server has it.
    pub async fn import(&self, geojson: &str, valid_from: &str) {
        use buurtschouw::{
            boundaries::{import, read_file, refresh},
            findings::follow,
        };
        let judged =
            read_file::read_file(geojson, &read_file::Naming::default(), |_, _| {}).expect("readable");
        assert_eq!(judged.count("refused"), 0, "{:?}", judged.verdicts);
        import::import(
            &self.house.db,
            &Clock::Machine,
            judged,
            valid_from,
            import::Adopted::Stay,
        )
        .await
        .expect("imported");
        // With the findings in their buurten, as who follows the outbox does it: nobody hears of these borders later on.
        let atlas = refresh::fresh(&self.house).await.expect("read");
        follow::move_to(&self.house, atlas).await.expect("moved");
    }

    /// A staff token.
    pub async fn token(&self, role: Role, buurt: Option<&str>) -> String {
        give_token(&self.house.db, &Clock::Machine, role, buurt)
            .await
            .expect("a token")
    }

    /// Ends the server and removes what it kept.
    pub async fn end(mut self) {
        self.stop_serving().await;
        if let Some(url) = self.database.take() {
            drop_database(&url).await;
        }
    }

    async fn stop_serving(&mut self) {
        if let Some((stop, served)) = self.running.take() {
            let _ = stop.send(());
            served.await.expect("no panic").expect("a clean stop");
        }
    }
}

async fn start(given: &Given) -> (String, House, Running) {
    let config = Config::judge(given).expect("good settings");
    let secure = config.tls.is_some();
    let house = serve::open(config, Clock::Machine)
        .await
        .ok()
        .expect("an open house");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let at = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(serve::run(house.clone(), listener, async {
        let _ = stopped.await;
    }));
    (
        format!("{}://{at}", if secure { "https" } else { "http" }),
        house,
        (stop, running),
    )
}

fn server() -> String {
    std::env::var("BUURTSCHOUW_TEST_POSTGRES").expect("a PostgreSQL server")
}

async fn make_database() -> String {
    let name = format!("t{}", Uuid::new_v4().simple());
    let mut connection = PgConnection::connect(&server())
        .await
        .expect("PostgreSQL answers");
    let sql = format!("CREATE DATABASE {name}");
    connection
        .execute(sqlx::AssertSqlSafe(sql))
        .await
        .expect("a database");
    let (root, _) = server()
        .rsplit_once('/')
        .map(|(root, name)| (root.to_owned(), name.to_owned()))
        .expect("a name");
    format!("{root}/{name}")
}

async fn drop_database(url: &str) {
    let (_, name) = url.rsplit_once('/').expect("a name");
    let mut connection = PgConnection::connect(&server())
        .await
        .expect("PostgreSQL answers");
    let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    connection
        .execute(sqlx::AssertSqlSafe(sql))
        .await
        .expect("dropped");
}

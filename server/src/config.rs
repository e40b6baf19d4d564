//! Every setting, from a flag, a `BUURTSCHOUW_*` variable or a TOML file, in that order. All faults are told at once.

use crate::house::basemap;
use clap::Args;
use jiff::{civil::Time, tz::TimeZone};
use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf, time::Duration};

/// The settings as they were given, not yet judged.
#[derive(Debug, Clone, Default, Args)]
pub struct Given {
    /// TOML file with settings (names as the flags, with underscores)
    #[arg(long, global = true, env = "BUURTSCHOUW_CONFIG")]
    pub config: Option<PathBuf>,
    /// Folder of the SQLite file and the photos [default: ./var]
    #[arg(long, global = true, env = "BUURTSCHOUW_DATA_DIR")]
    pub data_dir: Option<String>,
    /// Address and port to listen on; port 0 chooses a free one [default: 127.0.0.1:8080]
    #[arg(long, global = true, env = "BUURTSCHOUW_LISTEN")]
    pub listen: Option<String>,
    /// sqlite:PATH or postgres://... [default: the SQLite file in the data dir]
    #[arg(long, global = true, env = "BUURTSCHOUW_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// PEM file with the TLS certificate chain
    #[arg(long, global = true, env = "BUURTSCHOUW_TLS_CERT")]
    pub tls_cert: Option<String>,
    /// PEM file with the TLS private key
    #[arg(long, global = true, env = "BUURTSCHOUW_TLS_KEY")]
    pub tls_key: Option<String>,
    /// The address residents type, e.g. https://schouw.example; https makes cookies secure [default: from --listen]
    #[arg(long, global = true, env = "BUURTSCHOUW_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Believe X-Forwarded-For of a reverse proxy: true or false [default: false]
    #[arg(long, global = true, env = "BUURTSCHOUW_BEHIND_PROXY")]
    pub behind_proxy: Option<String>,
    /// May everybody begin a walk, also without a token: true or false [default: true]
    #[arg(long, global = true, env = "BUURTSCHOUW_OPEN_START")]
    pub open_start: Option<String>,
    /// Decides local days [default: Europe/Amsterdam]
    #[arg(long, global = true, env = "BUURTSCHOUW_TIME_ZONE")]
    pub time_zone: Option<String>,
    /// Own categories.toml instead of the built-in one
    #[arg(long, global = true, env = "BUURTSCHOUW_CATEGORIES")]
    pub categories: Option<String>,
    /// Own measures.toml instead of the built-in one
    #[arg(long, global = true, env = "BUURTSCHOUW_MEASURES")]
    pub measures: Option<String>,
    /// Base map under everything: a PMTiles file of vector tiles in the Protomaps schema [default: none]
    #[arg(long, global = true, env = "BUURTSCHOUW_BASEMAP")]
    pub basemap: Option<String>,
    /// Folder of the photos, or s3://bucket with the feature s3 [default: photos in the data dir]
    #[arg(long, global = true, env = "BUURTSCHOUW_PHOTOS")]
    pub photos: Option<String>,
    /// Most log lines: error, warn, info, debug or a tracing filter [default: info]
    #[arg(long, global = true, env = "BUURTSCHOUW_LOG")]
    pub log: Option<String>,
    /// Log for people or for programs: text or json [default: text]
    #[arg(long, global = true, env = "BUURTSCHOUW_LOG_FORMAT")]
    pub log_format: Option<String>,
    /// When drawings of borders are published together, every day, HH:MM [default: 04:00]
    #[arg(long, global = true, env = "BUURTSCHOUW_PUBLISH_AT")]
    pub publish_at: Option<String>,
    /// Reads a minute and person, 1-1000000 [default: 6000]
    #[arg(long, global = true, env = "BUURTSCHOUW_READS_PER_MINUTE")]
    pub reads_per_minute: Option<String>,
    /// Findings a minute and person, 1-1000000 [default: 600]
    #[arg(long, global = true, env = "BUURTSCHOUW_FINDINGS_PER_MINUTE")]
    pub findings_per_minute: Option<String>,
    /// Photos a minute and person, 1-1000000 [default: 300]
    #[arg(long, global = true, env = "BUURTSCHOUW_PHOTOS_PER_MINUTE")]
    pub photos_per_minute: Option<String>,
    /// Drawings a minute and person, 1-1000000 [default: 60]
    #[arg(long, global = true, env = "BUURTSCHOUW_DRAWINGS_PER_MINUTE")]
    pub drawings_per_minute: Option<String>,
    /// Seconds a client may take to send the head of a request, also between requests, 1-600 [default: 30]
    #[arg(long, global = true, env = "BUURTSCHOUW_HEADER_SECONDS")]
    pub header_seconds: Option<String>,
    /// Seconds between two pieces of a body, 1-600 [default: 30]
    #[arg(long, global = true, env = "BUURTSCHOUW_BODY_SECONDS")]
    pub body_seconds: Option<String>,
    /// Seconds running requests get when the server stops, 1-600 [default: 10]
    #[arg(long, global = true, env = "BUURTSCHOUW_STOP_SECONDS")]
    pub stop_seconds: Option<String>,
}

/// How often somebody may ask, per minute and person.
#[derive(Debug, Clone)]
pub struct Rates {
    /// Reading doors.
    pub reads: u32,
    /// Findings and other small writes.
    pub findings: u32,
    /// Photos.
    pub photos: u32,
    /// Drawings.
    pub drawings: u32,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            reads: 6_000,
            findings: 600,
            photos: 300,
            drawings: 60,
        }
    }
}

/// The settings, judged.
#[derive(Debug, Clone)]
pub struct Config {
    /// Folder of everything that is kept.
    pub data_dir: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Which database.
    pub database_url: String,
    /// Certificate and key files.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// The address residents type.
    pub public_url: Option<String>,
    /// Believe X-Forwarded-For.
    pub behind_proxy: bool,
    /// Everybody may begin a walk; else only those with a token.
    pub open_start: bool,
    /// Decides local days.
    pub time_zone: TimeZone,
    /// Own categories.
    pub categories: Option<PathBuf>,
    /// Own measures.
    pub measures: Option<PathBuf>,
    /// The base map. The example draws one when none is given.
    pub basemap: Option<PathBuf>,
    /// Where photo bytes go.
    pub photos: String,
    /// When drawings are published together, every day where the city is.
    pub publish_at: Time,
    /// Log filter.
    pub log: String,
    /// Log as JSON lines.
    pub log_json: bool,
    /// Rates.
    pub rates: Rates,
    /// Time for a request's head.
    pub header_time: Duration,
    /// Time between pieces of a body.
    pub body_time: Duration,
    /// Time for running requests at the end.
    pub stop_time: Duration,
    /// This is the invented example, and says so. Set by the command `demo` only.
    pub example: bool,
}

impl Config {
    /// Cookies are secure when residents reach us over TLS.
    pub fn secure(&self) -> bool {
        self.tls.is_some()
            || self
                .public_url
                .as_deref()
                .is_some_and(|url| url.starts_with("https://"))
    }

    /// Judges what was given. The error lists every fault, one a line.
    pub fn judge(given: &Given) -> Result<Self, Vec<String>> {
        let mut judge = Judge {
            faults: Vec::new(),
            file: BTreeMap::new(),
        };
        judge.read_file(given.config.as_ref());
        let data_dir = PathBuf::from(judge.text("data_dir", &given.data_dir).unwrap_or("./var".into()));
        let sqlite = format!("sqlite:{}", data_dir.join("buurtschouw.sqlite").display());
        let photos = data_dir.join("photos").display().to_string();
        let config = Self {
            listen: judge.listen(&given.listen),
            database_url: judge.database(&given.database_url, sqlite),
            tls: judge.tls(given),
            public_url: judge.public_url(&given.public_url),
            behind_proxy: judge.yes_or_no("behind_proxy", &given.behind_proxy, false),
            open_start: judge.yes_or_no("open_start", &given.open_start, true),
            time_zone: judge.time_zone(&given.time_zone),
            categories: judge.file_of("categories", &given.categories),
            measures: judge.file_of("measures", &given.measures),
            basemap: judge.basemap(&given.basemap),
            photos: judge.text("photos", &given.photos).unwrap_or(photos),
            publish_at: judge.time_of_day("publish_at", &given.publish_at, Time::constant(4, 0, 0, 0)),
            log: judge.log(&given.log),
            log_json: judge.log_format(&given.log_format),
            rates: Rates {
                reads: judge.number("reads_per_minute", &given.reads_per_minute, 6_000, 1_000_000),
                findings: judge.number("findings_per_minute", &given.findings_per_minute, 600, 1_000_000),
                photos: judge.number("photos_per_minute", &given.photos_per_minute, 300, 1_000_000),
                drawings: judge.number("drawings_per_minute", &given.drawings_per_minute, 60, 1_000_000),
            },
            header_time: judge.seconds("header_seconds", &given.header_seconds, 30),
            body_time: judge.seconds("body_seconds", &given.body_seconds, 30),
            stop_time: judge.seconds("stop_seconds", &given.stop_seconds, 10),
            data_dir,
            example: false,
        };
        judge.complain_of_unknown();
        if judge.faults.is_empty() {
            Ok(config)
        } else {
            Err(judge.faults)
        }
    }
}

struct Judge {
    faults: Vec<String>,
    file: BTreeMap<String, toml::Value>,
}

impl Judge {
    fn read_file(&mut self, path: Option<&PathBuf>) {
        let Some(path) = path else { return };
        match std::fs::read_to_string(path) {
            Err(error) => self
                .faults
                .push(format!("config: cannot read {}: {error}", path.display())),
            Ok(text) => match toml::from_str(&text) {
                Ok(table) => self.file = table,
                Err(error) => self.faults.push(format!("config: {}: {error}", path.display())),
            },
        }
    }

    /// Takes each name out of the file as it is asked for; what stays over is unknown.
    fn text(&mut self, name: &str, given: &Option<String>) -> Option<String> {
        let from_file = self.file.remove(name).map(|value| match value {
            toml::Value::String(text) => text,
            other => other.to_string(),
        });
        given.clone().or(from_file)
    }

    fn complain_of_unknown(&mut self) {
        let unknown: Vec<String> = self
            .file
            .keys()
            .map(|name| format!("config: unknown setting {name}"))
            .collect();
        self.faults.extend(unknown);
    }

    fn listen(&mut self, given: &Option<String>) -> SocketAddr {
        let text = self.text("listen", given).unwrap_or("127.0.0.1:8080".into());
        text.parse().unwrap_or_else(|_| {
            self.faults.push(format!("listen: {text} is not ADDRESS:PORT"));
            SocketAddr::from(([127, 0, 0, 1], 0))
        })
    }

    fn database(&mut self, given: &Option<String>, default: String) -> String {
        let url = self.text("database_url", given).unwrap_or(default);
        let known = ["sqlite:", "postgres://", "postgresql://"]
            .iter()
            .any(|scheme| url.starts_with(scheme));
        if !known {
            self.faults
                .push("database_url: starts with none of sqlite:, postgres://, postgresql://".into());
        }
        url
    }

    fn tls(&mut self, given: &Given) -> Option<(PathBuf, PathBuf)> {
        let cert = self.file_of("tls_cert", &given.tls_cert);
        let key = self.file_of("tls_key", &given.tls_key);
        if cert.is_some() != key.is_some() {
            self.faults
                .push("tls_cert and tls_key: give both or neither".into());
        }
        cert.zip(key)
    }

    fn public_url(&mut self, given: &Option<String>) -> Option<String> {
        let url = self.text("public_url", given)?;
        if !url.starts_with("https://") && !url.starts_with("http://") {
            self.faults.push(format!(
                "public_url: {url} starts with neither https:// nor http://"
            ));
        }
        Some(url.trim_end_matches('/').to_owned())
    }

    fn yes_or_no(&mut self, name: &str, given: &Option<String>, default: bool) -> bool {
        match self.text(name, given).as_deref() {
            None => default,
            Some("false") => false,
            Some("true") => true,
            Some(other) => {
                self.faults
                    .push(format!("{name}: {other} is neither true nor false"));
                default
            }
        }
    }

    fn time_zone(&mut self, given: &Option<String>) -> TimeZone {
        let name = self.text("time_zone", given).unwrap_or("Europe/Amsterdam".into());
        TimeZone::get(&name).unwrap_or_else(|_| {
            self.faults.push(format!("time_zone: {name} is not a known zone"));
            TimeZone::UTC
        })
    }

    fn time_of_day(&mut self, name: &str, given: &Option<String>, default: Time) -> Time {
        let Some(text) = self.text(name, given) else {
            return default;
        };
        Time::strptime("%H:%M", &text).unwrap_or_else(|_| {
            self.faults
                .push(format!("{name}: {text} is not a time such as 04:00"));
            default
        })
    }

    fn file_of(&mut self, name: &str, given: &Option<String>) -> Option<PathBuf> {
        let path = PathBuf::from(self.text(name, given)?);
        if let Err(error) = std::fs::File::open(&path) {
            self.faults
                .push(format!("{name}: cannot read {}: {error}", path.display()));
        }
        Some(path)
    }

    fn basemap(&mut self, given: &Option<String>) -> Option<PathBuf> {
        let path = PathBuf::from(self.text("basemap", given)?);
        if let Err(fault) = basemap::check(&path) {
            self.faults.push(format!("basemap: {} {fault}", path.display()));
        }
        Some(path)
    }

    fn log(&mut self, given: &Option<String>) -> String {
        let filter = self.text("log", given).unwrap_or("info".into());
        if let Err(error) = tracing_subscriber::EnvFilter::try_new(&filter) {
            self.faults.push(format!("log: {error}"));
        }
        filter
    }

    fn log_format(&mut self, given: &Option<String>) -> bool {
        match self.text("log_format", given).as_deref() {
            None | Some("text") => false,
            Some("json") => true,
            Some(other) => {
                self.faults
                    .push(format!("log_format: {other} is neither text nor json"));
                false
            }
        }
    }

    fn number(&mut self, name: &str, given: &Option<String>, default: u32, most: u32) -> u32 {
        let Some(text) = self.text(name, given) else {
            return default;
        };
        match text.parse() {
            Ok(number) if (1..=most).contains(&number) => number,
            _ => {
                self.faults
                    .push(format!("{name}: {text} is not a whole number from 1 to {most}"));
                default
            }
        }
    }

    fn seconds(&mut self, name: &str, given: &Option<String>, default: u32) -> Duration {
        Duration::from_secs(self.number(name, given, default, 600).into())
    }
}

#[cfg(test)]
mod tests;

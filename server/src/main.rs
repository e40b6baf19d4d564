//! The command line. Results on standard output, everything else on standard error.
//! Exit codes: 0 done, 1 the work failed, 2 wrong use or refused input.

use buurtschouw::{
    analyst::{self, Ended, consensus::options::ConsensusArgs, options::HotspotsArgs},
    boundaries::{
        import::{Adopted, AdoptedStays, import},
        read_file::{Judged, Naming, read_file},
        refresh,
    },
    clock::{Clock, local_date},
    config::{Config, Given},
    demo,
    house::House,
    import,
    people::{Role, give_token::give_token},
    serve,
    store::Db,
};
use clap::{Args, Parser, Subcommand};
use serde_json::{Value, json};
use std::{
    io::{IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
};
use tokio::net::TcpListener;

/// Gives back what a large answer took, and costs tiles a quarter less than the system's own. Without huge pages
/// (`no_thp`): the kernel clears them whole, also what a question never writes.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(
    name = "buurtschouw",
    version,
    about = "Residents walk their neighbourhood and hear back what was done"
)]
struct Line {
    #[command(flatten)]
    given: Given,
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Subcommand)]
enum Deed {
    /// Serve the app and its doors
    Serve,
    /// Serve an invented example district, in a data folder of its own (./var/demo)
    Demo,
    /// Make a token for staff; it stands alone on the last line and counts at once
    Token(TokenArgs),
    /// Find the places that stand out in a CSV file, without a server
    Hotspots(Box<HotspotsArgs>),
    /// Make one border of many drawings in a GeoJSON file, without a server
    Consensus(ConsensusArgs),
    /// Take in data
    Import {
        #[command(subcommand)]
        what: Import,
    },
}

#[derive(Args)]
struct TokenArgs {
    /// networker, partner, admin or committee
    #[arg(long, value_parser = ["networker", "partner", "admin", "committee"])]
    role: String,
    /// Only this buurt
    #[arg(long)]
    buurt: Option<String>,
}

#[derive(Subcommand)]
enum Import {
    /// Borders of buurten from a WGS84 GeoJSON file
    Buurten(BuurtenArgs),
    /// Findings of another system from a CSV file
    Findings(import::FindingsArgs),
}

#[derive(Args)]
struct BuurtenArgs {
    /// The GeoJSON file
    file: PathBuf,
    /// Property with the code [default: the first of code, buurtcode, BU_CODE, statcode, gwb_code, wijkcode, id]
    #[arg(long)]
    code: Option<String>,
    /// Property with the name [default: the first of name, naam, buurtnaam, BU_NAAM, statnaam, wijknaam]
    #[arg(long)]
    name: Option<String>,
    /// First day of these borders, YYYY-MM-DD [default: today]
    #[arg(long)]
    valid_from: Option<jiff::civil::Date>,
    /// Store the usable features also when others are refused
    #[arg(long)]
    skip_refused: bool,
    /// Put these borders in the place of those that residents adopted; else those stay in force
    #[arg(long)]
    replace_adopted: bool,
    /// One JSON document instead of text
    #[arg(long)]
    json: bool,
}

/// How a deed can end otherwise than well.
enum Failure {
    /// The work failed.
    Failed(String),
    /// Wrong use or refused input.
    Refused(String),
}

fn main() -> ExitCode {
    let line = Line::parse();
    let demo = matches!(line.deed, Deed::Demo);
    let mut given = line.given;
    if demo && given.data_dir.is_none() {
        given.data_dir = Some("./var/demo".into());
    }
    let config = match Config::judge(&given) {
        Ok(config) => config,
        Err(faults) => return complain(2, &faults.join("\n")),
    };
    write_log(&config);
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return complain(1, &error.to_string()),
    };
    match runtime.block_on(perform(line.deed, config)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Failed(text)) => complain(1, &text),
        Err(Failure::Refused(text)) => complain(2, &text),
    }
}

fn complain(code: u8, text: &str) -> ExitCode {
    for line in text.lines() {
        eprintln!("buurtschouw: {line}");
    }
    ExitCode::from(code)
}

fn write_log(config: &Config) {
    let filter = tracing_subscriber::EnvFilter::new(&config.log);
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if config.log_json {
        log.json().init()
    } else {
        log.with_ansi(std::io::stderr().is_terminal()).init()
    }
}

async fn perform(deed: Deed, config: Config) -> Result<(), Failure> {
    match deed {
        Deed::Serve => serve(config).await,
        Deed::Demo => demo(config).await,
        Deed::Token(args) => token(config, args).await,
        Deed::Import {
            what: Import::Buurten(args),
        } => import_buurten(config, args).await,
        Deed::Import {
            what: Import::Findings(args),
        } => {
            let done = import::findings(&args, &config, &mut std::io::stdout()).await;
            done.map_err(Failure::from)
        }
        Deed::Hotspots(args) => {
            let done = analyst::hotspots(&args, &config.time_zone, &mut std::io::stdout().lock());
            done.map_err(Failure::from)
        }
        Deed::Consensus(args) => {
            let done = analyst::consensus::consensus(&args, &mut std::io::stdout().lock());
            done.map_err(Failure::from)
        }
    }
}

impl From<Ended> for Failure {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Failed(text) => Self::Failed(text),
            Ended::Refused(faults) => Self::Refused(faults.join("\n")),
        }
    }
}

async fn open(config: Config) -> Result<(House, TcpListener), Failure> {
    let listen = config.listen;
    // First the port: a second server must not touch the data of the first.
    let listener = TcpListener::bind(listen).await;
    let listener =
        listener.map_err(|error| Failure::Failed(format!("cannot listen on {listen}: {error}")))?;
    match serve::open(config, Clock::Machine).await {
        Ok(house) => Ok((house, listener)),
        Err(serve::Closed::Refused(faults)) => Err(Failure::Refused(faults.join("\n"))),
        Err(serve::Closed::Failed(faults)) => Err(Failure::Failed(faults.join("\n"))),
    }
}

/// The address to type. Also what a script waits for: it is printed once requests are answered.
fn address(house: &House, listener: &TcpListener) -> String {
    if let Some(url) = &house.config.public_url {
        return url.clone();
    }
    let scheme = if house.config.tls.is_some() {
        "https"
    } else {
        "http"
    };
    listener
        .local_addr()
        .map_or_else(|error| error.to_string(), |at| format!("{scheme}://{at}"))
}

/// Tells the operator something. A server goes on when nobody listens any more.
fn tell(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// From here on a request to stop is heard, also before the first line is printed.
fn stop() -> Result<impl Future<Output = ()>, Failure> {
    serve::asked_to_stop().map_err(|error| Failure::Failed(format!("cannot hear signals: {error}")))
}

async fn serve(config: Config) -> Result<(), Failure> {
    let stop = stop()?;
    let (house, listener) = open(config).await?;
    tell(&format!("Buurtschouw serves on {}", address(&house, &listener)));
    serve::run(house, listener, stop).await.map_err(Failure::Failed)
}

async fn demo(mut config: Config) -> Result<(), Failure> {
    config.example = true;
    let stop = stop()?;
    let (house, listener) = open(config).await?;
    let welcome = demo::seed::welcome(&house)
        .await
        .map_err(|problem| Failure::Failed(problem.detail))?;
    tell(&welcome.text(&address(&house, &listener)));
    serve::run(house, listener, stop).await.map_err(Failure::Failed)
}

async fn database(config: &Config) -> Result<Db, Failure> {
    Db::open(&config.database_url)
        .await
        .map_err(|error| Failure::Failed(format!("database: {error}")))
}

async fn token(config: Config, args: TokenArgs) -> Result<(), Failure> {
    let db = database(&config).await?;
    let role = Role::read(&args.role).unwrap_or(Role::Partner);
    let token = give_token(&db, &Clock::Machine, role, args.buurt.as_deref()).await;
    let token = token.map_err(|problem| Failure::Failed(problem.detail))?;
    db.close().await;
    println!("{token}");
    Ok(())
}

async fn import_buurten(config: Config, args: BuurtenArgs) -> Result<(), Failure> {
    let file = args.file.display().to_string();
    let text = std::fs::read_to_string(&args.file)
        .map_err(|error| Failure::Refused(format!("cannot read {file}: {error}")))?;
    let naming = Naming {
        code: args.code,
        name: args.name,
    };
    let judged = read_file(&text, &naming, show_progress).map_err(Failure::Refused)?;
    tell_verdicts(&judged);
    let mut report = report(&judged);
    let refused = judged.count("refused");
    if refused > 0 && !args.skip_refused {
        if args.json {
            println!("{report}");
        }
        let text = format!(
            "{refused} of {} features refused: nothing is stored",
            judged.verdicts.len()
        );
        return Err(Failure::Refused(text));
    }
    let today = local_date(Clock::Machine.now_ms(), &config.time_zone);
    let valid_from = args.valid_from.unwrap_or(today).to_string();
    let db = database(&config).await?;
    let adopted = if args.replace_adopted {
        Adopted::Replaced
    } else {
        Adopted::Stay
    };
    let done = import(&db, &Clock::Machine, judged, &valid_from, adopted).await;
    let done = done.map_err(|problem| Failure::Failed(problem.detail))?;
    let atlas = refresh::atlas(&db, &Clock::Machine, &config, None).await;
    let notice = atlas.ok().and_then(|atlas| atlas.too_wide());
    db.close().await;
    report["new"] = done.new.into();
    report["unchanged"] = done.unchanged.into();
    report["adopted_stay"] = json!(done.adopted_stay);
    if let Some(notice) = &notice {
        report["notice"] = notice.as_str().into();
    }
    if args.json {
        println!("{report}");
        return Ok(());
    }
    if let Some(notice) = notice {
        eprintln!("buurtschouw: notice: {notice}");
    }
    let count = |name: &str| report[name].as_u64().unwrap_or_default();
    println!(
        "{} features read: {} usable ({} repaired), {} skipped, {} refused",
        count("features"),
        count("usable"),
        count("repaired"),
        count("skipped"),
        count("refused")
    );
    let area = report["area_km2"].as_f64().unwrap_or_default();
    println!(
        "{} new, {} unchanged, valid from {valid_from}, {area:.5} km2 in all",
        done.new, done.unchanged
    );
    tell_adopted(&done.adopted_stay);
    Ok(())
}

/// Which borders that residents adopted stay in force beside what was imported.
fn tell_adopted(stay: &[AdoptedStays]) {
    for border in stay {
        println!(
            "adopted border of {} ({}) of {} stays in force: {} m2 differ (--replace-adopted replaces it)",
            border.name, border.code, border.valid_from, border.differs_m2
        );
    }
}

/// What was found in a file, as one document without clock or file name.
fn report(judged: &Judged) -> Value {
    json!({
        "features": judged.verdicts.len(),
        "usable": judged.usable.len(),
        "repaired": judged.count("repaired"),
        "skipped": judged.count("skipped"),
        "refused": judged.count("refused"),
        "new": 0,
        "unchanged": 0,
        "adopted_stay": [],
        "area_km2": judged.usable.iter().map(|border| border.area_m2).sum::<f64>() / 1e6,
        "verdicts": judged.verdicts,
    })
}

fn tell_verdicts(judged: &Judged) {
    for verdict in judged
        .verdicts
        .iter()
        .filter(|verdict| verdict.outcome != "usable")
    {
        let name = verdict.code.as_deref().unwrap_or("no code");
        eprintln!(
            "feature {} ({name}): {}: {}",
            verdict.index,
            verdict.outcome,
            verdict.reasons.join("; ")
        );
    }
}

fn show_progress(done: usize, all: usize) {
    if std::io::stderr().is_terminal() {
        eprint!(
            "\rreading border {done} of {all}{}",
            if done == all { "\n" } else { "" }
        );
    }
}

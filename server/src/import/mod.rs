//! Takes in findings of other systems from the command line: all rows of a file, or none of them.

pub mod keep;
pub mod mapping;
pub mod rows;

use crate::{
    analyst::{Ended, progress::Watched, sheet::Sheet},
    boundaries,
    catalogue::Catalogue,
    clock::Clock,
    config::Config,
    http::Problem,
    serve,
    store::Db,
};
use clap::Args;
use mapping::Mapping;
use rows::Judge;
use serde_json::json;
use std::{
    fs::File,
    io::{self, Write},
    path::PathBuf,
};

/// Faults that are named; a file with more of them has one cause.
const NAMED: usize = 1_000;

/// Options of `buurtschouw import findings`.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Findings")]
pub struct FindingsArgs {
    /// A CSV file, plain or gzip, with the columns lon, lat, category, observed_at and perhaps id, observer, note
    pub file: PathBuf,
    /// Other names of columns: field=column, separated by commas; may be given more than once
    #[arg(long, value_name = "FIELD=COLUMN,...")]
    pub map: Vec<String>,
    /// One JSON document instead of text
    #[arg(long)]
    pub json: bool,
}

/// `buurtschouw import findings`: judges every row, and stores all of them when none is refused. Works beside a
/// running server. The same file again changes nothing.
///
/// # Errors
/// [`Ended::Refused`] with every fault and its line; [`Ended::Failed`] when the database or standard output fails. A
/// failure half way leaves whole batches stored; the same command again does the rest.
pub async fn findings(args: &FindingsArgs, config: &Config, out: &mut impl Write) -> Result<(), Ended> {
    let catalogue = serve::catalogue(config).map_err(Ended::Refused)?;
    let (sheet, mapping) = open(args)?;
    let db = Db::open(&config.database_url).await;
    let db = db.map_err(|error| Ended::Failed(format!("database: {error}")))?;
    let done = take_in(args, config, &db, (sheet, mapping), &catalogue).await;
    db.close().await;
    let done = done?;
    let told = if args.json {
        json!({"rows": done.rows, "new": done.new, "unchanged": done.unchanged, "withdrawn": done.withdrawn})
            .to_string()
    } else {
        let withdrawn = match done.withdrawn {
            0 => String::new(),
            count => format!(", {count} withdrawn before and left so"),
        };
        format!(
            "{} rows read: {} new, {} here already{withdrawn}",
            done.rows, done.new, done.unchanged
        )
    };
    match writeln!(out, "{told}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Ended::Failed(format!("cannot write: {error}")))
        }
        _ => Ok(()),
    }
}

/// Opens the file and finds its columns; tells the faults of options and header at once.
fn open(args: &FindingsArgs) -> Result<(Sheet<'static>, Mapping), Ended> {
    let name = args.file.display();
    let file = File::open(&args.file)
        .map_err(|error| Ended::Refused(vec![format!("cannot read {name}: {error}")]))?;
    let sheet =
        Sheet::open(Watched::over(file)).map_err(|fault| Ended::Refused(vec![format!("{name}: {fault}")]))?;
    let mapping = mapping::read(&args.map, &sheet.header).map_err(Ended::Refused)?;
    Ok((sheet, mapping))
}

async fn take_in(
    args: &FindingsArgs,
    config: &Config,
    db: &Db,
    (sheet, mapping): (Sheet<'static>, Mapping),
    catalogue: &Catalogue,
) -> Result<keep::Done, Ended> {
    let clock = Clock::Machine;
    let failed = |problem: Problem| Ended::Failed(problem.detail);
    let atlas = boundaries::refresh::atlas(db, &clock, config, None)
        .await
        .map_err(failed)?;
    let judge = Judge {
        mapping,
        catalogue,
        atlas: &atlas,
        zone: &config.time_zone,
        now_ms: clock.now_ms(),
    };
    let name = args.file.display();
    let rows = rows::read(sheet, &judge).map_err(|fault| Ended::Refused(vec![format!("{name}: {fault}")]))?;
    let count = rows.len();
    let sorted = keep::compare(db, rows).await.map_err(failed)?;
    if !sorted.faults.is_empty() {
        let faults = sorted.faults.len();
        let mut told: Vec<String> = sorted.faults.into_iter().take(NAMED).collect();
        if faults > NAMED {
            told.push(format!("... and {} more faults", faults - NAMED));
        }
        told.push(format!("{faults} faults in {count} rows: nothing is stored"));
        return Err(Ended::Refused(told));
    }
    keep::store(db, &clock, &atlas, sorted).await.map_err(failed)
}

//! The analyst's commands, without a server or a database: `hotspots` finds the places that stand out in any table of
//! findings, [`consensus`] makes one border of many drawings.
//!
//! [`options`] judges what was asked, [`sheet`] and [`read_csv`] read the file by the names of [`columns`],
//! [`area`] reads `--area`, [`reckon`] lays everything on a plane and finds the places, [`answer`] says what stands
//! behind each. [`report`], [`cells`] and [`picture`] write it down. The same rows in any order give the same bytes.

pub mod answer;
pub mod area;
pub mod cells;
pub mod columns;
pub mod consensus;
pub mod moment;
pub mod options;
pub mod picture;
pub mod progress;
pub mod read_csv;
pub mod reckon;
pub mod report;
pub mod sheet;

use self::{
    answer::Answer,
    area::Area,
    options::{Asked, HotspotsArgs},
    read_csv::gather,
    reckon::lay_out,
    sheet::Sheet,
};
use jiff::tz::TimeZone;
use spatial::hotspots::{Rule, find};
use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

/// How a command can end otherwise than well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// The work failed; one line.
    Failed(String),
    /// Wrong use or refused input: every fault, a line each.
    Refused(Vec<String>),
}

/// `buurtschouw hotspots`: reads a file, finds the places and writes them to `out`; notices go to standard error.
/// `zone` holds unless `--tz` is given.
///
/// # Errors
/// [`Ended::Refused`] for wrong options, columns, areas and files that cannot be used; [`Ended::Failed`] for results
/// that cannot be written.
pub fn hotspots(args: &HotspotsArgs, zone: &TimeZone, out: &mut impl Write) -> Result<(), Ended> {
    let (asked, sheet, found, area) = open(args, zone)?;
    let file = args.file.display();
    let table = gather(sheet, &asked.columns, &found)
        .map_err(|fault| Ended::Refused(vec![format!("{file}: {fault}")]))?;
    let laid = lay_out(table, &asked, &area);
    let laid = laid
        .map_err(|faults| Ended::Refused(faults.iter().map(|fault| format!("{file}: {fault}")).collect()))?;
    let spots = find(&laid.rows, &laid.study, &Rule::default());
    let answer = Answer::of(&laid, &spots, &asked);
    for notice in report::notices(&laid, &asked) {
        eprintln!("buurtschouw: {notice}");
    }
    if let Some(path) = &args.cells {
        write_to(path, |to| cells::write(to, &laid, &spots, &answer))?;
    }
    if let Some(path) = &args.svg {
        write_to(path, |to| {
            to.write_all(picture::draw(&laid, &spots, &answer).as_bytes())
        })?;
    }
    let written = if args.json {
        report::json(out, &answer)
    } else {
        report::table(out, &answer)
    };
    match written.and_then(|()| out.flush()) {
        // Who reads no further has what they wanted.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Ended::Failed(format!("cannot write: {error}"))),
        Ok(()) => Ok(()),
    }
}

/// Judges options, the header of the file and the area, and tells all faults of the three at once.
fn open(
    args: &HotspotsArgs,
    zone: &TimeZone,
) -> Result<(Asked, Sheet<'static>, columns::Found, Area), Ended> {
    let (asked, mut faults) = options::judge(args, zone);
    let name = args.file.display();
    let sheet = File::open(&args.file)
        .map_err(|error| format!("cannot read {name}: {error}"))
        .and_then(|file| {
            Sheet::open(progress::Watched::over(file)).map_err(|fault| format!("{name}: {fault}"))
        });
    let sheet = sheet.map_err(|fault| faults.push(fault)).ok();
    let found = sheet.as_ref().and_then(|sheet| {
        let found = asked.columns.find(&sheet.header);
        found
            .map_err(|told| faults.extend(told.iter().map(|fault| format!("{name}: {fault}"))))
            .ok()
    });
    let area = match &args.area {
        None => Ok(Area::default()),
        Some(path) => area::read(path),
    };
    let area = area.map_err(|told| faults.extend(told)).ok();
    if let (Some(found), Some(_)) = (&found, &args.area)
        && !found.degrees
        && asked.frame != Some(options::FrameName::Rd)
    {
        faults.push(
            "--area is in degrees and the places are in metres: say --frame rd if they are RD New".into(),
        );
    }
    match (sheet, found, area) {
        (Some(sheet), Some(found), Some(area)) if faults.is_empty() => Ok((asked, sheet, found, area)),
        _ => Err(Ended::Refused(faults)),
    }
}

fn write_to(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> Result<(), Ended> {
    let written = File::create(path).and_then(|file| {
        let mut file = BufWriter::new(file);
        write(&mut file)?;
        file.flush()
    });
    written.map_err(|error| Ended::Failed(format!("cannot write {}: {error}", path.display())))
}

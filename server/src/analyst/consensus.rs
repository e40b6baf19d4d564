//! `buurtschouw consensus`: one border for each buurt of a file of drawings.
//!
//! [`options`] judges what was asked, [`read`] reads and judges the drawings, [`reckon`] lays them on a plane and finds
//! what they share, [`answer`] and [`report`] tell it, [`maps`] writes it down. Drawings in any order give the same
//! bytes, but for their places in the file.

pub mod answer;
pub mod maps;
pub mod options;
pub mod read;
pub mod reckon;
pub mod report;

use self::{answer::Answer, options::ConsensusArgs, reckon::Reckoned};
use super::Ended;
use std::{
    fs,
    io::{self, Write},
    path::Path,
};

/// Reads a file of drawings and writes what they share to `out`; notices go to standard error.
///
/// # Errors
/// [`Ended::Refused`] with every fault of the options and the file; [`Ended::Failed`] for results that cannot be
/// written.
pub fn consensus(args: &ConsensusArgs, out: &mut impl Write) -> Result<(), Ended> {
    let mut faults = options::faults(args);
    let file = args.file.display();
    let read = read::read(&args.file, &args.name_property);
    let read = read
        .map_err(|told| faults.extend(told.iter().map(|fault| format!("{file}: {fault}"))))
        .ok();
    let Some(read) = read.filter(|_| faults.is_empty()) else {
        return Err(Ended::Refused(faults));
    };
    let refusals = read::refusals(&read);
    let reckoned = Reckoned::of(read, args.frame.map(Into::into), args.cell);
    let answer = Answer::of(&reckoned, args.cell);
    for notice in refusals.iter().chain(&report::notices(&answer)) {
        eprintln!("buurtschouw: {notice}");
    }
    if let Some(folder) = &args.out {
        write_maps(folder, &reckoned, args.cell)?;
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

fn write_maps(folder: &Path, reckoned: &Reckoned, cell_m: f64) -> Result<(), Ended> {
    let cannot =
        |path: &Path, error: io::Error| Ended::Failed(format!("cannot write {}: {error}", path.display()));
    fs::create_dir_all(folder).map_err(|error| cannot(folder, error))?;
    let (tiling, notices) = maps::tiling(reckoned, cell_m).map_err(|fault| Ended::Refused(vec![fault]))?;
    for notice in notices {
        eprintln!("buurtschouw: {notice}");
    }
    let texts = [maps::bands(reckoned), maps::lines(reckoned), tiling];
    for (name, text) in options::FILES.iter().zip(texts) {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| cannot(&path, error))?;
    }
    Ok(())
}

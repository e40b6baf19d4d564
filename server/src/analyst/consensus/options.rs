//! What may be asked of drawings, and what is wrong with it.

use crate::analyst::options::FrameName;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Smallest and largest side of a cell, metres.
const CELLS: std::ops::RangeInclusive<f64> = 0.5..=50.0;

/// Names of the files that are written.
pub const FILES: [&str; 3] = ["bands.geojson", "lines.geojson", "tiling.geojson"];

/// Options of `buurtschouw consensus`.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Consensus")]
pub struct ConsensusArgs {
    /// A WGS84 GeoJSON file of drawings: a FeatureCollection of polygons
    pub file: PathBuf,
    /// Property that says which buurt was drawn
    #[arg(long, value_name = "PROPERTY", default_value = "buurt")]
    pub name_property: String,
    /// The plane of the cells [default: rd inside the Netherlands, else local]
    #[arg(long)]
    pub frame: Option<Plane>,
    /// Side of a cell in metres, 0.5 to 50
    #[arg(long, value_name = "METRES", default_value_t = 2.0)]
    pub cell: f64,
    /// Write bands.geojson, lines.geojson and tiling.geojson into this folder
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// One JSON document instead of a table
    #[arg(long)]
    pub json: bool,
}

/// The planes by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Plane {
    /// RD New, the Dutch national plane
    Rd,
    /// A plane around the middle of the drawings
    Local,
}

impl From<Plane> for FrameName {
    fn from(plane: Plane) -> Self {
        match plane {
            Plane::Rd => Self::Rd,
            Plane::Local => Self::Local,
        }
    }
}

/// Every fault of the options.
pub fn faults(args: &ConsensusArgs) -> Vec<String> {
    let mut faults = Vec::new();
    if !CELLS.contains(&args.cell) {
        faults.push(format!(
            "--cell {}: from {} to {} metres",
            args.cell,
            CELLS.start(),
            CELLS.end()
        ));
    }
    let read = args.file.canonicalize().ok();
    let written = args
        .out
        .iter()
        .flat_map(|folder| FILES.map(|name| folder.join(name)));
    for path in written {
        if read.is_some() && path.canonicalize().ok() == read {
            faults.push("--out would write over the file that is read".into());
        }
    }
    faults
}

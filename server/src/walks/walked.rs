//! The cells of all walks in memory, for counting: how often was somebody where?

use super::store::{self, PassesRow};
use crate::{
    house::{House, plane},
    http::Problem,
};
use arc_swap::ArcSwap;
use spatial::{Cell, Frame};
use std::{
    collections::{BTreeMap, HashSet},
    ops::Range,
    sync::Arc,
};
use uuid::Uuid;

/// Cells as bytes: column and row, four bytes each, low byte first.
pub fn pack(cells: &[Cell]) -> Vec<u8> {
    let bytes = |cell: &Cell| [cell.ix.to_le_bytes(), cell.iy.to_le_bytes()];
    cells.iter().flat_map(bytes).flatten().collect()
}

/// Cells from bytes.
pub fn unpack(bytes: &[u8]) -> impl Iterator<Item = Cell> + '_ {
    bytes.as_chunks::<8>().0.iter().map(|&[a, b, c, d, e, f, g, h]| {
        Cell::new(i32::from_le_bytes([a, b, c, d]), i32::from_le_bytes([e, f, g, h]))
    })
}

/// The cells of one walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walked {
    /// The walk.
    pub walk: Uuid,
    /// When it began, ms since 1970 UTC.
    pub at: i64,
    /// Where anybody walked, with the eight cells around each, by row and column: a track is as wide as a street.
    pub cells: Vec<Cell>,
}

/// The cells of all walks that told any, of one plane.
#[derive(Debug, Clone, Default)]
pub struct Passed {
    /// Another one whenever they are different.
    pub version: u64,
    /// Their plane; `None` before they were read.
    pub frame: Option<Frame>,
    /// By the walk's id.
    pub walks: Vec<Arc<Walked>>,
}

impl Passed {
    /// The walks with passes that began in a window, or this one alone when it is named.
    pub fn of(&self, window: Range<i64>, walk: Option<Uuid>) -> impl Iterator<Item = &Walked> {
        let wanted = move |walked: &&Walked| walk.map_or(window.contains(&walked.at), |id| walked.walk == id);
        self.walks.iter().map(Arc::as_ref).filter(wanted)
    }
}

/// The drawer of the walks room.
#[derive(Default)]
struct Memory(ArcSwap<Passed>);

/// The cells of all walks as they are here now.
pub fn passed(house: &House) -> Arc<Passed> {
    house.drawers.of::<Memory>().0.load_full()
}

/// Reads the cells of all walks anew: at the start, and when the plane became another. A walk of 2 km takes some 4 kB.
pub async fn refresh(house: &House) -> Result<(), Problem> {
    let rows = store::all_passes(&house.db).await?;
    house
        .reckon(|house| {
            let frame = house.atlas.load().frame;
            hold(house, frame, gather(&frame, rows));
        })
        .await
}

/// Reads the cells of one walk anew: when somebody sent some, or it began.
pub async fn refresh_walk(house: &House, walk: Uuid) -> Result<(), Problem> {
    let rows = store::walk_passes(&house.db, walk).await?;
    house
        .reckon(move |house| {
            let held = passed(house);
            let Some(frame) = held.frame else {
                return;
            };
            let told = gather(&frame, rows).pop();
            let mut walks = held.walks.clone();
            match (walks.binary_search_by_key(&walk, |held| held.walk), told) {
                (Ok(at), Some(told)) if walks[at] == told => return,
                (Ok(at), Some(told)) => walks[at] = told,
                (Ok(at), None) => drop(walks.remove(at)),
                (Err(at), Some(told)) => walks.insert(at, told),
                (Err(_), None) => return,
            }
            hold(house, frame, walks);
        })
        .await
}

fn hold(house: &House, frame: Frame, walks: Vec<Arc<Walked>>) {
    let memory = house.drawers.of::<Memory>();
    let version = memory.0.load().version + 1;
    memory.0.store(Arc::new(Passed {
        version,
        frame: Some(frame),
        walks,
    }));
}

/// Rows of one plane, by walk. O(cells).
fn gather(frame: &Frame, rows: Vec<PassesRow>) -> Vec<Arc<Walked>> {
    let today = plane::word(frame);
    let mut by_walk: BTreeMap<Uuid, (i64, HashSet<Cell>)> = BTreeMap::new();
    for (walk, at, _, cells) in rows.into_iter().filter(|(_, _, frame, _)| *frame == today) {
        let (_, all) = by_walk.entry(walk).or_insert_with(|| (at, HashSet::new()));
        all.extend(unpack(&cells).flat_map(around));
    }
    let walked = |(walk, (at, cells)): (Uuid, (i64, HashSet<Cell>))| {
        let mut cells: Vec<Cell> = cells.into_iter().collect();
        cells.sort_unstable_by_key(|cell| (cell.iy, cell.ix));
        Arc::new(Walked { walk, at, cells })
    };
    by_walk.into_iter().map(walked).collect()
}

/// A cell and the eight around it.
fn around(cell: Cell) -> impl Iterator<Item = Cell> {
    (-1..=1).flat_map(move |dy| (-1..=1).map(move |dx| cell.shifted((dx, dy))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_out_as_they_went_in() {
        let cells = [
            Cell::new(3_712, 17_460),
            Cell::new(-5, 0),
            Cell::new(i32::MAX, i32::MIN),
        ];
        assert_eq!(unpack(&pack(&cells)).collect::<Vec<_>>(), cells);
    }
}

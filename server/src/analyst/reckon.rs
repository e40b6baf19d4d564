//! Lays the rows of a file on a plane and decides what the area is.

use super::{
    area::Area,
    options::{Asked, FrameName},
    read_csv::{LeftOuts, Point, Reason, Table, leave_out, middle},
};
use geo_types::MultiPolygon;
use spatial::{Cell, Frame, Local, Lonlat, MAX_CELLS, Metres, Study, StudyFault, voices::Row};

/// The least distance from the middle half of all rows at which one is far away, in cells: 10 km.
const FAR_CELLS: i64 = 400;

/// Fewer rows than this have no middle that one could be far from.
const LEAST: usize = 20;

/// Rows on a plane, in an area.
pub struct Laid {
    /// How degrees become metres; none for metres of a plane that is not known.
    pub frame: Option<Frame>,
    /// The area.
    pub study: Study,
    /// Cells of the area; 0 without rows.
    pub cells: usize,
    /// The area's outlines in metres; none for the rectangle around all rows.
    pub outlines: Vec<MultiPolygon<f64>>,
    /// What counts of each row, also of those outside the area.
    pub rows: Vec<Row>,
    /// The category of each row, a position in `names`.
    pub categories: Vec<u32>,
    /// Names of categories.
    pub names: Vec<String>,
    /// Do days mean something?
    pub dated: bool,
    /// Rows below the header.
    pub read: u64,
    /// Rows of another category than asked.
    pub filtered: u64,
    /// Rows without an observer although there is such a column.
    pub unnamed: u64,
    /// Rows that do not count.
    pub left_out: LeftOuts,
    /// Rows far away that make the rectangle more than twice as large, though it still fits.
    pub stray: usize,
}

/// Lays a table out. The plane is the one asked for; else RD when the middle of the rows lies in the Netherlands, else
/// a local plane around the middle, each of its coordinates rounded to a tenth of a degree so that another filter or
/// a few more rows give the same cells. The middle is the median, which no stray row moves.
///
/// Without an area it is the rectangle around all rows. Only when that is too wide to be worked on, rows far away are
/// left out: those beyond the outer fences of Tukey (three interquartile ranges outside the quartiles, at least
/// 10 km), if they are at most 1 % of the rows, or three of at least twenty.
///
/// # Errors
/// An area that holds no cell or is too wide.
pub fn lay_out(table: Table, asked: &Asked, area: &Area) -> Result<Laid, Vec<String>> {
    let frame = frame(&table, asked.frame);
    let outlines: Vec<_> = frame.map_or(vec![], |frame| {
        area.shapes.iter().map(|shape| frame.project(shape)).collect()
    });
    let Table {
        mut points,
        mut left_out,
        ..
    } = table;
    let mut cells: Vec<Cell> = points
        .iter()
        .map(|point| Cell::at(metres(frame.filter(|_| table.degrees), point)))
        .collect();
    let mut stray = 0;
    let study = if !outlines.is_empty() {
        Study::from_polygons(&outlines).map_err(|fault| vec![format!("--area: {fault}")])?
    } else if cells.is_empty() {
        // One cell, which is not spoken of.
        Study::from_cells([Cell::new(0, 0)]).map_err(|fault| vec![fault.to_string()])?
    } else {
        rectangle(&mut points, &mut cells, &mut left_out, &mut stray)?
    };
    let cells_counted = if cells.is_empty() && outlines.is_empty() {
        0
    } else {
        study.count()
    };
    Ok(Laid {
        frame,
        cells: cells_counted,
        outlines,
        rows: rows(&points, &cells),
        study,
        categories: points.iter().map(|point| point.category).collect(),
        names: table.categories,
        dated: table.dated,
        read: table.read,
        filtered: table.filtered,
        unnamed: table.unnamed,
        left_out,
        stray,
    })
}

/// The rectangle around all rows, or all but a few that are far away.
fn rectangle(
    points: &mut Vec<Point>,
    cells: &mut Vec<Cell>,
    left_out: &mut LeftOuts,
    stray: &mut usize,
) -> Result<Study, Vec<String>> {
    let far = far(cells);
    match Study::from_cells(cells.iter().copied()) {
        Ok(study) => {
            *stray = widening(&study, cells, &far);
            Ok(study)
        }
        Err(StudyFault::TooWide(_)) if is_few(&far) => {
            leave(points, cells, &far, left_out);
            Study::from_cells(cells.iter().copied()).map_err(|fault| too_wide(fault, cells))
        }
        Err(fault) => Err(too_wide(fault, cells)),
    }
}

fn frame(table: &Table, asked: Option<FrameName>) -> Option<Frame> {
    if !table.degrees {
        return (asked == Some(FrameName::Rd)).then_some(Frame::Rd);
    }
    Some(plane(middle(table.points.iter().map(|point| point.at)), asked))
}

/// The plane asked for; else RD when the middle of all places lies in the Netherlands, else a local plane around the
/// middle, each of its coordinates rounded to a tenth of a degree.
pub fn plane(middle: Option<[f64; 2]>, asked: Option<FrameName>) -> Frame {
    let middle = middle.map_or(Lonlat::new(0.0, 0.0), |[lon, lat]| Lonlat::new(lon, lat));
    let tenth = |degrees: f64| (degrees * 10.0).round() / 10.0;
    let local = Frame::Local(Local::around(Lonlat::new(tenth(middle.lon), tenth(middle.lat))));
    match asked {
        Some(FrameName::Rd) => Frame::Rd,
        Some(_) => local,
        None => Frame::for_area(middle),
    }
}

fn metres(frame: Option<Frame>, point: &Point) -> Metres {
    let [x, y] = point.at;
    frame.map_or(Metres::new(x, y), |frame| frame.to_metres(Lonlat::new(x, y)))
}

/// Which rows lie far from the others, by position.
fn far(cells: &[Cell]) -> Vec<bool> {
    let fence = |axis: fn(&Cell) -> i32| {
        let mut sides: Vec<i32> = cells.iter().map(axis).collect();
        let last = sides.len() - 1;
        let mut quartile = |quarters: usize| i64::from(*sides.select_nth_unstable(last * quarters / 4).1);
        let (low, high) = (quartile(1), quartile(3));
        let reach = (3 * (high - low)).max(FAR_CELLS);
        (low - reach, high + reach)
    };
    let (xs, ys) = (fence(|cell| cell.ix), fence(|cell| cell.iy));
    let outside = |side: i32, (low, high): (i64, i64)| i64::from(side) < low || i64::from(side) > high;
    cells
        .iter()
        .map(|cell| outside(cell.ix, xs) || outside(cell.iy, ys))
        .collect()
}

/// Few enough to be slips of a pen rather than another town.
fn is_few(far: &[bool]) -> bool {
    let count = far.iter().filter(|far| **far).count();
    count > 0 && (count * 100 <= far.len() || count <= 3 && far.len() >= LEAST)
}

fn leave(points: &mut Vec<Point>, cells: &mut Vec<Cell>, far: &[bool], left_out: &mut LeftOuts) {
    for (point, _) in points.iter().zip(far).filter(|(_, far)| **far) {
        leave_out(left_out, Reason::FarAway, point.line.into());
    }
    let mut stays = far.iter().map(|far| !far);
    points.retain(|_| stays.next().unwrap_or(true));
    let mut stays = far.iter().map(|far| !far);
    cells.retain(|_| stays.next().unwrap_or(true));
}

/// How many far rows there are, if without them the rectangle were less than half as large.
fn widening(study: &Study, cells: &[Cell], far: &[bool]) -> usize {
    let count = far.iter().filter(|far| **far).count();
    if count == 0 {
        return 0;
    }
    let near = || {
        cells
            .iter()
            .zip(far)
            .filter(|(_, far)| !**far)
            .map(|(cell, _)| cell)
    };
    let side = |axis: fn(&Cell) -> i32| {
        let (low, high) = (near().map(axis).min(), near().map(axis).max());
        low.zip(high)
            .map_or(0, |(low, high)| u64::from(low.abs_diff(high)) + 1)
    };
    let without = side(|cell| cell.ix) * side(|cell| cell.iy);
    if without * 2 < study.count() as u64 {
        count
    } else {
        0
    }
}

/// A refusal that helps: how wide, and how many rows lie how far out.
fn too_wide(fault: StudyFault, cells: &[Cell]) -> Vec<String> {
    let StudyFault::TooWide(count) = fault else {
        return vec![fault.to_string()];
    };
    let mut xs: Vec<i32> = cells.iter().map(|cell| cell.ix).collect();
    let mut ys: Vec<i32> = cells.iter().map(|cell| cell.iy).collect();
    let half = (cells.len() - 1) / 2;
    let centre = Cell::new(*xs.select_nth_unstable(half).1, *ys.select_nth_unstable(half).1);
    let beyond = |km: i64| {
        let reach = km * 40;
        cells
            .iter()
            .filter(|cell| cell.distance2(centre) > reach * reach)
            .count()
    };
    let far: Vec<String> = [50, 100, 200]
        .iter()
        .map(|&km| format!("{} beyond {km} km", beyond(km)))
        .collect();
    vec![
        format!(
            "the rectangle around all rows spans {count} cells of 25 m; at most {MAX_CELLS} can be worked on"
        ),
        format!(
            "of {} rows, seen from their middle: {}",
            cells.len(),
            far.join(", ")
        ),
        "give the area with --area FILE.geojson, or divide the file".to_owned(),
    ]
}

/// Numbers people from 0; which number somebody has makes no difference.
fn rows(points: &[Point], cells: &[Cell]) -> Vec<Row> {
    let mut people: Vec<u64> = points.iter().map(|point| point.observer).collect();
    people.sort_unstable();
    people.dedup();
    let number = |person: u64| people.partition_point(|other| *other < person);
    points
        .iter()
        .zip(cells)
        .map(|(point, cell)| Row {
            observer: u32::try_from(number(point.observer)).unwrap_or(u32::MAX),
            day: point.day,
            cell: *cell,
        })
        .collect()
}

#[cfg(test)]
mod tests;

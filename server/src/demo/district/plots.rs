//! The ground between streets, on which houses stand.

use super::{ACROSS, BUURTEN, GREENS, Net, PARK, PER_BUURT, QUAY_M, SINGEL_ROW, UP, WATER_M, is_open};

/// From the middle of a main street, of another street, of the line between a house and a green, and from the border
/// of the district to the fronts of houses, in metres.
const MAIN_M: f64 = 10.5;
const SIDE_M: f64 = 7.5;
const GREEN_M: f64 = 5.0;
const EDGE_M: f64 = 9.0;

/// A piece of ground from the middle of one street to the middle of the next.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plot {
    /// Corners in metres from the middle of the district, counter-clockwise, the first not repeated.
    pub ring: Vec<[f64; 2]>,
    /// For each side, from its corner to the next: metres from the line to the fronts of houses.
    pub fronts: Vec<f64>,
}

/// All plots, buurt by buurt; greens and the park are none.
pub(super) fn plots(net: &Net) -> Vec<Plot> {
    let mut plots = Vec::new();
    for buurt in 0..BUURTEN.len() {
        let (west, south) = (buurt % 4 * PER_BUURT, buurt / 4 * PER_BUURT);
        let columns = parts(buurt, true).map(|[from, to]| [west + from, west + to]);
        let rows: Vec<_> = parts(buurt, false)
            .map(|[from, to]| [south + from, south + to])
            .collect();
        for columns in columns {
            rows.iter()
                .for_each(|rows| whole_or_cells(net, columns, *rows, &mut plots));
        }
    }
    plots
}

/// Between which lines of the net no street runs.
fn parts(buurt: usize, upright: bool) -> impl Iterator<Item = [usize; 2]> {
    let is_street = move |line: &usize| line % PER_BUURT == 0 || is_open(buurt, upright, *line);
    let lines: Vec<usize> = (0..=PER_BUURT).filter(is_street).collect();
    let pairs: Vec<[usize; 2]> = lines.windows(2).map(|pair| [pair[0], pair[1]]).collect();
    pairs.into_iter()
}

/// One plot, or, when a green lies in it, a plot for each cell that is none.
fn whole_or_cells(net: &Net, columns: [usize; 2], rows: [usize; 2], plots: &mut Vec<Plot>) {
    let cells =
        || (columns[0]..columns[1]).flat_map(|column| (rows[0]..rows[1]).map(move |row| [column, row]));
    if !cells().any(is_green) {
        return plots.push(plot(net, columns, rows));
    }
    for [column, row] in cells().filter(|cell| !is_green(*cell)) {
        plots.push(plot(net, [column, column + 1], [row, row + 1]));
    }
}

fn is_green([column, row]: [usize; 2]) -> bool {
    let in_park = (PARK[0][0]..PARK[0][1]).contains(&column) && (PARK[1][0]..PARK[1][1]).contains(&row);
    in_park || GREENS.contains(&[column, row])
}

fn plot(net: &Net, columns: [usize; 2], rows: [usize; 2]) -> Plot {
    let ([west, east], [south, north]) = (columns, rows);
    let top = if north == SINGEL_ROW {
        QUAY_M + WATER_M + SIDE_M
    } else {
        front(north, UP, false, columns[0])
    };
    let sides = [
        (
            (west..east).map(|u| (u, south)).collect::<Vec<_>>(),
            front(south, UP, false, columns[0]),
        ),
        (
            (south..north).map(|v| (east, v)).collect(),
            front(east, ACROSS, true, rows[0]),
        ),
        ((west + 1..=east).rev().map(|u| (u, north)).collect(), top),
        (
            (south + 1..=north).rev().map(|v| (west, v)).collect(),
            front(west, ACROSS, true, rows[0]),
        ),
    ];
    let mut plot = Plot {
        ring: Vec::new(),
        fronts: Vec::new(),
    };
    for (knots, front) in sides {
        plot.fronts.extend(knots.iter().map(|_| front));
        plot.ring
            .extend(knots.into_iter().map(|(column, row)| net.knot(column, row)));
    }
    plot
}

/// How far from a line of the net houses stand; `cell` lies along the line.
fn front(line: usize, last: usize, upright: bool, cell: usize) -> f64 {
    if line == 0 || line == last {
        return EDGE_M;
    }
    if line % PER_BUURT == 0 {
        return MAIN_M;
    }
    let (column, row) = if upright { (line, cell) } else { (cell, line) };
    let buurt = row / PER_BUURT * (ACROSS / PER_BUURT) + column / PER_BUURT;
    if is_open(buurt, upright, line % PER_BUURT) {
        SIDE_M
    } else {
        GREEN_M
    }
}

//! The outline of a place on the map: its cells as one shape.

use geo::{BooleanOps, unary_union};
use geo_types::{MultiPolygon, Polygon, Rect, coord};
use spatial::{Cell, Frame, Metres, cells::CELL_M};

/// The cells, joined, in WGS84 degrees rounded to 7 decimals (1 cm).
pub fn outline(cells: &[Cell], frame: &Frame) -> MultiPolygon<f64> {
    let squares: Vec<Polygon<f64>> = cells.iter().map(|cell| square(*cell)).collect();
    let mut joined = unary_union(&squares);
    if joined.0.is_empty() {
        joined = MultiPolygon(squares).union(&MultiPolygon(vec![]));
    }
    for polygon in &mut joined.0 {
        polygon.exterior_mut(|ring| ring.0.iter_mut().for_each(|corner| to_degrees(corner, frame)));
        polygon.interiors_mut(|rings| {
            rings
                .iter_mut()
                .flat_map(|ring| ring.0.iter_mut())
                .for_each(|corner| to_degrees(corner, frame));
        });
    }
    joined
}

fn square(cell: Cell) -> Polygon<f64> {
    let corner = cell.corner();
    let (x, y) = (corner.x, corner.y);
    Rect::new(coord! { x: x, y: y }, coord! { x: x + CELL_M, y: y + CELL_M }).to_polygon()
}

fn to_degrees(corner: &mut geo_types::Coord<f64>, frame: &Frame) {
    let place = frame.to_lonlat(Metres {
        x: corner.x,
        y: corner.y,
    });
    corner.x = (place.lon * 1e7).round() / 1e7;
    corner.y = (place.lat * 1e7).round() / 1e7;
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::Area;

    #[test]
    fn touching_cells_become_one_shape_and_a_cell_apart_stays_apart() {
        let cells = [
            Cell::new(3720, 17480),
            Cell::new(3721, 17480),
            Cell::new(3721, 17481),
            Cell::new(3725, 17480),
        ];
        let shape = outline(&cells, &Frame::Rd);
        assert_eq!(shape.0.len(), 2);
        let joined = shape.0.iter().map(|part| part.exterior().0.len()).max();
        assert!(
            joined.is_some_and(|corners| (7..=9).contains(&corners)),
            "{joined:?}"
        );
        assert!(shape.unsigned_area() > 0.0);
    }
}

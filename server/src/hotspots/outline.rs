//! The outline of a place on the map: its cells as one shape.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use serde::{Serialize, Serializer, ser::SerializeStruct};
use spatial::{Cell, Frame, Metres};

/// An outline in WGS84 degrees; writes itself as a GeoJSON geometry.
#[derive(Debug)]
pub struct Outline(pub MultiPolygon<f64>);

impl Serialize for Outline {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let corners = |ring: &LineString<f64>| {
            ring.coords()
                .map(|corner| [corner.x, corner.y])
                .collect::<Vec<_>>()
        };
        let rings = |part: &Polygon<f64>| {
            let rings = std::iter::once(part.exterior()).chain(part.interiors());
            rings.map(corners).collect::<Vec<_>>()
        };
        let coordinates: Vec<_> = self.0.iter().map(rings).collect();
        let mut geometry = out.serialize_struct("Geometry", 2)?;
        geometry.serialize_field("type", "MultiPolygon")?;
        geometry.serialize_field("coordinates", &coordinates)?;
        geometry.end()
    }
}

/// The cells, joined, in WGS84 degrees rounded to 7 decimals (1 cm).
pub fn outline(cells: &[Cell], frame: &Frame) -> Outline {
    let mut joined = spatial::outline(cells);
    let to_degrees =
        |ring: &mut LineString<f64>| ring.0.iter_mut().for_each(|corner| to_degrees(corner, frame));
    for polygon in &mut joined.0 {
        polygon.exterior_mut(to_degrees);
        polygon.interiors_mut(|rings| rings.iter_mut().for_each(to_degrees));
    }
    Outline(joined)
}

fn to_degrees(corner: &mut Coord<f64>, frame: &Frame) {
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
        assert_eq!(shape.0.0.len(), 2);
        let joined = shape.0.0.iter().map(|part| part.exterior().0.len()).max();
        assert!(
            joined.is_some_and(|corners| (7..=9).contains(&corners)),
            "{joined:?}"
        );
        assert!(shape.0.unsigned_area() > 0.0);
    }

    #[test]
    fn an_outline_is_written_as_another_library_writes_it_with_holes_and_parts() {
        let ring = (0..3)
            .flat_map(|x| (0..3).map(move |y| (x, y)))
            .filter(|at| *at != (1, 1));
        let cells = ring.chain([(5, 0)]);
        let cells: Vec<Cell> = cells.map(|(x, y)| Cell::new(3_720 + x, 17_480 + y)).collect();
        let outline = outline(&cells, &Frame::Rd);
        let corners: Vec<usize> = outline.0.0.iter().map(|part| part.exterior().0.len()).collect();
        assert_eq!((corners, outline.0.0[0].interiors().len()), (vec![5, 5], 1));
        let wanted = serde_json::to_string(&geojson::Geometry::from(&outline.0)).unwrap();
        assert_eq!(serde_json::to_string(&outline).unwrap(), wanted);
    }
}

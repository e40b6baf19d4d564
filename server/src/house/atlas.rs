//! The borders in force, in memory: which buurt is a place in, and is it in our area at all?

use super::{basemap::Seen, plane};
use crate::http::tagged::Tag;
use bytes::Bytes;
use geo::BoundingRect;
use geo_types::{MultiPolygon, Rect};
use spatial::{Frame, Lonlat, Study, StudyFault, index::Bounds, locate::Borders};
use std::sync::{Arc, OnceLock};

/// How far outside the borders a finding may lie, in metres: walkers cross the last street.
const MARGIN_M: f64 = 5_000.0;

/// A buurt with the border that is in force.
#[derive(Debug, Clone)]
pub struct Buurt {
    /// Stable code, such as `BU05990110`.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// `official` or `adopted`.
    pub kind: String,
    /// First day of this border, `YYYY-MM-DD`.
    pub valid_from: String,
    /// Area in square metres.
    pub area_m2: f64,
    /// The GeoJSON geometry, as text.
    pub geometry: String,
    /// The border in WGS84 degrees.
    pub shape: MultiPolygon<f64>,
}

/// All buurten in force and what is worked out from them.
pub struct Atlas {
    /// Sorted by code.
    pub buurten: Vec<Buurt>,
    /// The `GET /api/buurten` answer, written once.
    pub collection: Bytes,
    /// Changes whenever the collection changes.
    pub tag: Tag,
    /// The base map that the collection tells of.
    pub basemap: Option<Seen>,
    /// Turns degrees into metres for this area.
    pub frame: Frame,
    borders: Borders,
    /// The box of each buurt.
    boxes: Vec<Option<Rect>>,
    reach: Option<Reach>,
    study: OnceLock<Option<Arc<Study>>>,
}

/// The box in which findings are taken, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl Atlas {
    /// An atlas of these buurten, on the plane that was `kept` as long as it serves them ([`plane::of_area`]).
    pub fn new(mut buurten: Vec<Buurt>, collection: Bytes, tag: Tag, kept: Option<Frame>) -> Self {
        buurten.sort_by(|a, b| a.code.cmp(&b.code));
        let reach = reach_of(&buurten);
        let frame = match reach {
            Some(reach) => plane::of_area(kept, reach.corners(), reach.middle()),
            None => kept.unwrap_or_else(plane::unset),
        };
        let shapes: Vec<_> = buurten.iter().map(|buurt| buurt.shape.clone()).collect();
        let borders = Borders::new(&shapes);
        let boxes = shapes.iter().map(BoundingRect::bounding_rect).collect();
        Self {
            buurten,
            collection,
            tag,
            basemap: None,
            frame,
            borders,
            boxes,
            reach,
            study: OnceLock::new(),
        }
    }

    /// The one buurt at a place; `None` outside all of them.
    pub fn at(&self, place: Lonlat) -> Option<&Buurt> {
        self.borders
            .locate(place)
            .and_then(|index| self.buurten.get(index))
    }

    /// The buurt with this code.
    pub fn by_code(&self, code: &str) -> Option<&Buurt> {
        self.buurten
            .binary_search_by(|buurt| buurt.code.as_str().cmp(code))
            .ok()
            .map(|index| &self.buurten[index])
    }

    /// The buurten whose box meets this one, with their place in the list. Compares every box: some ns each.
    pub fn around(&self, wanted: Bounds) -> impl Iterator<Item = (usize, &Buurt)> {
        let meets = move |own: &Rect| {
            let (low, high) = (own.min(), own.max());
            low.x <= wanted.east && high.x >= wanted.west && low.y <= wanted.north && high.y >= wanted.south
        };
        let all = self.buurten.iter().enumerate().zip(&self.boxes);
        all.filter(move |(_, own)| own.as_ref().is_some_and(meets))
            .map(|(buurt, _)| buurt)
    }

    /// The cells of all buurten together, in which hotspots are looked for. Worked out at the first question: some
    /// tens of milliseconds for a city. `None` without borders, and when they are [too wide](Atlas::too_wide).
    pub fn study(&self) -> Option<Arc<Study>> {
        let make = || {
            if self.buurten.is_empty() {
                return None;
            }
            let study = Study::from_polygons(&self.shapes());
            let told = study.inspect_err(|fault| tracing::error!(?fault, "no area to look for hotspots in"));
            told.ok().map(Arc::new)
        };
        self.study.get_or_init(make).clone()
    }

    /// The borders in metres of the plane, in the order of the buurten. O(corners).
    pub fn shapes(&self) -> Vec<MultiPolygon<f64>> {
        let shapes = self.buurten.iter();
        shapes.map(|buurt| self.frame.project(&buurt.shape)).collect()
    }

    /// What the operator must know when all borders together are too wide to look for hotspots in: then
    /// [`Atlas::study`] is `None`. Looks at the corners of borders: some ms for a city.
    pub fn too_wide(&self) -> Option<String> {
        let fault = Study::fits(&self.shapes()).err()?;
        matches!(fault, StudyFault::TooWide(_)).then(|| {
            format!(
                "no hotspots are looked for: all borders together are too wide ({fault}). Import the borders of one \
                 municipality, or of neighbours within 100 km."
            )
        })
    }

    /// The box of each buurt, in degrees.
    pub fn boxes(&self) -> impl Iterator<Item = Bounds> {
        self.boxes.iter().flatten().map(|own| Bounds {
            west: own.min().x,
            south: own.min().y,
            east: own.max().x,
            north: own.max().y,
        })
    }

    /// The box of the configured area; the world without borders.
    pub fn bounds(&self) -> Bounds {
        self.reach.map_or(Bounds::WORLD, |reach| Bounds {
            west: reach.west,
            south: reach.south,
            east: reach.east,
            north: reach.north,
        })
    }

    /// Is a place in the configured area? Without borders the area is the world.
    pub fn reaches(&self, place: Lonlat) -> bool {
        self.reach.is_none_or(|reach| reach.holds(place))
    }
}

impl Reach {
    fn holds(self, place: Lonlat) -> bool {
        (self.west..=self.east).contains(&place.lon) && (self.south..=self.north).contains(&place.lat)
    }

    fn corners(self) -> [Lonlat; 4] {
        let (west, south, east, north) = (self.west, self.south, self.east, self.north);
        [(west, south), (east, south), (east, north), (west, north)].map(|(lon, lat)| Lonlat::new(lon, lat))
    }

    fn middle(self) -> Lonlat {
        Lonlat {
            lon: f64::midpoint(self.west, self.east),
            lat: f64::midpoint(self.south, self.north),
        }
    }
}

fn reach_of(buurten: &[Buurt]) -> Option<Reach> {
    let mut points = buurten
        .iter()
        .flat_map(|buurt| &buurt.shape)
        .flat_map(|polygon| polygon.exterior().points());
    let first = points.next()?;
    let start = Reach {
        west: first.x(),
        south: first.y(),
        east: first.x(),
        north: first.y(),
    };
    let tight = points.fold(start, |reach, point| Reach {
        west: reach.west.min(point.x()),
        south: reach.south.min(point.y()),
        east: reach.east.max(point.x()),
        north: reach.north.max(point.y()),
    });
    let up = MARGIN_M / 111_000.0;
    let aside = up
        / tight
            .south
            .abs()
            .max(tight.north.abs())
            .min(85.0)
            .to_radians()
            .cos();
    Some(Reach {
        west: tight.west - aside,
        south: tight.south - up,
        east: tight.east + aside,
        north: tight.north + up,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::polygon;

    fn square(code: &str, west: f64) -> Buurt {
        let east = west + 0.01;
        let shape =
            polygon![(x: west, y: 51.9), (x: east, y: 51.9), (x: east, y: 51.91), (x: west, y: 51.91)];
        Buurt {
            code: code.into(),
            name: code.into(),
            kind: "official".into(),
            valid_from: "2026-01-01".into(),
            area_m2: 1.0,
            geometry: String::new(),
            shape: shape.into(),
        }
    }

    #[test]
    fn a_place_five_kilometres_outside_is_still_in_reach_and_fifty_is_not() {
        let atlas = Atlas::new(
            vec![square("B", 4.51), square("A", 4.50)],
            Bytes::new(),
            Tag::of_content(b""),
            None,
        );
        assert_eq!(
            atlas
                .at(Lonlat {
                    lon: 4.515,
                    lat: 51.905
                })
                .unwrap()
                .code,
            "B"
        );
        assert!(
            atlas
                .at(Lonlat {
                    lon: 4.53,
                    lat: 51.905
                })
                .is_none()
        );
        assert!(atlas.reaches(Lonlat {
            lon: 4.58,
            lat: 51.905
        }));
        assert!(!atlas.reaches(Lonlat {
            lon: 5.2,
            lat: 51.905
        }));
        assert!(!atlas.reaches(Lonlat {
            lon: 51.905,
            lat: 4.515
        }));
        assert_eq!(atlas.by_code("A").unwrap().name, "A");
        let codes = |west: f64, east: f64| {
            let wanted = Bounds {
                west,
                east,
                south: 51.0,
                north: 51.905,
            };
            atlas
                .around(wanted)
                .map(|(at, buurt)| (at, buurt.code.as_str()))
                .collect::<Vec<_>>()
        };
        assert_eq!(codes(4.501, 4.502), [(0, "A")]);
        assert_eq!(codes(4.51, 4.6), [(0, "A"), (1, "B")], "they touch");
        assert_eq!(codes(4.521, 4.6), []);
    }
}

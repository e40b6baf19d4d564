//! Names of streets, so that a place can be called what people call it.

use geo_types::LineString;
use spatial::{Frame, Lonlat, Metres};

/// A street this near may name a place, in metres.
const NEAR_M: f64 = 60.0;
/// Two streets this near make a corner.
const CORNER_M: f64 = 25.0;

/// Streets with their names. Empty where no street plan is known.
#[derive(Debug, Default)]
pub struct Streets(Vec<(String, Vec<Metres>)>, Option<Frame>);

impl Streets {
    /// Streets from lines in WGS84 degrees; lines of one name are one street.
    pub fn new(frame: Frame, lines: impl IntoIterator<Item = (String, LineString<f64>)>) -> Self {
        let project = |line: LineString<f64>| {
            line.points()
                .map(|point| {
                    frame.to_metres(Lonlat {
                        lon: point.x(),
                        lat: point.y(),
                    })
                })
                .collect()
        };
        Self(
            lines
                .into_iter()
                .map(|(name, line)| (name, project(line)))
                .collect(),
            Some(frame),
        )
    }

    /// The streets as lines in metres of a frame.
    pub fn lines(&self, frame: &Frame) -> Vec<Vec<Metres>> {
        let own = self.1.as_ref().unwrap_or(frame);
        let there = |place: &Metres| frame.to_metres(own.to_lonlat(*place));
        let lines = self.0.iter().map(|(_, line)| match own == frame {
            true => line.clone(),
            false => line.iter().map(there).collect(),
        });
        lines.collect()
    }

    /// What a place is called: a street, or the corner of two. `None` when no named street is near. O(corners).
    pub fn name(&self, place: Lonlat) -> Option<String> {
        let frame = self.1.as_ref()?;
        let here = frame.to_metres(place);
        let mut near: Vec<(f64, &str)> = Vec::new();
        for (name, line) in &self.0 {
            let away = line
                .windows(2)
                .map(|ends| distance(here, ends[0], ends[1]))
                .fold(f64::INFINITY, f64::min);
            match near.iter_mut().find(|(_, known)| known == name) {
                Some(known) => known.0 = known.0.min(away),
                None if away <= NEAR_M => near.push((away, name)),
                None => {}
            }
        }
        near.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
        match near.as_slice() {
            [] => None,
            [(_, first), (away, second), ..] if *away <= CORNER_M => Some(format!("Hoek {first} / {second}")),
            [(_, first), ..] => Some((*first).to_owned()),
        }
    }
}

/// From a point to a stretch of street, in metres.
fn distance(point: Metres, from: Metres, to: Metres) -> f64 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length2 = dx * dx + dy * dy;
    let along = if length2 > 0.0 {
        (((point.x - from.x) * dx + (point.y - from.y) * dy) / length2).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (point.x - from.x - along * dx).hypot(point.y - from.y - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::line_string;

    #[test]
    fn a_place_is_called_by_its_street_its_corner_or_not_at_all() {
        let east = line_string![(x: 4.48, y: 51.90), (x: 4.50, y: 51.90)];
        let north = line_string![(x: 4.49, y: 51.89), (x: 4.49, y: 51.91)];
        let streets = Streets::new(
            Frame::Rd,
            [("Loodsweg".into(), east), ("Ankerkade".into(), north)],
        );
        let at = |lon, lat| streets.name(Lonlat { lon, lat });
        assert_eq!(at(4.485, 51.9001).as_deref(), Some("Loodsweg"));
        assert_eq!(at(4.4901, 51.90005).as_deref(), Some("Hoek Loodsweg / Ankerkade"));
        assert_eq!(at(4.485, 51.905), None);
        assert_eq!(streets.lines(&Frame::Rd).len(), 2);
        assert_eq!(
            Streets::default().name(Lonlat {
                lon: 4.485,
                lat: 51.9
            }),
            None
        );
    }
}

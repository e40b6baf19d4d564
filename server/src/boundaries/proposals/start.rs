//! What a proposal begins from: the lines of its buurten and of their neighbours.

use super::{
    shared::{Shared, divided},
    tiling::{Tiling, lonlat, metres, neighbours},
};
use crate::{
    boundaries::{
        border::{Border, in_force},
        consensus::{self, rules::State, shown::in_sight},
        store,
    },
    house::{House, atlas::Buurt},
    http::Problem,
};
use geo::{CoordsIter, MapCoords};
use geo_types::{Coord, MultiPolygon};
use spatial::Frame;
use std::collections::BTreeMap;

/// A corner this near to one of the border before is that corner, in metres: reckoning with shapes moves it a hair.
const HAIR_M: f64 = 0.02;

/// The lines, and the codes of the neighbours, whose borders stay.
pub struct Beginning {
    /// The lines.
    pub tiling: Tiling,
    /// The lines that it is compared with.
    pub base: Tiling,
    /// Codes of the neighbours.
    pub neighbours: Vec<String>,
    /// Numbers of the publications whose line went in, by code of the buurt.
    pub publications: Option<BTreeMap<String, i64>>,
}

/// The official borders in force today, whatever was adopted.
pub async fn official(house: &House) -> Result<Vec<Buurt>, Problem> {
    let borders = store::all(&house.db).await?;
    let official = borders.into_iter().filter(|border| border.kind == "official");
    let today = in_force(official, &house.today().to_string());
    Ok(today.into_iter().filter_map(Border::buurt).collect())
}

/// The lines of these buurten and of their neighbours, from the borders of that sort.
pub async fn beginning(house: &House, chosen: &[String], start: &str) -> Result<Beginning, Problem> {
    let frame = house.atlas.load().frame;
    let all = match start {
        "official" => official(house).await?,
        _ => house.atlas.load().buurten.clone(),
    };
    let beside: Vec<String> = neighbours(&all, chosen, &frame)
        .iter()
        .map(|buurt| buurt.code.clone())
        .collect();
    let wanted = |buurt: &Buurt| chosen.contains(&buurt.code) || beside.contains(&buurt.code);
    let own: Vec<Buurt> = all.into_iter().filter(wanted).collect();
    let base = woven(&own, &frame);
    let mut beginning = Beginning {
        tiling: base.clone(),
        base,
        neighbours: beside,
        publications: None,
    };
    if start == "shared" {
        let (drawn, publications) = redrawn(house, own, chosen, frame).await?;
        beginning.tiling = woven(&drawn, &frame);
        beginning.publications = Some(publications);
    }
    Ok(beginning)
}

fn woven(buurten: &[Buurt], frame: &Frame) -> Tiling {
    Tiling::of(&buurten.iter().collect::<Vec<_>>(), frame)
}

/// These buurten, the chosen ones with the shared line of their last publication. Nothing that is not published goes in.
async fn redrawn(
    house: &House,
    mut buurten: Vec<Buurt>,
    chosen: &[String],
    frame: Frame,
) -> Result<(Vec<Buurt>, BTreeMap<String, i64>), Problem> {
    let (mut shared, mut publications) = (Vec::new(), BTreeMap::new());
    for buurt in buurten.iter().filter(|buurt| chosen.contains(&buurt.code)) {
        let drawn = consensus::store::how_many(&house.db, &buurt.code).await?;
        let (last, state) = in_sight(house, &buurt.code, drawn).await?;
        // Below 20 people there is no line yet, or none any more.
        let last = last.filter(|snapshot| state == State::Shared && snapshot.shape.is_some());
        publications.extend(last.iter().map(|last| (buurt.code.clone(), last.version)));
        shared.push(Shared {
            code: buurt.code.clone(),
            base: frame.project(&buurt.shape),
            drawn: last.and_then(|snapshot| snapshot.shared(&frame)),
        });
    }
    if shared.iter().all(|buurt| buurt.drawn.is_none()) {
        return Err(Problem::fault("/start", "not_published"));
    }
    let drawn = house
        .reckon(move |_| {
            let corners: Vec<[f64; 2]> = buurten
                .iter()
                .flat_map(|buurt| buurt.shape.coords_iter().map(|corner| [corner.x, corner.y]))
                .collect();
            let known: Vec<Coord<f64>> = corners.iter().map(|corner| metres(&frame, *corner)).collect();
            for (code, shape) in divided(&shared) {
                if let Some(buurt) = buurten.iter_mut().find(|buurt| buurt.code == code) {
                    buurt.shape = in_degrees(&shape, &known, &corners, &frame);
                }
            }
            buurten
        })
        .await?;
    Ok((drawn, publications))
}

/// In degrees, with the corners that were there before exactly as they were.
fn in_degrees(
    shape: &MultiPolygon<f64>,
    known: &[Coord<f64>],
    corners: &[[f64; 2]],
    frame: &Frame,
) -> MultiPolygon<f64> {
    shape.map_coords(|place| {
        let is_same = |other: &Coord<f64>| (place.x - other.x).hypot(place.y - other.y) <= HAIR_M;
        let before = known.iter().position(is_same).map(|at| corners[at]);
        let [x, y] = before.unwrap_or_else(|| lonlat(frame, place));
        Coord { x, y }
    })
}

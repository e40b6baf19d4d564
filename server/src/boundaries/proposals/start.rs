//! What a proposal begins from: the lines of its buurten and of their neighbours.

use super::{
    claims::half,
    loose::LoosePart,
    shared::{Divided, Shared, Undivided, divided},
    tiling::{Tiling, lonlat, metres, neighbours},
};
use crate::{
    boundaries::{
        border::{Border, in_force},
        consensus::{self, depths::unpacked, rules::State, shown::in_sight, snapshot::Snapshot},
        store,
    },
    house::{House, atlas::Buurt, plane},
    http::{Fault, Problem},
};
use geo::{CoordsIter, MapCoords};
use geo_types::{Coord, MultiPolygon};
use spatial::{Frame, consensus::Layer};
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
    /// Parts away from their buurt that a neighbour has now.
    pub loose: Vec<LoosePart>,
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
        loose: Vec::new(),
    };
    if start == "shared" {
        let redrawn = redrawn(house, own, chosen, frame).await?;
        beginning.tiling = woven(&redrawn.buurten, &frame);
        beginning.publications = Some(redrawn.publications);
        beginning.loose = redrawn.loose;
    }
    Ok(beginning)
}

fn woven(buurten: &[Buurt], frame: &Frame) -> Tiling {
    Tiling::of(&buurten.iter().collect::<Vec<_>>(), frame)
}

/// Buurten as residents drew them together.
struct Redrawn {
    buurten: Vec<Buurt>,
    publications: BTreeMap<String, i64>,
    loose: Vec<LoosePart>,
}

/// These buurten, the chosen ones divided by their last publications. Nothing that is not published goes in.
async fn redrawn(
    house: &House,
    mut buurten: Vec<Buurt>,
    chosen: &[String],
    frame: Frame,
) -> Result<Redrawn, Problem> {
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
            drawn: match last {
                Some(last) => layer(house, &last, &frame).await?,
                None => None,
            },
        });
    }
    if shared.iter().all(|buurt| buurt.drawn.is_none()) {
        return Err(Problem::fault("/start", "not_published"));
    }
    house
        .reckon(move |_| {
            let corners: Vec<[f64; 2]> = buurten
                .iter()
                .flat_map(|buurt| buurt.shape.coords_iter().map(|corner| [corner.x, corner.y]))
                .collect();
            let known: Vec<Coord<f64>> = corners.iter().map(|corner| metres(&frame, *corner)).collect();
            let Divided { shapes, loose } =
                divided(&shared).map_err(|why| Problem::faulty(vec![undivided(why)]))?;
            for (code, shape) in shapes {
                if let Some(buurt) = buurten.iter_mut().find(|buurt| buurt.code == code) {
                    buurt.shape = in_degrees(&shape, &known, &corners, &frame);
                }
            }
            let loose = loose.iter().map(|part| LoosePart::of(part, &frame)).collect();
            Ok(Redrawn {
                buurten,
                publications,
                loose,
            })
        })
        .await?
}

/// How many drew each place of a publication; of one from before they were kept, half within its line.
async fn layer(house: &House, last: &Snapshot, frame: &Frame) -> Result<Option<Layer>, Problem> {
    let kept = consensus::store::depths(&house.db, last, &plane::word(frame)).await?;
    let kept = kept.and_then(|bytes| unpacked(&bytes));
    Ok(kept.or_else(|| last.shared(frame).map(|shape| half(&shape))))
}

fn undivided(why: Undivided) -> Fault {
    let (code, nl, en) = match why {
        Undivided::TooFarApart => (
            "too_far_apart",
            "Deze buurten zijn samen te groot om in één keer te verdelen. Maak er twee voorstellen van.",
            "These buurten are too large together to be divided at once. Make two proposals of them.",
        ),
        Undivided::NothingLeft => (
            "nothing_left",
            "Van een van deze buurten blijft zo geen grond over. Begin met een andere grens.",
            "Nothing would be left of one of these buurten. Start from another border.",
        ),
    };
    Fault {
        nl: Some(nl),
        en: Some(en),
        ..Fault::new("/buurten", code)
    }
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

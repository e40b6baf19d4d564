//! Borders that invented residents drew, sent by the verb that residents use: one buurt with a shared line, one with
//! bands, one that still counts.

use super::district::{DemoBuurt, District, Point};
use crate::{
    boundaries::drawings::{confirm::confirm, send::send},
    house::House,
    http::Problem,
    people::{Asker, enrol::person},
};
use geo_types::{Coord, LineString, Polygon};
use serde_json::{Value, json};
use spatial::{
    Frame, Lonlat, Metres,
    consensus::generate::{Mode, drawings},
};
use uuid::Uuid;

/// Who drew which buurt: its code, how many know it well, how many roughly.
const DRAWN: [(&str, usize, usize); 3] = [("VB0007", 26, 8), ("VB0006", 11, 3), ("VB0010", 6, 0)];
/// Drawings that are made for one that is taken: a few draw the whole city, which is refused.
const SPARE: usize = 2;
/// Where chance begins.
const SEED: u64 = 0x0047_5245_4E53;

/// Lets invented residents draw; each is somebody of their own.
pub(super) async fn draw_some(house: &House, district: &District) -> Result<(), Problem> {
    let frame = house.atlas.load().frame;
    for (code, well, roughly) in DRAWN {
        let Some(buurt) = district.buurten.iter().find(|buurt| buurt.code == code) else {
            continue;
        };
        let border = metres(buurt, &frame);
        for (mode, people) in [(Mode::Normal, well), (Mode::Hard, roughly)] {
            let made = drawings(&border, SPARE * people, mode, None, SEED ^ people as u64);
            draw(
                house,
                code,
                made.iter().map(|shape| body(code, shape, &frame)),
                people,
            )
            .await?;
        }
    }
    Ok(())
}

async fn draw(
    house: &House,
    code: &str,
    bodies: impl Iterator<Item = Value>,
    people: usize,
) -> Result<(), Problem> {
    let mut taken = 0;
    for body in bodies {
        if taken == people {
            break;
        }
        let (who, id) = (newcomer(house).await?, Uuid::now_v7());
        // Who draws what is no border would be told so; here the next one draws.
        let Ok(sent) = send(house, who, id, &body).await else {
            continue;
        };
        if sent.drawing.confirmed_at.is_none() {
            confirm(house, who, id).await?;
        }
        taken += 1;
    }
    if taken < people {
        tracing::warn!(code, taken, "the example has fewer drawings than it should");
    }
    Ok(())
}

async fn newcomer(house: &House) -> Result<Uuid, Problem> {
    let mut tx = house.db.begin().await?;
    let enrolled = person(&mut tx, &Asker::Nobody, None, house.clock.now_ms()).await?;
    tx.commit().await?;
    Ok(enrolled.person)
}

fn metres(buurt: &DemoBuurt, frame: &Frame) -> Polygon<f64> {
    let corner = |place: &Point| {
        let at = frame.to_metres(Lonlat::new(place[0], place[1]));
        Coord { x: at.x, y: at.y }
    };
    let ring: LineString<f64> = buurt.ring.iter().map(corner).collect();
    Polygon::new(ring, Vec::new())
}

fn body(code: &str, shape: &Polygon<f64>, frame: &Frame) -> Value {
    let place = |corner: &Coord<f64>| {
        let place = frame.to_lonlat(Metres::from(*corner));
        [place.lon, place.lat].map(|degrees| (degrees * 1e7).round() / 1e7)
    };
    let ring: Vec<Point> = shape.exterior().0.iter().map(place).collect();
    json!({"buurt": code, "relation": "lives", "geometry": {"type": "Polygon", "coordinates": [ring]}})
}

//! What the places leave unsaid: busier buurten, where nobody walked, and signals for who looks after the neighbourhood.

use buurtschouw::people::Role;
use geo::Contains;
use geo_types::{LineString, Point, Polygon};
use harness::{Base, District, Networker, Phone, Stage, actors::Caller, bases, lonely, places};
use serde_json::{Value, json};
use spatial::{Cell, Frame, Lonlat};
use uuid::Uuid;

const WINDOW: &str = "since=2026-10-01&until=2026-12-01";

async fn beyond(caller: &Caller, more: &str) -> Value {
    let path = format!("/api/hotspots/beyond?{WINDOW}{more}");
    caller.get(&path).await.expect(200).body
}

async fn record(phone: &Phone, at: [f64; 2], day: u32) -> Uuid {
    let mut body = phone.finding("lamp-uit", at);
    body["observed_at"] = json!(format!("2026-11-{day:02}T10:00:00Z"));
    let id = Uuid::now_v7();
    phone.sends(id, &body).await.expect(201);
    id
}

/// Twenty-four people who each see one thing somewhere of their own.
async fn background(stage: &Stage, code: &str) -> Vec<Phone> {
    let mut phones = Vec::new();
    for n in 0..24 {
        let phone = Phone::joins(stage, code).await;
        record(&phone, lonely(n), 1 + n % 9).await;
        phones.push(phone);
    }
    phones
}

/// Far from where everybody else saw something.
const ALONE: [f64; 2] = [4.4852, 51.8969];

#[tokio::test]
async fn what_one_person_saw_on_three_days_is_a_signal_for_the_committee_of_that_buurt_alone() {
    for base in bases() {
        let District { stage, code, .. } = District::on(base).await;
        let phones = background(&stage, &code).await;
        let committee = Networker::with(&stage, Role::Committee, Some(places::WEST)).await;
        let other = Networker::with(&stage, Role::Committee, Some(places::EAST)).await;
        let partner = Networker::with(&stage, Role::Partner, Some(places::WEST)).await;
        let mut ids = Vec::new();
        for day in [3, 4] {
            ids.push(record(&phones[0], ALONE, day).await);
        }
        assert_eq!(
            beyond(&committee.caller, "").await["signals"],
            json!([]),
            "two days"
        );

        ids.push(record(&phones[0], ALONE, 6).await);
        ids.sort_unstable();
        let told = beyond(&committee.caller, "").await;
        let signals = told["signals"].as_array().unwrap();
        assert_eq!(signals.len(), 1, "{told}");
        let signal = &signals[0];
        assert_eq!(signal["name"], "Plek in Westbuurt");
        assert_eq!(signal["buurt"], places::WEST);
        assert_eq!(
            (&signal["days"], &signal["last"]),
            (&json!(3), &json!("2026-11-06"))
        );
        assert_eq!(signal["finding_ids"], json!(ids));
        assert!(signal.get("people").is_none(), "one or two is all that is known");
        let at = [
            signal["at"][0].as_f64().unwrap(),
            signal["at"][1].as_f64().unwrap(),
        ];
        assert!(
            (at[0] - ALONE[0]).abs() < 0.001 && (at[1] - ALONE[1]).abs() < 0.001,
            "{at:?}"
        );

        assert_eq!(
            beyond(&committee.caller, "&buurt=TB02").await["signals"],
            json!([])
        );
        assert_eq!(beyond(&other.caller, "").await["signals"], json!([]));
        for nosy in [&partner.caller, &phones[0].caller, &phones[1].caller] {
            assert!(beyond(nosy, "").await.get("signals").is_none());
        }

        record(&phones[1], ALONE, 3).await;
        let two = beyond(&committee.caller, "").await;
        assert_eq!(two["signals"][0]["finding_ids"].as_array().unwrap().len(), 4);
        record(&phones[2], ALONE, 3).await;
        assert_eq!(
            beyond(&committee.caller, "").await["signals"],
            json!([]),
            "three people are no signal"
        );
        stage.end().await;
    }
}

#[tokio::test]
async fn a_buurt_where_more_is_seen_everywhere_is_busier_until_a_place_of_its_own_stands_out() {
    for base in bases() {
        let District { stage, code, .. } = District::on(base).await;
        let phones = background(&stage, &code).await;
        assert_eq!(beyond(&phones[0].caller, "").await["busier"], json!([]));
        for (n, phone) in (0u32..).zip(&phones) {
            let at = [
                4.4821 + 0.0016 * f64::from(n % 5),
                51.8969 + 0.0021 * f64::from(n / 5),
            ];
            record(phone, at, 12).await;
        }
        assert_eq!(
            beyond(&phones[0].caller, "").await["busier"],
            json!([places::WEST])
        );
        for (n, phone) in (0u32..).zip(&phones[2..9]) {
            record(phone, ALONE, 3 + n).await;
        }
        let places = phones[0]
            .caller
            .get(&format!("/api/hotspots?{WINDOW}"))
            .await
            .expect(200)
            .body;
        assert_eq!(places["features"].as_array().unwrap().len(), 1, "{places}");
        assert_eq!(beyond(&phones[0].caller, "").await["busier"], json!([]));
        stage.end().await;
    }
}

/// Cells around a place, so many to each side.
fn around([lon, lat]: [f64; 2], side: i32) -> Value {
    let cell = Cell::at(Frame::Rd.to_metres(Lonlat::new(lon, lat)));
    let cells = (-side..=side).flat_map(|dy| (-side..=side).map(move |dx| [cell.ix + dx, cell.iy + dy]));
    json!({"cells": cells.collect::<Vec<_>>()})
}

#[tokio::test]
async fn where_nobody_walked_is_told_when_three_walks_told_theirs_and_whatever_window_is_asked() {
    let stage = Stage::on(Base::Sqlite).await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let networker = Networker::new(&stage).await;
    let mut phones = Vec::new();
    for n in 0..3 {
        let (_, code) = networker.plan_walk(&format!("Schouw {n}"), places::WEST).await;
        for _ in 0..4 {
            phones.push(Phone::joins(&stage, &code).await);
        }
    }
    for (phone, day) in phones.iter().zip(3..) {
        record(phone, places::IN_WEST, day).await;
        record(phone, lonely(day), day).await;
    }
    let holds = |shape: &Value, at: [f64; 2]| {
        let parts: Vec<Vec<Vec<[f64; 2]>>> = serde_json::from_value(shape["coordinates"].clone()).unwrap();
        let mut parts = parts.into_iter().map(|part| {
            let mut rings = part.into_iter().map(LineString::from);
            Polygon::new(rings.next().unwrap(), rings.collect())
        });
        parts.any(|part| part.contains(&Point::from(at)))
    };
    for walk in 0..3 {
        let told = beyond(&phones[0].caller, "").await;
        assert!(told.get("unwalked").is_none(), "{walk} walks: {told}");
        let leader = &phones[4 * walk];
        let path = format!("/api/walks/{}/passes", leader.walk);
        let at = [places::IN_WEST[0], places::IN_WEST[1] + 0.001 * walk as f64];
        leader.caller.put(&path, &around(at, 3)).await.expect(204);
    }
    let mut told = Value::Null;
    for _ in 0..200 {
        told = beyond(&phones[0].caller, "").await;
        if told.get("unwalked").is_some() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(told["unwalked"]["type"], "MultiPolygon", "{told}");
    assert!(
        holds(&told["unwalked"], places::IN_EAST),
        "nobody walked in the east"
    );
    assert!(
        !holds(&told["unwalked"], places::IN_WEST),
        "three walks came by here"
    );
    for other in [
        "category=licht",
        "daylight=dark",
        "since=2026-11-01&until=2026-11-08",
    ] {
        let path = format!("/api/hotspots/beyond?{other}");
        let asked = phones[0].caller.get(&path).await.expect(200).body;
        assert_eq!(asked["unwalked"], told["unwalked"], "{other}");
    }
    record(&phones[0], places::IN_EAST, 20).await;
    let after = beyond(&phones[0].caller, "").await;
    assert_eq!(
        after["unwalked"], told["unwalked"],
        "a finding off the tracks tells nothing"
    );
    stage.end().await;
}

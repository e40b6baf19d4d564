//! Where people walked, without times, and what hotspots make of it.

use buurtschouw::store::Db;
use harness::{Networker, Phone, Stage, actors::Caller, bases, places};
use serde_json::{Value, json};
use spatial::{Cell, Frame, Lonlat};
use uuid::Uuid;

async fn two_phones(stage: &Stage) -> (Phone, Phone) {
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let (_, code) = Networker::new(stage)
        .await
        .plan_walk("Schouw", places::WEST)
        .await;
    (Phone::joins(stage, &code).await, Phone::joins(stage, &code).await)
}

fn cell_of([lon, lat]: [f64; 2]) -> [i32; 2] {
    let cell = Cell::at(Frame::Rd.to_metres(Lonlat::new(lon, lat)));
    [cell.ix, cell.iy]
}

fn door(walk: Uuid) -> String {
    format!("/api/walks/{walk}/passes")
}

/// A cell so many columns and rows from one in the western buurt.
fn near(dx: i32, dy: i32) -> [i32; 2] {
    let [ix, iy] = cell_of(places::IN_WEST);
    [ix + dx, iy + dy]
}

async fn cells(caller: &Caller, walk: Uuid) -> Value {
    caller.get(&door(walk)).await.expect(200).body["cells"].clone()
}

#[tokio::test]
async fn passes_of_all_walkers_are_told_as_one_and_sending_again_replaces_ones_own() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let (anke, mo) = two_phones(&stage).await;
        let walk = anke.walk;
        let sends = async |phone: &Phone, cells: Value| {
            phone
                .caller
                .put(&door(walk), &json!({"cells": cells}))
                .await
                .expect(204);
        };
        sends(&anke, json!([near(5, 9), near(4, 9), near(5, 9)])).await;
        sends(&mo, json!([near(5, 9), near(-7, 2)])).await;
        assert_eq!(
            cells(&anke.caller, walk).await,
            json!([near(-7, 2), near(4, 9), near(5, 9)])
        );
        sends(&anke, json!([near(1, 1)])).await;
        assert_eq!(
            cells(&mo.caller, walk).await,
            json!([near(1, 1), near(-7, 2), near(5, 9)])
        );
        sends(&mo, json!([])).await;
        assert_eq!(
            cells(&anke.caller, walk).await,
            json!([near(1, 1)]),
            "an empty list takes it back"
        );
        stage.end().await;
    }
}

#[tokio::test]
async fn staff_are_told_where_only_when_three_walked_and_no_row_names_a_person() {
    for base in bases() {
        let stage = Stage::on(base).await;
        stage.import(&places::two_buurten(), "2026-01-01").await;
        let staff = Networker::new(&stage).await;
        let (walk, code) = staff.plan_walk("Schouw", places::WEST).await;
        let mut phones = Vec::new();
        for n in 0..3 {
            let seen = cells(&staff.caller, walk).await;
            assert_eq!(seen, json!([]), "{n} people are too few");
            let phone = Phone::joins(&stage, &code).await;
            let body = json!({"cells": [near(n, 0)]});
            phone.caller.put(&door(walk), &body).await.expect(204);
            assert_eq!(
                cells(&phone.caller, walk).await.as_array().unwrap().len(),
                phones.len() + 1
            );
            phones.push(phone);
        }
        assert_eq!(cells(&staff.caller, walk).await.as_array().unwrap().len(), 3);
        let marks: Vec<(Vec<u8>,)> = match &stage.house.db {
            Db::Sqlite { read, .. } => sqlx::query_as("SELECT mark FROM passes").fetch_all(read).await,
            Db::Postgres(db) => sqlx::query_as("SELECT mark FROM passes").fetch_all(db).await,
        }
        .unwrap();
        assert_eq!(marks.len(), 3);
        for phone in &phones {
            let person = phone.walker.as_bytes();
            assert!(
                marks
                    .iter()
                    .all(|(mark,)| !mark.windows(16).any(|part| part == person))
            );
        }
        stage.end().await;
    }
}

#[tokio::test]
async fn cells_far_outside_the_borders_are_dropped_and_those_of_the_last_streets_kept() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let (anke, _) = two_phones(&stage).await;
        let four_km = 4_000 / 25;
        let sent = [
            near(0, 0),
            near(-four_km, 0),
            near(-1_000, 0),
            near(0, 1_000),
            [3, 900_000],
        ];
        let body = json!({"cells": sent});
        anke.caller.put(&door(anke.walk), &body).await.expect(204);
        assert_eq!(cells(&anke.caller, anke.walk).await, json!([sent[1], sent[0]]));
        stage.end().await;
    }
}

#[tokio::test]
async fn twenty_thousand_cells_are_taken_and_bad_ones_are_named() {
    let stage = Stage::new().await;
    let (anke, _) = two_phones(&stage).await;
    let many =
        |count: i32| -> Vec<[i32; 2]> { (0..count).map(|n| near(n % 150 - 75, n / 150 - 75)).collect() };
    let sends = async |body: Value| anke.caller.put(&door(anke.walk), &body).await;
    sends(json!({"cells": many(20_000)})).await.expect(204);
    assert_eq!(
        cells(&anke.caller, anke.walk).await.as_array().unwrap().len(),
        20_000
    );
    let too_many = sends(json!({"cells": many(20_001)})).await.expect(422);
    assert_eq!(too_many.faults(), [("/cells".to_owned(), "too_many".to_owned())]);
    let bad = sends(json!({"cells": [[1, 2], [1], ["a", 2], [1.5, 2], [3, 99_999_999]], "at": "nu"})).await;
    let expected = [
        ("/at", "unknown_member"),
        ("/cells/1", "not_a_cell"),
        ("/cells/2", "not_a_cell"),
        ("/cells/3", "not_a_cell"),
        ("/cells/4", "not_a_cell"),
    ];
    assert_eq!(
        bad.expect(422).faults(),
        expected.map(|(p, c)| (p.to_owned(), c.to_owned()))
    );
    let staff = Networker::new(&stage).await.caller;
    staff
        .put(&door(anke.walk), &json!({"cells": [[1, 2]]}))
        .await
        .expect(403);
    assert_eq!(
        cells(&staff, anke.walk).await,
        json!([]),
        "where one person walked"
    );
    stage.end().await;
}

#[tokio::test]
async fn the_phone_is_told_on_which_plane_cells_lie() {
    let stage = Stage::new().await;
    let (anke, _) = two_phones(&stage).await;
    let told = anke.caller.get("/api/frame").await.expect(200).body;
    assert_eq!(told, json!({"kind": "rd", "plane": "rd", "cell": 25.0}));
    stage.end().await;
    let abroad = Stage::new().await;
    let ring = places::square(-0.11, 51.49, -0.09, 51.51);
    let file = json!({"type": "FeatureCollection", "features": [places::feature("L1", "Lambeth", ring)]});
    abroad.import(&file.to_string(), "2026-01-01").await;
    let staff = Networker::new(&abroad).await.caller;
    let told = staff.get("/api/frame").await.expect(200).body;
    assert_eq!(told["kind"], "local");
    let near = |value: &Value, degrees: f64| (value.as_f64().unwrap() - degrees).abs() < 1e-9;
    assert!(near(&told["lon0"], -0.1) && near(&told["lat0"], 51.5), "{told}");
    assert_eq!(told["plane"], "local -0.1 51.5");
    abroad.end().await;
}

/// Places and their cells, on the Dutch plane and on a local one: the phone's own test reads the same file.
#[test]
fn the_kept_places_and_cells_by_which_the_phone_is_tested_are_those_of_the_server() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/golden/cells.json");
    let origin = Lonlat::new(-0.1, 51.5);
    let of = |frame: Frame, centre: Lonlat| -> Vec<Value> {
        let place = |n: i32| {
            let (east, north) = (f64::from(n % 7 - 3) * 0.0137, f64::from(n / 7 - 3) * 0.0091);
            let place = Lonlat::new(centre.lon + east, centre.lat + north);
            let metres = frame.to_metres(place);
            let cell = Cell::at(metres);
            let rounded = |metres: f64| (metres * 1000.0).round() / 1000.0;
            json!({"lon": place.lon, "lat": place.lat, "metres": [rounded(metres.x), rounded(metres.y)],
                "cell": [cell.ix, cell.iy]})
        };
        (0..49).map(place).collect()
    };
    let told = json!({
        "rd": of(Frame::Rd, Lonlat::new(4.48, 51.92)),
        "local": {"lon0": origin.lon, "lat0": origin.lat, "places": of(Frame::for_place(origin), origin)},
    });
    if std::env::var("BUURTSCHOUW_UPDATE").is_ok() {
        std::fs::write(path, format!("{told:#}\n")).unwrap();
    }
    let kept: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(kept, told);
}

/// Twelve people in turn record at one corner and around it, and each somewhere of their own.
async fn a_busy_corner(phones: &[Phone]) {
    for (n, phone) in phones.iter().enumerate() {
        let n = f64::from(u8::try_from(n).unwrap());
        phone.records("lamp-uit", places::IN_WEST).await;
        let elsewhere = [4.4815 + 0.0012 * (n % 6.0), 51.8965 + 0.006 * (n / 6.0).floor()];
        phone.records("zwerfafval", elsewhere).await;
    }
}

async fn hotspots(caller: &Caller) -> Value {
    let window = "since=2026-10-01&until=2026-12-01";
    caller
        .get(&format!("/api/hotspots?{window}"))
        .await
        .expect(200)
        .body
}

/// What the map says once passes came through: they follow the outbox.
async fn hotspots_by_walks(caller: &Caller, walks: u64) -> Value {
    for _ in 0..200 {
        let told = hotspots(caller).await;
        if told["parameters"]["walks"] == walks {
            return told;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!(
        "passes of {walks} walks never counted: {}",
        hotspots(caller).await["parameters"]
    );
}

#[tokio::test]
async fn a_place_stands_out_less_when_everybody_passed_it_and_cells_nobody_walked_do_not_count() {
    for base in bases() {
        let mut stage = Stage::on(base).await;
        stage.import(&places::two_buurten(), "2026-01-01").await;
        let networker = Networker::new(&stage).await;
        let (walk, code) = networker.plan_walk("Schouw", places::WEST).await;
        let mut phones = Vec::new();
        for _ in 0..12 {
            phones.push(Phone::joins(&stage, &code).await);
        }
        a_busy_corner(&phones).await;
        let before = hotspots(&phones[0].caller).await;
        assert_eq!(before["parameters"]["walks"], 0);
        assert_eq!(before["features"].as_array().unwrap().len(), 1, "{before}");

        let [ix, iy] = cell_of(places::IN_WEST);
        let around: Vec<[i32; 2]> = (-3..=3)
            .flat_map(|dy| (-3..=3).map(move |dx| [ix + dx, iy + dy]))
            .collect();
        phones[0]
            .caller
            .put(&door(walk), &json!({"cells": around}))
            .await
            .expect(204);
        let after = hotspots_by_walks(&phones[0].caller, 1).await;
        assert_eq!(
            after["findings"], before["findings"],
            "no finding falls out of the area"
        );
        let (all, walked) = (&before["parameters"]["cells"], &after["parameters"]["cells"]);
        assert!(
            walked.as_u64().unwrap() * 10 < all.as_u64().unwrap(),
            "{walked} of {all}"
        );
        let ratio = |told: &Value| told["features"][0]["properties"]["ratio"].as_f64().unwrap_or(0.0);
        assert!(
            ratio(&after) < ratio(&before),
            "{} and {}",
            ratio(&after),
            ratio(&before)
        );

        stage.restart().await;
        let phone = Caller {
            url: stage.url.clone(),
            ..phones[0].caller.clone()
        };
        assert_eq!(hotspots_by_walks(&phone, 1).await["features"], after["features"]);
        phone.put(&door(walk), &json!({"cells": []})).await.expect(204);
        assert_eq!(hotspots_by_walks(&phone, 0).await["features"], before["features"]);
        stage.end().await;
    }
}

#[tokio::test]
async fn one_walk_with_passes_among_many_without_does_not_hide_what_the_others_saw() {
    let stage = Stage::new().await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let networker = Networker::new(&stage).await;
    let mut phones = Vec::new();
    for n in 0..4 {
        let (_, code) = networker.plan_walk(&format!("Schouw {n}"), places::WEST).await;
        for _ in 0..3 {
            phones.push(Phone::joins(&stage, &code).await);
        }
    }
    a_busy_corner(&phones).await;
    let before = hotspots(&phones[0].caller).await;
    phones[0]
        .caller
        .put(
            &door(phones[0].walk),
            &json!({"cells": [cell_of(places::IN_EAST)]}),
        )
        .await
        .expect(204);
    // Passes follow the outbox.
    let known = || {
        let passed = buurtschouw::walks::walked::passed(&stage.house);
        passed.walks.iter().any(|walked| walked.walk == phones[0].walk)
    };
    for _ in 0..200 {
        if known() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(known(), "passes never came through");
    let after = hotspots(&phones[0].caller).await;
    assert_eq!(after["parameters"]["walks"], 0);
    assert_eq!(after["features"], before["features"]);
    stage.end().await;
}

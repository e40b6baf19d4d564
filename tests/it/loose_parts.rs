//! Proposals from shared lines, where they ask: parts that lie away from their buurt, and nothing that can move.

use crate::proposals::{Scene, door, new_proposal};
use buurtschouw::{
    boundaries::{
        consensus::publish::{moment, publish_at},
        proposals::shared::{Shared, divided},
    },
    people::Role,
};
use geo::{Area, BooleanOps, unary_union};
use geo_types::{Coord, MultiPolygon, Polygon};
use harness::{Base, Networker, Phone, bases, places};
use serde_json::{Value, json};
use spatial::{
    consensus::{
        LINE_SIDE_M,
        generate::{Mode, drawings, wijk},
        layer,
    },
    coverage::Coverage,
};
use uuid::Uuid;

/// The west, and a block in the middle of the east behind a path of 10 m; everybody has a path of their own.
fn with_a_block_in_the_east(n: u32) -> Value {
    let south = 51.896_2 + 0.000_35 * f64::from(n);
    let north = south + 0.000_1;
    json!([[
        [4.48, 51.895],
        [4.49, 51.895],
        [4.49, south],
        [4.4945, south],
        [4.4945, 51.896],
        [4.498, 51.896],
        [4.498, 51.904],
        [4.4945, 51.904],
        [4.4945, north],
        [4.49, north],
        [4.49, 51.905],
        [4.48, 51.905],
        [4.48, 51.895],
    ]])
}

async fn twenty_draw(scene: &Scene) {
    // The server looked at this moment before anybody drew, and does not look at it again.
    let today = moment(&scene.stage.house);
    publish_at(&scene.stage.house, today).await.unwrap();
    for n in 0..20 {
        let phone = Phone::joins(&scene.stage, &scene.code).await.caller;
        let geometry = json!({"type": "Polygon", "coordinates": with_a_block_in_the_east(n)});
        let own = format!("/api/drawings/{}", Uuid::now_v7());
        let drawing = json!({"buurt": places::WEST, "geometry": geometry});
        phone.put(&own, &drawing).await.expect(201);
    }
    let published = publish_at(&scene.stage.house, today + 86_400_000).await.unwrap();
    assert_eq!(published, [places::WEST]);
}

fn asked(proposal: &Value) -> Vec<Value> {
    let checks = proposal["checks"].as_array().unwrap();
    checks
        .iter()
        .filter(|check| check["code"] == "loose_part")
        .cloned()
        .collect()
}

#[allow(clippy::too_many_lines, reason = "one story")]
#[tokio::test]
async fn a_part_away_from_its_buurt_stays_with_the_neighbour_and_the_committee_is_asked() {
    for base in bases() {
        let scene = Scene::on(base).await;
        twenty_draw(&scene).await;
        let mut body = new_proposal();
        body["start"] = json!("shared");
        let path = format!("/api/proposals/{}", Uuid::now_v7());
        let begun = scene.committee.put(&path, &body).await.expect(201).body;
        let [question] = &asked(&begun)[..] else {
            panic!("{}", begun["checks"])
        };
        assert_eq!(
            [
                &question["ok"],
                &question["face"],
                &question["with"],
                &question["part"]
            ],
            [
                &json!(false),
                &json!(places::WEST),
                &json!(places::EAST),
                &json!(0)
            ]
        );
        let [lon, lat] = [0, 1].map(|axis| question["at"][axis].as_f64().unwrap());
        assert!(
            (4.4945..4.498).contains(&lon) && (51.896..51.904).contains(&lat),
            "{question}"
        );
        let hectares = question["area_m2"].as_f64().unwrap() / 1e4;
        assert!((20.0..23.0).contains(&hectares), "{hectares}");
        let whole = begun["checks"].as_array().unwrap().iter();
        assert!(
            whole
                .filter(|check| check["code"] == "one_part")
                .all(|check| check["ok"] == true)
        );

        let answer = door(&begun, "loose");
        let unknown = scene
            .committee
            .put(&answer, &json!({"revision": 1, "stay": [0, 7]}))
            .await;
        assert_eq!(
            unknown.expect(422).faults(),
            [("/stay".to_owned(), "unknown_part".to_owned())]
        );
        let wrong = scene
            .committee
            .put(&answer, &json!({"revision": 1, "stay": ["ja"]}))
            .await;
        assert_eq!(
            wrong.expect(422).faults(),
            [("/stay/0".to_owned(), "wrong_type".to_owned())]
        );
        let resident = &scene.resident.caller;
        resident
            .put(&answer, &json!({"revision": 1, "stay": [0]}))
            .await
            .expect(404);
        let stays = scene
            .committee
            .put(&answer, &json!({"revision": 1, "stay": [0]}))
            .await
            .expect(200)
            .body;
        assert_eq!(
            (&asked(&stays)[0]["ok"], &stays["revision"]),
            (&json!(true), &json!(2))
        );
        assert_eq!(stays["version"], begun["version"], "no line moved");
        // Again changes nothing; from an older revision another answer is met.
        scene
            .committee
            .put(&answer, &json!({"revision": 1, "stay": [0]}))
            .await
            .expect(200);
        scene
            .committee
            .put(&answer, &json!({"revision": 1, "stay": []}))
            .await
            .expect(409);
        let again = scene
            .committee
            .put(&answer, &json!({"revision": 2, "stay": []}))
            .await
            .expect(200)
            .body;
        assert_eq!(asked(&again)[0]["ok"], false);
        let ended = json!({"state": "rejected", "reason": "Eerst nog eens tekenen."});
        scene.steps(&begun, ended).await.expect(200);
        let late = json!({"revision": 4, "stay": [0]});
        let refused = scene.committee.put(&answer, &late).await.expect(409);
        assert_eq!(refused.code(), "not_in_this_state");
        scene.stage.end().await;
    }
}

#[tokio::test]
async fn a_proposal_in_which_no_line_can_move_is_not_begun() {
    let scene = Scene::on(Base::Sqlite).await;
    let mut west_only = new_proposal();
    west_only["buurten"] = json!([places::WEST]);
    let of_west = Networker::with(&scene.stage, Role::Committee, Some(places::WEST))
        .await
        .caller;
    for who in [&scene.committee, &of_west] {
        for start in ["adopted", "official"] {
            west_only["start"] = json!(start);
            let refused = who
                .put(&format!("/api/proposals/{}", Uuid::now_v7()), &west_only)
                .await
                .expect(422);
            assert_eq!(
                refused.faults(),
                [("/buurten".to_owned(), "nothing_moves".to_owned())]
            );
            let said = refused.body["faults"][0]["nl"].as_str().unwrap();
            assert!(said.contains("wijknetwerker"), "{said}");
        }
    }
    scene.stage.end().await;
}

#[test]
fn made_up_wijken_are_divided_without_gaps_or_overlaps_each_buurt_in_one_part() {
    for seed in 0..12 {
        let shared = |(at, buurt): (usize, &Polygon<f64>)| {
            let drawn = drawings(buurt, 24, Mode::Hard, None, seed * 100 + at as u64);
            Shared {
                code: format!("BU{at:02}"),
                base: MultiPolygon::from(buurt.clone()),
                // One in three was drawn by too few.
                drawn: (at % 3 > 0).then(|| layer(&drawn, LINE_SIDE_M)),
            }
        };
        let wijk = wijk(
            7,
            Coord {
                x: 90_000.0,
                y: 435_000.0,
            },
            seed,
        );
        let buurten: Vec<Shared> = wijk.iter().enumerate().map(shared).collect();
        let ground = unary_union(buurten.iter().map(|buurt| &buurt.base));
        let told = divided(&buurten).unwrap().shapes;
        let shapes: Vec<_> = told.iter().map(|(_, shape)| shape.clone()).collect();
        let sum: f64 = shapes.iter().map(Area::unsigned_area).sum();
        let all = unary_union(&shapes);
        assert!(
            (sum - ground.unsigned_area()).abs() < 1.0,
            "seed {seed}: overlaps"
        );
        assert!(ground.difference(&all).unsigned_area() < 1.0, "seed {seed}: gaps");
        assert!(
            all.difference(&ground).unsigned_area() < 1.0,
            "seed {seed}: outside"
        );
        let (fabric, flaws) = Coverage::from_polygons(&told);
        assert_eq!(flaws, [], "seed {seed}");
        let corners: usize = fabric.arcs.iter().map(|arc| arc.line.len()).sum();
        assert!(
            corners < 1_000,
            "seed {seed}: {corners} corners are no line to work on"
        );
        let moved: f64 = shapes
            .iter()
            .zip(&buurten)
            .map(|(shape, buurt)| shape.difference(&buurt.base).unsigned_area())
            .sum();
        assert!(moved > 1_000.0, "seed {seed}: nothing moved");
    }
}

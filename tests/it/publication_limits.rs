//! What keeps publications honest: the alarm, withdrawals that leave in time, and one buurt that keeps no other back.

use crate::publications::{DAY_MS, Scene, told_to};
use buurtschouw::{
    boundaries::{
        consensus::{again::Publishing, publish::publish_at},
        drawings::store::{by_id, empty, insert},
    },
    people::Role,
};
use harness::{
    Base, Networker, Phone, bases,
    drawings::{Neighbours, around_west, drawing},
    places,
};
use serde_json::{Value, json};
use uuid::Uuid;

async fn alarm(scene: &Scene) -> Value {
    let committee = Networker::with(&scene.stage, Role::Committee, Some(places::WEST)).await;
    told_to(&committee.caller).await["alarm"].clone()
}

/// How sure the agreement is, is told to the committee of the buurt and to nobody else.
async fn spread_is_for_the_committee(scene: &Scene) {
    let own = Networker::with(&scene.stage, Role::Committee, Some(places::WEST)).await;
    let told = told_to(&own.caller).await;
    let figure = |name: &str| told["spread"][name].as_f64().unwrap();
    assert!((0.0..0.2).contains(&figure("error")), "{told}");
    assert!(
        figure("low") <= told["agreement"].as_f64().unwrap() + 0.01,
        "{told}"
    );
    assert!((0.0..=1.0).contains(&figure("core")) && figure("fringe") >= 0.0);
    assert!(told["parameters"].get("spread").is_none(), "{told}");
    let beside = Networker::with(&scene.stage, Role::Committee, Some(places::EAST)).await;
    for other in [&beside.caller, &scene.reader.caller] {
        let told = told_to(other).await;
        assert!(
            told.get("spread").is_none() && told["parameters"].get("spread").is_none(),
            "{told}"
        );
    }
}

#[tokio::test]
async fn the_alarm_rings_when_a_fifth_draw_something_tiny_and_is_silent_when_nobody_does() {
    for base in bases() {
        let mut scene = Scene::on(base).await;
        scene.draw(40).await;
        scene.next_day().await;
        let silent = alarm(&scene).await;
        assert_eq!(silent["raised"], json!(false), "{silent}");
        spread_is_for_the_committee(&scene).await;
        for n in 0..10 {
            let code = scene.neighbours.code();
            let less = -f64::from(n);
            Phone::joins(&scene.stage, code)
                .await
                .draws([-280.0 + less, -480.0, -290.0, -490.0 + less])
                .await;
        }
        scene.next_day().await;
        let rung = alarm(&scene).await;
        assert_eq!(rung["raised"], json!(true), "{rung} after {silent}");
        assert!(rung["likeness"].as_f64().unwrap() < silent["likeness"].as_f64().unwrap());
        scene.stage.end().await;
    }
}

async fn own_id(phone: &Phone) -> Uuid {
    phone.drawings().await[0]["id"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn what_was_withdrawn_thirty_days_ago_is_out_of_sight_though_nobody_else_draws() {
    for base in bases() {
        let mut scene = Scene::on(base).await;
        scene.draw(22).await;
        scene.next_day().await;
        let mine = format!("/api/buurten/{}/mine", places::WEST);
        let other = scene.neighbours.phones[1].clone();
        let drawings = [own_id(&scene.neighbours.phones[0]).await, own_id(&other).await];
        let now = scene.stage.house.clock.now_ms();
        let mut tx = scene.stage.house.db.begin().await.unwrap();
        empty(&mut tx, drawings[0], now - 29 * DAY_MS).await.unwrap();
        tx.commit().await.unwrap();
        assert!(scene.next_day().await.is_empty(), "one is no batch");
        assert_eq!(
            scene.told().await["state"],
            json!("shared"),
            "others have a month"
        );
        let mut tx = scene.stage.house.db.begin().await.unwrap();
        empty(&mut tx, drawings[1], now - 31 * DAY_MS).await.unwrap();
        tx.commit().await.unwrap();
        let told = scene.told().await;
        assert_eq!(told["state"], json!("counting"));
        assert!(
            told.get("bands").is_none() && told.get("line").is_none(),
            "{told}"
        );
        let compared = scene.neighbours.phones[2]
            .caller
            .get(&mine)
            .await
            .expect(200)
            .body;
        assert!(compared.get("overlap").is_none(), "{compared}");
        scene.draw(5).await;
        assert_eq!(scene.next_day().await, [places::WEST]);
        assert_eq!(scene.told().await["people"], json!(25));
        scene.stage.end().await;
    }
}

#[tokio::test]
async fn withdrawing_and_sending_nearly_the_same_again_makes_no_batch() {
    let mut scene = Scene::on(Base::Sqlite).await;
    scene.draw(21).await;
    scene.next_day().await;
    for n in 0..4 {
        let phone = &scene.neighbours.phones[n];
        let id = own_id(phone).await;
        let door = format!("/api/drawings/{id}");
        phone.caller.delete(&door).await.expect(204);
        let mut sides = Neighbours::sides(n);
        sides[0] += 2.0;
        phone.draws(sides).await;
    }
    scene.draw(1).await;
    assert!(scene.next_day().await.is_empty(), "one is new");
    scene.draw(4).await;
    assert_eq!(scene.next_day().await, [places::WEST]);
    scene.stage.end().await;
}

#[tokio::test]
async fn a_large_drawing_is_held_against_what_was_published_and_not_against_what_others_draw_now() {
    let mut scene = Scene::on(Base::Sqlite).await;
    // 16 hectares each, and both buurten together are ten times that.
    let small = async |scene: &Scene, n: i32| {
        let phone = Phone::joins(&scene.stage, scene.neighbours.code()).await;
        phone.draws([-150.0 - f64::from(n), -350.0, -150.0, -350.0]).await;
    };
    for n in 0..10 {
        small(&scene, n).await;
    }
    let wide = drawing(&around_west([10.0, 10.0, 697.0, 10.0]));
    let warnings = async |scene: &Scene| {
        let sent = scene.reader.sends_drawing(Uuid::now_v7(), &wide).await;
        let sent = sent.expect(201).body;
        let door = format!("/api/drawings/{}", sent["id"].as_str().unwrap());
        scene.reader.caller.delete(&door).await.expect(204);
        sent["warnings"].clone()
    };
    assert_eq!(warnings(&scene).await, json!([]), "nothing is published");
    scene.next_day().await;
    assert_eq!(warnings(&scene).await, json!(["warn_large"]));
    // Twelve more draw five times as much: until they are published they are no measure.
    for n in 0..12 {
        let phone = Phone::joins(&scene.stage, scene.neighbours.code()).await;
        let sides = [f64::from(n), 1.0, 2.0, 3.0];
        phone.draws(sides).await;
    }
    assert_eq!(warnings(&scene).await, json!(["warn_large"]));
    scene.next_day().await;
    assert_eq!(warnings(&scene).await, json!([]));
    scene.stage.end().await;
}

/// The drawing of the n-th neighbour counts and cannot be read any more; gives its id.
async fn breaks(scene: &Scene, n: usize) -> Uuid {
    let whole = own_id(&scene.neighbours.phones[n]).await;
    let db = &scene.stage.house.db;
    let mut broken = by_id(db, whole).await.unwrap().unwrap();
    broken.id = Uuid::now_v7();
    broken.geometry = "{}".into();
    let mut tx = db.begin().await.unwrap();
    empty(&mut tx, whole, 0).await.unwrap();
    insert(&mut tx, &broken).await.unwrap();
    tx.commit().await.unwrap();
    broken.id
}

#[tokio::test]
async fn publishing_that_failed_is_tried_again_later_each_time_and_at_once_when_it_went_well() {
    for base in bases() {
        let mut scene = Scene::on(base).await;
        scene.draw(12).await;
        let broken = breaks(&scene, 0).await;
        let (mut publishing, moment) = (Publishing::default(), scene.moment + DAY_MS);
        let house = scene.stage.house.clone();
        let (mut now, mut waits) = (0, Vec::new());
        for _ in 0..12 {
            publishing.at(&house, moment, now).await;
            let again = publishing.waits_until().expect("it failed");
            // Too early it is not even tried: a failure then would wait from then on.
            publishing.at(&house, moment, again - 1).await;
            assert_eq!(publishing.waits_until(), Some(again));
            waits.push((again - now) / 1_000);
            now = again;
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600]);

        let mut tx = house.db.begin().await.unwrap();
        empty(&mut tx, broken, 0).await.unwrap();
        tx.commit().await.unwrap();
        publishing.at(&house, moment, now - 1).await;
        assert_eq!(
            scene.told().await["state"],
            json!("counting"),
            "not before its time"
        );
        publishing.at(&house, moment, now).await;
        assert_eq!(publishing.waits_until(), None);
        assert_eq!(
            scene.told().await["people"],
            json!(11),
            "all but the one that broke"
        );
        // The next failure waits a second again.
        scene.moment = moment;
        scene.draw(5).await;
        breaks(&scene, 1).await;
        publishing.at(&house, moment + DAY_MS, now).await;
        assert_eq!(publishing.waits_until(), Some(now + 1_000));
        scene.stage.end().await;
    }
}

#[tokio::test]
async fn a_buurt_that_cannot_be_published_keeps_no_other_from_its_publication() {
    for base in bases() {
        let mut scene = Scene::on(base).await;
        scene.draw(10).await;
        breaks(&scene, 0).await;
        for n in 0..10 {
            let phone = Phone::joins(&scene.stage, scene.neighbours.code()).await;
            let east = 4.5 + 0.000_1 * f64::from(n);
            let mut body = drawing(&places::square(places::SHARED_LON, 51.895, east, 51.905));
            body["buurt"] = json!(places::EAST);
            phone.sends_drawing(Uuid::now_v7(), &body).await.expect(201);
        }
        let failed = publish_at(&scene.stage.house, scene.moment + DAY_MS).await;
        assert!(failed.is_err(), "it is told of");
        let east = format!("/api/buurten/{}/consensus", places::EAST);
        let told = scene.reader.caller.get(&east).await.expect(200).body;
        assert_eq!(
            (&told["people"], &told["state"]),
            (&json!(10), &json!("provisional"))
        );
        assert_eq!(scene.told().await["state"], json!("counting"));
        scene.stage.end().await;
    }
}

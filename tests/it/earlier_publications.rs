//! Earlier publications through the front door: each as it was, and none with what somebody withdrew.

use crate::publications::{Scene, told_to};
use buurtschouw::{boundaries::drawings::store::empty, people::Role};
use harness::{
    Networker,
    actors::Caller,
    bases,
    drawings::{Neighbours, around_west, drawing},
    places,
};
use serde_json::{Value, json};
use uuid::Uuid;

fn door(rest: &str) -> String {
    format!("/api/buurten/{}/publications{rest}", places::WEST)
}

async fn versions(caller: &Caller) -> Vec<i64> {
    let told = caller.get(&door("")).await.expect(200).body;
    let rows = told["publications"].as_array().unwrap().iter();
    rows.map(|row| row["version"].as_i64().unwrap()).collect()
}

/// What is told of a publication by the door of the last one, without what is about now.
async fn as_the_last(caller: &Caller) -> Value {
    let mut told = told_to(caller).await;
    for of_now in ["drawn", "needed", "adoptable"] {
        told.as_object_mut().unwrap().remove(of_now);
    }
    told
}

#[tokio::test]
async fn earlier_publications_are_told_as_they_were_until_somebody_in_one_withdraws() {
    for base in bases() {
        let mut scene = Scene::on(base).await;
        assert_eq!(versions(&scene.reader.caller).await, [0_i64; 0]);
        let mut kept = Vec::new();
        for more in [10, 10, 5] {
            scene.draw(more).await;
            assert_eq!(scene.next_day().await, [places::WEST]);
            kept.push(as_the_last(&scene.reader.caller).await);
        }
        let reader = &scene.reader.caller;
        assert_eq!(versions(reader).await, [3, 2, 1]);
        for (version, told) in (1..).zip(&kept) {
            let again = reader.get(&door(&format!("/{version}"))).await.expect(200).body;
            assert_eq!(again, *told, "version {version} says what it said");
        }
        assert_eq!(
            (&kept[0]["state"], kept[0].get("line")),
            (&json!("provisional"), None)
        );
        for unknown in ["/4", "/0", "/-1", "/x", "/1.0"] {
            reader.get(&door(unknown)).await.expect(404);
        }
        reader.get("/api/buurten/XX/publications").await.expect(404);
        reader.get("/api/buurten/XX/publications/1").await.expect(404);

        // One who stands in the last only: all of before go, so that nobody sees since when that person drew.
        let phone = scene.neighbours.phones[24].clone();
        let id = phone.drawings().await[0]["id"].as_str().unwrap().to_owned();
        let mut tx = scene.stage.house.db.begin().await.unwrap();
        // The moments of this story lie ahead: a while after the last of them.
        let id = id.parse().unwrap();
        empty(&mut tx, id, scene.moment + 3_600_000).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(versions(reader).await, [3], "the last has a month");
        for gone in ["/1", "/2"] {
            reader.get(&door(gone)).await.expect(404);
        }
        scene.draw(6).await;
        assert_eq!(scene.next_day().await, [places::WEST]);
        assert_eq!(
            versions(&scene.reader.caller).await,
            [4],
            "the last with that line is out of sight"
        );
        scene.draw(5).await;
        assert_eq!(scene.next_day().await, [places::WEST]);
        assert_eq!(versions(&scene.reader.caller).await, [5, 4]);
        scene.stage.end().await;
    }
}

/// Withdraws the drawing of a neighbour that counts, an hour after the last moment of the story.
async fn withdraws(scene: &Scene, number: usize) {
    let phone = scene.neighbours.phones[number].clone();
    let id = phone.drawings().await[0]["id"].as_str().unwrap().parse().unwrap();
    let mut tx = scene.stage.house.db.begin().await.unwrap();
    empty(&mut tx, id, scene.moment + 3_600_000).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn who_withdrew_once_and_drew_anew_takes_the_second_line_out_of_sight_too_and_groups_wait_meanwhile() {
    for base in bases() {
        let mut scene = Scene::on(base).await;
        let committee = Networker::with(&scene.stage, Role::Committee, Some(places::WEST)).await;
        scene.draw(25).await;
        assert_eq!(scene.next_day().await, [places::WEST]);
        let groups = async || told_to(&committee.caller).await["groups"].clone();
        assert!(groups().await["relations"].is_array() || groups().await.is_object());

        withdraws(&scene, 0).await;
        assert_eq!(
            groups().await,
            Value::Null,
            "12 who live there do not become 11 for the committee"
        );
        let phone = scene.neighbours.phones[0].clone();
        let again = drawing(&around_west(Neighbours::sides(60)));
        phone.sends_drawing(Uuid::now_v7(), &again).await.expect(201);
        scene.draw(6).await;
        assert_eq!(scene.next_day().await, [places::WEST]);
        assert_ne!(groups().await, Value::Null);
        assert_eq!(versions(&scene.reader.caller).await, [2]);

        withdraws(&scene, 0).await;
        scene.draw(6).await;
        assert_eq!(scene.next_day().await, [places::WEST]);
        assert_eq!(
            versions(&scene.reader.caller).await,
            [3],
            "the second one holds the line that went"
        );
        scene.stage.end().await;
    }
}

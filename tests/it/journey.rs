//! The first journey, from a planned walk to the map, on both databases.

use harness::{Networker, Phone, Stage, actors::Caller, bases, photos, places};
use serde_json::json;
use uuid::Uuid;

#[tokio::test]
async fn a_finding_goes_from_the_phone_to_the_map_and_survives_a_restart() {
    for base in bases() {
        let mut stage = Stage::on(base).await;
        stage.import(&places::two_buurten(), "2026-01-01").await;
        let networker = Networker::new(&stage).await;
        let (walk, code) = networker.plan_walk("Avondschouw", places::WEST).await;

        let phone = Phone::joins(&stage, &code).await;
        assert_eq!(phone.walk, walk);
        let (finding, photo) = (Uuid::now_v7(), Uuid::now_v7());
        let mut body = phone.finding("lamp-uit", places::IN_WEST);
        body["photos"] = json!([photo]);
        body["note"] = json!("De tweede lamp doet het niet.");
        let receipt = phone.sends(finding, &body).await.expect(201).body;
        assert_eq!(receipt["buurt"], places::WEST);
        assert_eq!(receipt["photos"], json!([{"id": photo, "state": "promised"}]));
        phone
            .caller
            .put_photo(photo, &photos::jpeg(800, 600, 3))
            .await
            .expect(201);

        let companion = Phone::joins(&stage, &code).await;
        assert_sees(&companion, finding, photo).await;
        stage.restart().await;
        let back = Phone {
            caller: Caller {
                url: stage.url.clone(),
                ..companion.caller.clone()
            },
            ..companion
        };
        assert_sees(&back, finding, photo).await;
        let at = back
            .caller
            .get("/api/buurten/at?lon=4.485&lat=51.9")
            .await
            .expect(200);
        assert_eq!(at.body["properties"]["name"], "Westbuurt");
        stage.end().await;
    }
}

async fn assert_sees(phone: &Phone, finding: Uuid, photo: Uuid) {
    let seen = phone.sees().await;
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0]["id"], json!(finding));
    let properties = &seen[0]["properties"];
    assert_eq!(properties["category"], "lamp-uit");
    assert_eq!(properties["group"], "licht");
    assert_eq!(properties["kind"], "problem");
    assert_eq!(properties["mine"], false);
    assert_eq!(properties["photos"], json!([{"id": photo, "state": "stored"}]));
    let small = phone
        .caller
        .get(&format!("/api/photos/{photo}/320"))
        .await
        .expect(200);
    assert_eq!(&small.bytes[..2], [0xff, 0xd8]);
    assert_eq!(small.headers["content-type"], "image/jpeg");
}

#[tokio::test]
async fn one_phone_keeps_one_walker_for_all_its_walks() {
    let stage = Stage::new().await;
    let networker = Networker::new(&stage).await;
    let (_, first) = networker.plan_walk("Een", "TB01").await;
    let (second_walk, second) = networker.plan_walk("Twee", "TB01").await;
    let phone = Phone::joins(&stage, &first).await;
    let again = phone
        .caller
        .post("/api/join", &json!({"code": second, "name": "Ank"}))
        .await
        .expect(200);
    assert_eq!(again.body["participant"]["id"], json!(phone.walker));
    assert!(again.headers.get("set-cookie").is_none());
    let me = phone.caller.get("/api/me").await.expect(200).body;
    assert_eq!(me["role"], "participant");
    assert_eq!(me["walks"].as_array().unwrap().len(), 2);
    assert_eq!(me["walks"][1]["id"], json!(second_walk));
    assert_eq!(me["walks"][1]["my_name"], "Ank");
    stage.end().await;
}

//! "I see this too": one voice a person, finding and day, for those who may see the finding, and heard in hotspots.

use buurtschouw::{findings::review::review, findings::store, store::outbox};
use harness::{Networker, Phone, Stage, actors::Answer, bases, places};
use serde_json::{Value, json};
use uuid::Uuid;

const EVENING: &str = "2026-11-20T20:20:00+01:00";
const NEXT_DAY: &str = "2026-11-21T20:20:00+01:00";

async fn stage_with_phones(base: harness::Base) -> (Stage, String, Phone, Phone) {
    let stage = Stage::on(base).await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let (_, code) = Networker::new(&stage)
        .await
        .plan_walk("Schouw", places::WEST)
        .await;
    let (maker, other) = (
        Phone::joins(&stage, &code).await,
        Phone::joins(&stage, &code).await,
    );
    (stage, code, maker, other)
}

fn path(finding: Uuid, id: Uuid) -> String {
    format!("/api/findings/{finding}/confirmations/{id}")
}

async fn sees_too(phone: &Phone, finding: Uuid, id: Uuid, at: &str) -> Answer {
    phone
        .caller
        .put(&path(finding, id), &json!({"observed_at": at}))
        .await
}

/// (confirmations, confirmed) of a finding, the same in the list and on its own.
async fn told(phone: &Phone, finding: Uuid) -> (Value, Value) {
    let seen = phone.sees().await;
    let alone = phone
        .caller
        .get(&format!("/api/findings/{finding}"))
        .await
        .expect(200)
        .body;
    assert!(seen.contains(&alone), "{alone}");
    let said = &alone["properties"];
    (said["confirmations"].clone(), said["confirmed"].clone())
}

#[tokio::test]
async fn a_person_is_heard_once_a_day_and_may_take_it_back() {
    for base in bases() {
        let (stage, _, maker, other) = stage_with_phones(base).await;
        let finding = maker.records("lamp-uit", places::IN_WEST).await;
        let (first, second) = (Uuid::now_v7(), Uuid::now_v7());
        let heard = sees_too(&other, finding, first, EVENING).await.expect(201).body;
        assert_eq!(
            (&heard["id"], &heard["confirmations"]),
            (&json!(first), &json!(1))
        );
        assert_eq!(heard["sha256"].as_str().map(str::len), Some(64));
        let again = sees_too(&other, finding, second, EVENING).await.expect(200).body;
        assert_eq!(
            (&again["id"], &again["confirmations"]),
            (&json!(second), &json!(1))
        );
        sees_too(&other, finding, Uuid::now_v7(), NEXT_DAY)
            .await
            .expect(201);
        assert_eq!(
            told(&maker, finding).await,
            (json!(1), json!(false)),
            "one person, two days"
        );
        assert_eq!(told(&other, finding).await, (json!(1), json!(true)));
        sees_too(&other, finding, first, NEXT_DAY).await.expect(409);
        other.caller.delete(&path(finding, second)).await.expect(204);
        assert_eq!(told(&other, finding).await, (json!(0), json!(false)));
        sees_too(&other, finding, first, EVENING).await.expect(410);
        other.caller.delete(&path(finding, first)).await.expect(204);
        sees_too(&other, finding, Uuid::now_v7(), EVENING)
            .await
            .expect(201);
        assert_eq!(told(&other, finding).await, (json!(1), json!(true)));
        stage.end().await;
    }
}

#[tokio::test]
async fn fifty_equal_voices_at_once_make_one_row_and_one_event() {
    for base in bases() {
        let (stage, _, maker, other) = stage_with_phones(base).await;
        let (finding, id) = (maker.records("lamp-uit", places::IN_WEST).await, Uuid::now_v7());
        let before = outbox::last(&stage.house.db).await.unwrap();
        let mut sending = tokio::task::JoinSet::new();
        for n in 0..50 {
            let other = other.clone();
            // Half of them under an id of their own: two taps, two phones of one person.
            let id = if n % 2 == 0 { id } else { Uuid::now_v7() };
            sending.spawn(async move {
                loop {
                    // A database with no free connection is asked again, as a phone does.
                    let status = sees_too(&other, finding, id, EVENING).await.status;
                    if status != 503 {
                        break status;
                    }
                }
            });
        }
        let answers = sending.join_all().await;
        assert_eq!(
            answers.iter().filter(|status| **status == 201).count(),
            1,
            "{answers:?}"
        );
        assert_eq!(
            answers.iter().filter(|status| **status == 200).count(),
            49,
            "{answers:?}"
        );
        assert_eq!(outbox::after(&stage.house.db, before).await.unwrap().len(), 1);
        let rows = store::confirmations::of(&stage.house.db, finding).await.unwrap();
        assert_eq!(rows.len(), 1);
        stage.end().await;
    }
}

#[tokio::test]
async fn nobody_confirms_their_own_finding_nor_one_they_may_not_see() {
    let (stage, _, maker, other) = stage_with_phones(harness::Base::Sqlite).await;
    let (_, elsewhere) = Networker::new(&stage)
        .await
        .plan_walk("Andere", places::EAST)
        .await;
    let stranger = Phone::joins(&stage, &elsewhere).await;
    let finding = maker.records("lamp-uit", places::IN_WEST).await;
    let own = sees_too(&maker, finding, Uuid::now_v7(), EVENING)
        .await
        .expect(422);
    assert_eq!(own.code(), "own");
    let id = Uuid::now_v7();
    sees_too(&stranger, finding, id, EVENING).await.expect(404);
    sees_too(&other, Uuid::now_v7(), id, EVENING).await.expect(404);
    sees_too(&other, finding, id, EVENING).await.expect(201);
    stranger.caller.delete(&path(finding, id)).await.expect(404);
    sees_too(&stranger, finding, id, EVENING).await.expect(404);
    review(&stage.house, maker.walk).await.unwrap();
    sees_too(&stranger, finding, Uuid::now_v7(), EVENING)
        .await
        .expect(201);
    assert_eq!(told(&maker, finding).await.0, json!(2));
    maker
        .caller
        .delete(&format!("/api/findings/{finding}"))
        .await
        .expect(204);
    sees_too(&other, finding, id, EVENING).await.expect(404);
    let left = store::confirmations::of(&stage.house.db, finding).await.unwrap();
    assert!(left.is_empty());
    stage.end().await;
}

#[tokio::test]
async fn a_group_with_one_camera_is_heard_as_all_who_saw_it_too() {
    for base in bases() {
        let (stage, code, maker, other) = stage_with_phones(base).await;
        let mut group = vec![maker, other];
        for n in 0..24_u32 {
            let walker = Phone::joins(&stage, &code).await;
            let spread = [
                4.4806 + 0.003 * f64::from(n % 6),
                51.8958 + 0.0022 * f64::from(n / 6),
            ];
            walker.records("zwerfafval", spread).await;
            group.push(walker);
        }
        let lamp = group[0].records("lamp-uit", places::IN_WEST).await;
        let asked = "/api/hotspots?since=2026-10-01&until=2026-12-01";
        let alone = group[0].caller.get(asked).await.expect(200).body;
        assert_eq!((&alone["features"], &alone["findings"]), (&json!([]), &json!(25)));
        for walker in &group[1..8] {
            sees_too(walker, lamp, Uuid::now_v7(), EVENING).await.expect(201);
        }
        let heard = group[0].caller.get(asked).await.expect(200).body;
        let place = &heard["features"][0]["properties"];
        assert_eq!(
            (&place["people"], &place["voices"], &place["findings"]),
            (&json!(8), &json!(8), &json!(1))
        );
        assert_eq!(place["finding_ids"], json!([lamp]));
        assert_eq!(place["categories"], json!([{"group": "licht", "findings": 1}]));
        assert_eq!(heard["findings"], 25, "a voice is no finding");
        assert_eq!(group[0].sees().await.len(), 25);
        stage.end().await;
    }
}

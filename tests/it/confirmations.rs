//! "I see this too": one voice a person, finding and day, for those who may see the finding, and heard in hotspots.

use buurtschouw::{
    findings::{
        review::review,
        store::{self, confirmations::Confirmation},
    },
    store::outbox::{self, Happening},
};
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
        let (first, second, next) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
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
        sees_too(&other, finding, next, NEXT_DAY).await.expect(201);
        assert_eq!(
            told(&maker, finding).await,
            (json!(1), json!(false)),
            "one person, two days"
        );
        assert_eq!(told(&other, finding).await, (json!(1), json!(true)));
        sees_too(&other, finding, first, NEXT_DAY).await.expect(409);
        other.caller.delete(&path(finding, second)).await.expect(204);
        assert_eq!(
            told(&other, finding).await,
            (json!(1), json!(true)),
            "the next day stands"
        );
        sees_too(&other, finding, first, EVENING).await.expect(410);
        sees_too(&other, finding, second, EVENING).await.expect(410);
        other.caller.delete(&path(finding, next)).await.expect(204);
        assert_eq!(told(&other, finding).await, (json!(0), json!(false)));
        sees_too(&other, finding, Uuid::now_v7(), EVENING)
            .await
            .expect(201);
        for gone in [first, second] {
            other.caller.delete(&path(finding, gone)).await.expect(204);
        }
        other
            .caller
            .delete(&path(finding, Uuid::now_v7()))
            .await
            .expect(404);
        assert_eq!(
            told(&other, finding).await,
            (json!(1), json!(true)),
            "said anew since"
        );
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
async fn a_third_day_of_one_person_and_a_thousand_and_first_voice_are_answered_and_do_not_count() {
    for base in bases() {
        let (stage, code, maker, other) = stage_with_phones(base).await;
        let finding = maker.records("lamp-uit", places::IN_WEST).await;
        sees_too(&other, finding, Uuid::now_v7(), EVENING)
            .await
            .expect(201);
        sees_too(&other, finding, Uuid::now_v7(), NEXT_DAY)
            .await
            .expect(201);
        let (third, before) = (Uuid::now_v7(), outbox::last(&stage.house.db).await.unwrap());
        let day_before = "2026-11-19T23:00:00+01:00";
        for _ in 0..2 {
            let heard = sees_too(&other, finding, third, day_before)
                .await
                .expect(200)
                .body;
            assert_eq!(heard["confirmations"], 1);
        }
        other.caller.delete(&path(finding, third)).await.expect(204);
        sees_too(&other, finding, third, day_before).await.expect(410);
        assert_eq!(outbox::last(&stage.house.db).await.unwrap(), before);
        let rows = store::confirmations::of(&stage.house.db, finding).await.unwrap();
        assert_eq!(rows.len(), 2);

        many_voices(&stage, &rows[0], 998, 1).await;
        let late = Phone::joins(&stage, &code).await;
        let unheard = sees_too(&late, finding, Uuid::now_v7(), EVENING)
            .await
            .expect(200);
        assert_eq!(unheard.body["confirmations"], 1, "a voice too many");
        stage.end().await;
    }
}

/// As many voices more of the same person, day after day.
async fn many_voices(stage: &Stage, like: &Confirmation, count: i64, counted: i64) {
    let mut tx = stage.house.db.begin().await.unwrap();
    for n in 0..count {
        let voice = Confirmation {
            id: Uuid::now_v7(),
            day: n,
            counted,
            ..like.clone()
        };
        assert!(store::confirmations::insert(&mut tx, &voice).await.unwrap());
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn nobody_saw_a_thing_long_before_it_was_found_nor_says_so_without_end() {
    for base in bases() {
        let (stage, _, maker, other) = stage_with_phones(base).await;
        let finding = maker.records("lamp-uit", places::IN_WEST).await;
        let early = sees_too(&other, finding, Uuid::now_v7(), "2026-11-19T20:00:00+01:00").await;
        let fault = ("/observed_at".to_owned(), "too_long_ago".to_owned());
        assert_eq!(early.expect(422).faults(), [fault]);
        sees_too(&other, finding, Uuid::now_v7(), EVENING)
            .await
            .expect(201);
        let rows = store::confirmations::of(&stage.house.db, finding).await.unwrap();
        many_voices(&stage, &rows[0], 99, 0).await;
        let endless = sees_too(&other, finding, Uuid::now_v7(), NEXT_DAY)
            .await
            .expect(422);
        assert_eq!(endless.code(), "too_many");
        sees_too(&other, finding, rows[0].id, EVENING).await.expect(200);
        stage.end().await;
    }
}

#[tokio::test]
async fn voices_stay_with_a_better_place_and_not_with_another_place_or_group() {
    for base in bases() {
        let (stage, code, maker, early) = stage_with_phones(base).await;
        let late = Phone::joins(&stage, &code).await;
        let finding = maker.records("lamp-uit", places::IN_WEST).await;
        let id = Uuid::now_v7();
        sees_too(&early, finding, id, EVENING).await.expect(201);
        // A degree of latitude is 111 km: each step is 40 m.
        let step =
            |n: u32| json!({"lon": places::IN_WEST[0], "lat": places::IN_WEST[1] + 0.00036 * f64::from(n)});
        changes(
            &maker,
            finding,
            20,
            json!({"position": step(1), "category": "te-donker"}),
        )
        .await;
        assert_eq!(told(&early, finding).await, (json!(1), json!(true)));
        sees_too(&late, finding, Uuid::now_v7(), EVENING)
            .await
            .expect(201);
        assert_eq!(told(&early, finding).await, (json!(2), json!(true)));
        let before = outbox::last(&stage.house.db).await.unwrap();
        changes(&maker, finding, 21, json!({"position": step(2)})).await;
        assert_eq!(
            told(&early, finding).await,
            (json!(1), json!(false)),
            "80 m from what was seen"
        );
        assert_eq!(told(&late, finding).await, (json!(1), json!(true)));
        let told_of: Vec<_> = outbox::after(&stage.house.db, before).await.unwrap();
        let told_of: Vec<_> = told_of.iter().filter_map(|event| event.happening).collect();
        assert_eq!(told_of, [Happening::FindingChanged, Happening::FindingConfirmed]);
        sees_too(&early, finding, id, EVENING).await.expect(410);
        changes(&maker, finding, 22, json!({"category": "zwerfafval"})).await;
        assert_eq!(told(&late, finding).await, (json!(0), json!(false)));
        sees_too(&early, finding, Uuid::now_v7(), EVENING)
            .await
            .expect(201);
        assert_eq!(told(&maker, finding).await.0, json!(1));
        stage.end().await;
    }
}

async fn changes(phone: &Phone, finding: Uuid, minute: u32, mut change: Value) {
    change["made_at"] = json!(format!("2026-11-20T20:{minute}:00+01:00"));
    let path = format!("/api/findings/{finding}/changes/{}", Uuid::now_v7());
    phone.caller.put(&path, &change).await.expect(201);
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
        let asked = "/api/hotspots?since=2026-10-01&until=2026-12-01&include=findings";
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

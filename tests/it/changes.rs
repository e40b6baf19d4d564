//! What is added to a finding later: the last word shows, the history stays, and only its maker may.

use buurtschouw::{findings::review::review, findings::store, store::outbox};
use harness::{Networker, Phone, Stage, actors::Answer, bases, photos, places};
use serde_json::{Value, json};
use uuid::Uuid;

async fn stage_with_phone(base: harness::Base) -> (Stage, String, Phone) {
    let stage = Stage::on(base).await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let (_, code) = Networker::new(&stage)
        .await
        .plan_walk("Schouw", places::WEST)
        .await;
    let phone = Phone::joins(&stage, &code).await;
    (stage, code, phone)
}

fn at(minute: u32) -> String {
    format!("2026-11-20T20:{minute:02}:00+01:00")
}

async fn changes(phone: &Phone, finding: Uuid, id: Uuid, body: &Value) -> Answer {
    phone
        .caller
        .put(&format!("/api/findings/{finding}/changes/{id}"), body)
        .await
}

async fn shows(phone: &Phone, finding: Uuid) -> Value {
    let shown = phone.caller.get(&format!("/api/findings/{finding}")).await;
    let seen = phone.sees().await;
    let shown = shown.expect(200).body;
    assert!(seen.contains(&shown), "the list says the same: {shown}");
    shown
}

#[tokio::test]
async fn of_each_member_the_change_that_was_made_last_shows_whatever_came_first() {
    for base in bases() {
        let (stage, _, phone) = stage_with_phone(base).await;
        let finding = phone.records("lamp-uit", places::IN_WEST).await;
        let late = json!({"made_at": at(40), "note": "Drie lampen", "perceived_safety": 2});
        changes(&phone, finding, Uuid::now_v7(), &late).await.expect(201);
        let early = json!({"made_at": at(20), "note": "Een lamp", "category": "zwerfafval",
            "position": {"lon": places::IN_EAST[0], "lat": places::IN_EAST[1]}, "position_source": "pin"});
        let told = changes(&phone, finding, Uuid::now_v7(), &early)
            .await
            .expect(201)
            .body;
        assert_eq!(told["buurt"], places::EAST);
        let shown = shows(&phone, finding).await;
        let said = &shown["properties"];
        assert_eq!(
            (&said["note"], &said["category"]),
            (&json!("Drie lampen"), &json!("zwerfafval"))
        );
        assert_eq!(
            (&said["buurt"], &said["perceived_safety"]),
            (&json!(places::EAST), &json!(2))
        );
        assert_eq!(shown["geometry"]["coordinates"], json!(places::IN_EAST));
        let cleared = json!({"made_at": at(50), "note": null});
        changes(&phone, finding, Uuid::now_v7(), &cleared)
            .await
            .expect(201);
        assert!(shows(&phone, finding).await["properties"].get("note").is_none());
        let mut tx = stage.house.db.begin().await.unwrap();
        let history = store::changes::of(&mut tx, finding).await.unwrap();
        let minutes: Vec<i64> = history.iter().map(|kept| kept.made_at / 60_000 % 60).collect();
        assert_eq!(minutes, [20, 40, 50]);
        drop(tx);
        stage.end().await;
    }
}

#[tokio::test]
async fn what_was_felt_or_proposed_is_taken_away_with_null_and_a_later_word_brings_it_back() {
    for base in bases() {
        let (stage, _, phone) = stage_with_phone(base).await;
        let finding = phone.records("lamp-uit", places::IN_WEST).await;
        let said = json!({"made_at": at(20), "perceived_safety": 2, "suggested_measure": "verlichting"});
        changes(&phone, finding, Uuid::now_v7(), &said).await.expect(201);
        assert_eq!(shows(&phone, finding).await["properties"]["perceived_safety"], 2);
        let id = Uuid::now_v7();
        let taken = json!({"made_at": at(30), "perceived_safety": null, "suggested_measure": null});
        changes(&phone, finding, id, &taken).await.expect(201);
        changes(&phone, finding, id, &taken).await.expect(200);
        let shown = shows(&phone, finding).await;
        for gone in ["perceived_safety", "suggested_measure"] {
            assert!(shown["properties"][gone].is_null(), "{gone}: {shown}");
        }
        let again = json!({"made_at": at(40), "perceived_safety": 5});
        changes(&phone, finding, Uuid::now_v7(), &again).await.expect(201);
        assert_eq!(shows(&phone, finding).await["properties"]["perceived_safety"], 5);
        stage.end().await;
    }
}

#[tokio::test]
async fn fifty_equal_changes_at_once_make_one_row_and_one_event() {
    for base in bases() {
        let (stage, _, phone) = stage_with_phone(base).await;
        let (finding, id) = (phone.records("lamp-uit", places::IN_WEST).await, Uuid::now_v7());
        let body = json!({"made_at": at(20), "note": "Al weken"});
        let before = outbox::last(&stage.house.db).await.unwrap();
        let mut sending = tokio::task::JoinSet::new();
        for _ in 0..50 {
            let (phone, body) = (phone.clone(), body.clone());
            sending.spawn(async move {
                loop {
                    // A database with no free connection is asked again, as a phone does.
                    let status = changes(&phone, finding, id, &body).await.status;
                    if status != 503 {
                        break status;
                    }
                }
            });
        }
        let mut answers = sending.join_all().await;
        answers.sort_unstable();
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
        let other = json!({"made_at": at(20), "note": "Al jaren"});
        changes(&phone, finding, id, &other).await.expect(409);
        stage.end().await;
    }
}

#[tokio::test]
async fn twenty_different_changes_at_once_are_all_kept_and_the_last_shows() {
    for base in bases() {
        let (stage, _, phone) = stage_with_phone(base).await;
        let finding = phone.records("lamp-uit", places::IN_WEST).await;
        let mut sending = tokio::task::JoinSet::new();
        for n in 0..20 {
            let phone = phone.clone();
            let body = json!({"made_at": at(20 + n), "note": format!("Woord {n}")});
            sending.spawn(async move {
                let id = Uuid::now_v7();
                loop {
                    let answer = changes(&phone, finding, id, &body).await;
                    if answer.status != 503 {
                        break answer.expect(201);
                    }
                }
            });
        }
        sending.join_all().await;
        assert_eq!(shows(&phone, finding).await["properties"]["note"], "Woord 19");
        stage.end().await;
    }
}

#[tokio::test]
async fn after_two_hundred_changes_a_finding_takes_no_more_and_still_knows_those() {
    for base in bases() {
        let (stage, _, phone) = stage_with_phone(base).await;
        let finding = phone.records("lamp-uit", places::IN_WEST).await;
        let (last, body) = (Uuid::now_v7(), json!({"made_at": at(40), "note": "Woord 200"}));
        let mut tx = stage.house.db.begin().await.unwrap();
        for n in 0..199 {
            let change = store::changes::Kept {
                id: Uuid::now_v7(),
                finding_id: finding,
                made_at: 1_770_000_000_000 + n,
                received_at: 1_770_000_000_000 + n,
                body: json!({"note": format!("Woord {n}")}).to_string(),
            };
            store::changes::insert(&mut tx, &change).await.unwrap();
        }
        tx.commit().await.unwrap();
        changes(&phone, finding, last, &body).await.expect(201);
        let more = json!({"made_at": at(50), "note": "Woord 201"});
        let refused = changes(&phone, finding, Uuid::now_v7(), &more).await.expect(422);
        assert_eq!(refused.code(), "too_many");
        changes(&phone, finding, last, &body).await.expect(200);
        assert_eq!(shows(&phone, finding).await["properties"]["note"], "Woord 200");
        stage.end().await;
    }
}

#[tokio::test]
async fn a_phone_whose_clock_is_ahead_does_not_have_the_last_word_for_hours() {
    for base in bases() {
        let (stage, _, phone) = stage_with_phone(base).await;
        let finding = phone.records("lamp-uit", places::IN_WEST).await;
        let now = stage.house.clock.now_ms();
        for (ahead_ms, note) in [(20 * 3_600_000, "Drie lampen"), (60_000, "Twee lampen")] {
            let made_at = buurtschouw::clock::rfc3339(now + ahead_ms);
            let body = json!({"made_at": made_at, "note": note});
            changes(&phone, finding, Uuid::now_v7(), &body).await.expect(201);
        }
        assert_eq!(shows(&phone, finding).await["properties"]["note"], "Twee lampen");
        stage.end().await;
    }
}

#[tokio::test]
async fn photos_come_along_beside_those_that_are_there_up_to_ten() {
    let (stage, _, phone) = stage_with_phone(harness::Base::Sqlite).await;
    let (finding, first, second) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let mut body = phone.finding("lamp-uit", places::IN_WEST);
    body["photos"] = json!([first]);
    phone.sends(finding, &body).await.expect(201);
    let added = json!({"made_at": at(20), "photos": [second]});
    changes(&phone, finding, Uuid::now_v7(), &added).await.expect(201);
    phone
        .caller
        .put_photo(second, &photos::jpeg(64, 48, 3))
        .await
        .expect(201);
    let states = json!([{"id": first, "state": "promised"}, {"id": second, "state": "stored"}]);
    assert_eq!(shows(&phone, finding).await["properties"]["photos"], states);
    let nine: Vec<Uuid> = (0..9).map(|_| Uuid::now_v7()).collect();
    let many = json!({"made_at": at(21), "photos": nine});
    let refused = changes(&phone, finding, Uuid::now_v7(), &many).await.expect(422);
    assert_eq!(refused.faults(), [("/photos".to_owned(), "too_many".to_owned())]);
    assert_eq!(shows(&phone, finding).await["properties"]["photos"], states);
    stage.end().await;
}

#[tokio::test]
async fn only_its_maker_changes_a_finding_and_never_one_that_was_withdrawn() {
    let (stage, code, phone) = stage_with_phone(harness::Base::Sqlite).await;
    let other = Phone::joins(&stage, &code).await;
    let finding = phone.records("lamp-uit", places::IN_WEST).await;
    let body = json!({"made_at": at(20), "note": "Kapot"});
    changes(&other, finding, Uuid::now_v7(), &body).await.expect(404);
    changes(&phone, Uuid::now_v7(), Uuid::now_v7(), &body)
        .await
        .expect(404);
    let id = Uuid::now_v7();
    changes(&phone, finding, id, &body).await.expect(201);
    let second = phone.records("lamp-uit", places::IN_WEST).await;
    changes(&phone, second, id, &body).await.expect(409);
    phone
        .caller
        .delete(&format!("/api/findings/{finding}"))
        .await
        .expect(204);
    changes(&phone, finding, id, &body).await.expect(410);
    let mut tx = stage.house.db.begin().await.unwrap();
    assert!(store::changes::of(&mut tx, finding).await.unwrap().is_empty());
    drop(tx);
    stage.end().await;
}

#[tokio::test]
async fn every_fault_of_a_change_is_told_and_one_that_says_nothing_is_none() {
    let (stage, _, phone) = stage_with_phone(harness::Base::Sqlite).await;
    let finding = phone.records("lamp-uit", places::IN_WEST).await;
    let body = json!({"made_at": "2036-01-01T00:00:00Z", "category": "ufo", "accuracy_m": 3,
        "note": "x".repeat(2001), "perceived_safety": 9, "walk": Uuid::now_v7()});
    let refused = changes(&phone, finding, Uuid::now_v7(), &body).await.expect(422);
    let expected = [
        ("/category", "unknown_category"),
        ("/made_at", "future"),
        ("/note", "too_long"),
        ("/perceived_safety", "out_of_range"),
        ("/position", "missing"),
        ("/walk", "unknown_member"),
    ];
    assert_eq!(
        refused.faults(),
        expected.map(|(p, c)| (p.to_owned(), c.to_owned()))
    );
    let nothing = json!({"made_at": at(20), "category": null});
    changes(&phone, finding, Uuid::now_v7(), &nothing)
        .await
        .expect(422);
    stage.end().await;
}

#[tokio::test]
async fn what_changes_after_it_was_released_is_looked_at_again_before_others_read_it() {
    let (stage, _, phone) = stage_with_phone(harness::Base::Sqlite).await;
    let (_, elsewhere) = Networker::new(&stage)
        .await
        .plan_walk("Andere", places::EAST)
        .await;
    let stranger = Phone::joins(&stage, &elsewhere).await;
    let finding = phone.records("lamp-uit", places::IN_WEST).await;
    review(&stage.house, phone.walk).await.unwrap();
    assert_eq!(stranger.sees().await.len(), 1);
    let body = json!({"made_at": at(20), "note": "Bij nummer 5"});
    changes(&phone, finding, Uuid::now_v7(), &body).await.expect(201);
    assert!(stranger.sees().await.is_empty());
    stage.end().await;
}

#[tokio::test]
async fn a_clock_that_is_a_day_off_is_kept_with_both_times_and_the_difference() {
    for base in bases() {
        let (stage, _, phone) = stage_with_phone(base).await;
        let now = stage.house.clock.now_ms();
        for off_h in [-24, 23] {
            let (id, wrong) = (Uuid::now_v7(), now + off_h * 3_600_000);
            let mut body = phone.finding("lamp-uit", places::IN_WEST);
            body["observed_at"] = json!(buurtschouw::clock::rfc3339(wrong));
            body["sent_at"] = json!(buurtschouw::clock::rfc3339(wrong));
            body["app"] = json!("1.4.0");
            body["fix"] = json!({"lon": 4.4849, "lat": 51.9001, "accuracy_m": 31.5,
                "at": buurtschouw::clock::rfc3339(wrong - 2_000)});
            phone.sends(id, &body).await.expect(201);
            let kept = store::by_id(&stage.house.db, id).await.unwrap().unwrap();
            assert_eq!(kept.observed_at, wrong);
            assert!((now..now + 60_000).contains(&kept.received_at));
            let origin = store::origin(&stage.house.db, id).await.unwrap().unwrap();
            assert_eq!(origin.sent_at, Some(wrong));
            assert_eq!(origin.clock_offset_ms, Some(kept.received_at - wrong));
            assert_eq!(
                (origin.fix_lon, origin.fix_accuracy_m),
                (Some(4.4849), Some(31.5))
            );
            assert_eq!(
                (origin.fix_at, origin.app.as_deref()),
                (Some(wrong - 2_000), Some("1.4.0"))
            );
            body["sent_at"] = json!(buurtschouw::clock::rfc3339(wrong + 90_000));
            body["app"] = json!("1.4.1");
            phone.sends(id, &body).await.expect(200);
            phone
                .caller
                .delete(&format!("/api/findings/{id}"))
                .await
                .expect(204);
            let left = store::origin(&stage.house.db, id).await.unwrap().unwrap();
            assert_eq!(left, buurtschouw::findings::origin::Origin::default());
        }
        stage.end().await;
    }
}

#[tokio::test]
async fn where_a_pin_was_let_go_is_kept_beside_the_front_it_went_to_and_shown_to_nobody() {
    for base in bases() {
        let (stage, _, phone) = stage_with_phone(base).await;
        let id = Uuid::now_v7();
        let pin = json!({"lon": 4.48412345, "lat": places::IN_WEST[1]});
        let mut body = phone.finding("lamp-uit", places::IN_WEST);
        body["position_source"] = json!("snapped");
        let refused = phone.sends(id, &body).await.expect(422);
        assert_eq!(refused.faults(), [("/pin".to_owned(), "missing".to_owned())]);
        body["pin"] = json!({"lon": 400, "lat": places::IN_WEST[1]});
        phone.sends(id, &body).await.expect(422);
        body["pin"] = pin.clone();
        phone.sends(id, &body).await.expect(201);
        phone.sends(id, &body).await.expect(200);
        let (_, sent) = store::by_id_with_body(&stage.house.db, id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(serde_json::from_str::<Value>(&sent).unwrap()["pin"], pin);
        assert!(!shows(&phone, id).await.to_string().contains("4.48412345"));

        let moved = json!({"made_at": at(50), "position": body["position"], "position_source": "snapped"});
        let refused = changes(&phone, id, Uuid::now_v7(), &moved).await.expect(422);
        assert_eq!(refused.faults(), [("/pin".to_owned(), "missing".to_owned())]);
        let moved = json!({"made_at": at(50), "position": body["position"], "position_source": "snapped",
            "pin": pin});
        changes(&phone, id, Uuid::now_v7(), &moved).await.expect(201);
        assert!(!shows(&phone, id).await.to_string().contains("4.48412345"));
        phone
            .caller
            .delete(&format!("/api/findings/{id}"))
            .await
            .expect(204);
        let (_, left) = store::by_id_with_body(&stage.house.db, id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(left, "");
        stage.end().await;
    }
}

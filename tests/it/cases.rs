//! "The same thing": findings of one case, which stay what they are.

use buurtschouw::{
    clock::rfc3339,
    findings::{review::review, store},
    people::Role,
};
use harness::{Networker, Phone, Stage, bases, places};
use serde_json::{Value, json};
use uuid::Uuid;

async fn stage_with_phones(base: harness::Base) -> (Stage, Phone, Phone) {
    let stage = Stage::on(base).await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let (_, code) = Networker::new(&stage)
        .await
        .plan_walk("Schouw", places::WEST)
        .await;
    let (one, other) = (
        Phone::joins(&stage, &code).await,
        Phone::joins(&stage, &code).await,
    );
    (stage, one, other)
}

async fn case_of(phone: &Phone, finding: Uuid) -> Value {
    let seen = phone.sees().await;
    let alone = phone
        .caller
        .get(&format!("/api/findings/{finding}"))
        .await
        .expect(200)
        .body;
    assert!(seen.contains(&alone), "{alone}");
    alone["properties"]["case"].clone()
}

async fn joins(phone: &Phone, own: Uuid, other: Uuid, status: u16) -> Value {
    let path = format!("/api/findings/{own}/same/{other}");
    phone.caller.put(&path, &json!({})).await.expect(status).body
}

#[tokio::test]
async fn two_findings_become_one_case_two_cases_become_one_and_a_case_of_one_ends() {
    for base in bases() {
        let (stage, one, other) = stage_with_phones(base).await;
        let mut mine = Vec::new();
        for _ in 0..3 {
            mine.push(one.records("lamp-uit", places::IN_WEST).await);
        }
        let theirs = [
            other.records("lamp-uit", places::IN_WEST).await,
            other.records("lamp-uit", places::IN_WEST).await,
        ];
        let first = joins(&one, mine[0], theirs[0], 200).await;
        assert_eq!(first["findings"], 2);
        assert_eq!(
            joins(&one, mine[0], theirs[0], 200).await,
            first,
            "again is harmless"
        );
        assert_eq!(case_of(&other, theirs[0]).await, first["case"]);
        let second = joins(&one, mine[1], mine[2], 200).await;
        assert_ne!(second["case"], first["case"]);
        let whole = joins(&one, mine[1], theirs[0], 200).await;
        assert_eq!(whole, json!({"case": first["case"], "findings": 4}));
        assert_eq!(
            case_of(&one, mine[2]).await,
            first["case"],
            "the other of the joined case too"
        );
        assert_eq!(case_of(&one, theirs[1]).await, Value::Null);
        for finding in [mine[1], mine[2]] {
            let path = format!("/api/findings/{finding}/same");
            one.caller.delete(&path).await.expect(204);
            one.caller.delete(&path).await.expect(204);
            assert_eq!(case_of(&one, finding).await, Value::Null);
        }
        assert_eq!(case_of(&one, mine[0]).await, first["case"]);
        one.caller
            .delete(&format!("/api/findings/{}", mine[0]))
            .await
            .expect(204);
        assert_eq!(case_of(&other, theirs[0]).await, Value::Null, "alone in its case");
        assert_eq!(one.sees().await.len(), 4, "the findings stay");
        stage.end().await;
    }
}

#[tokio::test]
async fn cases_that_are_joined_at_once_end_as_one() {
    for base in bases() {
        let (stage, one, other) = stage_with_phones(base).await;
        let (mut mine, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..6 {
            mine.push(one.records("lamp-uit", places::IN_WEST).await);
            theirs.push(other.records("lamp-uit", places::IN_WEST).await);
        }
        let mut joining = tokio::task::JoinSet::new();
        for n in 0..6 {
            let (one, other) = (one.clone(), other.clone());
            let (a, b, c) = (mine[n], theirs[n], mine[(n + 1) % 6]);
            joining.spawn(async move { joins(&one, a, b, 200).await });
            joining.spawn(async move { joins(&other, b, c, 200).await });
        }
        joining.join_all().await;
        let case = case_of(&one, mine[0]).await;
        assert!(case.is_string());
        for finding in mine.iter().chain(&theirs) {
            assert_eq!(case_of(&one, *finding).await, case);
        }
        stage.end().await;
    }
}

#[tokio::test]
async fn a_case_counts_only_what_its_asker_may_see() {
    for base in bases() {
        let (stage, one, _) = stage_with_phones(base).await;
        let (_, code) = Networker::new(&stage)
            .await
            .plan_walk("Andere", places::EAST)
            .await;
        let stranger = Phone::joins(&stage, &code).await;
        // Either side of the border, some thirty metres apart.
        let (west, east) = ([4.4898, 51.9], [4.4902, 51.9]);
        let mine = one.records("lamp-uit", west).await;
        let shown = stranger.records("lamp-uit", east).await;
        review(&stage.house, stranger.walk).await.unwrap();
        let hidden = stranger.records("lamp-uit", east).await;
        let theirs = joins(&stranger, shown, hidden, 200).await;
        assert_eq!(theirs["findings"], 2);
        let whole = joins(&one, mine, shown, 200).await;
        assert_eq!(whole, json!({"case": theirs["case"], "findings": 2}));
        assert_eq!(
            joins(&stranger, hidden, shown, 200).await["findings"],
            2,
            "mine is hidden to them"
        );
        stage.end().await;
    }
}

#[tokio::test]
async fn the_smaller_case_moves_and_none_grows_over_two_hundred() {
    for base in bases() {
        let (stage, one, other) = stage_with_phones(base).await;
        let (mut mine, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..3 {
            mine.push(one.records("lamp-uit", places::IN_WEST).await);
            theirs.push(other.records("lamp-uit", places::IN_WEST).await);
        }
        joins(&one, mine[0], mine[1], 200).await;
        let large = joins(&one, mine[0], mine[2], 200).await;
        let small = joins(&other, theirs[0], theirs[1], 200).await;
        assert_ne!(small["case"], large["case"]);
        let whole = joins(&one, mine[0], theirs[0], 200).await;
        assert_eq!(whole, json!({"case": large["case"], "findings": 5}));

        let case = large["case"].as_str().unwrap().parse().unwrap();
        let like = store::by_id(&stage.house.db, mine[0]).await.unwrap().unwrap();
        let mut tx = stage.house.db.begin().await.unwrap();
        for _ in 0..194 {
            let mut more = like.clone();
            more.id = Uuid::now_v7();
            store::insert(&mut tx, &more, "").await.unwrap();
            store::cases::put(&mut tx, more.id, case).await.unwrap();
        }
        tx.commit().await.unwrap();
        let pair = [
            other.records("lamp-uit", places::IN_WEST).await,
            other.records("lamp-uit", places::IN_WEST).await,
        ];
        joins(&other, pair[0], pair[1], 200).await;
        let refused = joins(&other, pair[0], mine[0], 422).await;
        assert_eq!(refused["code"], "too_many");
        assert_eq!(joins(&other, theirs[2], mine[0], 200).await["findings"], 200);
        assert_eq!(
            joins(&one, mine[1], mine[0], 200).await["findings"],
            200,
            "again is harmless"
        );
        stage.end().await;
    }
}

#[tokio::test]
async fn what_is_of_another_group_or_too_far_away_is_not_the_same() {
    for base in bases() {
        let (stage, one, other) = stage_with_phones(base).await;
        let lamp = one.records("lamp-uit", places::IN_WEST).await;
        let [lon, lat] = places::IN_WEST;
        let litter = other.records("zwerfafval", places::IN_WEST).await;
        let away = other.records("lamp-uit", [lon + 0.006, lat]).await;
        let near = other.records("lamp-uit", [lon + 0.0005, lat]).await;
        assert_eq!(joins(&one, lamp, litter, 422).await["code"], "other_category");
        assert_eq!(joins(&one, lamp, away, 422).await["code"], "too_far");
        assert_eq!(joins(&one, lamp, near, 200).await["findings"], 2);
        stage.end().await;
    }
}

#[tokio::test]
async fn only_ones_own_finding_is_joined_and_only_to_one_that_may_be_seen() {
    let (stage, one, other) = stage_with_phones(harness::Base::Sqlite).await;
    let (_, elsewhere) = Networker::new(&stage)
        .await
        .plan_walk("Andere", places::EAST)
        .await;
    let stranger = Phone::joins(&stage, &elsewhere).await;
    let (mine, theirs) = (
        one.records("lamp-uit", places::IN_WEST).await,
        other.records("lamp-uit", places::IN_WEST).await,
    );
    let hidden = stranger.records("lamp-uit", places::IN_EAST).await;
    joins(&one, theirs, mine, 404).await;
    joins(&one, mine, hidden, 404).await;
    joins(&one, mine, Uuid::now_v7(), 404).await;
    joins(&one, mine, mine, 422).await;
    one.caller
        .delete(&format!("/api/findings/{theirs}/same"))
        .await
        .expect(403);
    assert_eq!(case_of(&one, mine).await, Value::Null);
    stage.end().await;
}

#[tokio::test]
async fn who_leads_the_walk_and_who_plans_there_take_apart_what_others_joined_and_nobody_else() {
    for base in bases() {
        let (stage, leader, other) = stage_with_phones(base).await;
        let began = json!({"state": "walking", "at": rfc3339(stage.house.clock.now_ms())});
        let state = format!("/api/walks/{}/state", leader.walk);
        leader.caller.put(&state, &began).await.expect(200);
        let (_, elsewhere) = Networker::new(&stage)
            .await
            .plan_walk("Andere", places::EAST)
            .await;
        let stranger = Phone::joins(&stage, &elsewhere).await;
        let staff = async |role, buurt| Networker::with(&stage, role, Some(buurt)).await;
        let (planner, partner) = (
            staff(Role::Networker, places::WEST).await,
            staff(Role::Partner, places::WEST).await,
        );
        let next_door = staff(Role::Networker, places::EAST).await;
        let mine = other.records("lamp-uit", places::IN_WEST).await;
        let led = leader.records("lamp-uit", places::IN_WEST).await;
        let third = other.records("lamp-uit", places::IN_WEST).await;
        let part = format!("/api/findings/{mine}/same");

        for (who, caller) in [("leader", &leader.caller), ("planner", &planner.caller)] {
            let case = joins(&other, mine, led, 200).await["case"].clone();
            joins(&other, third, led, 200).await;
            for (caller, status) in [
                (&stranger.caller, 404),
                (&next_door.caller, 404),
                (&partner.caller, 403),
            ] {
                caller.delete(&part).await.expect(status);
            }
            let refused = other.caller.delete(&format!("/api/findings/{led}/same")).await;
            assert_eq!(refused.expect(403).code(), "not_for_you");
            assert_eq!(case_of(&other, mine).await, case, "not by {who} yet");
            caller.delete(&part).await.expect(204);
            caller.delete(&part).await.expect(204);
            assert_eq!(case_of(&other, mine).await, Value::Null, "{who}");
            assert_eq!(case_of(&other, third).await, case, "the others stay");
            assert_eq!(case_of(&other, led).await, case);
        }
        let gone = format!("/api/findings/{mine}");
        other.caller.delete(&gone).await.expect(204);
        leader.caller.delete(&part).await.expect(404);
        other.caller.delete(&part).await.expect(410);
        stage.end().await;
    }
}

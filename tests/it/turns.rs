//! Two at the same moment: each waits for the other, and nobody acts on what was read before.

use buurtschouw::{
    clock::{Clock, rfc3339},
    people::{Asker, enrol},
    store::Tx,
    walks::{state::Stage as Far, store},
};
use harness::{Networker, Phone, Stage, actors::Answer, bases, places};
use serde_json::json;
use std::{future::Future, time::Duration};
use tokio::task::JoinHandle;
use uuid::Uuid;

fn now() -> i64 {
    Clock::Machine.now_ms()
}

/// Sends a request while somebody else's change runs, and sees that it waits for it.
async fn waits(request: impl Future<Output = Answer> + Send + 'static) -> JoinHandle<Answer> {
    let request = tokio::spawn(request);
    for _ in 0..15 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(!request.is_finished(), "it did not wait");
    }
    request
}

async fn holds(stage: &Stage, walk: Uuid) -> (Tx, buurtschouw::walks::walk::Walk) {
    let mut tx = stage.house.db.begin().await.unwrap();
    let walk = store::hold(&mut tx, walk).await.unwrap().unwrap();
    (tx, walk)
}

#[tokio::test]
async fn a_walk_that_one_leader_ends_is_not_brought_back_by_another_who_pauses_it_meanwhile() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let networker = Networker::new(&stage).await;
        let (walk, code) = networker.plan_walk("Schouw", places::WEST).await;
        let phone = Phone::joins(&stage, &code).await;
        let path = format!("/api/walks/{walk}/state");
        let begins = json!({"state": "walking", "at": rfc3339(now())});
        networker.caller.put(&path, &begins).await.expect(200);

        let (mut tx, mut ended) = holds(&stage, walk).await;
        ended.move_to(Far::Ended, now(), now());
        store::set_state(&mut tx, &ended).await.unwrap();
        let caller = networker.caller.clone();
        let pauses = json!({"state": "paused", "at": rfc3339(now())});
        let late = waits(async move { caller.put(&path, &pauses).await }).await;
        tx.commit().await.unwrap();
        assert_eq!(late.await.unwrap().expect(409).code(), "ended", "{base:?}");
        let told = phone.caller.get(&format!("/api/walks/{walk}")).await.expect(200);
        assert_eq!(told.body["state"], "ended");
        stage.end().await;
    }
}

#[tokio::test]
async fn who_gives_roles_leaves_the_name_that_its_owner_chose_meanwhile() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let networker = Networker::new(&stage).await;
        let (walk, code) = networker.plan_walk("Schouw", places::WEST).await;
        let mo = Phone::joins(&stage, &code).await;

        let (mut tx, _) = holds(&stage, walk).await;
        let mut seat = store::seat_in(&mut tx, walk, mo.walker).await.unwrap().unwrap();
        let path = format!("/api/walks/{walk}/roster/{}", seat.id);
        (seat.name, seat.waiting_photos) = (Some("Mo".into()), 3);
        store::set_seat(&mut tx, &seat).await.unwrap();
        let caller = networker.caller.clone();
        let gives = json!({"roles": ["photographer"]});
        let late = waits(async move { caller.put(&path, &gives).await }).await;
        tx.commit().await.unwrap();
        let told = late.await.unwrap().expect(200).body;
        let kept = store::seat(&stage.house.db, walk, mo.walker)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (kept.name.as_deref(), kept.waiting_photos),
            (Some("Mo"), 3),
            "{base:?}"
        );
        assert_eq!(kept.roles(), ["photographer"]);
        assert_eq!(told["name"], "Mo");
        stage.end().await;
    }
}

#[tokio::test]
async fn two_who_take_a_lead_that_nobody_has_do_not_both_get_it() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let (walk, code) = Networker::new(&stage)
            .await
            .plan_walk("Schouw", places::WEST)
            .await;
        let (anke, mo) = (
            Phone::joins(&stage, &code).await,
            Phone::joins(&stage, &code).await,
        );

        let (mut tx, _) = holds(&stage, walk).await;
        store::set_roles(&mut tx, walk, anke.walker, r#"["leader"]"#)
            .await
            .unwrap();
        let caller = mo.caller.clone();
        let path = format!("/api/walks/{walk}/me");
        let leads = json!({"roles": ["leader"]});
        let late = waits(async move { caller.put(&path, &leads).await }).await;
        tx.commit().await.unwrap();
        late.await.unwrap().expect(403);
        stage.end().await;
    }
}

#[tokio::test]
async fn who_joined_by_another_server_a_moment_ago_records_on_that_walk_and_hears_of_it_at_once() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let networker = Networker::new(&stage).await;
        let (_, code) = networker.plan_walk("Schouw", places::WEST).await;
        let (walk, _) = networker.plan_walk("Andere schouw", places::WEST).await;
        let phone = Phone::joins(&stage, &code).await;
        // This server remembers them for some seconds as it knows them now.
        phone.caller.get("/api/me").await.expect(200);
        let path = format!("/api/live?walk={walk}");
        phone.caller.get(&path).await.expect(404);
        let asker = Asker::Participant {
            id: phone.walker,
            walks: Vec::new(),
        };
        let mut tx = stage.house.db.begin().await.unwrap();
        let enrolled = enrol::person(&mut tx, &asker, None, now()).await.unwrap();
        enrol::seat(&mut tx, enrolled.person, walk, None, now())
            .await
            .unwrap();
        tx.commit().await.unwrap();

        let mut body = phone.finding("lamp-uit", places::IN_WEST);
        body["walk"] = json!(walk);
        phone.sends(Uuid::now_v7(), &body).await.expect(201);
        body["walk"] = json!(Uuid::now_v7());
        let refused = phone.sends(Uuid::now_v7(), &body).await.expect(422);
        assert_eq!(
            refused.faults(),
            [("/walk".to_owned(), "unknown_walk".to_owned())]
        );
        let stream = phone
            .caller
            .request(reqwest::Method::GET, &path)
            .send()
            .await
            .unwrap();
        assert_eq!(stream.status().as_u16(), 200, "{base:?}");
        drop(stream);
        stage.end().await;
    }
}

//! What is held in memory is what the tables say, whatever happened.

use buurtschouw::{
    findings::{follow, review::review},
    house::{
        House,
        register::{Card, Held},
    },
};
use harness::{Networker, Phone, Stage, bases, photos, places};
use serde_json::json;
use spatial::index::Bounds;
use std::{
    sync::{Arc, Weak},
    time::Duration,
};
use uuid::Uuid;

fn all(house: &House) -> Vec<Card> {
    let held = house.register.held();
    let mut cards = Vec::new();
    held.index
        .in_box(&Bounds::WORLD, |row, spot| cards.extend(held.card(row, spot)));
    cards.sort_by_key(|card| card.id);
    cards
}

/// The second phone's findings are confirmed by the first, changed, joined; some of it is taken back, one withdrawn.
async fn add_later(phones: &[Phone; 2], ids: &[Uuid]) {
    let [first, second] = phones;
    let voice = |n: usize| format!("/api/findings/{}/confirmations/{}", ids[n], Uuid::now_v7());
    for n in [1, 1, 3, 5, 7, 9] {
        // In the dark, and one by day.
        let hour = if n == 9 { 12 } else { 20 };
        let at = format!("2026-11-20T{hour}:3{n}:00+01:00");
        let path = voice(n);
        let sent = first.caller.put(&path, &json!({"observed_at": at})).await;
        assert!(sent.status < 300, "{}", sent.body);
        if n == 5 {
            first.caller.delete(&path).await.expect(204);
        }
    }
    let later = json!({"observed_at": "2026-11-22T08:00:00+01:00"});
    first.caller.put(&voice(1), &later).await.expect(201);
    // One is put a little better, one elsewhere: there nobody saw it too.
    for (n, place) in [(1, [4.4824, 51.9]), (7, places::IN_EAST)] {
        let moved = json!({"made_at": "2026-11-20T21:00:00+01:00", "note": "Verplaatst",
            "position": {"lon": place[0], "lat": place[1]}});
        let path = format!("/api/findings/{}/changes/{}", ids[n], Uuid::now_v7());
        second.caller.put(&path, &moved).await.expect(201);
    }
    let beside = first.records("lamp-uit", [4.4842, 51.9]).await;
    let path = format!("/api/findings/{}/same/{beside}", ids[3]);
    second.caller.put(&path, &json!({})).await.expect(200);
    let path = format!("/api/findings/{}", ids[0]);
    assert_eq!(first.caller.delete(&path).await.status, 204);
}

#[tokio::test]
async fn memory_that_followed_the_outbox_equals_memory_read_from_the_tables() {
    for base in bases() {
        let mut stage = Stage::on(base).await;
        stage.import(&places::two_buurten(), "2026-01-01").await;
        let networker = Networker::new(&stage).await;
        let (walk, code) = networker.plan_walk("Avondschouw", places::WEST).await;
        let phones = [
            Phone::joins(&stage, &code).await,
            Phone::joins(&stage, &code).await,
        ];
        let mut ids = Vec::new();
        for n in 0..12_u32 {
            let id = Uuid::now_v7();
            let photo = Uuid::now_v7();
            let category = ["lamp-uit", "gevoel", "parel"][n as usize % 3];
            let mut body = phones[n as usize % 2].finding(category, [4.4812 + f64::from(n) * 1e-3, 51.9]);
            body["note"] = json!(format!("Zie \"nummer\" {n}\nen verder: é"));
            body["photos"] = json!([photo]);
            body["perceived_safety"] = json!(1 + n % 5);
            phones[n as usize % 2].sends(id, &body).await.expect(201);
            if n % 2 == 0 {
                let sent = phones[0]
                    .caller
                    .put_photo(photo, &photos::jpeg(64, 48, n as u8))
                    .await;
                sent.expect(201);
            }
            ids.push(id);
        }
        phones[0]
            .caller
            .delete(&format!("/api/findings/{}", ids[0]))
            .await
            .expect(204);
        add_later(&phones, &ids).await;
        review(&stage.house, walk).await.unwrap();
        follow::catch_up(&stage.house).await.unwrap();
        let followed = all(&stage.house);
        assert_eq!(followed.len(), 12);
        assert!(followed.iter().all(|card| card.reviewed));
        assert!(
            followed
                .iter()
                .any(|card| card.photos.iter().any(|(_, here)| *here))
        );

        assert_eq!(followed.iter().map(|card| card.voices.len()).sum::<usize>(), 4);
        assert!(
            followed
                .iter()
                .flat_map(|card| &card.voices)
                .all(|voice| voice.at > 0)
        );
        assert_eq!(followed.iter().filter(|card| card.case.is_some()).count(), 2);
        let rows = stage.house.register.held().index.len();
        assert_eq!(
            rows,
            12 + 4,
            "a row for each finding and each voice, and none of what went"
        );

        follow::load(&stage.house).await.unwrap();
        assert_eq!(stage.house.register.held().index.len(), rows);
        assert_eq!(all(&stage.house), followed);
        stage.restart().await;
        assert_eq!(all(&stage.house), followed);
        stage.end().await;
    }
}

#[tokio::test]
async fn while_a_rebuild_goes_on_readers_and_writers_go_on_and_nothing_of_it_is_lost() {
    for base in bases() {
        let stage = Stage::on(base).await;
        stage.import(&places::two_buurten(), "2026-01-01").await;
        let (_, code) = Networker::new(&stage)
            .await
            .plan_walk("Schouw", places::WEST)
            .await;
        let phone = Phone::joins(&stage, &code).await;
        let first = phone.records("lamp-uit", places::IN_WEST).await;
        let second = phone.records("parel", places::IN_WEST).await;
        let before = stage.house.register.current().await;

        let (begun, has_begun) = tokio::sync::oneshot::channel::<()>();
        let (go_on, goes_on) = std::sync::mpsc::channel::<()>();
        let house = stage.house.clone();
        let rebuild = tokio::spawn(async move {
            let merge = move |held: &Held| {
                let merged = held.rebuilt();
                begun.send(()).unwrap();
                goes_on.recv().unwrap();
                merged
            };
            follow::rebuild(&house, merge).await
        });
        has_begun.await.unwrap();
        // All of it by new people, too: their numbers were not given out when the rebuild began.
        let later = Phone::joins(&stage, &code).await;
        let third = later.records("zwerfafval", places::IN_WEST).await;
        phone
            .caller
            .delete(&format!("/api/findings/{first}"))
            .await
            .expect(204);
        let seen = later.sees().await;
        let mut seen: Vec<&str> = seen.iter().filter_map(|finding| finding["id"].as_str()).collect();
        seen.sort_unstable();
        let expected = [second.to_string(), third.to_string()];
        assert_eq!(
            seen, expected,
            "who reads sees what was written, while the rebuild is held open"
        );
        assert!(!rebuild.is_finished());

        go_on.send(()).unwrap();
        rebuild.await.unwrap().unwrap();
        let after = stage.house.register.held();
        assert!(!after.comes_from(&before), "the merged findings are shown");
        let followed = all(&stage.house);
        let mut ids: Vec<Uuid> = followed.iter().map(|card| card.id).collect();
        ids.sort();
        assert_eq!(ids, [second, third]);
        assert!(
            followed
                .iter()
                .any(|card| card.id == third && card.person == later.walker)
        );
        follow::load(&stage.house).await.unwrap();
        assert_eq!(all(&stage.house), followed);
        stage.end().await;
    }
}

#[tokio::test]
async fn who_wrote_reads_what_they_wrote_at_once() {
    let stage = Stage::new().await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let (_, code) = Networker::new(&stage)
        .await
        .plan_walk("Schouw", places::WEST)
        .await;
    let phone = Phone::joins(&stage, &code).await;
    for n in 1..40 {
        let id = phone.records("lamp-uit", places::IN_WEST).await;
        let seen = phone.sees().await;
        assert_eq!(seen.len(), n);
        assert!(seen.iter().any(|finding| finding["id"] == json!(id)));
    }
    stage.end().await;
}

#[tokio::test]
async fn a_list_says_of_a_finding_what_the_finding_itself_says() {
    let stage = Stage::new().await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let (_, code) = Networker::new(&stage)
        .await
        .plan_walk("Schouw", places::WEST)
        .await;
    let phone = Phone::joins(&stage, &code).await;
    let id = Uuid::now_v7();
    let mut body = phone.finding("lamp-uit", [4.4851234, 51.9000001]);
    body["note"] = json!("Kapot \u{1F4A1} \"al\" weken\\\tlang");
    body["perceived_safety"] = json!(2);
    body["suggested_measure"] = json!("verlichting-herstel");
    body["photos"] = json!([Uuid::now_v7()]);
    phone.sends(id, &body).await.expect(201);
    let bare = phone.records("parel", places::IN_EAST).await;
    for (id, seen) in [(bare, phone.sees().await), (id, phone.sees().await)] {
        let told = phone
            .caller
            .get(&format!("/api/findings/{id}"))
            .await
            .expect(200)
            .body;
        let listed = seen.iter().find(|finding| finding["id"] == json!(id)).unwrap();
        assert_eq!(*listed, told);
    }
    stage.end().await;
}

/// Bytes of the findings in memory, as the operator reads them.
async fn bytes(networker: &Networker) -> f64 {
    let text = String::from_utf8(networker.caller.get("/metrics").await.expect(200).bytes).unwrap();
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("findings_memory_bytes "));
    line.unwrap().parse().unwrap()
}

#[tokio::test]
async fn withdrawn_words_leave_memory_within_seconds_also_what_answers_were_counted_from() {
    let stage = Stage::new().await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let networker = Networker::new(&stage).await;
    let (_, code) = networker.plan_walk("Schouw", places::WEST).await;
    let phone = Phone::joins(&stage, &code).await;
    phone.records("lamp-uit", places::IN_EAST).await;
    assert_eq!(phone.sees().await.len(), 1);
    let without = bytes(&networker).await;
    let id = Uuid::now_v7();
    let mut body = phone.finding("lamp-uit", places::IN_WEST);
    body["note"] = json!("Dit had ik niet moeten opschrijven. ".repeat(25));
    phone.sends(id, &body).await.expect(201);
    assert_eq!(phone.sees().await.len(), 2);
    assert!(bytes(&networker).await > without + 850.0);
    // A question for hotspots keeps the state that it was counted from.
    phone.caller.get("/api/hotspots").await.expect(200);
    let before = Arc::downgrade(&stage.house.register.held());

    let path = format!("/api/findings/{id}");
    phone.caller.delete(&path).await.expect(204);
    phone.caller.get("/api/hotspots").await.expect(200);
    let after = Arc::downgrade(&stage.house.register.held());
    let gone = async {
        let kept = |of: &Weak<Held>| of.upgrade().is_some_and(|held| held.has_withdrawn_words());
        while before.upgrade().is_some() || kept(&after) || stage.house.register.held().has_withdrawn_words()
        {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), gone)
        .await
        .expect("the words are gone");
    // The row of the other one moved from the small delta into the base.
    let now = bytes(&networker).await;
    assert!(now < without + 200.0, "{now} after {without}");
    assert_eq!(phone.sees().await.len(), 1);
    stage.end().await;
}

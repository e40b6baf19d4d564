//! The findings room: one id, one row; withdrawal; lists by page and filter.

use harness::{Networker, Phone, Stage, bases, photos, places};
use serde_json::{Value, json};
use std::collections::HashSet;
use uuid::Uuid;

async fn stage_with_phone(base: harness::Base) -> (Stage, Networker, Phone) {
    let stage = Stage::on(base).await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let networker = Networker::new(&stage).await;
    let (_, code) = networker.plan_walk("Schouw", places::WEST).await;
    let phone = Phone::joins(&stage, &code).await;
    (stage, networker, phone)
}

#[tokio::test]
async fn fifty_equal_requests_at_once_make_one_row_and_one_event() {
    for base in bases() {
        let (stage, _, phone) = stage_with_phone(base).await;
        let id = Uuid::now_v7();
        let body = phone.finding("zwerfafval", places::IN_WEST);
        let before = buurtschouw::store::outbox::last(&stage.house.db).await.unwrap();
        let mut sending = tokio::task::JoinSet::new();
        for _ in 0..50 {
            let (phone, body) = (phone.clone(), body.clone());
            sending.spawn(async move { phone.sends(id, &body).await });
        }
        let answers = sending.join_all().await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 49);
        let bodies: HashSet<String> = answers.iter().map(|answer| answer.body.to_string()).collect();
        assert_eq!(bodies.len(), 1, "every answer says the same");
        let events = buurtschouw::store::outbox::after(&stage.house.db, before)
            .await
            .unwrap();
        assert_eq!(events.len(), 1);
        assert_eq!(phone.sees().await.len(), 1);
        stage.end().await;
    }
}

#[tokio::test]
async fn the_same_members_in_another_order_are_the_same_finding_and_the_hash_is_of_these_bytes() {
    let (stage, _, phone) = stage_with_phone(harness::Base::Sqlite).await;
    let id = Uuid::now_v7();
    let body = phone.finding("zwerfafval", places::IN_WEST);
    let first = phone.sends(id, &body).await.expect(201).body;
    let mut turned: Vec<(String, Value)> = body.as_object().unwrap().clone().into_iter().collect();
    turned.reverse();
    let text = serde_json::to_string_pretty(&Value::Object(turned.into_iter().collect())).unwrap();
    let second = phone
        .caller
        .put_text(&format!("/api/findings/{id}"), text.clone())
        .await
        .expect(200)
        .body;
    assert_ne!(first["sha256"], second["sha256"]);
    use sha2::Digest;
    assert_eq!(
        second["sha256"],
        json!(buurtschouw::http::body::hex(&sha2::Sha256::digest(
            text.as_bytes()
        )))
    );
    assert_eq!(first["received_at"], second["received_at"]);
    let mut other = body.clone();
    other["note"] = json!("anders");
    assert_eq!(phone.sends(id, &other).await.expect(409).code(), "conflict");
    stage.end().await;
}

#[tokio::test]
async fn somebody_elses_id_is_a_conflict_on_write_and_unknown_on_read() {
    for base in bases() {
        let (stage, networker, phone) = stage_with_phone(base).await;
        let (_, code) = networker.plan_walk("Andere", places::EAST).await;
        let stranger = Phone::joins(&stage, &code).await;
        let id = phone.records("zwerfafval", places::IN_WEST).await;
        let mut body = phone.finding("zwerfafval", places::IN_WEST);
        body["walk"] = json!(stranger.walk);
        assert_eq!(stranger.sends(id, &body).await.expect(409).code(), "conflict");
        stranger
            .caller
            .delete(&format!("/api/findings/{id}"))
            .await
            .expect(409);
        let unknown = stranger
            .caller
            .get(&format!("/api/findings/{}", Uuid::now_v7()))
            .await
            .expect(404);
        let foreign = stranger
            .caller
            .get(&format!("/api/findings/{id}"))
            .await
            .expect(404);
        assert_eq!(unknown.body, foreign.body);
        phone.caller.get(&format!("/api/findings/{id}")).await.expect(200);
        phone
            .caller
            .delete(&format!("/api/findings/{id}"))
            .await
            .expect(204);
        assert_eq!(stranger.sends(id, &body).await.expect(409).code(), "conflict");
        stage.end().await;
    }
}

#[tokio::test]
async fn withdrawing_takes_words_and_photos_away_for_good_and_keeps_the_id_taken() {
    for base in bases() {
        let (stage, networker, phone) = stage_with_phone(base).await;
        let (id, photo) = (Uuid::now_v7(), Uuid::now_v7());
        let mut body = phone.finding("zwerfafval", places::IN_WEST);
        body["photos"] = json!([photo]);
        body["note"] = json!("weg hiermee");
        phone.sends(id, &body).await.expect(201);
        phone
            .caller
            .put_photo(photo, &photos::jpeg(400, 300, 9))
            .await
            .expect(201);
        let path = format!("/api/findings/{id}");
        phone.caller.delete(&path).await.expect(204);
        phone.caller.delete(&path).await.expect(204);
        phone.caller.get(&path).await.expect(410);
        networker.caller.get(&path).await.expect(404);
        assert_eq!(phone.sends(id, &body).await.expect(410).code(), "withdrawn");
        assert!(phone.sees().await.is_empty());
        phone
            .caller
            .get(&format!("/api/photos/{photo}/320"))
            .await
            .expect(404);
        photo_bytes_go(&stage.folder.path().join("photos"), 0).await;
        stage.end().await;
    }
}

#[tokio::test]
async fn a_photo_that_comes_after_its_finding_was_withdrawn_is_refused() {
    for base in bases() {
        let (stage, _, phone) = stage_with_phone(base).await;
        let (id, photo) = (Uuid::now_v7(), Uuid::now_v7());
        let mut body = phone.finding("zwerfafval", places::IN_WEST);
        body["photos"] = json!([photo]);
        phone.sends(id, &body).await.expect(201);
        phone
            .caller
            .delete(&format!("/api/findings/{id}"))
            .await
            .expect(204);
        phone
            .caller
            .put_photo(photo, &photos::jpeg(400, 300, 9))
            .await
            .expect(410);
        phone
            .caller
            .get(&format!("/api/photos/{photo}/320"))
            .await
            .expect(404);
        assert_eq!(files_in(&stage.folder.path().join("photos")), 0);
        stage.end().await;
    }
}

#[tokio::test]
async fn withdrawing_one_photo_leaves_another_with_the_same_small_picture_whole() {
    let (stage, _, phone) = stage_with_phone(harness::Base::Sqlite).await;
    let (id, first, second) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let mut body = phone.finding("zwerfafval", places::IN_WEST);
    body["photos"] = json!([first]);
    phone.sends(id, &body).await.expect(201);
    phone
        .caller
        .put_photo(first, &photos::black(1600, 1200))
        .await
        .expect(201);
    phone
        .caller
        .put_photo(second, &photos::black(1500, 1125))
        .await
        .expect(201);
    let folder = stage.folder.path().join("photos");
    assert_eq!(files_in(&folder), 3, "both share their small picture");
    phone
        .caller
        .delete(&format!("/api/findings/{id}"))
        .await
        .expect(204);
    photo_bytes_go(&folder, 2).await;
    for size in [320, 1600] {
        phone
            .caller
            .get(&format!("/api/photos/{second}/{size}"))
            .await
            .expect(200);
    }
    stage.end().await;
}

/// Two findings of one phone that show the same photo, which came in.
async fn one_photo_of_two(phone: &Phone) -> ([Uuid; 2], Uuid) {
    let (findings, photo) = ([Uuid::now_v7(), Uuid::now_v7()], Uuid::now_v7());
    let mut body = phone.finding("zwerfafval", places::IN_WEST);
    body["photos"] = json!([photo]);
    for finding in findings {
        phone.sends(finding, &body).await.expect(201);
    }
    let bytes = photos::jpeg(400, 300, 9);
    phone.caller.put_photo(photo, &bytes).await.expect(201);
    (findings, photo)
}

#[tokio::test]
async fn a_photo_in_two_findings_stays_until_both_are_withdrawn() {
    for base in bases() {
        let (stage, _, phone) = stage_with_phone(base).await;
        let ([first, second], photo) = one_photo_of_two(&phone).await;
        phone
            .caller
            .delete(&format!("/api/findings/{first}"))
            .await
            .expect(204);
        phone
            .caller
            .get(&format!("/api/photos/{photo}/320"))
            .await
            .expect(200);
        phone
            .caller
            .delete(&format!("/api/findings/{second}"))
            .await
            .expect(204);
        phone
            .caller
            .get(&format!("/api/photos/{photo}/320"))
            .await
            .expect(404);
        stage.end().await;
    }
}

#[tokio::test]
async fn a_photo_is_taken_off_a_finding_by_its_maker_only_also_when_it_came_and_its_bytes_go() {
    for base in bases() {
        let (stage, _, phone) = stage_with_phone(base).await;
        let (_, code) = Networker::new(&stage).await.plan_walk("Andere", "TB01").await;
        let other = Phone::joins(&stage, &code).await;
        let (id, here, coming) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
        let mut body = phone.finding("zwerfafval", places::IN_WEST);
        body["photos"] = json!([here, coming]);
        phone.sends(id, &body).await.expect(201);
        let bytes = photos::jpeg(400, 300, 9);
        phone.caller.put_photo(here, &bytes).await.expect(201);
        let (door, picture) = (
            format!("/api/findings/{id}/photos"),
            format!("/api/photos/{here}/320"),
        );
        other.caller.delete(&format!("{door}/{here}")).await.expect(404);
        phone.caller.get(&picture).await.expect(200);

        let promised = json!([{"id": coming, "state": "promised"}]);
        for _ in 0..2 {
            let left = phone.caller.delete(&format!("{door}/{here}")).await.expect(200);
            assert_eq!(left.body["photos"], promised);
        }
        phone.caller.get(&picture).await.expect(404);
        assert_eq!(phone.sees().await[0]["properties"]["photos"], promised);
        photo_bytes_go(&stage.folder.path().join("photos"), 0).await;
        phone.caller.delete(&format!("{door}/{coming}")).await.expect(200);
        for photo in [here, coming] {
            phone.caller.put_photo(photo, &bytes).await.expect(410);
        }
        assert_eq!(files_in(&stage.folder.path().join("photos")), 0);
        assert_eq!(phone.sees().await[0]["properties"]["photos"], json!([]));
        phone.sends(id, &body).await.expect(200);
        assert_eq!(
            phone.sees().await[0]["properties"]["photos"],
            json!([]),
            "the same text again"
        );
        stage.end().await;
    }
}

#[tokio::test]
async fn a_photo_that_two_findings_show_stays_until_it_is_taken_off_both() {
    for base in bases() {
        let (stage, _, phone) = stage_with_phone(base).await;
        let ([first, second], photo) = one_photo_of_two(&phone).await;
        for (finding, status) in [(first, 200), (second, 404)] {
            let door = format!("/api/findings/{finding}/photos/{photo}");
            phone.caller.delete(&door).await.expect(200);
            let picture = phone.caller.get(&format!("/api/photos/{photo}/320")).await;
            picture.expect(status);
        }
        photo_bytes_go(&stage.folder.path().join("photos"), 0).await;
        stage.end().await;
    }
}

#[tokio::test]
async fn of_a_photo_that_comes_in_while_it_is_taken_off_nothing_stays() {
    for base in bases() {
        let (stage, _, phone) = stage_with_phone(base).await;
        for nth in 0..12 {
            let (id, photo) = (Uuid::now_v7(), Uuid::now_v7());
            let mut body = phone.finding("zwerfafval", places::IN_WEST);
            body["photos"] = json!([photo]);
            phone.sends(id, &body).await.expect(201);
            let bytes = photos::jpeg(200 + nth, 150, 9);
            let door = format!("/api/findings/{id}/photos/{photo}");
            // Each time at another moment of its coming in.
            let off = async {
                tokio::time::sleep(std::time::Duration::from_millis(4 * u64::from(nth))).await;
                phone.caller.delete(&door).await.expect(200)
            };
            let (came, _) = tokio::join!(phone.caller.put_photo(photo, &bytes), off);
            assert!([201, 410].contains(&came.status), "{}", came.status);
            let picture = phone.caller.get(&format!("/api/photos/{photo}/320")).await;
            picture.expect(404);
        }
        photo_bytes_go(&stage.folder.path().join("photos"), 0).await;
        stage.end().await;
    }
}

#[tokio::test]
async fn nothing_of_a_withdrawn_finding_is_left_but_its_id_and_maker() {
    let (stage, _, phone) = stage_with_phone(harness::Base::Sqlite).await;
    let mut body = phone.finding("gevoel", places::IN_WEST);
    (body["note"], body["perceived_safety"]) = (json!("weg hiermee"), json!(1));
    let id = Uuid::now_v7();
    phone.sends(id, &body).await.expect(201);
    phone
        .caller
        .delete(&format!("/api/findings/{id}"))
        .await
        .expect(204);
    let (kept, sent) = buurtschouw::findings::store::by_id_with_body(&stage.house.db, id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((kept.person_id, sent.as_str()), (phone.walker, ""));
    assert_eq!(
        (kept.category, kept.note, kept.buurt, kept.walk_id),
        (None, None, None, None)
    );
    assert_eq!(
        (kept.lon, kept.lat, kept.observed_at, kept.perceived_safety),
        (0.0, 0.0, 0, None)
    );
    stage.end().await;
}

#[tokio::test]
async fn a_phone_that_sends_again_is_answered_also_when_borders_changed_in_between() {
    let (stage, _, phone) = stage_with_phone(harness::Base::Sqlite).await;
    let id = Uuid::now_v7();
    let body = phone.finding("zwerfafval", places::IN_WEST);
    phone.sends(id, &body).await.expect(201);
    let elsewhere = json!({"type": "FeatureCollection", "features": [
        places::feature("TB01", "Ver weg", places::square(5.80, 50.80, 5.81, 50.81)),
        places::feature("TB02", "Ver weg", places::square(5.81, 50.80, 5.82, 50.81)),
    ]});
    stage.import(&elsewhere.to_string(), "2026-01-02").await;
    phone.sends(Uuid::now_v7(), &body).await.expect(422);
    phone.sends(id, &body).await.expect(200);
    stage.end().await;
}

/// The bytes go by a consequence, soon after: ask until it has happened, at most ten seconds.
async fn photo_bytes_go(folder: &std::path::Path, left: usize) {
    for _ in 0..200 {
        if files_in(folder) == left {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{} files are still there", files_in(folder));
}

fn files_in(folder: &std::path::Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    entries
        .filter_map(Result::ok)
        .map(|entry| {
            if entry.path().is_dir() {
                files_in(&entry.path())
            } else {
                1
            }
        })
        .sum()
}

#[tokio::test]
async fn pages_follow_each_other_without_gaps_or_doubles_and_filters_hold() {
    for base in bases() {
        let (stage, _, phone) = stage_with_phone(base).await;
        let mut ids = HashSet::new();
        for n in 0..23 {
            let (category, at) = if n % 2 == 0 {
                ("lamp-uit", places::IN_WEST)
            } else {
                ("zwerfafval", places::IN_EAST)
            };
            let id = Uuid::now_v7();
            let mut body = phone.finding(category, at);
            // Many share a moment: the id must break the tie.
            body["observed_at"] = json!(format!("2026-11-{:02}T10:00:00Z", 1 + n / 4));
            phone.sends(id, &body).await.expect(201);
            ids.insert(id.to_string());
        }
        let (mut path, mut seen, mut pages) = ("/api/findings?limit=7".to_owned(), Vec::new(), 0);
        loop {
            let page = phone.caller.get(&path).await.expect(200).body;
            assert_eq!(page["numberMatched"], 23);
            seen.extend(page["features"].as_array().unwrap().clone());
            pages += 1;
            match page["links"][0]["href"].as_str() {
                Some(next) => path = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(pages, 4);
        let times: Vec<_> = seen
            .iter()
            .map(|f| f["properties"]["observed_at"].as_str().unwrap())
            .collect();
        assert!(times.windows(2).all(|pair| pair[0] >= pair[1]), "newest first");
        assert_eq!(
            seen.iter()
                .map(|f| f["id"].as_str().unwrap().to_owned())
                .collect::<HashSet<_>>(),
            ids
        );
        assert_eq!(seen.len(), 23);
        for (query, expected) in [
            ("category=licht", 12),
            ("category=lamp-uit,zwerfafval", 23),
            ("buurt=TB02", 11),
            ("bbox=4.484,51.89,4.486,51.91", 12),
            ("since=2026-11-06", 3),
            ("until=2026-11-02T00:00:00Z", 4),
            ("since=2027-01-01", 0),
        ] {
            let body = phone
                .caller
                .get(&format!("/api/findings?{query}"))
                .await
                .expect(200)
                .body;
            assert_eq!(body["numberMatched"], expected, "{query}");
        }
        stage.end().await;
    }
}

#[tokio::test]
async fn a_photo_alone_is_a_finding_and_nothing_at_all_is_not() {
    let (stage, _, phone) = stage_with_phone(harness::Base::Sqlite).await;
    let mut body = phone.finding("x", places::IN_WEST);
    body.as_object_mut().unwrap().remove("category");
    assert_eq!(
        phone.sends(Uuid::now_v7(), &body).await.expect(422).faults(),
        [("/category".into(), "missing".into())]
    );
    body["photos"] = json!([Uuid::now_v7()]);
    let receipt = phone.sends(Uuid::now_v7(), &body).await.expect(201).body;
    assert_eq!(receipt["kind"], Value::Null);
    stage.end().await;
}

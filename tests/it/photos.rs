//! Photos through the door: clean, small, upright; bad ones refused with their code.

use harness::{Networker, Phone, Stage, actors::Caller, bases, photos, places};
use reqwest::header;
use serde_json::json;
use std::time::{Duration, Instant};
use uuid::Uuid;

async fn phone_on(base: harness::Base) -> (Stage, Phone) {
    let stage = Stage::on(base).await;
    let (_, code) = Networker::new(&stage).await.plan_walk("Schouw", "TB01").await;
    let phone = Phone::joins(&stage, &code).await;
    (stage, phone)
}

#[tokio::test]
async fn a_photo_comes_back_upright_small_and_without_a_trace_of_its_metadata() {
    for base in bases() {
        let (stage, phone) = phone_on(base).await;
        let id = Uuid::now_v7();
        let bytes = photos::jpeg_with_exif(2000, 1000, 6, "GEHEIM-GPS");
        let receipt = phone.caller.put_photo(id, &bytes).await.expect(201).body;
        assert_eq!(
            (receipt["width"].as_u64(), receipt["height"].as_u64()),
            (Some(1000), Some(2000))
        );
        let again = phone.caller.put_photo(id, &bytes).await.expect(200).body;
        assert_eq!(again, receipt);
        phone
            .caller
            .put_photo(id, &photos::jpeg(10, 10, 1))
            .await
            .expect(409);
        for (size, longest) in [("1600", 1600), ("320", 320)] {
            let out = phone
                .caller
                .get(&format!("/api/photos/{id}/{size}"))
                .await
                .expect(200);
            let picture = image::load_from_memory(&out.bytes).unwrap();
            assert_eq!((picture.width(), picture.height()), (longest / 2, longest));
            for trace in [
                &b"Exif"[..],
                b"GEHEIM",
                b"http://ns.adobe",
                b"ICC_PROFILE",
                &photos::GPS_TRACE,
            ] {
                assert!(!out.bytes.windows(trace.len()).any(|window| window == trace));
            }
        }
        let folder = stage.folder.path().join("photos");
        let holds = |trace: &[u8]| bytes.windows(trace.len()).any(|window| window == trace);
        for trace in [&b"GEHEIM"[..], &photos::GPS_TRACE] {
            assert!(holds(trace), "what came had it");
            assert_no_trace(&folder, trace);
        }
        phone
            .caller
            .get(&format!("/api/photos/{id}/640"))
            .await
            .expect(404);
        stage.end().await;
    }
}

fn assert_no_trace(folder: &std::path::Path, trace: &[u8]) {
    for entry in std::fs::read_dir(folder).unwrap().filter_map(Result::ok) {
        if entry.path().is_dir() {
            assert_no_trace(&entry.path(), trace);
            continue;
        }
        let bytes = std::fs::read(entry.path()).unwrap();
        assert!(
            !bytes.windows(trace.len()).any(|window| window == trace),
            "{}",
            entry.path().display()
        );
    }
}

#[tokio::test]
async fn bad_photos_get_their_code_quickly_and_nothing_is_stored() {
    let (stage, phone) = phone_on(harness::Base::Sqlite).await;
    let started = Instant::now();
    let whole = photos::jpeg(640, 480, 2);
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bomb.extend_from_slice(&60_000u32.to_be_bytes());
    bomb.extend_from_slice(&60_000u32.to_be_bytes());
    bomb.extend_from_slice(&[8, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let mut heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    heic.resize(200, 0);
    let cases: [(&str, Vec<u8>, u16, &str); 7] = [
        ("cut short", whole[..whole.len() / 2].to_vec(), 422, "truncated"),
        (
            "cut at the last byte",
            whole[..whole.len() - 1].to_vec(),
            422,
            "truncated",
        ),
        (
            "44 bytes that claim 60,000 x 60,000",
            bomb[..44.min(bomb.len())].to_vec(),
            422,
            "too_many_pixels",
        ),
        (
            "text in a .jpg",
            b"Dit is geen foto".to_vec(),
            415,
            "unsupported_media",
        ),
        ("HEIC", heic, 415, ""),
        ("empty", vec![], 415, ""),
        ("over 15 MiB", vec![0xff; 15 * 1024 * 1024 + 1], 413, "too_large"),
    ];
    for (name, bytes, status, code) in cases {
        let id = Uuid::now_v7();
        let answer = phone.caller.put_photo(id, &bytes).await;
        assert_eq!(answer.status, status, "{name}: {}", answer.body);
        assert!(
            code.is_empty() || answer.code() == code,
            "{name}: {}",
            answer.body
        );
        phone
            .caller
            .get(&format!("/api/photos/{id}/320"))
            .await
            .expect(404);
    }
    let id = Uuid::now_v7();
    for digest in ["", "sha-256=:AAAA:", "md5=:AAAA:"] {
        assert_eq!(
            phone
                .caller
                .put_photo_as(id, &whole, "image/jpeg", digest)
                .await
                .expect(422)
                .code(),
            "digest"
        );
    }
    assert!(started.elapsed() < Duration::from_secs(20));
    phone.caller.put_photo(id, &whole).await.expect(201);
    stage.end().await;
}

#[tokio::test]
async fn a_photo_of_somebody_else_cannot_be_borrowed_by_naming_it_in_a_finding() {
    let (stage, phone) = phone_on(harness::Base::Sqlite).await;
    let (_, code) = Networker::new(&stage).await.plan_walk("Andere", "TB01").await;
    let thief = Phone::joins(&stage, &code).await;
    let photo = Uuid::now_v7();
    phone
        .caller
        .put_photo(photo, &photos::jpeg(100, 100, 4))
        .await
        .expect(201);
    let mut body = thief.finding("lamp-uit", places::IN_WEST);
    body["photos"] = json!([photo]);
    let receipt = thief.sends(Uuid::now_v7(), &body).await.expect(201).body;
    assert_eq!(receipt["photos"][0]["state"], "promised");
    thief
        .caller
        .get(&format!("/api/photos/{photo}/320"))
        .await
        .expect(404);
    thief
        .caller
        .put_photo(photo, &photos::jpeg(100, 100, 4))
        .await
        .expect(409);
    stage.end().await;
}

#[tokio::test]
async fn companions_do_not_learn_the_id_of_a_photo_on_its_way_and_cannot_take_it_first() {
    let stage = Stage::new().await;
    let (_, code) = Networker::new(&stage).await.plan_walk("Schouw", "TB01").await;
    let (owner, companion) = (
        Phone::joins(&stage, &code).await,
        Phone::joins(&stage, &code).await,
    );
    let photo = Uuid::now_v7();
    let mut body = owner.finding("lamp-uit", places::IN_WEST);
    body["photos"] = json!([photo]);
    owner.sends(Uuid::now_v7(), &body).await.expect(201);
    assert_eq!(
        owner.sees().await[0]["properties"]["photos"][0]["state"],
        "promised"
    );
    assert_eq!(companion.sees().await[0]["properties"]["photos"], json!([]));
    owner
        .caller
        .put_photo(photo, &photos::jpeg(100, 100, 4))
        .await
        .expect(201);
    assert_eq!(
        companion.sees().await[0]["properties"]["photos"][0]["state"],
        "stored"
    );
    stage.end().await;
}

/// Joins by a code, with a phone's own key and without a cookie.
async fn joins_with_key(stage: &Stage, code: &str, key: &str) -> Phone {
    let mut caller = Caller::nobody(stage);
    let body = json!({"code": code, "key": key});
    let joined = caller.post("/api/join", &body).await.expect(200);
    let set = joined.headers[header::SET_COOKIE].to_str().unwrap();
    caller.cookie = set.split(';').next().map(str::to_owned);
    let id = |part: &str| joined.body[part]["id"].as_str().unwrap().parse().unwrap();
    Phone {
        walker: id("participant"),
        walk: id("walk"),
        caller,
    }
}

#[tokio::test]
async fn a_phone_that_lost_its_cookie_between_text_and_photo_is_the_same_person_by_its_key() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let (_, code) = Networker::new(&stage).await.plan_walk("Schouw", "TB01").await;
        let key = "phone-made-key-".repeat(4);
        let before = joins_with_key(&stage, &code, &key[..43]).await;
        let (id, photo) = (Uuid::now_v7(), Uuid::now_v7());
        let mut body = before.finding("lamp-uit", places::IN_WEST);
        body["photos"] = json!([photo]);
        before.sends(id, &body).await.expect(201);

        // The cookie is gone: nobody, until the code is typed again.
        let nobody = Caller::nobody(&stage);
        let bytes = photos::jpeg(100, 100, 4);
        nobody.put_photo(photo, &bytes).await.expect(401);
        // Somebody else's phone, or one without its key, may not take the photo in, so that its bytes stay on the phone.
        let other = Phone::joins(&stage, &code).await;
        let refused = other.caller.put_photo(photo, &bytes).await.expect(403);
        assert_eq!(refused.code(), "not_your_finding");

        let after = joins_with_key(&stage, &code, &key[..43]).await;
        assert_eq!(after.walker, before.walker);
        after.sends(id, &body).await.expect(200);
        after.caller.put_photo(photo, &bytes).await.expect(201);
        let seen = after.sees().await;
        assert_eq!(seen.len(), 1, "no double");
        assert_eq!(seen[0]["properties"]["photos"][0]["state"], "stored");
        let roster = after
            .caller
            .get(&format!("/api/walks/{}", after.walk))
            .await
            .expect(200);
        assert_eq!(
            roster.body["roster"].as_array().unwrap().len(),
            2,
            "one row a person"
        );
        stage.end().await;
    }
}

#[tokio::test]
async fn a_key_that_is_none_is_named_and_a_cookie_counts_before_a_key() {
    let stage = Stage::new().await;
    let (_, code) = Networker::new(&stage).await.plan_walk("Schouw", "TB01").await;
    let short = Caller::nobody(&stage)
        .post("/api/join", &json!({"code": code, "key": "short"}))
        .await
        .expect(422);
    assert_eq!(short.faults(), [("/key".to_owned(), "not_a_key".to_owned())]);
    let keyed = joins_with_key(&stage, &code, &"k".repeat(43)).await;
    let other = Phone::joins(&stage, &code).await;
    let body = json!({"code": code, "key": "k".repeat(43)});
    let joined = other.caller.post("/api/join", &body).await.expect(200);
    assert_eq!(joined.body["participant"]["id"], json!(other.walker));
    assert_ne!(keyed.walker, other.walker);
    stage.end().await;
}

#[tokio::test]
async fn one_person_holds_room_for_four_photos_at_most_while_others_get_theirs_in() {
    let (stage, hoarder) = phone_on(harness::Base::Sqlite).await;
    let (_, code) = Networker::new(&stage).await.plan_walk("Andere", "TB01").await;
    let other = Phone::joins(&stage, &code).await;
    let host = stage.url.trim_start_matches("http://").to_owned();
    let mut half_sent = Vec::new();
    let mut refused = 0;
    for _ in 0..12 {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let mut stream = tokio::net::TcpStream::connect(&host).await.unwrap();
        let head = format!(
            "PUT /api/photos/{} HTTP/1.1\r\nHost: x\r\nCookie: {}\r\nContent-Type: image/jpeg\r\n\
             Content-Digest: sha-256=:{}:\r\nContent-Length: 15000000\r\n\r\nx",
            Uuid::now_v7(),
            hoarder.caller.cookie.clone().unwrap(),
            "A".repeat(43) + "="
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = [0; 12];
        match tokio::time::timeout(Duration::from_millis(300), stream.read_exact(&mut answer)).await {
            Ok(Ok(_)) => {
                assert_eq!(&answer[9..], b"429");
                refused += 1;
            }
            _ => half_sent.push(stream),
        }
    }
    assert_eq!((half_sent.len(), refused), (4, 8));
    other
        .caller
        .put_photo(Uuid::now_v7(), &photos::jpeg(200, 200, 3))
        .await
        .expect(201);
    drop(half_sent);
    stage.end().await;
}

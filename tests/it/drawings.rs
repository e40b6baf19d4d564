//! Drawings of borders: taken in with every fault told at once, confirmed, replaced, withdrawn, and seen by nobody else.

use buurtschouw::people::Role;
use harness::{
    Base, Networker, Phone, Stage, bases,
    drawings::{around_west, drawing},
    places,
};
use serde_json::{Value, json};
use uuid::Uuid;

async fn stage_with_phones(base: Base) -> (Stage, Phone, Phone) {
    let stage = Stage::on(base).await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let networker = Networker::new(&stage).await;
    let (_, code) = networker.plan_walk("Grenzen", places::WEST).await;
    let one = Phone::joins(&stage, &code).await;
    let other = Phone::joins(&stage, &code).await;
    (stage, one, other)
}

/// A border with a curl in its northern side, which is cut off.
fn curl() -> Value {
    json!([[
        [4.48, 51.895],
        [4.49, 51.895],
        [4.49, 51.905],
        [4.485, 51.905],
        [4.485, 51.9045],
        [4.4855, 51.9045],
        [4.4855, 51.9055],
        [4.48, 51.9055],
        [4.48, 51.895],
    ]])
}

#[tokio::test]
async fn a_drawing_is_kept_once_whatever_is_sent_twice_and_its_maker_reads_it() {
    for base in bases() {
        let (stage, phone, other) = stage_with_phones(base).await;
        let id = Uuid::now_v7();
        let mut body = drawing(&around_west([0.0; 4]));
        body["relation"] = json!("lives");
        body["years"] = json!(12);
        let sent = phone.sends_drawing(id, &body).await.expect(201).body;
        assert_eq!(sent["id"], json!(id));
        assert_eq!((&sent["repaired"], &sent["warnings"]), (&json!([]), &json!([])));
        assert_eq!(sent["needs_confirmation"], json!(false));
        let area = sent["area_m2"].as_f64().unwrap();
        assert!((area / 766_000.0 - 1.0).abs() < 0.01, "{area}");
        assert_eq!(sent["geometry"]["coordinates"], body["geometry"]["coordinates"]);
        assert_eq!((&sent["relation"], &sent["years"]), (&json!("lives"), &json!(12)));

        assert_eq!(phone.sends_drawing(id, &body).await.expect(200).body, sent);
        assert_eq!(
            phone
                .caller
                .get(&format!("/api/drawings/{id}"))
                .await
                .expect(200)
                .body,
            sent
        );
        let another = drawing(&around_west([10.0; 4]));
        phone.sends_drawing(id, &another).await.expect(409);
        other.sends_drawing(id, &body).await.expect(409);
        assert_eq!(phone.drawings().await, [sent]);
        stage.end().await;
    }
}

#[tokio::test]
async fn twenty_equal_requests_at_once_make_one_drawing() {
    for base in bases() {
        let (stage, phone, _) = stage_with_phones(base).await;
        let (id, body) = (Uuid::now_v7(), drawing(&around_west([0.0; 4])));
        let all = (0..20).map(|_| {
            let (phone, body) = (phone.clone(), body.clone());
            tokio::spawn(async move { phone.sends_drawing(id, &body).await.status })
        });
        let mut made = 0;
        for answer in all.collect::<Vec<_>>() {
            match answer.await.unwrap() {
                201 => made += 1,
                status => assert_eq!(status, 200),
            }
        }
        assert_eq!((made, phone.drawings().await.len()), (1, 1));
        stage.end().await;
    }
}

#[tokio::test]
async fn every_fault_is_told_at_once_with_its_place_in_dutch_and_english() {
    let (stage, phone, _) = stage_with_phones(Base::Sqlite).await;
    let eight = json!([[
        [4.44, 51.895],
        [4.45, 51.905],
        [4.45, 51.895],
        [4.44, 51.905],
        [4.44, 51.895]
    ]]);
    let mut body = drawing(&eight);
    body["buurt"] = json!("XX99");
    body["years"] = json!(-1);
    body["colour"] = json!("geel");
    let told = phone.sends_drawing(Uuid::now_v7(), &body).await.expect(422);
    let fault = |pointer: &str, code: &str| (pointer.to_owned(), code.to_owned());
    let meant = [
        fault("/buurt", "unknown_buurt"),
        fault("/colour", "unknown_member"),
        fault("/geometry", "outside"),
        fault("/geometry", "self_intersection"),
        fault("/years", "out_of_range"),
    ];
    assert_eq!(told.faults(), meant);
    let crossing = told.body["faults"].as_array().unwrap().iter();
    let crossing = crossing
        .clone()
        .find(|fault| fault["code"] == "self_intersection")
        .unwrap();
    assert_eq!(crossing["at"], json!([4.445, 51.9]));
    assert_eq!(crossing["nl"], json!("Hier kruist je lijn zichzelf."));
    assert_eq!(crossing["en"], json!("Your line crosses itself here."));
    assert_eq!(phone.drawings().await, Vec::<Value>::new());

    let mut none = drawing(&json!([]));
    none["geometry"] = Value::Null;
    let told = phone.sends_drawing(Uuid::now_v7(), &none).await.expect(422);
    assert_eq!(told.faults(), [fault("/geometry", "missing")]);
    let swapped = drawing(&json!([[
        [51.895, 4.48],
        [51.895, 4.49],
        [51.905, 4.49],
        [51.895, 4.48]
    ]]));
    let told = phone.sends_drawing(Uuid::now_v7(), &swapped).await.expect(422);
    assert_eq!(told.code(), "bad_coordinates");
    assert_eq!(told.body["faults"][0]["hint"], json!("swapped"));
    stage.end().await;
}

#[tokio::test]
async fn what_was_repaired_is_shown_and_counts_only_after_its_maker_confirmed_it() {
    for base in bases() {
        let (stage, phone, other) = stage_with_phones(base).await;
        let first = phone.draws([0.0; 4]).await;
        let id = Uuid::now_v7();
        let sent = phone.sends_drawing(id, &drawing(&curl())).await.expect(201).body;
        assert_eq!(sent["repaired"], json!(["repaired_bowtie"]));
        let said = json!([{"code": "repaired_bowtie", "nl": "We hebben een klein lusje weggehaald. Klopt het zo?",
            "en": "We took a small loop away. Is it right now?"}]);
        assert_eq!(sent["notes"], said);
        assert_eq!(sent["needs_confirmation"], json!(true));
        let ids = |drawings: &[Value]| drawings.iter().map(|one| one["id"].clone()).collect::<Vec<_>>();
        assert_eq!(
            ids(&phone.drawings().await),
            [json!(id), json!(first)],
            "the first still counts"
        );

        let confirm = format!("/api/drawings/{id}/confirmation");
        other.caller.put(&confirm, &Value::Null).await.expect(409);
        for _ in 0..2 {
            let confirmed = phone.caller.put(&confirm, &Value::Null).await.expect(200).body;
            assert_eq!(confirmed["needs_confirmation"], json!(false));
            assert_eq!(confirmed["geometry"], sent["geometry"]);
        }
        assert_eq!(
            ids(&phone.drawings().await),
            [json!(id)],
            "it took the place of the first"
        );
        let before = phone
            .caller
            .get(&format!("/api/drawings/{first}"))
            .await
            .expect(200)
            .body;
        assert_eq!(before["replaced"], json!(true), "which is kept as a version");
        stage.end().await;
    }
}

#[tokio::test]
async fn a_withdrawn_drawing_leaves_nothing_but_its_id_and_takes_its_earlier_versions_along() {
    for base in bases() {
        let (stage, phone, other) = stage_with_phones(base).await;
        let (first, second) = (phone.draws([0.0; 4]).await, phone.draws([20.0; 4]).await);
        let theirs = other.draws([5.0; 4]).await;
        phone
            .caller
            .delete(&format!("/api/drawings/{theirs}"))
            .await
            .expect(409);
        phone
            .caller
            .delete(&format!("/api/drawings/{}", Uuid::now_v7()))
            .await
            .expect(404);
        for _ in 0..2 {
            phone
                .caller
                .delete(&format!("/api/drawings/{second}"))
                .await
                .expect(204);
        }
        assert!(phone.drawings().await.is_empty());
        for id in [first, second] {
            phone.caller.get(&format!("/api/drawings/{id}")).await.expect(410);
            let again = drawing(&around_west([20.0; 4]));
            phone.sends_drawing(id, &again).await.expect(410);
            let kept = buurtschouw::boundaries::drawings::store::by_id(&stage.house.db, id).await;
            let kept = kept.unwrap().unwrap();
            assert_eq!(
                (kept.geometry.as_str(), kept.buurt.as_str(), kept.area_m2),
                ("", "", 0.0)
            );
            assert!(kept.sent.is_empty() && kept.relation.is_none());
        }
        assert_eq!(other.drawings().await.len(), 1);
        stage.end().await;
    }
}

#[tokio::test]
async fn a_drawing_is_seen_by_its_maker_and_by_nobody_else_whatever_their_role() {
    for base in bases() {
        let (stage, phone, other) = stage_with_phones(base).await;
        let id = phone.draws([31.0, 17.0, 23.0, 41.0]).await;
        let corner = phone.drawings().await[0]["geometry"]["coordinates"][0][0][0].to_string();
        let committee = Networker::with(&stage, Role::Committee, Some(places::WEST))
            .await
            .caller;
        let admin = Networker::with(&stage, Role::Admin, None).await.caller;
        let document = serde_json::to_value(buurtschouw::app::document()).unwrap();
        let paths = document["paths"].as_object().unwrap();
        for path in paths
            .iter()
            .filter(|(_, item)| item.get("get").is_some())
            .map(|(path, _)| path)
        {
            let path = path
                .replace("{id}", &id.to_string())
                .replace("{code}", places::WEST)
                .replace("{size}", "320");
            for caller in [&other.caller, &committee, &admin] {
                let answer = caller.get(&path).await;
                let text = String::from_utf8_lossy(&answer.bytes).into_owned();
                assert!(!text.contains(&corner), "{path}");
                assert!(!text.contains(&id.to_string()), "{path}");
                assert!(!(path.contains("/drawings/") && answer.status == 200), "{path}");
            }
        }
        stage.end().await;
    }
}

#[tokio::test]
async fn a_ring_of_twenty_thousand_corners_is_refused_at_once_and_a_heavy_body_too() {
    let (stage, phone, _) = stage_with_phones(Base::Sqlite).await;
    let corner = |k: u32| {
        let turn = std::f64::consts::TAU * f64::from(k) / 20_000.0;
        format!(
            "[{:.15},{:.15}]",
            4.485 + 0.004 * turn.cos(),
            51.9 + 0.004 * turn.sin()
        )
    };
    let ring: Vec<String> = (0..20_000).chain([0]).map(corner).collect();
    let geometry = format!(r#"{{"type":"Polygon","coordinates":[[{}]]}}"#, ring.join(","));
    let body = format!(r#"{{"buurt":"{}","geometry":{geometry}}}"#, places::WEST);
    let path = format!("/api/drawings/{}", Uuid::now_v7());
    let began = std::time::Instant::now();
    let told = phone.caller.put_text(&path, body.clone()).await.expect(422);
    println!(
        "{} kB of 20,000 corners refused in {:?}",
        body.len() / 1000,
        began.elapsed()
    );
    assert_eq!(
        told.faults(),
        [("/geometry".to_owned(), "too_many_vertices".to_owned())]
    );
    let heavy = format!("{body}{}", " ".repeat(2 * 1024 * 1024));
    phone.caller.put_text(&path, heavy).await.expect(413);
    phone.caller.put_text(&path, "{").await.expect(400);
    stage.end().await;
}

#[tokio::test]
async fn sixty_drawings_a_minute_are_enough() {
    let stage = Stage::with(Base::Sqlite, |given| given.drawings_per_minute = Some("3".into())).await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let networker = Networker::new(&stage).await;
    let (_, code) = networker.plan_walk("Grenzen", places::WEST).await;
    let phone = Phone::joins(&stage, &code).await;
    for n in 0..3 {
        phone.draws([f64::from(n); 4]).await;
    }
    let told = phone
        .sends_drawing(Uuid::now_v7(), &drawing(&around_west([9.0; 4])))
        .await
        .expect(429);
    assert!(told.headers.contains_key("retry-after"));
    stage.end().await;
}

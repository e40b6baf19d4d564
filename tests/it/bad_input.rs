//! What bad input gets: the 4xx of the contract, in bounded time, nothing stored.

use harness::{Networker, Phone, Stage, actors::Caller, places};
use reqwest::{Method, header};
use serde_json::json;
use std::time::{Duration, Instant};
use uuid::Uuid;

async fn phone_on_stage() -> (Stage, Phone) {
    let stage = Stage::new().await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let (_, code) = Networker::new(&stage)
        .await
        .plan_walk("Schouw", places::WEST)
        .await;
    let phone = Phone::joins(&stage, &code).await;
    (stage, phone)
}

#[tokio::test]
async fn every_fault_of_a_finding_is_told_at_once_with_its_place() {
    let (stage, phone) = phone_on_stage().await;
    let body = json!({
        "category": "ufo", "position": {"lon": "vier", "lat": 95, "hoogte": 3}, "accuracy_m": -1,
        "position_source": "gut", "observed_at": "2036-01-01T00:00:00Z", "note": "x".repeat(2001),
        "walk": Uuid::now_v7(), "photos": ["nee"], "perceived_safety": 6, "suggested_measure": "mcu", "kleur": "rood",
    });
    let answer = phone.sends(Uuid::now_v7(), &body).await.expect(422);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    let expected = [
        ("/accuracy_m", "out_of_range"),
        ("/category", "unknown_category"),
        ("/kleur", "unknown_member"),
        ("/note", "too_long"),
        ("/observed_at", "future"),
        ("/perceived_safety", "out_of_range"),
        ("/photos/0", "not_an_id"),
        ("/position/hoogte", "unknown_member"),
        ("/position/lat", "out_of_range"),
        ("/position/lon", "wrong_type"),
        ("/position_source", "unknown_choice"),
        ("/suggested_measure", "unknown_measure"),
    ];
    assert_eq!(
        answer.faults(),
        expected.map(|(p, c)| (p.to_owned(), c.to_owned()))
    );
    assert!(phone.sees().await.is_empty());
    stage.end().await;
}

#[tokio::test]
async fn swapped_outside_and_foreign_walks_have_codes_of_their_own() {
    let (stage, phone) = phone_on_stage().await;
    let code_of = async |body: serde_json::Value| {
        phone
            .sends(Uuid::now_v7(), &body)
            .await
            .expect(422)
            .code()
            .to_owned()
    };
    let at = |lon: f64, lat: f64| {
        let mut body = phone.finding("lamp-uit", places::IN_WEST);
        body["position"] = json!({"lon": lon, "lat": lat});
        body
    };
    assert_eq!(code_of(at(51.9, 4.485)).await, "swapped");
    assert_eq!(code_of(at(13.4, 52.5)).await, "outside");
    let mut body = phone.finding("lamp-uit", places::IN_WEST);
    body["walk"] = json!(Uuid::now_v7());
    assert_eq!(code_of(body).await, "unknown_walk");
    assert_eq!(
        code_of(phone.finding("zorg", places::IN_WEST)).await,
        "not_stored"
    );
    assert_eq!(code_of(json!([])).await, "wrong_type");
    stage.end().await;
}

#[tokio::test]
async fn bodies_that_are_no_json_are_refused_quickly_and_nothing_is_stored() {
    let (stage, phone) = phone_on_stage().await;
    let path = format!("/api/findings/{}", Uuid::now_v7());
    let good = phone.finding("lamp-uit", places::IN_WEST).to_string();
    let started = Instant::now();
    for (text, status) in [
        ("{".to_owned(), 400),
        (String::new(), 400),
        ("[".repeat(60_000), 400),
        ("[".repeat(100_000), 413),
        (good.replace("6.5", "NaN"), 400),
        (good.replace("6.5", "Infinity"), 400),
        (good.replace("6.5", "1e999"), 400),
        (format!("{good}{good}"), 400),
        (format!("{{\"note\":\"{}\"}}", "x".repeat(70_000)), 413),
    ] {
        let shown: String = text.chars().take(40).collect();
        let answer = phone.caller.put_text(&path, text).await;
        assert_eq!(answer.status, status, "{shown}");
    }
    let mut not_utf8 = good.clone().into_bytes();
    not_utf8[15] = 0xff;
    phone.caller.put_text(&path, not_utf8).await.expect(400);
    let big = vec![b' '; 20 * 1024 * 1024];
    phone.caller.put_text(&path, big).await.expect(413);
    assert!(started.elapsed() < Duration::from_secs(20));
    phone.caller.get(&path).await.expect(404);
    phone.caller.put_text(&path, good).await.expect(201);
    stage.end().await;
}

#[tokio::test]
async fn the_parser_corpus_never_breaks_the_door() {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/validity/json-parsing");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("SKIPPED: ../shared/data/validity/json-parsing is not here");
        return;
    };
    let (stage, phone) = phone_on_stage().await;
    let mut tried = 0;
    for file in files.filter_map(Result::ok) {
        let text = std::fs::read(file.path()).unwrap();
        let answer = phone
            .caller
            .put_text(&format!("/api/findings/{}", Uuid::now_v7()), text)
            .await;
        let name = file.file_name().to_string_lossy().into_owned();
        let fits = match name.get(..2) {
            Some("y_") => answer.status == 422,
            Some("n_") => matches!(answer.status, 400 | 413),
            _ => matches!(answer.status, 400 | 413 | 422),
        };
        assert!(fits, "{name}: {}", answer.status);
        tried += 1;
    }
    assert!(tried > 300, "{tried}");
    assert!(phone.sees().await.is_empty());
    stage.end().await;
}

#[tokio::test]
async fn a_form_of_another_site_cannot_write_in_a_residents_name() {
    let (stage, phone) = phone_on_stage().await;
    let path = format!("/api/findings/{}", Uuid::now_v7());
    let body = phone.finding("lamp-uit", places::IN_WEST);
    for (name, value) in [
        ("origin", "https://elsewhere.example"),
        ("sec-fetch-site", "cross-site"),
    ] {
        let sent = phone
            .caller
            .request(Method::PUT, &path)
            .header(name, value)
            .json(&body)
            .send()
            .await
            .unwrap();
        assert_eq!(sent.status().as_u16(), 403, "{name}");
    }
    let form = phone
        .caller
        .request(Method::PUT, &path)
        .header(header::CONTENT_TYPE, "text/plain")
        .body(body.to_string())
        .send()
        .await
        .unwrap();
    assert_eq!(form.status().as_u16(), 415);
    let own = phone
        .caller
        .request(Method::PUT, &path)
        .header("origin", &stage.url)
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_eq!(own.status().as_u16(), 201);
    stage.end().await;
}

#[tokio::test]
async fn wrong_paths_methods_ids_and_parameters_are_problems_too() {
    let (stage, phone) = phone_on_stage().await;
    phone.caller.get("/api/nothing").await.expect(404);
    phone.caller.post("/api/findings", &json!({})).await.expect(405);
    phone.caller.put("/api/findings/5", &json!({})).await.expect(400);
    assert_eq!(
        phone
            .caller
            .get("/api/findings?bbox=1,2&limit=2000&x=1")
            .await
            .expect(422)
            .faults()
            .len(),
        3
    );
    assert_eq!(
        phone
            .caller
            .get("/api/buurten/at?lon=x")
            .await
            .expect(422)
            .faults()
            .len(),
        2
    );
    Caller::nobody(&stage).get("/api/findings").await.expect(401);
    stage.end().await;
}

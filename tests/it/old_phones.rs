//! What waited on a phone while the server was renewed: the form in which it was made is taken or refused at every door
//! that writes, alike, and the bytes of every form that is still read come in as they were.

use buurtschouw::http::schema::{HEADER, NEWEST, OLDEST};
use harness::{
    Networker, Phone, Stage,
    actors::{Caller, client},
    places,
};
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Every door that writes, of the OpenAPI document, with ids that nothing has.
fn write_doors() -> Vec<(Method, String)> {
    let document = serde_json::to_value(buurtschouw::app::document()).unwrap();
    let mut doors = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in [Method::PUT, Method::POST, Method::DELETE] {
            if item.get(method.as_str().to_lowercase()).is_some() {
                doors.push((method, filled(path)));
            }
        }
    }
    doors
}

fn filled(path: &str) -> String {
    let parts = path.split('/').map(|part| match part {
        "{size}" => "320".to_owned(),
        "{code}" => places::WEST.to_owned(),
        part if part.starts_with('{') => Uuid::now_v7().to_string(),
        part => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Status and code of an empty body in this form at a door.
async fn told(caller: &Caller, (method, path): &(Method, String), form: &str) -> (StatusCode, Value) {
    let sent = caller
        .request(method.clone(), path)
        .header(HEADER, form)
        .json(&json!({}));
    let answer = sent.send().await.unwrap();
    let status = answer.status();
    let body: Value = answer.json().await.unwrap_or_default();
    (status, body["code"].clone())
}

async fn phone_on_stage() -> (Stage, Phone) {
    let stage = Stage::new().await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let networker = Networker::new(&stage).await;
    let (_, code) = networker.plan_walk("Schouw", places::WEST).await;
    let phone = Phone::joins(&stage, &code).await;
    (stage, phone)
}

#[tokio::test]
async fn every_door_that_writes_refuses_forms_it_cannot_read_and_takes_this_one_and_two_before_it() {
    let (stage, phone) = phone_on_stage().await;
    let doors = write_doors();
    assert!(doors.len() > 30, "{}", doors.len());
    let refused = |code: &str| (code == "schema_too_old" || code == "schema_too_new").then_some(());
    for door in &doors {
        let (older, newer) = ((OLDEST - 1).to_string(), (NEWEST + 1).to_string());
        let (status, code) = told(&phone.caller, door, &older).await;
        assert_eq!(
            (status.as_u16(), code),
            (426, json!("schema_too_old")),
            "{door:?}"
        );
        let (status, code) = told(&phone.caller, door, &newer).await;
        assert_eq!(
            (status.as_u16(), code),
            (503, json!("schema_too_new")),
            "{door:?}"
        );
        for form in OLDEST..=NEWEST {
            let (status, code) = told(&phone.caller, door, &form.to_string()).await;
            assert_eq!(
                refused(code.as_str().unwrap_or_default()),
                None,
                "{door:?} {status}"
            );
        }
    }
    stage.end().await;
}

#[tokio::test]
async fn what_was_refused_for_its_form_is_not_there_and_comes_in_when_the_server_can_read_it() {
    let (stage, phone) = phone_on_stage().await;
    let id = Uuid::now_v7();
    let body = phone.finding("lamp-uit", places::IN_WEST);
    let path = format!("/api/findings/{id}");
    let sent = |form: u32| {
        phone
            .caller
            .request(Method::PUT, &path)
            .header(HEADER, form)
            .json(&body)
            .send()
    };
    let refused = sent(NEWEST + 1).await.unwrap();
    let wait: u64 = refused.headers()[header::RETRY_AFTER]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!(wait > 0);
    phone.caller.get(&path).await.expect(404);
    assert_eq!(sent(NEWEST).await.unwrap().status(), 201);
    // Without a number, or with another one that is read: the same finding.
    phone.sends(id, &body).await.expect(200);
    assert_eq!(sent(OLDEST).await.unwrap().status(), 200);
    // Reading is for every phone.
    let read = phone
        .caller
        .request(Method::GET, &path)
        .header(HEADER, NEWEST + 1);
    assert_eq!(read.send().await.unwrap().status(), 200);
    stage.end().await;
}

/// The bytes of findings as phones made them: the first form's before and after the phone told of its fix and clock.
const FORMS: [(u32, &[u8]); 2] = [
    (1, include_bytes!("../golden/finding_form_1_first.json")),
    (1, include_bytes!("../golden/finding_form_1.json")),
];

#[tokio::test]
async fn a_finding_in_the_bytes_of_every_form_that_is_read_comes_in_unchanged() {
    let (stage, phone) = phone_on_stage().await;
    let kept = FORMS.map(|(form, _)| form);
    assert!(
        (OLDEST..=NEWEST).all(|form| kept.contains(&form)),
        "a form without its bytes"
    );
    for (form, bytes) in FORMS {
        let id = Uuid::now_v7();
        let url = format!("{}/api/findings/{id}", stage.url);
        let sent = client()
            .put(url)
            .header(header::COOKIE, phone.caller.cookie.clone().unwrap())
            .header(header::CONTENT_TYPE, "application/json")
            .header(HEADER, form)
            .body(bytes);
        let answer = sent.send().await.unwrap();
        assert_eq!(answer.status(), 201, "form {form}");
        let receipt: Value = answer.json().await.unwrap();
        let hash: String = Sha256::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(receipt["sha256"], json!(hash));
        let made: Value = serde_json::from_slice(bytes).unwrap();
        let shown = phone
            .caller
            .get(&format!("/api/findings/{id}"))
            .await
            .expect(200)
            .body;
        for name in ["category", "note", "perceived_safety", "suggested_measure"] {
            assert_eq!(shown["properties"][name], made[name], "{name}");
        }
        let promised = shown["properties"]["photos"].as_array().map_or(0, Vec::len);
        assert_eq!(promised, made["photos"].as_array().unwrap().len());
    }
    stage.end().await;
}

//! Nothing personal is logged, however much is logged.

use harness::{Phone, actors::Caller, drawings::drawing, photos, places, program};
use serde_json::json;
use std::{fs::File, process::Stdio};
use uuid::Uuid;

#[allow(clippy::too_many_lines, reason = "one story")]
#[tokio::test]
async fn no_name_note_code_token_or_place_of_a_walker_reaches_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log.txt");
    let mut command = program::command(folder.path());
    command
        .env("BUURTSCHOUW_LOG", "debug")
        .stderr(Stdio::from(File::create(&log).unwrap()));
    let server = program::Server::start_quietly(command);
    let mut staff = Caller::at(&server.url);
    let token = program::token(folder.path(), "admin");
    staff.bearer = Some(token.clone());
    let plan = json!({"title": "Schouw", "buurt": "TB01", "starts_at": "2026-11-22T19:30:00+01:00"});
    let walk = staff.post("/api/walks", &plan).await.expect(201).body;
    let code = walk["code"].as_str().unwrap().to_owned();
    let phone = Phone::joins_at(&server.url, &code).await;
    phone
        .caller
        .post("/api/join", &json!({"code": code, "name": "kanarienaam"}))
        .await
        .expect(200);
    let mut body = phone.finding("gevoel", [4.4857913, 51.9013579]);
    body["note"] = json!("kanarietekst");
    phone.sends(Uuid::now_v7(), &body).await.expect(201);
    body["note"] = json!(7);
    phone.sends(Uuid::now_v7(), &body).await.expect(422);
    phone
        .caller
        .put_photo(Uuid::now_v7(), &photos::jpeg(50, 50, 1))
        .await
        .expect(201);
    phone
        .caller
        .get("/api/findings?bbox=4.4857913,51,5,52")
        .await
        .expect(200);
    for ring in [
        places::square(4.4831749, 51.895, 4.49, 51.905),
        json!([[
            [4.4831749, 51.8967123],
            [4.49, 51.9],
            [4.49, 51.8967123],
            [4.4831749, 51.9],
            [4.4831749, 51.8967123]
        ]]),
    ] {
        phone
            .sends_drawing(Uuid::now_v7(), &drawing(&ring))
            .await
            .expect(422);
    }
    Caller::at(&server.url)
        .post("/api/join", &json!({"code": "QQQQ1234"}))
        .await
        .expect(404);
    assert_eq!(server.terminate(), Some(0));
    let told = std::fs::read_to_string(&log).unwrap();
    assert!(
        told.contains("/api/findings/{id}"),
        "the log holds something: {told}"
    );
    let cookie = phone.caller.cookie.clone().unwrap();
    let secrets = [
        "kanarienaam",
        "kanarietekst",
        "4.4857913",
        "51.9013579",
        "4.4831749",
        "51.8967123",
        "QQQQ1234",
        &code,
        &token,
        &cookie[12..40],
    ];
    for secret in secrets {
        assert!(!told.contains(secret), "{secret} is in the log");
    }
    assert!(!told.contains(places::WEST));
}

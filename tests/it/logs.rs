//! Nothing personal is logged, however much is logged.

use crate::proposals::{door, in_ms, new_proposal, shared_arc};
use harness::{
    Phone,
    actors::Caller,
    drawings::{Neighbours, around_west, drawing},
    photos, places, program,
};
use serde_json::{Value, json};
use std::{
    fs::{File, OpenOptions},
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};
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

/// A server in UTC that publishes so many minutes from now, and adds what it logs to a file.
fn publishing(folder: &Path, log: &Path, minutes: i64) -> program::Server {
    let mut command = program::command(folder);
    command
        .env("BUURTSCHOUW_LOG", "debug")
        .env("BUURTSCHOUW_TIME_ZONE", "UTC")
        .env("BUURTSCHOUW_PUBLISH_AT", &in_ms(minutes * 60_000)[11..16])
        .stderr(Stdio::from(
            OpenOptions::new().create(true).append(true).open(log).unwrap(),
        ));
    program::Server::start_quietly(command)
}

async fn steps(staff: &Caller, proposal: &Value, mut step: Value) -> Value {
    let now = staff.get(&door(proposal, "")).await.expect(200).body;
    step["revision"] = now["revision"].clone();
    let answer = staff.post(&door(proposal, "state"), &step).await;
    answer.expect(200).body
}

/// A proposal is drawn and opened, somebody says something of it, and votes: `almost`, with a place.
async fn reacts_and_votes(staff: &Caller, phone: &Phone) {
    let path = format!("/api/proposals/{}", Uuid::now_v7());
    let begun = staff.put(&path, &new_proposal()).await.expect(201).body;
    let index = shared_arc(&begun);
    let line = &begun["coverage"]["arcs"][index]["line"];
    let moved =
        json!({"revision": 1, "arcs": [{"index": index, "line": [line[0], [4.4927319, 51.9], line[1]]}]});
    staff.put(&door(&begun, "arcs"), &moved).await.expect(200);
    for state in ["in_progress", "ready"] {
        steps(staff, &begun, json!({"state": state})).await;
    }
    let day = in_ms(86_400_000);
    steps(staff, &begun, json!({"state": "open", "closes": day})).await;
    let said = json!({"face": places::WEST, "at": [4.4917352, 51.9], "text": "kanariereactie"});
    let comment = door(&begun, &format!("comments/{}", Uuid::now_v7()));
    phone.caller.put(&comment, &said).await.expect(201);
    steps(staff, &begun, json!({"state": "voting", "closes": day})).await;
    phone.caller.get(&door(&begun, "ballot")).await.expect(200);
    let answers =
        json!([{"key": "A", "answer": "almost", "at": [4.4911187, 51.9]}, {"key": "B", "answer": "no"}]);
    let vote = door(&begun, &format!("votes/{}", Uuid::now_v7()));
    let voted = json!({"buurt": places::WEST, "answers": answers});
    phone.caller.put(&vote, &voted).await.expect(201);
}

#[tokio::test]
async fn no_line_comment_or_vote_that_was_taken_in_and_nothing_that_is_published_reaches_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let (log, borders) = (
        folder.path().join("log.txt"),
        folder.path().join("borders.geojson"),
    );
    std::fs::write(&borders, places::two_buurten()).unwrap();
    // In force on every day: the server below lives in another zone, where it may still be yesterday.
    let import = [
        "import",
        "buurten",
        borders.to_str().unwrap(),
        "--valid-from",
        "2026-01-01",
    ];
    assert!(program::run(folder.path(), &import).status.success());
    let server = publishing(folder.path(), &log, 600);
    let mut staff = Caller::at(&server.url);
    staff.bearer = Some(program::token(folder.path(), "admin"));
    let plan = json!({"title": "Schouw", "buurt": places::WEST, "starts_at": "2026-11-22T19:30:00+01:00"});
    let walk = staff.post("/api/walks", &plan).await.expect(201).body;
    let code = walk["code"].as_str().unwrap().to_owned();
    let mut secrets = vec!["kanariereactie".to_owned()];
    secrets.extend(["4.4927319", "4.4917352", "4.4911187"].map(str::to_owned));
    let mut phones = Vec::new();
    for n in 0..10 {
        let phone = Phone::joins_at(&server.url, &code).await;
        let rings = around_west(Neighbours::sides(n));
        secrets.extend([rings[0][0][0].to_string(), rings[0][2][1].to_string()]);
        let id = Uuid::now_v7();
        phone.sends_drawing(id, &drawing(&rings)).await.expect(201);
        let confirmation = format!("/api/drawings/{id}/confirmation");
        phone.caller.put(&confirmation, &json!({})).await.expect(200);
        phones.push(phone);
    }
    reacts_and_votes(&staff, &phones[0]).await;
    assert_eq!(server.terminate(), Some(0));
    let server = publishing(folder.path(), &log, -2);
    staff = Caller {
        bearer: staff.bearer.clone(),
        ..Caller::at(&server.url)
    };
    let shown = format!("/api/buurten/{}/consensus", places::WEST);
    let deadline = Instant::now() + Duration::from_secs(20);
    let told = loop {
        let told = staff.get(&shown).await.expect(200).body;
        if told["state"] == json!("provisional") {
            break told;
        }
        assert!(Instant::now() < deadline, "it never publishes");
    };
    let band = &told["bands"]["features"][1]["geometry"]["coordinates"][0][0];
    secrets.extend([&band[0][0], &band[1][1]].map(Value::to_string));
    assert_eq!(server.terminate(), Some(0));
    let told = std::fs::read_to_string(&log).unwrap();
    assert!(
        told.contains("/api/drawings/{id}"),
        "the log holds something: {told}"
    );
    for secret in secrets {
        assert!(secret.len() > 6, "{secret} may stand there by chance");
        assert!(!told.contains(&secret), "{secret} is in the log");
    }
    assert!(!told.contains("almost"));
}

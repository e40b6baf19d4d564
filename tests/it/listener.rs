//! The listener: nobody holds a connection for ever, a stop lets requests finish, headers are strict.

use harness::{Networker, Phone, Stage, actors::Caller, places, program};
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use uuid::Uuid;

fn host(url: &str) -> String {
    url.trim_start_matches("http://").to_owned()
}

#[tokio::test]
async fn half_sent_requests_are_cut_off_and_others_are_served_meanwhile() {
    let stage = Stage::with(harness::Base::Sqlite, |given| {
        given.header_seconds = Some("1".into());
        given.body_seconds = Some("1".into());
    })
    .await;
    let mut halves = Vec::new();
    for sent in [
        "GET /api/ping HTTP/1.1\r\nHost: x\r\n",
        "",
        "PUT /api/findings/x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{",
    ] {
        for _ in 0..5 {
            let mut stream = TcpStream::connect(host(&stage.url)).await.unwrap();
            stream.write_all(sent.as_bytes()).await.unwrap();
            halves.push(stream);
        }
    }
    Caller::nobody(&stage).get("/api/ping").await.expect(200);
    let started = Instant::now();
    for mut stream in halves {
        let mut rest = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut rest)).await;
        assert!(ended.is_ok(), "a half request is still open after ten seconds");
    }
    assert!(started.elapsed() < Duration::from_secs(10));
    stage.end().await;
}

#[tokio::test]
async fn a_stop_lets_a_running_request_finish() {
    let mut stage = Stage::new().await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let (_, code) = Networker::new(&stage)
        .await
        .plan_walk("Schouw", places::WEST)
        .await;
    let phone = Phone::joins(&stage, &code).await;
    let body = phone.finding("lamp-uit", places::IN_WEST).to_string();
    let id = Uuid::now_v7();
    let mut stream = TcpStream::connect(host(&stage.url)).await.unwrap();
    let head = format!(
        "PUT /api/findings/{id} HTTP/1.1\r\nHost: x\r\nCookie: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        phone.caller.cookie.clone().unwrap(),
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&body.as_bytes()[..20]).await.unwrap();
    // The server holds the half request once it counts it among those running; then it is told to stop.
    tokio::time::sleep(Duration::from_millis(200)).await;
    let at = host(&stage.url);
    let finishing = async {
        // Told to stop, it lets nobody else in.
        while TcpStream::connect(&at).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        stream.write_all(&body.as_bytes()[20..]).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    };
    let (answer, ()) = tokio::join!(finishing, stage.restart());
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    let back = Caller {
        url: stage.url.clone(),
        ..phone.caller.clone()
    };
    back.get(&format!("/api/findings/{id}")).await.expect(200);
    stage.end().await;
}

#[test]
fn the_program_stops_cleanly_on_sigterm() {
    let folder = tempfile::tempdir().unwrap();
    let server = program::Server::start(program::command(folder.path()));
    assert_eq!(server.terminate(), Some(0));
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_a_request_id() {
    let stage = Stage::new().await;
    let nobody = Caller::nobody(&stage);
    for path in [
        "/",
        "/api/ping",
        "/api/findings",
        "/healthz",
        "/api/nothing",
        "/assets/none.js",
    ] {
        let answer = nobody.get(path).await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{path}");
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
        for name in [
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "permissions-policy",
            "x-request-id",
        ] {
            assert!(answer.headers.contains_key(name), "{name} at {path}");
        }
    }
    assert_eq!(nobody.get("/api/ping").await.headers["buurtschouw"], "1");
    assert_eq!(
        nobody.get("/api/findings").await.headers["cache-control"],
        "no-store"
    );
    stage.end().await;
}

#[tokio::test]
async fn figures_count_requests_for_staff_and_no_request_has_panicked() {
    let stage = Stage::new().await;
    let networker = Networker::new(&stage).await;
    networker.caller.get("/api/me").await.expect(200);
    let invented = networker
        .caller
        .request(reqwest::Method::from_bytes(b"VERZONNEN").unwrap(), "/api/me")
        .send();
    assert_eq!(invented.await.unwrap().status().as_u16(), 405);
    let text = String::from_utf8(networker.caller.get("/metrics").await.expect(200).bytes).unwrap();
    assert!(
        text.contains("http_requests_total{method=\"GET\",route=\"/api/me\",status=\"200\"}"),
        "{text}"
    );
    assert!(text.lines().any(|line| line == "panics_total 0"), "{text}");
    assert!(!text.contains("bsw_") && !text.contains("VERZONNEN"));
    assert!(text.contains("method=\"OTHER\""));
    stage.end().await;
}

#[tokio::test]
async fn tls_by_two_flags_serves_the_same_doors() {
    let folder = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".into()]).unwrap();
    let (cert, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
    std::fs::write(&cert, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let stage = Stage::with(harness::Base::Sqlite, |given| {
        given.tls_cert = Some(cert.display().to_string());
        given.tls_key = Some(key.display().to_string());
    })
    .await;
    assert!(stage.url.starts_with("https://"));
    let _ = rustls::crypto::ring::default_provider().install_default();
    let trust = reqwest::Certificate::from_pem(made.cert.pem().as_bytes()).unwrap();
    let client = reqwest::Client::builder()
        .tls_certs_only([trust])
        .no_proxy()
        .build()
        .unwrap();
    let answer = client
        .get(format!("{}/api/ping", stage.url))
        .send()
        .await
        .unwrap();
    assert_eq!(
        answer.headers()["strict-transport-security"],
        "max-age=63072000; includeSubDomains"
    );
    assert_eq!(
        answer.json::<serde_json::Value>().await.unwrap(),
        json!({"buurtschouw": true})
    );
    stage.end().await;
}

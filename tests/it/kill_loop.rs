//! `kill -9` under load, twenty times: no acknowledged finding is lost, none is doubled.
//!
//! This proves recovery and idempotency. What survives a power cut is proven by `make power-loss`.

use buurtschouw::store::{
    Db,
    outbox::{self, Happening},
};
use harness::{
    Phone,
    actors::{Caller, good},
    places, program,
};
use serde_json::json;
use std::{
    collections::HashSet,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::task::JoinSet;
use uuid::Uuid;

const KILLS: usize = 20;
const PHONES: usize = 16;

/// A phone that sends one finding after another, again and again until it is acknowledged.
async fn walk(
    phone: Phone,
    url: Arc<Mutex<String>>,
    acknowledged: Arc<Mutex<HashSet<String>>>,
    last: Arc<Mutex<bool>>,
) {
    let body = phone.finding("lamp-uit", places::IN_WEST);
    loop {
        let id = Uuid::now_v7();
        loop {
            if *last.lock().unwrap() {
                return;
            }
            let at = url.lock().unwrap().clone();
            let caller = Caller {
                url: at,
                ..phone.caller.clone()
            };
            let sent = caller
                .request(reqwest::Method::PUT, &format!("/api/findings/{id}"))
                .json(&body);
            let answer = tokio::time::timeout(Duration::from_secs(10), sent.send()).await;
            match answer {
                Ok(Ok(response)) if good(response.status().as_u16()) => {
                    // Only a whole answer counts: it names our id.
                    let named = response
                        .json::<serde_json::Value>()
                        .await
                        .is_ok_and(|body| body["id"] == json!(id));
                    if named {
                        acknowledged.lock().unwrap().insert(id.to_string());
                        break;
                    }
                }
                Ok(Ok(response)) => assert!(response.status().as_u16() >= 500, "{}", response.status()),
                _ => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_kills_under_load_lose_and_double_no_acknowledged_finding() {
    let folder = tempfile::tempdir().unwrap();
    let start = || program::Server::start(program::command(folder.path()));
    let mut server = start();
    let mut staff = Caller::at(&server.url);
    staff.bearer = Some(program::token(folder.path(), "admin"));
    let plan = json!({"title": "Schouw", "buurt": "TB01", "starts_at": "2026-11-22T19:30:00+01:00"});
    let walk_made = staff.post("/api/walks", &plan).await.expect(201).body;
    let code = walk_made["code"].as_str().unwrap().to_owned();

    let url = Arc::new(Mutex::new(server.url.clone()));
    let acknowledged = Arc::new(Mutex::new(HashSet::new()));
    let last = Arc::new(Mutex::new(false));
    let mut walking = JoinSet::new();
    for _ in 0..PHONES {
        let phone = Phone::joins_at(&server.url, &code).await;
        walking.spawn(walk(
            phone,
            Arc::clone(&url),
            Arc::clone(&acknowledged),
            Arc::clone(&last),
        ));
    }
    for kill in 0..KILLS {
        let before = acknowledged.lock().unwrap().len();
        let more = async {
            while acknowledged.lock().unwrap().len() < before + 10 + kill {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), more)
            .await
            .expect("findings keep coming in");
        server.kill();
        server = start();
        url.lock().unwrap().clone_from(&server.url);
    }
    *last.lock().unwrap() = true;
    while let Some(done) = walking.join_next().await {
        done.unwrap();
    }
    staff.url.clone_from(&server.url);
    let stored = listed(&staff).await;
    let unique: HashSet<String> = stored.iter().cloned().collect();
    assert_eq!(unique.len(), stored.len(), "no finding is listed twice");
    server.kill();
    assert_eq!(
        recorded(folder.path()).await,
        unique,
        "one event a finding, none without one"
    );
    let acknowledged = acknowledged.lock().unwrap();
    let lost: Vec<_> = acknowledged.difference(&unique).collect();
    assert!(lost.is_empty(), "{} of {} lost", lost.len(), acknowledged.len());
    assert!(acknowledged.len() > KILLS * 10);
    eprintln!(
        "{KILLS} kills, {} acknowledged, {} stored, 0 lost, 0 doubled",
        acknowledged.len(),
        stored.len()
    );
}

/// The findings that the outbox tells of; fails when one was told twice.
async fn recorded(folder: &Path) -> HashSet<String> {
    let db = Db::open(&format!("sqlite:{}", folder.join("buurtschouw.sqlite").display()))
        .await
        .unwrap();
    let (mut told, mut at) = (HashSet::new(), 0);
    loop {
        let events = outbox::after(&db, at).await.unwrap();
        let Some(last) = events.last() else { return told };
        at = last.seq;
        for event in events
            .iter()
            .filter(|event| event.happening == Some(Happening::FindingRecorded))
        {
            assert!(
                told.insert(event.subject.to_string()),
                "{} was recorded twice",
                event.subject
            );
        }
    }
}

/// The ids of all findings that staff can list.
async fn listed(staff: &Caller) -> Vec<String> {
    let mut stored = Vec::new();
    let mut path = "/api/findings?limit=1000".to_owned();
    loop {
        let page = staff.get(&path).await.expect(200).body;
        stored.extend(
            page["features"]
                .as_array()
                .unwrap()
                .iter()
                .map(|f| f["id"].as_str().unwrap().to_owned()),
        );
        match page["links"][0]["href"].as_str() {
            Some(next) => path = next.to_owned(),
            None => break,
        }
    }
    stored
}

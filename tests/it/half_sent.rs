//! `kill -9` with bytes on their way: what was half sent is not there, and sent again whole it is there once.
//!
//! `kill_loop.rs` kills between deeds; here the server dies while it reads one.

use base64::{Engine, engine::general_purpose::STANDARD};
use harness::{Phone, actors::Caller, photos::jpeg, places, program};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use uuid::Uuid;

/// Longer than any step takes, on a slow machine too.
const PATIENCE: Duration = Duration::from_secs(30);

/// One phone, and the server it speaks to, on a folder that outlives the server.
struct Street {
    folder: tempfile::TempDir,
    server: Option<program::Server>,
    staff: Caller,
    phone: Phone,
}

impl Street {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = program::Server::start(program::command(folder.path()));
        let mut staff = Caller::at(&server.url);
        staff.bearer = Some(program::token(folder.path(), "admin"));
        let plan = json!({"title": "Schouw", "buurt": "TB01", "starts_at": "2026-11-22T19:30:00+01:00"});
        let walk = staff.post("/api/walks", &plan).await.expect(201).body;
        let phone = Phone::joins_at(&server.url, walk["code"].as_str().unwrap()).await;
        Self {
            folder,
            server: Some(server),
            staff,
            phone,
        }
    }

    fn photos(&self) -> PathBuf {
        self.folder.path().join("photos")
    }

    /// Kills the server and starts it again on the same folder, while it reads the first `part` bytes of a body.
    async fn killed_while_it_reads(&mut self, head: &str, part: &[u8]) {
        let line = self.reads(head, part).await;
        self.server.take().unwrap().kill();
        drop(line);
        self.starts();
    }

    fn starts(&mut self) {
        let server = program::Server::start(program::command(self.folder.path()));
        self.staff.url.clone_from(&server.url);
        self.phone.caller.url.clone_from(&server.url);
        self.server = Some(server);
    }

    /// A line on which the server reads a body of which `part` has left the phone. It says itself that it reads: it asks
    /// for the body (100) only when the head has passed and somebody waits for the bytes.
    async fn reads(&self, head: &str, part: &[u8]) -> TcpStream {
        let host = self.staff.url.trim_start_matches("http://");
        let mut line = TcpStream::connect(host).await.unwrap();
        let cookie = self.phone.caller.cookie.as_deref().unwrap();
        let head = format!("{head}Host: x\r\nCookie: {cookie}\r\nExpect: 100-continue\r\n\r\n");
        line.write_all(head.as_bytes()).await.unwrap();
        let mut told = [0; 25];
        let read = tokio::time::timeout(PATIENCE, line.read_exact(&mut told)).await;
        read.unwrap().unwrap();
        assert_eq!(&told, b"HTTP/1.1 100 Continue\r\n\r\n");
        line.write_all(part).await.unwrap();
        line
    }

    /// All findings that staff can list.
    async fn listed(&self) -> Vec<Value> {
        let all = self.staff.get("/api/findings?limit=1000").await.expect(200);
        all.body["features"].as_array().unwrap().clone()
    }
}

/// The first half, and all but the last byte: the two ways to be nearly there.
fn parts(whole: &[u8]) -> [&[u8]; 2] {
    [&whole[..whole.len() / 2], &whole[..whole.len() - 1]]
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return found;
    };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn digest(bytes: &[u8]) -> String {
    format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(bytes)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn a_photo_that_was_half_sent_at_two_kills_is_stored_once_when_it_comes_whole() {
    let mut street = Street::new().await;
    let (finding, photo) = (Uuid::now_v7(), Uuid::now_v7());
    let mut body = street.phone.finding("lamp-uit", places::IN_WEST);
    body["photos"] = json!([photo]);
    street.phone.sends(finding, &body).await.expect(201);

    let whole = jpeg(1600, 1200, 7);
    let head = format!(
        "PUT /api/photos/{photo} HTTP/1.1\r\nContent-Type: image/jpeg\r\nContent-Digest: {}\r\nContent-Length: {}\r\n",
        digest(&whole),
        whole.len()
    );
    for part in parts(&whole) {
        street.killed_while_it_reads(&head, part).await;
        assert_eq!(
            files(&street.photos()),
            Vec::<PathBuf>::new(),
            "nothing of a part is kept"
        );
        let path = format!("/api/photos/{photo}/1600");
        street.phone.caller.get(&path).await.expect(404);
        let [listed] = &street.listed().await[..] else {
            panic!("one finding");
        };
        let told = &listed["properties"]["photos"];
        assert!(!told.to_string().contains("stored"), "{told}");
    }
    let kept = street
        .phone
        .caller
        .put_photo(photo, &whole)
        .await
        .expect(201)
        .body;
    assert_eq!(kept["sha256"], json!(hex(&Sha256::digest(&whole))));
    let again = street
        .phone
        .caller
        .put_photo(photo, &whole)
        .await
        .expect(200)
        .body;
    assert_eq!(again, kept);
    assert_eq!(
        files(&street.photos()).len(),
        2,
        "its two sizes, and nothing beside them"
    );
    for size in ["1600", "320"] {
        let path = format!("/api/photos/{photo}/{size}");
        let served = street.phone.caller.get(&path).await.expect(200).bytes;
        let names: Vec<String> = files(&street.photos()).iter().map(|path| name_of(path)).collect();
        assert!(
            names.contains(&hex(&Sha256::digest(&served))),
            "{size}: other bytes"
        );
    }
}

/// The name of the bytes in a file: folder and file name together.
fn name_of(path: &Path) -> String {
    let text = |part: Option<&std::ffi::OsStr>| part.unwrap().to_str().unwrap().to_owned();
    text(path.parent().unwrap().file_name()) + &text(path.file_name())
}

#[tokio::test]
async fn a_finding_that_was_half_sent_at_two_kills_is_recorded_once_when_it_comes_whole() {
    let mut street = Street::new().await;
    let id = Uuid::now_v7();
    let body = street.phone.finding("lamp-uit", places::IN_WEST);
    let whole = body.to_string().into_bytes();
    let head = format!(
        "PUT /api/findings/{id} HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n",
        whole.len()
    );
    for part in parts(&whole) {
        street.killed_while_it_reads(&head, part).await;
        assert_eq!(street.listed().await, Vec::<Value>::new());
        let path = format!("/api/findings/{id}");
        street.phone.caller.get(&path).await.expect(404);
    }
    let kept = street.phone.sends(id, &body).await.expect(201).body;
    assert_eq!(kept["sha256"], json!(hex(&Sha256::digest(&whole))));
    street.phone.sends(id, &body).await.expect(200);
    assert_eq!(street.listed().await.len(), 1);
}

/// Bytes lie beside their place until all of them are on the disk. A server that dies then leaves them there.
#[tokio::test]
async fn what_a_dead_server_left_beside_its_place_is_gone_after_a_start_and_never_served() {
    let mut street = Street::new().await;
    let photo = Uuid::now_v7();
    let mut body = street.phone.finding("lamp-uit", places::IN_WEST);
    body["photos"] = json!([photo]);
    street.phone.sends(Uuid::now_v7(), &body).await.expect(201);
    let whole = jpeg(640, 480, 3);
    street.phone.caller.put_photo(photo, &whole).await.expect(201);
    let kept = files(&street.photos());
    assert_eq!(kept.len(), 2);
    street.server.take().unwrap().kill();

    let beside = |path: &Path, number: &str| PathBuf::from(format!("{}#{number}", path.display()));
    let (old, fresh) = (beside(&kept[0], "1"), beside(&kept[1], "12"));
    for path in [&old, &fresh] {
        std::fs::write(path, b"half a photo").unwrap();
    }
    let hours_ago = std::time::SystemTime::now() - Duration::from_secs(7_200);
    let file = std::fs::File::options().write(true).open(&old).unwrap();
    file.set_modified(hours_ago).unwrap();
    for path in &kept {
        let file = std::fs::File::options().write(true).open(path).unwrap();
        file.set_modified(hours_ago).unwrap();
    }

    street.starts();
    assert!(!old.exists(), "a dead server's leftovers are swept");
    assert!(
        fresh.exists(),
        "another server that shares the folder may be writing this"
    );
    for path in &kept {
        assert!(path.exists(), "whole bytes stay, however old");
    }
    for size in ["1600", "320"] {
        let path = format!("/api/photos/{photo}/{size}");
        let served = street.phone.caller.get(&path).await.expect(200).bytes;
        assert_ne!(served, b"half a photo");
    }
    street.phone.caller.put_photo(photo, &whole).await.expect(200);
}

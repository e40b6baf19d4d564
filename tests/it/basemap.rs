//! The base map: one file on disk, given out by ranges to those who are somebody.

use buurtschouw::{
    clock::Clock,
    config::{Config, Given},
    serve,
};
use harness::{Base, Networker, Stage, actors::Caller, places, program};
use reqwest::{Method, header::HeaderMap};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A PMTiles file whose tiles nobody reads: a good header and so many bytes behind it.
fn map_of(bytes: usize) -> Vec<u8> {
    let mut file = b"PMTiles\x03".to_vec();
    let part = |offset: u64, length: u64| [offset.to_le_bytes(), length.to_le_bytes()].concat();
    file.extend([part(127, 20), part(147, 10), part(157, 0)].concat());
    file.extend(part(157, bytes as u64 - 157));
    file.resize(127, 0);
    file[96..100].copy_from_slice(&[1, 2, 2, 1]);
    file.extend((127..bytes).map(|at| (at % 251) as u8));
    file
}

struct Served {
    stage: Stage,
    somebody: Caller,
    path: PathBuf,
    file: Vec<u8>,
}

async fn served() -> Served {
    let file = map_of(300_000);
    let folder = tempfile::tempdir().unwrap().keep();
    let path = folder.join("stad.pmtiles");
    std::fs::write(&path, &file).unwrap();
    let given = path.display().to_string();
    let stage = Stage::with(Base::Sqlite, |settings| settings.basemap = Some(given)).await;
    let somebody = Networker::new(&stage).await.caller;
    Served {
        stage,
        somebody,
        path,
        file,
    }
}

impl Served {
    async fn ask(&self, method: Method, headers: &[(&str, &str)]) -> (u16, HeaderMap, Vec<u8>) {
        let mut request = self.somebody.request(method, "/basemap.pmtiles");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.unwrap();
        let (status, told) = (answer.status().as_u16(), answer.headers().clone());
        (status, told, answer.bytes().await.unwrap().to_vec())
    }

    async fn get(&self, headers: &[(&str, &str)]) -> (u16, HeaderMap, Vec<u8>) {
        self.ask(Method::GET, headers).await
    }

    async fn end(self) {
        self.stage.end().await;
        std::fs::remove_dir_all(self.path.parent().unwrap()).unwrap();
    }
}

#[tokio::test]
async fn the_base_map_is_served_by_ranges_and_only_to_somebody() {
    let map = served().await;
    let refused = Caller::nobody(&map.stage)
        .get("/basemap.pmtiles")
        .await
        .expect(401);
    assert!(refused.bytes.len() < 1_000);
    let (status, told, bytes) = map.get(&[("accept-encoding", "gzip, br")]).await;
    assert_eq!((status, bytes == map.file), (200, true));
    assert_eq!(told["content-type"], "application/vnd.pmtiles");
    assert_eq!(told["accept-ranges"], "bytes");
    assert!(
        !told.contains_key("content-encoding"),
        "its tiles are packed already"
    );
    let length = map.file.len();
    let parts = [
        ("bytes=0-126", 0..127),
        ("bytes=100000-199999", 100_000..200_000),
        ("bytes=-5", length - 5..length),
        ("bytes=299990-", 299_990..length),
        ("bytes=299990-999999", 299_990..length),
    ];
    for (range, part) in parts {
        let (status, told, bytes) = map.get(&[("range", range), ("accept-encoding", "gzip")]).await;
        assert_eq!((status, bytes == map.file[part.clone()]), (206, true), "{range}");
        let expected = format!("bytes {}-{}/{length}", part.start, part.end - 1);
        assert_eq!(told["content-range"], expected.as_str());
        assert!(!told.contains_key("content-encoding"), "{range}");
    }
    let (status, told, bytes) = map.ask(Method::HEAD, &[]).await;
    assert_eq!((status, bytes.len()), (200, 0));
    assert_eq!(told["content-length"], length.to_string().as_str());
    map.end().await;
}

#[tokio::test]
async fn who_holds_this_version_gets_nothing_and_who_holds_another_gets_no_range_of_this_one() {
    let map = served().await;
    let (_, told, _) = map.ask(Method::HEAD, &[]).await;
    let tag = told["etag"].to_str().unwrap().to_owned();
    let (status, told, bytes) = map.get(&[("if-none-match", &tag)]).await;
    assert_eq!(
        (status, bytes.len(), told["etag"].to_str().unwrap()),
        (304, 0, tag.as_str())
    );
    let (status, ..) = map.get(&[("range", "bytes=0-9"), ("if-range", &tag)]).await;
    assert_eq!(status, 206);
    for range in ["bytes=0-9", "bytes=900000-"] {
        let (status, _, bytes) = map.get(&[("range", range), ("if-range", "\"old\"")]).await;
        assert_eq!((status, bytes == map.file), (200, true), "{range}");
    }

    let other = map_of(200_000);
    std::fs::write(&map.path, &other).unwrap();
    let (status, told, bytes) = map.get(&[("if-none-match", &tag)]).await;
    assert_eq!((status, bytes == other), (200, true));
    assert_ne!(told["etag"], tag.as_str());
    let (status, _, bytes) = map.get(&[("range", "bytes=0-9"), ("if-range", &tag)]).await;
    assert_eq!((status, bytes.len()), (200, 200_000));
    map.end().await;
}

#[tokio::test]
async fn a_bad_range_is_refused_with_the_size_and_a_file_that_went_away_is_not_found() {
    let map = served().await;
    for range in [
        "bytes=300000-",
        "bytes=9-1",
        "bytes=0-1,5-6",
        "bytes=x",
        "apples=0-1",
    ] {
        let (status, told, bytes) = map.get(&[("range", range)]).await;
        assert_eq!(status, 416, "{range}");
        assert_eq!(told["content-range"], "bytes */300000", "{range}");
        assert_eq!(told["content-type"], "application/problem+json", "{range}");
        assert!(
            String::from_utf8(bytes).unwrap().contains("no_such_range"),
            "{range}"
        );
    }
    std::fs::remove_file(&map.path).unwrap();
    let gone = map.somebody.get("/basemap.pmtiles").await.expect(404);
    assert_eq!(gone.code(), "not_found");
    map.end().await;
}

#[tokio::test]
async fn borders_name_the_base_map_and_change_with_it_and_without_one_there_is_no_word_of_it() {
    let map = served().await;
    map.stage.import(&places::two_buurten(), "2026-01-01").await;
    let first = map.somebody.get("/api/buurten").await.expect(200);
    let (_, told, _) = map.ask(Method::HEAD, &[]).await;
    let tag = told["etag"].to_str().unwrap().trim_matches('"').to_owned();
    let expected = serde_json::json!({"href": "/basemap.pmtiles", "bytes": 300_000, "version": tag});
    assert_eq!(first.body["basemap"], expected);
    std::fs::write(&map.path, map_of(200_000)).unwrap();
    buurtschouw::boundaries::refresh::refresh(&map.stage.house)
        .await
        .unwrap();
    let second = map.somebody.get("/api/buurten").await.expect(200);
    assert_eq!(second.body["basemap"]["bytes"], 200_000);
    assert_ne!(first.headers["etag"], second.headers["etag"]);
    map.end().await;

    let bare = Stage::new().await;
    let somebody = Networker::new(&bare).await.caller;
    assert!(
        somebody
            .get("/api/buurten")
            .await
            .expect(200)
            .body
            .get("basemap")
            .is_none()
    );
    somebody.get("/basemap.pmtiles").await.expect(404);
    bare.end().await;
}

#[tokio::test]
async fn a_base_map_that_is_put_in_its_place_is_told_of_within_seconds_and_a_half_copied_one_never() {
    let map = served().await;
    map.stage.import(&places::two_buurten(), "2026-01-01").await;
    let whole = map_of(200_000);
    let told = async || {
        let borders = map.somebody.get("/api/buurten").await.expect(200);
        borders.body["basemap"]["bytes"].clone()
    };
    std::fs::write(&map.path, &whole[..150_000]).unwrap();
    let pace = std::time::Duration::from_millis(50);
    buurtschouw::boundaries::refresh::refresh(&map.stage.house)
        .await
        .unwrap();
    for _ in 0..20 {
        assert_eq!(told().await, 300_000);
        tokio::time::sleep(pace).await;
    }
    std::fs::write(&map.path, &whole).unwrap();
    let comes = async {
        while told().await != 200_000 {
            tokio::time::sleep(pace).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), comes)
        .await
        .expect("told of the new map");
    map.end().await;
}

fn refusal(folder: &Path, map: &Path) -> (Option<i32>, String) {
    let mut command = program::command(folder);
    command
        .env("BUURTSCHOUW_BASEMAP", map)
        .env("BUURTSCHOUW_TIME_ZONE", "Mars/Olympus");
    let done = command.arg("serve").output().unwrap();
    (done.status.code(), program::text(&done.stderr))
}

#[test]
fn a_broken_or_missing_base_map_is_refused_at_the_start_together_with_other_faults() {
    let folder = tempfile::tempdir().unwrap();
    let changed = |at: usize, byte: u8| {
        let mut file = map_of(500);
        file[at] = byte;
        file
    };
    let files = [
        (
            "is no PMTiles file",
            b"{\"type\": \"FeatureCollection\"}".to_vec(),
        ),
        ("is no PMTiles file", Vec::new()),
        ("is PMTiles version 2, not 3", changed(7, 2)),
        ("holds no vector tiles", changed(99, 2)),
        ("ends within its header", map_of(500)[..100].to_vec()),
        ("is not complete", map_of(500)[..499].to_vec()),
        ("is not complete", changed(63, 255)),
    ];
    let path = folder.path().join("kaart.pmtiles");
    for (fault, file) in files {
        std::fs::write(&path, file).unwrap();
        let (code, told) = refusal(folder.path(), &path);
        assert_eq!(code, Some(2));
        assert!(
            told.contains(&format!("basemap: {} {fault}", path.display())),
            "{told}"
        );
        assert!(told.contains("time_zone:"), "{told}");
    }
    for missing in [folder.path().join("none.pmtiles"), folder.path().to_owned()] {
        let (code, told) = refusal(folder.path(), &missing);
        assert!(code == Some(2) && told.contains("cannot read it"), "{told}");
    }
}

#[tokio::test]
async fn the_example_draws_its_own_base_map_unless_one_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let given = folder.path().join("stad.pmtiles");
    std::fs::write(&given, map_of(500)).unwrap();
    for own in [None, Some(given.display().to_string())] {
        let data = folder.path().join(if own.is_some() { "given" } else { "drawn" });
        let settings = Given {
            data_dir: Some(data.display().to_string()),
            basemap: own.clone(),
            ..Given::default()
        };
        let mut config = Config::judge(&settings).unwrap();
        config.example = true;
        let house = serve::open(config, Clock::Machine).await.ok().unwrap();
        let told: Value = serde_json::from_slice(&house.atlas.load().collection).unwrap();
        let drawn = data.join("basemap.pmtiles");
        assert_eq!(drawn.exists(), own.is_none());
        let file = std::fs::read(if own.is_none() { drawn } else { given.clone() }).unwrap();
        assert_eq!(told["basemap"]["bytes"], file.len());
        assert!(
            own.is_some() || (50_000..3_000_000).contains(&file.len()),
            "{}",
            file.len()
        );
        house.db.close().await;
    }
}

//! Buurten: imported whole or not at all, by date, and exactly one at every place.

use harness::{Networker, Phone, Stage, actors::Caller, bases, places, program};
use serde_json::{Value, json};
use std::{path::PathBuf, time::Duration};

fn rotterdam() -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/data/boundaries/rotterdam_buurten.geojson");
    if path.exists() {
        return Some(path);
    }
    eprintln!("SKIPPED: ../shared/data/boundaries/rotterdam_buurten.geojson is not here");
    None
}

async fn walker(stage: &Stage) -> Caller {
    let (_, code) = Networker::new(stage)
        .await
        .plan_walk("Schouw", places::WEST)
        .await;
    Phone::joins(stage, &code).await.caller
}

#[test]
fn the_real_file_of_rotterdam_comes_in_whole_and_says_what_it_repaired() {
    let Some(file) = rotterdam() else { return };
    let folder = tempfile::tempdir().unwrap();
    let args = [
        "import",
        "buurten",
        file.to_str().unwrap(),
        "--code",
        "id",
        "--name",
        "name",
        "--json",
    ];
    let done = program::run(folder.path(), &args);
    assert!(done.status.success(), "{}", program::text(&done.stderr));
    let report: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(report["features"], 92);
    assert_eq!(report["usable"], 92);
    assert_eq!(report["repaired"], 8);
    assert_eq!(report["new"], 92);
    let area = report["area_km2"].as_f64().unwrap();
    assert!((area / 324.162_73 - 1.0).abs() < 1e-6, "{area}");
    let again: Value = serde_json::from_slice(&program::run(folder.path(), &args).stdout).unwrap();
    assert_eq!(
        (again["new"].clone(), again["unchanged"].clone()),
        (json!(0), json!(92))
    );
}

#[tokio::test]
async fn an_import_beside_a_running_server_shows_within_a_second() {
    let folder = tempfile::tempdir().unwrap();
    let server = program::Server::start(program::command(folder.path()));
    let mut staff = Caller::at(&server.url);
    staff.bearer = Some(program::token(folder.path(), "admin"));
    assert_eq!(
        staff.get("/api/buurten").await.expect(200).body["features"],
        json!([])
    );
    let file = folder.path().join("buurten.geojson");
    std::fs::write(&file, places::two_buurten()).unwrap();
    let done = program::run(folder.path(), &["import", "buurten", file.to_str().unwrap()]);
    assert!(done.status.success(), "{}", program::text(&done.stderr));
    let seen = async {
        loop {
            let body = staff.get("/api/buurten").await.expect(200).body;
            if body["features"]
                .as_array()
                .is_some_and(|features| features.len() == 2)
            {
                return body;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let body = tokio::time::timeout(Duration::from_secs(5), seen)
        .await
        .expect("the server has the new borders");
    let first = &body["features"][0]["properties"];
    assert_eq!(
        (first["code"].as_str(), first["kind"].as_str()),
        (Some("TB01"), Some("official"))
    );
    assert!((first["area_m2"].as_f64().unwrap() / 765_000.0 - 1.0).abs() < 0.02);
}

#[tokio::test]
async fn every_place_lies_in_exactly_one_buurt_also_on_the_shared_edge() {
    for base in bases() {
        let stage = Stage::on(base).await;
        stage.import(&places::two_buurten(), "2026-01-01").await;
        let caller = walker(&stage).await;
        for (lon, lat, code) in [
            (4.485, 51.9, Some("TB01")),
            (4.495, 51.9, Some("TB02")),
            (4.6, 51.9, None),
        ] {
            let answer = caller.get(&format!("/api/buurten/at?lon={lon}&lat={lat}")).await;
            match code {
                Some(code) => assert_eq!(answer.expect(200).body["properties"]["code"], code),
                None => assert_eq!(answer.expect(404).code(), "outside"),
            }
        }
        for step in 0..=20 {
            let lat = 51.895 + 0.0005 * f64::from(step);
            let at = format!("/api/buurten/at?lon={}&lat={lat}", places::SHARED_LON);
            caller.get(&at).await.expect(200);
        }
        stage.end().await;
    }
}

#[tokio::test]
async fn borders_are_kept_by_date_and_equal_ones_make_no_new_version() {
    for base in bases() {
        let stage = Stage::on(base).await;
        stage.import(&places::two_buurten(), "2024-01-01").await;
        let moved = json!({"type": "FeatureCollection", "features": [
            places::feature("TB01", "Westbuurt", places::square(4.48, 51.895, 4.491, 51.905)),
            places::feature("TB02", "Oostbuurt", places::square(places::SHARED_LON, 51.895, 4.50, 51.905)),
        ]});
        stage.import(&moved.to_string(), "2026-01-01").await;
        let caller = walker(&stage).await;
        let on = async |day: &str| {
            let body = caller
                .get(&format!("/api/buurten?on={day}"))
                .await
                .expect(200)
                .body;
            let features = body["features"].as_array().unwrap().clone();
            features
                .iter()
                .map(|f| f["properties"]["valid_from"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(on("2023-12-31").await, Vec::<String>::new());
        assert_eq!(on("2025-01-01").await, ["2024-01-01", "2024-01-01"]);
        assert_eq!(on("2026-06-01").await, ["2026-01-01", "2024-01-01"]);
        assert_eq!(
            caller.get("/api/buurten?on=gisteren").await.expect(422).faults(),
            [("?on".into(), "not_a_date".into())]
        );
        let one = caller.get("/api/buurten/TB01").await.expect(200);
        assert_eq!(one.body["properties"]["valid_from"], "2026-01-01");
        caller.get("/api/buurten/XX").await.expect(404);
        let all = caller.get("/api/buurten").await.expect(200);
        let tag = all.headers["etag"].to_str().unwrap().to_owned();
        for known in [tag.clone(), format!("W/{tag}"), format!("\"old\", {tag}")] {
            let again = caller
                .request(reqwest::Method::GET, "/api/buurten")
                .header("if-none-match", &known);
            assert_eq!(again.send().await.unwrap().status().as_u16(), 304, "{known}");
        }
        stage.end().await;
    }
}

#[test]
fn a_file_with_a_refused_border_stores_nothing_unless_told_to_skip_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mixed.geojson");
    let rd = places::square(90_000.0, 430_000.0, 91_000.0, 431_000.0);
    let line = json!({"type": "Feature", "properties": {"buurtcode": "L"}, "geometry":
        {"type": "LineString", "coordinates": [[4.4, 51.9], [4.5, 51.9]]}});
    let empty = json!({"type": "Feature", "properties": {"buurtcode": "N"}, "geometry": null});
    let nameless = json!({"type": "Feature", "properties": {}, "geometry":
        {"type": "Polygon", "coordinates": places::square(4.4, 51.9, 4.41, 51.91)}});
    let good = places::feature("G", "Goed", places::square(4.48, 51.895, 4.49, 51.905));
    let twice = places::feature("G", "Nog eens", places::square(4.47, 51.895, 4.48, 51.905));
    let features = [
        good,
        places::feature("RD", "In meters", rd),
        line,
        empty,
        nameless,
        twice,
    ];
    std::fs::write(
        &file,
        json!({"type": "FeatureCollection", "features": features}).to_string(),
    )
    .unwrap();
    let name = file.to_str().unwrap();

    let refused = program::run(folder.path(), &["import", "buurten", name]);
    assert_eq!(refused.status.code(), Some(2));
    let told = program::text(&refused.stderr);
    for text in [
        "feature 1 (RD): refused",
        "RD metres",
        "feature 2 (L): refused: wrong_type",
        "feature 3 (N): skipped",
        "feature 4 (no code): refused: no_code",
        "feature 5 (G): refused: duplicate_code",
        "4 of 6",
        "nothing is stored",
    ] {
        assert!(told.contains(text), "{text} is not in {told}");
    }
    let skipping = program::run(
        folder.path(),
        &["import", "buurten", name, "--skip-refused", "--json"],
    );
    assert_eq!(
        skipping.status.code(),
        Some(0),
        "{}",
        program::text(&skipping.stderr)
    );
    let report: Value = serde_json::from_slice(&skipping.stdout).unwrap();
    assert_eq!(
        (
            report["new"].clone(),
            report["refused"].clone(),
            report["skipped"].clone()
        ),
        (json!(1), json!(4), json!(1))
    );
}

#[test]
fn files_that_are_no_geojson_are_refused_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.geojson");
    for (text, reason) in [
        ("{\"type\":", "not JSON: line 1"),
        ("{\"type\":\"Feature\"}", "not a GeoJSON FeatureCollection"),
        ("{\"type\":\"FeatureCollection\",\"features\":[]}", "no features"),
    ] {
        std::fs::write(&file, text).unwrap();
        let done = program::run(folder.path(), &["import", "buurten", file.to_str().unwrap()]);
        assert_eq!(done.status.code(), Some(2));
        assert!(
            program::text(&done.stderr).contains(reason),
            "{}",
            program::text(&done.stderr)
        );
        assert!(done.stdout.is_empty());
    }
}

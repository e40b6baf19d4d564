//! The command line: exit codes, results on standard output, every fault of the settings at once.

use crate::adoption_days::Town;
use harness::{Base, actors::Caller, places, program};
use serde_json::{Value, json};

#[test]
fn a_token_stands_alone_on_the_last_line_and_wrong_use_ends_with_two() {
    let folder = tempfile::tempdir().unwrap();
    let done = program::run(
        folder.path(),
        &["token", "--role", "networker", "--buurt", "TB01"],
    );
    assert_eq!(done.status.code(), Some(0), "{}", program::text(&done.stderr));
    let last = program::text(&done.stdout).lines().last().unwrap().to_owned();
    assert!(last.starts_with("bsw_") && !last.contains(' '));
    assert_eq!(
        program::run(folder.path(), &["token", "--role", "koning"])
            .status
            .code(),
        Some(2)
    );
    assert_eq!(program::run(folder.path(), &["dans"]).status.code(), Some(2));
    assert_eq!(
        program::run(folder.path(), &["import", "buurten", "/no/such"])
            .status
            .code(),
        Some(2)
    );
}

#[tokio::test]
async fn a_token_made_beside_a_running_server_counts_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let server = program::Server::start(program::command(folder.path()));
    let mut staff = Caller::at(&server.url);
    staff.bearer = Some(program::token(folder.path(), "admin"));
    staff.get("/api/me").await.expect(200);
}

#[test]
fn all_faults_of_the_settings_are_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = program::command(folder.path());
    let done = command
        .env("BUURTSCHOUW_LISTEN", "nergens")
        .env("BUURTSCHOUW_TIME_ZONE", "Mars/Olympus")
        .args(["--reads-per-minute", "0", "serve"])
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(2));
    let told = program::text(&done.stderr);
    for name in ["listen:", "time_zone:", "reads_per_minute:"] {
        assert!(told.contains(name), "{name} is not in {told}");
    }
}

#[test]
fn faults_of_an_own_catalogue_are_told_at_the_start_and_nothing_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("categories.toml");
    std::fs::write(&own, "[[group]]\ncode = \"x\"\n").unwrap();
    let mut command = program::command(folder.path());
    let done = command
        .env("BUURTSCHOUW_CATEGORIES", &own)
        .arg("serve")
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(2));
    assert!(done.stdout.is_empty());
    assert!(!done.stderr.is_empty());
}

#[tokio::test]
async fn the_example_comes_up_seeded_keeps_its_data_and_never_mixes_with_real_data() {
    let folder = tempfile::tempdir().unwrap();
    let first = program::Server::start_demo(folder.path());
    let phone = harness::Phone::joins_at(&first.url, &first.join_code()).await;
    let seen = phone.caller.get("/api/findings?limit=1").await.expect(200).body["numberMatched"]
        .as_u64()
        .unwrap();
    assert!(seen > 350, "{seen}");
    let places = phone.caller.get("/api/hotspots").await.expect(200).body["features"]
        .as_array()
        .unwrap()
        .len();
    assert!(places >= 3, "{places}");
    let borders = phone.caller.get("/api/buurten").await.expect(200).body;
    assert_eq!(
        (borders["features"].as_array().unwrap().len(), &borders["example"]),
        (12, &serde_json::json!(true))
    );
    let code = first.join_code();
    assert_eq!(first.terminate(), Some(0));
    let second = program::Server::start_demo(folder.path());
    assert_eq!(second.join_code(), code);
    let back = Caller {
        url: second.url.clone(),
        ..phone.caller.clone()
    };
    assert_eq!(
        back.get("/api/findings?limit=1").await.expect(200).body["numberMatched"].as_u64(),
        Some(seen)
    );
    drop(second);

    let real = tempfile::tempdir().unwrap();
    let file = real.path().join("b.geojson");
    std::fs::write(&file, harness::places::two_buurten()).unwrap();
    assert!(
        program::run(real.path(), &["import", "buurten", file.to_str().unwrap()])
            .status
            .success()
    );
    let refused = program::run(real.path(), &["demo"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(program::text(&refused.stderr).contains("holds real data"));
}

#[test]
fn only_the_operator_may_look_into_the_data_folder() {
    use std::os::unix::fs::PermissionsExt;
    let above = tempfile::tempdir().unwrap();
    let data = above.path().join("var");
    program::token(&data, "admin");
    assert_eq!(
        std::fs::metadata(&data).unwrap().permissions().mode() & 0o777,
        0o700
    );
}

#[tokio::test]
async fn an_import_leaves_adopted_borders_in_force_and_says_so_until_it_is_told_to_replace_them() {
    let town = Town::on(Base::Sqlite).await;
    let pair = [places::WEST, places::EAST];
    let moves = town.bends(&town.begins("adopted", &pair).await, pair).await;
    town.wins(&moves).await;
    town.adopts(&moves, 0).await.expect(200);
    let folder = town.scene.stage.folder.path();
    let file = folder.join("buurten.geojson");
    std::fs::write(&file, places::two_buurten()).unwrap();
    let import = |more: &[&str]| {
        let all = ["import", "buurten", file.to_str().unwrap()];
        let done = program::run(folder, &[&all[..], more].concat());
        assert_eq!(done.status.code(), Some(0), "{}", program::text(&done.stderr));
        program::text(&done.stdout)
    };
    // Beside the running server, as of a day after that of the adoption.
    let text = import(&["--valid-from", "2098-01-01"]);
    for code in pair {
        let named = |line: &str| line.contains(code) && line.contains("--replace-adopted replaces it");
        assert!(text.lines().any(named), "{code} is not named: {text}");
    }
    assert_eq!(town.kinds_on("2098-01-01").await[..2], ["adopted", "adopted"]);

    let told = import(&["--valid-from", "2099-01-01", "--replace-adopted", "--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((&told["new"], &told["adopted_stay"]), (&json!(2), &json!([])));
    assert_eq!(town.kinds_on("2098-12-31").await[..2], ["adopted", "adopted"]);
    assert_eq!(town.kinds_on("2099-01-01").await[..2], ["official", "official"]);
    town.scene.stage.end().await;
}

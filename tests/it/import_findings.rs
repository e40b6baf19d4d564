//! Findings of another system: all of a file or nothing, no row twice, beside a running server.

use harness::{
    actors::Caller,
    places,
    program::{self, Server, text},
};
use serde_json::{Value, json};
use std::{fs, path::Path, process::Output, time::Duration};

const HEADER: &str = "lon,lat,category,observed_at,observer,note\n";

fn import(data: &Path, name: &str, bytes: impl AsRef<[u8]>, more: &[&str]) -> Output {
    let file = data.join(name);
    fs::write(&file, bytes).unwrap();
    program::run(
        data,
        &[&["import", "findings", file.to_str().unwrap(), "--json"], more].concat(),
    )
}

fn report(done: &Output) -> Value {
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    serde_json::from_slice(&done.stdout).unwrap()
}

fn borders(data: &Path) {
    let file = data.join("b.geojson");
    fs::write(&file, places::two_buurten()).unwrap();
    let done = program::run(data, &["import", "buurten", file.to_str().unwrap()]);
    assert!(done.status.success(), "{}", text(&done.stderr));
}

async fn staff(server: &Server, data: &Path) -> Caller {
    let mut staff = Caller::at(&server.url);
    staff.bearer = Some(program::token(data, "admin"));
    staff
}

/// Seven people at one place, of twenty who speak.
fn district() -> String {
    let mut csv = HEADER.to_owned();
    for n in 0..60 {
        let at = |far: f64| if n < 12 { 0.0 } else { far };
        let (lon, lat) = (
            4.4850 + at(f64::from(n % 11) * 0.001 - 0.004),
            51.9000 + at(f64::from(n % 7) * 0.0009 - 0.003),
        );
        csv += &format!(
            "{lon:.6},{lat:.6},schoon,2026-06-{:02} 12:00,p{},\n",
            n % 28 + 1,
            if n < 12 { n % 7 } else { n % 20 }
        );
    }
    csv
}

#[tokio::test]
async fn findings_of_a_file_are_seen_by_staff_of_a_running_server_and_a_second_import_doubles_none() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    borders(data);
    let server = Server::start(program::command(data));
    let staff = staff(&server, data).await;
    let done = report(&import(data, "rows.csv", district(), &[]));
    assert_eq!(
        done,
        json!({"rows": 60, "new": 60, "unchanged": 0, "withdrawn": 0})
    );
    let seen = seen_with(&staff, 60).await;
    let first = &seen["features"][0]["properties"];
    assert_eq!(
        (&first["category"], &first["buurt"]),
        (&json!("schoon"), &json!(places::WEST))
    );
    assert_eq!(first["observed_at"], "2026-06-28T10:00:00Z");
    let spots = staff
        .get("/api/hotspots?since=2026-06-01&until=2026-07-01")
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&spots["findings"], &spots["people"]),
        (&json!(60), &json!(20)),
        "observers are people"
    );
    assert!(!spots["features"].as_array().unwrap().is_empty());

    // The same rows in another order, and one that stands there twice by now.
    let text = district();
    let mut lines: Vec<&str> = text.lines().skip(1).collect();
    lines.reverse();
    lines.push(lines[3]);
    let again = report(&import(
        data,
        "again.csv",
        HEADER.to_owned() + &lines.join("\n"),
        &[],
    ));
    assert_eq!(
        again,
        json!({"rows": 61, "new": 1, "unchanged": 60, "withdrawn": 0})
    );
    seen_with(&staff, 61).await;
}

/// The list once the running server, which follows what another program wrote, has so many; a second by contract of
/// imports, ten on a busy machine.
async fn seen_with(staff: &Caller, many: u64) -> Value {
    for _ in 0..200 {
        let seen = staff
            .get("/api/findings?since=2026-06-01&limit=1")
            .await
            .expect(200)
            .body;
        if seen["numberMatched"] == many {
            return seen;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the running server never showed {many} findings");
}

#[tokio::test]
async fn every_fault_is_told_with_its_line_and_nothing_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    borders(data);
    let id = "0197a000-0000-7000-8000-000000000001";
    let rows = format!(
        "id,lon,lat,category,observed_at,note\n{id},4.485,51.9,schoon,2026-06-01,goed\n{id},4.485,51.9,schoon,2026-06-01,nog eens\n\
         geen,x,51.9,gevaarlijk,ooit,\n,,51.9,schoon,2026-06-01,\n,51.9,4.485,schoon,2026-06-01,\n,9.0,51.9,schoon,2999-01-01,\n"
    );
    let done = import(data, "rows.csv", &rows, &[]);
    assert_eq!(done.status.code(), Some(2));
    assert!(done.stdout.is_empty());
    let told = text(&done.stderr);
    for fault in [
        "line 3: id: twice (line 2 has it too)",
        "line 4: id: not_an_id",
        "line 4: lon: ",
        "line 4: category: unknown_category",
        "line 4: observed_at: ",
        "line 5: lon: missing",
        "line 6: position: swapped",
        "line 7: position: outside",
        "line 7: observed_at: future",
        "in 6 rows: nothing is stored",
    ] {
        assert!(told.contains(fault), "{fault} is not in:\n{told}");
    }
    let server = Server::start(program::command(data));
    let staff = staff(&server, data).await;
    assert_eq!(
        staff.get("/api/findings").await.expect(200).body["numberMatched"],
        0
    );

    // The first row alone is good; with other words under its id it is another finding.
    let good = rows.lines().take(2).collect::<Vec<_>>().join("\n");
    assert_eq!(report(&import(data, "good.csv", &good, &[]))["new"], 1);
    assert_eq!(report(&import(data, "good.csv", &good, &[]))["unchanged"], 1);
    let other = import(data, "other.csv", good.replace("goed", "anders"), &[]);
    assert_eq!(other.status.code(), Some(2));
    assert!(
        text(&other.stderr).contains("line 2: id: another finding has it"),
        "{}",
        text(&other.stderr)
    );
}

#[test]
fn columns_of_other_names_are_mapped_and_wrong_maps_are_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let rows = "\u{feff}X;Y;Soort;Tijd\r\n4,485;51,9;schoon;1780304400\r\n";
    let done = import(
        data,
        "rows.csv",
        rows,
        &["--map", "lon=x,lat=y", "--map", "category=soort,observed_at=TIJD"],
    );
    assert_eq!(report(&done)["new"], 1);
    let wrong = import(data, "rows.csv", rows, &["--map", "plek=x,lon=zz"]);
    assert_eq!(wrong.status.code(), Some(2));
    let told = text(&wrong.stderr);
    for word in [
        "no field plek",
        "lon: the file has no column called zz",
        "lat: ",
        "the columns X, Y, Soort, Tijd",
    ] {
        assert!(told.contains(word), "{word} is not in:\n{told}");
    }
}

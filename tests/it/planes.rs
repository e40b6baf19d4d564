//! Outside the Netherlands: the plane of the cells is chosen once, and what was recorded on it goes on counting.

use harness::{Networker, Phone, Stage, actors::Caller, bases, places, program};
use serde_json::{Value, json};
use spatial::{Cell, Frame, Lonlat};

/// The middle of an invented buurt near Berlin, its corner where much is seen.
const CORNER: [f64; 2] = [13.4371, 52.5263];

/// A file with one square buurt around a place, 2.7 by 2.2 km at this latitude.
fn square_around([lon, lat]: [f64; 2], code: &str) -> String {
    let ring = places::square(lon - 0.02, lat - 0.01, lon + 0.02, lat + 0.01);
    json!({"type": "FeatureCollection", "features": [places::feature(code, code, ring)]}).to_string()
}

/// Twelve people in turn record at one corner, and each somewhere of their own.
async fn a_busy_corner(stage: &Stage, [lon, lat]: [f64; 2], buurt: &str) -> Vec<Phone> {
    let (_, code) = Networker::new(stage).await.plan_walk("Schouw", buurt).await;
    let mut phones = Vec::new();
    for n in 0..12_u8 {
        let phone = Phone::joins(stage, &code).await;
        phone.records("lamp-uit", [lon, lat]).await;
        let (east, north) = (f64::from(n % 6), f64::from(n / 6));
        let elsewhere = [lon - 0.015 + 0.006 * east, lat - 0.008 + 0.015 * north];
        phone.records("zwerfafval", elsewhere).await;
        phones.push(phone);
    }
    phones
}

/// What the map says once passes of so many walks came through.
async fn hotspots(caller: &Caller, walks: u64) -> Value {
    let question = "/api/hotspots?since=2026-10-01&until=2026-12-01";
    let mut told = Value::Null;
    for _ in 0..200 {
        told = caller.get(question).await.expect(200).body;
        if told["parameters"]["walks"] == walks && !told["features"].as_array().unwrap().is_empty() {
            return told;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("no place with passes of {walks} walks: {told}");
}

fn ids(told: &Value) -> Vec<&Value> {
    let features = told["features"].as_array().unwrap();
    features.iter().map(|feature| &feature["id"]).collect()
}

async fn plane(caller: &Caller) -> Value {
    caller.get("/api/frame").await.expect(200).body
}

async fn tells(phone: &Phone, body: Value) -> harness::actors::Answer {
    phone
        .caller
        .put(&format!("/api/walks/{}/passes", phone.walk), &body)
        .await
}

fn cells_around(frame: &Frame, [lon, lat]: [f64; 2]) -> Vec<[i32; 2]> {
    let middle = Cell::at(frame.to_metres(Lonlat::new(lon, lat)));
    (-3..=3)
        .flat_map(|dy| (-3..=3).map(move |dx| [middle.ix + dx, middle.iy + dy]))
        .collect()
}

#[tokio::test]
async fn borders_abroad_that_grow_leave_plane_hotspots_and_passes_where_they_were() {
    for base in bases() {
        let mut stage = Stage::on(base).await;
        stage.import(&square_around(CORNER, "NB01"), "2026-01-01").await;
        let phones = a_busy_corner(&stage, CORNER, "NB01").await;
        let staff = Networker::new(&stage).await.caller;
        let first = plane(&staff).await;
        assert_eq!(first["plane"], "local 13.4 52.5");
        let frame = Frame::for_area(Lonlat::new(CORNER[0], CORNER[1]));
        let around = cells_around(&frame, CORNER);
        tells(&phones[0], json!({"cells": around, "plane": "local 13.4 52.5"}))
            .await
            .expect(204);
        let before = hotspots(&staff, 1).await;
        assert_eq!(ids(&before).len(), 1, "{before}");
        assert!(
            ids(&before)[0]
                .as_str()
                .unwrap()
                .ends_with(&format!("25:{}:{}", around[24][0], around[24][1]))
        );

        // Farther to the east, then to the south-west: the middle of all moves by more than a tenth of a degree.
        for (code, place) in [("NB02", [13.62, 52.53]), ("NB03", [13.2, 52.46])] {
            stage.import(&square_around(place, code), "2026-02-01").await;
            assert_eq!(plane(&staff).await, first, "{code}");
            assert_eq!(stage.house.register.held().frame, frame, "{code}");
            let after = hotspots(&staff, 1).await;
            assert_eq!(ids(&after), ids(&before), "{code}");
        }
        stage.restart().await;
        let staff = Networker::new(&stage).await.caller;
        assert_eq!(plane(&staff).await, first);
        assert_eq!(ids(&hotspots(&staff, 1).await), ids(&before));
        stage.end().await;
    }
}

#[tokio::test]
async fn cells_of_another_plane_are_refused_and_none_at_all_are_taken_back_on_any() {
    let stage = Stage::new().await;
    stage.import(&square_around(CORNER, "NB01"), "2026-01-01").await;
    let (_, code) = Networker::new(&stage).await.plan_walk("Schouw", "NB01").await;
    let anke = Phone::joins(&stage, &code).await;
    let refused = tells(&anke, json!({"cells": [[3, 4]], "plane": "rd"}))
        .await
        .expect(422);
    assert_eq!(
        refused.faults(),
        [("/plane".to_owned(), "other_plane".to_owned())]
    );
    let cells = cells_around(&Frame::for_area(Lonlat::new(CORNER[0], CORNER[1])), CORNER);
    tells(&anke, json!({"cells": cells, "plane": "local 13.4 52.5"}))
        .await
        .expect(204);
    tells(&anke, json!({"cells": [], "plane": "rd"}))
        .await
        .expect(204);
    let kept = anke
        .caller
        .get(&format!("/api/walks/{}/passes", anke.walk))
        .await
        .expect(200);
    assert_eq!(kept.body["cells"], json!([]));
    stage.end().await;
}

#[tokio::test]
async fn borders_far_away_begin_a_new_plane_and_findings_move_onto_it_together_with_them() {
    let stage = Stage::new().await;
    stage.import(&square_around(CORNER, "NB01"), "2026-01-01").await;
    a_busy_corner(&stage, CORNER, "NB01").await;
    let staff = Networker::new(&stage).await.caller;
    let before = hotspots(&staff, 0).await;
    // An invented buurt at Madrid's place: over 300 km from the plane's origin.
    stage
        .import(&square_around([-3.7, 40.4], "NB09"), "2026-02-01")
        .await;
    let mut moved = false;
    for _ in 0..200 {
        let (held, atlas) = (stage.house.register.held(), stage.house.atlas.load_full());
        moved = atlas.buurten.len() == 2;
        if moved {
            let held = if held.frame == atlas.frame {
                held
            } else {
                stage.house.register.held()
            };
            assert_eq!(held.frame, atlas.frame, "both at once");
            break;
        }
        assert_eq!(held.frame, atlas.frame, "the borders of before until then");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert!(moved, "the second import never came through");
    let second = plane(&staff).await;
    assert_ne!(second["plane"], "local 13.4 52.5");
    let told = staff
        .get("/api/hotspots?since=2026-10-01&until=2026-12-01")
        .await
        .expect(200)
        .body;
    assert_eq!(
        told["findings"], 0,
        "borders from Berlin to Madrid are too wide to look through: {}",
        before["findings"]
    );
    assert_eq!(told["features"], json!([]));
    stage.end().await;
}

#[tokio::test]
async fn borders_too_wide_to_look_through_are_said_at_the_import_and_nothing_else_is_looked_through() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wide.geojson");
    let import = |more: &[&str]| {
        let words = [&["import", "buurten", file.to_str().unwrap()], more].concat();
        program::run(folder.path(), &words)
    };
    std::fs::write(&file, places::two_buurten()).unwrap();
    let fine = import(&[]);
    assert!(fine.status.success() && !program::text(&fine.stderr).contains("hotspots"));
    std::fs::write(&file, square_around([6.5, 53.2], "GR01")).unwrap();
    let wide = import(&[]);
    assert!(wide.status.success(), "{}", program::text(&wide.stderr));
    let told = program::text(&wide.stderr);
    assert!(
        told.contains("notice: no hotspots are looked for: all borders together are too wide"),
        "{told}"
    );
    let report: Value = serde_json::from_slice(&import(&["--json"]).stdout).unwrap();
    assert!(
        report["notice"]
            .as_str()
            .is_some_and(|notice| notice.contains("cells")),
        "{report}"
    );

    let stage = Stage::new().await;
    stage
        .import(&square_around(places::IN_WEST, places::WEST), "2026-01-01")
        .await;
    a_busy_corner(&stage, places::IN_WEST, places::WEST).await;
    let staff = Networker::new(&stage).await.caller;
    assert_eq!(ids(&hotspots(&staff, 0).await).len(), 1);
    stage
        .import(&square_around([6.5, 53.2], "GR01"), "2026-02-01")
        .await;
    let told = staff
        .get("/api/hotspots?since=2026-10-01&until=2026-12-01")
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&told["findings"], &told["parameters"]["cells"]),
        (&json!(0), &json!(0))
    );
    assert_eq!(
        told["features"],
        json!([]),
        "not those of the rectangle around the findings"
    );
    stage.end().await;
}

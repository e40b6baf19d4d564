//! A proposal for a place that stands out among some findings only: at night, or longer ago.

use super::{DAY_MS, Scene, faults, propose, pruning};
use buurtschouw::clock::rfc3339;
use harness::{Base, lonely};
use serde_json::{Value, json};
use uuid::Uuid;

/// Where the lamps were out, at night and longer than half a year ago.
const NIGHT: [f64; 2] = [4.4867, 51.9013];

impl Scene {
    async fn saw_at_night(&self, person: usize, category: &str, at: [f64; 2]) {
        let phone = &self.phones[person];
        let day = rfc3339(self.stage.house.clock.now_ms() - (200 + 3 * person as i64) * DAY_MS);
        let mut body = phone.finding(category, at);
        body["observed_at"] = json!(format!("{}T00:30:00Z", &day[..10]));
        phone.sends(Uuid::now_v7(), &body).await.expect(201);
    }

    /// Seven people saw the lamps out in the nights of long ago, and everybody saw something somewhere.
    async fn at_night() -> Self {
        let scene = Self::on(Base::Sqlite).await;
        for n in 0..24_u32 {
            scene.saw_at_night(n as usize, "zwerfafval", lonely(n)).await;
        }
        for n in 0..7 {
            scene.saw_at_night(n, "lamp-uit", NIGHT).await;
            scene.saw_at_night(n, "struik-hoog", NIGHT).await;
        }
        scene
    }
}

#[tokio::test]
async fn a_place_that_stands_out_at_night_only_is_proposed_with_the_question_that_was_on_the_screen() {
    let scene = Scene::at_night().await;
    let caller = &scene.phones[0].caller;
    let year_ago = rfc3339(scene.stage.house.clock.now_ms() - 365 * DAY_MS);
    let shown = caller
        .get(&format!("/api/hotspots?since={year_ago}&daylight=dark"))
        .await
        .expect(200)
        .body;
    assert_eq!(shown["features"].as_array().unwrap().len(), 1, "{shown:#}");
    let mut body = pruning();
    body["hotspot"] = shown["features"][0]["id"].clone();
    body["place"]["coordinates"] = shown["features"][0]["properties"]["peak"].clone();
    let refused = |question: Value| {
        let mut body = body.clone();
        body["question"] = question;
        async move { propose(caller, &body).await.expect(422).faults() }
    };
    let unknown = faults(&[("/hotspot", "unknown_hotspot")]);
    assert_eq!(refused(Value::Null).await, unknown, "not in the usual half year");
    let by_day = json!({"since": year_ago, "daylight": "day"});
    assert_eq!(refused(by_day).await, unknown, "not by day");

    body["question"] = json!({"since": year_ago, "daylight": "dark"});
    let told = propose(caller, &body).await.expect(201).body;
    assert_eq!(told["hotspot"], body["hotspot"]);
    assert_eq!(told["evidence"]["people"], 7);
    let counted = &told["evidence"]["counted"];
    assert_eq!(counted["daylight"], "dark");
    assert_eq!(counted["categories"], json!([]));
    assert_eq!(counted["window"], shown["parameters"]["window"]);
    scene.stage.end().await;
}

#[tokio::test]
async fn a_pin_of_staff_is_counted_with_the_question_too_and_its_faults_have_their_place() {
    let scene = Scene::at_night().await;
    let caller = &scene.networker.caller;
    let year_ago = rfc3339(scene.stage.house.clock.now_ms() - 365 * DAY_MS);
    let mut body = pruning();
    body["place"]["coordinates"] = json!(NIGHT);
    let told = propose(caller, &body).await.expect(201).body;
    assert_eq!(told["evidence"]["findings"], 0, "nothing in the last half year");
    body["question"] = json!({"since": year_ago, "daylight": "dark", "category": ["licht"]});
    let told = propose(caller, &body).await.expect(201).body;
    assert_eq!(told["evidence"]["findings"], 7, "the lamps only");
    assert_eq!(told["evidence"]["counted"]["categories"], json!(["licht"]));
    body["question"]["daylight"] = json!("day");
    let told = propose(caller, &body).await.expect(201).body;
    assert_eq!(told["evidence"]["findings"], 0, "none by day");

    body["question"] =
        json!({"since": "gisteren", "daylight": "noon", "category": ["ufo"], "walk": null, "bbox": 1});
    let refused = propose(caller, &body).await.expect(422);
    let expected = [
        ("/question/since", "not_a_moment"),
        ("/question/daylight", "unknown_choice"),
        ("/question/category/0", "unknown_category"),
        ("/question/walk", "unknown_member"),
        ("/question/bbox", "unknown_member"),
    ];
    assert_eq!(refused.faults(), faults(&expected));
    body["question"] = json!({"since": "2026-05-02", "until": "2026-05-01"});
    let refused = propose(caller, &body).await.expect(422);
    assert_eq!(refused.faults(), faults(&[("/question/since", "after_until")]));
    scene.stage.end().await;
}

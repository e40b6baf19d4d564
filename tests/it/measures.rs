//! The measures room: proposing with frozen figures, one id one proposal, withdrawing.

mod gate;
mod judge;
mod question;
mod read;

use buurtschouw::clock::rfc3339;
use harness::{Base, Networker, Phone, Stage, actors::Answer, bases, lonely, places};
use serde_json::{Value, json};
use uuid::Uuid;

const DAY_MS: i64 = 86_400_000;
/// Where the pile lies.
const PILE: [f64; 2] = [4.4852, 51.8999];

/// A district in which seven people of three walks spoke of one place, over 108 days.
struct Scene {
    stage: Stage,
    networker: Networker,
    phones: Vec<Phone>,
}

impl Scene {
    async fn on(base: Base) -> Self {
        Self::with(base, 18, "lamp-uit").await
    }

    /// `step` days lie between one person at the pile and the next; everyone there also records `second`.
    async fn with(base: Base, step: i64, second: &str) -> Self {
        let stage = Stage::on(base).await;
        stage.import(&places::two_buurten(), "2026-01-01").await;
        let networker = Networker::new(&stage).await;
        let mut codes = Vec::new();
        for title in ["Eerste", "Tweede", "Derde"] {
            codes.push(networker.plan_walk(title, places::WEST).await.1);
        }
        let mut scene = Self {
            stage,
            networker,
            phones: Vec::new(),
        };
        for n in 0..24_u32 {
            let phone = Phone::joins(&scene.stage, &codes[n as usize % 3]).await;
            scene
                .sees(&phone, "zwerfafval", lonely(n), 1 + i64::from(n % 9))
                .await;
            scene.phones.push(phone);
        }
        for n in 0..7_usize {
            let at = [PILE[0] + 0.00004 * n as f64, PILE[1]];
            let ago = 5 + step * n as i64;
            let phone = scene.phones[n].clone();
            scene.sees(&phone, "struik-hoog", at, ago).await;
            scene.sees(&phone, second, at, ago).await;
        }
        scene
    }

    async fn sees(&self, phone: &Phone, category: &str, at: [f64; 2], days_ago: i64) {
        let mut body = phone.finding(category, at);
        let when = rfc3339(self.stage.house.clock.now_ms() - days_ago * DAY_MS);
        // By day, also when the test runs in the evening.
        body["observed_at"] = json!(format!("{}T12:00:00Z", &when[..10]));
        phone.sends(Uuid::now_v7(), &body).await.expect(201);
    }

    /// The id of the one hotspot there is.
    async fn hotspot(&self) -> String {
        let told = self.phones[0].caller.get("/api/hotspots").await.expect(200).body;
        assert_eq!(told["features"].as_array().unwrap().len(), 1, "{told:#}");
        told["features"][0]["id"].as_str().unwrap().to_owned()
    }

    fn day(&self, ahead: i64) -> String {
        rfc3339(self.stage.house.clock.now_ms() + ahead * DAY_MS)[..10].to_owned()
    }

    /// A camera with everything filled in.
    async fn camera(&self) -> Value {
        let lighter =
            |kind: &str, outcome: &str| json!({"kind": kind, "outcome": outcome, "by": "buurtcomité"});
        let mut patrol = lighter("patrouille", "reason");
        patrol["reason"] = json!("Er zijn geen uren meer dit jaar.");
        json!({
            "kind": "camera",
            "place": {"type": "Polygon", "coordinates": [[
                [4.4850, 51.8997], [4.4860, 51.8997], [4.4860, 51.9002], [4.4850, 51.9002], [4.4850, 51.8997]]]},
            "why": "Al maanden hetzelfde.",
            "hotspot": self.hotspot().await,
            "gate": {
                "lighter": [lighter("snoei", "done_and_evaluated"), lighter("verlichting", "done_and_evaluated"), patrol],
                "area": {"homes": false},
                "begins": self.day(30), "ends": self.day(120),
                "advice": {"asked_on": self.day(-10), "reference": "Notulen wijkraad, punt 4"},
                "owner_check": {"by": "gemeente, afdeling veiligheid", "on": self.day(-3),
                    "bylaw": true, "consultation": true, "signs": true},
            },
        })
    }
}

fn pruning() -> Value {
    json!({"kind": "snoei", "place": {"type": "Point", "coordinates": PILE}, "why": "De struik hangt over het pad."})
}

async fn propose(caller: &harness::actors::Caller, body: &Value) -> Answer {
    caller
        .put(&format!("/api/measures/{}", Uuid::now_v7()), body)
        .await
}

fn faults(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = pairs
        .iter()
        .map(|(pointer, code)| ((*pointer).to_owned(), (*code).to_owned()))
        .collect();
    pairs.sort();
    pairs
}

#[tokio::test]
async fn a_proposal_keeps_the_figures_of_its_moment_when_findings_come_later() {
    for base in bases() {
        let scene = Scene::on(base).await;
        let phone = &scene.phones[0];
        let mut body = pruning();
        body["hotspot"] = json!(scene.hotspot().await);
        let id = Uuid::now_v7();
        let path = format!("/api/measures/{id}");
        let told = phone.caller.put(&path, &body).await.expect(201).body;
        assert_eq!(told["state"], "proposed");
        assert_eq!(told["label"]["nl"], "Voorgesteld");
        assert_eq!(
            (told["rung"].clone(), told["mine"].clone()),
            (json!(2), json!(true))
        );
        assert_eq!(told["place"], body["place"]);
        let evidence = told["evidence"].clone();
        assert_eq!(evidence["basis"], "hotspot");
        assert_eq!(
            (evidence["findings"].clone(), evidence["people"].clone()),
            (json!(14), json!(7))
        );
        assert_eq!(evidence["walks"], 3);
        assert!(evidence["parameters"]["cells"].as_u64().unwrap() > 100);
        assert!(evidence.get("finding_ids").is_none() && evidence.get("photos").is_none());

        for phone in &scene.phones[8..14] {
            scene.sees(phone, "struik-hoog", PILE, 2).await;
        }
        let now = phone.caller.get("/api/hotspots").await.expect(200).body;
        assert_eq!(
            now["features"][0]["properties"]["findings"], 20,
            "the place itself grew"
        );
        assert_eq!(
            phone.caller.get(&path).await.expect(200).body["evidence"],
            evidence
        );
        let listed = phone.caller.get("/api/measures").await.expect(200).body;
        assert_eq!(listed["features"][0]["properties"]["evidence"], evidence);
        assert_eq!(
            phone.caller.put(&path, &body).await.expect(200).body["evidence"],
            evidence
        );
        scene.stage.end().await;
    }
}

#[tokio::test]
async fn a_hotspot_id_of_another_day_or_question_still_names_the_place_and_an_unknown_one_is_refused() {
    let scene = Scene::on(Base::Sqlite).await;
    let id = scene.hotspot().await;
    let (_, cell) = id.rsplit_once('|').unwrap();
    let mut body = pruning();
    body["hotspot"] = json!(format!("2026-01-01_2026-07-01|groen|{cell}"));
    let told = propose(&scene.phones[0].caller, &body).await.expect(201).body;
    assert_eq!(told["hotspot"], json!(id));
    body["hotspot"] = json!("2026-01-01_2026-07-01|all|25:1:1");
    let refused = propose(&scene.phones[0].caller, &body).await.expect(422);
    assert_eq!(refused.faults(), faults(&[("/hotspot", "unknown_hotspot")]));
    scene.stage.end().await;
}

#[tokio::test]
async fn a_proposal_for_a_hotspot_lies_at_it_and_a_pin_elsewhere_tells_walkers_no_figures() {
    let scene = Scene::on(Base::Sqlite).await;
    let mut body = pruning();
    body["hotspot"] = json!(scene.hotspot().await);
    body["place"]["coordinates"] = json!([PILE[0] + 0.003, PILE[1]]);
    let refused = propose(&scene.phones[0].caller, &body).await.expect(422);
    assert_eq!(refused.faults(), faults(&[("/place", "not_at_hotspot")]));

    let id = Uuid::now_v7();
    let path = format!("/api/measures/{id}");
    let walker = &scene.phones[0].caller;
    let told = walker.put(&path, &pruning()).await.expect(201).body;
    assert_eq!(
        told["evidence"],
        Value::Null,
        "comparing pins would find single findings"
    );
    let staff = Networker::new(&scene.stage).await.caller;
    let seen = staff.get(&path).await.expect(200).body;
    assert_eq!(seen["evidence"]["basis"], "near");
    assert_eq!(seen["evidence"]["people"], 7);
    scene.stage.end().await;
}

#[tokio::test]
async fn one_id_is_one_proposal_whoever_sends_it_how_often() {
    for base in bases() {
        let scene = Scene::on(base).await;
        let (phone, other) = (&scene.phones[0], &scene.phones[1]);
        let path = format!("/api/measures/{}", Uuid::now_v7());
        let before = buurtschouw::store::outbox::last(&scene.stage.house.db)
            .await
            .unwrap();
        let mut sending = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let (caller, path) = (phone.caller.clone(), path.clone());
            sending.spawn(async move { caller.put(&path, &pruning()).await });
        }
        let answers = sending.join_all().await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 19);
        let events = buurtschouw::store::outbox::after(&scene.stage.house.db, before)
            .await
            .unwrap();
        assert_eq!(events.len(), 1);
        let mut changed = pruning();
        changed["why"] = json!("Iets anders.");
        assert_eq!(
            phone.caller.put(&path, &changed).await.expect(409).code(),
            "conflict"
        );
        assert_eq!(
            other.caller.put(&path, &pruning()).await.expect(409).code(),
            "conflict"
        );
        phone
            .caller
            .put("/api/measures/nee", &pruning())
            .await
            .expect(400);
        scene.stage.end().await;
    }
}

#[tokio::test]
async fn withdrawing_empties_a_proposal_and_keeps_its_id_taken() {
    for base in bases() {
        let scene = Scene::on(base).await;
        let (phone, other) = (&scene.phones[0], &scene.phones[1]);
        let id = Uuid::now_v7();
        let path = format!("/api/measures/{id}");
        phone.caller.delete(&path).await.expect(404);
        phone.caller.put(&path, &pruning()).await.expect(201);
        other.caller.delete(&path).await.expect(409);
        phone.caller.delete(&path).await.expect(204);
        phone.caller.delete(&path).await.expect(204);
        phone.caller.get(&path).await.expect(410);
        other.caller.get(&path).await.expect(404);
        assert_eq!(
            phone.caller.put(&path, &pruning()).await.expect(410).code(),
            "withdrawn"
        );
        assert_eq!(
            phone.caller.get("/api/measures").await.expect(200).body["features"],
            json!([])
        );
        let db = &scene.stage.house.db;
        let (left, body) = buurtschouw::measures::store::by_id_with_body(db, id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!((left.id, left.person_id), (id, phone.walker));
        assert!(body.is_empty() && left.why.is_empty() && left.place.is_empty() && left.kind.is_empty());
        assert!(left.evidence.is_none() && left.full_evidence.is_none() && left.gate.is_none());
        assert_eq!((left.west, left.north, left.buurt), (0.0, 0.0, None));
        scene.stage.end().await;
    }
}

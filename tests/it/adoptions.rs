//! From a proposal to borders in force: refused with every reason, or adopted with everything that follows.

use crate::proposals::{Scene, door, new_proposal};
use harness::{Base, Phone, actors::Caller, bases, lonely, places};
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

/// A place that the drawn proposal gives to the west, and its middle corner of the line.
const MOVED: [f64; 2] = [4.4905, 51.9];

/// How many of the things that are seen here and there lie in which buurt.
const WEST_ALONE: usize = 16;
const EAST_ALONE: usize = 8;

impl Scene {
    fn today(&self) -> String {
        self.stage.house.today().to_string()
    }

    /// Ten residents draw both buurten.
    async fn residents_draw(&self) {
        let shapes = [
            (places::WEST, places::square(4.48, 51.895, 4.492, 51.905)),
            (places::EAST, places::square(4.492, 51.895, 4.50, 51.905)),
        ];
        for _ in 0..10 {
            let phone = Phone::joins(&self.stage, &self.code).await.caller;
            for (code, rings) in &shapes {
                let path = format!("/api/drawings/{}", Uuid::now_v7());
                let body = json!({"buurt": code, "geometry": {"type": "Polygon", "coordinates": rings}});
                phone.put(&path, &body).await.expect(201);
            }
        }
    }

    async fn adopts(&self, proposal: &Value, body: Value) -> harness::actors::Answer {
        let now = self.committee.get(&door(proposal, "")).await.expect(200).body;
        let mut body = body;
        body["revision"] = now["revision"].clone();
        self.committee.post(&door(proposal, "adoption"), &body).await
    }

    /// Six residents each see the same where the line moves, and all else is seen here and there; gives the ids of the six.
    async fn residents_see_things(&self) -> Vec<Uuid> {
        let mut same = Vec::new();
        for n in 0..24_u32 {
            let phone = Phone::joins(&self.stage, &self.code).await;
            phone.records("zwerfafval", lonely(n)).await;
            if n < 6 {
                let mut body = phone.finding("struik-hoog", MOVED);
                body["observed_at"] = json!(format!("2026-11-1{n}T19:00:00Z"));
                let id = Uuid::now_v7();
                phone.sends(id, &body).await.expect(201);
                same.push(id);
            }
        }
        same
    }

    /// How many findings and how many hotspots the committee is told of in a buurt.
    async fn told_of(&self, buurt: &str) -> (usize, usize) {
        let count = async |path: String| {
            let told = self.committee.get(&path).await.expect(200).body;
            told["features"].as_array().unwrap().len()
        };
        let findings = count(format!("/api/findings?limit=1000&buurt={buurt}")).await;
        let window = "since=2026-10-01&until=2026-12-01";
        let hotspots = count(format!("/api/hotspots?{window}&buurt={buurt}")).await;
        (findings, hotspots)
    }

    async fn buurt_at(&self, [lon, lat]: [f64; 2]) -> Value {
        let path = format!("/api/buurten/at?lon={lon}&lat={lat}");
        self.committee.get(&path).await.expect(200).body["properties"].clone()
    }

    /// A vote that ten drawings are enough for, with 20 residents of each buurt who recognise the new line.
    async fn wins_a_vote(&self) -> Value {
        let open = self.opens().await;
        let step = json!({"state": "voting", "closes": crate::proposals::in_ms(86_400_000),
            "threshold": {"drawings": 10, "reason": "Een kleine buurt."}});
        let proposal = self.steps(&open, step).await.expect(200).body;
        for buurt in [places::WEST, places::EAST] {
            self.residents_vote_on(&proposal, buurt, 20, ["yes", "no"]).await;
        }
        proposal
    }
}

#[allow(clippy::too_many_lines, reason = "one story")]
#[tokio::test]
async fn without_its_numbers_a_proposal_is_not_adopted_and_every_reason_is_told() {
    let scene = Scene::on(Base::Sqlite).await;
    let open = scene.opens().await;
    assert_eq!(open["adoptable"]["ok"], false);
    let early = scene
        .adopts(&open, json!({"valid_from": scene.today()}))
        .await
        .expect(422);
    let reasons: Vec<String> = early.faults().into_iter().map(|(_, code)| code).collect();
    assert_eq!(reasons, ["not_voting", "too_few_drawings", "too_few_drawings"]);
    let low = json!({"state": "voting", "closes": crate::proposals::in_ms(60_000), "threshold": {"drawings": 9, "reason": " "}});
    let refused = scene.steps(&open, low).await.expect(422);
    let expected = [
        ("/threshold/drawings", "out_of_range"),
        ("/threshold/reason", "missing"),
    ];
    assert_eq!(
        refused.faults(),
        expected.map(|(p, c)| (p.to_owned(), c.to_owned()))
    );

    let proposal = scene.calls_a_vote().await;
    scene
        .residents_vote_on(&proposal, places::WEST, 10, ["no", "yes"])
        .await;
    let open_still = scene
        .adopts(&proposal, json!({"valid_from": scene.today()}))
        .await
        .expect(422);
    let codes: Vec<String> = open_still.faults().into_iter().map(|(_, code)| code).collect();
    assert!(
        codes.contains(&"vote_open".to_owned()) && !codes.contains(&"not_recognised".to_owned()),
        "{codes:?}"
    );
    scene.closes_the_vote(&proposal).await;
    let refused = scene
        .adopts(&proposal, json!({"valid_from": scene.today()}))
        .await
        .expect(422);
    let expected = [
        ("/buurten/TB01", "not_recognised"),
        ("/buurten/TB01", "too_few_drawings"),
        ("/buurten/TB01", "too_few_voters"),
        ("/buurten/TB02", "too_few_drawings"),
        ("/buurten/TB02", "too_few_voters"),
    ];
    assert_eq!(
        refused.faults(),
        expected.map(|(p, c)| (p.to_owned(), c.to_owned()))
    );
    let bad = json!({"valid_from": "2020-01-01", "minutes": "javascript:alert(1)", "x": 1});
    let refused = scene.adopts(&proposal, bad).await.expect(422);
    let expected = [
        ("/minutes", "not_a_link"),
        ("/valid_from", "past"),
        ("/x", "unknown_member"),
    ];
    assert_eq!(
        refused.faults(),
        expected.map(|(p, c)| (p.to_owned(), c.to_owned()))
    );
    let resident = &scene.resident.caller;
    let own = json!({"revision": 1, "valid_from": scene.today()});
    resident
        .post(&door(&proposal, "adoption"), &own)
        .await
        .expect(403);
    assert_eq!(
        scene.buurt_at(MOVED).await["code"],
        places::EAST,
        "all is as it was"
    );
    scene.stage.end().await;
}

#[allow(clippy::too_many_lines, reason = "one story")]
#[tokio::test]
async fn a_recognised_proposal_is_adopted_and_places_hotspots_lists_and_files_follow() {
    for base in bases() {
        let scene = Scene::on(base).await;
        assert_eq!(scene.buurt_at(MOVED).await["code"], places::EAST);
        scene.residents_draw().await;
        let things = scene.residents_see_things().await;
        assert_eq!(scene.told_of(places::EAST).await, (EAST_ALONE + 6, 1));
        assert_eq!(scene.told_of(places::WEST).await, (WEST_ALONE, 0));
        let overtaken = scene.draws().await;
        let proposal = scene.wins_a_vote().await;
        let before = scene.committee.get(&door(&proposal, "")).await.expect(200).body;
        let moved = before["checks"]
            .as_array()
            .unwrap()
            .iter()
            .find(|check| check["code"] == "findings_moved");
        assert_eq!(moved.unwrap()["count"], 6);
        let told = scene.closes_the_vote(&proposal).await;
        assert!(told["buurten"][1]["lower"].as_f64().unwrap() >= 0.5, "{told}");
        let seen = scene.committee.get(&door(&proposal, "")).await.expect(200).body;
        assert_eq!(seen["adoptable"]["ok"], true, "{}", seen["adoptable"]);

        let today = scene.today();
        let body = json!({"valid_from": today, "minutes": "https://comite.example/notulen"});
        let adopted = scene.adopts(&proposal, body.clone()).await.expect(200).body;
        assert_eq!(
            (adopted["state"].as_str(), adopted["valid_from"].as_str()),
            (Some("adopted"), Some(today.as_str()))
        );
        scene.adopts(&proposal, body).await.expect(200);

        let now = scene.buurt_at(MOVED).await;
        assert_eq!(
            (now["code"].as_str(), now["kind"].as_str()),
            (Some(places::WEST), Some("adopted"))
        );
        everywhere_one_buurt(&scene.committee).await;
        scene.follower_passes().await;
        // What was seen keeps its place, and counts where it lies now: in the list, among hotspots, one by one.
        assert_eq!(scene.told_of(places::WEST).await, (WEST_ALONE + 6, 1));
        assert_eq!(scene.told_of(places::EAST).await, (EAST_ALONE, 0));
        let path = format!("/api/findings/{}", things[0]);
        let shown = scene.committee.get(&path).await.expect(200).body;
        assert_eq!(shown["properties"]["buurt"], places::WEST);
        let row = buurtschouw::findings::store::by_id(&scene.stage.house.db, things[0]).await;
        let row = row.unwrap().unwrap();
        assert_eq!(row.buurt.as_deref(), Some(places::EAST), "as it was when it came");

        let past = scene.committee.get(&door(&overtaken, "")).await.expect(200).body;
        assert_eq!(past["state"], "superseded");
        let path = format!("/api/buurten/differences?from=2026-01-02&to={today}");
        let moved = scene.resident.caller.get(&path).await.expect(200).body;
        let row = &moved["features"][0]["properties"];
        assert_eq!(
            (row["from"].as_str(), row["to"].as_str()),
            (Some(places::EAST), Some(places::WEST))
        );
        assert_eq!(
            (row["from_name"].as_str(), row["findings"].as_i64()),
            (Some("Oostbuurt"), Some(6))
        );
        let area = row["area_m2"].as_f64().unwrap();
        assert!((area / 76_500.0 - 1.0).abs() < 0.02, "{area}");
        assert_eq!(moved["features"].as_array().unwrap().len(), 1);
        let of_proposal = scene
            .resident
            .caller
            .get(&door(&proposal, "differences"))
            .await
            .expect(200)
            .body;
        assert_eq!(
            of_proposal["features"][0]["properties"]["area_m2"],
            row["area_m2"]
        );
        let versions = scene
            .resident
            .caller
            .get("/api/buurten/versions")
            .await
            .expect(200)
            .body;
        assert_eq!(versions["versions"][0]["valid_from"], json!(today));
        assert_eq!(versions["versions"][0]["proposals"][0]["id"], proposal["id"]);
        assert_eq!(versions["versions"][1]["valid_from"], "2026-01-01");
        exported(&scene, &today).await;
        counted_by_version(&scene, &today).await;
        scene.stage.end().await;
    }
}

/// Each dated border has its findings, in all and of its own days: also of the border that is gone.
async fn counted_by_version(scene: &Scene, today: &str) {
    let door = "/api/findings/versions";
    let told = async |caller: &Caller, path: &str| {
        let told = caller.get(path).await.expect(200).body["versions"].clone();
        let row = |row: &Value| {
            let text = |name: &str| row[name].as_str().unwrap_or("-").to_owned();
            let count = |name: &str| row[name].as_u64().unwrap() as usize;
            (
                text("code"),
                text("valid_from"),
                text("until"),
                count("findings"),
                count("on_its_days"),
            )
        };
        told.as_array().unwrap().iter().map(row).collect::<Vec<_>>()
    };
    let row = |code: &str, from: &str, until: &str, findings, on_its_days| {
        (
            code.to_owned(),
            from.to_owned(),
            until.to_owned(),
            findings,
            on_its_days,
        )
    };
    let old = "2026-01-01";
    let expected = [
        row(places::WEST, old, today, WEST_ALONE, WEST_ALONE),
        row(places::WEST, today, "-", WEST_ALONE + 6, 0),
        row(places::EAST, old, today, EAST_ALONE + 6, EAST_ALONE + 6),
        row(places::EAST, today, "-", EAST_ALONE, 0),
    ];
    assert_eq!(told(&scene.committee, door).await, expected);
    let mut seen_today = scene.resident.finding("zwerfafval", MOVED);
    seen_today["observed_at"] = json!(crate::proposals::in_ms(0));
    scene
        .resident
        .sends(Uuid::now_v7(), &seen_today)
        .await
        .expect(201);
    let west = told(&scene.committee, &format!("{door}?buurt={}", places::WEST)).await;
    let expected = [
        row(places::WEST, old, today, WEST_ALONE, WEST_ALONE),
        row(places::WEST, today, "-", WEST_ALONE + 7, 1),
    ];
    assert_eq!(west, expected);
    // Who asks is told of what they may see: here their own.
    let own = told(&scene.resident.caller, &format!("{door}?since={today}")).await;
    assert_eq!(own.iter().map(|row| row.3).collect::<Vec<_>>(), [0, 1, 1, 0]);
    let refused = scene
        .committee
        .get(&format!("{door}?since=ooit&category=x&on=nu"))
        .await
        .expect(422);
    let codes = [
        ("?category", "unknown_category"),
        ("?on", "unknown_parameter"),
        ("?since", "not_a_moment"),
    ];
    assert_eq!(refused.faults(), codes.map(|(p, c)| (p.to_owned(), c.to_owned())));
}

/// Along and around the new line no place is in none of the buurten or in two.
async fn everywhere_one_buurt(caller: &Caller) {
    for step in 0..=40 {
        let lat = 51.895 + 0.000_25 * f64::from(step);
        let lon = 4.49 + 0.002 * (1.0 - (f64::from(step) - 20.0).abs() / 20.0);
        caller
            .get(&format!("/api/buurten/at?lon={lon}&lat={lat}"))
            .await
            .expect(200);
    }
}

async fn exported(scene: &Scene, today: &str) {
    let caller = &scene.resident.caller;
    let file = caller
        .get(&format!("/api/buurten/export?on={today}"))
        .await
        .expect(200);
    assert!(
        file.headers["content-disposition"]
            .to_str()
            .unwrap()
            .contains(today)
    );
    assert!(file.body.get("crs").is_none());
    assert_eq!(file.body["metadata"]["adopted"], 2);
    let rd = caller
        .get(&format!("/api/buurten/export?on={today}&crs=rd"))
        .await
        .expect(200)
        .body;
    assert_eq!(rd["crs"]["properties"]["name"], "urn:ogc:def:crs:EPSG::28992");
    let corner = &rd["features"][0]["geometry"]["coordinates"][0][0][0];
    let (x, y) = (corner[0].as_f64().unwrap(), corner[1].as_f64().unwrap());
    assert!(
        (80_000.0..100_000.0).contains(&x) && (430_000.0..440_000.0).contains(&y),
        "{corner}"
    );
    let old = caller
        .get("/api/buurten/export?on=2026-01-02")
        .await
        .expect(200)
        .body;
    assert_eq!(old["metadata"]["official"], 2, "an old version stays");
    // A day has several spellings and is one day.
    let spelt = today.replace('-', "");
    for door in ["/api/buurten/export?on=", "/api/buurten?on="] {
        let usual = caller.get(&format!("{door}{today}")).await.expect(200).body;
        let other = caller.get(&format!("{door}{spelt}")).await.expect(200).body;
        assert_eq!(other, usual, "{door}");
    }
    let between = async |from: &str, to: &str| {
        let path = format!("/api/buurten/differences?from={from}&to={to}");
        caller.get(&path).await.expect(200).body
    };
    let usual = between("2026-01-02", today).await;
    assert_eq!(between("20260102", &spelt).await, usual);
    let refused = caller
        .get("/api/buurten/export?on=ooit&crs=mars")
        .await
        .expect(422);
    let expected = [("?crs", "unknown_choice"), ("?on", "not_a_date")];
    assert_eq!(
        refused.faults(),
        expected.map(|(p, c)| (p.to_owned(), c.to_owned()))
    );
}

impl Scene {
    /// Waits until the follower of the outbox has done what follows from the adoption.
    async fn follower_passes(&self) {
        use buurtschouw::store::outbox;
        let last = outbox::last(&self.stage.house.db).await.unwrap();
        let done = async {
            while outbox::bookmark(&self.stage.house.db, "consequences")
                .await
                .unwrap()
                < last
            {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let in_time = tokio::time::timeout(Duration::from_secs(10), done).await;
        assert!(in_time.is_ok(), "the follower");
    }
}

#[tokio::test]
async fn a_proposal_whose_beginning_was_imported_away_is_not_adopted() {
    let scene = Scene::on(Base::Sqlite).await;
    scene.residents_draw().await;
    let proposal = scene.wins_a_vote().await;
    scene.closes_the_vote(&proposal).await;
    let moved = json!({"type": "FeatureCollection", "features": [
        places::feature(places::WEST, "Westbuurt", places::square(4.481, 51.895, 4.49, 51.905)),
    ]});
    scene.stage.import(&moved.to_string(), "2026-06-01").await;
    let refused = scene
        .adopts(&proposal, json!({"valid_from": scene.today()}))
        .await
        .expect(422);
    assert_eq!(refused.code(), "base_gone");
    assert_eq!(new_proposal()["start"], "adopted");
    scene.stage.end().await;
}

/// Twenty neighbours draw the west some metres apart: one of them, and where that drawing is.
async fn twenty_draw(scene: &Scene) -> (Caller, String) {
    let mut last = None;
    for n in 0..20 {
        let phone = Phone::joins(&scene.stage, &scene.code).await.caller;
        let east = 4.493 + 0.000_01 * f64::from(n - 10);
        let rings = places::square(4.48, 51.895, east, 51.905);
        let drawing = json!({"buurt": places::WEST, "geometry": {"type": "Polygon", "coordinates": rings}});
        let own = format!("/api/drawings/{}", Uuid::now_v7());
        phone.put(&own, &drawing).await.expect(201);
        last = Some((phone, own));
    }
    last.unwrap()
}

#[tokio::test]
async fn a_proposal_may_begin_from_the_shared_lines_that_were_published() {
    use buurtschouw::boundaries::consensus::publish::{moment, publish_at};
    for base in bases() {
        let scene = Scene::on(base).await;
        let path = format!("/api/proposals/{}", Uuid::now_v7());
        let mut body = new_proposal();
        body["start"] = json!("shared");
        let early = scene.committee.put(&path, &body).await.expect(422);
        assert_eq!(
            early.faults(),
            [("/start".to_owned(), "not_published".to_owned())]
        );
        // The server looked at this moment before anybody drew, and does not look at it again.
        let today = moment(&scene.stage.house);
        publish_at(&scene.stage.house, today).await.unwrap();
        let (one, own) = twenty_draw(&scene).await;
        assert_eq!(
            publish_at(&scene.stage.house, today + 86_400_000).await.unwrap(),
            [places::WEST]
        );
        let begun = scene.committee.put(&path, &body).await.expect(201).body;
        assert_eq!(begun["changed"], json!([places::WEST, places::EAST]));
        assert_eq!(
            begun["publications"],
            json!({places::WEST: 1}),
            "what it began from"
        );
        assert!(
            begun["checks"]
                .as_array()
                .unwrap()
                .iter()
                .all(|check| check["ok"] == true),
            "{}",
            begun["checks"]
        );
        let moved = scene
            .committee
            .get(&door(&begun, "differences"))
            .await
            .expect(200)
            .body;
        let row = &moved["features"][0]["properties"];
        assert_eq!(
            (row["from"].as_str(), row["to"].as_str()),
            (Some(places::EAST), Some(places::WEST))
        );
        let area = row["area_m2"].as_f64().unwrap();
        assert!((area / 229_500.0 - 1.0).abs() < 0.03, "{area}");
        // The outer edge stayed, corner for corner, and arcs can be moved on.
        let index = crate::proposals::shared_arc(&begun);
        let line = begun["coverage"]["arcs"][index]["line"].clone();
        let edit = json!({"revision": 1, "arcs": [{"index": index, "line": [line[0], line[line.as_array().unwrap().len() - 1]]}]});
        scene
            .committee
            .put(&door(&begun, "arcs"), &edit)
            .await
            .expect(200);
        // Who withdraws takes the line along: no proposal begins from what is hidden.
        one.delete(&own).await.expect(204);
        let later = format!("/api/proposals/{}", Uuid::now_v7());
        let refused = scene.committee.put(&later, &body).await.expect(422);
        assert_eq!(
            refused.faults(),
            [("/start".to_owned(), "not_published".to_owned())]
        );
        scene.stage.end().await;
    }
}

//! A walk that begins, is walked together, and ends.

use buurtschouw::{
    clock::{Clock, rfc3339},
    people::{Role, enrol},
    walks::{store, walk::Walk},
};
use harness::{Networker, Phone, Stage, actors::Caller, bases, photos, places};
use reqwest::header;
use serde_json::{Value, json};
use uuid::Uuid;

const HOUR: i64 = 3_600_000;

fn hours_ago(hours: i64) -> String {
    rfc3339(Clock::Machine.now_ms() - hours * HOUR)
}

/// A phone without a cookie begins a walk of its own.
async fn begins(stage: &Stage, id: Uuid, started_at: &str) -> Phone {
    let mut caller = Caller::nobody(stage);
    let body = json!({"begin": {"id": id, "started_at": started_at}, "name": "Anke"});
    let begun = caller.post("/api/join", &body).await.expect(200);
    let set = begun.headers[header::SET_COOKIE].to_str().unwrap();
    caller.cookie = set.split(';').next().map(str::to_owned);
    Phone {
        caller,
        walker: begun.body["participant"]["id"].as_str().unwrap().parse().unwrap(),
        walk: begun.body["walk"]["id"].as_str().unwrap().parse().unwrap(),
    }
}

async fn moves(caller: &Caller, walk: Uuid, state: &str, at: &str) -> harness::actors::Answer {
    let body = json!({"state": state, "at": at});
    caller.put(&format!("/api/walks/{walk}/state"), &body).await
}

async fn page(caller: &Caller, walk: Uuid) -> Value {
    caller.get(&format!("/api/walks/{walk}")).await.expect(200).body
}

/// The row of the asker in a walk's roster.
fn my_row(page: &Value) -> &Value {
    let mut rows = page["roster"].as_array().unwrap().iter();
    rows.find(|row| row["me"] == true).unwrap()
}

#[tokio::test]
async fn who_begins_a_walk_leads_it_and_sending_it_again_makes_no_second_one() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let (id, at) = (Uuid::now_v7(), hours_ago(1));
        let anke = begins(&stage, id, &at).await;
        let begin = json!({"begin": {"id": id, "started_at": at}});
        let again = anke.caller.post("/api/join", &begin).await.expect(200);
        assert!(!again.headers.contains_key(header::SET_COOKIE), "the same walker");
        let walk = &again.body["walk"];
        assert_eq!(
            (&walk["state"], &walk["leader"], &walk["my_name"]),
            (&json!("walking"), &json!(true), &json!("Anke"))
        );
        assert_eq!(walk["roles"], json!(["leader"]));
        let other = begins(&stage, Uuid::now_v7(), &at).await;
        assert_eq!(
            other.caller.post("/api/join", &begin).await.expect(409).code(),
            "conflict"
        );
        anke.records("lamp-uit", places::IN_WEST).await;
        let shown = page(&anke.caller, id).await;
        assert_eq!(
            (&shown["findings"], shown["roster"].as_array().unwrap().len()),
            (&json!(1), 1)
        );
        stage.end().await;
    }
}

#[tokio::test]
async fn a_phone_that_never_got_its_answer_is_known_again_by_its_key_and_another_key_is_not() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let nobody = Caller::nobody(&stage);
        let id = Uuid::now_v7();
        let with = |key: String| json!({"begin": {"id": id, "started_at": hours_ago(0), "key": key}});
        let keyed = with("k".repeat(43));
        let (first, second) =
            tokio::join!(nobody.post("/api/join", &keyed), nobody.post("/api/join", &keyed));
        let (first, second) = (first.expect(200), second.expect(200));
        assert_eq!(first.body["participant"]["id"], second.body["participant"]["id"]);
        assert_eq!(
            first.headers[header::SET_COOKIE],
            second.headers[header::SET_COOKIE]
        );
        nobody.post("/api/join", &with("l".repeat(43))).await.expect(409);
        let short = nobody.post("/api/join", &with("short".into())).await.expect(422);
        assert_eq!(
            short.faults(),
            [("/begin/key".to_owned(), "not_a_key".to_owned())]
        );
        stage.end().await;
    }
}

#[tokio::test]
async fn every_fault_of_a_beginning_is_told_and_a_setting_closes_it_to_strangers() {
    let stage = Stage::with(harness::Base::Sqlite, |given| {
        given.open_start = Some("false".into())
    })
    .await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let nobody = Caller::nobody(&stage);
    let wrong = json!({"code": "AAAA BBBB", "name": "x".repeat(41),
        "begin": {"id": "een", "buurt": "XX", "title": 5, "leider": true}});
    let faults = nobody.post("/api/join", &wrong).await.expect(422).faults();
    let expected = [
        ("/begin", "not_with_code"),
        ("/begin/id", "not_an_id"),
        ("/begin/leider", "unknown_member"),
        ("/begin/started_at", "missing"),
        ("/begin/title", "wrong_type"),
        ("/name", "too_long"),
    ];
    assert_eq!(faults, expected.map(|(p, c)| (p.to_owned(), c.to_owned())));
    let begin = json!({"begin": {"id": Uuid::now_v7(), "started_at": hours_ago(0), "buurt": places::WEST}});
    nobody.post("/api/join", &begin).await.expect(401);
    let (_, code) = Networker::new(&stage)
        .await
        .plan_walk("Schouw", places::WEST)
        .await;
    let known = Phone::joins(&stage, &code).await;
    let begun = known.caller.post("/api/join", &begin).await.expect(200).body;
    assert_eq!(begun["walk"]["title"], "Schouw Westbuurt");
    let me = known.caller.get("/api/me").await.expect(200).body;
    assert_eq!(me["walks"].as_array().unwrap().len(), 2);
    stage.end().await;
}

#[tokio::test]
async fn thirty_walks_are_begun_from_one_address_in_ten_minutes_and_no_more() {
    let stage = Stage::new().await;
    for _ in 0..30 {
        begins(&stage, Uuid::now_v7(), &hours_ago(0)).await;
    }
    let one_more = json!({"begin": {"id": Uuid::now_v7(), "started_at": hours_ago(0)}});
    let refused = Caller::nobody(&stage)
        .post("/api/join", &one_more)
        .await
        .expect(429);
    assert!(refused.headers.contains_key(header::RETRY_AFTER));
    stage.end().await;
}

#[tokio::test]
async fn a_walk_goes_forward_only_and_only_its_leader_or_staff_move_it() {
    for base in bases() {
        let stage = Stage::on(base).await;
        stage.import(&places::two_buurten(), "2026-01-01").await;
        let networker = Networker::new(&stage).await;
        let (walk, code) = networker.plan_walk("Schouw", places::WEST).await;
        let walker = Phone::joins(&stage, &code).await;
        let now = hours_ago(0);
        moves(&walker.caller, walk, "ended", &now).await.expect(403);
        let elsewhere = Networker::with(&stage, Role::Networker, Some(places::EAST)).await;
        moves(&elsewhere.caller, walk, "walking", &now).await.expect(404);
        assert_eq!(
            moves(&networker.caller, walk, "paused", &now)
                .await
                .expect(409)
                .code(),
            "not_begun"
        );
        let future = rfc3339(Clock::Machine.now_ms() + 24 * HOUR);
        let begun = moves(&networker.caller, walk, "walking", &future)
            .await
            .expect(200)
            .body;
        let started = begun["started_at"].clone();
        assert!(
            started.as_str().unwrap() < future.as_str(),
            "never later than now"
        );
        for state in ["walking", "paused", "walking", "ended", "ended"] {
            let told = moves(&networker.caller, walk, state, &hours_ago(5))
                .await
                .expect(200)
                .body;
            assert_eq!((&told["state"], &told["started_at"]), (&json!(state), &started));
        }
        let shown = page(&walker.caller, walk).await;
        assert_eq!(shown["ended_at"], started, "nothing ends before it began");
        assert_eq!(
            moves(&networker.caller, walk, "walking", &now)
                .await
                .expect(409)
                .code(),
            "ended"
        );
        let faults = networker
            .caller
            .put(
                &format!("/api/walks/{walk}/state"),
                &json!({"state": "planned", "at": "nu", "x": 1}),
            )
            .await
            .expect(422)
            .faults();
        let expected = [
            ("/at", "not_a_moment"),
            ("/state", "unknown_choice"),
            ("/x", "unknown_member"),
        ];
        assert_eq!(faults, expected.map(|(p, c)| (p.to_owned(), c.to_owned())));
        walker.records("lamp-uit", places::IN_WEST).await;
        stage.end().await;
    }
}

#[tokio::test]
async fn the_first_walker_begins_a_walk_that_nobody_leads_and_who_leads_lets_it_go_on_after_its_end() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let (walk, code) = Networker::new(&stage)
            .await
            .plan_walk("Schouw", places::WEST)
            .await;
        let (anke, mo) = (
            Phone::joins(&stage, &code).await,
            Phone::joins(&stage, &code).await,
        );
        let now = || rfc3339(Clock::Machine.now_ms());
        let begun = moves(&anke.caller, walk, "walking", &now())
            .await
            .expect(200)
            .body;
        assert_eq!(
            (&begun["state"], &begun["leader"]),
            (&json!("walking"), &json!(true))
        );
        // Who tapped at the same moment finds it walking, and does not lead.
        let second = moves(&mo.caller, walk, "walking", &now()).await.expect(200).body;
        assert_eq!(second["leader"], false);
        moves(&mo.caller, walk, "paused", &now()).await.expect(403);

        let before = now();
        moves(&anke.caller, walk, "ended", &now()).await.expect(200);
        // What a phone did before the end and tells now does not undo it.
        moves(&anke.caller, walk, "walking", &before).await.expect(409);
        moves(&mo.caller, walk, "walking", &now()).await.expect(403);
        let again = moves(&anke.caller, walk, "walking", &now())
            .await
            .expect(200)
            .body;
        assert_eq!(
            (&again["state"], &again["ended_at"]),
            (&json!("walking"), &Value::Null)
        );
        moves(&anke.caller, walk, "ended", &now()).await.expect(200);
        heard_of_the_end(&stage, walk, 13).await;
        moves(&anke.caller, walk, "walking", &now()).await.expect(409);
        stage.end().await;
    }
}

#[tokio::test]
async fn who_stopped_does_not_lead_until_they_come_back() {
    let stage = Stage::new().await;
    let anke = begins(&stage, Uuid::now_v7(), &hours_ago(0)).await;
    let path = format!("/api/walks/{}/me", anke.walk);
    anke.caller.put(&path, &json!({"left": true})).await.expect(200);
    let shown = page(&anke.caller, anke.walk).await;
    assert_eq!((&shown["left"], &shown["leader"]), (&json!(true), &json!(false)));
    moves(&anke.caller, anke.walk, "paused", &hours_ago(0))
        .await
        .expect(403);
    anke.caller.put(&path, &json!({"left": false})).await.expect(200);
    let shown = page(&anke.caller, anke.walk).await;
    assert_eq!((&shown["left"], &shown["leader"]), (&json!(false), &json!(true)));
    moves(&anke.caller, anke.walk, "paused", &hours_ago(0))
        .await
        .expect(200);
    stage.end().await;
}

/// A walk that somebody began some hours ago, and the code that opens it.
async fn of_hours_ago(stage: &Stage, leader: &Phone, hours: i64) -> (Uuid, String) {
    let at = Clock::Machine.now_ms() - hours * HOUR;
    let mut tx = stage.house.db.begin().await.unwrap();
    let like = store::by_id_in(&mut tx, leader.walk).await.unwrap().unwrap();
    let walk = Walk {
        id: Uuid::now_v7(),
        code: format!("ABCDEF{hours:02}"),
        secret: format!("secret {hours}"),
        starts_at: at,
        started_at: Some(at),
        made_at: at,
        ..like
    };
    store::insert(&mut tx, &walk).await.unwrap();
    enrol::seat(&mut tx, leader.walker, walk.id, None, at)
        .await
        .unwrap();
    store::set_roles(&mut tx, walk.id, leader.walker, "[\"leader\"]")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    (walk.id, walk.code)
}

#[tokio::test]
async fn a_walk_that_nobody_ended_is_over_after_twelve_hours_and_its_code_opens_no_more() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let anke = begins(&stage, Uuid::now_v7(), &hours_ago(0)).await;
        let nobody = Caller::nobody(&stage);
        let (walk, code) = of_hours_ago(&stage, &anke, 11).await;
        assert_eq!(page(&anke.caller, walk).await["state"], "walking");
        nobody.post("/api/join", &json!({"code": code})).await.expect(200);
        let (walk, code) = of_hours_ago(&stage, &anke, 13).await;
        assert_eq!(page(&anke.caller, walk).await["state"], "ended");
        let me = anke.caller.get("/api/me").await.expect(200).body;
        let states: Vec<&Value> = me["walks"]
            .as_array()
            .unwrap()
            .iter()
            .map(|walk| &walk["state"])
            .collect();
        assert_eq!(states.iter().filter(|state| **state == "ended").count(), 1);
        nobody.post("/api/join", &json!({"code": code})).await.expect(410);
        moves(&anke.caller, walk, "walking", &hours_ago(0))
            .await
            .expect(409);
        // What was seen still comes in.
        let mut body = anke.finding("lamp-uit", places::IN_WEST);
        body["walk"] = json!(walk);
        anke.sends(Uuid::now_v7(), &body).await.expect(201);
        stage.end().await;
    }
}

#[tokio::test]
async fn a_walk_begun_in_a_buurt_that_is_not_known_here_begins_all_the_same_and_says_so() {
    let stage = Stage::new().await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let begin = json!({"begin": {"id": Uuid::now_v7(), "started_at": hours_ago(0), "buurt": "WEG"}});
    let begun = Caller::nobody(&stage)
        .post("/api/join", &begin)
        .await
        .expect(200)
        .body;
    assert_eq!(begun["notices"], json!(["unknown_buurt"]));
    assert_eq!(begun["walk"]["buurt"], Value::Null);
    stage.end().await;
}

#[tokio::test]
async fn the_summary_counts_only_phones_that_said_after_the_end_that_nothing_waits() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let anke = begins(&stage, Uuid::now_v7(), &hours_ago(1)).await;
        let code = page(&anke.caller, anke.walk).await["code"].clone();
        let mo = Phone::joins(&stage, code.as_str().unwrap()).await;
        let own = format!("/api/walks/{}/me", anke.walk);
        let nothing = json!({"waiting": {"findings": 0, "photos": 0}});
        let summary = format!("/api/walks/{}/summary", anke.walk);
        let phones = async || anke.caller.get(&summary).await.expect(200).body["phones"].clone();
        let photo = Uuid::now_v7();
        let mut body = mo.finding("lamp-uit", places::IN_WEST);
        body["photos"] = json!([photo]);
        let id = Uuid::now_v7();
        mo.sends(id, &body).await.expect(201);
        anke.caller.put(&own, &nothing).await.expect(200);
        moves(
            &anke.caller,
            anke.walk,
            "ended",
            &rfc3339(Clock::Machine.now_ms()),
        )
        .await
        .expect(200);
        assert_eq!(
            phones().await,
            json!({"all": 2, "clear": 0}),
            "said before the end"
        );
        anke.caller.put(&own, &nothing).await.expect(200);
        mo.caller.put(&own, &nothing).await.expect(200);
        assert_eq!(
            phones().await,
            json!({"all": 2, "clear": 1}),
            "a photo is promised"
        );

        let gone = format!("/api/findings/{id}/photos/{photo}");
        anke.caller.delete(&gone).await.expect(404);
        for _ in 0..2 {
            let left = mo.caller.delete(&gone).await.expect(200).body;
            assert_eq!(left["photos"], json!([]));
        }
        assert_eq!(phones().await, json!({"all": 2, "clear": 2}));
        mo.caller
            .put_photo(photo, &photos::jpeg(10, 10, 1))
            .await
            .expect(410);
        mo.sends(id, &body).await.expect(200);
        stage.end().await;
    }
}

/// Lets it be some hours since the server heard that a walk ended.
async fn heard_of_the_end(stage: &Stage, walk: Uuid, hours: i64) {
    let mut tx = stage.house.db.begin().await.unwrap();
    let mut kept = store::hold(&mut tx, walk).await.unwrap().unwrap();
    kept.ended_received_at = Some(Clock::Machine.now_ms() - hours * HOUR);
    store::set_state(&mut tx, &kept).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_finding_that_others_saw_too_is_one_finding_on_the_walks_page() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let anke = begins(&stage, Uuid::now_v7(), &hours_ago(1)).await;
        let code = page(&anke.caller, anke.walk).await["code"].clone();
        let mo = Phone::joins(&stage, code.as_str().unwrap()).await;
        let id = anke.records("lamp-uit", places::IN_WEST).await;
        let path = format!("/api/findings/{id}/confirmations/{}", Uuid::now_v7());
        let voice = json!({"observed_at": "2026-11-20T20:20:00+01:00"});
        mo.caller.put(&path, &voice).await.expect(201);
        let own = anke
            .caller
            .get(&format!("/api/findings/{id}"))
            .await
            .expect(200)
            .body;
        assert_eq!(own["properties"]["confirmations"], 1, "{own}");
        assert_eq!(page(&anke.caller, anke.walk).await["findings"], 1);
        stage.end().await;
    }
}

#[tokio::test]
async fn a_code_opens_a_walk_for_twelve_hours_after_we_heard_of_its_end_and_its_people_for_ever() {
    let stage = Stage::new().await;
    let anke = begins(&stage, Uuid::now_v7(), &hours_ago(20)).await;
    let code = page(&anke.caller, anke.walk).await["code"].clone();
    let body = json!({"code": code});
    let nobody = Caller::nobody(&stage);
    nobody.post("/api/join", &body).await.expect(200);
    let told = moves(&anke.caller, anke.walk, "ended", &hours_ago(13)).await;
    let ended = told.expect(200).body["ended_at"].clone();
    // A phone whose clock is half a day behind, or that found no signal for so long, shuts nobody out.
    nobody.post("/api/join", &body).await.expect(200);
    for (hours, status) in [(11, 200), (13, 410)] {
        heard_of_the_end(&stage, anke.walk, hours).await;
        nobody.post("/api/join", &body).await.expect(status);
    }
    assert_eq!(nobody.post("/api/join", &body).await.code(), "ended");
    anke.caller.post("/api/join", &body).await.expect(200);
    let shown = page(&anke.caller, anke.walk).await;
    assert_eq!(
        shown["ended_at"], ended,
        "people read when it ended on the street"
    );
    stage.end().await;
}

#[tokio::test]
async fn the_roster_tells_names_and_roles_and_no_pseudonyms_and_one_person_leads() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let anke = begins(&stage, Uuid::now_v7(), &hours_ago(1)).await;
        let walk = anke.walk;
        let code = page(&anke.caller, walk).await["code"]
            .as_str()
            .unwrap()
            .to_owned();
        let mo = Phone::joins(&stage, &code).await;
        let own = format!("/api/walks/{walk}/me");
        let row = json!({"name": "Mo", "roles": ["notetaker", "walker", "walker"],
            "waiting": {"findings": 2, "photos": 1}});
        mo.caller.put(&own, &row).await.expect(200);
        mo.caller
            .put(&own, &json!({"roles": ["leader"]}))
            .await
            .expect(403);
        let seen = page(&mo.caller, walk).await;
        assert!(
            seen["code"].is_null() && seen["link"].is_null(),
            "codes are for who leads"
        );
        let mine = my_row(&seen);
        assert_eq!(
            (&mine["name"], &mine["roles"], &mine["waiting"]),
            (
                &json!("Mo"),
                &json!(["notetaker", "walker"]),
                &json!({"findings": 2, "photos": 1})
            )
        );
        let text = seen.to_string();
        assert!(!text.contains(&anke.walker.to_string()) && !text.contains(&mo.walker.to_string()));

        let row = format!("/api/walks/{walk}/roster/{}", mine["id"].as_str().unwrap());
        mo.caller
            .put(&row, &json!({"roles": ["leader"]}))
            .await
            .expect(403);
        anke.caller
            .put(&row, &json!({"roles": ["leader"]}))
            .await
            .expect(200);
        anke.caller
            .put(&own, &json!({"left": true, "roles": ["walker"]}))
            .await
            .expect(200);
        moves(&mo.caller, walk, "paused", &hours_ago(0)).await.expect(200);
        moves(&anke.caller, walk, "ended", &hours_ago(0))
            .await
            .expect(403);
        mo.caller.put(&own, &json!({"left": true})).await.expect(200);
        assert_eq!(my_row(&page(&mo.caller, walk).await)["here"], false);
        anke.caller
            .put(&own, &json!({"left": false, "roles": ["leader"]}))
            .await
            .expect(200);
        moves(&anke.caller, walk, "ended", &hours_ago(0))
            .await
            .expect(200);
        let wrong = json!({"roles": ["baas"], "left": "ja", "waiting": {"photos": -1}});
        let faults = mo.caller.put(&own, &wrong).await.expect(422).faults();
        let expected = [
            ("/left", "wrong_type"),
            ("/roles/0", "unknown_choice"),
            ("/waiting/findings", "missing"),
            ("/waiting/photos", "out_of_range"),
        ];
        assert_eq!(faults, expected.map(|(p, c)| (p.to_owned(), c.to_owned())));
        stage.end().await;
    }
}

#[tokio::test]
async fn a_stranger_learns_nothing_of_a_walk_and_the_qr_opens_it_for_who_scans_it() {
    let stage = Stage::with(harness::Base::Sqlite, |given| {
        given.public_url = Some("http://schouw.example".into())
    })
    .await;
    let anke = begins(&stage, Uuid::now_v7(), &hours_ago(1)).await;
    let stranger = begins(&stage, Uuid::now_v7(), &hours_ago(1)).await;
    for part in ["", "/qr.svg", "/summary", "/passes"] {
        stranger
            .caller
            .get(&format!("/api/walks/{}{part}", anke.walk))
            .await
            .expect(404);
    }
    let shown = page(&anke.caller, anke.walk).await;
    let (site, secret) = shown["link"].as_str().unwrap().split_once("/#").unwrap();
    assert_eq!(site, "http://schouw.example");
    let mo = Phone::joins(&stage, secret).await;
    mo.caller
        .get(&format!("/api/walks/{}/qr.svg", anke.walk))
        .await
        .expect(403);
    let picture = anke
        .caller
        .get(&format!("/api/walks/{}/qr.svg", anke.walk))
        .await
        .expect(200);
    assert_eq!(picture.headers[header::CONTENT_TYPE], "image/svg+xml");
    let text = String::from_utf8(picture.bytes).unwrap();
    assert!(text.starts_with("<svg ") && text.ends_with("</svg>") && !text.contains(secret));
    stage.end().await;
}

#[tokio::test]
async fn the_summary_tells_themes_and_whose_photos_are_still_on_their_way() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let anke = begins(&stage, Uuid::now_v7(), &hours_ago(1)).await;
        let code = page(&anke.caller, anke.walk).await["code"]
            .as_str()
            .unwrap()
            .to_owned();
        let mo = Phone::joins(&stage, &code).await;
        anke.records("lamp-uit", places::IN_WEST).await;
        mo.records("lamp-uit", places::IN_EAST).await;
        let (here, promised) = (Uuid::now_v7(), Uuid::now_v7());
        let mut body = mo.finding("zwerfafval", places::IN_WEST);
        body["photos"] = json!([here, promised]);
        mo.sends(Uuid::now_v7(), &body).await.expect(201);
        mo.caller
            .put_photo(here, &photos::jpeg(300, 200, 5))
            .await
            .expect(201);
        let own = format!("/api/walks/{}/me", mo.walk);
        mo.caller
            .put(
                &own,
                &json!({"name": "Mo", "waiting": {"findings": 1, "photos": 1}}),
            )
            .await
            .expect(200);

        let told = anke
            .caller
            .get(&format!("/api/walks/{}/summary", anke.walk))
            .await
            .expect(200)
            .body;
        assert_eq!((&told["findings"], &told["people"]), (&json!(3), &json!(2)));
        assert_eq!(told["photos"], json!({"stored": 1, "promised": 1}));
        let themes = [
            json!({"group": "licht", "findings": 2, "people": 2}),
            json!({"group": "schoon", "findings": 1, "people": 1}),
        ];
        assert_eq!(told["themes"], json!(themes));
        let missing = told["missing"].as_array().unwrap();
        assert_eq!(
            missing.len(),
            1,
            "one photo is one photo, also when both sides tell it"
        );
        assert_eq!(
            (
                &missing[0]["name"],
                &missing[0]["findings"],
                &missing[0]["photos"]
            ),
            (&json!("Mo"), &json!(1), &json!(1))
        );
        assert_eq!(told["bbox"], json!([4.485, 51.9, 4.495, 51.9]));
        let photo = mo.caller.put_photo(promised, &photos::jpeg(300, 200, 6)).await;
        photo.expect(201);
        mo.caller
            .put(&own, &json!({"waiting": {"findings": 0, "photos": 0}}))
            .await
            .expect(200);
        let told = anke
            .caller
            .get(&format!("/api/walks/{}/summary", anke.walk))
            .await
            .expect(200)
            .body;
        assert_eq!(told["missing"], json!([]));
        stage.end().await;
    }
}

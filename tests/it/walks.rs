//! Planning and joining.

use buurtschouw::people::Role;
use harness::{Networker, Phone, Stage, actors::Caller, bases, places};
use serde_json::json;

#[tokio::test]
async fn only_those_who_plan_walks_plan_and_only_in_their_own_buurt() {
    let stage = Stage::new().await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let plan =
        |buurt: &str| json!({"title": "Schouw", "buurt": buurt, "starts_at": "2026-12-01T19:30:00+01:00"});
    let networker = Networker::with(&stage, Role::Networker, Some(places::WEST)).await;
    networker
        .caller
        .post("/api/walks", &plan(places::WEST))
        .await
        .expect(201);
    networker
        .caller
        .post("/api/walks", &plan(places::EAST))
        .await
        .expect(403);
    let partner = Networker::with(&stage, Role::Partner, None).await;
    partner
        .caller
        .post("/api/walks", &plan(places::WEST))
        .await
        .expect(403);
    let (_, code) = networker.plan_walk("Nog een", places::WEST).await;
    let walker = Phone::joins(&stage, &code).await;
    walker
        .caller
        .post("/api/walks", &plan(places::WEST))
        .await
        .expect(403);
    walker.caller.get("/api/walks").await.expect(403);
    let listed = networker.caller.get("/api/walks").await.expect(200).body;
    assert_eq!(listed["walks"].as_array().unwrap().len(), 2);
    let eastern = Networker::with(&stage, Role::Networker, Some(places::EAST)).await;
    assert_eq!(
        eastern.caller.get("/api/walks").await.expect(200).body["walks"],
        json!([])
    );
    stage.end().await;
}

#[tokio::test]
async fn who_organises_a_walk_stands_with_it_for_those_who_walk_along() {
    for base in bases() {
        let stage = Stage::on(base).await;
        let networker = Networker::new(&stage).await.caller;
        let mut plan = json!({"title": "Schouw", "buurt": "TB01", "starts_at": "2026-12-01T19:30:00+01:00",
            "organiser": " Het buurtcomité "});
        let planned = networker.post("/api/walks", &plan).await.expect(201).body;
        assert_eq!(planned["organiser"], "Het buurtcomité");
        let phone = Phone::joins(&stage, planned["code"].as_str().unwrap()).await;
        let me = phone.caller.get("/api/me").await.expect(200).body;
        assert_eq!(me["walks"][0]["organiser"], "Het buurtcomité");
        plan["organiser"] = json!("x".repeat(81));
        let faults = networker.post("/api/walks", &plan).await.expect(422).faults();
        assert_eq!(faults, [("/organiser".to_owned(), "too_long".to_owned())]);
        stage.end().await;
    }
}

#[tokio::test]
async fn faults_of_a_plan_are_told_at_once() {
    let stage = Stage::new().await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let networker = Networker::new(&stage).await;
    let body =
        json!({"title": " ", "buurt": "XX", "starts_at": "morgen", "themes": ["licht", "ufo"], "extra": 1});
    let faults = networker
        .caller
        .post("/api/walks", &body)
        .await
        .expect(422)
        .faults();
    let expected = [
        ("/buurt", "unknown_buurt"),
        ("/extra", "unknown_member"),
        ("/starts_at", "not_a_moment"),
        ("/themes/1", "unknown_category"),
        ("/title", "missing"),
    ];
    assert_eq!(faults, expected.map(|(p, c)| (p.to_owned(), c.to_owned())));
    stage.end().await;
}

#[tokio::test]
async fn a_code_is_taken_as_people_type_it_and_the_secret_of_the_link_works_too() {
    let stage = Stage::new().await;
    let networker = Networker::new(&stage).await;
    let body = json!({"title": "Schouw", "buurt": "TB01", "starts_at": "2026-12-01T19:30:00+01:00"});
    let walk = networker.caller.post("/api/walks", &body).await.expect(201).body;
    let code = walk["code"].as_str().unwrap();
    assert_eq!(code.len(), 8);
    let typed = format!(" {}-{} ", &code[..4].to_lowercase(), &code[4..]);
    Phone::joins(&stage, &typed).await;
    let secret = walk["join_path"]
        .as_str()
        .unwrap()
        .trim_start_matches("/#")
        .to_owned();
    assert!(secret.len() >= 22);
    Phone::joins(&stage, &secret).await;
    let wrong = Caller::nobody(&stage)
        .post("/api/join", &json!({"code": "ZZZZ ZZZZ"}))
        .await
        .expect(404);
    assert_eq!(wrong.code(), "unknown_code");
    stage.end().await;
}

#[tokio::test]
async fn who_guesses_codes_is_shut_out_even_with_the_right_one_and_many_right_codes_at_once_are_fine() {
    let stage = Stage::new().await;
    let (_, code) = Networker::new(&stage).await.plan_walk("Schouw", "TB01").await;
    for _ in 0..15 {
        Phone::joins(&stage, &code).await;
    }
    let nobody = Caller::nobody(&stage);
    let mut wrong = 0;
    while wrong < 30 {
        let answer = nobody
            .post("/api/join", &json!({"code": format!("ZZZZZ{wrong:03}")}))
            .await;
        match answer.status {
            404 => wrong += 1,
            // All wrong codes together are limited to ten a second.
            429 => tokio::time::sleep(std::time::Duration::from_millis(200)).await,
            other => panic!("{other}"),
        }
    }
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    let answer = nobody.post("/api/join", &json!({"code": code})).await.expect(429);
    assert!(
        answer.headers["retry-after"]
            .to_str()
            .unwrap()
            .parse::<u64>()
            .unwrap()
            > 60
    );
    stage.end().await;
}

#[tokio::test]
async fn a_staff_token_becomes_a_cookie_and_a_walkers_or_wrong_one_does_not() {
    let stage = Stage::new().await;
    let nobody = Caller::nobody(&stage);
    let token = stage.token(Role::Networker, None).await;
    let entered = nobody
        .post("/api/enter", &json!({"token": token}))
        .await
        .expect(204);
    let cookie = entered.headers["set-cookie"]
        .to_str()
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let staff = Caller {
        cookie: Some(cookie),
        ..nobody.clone()
    };
    assert_eq!(staff.get("/api/me").await.expect(200).body["role"], "networker");
    nobody
        .post("/api/enter", &json!({"token": "bsw_wrong"}))
        .await
        .expect(401);
    let (_, code) = Networker::new(&stage).await.plan_walk("Schouw", "TB01").await;
    let walker = Phone::joins(&stage, &code).await;
    let own = walker
        .caller
        .cookie
        .clone()
        .unwrap()
        .split_once('=')
        .unwrap()
        .1
        .to_owned();
    nobody
        .post("/api/enter", &json!({"token": own}))
        .await
        .expect(401);
    stage.end().await;
}

#[tokio::test]
async fn a_hasty_phone_is_slowed_and_its_companions_are_not() {
    let stage = Stage::with(harness::Base::Sqlite, |given| {
        given.findings_per_minute = Some("5".into())
    })
    .await;
    let (_, code) = Networker::new(&stage).await.plan_walk("Schouw", "TB01").await;
    let hasty = Phone::joins(&stage, &code).await;
    let calm = Phone::joins(&stage, &code).await;
    let mut taken = 0;
    for _ in 0..8 {
        let answer = hasty
            .sends(uuid::Uuid::now_v7(), &hasty.finding("lamp-uit", places::IN_WEST))
            .await;
        taken += usize::from(answer.status == 201);
        if answer.status == 429 {
            assert!(
                answer.headers["retry-after"]
                    .to_str()
                    .unwrap()
                    .parse::<u64>()
                    .unwrap()
                    >= 1
            );
        }
    }
    assert_eq!(taken, 5);
    calm.records("lamp-uit", places::IN_WEST).await;
    stage.end().await;
}

#[tokio::test]
async fn cookies_are_http_only_and_secure_when_residents_come_over_tls() {
    let stage = Stage::with(harness::Base::Sqlite, |given| {
        given.public_url = Some("https://schouw.example".into())
    })
    .await;
    let (_, code) = Networker::new(&stage).await.plan_walk("Schouw", "TB01").await;
    let joined = Caller::nobody(&stage)
        .post("/api/join", &json!({"code": code}))
        .await
        .expect(200);
    let cookie = joined.headers["set-cookie"].to_str().unwrap();
    for part in [
        "__Host-participant=bsw_",
        "HttpOnly",
        "SameSite=Lax",
        "Secure",
        "Path=/",
    ] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(joined.headers.contains_key("strict-transport-security"));
    stage.end().await;
}

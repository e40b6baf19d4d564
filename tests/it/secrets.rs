//! The planted secret: a personal finding with a recognisable note, looked for through every read door by everybody
//! who must not see it.

use crate::proposals::{Scene, door, in_ms};
use buurtschouw::{findings::review::review, people::Role};
use harness::{Networker, Phone, Stage, actors::Caller, bases, drawings::drawing, photos, places};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

const SECRET: &str = "kanarie-7f3a";

/// Every GET door of the OpenAPI document, with the ids of the planted finding filled in.
fn read_doors(finding: Uuid, photo: Uuid) -> Vec<String> {
    let document = serde_json::to_value(buurtschouw::app::document()).unwrap();
    let paths = document["paths"].as_object().unwrap().clone();
    paths
        .iter()
        .filter(|(_, item)| item.get("get").is_some())
        .map(|(path, _)| {
            let id = if path.contains("photos") { photo } else { finding };
            path.replace("{id}", &id.to_string())
                .replace("{size}", "320")
                .replace("{code}", places::WEST)
        })
        .map(|path| {
            if path.ends_with("/at") {
                format!("{path}?lon=4.485&lat=51.9")
            } else {
                path
            }
        })
        .collect()
}

#[tokio::test]
async fn a_planted_secret_is_seen_through_no_door_by_those_who_may_not_see_it() {
    for base in bases() {
        let stage = Stage::on(base).await;
        stage.import(&places::two_buurten(), "2026-01-01").await;
        let networker = Networker::new(&stage).await;
        let (_, code) = networker.plan_walk("Avondschouw", places::WEST).await;
        let (_, other_code) = networker.plan_walk("Andere schouw", places::EAST).await;
        let owner = Phone::joins(&stage, &code).await;
        let (finding, photo) = (Uuid::now_v7(), Uuid::now_v7());
        let mut body = owner.finding("gevoel", places::IN_WEST);
        body["note"] = json!(SECRET);
        body["photos"] = json!([photo]);
        owner.sends(finding, &body).await.expect(201);
        owner
            .caller
            .put_photo(photo, &photos::jpeg(300, 200, 5))
            .await
            .expect(201);

        let companion = Phone::joins(&stage, &code).await.caller;
        let stranger = Phone::joins(&stage, &other_code).await.caller;
        let nobody = Caller::nobody(&stage);
        let elsewhere = Networker::with(&stage, Role::Committee, Some(places::EAST))
            .await
            .caller;
        let mut found_by_companion = 0;
        for door in read_doors(finding, photo) {
            for (who, caller) in [
                ("stranger", &stranger),
                ("nobody", &nobody),
                ("elsewhere", &elsewhere),
            ] {
                let answer = caller.get(&door).await;
                let text = String::from_utf8_lossy(&answer.bytes).into_owned();
                assert!(!text.contains(SECRET), "{who} reads the note at {door}");
                assert!(
                    !text.contains(&finding.to_string()),
                    "{who} reads the id at {door}"
                );
                let photo_door = door.contains("/photos/");
                assert!(
                    !(photo_door && answer.status == 200),
                    "{who} sees the photo at {door}"
                );
            }
            let answer = companion.get(&door).await;
            found_by_companion += usize::from(String::from_utf8_lossy(&answer.bytes).contains(SECRET));
        }
        assert_eq!(
            found_by_companion, 2,
            "the list and the finding itself: else this test looks at nothing"
        );
        companion
            .get(&format!("/api/photos/{photo}/1600"))
            .await
            .expect(200);
        stage.end().await;
    }
}

/// Whose line, reaction and vote somebody planted, in numbers and words that stand nowhere else.
const PLANTED: [&str; 4] = ["4.4803417", "51.8953719", SECRET, "4.4913371"];

/// A resident draws, reacts and votes; gives the ids of the proposal and of what they sent.
async fn plants_a_line_a_reaction_and_a_vote(scene: &Scene) -> [Uuid; 4] {
    let resident = &scene.resident;
    let ids = [(); 3].map(|()| Uuid::now_v7());
    let rings = places::square(4.480_341_7, 51.895_371_9, 4.49, 51.905);
    resident.sends_drawing(ids[0], &drawing(&rings)).await.expect(201);
    let open = scene.opens().await;
    let reaction = json!({"face": places::WEST, "at": [4.491, 51.9], "text": SECRET});
    let path = door(&open, &format!("comments/{}", ids[1]));
    resident.caller.put(&path, &reaction).await.expect(201);
    let step = json!({"state": "voting", "closes": in_ms(86_400_000)});
    let proposal = scene.steps(&open, step).await.expect(200).body;
    let answers =
        json!([{"key": "A", "answer": "almost", "at": [4.491_337_1, 51.9]}, {"key": "B", "answer": "no"}]);
    let vote = json!({"buurt": places::WEST, "answers": answers});
    let path = door(&proposal, &format!("votes/{}", ids[2]));
    resident.caller.put(&path, &vote).await.expect(201);
    let id = proposal["id"].as_str().unwrap().parse().unwrap();
    [id, ids[0], ids[1], ids[2]]
}

#[tokio::test]
async fn a_planted_line_reaction_and_vote_are_seen_through_no_door_by_others() {
    for base in bases() {
        let scene = Scene::on(base).await;
        let [proposal, line, reaction, vote] = plants_a_line_a_reaction_and_a_vote(&scene).await;
        let networker = Networker::new(&scene.stage).await;
        let (_, other_code) = networker.plan_walk("Andere schouw", places::EAST).await;
        let committee = Networker::with(&scene.stage, Role::Committee, None).await;
        let elsewhere = Networker::with(&scene.stage, Role::Committee, Some(places::EAST)).await;
        let others = [
            ("companion", Phone::joins(&scene.stage, &scene.code).await.caller),
            ("stranger", Phone::joins(&scene.stage, &other_code).await.caller),
            ("nobody", Caller::nobody(&scene.stage)),
            ("elsewhere", elsewhere.caller),
            ("committee", committee.caller),
            ("networker", networker.caller),
        ];
        let (mut to_committee, mut to_maker) = (0, BTreeSet::new());
        let doors = [proposal, line, reaction, vote].map(|id| read_doors(id, id));
        let doors: BTreeSet<String> = doors.into_iter().flatten().collect();
        for path in &doors {
            for (who, caller) in &others {
                let answer = caller.get(path).await;
                let text = String::from_utf8_lossy(&answer.bytes).into_owned();
                for secret in PLANTED {
                    // Those who look after the border judge reactions.
                    if secret == SECRET && ["committee", "elsewhere", "networker"].contains(who) {
                        to_committee += usize::from(text.contains(secret));
                        continue;
                    }
                    assert!(!text.contains(secret), "{who} reads {secret} at {path}");
                }
                for id in [line, vote] {
                    let told_back = answer.status >= 400;
                    assert!(
                        told_back || !text.contains(&id.to_string()),
                        "{who} reads {id} at {path}"
                    );
                }
            }
            let answer = scene.resident.caller.get(path).await;
            let text = String::from_utf8_lossy(&answer.bytes).into_owned();
            to_maker.extend(PLANTED.into_iter().filter(|secret| text.contains(secret)));
        }
        assert!(
            to_committee > 0 && to_maker.len() >= 3,
            "this test looks at nothing: {to_maker:?}"
        );
        scene.stage.end().await;
    }
}

#[tokio::test]
async fn nobody_gets_in_anywhere_but_at_the_open_doors() {
    let stage = Stage::new().await;
    let document = serde_json::to_value(buurtschouw::app::document()).unwrap();
    let open = ["/api/ping", "/api/join", "/api/enter", "/healthz", "/readyz"];
    let nobody = Caller::nobody(&stage);
    let mut tried = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item
            .as_object()
            .unwrap()
            .keys()
            .filter(|key| ["get", "put", "post", "delete"].contains(&key.as_str()))
        {
            if open.contains(&path.as_str()) {
                continue;
            }
            let filled = path
                .replace("{id}", &Uuid::now_v7().to_string())
                .replace("{size}", "320")
                .replace("{code}", "X");
            let method = method.to_uppercase().parse().unwrap();
            let sent = nobody
                .request(method, &filled)
                .json(&json!({}))
                .send()
                .await
                .unwrap();
            assert_eq!(sent.status().as_u16(), 401, "{path}");
            tried += 1;
        }
    }
    assert!(tried >= 15, "{tried}");
    let mut wrong = Caller::nobody(&stage);
    wrong.bearer = Some("bsw_wrong".into());
    wrong.get("/api/findings").await.expect(401);
    stage.end().await;
}

#[tokio::test]
async fn a_reviewed_open_finding_is_seen_by_every_walker_and_a_personal_one_never() {
    let stage = Stage::new().await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let networker = Networker::new(&stage).await;
    let (walk, code) = networker.plan_walk("Avondschouw", places::WEST).await;
    let (_, other_code) = networker.plan_walk("Andere", places::EAST).await;
    let walker = Phone::joins(&stage, &code).await;
    let stranger = Phone::joins(&stage, &other_code).await;
    let open = walker.records("lamp-uit", places::IN_WEST).await;
    walker.records("gevoel", places::IN_WEST).await;
    assert!(stranger.sees().await.is_empty());
    assert_eq!(review(&stage.house, walk).await.unwrap(), 2);
    let seen = stranger.sees().await;
    assert_eq!(
        seen.iter().map(|f| f["id"].clone()).collect::<Vec<_>>(),
        [json!(open)]
    );
    assert_eq!(walker.sees().await.len(), 2);
    stage.end().await;
}

#[tokio::test]
async fn a_hotspot_of_others_unreviewed_findings_shows_no_id_and_a_narrow_window_tells_no_more() {
    let stage = Stage::new().await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let networker = Networker::new(&stage).await;
    let (walk, code) = networker.plan_walk("Avondschouw", places::WEST).await;
    let (_, other_code) = networker.plan_walk("Andere", places::EAST).await;
    let stranger = Phone::joins(&stage, &other_code).await;
    let mut ids = Vec::new();
    for n in 0..24u32 {
        let walker = Phone::joins(&stage, &code).await;
        let spread = [
            4.4806 + 0.003 * f64::from(n % 6),
            51.8958 + 0.0022 * f64::from(n / 6),
        ];
        ids.push(walker.records("zwerfafval", spread).await);
        if n < 7 {
            ids.push(walker.records("lamp-uit", places::IN_WEST).await);
        }
    }
    let window = "since=2026-10-01&until=2026-12-01&include=findings";
    let answer = stranger
        .caller
        .get(&format!("/api/hotspots?{window}"))
        .await
        .expect(200);
    assert_eq!(
        answer.body["features"].as_array().unwrap().len(),
        1,
        "the place itself is told"
    );
    assert_eq!(answer.body["features"][0]["properties"]["finding_ids"], json!([]));
    let text = String::from_utf8(answer.bytes).unwrap();
    assert!(ids.iter().all(|id| !text.contains(&id.to_string())));
    let narrow = "since=2026-11-20T19:13:59Z&until=2026-11-20T19:14:01Z";
    let told = stranger
        .caller
        .get(&format!("/api/hotspots?{narrow}"))
        .await
        .expect(200)
        .body;
    let whole_day = stranger
        .caller
        .get("/api/hotspots?since=2026-11-20&until=2026-11-21")
        .await
        .expect(200)
        .body;
    assert_eq!(
        told["findings"], whole_day["findings"],
        "a window grows to whole days"
    );
    stranger
        .caller
        .get(&format!("/api/hotspots?walk={walk}"))
        .await
        .expect(422);
    stage.end().await;
}

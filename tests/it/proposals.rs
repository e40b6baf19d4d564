//! Proposals to move borders, through the front door: drawn by committees, read by residents, never broken.

use buurtschouw::people::Role;
use harness::{
    Base, Networker, Phone, Stage,
    actors::{Answer, Caller},
    bases, places,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// Two buurten, their committee, and a resident.
pub(crate) struct Scene {
    pub(crate) stage: Stage,
    pub(crate) committee: Caller,
    pub(crate) code: String,
    pub(crate) resident: Phone,
}

impl Scene {
    pub(crate) async fn on(base: Base) -> Self {
        let stage = Stage::on(base).await;
        stage.import(&places::two_buurten(), "2026-01-01").await;
        let committee = Networker::with(&stage, Role::Committee, None).await.caller;
        let (_, code) = Networker::new(&stage)
            .await
            .plan_walk("Schouw", places::WEST)
            .await;
        let resident = Phone::joins(&stage, &code).await;
        Self {
            stage,
            committee,
            code,
            resident,
        }
    }

    /// A proposal about both buurten, from the borders in force.
    pub(crate) async fn begins(&self) -> Value {
        let path = format!("/api/proposals/{}", Uuid::now_v7());
        self.committee.put(&path, &new_proposal()).await.expect(201).body
    }

    /// The same with its shared line moved 137 m to the east in the middle.
    pub(crate) async fn draws(&self) -> Value {
        let begun = self.begins().await;
        let index = shared_arc(&begun);
        let body = json!({"revision": 1, "arcs": [{"index": index, "line": bulge(&begun, 4.492)}]});
        self.committee
            .put(&door(&begun, "arcs"), &body)
            .await
            .expect(200)
            .body
    }

    pub(crate) async fn steps(&self, proposal: &Value, step: Value) -> Answer {
        let now = self.committee.get(&door(proposal, "")).await.expect(200).body;
        let mut body = step;
        body["revision"] = now["revision"].clone();
        self.committee.post(&door(proposal, "state"), &body).await
    }

    /// Open for reactions.
    pub(crate) async fn opens(&self) -> Value {
        let drawn = self.draws().await;
        for state in ["in_progress", "ready"] {
            self.steps(&drawn, json!({"state": state})).await.expect(200);
        }
        let open = json!({"state": "open", "closes": "2099-01-01"});
        // A year at most.
        self.steps(&drawn, open).await.expect(422);
        let open = json!({"state": "open", "closes": in_ms(86_400_000)});
        self.steps(&drawn, open).await.expect(200).body
    }
}

/// A moment that many ms from now.
pub(crate) fn in_ms(ms: i64) -> String {
    buurtschouw::clock::rfc3339(buurtschouw::clock::Clock::Machine.now_ms() + ms)
}

pub(crate) fn new_proposal() -> Value {
    json!({"title": "De kade hoort bij West", "reason": "Zo noemen wij het al jaren.",
        "buurten": [places::EAST, places::WEST], "start": "adopted"})
}

pub(crate) fn door(proposal: &Value, rest: &str) -> String {
    let id = proposal["id"].as_str().unwrap();
    format!("/api/proposals/{id}/{rest}")
        .trim_end_matches('/')
        .to_owned()
}

/// The one arc between both buurten.
pub(crate) fn shared_arc(proposal: &Value) -> usize {
    let arcs = proposal["coverage"]["arcs"].as_array().unwrap();
    let both = |arc: &Value| !arc["left"].is_null() && !arc["right"].is_null();
    let found: Vec<usize> = (0..arcs.len()).filter(|place| both(&arcs[*place])).collect();
    assert_eq!(found.len(), 1);
    assert_eq!(arcs[found[0]]["locked"], false);
    found[0]
}

/// The shared line with one corner in its middle.
fn bulge(proposal: &Value, lon: f64) -> Value {
    let line = &proposal["coverage"]["arcs"][shared_arc(proposal)]["line"];
    json!([line[0], [lon, 51.9], line[1]])
}

fn shape(proposal: &Value, code: &str) -> Vec<Value> {
    let faces = proposal["coverage"]["faces"].as_array().unwrap();
    let face = faces.iter().find(|face| face["code"] == code).unwrap();
    let ring = face["rings"][0].as_array().unwrap();
    ring.iter()
        .flat_map(|turn| {
            let turn = turn.as_i64().unwrap();
            let arc = &proposal["coverage"]["arcs"][turn.unsigned_abs() as usize - 1];
            let mut line = arc["line"].as_array().unwrap().clone();
            if turn < 0 {
                line.reverse();
            }
            line
        })
        .collect()
}

#[tokio::test]
async fn a_proposal_is_begun_once_and_its_lines_move_for_both_neighbours_together() {
    for base in bases() {
        let scene = Scene::on(base).await;
        let path = format!("/api/proposals/{}", Uuid::now_v7());
        let mut sending = tokio::task::JoinSet::new();
        for _ in 0..5 {
            let (caller, path) = (scene.committee.clone(), path.clone());
            sending.spawn(async move { caller.put(&path, &new_proposal()).await });
        }
        let answers = sending.join_all().await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 4);
        let begun = answers[0].body.clone();
        assert_eq!(
            (begun["state"].as_str(), begun["revision"].as_i64()),
            (Some("scratch"), Some(1))
        );
        assert_eq!(begun["coverage"], begun["base"]);
        assert_eq!(begun["buurten"], json!([places::WEST, places::EAST]));
        assert_eq!(begun["changed"], json!([]));
        let mut other = new_proposal();
        other["title"] = json!("Iets anders");
        assert_eq!(
            scene.committee.put(&path, &other).await.expect(409).code(),
            "conflict"
        );

        let index = shared_arc(&begun);
        let edit = json!({"revision": 1, "arcs": [{"index": index, "line": bulge(&begun, 4.492)}]});
        let drawn = scene
            .committee
            .put(&format!("{path}/arcs"), &edit)
            .await
            .expect(200)
            .body;
        assert_eq!(
            (drawn["revision"].as_i64(), drawn["version"].as_i64()),
            (Some(2), Some(2))
        );
        assert_eq!(drawn["changed"], json!([places::WEST, places::EAST]));
        for code in [places::WEST, places::EAST] {
            assert!(
                shape(&drawn, code).contains(&json!([4.492, 51.9])),
                "{code} has the new corner"
            );
        }
        assert!(
            drawn["checks"]
                .as_array()
                .unwrap()
                .iter()
                .all(|check| check["ok"] == true)
        );
        // The answer never came, and the client sends it again.
        let again = scene
            .committee
            .put(&format!("{path}/arcs"), &edit)
            .await
            .expect(200)
            .body;
        assert_eq!(again["revision"], 2);
        scene.stage.end().await;
    }
}

#[tokio::test]
async fn of_two_committees_at_once_the_second_gets_both_versions() {
    for base in bases() {
        let scene = Scene::on(base).await;
        let begun = scene.begins().await;
        let index = shared_arc(&begun);
        let other = Networker::with(&scene.stage, Role::Admin, Some(places::EAST))
            .await
            .caller;
        let edit = |lon: f64| json!({"revision": 1, "arcs": [{"index": index, "line": bulge(&begun, lon)}]});
        let path = door(&begun, "arcs");
        let (east, west) = (edit(4.492), edit(4.488));
        let (one, two) = tokio::join!(scene.committee.put(&path, &east), other.put(&path, &west));
        let (won, lost, mine) = if one.status == 200 {
            (one, two, west)
        } else {
            (two, one, east)
        };
        let (won, lost) = (won.expect(200).body, lost.expect(409));
        assert_eq!(lost.code(), "changed_meanwhile");
        assert_eq!(lost.body["yours"], mine);
        assert_eq!(lost.body["theirs"]["revision"], 2);
        assert_eq!(lost.body["theirs"]["coverage"], won["coverage"]);
        let stale = json!({"revision": 1, "state": "in_progress"});
        let late = other.post(&door(&begun, "state"), &stale).await.expect(409);
        assert_eq!(late.body["theirs"]["state"], "scratch");
        let stale = json!({"revision": 1, "locked": [places::EAST]});
        other.put(&door(&begun, "locked"), &stale).await.expect(409);
        scene.stage.end().await;
    }
}

#[allow(clippy::too_many_lines, reason = "one story")]
#[tokio::test]
async fn an_edit_that_would_break_the_tiling_is_refused_with_every_flaw_and_its_place() {
    let scene = Scene::on(Base::Sqlite).await;
    let begun = scene.begins().await;
    let index = shared_arc(&begun);
    let ends = begun["coverage"]["arcs"][index]["line"].clone();
    let path = door(&begun, "arcs");
    let try_line = async |corners: Vec<[f64; 2]>| {
        let mut line = vec![ends[0].clone()];
        line.extend(corners.iter().map(|corner| json!(corner)));
        line.push(ends[1].clone());
        let body = json!({"revision": 1, "arcs": [{"index": index, "line": line}]});
        scene.committee.put(&path, &body).await
    };
    let north = ends[0][1].as_f64() > ends[1][1].as_f64();
    let (first, second) = if north { (51.902, 51.898) } else { (51.898, 51.902) };
    // Over the outer edge of the eastern buurt and back.
    let over = try_line(vec![[4.505, 51.9]]).await.expect(422);
    let crossing = &over.body["faults"][0];
    assert_eq!(crossing["code"], "crosses");
    assert!(
        (crossing["at"][0].as_f64().unwrap() - 4.5).abs() < 1e-9,
        "{crossing}"
    );
    // Over itself.
    let loop_back = try_line(vec![
        [4.488, second],
        [4.492, second],
        [4.492, first],
        [4.488, first],
    ])
    .await;
    assert_eq!(loop_back.expect(422).code(), "crosses");
    // What is left of the west is a sliver beside its outer edge.
    let sliver = [[4.480_005, 51.895_01], [4.480_005, 51.904_99]];
    let corners = if north {
        vec![sliver[1], sliver[0]]
    } else {
        sliver.to_vec()
    };
    let now = scene.committee.get(&door(&begun, "")).await.expect(200).body;
    assert_eq!(now["revision"], 1, "nothing of all this was kept");
    let small = try_line(corners).await.expect(422);
    assert_eq!(small.code(), "too_small");
    // Not from its node, an arc that is not there, and the outer edge.
    let arcs = begun["coverage"]["arcs"].as_array().unwrap();
    let outer = (0..arcs.len())
        .find(|place| arcs[*place]["locked"] == true)
        .unwrap();
    let body = json!({"revision": 1, "arcs": [
        {"index": 99, "line": [[4.49, 51.9], [4.49, 51.901]]},
        {"index": outer, "line": arcs[outer]["line"]},
    ], "nodes": [{"at": ends[0], "to": [4.4905, 51.9]}]});
    let refused = scene.committee.put(&path, &body).await.expect(422);
    let codes: Vec<String> = refused.faults().into_iter().map(|(_, code)| code).collect();
    assert!(
        codes.contains(&"unknown_arc".to_owned()) && codes.contains(&"locked".to_owned()),
        "{codes:?}"
    );
    assert!(
        refused.body["faults"]
            .as_array()
            .unwrap()
            .iter()
            .all(|fault| fault["at"].is_array())
    );
    let body = json!({"revision": "een", "x": 1,
        "arcs": [{"index": 0, "line": [[1, 2]]}, {"index": 0, "line": [[1], [2]]}, {"index": 0, "line": [[1, 2], [3, 4]], "y": 1}],
        "nodes": [{"at": ends[0], "to": ends[1], "z": 1}]});
    let refused = scene.committee.put(&path, &body).await.expect(422);
    let expected = [
        ("/arcs/0", "too_few_corners"),
        ("/arcs/1", "bad_coordinates"),
        ("/arcs/2", "unknown_member"),
        ("/nodes/0", "unknown_member"),
        ("/revision", "wrong_type"),
        ("/x", "unknown_member"),
    ];
    assert_eq!(
        refused.faults(),
        expected.map(|(p, c)| (p.to_owned(), c.to_owned()))
    );
    scene.stage.end().await;
}

#[tokio::test]
async fn a_locked_buurt_keeps_its_lines_and_a_neighbour_outside_is_always_locked() {
    let scene = Scene::on(Base::Sqlite).await;
    let begun = scene.begins().await;
    let index = shared_arc(&begun);
    let body = json!({"revision": 1, "locked": [places::EAST]});
    let locked = scene
        .committee
        .put(&door(&begun, "locked"), &body)
        .await
        .expect(200)
        .body;
    assert_eq!(locked["locked"], json!([places::EAST]));
    assert_eq!(locked["coverage"]["arcs"][index]["locked"], true);
    let edit = json!({"revision": 2, "arcs": [{"index": index, "line": bulge(&begun, 4.492)}]});
    let refused = scene
        .committee
        .put(&door(&begun, "arcs"), &edit)
        .await
        .expect(422);
    assert_eq!(refused.code(), "locked");

    const NORTH: &str = "TB03";
    let square = places::square(4.48, 51.905, 4.5, 51.91);
    let north =
        json!({"type": "FeatureCollection", "features": [places::feature(NORTH, "Noordbuurt", square)]});
    scene.stage.import(&north.to_string(), "2026-01-01").await;
    let own = scene.begins().await;
    assert_eq!(own["locked"], json!([NORTH]), "the neighbour came along");
    let arcs = own["coverage"]["arcs"].as_array().unwrap();
    assert_eq!(arcs.iter().filter(|arc| arc["locked"] == false).count(), 1);
    let unlock = json!({"revision": 1, "locked": []});
    let still = scene
        .committee
        .put(&door(&own, "locked"), &unlock)
        .await
        .expect(200)
        .body;
    assert_eq!(still["locked"], json!([NORTH]));
    scene.stage.end().await;
}

#[allow(clippy::too_many_lines, reason = "one story")]
#[tokio::test]
async fn residents_read_a_proposal_from_the_day_it_opens_and_only_its_committee_changes_it() {
    for base in bases() {
        let scene = Scene::on(base).await;
        let resident = &scene.resident.caller;
        let drawn = scene.draws().await;
        resident.get(&door(&drawn, "")).await.expect(404);
        assert_eq!(
            resident.get("/api/proposals").await.expect(200).body["proposals"],
            json!([])
        );
        let path = format!("/api/proposals/{}", Uuid::now_v7());
        resident.put(&path, &new_proposal()).await.expect(403);
        let partner = Networker::with(&scene.stage, Role::Partner, None).await.caller;
        partner.put(&path, &new_proposal()).await.expect(403);
        partner.get(&door(&drawn, "")).await.expect(404);
        let elsewhere = Networker::with(&scene.stage, Role::Committee, Some(places::EAST))
            .await
            .caller;
        let mut west = new_proposal();
        west["buurten"] = json!([places::WEST]);
        elsewhere.put(&path, &west).await.expect(403);
        // Of one of both buurten it decides about none, but reads along from the beginning.
        elsewhere.put(&path, &new_proposal()).await.expect(403);
        let read = elsewhere.get(&door(&drawn, "")).await.expect(200).body;
        assert_eq!(read["yours_to_change"], false);
        let step = json!({"revision": read["revision"], "state": "in_progress"});
        elsewhere.post(&door(&drawn, "state"), &step).await.expect(403);

        assert_eq!(
            scene
                .steps(&drawn, json!({"state": "open", "closes": in_ms(1_000)}))
                .await
                .expect(422)
                .faults(),
            [("/state".to_owned(), "not_from_here".to_owned())]
        );
        let open = scene.opens().await;
        let states: Vec<_> = open["history"]
            .as_array()
            .unwrap()
            .iter()
            .map(|step| step["state"].clone())
            .collect();
        assert_eq!(states, ["scratch", "in_progress", "ready", "open"]);
        let seen = resident.get(&door(&open, "")).await.expect(200).body;
        assert_eq!(seen["yours_to_change"], false);
        let listed = resident
            .get("/api/proposals?state=open&buurt=TB01")
            .await
            .expect(200)
            .body;
        assert_eq!(listed["proposals"][0]["id"], open["id"]);
        assert_eq!(
            resident
                .get("/api/proposals?state=dicht")
                .await
                .expect(422)
                .faults()
                .len(),
            1
        );
        let stop = json!({"revision": open["revision"], "state": "rejected", "reason": "Nee."});
        resident.post(&door(&open, "state"), &stop).await.expect(403);
        let edit = json!({"revision": open["revision"], "arcs": [{"index": shared_arc(&open), "line": bulge(&scene.begins().await, 4.491)}]});
        let fixed = scene.committee.put(&door(&open, "arcs"), &edit).await.expect(409);
        assert_eq!(fixed.code(), "not_in_this_state");
        let no_reason = scene.steps(&open, json!({"state": "rejected"})).await.expect(422);
        assert_eq!(no_reason.faults(), [("/reason".to_owned(), "missing".to_owned())]);
        let rejected = scene
            .steps(&open, json!({"state": "rejected", "reason": "Te weinig steun."}))
            .await;
        let history = rejected.expect(200).body["history"].clone();
        assert_eq!(history[4]["reason"], "Te weinig steun.");
        scene
            .steps(&open, json!({"state": "in_progress"}))
            .await
            .expect(422);
        resident.get(&door(&open, "")).await.expect(200);
        scene.stage.end().await;
    }
}

#[tokio::test]
async fn a_comment_is_read_by_its_maker_and_the_committee_until_somebody_looked_at_it() {
    for base in bases() {
        let scene = Scene::on(base).await;
        let other = Phone::joins(&scene.stage, &scene.code).await.caller;
        let resident = &scene.resident.caller;
        let open = scene.opens().await;
        let path = door(&open, &format!("comments/{}", Uuid::now_v7()));
        let bad = json!({"face": "XX", "at": [4.49], "text": " ", "x": 1});
        let expected = [
            ("/at", "bad_coordinates"),
            ("/face", "unknown_buurt"),
            ("/text", "missing"),
            ("/x", "unknown_member"),
        ];
        let refused = resident.put(&path, &bad).await.expect(422);
        assert_eq!(
            refused.faults(),
            expected.map(|(p, c)| (p.to_owned(), c.to_owned()))
        );
        let body = json!({"face": places::WEST, "at": [4.491, 51.9], "text": "De bocht hoort er ook bij."});
        assert_eq!(resident.put(&path, &body).await.expect(201).body["mine"], true);
        resident.put(&path, &body).await.expect(200);
        other.put(&path, &body).await.expect(409);
        let list = door(&open, "comments");
        let count = async |caller: &Caller| {
            caller.get(&list).await.expect(200).body["comments"]
                .as_array()
                .unwrap()
                .len()
        };
        assert_eq!(count(resident).await, 1);
        assert_eq!(count(&other).await, 0);
        assert_eq!(count(&scene.committee).await, 1);
        other.put(&format!("{path}/review"), &json!({})).await.expect(403);
        scene
            .committee
            .put(&format!("{path}/review"), &json!({}))
            .await
            .expect(204);
        assert_eq!(count(&other).await, 1);
        let later = door(&open, &format!("comments/{}", Uuid::now_v7()));
        scene
            .steps(&open, json!({"state": "in_progress"}))
            .await
            .expect(200);
        assert_eq!(
            resident.put(&later, &body).await.expect(409).code(),
            "not_in_this_state"
        );
        scene.stage.end().await;
    }
}

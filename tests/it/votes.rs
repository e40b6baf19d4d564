//! The recognition vote: blind, one a resident, and silent until it is closed.

use crate::proposals::{Scene, door, in_ms};
use buurtschouw::boundaries::proposals::store;
use harness::{Base, Networker, Phone, actors::Caller, bases, places};
use serde_json::{Value, json};
use uuid::Uuid;

impl Scene {
    /// A vote that runs for a day.
    pub(crate) async fn calls_a_vote(&self) -> Value {
        let open = self.opens().await;
        let step = json!({"state": "voting", "closes": in_ms(86_400_000)});
        self.steps(&open, step).await.expect(200).body
    }

    /// The end of the vote comes; what it gave. No door moves an end that was told to an earlier moment.
    #[allow(clippy::expect_used, reason = "a test may stop at the first surprise")]
    pub(crate) async fn closes_the_vote(&self, proposal: &Value) -> Value {
        self.ends(proposal).await;
        self.committee
            .get(&door(proposal, "result"))
            .await
            .expect(200)
            .body
    }

    /// The end of reactions or of the vote comes.
    #[allow(clippy::expect_used, reason = "a test may stop at the first surprise")]
    pub(crate) async fn ends(&self, proposal: &Value) {
        let id = proposal["id"].as_str().and_then(|id| id.parse().ok());
        let house = &self.stage.house;
        let mut tx = house.db.begin().await.expect("a change");
        let held = store::by_id_in(&mut tx, id.expect("an id")).await;
        let mut held = held.expect("a row").expect("a proposal");
        held.closes = Some(house.clock.now_ms());
        assert!(store::save(&mut tx, &held, held.revision).await.expect("kept"));
        tx.commit().await.expect("a commit");
    }

    /// This many more residents say `ours` of the proposal and `theirs` of the official border.
    pub(crate) async fn residents_vote(&self, proposal: &Value, count: usize, answers: [&str; 2]) {
        self.residents_vote_on(proposal, places::WEST, count, answers)
            .await;
    }

    /// The same about the border of this buurt.
    pub(crate) async fn residents_vote_on(
        &self,
        proposal: &Value,
        buurt: &str,
        count: usize,
        answers: [&str; 2],
    ) {
        for _ in 0..count {
            let phone = Phone::joins(&self.stage, &self.code).await.caller;
            vote(&phone, proposal, buurt, Uuid::now_v7(), answers).await;
        }
    }
}

/// Is `A` the proposal's border? It is the one with the new corner.
fn a_is_ours(ballot: &Value) -> bool {
    let has = |border: &Value| border["geometry"].to_string().contains("[4.492,51.9]");
    let borders = ballot["borders"].as_array().unwrap();
    assert_eq!(borders.iter().filter(|border| has(border)).count(), 1);
    assert_eq!(
        (borders[0]["key"].as_str(), borders[1]["key"].as_str()),
        (Some("A"), Some("B"))
    );
    has(&borders[0])
}

pub(crate) async fn vote(phone: &Caller, proposal: &Value, buurt: &str, id: Uuid, [ours, theirs]: [&str; 2]) {
    let ballot = phone
        .get(&door(proposal, &format!("ballot?buurt={buurt}")))
        .await
        .expect(200)
        .body;
    let (a, b) = if a_is_ours(&ballot) {
        (ours, theirs)
    } else {
        (theirs, ours)
    };
    let body = json!({"buurt": buurt, "answers": [{"key": "A", "answer": a}, {"key": "B", "answer": b}]});
    phone
        .put(&door(proposal, &format!("votes/{id}")), &body)
        .await
        .expect(201);
}

/// Twelve said something of the west, eleven of them yes; one of the east, which stays hidden.
fn told_of_both(told: &Value) {
    let west = &told["buurten"][0];
    assert_eq!(
        (west["buurt"].as_str(), west["n"].as_i64()),
        (Some(places::WEST), Some(12))
    );
    assert_eq!(
        (west["yes"].as_i64(), west["almost"].as_i64(), west["no"].as_i64()),
        (Some(11), Some(1), Some(0))
    );
    assert!((west["recognition"].as_f64().unwrap() - 11.5 / 12.0).abs() < 1e-9);
    assert!((west["official"]["recognition"].as_f64().unwrap() - 5.0 / 12.0).abs() < 1e-9);
    assert!((west["lift"].as_f64().unwrap() - 6.5 / 12.0).abs() < 1e-9);
    assert!(west["lower"].as_f64().unwrap() < 0.96 && west["lower"].as_f64().unwrap() > 0.6);
    let east = &told["buurten"][1];
    assert_eq!(
        (east["n"].as_i64(), &east["lift"], &east["official"]),
        (Some(1), &Value::Null, &Value::Null)
    );
    assert!(east.get("yes").is_none(), "{east}");
}

#[tokio::test]
async fn a_vote_is_blind_once_a_resident_and_told_only_when_it_is_closed() {
    for base in bases() {
        let scene = Scene::on(base).await;
        let phone = &scene.resident.caller;
        let open = scene.opens().await;
        assert_eq!(
            phone.get(&door(&open, "ballot")).await.expect(409).code(),
            "not_in_this_state"
        );
        let voting = json!({"state": "voting", "closes": in_ms(86_400_000)});
        let proposal = scene.steps(&open, voting).await.expect(200).body;

        // In an order of one's own, that stays.
        let mut first = Vec::new();
        for _ in 0..10 {
            let other = Phone::joins(&scene.stage, &scene.code).await.caller;
            let ballot = other.get(&door(&proposal, "ballot")).await.expect(200).body;
            let again = other.get(&door(&proposal, "ballot")).await.expect(200).body;
            assert_eq!(ballot, again);
            first.push(a_is_ours(&ballot));
        }
        assert!(first.contains(&true) && first.contains(&false), "{first:?}");

        // Who thinks again replaces what they said.
        let id = Uuid::now_v7();
        vote(phone, &proposal, places::WEST, id, ["no", "yes"]).await;
        assert_eq!(
            phone.get(&door(&proposal, "ballot")).await.expect(200).body["voted"],
            true
        );
        vote(phone, &proposal, places::WEST, Uuid::now_v7(), ["yes", "no"]).await;
        // A moved line is about two buurten: who says something of one is asked of the other still.
        let other = phone
            .get(&door(&proposal, "ballot?buurt=TB02"))
            .await
            .expect(200)
            .body;
        assert_eq!(
            (&other["buurten"], &other["voted_on"], &other["voted"]),
            (
                &json!([places::WEST, places::EAST]),
                &json!([places::WEST]),
                &json!(false)
            )
        );
        vote(phone, &proposal, places::EAST, Uuid::now_v7(), ["no", "yes"]).await;
        scene.residents_vote(&proposal, 10, ["yes", "almost"]).await;
        scene.residents_vote(&proposal, 1, ["almost", "no"]).await;
        for caller in [phone, &scene.committee] {
            assert_eq!(
                caller.get(&door(&proposal, "result")).await.expect(409).code(),
                "not_in_this_state"
            );
        }
        let told = scene.closes_the_vote(&proposal).await;
        told_of_both(&told);
        phone.get(&door(&proposal, "ballot")).await.expect(409);
        let late = json!({"buurt": places::WEST, "answers": [{"key": "A", "answer": "no"}, {"key": "B", "answer": "no"}]});
        phone
            .put(&door(&proposal, &format!("votes/{}", Uuid::now_v7())), &late)
            .await
            .expect(409);
        // No way to ask again once it is told.
        let again = json!({"state": "voting", "closes": in_ms(86_400_000)});
        assert_eq!(
            scene.steps(&proposal, again).await.expect(422).code(),
            "not_from_here"
        );
        scene.stage.end().await;
    }
}

#[tokio::test]
async fn a_vote_with_faults_is_told_all_of_them_and_one_id_is_one_vote() {
    for base in bases() {
        let scene = Scene::on(base).await;
        let proposal = scene.calls_a_vote().await;
        let phone = &scene.resident.caller;
        let id = Uuid::now_v7();
        let path = door(&proposal, &format!("votes/{id}"));
        let bad = json!({"buurt": "XX", "answers": [{"key": "C", "answer": "maybe"}, {"key": "A", "answer": "no", "at": [4.49, 151]}], "x": 1});
        let expected = [
            ("/answers/0/answer", "unknown_choice"),
            ("/answers/0/key", "unknown_choice"),
            ("/answers/1/at", "bad_coordinates"),
            ("/buurt", "unknown_buurt"),
            ("/x", "unknown_member"),
        ];
        let refused = phone.put(&path, &bad).await.expect(422);
        assert_eq!(
            refused.faults(),
            expected.map(|(p, c)| (p.to_owned(), c.to_owned()))
        );
        let good = json!({"buurt": places::WEST, "answers": [
            {"key": "A", "answer": "almost", "at": [4.491, 51.9]}, {"key": "B", "answer": "no"}]});
        let mut sending = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (caller, path, good) = (phone.clone(), path.clone(), good.clone());
            sending.spawn(async move { caller.put(&path, &good).await.status });
        }
        let mut statuses = sending.join_all().await;
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 200, 200, 200, 200, 200, 200, 201]);
        let other = Phone::joins(&scene.stage, &scene.code).await.caller;
        other.put(&path, &good).await.expect(409);
        scene
            .committee
            .put(&door(&proposal, &format!("votes/{}", Uuid::now_v7())), &good)
            .await
            .expect(403);
        scene.stage.end().await;
    }
}

#[tokio::test]
async fn a_vote_that_is_called_off_is_never_told_and_one_that_was_closed_still_is() {
    let scene = Scene::on(Base::Sqlite).await;
    let off = scene.calls_a_vote().await;
    let stop = json!({"state": "rejected", "reason": "Het gaat over iets anders."});
    scene.steps(&off, stop.clone()).await.expect(200);
    scene.committee.get(&door(&off, "result")).await.expect(409);
    let closed = scene.calls_a_vote().await;
    scene.residents_vote(&closed, 10, ["no", "yes"]).await;
    let told = scene.closes_the_vote(&closed).await;
    scene.steps(&closed, stop).await.expect(200);
    let path = door(&closed, "result");
    let still = scene.committee.get(&path).await.expect(200).body;
    assert_eq!(still, told);
    let of_resident = scene.resident.caller.get(&path).await.expect(200).body;
    assert_eq!(of_resident["buurten"][0]["n"], 10);
    scene.stage.end().await;
}

#[tokio::test]
async fn of_fewer_than_ten_voters_nothing_is_told_but_their_number() {
    let scene = Scene::on(Base::Sqlite).await;
    let proposal = scene.calls_a_vote().await;
    scene.residents_vote(&proposal, 9, ["yes", "no"]).await;
    let told = scene.closes_the_vote(&proposal).await;
    let west = &told["buurten"][0];
    assert_eq!(west["n"], 9);
    assert!(
        ["yes", "no", "recognition", "lower"]
            .iter()
            .all(|name| west.get(name).is_none()),
        "{west}"
    );
    assert_eq!((&west["official"], &west["lift"]), (&Value::Null, &Value::Null));
    let networker = Networker::new(&scene.stage).await.caller;
    assert_eq!(
        networker.get(&door(&proposal, "result")).await.expect(200).body,
        told
    );
    scene.stage.end().await;
}

#[tokio::test]
async fn a_vote_and_a_comment_can_be_taken_back_by_who_gave_them_and_leave_nothing() {
    for base in bases() {
        let scene = Scene::on(base).await;
        let phone = &scene.resident.caller;
        let other = Phone::joins(&scene.stage, &scene.code).await.caller;
        let open = scene.opens().await;
        let said = door(&open, &format!("comments/{}", Uuid::now_v7()));
        let body = json!({"face": places::WEST, "at": [4.491, 51.9], "text": "De bocht hoort er ook bij."});
        phone.put(&said, &body).await.expect(201);
        other.delete(&said).await.expect(409);
        scene.committee.delete(&said).await.expect(409);
        phone.delete(&said).await.expect(204);
        phone.delete(&said).await.expect(204);
        for caller in [phone, &scene.committee] {
            let list = caller.get(&door(&open, "comments")).await.expect(200).body;
            assert_eq!(list["comments"], json!([]));
        }
        assert_eq!(phone.put(&said, &body).await.expect(410).code(), "withdrawn");
        let review = format!("{said}/review");
        scene.committee.put(&review, &json!({})).await.expect(404);
        phone
            .delete(&door(&open, &format!("comments/{}", Uuid::now_v7())))
            .await
            .expect(404);

        let voting = json!({"state": "voting", "closes": in_ms(86_400_000)});
        let proposal = scene.steps(&open, voting).await.expect(200).body;
        let ids = [Uuid::now_v7(), Uuid::now_v7()];
        for (id, buurt) in ids.iter().zip([places::WEST, places::EAST]) {
            vote(phone, &proposal, buurt, *id, ["no", "yes"]).await;
        }
        scene.residents_vote(&proposal, 10, ["yes", "no"]).await;
        let cast = ids.map(|id| door(&proposal, &format!("votes/{id}")));
        other.delete(&cast[0]).await.expect(409);
        phone.delete(&cast[0]).await.expect(204);
        phone.delete(&cast[0]).await.expect(204);
        let listed = phone.get("/api/proposals?state=voting").await.expect(200).body;
        let asked = json!({"buurten": [places::WEST, places::EAST], "voted_on": [places::EAST]});
        assert_eq!(listed["proposals"][0]["ballot"], asked);
        let shown = phone.get(&door(&proposal, "")).await.expect(200).body;
        assert_eq!(shown["ballot"], asked);
        let told = scene.closes_the_vote(&proposal).await;
        let figures = ["n", "yes", "no"].map(|name| told["buurten"][0][name].as_i64());
        assert_eq!(figures, [Some(10), Some(10), Some(0)], "{told}");
        let late = phone.delete(&cast[1]).await.expect(409);
        assert_eq!(late.code(), "not_in_this_state");
        scene.stage.end().await;
    }
}

#[tokio::test]
async fn where_voters_say_a_border_is_wrong_the_committee_hears_in_squares_and_residents_do_not() {
    let scene = Scene::on(Base::Sqlite).await;
    let proposal = scene.calls_a_vote().await;
    for n in 0..10 {
        let phone = Phone::joins(&scene.stage, &scene.code).await.caller;
        let path = door(&proposal, "ballot?buurt=TB01");
        let ballot = phone.get(&path).await.expect(200).body;
        let (ours, theirs) = if a_is_ours(&ballot) {
            ("A", "B")
        } else {
            ("B", "A")
        };
        let mut answer = json!({"key": ours, "answer": "almost"});
        if n < 4 {
            // Three point at one corner, the fourth elsewhere.
            answer["at"] = json!([if n < 3 { 4.492 } else { 4.485 }, 51.9]);
        }
        let body = json!({"buurt": places::WEST, "answers": [answer, {"key": theirs, "answer": "no"}]});
        let path = door(&proposal, &format!("votes/{}", Uuid::now_v7()));
        phone.put(&path, &body).await.expect(201);
    }
    // More time: what runs keeps its beginning, and the step is in its history.
    let before = scene.committee.get(&door(&proposal, "")).await.expect(200).body;
    let longer = json!({"state": "voting", "closes": in_ms(3 * 86_400_000)});
    let longer = scene.steps(&proposal, longer).await.expect(200).body;
    assert_eq!(longer["opens"], before["opens"]);
    assert!(longer["closes"].as_str() > before["closes"].as_str());
    let steps = longer["history"].as_array().unwrap();
    let last = &steps[steps.len() - 1];
    assert_eq!(
        (&last["state"], &last["closes"]),
        (&json!("voting"), &longer["closes"])
    );

    let told = scene.closes_the_vote(&proposal).await;
    let places = told["buurten"][0]["places"].as_array().unwrap();
    assert_eq!(places.len(), 1, "{places:?}");
    assert_eq!(
        (&places[0]["count"], &places[0]["border"]),
        (&json!(3), &json!("proposed"))
    );
    assert!(
        (places[0]["at"][0].as_f64().unwrap() - 4.492).abs() < 0.000_5,
        "{places:?}"
    );
    let resident = scene.resident.caller.get(&door(&proposal, "result")).await;
    assert!(resident.expect(200).body["buurten"][0].get("places").is_none());
    scene.stage.end().await;
}

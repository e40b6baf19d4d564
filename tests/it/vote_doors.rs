//! What the doors of a vote tell before somebody's answer, and that an end that was told is never moved forward.

use crate::{
    proposals::{Scene, door, in_ms},
    votes::vote,
};
use harness::{Phone, actors::Caller, bases, places};
use serde_json::{Value, json};
use uuid::Uuid;

/// What these doors say to somebody, as one text.
async fn all_said(caller: &Caller, proposal: &Value) -> String {
    let mut said = String::new();
    for path in ["", "comments", "differences", "ballot", "result"] {
        said += &caller.get(&door(proposal, path)).await.body.to_string();
    }
    said + &caller.get("/api/proposals").await.expect(200).body.to_string()
}

/// Words that would tell which of the two borders is the proposal's, and its new corner with what changes hands.
const TELLING: [&str; 6] = [
    "De kade hoort bij West",
    "Zo noemen wij het",
    "Goed plan, de kade erbij",
    "Een kleine buurt",
    "\"arcs\":[{",
    "\"area_m2\"",
];

#[tokio::test]
async fn before_their_answer_no_door_tells_a_resident_which_border_is_whose() {
    for base in bases() {
        let scene = Scene::on(base).await;
        let open = scene.opens().await;
        let (phone, other) = (
            &scene.resident.caller,
            Phone::joins(&scene.stage, &scene.code).await.caller,
        );
        let said = door(&open, &format!("comments/{}", Uuid::now_v7()));
        let body = json!({"face": places::WEST, "text": "Goed plan, de kade erbij."});
        other.put(&said, &body).await.expect(201);
        let review = format!("{said}/review");
        scene.committee.put(&review, &json!({})).await.expect(204);
        let before = all_said(phone, &open).await;
        assert!(
            before.contains(TELLING[0]) && before.contains(TELLING[2]),
            "{before}"
        );

        // Also when it is called and has not begun.
        let voting = json!({"state": "voting", "opens": in_ms(3_600_000), "closes": in_ms(86_400_000),
            "threshold": {"drawings": 10, "reason": "Een kleine buurt."}});
        scene.steps(&open, voting).await.expect(200);
        tells_nothing(phone, &open).await;
        let now = json!({"state": "voting", "opens": in_ms(0), "closes": in_ms(86_400_000)});
        let proposal = scene.steps(&open, now).await.expect(200).body;
        tells_nothing(phone, &proposal).await;
        let own = other.get(&door(&proposal, "comments")).await.expect(200).body;
        assert_eq!(own["comments"][0]["mine"], true, "one's own words stay one's own");
        vote(phone, &proposal, places::WEST, Uuid::now_v7(), ["no", "yes"]).await;
        tells_nothing(phone, &proposal).await;
        let last = Uuid::now_v7();
        vote(phone, &proposal, places::EAST, last, ["no", "yes"]).await;
        tells_all(phone, &proposal).await;
        tells_all(&scene.committee, &proposal).await;
        // Who takes an answer back is asked again.
        let back = door(&proposal, &format!("votes/{last}"));
        phone.delete(&back).await.expect(204);
        tells_nothing(phone, &proposal).await;
        scene.ends(&proposal).await;
        tells_all(phone, &proposal).await;
        tells_all(&other, &proposal).await;
        scene.stage.end().await;
    }
}

async fn tells_nothing(caller: &Caller, proposal: &Value) {
    let said = all_said(caller, proposal).await;
    let told: Vec<&str> = TELLING.into_iter().filter(|word| said.contains(word)).collect();
    assert!(told.is_empty(), "{told:?} in {said}");
    let shown = caller.get(&door(proposal, "")).await.expect(200).body;
    assert_eq!(
        (&shown["state"], &shown["buurten"]),
        (&json!("voting"), &json!([places::WEST, places::EAST]))
    );
    let refused = caller.get(&door(proposal, "differences")).await.expect(409);
    assert_eq!(refused.code(), "not_in_this_state");
}

async fn tells_all(caller: &Caller, proposal: &Value) {
    let said = all_said(caller, proposal).await;
    let kept: Vec<&str> = TELLING.into_iter().filter(|word| !said.contains(word)).collect();
    assert!(kept.is_empty(), "{kept:?} not in {said}");
}

#[tokio::test]
async fn an_end_that_was_told_moves_later_and_never_earlier() {
    for base in bases() {
        let scene = Scene::on(base).await;
        let open = scene.opens().await;
        let day = 86_400_000;
        let step = |state: &str, closes: i64| json!({"state": state, "closes": in_ms(closes)});
        for state in ["open", "voting"] {
            scene.steps(&open, step(state, 2 * day)).await.expect(200);
            let before = scene.committee.get(&door(&open, "")).await.expect(200).body;
            for earlier in [1_000, day + 3_600_000, 2 * day - 3_600_000] {
                let refused = scene.steps(&open, step(state, earlier)).await.expect(422);
                assert_eq!(
                    refused.faults(),
                    [("/closes".to_owned(), "earlier_than_told".to_owned())]
                );
                assert!(
                    refused.body["faults"][0]["nl"].is_string()
                        && refused.body["faults"][0]["en"].is_string()
                );
            }
            let mut later = step(state, 3 * day);
            later["opens"] = json!(in_ms(day));
            let refused = scene.steps(&open, later).await.expect(422);
            assert_eq!(
                refused.faults(),
                [("/opens".to_owned(), "already_begun".to_owned())]
            );
            let now = scene.committee.get(&door(&open, "")).await.expect(200).body;
            assert_eq!(now, before, "nothing of all this was kept");
            let longer = scene.steps(&open, step(state, 3 * day)).await.expect(200).body;
            assert!(longer["closes"].as_str() > before["closes"].as_str());
            let told = scene.resident.caller.get(&door(&open, "")).await.expect(200).body;
            assert_eq!(
                (&told["closes"], &told["opens"]),
                (&longer["closes"], &before["opens"])
            );
            let steps = told["history"].as_array().unwrap();
            assert_eq!(steps[steps.len() - 1]["closes"], longer["closes"], "it is told");
        }
        scene.stage.end().await;
    }
}

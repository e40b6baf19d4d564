//! Who reads what of a proposal, and the list.

use super::{Scene, propose, pruning};
use buurtschouw::people::Role;
use harness::{Base, Networker, bases, places};
use serde_json::{Value, json};
use uuid::Uuid;

#[tokio::test]
async fn everybody_sees_a_proposal_and_only_its_maker_and_staff_of_the_buurt_read_its_words() {
    const SECRET: &str = "vraag het aan nummer zeventien";
    for base in bases() {
        let scene = Scene::on(base).await;
        let mut body = pruning();
        body["why"] = json!(SECRET);
        let id = Uuid::now_v7();
        let path = format!("/api/measures/{id}");
        scene.phones[0].caller.put(&path, &body).await.expect(201);
        let staff = async |buurt| Networker::with(&scene.stage, Role::Committee, buurt).await.caller;
        let readers = [
            (scene.phones[0].caller.clone(), true),
            (scene.networker.caller.clone(), true),
            (staff(Some(places::WEST)).await, true),
            (staff(Some(places::EAST)).await, false),
            (scene.phones[3].caller.clone(), false),
        ];
        for (caller, reads) in readers {
            for path in [path.as_str(), "/api/measures"] {
                let answer = caller.get(path).await.expect(200);
                let text = String::from_utf8(answer.bytes).unwrap();
                assert!(text.contains(&id.to_string()) && text.contains("snoei"));
                assert_eq!(text.contains(SECRET), reads, "{path}: {text}");
            }
        }
        scene.stage.end().await;
    }
}

#[tokio::test]
async fn what_is_personal_counts_in_the_figures_of_staff_only_also_when_they_proposed_it() {
    let scene = Scene::with(Base::Sqlite, 18, "gevoel").await;
    let mut body = pruning();
    body["hotspot"] = json!(scene.hotspot().await);
    let path = format!("/api/measures/{}", Uuid::now_v7());
    let full = scene.networker.caller.put(&path, &body).await.expect(201).body;
    assert_eq!(full["evidence"]["findings"], 14);
    assert!(full["evidence"]["categories"].to_string().contains("veilig"));
    let told = scene.phones[0].caller.get(&path).await.expect(200).body;
    assert_eq!(told["evidence"]["findings"], 7);
    assert!(!told.to_string().contains("veilig"));
    body.as_object_mut().unwrap().remove("hotspot");
    let path = format!("/api/measures/{}", Uuid::now_v7());
    let near = scene.networker.caller.put(&path, &body).await.expect(201).body;
    assert_eq!(near["evidence"]["findings"], 14);
    let told = scene.phones[0].caller.get(&path).await.expect(200).body;
    assert_eq!(told["evidence"]["findings"], 7);
    scene.stage.end().await;
}

#[tokio::test]
async fn the_list_is_newest_first_and_takes_a_box_kinds_and_a_limit() {
    for base in bases() {
        let scene = Scene::on(base).await;
        let caller = &scene.phones[0].caller;
        let mut ids = Vec::new();
        for (kind, lon) in [("snoei", 4.4852), ("bank", 4.4950), ("schoonmaak", 4.4853)] {
            let mut body = pruning();
            (body["kind"], body["place"]["coordinates"][0]) = (json!(kind), json!(lon));
            ids.push(propose(caller, &body).await.expect(201).body["id"].clone());
        }
        let list = async |query: &str| -> Vec<Value> {
            let told = caller
                .get(&format!("/api/measures{query}"))
                .await
                .expect(200)
                .body;
            assert_eq!(told["type"], "FeatureCollection");
            told["features"]
                .as_array()
                .unwrap()
                .iter()
                .map(|feature| feature["id"].clone())
                .collect()
        };
        assert_eq!(list("").await, [ids[2].clone(), ids[1].clone(), ids[0].clone()]);
        assert_eq!(list("?limit=1").await, [ids[2].clone()]);
        assert_eq!(list("?kind=bank,snoei").await, [ids[1].clone(), ids[0].clone()]);
        assert_eq!(
            list("?bbox=4.48,51.89,4.49,51.91").await,
            [ids[2].clone(), ids[0].clone()]
        );
        let refused = caller.get("/api/measures?kind=ufo&limit=0&x=1").await.expect(422);
        assert_eq!(refused.faults().len(), 3);
        scene.stage.end().await;
    }
}

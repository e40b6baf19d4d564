//! The gate before a camera: who may, and every single thing that it asks.

use super::{PILE, Scene, faults, propose};
use buurtschouw::people::Role;
use harness::{Base, Networker, bases};
use serde_json::{Value, json};

#[tokio::test]
async fn a_camera_that_has_everything_is_proposed_to_the_mayor_and_only_by_committee_networker_or_admin() {
    for base in bases() {
        let scene = Scene::on(base).await;
        let camera = scene.camera().await;
        assert_eq!(
            propose(&scene.phones[0].caller, &camera).await.expect(403).code(),
            "role"
        );
        let partner = Networker::with(&scene.stage, Role::Partner, None).await.caller;
        assert_eq!(propose(&partner, &camera).await.expect(403).code(), "role");
        for role in [Role::Committee, Role::Networker, Role::Admin] {
            let staff = Networker::with(&scene.stage, role, None).await.caller;
            let told = propose(&staff, &camera).await.expect(201).body;
            assert_eq!(
                (told["rung"].clone(), told["state"].clone()),
                (json!(7), json!("proposed"))
            );
            assert_eq!(told["label"]["nl"], "Voorgesteld aan de burgemeester");
            assert_eq!(told["gate"]["begins"], camera["gate"]["begins"]);
            assert!(!told.to_string().contains("besloten"));
        }
        scene.stage.end().await;
    }
}

#[tokio::test]
async fn each_thing_that_a_camera_lacks_is_named() {
    let scene = Scene::on(Base::Sqlite).await;
    let networker = &scene.networker.caller;
    let whole = scene.camera().await;
    let mut empty = whole.clone();
    empty.as_object_mut().unwrap().remove("gate");
    empty.as_object_mut().unwrap().remove("hotspot");
    empty["place"] = json!({"type": "Point", "coordinates": PILE});
    let refused = propose(networker, &empty).await.expect(422);
    let expected = [
        ("/gate/advice", "missing"),
        ("/gate/area", "missing"),
        ("/gate/begins", "missing"),
        ("/gate/ends", "missing"),
        ("/gate/lighter", "missing"),
        ("/gate/owner_check", "missing"),
        ("/hotspot", "missing"),
        ("/place", "not_a_polygon"),
    ];
    assert_eq!(refused.faults(), faults(&expected));

    let planted = lighter_faults(&whole).into_iter().chain(other_faults(&scene));
    for (at, value, pointer, code) in planted {
        let mut body = whole.clone();
        *body.pointer_mut(at).unwrap() = value;
        let refused = propose(networker, &body).await.expect(422);
        assert_eq!(refused.faults(), faults(&[(pointer, code)]), "{at}");
    }
    let mut seen = whole.clone();
    seen["gate"]["area"] =
        json!({"homes": true, "reason": "De ingang van de poort ligt tussen twee voordeuren."});
    let told = propose(networker, &seen).await.expect(201).body;
    assert_eq!(told["gate"]["area"], seen["gate"]["area"]);
    propose(networker, &whole).await.expect(201);
    scene.stage.end().await;
}

#[tokio::test]
async fn a_camera_at_a_young_place_of_one_group_is_refused_for_its_need() {
    let scene = Scene::with(Base::Sqlite, 2, "struik-hoog").await;
    let refused = propose(&scene.networker.caller, &scene.camera().await)
        .await
        .expect(422);
    let expected = [("/hotspot", "need_groups"), ("/hotspot", "need_months")];
    assert_eq!(refused.faults(), faults(&expected));
    scene.stage.end().await;
}

/// Where to plant what, and the fault that must be told.
type Planted = (&'static str, Value, &'static str, &'static str);

#[rustfmt::skip]
fn lighter_faults(whole: &Value) -> Vec<Planted> {
    let bench = json!({"kind": "bank", "outcome": "done_and_evaluated", "by": "comité"});
    let bump = json!({"kind": "drempel", "outcome": "done_and_evaluated", "by": "comité"});
    let light = whole["gate"]["lighter"][1].clone();
    let again = whole["gate"]["lighter"][0].clone();
    vec![
        ("/gate/lighter", json!([again.clone()]), "/gate/lighter", "too_few"),
        ("/gate/lighter", json!([bench, bump, light]), "/gate/lighter", "too_few_rungs"),
        ("/gate/lighter/1", again, "/gate/lighter/1/kind", "twice"),
        ("/gate/lighter/0/kind", json!("gebiedsverbod"), "/gate/lighter/0/kind", "not_lighter"),
        ("/gate/lighter/0/kind", json!("ufo"), "/gate/lighter/0/kind", "unknown_kind"),
        ("/gate/lighter/0/outcome", json!("maybe"), "/gate/lighter/0/outcome", "unknown_choice"),
        ("/gate/lighter/0/by", json!(" "), "/gate/lighter/0/by", "missing"),
        ("/gate/lighter/2/reason", json!(null), "/gate/lighter/2/reason", "missing"),
    ]
}

#[rustfmt::skip]
fn other_faults(scene: &Scene) -> Vec<Planted> {
    let wide = json!([[[4.485, 51.899], [4.487, 51.899], [4.487, 51.9], [4.485, 51.9], [4.485, 51.899]]]);
    vec![
        ("/place/coordinates", wide, "/place", "over_a_hectare"),
        ("/gate/area", json!({}), "/gate/area/homes", "missing"),
        ("/gate/area/homes", json!("nee"), "/gate/area/homes", "wrong_type"),
        ("/gate/area/homes", json!(true), "/gate/area/reason", "missing"),
        ("/gate/area", json!({"homes": true, "reason": "  "}), "/gate/area/reason", "missing"),
        ("/gate/begins", json!(null), "/gate/begins", "missing"),
        ("/gate/begins", json!("20261201"), "/gate/begins", "not_a_date"),
        ("/gate/ends", json!(scene.day(30)), "/gate/ends", "before_begin"),
        ("/gate/ends", json!(scene.day(30 + 190)), "/gate/ends", "over_six_months"),
        ("/gate/advice/reference", json!(""), "/gate/advice/reference", "missing"),
        ("/gate/advice/asked_on", json!(scene.day(3)), "/gate/advice/asked_on", "future"),
        ("/gate/owner_check/by", json!(null), "/gate/owner_check/by", "missing"),
        ("/gate/owner_check/on", json!(scene.day(3)), "/gate/owner_check/on", "future"),
        ("/gate/owner_check/bylaw", json!(false), "/gate/owner_check/bylaw", "not_confirmed"),
        ("/gate/owner_check/consultation", json!(null), "/gate/owner_check/consultation", "missing"),
        ("/gate/owner_check/signs", json!("ja"), "/gate/owner_check/signs", "wrong_type"),
        ("/hotspot", json!("2026-01-01_2026-07-01|all|25:1:1"), "/hotspot", "unknown_hotspot"),
    ]
}

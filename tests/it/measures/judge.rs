//! What is refused with its place, and the figures around a place that is no hotspot.

use super::{Scene, faults, propose, pruning};
use harness::{Base, bases};
use serde_json::{Value, json};

#[tokio::test]
async fn every_fault_of_a_proposal_is_told_at_once_with_its_place() {
    let scene = Scene::on(Base::Sqlite).await;
    let caller = &scene.phones[0].caller;
    let body = json!({"kind": "mcu", "place": {"type": "Point", "coordinates": [51.9, 4.485]}, "why": "  ",
        "hotspot": 5, "kleur": "rood"});
    let refused = propose(caller, &body).await.expect(422);
    let expected = [
        ("/kind", "not_proposable"),
        ("/place", "swapped"),
        ("/why", "missing"),
        ("/hotspot", "wrong_type"),
        ("/kleur", "unknown_member"),
    ];
    assert_eq!(refused.faults(), faults(&expected));
    let body = json!({"kind": "ufo", "place": {"type": "Circle"}, "why": "é".repeat(1_001)});
    let expected = [
        ("/kind", "unknown_kind"),
        ("/place/type", "unknown_choice"),
        ("/place/coordinates", "missing"),
        ("/why", "too_long"),
    ];
    assert_eq!(
        propose(caller, &body).await.expect(422).faults(),
        faults(&expected)
    );
    let mut body = pruning();
    body["gate"] = json!({});
    let refused = propose(caller, &body).await.expect(422);
    assert_eq!(refused.faults(), faults(&[("/gate", "not_for_this_kind")]));
    body = pruning();
    body["why"] = json!("");
    body["hotspot"] = json!("2026-01-01_2026-07-01|all|25:1:1");
    let refused = propose(caller, &body).await.expect(422);
    let expected = faults(&[("/why", "missing")]);
    assert_eq!(refused.faults(), expected, "a bad body is not reckoned with");
    body = pruning();
    body["why"] = json!(format!("  {}  ", "é".repeat(1_000)));
    let told = propose(caller, &body).await.expect(201).body;
    assert_eq!(told["why"], json!("é".repeat(1_000)));
    scene.stage.end().await;
}

#[tokio::test]
async fn a_place_is_a_point_a_short_line_or_a_small_polygon_in_reach() {
    let scene = Scene::on(Base::Sqlite).await;
    let caller = &scene.phones[0].caller;
    let ring = |side: f64| {
        let [w, s] = [4.485, 51.899];
        json!([[w, s], [w + side, s], [w + side, s + side], [w, s + side], [w, s]])
    };
    let many: Vec<_> = (0..201)
        .map(|n| json!([4.485 + 0.000_001 * f64::from(n), 51.9]))
        .collect();
    let bow = json!([[
        [4.485, 51.899],
        [4.486, 51.9],
        [4.486, 51.899],
        [4.485, 51.9],
        [4.485, 51.899]
    ]]);
    let refused = [
        ("Point", json!([4.485]), "not_a_position"),
        ("Point", json!([400, 51.9]), "out_of_range"),
        ("Point", json!([6.0, 52.5]), "outside"),
        ("LineString", json!([[4.485, 51.9]]), "too_few_corners"),
        ("LineString", json!(many), "too_many_corners"),
        ("LineString", json!([[4.45, 51.9], [4.53, 51.9]]), "too_long"),
        ("Polygon", json!([]), "empty"),
        ("Polygon", json!([ring(0.004), ring(0.001)]), "holes"),
        (
            "Polygon",
            json!([[[4.485, 51.899], [4.486, 51.9], [4.486, 51.899], [4.485, 51.9]]]),
            "not_closed",
        ),
        ("Polygon", bow, "crosses_itself"),
        ("Polygon", json!([ring(0.013)]), "too_large"),
    ];
    for (kind, coordinates, code) in refused {
        let mut body = pruning();
        body["place"] = json!({"type": kind, "coordinates": coordinates});
        let answer = propose(caller, &body).await.expect(422);
        assert_eq!(
            answer.faults(),
            faults(&[("/place", code)]),
            "{kind} {coordinates}"
        );
    }
    for (kind, coordinates) in [
        ("LineString", json!([[4.485, 51.9], [4.486, 51.9]])),
        ("Polygon", json!([ring(0.004)])),
    ] {
        let mut body = pruning();
        body["place"] = json!({"type": kind, "coordinates": coordinates});
        propose(caller, &body).await.expect(201);
    }
    scene.stage.end().await;
}

#[tokio::test]
async fn without_a_hotspot_the_figures_around_the_place_are_kept_for_staff_and_few_people_are_no_figure() {
    for base in bases() {
        let scene = Scene::on(base).await;
        let caller = &scene.networker.caller;
        let near = |told: &Value| {
            let evidence = &told["evidence"];
            (
                evidence["findings"].clone(),
                evidence["people"].clone(),
                evidence["days"].clone(),
            )
        };
        let told = propose(caller, &pruning()).await.expect(201).body;
        assert_eq!(told["evidence"]["basis"], "near");
        assert_eq!(near(&told), (json!(14), json!(7), json!(7)));
        let mut lonely = pruning();
        lonely["place"]["coordinates"] = json!([4.4806, 51.8958]);
        let told = propose(caller, &lonely).await.expect(201).body;
        assert_eq!(
            near(&told),
            (json!(0), json!(0), json!(0)),
            "one person is no figure"
        );
        lonely["place"] =
            json!({"type": "LineString", "coordinates": [[4.4840, 51.8997], [4.4870, 51.8997]]});
        let told = propose(caller, &lonely).await.expect(201).body;
        assert_eq!(
            near(&told),
            (json!(14), json!(7), json!(7)),
            "along the whole line"
        );
        scene.stage.end().await;
    }
}

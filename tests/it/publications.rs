//! What residents drew together: published in batches at fixed moments, and never telling of one person.

use buurtschouw::{
    boundaries::consensus::publish::{moment, publish_at},
    clock::rfc3339,
    people::Role,
};
use harness::{
    Base, Networker, Phone, Stage, bases,
    drawings::{Neighbours, around_west, drawing},
    places,
};
use serde_json::{Value, json};
use spatial::{Frame, Lonlat, Metres};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

pub(crate) const DAY_MS: i64 = 86_400_000;

pub(crate) struct Scene {
    pub(crate) stage: Stage,
    pub(crate) neighbours: Neighbours,
    pub(crate) reader: Phone,
    pub(crate) moment: i64,
}

impl Scene {
    pub(crate) async fn on(base: Base) -> Self {
        let stage = Stage::with(base, |given| given.drawings_per_minute = Some("1000".into())).await;
        stage.import(&places::two_buurten(), "2026-01-01").await;
        let networker = Networker::new(&stage).await;
        let (_, code) = networker.plan_walk("Grenzen", places::WEST).await;
        let reader = Phone::joins(&stage, &code).await;
        let moment = moment(&stage.house);
        // The server looks at this moment before anybody draws, and does not look at it again.
        publish_at(&stage.house, moment).await.unwrap();
        Self {
            neighbours: Neighbours::of(&code),
            stage,
            reader,
            moment,
        }
    }

    pub(crate) async fn draw(&mut self, more: usize) {
        self.neighbours.draw(&self.stage, more).await;
    }

    /// The next fixed moment comes; gives the codes of what is published.
    pub(crate) async fn next_day(&mut self) -> Vec<String> {
        self.moment += DAY_MS;
        publish_at(&self.stage.house, self.moment).await.unwrap()
    }

    /// What every walker is told, without the official border and the next moment.
    pub(crate) async fn told(&self) -> Value {
        told_to(&self.reader.caller).await
    }
}

pub(crate) async fn told_to(caller: &harness::actors::Caller) -> Value {
    let path = format!("/api/buurten/{}/consensus", places::WEST);
    let mut told = caller.get(&path).await.expect(200).body;
    for known in ["official", "next_at"] {
        assert!(told.as_object_mut().unwrap().remove(known).is_some(), "{known}");
    }
    told
}

fn members(told: &Value) -> BTreeSet<&str> {
    told.as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn below_ten_there_is_a_counter_from_ten_bands_and_from_twenty_a_line() {
    for base in bases() {
        let mut scene = Scene::on(base).await;
        scene.draw(9).await;
        assert!(scene.next_day().await.is_empty());
        let counter = json!({"buurt": places::WEST, "drawn": 9, "needed": 10, "state": "counting",
            "adoptable": {"ok": false, "reasons": ["too_few_drawings", "needs_vote"]}});
        assert_eq!(scene.told().await, counter);

        scene.draw(1).await;
        assert_eq!(
            scene.told().await["state"],
            json!("counting"),
            "nothing before the fixed moment"
        );
        assert_eq!(scene.next_day().await, [places::WEST]);
        let bands = scene.told().await;
        assert_eq!(
            (&bands["state"], &bands["version"], &bands["people"]),
            (&json!("provisional"), &json!(1), &json!(10))
        );
        assert!(!members(&bands).contains("line") && !members(&bands).contains("contested"));
        let shares = bands["bands"]["features"].as_array().unwrap().iter();
        let shares: Vec<_> = shares
            .map(|band| band["properties"]["share"].as_f64().unwrap())
            .collect();
        assert_eq!(shares, [25.0, 50.0, 75.0]);

        scene.draw(10).await;
        assert_eq!(scene.next_day().await, [places::WEST]);
        let line = scene.told().await;
        assert_eq!((&line["state"], &line["version"]), (&json!("shared"), &json!(2)));
        let pieces = line["line"]["features"].as_array().unwrap();
        assert!(!pieces.is_empty());
        for piece in pieces {
            let known = &piece["properties"];
            assert!(
                known["width_m"].is_number()
                    && known["margin"].is_number()
                    && known["confidence"].is_string()
            );
        }
        assert_eq!(line["agreed"], json!("eens"), "they draw nearly the same");
        assert!(!members(&line).contains("alarm"), "that is for the committee");
        let committee = Networker::with(&scene.stage, Role::Committee, Some(places::WEST)).await;
        let told = told_to(&committee.caller).await;
        assert_eq!(told["alarm"]["raised"], json!(false));
        // Eight work there: too few to be told.
        let groups =
            json!({"relations": [{"relation": "lives", "people": 12}], "years": [{"from": 5, "people": 12}]});
        assert_eq!((&told["groups"], line.get("groups")), (&groups, None));
        let elsewhere = Networker::with(&scene.stage, Role::Committee, Some(places::EAST)).await;
        assert!(!members(&told_to(&elsewhere.caller).await).contains("alarm"));
        scene.stage.end().await;
    }
}

#[tokio::test]
async fn a_publication_never_changes_and_who_withdraws_below_the_limit_takes_it_out_of_sight() {
    let mut scene = Scene::on(Base::Sqlite).await;
    scene.draw(20).await;
    scene.next_day().await;
    let first = scene.told().await;
    assert!(scene.next_day().await.is_empty(), "nothing new");
    let withdraw = async |phone: &Phone| {
        let id = phone.drawings().await[0]["id"].as_str().unwrap().to_owned();
        phone
            .caller
            .delete(&format!("/api/drawings/{id}"))
            .await
            .expect(204);
    };
    withdraw(&scene.neighbours.phones[0]).await;
    assert!(scene.next_day().await.is_empty());
    let then = scene.told().await;
    assert_eq!(
        (&then["drawn"], &then["state"], &then["people"]),
        (&json!(19), &json!("provisional"), &json!(20))
    );
    assert_eq!(
        (&then["bands"], &then["version"]),
        (&first["bands"], &first["version"])
    );
    for phone in &scene.neighbours.phones[1..11] {
        withdraw(phone).await;
    }
    assert_eq!(
        members(&scene.told().await),
        BTreeSet::from(["adoptable", "buurt", "drawn", "needed", "state"])
    );
    assert!(scene.next_day().await.is_empty(), "nine are too few");
    scene.draw(1).await;
    assert!(scene.next_day().await.is_empty(), "one new among those who left");
    scene.draw(4).await;
    assert_eq!(
        scene.next_day().await,
        [places::WEST],
        "what was withdrawn leaves with the next"
    );
    assert_eq!(scene.told().await["people"], json!(14));
    scene.stage.end().await;
}

/// All corners in an answer, in ten-millionths of a degree.
fn corners(told: &Value, found: &mut BTreeSet<(i64, i64)>) {
    let whole = |value: &Value| value.as_f64().map(|degrees| (degrees * 1e7).round() as i64);
    match told {
        Value::Array(list) => match list.as_slice() {
            [lon, lat] if lon.is_number() => found.extend(whole(lon).zip(whole(lat))),
            _ => list.iter().for_each(|inner| corners(inner, found)),
        },
        Value::Object(object) => object.values().for_each(|inner| corners(inner, found)),
        _ => {}
    }
}

/// The rings of a polygon in metres.
type Shape = Vec<Vec<Metres>>;

fn metres(rings: &Value) -> Shape {
    let corner = |place: &Value| {
        Frame::Rd.to_metres(Lonlat::new(
            place[0].as_f64().unwrap(),
            place[1].as_f64().unwrap(),
        ))
    };
    let ring = |ring: &Value| ring.as_array().unwrap().iter().map(corner).collect();
    rings.as_array().unwrap().iter().map(ring).collect()
}

/// Is a place inside, by how many edges lie east of it?
fn holds(shape: &Shape, x: f64, y: f64) -> bool {
    let edges = shape.iter().flat_map(|ring| ring.windows(2));
    let east = edges.filter(|edge| {
        let (a, b) = (edge[0], edge[1]);
        (a.y > y) != (b.y > y) && x < a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)
    });
    east.count() % 2 == 1
}

/// Looks at the middle of every second cell of 10 m: what a band holds, at least its share of the drawings covers.
fn assert_no_band_tells_of_less_than_its_share(told: &Value, drawings: &[Shape]) {
    let mut seen = 0;
    for band in told["bands"]["features"].as_array().unwrap() {
        let share = band["properties"]["share"].as_f64().unwrap() / 100.0;
        assert!(share >= 0.25);
        let parts = band["geometry"]["coordinates"].as_array().unwrap();
        let band: Vec<Shape> = parts.iter().map(metres).collect();
        for corner in band.iter().flatten().flatten() {
            let off = |metres: f64| (metres / 5.0 - (metres / 5.0).round()).abs() * 5.0;
            assert!(
                off(corner.x) < 0.05 && off(corner.y) < 0.05,
                "{corner:?} lies neither on a corner nor in the middle of a side of a cell"
            );
        }
        let around = drawings[0][0][0];
        for cell in 0..60 * 75 {
            let x = (around.x / 10.0).floor() * 10.0 - 195.0 + 20.0 * f64::from(cell % 60);
            let y = (around.y / 10.0).floor() * 10.0 - 195.0 + 20.0 * f64::from(cell / 60);
            if !band.iter().any(|part| holds(part, x, y)) {
                continue;
            }
            seen += 1;
            let depth = drawings.iter().filter(|one| holds(one, x, y)).count();
            assert!(
                depth as f64 >= share * drawings.len() as f64,
                "{depth} of {}",
                drawings.len()
            );
        }
    }
    assert!(seen > 2_500, "{seen} cells: this test looks at nothing");
}

/// West, south, east, north of a drawing: all of them are upright rectangles.
fn sides(drawing: &Value) -> [f64; 4] {
    let ring = &metres(&drawing["coordinates"])[0];
    let most = |axis: fn(&Metres) -> f64| ring.iter().map(axis).fold(f64::NEG_INFINITY, f64::max);
    [
        -most(|at| -at.x),
        -most(|at| -at.y),
        most(|at| at.x),
        most(|at| at.y),
    ]
}

/// Do these clearly differ: area of both below .9 of the area of either, or is one of them not there?
fn differ(one: Option<&Value>, other: Option<&Value>) -> bool {
    let (Some(one), Some(other)) = (one.map(sides), other.map(sides)) else {
        return one.is_some() || other.is_some();
    };
    let area = |[west, south, east, north]: [f64; 4]| (east - west).max(0.0) * (north - south).max(0.0);
    let both = area([
        one[0].max(other[0]),
        one[1].max(other[1]),
        one[2].min(other[2]),
        one[3].min(other[3]),
    ]);
    both / (area(one) + area(other) - both) < 0.9
}

/// The attack: come, draw anew, send nearly the same again and withdraw between publications, and compare each with
/// every one before.
#[allow(clippy::too_many_lines, reason = "one story")]
#[tokio::test]
async fn no_two_publications_differ_by_fewer_than_five_drawings_nor_tell_of_one() {
    for base in bases() {
        let mut scene = Scene::on(base).await;
        let mut current: BTreeMap<usize, Value> = BTreeMap::new();
        let mut published: Vec<(Value, BTreeMap<usize, Value>)> = Vec::new();
        let mut own_corners = BTreeSet::new();
        let mut days_of = Vec::new();
        // Who comes, who draws clearly anew, who sends nearly the same again, who withdraws: day by day.
        let days = [
            (9, 0, 0, 0),
            (1, 0, 0, 0),
            (1, 0, 0, 0),
            (3, 0, 0, 0),
            (0, 1, 0, 0),
            (8, 0, 0, 0),
            (0, 3, 0, 1),
            (0, 5, 0, 0),
            (0, 0, 9, 0),
            (4, 0, 0, 4),
            (1, 0, 0, 0),
            (6, 1, 0, 1),
            // Five that came go: the one who came with them would be left beside the publication before.
            (0, 0, 0, 5),
            (0, 0, 5, 0),
            (6, 0, 0, 0),
        ];
        for (day, (come, anew, again, gone)) in days.into_iter().enumerate() {
            scene.draw(come).await;
            let phones = scene.neighbours.phones.clone();
            for n in 0..phones.len() {
                if current.contains_key(&n) || n + come < phones.len() {
                    continue;
                }
                current.insert(n, phones[n].drawings().await[0]["geometry"].clone());
            }
            let known: Vec<usize> = current.keys().copied().collect();
            for n in known.iter().take(anew.max(again)) {
                let mut moved = Neighbours::sides(*n);
                if anew > 0 {
                    moved[2 + day % 2] += 300.0;
                    moved[1] += day as f64;
                } else {
                    let now = sides(&current[n]);
                    let first = sides(&json!({"coordinates": around_west([0.0; 4])}));
                    moved = [
                        first[0] - now[0] + 1.0,
                        first[1] - now[1] + 1.5,
                        now[2] - first[2],
                        now[3] - first[3],
                    ];
                }
                phones[*n].draws(moved).await;
                current.insert(*n, phones[*n].drawings().await[0]["geometry"].clone());
            }
            for n in known.iter().rev().take(gone) {
                let id = phones[*n].drawings().await[0]["id"].as_str().unwrap().to_owned();
                phones[*n]
                    .caller
                    .delete(&format!("/api/drawings/{id}"))
                    .await
                    .expect(204);
                current.remove(n);
            }
            current
                .values()
                .for_each(|shape| corners(shape, &mut own_corners));
            let made = !scene.next_day().await.is_empty();
            let told = scene.told().await;
            let mut shown = BTreeSet::new();
            corners(&told, &mut shown);
            assert!(
                shown.is_disjoint(&own_corners),
                "day {day}: a corner of somebody's own drawing"
            );
            if !made {
                if let (Some((before, _)), Some(_)) = (published.last(), told.get("bands")) {
                    for known in ["version", "bands", "line", "contested", "agreement"] {
                        let hidden = known != "bands" && told.get(known).is_none();
                        assert!(hidden || before[known] == told[known], "day {day}: {known}");
                    }
                }
                continue;
            }
            days_of.push(day);
            for (at, (before, drawings)) in published.iter().enumerate() {
                let everybody: BTreeSet<_> = drawings.keys().chain(current.keys()).collect();
                let differing = everybody
                    .into_iter()
                    .filter(|n| differ(drawings.get(n), current.get(n)))
                    .count();
                assert!(
                    differing >= 5,
                    "day {day} beside publication {}: {differing} differ",
                    at + 1
                );
                assert_ne!(before["version"], told["version"]);
            }
            let drawn: Vec<_> = current
                .values()
                .map(|shape| metres(&shape["coordinates"]))
                .collect();
            assert_eq!(told["people"], json!(drawn.len()));
            assert_eq!(told.get("line").is_some(), drawn.len() >= 20, "day {day}");
            assert_no_band_tells_of_less_than_its_share(&told, &drawn);
            published.push((told, current.clone()));
        }
        assert_eq!(days_of, [1, 4, 5, 7, 11, 14]);
        assert!(
            published
                .iter()
                .filter(|(told, _)| told.get("line").is_some())
                .count()
                >= 3
        );
        scene.stage.end().await;
    }
}

#[tokio::test]
async fn the_same_drawings_in_any_order_and_on_both_databases_are_the_same_bytes() {
    let mut answers = BTreeSet::new();
    let orders = bases().into_iter().flat_map(|base| [(base, false), (base, true)]);
    for (base, backwards) in orders {
        let mut scene = Scene::on(base).await;
        let mut order: Vec<usize> = (0..22).collect();
        if backwards {
            order.reverse();
        }
        let networker = Networker::new(&scene.stage).await;
        let (_, code) = networker.plan_walk("Volgorde", places::WEST).await;
        for n in order {
            Phone::joins(&scene.stage, &code)
                .await
                .draws(Neighbours::sides(n))
                .await;
        }
        scene.moment = 1_800_000_000_000;
        scene.next_day().await;
        let told = scene.told().await;
        assert_eq!(told["state"], json!("shared"));
        answers.insert(told.to_string());
        scene.stage.end().await;
    }
    assert_eq!(answers.len(), 1);
}

#[tokio::test]
async fn a_resident_sees_the_own_line_against_the_buurt_and_only_the_own() {
    for base in bases() {
        let mut scene = Scene::on(base).await;
        let path = format!("/api/buurten/{}/mine", places::WEST);
        let wide = scene.reader.clone();
        wide.caller.get(&path).await.expect(404);
        scene.draw(14).await;
        wide.draws([-0.7, -0.7, 180.0, -0.7]).await;
        let mine = wide.caller.get(&path).await.expect(200).body;
        assert_eq!((&mine["drawn"], &mine["rank"]), (&json!(15), &json!(15)));
        assert!(
            mine.get("overlap").is_none() && mine.get("counted_in").is_none(),
            "{mine}"
        );
        scene.next_day().await;
        let mine = wide.caller.get(&path).await.expect(200).body;
        assert_eq!(mine["counted_in"], json!(1));
        let overlap = mine["overlap"].as_f64().unwrap();
        assert!((0.7..0.9).contains(&overlap), "{overlap}");
        let most = &mine["difference"];
        let metres = most["metres"].as_f64().unwrap();
        assert!(
            (130.0..230.0).contains(&metres) && most["further"] == json!(true),
            "{most}"
        );
        assert!(most["side"].as_str().unwrap().contains('e'), "{most}");
        wide.draws([-0.7, -0.7, 170.0, -0.7]).await;
        let again = wide.caller.get(&path).await.expect(200).body;
        assert_eq!(again["rank"], json!(15), "who draws anew keeps their place");
        assert!(again.get("counted_in").is_none(), "the new one is not in yet");
        scene.stage.end().await;
    }
}

#[tokio::test]
async fn the_server_publishes_by_itself_when_the_fixed_moment_has_come() {
    let mut scene = Scene::on(Base::Sqlite).await;
    // The time of day in UTC, so many minutes from now.
    let house = scene.stage.house.clone();
    let clock = |minutes: i64| Some(rfc3339(house.clock.now_ms() + minutes * 60_000)[11..16].to_owned());
    scene
        .stage
        .restart_with(|given| (given.time_zone, given.publish_at) = (Some("UTC".into()), clock(600)))
        .await;
    let networker = Networker::new(&scene.stage).await;
    let (_, code) = networker.plan_walk("Grenzen", places::WEST).await;
    scene.neighbours = Neighbours::of(&code);
    scene.draw(12).await;
    scene
        .stage
        .restart_with(|given| given.publish_at = clock(-2))
        .await;
    let admin = Networker::with(&scene.stage, Role::Admin, None).await;
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while told_to(&admin.caller).await["state"] == json!("counting") {
        assert!(std::time::Instant::now() < deadline, "it never publishes");
    }
    assert_eq!(told_to(&admin.caller).await["people"], json!(12));
    scene.stage.end().await;
}

#[tokio::test]
async fn a_drawing_that_waits_for_its_maker_is_in_no_counter_and_no_publication() {
    let mut scene = Scene::on(Base::Sqlite).await;
    scene.draw(9).await;
    let small = around_west([-320.0, -540.0, -320.0, -540.0]);
    let id = Uuid::now_v7();
    let sent = scene
        .reader
        .sends_drawing(id, &drawing(&small))
        .await
        .expect(201)
        .body;
    assert_eq!(
        (&sent["warnings"], &sent["needs_confirmation"]),
        (&json!(["warn_small"]), &json!(true))
    );
    assert!(scene.next_day().await.is_empty());
    assert_eq!(scene.told().await["drawn"], json!(9));
    let confirmation = format!("/api/drawings/{id}/confirmation");
    scene
        .reader
        .caller
        .put(&confirmation, &Value::Null)
        .await
        .expect(200);
    assert_eq!(scene.next_day().await, [places::WEST]);
    assert_eq!(scene.told().await["people"], json!(10));
    scene.stage.end().await;
}

//! Adoptions one after the other: whatever is decided, in which order and from which day on, every place stays in exactly
//! one buurt.

use crate::{
    live::Ear,
    proposals::{Scene, door, in_ms},
};
use buurtschouw::people::Role;
use harness::{
    Base, Networker, Phone,
    actors::{Answer, Caller},
    bases, places,
};
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

/// The third and the fourth buurt, east of the two.
const THIRD: &str = "TB03";
const FOURTH: &str = "TB04";

/// A street of four square buurten, and twenty residents of whom ten drew each of them.
pub(crate) struct Town {
    pub(crate) scene: Scene,
    residents: Vec<Caller>,
}

impl Town {
    pub(crate) async fn on(base: Base) -> Self {
        let scene = Scene::on(base).await;
        let more = json!({"type": "FeatureCollection", "features": [
            places::feature(THIRD, "Derde buurt", places::square(4.50, 51.895, 4.51, 51.905)),
            places::feature(FOURTH, "Vierde buurt", places::square(4.51, 51.895, 4.52, 51.905)),
        ]});
        scene.stage.import(&more.to_string(), "2026-01-01").await;
        let mut residents = Vec::new();
        for _ in 0..20 {
            residents.push(Phone::joins(&scene.stage, &scene.code).await.caller);
        }
        for resident in &residents[..10] {
            for (n, code) in [places::WEST, places::EAST, THIRD, FOURTH]
                .into_iter()
                .enumerate()
            {
                let west = 4.48 + 0.01 * n as f64;
                let rings = places::square(west, 51.895, west + 0.01, 51.905);
                let body = json!({"buurt": code, "geometry": {"type": "Polygon", "coordinates": rings}});
                let path = format!("/api/drawings/{}", Uuid::now_v7());
                resident.put(&path, &body).await.expect(201);
            }
        }
        Self { scene, residents }
    }

    /// A proposal about these buurten.
    pub(crate) async fn begins(&self, start: &str, buurten: &[&str]) -> Value {
        let body =
            json!({"title": "Een grens", "reason": "Zo heet het.", "buurten": buurten, "start": start});
        let path = format!("/api/proposals/{}", Uuid::now_v7());
        self.scene.committee.put(&path, &body).await.expect(201).body
    }

    /// The same with the line between two buurten bent to the east.
    pub(crate) async fn bends(&self, proposal: &Value, between: [&str; 2]) -> Value {
        let (index, line) = line_between(proposal, between);
        let east = line[0][0].as_f64().unwrap() + 0.002;
        let body = json!({"revision": proposal["revision"],
            "arcs": [{"index": index, "line": [line[0], [east, 51.9], line[1]]}]});
        let path = door(proposal, "arcs");
        self.scene.committee.put(&path, &body).await.expect(200).body
    }

    /// Opens it for reactions.
    async fn asks(&self, proposal: &Value) -> Answer {
        for state in ["in_progress", "ready"] {
            self.scene
                .steps(proposal, json!({"state": state}))
                .await
                .expect(200);
        }
        let open = json!({"state": "open", "closes": in_ms(86_400_000)});
        self.scene.steps(proposal, open).await
    }

    /// Asks residents whether they recognise it.
    async fn calls_a_vote(&self, proposal: &Value) -> Answer {
        let step = json!({"state": "voting", "closes": in_ms(86_400_000),
            "threshold": {"drawings": 10, "reason": "Een kleine buurt."}});
        self.scene.steps(proposal, step).await
    }

    /// Asked of all residents, who recognise it in each buurt that changes; the vote is closed.
    pub(crate) async fn wins(&self, proposal: &Value) {
        self.asks(proposal).await.expect(200);
        self.calls_a_vote(proposal).await.expect(200);
        let changed = proposal["changed"].as_array().unwrap();
        let answers = json!([{"key": "A", "answer": "yes"}, {"key": "B", "answer": "yes"}]);
        for resident in &self.residents {
            for buurt in changed {
                let path = door(proposal, &format!("votes/{}", Uuid::now_v7()));
                let body = json!({"buurt": buurt, "answers": answers});
                resident.put(&path, &body).await.expect(201);
            }
        }
        self.scene.closes_the_vote(proposal).await;
    }

    /// What its checks say to the committee of the border that it began from.
    async fn base_stands(&self, proposal: &Value) -> Option<bool> {
        let shown = self.scene.committee.get(&door(proposal, "")).await;
        stands(&shown.expect(200).body)
    }

    /// Adopts from this many days after today on.
    pub(crate) async fn adopts(&self, proposal: &Value, in_days: usize) -> Answer {
        let today = self.scene.stage.house.today();
        let day = (0..in_days).fold(today, |day, _| day.tomorrow().unwrap());
        let now = self
            .scene
            .committee
            .get(&door(proposal, ""))
            .await
            .expect(200)
            .body;
        let body = json!({"revision": now["revision"], "valid_from": day.to_string()});
        let path = door(proposal, "adoption");
        self.scene.committee.post(&path, &body).await
    }
}

/// The arc between two buurten, and its line.
fn line_between(proposal: &Value, between: [&str; 2]) -> (usize, Value) {
    let face = |place: &Value| {
        let place = usize::try_from(place.as_u64()?).ok()?;
        proposal["coverage"]["faces"][place]["code"].as_str()
    };
    let arcs = proposal["coverage"]["arcs"].as_array().unwrap();
    let is_it = |arc: &Value| {
        let sides = [face(&arc["left"]), face(&arc["right"])];
        between.iter().all(|code| sides.contains(&Some(code)))
    };
    let index = arcs.iter().position(is_it).unwrap();
    (index, arcs[index]["line"].clone())
}

fn is_base_gone(answer: Answer) {
    let refused = answer.expect(422);
    assert_eq!(refused.faults(), [(String::new(), "base_gone".to_owned())]);
    let told = &refused.body["faults"][0];
    assert!(told["nl"].as_str().unwrap().contains("nieuw voorstel"), "{told}");
    assert!(told["en"].as_str().unwrap().contains("new proposal"), "{told}");
}

#[tokio::test]
async fn who_began_from_the_official_map_does_not_bring_back_a_line_that_others_moved() {
    let town = Town::on(Base::Sqlite).await;
    let first = town.begins("adopted", &[places::WEST, places::EAST]).await;
    let first = town.bends(&first, [places::WEST, places::EAST]).await;
    // Begun before, and about all three: it is not overtaken, but it moves only the line beside.
    let second = town
        .begins("official", &[places::WEST, places::EAST, THIRD])
        .await;
    let second = town.bends(&second, [places::EAST, THIRD]).await;
    let third = town
        .begins("official", &[places::WEST, places::EAST, THIRD])
        .await;
    let third = town.bends(&third, [places::EAST, THIRD]).await;
    let fourth = town
        .begins("official", &[places::WEST, places::EAST, THIRD])
        .await;
    let fourth = town.bends(&fourth, [places::EAST, THIRD]).await;
    town.asks(&fourth).await.expect(200);
    town.wins(&first).await;
    town.wins(&second).await;
    for proposal in [&second, &third, &fourth] {
        assert_eq!(town.base_stands(proposal).await, Some(true));
    }
    town.adopts(&first, 0).await.expect(200);
    // Told where it is looked at, and wherever somebody would go on with it.
    for proposal in [&second, &third, &fourth] {
        assert_eq!(town.base_stands(proposal).await, Some(false));
    }
    is_base_gone(town.asks(&third).await);
    is_base_gone(town.calls_a_vote(&fourth).await);
    is_base_gone(town.adopts(&second, 0).await);
    // It is of the committee: who reads is not told, and back and away it still goes.
    let shown = town.residents[0].get(&door(&fourth, "")).await.expect(200).body;
    assert_eq!(stands(&shown), None);
    town.scene
        .steps(&fourth, json!({"state": "in_progress"}))
        .await
        .expect(200);
    let stop = json!({"state": "rejected", "reason": "De grens lag al anders."});
    town.scene.steps(&fourth, stop).await.expect(200);
    assert_eq!(town.base_stands(&fourth).await, None, "it is over");
    town.scene.stage.end().await;
}

#[tokio::test]
async fn who_follows_a_walk_hears_that_findings_lie_in_another_buurt_since_an_adoption() {
    for base in bases() {
        let town = Town::on(base).await;
        let pair = [places::WEST, places::EAST];
        let moves = town.bends(&town.begins("adopted", &pair).await, pair).await;
        town.wins(&moves).await;
        let phone = &town.scene.resident;
        let id = Uuid::now_v7();
        // Just east of the line between both, where it bends east.
        let found = phone.finding("zwerfafval", [4.4905, 51.9]);
        phone.sends(id, &found).await.expect(201);
        let lies = async || phone.sees().await[0]["properties"]["buurt"].clone();
        assert_eq!(lies().await, json!(places::EAST));
        let mut ear = Ear::of(&phone.caller, phone.walk, None).await;
        let heard = ear.id.clone();

        town.adopts(&moves, 0).await.expect(200);
        assert_eq!(ear.next().await, ("borders".to_owned(), json!({})));
        assert_eq!(lies().await, json!(places::WEST));
        // Who slept through it hears of it on coming back, and who comes anew has nothing to hear.
        let mut late = Ear::of(&phone.caller, phone.walk, Some(&heard)).await;
        assert_eq!(late.next().await.0, "borders");
        let other = Phone::joins(&town.scene.stage, &town.scene.code).await;
        let mut fresh = Ear::of(&other.caller, other.walk, None).await;
        let next = Uuid::now_v7();
        phone
            .sends(next, &phone.finding("zwerfafval", [4.485, 51.9]))
            .await
            .expect(201);
        for ear in [&mut ear, &mut late, &mut fresh] {
            let (name, told) = ear.next().await;
            assert_eq!((name.as_str(), &told["id"]), ("finding", &json!(next)));
        }
        town.scene.stage.end().await;
    }
}

/// What the checks of a proposal say of the border that it began from.
fn stands(proposal: &Value) -> Option<bool> {
    let checks = proposal["checks"].as_array().unwrap();
    let own = checks.iter().find(|check| check["code"] == "base_stands")?;
    own["ok"].as_bool()
}

#[tokio::test]
async fn what_was_adopted_from_a_later_day_still_meets_its_neighbours_when_that_day_comes() {
    let town = Town::on(Base::Sqlite).await;
    let later = town.begins("adopted", &[places::WEST, places::EAST]).await;
    let later = town.bends(&later, [places::WEST, places::EAST]).await;
    town.wins(&later).await;
    town.adopts(&later, 10).await.expect(200);
    // Begun from the borders of today, with the buurt in the middle.
    let sooner = town.begins("adopted", &[places::EAST, THIRD]).await;
    let sooner = town.bends(&sooner, [places::EAST, THIRD]).await;
    assert_eq!(town.base_stands(&sooner).await, Some(false));
    is_base_gone(town.asks(&sooner).await);
    // Beside what changes later nothing is in the way: not of the buurt that gets other borders on its other side.
    let beside = town.begins("adopted", &[THIRD, FOURTH]).await;
    let beside = town.bends(&beside, [THIRD, FOURTH]).await;
    town.wins(&beside).await;
    town.adopts(&beside, 0).await.expect(200);
    town.scene.stage.end().await;
}

#[tokio::test]
async fn while_one_proposal_is_adopted_others_that_it_overtakes_can_be_changed_without_a_knot() {
    for base in bases() {
        let town = Town::on(base).await;
        let pair = [places::WEST, places::EAST];
        let first = town.bends(&town.begins("adopted", &pair).await, pair).await;
        town.wins(&first).await;
        let mut changing = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let other = town.begins("adopted", &pair).await;
            let staff = Networker::with(&town.scene.stage, Role::Committee, None).await;
            changing.spawn(keeps_changing(staff.caller, other));
        }
        town.adopts(&first, 0).await.expect(200);
        let ends = tokio::time::timeout(Duration::from_secs(60), changing.join_all());
        let ends = ends.await.expect("all are told that it is over");
        assert!(ends.iter().all(|state| state == "superseded"), "{ends:?}");
        town.scene.stage.end().await;
    }
}

/// Locks and unlocks until the proposal is over; gives the word of its state then.
async fn keeps_changing(staff: Caller, mut proposal: Value) -> String {
    let path = door(&proposal, "locked");
    for n in 0.. {
        let locked = if n % 2 == 0 {
            json!([places::EAST])
        } else {
            json!([])
        };
        let body = json!({"revision": proposal["revision"], "locked": locked});
        let answer = staff.put(&path, &body).await;
        match (answer.status, answer.code()) {
            (200, _) => proposal = answer.body,
            (409, "changed_meanwhile" | "not_in_this_state") => break,
            (status, code) => return format!("{status} {code}"),
        }
    }
    let now = staff.get(&door(&proposal, "")).await.expect(200).body;
    now["state"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_adopted_border_stays_over_a_later_import_which_names_it_until_it_is_told_to_replace_it() {
    use buurtschouw::boundaries::import::Adopted;
    let town = Town::on(Base::Sqlite).await;
    let pair = [places::WEST, places::EAST];
    let first = town.bends(&town.begins("adopted", &pair).await, pair).await;
    town.wins(&first).await;
    town.adopts(&first, 0).await.expect(200);
    let year = json!({"type": "FeatureCollection", "features": [
        places::feature(places::WEST, "Westbuurt", places::square(4.48, 51.895, 4.489, 51.905)),
        places::feature(THIRD, "Derde buurt", places::square(4.50, 51.895, 4.51, 51.906)),
    ]});
    let year = year.to_string();
    let done = imported(&town, &year, "2098-01-01", Adopted::Stay).await;
    assert_eq!((done.new, done.unchanged), (2, 0));
    let named: Vec<_> = done
        .adopted_stay
        .iter()
        .map(|border| border.code.as_str())
        .collect();
    assert_eq!(named, [places::WEST]);
    assert_eq!(done.adopted_stay[0].name, "Westbuurt");
    let differs = done.adopted_stay[0].differs_m2;
    assert!((150_000..156_000).contains(&differs), "{differs}");
    assert_eq!(town.kinds_on("2098-01-01").await[..2], ["adopted", "adopted"]);

    let done = imported(&town, &year, "2099-01-01", Adopted::Replaced).await;
    assert_eq!((done.new, done.unchanged, done.adopted_stay.len()), (1, 1, 0));
    assert_eq!(town.kinds_on("2098-12-31").await[..2], ["adopted", "adopted"]);
    assert_eq!(town.kinds_on("2099-01-01").await[..2], ["official", "adopted"]);
    let versions = town.scene.committee.get("/api/buurten/versions").await;
    let told = versions.expect(200).body["versions"].clone();
    for (n, in_force) in [(0, true), (1, false)] {
        let west = &told[n]["buurten"][0];
        assert_eq!(
            (&west["code"], &west["in_force"]),
            (&json!(places::WEST), &json!(in_force))
        );
    }
    town.scene.stage.end().await;
}

async fn imported(
    town: &Town,
    text: &str,
    day: &str,
    adopted: buurtschouw::boundaries::import::Adopted,
) -> buurtschouw::boundaries::import::Imported {
    use buurtschouw::{
        boundaries::{import::import, read_file},
        clock::Clock,
    };
    let judged = read_file::read_file(text, &read_file::Naming::default(), |_, _| {}).unwrap();
    let db = &town.scene.stage.house.db;
    import(db, &Clock::Machine, judged, day, adopted).await.unwrap()
}

impl Town {
    /// The kinds of the borders in force on a day, by code.
    pub(crate) async fn kinds_on(&self, day: &str) -> Vec<String> {
        let path = format!("/api/buurten?on={day}");
        let told = self.scene.committee.get(&path).await.expect(200).body;
        let kind = |feature: &Value| feature["properties"]["kind"].as_str().unwrap().to_owned();
        told["features"].as_array().unwrap().iter().map(kind).collect()
    }
}

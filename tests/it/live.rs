//! What others find on a walk is heard at once, taken up again after a cut, and heard by nobody else.

use buurtschouw::{
    live::{Note, What},
    people::Role,
    store::outbox,
};
use harness::{Networker, Phone, Stage, actors::Caller, bases, photos, places};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// The longest that a test waits for an event.
const PATIENCE: Duration = Duration::from_secs(10);

/// A stream that is being listened to.
pub(crate) struct Ear {
    response: Response,
    text: String,
    /// The id that was heard last.
    pub(crate) id: String,
}

/// An event: its name and its data.
pub(crate) type Told = (String, Value);

async fn asks(caller: &Caller, query: &str, last: Option<&str>) -> Response {
    let mut request = caller.request(Method::GET, &format!("/api/live?{query}"));
    if let Some(last) = last {
        request = request.header("Last-Event-ID", last);
    }
    request.send().await.unwrap()
}

impl Ear {
    pub(crate) async fn of(caller: &Caller, walk: Uuid, last: Option<&str>) -> Self {
        let response = asks(caller, &format!("walk={walk}"), last).await;
        assert_eq!(response.status().as_u16(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut ear = Self {
            response,
            text: String::new(),
            id: String::new(),
        };
        assert_eq!(ear.next().await, ("hello".to_owned(), json!({})));
        ear
    }

    /// The next event of a finding; who joined before is told to the walk a moment later.
    pub(crate) async fn next(&mut self) -> Told {
        loop {
            let told = self.any().await;
            if told.0 != "walk" {
                return told;
            }
        }
    }

    async fn any(&mut self) -> Told {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.text = rest;
                if let Some(told) = self.read(&block) {
                    return told;
                }
                continue;
            }
            let piece = tokio::time::timeout(PATIENCE, self.response.chunk()).await;
            let piece = piece.unwrap().unwrap().unwrap();
            self.text.push_str(std::str::from_utf8(&piece).unwrap());
        }
    }

    fn read(&mut self, block: &str) -> Option<Told> {
        let (mut name, mut data) = (None, Value::Null);
        for line in block.lines() {
            match line.split_once(": ") {
                Some(("id", id)) => self.id = id.to_owned(),
                Some(("event", word)) => name = Some(word.to_owned()),
                Some(("data", text)) => data = serde_json::from_str(text).unwrap(),
                _ => {}
            }
        }
        name.map(|name| (name, data))
    }

    async fn hears(&mut self, count: usize) -> Vec<Told> {
        let mut heard = Vec::new();
        for _ in 0..count {
            heard.push(self.next().await);
        }
        heard
    }
}

async fn stage_with_phones(base: harness::Base) -> (Stage, Networker, Phone, Phone) {
    let stage = Stage::on(base).await;
    stage.import(&places::two_buurten(), "2026-01-01").await;
    let networker = Networker::new(&stage).await;
    let (_, code) = networker.plan_walk("Schouw", places::WEST).await;
    let (maker, other) = (
        Phone::joins(&stage, &code).await,
        Phone::joins(&stage, &code).await,
    );
    (stage, networker, maker, other)
}

async fn confirms(phone: &Phone, finding: Uuid) {
    let path = format!("/api/findings/{finding}/confirmations/{}", Uuid::now_v7());
    let body = json!({"observed_at": "2026-11-20T20:20:00+01:00"});
    phone.caller.put(&path, &body).await.expect(201);
}

#[tokio::test]
async fn what_others_find_is_heard_within_a_second_as_lists_tell_it() {
    for base in bases() {
        let (stage, _, maker, other) = stage_with_phones(base).await;
        let mut ear = Ear::of(&other.caller, other.walk, None).await;
        for n in 0..5 {
            let id = Uuid::now_v7();
            let mut body = maker.finding("lamp-uit", [4.4812 + f64::from(n) * 1e-3, 51.9]);
            body["note"] = json!("Al \"weken\"\nkapot");
            let sent = Instant::now();
            maker.sends(id, &body).await.expect(201);
            let (name, told) = ear.next().await;
            let took = sent.elapsed();
            assert!(took < Duration::from_secs(1), "{took:?}");
            assert_eq!((name.as_str(), &told["id"]), ("finding", &json!(id)));
            assert!(other.sees().await.contains(&told), "{told}");
        }
        stage.end().await;
    }
}

#[tokio::test]
async fn everything_that_happens_on_the_walk_is_told_in_order_and_after_a_cut_what_was_missed() {
    for base in bases() {
        let (stage, networker, maker, other) = stage_with_phones(base).await;
        let (walk_elsewhere, code) = networker.plan_walk("Andere", places::EAST).await;
        let stranger = Phone::joins(&stage, &code).await;
        let mut ear = Ear::of(&other.caller, other.walk, None).await;
        let first = maker.records("lamp-uit", places::IN_WEST).await;
        assert_eq!(ear.next().await.1["id"], json!(first));
        let cut = ear.id.clone();

        stranger.records("lamp-uit", places::IN_EAST).await;
        let (second, photo) = (Uuid::now_v7(), Uuid::now_v7());
        let mut body = maker.finding("gevoel", places::IN_WEST);
        body["photos"] = json!([photo]);
        maker.sends(second, &body).await.expect(201);
        // A finding is told as it is when it is told: each is heard before the next deed.
        let (name, told) = ear.next().await;
        assert_eq!((name.as_str(), &told["id"]), ("finding", &json!(second)));
        assert_eq!(
            told["properties"]["photos"],
            json!([]),
            "a promise is its maker's"
        );
        let picture = photos::jpeg(64, 48, 1);
        maker.caller.put_photo(photo, &picture).await.expect(201);
        let told = ear.next().await;
        assert_eq!(told, ("photo".into(), json!({"finding": second, "photo": photo})));
        confirms(&other, first).await;
        let told = ear.next().await;
        assert_eq!(
            told,
            (
                "confirmation".into(),
                json!({"finding": first, "confirmations": 1})
            )
        );
        let change = json!({"made_at": "2026-11-20T20:30:00+01:00", "note": "Twee lampen"});
        let path = format!("/api/findings/{first}/changes/{}", Uuid::now_v7());
        maker.caller.put(&path, &change).await.expect(201);
        assert_eq!(ear.next().await.1["properties"]["note"], "Twee lampen");
        let path = format!("/api/findings/{first}");
        maker.caller.delete(&path).await.expect(204);
        let told = ear.next().await;
        assert_eq!(told, ("finding".into(), json!({"id": first, "withdrawn": true})));
        drop(ear);

        // What went meanwhile is told as gone, not as it was.
        for last in [Some(cut.as_str()), None] {
            let mut ear = match last {
                Some(last) => Ear::of(&other.caller, other.walk, Some(last)).await,
                None => {
                    let query = format!("walk={}&last={cut}", other.walk);
                    let response = asks(&other.caller, &query, None).await;
                    let (text, id) = (String::new(), String::new());
                    let mut ear = Ear { response, text, id };
                    ear.next().await;
                    ear
                }
            };
            assert_eq!(ear.id, cut, "a second cut loses nothing");
            let names: Vec<String> = ear.hears(3).await.into_iter().map(|(name, _)| name).collect();
            assert_eq!(names, ["finding", "photo", "finding"]);
        }
        let mut theirs = Ear::of(&stranger.caller, walk_elsewhere, Some(&cut)).await;
        let heard = theirs.next().await;
        assert_eq!(heard.1["properties"]["walk"], json!(walk_elsewhere));
        stage.end().await;
    }
}

#[tokio::test]
async fn who_missed_too_much_is_told_to_read_anew_and_a_stop_ends_all_streams() {
    for base in bases() {
        let (mut stage, _, maker, other) = stage_with_phones(base).await;
        let mut ear = Ear::of(&other.caller, other.walk, Some("99999999")).await;
        assert_eq!(ear.next().await.0, "reload");
        let (first, _) = (maker.records("lamp-uit", places::IN_WEST).await, ear.next().await);
        let before = ear.id.clone();
        maker
            .caller
            .delete(&format!("/api/findings/{first}"))
            .await
            .expect(204);
        ear.next().await;
        let last = ear.id.clone();
        let stopping = Instant::now();
        stage.restart().await;
        assert!(
            stopping.elapsed() < Duration::from_secs(3),
            "{:?}",
            stopping.elapsed()
        );
        while let Ok(Some(_)) = ear.response.chunk().await {}
        let mut caller = other.caller.clone();
        caller.url = stage.url.clone();
        let mut late = Ear::of(&caller, other.walk, Some(&before)).await;
        assert_eq!(late.next().await.0, "reload", "not kept over a stop");
        let mut waiting = Ear::of(&caller, other.walk, Some(&last)).await;
        let mut maker = maker;
        maker.caller.url = stage.url.clone();
        let next = maker.records("lamp-uit", places::IN_WEST).await;
        for ear in [&mut late, &mut waiting] {
            assert_eq!(ear.next().await.1["id"], json!(next));
        }
        stage.end().await;
    }
}

#[tokio::test]
async fn a_stranger_hears_nothing_and_a_fifth_stream_ends_the_oldest() {
    let (stage, networker, maker, other) = stage_with_phones(harness::Base::Sqlite).await;
    let (_, code) = networker.plan_walk("Andere", places::EAST).await;
    let stranger = Phone::joins(&stage, &code).await.caller;
    let elsewhere = Networker::with(&stage, Role::Committee, Some(places::EAST))
        .await
        .caller;
    let committee = Networker::with(&stage, Role::Committee, Some(places::WEST))
        .await
        .caller;
    let (nobody, walk) = (Caller::nobody(&stage), format!("walk={}", maker.walk));
    let unknown = format!("walk={}", Uuid::now_v7());
    for (caller, query, status) in [
        (&stranger, &walk, 404),
        (&elsewhere, &walk, 404),
        (&nobody, &walk, 401),
        (&networker.caller, &unknown, 404),
        (&maker.caller, &unknown, 404),
        (&maker.caller, &String::new(), 422),
    ] {
        let answer = asks(caller, query, None).await;
        assert_eq!(answer.status().as_u16(), status, "{query}");
    }
    let mut staff = Ear::of(&committee, maker.walk, None).await;
    let mut city = Ear::of(&networker.caller, maker.walk, None).await;
    let far = maker.records("lamp-uit", places::IN_EAST).await;
    let near = maker.records("lamp-uit", places::IN_WEST).await;
    assert_eq!(
        staff.next().await.1["id"],
        json!(near),
        "what lies in another buurt is not theirs"
    );
    assert_eq!(city.next().await.1["id"], json!(far));

    let mut ears = Vec::new();
    for _ in 0..5 {
        ears.push(Ear::of(&other.caller, other.walk, None).await);
        assert!(stage.house.live.listeners() <= 6, "4 of one person at most");
    }
    let mut oldest = ears.remove(0);
    let mut rest = oldest.text;
    while let Some(piece) = oldest.response.chunk().await.unwrap() {
        rest.push_str(std::str::from_utf8(&piece).unwrap());
    }
    assert!(
        rest.ends_with("retry: 60000\n\n"),
        "not to come back at once: {rest}"
    );
    let next = maker.records("lamp-uit", places::IN_WEST).await;
    for ear in &mut ears {
        while ear.next().await.1["id"] != json!(next) {}
    }
    stage.end().await;
}

#[tokio::test]
async fn what_moves_to_another_buurt_leaves_the_map_of_staff_of_the_first() {
    for base in bases() {
        let (stage, _, maker, other) = stage_with_phones(base).await;
        let committee = Networker::with(&stage, Role::Committee, Some(places::WEST)).await;
        let mut staff = Ear::of(&committee.caller, maker.walk, None).await;
        let mut walker = Ear::of(&other.caller, other.walk, None).await;
        let finding = maker.records("lamp-uit", places::IN_WEST).await;
        for ear in [&mut staff, &mut walker] {
            assert_eq!(ear.next().await.1["id"], json!(finding));
        }
        let moved = json!({"made_at": "2026-11-20T20:30:00+01:00",
            "position": {"lon": places::IN_EAST[0], "lat": places::IN_EAST[1]}});
        let path = format!("/api/findings/{finding}/changes/{}", Uuid::now_v7());
        maker.caller.put(&path, &moved).await.expect(201);
        assert_eq!(staff.next().await.1, json!({"id": finding, "withdrawn": true}));
        assert_eq!(walker.next().await.1["properties"]["buurt"], places::EAST);
        stage.end().await;
    }
}

#[tokio::test]
async fn many_events_that_were_missed_come_all_and_in_order() {
    let (stage, _, maker, other) = stage_with_phones(harness::Base::Sqlite).await;
    let mut ear = Ear::of(&other.caller, other.walk, None).await;
    let first = maker.records("lamp-uit", places::IN_WEST).await;
    assert_eq!(ear.next().await.1["id"], json!(first));
    let cut = ear.id.clone();
    drop(ear);
    let mut missed = Vec::new();
    for _ in 0..150 {
        missed.push(json!(maker.records("lamp-uit", places::IN_WEST).await));
    }
    let mut ear = Ear::of(&other.caller, other.walk, Some(&cut)).await;
    let heard = ear.hears(missed.len()).await;
    let heard: Vec<Value> = heard.into_iter().map(|(_, told)| told["id"].clone()).collect();
    assert_eq!(heard, missed);
    stage.end().await;
}

#[tokio::test]
async fn a_walk_that_cannot_be_read_just_now_is_to_be_read_anew() {
    let (stage, _, _, other) = stage_with_phones(harness::Base::Sqlite).await;
    let mut ear = Ear::of(&other.caller, other.walk, None).await;
    stage.house.db.close().await;
    let (walk, seq) = (other.walk, stage.house.live.seq() + 1);
    let note = Note {
        seq,
        walk,
        what: What::Walk,
    };
    stage.house.live.tell(vec![note], seq);
    assert_eq!(ear.next().await.0, "reload");
    assert_eq!(ear.id, seq.to_string());
    stage.end().await;
}

#[tokio::test]
async fn who_joins_is_told_to_those_who_walk() {
    let (stage, networker, ..) = stage_with_phones(harness::Base::Sqlite).await;
    let (walk, code) = networker.plan_walk("Nachtschouw", places::WEST).await;
    let first = Phone::joins(&stage, &code).await;
    let mut ear = Ear::of(&first.caller, walk, None).await;
    Phone::joins(&stage, &code).await;
    let (name, told) = ear.any().await;
    assert_eq!((name.as_str(), &told["title"]), ("walk", &json!("Nachtschouw")));
    assert!(told.get("my_name").is_none());
    stage.end().await;
}

#[tokio::test]
async fn who_stops_and_comes_back_is_told_to_those_who_walk() {
    let (stage, networker, ..) = stage_with_phones(harness::Base::Sqlite).await;
    let (walk, code) = networker.plan_walk("Nachtschouw", places::WEST).await;
    let first = Phone::joins(&stage, &code).await;
    let second = Phone::joins(&stage, &code).await;
    let mut ear = Ear::of(&first.caller, walk, None).await;
    // Joins of a moment ago may still come first: heard is what was written since.
    let hears = async |ear: &mut Ear, before: i64| {
        let written = outbox::last(&stage.house.db).await.unwrap();
        assert!(written > before, "nothing was written for the others");
        while ear.id.parse::<i64>().unwrap() < written {
            assert_eq!(ear.any().await.0, "walk");
        }
    };
    let so_far = async || outbox::last(&stage.house.db).await.unwrap();
    let before = so_far().await;
    let own = format!("/api/walks/{walk}/me");
    second.caller.put(&own, &json!({"left": true})).await.expect(200);
    hears(&mut ear, before).await;
    assert!(
        !Ear::of(&second.caller, walk, None).await.id.is_empty(),
        "who left goes on hearing"
    );
    let before = so_far().await;
    second
        .caller
        .post("/api/join", &json!({"code": code}))
        .await
        .expect(200);
    hears(&mut ear, before).await;
    stage.end().await;
}

#[tokio::test]
async fn staff_who_joined_a_walk_in_another_buurt_hear_and_see_it_as_its_people_do_and_do_not_lead_it() {
    for base in bases() {
        let (stage, networker, maker, _) = stage_with_phones(base).await;
        let (walk, code) = networker.plan_walk("Samen", places::WEST).await;
        let maker = {
            maker
                .caller
                .post("/api/join", &json!({"code": code}))
                .await
                .expect(200);
            Phone { walk, ..maker }
        };
        let staff = Networker::with(&stage, Role::Networker, Some(places::EAST))
            .await
            .caller;
        assert_eq!(
            asks(&staff, &format!("walk={walk}"), None)
                .await
                .status()
                .as_u16(),
            404
        );
        staff
            .post("/api/join", &json!({"code": code, "name": "Noor"}))
            .await
            .expect(200);
        let mut ear = Ear::of(&staff, walk, None).await;
        let id = maker.records("gevoel", places::IN_WEST).await;
        assert_eq!(ear.next().await.1["id"], json!(id));
        staff.get(&format!("/api/findings/{id}")).await.expect(200);
        maker
            .caller
            .delete(&format!("/api/findings/{id}"))
            .await
            .expect(204);
        assert_eq!(ear.next().await.1, json!({"id": id, "withdrawn": true}));
        let page = staff.get(&format!("/api/walks/{walk}")).await.expect(200).body;
        assert!(page["code"].is_null() && page["link"].is_null(), "{page}");
        let ends = json!({"state": "ended", "at": "2026-11-20T20:20:00+01:00"});
        staff
            .put(&format!("/api/walks/{walk}/state"), &ends)
            .await
            .expect(403);
        stage.end().await;
    }
}

#[tokio::test]
async fn a_silent_stream_says_within_half_a_minute_that_it_is_there() {
    let (stage, _, _, other) = stage_with_phones(harness::Base::Sqlite).await;
    let mut ear = Ear::of(&other.caller, other.walk, None).await;
    let beat = async {
        while !ear.text.contains(":\nid: ") {
            let piece = ear.response.chunk().await.unwrap().expect("no end");
            ear.text.push_str(std::str::from_utf8(&piece).unwrap());
        }
    };
    tokio::time::timeout(Duration::from_secs(29), beat)
        .await
        .expect("a sign of life");
    stage.end().await;
}

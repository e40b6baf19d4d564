//! Hotspots through the door: six people make a place, one eager person does not.

use harness::{District, Phone, Stage, bases, lonely, places};
use serde_json::{Value, json};
use std::io::Read;
use uuid::Uuid;

/// Twenty-four people who each see one thing somewhere of their own, so that there is an ordinary background.
async fn background(stage: &Stage, code: &str) -> Vec<Phone> {
    let mut phones = Vec::new();
    for n in 0..24u32 {
        let phone = Phone::joins(stage, code).await;
        let at = lonely(n);
        record(&phone, "zwerfafval", at, 1 + n % 9).await;
        phones.push(phone);
    }
    phones
}

async fn record(phone: &Phone, category: &str, at: [f64; 2], day: u32) {
    let mut body = phone.finding(category, at);
    body["observed_at"] = json!(format!("2026-11-{day:02}T19:00:00Z"));
    phone.sends(Uuid::now_v7(), &body).await.expect(201);
}

const WINDOW: &str = "since=2026-10-01&until=2026-12-01";

async fn hotspots(phone: &Phone, more: &str) -> Value {
    phone
        .caller
        .get(&format!("/api/hotspots?{WINDOW}{more}"))
        .await
        .expect(200)
        .body
}

#[tokio::test]
async fn six_people_make_a_place_and_one_eager_person_does_not() {
    for base in bases() {
        let District { stage, code, .. } = District::on(base).await;
        let phones = background(&stage, &code).await;
        let eager = &phones[0];
        for n in 0..50 {
            record(eager, "lamp-uit", [4.4971, 51.9031], 1 + n % 20).await;
        }
        for (n, phone) in (0u32..).zip(&phones[2..8]) {
            record(
                phone,
                "struik-hoog",
                [4.4852 + 0.00005 * f64::from(n), 51.8999],
                3 + n,
            )
            .await;
        }
        let plain = hotspots(&phones[1], "").await;
        let untold = &plain["features"][0]["properties"]["finding_ids"];
        assert_eq!(untold, &json!(null), "findings are named to who asks for them");
        let found = hotspots(&phones[1], "&include=findings").await;
        assert_eq!(found["too_few"], false);
        let features = found["features"].as_array().unwrap();
        assert_eq!(features.len(), 1, "{features:#?}");
        let place = &features[0]["properties"];
        assert_eq!(place["class"], "clear");
        assert_eq!(place["people"], 6);
        assert_eq!(place["findings"], 6);
        assert_eq!(place["days"], 6);
        assert_eq!(place["buurt"], places::WEST);
        assert_eq!(place["name"], "Plek in Westbuurt");
        assert_eq!(place["measures"][0]["kind"], "snoei");
        assert_eq!(place["finding_ids"].as_array().unwrap().len(), 6);
        assert!(place["ratio"].as_f64().unwrap() > 3.0);
        assert_eq!(features[0]["geometry"]["type"], "MultiPolygon");
        assert_eq!(hotspots(&phones[1], "&buurt=TB02").await["features"], json!([]));
        assert_eq!(
            hotspots(&phones[1], "&bbox=4.48,51.89,4.49,51.91").await["features"]
                .as_array()
                .unwrap()
                .len(),
            1
        );
        assert_eq!(
            hotspots(&phones[1], "&category=licht").await["features"],
            json!([])
        );
        let once = hotspots(&phones[1], "&category=groen,schoon").await["features"].clone();
        assert_eq!(once.as_array().unwrap().len(), 1);
        let twice = hotspots(&phones[1], "&category=schoon,groen,schoon").await;
        assert_eq!(twice["features"], once, "the same question however it is written");
        assert_eq!(hotspots(&phones[1], "&daylight=day").await["too_few"], true);
        stage.end().await;
    }
}

#[tokio::test]
async fn with_few_findings_nothing_is_called_a_place() {
    let District { stage, code, .. } = District::on(harness::Base::Sqlite).await;
    let phone = Phone::joins(&stage, &code).await;
    record(&phone, "lamp-uit", places::IN_WEST, 4).await;
    let found = hotspots(&phone, "").await;
    assert_eq!(
        (found["too_few"].clone(), found["people"].clone()),
        (json!(true), json!(0))
    );
    let wrong = phone
        .caller
        .get("/api/hotspots?daylight=noon&since=2026-12-01&until=2026-11-01&x=1")
        .await
        .expect(422);
    assert_eq!(wrong.faults().len(), 3);
    stage.end().await;
}

#[tokio::test]
async fn personal_findings_count_for_staff_and_not_for_walkers() {
    let District {
        stage,
        networker,
        code,
        ..
    } = District::on(harness::Base::Sqlite).await;
    let phones = background(&stage, &code).await;
    for (n, phone) in (0u32..).zip(&phones[..7]) {
        record(phone, "gevoel", [4.4852, 51.8999], 3 + n).await;
    }
    assert_eq!(hotspots(&phones[1], "").await["features"], json!([]));
    let seen = networker
        .caller
        .get(&format!("/api/hotspots?{WINDOW}"))
        .await
        .expect(200)
        .body;
    assert_eq!(seen["features"].as_array().unwrap().len(), 1);
    stage.end().await;
}

/// A district with one place, told in this order; gives what the networker is answered.
async fn told_in_order(base: harness::Base, backwards: bool) -> String {
    let District {
        stage,
        networker,
        code,
        ..
    } = District::on(base).await;
    let mut phones = Vec::new();
    for _ in 0..24 {
        phones.push(Phone::joins(&stage, &code).await);
    }
    let mut deeds: Vec<(usize, &str, [f64; 2], u32)> = (0..24_u32)
        .map(|n| (n as usize, "zwerfafval", lonely(n), 1 + n % 9))
        .chain((0..7).map(|n| (n, "struik-hoog", [4.4852, 51.8999], 3 + n as u32)))
        .collect();
    if backwards {
        deeds.reverse();
    }
    for (phone, category, at, day) in deeds {
        record(&phones[phone], category, at, day).await;
    }
    let told = networker
        .caller
        .get(&format!("/api/hotspots?{WINDOW}"))
        .await
        .expect(200);
    let mut body = told.body;
    // The number of the state of the findings is the server's own.
    body["parameters"]["version"] = Value::Null;
    stage.end().await;
    body.to_string()
}

#[tokio::test]
async fn the_same_findings_give_the_same_bytes_in_any_order_and_on_both_databases() {
    let first = told_in_order(harness::Base::Sqlite, false).await;
    assert!(first.contains("struik") || first.contains("groen"), "{first}");
    for base in bases() {
        assert_eq!(told_in_order(base, true).await, first);
    }
}

#[tokio::test]
async fn an_answer_that_is_known_is_not_reckoned_or_sent_again_until_a_finding_comes() {
    let District {
        stage,
        networker,
        code,
        ..
    } = District::on(harness::Base::Sqlite).await;
    let phones = background(&stage, &code).await;
    for (n, phone) in (0u32..).zip(&phones[..7]) {
        record(phone, "struik-hoog", [4.4852, 51.8999], 3 + n).await;
    }
    let path = format!("/api/hotspots?{WINDOW}");
    let first = networker.caller.get(&path).await.expect(200);
    let tag = first.headers["etag"].clone();
    let ask = || {
        let request = networker.caller.request(reqwest::Method::GET, &path);
        request.header("if-none-match", tag.clone()).send()
    };
    assert_eq!(ask().await.unwrap().status(), 304);
    let other = networker
        .caller
        .get(&format!("{path}&daylight=dark"))
        .await
        .expect(200);
    assert_ne!(other.headers["etag"], tag);
    let walker = phones[0].caller.get(&path).await.expect(200);
    assert_ne!(walker.headers["etag"], tag, "who asks is part of the answer");
    for known in [false, true] {
        let request = networker.caller.request(reqwest::Method::GET, &path);
        let small = request.header("accept-encoding", "gzip").send().await.unwrap();
        assert_eq!(small.headers()["content-encoding"], "gzip", "remembered: {known}");
        assert_eq!(small.headers()["vary"], "accept-encoding");
        assert_eq!(small.headers()["etag"], tag);
        let small = small.bytes().await.unwrap();
        let mut plain = String::new();
        flate2::read::GzDecoder::new(&small[..])
            .read_to_string(&mut plain)
            .unwrap();
        assert_eq!(plain.as_bytes(), first.bytes);
    }
    record(&phones[9], "lamp-uit", places::IN_EAST, 9).await;
    assert_eq!(ask().await.unwrap().status(), 200);

    let [lon, lat] = [4.4852, 51.8999];
    let tile = spatial::tile::TileId::at(15, spatial::index::Spot::of(spatial::Lonlat::new(lon, lat)));
    let (z, x, y) = tile.unwrap().parts();
    let tile = networker
        .caller
        .get(&format!("/tiles/hotspots/{z}/{x}/{y}.mvt?{WINDOW}"))
        .await
        .expect(200);
    let reader = mvt_reader::Reader::new(tile.bytes).unwrap();
    assert_eq!(reader.get_layer_names().unwrap(), ["hotspots", "peaks"]);
    let peak = &reader.get_features(1).unwrap()[0];
    let properties = peak.properties.as_ref().unwrap();
    let same = |name: &str| {
        json!(match &properties[name] {
            mvt_reader::feature::Value::String(text) => json!(text),
            mvt_reader::feature::Value::UInt(number) => json!(number),
            other => panic!("{other:?}"),
        })
    };
    for name in ["id", "rank", "name", "class", "findings", "people"] {
        assert_eq!(
            same(name),
            first.body["features"][0]["properties"][name],
            "{name}"
        );
    }
    stage.end().await;
}

/// Somebody sees something at a moment of 2026; 12:00 is by daylight, 19:00 in the dark.
async fn record_at(phone: &Phone, category: &str, at: [f64; 2], moment: &str) {
    let mut body = phone.finding(category, at);
    body["observed_at"] = json!(format!("2026-{moment}:00Z"));
    phone.sends(Uuid::now_v7(), &body).await.expect(201);
}

#[tokio::test]
async fn what_one_or_two_people_saw_at_a_place_is_told_to_nobody_until_a_third_comes() {
    let District {
        stage,
        networker,
        code,
        ..
    } = District::on(harness::Base::Sqlite).await;
    let phones = background(&stage, &code).await;
    let here = [4.4852, 51.8999];
    for (n, phone) in (0u32..).zip(&phones[..9]) {
        record(phone, "struik-hoog", here, 3 + n).await;
    }
    record_at(&phones[0], "struik-hoog", here, "10-05T19:00").await;
    for phone in &phones[..2] {
        record_at(phone, "graffiti", here, "11-12T12:00").await;
    }
    for asker in [&phones[1].caller, &networker.caller] {
        let path = format!("/api/hotspots?{WINDOW}");
        let place = asker.get(&path).await.expect(200).body["features"][0]["properties"].clone();
        assert_eq!((&place["people"], &place["findings"]), (&json!(9), &json!(12)));
        let groups = json!([{"group": "groen", "findings": 10}]);
        assert_eq!(place["categories"], groups, "{place:#}");
        assert!(!place.to_string().contains("graffiti"), "{place:#}");
        let kinds = place["measures"].as_array().unwrap().iter();
        let kinds: Vec<&Value> = kinds.map(|measure| &measure["kind"]).collect();
        assert_eq!(
            kinds,
            ["snoei", "zichtlijn"],
            "what only two people ask for is no measure"
        );
        for part in ["dark_share", "dark_voices", "voices_counted"] {
            assert_eq!(place[part], json!(null), "two people were there by day: {part}");
        }
        assert_eq!(place["more_in_dark"], false);
        for half in ["now", "before"] {
            assert_eq!(
                place["trend"][half],
                json!(null),
                "one person was there in October: {half}"
            );
        }
    }
    record_at(&phones[2], "graffiti", here, "11-13T12:00").await;
    let told = hotspots(&phones[1], "").await;
    let place = &told["features"][0]["properties"];
    let groups = json!([{"group": "groen", "findings": 10}, {"group": "schoon", "findings": 3}]);
    assert_eq!(place["categories"], groups);
    assert_eq!(
        (&place["dark_voices"], &place["voices_counted"]),
        (&json!(10), &json!(13))
    );
    let share = place["dark_share"].as_f64().unwrap();
    assert!((share - 10.0 / 13.0).abs() < 1e-12, "{share}");
    let fits = place["measures"].to_string();
    assert!(fits.contains(r#"{"category":"graffiti","people":3}"#), "{fits}");
    stage.end().await;
}

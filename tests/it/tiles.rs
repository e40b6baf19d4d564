//! Vector tiles through the door, read by a reader that is not ours.

use buurtschouw::house::{
    House,
    register::{Card, Keeper, Measure},
};
use flate2::read::GzDecoder;
use harness::{
    District, Networker, Phone, Stage,
    actors::{Answer, Caller},
    bases, places,
};
use mvt_reader::{
    Reader,
    feature::{Feature, Value},
};
use reqwest::Method;
use serde_json::json;
use spatial::{Lonlat, index::Spot, tile::TileId};
use std::io::Read;
use uuid::Uuid;

/// The path of the tile that holds a place.
fn path(layer: &str, z: u8, [lon, lat]: [f64; 2]) -> String {
    let (z, x, y) = TileId::at(z, Spot::of(Lonlat::new(lon, lat))).unwrap().parts();
    format!("/tiles/{layer}/{z}/{x}/{y}.mvt")
}

/// The features of a layer.
fn layer(answer: &Answer, name: &str) -> Vec<Feature> {
    let reader = Reader::new(answer.bytes.clone()).unwrap();
    let names = reader.get_layer_names().unwrap();
    let place = names.iter().position(|known| known == name);
    place.map_or(vec![], |place| reader.get_features(place).unwrap())
}

fn text(feature: &Feature, key: &str) -> Option<String> {
    match feature.properties.as_ref()?.get(key)? {
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

fn whole(feature: &Feature, key: &str) -> Option<u64> {
    match feature.properties.as_ref()?.get(key)? {
        Value::UInt(number) => Some(*number),
        _ => None,
    }
}

async fn stage_with_walk(base: harness::Base) -> (Stage, Networker, Phone) {
    let district = District::on(base).await;
    let walker = district.walker().await;
    (district.stage, district.networker, walker)
}

#[tokio::test]
async fn a_finding_is_a_point_close_by_and_a_count_from_afar_and_a_personal_one_neither() {
    for base in bases() {
        let (stage, networker, walker) = stage_with_walk(base).await;
        let id = walker.records("lamp-uit", places::IN_WEST).await;
        walker.records("gevoel", places::IN_WEST).await;

        for caller in [&walker.caller, &networker.caller] {
            let near = caller
                .get(&path("findings", 15, places::IN_WEST))
                .await
                .expect(200);
            let points = layer(&near, "findings");
            assert_eq!(points.len(), 1, "the personal one is no point, for nobody");
            assert_eq!(text(&points[0], "id"), Some(id.to_string()));
            assert_eq!(text(&points[0], "group").as_deref(), Some("licht"));
            assert_eq!(text(&points[0], "kind").as_deref(), Some("problem"));
            assert_eq!(text(&points[0], "buurt").as_deref(), Some(places::WEST));
            assert_eq!(whole(&points[0], "t"), Some(1_795_202_040));
            let low_bits = (id.as_u128() & ((1 << 53) - 1)) as u64;
            assert_eq!(points[0].id, Some(low_bits), "the same on every visit");

            let far = caller
                .get(&path("findings", 12, places::IN_WEST))
                .await
                .expect(200);
            assert!(layer(&far, "findings").is_empty());
            let counts = layer(&far, "counts");
            assert_eq!(counts.len(), 1);
            assert_eq!(
                (whole(&counts[0], "n"), whole(&counts[0], "n_licht")),
                (Some(1), Some(1))
            );
        }
        let mine = walker
            .caller
            .get(&path("findings", 15, places::IN_WEST))
            .await
            .expect(200);
        let properties = layer(&mine, "findings")[0].properties.clone().unwrap();
        assert_eq!(properties["mine"], Value::Bool(true));

        // Withdrawn, it is gone from the next tile.
        walker
            .caller
            .delete(&format!("/api/findings/{id}"))
            .await
            .expect(204);
        walker
            .caller
            .get(&path("findings", 15, places::IN_WEST))
            .await
            .expect(204);
        stage.end().await;
    }
}

#[tokio::test]
async fn others_get_an_empty_tile_and_nobody_gets_none() {
    let (stage, networker, walker) = stage_with_walk(harness::Base::Sqlite).await;
    walker.records("lamp-uit", places::IN_WEST).await;
    let (_, other) = networker.plan_walk("Andere", places::EAST).await;
    let stranger = Phone::joins(&stage, &other).await.caller;
    let nobody = Caller::nobody(&stage);
    for z in [0, 10, 14, 16, 22] {
        let path = path("findings", z, places::IN_WEST);
        let empty = stranger.get(&path).await.expect(204);
        assert!(empty.bytes.is_empty());
        nobody.get(&path).await.expect(401);
        networker.caller.get(&path).await.expect(200);
    }
    stage.end().await;
}

#[tokio::test]
async fn a_tile_that_is_known_is_not_sent_again_until_something_changes() {
    let (stage, _, walker) = stage_with_walk(harness::Base::Sqlite).await;
    walker.records("lamp-uit", places::IN_WEST).await;
    let path = path("findings", 15, places::IN_WEST);
    let first = walker.caller.get(&path).await.expect(200);
    let tag = first.headers["etag"].to_str().unwrap().to_owned();
    let again = |tag: String| {
        let request = walker
            .caller
            .request(Method::GET, &path)
            .header("if-none-match", tag);
        async { request.send().await.unwrap().status().as_u16() }
    };
    assert_eq!(again(tag.clone()).await, 304);
    assert_eq!(again("\"other\"".into()).await, 200);
    walker.records("lamp-uit", places::IN_WEST).await;
    assert_eq!(again(tag).await, 200);
    stage.end().await;
}

#[tokio::test]
async fn a_tile_obeys_the_filters_of_the_list_and_says_every_fault() {
    let (stage, _, walker) = stage_with_walk(harness::Base::Sqlite).await;
    walker.records("lamp-uit", places::IN_WEST).await;
    walker.records("zwerfafval", places::IN_WEST).await;
    let path = path("findings", 15, places::IN_WEST);
    let count = |query: &'static str| {
        let (caller, path) = (walker.caller.clone(), format!("{path}?{query}"));
        async move {
            let answer = caller.get(&path).await;
            if answer.status == 204 {
                0
            } else {
                layer(&answer.expect(200), "findings").len()
            }
        }
    };
    assert_eq!(count("").await, 2);
    assert_eq!(count("v=another").await, 2);
    assert_eq!(count("category=licht").await, 1);
    assert_eq!(count("category=licht,schoon").await, 2);
    assert_eq!(count("since=2026-11-21").await, 0);
    assert_eq!(count("until=2026-11-21").await, 2);
    assert_eq!(count("daylight=dark").await, 2, "20:14 in November is dark");
    assert_eq!(count("daylight=day").await, 0);
    let wrong = walker
        .caller
        .get(&format!("{path}?category=maan&since=ooit&x=1"))
        .await
        .expect(422);
    let faults: Vec<String> = wrong.faults().into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(faults, ["?category", "?since", "?x"]);
    for wrong in [
        "23/0/0.mvt",
        "3/8/0.mvt",
        "3/0/8.mvt",
        "3/-1/0.mvt",
        "a/b/c.mvt",
        "3/1/1.png",
        "3/1/1",
    ] {
        walker
            .caller
            .get(&format!("/tiles/findings/{wrong}"))
            .await
            .expect(404);
    }
    stage.end().await;
}

/// Puts findings straight into memory: the tables would take a minute.
async fn hold(house: &House, cards: impl Iterator<Item = Card>) {
    let measure = Measure {
        catalogue: &house.catalogue,
        zone: &house.config.time_zone,
    };
    let mut keeper = house.register.keeper.lock().await;
    let held = house.register.held();
    let mut loading = Keeper::begin(measure, held.frame, 0);
    cards.for_each(|card| loading.take(&card));
    let (fresh, next) = loading.done(held.seq + 1, None);
    *keeper = fresh;
    house.register.show(next);
}

#[tokio::test]
async fn a_tile_of_points_never_weighs_more_than_250_kb_but_falls_back_to_counts() {
    let (stage, networker, walker) = stage_with_walk(harness::Base::Sqlite).await;
    let card = |n: u32| Card {
        id: Uuid::from_u128((u128::from(n) << 80) + u128::from(n) * 7_919 + 1),
        person: walker.walker,
        walk: Some(walker.walk),
        category: Some("lamp-uit".into()),
        place: Lonlat::new(4.4846 + f64::from(n % 71) * 2e-5, 51.8996),
        at: 1_795_202_040_000 + i64::from(n) * 1_000,
        buurt: Some(places::WEST.into()),
        ..Card::default()
    };
    // Both are fewer than are drawn at all: the bytes decide.
    for (many, points) in [(2_000, true), (3_900, false)] {
        hold(&stage.house, (0..many).map(card)).await;
        let path = path("findings", 14, places::IN_WEST);
        let tile = networker.caller.get(&path).await.expect(200);
        assert_eq!(
            layer(&tile, "findings").len(),
            if points { many as usize } else { 0 }
        );
        let counts = layer(&tile, "counts");
        let counted: u64 = counts.iter().filter_map(|heap| whole(heap, "n")).sum();
        assert_eq!(counted, if points { 0 } else { many.into() });
        assert!(tile.bytes.len() <= 250_000, "{} bytes", tile.bytes.len());
    }
    stage.end().await;
}

/// A point in a tile of zoom 12, from its south-western corner on, in hundredths of its sides.
fn within(tile: TileId, east: f64, north: f64) -> Lonlat {
    let bounds = tile.bounds();
    Lonlat::new(
        bounds.west + (bounds.east - bounds.west) * east / 100.0,
        bounds.south + (bounds.north - bounds.south) * north / 100.0,
    )
}

/// Five people at each of many spots of a tile, now here, now there around it.
fn busy(tile: TileId, spots: u32) -> impl Iterator<Item = Card> {
    (0..spots * 5).map(move |n| {
        let (spot, person) = (n / 5, n % 5);
        let side = |n: u32| 4.0 + 2.9 * f64::from(n);
        let aside = |n: u32| f64::from((spot * 31 + n * 17) % 7) * 0.1;
        Card {
            id: Uuid::from_u128((u128::from(n) << 80) + 1),
            person: Uuid::from_u128(u128::from(person * 1_000 + spot % 97) + 1),
            category: Some("lamp-uit".into()),
            place: within(
                tile,
                side(spot % 32) + aside(person),
                side(spot / 32) + aside(person + 3),
            ),
            at: 1_795_202_040_000 + i64::from(n),
            ..Card::default()
        }
    })
}

#[tokio::test]
async fn a_tile_from_afar_holds_the_first_places_only_and_an_id_stays_when_ranks_change() {
    let stage = Stage::on(harness::Base::Sqlite).await;
    let tile = TileId::at(12, Spot::of(Lonlat::new(places::IN_WEST[0], places::IN_WEST[1]))).unwrap();
    let bounds = tile.bounds();
    let ring = places::square(bounds.west, bounds.south, bounds.east, bounds.north);
    let file = json!({"type": "FeatureCollection", "features": [places::feature("GB01", "Groot", ring)]});
    stage.import(&file.to_string(), "2026-01-01").await;
    let caller = Networker::new(&stage).await.caller;
    hold(&stage.house, busy(tile, 1_024)).await;
    let ask = async |z: u8, at: Lonlat| {
        let path = path("hotspots", z, [at.lon, at.lat]);
        let window = "since=2026-10-01&until=2026-12-01";
        let request = caller.request(Method::GET, &format!("{path}?{window}"));
        let answer = request.header("accept-encoding", "gzip").send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.bytes().await.unwrap().to_vec()
    };
    let peaks = |small: &[u8]| {
        let mut plain = Vec::new();
        GzDecoder::new(small).read_to_end(&mut plain).unwrap();
        let reader = Reader::new(plain).unwrap();
        let names = reader.get_layer_names().unwrap();
        let place = names.iter().position(|name| name == "peaks").unwrap();
        let told = reader.get_features(place).unwrap();
        let of = |peak: &Feature| (whole(peak, "rank").unwrap(), peak.id.unwrap());
        told.iter()
            .map(of)
            .collect::<std::collections::BTreeMap<u64, u64>>()
    };
    for z in [8, 10, 12] {
        let small = ask(z, within(tile, 50.0, 50.0)).await;
        println!(
            "zoom {z}: {} places, {} bytes gzip",
            peaks(&small).len(),
            small.len()
        );
        assert!(small.len() < 60_000, "{} bytes at zoom {z}", small.len());
        assert!(peaks(&small).keys().copied().eq(1..=800), "the first 800 by rank");
    }
    let near = peaks(&ask(14, within(tile, 40.0, 40.0)).await);
    assert!(near.keys().any(|rank| *rank > 800), "close by all of them");
    let far = peaks(&ask(12, within(tile, 50.0, 50.0)).await);
    let both = near.iter().filter(|(rank, _)| **rank <= 800);
    both.for_each(|(rank, id)| assert_eq!(far[rank], *id, "one id at every zoom"));

    // A place that is far stronger comes first; the others keep their ids.
    let strong = (0..40_u32).map(|n| Card {
        id: Uuid::from_u128((1 << 120) + u128::from(n)),
        person: Uuid::from_u128((1 << 100) + u128::from(n)),
        category: Some("lamp-uit".into()),
        place: within(tile, 1.5, 1.5),
        at: 1_795_202_040_000,
        ..Card::default()
    });
    hold(&stage.house, busy(tile, 1_024).chain(strong)).await;
    let after = peaks(&ask(12, within(tile, 50.0, 50.0)).await);
    assert!(!far.values().any(|id| *id == after[&1]), "a new place is first");
    let kept = far
        .values()
        .filter(|id| after.values().any(|other| other == *id))
        .count();
    assert!(kept >= 790, "{kept} places kept their id");
    stage.end().await;
}

#[tokio::test]
async fn where_points_are_too_many_for_a_phone_a_tile_holds_counts_and_gzip_is_given_when_asked() {
    let (stage, networker, walker) = stage_with_walk(harness::Base::Sqlite).await;
    let cards = (0..5_000_u32).map(|n| Card {
        id: Uuid::from_u128(u128::from(n) + 1),
        person: walker.walker,
        walk: Some(walker.walk),
        category: Some(["lamp-uit", "zwerfafval", "struik-hoog"][n as usize % 3].into()),
        place: Lonlat::new(
            4.4846 + f64::from(n % 71) * 2e-5,
            51.8996 + f64::from(n / 71) * 2e-5,
        ),
        at: 1_795_202_040_000 + i64::from(n),
        ..Card::default()
    });
    hold(&stage.house, cards).await;

    let near = networker
        .caller
        .get(&path("findings", 14, places::IN_WEST))
        .await
        .expect(200);
    let counts = layer(&near, "counts");
    let total: u64 = counts.iter().filter_map(|heap| whole(heap, "n")).sum();
    assert!(layer(&near, "findings").is_empty() && total > 4_000 && near.bytes.len() < 60_000);

    let request = networker
        .caller
        .request(Method::GET, &path("findings", 19, places::IN_WEST));
    let small = request.header("accept-encoding", "gzip").send().await.unwrap();
    assert_eq!(small.headers()["content-encoding"], "gzip");
    let small = small.bytes().await.unwrap();
    let mut plain = Vec::new();
    GzDecoder::new(&small[..]).read_to_end(&mut plain).unwrap();
    let whole = networker
        .caller
        .get(&path("findings", 19, places::IN_WEST))
        .await
        .expect(200);
    assert!(whole.bytes == plain && small.len() * 2 < plain.len());
    stage.end().await;
}

#[tokio::test]
async fn buurten_and_their_tilejson_are_drawn_for_whoever_may_come_in() {
    let (stage, _, walker) = stage_with_walk(harness::Base::Sqlite).await;
    let tile = walker
        .caller
        .get(&path("buurten", 14, [places::SHARED_LON, 51.9]))
        .await
        .expect(200);
    let mut names: Vec<_> = layer(&tile, "buurten")
        .iter()
        .filter_map(|b| text(b, "name"))
        .collect();
    names.sort();
    assert_eq!(names, ["Oostbuurt", "Westbuurt"]);
    let ids = async || {
        let path = path("buurten", 12, [places::SHARED_LON, 51.9]);
        let tile = walker.caller.get(&path).await.expect(200);
        let of = |buurt: Feature| (text(&buurt, "code").unwrap(), buurt.id.unwrap());
        let told = layer(&tile, "buurten").into_iter().map(of);
        told.collect::<std::collections::BTreeMap<String, u64>>()
    };
    let before = ids().await;
    let first = json!({"type": "FeatureCollection", "features": [
        places::feature("AA01", "Noordbuurt", places::square(4.485, 51.905, 4.495, 51.907))]});
    stage.import(&first.to_string(), "2026-01-01").await;
    let after = ids().await;
    assert_eq!((before.len(), after.len()), (2, 3));
    assert!(
        before.iter().all(|(code, id)| after[code] == *id),
        "{before:?} {after:?}"
    );
    walker
        .caller
        .get(&path("buurten", 14, [5.9, 51.9]))
        .await
        .expect(204);
    for name in ["findings", "hotspots", "buurten"] {
        let told = walker
            .caller
            .get(&format!("/tiles/{name}.json"))
            .await
            .expect(200)
            .body;
        assert_eq!(told["tilejson"], "3.0.0");
        assert_eq!(
            told["tiles"],
            json!([format!("/tiles/{name}/{{z}}/{{x}}/{{y}}.mvt")])
        );
        assert!(
            told["vector_layers"]
                .as_array()
                .is_some_and(|layers| !layers.is_empty())
        );
        assert!(
            told["bounds"][0]
                .as_f64()
                .is_some_and(|west| (4.0..4.48).contains(&west))
        );
    }
    stage.end().await;
}

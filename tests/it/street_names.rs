//! Places are called by the streets of the base map, in the Netherlands and elsewhere, as long as there is one.

use harness::{Base, Networker, Phone, Stage, basemap::basemap, bases, lonely, places};
use reqwest::{Method, header::HeaderValue};
use serde_json::json;
use spatial::{Lonlat, index::Spot, tile::TileId};
use std::{path::PathBuf, time::Duration};
use uuid::Uuid;

const PATH: &str = "/api/hotspots?since=2026-10-01&until=2026-12-01";
/// Where seven people see the same.
const SPOT: [f64; 2] = [4.4852, 51.8999];
/// From the Netherlands to a city on the Gulf of Mexico, in degrees.
const ABROAD: [f64; 2] = [-99.85, -22.14];

/// A district somewhere, with a base map of two streets that cross where seven people see the same.
struct Crossing {
    stage: Stage,
    networker: Networker,
    map: PathBuf,
    away: [f64; 2],
}

impl Crossing {
    async fn on(base: Base, away: [f64; 2]) -> Self {
        let map = tempfile::tempdir().unwrap().keep().join("stad.pmtiles");
        std::fs::write(&map, crossing(away, ["Loodsweg", "Ankerkade"])).unwrap();
        let given = map.display().to_string();
        let stage = Stage::with(base, |settings| settings.basemap = Some(given)).await;
        let [east, north] = away;
        let (west, south) = (4.48 + east, 51.895 + north);
        let ring = places::square(west, south, west + 0.02, south + 0.01);
        let borders = json!({"type": "FeatureCollection",
            "features": [places::feature(places::WEST, "Westbuurt", ring)]});
        stage.import(&borders.to_string(), "2026-01-01").await;
        let networker = Networker::new(&stage).await;
        let here = Self {
            stage,
            networker,
            map,
            away,
        };
        here.walk().await;
        here
    }

    async fn walk(&self) {
        let (_, code) = self.networker.plan_walk("Avondschouw", places::WEST).await;
        for n in 0..24_u32 {
            let phone = Phone::joins(&self.stage, &code).await;
            self.record(&phone, "zwerfafval", lonely(n), 1 + n % 9).await;
            if n < 7 {
                self.record(&phone, "struik-hoog", SPOT, 3 + n).await;
            }
        }
    }

    async fn record(&self, phone: &Phone, category: &str, at: [f64; 2], day: u32) {
        let mut body = phone.finding(category, there(self.away, at));
        body["observed_at"] = json!(format!("2026-11-{day:02}T19:00:00Z"));
        phone.sends(Uuid::now_v7(), &body).await.expect(201);
    }

    async fn name(&self) -> String {
        let told = self.networker.caller.get(PATH).await.expect(200);
        let features = told.body["features"].as_array().unwrap().clone();
        assert_eq!(features.len(), 1, "{features:#?}");
        features[0]["properties"]["name"].as_str().unwrap().to_owned()
    }

    /// Waits until the place is called something that will do.
    async fn is_called(&self, will_do: impl Fn(&str) -> bool) -> String {
        let comes = async {
            loop {
                let name = self.name().await;
                if will_do(&name) {
                    return name;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let within = tokio::time::timeout(Duration::from_secs(20), comes).await;
        within.unwrap()
    }

    /// Puts another file in the place of the base map.
    fn replace(&self, file: &[u8]) {
        let fresh = self.map.with_extension("new");
        std::fs::write(&fresh, file).unwrap();
        std::fs::rename(&fresh, &self.map).unwrap();
    }

    async fn end(self) {
        self.stage.end().await;
        std::fs::remove_dir_all(self.map.parent().unwrap()).unwrap();
    }
}

fn there([east, north]: [f64; 2], [lon, lat]: [f64; 2]) -> [f64; 2] {
    [lon + east, lat + north]
}

/// One street from west to east and one from south to north.
fn crossing(away: [f64; 2], [along, across]: [&str; 2]) -> Vec<u8> {
    let [lon, lat] = SPOT;
    let line = |ends: [[f64; 2]; 2]| ends.map(|end| there(away, end)).to_vec();
    basemap(&[
        (along, line([[lon - 0.002, lat], [lon + 0.002, lat]])),
        (across, line([[lon, lat - 0.002], [lon, lat + 0.002]])),
    ])
}

fn is_corner_of<'a>(streets: [&'a str; 2]) -> impl Fn(&str) -> bool + 'a {
    let [one, other] = streets;
    let corners = [format!("Hoek {one} / {other}"), format!("Hoek {other} / {one}")];
    move |name| corners.iter().any(|corner| corner == name)
}

#[tokio::test]
async fn a_place_is_called_by_its_corner_in_any_country_and_the_same_on_both_databases() {
    for away in [[0.0, 0.0], ABROAD] {
        let mut names = Vec::new();
        for base in bases() {
            let here = Crossing::on(base, away).await;
            names.push(here.is_called(is_corner_of(["Loodsweg", "Ankerkade"])).await);
            here.end().await;
        }
        assert!(names.windows(2).all(|pair| pair[0] == pair[1]), "{names:?}");
    }
}

#[tokio::test]
async fn another_base_map_gives_other_names_at_once_and_one_that_cannot_be_read_gives_none() {
    let here = Crossing::on(Base::Sqlite, [0.0, 0.0]).await;
    here.is_called(is_corner_of(["Loodsweg", "Ankerkade"])).await;
    let first = here.networker.caller.get(PATH).await.expect(200);
    let tag: HeaderValue = first.headers["etag"].clone();
    let again = async || {
        let request = here.networker.caller.request(Method::GET, PATH);
        let answer = request.header("if-none-match", tag.clone()).send().await;
        answer.unwrap().status().as_u16()
    };
    assert_eq!(again().await, 304);

    here.replace(&crossing(here.away, ["Touwbaan", "Zeilmakerij"]));
    here.is_called(is_corner_of(["Touwbaan", "Zeilmakerij"])).await;
    assert_eq!(again().await, 200, "who holds the old names gets the new ones");

    let mut broken = crossing(here.away, ["Loodsweg", "Ankerkade"]);
    broken[127..140].fill(0xFF);
    here.replace(&broken);
    here.is_called(|name| name == "Plek in Westbuurt").await;

    here.replace(&basemap(&[]));
    here.replace(&crossing(here.away, ["Loodsweg", "Ankerkade"]));
    here.is_called(is_corner_of(["Loodsweg", "Ankerkade"])).await;
    here.end().await;
}

#[tokio::test]
async fn names_follow_the_borders_and_are_on_the_tiles_too() {
    let here = Crossing::on(Base::Sqlite, [0.0, 0.0]).await;
    let name = here.is_called(is_corner_of(["Loodsweg", "Ankerkade"])).await;
    let [lon, lat] = SPOT;
    let (z, x, y) = TileId::at(15, Spot::of(Lonlat::new(lon, lat))).unwrap().parts();
    let (_, window) = PATH.split_once('?').unwrap();
    let path = format!("/tiles/hotspots/{z}/{x}/{y}.mvt?{window}");
    let tile = here.networker.caller.get(&path).await.expect(200);
    let holds = |word: &str| tile.bytes.windows(word.len()).any(|part| part == word.as_bytes());
    assert!(holds(&name), "{name}");

    // Borders that leave the streets far behind: then nobody reads them.
    let far = there(ABROAD, [4.48, 51.895]);
    let ring = places::square(far[0], far[1], far[0] + 0.02, far[1] + 0.01);
    let borders = json!({"type": "FeatureCollection",
        "features": [places::feature(places::WEST, "Westbuurt", ring)]});
    here.stage.import(&borders.to_string(), "2026-02-01").await;
    let comes = async {
        while here.stage.house.streets.load().mark() != "" {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), comes)
        .await
        .unwrap();
    assert_eq!(here.stage.house.streets.load().size(), [0, 0]);
    here.end().await;
}

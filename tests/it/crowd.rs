//! Fifteen people on one bad network: one address, many findings at once, each sent twice because an answer was lost.

use harness::{Networker, Phone, Stage, bases, photos, places};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashSet};
use tokio::task::JoinSet;
use uuid::Uuid;

const PHONES: usize = 15;
/// 200 findings in all; the last phones record one less.
const FINDINGS: usize = 200;

/// What one phone learned.
#[derive(Default)]
struct Learned {
    statuses: Vec<u16>,
    photos: HashSet<(Uuid, String)>,
}

/// Sends everything it recorded, each finding and each photo twice at the same moment.
async fn sends_all(phone: Phone, count: usize, number: u8) -> Learned {
    let mut learned = Learned::default();
    for step in 0..count {
        let (id, photo) = (Uuid::now_v7(), Uuid::now_v7());
        let mut body = phone.finding("lamp-uit", places::IN_WEST);
        body["photos"] = serde_json::json!([photo]);
        let (first, again) = tokio::join!(phone.sends(id, &body), phone.sends(id, &body));
        learned.statuses.extend([first.status, again.status]);
        let bytes = photos::jpeg(64, 48, number.wrapping_mul(16) ^ u8::try_from(step).unwrap());
        let (first, again) = tokio::join!(
            phone.caller.put_photo(photo, &bytes),
            phone.caller.put_photo(photo, &bytes)
        );
        learned.statuses.extend([first.status, again.status]);
        learned.photos.insert((photo, hex(&Sha256::digest(&bytes))));
        for answer in [first, again] {
            let named = &answer.body["sha256"];
            assert_eq!(
                *named,
                hex(&Sha256::digest(&bytes)),
                "{} {}",
                answer.status,
                answer.body
            );
        }
    }
    learned
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifteen_phones_on_one_address_send_200_findings_twice_and_none_is_throttled_doubled_or_missing() {
    for base in bases() {
        let stage = Stage::on(base).await;
        stage.import(&places::two_buurten(), "2026-01-01").await;
        let staff = Networker::new(&stage).await;
        let (_, code) = staff.plan_walk("Schouw", "TB01").await;
        let mut phones = JoinSet::new();
        for number in 0..PHONES {
            let phone = Phone::joins(&stage, &code).await;
            let count = FINDINGS / PHONES + usize::from(number < FINDINGS % PHONES);
            phones.spawn(sends_all(phone, count, u8::try_from(number).unwrap()));
        }
        let learned: Vec<Learned> = phones.join_all().await;

        let mut counted = BTreeMap::new();
        for status in learned.iter().flat_map(|one| &one.statuses) {
            *counted.entry(*status).or_insert(0) += 1;
        }
        // A finding and a photo each: once new, once known.
        assert_eq!(
            counted,
            BTreeMap::from([(200, 2 * FINDINGS), (201, 2 * FINDINGS)])
        );

        let seen = staff
            .caller
            .get("/api/findings?limit=1000")
            .await
            .expect(200)
            .body;
        assert_eq!(seen["numberMatched"], FINDINGS);
        let stored: HashSet<Uuid> = features(&seen).flat_map(stored_photos).collect();
        let sent: HashSet<Uuid> = learned
            .iter()
            .flat_map(|one| &one.photos)
            .map(|(id, _)| *id)
            .collect();
        assert_eq!(sent.len(), FINDINGS);
        assert_eq!(stored, sent, "every photo is in");
        stage.end().await;
    }
}

fn features(seen: &Value) -> impl Iterator<Item = &Value> {
    seen["features"].as_array().unwrap().iter()
}

fn stored_photos(feature: &Value) -> Vec<Uuid> {
    let photos = feature["properties"]["photos"].as_array().unwrap();
    let here = photos.iter().filter(|photo| photo["state"] == "stored");
    here.map(|photo| photo["id"].as_str().unwrap().parse().unwrap())
        .collect()
}

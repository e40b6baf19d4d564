//! Publishes what residents drew together, at fixed moments and by the rules.

use super::{
    moments,
    rules::{Counted, LINE_FROM, may_publish},
    snapshot::{Snapshot, snapshot},
    store,
};
use crate::{
    house::House,
    http::Problem,
    store::{
        Tx,
        outbox::{self, Happening},
    },
};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The last fixed moment, ms since 1970 UTC.
pub fn moment(house: &House) -> i64 {
    moments::around(
        house.clock.now_ms(),
        house.config.publish_at,
        &house.config.time_zone,
    )
    .0
}

/// Looks at every buurt that was not looked at since this moment, and publishes where the rules let it. Gives the codes
/// of those that were published. Harmless to do twice, also by two servers.
pub async fn publish_at(house: &House, moment: i64) -> Result<Vec<String>, Problem> {
    let looked_at: BTreeSet<String> = store::looked_at(&house.db, moment).await?;
    let atlas = house.atlas.load_full();
    let mut published = Vec::new();
    for buurt in atlas
        .buurten
        .iter()
        .filter(|buurt| !looked_at.contains(&buurt.code))
    {
        if publish_buurt(house, &buurt.code, moment).await? {
            published.push(buurt.code.clone());
        }
    }
    Ok(published)
}

/// One buurt, in one change: nobody draws or withdraws between what is read and what is published.
async fn publish_buurt(house: &House, buurt: &str, moment: i64) -> Result<bool, Problem> {
    let mut tx = house.db.begin().await?;
    outbox::take_turn(&mut tx).await?;
    if !store::look_at(&mut tx, buurt, moment).await? {
        return Ok(false);
    }
    let drawn = store::drawn(&mut tx, buurt).await?;
    let last = store::counted(&mut tx, buurt).await?;
    let now: Counted = drawn.iter().map(|one| (one.person_id, one.id)).collect();
    if !may_publish(&last, &now) {
        tx.commit().await?;
        return Ok(false);
    }
    let code = buurt.to_owned();
    let geometries: Vec<String> = drawn.into_iter().map(|one| one.geometry).collect();
    let reckoned = house
        .reckon(move |house| reckoned(house, &code, &geometries))
        .await?;
    let Some(mut made) = reckoned else {
        return Err(Problem::broken(&"a kept drawing cannot be read"));
    };
    made.version = store::last_version(&mut tx, buurt).await? + 1;
    made.published_at = moment;
    store::insert(&mut tx, &made).await?;
    recount(&mut tx, &made, &last, &now).await?;
    outbox::append(&mut tx, Happening::ConsensusPublished, name_of(&made), moment).await?;
    tx.commit().await?;
    Ok(true)
}

fn reckoned(house: &House, buurt: &str, geometries: &[String]) -> Option<Snapshot> {
    let with_line = i64::try_from(geometries.len()).is_ok_and(|people| people >= LINE_FROM);
    snapshot(buurt, geometries, &house.atlas.load().frame, with_line)
}

/// A publication has a number, not an id; events want one.
fn name_of(made: &Snapshot) -> Uuid {
    let hash = Sha256::digest(format!("{}/{}", made.buurt, made.version));
    Uuid::from_slice(&hash[..16]).unwrap_or_default()
}

/// Keeps whose drawing was published, and since which version.
async fn recount(tx: &mut Tx, made: &Snapshot, last: &Counted, now: &Counted) -> Result<(), sqlx::Error> {
    for person in last.keys().filter(|person| !now.contains_key(person)) {
        store::uncount(tx, &made.buurt, *person).await?;
    }
    for (person, drawing) in now
        .iter()
        .filter(|(person, drawing)| last.get(person) != Some(drawing))
    {
        store::count(tx, &made.buurt, *person, *drawing, made.version).await?;
    }
    Ok(())
}

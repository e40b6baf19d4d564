//! Publishes what residents drew together, at fixed moments and by the rules.

use super::{
    depths::{depths, packed},
    marks::{Marks, marks},
    moments,
    rules::{Counted, LINE_FROM, Made, may_publish},
    snapshot::{Snapshot, snapshot},
    store::{self, Drawn},
};
use crate::{
    house::{House, plane},
    http::Problem,
    store::{
        Tx,
        outbox::{self, Happening},
    },
};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How often a buurt is reckoned anew because somebody drew or withdrew meanwhile.
const TRIES: usize = 3;

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
/// of those that were published. Harmless to do twice, also by two servers. A buurt that fails keeps none of the others
/// from its publication; the first failure is told at the end, and those that failed are looked at again next time.
pub async fn publish_at(house: &House, moment: i64) -> Result<Vec<String>, Problem> {
    let looked_at: BTreeSet<String> = store::looked_at(&house.db, moment).await?;
    let atlas = house.atlas.load_full();
    let (mut published, mut failed) = (Vec::new(), None);
    for buurt in atlas
        .buurten
        .iter()
        .filter(|buurt| !looked_at.contains(&buurt.code))
    {
        match publish_buurt(house, &buurt.code, moment).await {
            Ok(true) => published.push(buurt.code.clone()),
            Ok(false) => {}
            Err(problem) => {
                tracing::error!(
                    buurt = buurt.code,
                    code = problem.code,
                    "a buurt is not published"
                );
                failed.get_or_insert(problem);
            }
        }
    }
    failed.map_or(Ok(published), Err)
}

/// One buurt. It is reckoned outside of the change, so that nobody waits for it, and kept only when nobody drew or
/// withdrew meanwhile: what was withdrawn before is in no publication after.
async fn publish_buurt(house: &House, buurt: &str, moment: i64) -> Result<bool, Problem> {
    for _ in 0..TRIES {
        let drawn = store::drawn(&house.db, buurt).await?;
        let (now, last) = (counted(&drawn), store::counted(&house.db, buurt).await?);
        if now == last {
            return looked(house, buurt, moment).await;
        }
        let Marks { earlier, now: marked } = marks(house, buurt, &drawn).await?;
        if !may_publish(&earlier, &marked) {
            return looked(house, buurt, moment).await;
        }
        let code = buurt.to_owned();
        let made = house.reckon(move |house| reckoned(house, &code, &drawn)).await?;
        let Some((mut made, depths)) = made else {
            return Err(Problem::broken(&"a kept drawing cannot be read"));
        };
        let mut tx = house.db.begin().await?;
        outbox::take_turn(&mut tx).await?;
        if !store::look_at(&mut tx, buurt, moment).await? {
            return Ok(false);
        }
        if counted(&store::drawn_in(&mut tx, buurt).await?) != now {
            continue;
        }
        made.version = store::last_version(&mut tx, buurt).await? + 1;
        made.published_at = moment;
        keep(&mut tx, &made, &marked).await?;
        store::keep_depths(&mut tx, &made, &depths.plane, depths.packed.as_ref()).await?;
        recount(&mut tx, &made, &last, &now).await?;
        outbox::append(&mut tx, Happening::ConsensusPublished, name_of(&made), moment).await?;
        tx.commit().await?;
        return Ok(true);
    }
    Err(Problem::busy("People are drawing this buurt right now.", 1))
}

fn counted(drawn: &[Drawn]) -> Counted {
    drawn.iter().map(|one| (one.person_id, one.id)).collect()
}

/// Nothing to publish at this moment.
async fn looked(house: &House, buurt: &str, moment: i64) -> Result<bool, Problem> {
    let mut tx = house.db.begin().await?;
    store::look_at(&mut tx, buurt, moment).await?;
    tx.commit().await?;
    Ok(false)
}

/// How many drew each place, as it is kept; none without a line.
struct Depths {
    plane: String,
    packed: Option<Vec<u8>>,
}

fn reckoned(house: &House, buurt: &str, drawn: &[Drawn]) -> Option<(Snapshot, Depths)> {
    let frame = house.atlas.load().frame;
    let geometries: Vec<&str> = drawn.iter().map(|one| one.geometry.as_str()).collect();
    let with_line = i64::try_from(drawn.len()).is_ok_and(|people| people >= LINE_FROM);
    let packed = with_line.then(|| packed(&depths(&geometries, &frame)));
    let depths = Depths {
        plane: plane::word(&frame),
        packed: packed.transpose().ok()?,
    };
    Some((snapshot(buurt, geometries, &frame, with_line)?, depths))
}

/// Keeps a publication and by which drawings its people stand in it.
async fn keep(tx: &mut Tx, made: &Snapshot, marked: &Made) -> Result<(), sqlx::Error> {
    store::insert(tx, made).await?;
    for drawing in &marked.marks {
        store::mark(tx, made, *drawing).await?;
    }
    Ok(())
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

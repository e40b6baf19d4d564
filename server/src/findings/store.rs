//! All SQL of the findings room.

pub mod cases;
pub mod changes;
pub mod confirmations;

use super::{finding::Finding, origin::Origin};
use crate::{
    change, read_all, read_one, statements,
    store::{
        Db, Tx,
        outbox::{self, Happening},
    },
    tx_all, tx_one,
};
use uuid::Uuid;

/// The one insert that decides who was first.
macro_rules! insert_finding {
    () => {
        "INSERT INTO finding (id, person_id, walk_id, category, lon, lat, accuracy_m, position_source, observed_at,
        received_at, note, suggested_measure, perceived_safety, buurt, body, fix_lon, fix_lat, fix_accuracy_m, fix_at,
        sent_at, clock_offset_ms, app)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
        ON CONFLICT (id) DO NOTHING"
    };
}

statements! {
    INSERT_FINDING = concat!(insert_finding!(), " RETURNING received_at");
    /// With its event, in one errand: on SQLite going to the connection's thread and back costs more than the statements.
    SQLITE_RECORD = concat!(insert_finding!(), "; INSERT INTO event (kind, subject, at)
        SELECT 'finding.recorded', $1, $10 WHERE changes() = 1 RETURNING seq");
    INSERT_PHOTO_LINK = "INSERT INTO finding_photo (finding_id, photo_id, place) VALUES ($1, $2, $3)";
    BY_ID = "SELECT id, person_id, walk_id, category, lon, lat, accuracy_m, position_source, observed_at, received_at,
        note, suggested_measure, perceived_safety, buurt, reviewed_at, withdrawn_at FROM finding WHERE id = $1";
    BODY = "SELECT body FROM finding WHERE id = $1";
    EVERY_FROM = "SELECT id, person_id, walk_id, category, lon, lat, accuracy_m, position_source, observed_at,
        received_at, note, suggested_measure, perceived_safety, buurt, reviewed_at, withdrawn_at FROM finding
        WHERE withdrawn_at IS NULL AND id >= $1 ORDER BY id LIMIT 10000";
    PHOTOS_BETWEEN = "SELECT link.finding_id, link.photo_id, photo.id FROM finding_photo AS link
        JOIN finding ON finding.id = link.finding_id
        LEFT JOIN photo ON photo.id = link.photo_id AND photo.person_id = finding.person_id
            AND photo.withdrawn_at IS NULL
        WHERE link.finding_id >= $1 AND link.finding_id <= $2 ORDER BY link.finding_id, link.place";
    CHANGED_BETWEEN = "SELECT id, person_id, walk_id, category, lon, lat, accuracy_m, position_source, observed_at,
        received_at, note, suggested_measure, perceived_safety, buurt, reviewed_at, withdrawn_at FROM finding
        WHERE id IN (
            SELECT subject FROM event WHERE seq > $1 AND seq <= $2
            UNION SELECT link.finding_id FROM event JOIN finding_photo AS link ON link.photo_id = event.subject
                WHERE event.seq > $1 AND event.seq <= $2
            UNION SELECT walked.id FROM event JOIN finding AS walked ON walked.walk_id = event.subject
                WHERE event.seq > $1 AND event.seq <= $2 AND event.kind = $3)";
    PHOTOS_OF = "SELECT link.photo_id, photo.id FROM finding_photo AS link
        JOIN finding ON finding.id = link.finding_id
        LEFT JOIN photo ON photo.id = link.photo_id AND photo.person_id = finding.person_id
            AND photo.withdrawn_at IS NULL
        WHERE link.finding_id = $1 ORDER BY link.place";
    OF_PHOTO = "SELECT finding.id, finding.person_id, finding.walk_id, finding.category, finding.lon, finding.lat,
        finding.accuracy_m, finding.position_source, finding.observed_at, finding.received_at, finding.note,
        finding.suggested_measure, finding.perceived_safety, finding.buurt, finding.reviewed_at, finding.withdrawn_at
        FROM finding JOIN finding_photo AS link ON link.finding_id = finding.id
        WHERE link.photo_id = $1 AND finding.person_id = $2 AND finding.withdrawn_at IS NULL";
    EMPTY = "UPDATE finding SET withdrawn_at = $1, category = NULL, lon = 0, lat = 0, accuracy_m = 0,
        observed_at = 0, note = NULL, body = '', perceived_safety = NULL, suggested_measure = NULL, buurt = NULL,
        walk_id = NULL, fix_lon = NULL, fix_lat = NULL, fix_accuracy_m = NULL, fix_at = NULL, sent_at = NULL,
        clock_offset_ms = NULL, app = NULL WHERE id = $2 AND withdrawn_at IS NULL";
    ORIGIN = "SELECT fix_lon, fix_lat, fix_accuracy_m, fix_at, sent_at, clock_offset_ms, app FROM finding
        WHERE id = $1";
    POSTGRES_HOLD = "SELECT id, person_id, walk_id, category, lon, lat, accuracy_m, position_source, observed_at,
        received_at, note, suggested_measure, perceived_safety, buurt, reviewed_at, withdrawn_at FROM finding
        WHERE id = $1 FOR UPDATE";
    REVIEW = "UPDATE finding SET reviewed_at = $1 WHERE walk_id = $2 AND reviewed_at IS NULL";
    COUNT = "SELECT COUNT(*) FROM finding";
}

/// What is told of a finding that was recorded: the seq of its event, and its photos in order with whether each is here.
pub type Told = (i64, Vec<(Uuid, bool)>);

/// Records a finding with its photos and its event, unless its id is taken. `body` is what was sent.
pub async fn record(
    tx: &mut Tx,
    finding: &Finding,
    origin: &Origin,
    photos: &[Uuid],
    body: &str,
) -> Result<Option<Told>, sqlx::Error> {
    let sql = match tx {
        Tx::Sqlite(_) => SQLITE_RECORD,
        Tx::Postgres(_) => INSERT_FINDING,
    };
    let Some(seq) = add(tx, sql, finding, origin, body).await? else {
        return Ok(None);
    };
    for (place, photo) in (0_i64..).zip(photos) {
        change!(&mut *tx, INSERT_PHOTO_LINK, finding.id, *photo, place)?;
    }
    // Others wait for their turn to write: no look-up that finds nothing.
    let photos = if photos.is_empty() {
        Vec::new()
    } else {
        photos_in(tx, finding.id).await?
    };
    let seq = match tx {
        Tx::Sqlite(_) => seq,
        Tx::Postgres(_) => {
            let (id, at) = (finding.id, finding.received_at);
            outbox::append(tx, Happening::FindingRecorded, id, at).await?
        }
    };
    Ok(Some((seq, photos)))
}

/// Adds a finding without photos and without its event, unless its id is taken; true when it was added.
pub async fn insert(tx: &mut Tx, finding: &Finding, body: &str) -> Result<bool, sqlx::Error> {
    let added = add(tx, INSERT_FINDING, finding, &Origin::default(), body).await?;
    Ok(added.is_some())
}

/// Runs a statement that begins with the insert; gives the number that it returns, if the id was free.
async fn add(
    tx: &mut Tx,
    sql: &'static str,
    finding: &Finding,
    origin: &Origin,
    body: &str,
) -> Result<Option<i64>, sqlx::Error> {
    let told = tx_one!(
        tx,
        (i64,),
        sql,
        finding.id,
        finding.person_id,
        finding.walk_id,
        &finding.category,
        finding.lon,
        finding.lat,
        finding.accuracy_m,
        &finding.position_source,
        finding.observed_at,
        finding.received_at,
        &finding.note,
        &finding.suggested_measure,
        finding.perceived_safety,
        &finding.buurt,
        body,
        origin.fix_lon,
        origin.fix_lat,
        origin.fix_accuracy_m,
        origin.fix_at,
        origin.sent_at,
        origin.clock_offset_ms,
        &origin.app
    )?;
    Ok(told.map(|(number,)| number))
}

/// Was a finding refused because it names a walk, or a person, that is not there?
pub fn names_nothing(error: &sqlx::Error) -> bool {
    let told = error.as_database_error();
    told.is_some_and(sqlx::error::DatabaseError::is_foreign_key_violation)
}

/// What the phone told beside a finding.
pub async fn origin(db: &Db, id: Uuid) -> Result<Option<Origin>, sqlx::Error> {
    read_one!(db, Origin, ORIGIN, id)
}

/// The finding with this id, withdrawn ones too, held to the end of the change: others who change it wait. SQLite has
/// one writer anyway.
pub async fn hold(tx: &mut Tx, id: Uuid) -> Result<Option<Finding>, sqlx::Error> {
    let held = match tx {
        Tx::Postgres(_) => POSTGRES_HOLD,
        Tx::Sqlite(_) => BY_ID,
    };
    tx_one!(tx, Finding, held, id)
}

/// The finding with this id, withdrawn ones too.
pub async fn by_id(db: &Db, id: Uuid) -> Result<Option<Finding>, sqlx::Error> {
    read_one!(db, Finding, BY_ID, id)
}

/// The finding with this id and the body that was sent.
pub async fn by_id_with_body(db: &Db, id: Uuid) -> Result<Option<(Finding, String)>, sqlx::Error> {
    let Some(finding) = read_one!(db, Finding, BY_ID, id)? else {
        return Ok(None);
    };
    let body = read_one!(db, (String,), BODY, id)?;
    Ok(body.map(|(body,)| (finding, body)))
}

/// The finding with this id and the body that was sent, inside a change.
pub async fn by_id_in(tx: &mut Tx, id: Uuid) -> Result<Option<(Finding, String)>, sqlx::Error> {
    let Some(finding) = tx_one!(&mut *tx, Finding, BY_ID, id)? else {
        return Ok(None);
    };
    let body = tx_one!(&mut *tx, (String,), BODY, id)?;
    Ok(body.map(|(body,)| (finding, body)))
}

/// Up to 10,000 findings that are not withdrawn, in order of their ids, from `id` on.
pub async fn every_from(db: &Db, id: Uuid) -> Result<Vec<Finding>, sqlx::Error> {
    read_all!(db, Finding, EVERY_FROM, id)
}

/// The photos of all findings from one id to another, both included: finding, photo, and whether the bytes are here.
pub async fn photos_between(
    db: &Db,
    from: Uuid,
    to: Uuid,
) -> Result<Vec<(Uuid, Uuid, Option<Uuid>)>, sqlx::Error> {
    read_all!(db, (Uuid, Uuid, Option<Uuid>), PHOTOS_BETWEEN, from, to)
}

/// The findings, as they are now, that the outbox tells of after `seq` up to `to`: themselves, by a photo, or by their
/// walk's review.
pub async fn changed_between(db: &Db, seq: i64, to: i64) -> Result<Vec<Finding>, sqlx::Error> {
    let review = Happening::WalkReviewed.word();
    read_all!(db, Finding, CHANGED_BETWEEN, seq, to, review)
}

/// The photos of a finding, in order: id, and whether the bytes are here.
pub async fn photos_of(db: &Db, finding: Uuid) -> Result<Vec<(Uuid, bool)>, sqlx::Error> {
    let rows = read_all!(db, (Uuid, Option<Uuid>), PHOTOS_OF, finding)?;
    Ok(rows.into_iter().map(|(id, here)| (id, here.is_some())).collect())
}

/// The same as [`photos_of`], inside a change.
pub async fn photos_in(tx: &mut Tx, finding: Uuid) -> Result<Vec<(Uuid, bool)>, sqlx::Error> {
    let rows = tx_all!(tx, (Uuid, Option<Uuid>), PHOTOS_OF, finding)?;
    Ok(rows.into_iter().map(|(id, here)| (id, here.is_some())).collect())
}

/// Findings of this person that show this photo, not withdrawn.
pub async fn of_photo(db: &Db, photo: Uuid, person: Uuid) -> Result<Vec<Finding>, sqlx::Error> {
    read_all!(db, Finding, OF_PHOTO, photo, person)
}

/// Does another finding of this person, not withdrawn, show this photo? Inside a change.
pub async fn shown_elsewhere(tx: &mut Tx, photo: Uuid, person: Uuid) -> Result<bool, sqlx::Error> {
    Ok(tx_one!(tx, Finding, OF_PHOTO, photo, person)?.is_some())
}

/// Empties a finding and keeps its id; true when it was not yet withdrawn.
pub async fn empty(tx: &mut Tx, id: Uuid, at: i64) -> Result<bool, sqlx::Error> {
    Ok(change!(tx, EMPTY, at, id)? == 1)
}

/// Releases all findings of a walk.
pub async fn review(tx: &mut Tx, walk: Uuid, at: i64) -> Result<u64, sqlx::Error> {
    change!(tx, REVIEW, at, walk)
}

/// How many findings there are, withdrawn ones too.
pub async fn count(db: &Db) -> Result<i64, sqlx::Error> {
    Ok(read_one!(db, (i64,), COUNT)?.map_or(0, |(count,)| count))
}

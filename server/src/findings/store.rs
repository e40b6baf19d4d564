//! All SQL of the findings room.

pub mod cases;
pub mod changes;
pub mod confirmations;

use super::{finding::Finding, origin::Origin};
use crate::{
    change, read_all, read_one, statements,
    store::{Db, Tx, outbox::Happening},
    tx_all, tx_one,
};
use uuid::Uuid;

statements! {
    INSERT_FINDING = "INSERT INTO finding (id, person_id, walk_id, category, lon, lat, accuracy_m, position_source,
        observed_at, received_at, note, suggested_measure, perceived_safety, buurt, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (id) DO NOTHING";
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
    NOTE_ORIGIN = "UPDATE finding SET fix_lon = $1, fix_lat = $2, fix_accuracy_m = $3, fix_at = $4, sent_at = $5,
        clock_offset_ms = $6, app = $7 WHERE id = $8";
    ORIGIN = "SELECT fix_lon, fix_lat, fix_accuracy_m, fix_at, sent_at, clock_offset_ms, app FROM finding
        WHERE id = $1";
    POSTGRES_HOLD = "SELECT id, person_id, walk_id, category, lon, lat, accuracy_m, position_source, observed_at,
        received_at, note, suggested_measure, perceived_safety, buurt, reviewed_at, withdrawn_at FROM finding
        WHERE id = $1 FOR UPDATE";
    REVIEW = "UPDATE finding SET reviewed_at = $1 WHERE walk_id = $2 AND reviewed_at IS NULL";
    COUNT = "SELECT COUNT(*) FROM finding";
}

/// Adds a finding with its photo links unless its id is taken; true when it was added. `body` is what was sent.
pub async fn insert(
    tx: &mut Tx,
    finding: &Finding,
    photos: &[Uuid],
    body: &str,
) -> Result<bool, sqlx::Error> {
    let added = change!(
        &mut *tx,
        INSERT_FINDING,
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
        body
    )?;
    if added == 0 {
        return Ok(false);
    }
    for (place, photo) in (0_i64..).zip(photos) {
        change!(&mut *tx, INSERT_PHOTO_LINK, finding.id, *photo, place)?;
    }
    Ok(true)
}

/// Notes what the phone told beside the finding.
pub async fn note_origin(tx: &mut Tx, id: Uuid, origin: &Origin) -> Result<(), sqlx::Error> {
    change!(
        tx,
        NOTE_ORIGIN,
        origin.fix_lon,
        origin.fix_lat,
        origin.fix_accuracy_m,
        origin.fix_at,
        origin.sent_at,
        origin.clock_offset_ms,
        &origin.app,
        id
    )?;
    Ok(())
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

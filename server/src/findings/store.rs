//! All SQL of the findings room.

use super::{finding::Finding, page::Filter};
use crate::{
    change, read_all, read_one, statements,
    store::{Db, Tx},
    tx_all, tx_one,
};
use std::collections::HashMap;
use uuid::Uuid;

statements! {
    INSERT_FINDING = "INSERT INTO finding (id, person_id, walk_id, category, lon, lat, accuracy_m, position_source,
        observed_at, received_at, note, suggested_measure, perceived_safety, buurt, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (id) DO NOTHING";
    INSERT_PHOTO_LINK = "INSERT INTO finding_photo (finding_id, photo_id, place) VALUES ($1, $2, $3)";
    BY_ID = "SELECT id, person_id, walk_id, category, lon, lat, accuracy_m, position_source, observed_at, received_at,
        note, suggested_measure, perceived_safety, buurt, reviewed_at, withdrawn_at FROM finding WHERE id = $1";
    BODY = "SELECT body FROM finding WHERE id = $1";
    MATCHING = "SELECT id, person_id, walk_id, category, lon, lat, accuracy_m, position_source, observed_at,
        received_at, note, suggested_measure, perceived_safety, buurt, reviewed_at, withdrawn_at FROM finding
        WHERE withdrawn_at IS NULL
        AND lon >= $1 AND lon <= $2 AND lat >= $3 AND lat <= $4
        AND observed_at >= $5 AND observed_at < $6
        AND (walk_id = $7 OR $7 IS NULL) AND (buurt = $8 OR $8 IS NULL)
        ORDER BY observed_at DESC, id DESC";
    PHOTOS_OF = "SELECT link.photo_id, photo.id FROM finding_photo AS link
        JOIN finding ON finding.id = link.finding_id
        LEFT JOIN photo ON photo.id = link.photo_id AND photo.person_id = finding.person_id
            AND photo.withdrawn_at IS NULL
        WHERE link.finding_id = $1 ORDER BY link.place";
    ALL_PHOTOS_BETWEEN = "SELECT link.finding_id, link.photo_id, photo.id FROM finding
        JOIN finding_photo AS link ON link.finding_id = finding.id
        LEFT JOIN photo ON photo.id = link.photo_id AND photo.person_id = finding.person_id
            AND photo.withdrawn_at IS NULL
        WHERE finding.observed_at >= $1 AND finding.observed_at <= $2 ORDER BY link.finding_id, link.place";
    OF_PHOTO = "SELECT finding.id, finding.person_id, finding.walk_id, finding.category, finding.lon, finding.lat,
        finding.accuracy_m, finding.position_source, finding.observed_at, finding.received_at, finding.note,
        finding.suggested_measure, finding.perceived_safety, finding.buurt, finding.reviewed_at, finding.withdrawn_at
        FROM finding JOIN finding_photo AS link ON link.finding_id = finding.id
        WHERE link.photo_id = $1 AND finding.person_id = $2 AND finding.withdrawn_at IS NULL";
    EMPTY = "UPDATE finding SET withdrawn_at = $1, category = NULL, lon = 0, lat = 0, accuracy_m = 0,
        observed_at = 0, note = NULL, body = '', perceived_safety = NULL, suggested_measure = NULL, buurt = NULL,
        walk_id = NULL WHERE id = $2 AND withdrawn_at IS NULL";
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

/// Findings that match a filter's box, times, walk and buurt, newest first, ties by id; not yet seen by the one rule.
/// Cost: reads every matching row.
pub async fn matching(db: &Db, filter: &Filter) -> Result<Vec<Finding>, sqlx::Error> {
    let [west, south, east, north] = filter.bbox.unwrap_or([-180.0, -90.0, 180.0, 90.0]);
    let (since, until) = (filter.since.unwrap_or(i64::MIN), filter.until.unwrap_or(i64::MAX));
    read_all!(
        db,
        Finding,
        MATCHING,
        west,
        east,
        south,
        north,
        since,
        until,
        filter.walk,
        &filter.buurt
    )
}

/// The photos of a finding, in order: id, and whether the bytes are here.
pub async fn photos_of(db: &Db, finding: Uuid) -> Result<Vec<(Uuid, bool)>, sqlx::Error> {
    let rows = read_all!(db, (Uuid, Option<Uuid>), PHOTOS_OF, finding)?;
    Ok(rows.into_iter().map(|(id, here)| (id, here.is_some())).collect())
}

/// The photos of every finding of a page (sorted by time), in one question.
pub async fn photos_of_all(
    db: &Db,
    page: &[Finding],
) -> Result<HashMap<Uuid, Vec<(Uuid, bool)>>, sqlx::Error> {
    let (Some(newest), Some(oldest)) = (page.first(), page.last()) else {
        return Ok(HashMap::new());
    };
    let rows = read_all!(
        db,
        (Uuid, Uuid, Option<Uuid>),
        ALL_PHOTOS_BETWEEN,
        oldest.observed_at,
        newest.observed_at
    )?;
    let mut photos: HashMap<Uuid, Vec<(Uuid, bool)>> = HashMap::new();
    for (finding, photo, here) in rows {
        photos.entry(finding).or_default().push((photo, here.is_some()));
    }
    Ok(photos)
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

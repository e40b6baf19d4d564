//! All SQL of publications.

use super::{rules::Counted, snapshot::Snapshot};
use crate::{
    change, read_all, read_one, statements,
    store::{Db, Tx},
    tx_all, tx_one,
};
use std::collections::BTreeSet;
use uuid::Uuid;

statements! {
    LOOKED_AT = "SELECT buurt FROM publication_moment WHERE moment >= $1";
    LOOK_AT = "INSERT INTO publication_moment (buurt, moment) VALUES ($1, $2)
        ON CONFLICT (buurt) DO UPDATE SET moment = excluded.moment WHERE publication_moment.moment < excluded.moment";
    DRAWN = "SELECT id, person_id, geometry FROM drawing WHERE buurt = $1 AND confirmed_at IS NOT NULL
        AND replaced_at IS NULL AND withdrawn_at IS NULL";
    HOW_MANY = "SELECT COUNT(*) FROM drawing WHERE buurt = $1 AND confirmed_at IS NOT NULL AND replaced_at IS NULL
        AND withdrawn_at IS NULL";
    OWN = "SELECT id, person_id, geometry FROM drawing WHERE buurt = $1 AND person_id = $2
        AND confirmed_at IS NOT NULL AND replaced_at IS NULL AND withdrawn_at IS NULL";
    RANK = "SELECT COUNT(*) FROM (SELECT MIN(drawn_at) AS first FROM drawing WHERE buurt = $1
        AND confirmed_at IS NOT NULL AND withdrawn_at IS NULL GROUP BY person_id) others
        WHERE first <= (SELECT MIN(drawn_at) FROM drawing WHERE buurt = $1 AND person_id = $2
        AND confirmed_at IS NOT NULL AND withdrawn_at IS NULL)";
    COUNTED = "SELECT person_id, drawing_id FROM counted WHERE buurt = $1";
    COUNTED_IN = "SELECT version FROM counted WHERE buurt = $1 AND person_id = $2 AND drawing_id = $3";
    COUNT = "INSERT INTO counted (buurt, person_id, drawing_id, version) VALUES ($1, $2, $3, $4)
        ON CONFLICT (buurt, person_id) DO UPDATE SET drawing_id = excluded.drawing_id, version = excluded.version";
    UNCOUNT = "DELETE FROM counted WHERE buurt = $1 AND person_id = $2";
    RELATIONS = "SELECT drawing.relation, COUNT(*) FROM counted JOIN drawing ON drawing.id = counted.drawing_id
        WHERE counted.buurt = $1 AND drawing.relation IS NOT NULL GROUP BY drawing.relation
        HAVING COUNT(*) >= $2 ORDER BY drawing.relation";
    YEARS = "SELECT since, COUNT(*) FROM (SELECT CAST(CASE WHEN drawing.years < 1 THEN 0 WHEN drawing.years < 5 THEN 1
        WHEN drawing.years < 15 THEN 5 ELSE 15 END AS BIGINT) AS since FROM counted JOIN drawing
        ON drawing.id = counted.drawing_id WHERE counted.buurt = $1 AND drawing.years IS NOT NULL) spans
        GROUP BY since HAVING COUNT(*) >= $2 ORDER BY since";
    WITHDRAWN_SINCE = "SELECT MIN(drawing.withdrawn_at) FROM counted JOIN drawing ON drawing.id = counted.drawing_id
        WHERE counted.buurt = $1";
    MARKED = "SELECT publication_mark.version, publication_mark.drawing_id, drawing.person_id
        FROM publication_mark JOIN drawing ON drawing.id = publication_mark.drawing_id
        WHERE publication_mark.buurt = $1 ORDER BY publication_mark.version";
    MARK = "INSERT INTO publication_mark (buurt, version, drawing_id) VALUES ($1, $2, $3)";
    GEOMETRY = "SELECT geometry FROM drawing WHERE id = $1";
    INPUTS = "SELECT version, input_sha256 FROM publication WHERE buurt = $1 ORDER BY version";
    INSERT_PUBLICATION = "INSERT INTO publication (buurt, version, published_at, people, input_sha256, parameters,
        agreement, alarm, typical, bands, line, shape, contested)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    LATEST = "SELECT buurt, version, published_at, people, input_sha256, parameters, agreement, alarm, typical, bands,
        line, shape, contested FROM publication WHERE buurt = $1 ORDER BY version DESC LIMIT 1";
    ONE = "SELECT buurt, version, published_at, people, input_sha256, parameters, agreement, alarm, typical, bands,
        line, shape, contested FROM publication WHERE buurt = $1 AND version = $2";
    PUBLISHED = "SELECT version, published_at, people FROM publication WHERE buurt = $1 ORDER BY version DESC";
    WITHDRAWN_LAST = "SELECT MAX(own.withdrawn_at) FROM publication_mark JOIN drawing
        ON drawing.id = publication_mark.drawing_id JOIN drawing AS own ON own.person_id = drawing.person_id
        WHERE publication_mark.buurt = $1";
    KEEP_DEPTHS = "INSERT INTO publication_depths (buurt, version, plane, depths) VALUES ($1, $2, $3, $4)
        ON CONFLICT (buurt) DO UPDATE SET version = excluded.version, plane = excluded.plane, depths = excluded.depths";
    DROP_DEPTHS = "DELETE FROM publication_depths WHERE buurt = $1";
    DEPTHS = "SELECT depths FROM publication_depths WHERE buurt = $1 AND version = $2 AND plane = $3";
    LAST_VERSION = "SELECT COALESCE(MAX(version), 0) FROM publication WHERE buurt = $1";
}

/// A drawing that counts.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Drawn {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub person_id: Uuid,
    /// GeoJSON Polygon text.
    pub geometry: String,
}

/// The buurten that were looked at since this moment.
pub async fn looked_at(db: &Db, moment: i64) -> Result<BTreeSet<String>, sqlx::Error> {
    let rows = read_all!(db, (String,), LOOKED_AT, moment)?;
    Ok(rows.into_iter().map(|(buurt,)| buurt).collect())
}

/// Takes this moment for a buurt; false when somebody else did.
pub async fn look_at(tx: &mut Tx, buurt: &str, moment: i64) -> Result<bool, sqlx::Error> {
    Ok(change!(tx, LOOK_AT, buurt, moment)? == 1)
}

/// The drawings of a buurt that count, one per person.
pub async fn drawn(db: &Db, buurt: &str) -> Result<Vec<Drawn>, sqlx::Error> {
    read_all!(db, Drawn, DRAWN, buurt)
}

/// The same, inside a change.
pub async fn drawn_in(tx: &mut Tx, buurt: &str) -> Result<Vec<Drawn>, sqlx::Error> {
    tx_all!(tx, Drawn, DRAWN, buurt)
}

/// How many people's drawings of a buurt count.
pub async fn how_many(db: &Db, buurt: &str) -> Result<i64, sqlx::Error> {
    Ok(read_one!(db, (i64,), HOW_MANY, buurt)?.map_or(0, |(people,)| people))
}

/// The drawing of a person that counts.
pub async fn own(db: &Db, buurt: &str, person: Uuid) -> Result<Option<Drawn>, sqlx::Error> {
    read_one!(db, Drawn, OWN, buurt, person)
}

/// The how-manieth person was this one to draw the buurt?
pub async fn rank(db: &Db, buurt: &str, person: Uuid) -> Result<i64, sqlx::Error> {
    Ok(read_one!(db, (i64,), RANK, buurt, person)?.map_or(0, |(rank,)| rank))
}

/// Whose drawing the last publication holds.
pub async fn counted(db: &Db, buurt: &str) -> Result<Counted, sqlx::Error> {
    let rows = read_all!(db, (Uuid, Uuid), COUNTED, buurt)?;
    Ok(rows.into_iter().collect())
}

/// What the people in the last publication said of themselves: how they belong to the buurt, and by how many years they
/// live there (from 0, 1, 5 or 15 on). Groups of fewer than `least` are left out.
pub async fn who_drew(db: &Db, buurt: &str, least: i64) -> Result<Groups, sqlx::Error> {
    Ok(Groups {
        relations: read_all!(db, (String, i64), RELATIONS, buurt, least)?,
        years: read_all!(db, (i64, i64), YEARS, buurt, least)?,
    })
}

/// People by what they said of themselves, each group with its size.
#[derive(Debug, Default)]
pub struct Groups {
    /// `lives`, `works` and `visits`.
    pub relations: Vec<(String, i64)>,
    /// Years that they live there, at least.
    pub years: Vec<(i64, i64)>,
}

/// When the first of the drawings in the last publication was withdrawn, ms since 1970 UTC; `None` when none was.
pub async fn withdrawn_since(db: &Db, buurt: &str) -> Result<Option<i64>, sqlx::Error> {
    Ok(read_one!(db, (Option<i64>,), WITHDRAWN_SINCE, buurt)?.and_then(|(at,)| at))
}

/// A drawing by which a person stands in a publication.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Marked {
    /// The publication.
    pub version: i64,
    /// The drawing.
    pub drawing_id: Uuid,
    /// Whose it is.
    pub person_id: Uuid,
}

/// By which drawings people stand in the publications of a buurt, the first publication first.
pub async fn marked(db: &Db, buurt: &str) -> Result<Vec<Marked>, sqlx::Error> {
    read_all!(db, Marked, MARKED, buurt)
}

/// Notes that somebody stands in a publication by this drawing.
pub async fn mark(tx: &mut Tx, made: &Snapshot, drawing: Uuid) -> Result<(), sqlx::Error> {
    change!(tx, MARK, &made.buurt, made.version, drawing)?;
    Ok(())
}

/// The line of a drawing as GeoJSON text, also of one that was replaced; `None` when it was withdrawn.
pub async fn line_of(db: &Db, drawing: Uuid) -> Result<Option<String>, sqlx::Error> {
    let row = read_one!(db, (String,), GEOMETRY, drawing)?;
    Ok(row.map(|(text,)| text).filter(|text| !text.is_empty()))
}

/// What each publication of a buurt was made of, by version: see [`Snapshot::input_sha256`].
pub async fn inputs(db: &Db, buurt: &str) -> Result<Vec<(i64, Vec<u8>)>, sqlx::Error> {
    read_all!(db, (i64, Vec<u8>), INPUTS, buurt)
}

/// The version since which a drawing is published.
pub async fn counted_in(db: &Db, buurt: &str, own: &Drawn) -> Result<Option<i64>, sqlx::Error> {
    let row = read_one!(db, (i64,), COUNTED_IN, buurt, own.person_id, own.id)?;
    Ok(row.map(|(version,)| version))
}

/// Notes that a person's drawing is published.
pub async fn count(
    tx: &mut Tx,
    buurt: &str,
    person: Uuid,
    drawing: Uuid,
    version: i64,
) -> Result<(), sqlx::Error> {
    change!(tx, COUNT, buurt, person, drawing, version)?;
    Ok(())
}

/// Notes that nothing of a person is published any more.
pub async fn uncount(tx: &mut Tx, buurt: &str, person: Uuid) -> Result<(), sqlx::Error> {
    change!(tx, UNCOUNT, buurt, person)?;
    Ok(())
}

/// Keeps a publication.
pub async fn insert(tx: &mut Tx, made: &Snapshot) -> Result<(), sqlx::Error> {
    change!(
        tx,
        INSERT_PUBLICATION,
        &made.buurt,
        made.version,
        made.published_at,
        made.people,
        &made.input_sha256,
        &made.parameters,
        made.agreement,
        made.alarm,
        made.typical,
        &made.bands,
        &made.line,
        &made.shape,
        &made.contested
    )?;
    Ok(())
}

/// The last publication of a buurt.
pub async fn latest(db: &Db, buurt: &str) -> Result<Option<Snapshot>, sqlx::Error> {
    read_one!(db, Snapshot, LATEST, buurt)
}

/// The number of the last publication of a buurt; 0 when there is none.
pub async fn last_version(tx: &mut Tx, buurt: &str) -> Result<i64, sqlx::Error> {
    Ok(tx_one!(tx, (i64,), LAST_VERSION, buurt)?.map_or(0, |(version,)| version))
}

/// A publication of any number.
pub async fn one(db: &Db, buurt: &str, version: i64) -> Result<Option<Snapshot>, sqlx::Error> {
    read_one!(db, Snapshot, ONE, buurt, version)
}

/// What a list needs of a publication.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct Published {
    /// Its number.
    pub version: i64,
    /// Its fixed moment, ms since 1970 UTC.
    pub published_at: i64,
    /// People whose drawing is in it.
    pub people: i64,
}

/// All publications of a buurt, the last one first.
pub async fn published(db: &Db, buurt: &str) -> Result<Vec<Published>, sqlx::Error> {
    read_all!(db, Published, PUBLISHED, buurt)
}

/// When somebody who stands in any publication of a buurt last withdrew a drawing, ms since 1970 UTC. Any drawing: a
/// person may stand in a publication by an earlier one than the line that it holds, and what is withdrawn has no buurt.
pub async fn withdrawn_last(db: &Db, buurt: &str) -> Result<Option<i64>, sqlx::Error> {
    Ok(read_one!(db, (Option<i64>,), WITHDRAWN_LAST, buurt)?.and_then(|(at,)| at))
}

/// Keeps how many drew each place beside a publication, on the plane of this word, and forgets that of the one before;
/// without depths only forgets.
pub async fn keep_depths(
    tx: &mut Tx,
    made: &Snapshot,
    plane: &str,
    depths: Option<&Vec<u8>>,
) -> Result<(), sqlx::Error> {
    match depths {
        Some(depths) => change!(tx, KEEP_DEPTHS, &made.buurt, made.version, plane, depths)?,
        None => change!(tx, DROP_DEPTHS, &made.buurt)?,
    };
    Ok(())
}

/// How many drew each place of a publication, if they were counted on this plane.
pub async fn depths(db: &Db, made: &Snapshot, plane: &str) -> Result<Option<Vec<u8>>, sqlx::Error> {
    let row = read_one!(db, (Vec<u8>,), DEPTHS, &made.buurt, made.version, plane)?;
    Ok(row.map(|(depths,)| depths))
}

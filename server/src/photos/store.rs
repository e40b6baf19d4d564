//! All SQL of the photos room.

use super::photo::Photo;
use crate::{
    change, read_all, read_one, statements,
    store::{Db, Tx},
    tx_one,
};
use uuid::Uuid;

statements! {
    INSERT_PHOTO = "INSERT INTO photo (id, person_id, sha256, width, height, large, small, received_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING";
    BY_ID = "SELECT id, person_id, sha256, width, height, large, small, received_at, withdrawn_at
        FROM photo WHERE id = $1";
    /// One statement, so that on PostgreSQL a photo that is just being stored is waited for and then withdrawn too.
    WITHDRAW = "INSERT INTO photo (id, person_id, sha256, width, height, large, small, received_at, withdrawn_at)
        VALUES ($1, $2, $3, 0, 0, '', '', $4, $4) ON CONFLICT (id) DO UPDATE SET withdrawn_at = excluded.withdrawn_at
        WHERE photo.person_id = excluded.person_id AND photo.withdrawn_at IS NULL";
    /// Whose findings name this photo.
    NAMED_BY = "SELECT DISTINCT finding.person_id FROM finding_photo AS link
        JOIN finding ON finding.id = link.finding_id WHERE link.photo_id = $1";
    STILL_USED = "SELECT COUNT(*) FROM photo WHERE (large = $1 OR small = $1) AND withdrawn_at IS NULL";
}

/// Adds a photo unless its id is taken; true when it was added.
pub async fn insert(tx: &mut Tx, photo: &Photo) -> Result<bool, sqlx::Error> {
    let added = change!(
        tx,
        INSERT_PHOTO,
        photo.id,
        photo.person_id,
        &photo.sha256,
        photo.width,
        photo.height,
        &photo.large,
        &photo.small,
        photo.received_at
    )?;
    Ok(added == 1)
}

/// The photo with this id, withdrawn ones too.
pub async fn by_id(db: &Db, id: Uuid) -> Result<Option<Photo>, sqlx::Error> {
    read_one!(db, Photo, BY_ID, id)
}

/// The photo with this id, inside a change.
pub async fn by_id_in(tx: &mut Tx, id: Uuid) -> Result<Option<Photo>, sqlx::Error> {
    tx_one!(tx, Photo, BY_ID, id)
}

/// Marks a photo of this person as withdrawn. One that is still on its way leaves a mark, so that it is refused when
/// it comes.
pub async fn withdraw(tx: &mut Tx, id: Uuid, person: Uuid, at: i64) -> Result<(), sqlx::Error> {
    change!(tx, WITHDRAW, id, person, Vec::<u8>::new(), at)?;
    Ok(())
}

/// The people whose findings name this photo, withdrawn findings too; none when it came before its finding.
pub async fn named_by(db: &Db, id: Uuid) -> Result<Vec<Uuid>, sqlx::Error> {
    let people = read_all!(db, (Uuid,), NAMED_BY, id)?;
    Ok(people.into_iter().map(|(person,)| person).collect())
}

/// Does a photo that was not withdrawn still use the bytes of this name?
pub async fn still_used(db: &Db, name: &str) -> Result<bool, sqlx::Error> {
    Ok(read_one!(db, (i64,), STILL_USED, name)?.is_some_and(|(count,)| count > 0))
}

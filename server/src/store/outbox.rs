//! The outbox: every deed writes what happened in the same transaction; others read it in order of `seq`.

use super::{Db, Tx};
use crate::{change, read_all, read_one, statements, tx_one};
use uuid::Uuid;

statements! {
    /// Held to the end of the transaction, so that no lower seq can appear after a higher one.
    POSTGRES_TAKE_TURN = "SELECT pg_advisory_xact_lock(7309940541)";
    APPEND = "INSERT INTO event (kind, subject, at) VALUES ($1, $2, $3) RETURNING seq";
    AFTER = "SELECT seq, kind, subject, at FROM event WHERE seq > $1 ORDER BY seq LIMIT 500";
    LAST = "SELECT COALESCE(MAX(seq), 0) FROM event";
    BOOKMARK = "SELECT seq FROM bookmark WHERE reader = $1";
    SET_BOOKMARK = "INSERT INTO bookmark (reader, seq) VALUES ($1, $2)
        ON CONFLICT (reader) DO UPDATE SET seq = excluded.seq WHERE bookmark.seq < excluded.seq";
    SQLITE_VERSION = "SELECT sqlite_version()";
    POSTGRES_VERSION = "SELECT current_setting('server_version')";
}

/// What happened. The words are stored: never rename one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// A finding was recorded.
    FindingRecorded,
    /// A finding was withdrawn by its maker.
    FindingWithdrawn,
    /// Its maker added to a finding, or put it right.
    FindingChanged,
    /// Somebody else saw a finding too, or took that back.
    FindingConfirmed,
    /// A finding is in another case than before.
    FindingLinked,
    /// A photo came in.
    PhotoStored,
    /// A photo was taken away by its maker, or will not come.
    PhotoWithdrawn,
    /// The findings of a walk were looked at and released.
    WalkReviewed,
    /// A walk was planned.
    WalkPlanned,
    /// Somebody joined a walk.
    WalkJoined,
    /// A walker began a walk that nobody planned.
    WalkBegun,
    /// A walk began, paused, went on or ended.
    WalkState,
    /// A row of a walk's roster changed.
    WalkRoster,
    /// A walker told which cells they walked, or took that back.
    WalkPassed,
    /// Borders of buurten came in.
    BuurtenImported,
    /// A resident drew a border.
    DrawingSent,
    /// Its maker said that a repaired drawing is so.
    DrawingConfirmed,
    /// Its maker withdrew a drawing.
    DrawingWithdrawn,
    /// What residents drew together was published.
    ConsensusPublished,
    /// A measure was proposed.
    MeasureProposed,
    /// A proposal was withdrawn by its maker.
    MeasureWithdrawn,
    /// The words of a proposal were looked at and released.
    MeasureReviewed,
    /// A proposal to move borders was begun.
    ProposalBegun,
    /// Its lines or locks changed.
    ProposalChanged,
    /// It went a step further or back.
    ProposalStepped,
    /// Somebody commented on it, or a comment was released.
    ProposalCommented,
    /// Somebody voted on it, or voted anew.
    ProposalVoted,
    /// Borders of a proposal were adopted.
    BuurtenAdopted,
}

const WORDS: [(Happening, &str); 28] = [
    (Happening::FindingRecorded, "finding.recorded"),
    (Happening::FindingWithdrawn, "finding.withdrawn"),
    (Happening::FindingChanged, "finding.changed"),
    (Happening::FindingConfirmed, "finding.confirmed"),
    (Happening::FindingLinked, "finding.linked"),
    (Happening::PhotoStored, "photo.stored"),
    (Happening::PhotoWithdrawn, "photo.withdrawn"),
    (Happening::WalkReviewed, "walk.reviewed"),
    (Happening::WalkPlanned, "walk.planned"),
    (Happening::WalkJoined, "walk.joined"),
    (Happening::WalkBegun, "walk.begun"),
    (Happening::WalkState, "walk.state"),
    (Happening::WalkRoster, "walk.roster"),
    (Happening::WalkPassed, "walk.passed"),
    (Happening::BuurtenImported, "buurten.imported"),
    (Happening::DrawingSent, "drawing.sent"),
    (Happening::DrawingConfirmed, "drawing.confirmed"),
    (Happening::DrawingWithdrawn, "drawing.withdrawn"),
    (Happening::ConsensusPublished, "consensus.published"),
    (Happening::MeasureProposed, "measure.proposed"),
    (Happening::MeasureWithdrawn, "measure.withdrawn"),
    (Happening::MeasureReviewed, "measure.reviewed"),
    (Happening::ProposalBegun, "proposal.begun"),
    (Happening::ProposalChanged, "proposal.changed"),
    (Happening::ProposalStepped, "proposal.stepped"),
    (Happening::ProposalCommented, "proposal.commented"),
    (Happening::ProposalVoted, "proposal.voted"),
    (Happening::BuurtenAdopted, "buurten.adopted"),
];

impl Happening {
    /// The stored word.
    pub fn word(self) -> &'static str {
        WORDS
            .iter()
            .find(|(happening, _)| *happening == self)
            .map_or("unknown", |(_, word)| word)
    }

    fn read(word: &str) -> Option<Self> {
        WORDS
            .iter()
            .find(|(_, known)| *known == word)
            .map(|(happening, _)| *happening)
    }
}

/// One row of the outbox.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its place in the order; gaps are possible, going back is not.
    pub seq: i64,
    /// What happened; `None` for a word that a newer version wrote.
    pub happening: Option<Happening>,
    /// To what.
    pub subject: Uuid,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
}

/// Writes an event in the deed's own transaction and gives its seq.
///
/// On PostgreSQL writers take turns here, to the end of their transactions: append last, just before the commit.
pub async fn append(tx: &mut Tx, happening: Happening, subject: Uuid, at: i64) -> Result<i64, sqlx::Error> {
    take_turn(tx).await?;
    let row = tx_one!(tx, (i64,), APPEND, happening.word(), subject, at)?;
    row.map(|(seq,)| seq).ok_or(sqlx::Error::RowNotFound)
}

/// Waits until no other writer of events runs, and lets none in before the end of this change. Whoever holds rows takes
/// them first.
pub async fn take_turn(tx: &mut Tx) -> Result<(), sqlx::Error> {
    if matches!(tx, Tx::Postgres(_)) {
        change!(tx, POSTGRES_TAKE_TURN)?;
    }
    Ok(())
}

/// Most events that are read at once.
pub const AT_ONCE: usize = 500;

/// The next events after `seq`, at most [`AT_ONCE`], in order.
pub async fn after(db: &Db, seq: i64) -> Result<Vec<Event>, sqlx::Error> {
    let rows = read_all!(db, (i64, String, Uuid, i64), AFTER, seq)?;
    Ok(rows
        .into_iter()
        .map(|(seq, word, subject, at)| Event {
            seq,
            happening: Happening::read(&word),
            subject,
            at,
        })
        .collect())
}

/// The last seq that was given out and kept.
pub async fn last(db: &Db) -> Result<i64, sqlx::Error> {
    Ok(read_one!(db, (i64,), LAST)?.map_or(0, |(seq,)| seq))
}

/// How far `reader` came before the last stop.
pub async fn bookmark(db: &Db, reader: &str) -> Result<i64, sqlx::Error> {
    Ok(read_one!(db, (i64,), BOOKMARK, reader)?.map_or(0, |(seq,)| seq))
}

/// Notes how far `reader` came; never goes back.
pub async fn set_bookmark(db: &Db, reader: &str, seq: i64) -> Result<(), sqlx::Error> {
    let mut tx = db.begin().await?;
    change!(&mut tx, SET_BOOKMARK, reader, seq)?;
    tx.commit().await
}

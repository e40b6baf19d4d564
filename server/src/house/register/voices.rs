//! Who saw a finding too: rows of their own in the index, so that they count as voices.

use super::{ECHO, FELT, Held, PHOTOS};
use sha2::{Digest, Sha256};
use spatial::{
    index::{Entry, Sight},
    sun,
};
use uuid::Uuid;

/// Somebody saw a finding too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voice {
    /// Who.
    pub person: Uuid,
    /// When, ms since 1970 UTC.
    pub at: i64,
    /// On which local day, since 1970-01-01.
    pub day: u16,
}

/// The id of a voice's row: nobody can make another thing of the same id, as a phone could with an id of its own.
pub fn row_id(finding: Uuid, person: Uuid, day: u16) -> u128 {
    let hash = Sha256::new()
        .chain_update(b"voice")
        .chain_update(finding.as_bytes())
        .chain_update(person.as_bytes())
        .chain_update(day.to_be_bytes())
        .finalize();
    hash.iter()
        .take(16)
        .fold(0, |id, byte| id << 8 | u128::from(*byte))
}

/// The row of a voice: at the finding's place and of its sort, by another person at another time. `observer` is the
/// person's number, `dark` whether the sun was down.
pub fn row(finding: &Entry, voice: &Voice, observer: u32, dark: u8) -> Entry {
    let mut sight = Sight::new(voice.at, finding.sight.cell());
    (sight.observer, sight.day) = (observer, voice.day);
    (sight.walk, sight.buurt, sight.category) =
        (finding.sight.walk, finding.sight.buurt, finding.sight.category);
    sight.flags = finding.sight.flags & !(FELT | PHOTOS | super::DARK) | ECHO | dark;
    Entry {
        id: row_id(Uuid::from_u128(finding.id), voice.person, voice.day),
        sight,
        ..*finding
    }
}

/// Is it dark at a finding when somebody saw it too?
pub fn darkness(finding: &Entry, voice: &Voice) -> u8 {
    if sun::is_dark(voice.at, finding.spot.lonlat()) {
        super::DARK
    } else {
        0
    }
}

impl Held {
    /// Who saw a finding too; empty for a finding that is not here.
    pub fn voices_of(&self, finding: Uuid) -> Vec<Voice> {
        let Some(row) = self.index.row_of(finding.as_u128()) else {
            return Vec::new();
        };
        let told = self.details(row);
        let told = told
            .into_iter()
            .flat_map(|details| details.voices().collect::<Vec<_>>());
        told.map(|(person, day)| {
            let row = self.index.row_of(row_id(finding, person, day));
            Voice {
                person,
                day,
                at: row.map_or(0, |row| self.index.sight(row).at()),
            }
        })
        .collect()
    }
}

//! All SQL of all rooms in one list, for the test that prepares each statement on both databases.

use crate::{
    boundaries, findings, measures, people, photos,
    store::{outbox, pen},
    walks,
};

/// Every statement: room, name, text. Names that start with a database's name are for that one only.
pub fn all() -> Vec<(&'static str, &'static str, &'static str)> {
    let rooms: &[(&str, &[(&str, &str)])] = &[
        ("outbox", outbox::ALL),
        ("pen", pen::ALL),
        ("people", people::store::ALL),
        ("walks", walks::store::ALL),
        ("photos", photos::store::ALL),
        ("findings", findings::store::ALL),
        ("findings", findings::store::changes::ALL),
        ("findings", findings::store::confirmations::ALL),
        ("findings", findings::store::cases::ALL),
        ("boundaries", boundaries::store::ALL),
        ("boundaries", boundaries::proposals::store::ALL),
        ("boundaries", boundaries::drawings::store::ALL),
        ("measures", measures::store::ALL),
    ];
    rooms
        .iter()
        .flat_map(|(room, all)| all.iter().map(move |(name, sql)| (*room, *name, *sql)))
        .collect()
}

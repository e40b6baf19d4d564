//! Takes in a finding of another system.

use super::{finding::Finding, store};
use crate::{
    http::{Problem, canonical::canonical},
    store::{Db, Tx},
};
use serde_json::Value;
use uuid::Uuid;

/// What is here under an id already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// The same finding of the same person.
    Same,
    /// It was withdrawn; it does not come back.
    Withdrawn,
    /// Another one, or somebody else's.
    Other,
}

/// What is here under this id; `None` when it is free.
pub async fn known(db: &Db, id: Uuid, person: Uuid, body: &Value) -> Result<Option<Known>, Problem> {
    let Some((kept, sent)) = store::by_id_with_body(db, id).await? else {
        return Ok(None);
    };
    Ok(Some(if kept.person_id != person {
        Known::Other
    } else if kept.withdrawn_at.is_some() {
        Known::Withdrawn
    } else if sent == canonical(body) {
        Known::Same
    } else {
        Known::Other
    }))
}

/// Adds a finding as if its person had sent this body; false when the id was taken meanwhile. The event is the
/// caller's to write.
pub async fn take_in(tx: &mut Tx, finding: &Finding, body: &Value) -> Result<bool, Problem> {
    Ok(store::insert(tx, finding, &canonical(body)).await?)
}

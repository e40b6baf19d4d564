//! Begins a walk that nobody planned: made on a phone, perhaps without network, and sent later.

use super::{roster::LEADER, state::Stage, store, walk::Walk};
use crate::{
    house::House,
    http::{Members, Problem},
    people::{
        self, Asker,
        enrol::{Enrolled, person, seat},
        token,
    },
    store::outbox::{self, Happening},
};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// A walk that begins by itself. Sending it again is harmless.
#[derive(Debug, Clone, ToSchema)]
pub struct Begin {
    /// Its id, a UUID made by the phone.
    pub id: Uuid,
    /// What people call it, at most 120 characters; else it is called after its buurt.
    pub title: Option<String>,
    /// Code of the buurt it goes through. One that is not known here is left out, with the notice `unknown_buurt`.
    pub buurt: Option<String>,
    /// When it began by the phone's clock; never later than the server's now.
    #[schema(value_type = String, format = DateTime)]
    pub started_at: i64,
    /// 43-64 characters of chance (A-Z a-z 0-9 - _) from a phone without a cookie: by it the phone is known again when
    /// the answer to its first try, or later its cookie, was lost. The same as `key` beside a code.
    pub key: Option<String>,
    /// Was a buurt left out because it is not known?
    #[schema(ignore)]
    pub unknown_buurt: bool,
}

/// Reads the member `key`.
pub(super) fn read_key(members: &mut Members<'_>) -> Option<String> {
    let key = members.text("key", 64);
    if key.as_deref().is_some_and(|key| !token::is_key(key)) {
        members.fault("key", "not_a_key");
    }
    key
}

impl Begin {
    /// Reads the member `begin`; its faults go to `members`.
    pub fn read(house: &House, members: &mut Members<'_>) -> Option<Self> {
        let mut inner = Members::of(members.any("begin")?, "/begin");
        let begin = Self::read_inner(house, &mut inner);
        members.absorb(inner.faults());
        begin
    }

    fn read_inner(house: &House, inner: &mut Members<'_>) -> Option<Self> {
        let id = inner.id("id");
        let id = inner.required("id", id);
        let title = inner.words("title", 120);
        let buurt = inner.words("buurt", 64);
        let atlas = house.atlas.load();
        // Borders may have changed since it began: that must not hold back what was seen on it.
        let unknown = |code: &String| !atlas.buurten.is_empty() && atlas.by_code(code).is_none();
        let unknown_buurt = buurt.as_ref().is_some_and(unknown);
        let buurt = buurt.filter(|_| !unknown_buurt);
        let started_at = inner.moment("started_at");
        let started_at = inner.required("started_at", started_at);
        let key = read_key(inner);
        Some(Self {
            id: id?,
            title,
            buurt,
            started_at: started_at?,
            key,
            unknown_buurt,
        })
    }

    fn walk(&self, house: &House, made_by: Uuid, now: i64) -> Result<Walk, Problem> {
        let broken = |error: getrandom::Error| Problem::broken(&error);
        let began = self.started_at.min(now);
        Ok(Walk {
            id: self.id,
            title: self
                .title
                .clone()
                .unwrap_or_else(|| self.called_after_buurt(house)),
            buurt: self.buurt.clone(),
            starts_at: began,
            meeting_point: None,
            organiser: None,
            themes: Value::Array(Vec::new()).to_string(),
            code: token::new_code().map_err(broken)?,
            secret: token::new_secret().map_err(broken)?,
            made_by,
            made_at: now,
            state: Stage::Walking.word().to_owned(),
            started_at: Some(began),
            ended_at: None,
            ended_received_at: None,
        })
    }

    fn called_after_buurt(&self, house: &House) -> String {
        let atlas = house.atlas.load();
        let buurt = self.buurt.as_deref().and_then(|code| atlas.by_code(code));
        buurt.map_or_else(|| "Schouw".to_owned(), |buurt| format!("Schouw {}", buurt.name))
    }
}

/// What to tell of an id that is somebody else's, once that is safe: their change may share a commit that is still to
/// come. The new walker of the change before is not kept.
async fn taken(house: &House, id: Uuid) -> Result<Problem, Problem> {
    let mut tx = house.db.begin().await?;
    let theirs = store::exists(&mut tx, id).await?;
    tx.commit().await?;
    // Theirs came to nothing after all: the phone asks again.
    let gone = || Problem::from(sqlx::Error::RowNotFound);
    theirs.then(Problem::conflict).ok_or_else(gone)
}

/// Begins the walk; who begins it leads it. The id of somebody else's walk is a conflict.
pub async fn begin(
    house: &House,
    asker: &Asker,
    new: &Begin,
    name: Option<&str>,
) -> Result<(Walk, Enrolled), Problem> {
    let now = house.clock.now_ms();
    let mut tx = house.db.begin().await?;
    let enrolled = person(&mut tx, asker, new.key.as_deref(), now).await?;
    let mut walk = new.walk(house, enrolled.person, now)?;
    let first = store::insert(&mut tx, &walk).await?;
    if !first {
        let held = store::by_id_in(&mut tx, new.id).await?;
        let Some(own) = held.filter(|held| held.made_by == enrolled.person) else {
            drop(tx);
            return Err(taken(house, new.id).await?);
        };
        walk = own;
    }
    seat(&mut tx, enrolled.person, walk.id, name, now).await?;
    if first {
        let roles = Value::from(vec![LEADER]).to_string();
        store::set_roles(&mut tx, walk.id, enrolled.person, &roles).await?;
        outbox::append(&mut tx, Happening::WalkBegun, walk.id, now).await?;
    }
    tx.commit().await?;
    people::recall::forget(house);
    Ok((walk, enrolled))
}

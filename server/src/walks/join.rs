//! Joins a walk by its code.

use super::{
    begin::{Begin, begin, read_key},
    roster::{LEADER, Seat},
    state::Stage,
    store,
    walk::{Walk, WalkView},
};
use crate::{
    house::House,
    http::{Members, Problem, Received, limits::Pace},
    people::{
        self, Asker,
        asker::{Address, set_cookie},
        enrol::{self, Enrolled},
        token,
    },
    store::outbox::{self, Happening},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use std::net::IpAddr;
use utoipa::ToSchema;
use uuid::Uuid;

/// A code, or a walk that begins; and, if the walker wishes, a name.
#[derive(Debug, ToSchema)]
pub struct JoinRequest {
    /// 8 characters as typed (spaces, dashes and lower case are fine), or the secret of the QR link.
    pub code: Option<String>,
    /// A walk that nobody planned, instead of a code.
    pub begin: Option<Begin>,
    /// What the others may call you, at most 40 characters.
    pub name: Option<String>,
    /// 43-64 characters of chance (A-Z a-z 0-9 - _) that the phone made before it first joined and keeps: when its cookie
    /// got lost, it is the same walker again. Who holds a cookie stays who that says. Whoever has the key is that walker.
    pub key: Option<String>,
}

/// Where the walker now belongs.
#[derive(Debug, Serialize, ToSchema)]
pub struct Joined {
    /// The walk.
    pub walk: WalkView,
    /// The walker.
    pub participant: Participant,
    /// What was left out: `unknown_buurt`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub notices: Vec<&'static str>,
}

/// A walker, known by a pseudonym.
#[derive(Debug, Serialize, ToSchema)]
pub struct Participant {
    /// The pseudonym.
    pub id: Uuid,
    /// The chosen name.
    pub name: Option<String>,
}

/// Finds the walk of a typed code or a scanned secret; unknown ones are 404.
async fn find(house: &House, typed: &str) -> Result<Walk, Problem> {
    let code = token::read_code(typed).unwrap_or_default();
    let found = store::by_code(&house.db, &code, typed.trim()).await?;
    let found = found.map(|walk| walk.as_of(house.clock.now_ms()));
    found.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "unknown_code", "We do not know this code."))
}

/// Who comes with a code: by the cookie, else by the phone's own key, else somebody new.
pub struct Comer<'a> {
    /// By the cookie or token.
    pub asker: &'a Asker,
    /// The phone's own key.
    pub key: Option<&'a str>,
    /// What the others may call them.
    pub name: Option<&'a str>,
}

impl Comer<'_> {
    /// Who they are already; `None` when somebody new.
    async fn known(&self, house: &House) -> Result<Option<Uuid>, Problem> {
        match (self.asker.id(), self.key) {
            (None, Some(key)) => Ok(enrol::holder_of(&house.db, key).await?.id()),
            (known, _) => Ok(known),
        }
    }
}

/// Refuses the code of a walk that ended long ago, but not to those who walked it.
async fn still_open(house: &House, person: Option<Uuid>, walk: &Walk) -> Result<(), Problem> {
    // A while after the end it still opens, so that who came late can send.
    let over = walk.stage() == Stage::Ended && !walk.may_go_on(house.clock.now_ms());
    let seat = match person {
        Some(person) if over => store::seat(&house.db, walk.id, person).await?,
        _ => None,
    };
    if over && seat.is_none() {
        let detail = "This walk has ended. (Deze schouw is al klaar.)";
        return Err(Problem::new(StatusCode::GONE, "ended", detail));
    }
    Ok(())
}

/// Puts the asker on the walk's roster. Joining again is harmless and may change the name.
pub async fn join(house: &House, comer: &Comer<'_>, walk: &Walk) -> Result<Enrolled, Problem> {
    let Comer { asker, key, name } = *comer;
    let now = house.clock.now_ms();
    let mut tx = house.db.begin().await?;
    store::hold(&mut tx, walk.id).await?;
    let enrolled = enrol::person(&mut tx, asker, key, now).await?;
    let held = store::seat_in(&mut tx, walk.id, enrolled.person).await?;
    enrol::seat(&mut tx, enrolled.person, walk.id, name, now).await?;
    if held.is_none() && enrolled.person == walk.made_by {
        let roles = serde_json::Value::from(vec![LEADER]).to_string();
        store::set_roles(&mut tx, walk.id, enrolled.person, &roles).await?;
    }
    if let Some(happening) = news(held.as_ref(), name) {
        outbox::append(&mut tx, happening, walk.id, now).await?;
    }
    tx.commit().await?;
    people::recall::forget(house);
    Ok(enrolled)
}

/// What the others are to hear of who joins: that they came, are back, or are called otherwise now.
fn news(held: Option<&Seat>, name: Option<&str>) -> Option<Happening> {
    let Some(seat) = held else {
        return Some(Happening::WalkJoined);
    };
    let renamed = name.is_some() && name != seat.name.as_deref();
    (renamed || seat.left_at.is_some()).then_some(Happening::WalkRoster)
}

/// Joins by a code that may be a guess.
async fn by_code(
    house: &House,
    comer: &Comer<'_>,
    address: IpAddr,
    code: &str,
) -> Result<(Walk, Enrolled), Problem> {
    house.limits.count_guess(address, house.clock.now_ms())?;
    let walk = find(house, code).await?;
    house.limits.forgive(address);
    let person = comer.known(house).await?;
    still_open(house, person, &walk).await?;
    match person {
        Some(person) => house.limits.count(person, Pace::Finding)?,
        None => house.limits.count_newcomer(walk.id)?,
    }
    let enrolled = join(house, comer, &walk).await?;
    Ok((walk, enrolled))
}

/// Begins a walk, for everybody or only for those with a token: a setting.
async fn by_beginning(
    house: &House,
    asker: &Asker,
    address: IpAddr,
    new: &Begin,
    name: Option<&str>,
) -> Result<(Walk, Enrolled), Problem> {
    if *asker == Asker::Nobody && !house.config.open_start {
        return Err(Problem::unknown_asker());
    }
    house.limits.count_begin(address, house.clock.now_ms())?;
    begin(house, asker, new, name).await
}

/// Joins a walk by its code, or begins one; a phone that holds a cookie keeps its walker.
#[utoipa::path(post, path = "/api/join", operation_id = "joinWalk", tag = "walks", request_body = JoinRequest, security(()), responses(
    (status = 200, description = "Joined; a new phone gets its cookie", body = Joined),
    (status = 401, description = "Only those with a token may begin a walk here", body = Problem),
    (status = 404, description = "Unknown code", body = Problem),
    (status = 409, description = "The id to begin with is somebody else's", body = Problem),
    (status = 410, description = "`ended`: more than 12 hours ago, by the server's clock", body = Problem),
    (status = 422, description = "Every fault", body = Problem),
    (status = 429, description = "Too many wrong codes, or too many walks begun", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Address(address): Address,
    body: Received,
) -> Result<Response, Problem> {
    let mut members = Members::of(&body.value, "");
    let code = members.words("code", 64);
    let new = Begin::read(&house, &mut members);
    let begins = members.any("begin").is_some();
    match (&code, begins) {
        (Some(_), true) => members.fault("begin", "not_with_code"),
        (None, false) => {
            members.required("code", code.as_ref());
        }
        _ => {}
    }
    let name = members.words("name", 40);
    let key = read_key(&mut members);
    members.done()?;
    let (walk, enrolled) = match &new {
        Some(new) => by_beginning(&house, &asker, address, new, name.as_deref()).await?,
        None => {
            let comer = Comer {
                asker: &asker,
                key: key.as_deref(),
                name: name.as_deref(),
            };
            by_code(&house, &comer, address, &code.unwrap_or_default()).await?
        }
    };
    let seat = store::seat(&house.db, walk.id, enrolled.person).await?;
    let joined = Joined {
        walk: walk.view(seat.as_ref()),
        participant: Participant {
            id: enrolled.person,
            name: seat.and_then(|seat| seat.name),
        },
        notices: new
            .filter(|new| new.unknown_buurt)
            .map_or_else(Vec::new, |_| vec!["unknown_buurt"]),
    };
    let mut response = Json(joined).into_response();
    if let Some(token) = enrolled.token {
        let cookie = set_cookie(&token, house.config.secure());
        let value = HeaderValue::from_str(&cookie).map_err(|error| Problem::broken(&error))?;
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    Ok(response)
}

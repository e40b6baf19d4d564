//! Finds out who sent a request, from a bearer token or the phone's cookie.

use super::{
    Asker,
    recall::{recall, remember},
    store, token,
};
use crate::{
    house::House,
    http::{Problem, limits::Pace},
};
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, Method, header, request::Parts},
};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use uuid::Uuid;

/// The phone's cookie over TLS.
const SECURE_COOKIE: &str = "__Host-participant";
/// The phone's cookie over plain http, for loopback and trials.
const PLAIN_COOKIE: &str = "participant";

impl FromRequestParts<House> for Asker {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Problem> {
        let asker = recognise(&parts.headers, house).await?;
        let reading = matches!(parts.method, Method::GET | Method::HEAD);
        if let (true, Some(person)) = (reading, asker.id()) {
            house.limits.count(person, Pace::Read)?;
        }
        Ok(asker)
    }
}

async fn recognise(headers: &HeaderMap, house: &House) -> Result<Asker, Problem> {
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let bearer = value.to_str().ok().and_then(|text| text.strip_prefix("Bearer "));
        let Some(bearer) = bearer else {
            return Err(Problem::unknown_asker());
        };
        // A program that sends a wrong token must hear so, rather than be treated as nobody.
        return match holder(house, bearer.trim()).await? {
            Asker::Nobody => Err(Problem::unknown_asker()),
            known => Ok(known),
        };
    }
    match cookie(headers, house.config.secure()) {
        Some(held) => holder(house, held).await,
        None => Ok(Asker::Nobody),
    }
}

/// Whoever holds a token.
async fn holder(house: &House, held: &str) -> Result<Asker, Problem> {
    let hash = token::hash(held);
    if let Some(asker) = recall(house, &hash) {
        return Ok(asker);
    }
    let asker = store::by_token(&house.db, &hash).await?;
    remember(house, &hash, &asker);
    Ok(asker)
}

fn cookie(headers: &HeaderMap, secure: bool) -> Option<&str> {
    let name = if secure { SECURE_COOKIE } else { PLAIN_COOKIE };
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, held)| held)
}

/// What a request's own token makes of an id. The token is not kept here, so nobody who reads the tables can tell whose
/// mark it is; who comes with the same token has the same mark.
pub struct Mark(String);

impl Mark {
    /// The mark on a thing: 32 bytes.
    pub fn on(&self, thing: Uuid) -> Vec<u8> {
        token::mark(&self.0, thing)
    }
}

impl FromRequestParts<House> for Mark {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Problem> {
        let headers = &parts.headers;
        let bearer = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        let held = match bearer {
            Some(text) => text.strip_prefix("Bearer ").map(str::trim),
            None => cookie(headers, house.config.secure()),
        };
        let held = held.ok_or_else(Problem::unknown_asker)?;
        Ok(Self(held.to_owned()))
    }
}

/// The `Set-Cookie` value by which the phone keeps its walker, for 400 days (the most that browsers keep).
pub fn set_cookie(token: &str, secure: bool) -> String {
    let (name, flag) = if secure {
        (SECURE_COOKIE, "; Secure")
    } else {
        (PLAIN_COOKIE, "")
    };
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000{flag}")
}

impl Asker {
    /// The asker, if they are somebody; else 401.
    pub fn somebody(self) -> Result<Self, Problem> {
        if self == Self::Nobody {
            Err(Problem::unknown_asker())
        } else {
            Ok(self)
        }
    }
}

/// The address a request came from; behind a proxy, the last one that the proxy wrote down.
pub struct Address(pub IpAddr);

impl FromRequestParts<House> for Address {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Problem> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip());
        let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        if !house.config.behind_proxy {
            return Ok(Self(peer));
        }
        let told = parts
            .headers
            .get("x-forwarded-for")
            .and_then(|value| value.to_str().ok());
        let last = told
            .and_then(|list| list.rsplit(',').next())
            .and_then(|text| text.trim().parse().ok());
        Ok(Self(last.unwrap_or(peer)))
    }
}

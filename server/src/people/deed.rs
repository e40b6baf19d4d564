//! What stands before every small deed at a door: who does it, on what, with which body, and not too often.

use super::Asker;
use crate::{
    house::House,
    http::{Problem, Segments, limits::Pace, members::path_id},
};
use axum::extract::{FromRequest, FromRequestParts, Request};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// A deed of somebody, counted as one of the small writes of a minute (600).
///
/// Refused in this order: a wrong token (401), a body that cannot be read (400, 408, 413, 415), nobody (401), too many
/// (429), an id in the path that is none (400).
pub struct Deed<I, B = NoBody> {
    /// Who does it; never nobody.
    pub asker: Asker,
    /// Their id.
    pub person: Uuid,
    /// The ids in the path.
    pub ids: I,
    /// What they sent.
    pub body: B,
}

/// The body of a deed that has none; what comes all the same is left unread.
pub struct NoBody;

impl<S: Send + Sync> FromRequest<S> for NoBody {
    type Rejection = Problem;

    async fn from_request(_request: Request, _state: &S) -> Result<Self, Problem> {
        Ok(Self)
    }
}

/// The ids in a path.
pub trait Ids: Sized {
    /// The same as they stand there.
    type Text: DeserializeOwned + Send;
    /// Reads them; 400 for what is no id.
    fn read(text: &Self::Text) -> Result<Self, Problem>;
}

impl Ids for () {
    type Text = ();

    fn read((): &()) -> Result<Self, Problem> {
        Ok(())
    }
}

impl Ids for Uuid {
    type Text = String;

    fn read(text: &String) -> Result<Self, Problem> {
        path_id(text)
    }
}

impl Ids for (Uuid, Uuid) {
    type Text = (String, String);

    fn read((first, second): &(String, String)) -> Result<Self, Problem> {
        Ok((path_id(first)?, path_id(second)?))
    }
}

impl<I, B> FromRequest<House> for Deed<I, B>
where
    I: Ids,
    B: FromRequest<House, Rejection = Problem> + Send,
{
    type Rejection = Problem;

    async fn from_request(request: Request, house: &House) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let asker = Asker::from_request_parts(&mut parts, house).await?;
        let Segments(text) = Segments::<I::Text>::from_request_parts(&mut parts, house).await?;
        let body = B::from_request(Request::from_parts(parts, body), house).await?;
        let asker = asker.somebody()?;
        let person = asker.id().unwrap_or_default();
        house.limits.count(person, Pace::Finding)?;
        let ids = I::read(&text)?;
        Ok(Self {
            asker,
            person,
            ids,
            body,
        })
    }
}

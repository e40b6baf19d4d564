//! The join link as a QR code, for companions to scan from the leader's screen.

use super::{standing::standing, walk::Walk};
use crate::{
    house::House,
    http::{Problem, members::path_id, path::Segments},
    people::Asker,
};
use axum::{
    extract::{FromRequestParts, State},
    http::{header, request::Parts},
    response::{IntoResponse, Response},
};
use qrcodegen::{QrCode, QrCodeEcc};
use std::{convert::Infallible, fmt::Write};

/// White around the code, in modules: scanners need four.
const QUIET: i32 = 4;

/// The address by which residents reach us: the one of the settings, else the one this request was sent to.
pub struct Here(String);

impl FromRequestParts<House> for Here {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Infallible> {
        if let Some(url) = &house.config.public_url {
            return Ok(Self(url.clone()));
        }
        let told = parts
            .headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok());
        let host = told.or_else(|| parts.uri.authority().map(|authority| authority.as_str()));
        let host = host.map_or_else(|| house.config.listen.to_string(), str::to_owned);
        let scheme = if house.config.secure() { "https" } else { "http" };
        Ok(Self(format!("{scheme}://{host}")))
    }
}

impl Here {
    /// The link that joins a walk. Its secret stands behind `#` and reaches no server's log.
    pub fn link(&self, walk: &Walk) -> String {
        format!("{}{}", self.0, walk.join_path())
    }
}

/// A QR code as an SVG picture, one unit a module.
fn draw(link: &str) -> Result<String, Problem> {
    let code = QrCode::encode_text(link, QrCodeEcc::Medium).map_err(|error| Problem::broken(&error))?;
    let side = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing into memory cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\"/></svg>"
    ))
}

/// The join link as a QR code, for who leads the walk and its staff.
#[utoipa::path(get, path = "/api/walks/{id}/qr.svg", operation_id = "showWalkQr", tag = "walks", params(
    ("id" = Uuid, Path, description = "The walk"),
), responses(
    (status = 200, description = "A picture", body = String, content_type = "image/svg+xml"),
    (status = 403, description = "You do not lead the walk", body = Problem),
    (status = 404, description = "No walk that you may see", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments(id): Segments<String>,
    here: Here,
) -> Result<Response, Problem> {
    let asker = asker.somebody()?;
    let standing = standing(&house, &asker, path_id(&id)?).await?;
    if !standing.leads {
        return Err(Problem::not_for_you("Who leads the walk shows its code."));
    }
    let picture = draw(&here.link(&standing.walk))?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], picture).into_response())
}

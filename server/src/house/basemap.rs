//! The base map under everything: one PMTiles file, judged at the start and given out as it lies on disk.

use super::pmtiles::{HEADER, Header};
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, Response, header},
};
use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};
use tower_http::services::ServeFile;

/// Where the server gives it out.
pub const HREF: &str = "/basemap.pmtiles";
/// Its content type.
pub const KIND: &str = "application/vnd.pmtiles";
/// A base map as it lies there now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its size.
    pub bytes: u64,
    /// Changes with the file: its ETag without quotes.
    pub version: String,
}

/// Is this a PMTiles archive, version 3, of vector tiles, and is all of it there? Reads the header only. The error
/// says what is wrong in a line, without the name of the file.
pub fn check(path: &Path) -> Result<(), String> {
    let cannot = |error: io::Error| format!("cannot read it: {error}");
    let mut file = File::open(path).map_err(cannot)?;
    let length = file.metadata().map_err(cannot)?.len();
    let mut head = Vec::with_capacity(HEADER);
    let read = file.by_ref().take(HEADER as u64).read_to_end(&mut head);
    read.map_err(cannot)?;
    Header::read(&head, length).map(|_| ())
}

/// What phones may be told of: the file as it lies there, or still what was told `before` while another one is being
/// copied in. `None` when there is no file. Costs some system calls.
pub async fn to_tell(path: &Path, before: Option<&Seen>) -> Option<Seen> {
    let seen = seen(path).await?;
    if Some(&seen) == before || check(path).is_ok() {
        Some(seen)
    } else {
        before.cloned()
    }
}

/// Answers a request with the file or the asked range of it, piece by piece, by the rules of HTTP: 200, 206, 304, 412,
/// or 416 without a body.
pub async fn serve(path: &Path, request: Request) -> io::Result<Response<Body>> {
    let answer = ServeFile::new(path).try_call(request).await?;
    let mut answer = answer.map(Body::new);
    let headers = answer.headers_mut();
    if headers.contains_key(header::CONTENT_TYPE) {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(KIND));
    }
    Ok(answer)
}

/// The file as it lies there now; `None` when it cannot be read.
pub async fn seen(path: &Path) -> Option<Seen> {
    let mut head = Request::new(Body::empty());
    *head.method_mut() = Method::HEAD;
    let answer = serve(path, head).await.ok()?;
    let text = |name| answer.headers().get(name).and_then(|value| value.to_str().ok());
    Some(Seen {
        bytes: text(header::CONTENT_LENGTH)?.parse().ok()?,
        version: text(header::ETAG)?.trim_matches('"').to_owned(),
    })
}

//! The app's own files, built into the program.

use super::Problem;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../pwa/dist"]
#[allow_missing = true]
struct Files;

/// Answers with a file of the app; paths without a file are screens and get the app's page.
pub async fn door(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") {
        return Problem::not_found().into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return not_allowed().await;
    }
    let screen = path.is_empty() || !path.rsplit('/').next().unwrap_or_default().contains('.');
    let path = if screen { "index.html" } else { path };
    let Some(file) = Files::get(path) else {
        return missing(screen);
    };
    answer(path, &file, request.headers())
}

/// This door does not take this method.
pub async fn not_allowed() -> Response {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "This door does not take this method.",
    )
    .into_response()
}

fn missing(screen: bool) -> Response {
    if !screen {
        return Problem::not_found().into_response();
    }
    let text = "The app is not built into this program. Run: make build";
    (StatusCode::SERVICE_UNAVAILABLE, text).into_response()
}

fn answer(path: &str, file: &EmbeddedFile, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", super::body::hex(&file.metadata.sha256_hash()[..16]));
    let tag = HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""));
    // Names under assets/ carry a hash of their content: they never change.
    let keep = if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mut response = if headers.get(header::IF_NONE_MATCH) == Some(&tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        content(path, file, headers)
    };
    let out = response.headers_mut();
    out.insert(header::ETAG, tag);
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

fn content(path: &str, file: &EmbeddedFile, headers: &HeaderMap) -> Response {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let brotli = accepted
        .split(',')
        .any(|coding| coding.split(';').next().is_some_and(|name| name.trim() == "br"));
    let small = brotli.then(|| Files::get(&format!("{path}.br"))).flatten();
    let mut out = HeaderMap::new();
    let sort = HeaderValue::from_str(file.metadata.mimetype());
    out.insert(
        header::CONTENT_TYPE,
        sort.unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    if small.is_some() {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    let bytes = small.map_or_else(|| file.data.clone(), |small| small.data);
    (out, Body::from(bytes.into_owned())).into_response()
}

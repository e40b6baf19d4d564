//! Answers in gzip, squeezed once and remembered beside the plain ones.

use super::tagged::{Answers, Tag};
use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

/// Bytes below which gzip gains nothing.
const WORTH_SQUEEZING: usize = 512;

/// The remembered answer with this tag, as the asker takes it. `None` when it still has to be made, or squeezed.
pub fn ready(
    answers: &Answers,
    headers: &HeaderMap,
    tag: &Tag,
    media_type: &'static str,
) -> Option<Response> {
    if takes_gzip(headers)
        && let Some(small) = answers.get(&tag.squeezed())
    {
        return Some(squeezed(tag, media_type, small));
    }
    let plain = answers.get(tag)?;
    let as_it_is = plain.len() < WORTH_SQUEEZING || !takes_gzip(headers);
    as_it_is.then(|| vary(tag.answer(media_type, plain)))
}

/// An answer that is not empty, in gzip when that is asked and worth it. What was squeezed is remembered; squeezing
/// takes some 30 ms a megabyte.
pub fn answer(
    answers: &Answers,
    headers: &HeaderMap,
    tag: &Tag,
    media_type: &'static str,
    body: Bytes,
) -> Response {
    if body.len() < WORTH_SQUEEZING || !takes_gzip(headers) {
        return vary(tag.answer(media_type, body));
    }
    let key = tag.squeezed();
    let small = answers.get(&key).unwrap_or_else(|| {
        let small = gzip(&body);
        answers.keep(&key, &small);
        small
    });
    squeezed(tag, media_type, small)
}

fn squeezed(tag: &Tag, media_type: &'static str, small: Bytes) -> Response {
    let mut response = vary(tag.answer(media_type, small));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    response
}

fn vary(mut response: Response) -> Response {
    let vary = HeaderValue::from_static("accept-encoding");
    response.headers_mut().insert(header::VARY, vary);
    response
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(','))
        .filter_map(|coding| coding.split_once(';').or(Some((coding, ""))))
        .any(|(coding, weight)| {
            let refused = weight.trim().trim_start_matches("q=").parse() == Ok(0.0);
            matches!(coding.trim(), "gzip" | "*") && !refused
        })
}

fn gzip(body: &[u8]) -> Bytes {
    let mut squeezed = GzEncoder::new(Vec::with_capacity(body.len() / 2), Compression::new(5));
    // Writing into memory cannot fail.
    let _ = squeezed.write_all(body);
    squeezed.finish().unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_given_to_who_asks_and_does_not_refuse_it() {
        let asks = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(text));
            takes_gzip(&headers)
        };
        assert!(asks("gzip") && asks("br;q=1.0, gzip;q=0.8") && asks("*"));
        assert!(!asks("br") && !asks("gzip;q=0") && !asks("identity"));
        assert!(!takes_gzip(&HeaderMap::new()));
    }
}

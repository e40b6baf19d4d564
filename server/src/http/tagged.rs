//! Answers with an ETag: who has the answer already is not sent it again.

use crate::http::body::hex;
use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use moka::sync::Cache;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// A word of this run of the program: settings, catalogue and code may be others in the next one, and with them every
/// answer.
static RUN: LazyLock<[u8; 8]> = LazyLock::new(|| {
    let mut word = [0; 8];
    // Without chance the word is always the same: then only what a tag names tells answers apart.
    let _ = getrandom::fill(&mut word);
    word
});
/// Bytes of ready answers that are remembered.
const ROOM: u64 = 24 << 20;
/// Most bytes of an answer that is remembered: the whole of a large city is asked for too seldom.
const LARGEST: usize = 4 << 20;

/// What an answer depends on, in one short word.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Tag(String);

impl Tag {
    /// A tag of everything that the answer depends on: who asks, what, and the state of what is asked.
    pub fn of(parts: &[&str]) -> Self {
        let mut hash = Sha256::new_with_prefix(*RUN);
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Self(format!("\"{}\"", &hex(&hash.finalize())[..32]))
    }

    /// The tag of this very content: the same in every run.
    pub fn of_content(content: &[u8]) -> Self {
        Self(format!("\"{}\"", &hex(&Sha256::digest(content))[..32]))
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Under which the same answer is remembered in gzip.
    pub fn squeezed(&self) -> Self {
        Self(format!("{} gzip", self.0))
    }

    /// Does the asker have this answer? Reads lists, weak tags and `*`.
    pub fn is_known_to(&self, headers: &HeaderMap) -> bool {
        headers
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|text| text.split(','))
            .map(|tag| tag.trim().trim_start_matches("W/"))
            .any(|tag| tag == "*" || tag == self.0)
    }

    fn headers(&self) -> [(HeaderName, HeaderValue); 2] {
        let tag = HeaderValue::from_str(&self.0).unwrap_or(HeaderValue::from_static("\"\""));
        let cache = HeaderValue::from_static("private, no-cache");
        [(header::ETAG, tag), (header::CACHE_CONTROL, cache)]
    }

    /// 304: the asker has it.
    pub fn not_modified(&self) -> Response {
        (StatusCode::NOT_MODIFIED, self.headers()).into_response()
    }

    /// The answer with its tag.
    pub fn answer(&self, media_type: &'static str, body: Bytes) -> Response {
        let kind = [(header::CONTENT_TYPE, HeaderValue::from_static(media_type))];
        (self.headers(), kind, body).into_response()
    }

    /// 204 with its tag: there is nothing, and that is the answer.
    pub fn empty(&self) -> Response {
        (StatusCode::NO_CONTENT, self.headers()).into_response()
    }
}

/// Ready answers by their tags, the least asked for forgotten first.
pub struct Answers(Cache<Tag, Bytes>);

impl Default for Answers {
    fn default() -> Self {
        let weigh =
            |tag: &Tag, body: &Bytes| u32::try_from(tag.0.len() + body.len() + 100).unwrap_or(u32::MAX);
        Self(Cache::builder().max_capacity(ROOM).weigher(weigh).build())
    }
}

impl Answers {
    /// The answer with this tag, if it is remembered.
    pub fn get(&self, tag: &Tag) -> Option<Bytes> {
        self.0.get(tag)
    }

    /// Remembers an answer.
    pub fn keep(&self, tag: &Tag, body: &Bytes) {
        if body.len() <= LARGEST {
            self.0.insert(tag.clone(), body.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(tag: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, HeaderValue::from_str(tag).unwrap());
        headers
    }

    #[test]
    fn a_tag_is_known_in_a_list_as_weak_and_as_a_star_and_never_by_accident() {
        let tag = Tag::of(&["findings", "7"]);
        assert!(tag.is_known_to(&asks(&tag.0)));
        assert!(tag.is_known_to(&asks(&format!("\"x\", W/{}", tag.0))));
        assert!(tag.is_known_to(&asks("*")));
        assert!(!tag.is_known_to(&asks("\"x\"")));
        assert!(!tag.is_known_to(&HeaderMap::new()));
        assert_ne!(
            tag,
            Tag::of(&["findings7", ""]),
            "parts do not run into each other"
        );
    }
}

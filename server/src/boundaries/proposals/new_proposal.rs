//! Reads and checks a proposal that somebody begins.

use crate::{
    house::House,
    http::{Fault, Members},
};
use serde_json::Value;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Most characters of a title.
const TITLE: usize = 120;
/// Most characters of a reason.
pub const REASON: usize = 2_000;
/// Most buurten of one proposal.
const BUURTEN: usize = 50;

/// A proposal to be begun.
#[derive(Debug, Clone, ToSchema)]
pub struct NewProposal {
    /// 1-120 characters.
    #[schema(min_length = 1, max_length = 120)]
    pub title: String,
    /// Why, 1-2000 characters.
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
    /// Codes of the buurten it is about, 1-50; lines between two of them can be moved.
    pub buurten: Vec<String>,
    /// What it begins from: `official`, `adopted` (the borders in force) or `shared`.
    #[schema(pattern = "^(official|adopted|shared)$")]
    pub start: String,
}

/// Reads a proposal, or every fault of it.
pub fn read(body: &Value, house: &House) -> Result<NewProposal, Vec<Fault>> {
    let mut members = Members::of(body, "");
    let title = members.words("title", TITLE);
    let title = members.required("title", title);
    let reason = members.words("reason", REASON);
    let reason = members.required("reason", reason);
    let buurten = read_codes(&mut members, "buurten", house);
    let buurten = members.required("buurten", buurten);
    if buurten.as_ref().is_some_and(Vec::is_empty) {
        members.fault("buurten", "empty");
    }
    let start = members.choice("start", &["official", "adopted", "shared"]);
    let start = members.required("start", start);
    let faults = members.faults();
    match (title, reason, buurten, start) {
        (Some(title), Some(reason), Some(buurten), Some(start)) if faults.is_empty() => Ok(NewProposal {
            title,
            reason,
            buurten,
            start: start.to_owned(),
        }),
        _ => Err(faults),
    }
}

/// Codes of buurten that we know, each once and in order.
pub fn read_codes(members: &mut Members<'_>, name: &'static str, house: &House) -> Option<Vec<String>> {
    let atlas = house.atlas.load();
    let known = |value: &Value| {
        let code = value.as_str().ok_or("wrong_type")?;
        let buurt = atlas.by_code(code).ok_or("unknown_buurt")?;
        Ok(buurt.code.clone())
    };
    let codes: BTreeSet<String> = members.list(name, BUURTEN, known)?.into_iter().collect();
    Some(codes.into_iter().collect())
}

//! Who saw a finding too saw it where it was, and as what it was: their voices do not follow it elsewhere.

use super::{
    finding::Finding,
    store::{self, confirmations::Seen},
};
use crate::{catalogue::Catalogue, http::Problem, store::Tx};
use spatial::{Frame, Lonlat};

/// A finding that is put this much more precisely, in metres, is at the same place still.
const PLACE_M: f64 = 50.0;

/// What somebody sees of a finding.
pub(super) fn seen_of(finding: &Finding) -> Seen {
    Seen {
        lon: finding.lon,
        lat: finding.lat,
        category: finding.category.clone().unwrap_or_default(),
    }
}

/// Takes back the voices of those who saw this finding over 50 m from where it is now, or as one of another group;
/// true when there were any. Measured from what each of them saw, so that many small steps are a large one.
/// O(different things seen), at most one more than there are changes.
pub(super) async fn leave_behind(
    tx: &mut Tx,
    finding: &Finding,
    catalogue: &Catalogue,
    frame: Frame,
    at: i64,
) -> Result<bool, Problem> {
    let now = seen_of(finding);
    let mut left = 0;
    for seen in store::confirmations::seen(tx, finding.id).await? {
        if is_another(&seen, &now, catalogue, frame) {
            left += store::confirmations::leave_behind(tx, finding.id, &seen, at).await?;
        }
    }
    Ok(left > 0)
}

fn is_another(seen: &Seen, now: &Seen, catalogue: &Catalogue, frame: Frame) -> bool {
    // Who saw a photo that nobody had named yet saw what it is called now.
    let named = !seen.category.is_empty();
    (named && group(catalogue, &seen.category) != group(catalogue, &now.category))
        || metres_between(seen, now, frame) > PLACE_M
}

/// The group of a code; one that we no longer know is a group of its own.
fn group<'a>(catalogue: &'a Catalogue, code: &'a str) -> &'a str {
    catalogue.find(code).map_or(code, |entry| &entry.group)
}

fn metres_between(seen: &Seen, now: &Seen, frame: Frame) -> f64 {
    let from = frame.to_metres(Lonlat::new(seen.lon, seen.lat));
    let to = frame.to_metres(Lonlat::new(now.lon, now.lat));
    (to.x - from.x).hypot(to.y - from.y)
}

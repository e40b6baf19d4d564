//! Takes away what a server that died left half written beside its place.

use std::{
    fs::{self, DirEntry},
    path::Path,
    time::UNIX_EPOCH,
};

/// Longer than any writer needs, in ms.
const ABANDONED_MS: i64 = 3_600_000;

/// Removes abandoned parts from the folders of `root`; gives how many. What cannot be read or removed stays. One look at
/// every name: some milliseconds for ten thousand photos.
pub fn sweep(root: &Path, now_ms: i64) -> usize {
    let folders = entries(root).filter(|entry| entry.file_type().is_ok_and(|sort| sort.is_dir()));
    let parts = folders.flat_map(|folder| entries(&folder.path()).filter(is_part).collect::<Vec<_>>());
    parts
        .filter(|part| is_abandoned(part, now_ms) && fs::remove_file(part.path()).is_ok())
        .count()
}

fn entries(folder: &Path) -> impl Iterator<Item = DirEntry> {
    fs::read_dir(folder).into_iter().flatten().flatten()
}

/// Bytes being written stand beside their place under its name, `#` and a number (`object_store`'s local folder).
fn is_part(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    let number = name.to_str().and_then(|name| name.split_once('#'));
    number.is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()))
}

fn is_abandoned(part: &DirEntry, now_ms: i64) -> bool {
    let written = part.metadata().and_then(|about| about.modified());
    let age = written.ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let at = age.and_then(|age| i64::try_from(age.as_millis()).ok());
    at.is_some_and(|at| now_ms - at > ABANDONED_MS)
}

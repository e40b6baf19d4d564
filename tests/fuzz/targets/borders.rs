//! Any bytes as a file with borders: judged feature by feature, or refused as a whole, and never a panic.
#![no_main]
#![allow(dead_code, reason = "the server uses more of these files")]

#[path = "../../../server/src/boundaries/read_file.rs"]
mod read_file;

use libfuzzer_sys::{Corpus, fuzz_target};
use read_file::{Naming, read_file};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Corpus::Reject;
    };
    let Ok(judged) = read_file(text, &Naming::default(), |_, _| {}) else {
        return Corpus::Keep;
    };
    let usable = judged.count("usable") + judged.count("repaired");
    assert_eq!(usable, judged.usable.len(), "a verdict for each border");
    for border in &judged.usable {
        assert!(border.area_m2.is_finite() && border.area_m2 >= 0.0, "{border:?}");
        let geometry: serde_json::Value = serde_json::from_str(&border.geometry).unwrap_or_default();
        assert!(geometry["coordinates"].is_array(), "{border:?}");
    }
    Corpus::Keep
});

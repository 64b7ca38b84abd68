//! The catalogue of errors: total, and what it finds is for that source. A line each: source, code, message.
#![no_main]

use originscope_apis::catalogue::{by_key, explain};

libfuzzer_sys::fuzz_target!(|input: &str| {
    let mut lines = input.splitn(3, '\n');
    let (source, code) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
    let message = lines.next();
    let sources = originscope_apis::registry().iter().map(|api| api.spec().id);
    for source in sources.chain([source]) {
        if let Some(entry) = explain(source, code, message) {
            assert!(entry.sources.is_empty() || entry.sources.contains(&source));
            assert_eq!(by_key(entry.key), Some(entry));
        }
    }
});

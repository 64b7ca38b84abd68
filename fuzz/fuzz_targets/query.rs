//! The page's address: whatever was read is written so that it is read the same, without a note.
#![no_main]

use originscope_core::Query;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (query, _) = Query::parse(text);
    let written = query.to_string();
    let (again, notes) = Query::parse(&written);
    assert_eq!(again, query, "{written}");
    assert_eq!(notes, [], "{written}");
    assert_eq!(again.to_string(), written);
    assert!(query.range(1_700_000_000).seconds() >= 0);
});

//! The XML reader, through every decoder: an element of any name with this inside.
#![no_main]

use originscope_apis::registry;

libfuzzer_sys::fuzz_target!(|inside: &str| {
    for api in registry() {
        let key = api.root_keys().first().expect("a name");
        let whole = format!("<R><{key}>{inside}</{key}><DataInterval>60</DataInterval></R>");
        for body in [inside, whole.as_str()] {
            originscope_fuzz::decode(api.spec().id, body.as_bytes());
        }
    }
});

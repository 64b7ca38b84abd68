//! Vendors' errors: the code and the id are clean, and the message never shows in `Debug`.
#![no_main]

use originscope_apis::{catalogue::explain, registry, vendor_error};

libfuzzer_sys::fuzz_target!(|body: &[u8]| {
    let Some(failure) = vendor_error(body) else {
        return;
    };
    for id in [Some(&failure.code), failure.request_id.as_ref()]
        .into_iter()
        .flatten()
    {
        let clean = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        assert!(
            !id.is_empty() && id.len() <= 64 && id.bytes().all(clean),
            "{id}"
        );
    }
    for api in registry() {
        let _ = explain(api.spec().id, &failure.code, Some(&failure.message));
    }
    // Longer than a code can be, so it stands in no other field.
    if failure.message.len() > 64 {
        assert!(!format!("{failure:?}").contains(&failure.message));
    }
});

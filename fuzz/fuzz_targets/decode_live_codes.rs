//! The decoder of `live-codes`: any bytes are a sound frame or a typed error.
#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| originscope_fuzz::decode("live-codes", body));

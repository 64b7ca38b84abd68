//! The decoder of `dcdn-ws-codes`: any bytes are a sound frame or a typed error.
#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| originscope_fuzz::decode("dcdn-ws-codes", body));

//! The decoder of `cdn-origin-traffic-rt`: any bytes are a sound frame or a typed error.
#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| originscope_fuzz::decode("cdn-origin-traffic-rt", body));

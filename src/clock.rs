//! The only place of the page that reads a clock.

/// Now, in milliseconds since 1970, UTC.
pub fn now_ms() -> i64 {
    #[allow(clippy::cast_possible_truncation)] // a date in milliseconds is far below 2^53
    let now = js_sys::Date::now() as i64;
    now
}

/// Now, in seconds since 1970, UTC.
pub fn now() -> i64 {
    now_ms().div_euclid(1000)
}

/// How far the browser's own zone is ahead of UTC at the moment `at`, in seconds.
pub fn browser_offset(at: i64) -> i64 {
    #[allow(clippy::cast_precision_loss)] // see above
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at as f64 * 1000.0));
    #[allow(clippy::cast_possible_truncation)] // minutes of a zone
    let west = date.get_timezone_offset() as i64;
    west.saturating_mul(-60)
}

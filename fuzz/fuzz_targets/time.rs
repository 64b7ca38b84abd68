//! Times: what is read is written and read again; what the strict reader takes, the tolerant one reads alike.
#![no_main]

use originscope_core::{
    TimeExpr, compact, iso_minutes, iso_seconds, parse_time, parse_time_strict,
};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Some(at) = parse_time(text) {
        assert_eq!(parse_time_strict(&iso_seconds(at)), Some(at));
        assert_eq!(parse_time(&iso_minutes(at)), Some(at - at.rem_euclid(60)));
        assert_eq!(compact(at).len(), 16, "{}", compact(at));
    }
    if let Some(at) = parse_time_strict(text) {
        assert_eq!(
            (parse_time(text), iso_seconds(at).as_str()),
            (Some(at), text)
        );
    }
    if let Some(expr) = TimeExpr::parse(text) {
        assert_eq!(TimeExpr::parse(&expr.to_string()), Some(expr), "{expr}");
        let _ = expr.resolve(i64::MAX).checked_add(expr.resolve(i64::MIN));
    }
});

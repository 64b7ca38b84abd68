#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]
use super::*;
use proptest::prelude::*;

/// 2018-03-01 05:00:00 UTC, by `date -u -d 2018-03-01T05:00:00Z +%s`.
const FIVE: i64 = 1_519_880_400;

#[test]
fn every_written_form_of_one_instant_is_the_same_instant() {
    for text in [
        "2018-03-01T05:00:00Z",
        "2018-03-01T05:00Z",
        "2018-03-01T05:00:00:00Z",
        "2018-03-01T05:00:00",
        "2018-03-01T05:00",
        "2018-03-01t05:00:00z",
        "2018-03-01 05:00:00",
        "2018-03-01T05:00:00.000Z",
        "2018-03-01T05:00:00.9Z",
        "2018-03-01T05:00:00+00:00",
        "2018-03-01T13:00:00+08:00",
        "2018-03-01T13:00+0800",
        "2018-02-28T23:00:00-06",
        " 2018-03-01T05:00:00Z ",
    ] {
        assert_eq!(parse_time(text), Some(FIVE), "{text}");
    }
    // A leap second is no time of ours: the second before it is.
    assert_eq!(parse_time("2018-03-01T04:59:60Z"), Some(FIVE - 1));
}

#[test]
fn what_is_no_time_is_none() {
    for text in [
        "",
        "Z",
        "2018-03-01",
        "2018-03-01T",
        "2018-03-01T24:00:00Z",
        "2018-03-01T05:60:00Z",
        "2018-03-01T05:00:61Z",
        "2018-13-01T05:00:00Z",
        "2018-02-29T05:00:00Z",
        "2018-00-01T05:00:00Z",
        "1969-12-31T23:59:59Z",
        "1970-01-01T00:00:00+01:00",
        "9999-12-31T23:00:00-02:00",
        "10000-01-01T00:00:00Z",
        "2018-03-01T05:00:00ZZ",
        "2018-03-01T05:00:00Z trailing",
        "2018-03-01T05:00:00.Z",
        "2018-03-01T05:00:00+25:00",
        "2018-03-01T05:00:00+0:00",
        "2018-03-01T05:00:00+08:",
        "2018-3-1T5:00:00Z",
        "+018-03-01T05:00:00Z",
        "٢018-03-01T05:00:00Z",
        "1519880400",
        "2018-03-01T05:00:00:0Z",
    ] {
        assert_eq!(parse_time(text), None, "{text}");
    }
}

#[test]
fn strict_takes_one_form_only() {
    assert_eq!(parse_time_strict("2018-03-01T05:00:00Z"), Some(FIVE));
    for text in [
        "2018-03-01T05:00:00z",
        "2018-03-01T05:00Z",
        "2018-03-01T05:00:60Z",
        "2018-03-01 05:00:00Z",
        "2018-03-01T05:00:00é",
    ] {
        assert_eq!(parse_time_strict(text), None, "{text}");
    }
}

#[test]
fn times_are_written_as_the_three_dialects_want() {
    assert_eq!(iso_seconds(FIVE), "2018-03-01T05:00:00Z");
    assert_eq!(iso_minutes(FIVE + 59), "2018-03-01T05:00Z");
    assert_eq!(compact(1_573_789_015), "20191115T033655Z"); // the X-Sdk-Date of a published signing vector
    assert_eq!(iso_seconds(i64::MAX), "9999-12-31T23:59:59Z");
    assert_eq!(iso_seconds(-5), "1970-01-01T00:00:00Z");
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(at in 0..=LATEST) {
        prop_assert_eq!(parse_time_strict(&iso_seconds(at)), Some(at));
        prop_assert_eq!(parse_time(&iso_minutes(at)), Some(at - at % 60));
    }

    #[test]
    fn any_text_is_answered(text in ".{0,40}") {
        let _ = parse_time(&text);
    }

    #[test]
    fn digits_and_signs_are_answered(text in "[0-9TZtz:. +-]{0,32}") {
        let _ = parse_time(&text);
    }
}

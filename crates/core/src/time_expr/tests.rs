#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;

#[test]
fn what_people_write_is_read() {
    let ago = |amount, unit| Some(TimeExpr::Ago { amount, unit });
    assert_eq!(TimeExpr::parse("now"), Some(TimeExpr::Now));
    assert_eq!(TimeExpr::parse("now-1h"), ago(1, TimeUnit::Hour));
    assert_eq!(TimeExpr::parse(" now-90m "), ago(90, TimeUnit::Minute));
    assert_eq!(TimeExpr::parse("now-2w"), ago(2, TimeUnit::Week));
    // `date -u -d 2025-06-01T08:00Z +%s` is 1748764800.
    for text in [
        "1748764800",
        "1748764800000",
        "2025-06-01 08:00",
        "2025-06-01T08:00:00Z",
        "2025-06-01T16:00+08:00",
    ] {
        assert_eq!(
            TimeExpr::parse(text),
            Some(TimeExpr::At(1_748_764_800)),
            "{text}"
        );
    }
    assert_eq!(
        TimeExpr::parse("2025-06-01"),
        Some(TimeExpr::At(1_748_736_000))
    );
}

#[test]
fn what_means_nothing_is_refused() {
    for text in [
        "",
        "now-",
        "now-h",
        "now-0h",
        "now+1h",
        "now-1y",
        "now--1h",
        "now-9999999d",
        "-5",
        "yesterday",
        "99999999999999999999",
        "9999999999999999",
        "now-1é",
        "now/",
        "now/h",
        "now/dd",
        "now-1d/y",
        "now-/d",
        "now-1d/d/d",
    ] {
        assert_eq!(TimeExpr::parse(text), None, "{text}");
    }
}

/// 2026-11-21T13:37:22Z, a Saturday, by `date -u -d @1795268242`.
const NOW: i64 = 1_795_268_242;

fn days(from: &str, to: &str, offset_s: i64) -> (String, String) {
    let expr = |text| TimeExpr::parse(text).unwrap();
    let iso = crate::time_text::iso_seconds;
    (
        iso(expr(from).start_in(NOW, offset_s)),
        iso(expr(to).end_in(NOW, offset_s)),
    )
}

#[test]
fn days_and_weeks_are_whole_in_the_shown_zone() {
    let range = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    for (from, to, offset, expected) in [
        // Today so far, yesterday, this day last week, previous week.
        (
            "now/d",
            "now",
            0,
            range("2026-11-21T00:00:00Z", "2026-11-21T13:37:22Z"),
        ),
        (
            "now-1d/d",
            "now-1d/d",
            0,
            range("2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"),
        ),
        (
            "now-7d/d",
            "now-7d/d",
            0,
            range("2026-11-14T00:00:00Z", "2026-11-15T00:00:00Z"),
        ),
        (
            "now-1w/w",
            "now-1w/w",
            0,
            range("2026-11-09T00:00:00Z", "2026-11-16T00:00:00Z"),
        ),
        // In Shanghai the day begins at 16:00 UTC.
        (
            "now/d",
            "now/d",
            28_800,
            range("2026-11-20T16:00:00Z", "2026-11-21T16:00:00Z"),
        ),
        (
            "now-1w/w",
            "now-1w/w",
            -18_000,
            range("2026-11-09T05:00:00Z", "2026-11-16T05:00:00Z"),
        ),
    ] {
        assert_eq!(
            days(from, to, offset),
            expected,
            "{from} to {to} at {offset}"
        );
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(at in prop_oneof![0..200_000_000_i64, 0..=LATEST], amount in 1..9_000_i64) {
        let whole = |amount, whole| TimeExpr::Whole { amount, unit: TimeUnit::Day, whole };
        for expr in [
            TimeExpr::At(at),
            TimeExpr::Ago { amount, unit: TimeUnit::Hour },
            TimeExpr::Now,
            whole(0, Whole::Day),
            whole(amount % 3_000 + 1, Whole::Week),
        ] {
            prop_assert_eq!(TimeExpr::parse(&expr.to_string()), Some(expr));
        }
    }

    #[test]
    fn any_text_is_answered(text in "(now)?.{0,24}") {
        let _ = TimeExpr::parse(&text);
    }
}

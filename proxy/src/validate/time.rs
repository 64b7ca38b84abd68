//! The range: two times in one strict form, in order, in the past, and within what the vendor answers and keeps.

use super::Frame;
use crate::problem::refused;
use originscope_core::{Problem, Spec, TimeRange, parse_time_strict};
use std::cmp::Ordering;

/// How far the end of a range may lie in the future: the clocks of browser and proxy differ, and a slot's end is asked
/// for while the slot still runs. Seconds.
const AHEAD: i64 = 300;
/// How much older than the vendor keeps a start may be: what was fresh when the page planned may arrive a bit later.
/// Seconds.
const LATE: i64 = 3_600;

/// The range, within the limits of either of the vendor's pages.
pub(super) fn range(
    start: Option<&str>,
    end: Option<&str>,
    spec: &Spec,
    frame: Frame,
) -> Result<TimeRange, Problem> {
    let (start, end) = match (start, end) {
        (Some(start), Some(end)) => (time("start", start)?, time("end", end)?),
        (None, None) => return Err(missing("start")),
        (None, Some(_)) => return Err(missing("start")),
        (Some(_), None) => return Err(missing("end")),
    };
    let wrong = match start.cmp(&end) {
        Ordering::Less => None,
        Ordering::Equal => Some(("range_empty", "Start and end are the same moment.")),
        Ordering::Greater => Some(("range_reversed", "The end lies before the start.")),
    };
    if let Some((code, title)) = wrong {
        let action = "Choose an end later than the start.";
        return Err(refused(code, "end", title, action));
    }
    if start > frame.now || end > frame.now.saturating_add(AHEAD) {
        return Err(refused(
            "time_in_future",
            if start > frame.now { "start" } else { "end" },
            "The range reaches into the future.",
            "Choose an end that is not later than now; check the clock of this machine.",
        ));
    }
    within_limits(TimeRange::new(start, end), spec, frame)
}

fn within_limits(range: TimeRange, spec: &Spec, frame: Frame) -> Result<TimeRange, Problem> {
    let tiers = || spec.limits.current.iter().chain(spec.limits.seeds);
    let longest = tiers().map(|tier| tier.max_span).max().unwrap_or_default();
    if range.seconds() > longest {
        return Err(refused(
            "range_too_long",
            "end",
            "The range is longer than the vendor answers at once.",
            "Ask for shorter ranges, one after the other.",
        ));
    }
    let kept = tiers().map(|tier| tier.retention).max().unwrap_or_default();
    let oldest = frame.now.saturating_sub(kept).saturating_sub(LATE);
    if range.start < oldest && !frame.saved {
        return Err(refused(
            "range_too_old",
            "start",
            "The range begins before what the vendor keeps.",
            "Choose a later start.",
        ));
    }
    Ok(range)
}

fn time(field: &str, text: &str) -> Result<i64, Problem> {
    parse_time_strict(text).ok_or_else(|| {
        refused(
            "time_malformed",
            field,
            "A time is not in the form YYYY-MM-DDThh:mm:ssZ.",
            "Write it in UTC, such as 2018-03-01T05:00:00Z.",
        )
    })
}

fn missing(field: &str) -> Problem {
    let code = if field == "start" {
        "start_missing"
    } else {
        "end_missing"
    };
    refused(
        code,
        field,
        "Start and end must both be given.",
        "Send both times in UTC, such as 2018-03-01T05:00:00Z.",
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use originscope_apis::find;

    /// 2026-11-21T06:00:00Z (`date -u -d @1795240800`).
    const NOW: i64 = 1_795_240_800;

    fn read(
        source: &str,
        start: Option<&str>,
        end: Option<&str>,
    ) -> Result<TimeRange, (String, String)> {
        let frame = Frame {
            now: NOW,
            saved: false,
        };
        range(start, end, find(source).unwrap().spec(), frame)
            .map_err(|problem| (problem.code, problem.field.unwrap_or_default()))
    }

    #[test]
    fn an_hour_is_fine() {
        let range = read(
            "live-codes",
            Some("2026-11-21T05:00:00Z"),
            Some("2026-11-21T06:00:00Z"),
        )
        .unwrap();
        assert_eq!((range.start, range.end), (NOW - 3_600, NOW));
    }

    #[test]
    fn each_fault_has_its_code_and_field() {
        let ok = Some("2026-11-21T05:00:00Z");
        for (start, end, code, field) in [
            (None, None, "start_missing", "start"),
            (None, ok, "start_missing", "start"),
            (ok, None, "end_missing", "end"),
            (ok, ok, "range_empty", "end"),
            (ok, Some("2026-11-21T04:59:59Z"), "range_reversed", "end"),
            (ok, Some("2026-11-21T06:05:01Z"), "time_in_future", "end"),
            (
                Some("2026-11-21T06:00:01Z"),
                Some("2026-11-21T06:00:02Z"),
                "time_in_future",
                "start",
            ),
            (Some("2026-11-20T04:00:00Z"), ok, "range_too_long", "end"),
            (
                Some("2026-11-14T04:59:59Z"),
                Some("2026-11-14T06:00:00Z"),
                "range_too_old",
                "start",
            ),
            (Some("2026-11-21 05:00:00"), ok, "time_malformed", "start"),
            (Some("2026-11-21T05:00Z"), ok, "time_malformed", "start"),
            (Some("2026-11-21T05:00:00"), ok, "time_malformed", "start"),
            (
                Some("2026-11-21T05:00:00+00:00"),
                ok,
                "time_malformed",
                "start",
            ),
            (Some("2026-02-30T05:00:00Z"), ok, "time_malformed", "start"),
            (Some("2026-11-21T25:00:00Z"), ok, "time_malformed", "start"),
            (Some("now"), ok, "time_malformed", "start"),
            (Some("1795240800"), ok, "time_malformed", "start"),
            (ok, Some("soon"), "time_malformed", "end"),
        ] {
            let got = read("live-codes", start, end).unwrap_err();
            assert_eq!(
                (got.0.as_str(), got.1.as_str()),
                (code, field),
                "{start:?} {end:?}"
            );
        }
    }

    /// Spans of the vendors' tables: 31 days on the newer realtime page, 366 days for DCDN's daily slots.
    #[test]
    fn the_longest_span_of_either_page_counts() {
        let end = Some("2026-11-21T06:00:00Z");
        assert!(read("cdn-origin-codes", Some("2026-10-21T06:00:00Z"), end).is_ok());
        assert_eq!(
            read("cdn-origin-codes", Some("2026-10-21T05:59:59Z"), end)
                .unwrap_err()
                .0,
            "range_too_long"
        );
        assert!(read("dcdn-ws-codes", Some("2025-11-21T06:00:00Z"), end).is_ok());
    }

    /// To the second: a start at this moment, an end five minutes ahead, and a start as old as the vendor keeps and an hour.
    #[test]
    fn the_last_moments_that_are_taken() {
        let (now, ahead) = ("2026-11-21T06:00:00Z", "2026-11-21T06:05:00Z");
        assert!(read("live-codes", Some(now), Some(ahead)).is_ok());
        let field = |end| read("live-codes", Some(now), Some(end)).unwrap_err().1;
        assert_eq!(field("2026-11-21T06:05:01Z"), "end");
        let oldest = Some("2026-11-14T05:00:00Z");
        assert!(read("live-codes", oldest, Some("2026-11-14T06:00:00Z")).is_ok());
    }

    #[test]
    fn saved_answers_are_as_old_as_they_are() {
        let spec = find("live-codes").unwrap().spec();
        let frame = Frame {
            now: NOW,
            saved: true,
        };
        assert!(
            range(
                Some("2020-06-04T00:00:00Z"),
                Some("2020-06-04T01:00:00Z"),
                spec,
                frame
            )
            .is_ok()
        );
    }
}

//! The vendors' spellings of a time, read strictly.

use originscope_core::parse_time_strict;

/// How far a client's clock may be off, in seconds, either way: both vendors' documents.
pub(crate) const CLOCK_SECONDS: i64 = 15 * 60;

/// `2018-03-01T05:00:00Z` and nothing else.
pub(crate) fn seconds(text: &str) -> Option<i64> {
    parse_time_strict(text)
}

/// `2015-12-10T20:00Z`, or the same with seconds: the 2014 API's page says the first and prints the second.
pub(crate) fn minutes(text: &str) -> Option<i64> {
    match text.strip_suffix('Z') {
        Some(head) if text.len() == "2015-12-10T20:00Z".len() => {
            parse_time_strict(&format!("{head}:00Z"))
        }
        _ => parse_time_strict(text),
    }
}

/// `20191115T033655Z`
pub(crate) fn compact(text: &str) -> Option<i64> {
    if !text.is_ascii() || text.len() != 16 {
        return None;
    }
    let part = |from, to| text.get(from..to).unwrap_or_default();
    let (date, time) = (
        [part(0, 4), part(4, 6), part(6, 8)],
        [part(9, 11), part(11, 13), part(13, 15)],
    );
    let whole = format!(
        "{}{}{}{}",
        date.join("-"),
        part(8, 9),
        time.join(":"),
        part(15, 16)
    );
    parse_time_strict(&whole)
}

/// Whether a client's time is near enough.
pub(crate) const fn in_time(stamp: i64, now: i64) -> bool {
    now.saturating_sub(stamp).saturating_abs() <= CLOCK_SECONDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_vendors_document_and_no_more() {
        assert_eq!(seconds("2018-03-01T05:00:00Z"), Some(1_519_880_400)); // date -ud 2018-03-01T05:00Z +%s
        assert_eq!(minutes("2018-03-01T05:00Z"), Some(1_519_880_400));
        assert_eq!(minutes("2018-03-01T05:00:00Z"), Some(1_519_880_400));
        assert_eq!(compact("20180301T050000Z"), Some(1_519_880_400));
        for bad in [
            "",
            "2018-03-01T05:00:00",
            "2018-03-01 05:00:00Z",
            "2018-03-01T05:00Z",
            "2018-02-30T05:00:00Z",
        ] {
            assert_eq!(seconds(bad), None, "{bad}");
        }
        for bad in [
            "",
            "2017-12-22T08:00:00:00Z",
            "2018-03-01T05Z",
            "2018-03-01T25:00Z",
        ] {
            assert_eq!(minutes(bad), None, "{bad}");
        }
        for bad in [
            "",
            "20180301T050000",
            "20180301 050000Z",
            "2018-03-01T05:00Z",
            "20180301T0500ééé",
        ] {
            assert_eq!(compact(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_quarter_of_an_hour_either_way() {
        assert!(in_time(0, 900) && in_time(900, 0) && in_time(5, 5));
        assert!(!in_time(0, 901) && !in_time(901, 0) && !in_time(i64::MIN, i64::MAX));
    }
}

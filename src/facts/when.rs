//! Dates and ranges for people.

use super::panels::Reader;
use crate::words::in_units;
use originscope_core::{Lang, TimeExpr, TimeRange, format, iso_minutes};

const DAY: i64 = 86_400;
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `UTC`, or the offset as `UTC+8` or `UTC+5:30`; `offset` in seconds east.
pub fn zone_text(offset: i64) -> String {
    if offset == 0 {
        return "UTC".to_owned();
    }
    let sign = if offset < 0 { '\u{2212}' } else { '+' };
    let minutes = offset.abs() / 60;
    if minutes % 60 == 0 {
        format!("UTC{sign}{}", minutes / 60)
    } else {
        format!("UTC{sign}{}:{:02}", minutes / 60, minutes % 60)
    }
}

/// `12:00–13:00` within the day of `now`; with its date otherwise: `20 May, 12:00–13:00`, `20 May 12:00 – 21 May 09:00`,
/// and the year where it is not the year of `now`. A range that ends at midnight ends at `24:00` of its day.
pub fn span_text(range: TimeRange, reader: Reader, now: i64) -> String {
    let Reader { lang, offset } = reader;
    let today = (now.saturating_add(offset)).div_euclid(DAY);
    let first = range.start.saturating_add(offset).div_euclid(DAY);
    let last = range
        .end
        .saturating_sub(1)
        .saturating_add(offset)
        .div_euclid(DAY);
    let end_clock =
        if range.end.saturating_add(offset).rem_euclid(DAY) == 0 && range.end > range.start {
            "24:00".to_owned()
        } else {
            format::clock(range.end, offset)
        };
    let start_clock = format::clock(range.start, offset);
    if first != last {
        return format!(
            "{} {start_clock} – {} {end_clock}",
            day_text(lang, first, today),
            day_text(lang, last, today)
        );
    }
    if first == today {
        return format!("{start_clock}–{end_clock}");
    }
    let comma = if lang == Lang::Zh { "" } else { "," };
    format!(
        "{}{comma} {start_clock}–{end_clock}",
        day_text(lang, first, today)
    )
}

/// A time as its input field shows it: `now-1h`, or `2025-06-01 08:00` in UTC, which the field reads back.
pub fn clock_field(expr: TimeExpr) -> String {
    match expr {
        TimeExpr::At(at) => iso_minutes(at).replace('T', " ").replace('Z', ""),
        TimeExpr::Now | TimeExpr::Ago { .. } | TimeExpr::Whole { .. } => expr.to_string(),
    }
}

/// `12:54`, and with its date, `20 May 12:54`, where the range shown has more than one day.
pub fn day_and_time(at: i64, reader: Reader, shown: TimeRange) -> String {
    let Reader { lang, offset } = reader;
    let day = |at: i64| at.saturating_add(offset).div_euclid(DAY);
    let clock = format::clock(at, offset);
    if day(shown.start) == day(shown.end.saturating_sub(1)) {
        return clock;
    }
    format!("{} {clock}", day_text(lang, day(at), day(shown.end)))
}

/// A length of time for a sum, to three digits at most: `55 min`, `2.5 h`, `3.0 d`; `45 分钟` in Chinese.
pub fn rough_span(lang: Lang, seconds: i64) -> String {
    #[allow(clippy::cast_precision_loss)] // at most some years
    let in_units_of = |unit: i64| seconds as f64 / unit as f64;
    let text = match seconds {
        s if s < 2 * 3_600 => format!("{:.0}\u{202f}min", in_units_of(60)),
        s if s < 2 * DAY => format!("{:.1}\u{202f}h", in_units_of(3_600)),
        _ => format!("{:.1}\u{202f}d", in_units_of(DAY)),
    };
    in_units(lang, text)
}

fn day_text(lang: Lang, day: i64, today: i64) -> String {
    let ((year, month, date), (this_year, _, _)) = (civil(day), civil(today));
    if lang == Lang::Zh {
        let day = format!("{month} 月 {date} 日");
        return if year == this_year {
            day
        } else {
            format!("{year} 年 {day}")
        };
    }
    let name = usize::try_from(month - 1)
        .ok()
        .and_then(|month| MONTHS.get(month))
        .copied()
        .unwrap_or("");
    if year == this_year {
        format!("{date} {name}")
    } else {
        format!("{date} {name} {year}")
    }
}

/// Year, month and date of a day since 1970, in the proleptic Gregorian calendar.
/// From Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
fn civil(day: i64) -> (i64, i64, i64) {
    let shifted = day.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const ENGLISH: Reader = Reader {
        lang: Lang::En,
        offset: 0,
    };
    // 2019-09-15T13:00:00Z is 1568552400 and 2019-12-31T12:00:00Z is 1577793600 (`date -u -d … +%s`).
    const SEPTEMBER: i64 = 1_568_552_400;
    const NEW_YEARS_EVE: i64 = 1_577_793_600;

    #[test]
    fn a_range_says_its_date_where_it_is_not_today() {
        let hour = TimeRange::new(SEPTEMBER, SEPTEMBER + 3_600);
        assert_eq!(span_text(hour, ENGLISH, SEPTEMBER), "13:00–14:00");
        assert_eq!(
            span_text(hour, ENGLISH, NEW_YEARS_EVE),
            "15 Sep, 13:00–14:00"
        );
        assert_eq!(
            span_text(hour, ENGLISH, NEW_YEARS_EVE + 86_400),
            "15 Sep 2019, 13:00–14:00"
        );
        let night = TimeRange::new(SEPTEMBER, SEPTEMBER + 11 * 3_600);
        assert_eq!(
            span_text(night, ENGLISH, NEW_YEARS_EVE),
            "15 Sep, 13:00–24:00"
        );
        let over = TimeRange::new(SEPTEMBER, SEPTEMBER + 20 * 3_600);
        assert_eq!(
            span_text(over, ENGLISH, NEW_YEARS_EVE),
            "15 Sep 13:00 – 16 Sep 09:00"
        );
    }

    #[test]
    fn a_moment_says_its_date_where_the_range_has_several() {
        let day = TimeRange::new(SEPTEMBER, SEPTEMBER + 11 * 3_600);
        assert_eq!(day_and_time(SEPTEMBER, ENGLISH, day), "13:00");
        let two = TimeRange::new(SEPTEMBER, SEPTEMBER + 12 * 3_600);
        assert_eq!(day_and_time(SEPTEMBER, ENGLISH, two), "15 Sep 13:00");
    }

    #[test]
    fn chinese_dates_are_month_and_day() {
        let reader = Reader {
            lang: Lang::Zh,
            offset: 0,
        };
        let hour = TimeRange::new(SEPTEMBER, SEPTEMBER + 3_600);
        assert_eq!(
            span_text(hour, reader, NEW_YEARS_EVE),
            "9 月 15 日 13:00–14:00"
        );
        assert_eq!(
            span_text(hour, reader, NEW_YEARS_EVE + 86_400),
            "2019 年 9 月 15 日 13:00–14:00"
        );
        let over = TimeRange::new(SEPTEMBER, SEPTEMBER + 20 * 3_600);
        assert_eq!(
            span_text(over, reader, NEW_YEARS_EVE),
            "9 月 15 日 13:00 – 9 月 16 日 09:00"
        );
    }

    #[test]
    fn zones_are_offsets() {
        let zones = [0, 8 * 3_600, 19_800, -18_000].map(zone_text);
        assert_eq!(zones, ["UTC", "UTC+8", "UTC+5:30", "UTC\u{2212}5"]);
    }

    #[test]
    fn rough_spans_change_their_unit() {
        let spans = [55 * 60, 9_000, 4_305 * 60].map(|seconds| rough_span(Lang::En, seconds));
        assert_eq!(spans, ["55\u{202f}min", "2.5\u{202f}h", "3.0\u{202f}d"]);
        let spans = [55 * 60, 9_000, 4_305 * 60].map(|seconds| rough_span(Lang::Zh, seconds));
        assert_eq!(spans, ["55 分钟", "2.5 小时", "3.0 天"]);
    }

    #[test]
    fn leap_days_and_ends_of_years() {
        // 2020-02-29 is day 18321, 2019-12-31 is day 18261, 1969-12-31 is day -1.
        assert_eq!(civil(18_321), (2020, 2, 29));
        assert_eq!(civil(18_261), (2019, 12, 31));
        assert_eq!(civil(-1), (1969, 12, 31));
    }
}

//! Dates and ranges for people.

use super::panels::Reader;
use crate::words::in_units;
use originscope_core::{Lang, Offsets, TimeExpr, TimeRange, format, iso_minutes, iso_seconds};

const DAY: i64 = 86_400;
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The offset of a zone over a range: `UTC`, `UTC+8`, `UTC+5:30`; both, as `UTC+2/+1`, where clocks change in it.
pub fn zone_text(zone: Offsets, range: TimeRange) -> String {
    let pieces = zone.pieces(range);
    let (first, last) = (pieces.first(), pieces.last());
    let text =
        |piece: Option<&(TimeRange, i64)>| piece.map_or(String::new(), |(_, at)| signed(*at));
    let (first, last) = (text(first), text(last));
    if first == last {
        format!("UTC{first}")
    } else {
        let zero = |text: String| {
            if text.is_empty() {
                "+0".to_owned()
            } else {
                text
            }
        };
        format!("UTC{}/{}", zero(first), zero(last))
    }
}

/// The offset at one moment, as `UTC+8`.
pub fn zone_at(zone: Offsets, at: i64) -> String {
    format!("UTC{}", signed(zone.at(at)))
}

/// `+8`, `+5:30`; nothing for none; `offset` in seconds east.
fn signed(offset: i64) -> String {
    if offset == 0 {
        return String::new();
    }
    let sign = if offset < 0 { '\u{2212}' } else { '+' };
    let minutes = offset.abs() / 60;
    if minutes % 60 == 0 {
        format!("{sign}{}", minutes / 60)
    } else {
        format!("{sign}{}:{:02}", minutes / 60, minutes % 60)
    }
}

/// `12:00–13:00` within the day of `now`; with its date otherwise: `20 May, 12:00–13:00`, `20 May 12:00 – 21 May 09:00`,
/// and the year where it is not the year of `now`. A range that ends at midnight ends at `24:00` of its day.
pub fn span_text(range: TimeRange, reader: Reader, now: i64) -> String {
    let Reader { lang, offset } = reader;
    let day = |at: i64| offset.local(at).div_euclid(DAY);
    let (today, first, last) = (day(now), day(range.start), day(range.end.saturating_sub(1)));
    let clock = |at: i64| format::clock(at, offset.at(at));
    let ends_a_day = offset.local(range.end).rem_euclid(DAY) == 0 && range.end > range.start;
    let end_clock = if ends_a_day {
        "24:00".to_owned()
    } else {
        clock(range.end)
    };
    let start_clock = clock(range.start);
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

/// A time as its input field shows it: `now-1h`, or `2025-06-01 08:00` in the shown zone, which the field reads back.
/// `local` is what a clock in the zone shows, as if it were UTC seconds.
pub fn clock_field(expr: TimeExpr, local: &dyn Fn(i64) -> i64) -> String {
    match expr {
        TimeExpr::At(at) => {
            let local = local(at);
            let text = if local.rem_euclid(60) == 0 {
                iso_minutes(local)
            } else {
                iso_seconds(local)
            };
            text.replace('T', " ").replace('Z', "")
        }
        TimeExpr::Now | TimeExpr::Ago { .. } | TimeExpr::Whole { .. } => expr.to_string(),
    }
}

/// `12:54`, and with its date, `20 May 12:54`, where the range shown has more than one day.
pub fn day_and_time(at: i64, reader: Reader, shown: TimeRange) -> String {
    let Reader { lang, offset } = reader;
    let day = |at: i64| offset.local(at).div_euclid(DAY);
    let clock = format::clock(at, offset.at(at));
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

    fn english() -> Reader {
        Reader {
            lang: Lang::En,
            offset: Offsets::default(),
        }
    }
    // 2019-09-15T13:00:00Z is 1568552400 and 2019-12-31T12:00:00Z is 1577793600 (`date -u -d … +%s`).
    const SEPTEMBER: i64 = 1_568_552_400;
    const NEW_YEARS_EVE: i64 = 1_577_793_600;

    #[test]
    fn a_range_says_its_date_where_it_is_not_today() {
        let hour = TimeRange::new(SEPTEMBER, SEPTEMBER + 3_600);
        assert_eq!(span_text(hour, english(), SEPTEMBER), "13:00–14:00");
        assert_eq!(
            span_text(hour, english(), NEW_YEARS_EVE),
            "15 Sep, 13:00–14:00"
        );
        assert_eq!(
            span_text(hour, english(), NEW_YEARS_EVE + 86_400),
            "15 Sep 2019, 13:00–14:00"
        );
        let night = TimeRange::new(SEPTEMBER, SEPTEMBER + 11 * 3_600);
        assert_eq!(
            span_text(night, english(), NEW_YEARS_EVE),
            "15 Sep, 13:00–24:00"
        );
        let over = TimeRange::new(SEPTEMBER, SEPTEMBER + 20 * 3_600);
        assert_eq!(
            span_text(over, english(), NEW_YEARS_EVE),
            "15 Sep 13:00 – 16 Sep 09:00"
        );
    }

    #[test]
    fn a_moment_says_its_date_where_the_range_has_several() {
        let day = TimeRange::new(SEPTEMBER, SEPTEMBER + 11 * 3_600);
        assert_eq!(day_and_time(SEPTEMBER, english(), day), "13:00");
        let two = TimeRange::new(SEPTEMBER, SEPTEMBER + 12 * 3_600);
        assert_eq!(day_and_time(SEPTEMBER, english(), two), "15 Sep 13:00");
    }

    #[test]
    fn chinese_dates_are_month_and_day() {
        let reader = Reader {
            lang: Lang::Zh,
            offset: Offsets::default(),
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
        let range = TimeRange::new(0, 7_200);
        let zones = [0, 8 * 3_600, 19_800, -18_000].map(|zone| zone_text(zone.into(), range));
        assert_eq!(zones, ["UTC", "UTC+8", "UTC+5:30", "UTC\u{2212}5"]);
        // London puts its clocks back in the middle: both offsets are said, and each moment has its own.
        let london = Offsets::scan(range, &|at| if at < 3_600 { 3_600 } else { 0 });
        assert_eq!(zone_text(london, range), "UTC+1/+0");
        assert_eq!([0, 3_600].map(|at| zone_at(london, at)), ["UTC+1", "UTC"]);
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

//! Dates and ranges for people.

use originscope_core::{TimeExpr, TimeRange, format, iso_minutes};

const DAY: i64 = 86_400;
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

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
pub fn span_text(range: TimeRange, offset: i64, now: i64) -> String {
    let today = (now.saturating_add(offset)).div_euclid(DAY);
    let first = range.start.saturating_add(offset).div_euclid(DAY);
    let last = range.end.saturating_sub(1).saturating_add(offset).div_euclid(DAY);
    let end_clock = if range.end.saturating_add(offset).rem_euclid(DAY) == 0 && range.end > range.start {
        "24:00".to_owned()
    } else {
        format::clock(range.end, offset)
    };
    let start_clock = format::clock(range.start, offset);
    if first != last {
        return format!(
            "{} {start_clock} – {} {end_clock}",
            day_text(first, today),
            day_text(last, today)
        );
    }
    if first == today {
        return format!("{start_clock}–{end_clock}");
    }
    format!("{}, {start_clock}–{end_clock}", day_text(first, today))
}

/// A time as its input field shows it: `now-1h`, or `2025-06-01 08:00` in UTC, which the field reads back.
pub fn clock_field(expr: TimeExpr) -> String {
    match expr {
        TimeExpr::At(at) => iso_minutes(at).replace('T', " ").replace('Z', ""),
        TimeExpr::Now | TimeExpr::Ago { .. } => expr.to_string(),
    }
}

/// `12:54` within the day of `now`, else with its date: `20 May, 12:54`.
pub fn day_and_time(at: i64, offset: i64, now: i64) -> String {
    let day = at.saturating_add(offset).div_euclid(DAY);
    let today = now.saturating_add(offset).div_euclid(DAY);
    let clock = format::clock(at, offset);
    if day == today { clock } else { format!("{}, {clock}", day_text(day, today)) }
}

fn day_text(day: i64, today: i64) -> String {
    let ((year, month, date), (this_year, _, _)) = (civil(day), civil(today));
    let name = usize::try_from(month - 1).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or("");
    if year == this_year { format!("{date} {name}") } else { format!("{date} {name} {year}") }
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
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    // 2019-09-15T13:00:00Z is 1568552400 and 2019-12-31T12:00:00Z is 1577793600 (`date -u -d … +%s`).
    const SEPTEMBER: i64 = 1_568_552_400;
    const NEW_YEARS_EVE: i64 = 1_577_793_600;

    #[test]
    fn a_range_says_its_date_where_it_is_not_today() {
        let hour = TimeRange::new(SEPTEMBER, SEPTEMBER + 3_600);
        assert_eq!(span_text(hour, 0, SEPTEMBER), "13:00–14:00");
        assert_eq!(span_text(hour, 0, NEW_YEARS_EVE), "15 Sep, 13:00–14:00");
        assert_eq!(span_text(hour, 0, NEW_YEARS_EVE + 86_400), "15 Sep 2019, 13:00–14:00");
        let night = TimeRange::new(SEPTEMBER, SEPTEMBER + 11 * 3_600);
        assert_eq!(span_text(night, 0, NEW_YEARS_EVE), "15 Sep, 13:00–24:00");
        let over = TimeRange::new(SEPTEMBER, SEPTEMBER + 20 * 3_600);
        assert_eq!(span_text(over, 0, NEW_YEARS_EVE), "15 Sep 13:00 – 16 Sep 09:00");
    }

    #[test]
    fn zones_are_offsets() {
        let zones = [0, 8 * 3_600, 19_800, -18_000].map(zone_text);
        assert_eq!(zones, ["UTC", "UTC+8", "UTC+5:30", "UTC\u{2212}5"]);
    }

    #[test]
    fn leap_days_and_ends_of_years() {
        // 2020-02-29 is day 18321, 2019-12-31 is day 18261, 1969-12-31 is day -1.
        assert_eq!(civil(18_321), (2020, 2, 29));
        assert_eq!(civil(18_261), (2019, 12, 31));
        assert_eq!(civil(-1), (1969, 12, 31));
    }
}

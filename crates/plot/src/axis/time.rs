//! Ticks of the time axis, aligned to the clock of a zone.

use crate::projection::Projection;
use crate::view::{Dates, View};

/// Steps between ticks, seconds, from a minute to a year.
const STEPS: [i64; 20] = [
    60, 120, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800,
    604_800, 1_209_600, 2_592_000, 7_776_000, 15_552_000, 31_536_000,
];
/// Ticks are at least this far apart, CSS pixels (DESIGN: aim at 90 to 170).
const CLOSEST: f64 = 90.0;
const DAY: i64 = 86_400;

/// A tick of the time axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeTick {
    /// When, UTC seconds.
    pub at: i64,
    /// Its label: a clock time, or the date where a day begins.
    pub label: String,
}

/// The ticks inside the view, its end included, for a plot of `time.width()` device pixels at `ratio`.
#[must_use]
pub fn time_ticks(view: &View, time: &Projection, ratio: f64) -> Vec<TimeTick> {
    let step = step_for(view.range.seconds(), f64::from(time.width()) / ratio);
    let mut ticks = Vec::new();
    for (piece, offset) in view.offset.pieces(view.range) {
        // Aligned to local midnight, so that ticks fall on the clock's full hours and days in any zone, also after a night
        // on which clocks changed.
        let first = (piece.start + offset).div_euclid(step) * step - offset;
        let mut at = if first < piece.start {
            first + step
        } else {
            first
        };
        while (at < piece.end || at == view.range.end) && ticks.len() < 200 {
            ticks.push(TimeTick {
                at,
                label: label(at, view, step),
            });
            at += step;
        }
    }
    ticks
}

#[allow(clippy::cast_precision_loss)] // spans are below 2^53 seconds
fn step_for(span: i64, width_css: f64) -> i64 {
    let wide_enough = |step: &&i64| **step as f64 * width_css >= CLOSEST * span.max(1) as f64;
    STEPS
        .iter()
        .find(wide_enough)
        .copied()
        .unwrap_or(31_536_000)
}

fn label(at: i64, view: &View, step: i64) -> String {
    let local = view.offset.local(at);
    let midnight = local.rem_euclid(DAY) == 0;
    let over_a_day = view.range.seconds() > DAY || step >= DAY;
    if midnight && (over_a_day || at != view.range.start) {
        return date(local, view.dates);
    }
    clock(at, view.offset.at(at))
}

/// `HH:MM` of a time in a zone `offset` seconds east of UTC.
#[must_use]
pub fn clock(at: i64, offset: i64) -> String {
    let second = at.saturating_add(offset).rem_euclid(DAY);
    format!("{:02}:{:02}", second / 3600, second % 3600 / 60)
}

fn date(local: i64, dates: Dates) -> String {
    let (month, day) = month_and_day(local.div_euclid(DAY));
    match dates {
        Dates::Chinese => format!("{month} 月 {day} 日"),
        Dates::English => {
            const NAMES: [&str; 12] = [
                "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
            ];
            let index = usize::try_from(month - 1).unwrap_or(0);
            format!("{day} {}", NAMES.get(index).unwrap_or(&"?"))
        }
    }
}

/// Month (1 to 12) and day of a day counted from 1970-01-01, Gregorian; after Howard Hinnant's `civil_from_days`
/// (<https://howardhinnant.github.io/date_algorithms.html>).
const fn month_and_day(days: i64) -> (i64, i64) {
    let shifted = days + 719_468;
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    (
        if from_march < 10 {
            from_march + 3
        } else {
            from_march - 9
        },
        day,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use originscope_core::{Offsets, TimeRange};

    fn labels(start: i64, end: i64, offset: impl Into<Offsets>, width: i32) -> Vec<String> {
        let view = View {
            range: TimeRange::new(start, end),
            grain: 60,
            offset: offset.into(),
            dates: Dates::English,
            label_margin: false,
        };
        time_ticks(&view, &Projection::new(view.range, 0, width), 1.0)
            .into_iter()
            .map(|tick| tick.label)
            .collect()
    }

    #[test]
    fn an_hour_has_a_tick_every_ten_minutes() {
        // DESIGN: ticks every 10 min at 1 h; 1447070400 is 2015-11-09T12:00:00Z (`date -u -d @1447070400`).
        assert_eq!(
            labels(1_447_070_400, 1_447_074_000, 0, 960),
            [
                "12:00", "12:10", "12:20", "12:30", "12:40", "12:50", "13:00"
            ]
        );
        assert_eq!(
            labels(1_447_070_400, 1_447_074_000, 0, 330),
            ["12:00", "12:20", "12:40", "13:00"]
        );
    }

    #[test]
    fn a_new_day_shows_its_date() {
        // 1447027200 is 2015-11-09T00:00:00Z.
        let day = labels(1_447_027_200 - 43_200, 1_447_027_200 + 43_200, 0, 960);
        assert_eq!(
            day,
            [
                "12:00", "15:00", "18:00", "21:00", "9 Nov", "03:00", "06:00", "09:00", "12:00"
            ]
        );
        // The same instants in UTC+8 begin their day eight hours earlier.
        let east = labels(1_447_027_200 - 43_200, 1_447_027_200 + 43_200, 28_800, 960);
        assert_eq!(east[..3], ["21:00", "9 Nov", "03:00"]);
    }

    #[test]
    fn ticks_keep_to_the_clock_over_a_night_on_which_it_changes() {
        // Berlin goes from UTC+2 to UTC+1 at 2025-10-26T01:00:00Z, which is 1761440400: 03:00 becomes 02:00.
        let back = 1_761_440_400;
        let berlin = |at: i64| if at < back { 7_200 } else { 3_600 };
        let range = TimeRange::new(back - 3 * 3_600, back + 4 * 3_600);
        let zone = Offsets::scan(range, &berlin);
        assert_eq!(
            labels(range.start, range.end, zone, 960),
            [
                "00:00", "01:00", "02:00", "02:00", "03:00", "04:00", "05:00", "06:00"
            ]
        );
        assert_eq!(
            labels(back - 10 * 3_600, back + 14 * 3_600, zone, 960),
            [
                "18:00", "21:00", "26 Oct", "03:00", "06:00", "09:00", "12:00", "15:00"
            ]
        );
    }

    #[test]
    fn leap_days_and_year_ends() {
        // `date -u -d 2024-02-29 +%s` / 86400 = 19782; 2000-03-01 = 11017; 1969-12-31 = -1.
        assert_eq!(month_and_day(19_782), (2, 29));
        assert_eq!(month_and_day(11_017), (3, 1));
        assert_eq!(month_and_day(-1), (12, 31));
        assert_eq!(date(0, Dates::Chinese), "1 月 1 日");
    }

    #[test]
    fn ticks_stay_at_least_ninety_pixels_apart() {
        for hours in [1, 3, 6, 12, 24, 72, 168, 720, 2160] {
            let view = View {
                range: TimeRange::new(0, hours * 3600),
                grain: 60,
                offset: Offsets::default(),
                dates: Dates::English,
                label_margin: false,
            };
            let time = Projection::new(view.range, 0, 960);
            let ticks = time_ticks(&view, &time, 1.0);
            assert!(ticks.len() >= 4, "{hours} h has {} ticks", ticks.len());
            for pair in ticks.windows(2) {
                assert!(
                    time.px_from_time(pair[1].at) - time.px_from_time(pair[0].at) >= 90,
                    "{hours} h"
                );
            }
        }
    }
}

//! The ranges of the menu, in Grafana's order and words.

use crate::words::{Key, fill, span, t};
use crate::zoom::Between;
use originscope_core::{Lang, TimeExpr, TimeUnit, Whole};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// One row of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// The last so many seconds.
    Last(i64),
    /// From midnight to now.
    Today,
    /// The day before.
    Yesterday,
    /// The whole day seven days ago.
    ThisDayLastWeek,
    /// Monday to Sunday before this week.
    PreviousWeek,
}

/// The rows; no 5 minutes, because that is one publication lag long (research of the product, 3.1).
pub const PRESETS: [Preset; 15] = [
    Preset::Last(15 * MINUTE),
    Preset::Last(30 * MINUTE),
    Preset::Last(HOUR),
    Preset::Last(3 * HOUR),
    Preset::Last(6 * HOUR),
    Preset::Last(12 * HOUR),
    Preset::Last(24 * HOUR),
    Preset::Last(3 * DAY),
    Preset::Last(7 * DAY),
    Preset::Last(30 * DAY),
    Preset::Last(90 * DAY),
    Preset::Today,
    Preset::Yesterday,
    Preset::ThisDayLastWeek,
    Preset::PreviousWeek,
];

impl Preset {
    /// The range that this row asks for, in the unit that reads best.
    pub const fn between(self) -> Between {
        let (from, to) = match self {
            Self::Last(seconds) => (ago(seconds), TimeExpr::Now),
            Self::Today => (whole(0, TimeUnit::Day, Whole::Day), TimeExpr::Now),
            Self::Yesterday => same(whole(1, TimeUnit::Day, Whole::Day)),
            Self::ThisDayLastWeek => same(whole(7, TimeUnit::Day, Whole::Day)),
            Self::PreviousWeek => same(whole(1, TimeUnit::Week, Whole::Week)),
        };
        Between { from, to }
    }

    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        match self {
            Self::Last(seconds) => last_name(lang, seconds),
            Self::Today => t(lang, Key::TodaySoFar).to_owned(),
            Self::Yesterday => t(lang, Key::Yesterday).to_owned(),
            Self::ThisDayLastWeek => t(lang, Key::ThisDayLastWeek).to_owned(),
            Self::PreviousWeek => t(lang, Key::PreviousWeek).to_owned(),
        }
    }
}

const fn ago(seconds: i64) -> TimeExpr {
    let unit = match seconds {
        s if s > DAY && s % DAY == 0 => TimeUnit::Day,
        s if s % HOUR == 0 => TimeUnit::Hour,
        _ => TimeUnit::Minute,
    };
    TimeExpr::Ago {
        amount: seconds / unit.seconds(),
        unit,
    }
}

const fn whole(amount: i64, unit: TimeUnit, whole: Whole) -> TimeExpr {
    TimeExpr::Whole {
        amount,
        unit,
        whole,
    }
}

const fn same(day: TimeExpr) -> (TimeExpr, TimeExpr) {
    (day, day)
}

/// The name of a range that moves with now, where it has one.
pub fn range_name(lang: Lang, range: Between) -> Option<String> {
    if let (TimeExpr::Ago { amount, unit }, TimeExpr::Now) = (range.from, range.to) {
        return Some(last_name(lang, amount.saturating_mul(unit.seconds())));
    }
    let preset = PRESETS.into_iter().find(|row| row.between() == range)?;
    Some(preset.name(lang))
}

/// The same where there is room for a few letters alone: the length of what ends now, `1 h`.
#[must_use]
pub fn range_length(lang: Lang, range: Between) -> Option<String> {
    match (range.from, range.to) {
        (TimeExpr::Ago { amount, unit }, TimeExpr::Now) => {
            Some(span(lang, amount.saturating_mul(unit.seconds())))
        }
        _ => None,
    }
}

/// The name of any span that ends now.
fn last_name(lang: Lang, seconds: i64) -> String {
    let named =
        |key: Key, unit: i64| fill(lang, key, &[("n", &seconds.div_euclid(unit).to_string())]);
    if seconds == HOUR {
        t(lang, Key::LastHour).to_owned()
    } else if seconds > DAY && seconds % DAY == 0 {
        named(Key::LastDays, DAY)
    } else if seconds % HOUR == 0 {
        named(Key::LastHours, HOUR)
    } else {
        named(Key::LastMinutes, MINUTE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use originscope_core::Query;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn only_what_ends_now_has_a_length() {
        let name = |text: &str| range_length(Lang::En, Between::of(&Query::parse(text).0));
        assert_eq!(name("from=now-7d"), Some(span(Lang::En, 7 * DAY)));
        assert_eq!(name("from=now-1d/d&to=now/d"), None);
    }

    #[test]
    fn every_row_has_a_name_and_survives_the_address() {
        for preset in PRESETS {
            let Between { from, to } = preset.between();
            let text = format!("from={from}&to={to}");
            let (query, notes) = Query::parse(&text);
            assert_eq!(Between::of(&query), preset.between(), "{text}");
            assert_eq!(notes, [], "{text}");
            let name = range_name(Lang::En, preset.between());
            assert_eq!(name, Some(preset.name(Lang::En)), "{text}");
        }
        assert_eq!(Preset::PreviousWeek.between().from.to_string(), "now-1w/w");
    }
}

//! The quick ranges of the menu.

use crate::words::{Key, fill, t};
use originscope_core::{Lang, Spec, TimeExpr, TimeUnit};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// One row of the menu: the last so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quick {
    /// How far back it goes.
    pub seconds: i64,
}

impl Quick {
    /// The start that this row asks for, in the unit that reads best.
    pub const fn from(self) -> TimeExpr {
        let unit = match self.seconds {
            s if s > DAY && s % DAY == 0 => TimeUnit::Day,
            s if s % HOUR == 0 => TimeUnit::Hour,
            _ => TimeUnit::Minute,
        };
        TimeExpr::Ago {
            amount: self.seconds / unit.seconds(),
            unit,
        }
    }
}

/// The rows, in Grafana's order and words; no 5 minutes, because that is one publication lag long.
pub const QUICK: [Quick; 11] = [
    Quick {
        seconds: 15 * MINUTE,
    },
    Quick {
        seconds: 30 * MINUTE,
    },
    Quick { seconds: HOUR },
    Quick { seconds: 3 * HOUR },
    Quick { seconds: 6 * HOUR },
    Quick { seconds: 12 * HOUR },
    Quick { seconds: 24 * HOUR },
    Quick { seconds: 3 * DAY },
    Quick { seconds: 7 * DAY },
    Quick { seconds: 30 * DAY },
    Quick { seconds: 90 * DAY },
];

/// The name of a row, or of any other span that ends now.
pub fn quick_name(lang: Lang, seconds: i64) -> String {
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

/// Why a source cannot answer a span, told before the click: nothing when it can.
pub fn note_for(lang: Lang, spec: &Spec, seconds: i64) -> Option<String> {
    let keeps = spec
        .limits
        .current
        .iter()
        .map(|tier| tier.retention)
        .max()?;
    (seconds > keeps).then(|| {
        fill(
            lang,
            Key::RangeKeeps,
            &[
                ("product", super::names::source_name(lang, spec)),
                ("span", &crate::words::span(lang, keeps)),
            ],
        )
    })
}

//! A point in time as a person writes it: `now`, `now-90m`, a date, an ISO time, seconds or milliseconds since 1970.

use crate::time_text::parse_time;
use std::fmt;

/// Numbers from here on are milliseconds since 1970; below they are seconds (until the year 5138).
const FIRST_MILLIS: i64 = 100_000_000_000;
/// Last second of the year 9999.
const LATEST: i64 = 253_402_300_799;
/// Longest way back from now, in seconds: ten years, far beyond any vendor's retention.
const MAX_AGO: i64 = 3_660 * 86_400;

/// A point in time, possibly relative to now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeExpr {
    /// The moment of looking.
    Now,
    /// So long before now.
    Ago {
        /// How many, at least 1.
        amount: i64,
        /// Of what.
        unit: TimeUnit,
    },
    /// A fixed moment, UTC seconds.
    At(i64),
}

/// Units of a relative time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeUnit {
    /// `s`
    Second,
    /// `m`
    Minute,
    /// `h`
    Hour,
    /// `d`, always 24 hours
    Day,
    /// `w`
    Week,
}

impl TimeUnit {
    const ALL: [Self; 5] = [
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Week,
    ];

    /// Length in seconds.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3_600,
            Self::Day => 86_400,
            Self::Week => 604_800,
        }
    }

    /// The letter it is written with.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Second => 's',
            Self::Minute => 'm',
            Self::Hour => 'h',
            Self::Day => 'd',
            Self::Week => 'w',
        }
    }
}

impl TimeExpr {
    /// Reads `now`, `now-1h`, `2025-06-01`, `2025-06-01 08:00` (UTC), every form of [`parse_time`], and a number:
    /// milliseconds since 1970 if it is large enough for that, else seconds. `None` for everything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(rest) = text.strip_prefix("now") {
            return if rest.is_empty() {
                Some(Self::Now)
            } else {
                Self::parse_ago(rest.strip_prefix('-')?)
            };
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            let number: i64 = text.parse().ok()?;
            let at = if number >= FIRST_MILLIS {
                number.checked_div(1_000)?
            } else {
                number
            };
            return (at <= LATEST).then_some(Self::At(at));
        }
        parse_time(text)
            .or_else(|| parse_time(&format!("{text}T00:00")))
            .map(Self::At)
    }

    fn parse_ago(text: &str) -> Option<Self> {
        let unit = TimeUnit::ALL
            .into_iter()
            .find(|unit| text.ends_with(unit.letter()))?;
        let digits = text.strip_suffix(unit.letter())?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let amount: i64 = digits.parse().ok()?;
        (amount > 0 && amount.checked_mul(unit.seconds())? <= MAX_AGO)
            .then_some(Self::Ago { amount, unit })
    }

    /// The moment meant, UTC seconds, when it is `now`.
    #[must_use]
    pub const fn resolve(self, now: i64) -> i64 {
        match self {
            Self::Now => now,
            Self::Ago { amount, unit } => now.saturating_sub(amount.saturating_mul(unit.seconds())),
            Self::At(at) => at,
        }
    }

    /// Whether it moves with now.
    #[must_use]
    pub const fn is_relative(self) -> bool {
        !matches!(self, Self::At(_))
    }
}

impl fmt::Display for TimeExpr {
    /// The form for the address: `now`, `now-1h`, or milliseconds since 1970.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Now => out.write_str("now"),
            Self::Ago { amount, unit } => write!(out, "now-{amount}{}", unit.letter()),
            Self::At(at) => write!(out, "{}", at.saturating_mul(1_000)),
        }
    }
}

#[cfg(test)]
mod tests {
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
        ] {
            assert_eq!(TimeExpr::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(at in 200_000_000..=LATEST, amount in 1..9_000_i64) {
            for expr in [TimeExpr::At(at), TimeExpr::Ago { amount, unit: TimeUnit::Hour }, TimeExpr::Now] {
                prop_assert_eq!(TimeExpr::parse(&expr.to_string()), Some(expr));
            }
        }

        #[test]
        fn any_text_is_answered(text in "(now)?.{0,24}") {
            let _ = TimeExpr::parse(&text);
        }
    }
}

//! A point in time as a person writes it: `now`, `now-90m`, `now-1d/d`, a date, an ISO time, seconds or milliseconds since 1970.

use crate::offsets::Offsets;
use crate::time::floor_to;
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
    /// The calendar day or week in which a moment before now lies: its start as the start of a range, its end as the
    /// end of one. So `now-1d/d` to `now-1d/d` is yesterday, as in Grafana.
    Whole {
        /// How many units before now, 0 for now.
        amount: i64,
        /// Of what.
        unit: TimeUnit,
        /// What the moment is rounded to.
        whole: Whole,
    },
    /// A fixed moment, UTC seconds.
    At(i64),
}

/// What a moment may be rounded to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Whole {
    /// `/d`: the day, from midnight in the shown zone.
    Day,
    /// `/w`: the week, from Monday (ISO 8601).
    Week,
}

/// Which end of a range a point in time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Start,
    End,
}

impl Whole {
    const ALL: [Self; 2] = [Self::Day, Self::Week];
    /// Length in seconds.
    const fn seconds(self) -> i64 {
        self.unit().seconds()
    }

    const fn unit(self) -> TimeUnit {
        match self {
            Self::Day => TimeUnit::Day,
            Self::Week => TimeUnit::Week,
        }
    }

    /// The start of the day or week in which a local moment lies.
    const fn start_of(self, local: i64) -> i64 {
        // 1970 began on a Thursday, three days into its week.
        let shift = match self {
            Self::Day => 0,
            Self::Week => 3 * 86_400,
        };
        floor_to(local.saturating_add(shift), self.seconds()).saturating_sub(shift)
    }
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
            return Self::parse_relative(rest);
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

    /// What follows `now`: nothing, `-1h`, `/d` or `-1h/d`.
    fn parse_relative(text: &str) -> Option<Self> {
        let (ago, whole) = match text.split_once('/') {
            Some((ago, letter)) => {
                let named = |whole: &Whole| letter.strip_prefix(whole.unit().letter()) == Some("");
                (ago, Some(Whole::ALL.into_iter().find(named)?))
            }
            None => (text, None),
        };
        let moment = if ago.is_empty() {
            Self::Now
        } else {
            Self::parse_ago(ago.strip_prefix('-')?)?
        };
        let Some(whole) = whole else {
            return Some(moment);
        };
        let (amount, unit) = match moment {
            Self::Ago { amount, unit } => (amount, unit),
            _ => (0, whole.unit()),
        };
        Some(Self::Whole {
            amount,
            unit,
            whole,
        })
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

    /// The moment meant as the start of a range, UTC seconds, when it is `now`, with days and weeks in UTC.
    #[must_use]
    pub fn resolve(self, now: i64) -> i64 {
        self.start_in(now, 0)
    }

    /// The same with days and weeks of a zone: its offsets around that day, or one number of seconds east of UTC. A day
    /// on which clocks change has 23 or 25 hours.
    #[must_use]
    pub fn start_in(self, now: i64, zone: impl Into<Offsets>) -> i64 {
        self.point(now, zone.into(), End::Start)
    }

    /// The moment meant as the end of a range; see [`Self::start_in`].
    #[must_use]
    pub fn end_in(self, now: i64, zone: impl Into<Offsets>) -> i64 {
        self.point(now, zone.into(), End::End)
    }

    fn point(self, now: i64, zone: Offsets, end: End) -> i64 {
        match self {
            Self::Now => now,
            Self::Ago { amount, unit } => now.saturating_sub(amount.saturating_mul(unit.seconds())),
            Self::Whole {
                amount,
                unit,
                whole,
            } => {
                let at = now.saturating_sub(amount.saturating_mul(unit.seconds()));
                let start = whole.start_of(zone.local(at));
                zone.instant(match end {
                    End::Start => start,
                    End::End => start.saturating_add(whole.seconds()),
                })
            }
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
    /// The form for the address: `now`, `now-1h`, or milliseconds since 1970; seconds for the first years of that, whose
    /// milliseconds would be read as seconds.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Now => out.write_str("now"),
            Self::Ago { amount, unit } => write!(out, "now-{amount}{}", unit.letter()),
            Self::Whole {
                amount,
                unit,
                whole,
            } => {
                out.write_str("now")?;
                if *amount > 0 {
                    write!(out, "-{amount}{}", unit.letter())?;
                }
                write!(out, "/{}", whole.unit().letter())
            }
            Self::At(at) => {
                let millis = at.saturating_mul(1_000);
                write!(out, "{}", if millis < FIRST_MILLIS { *at } else { millis })
            }
        }
    }
}

#[cfg(test)]
mod tests;

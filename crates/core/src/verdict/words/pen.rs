//! Figures of a verdict as text, in either language.

use super::super::facts::Episode;
use super::super::{State, Verdict};
use crate::format;
use crate::offsets::Offsets;
use crate::query::Lang;
use crate::source::Vantage;

/// Slots from here on hide what is short, seconds.
const COARSE: i64 = 3_600;
const DAY: i64 = 86_400;

/// A verdict with how its figures are written.
pub(super) struct Pen<'a> {
    pub(super) verdict: &'a Verdict,
    pub(super) lang: Lang,
    pub(super) zone: Offsets,
}

impl Pen<'_> {
    pub(super) fn share(&self, percent: f64) -> String {
        format::share_in(percent, self.lang)
    }

    /// A threshold, as few digits as it has: `5 %`, `0.75 %`.
    pub(super) fn line(&self, percent: f64) -> String {
        let rounded = (percent * 1_000.0).round() / 1_000.0;
        self.with_percent(&rounded.to_string())
    }

    /// One decimal with a sign: `+1.4 %`.
    pub(super) fn change(&self, percent: f64) -> String {
        let sign = if percent < -0.05 { "\u{2212}" } else { "+" };
        self.with_percent(&format!("{sign}{:.1}", percent.abs()))
    }

    /// Whole percent, not rounded up to all: `80 %`.
    pub(super) fn part(&self, percent: f64) -> String {
        let whole = if percent < 99.999_999 {
            percent.round().min(99.0)
        } else {
            100.0
        };
        self.with_percent(&format!("{whole:.0}"))
    }

    fn with_percent(&self, number: &str) -> String {
        match self.lang {
            Lang::En => format!("{number}\u{202f}%"),
            Lang::Zh => format!("{number}%"),
        }
    }

    /// The mean rate over the time judged: said as such, because the newest slot beside it has another.
    pub(super) fn mean_rate(&self, bits_per_second: f64) -> String {
        let rate = Self::rate(bits_per_second);
        match self.lang {
            Lang::En => format!("mean {rate}"),
            Lang::Zh => format!("均值 {rate}"),
        }
    }

    pub(super) fn rate(bits_per_second: f64) -> String {
        format::bit_rate(bits_per_second).text("bps")
    }

    /// The time of day, with the day where it is not the day of the newest slot; the day alone for slots of a day.
    pub(super) fn time(&self, at: i64) -> String {
        let day_of = |at: i64| format::day(at, self.zone.at(at));
        let day = day_of(at);
        let clock = format::clock(at, self.zone.at(at));
        let newest = self
            .verdict
            .headline
            .complete_to
            .unwrap_or(at)
            .saturating_sub(1);
        if self.verdict.headline.grain >= DAY {
            return if clock == "00:00" {
                day
            } else {
                format!("{day} {clock}")
            };
        }
        if day_of(newest) == day || (clock == "00:00" && at > newest) {
            clock
        } else {
            format!("{day} {clock}")
        }
    }

    /// A length of time in its two largest units.
    pub(super) fn lasting(&self, seconds: i64) -> String {
        let (day, hour, minute, second) = match self.lang {
            Lang::En => ("\u{202f}d", "\u{202f}h", "\u{202f}min", "\u{202f}s"),
            Lang::Zh => (" 天", " 小时", " 分钟", " 秒"),
        };
        let units = match seconds {
            s if s >= 2 * DAY => [(DAY, day), (3_600, hour)],
            s if s >= 5_400 || s == 3_600 => [(3_600, hour), (60, minute)],
            _ => [(60, minute), (1, second)],
        };
        let [(large, large_name), (small, small_name)] = units;
        let whole = seconds.div_euclid(large);
        let rest = seconds.rem_euclid(large).div_euclid(small);
        match (whole, rest) {
            (0, rest) => format!("{rest}{small_name}"),
            (whole, 0) => format!("{whole}{large_name}"),
            (whole, rest) => format!("{whole}{large_name} {rest}{small_name}"),
        }
    }

    /// How long an episode lasted.
    pub(super) fn length(&self, episode: &Episode) -> String {
        let slots = i64::try_from(episode.slots).unwrap_or(i64::MAX);
        self.lasting(slots.saturating_mul(self.verdict.headline.grain))
    }

    /// The line below which the state is left, where the newest share is below the line that it entered by.
    pub(super) fn not_yet_below(&self) -> Option<f64> {
        let thresholds = &self.verdict.thresholds;
        let line = match self.verdict.state {
            State::Failing => thresholds.red_percent,
            State::Degraded => thresholds.amber_percent,
            State::Fine | State::Quiet | State::CannotTell => return None,
        };
        let share = self.verdict.headline.share?;
        (share < line).then_some(line * thresholds.leave_ratio)
    }

    pub(super) fn is_origin(&self) -> bool {
        self.verdict.vantage == Vantage::OriginSide
    }

    pub(super) fn is_bad(&self) -> bool {
        matches!(self.verdict.state, State::Failing | State::Degraded)
    }

    /// Whether slots are so long that a short burst drowns in them.
    pub(super) fn is_coarse(&self) -> bool {
        self.verdict.headline.grain >= COARSE
    }

    /// Whether the earlier share explains the present one: as high as ever is no rise.
    pub(super) fn is_chronic(&self) -> bool {
        let headline = &self.verdict.headline;
        self.is_bad()
            && headline
                .usual
                .zip(headline.share)
                .is_some_and(|(usual, share)| usual >= share * super::super::traffic::CHRONIC)
    }
}

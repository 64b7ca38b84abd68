//! A time that somebody typed, or what is wrong with it.

use crate::words::{Key, fill};
use originscope_core::{Lang, Offsets, TimeExpr};

/// What is wrong with a typed time or range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// Nothing was typed.
    Empty,
    /// After `now-` there is no number with a unit.
    Unit,
    /// `now+…`
    Ahead,
    /// More than ten years back.
    TooFar,
    /// A day that the calendar does not have.
    NoDay,
    /// A time that no clock shows.
    NoClock,
    /// A number beyond the year 9999 even in milliseconds.
    TooLarge,
    /// Something else.
    NoTime,
    /// The start is not before the end.
    Reversed,
    /// The range starts in the future.
    StartsAhead,
}

impl Mistake {
    const fn key(self) -> Key {
        match self {
            Self::Empty => Key::TimeEmpty,
            Self::Unit => Key::TimeUnit,
            Self::Ahead => Key::TimeAhead,
            Self::TooFar => Key::TimeTooFar,
            Self::NoDay => Key::TimeNoDay,
            Self::NoClock => Key::TimeNoClock,
            Self::TooLarge => Key::TimeTooLarge,
            Self::NoTime => Key::RangeBad,
            Self::Reversed => Key::RangeReversed,
            Self::StartsAhead => Key::RangeAhead,
        }
    }

    /// The sentence about a text.
    pub fn sentence(self, lang: Lang, text: &str) -> String {
        fill(lang, self.key(), &[("text", text.trim())])
    }
}

/// Reads a time as people write it; one without a zone is read on the clock of the shown zone, whose offsets `around`
/// gives for the days about a moment.
///
/// # Errors
/// What is wrong with it.
pub fn read_time(text: &str, around: &dyn Fn(i64) -> Offsets) -> Result<TimeExpr, Mistake> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Mistake::Empty);
    }
    // Only what has no zone of its own can take another.
    let as_local = [format!("{text}Z"), format!("{text}T00:00Z")];
    let local = as_local.iter().find_map(|text| TimeExpr::parse(text));
    if let Some(TimeExpr::At(local)) = local {
        return Ok(TimeExpr::At(around(local).instant(local)));
    }
    TimeExpr::parse(&text.to_lowercase()).ok_or_else(|| mistake(text))
}

/// Two times as a range.
///
/// # Errors
/// What is wrong with the range as a whole.
pub fn check(from: TimeExpr, to: TimeExpr, now: i64, zone: Offsets) -> Result<(), Mistake> {
    let start = from.start_in(now, zone);
    if start >= to.end_in(now, zone) {
        Err(Mistake::Reversed)
    } else if start >= now {
        Err(Mistake::StartsAhead)
    } else {
        Ok(())
    }
}

fn mistake(text: &str) -> Mistake {
    let lower = text.to_lowercase();
    if let Some(rest) = lower.strip_prefix("now") {
        return of_relative(rest.trim());
    }
    if lower.bytes().all(|byte| byte.is_ascii_digit()) {
        return Mistake::TooLarge;
    }
    let (date, clock) = lower
        .split_once(['t', ' '])
        .unwrap_or((lower.as_str(), "00:00"));
    if !has_shape(date, b"0000-00-00") {
        return Mistake::NoTime;
    }
    if TimeExpr::parse(date).is_none() {
        return Mistake::NoDay;
    }
    let is_clock = clock
        .get(..5)
        .is_some_and(|clock| has_shape(clock, b"00:00"));
    if is_clock {
        Mistake::NoClock
    } else {
        Mistake::NoTime
    }
}

fn of_relative(rest: &str) -> Mistake {
    if rest.starts_with('+') {
        return Mistake::Ahead;
    }
    let Some(amount) = rest.strip_prefix('-') else {
        return Mistake::Unit;
    };
    let has_unit = amount.ends_with(['s', 'm', 'h', 'd', 'w']);
    let digits = amount.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_zero = digits.bytes().all(|byte| byte == b'0');
    if has_unit && is_number && !is_zero && amount.len() == digits.len().saturating_add(1) {
        Mistake::TooFar
    } else {
        Mistake::Unit
    }
}

/// Whether a text has digits where the pattern has them and the same marks elsewhere.
fn has_shape(text: &str, pattern: &[u8]) -> bool {
    let fits = |(byte, like): (u8, &u8)| {
        if like.is_ascii_digit() {
            byte.is_ascii_digit()
        } else {
            byte == *like
        }
    };
    text.len() == pattern.len() && text.bytes().zip(pattern).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// 2025-06-01T08:00:00Z (`date -u -d 2025-06-01T08:00Z +%s`).
    const EIGHT: i64 = 1_748_764_800;

    fn read(text: &str) -> Result<TimeExpr, Mistake> {
        read_time(text, &|_| Offsets::from(28_800))
    }

    #[test]
    fn a_time_without_a_zone_is_read_on_the_shown_clock() {
        for text in [
            "2025-06-01 16:00",
            "2025-06-01T16:00",
            " 2025-06-01 16:00:00 ",
        ] {
            assert_eq!(read(text), Ok(TimeExpr::At(EIGHT)), "{text}");
        }
        assert_eq!(read("2025-06-01"), Ok(TimeExpr::At(EIGHT - 16 * 3_600)));
        // What names its zone, or is a number, means the same everywhere.
        for text in [
            "2025-06-01T08:00:00Z",
            "2025-06-01T10:00+02:00",
            "1748764800",
            "1748764800000",
        ] {
            assert_eq!(read(text), Ok(TimeExpr::At(EIGHT)), "{text}");
        }
        assert_eq!(read("Now"), Ok(TimeExpr::Now));
        assert_eq!(
            read("now-90m").map(|time| time.to_string()),
            Ok("now-90m".to_owned())
        );
    }

    #[test]
    fn each_kind_of_mistake_has_its_own_sentence() {
        let cases = [
            ("", Mistake::Empty),
            ("now-5x", Mistake::Unit),
            ("now-", Mistake::Unit),
            ("now-0m", Mistake::Unit),
            ("now 90m", Mistake::Unit),
            ("now+1h", Mistake::Ahead),
            ("now-99999d", Mistake::TooFar),
            ("2025-02-30", Mistake::NoDay),
            ("2025-13-01 08:00", Mistake::NoDay),
            ("2025-06-01 25:00", Mistake::NoClock),
            ("2025-06-01 08:61", Mistake::NoClock),
            ("1748764800000000", Mistake::TooLarge),
            ("yesterday", Mistake::NoTime),
            ("1.6.2025", Mistake::NoTime),
            ("2025-06-01 8 am", Mistake::NoTime),
        ];
        let mut sentences: Vec<String> = Vec::new();
        for (text, mistake) in cases {
            assert_eq!(read(text), Err(mistake), "{text}");
            let sentence = mistake.sentence(Lang::En, text);
            assert!(text.is_empty() || sentence.contains(text), "{sentence}");
            sentences.push(sentence);
        }
        sentences.sort();
        sentences.dedup();
        assert_eq!(sentences.len(), cases.len());
    }

    #[test]
    fn a_range_has_a_start_before_its_end_and_before_now() {
        let at = TimeExpr::At;
        let check = |from, to| check(from, to, EIGHT, Offsets::default());
        assert_eq!(check(at(EIGHT - 60), at(EIGHT)), Ok(()));
        assert_eq!(check(at(EIGHT), at(EIGHT)), Err(Mistake::Reversed));
        assert_eq!(
            check(at(EIGHT + 60), at(EIGHT + 120)),
            Err(Mistake::StartsAhead)
        );
        assert_eq!(check(at(EIGHT - 60), at(EIGHT + 120)), Ok(()));
    }
}

//! When the page asks again by itself, and what keeps it from doing so.

use super::chosen::Span;
use originscope_core::TimeExpr;

/// The shortest interval, seconds: the vendors' finest slot (research of the product, 3.2).
const SHORTEST: i64 = 60;
/// Most seconds by which a refresh comes late, so that many pages do not ask in the same second.
const MOST_JITTER_MS: f64 = 6_000.0;

/// What the reader does and where the page stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// A slot is under the pointer or pinned.
    pub is_reading: bool,
    /// A range is being drawn.
    pub is_selecting: bool,
    /// A menu is open.
    pub is_choosing: bool,
    /// The tab is not seen.
    pub is_hidden: bool,
    /// The reader holds it.
    pub is_held: bool,
    /// The browser has no network.
    pub is_offline: bool,
}

/// Why the page does not ask again by itself for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    /// There is no network.
    Offline,
    /// Nobody sees it.
    Hidden,
    /// The reader said so.
    Held,
    /// Somebody reads something that must not move.
    Looking,
}

/// What pauses the refresh; what the reader cannot end on the page itself is named first.
pub const fn pause(look: Look) -> Option<Pause> {
    if look.is_offline {
        Some(Pause::Offline)
    } else if look.is_hidden {
        Some(Pause::Hidden)
    } else if look.is_held {
        Some(Pause::Held)
    } else if look.is_reading || look.is_selecting || look.is_choosing {
        Some(Pause::Looking)
    } else {
        None
    }
}

/// Why the page never asks again by itself, so that there is nothing to pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// The range does not end now: nothing new can come.
    Fixed,
    /// What is shown was saved.
    Saved,
    /// The reader chose it.
    Off,
}

/// When the page asks again by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Next {
    /// Not at all, or it is asking now.
    #[default]
    Never,
    /// At this moment, UTC seconds.
    At(i64),
    /// Not before that is over.
    Paused(Pause),
}

/// Seconds between two refreshes: `choice` as in the query (`None` is off, 0 is once a slot of `grain` seconds).
///
/// # Errors
/// Nothing is asked again: only a range that ends now can bring something new.
pub fn every(choice: Option<i64>, span: Span, grain: i64) -> Result<i64, Rest> {
    match (span, choice) {
        (Span::Asked(_, TimeExpr::Now), None) => Err(Rest::Off),
        (Span::Asked(_, TimeExpr::Now), Some(0)) => Ok(grain.max(SHORTEST)),
        (Span::Asked(_, TimeExpr::Now), Some(seconds)) => Ok(seconds.max(SHORTEST)),
        (Span::Asked(..), _) => Err(Rest::Fixed),
        (Span::Saved(_) | Span::File(_), _) => Err(Rest::Saved),
    }
}

/// When to ask again, in milliseconds UTC, after a question at `asked` (seconds UTC): at the next moment at which a slot
/// is published, that is `lag` seconds after an edge, but not before half of the interval has passed; later by `jitter`,
/// from 0 to 1.
pub fn due(asked: i64, every: i64, lag: i64, jitter: f64) -> i64 {
    let every = every.max(SHORTEST);
    let phase = lag.rem_euclid(every);
    let earliest = asked.saturating_add(every / 2).saturating_sub(phase);
    let edge = earliest
        .div_euclid(every)
        .saturating_add(1)
        .saturating_mul(every)
        .saturating_add(phase);
    #[allow(clippy::cast_possible_truncation)] // at most a few thousand
    let late = (jitter.clamp(0.0, 1.0) * MOST_JITTER_MS) as i64;
    edge.saturating_mul(1_000).saturating_add(late)
}

/// When to ask again although somebody reads a slot, milliseconds UTC: the slot stays where it is, but a verdict that grew
/// too old after `stale` seconds would say nothing any more.
pub const fn due_while_read(asked: i64, stale: i64) -> i64 {
    // Early enough for the answer to come.
    asked
        .saturating_add(stale.saturating_mul(5) / 6)
        .saturating_mul(1_000)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]
    use super::*;
    use crate::facts::{Board, stale_after};
    use originscope_core::verdict::Thresholds;
    use originscope_core::{TimeRange, TimeUnit};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// 2025-06-01T12:00:00Z, an edge of minutes and hours.
    const NOON: i64 = 1_748_779_200;
    const LAST_HOUR: TimeExpr = TimeExpr::Ago {
        amount: 1,
        unit: TimeUnit::Hour,
    };

    #[test]
    fn only_a_range_that_ends_now_is_asked_again() {
        let live = Span::Asked(LAST_HOUR, TimeExpr::Now);
        assert_eq!(every(Some(0), live, 60), Ok(60));
        assert_eq!(every(Some(0), live, 3_600), Ok(3_600));
        assert_eq!(every(Some(0), live, 5), Ok(60));
        assert_eq!(every(Some(120), live, 3_600), Ok(120));
        assert_eq!(every(None, live, 60), Err(Rest::Off));
        let range = TimeRange::new(NOON - 3_600, NOON);
        let fixed = Span::Asked(LAST_HOUR, TimeExpr::At(NOON));
        let spans = [
            (fixed, Rest::Fixed),
            (Span::Saved(range), Rest::Saved),
            (Span::File(range), Rest::Saved),
        ];
        for (span, rest) in spans {
            for choice in [None, Some(0), Some(120)] {
                assert_eq!(every(choice, span, 60), Err(rest));
            }
        }
    }

    #[test]
    fn it_is_due_when_the_next_slot_is_published() {
        // Five minutes of lag fall on the edges of minutes, and five minutes after those of hours.
        assert_eq!(due(NOON + 10, 60, 300, 0.0), (NOON + 60) * 1_000);
        assert_eq!(due(NOON + 10, 3_600, 300, 0.0), (NOON + 3_900) * 1_000);
        // Just before an edge the next one is soon enough.
        assert_eq!(due(NOON + 59, 60, 300, 0.0), (NOON + 120) * 1_000);
        assert_eq!(due(NOON + 10, 60, 300, 0.5), (NOON + 63) * 1_000);
    }

    #[test]
    fn a_page_left_alone_never_grows_too_old_for_its_verdict() {
        let thresholds = Thresholds::default();
        // A board without sources counts as one of minutes.
        assert_eq!(stale_after(&Board::default(), &thresholds), 180);
        for grain in [60, 300, 3_600] {
            let stale = i64::from(thresholds.fresh_slots) * grain;
            for second in 0..grain {
                let asked = NOON + second;
                let wait = due(asked, grain, 300, 1.0) - asked * 1_000;
                assert!(wait >= grain * 500, "{grain} {second} {wait}");
                assert!(wait < stale * 1_000, "{grain} {second} {wait}");
            }
        }
        // Three minutes in turns, as the timer makes them: asked again before the third minute is over, each time.
        let mut asked = NOON + 31;
        for _ in 0..3 {
            let next = due(asked, 60, 300, 1.0).div_euclid(1_000);
            assert!(next > asked && next - asked <= 96, "{asked} {next}");
            asked = next;
        }
        assert!(asked > NOON + 180);
    }

    #[test]
    fn a_slot_that_is_read_for_long_does_not_let_the_verdict_grow_old() {
        let stale = stale_after(&Board::default(), &Thresholds::default());
        let at = due_while_read(NOON, stale);
        assert!(at > due(NOON, 60, 300, 1.0), "reading pauses it");
        assert!(at + 20_000 < (NOON + stale) * 1_000, "{at}");
    }

    #[test]
    fn whatever_the_reader_does_pauses_it() {
        let none = Look::default();
        assert_eq!(pause(none), None);
        for look in [
            Look {
                is_reading: true,
                ..none
            },
            Look {
                is_selecting: true,
                ..none
            },
            Look {
                is_choosing: true,
                ..none
            },
        ] {
            assert_eq!(pause(look), Some(Pause::Looking));
            let hidden = Look {
                is_hidden: true,
                ..look
            };
            let held = Look {
                is_held: true,
                ..look
            };
            assert_eq!(pause(held), Some(Pause::Held));
            assert_eq!(pause(hidden), Some(Pause::Hidden));
            let offline = Look {
                is_offline: true,
                ..hidden
            };
            assert_eq!(pause(offline), Some(Pause::Offline));
        }
    }
}

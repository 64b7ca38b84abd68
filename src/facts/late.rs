//! By how much what is shown is older than it should be, and why.

use super::board::{Board, Shown};
use originscope_core::verdict::Thresholds;
use originscope_core::{SlotState, Spec, Timeline};

/// Data that are older than they should be.
#[derive(Clone, Copy, Debug)]
pub struct Late {
    /// By how many seconds.
    pub by: i64,
    /// The source that is latest.
    pub spec: &'static Spec,
    /// The end of its newest complete slot, UTC seconds.
    pub complete_to: i64,
    /// How late it may be, seconds.
    pub lag: i64,
    /// Why.
    pub cause: Cause,
}

/// Why data are older than they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The page has not asked since.
    NotAsked,
    /// The newest calls failed.
    Failed,
    /// The vendor answered and lacks the newest slots.
    Vendor,
}

/// The latest source of those whose newest complete slot ended longer ago than its lag and the slots that may be late, at a
/// moment, UTC seconds. What is still on its way is not late.
pub fn late(board: &Board, thresholds: &Thresholds, now: i64) -> Option<Late> {
    let found = board.shown.iter().filter_map(|shown| {
        let timeline = &shown.timeline;
        let complete_to = timeline.complete_to()?;
        let slots = i64::from(thresholds.fresh_slots).saturating_mul(timeline.grain);
        let lag = shown.plan.lag;
        let by = now.saturating_sub(complete_to).saturating_sub(lag);
        Some(Late {
            by,
            spec: shown.spec,
            complete_to,
            lag,
            cause: if board.is_stale && !board.failed().is_empty() {
                Cause::Failed
            } else {
                cause(shown, complete_to, slots)?
            },
        })
        .filter(|_| by > slots)
    });
    found.max_by_key(|late| late.by)
}

/// Why nothing newer is here; nothing where it is on its way.
fn cause(shown: &Shown, complete_to: i64, slots: i64) -> Option<Cause> {
    let newer = after(&shown.timeline, complete_to);
    if newer.contains(&SlotState::Waiting) {
        return None;
    }
    let missing = shown.timeline.due_until.saturating_sub(complete_to);
    Some(if newer.contains(&SlotState::Failed) {
        Cause::Failed
    } else if missing > slots {
        Cause::Vendor
    } else {
        Cause::NotAsked
    })
}

fn after(timeline: &Timeline, at: i64) -> &[SlotState] {
    let seconds = at.saturating_sub(timeline.range.start).max(0);
    let slot = seconds.checked_div(timeline.grain).unwrap_or(0);
    let slot = usize::try_from(slot).unwrap_or(usize::MAX);
    timeline.states.get(slot..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::facts::reading::tests::codes;
    use SlotState::{Absent, Came, Failed, Waiting};
    use std::sync::Arc;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Minutes from 0 on, from a source that publishes after five minutes.
    fn at(states: &[SlotState], now: i64) -> Option<(i64, Cause)> {
        let board = Board {
            shown: vec![Arc::new(codes(0, states, [90.0, 4.0, 3.0, 3.0]))],
            ..Board::default()
        };
        late(&board, &Thresholds::default(), now).map(|late| (late.by, late.cause))
    }

    #[test]
    fn three_slots_after_the_lag_it_is_late_and_says_why() {
        let came = [Came; 10];
        assert_eq!(at(&came, 600 + 300 + 180), None);
        assert_eq!(at(&came, 600 + 300 + 181), Some((181, Cause::NotAsked)));
        let lacking = [Came, Came, Absent, Absent, Absent, Absent];
        assert_eq!(at(&lacking, 360 + 300), Some((240, Cause::Vendor)));
        let failed = [Came, Came, Failed, Failed, Failed, Failed];
        assert_eq!(at(&failed, 360 + 300), Some((240, Cause::Failed)));
        let coming = [Came, Came, Waiting, Waiting, Waiting, Waiting];
        assert_eq!(at(&coming, 360 + 300), None);
        assert_eq!(at(&[Absent; 10], 9_999), None, "nothing came at all");
    }
}

//! Why there is nothing to see although nothing failed.

use super::board::Board;
use super::slot_why::kept_for;
use originscope_core::{Spec, WindowState};

/// Why a question that was answered shows nothing.
#[derive(Clone, Copy, Debug)]
pub enum Emptiness {
    /// The whole range is older than what is kept: by the source that keeps longest, so many seconds.
    TooOld(&'static Spec, i64),
    /// Nothing of the range is published yet: by the source that is first, after so many seconds.
    TooYoung(&'static Spec, i64),
    /// The calls worked, and the answers have no slot.
    NoSlot(&'static Spec),
    /// The reader gave it up.
    Cancelled,
}

/// Why the board shows nothing; nothing while something is to come, and where something failed or was refused.
pub fn emptiness(board: &Board) -> Option<Emptiness> {
    let is_busy = board.is_loading() || !board.failed().is_empty();
    if board.has_data() || is_busy || !board.refused.is_empty() || board.is_file {
        return None;
    }
    let cancelled = |state: &WindowState| *state == WindowState::Cancelled;
    if board.windows.iter().any(|window| cancelled(&window.state)) {
        return Some(Emptiness::Cancelled);
    }
    if board.shown.iter().all(|shown| is_out_of_reach(shown)) {
        let kept = board
            .shown
            .iter()
            .filter_map(|shown| Some((shown.spec, kept_for(shown)?)));
        let (spec, seconds) = kept.max_by_key(|(_, seconds)| *seconds)?;
        return Some(Emptiness::TooOld(spec, seconds));
    }
    let due = board
        .shown
        .iter()
        .find(|shown| shown.timeline.coverage().due > 0);
    if let Some(shown) = due {
        return Some(Emptiness::NoSlot(shown.spec));
    }
    let young = board.shown.iter().filter(|shown| !is_out_of_reach(shown));
    let first = young.min_by_key(|shown| shown.plan.lag)?;
    Some(Emptiness::TooYoung(first.spec, first.plan.lag))
}

/// The finest slots in which a source that is shown still has the whole range, if they are longer than those asked for.
pub fn still_kept(board: &Board) -> Option<i64> {
    let now = board.now;
    let of = |shown: &std::sync::Arc<super::Shown>| {
        let plan = &shown.plan;
        let tiers = shown.spec.limits.current.iter();
        let longer = tiers.filter(|tier| tier.grain > plan.grain);
        longer
            .filter(|tier| now.saturating_sub(tier.retention) <= plan.range.start)
            .map(|tier| tier.grain)
            .min()
    };
    board.shown.iter().filter_map(of).min()
}

/// Whether nothing of the range is kept any more by a source.
pub fn is_out_of_reach(shown: &super::Shown) -> bool {
    let plan = &shown.plan;
    plan.out_of_reach
        .is_some_and(|gone| gone.end >= plan.range.end)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::facts::reading::tests::codes;
    use originscope_core::{SlotState, TimeRange, WindowId, WindowView};
    use std::sync::Arc;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn board(state: SlotState, windows: &[WindowState]) -> Board {
        let mut shown = codes(0, &[state; 3], [f64::NAN; 4]);
        if state == SlotState::OutOfReach {
            shown.plan.out_of_reach = Some(shown.plan.range);
        }
        if state == SlotState::NotYet {
            Arc::make_mut(&mut shown.timeline).due_until = 0;
        }
        let view = |state: &WindowState| WindowView {
            id: WindowId {
                source_index: 0,
                window_index: 0,
            },
            source: "cdn-origin-codes".to_owned(),
            range: TimeRange::new(0, 180),
            closed: true,
            state: state.clone(),
            tries: 1,
            fetched_at: None,
            from_cache: false,
        };
        Board {
            shown: vec![Arc::new(shown)],
            windows: windows.iter().map(view).collect(),
            ..Board::default()
        }
    }

    #[test]
    fn longer_slots_may_still_be_kept() {
        // The first and last second of these three minutes.
        let board = |now: i64| Board {
            now,
            ..board(SlotState::OutOfReach, &[])
        };
        let day = 86_400;
        // Five-minute slots are kept for 93 days (research of the product, 0.1).
        let at = still_kept(&board(12 * day));
        let tiers = originscope_apis::find("cdn-origin-codes").unwrap().spec();
        let tiers = tiers.limits.current.iter();
        let longer = tiers.filter(|tier| tier.grain > 60 && tier.retention >= 12 * day);
        assert_eq!(at, longer.map(|tier| tier.grain).min());
        assert_eq!(still_kept(&board(2_000 * day)), None);
    }

    #[test]
    fn every_emptiness_has_its_reason() {
        let why = |state, windows: &[WindowState]| emptiness(&board(state, windows));
        let old = why(SlotState::OutOfReach, &[]);
        // Minutes are kept for seven days.
        assert!(
            matches!(old, Some(Emptiness::TooOld(_, 604_800))),
            "{old:?}"
        );
        let young = why(SlotState::NotYet, &[WindowState::Done]);
        assert!(
            matches!(young, Some(Emptiness::TooYoung(_, 300))),
            "{young:?}"
        );
        let none = why(SlotState::Absent, &[WindowState::Done]);
        assert!(matches!(none, Some(Emptiness::NoSlot(_))), "{none:?}");
        let cancelled = why(SlotState::Waiting, &[WindowState::Cancelled]);
        assert!(
            matches!(cancelled, Some(Emptiness::Cancelled)),
            "{cancelled:?}"
        );
        assert!(why(SlotState::Waiting, &[WindowState::InFlight]).is_none());
        assert!(why(SlotState::Came, &[WindowState::Done]).is_none());
        assert!(emptiness(&Board::default()).is_none());
    }
}

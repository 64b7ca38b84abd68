//! How the present differs from the compared period, and how far back that can be asked for.

use super::board::{Board, Shown};
use originscope_core::{
    Class, Compare, Difference, Plan, Spec, TimeRange, Timeline, align, earlier_range,
    share_difference, traffic_difference,
};

/// Why there is no number to compare with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoChange {
    /// The earlier answers are still to come.
    Reading,
    /// A call for them failed.
    Failed,
    /// The source does not keep them any more, or only in longer slots.
    OutOfReach,
    /// They came without the slot that is shown now.
    NoSlot,
}

/// The compared timeline of a source, laid onto its present slots; `None` where there is none to lay on.
pub fn aligned(board: &Board, shown: &Shown) -> Option<Timeline> {
    let compare = board.compared.as_ref()?.compare?;
    let earlier = board.earlier_of(shown.spec.id)?;
    align(&shown.timeline, &earlier.timeline, compare)
}

/// The change of the share of a class in the newest complete slot, percentage points; `None` without a comparison.
pub fn share_change(
    board: &Board,
    shown: &Shown,
    class: Class,
    at: i64,
) -> Option<Result<f64, NoChange>> {
    change(board, shown, at, |earlier| {
        share_difference(&shown.timeline, earlier, class)
    })
}

/// The change of traffic in the newest complete slot, percent of the earlier rate; `None` without a comparison.
pub fn traffic_change(board: &Board, shown: &Shown, at: i64) -> Option<Result<f64, NoChange>> {
    change(board, shown, at, |earlier| {
        traffic_difference(&shown.timeline, earlier)
    })
}

/// `at` is the start of the slot that is shown as the present one: the change of an older slot is not its change.
fn change(
    board: &Board,
    shown: &Shown,
    at: i64,
    difference: impl Fn(&Timeline) -> Option<Difference>,
) -> Option<Result<f64, NoChange>> {
    board.compared.as_ref()?;
    let of_slot = aligned(board, shown)
        .and_then(|earlier| difference(&earlier))
        .filter(|difference| difference.present.now_at == at)
        .and_then(|difference| difference.now);
    Some(of_slot.ok_or_else(|| why_none(board, shown.spec.id)))
}

fn why_none(board: &Board, source: &str) -> NoChange {
    let Some(compared) = &board.compared else {
        return NoChange::NoSlot;
    };
    let is_mine = |id: &str| id == source;
    if compared
        .failed()
        .iter()
        .any(|(window, _)| is_mine(&window.source))
    {
        NoChange::Failed
    } else if compared.is_loading() {
        NoChange::Reading
    } else if compared.out_of_reach().into_iter().any(is_mine) {
        NoChange::OutOfReach
    } else {
        NoChange::NoSlot
    }
}

/// How much of a compared period a source still keeps, in the slots of the present one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// All of it.
    Whole,
    /// The end of it: so many seconds back.
    Partly(i64),
    /// Nothing: it keeps only so many seconds.
    Gone(i64),
}

/// How much of the period before `plan` a source keeps at `now`, by the stricter of its two figures.
pub fn kept(spec: &Spec, plan: &Plan, compare: Compare, now: i64) -> Kept {
    let TimeRange { start, end } = earlier_range(plan.range, compare);
    let tiers = spec.limits.current.iter().chain(spec.limits.seeds);
    let keeps = tiers
        .filter(|tier| tier.grain == plan.grain)
        .map(|tier| tier.retention)
        .min()
        .unwrap_or(i64::MAX);
    let first = now.saturating_sub(keeps);
    if start >= first {
        Kept::Whole
    } else if end > first {
        Kept::Partly(keeps)
    } else {
        Kept::Gone(keeps)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]
    use super::*;
    use crate::facts::Beside;
    use originscope_core::{
        Code, CodeColumns, Data, Frame, Problem, Retry, Side, SlotState, WindowId, WindowState,
        WindowView, Wish, plan,
    };
    use std::sync::Arc;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const NOON: i64 = 1_748_779_200;
    const HOUR: i64 = 3_600;

    fn spec() -> &'static Spec {
        originscope_apis::find("cdn-origin-codes").unwrap().spec()
    }

    fn plan_of(start: i64) -> Plan {
        let wish = Wish {
            range: TimeRange::new(start, start + HOUR),
            grain: None,
            domains: vec!["a.com".to_owned()],
            isp: None,
            region: None,
            now: NOON,
        };
        plan(spec(), &wish).unwrap()
    }

    /// An hour of minutes with so much 5xx; `len` of them came.
    fn shown(start: i64, share: f64, len: usize) -> Arc<Shown> {
        let plan = plan_of(start);
        let times: Vec<i64> = (0..60).map(|slot| start + slot * 60).collect();
        let states = (0..60)
            .map(|slot| {
                if slot < len {
                    SlotState::Came
                } else {
                    SlotState::Absent
                }
            })
            .collect();
        let data = Data::Codes(CodeColumns {
            codes: vec![Code::new(200), Code::new(502)],
            shares: [100.0 - share, share]
                .map(|share| vec![share; 60].into())
                .to_vec(),
            counts: None,
        });
        let timeline = Timeline {
            source: plan.source.clone(),
            range: plan.range,
            grain: plan.grain,
            states,
            data,
            due_until: NOON,
        };
        assert_eq!((times.len(), plan.grain), (60, 60));
        Arc::new(Shown {
            spec: spec(),
            plan,
            timeline: Arc::new(timeline),
            notes: Frame::empty(spec().metric).notes,
        })
    }

    fn board(earlier: Option<Arc<Shown>>, windows: Vec<WindowView>) -> Board {
        Board {
            shown: vec![shown(NOON - HOUR, 6.0, 60)],
            compared: Some(Beside {
                compare: Some(Compare::Previous),
                plans: vec![plan_of(NOON - 2 * HOUR)],
                refused: Vec::new(),
                windows,
            }),
            earlier: earlier.into_iter().collect(),
            ..Board::default()
        }
    }

    fn window(state: WindowState) -> WindowView {
        WindowView {
            id: WindowId {
                source_index: 0,
                window_index: 0,
            },
            source: spec().id.to_owned(),
            range: TimeRange::new(NOON - 2 * HOUR, NOON - HOUR),
            closed: true,
            state,
            tries: 1,
            fetched_at: None,
            from_cache: false,
        }
    }

    fn change_of(board: &Board) -> Option<Result<f64, NoChange>> {
        let shown = Arc::clone(board.shown.first().unwrap());
        share_change(board, &shown, Class::ServerError, NOON - 60)
    }

    #[test]
    fn the_change_is_that_of_the_newest_slot_in_points() {
        let done = vec![window(WindowState::Done)];
        let board = board(Some(shown(NOON - 2 * HOUR, 0.5, 60)), done);
        let change = change_of(&board).unwrap().unwrap();
        assert!((change - 5.5).abs() < 1e-9, "{change}");
        assert_eq!(
            change_of(&Board {
                compared: None,
                ..board
            }),
            None
        );
    }

    #[test]
    fn without_the_earlier_slot_there_is_no_change_but_a_reason() {
        let done = || vec![window(WindowState::Done)];
        let short = board(Some(shown(NOON - 2 * HOUR, 0.5, 40)), done());
        assert_eq!(change_of(&short), Some(Err(NoChange::NoSlot)));
        let waits = board(None, Vec::new());
        assert_eq!(change_of(&waits), Some(Err(NoChange::Reading)));
        let problem = Problem::new(429, "throttled", "t", "a", Side::Account, Retry::Soon);
        let failed = board(None, vec![window(WindowState::Failed(problem))]);
        assert_eq!(change_of(&failed), Some(Err(NoChange::Failed)));
        let mut gone = board(None, done());
        for plan in &mut gone.compared.as_mut().unwrap().plans {
            plan.out_of_reach = Some(plan.range);
        }
        assert_eq!(change_of(&gone), Some(Err(NoChange::OutOfReach)));
    }

    #[test]
    fn minutes_are_kept_for_seven_days() {
        // https://www.alibabacloud.com/help/en/cdn: 1-minute slots, 7 days (research of the product, section 0.1).
        let plan = plan_of(NOON - HOUR);
        assert_eq!(kept(spec(), &plan, Compare::Day, NOON), Kept::Whole);
        assert_eq!(
            kept(spec(), &plan, Compare::Week, NOON),
            Kept::Gone(604_800)
        );
        let later = plan_of(NOON - HOUR / 2);
        assert_eq!(
            kept(spec(), &later, Compare::Week, NOON),
            Kept::Partly(604_800)
        );
    }
}

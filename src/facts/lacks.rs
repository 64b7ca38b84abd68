//! What of a comparison is missing, source by source: a change that cannot be told is told as that.

use super::board::{Board, Refused};
use super::compared::{Kept, kept};
use super::turns::{Asking, CallId};
use originscope_core::{Compare, Plan, PlanError, Problem, Spec};

/// A source that cannot be compared, or not over the whole period.
#[derive(Clone, Debug)]
pub struct Lack {
    /// The source.
    pub spec: &'static Spec,
    /// Why.
    pub why: Why,
}

/// Why.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// So many of so many calls failed, the first of them so.
    Failed {
        /// What happened.
        problem: Problem,
        /// The call.
        call: CallId,
        /// Calls that failed.
        failed: usize,
        /// All calls of the source.
        all: usize,
    },
    /// It keeps only so many seconds, none of them in the compared period.
    Gone(i64),
    /// It keeps only so many seconds, some of them in the compared period.
    Partly(i64),
    /// It cannot be asked for the compared period at all.
    Refused(PlanError),
}

/// Everything that is missing from the comparison; nothing without one, and while its calls still wait for their turn.
pub fn lacks(board: &Board) -> Vec<Lack> {
    let Some((beside, compare)) = board
        .compared
        .as_ref()
        .and_then(|beside| Some((beside, beside.compare?)))
    else {
        return Vec::new();
    };
    let of = |plan: &Plan| -> Option<Lack> {
        let spec = originscope_apis::find(&plan.source)?.spec();
        let why =
            failed(board, &plan.source).or_else(|| out_of_reach(board, spec, plan, compare))?;
        Some(Lack { spec, why })
    };
    let refused = |refused: &Refused| Lack {
        spec: refused.spec,
        why: Why::Refused(refused.error),
    };
    let planned = beside.plans.iter().filter_map(of);
    planned.chain(beside.refused.iter().map(refused)).collect()
}

fn failed(board: &Board, source: &str) -> Option<Why> {
    let all = board.calls(Asking::Earlier);
    let failed = board.compared.as_ref()?.failed();
    let mut mine = failed.iter().filter(|(window, _)| window.source == source);
    let count = mine.clone().count();
    let (window, problem) = mine.next()?;
    Some(Why::Failed {
        problem: (*problem).clone(),
        call: CallId {
            asking: Asking::Earlier,
            window: window.id,
        },
        failed: count,
        all: all.iter().filter(|window| window.source == source).count(),
    })
}

/// `plan` is the one for the earlier period; how far back that is, the plan of the present says.
fn out_of_reach(board: &Board, spec: &Spec, plan: &Plan, compare: Compare) -> Option<Why> {
    let gone = plan.out_of_reach?;
    let present = board
        .plans
        .iter()
        .find(|other| other.source == plan.source)?;
    let (Kept::Partly(keeps) | Kept::Gone(keeps)) = kept(spec, present, compare, board.now) else {
        return None;
    };
    Some(if gone.end >= plan.range.end {
        Why::Gone(keeps)
    } else {
        Why::Partly(keeps)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::facts::Beside;
    use originscope_core::{
        Retry, Side, TimeRange, WindowId, WindowState, WindowView, Wish, earlier_range, plan,
    };
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const NOON: i64 = 1_748_779_200;
    const ID: &str = "cdn-origin-codes";

    fn plan_over(range: TimeRange, now: i64) -> Plan {
        let wish = Wish {
            range,
            grain: Some(60),
            domains: vec!["a.com".to_owned()],
            isp: None,
            region: None,
            now,
        };
        plan(originscope_apis::find(ID).unwrap().spec(), &wish).unwrap()
    }

    /// An hour that ended at noon beside the one before it, in two calls, looked at `now`.
    fn board(compare: Compare, now: i64, states: [WindowState; 2]) -> Board {
        let present = plan_over(TimeRange::new(NOON - 3_600, NOON), now);
        let earlier = plan_over(earlier_range(present.range, compare), now);
        let window = |(at, state): (usize, WindowState)| WindowView {
            id: WindowId {
                source_index: 0,
                window_index: at,
            },
            source: ID.to_owned(),
            range: earlier.range,
            closed: true,
            state,
            tries: 1,
            fetched_at: None,
            from_cache: false,
        };
        let windows = states.into_iter().enumerate().map(window).collect();
        Board {
            now,
            plans: vec![present],
            compared: Some(Beside {
                compare: Some(compare),
                plans: vec![earlier],
                refused: Vec::new(),
                windows,
            }),
            ..Board::default()
        }
    }

    fn why(board: &Board) -> Option<Why> {
        lacks(board).pop().map(|lack| lack.why)
    }

    #[test]
    fn a_failed_call_is_told_with_its_problem_and_how_many_there_are() {
        let problem = Problem::new(502, "upstream", "t", "a", Side::Vendor, Retry::No);
        let one = [WindowState::Done, WindowState::Failed(problem.clone())];
        let wanted = Why::Failed {
            problem,
            call: CallId {
                asking: Asking::Earlier,
                window: WindowId {
                    source_index: 0,
                    window_index: 1,
                },
            },
            failed: 1,
            all: 2,
        };
        assert_eq!(why(&board(Compare::Day, NOON, one)), Some(wanted));
        let done = || [WindowState::Done, WindowState::Done];
        assert_eq!(why(&board(Compare::Day, NOON, done())), None);
        assert!(lacks(&Board::default()).is_empty());
    }

    #[test]
    fn what_is_kept_no_more_is_told_with_how_long_it_was() {
        // Minutes are kept for seven days (research of the product, 0.1).
        let done = || [WindowState::Done, WindowState::Done];
        let week = 604_800;
        let gone = board(Compare::Week, NOON, done());
        assert_eq!(why(&gone), Some(Why::Gone(week)));
        let partly = board(Compare::Week, NOON - 1_800, done());
        assert_eq!(why(&partly), Some(Why::Partly(week)));
        assert_eq!(why(&board(Compare::Previous, NOON, done())), None);
    }
}

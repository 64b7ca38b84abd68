//! What stands beside the question: the same range earlier, and its domains one by one.

use super::board::{Refused, Shown};
use super::rates::complete_values;
use originscope_core::sort_by;
use originscope_core::{Class, Compare, Plan, Problem, Summary, WindowState, WindowView, summary};
use std::sync::Arc;

/// How it is getting on.
#[derive(Clone, Debug)]
pub struct Beside {
    /// How much earlier it is; `None` for single domains.
    pub compare: Option<Compare>,
    /// What was planned; its windows are not asked before all that the reader asked for has come or failed.
    pub plans: Vec<Plan>,
    /// Sources that cannot answer it.
    pub refused: Vec<Refused>,
    /// Its windows; empty while it waits for its turn.
    pub windows: Vec<WindowView>,
}

impl Beside {
    /// Calls that brought something, and all calls.
    pub fn progress(&self) -> (usize, usize) {
        let is_done = |window: &&WindowView| matches!(window.state, WindowState::Done);
        let planned = self.plans.iter().map(|plan| plan.windows.len()).sum();
        let done = self.windows.iter().filter(is_done).count();
        (done, self.windows.len().max(planned))
    }

    /// Whether anything is still to come.
    pub fn is_loading(&self) -> bool {
        let waits =
            self.windows.is_empty() && self.plans.iter().any(|plan| !plan.windows.is_empty());
        waits || self.windows.iter().any(is_open)
    }

    /// The calls whose last try failed, with their problems.
    pub fn failed(&self) -> Vec<(&WindowView, &Problem)> {
        self.windows
            .iter()
            .filter_map(|window| Some((window, problem_of(window)?)))
            .collect()
    }

    /// The sources that do not keep all of it any more.
    pub fn out_of_reach(&self) -> Vec<&str> {
        let gone = self.plans.iter().filter(|plan| plan.out_of_reach.is_some());
        gone.map(|plan| plan.source.as_str()).collect()
    }
}

/// Whether a window is still to come.
pub const fn is_open(window: &WindowView) -> bool {
    matches!(
        window.state,
        WindowState::Waiting | WindowState::InFlight | WindowState::Retrying { .. }
    )
}

/// Why the last call of a window failed, if it did.
pub(super) const fn problem_of(window: &WindowView) -> Option<&Problem> {
    match &window.state {
        WindowState::Failed(problem) | WindowState::Retrying { problem, .. } => Some(problem),
        _ => None,
    }
}

/// One domain of several that were split.
#[derive(Clone, Debug)]
pub struct OfDomain {
    /// The domain.
    pub domain: String,
    /// The sources, for this domain alone.
    pub shown: Vec<Arc<Shown>>,
    /// Why one of its calls failed for good.
    pub problem: Option<Problem>,
    /// Whether one of its calls is still to come.
    pub is_loading: bool,
}

impl OfDomain {
    /// Its 5xx in percent over the complete slots; nothing while there is none.
    pub fn errors(&self) -> Option<Summary> {
        let shown = self.shown.first()?;
        summary(&shown.timeline, &split_errors(self))
    }
}

/// The 5xx of a domain in percent, slot by slot; NaN where a slot is not complete.
pub fn split_errors(of: &OfDomain) -> Vec<f64> {
    let values = |shown: &Arc<Shown>| {
        let shares = shown.timeline.class_shares(Class::ServerError);
        complete_values(&shown.timeline, &shares)
    };
    of.shown.first().map(values).unwrap_or_default()
}

/// The highest 5xx of all domains, percent: the top of the scale that they share; 0 while there is none.
pub fn top_of(domains: &[OfDomain]) -> f64 {
    let errors = domains.iter().filter_map(OfDomain::errors);
    errors.map(|errors| errors.max).fold(0.0, f64::max)
}

/// The domains by their worst 5xx. Those without any number stand last, for nothing is known of them; equals keep their
/// order.
pub fn worst_first(mut domains: Vec<OfDomain>) -> Vec<OfDomain> {
    let worst = |of: &OfDomain| of.errors().map_or(-1.0, |errors| errors.max);
    sort_by(&mut domains, |a, b| worst(b).total_cmp(&worst(a)));
    domains
}

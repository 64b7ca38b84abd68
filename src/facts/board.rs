//! What is on the page: the timelines shown and the windows of the newest question.

use super::beside::{Beside, OfDomain, is_open, problem_of};
use super::held::Failure;
use originscope_core::sort;
use originscope_core::{
    Metric, Note, Plan, PlanError, Problem, Spec, TimeRange, Timeline, WindowState, WindowView,
};
use std::sync::Arc;

/// One source on the page.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The source.
    pub spec: &'static Spec,
    /// Its plan.
    pub plan: Plan,
    /// Its slots.
    pub timeline: Arc<Timeline>,
    /// Oddities of its answers.
    pub notes: Vec<Note>,
}

/// A source that cannot answer what was asked.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The source.
    pub spec: &'static Spec,
    /// Why.
    pub error: PlanError,
}

/// Everything that the bands show. Replaced as a whole, compared by pointer.
#[derive(Clone, Debug)]
pub struct Board {
    /// The range of the shared time axis, grid-aligned.
    pub axis: TimeRange,
    /// When it was asked, UTC seconds.
    pub now: i64,
    /// The domains asked for.
    pub domains: Vec<String>,
    /// The sources shown, in the registry's order.
    pub shown: Vec<Arc<Shown>>,
    /// The same sources over the compared period, each on its own time; empty without a comparison.
    pub earlier: Vec<Arc<Shown>>,
    /// How the compared period is getting on; `None` without a comparison. What `earlier` holds belongs to its `compare`.
    pub compared: Option<Beside>,
    /// The shown domains one by one, worst 5xx share first; empty unless the reader split them.
    pub split: Vec<OfDomain>,
    /// How the single domains are getting on.
    pub splitting: Option<Beside>,
    /// Whether `shown` is the answer to an older question, because the newest has brought nothing yet.
    pub is_stale: bool,
    /// The windows of the newest question.
    pub windows: Vec<WindowView>,
    /// Plans of the newest question.
    pub plans: Vec<Plan>,
    /// Sources that cannot answer the newest question.
    pub refused: Vec<Refused>,
    /// What failed when the same was asked before, while nothing has come.
    pub held: Vec<Failure>,
    /// Whether it shows files: nothing was asked and nothing is on its way.
    pub is_file: bool,
}

impl Default for Board {
    /// A page on which nothing was asked yet.
    fn default() -> Self {
        Self {
            axis: TimeRange::new(0, 0),
            now: 0,
            domains: Vec::new(),
            shown: Vec::new(),
            earlier: Vec::new(),
            compared: None,
            split: Vec::new(),
            splitting: None,
            is_stale: false,
            windows: Vec::new(),
            plans: Vec::new(),
            refused: Vec::new(),
            held: Vec::new(),
            is_file: false,
        }
    }
}

impl Board {
    /// The code source that the tiles and the verdict speak of: the first on the origin side, else the first.
    pub fn lead_codes(&self) -> Option<Arc<Shown>> {
        self.lead(Metric::StatusCodes)
    }

    /// The same for traffic.
    pub fn lead_traffic(&self) -> Option<Arc<Shown>> {
        self.lead(Metric::Traffic)
    }

    fn lead(&self, metric: Metric) -> Option<Arc<Shown>> {
        let mine = || {
            self.shown
                .iter()
                .filter(|shown| shown.spec.metric == metric)
        };
        let origin =
            mine().find(|shown| shown.spec.vantage == originscope_core::Vantage::OriginSide);
        origin.or_else(|| mine().next()).cloned()
    }

    /// What a source showed over the compared period.
    pub fn earlier_of(&self, id: &str) -> Option<&Arc<Shown>> {
        self.earlier.iter().find(|shown| shown.spec.id == id)
    }

    /// Windows that are here, and all windows.
    pub fn progress(&self) -> (usize, usize) {
        let done = self
            .windows
            .iter()
            .filter(|window| matches!(window.state, WindowState::Done))
            .count();
        (done, self.windows.len())
    }

    /// Whether any window is still to come.
    pub fn is_loading(&self) -> bool {
        self.windows.iter().any(is_open)
    }

    /// How many windows the reader gave up.
    pub fn cancelled(&self) -> usize {
        let is_cancelled = |window: &&WindowView| window.state == WindowState::Cancelled;
        self.windows.iter().filter(is_cancelled).count()
    }

    /// How many windows are in flight.
    pub fn in_flight(&self) -> usize {
        self.windows
            .iter()
            .filter(|window| matches!(window.state, WindowState::InFlight))
            .count()
    }

    /// The windows whose last call failed, with their problems; some of them may be about to be tried again.
    pub fn failed(&self) -> Vec<(&WindowView, &Problem)> {
        self.windows
            .iter()
            .filter_map(|window| Some((window, problem_of(window)?)))
            .collect()
    }

    /// The different failures, each with its source and how many windows it hit.
    pub fn problems(&self) -> Vec<(String, Problem, usize)> {
        let mut all: Vec<(String, Problem, usize)> = Vec::new();
        for (window, problem) in self.failed() {
            let same = |(source, other, _): &&mut (String, Problem, usize)| {
                *source == window.source
                    && other.code == problem.code
                    && other.upstream_code == problem.upstream_code
            };
            match all.iter_mut().find(same) {
                Some((_, _, count)) => *count = count.saturating_add(1),
                None => all.push((window.source.clone(), problem.clone(), 1)),
            }
        }
        all
    }

    /// The grains in use, finest first, each once.
    pub fn grains(&self) -> Vec<i64> {
        let mut grains: Vec<i64> = self
            .shown
            .iter()
            .map(|shown| shown.timeline.grain)
            .collect();
        sort(&mut grains);
        grains.dedup();
        grains
    }

    /// Whether any slot of any shown source came.
    pub fn has_data(&self) -> bool {
        self.shown
            .iter()
            .any(|shown| shown.timeline.coverage().came > 0)
    }
}

/// The sources that are meant: the one with this id, or all.
pub fn meant<'a>(
    shown: &'a [Arc<Shown>],
    only: Option<&str>,
) -> impl Iterator<Item = &'a Arc<Shown>> {
    shown
        .iter()
        .filter(move |shown| only.is_none_or(|id| id == shown.spec.id))
}

/// The range that holds all plans; empty without any.
pub fn hull(plans: &[Plan]) -> TimeRange {
    let start = plans.iter().map(|plan| plan.range.start).min().unwrap_or(0);
    TimeRange::new(
        start,
        plans
            .iter()
            .map(|plan| plan.range.end)
            .max()
            .unwrap_or(start),
    )
}

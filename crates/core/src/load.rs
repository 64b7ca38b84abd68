//! The loader: events in, commands out, nothing else. It performs nothing, reads no clock and draws no lots.
//!
//! Its rules, each with a test: the latest query wins at once, and what belongs to an older generation changes nothing;
//! the newest window goes first; no more than so many calls are in flight; each source is asked at its own rate; what
//! may work in a moment is tried again after the server's wish or after a random wait, at most so many times; what
//! would fail again is not; a failed window is a hole, not the end; closed windows come from the cache; a refresh asks
//! for open windows only, and waits for its turn; the same question again is no question; no source takes all of the
//! room; a window refused for its range is cut, and the limit is remembered; domains that need several calls are added
//! up, and a slot is there only when all of its parts are; the grain that came is believed.

mod cut;
mod event;
mod joined;
mod learned;
mod rate;
mod recall;
mod start;
mod view;
mod window_load;

use crate::cache::Cache;
use crate::contract::Problem;
use crate::frame::Frame;
use crate::plan::Plan;
pub use event::{Command, Event, LoaderConfig, Progress, WindowId, WindowState, WindowView};
use learned::Learned;
use rate::Bucket;
use start::wait_ms;
use std::collections::HashMap;
use std::sync::Arc;
use window_load::WindowLoad;

/// One source of the current generation.
#[derive(Clone, Debug)]
struct SourceLoad {
    plan: Plan,
    /// Those of the plan, then pieces of those that had to be cut.
    windows: Vec<WindowLoad>,
    /// How many groups of domains there are.
    groups: usize,
    /// All that came, joined and added up.
    frame: Option<Arc<Frame>>,
}

/// The loader's state.
#[derive(Clone, Debug)]
pub struct Loader {
    config: LoaderConfig,
    generation: u64,
    sources: Vec<SourceLoad>,
    buckets: HashMap<String, Bucket>,
    cache: Cache,
    learned: Learned,
    /// The refresh to make once nothing is under way any more.
    queued: Option<Vec<Plan>>,
}

impl Loader {
    /// A loader that has nothing to do.
    #[must_use]
    pub fn new(config: LoaderConfig) -> Self {
        let cache = Cache::new(config.cache_points);
        Self {
            config,
            generation: 0,
            sources: Vec::new(),
            buckets: HashMap::new(),
            cache,
            learned: Learned::default(),
            queued: None,
        }
    }

    /// Takes an event at a moment, milliseconds since 1970; `jitter` is a random number from 0 to 1.
    pub fn apply(&mut self, event: Event, now_ms: i64, jitter: f64) -> Vec<Command> {
        let mut commands = Vec::new();
        let mut changed = match event {
            Event::Asked(plans) => !self.is_asked(&plans) && self.ask(plans, &mut commands),
            Event::Refreshed(plans) if self.is_busy() => {
                self.queued = Some(plans);
                false
            }
            Event::Refreshed(plans) => self.ask(plans, &mut commands),
            Event::Cancelled => self.cancel(&mut commands),
            Event::Arrived {
                generation,
                window,
                frame,
            } => generation == self.generation && self.arrive(window, frame),
            Event::Failed {
                generation,
                window,
                problem,
            } => generation == self.generation && self.fail(window, problem, now_ms, jitter),
            Event::RetryWindow(id) => self.retry(id),
            Event::Ticked => false,
        };
        if let Some(plans) = self
            .queued
            .take_if(|_| !self.sources.iter().any(SourceLoad::is_busy))
        {
            changed |= self.ask(plans, &mut commands);
        }
        changed |= self.shorten_ready(now_ms);
        let wake = self.start(now_ms, &mut commands);
        if changed
            || commands
                .iter()
                .any(|command| matches!(command, Command::Start { .. }))
        {
            commands.push(Command::Publish);
        }
        commands.extend(wake.map(Command::WakeAt));
        commands
    }

    /// Whether this is the question that is being answered; one that was cancelled is not.
    fn is_asked(&self, plans: &[Plan]) -> bool {
        let cancelled = |load: &WindowLoad| load.state == WindowState::Cancelled;
        let mine = self.sources.iter().map(|source| &source.plan);
        mine.eq(plans)
            && !self
                .sources
                .iter()
                .flat_map(|source| &source.windows)
                .any(cancelled)
    }

    /// A new generation: what is known of the new windows is kept, everything else is dropped.
    fn ask(&mut self, plans: Vec<Plan>, commands: &mut Vec<Command>) -> bool {
        self.queued = None;
        self.learned.hope_again();
        self.next_generation(commands);
        let old = std::mem::take(&mut self.sources);
        self.sources = self.recalled(plans, &old);
        (0..self.sources.len()).for_each(|source| self.rejoin(source));
        true
    }

    fn arrive(&mut self, id: WindowId, frame: Frame) -> bool {
        let (Some((source, grain)), came) = (self.planned(id.source_index), frame.grain) else {
            return false;
        };
        let Some(load) = self.in_flight(id) else {
            return false;
        };
        load.arrive(frame, grain);
        let range = load.window.ask.range;
        let last = load.is_final(grain).then(|| load.held.clone()).flatten();
        let key = load.key.clone();
        if let Some(held) = last {
            self.cache.put(key, range, held);
        }
        self.learned.answered(&source, grain, range.seconds(), came);
        self.rejoin(id.source_index);
        true
    }

    fn fail(&mut self, id: WindowId, problem: Problem, now_ms: i64, jitter: f64) -> bool {
        if problem.is_range_refusal() && self.cut_refused(id, &problem) {
            return true;
        }
        let config = self.config;
        let Some(load) = self.in_flight(id) else {
            return false;
        };
        let asked = problem
            .retry_after_ms
            .map(|wait| i64::try_from(wait).unwrap_or(i64::MAX));
        let wait = wait_ms(&config, load.tries, asked, jitter);
        let at_ms = (wait <= config.longest_wait_ms).then(|| now_ms.saturating_add(wait));
        load.fail(problem, config.max_tries, at_ms);
        let source = load.window.source.clone();
        // A server that names a wait means all calls of the account, not this one.
        if let (Some(asked), Some(bucket)) = (asked, self.buckets.get_mut(&source)) {
            bucket.block(now_ms.saturating_add(asked.min(config.longest_wait_ms)));
        }
        true
    }

    fn retry(&mut self, id: WindowId) -> bool {
        match self.window_mut(id) {
            Some(load) if !matches!(load.state, WindowState::InFlight | WindowState::Waiting) => {
                load.state = WindowState::Waiting;
                load.tries = 0;
                true
            }
            _ => false,
        }
    }

    fn cancel(&mut self, commands: &mut Vec<Command>) -> bool {
        self.queued = None;
        if !self.is_busy() {
            return false;
        }
        self.next_generation(commands);
        for load in self
            .sources
            .iter_mut()
            .flat_map(|source| &mut source.windows)
            .filter(|load| load.is_open())
        {
            load.state = WindowState::Cancelled;
        }
        true
    }

    fn next_generation(&mut self, commands: &mut Vec<Command>) {
        if self.progress().in_flight > 0 {
            commands.push(Command::Abort {
                generation: self.generation,
            });
        }
        self.generation = self.generation.saturating_add(1);
    }

    fn window_mut(&mut self, id: WindowId) -> Option<&mut WindowLoad> {
        self.sources
            .get_mut(id.source_index)?
            .windows
            .get_mut(id.window_index)
    }

    fn in_flight(&mut self, id: WindowId) -> Option<&mut WindowLoad> {
        self.window_mut(id)
            .filter(|load| load.state == WindowState::InFlight)
    }

    fn plan_at(&self, source_index: usize) -> Option<&Plan> {
        Some(&self.sources.get(source_index)?.plan)
    }

    /// A source's id and its planned grain in seconds: what its lessons go by.
    fn planned(&self, source_index: usize) -> Option<(String, i64)> {
        self.plan_at(source_index)
            .map(|plan| (plan.source.clone(), plan.grain))
    }
}

impl SourceLoad {
    fn is_busy(&self) -> bool {
        self.windows.iter().any(WindowLoad::is_open)
    }
}

#[cfg(test)]
mod tests;

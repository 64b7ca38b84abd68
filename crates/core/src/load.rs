//! The loader: events in, commands out, nothing else. It performs nothing, reads no clock and draws no lots.
//!
//! Its rules, each with a test: the latest query wins at once, and what belongs to an older generation changes nothing;
//! the newest window goes first; no more than so many calls are in flight; each source is asked at its own rate; what
//! may work in a moment is tried again after the server's wish or after a random wait, at most so many times; what
//! would fail again is not; a failed window is a hole, not the end; closed windows come from the cache; a refresh asks
//! for open windows only.

mod event;
mod rate;
mod start;
mod view;
mod window_load;

use crate::cache::Cache;
use crate::contract::Problem;
use crate::frame::Frame;
use crate::merge::join;
use crate::plan::Plan;
pub use event::{Command, Event, LoaderConfig, Progress, WindowId, WindowState, WindowView};
use rate::Bucket;
use start::wait_ms;
use std::collections::HashMap;
use std::sync::Arc;
use window_load::WindowLoad;

/// One source of the current generation.
#[derive(Clone, Debug)]
struct SourceLoad {
    plan: Plan,
    windows: Vec<WindowLoad>,
    /// All that came, joined.
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
        }
    }

    /// Takes an event at a moment, milliseconds since 1970; `jitter` is a random number from 0 to 1.
    pub fn apply(&mut self, event: Event, now_ms: i64, jitter: f64) -> Vec<Command> {
        let mut commands = Vec::new();
        let changed = match event {
            Event::Asked(plans) => self.ask(plans, &mut commands),
            Event::Refreshed(plans) => !self.is_busy() && self.ask(plans, &mut commands),
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

    /// A new generation: what is known of the new windows is kept, everything else is dropped.
    fn ask(&mut self, plans: Vec<Plan>, commands: &mut Vec<Command>) -> bool {
        self.next_generation(commands);
        let old = std::mem::take(&mut self.sources);
        for plan in plans {
            let mut windows = Vec::with_capacity(plan.windows.len());
            for window in &plan.windows {
                let mut load = WindowLoad::waiting(window.clone(), plan.grain);
                self.recall(&mut load, &old);
                windows.push(load);
            }
            self.sources.push(SourceLoad {
                plan,
                windows,
                frame: None,
            });
        }
        (0..self.sources.len()).for_each(|source| self.rejoin(source));
        true
    }

    /// What is known already: a closed window from the cache; else what the previous generation knows of the same
    /// slots, to be shown until the call answers.
    fn recall(&mut self, load: &mut WindowLoad, old: &[SourceLoad]) {
        if load.window.closed {
            load.held = self.cache.get(&load.key, load.window.ask.range);
            if load.held.is_some() {
                load.state = WindowState::Done;
                load.from_cache = true;
                return;
            }
        }
        let shared = |other: &WindowLoad| other.window.part.intersect(load.window.part).seconds();
        let same = |other: &&WindowLoad| {
            other.key == load.key && other.held.is_some() && shared(other) > 0
        };
        let known = old
            .iter()
            .flat_map(|source| &source.windows)
            .filter(same)
            .max_by_key(|other| shared(other));
        load.held = known.and_then(|other| other.held.clone());
    }

    fn arrive(&mut self, id: WindowId, frame: Frame) -> bool {
        let grain = self.plan_at(id.source_index).map_or(0, |plan| plan.grain);
        let Some(load) = self.in_flight(id) else {
            return false;
        };
        load.arrive(frame, grain);
        let (closed, key, range, held) = (
            load.window.closed,
            load.key.clone(),
            load.window.ask.range,
            load.held.clone(),
        );
        if let Some(held) = held.filter(|_| closed) {
            self.cache.put(key, range, held);
        }
        self.rejoin(id.source_index);
        true
    }

    fn fail(&mut self, id: WindowId, problem: Problem, now_ms: i64, jitter: f64) -> bool {
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

    /// Joins what came of one source.
    fn rejoin(&mut self, source_index: usize) {
        if let Some(source) = self.sources.get_mut(source_index) {
            // Windows stand newest first, frames run upwards.
            let pieces: Vec<_> = source
                .windows
                .iter()
                .rev()
                .filter_map(WindowLoad::piece)
                .collect();
            let joined = join(&pieces);
            source.frame = joined.map(Arc::new);
        }
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
}

#[cfg(test)]
mod tests;

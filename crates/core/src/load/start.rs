//! Which windows start now, and how long the others wait.

use super::event::{Command, LoaderConfig, WindowId, WindowState};
use super::rate::Bucket;
use super::window_load::WindowLoad;
use super::{Loader, SourceLoad};
use crate::order::sort_by_key;

impl Loader {
    /// Starts what may start, newest first; when to look again, if only time is missing.
    pub(super) fn start(&mut self, now_ms: i64, commands: &mut Vec<Command>) -> Option<i64> {
        let mut room = self
            .config
            .max_in_flight
            .saturating_sub(self.progress().in_flight);
        let mut ready: Vec<(i64, WindowId)> = self.ids(|load| load.is_ready(now_ms));
        sort_by_key(&mut ready, |&(end, id)| (std::cmp::Reverse(end), id));
        let mut shares = self.shares(now_ms);
        let mut full: Vec<(usize, i64)> = Vec::new();
        for (_, id) in ready {
            if room == 0 {
                return None; // the next answer makes room
            }
            let Some(share) = shares.get_mut(id.source_index).filter(|share| **share > 0) else {
                continue;
            };
            match self.start_one(id, now_ms, commands) {
                Ok(()) => {
                    room = room.saturating_sub(1);
                    *share = share.saturating_sub(1);
                }
                Err(at_ms) => {
                    full.push((id.source_index, at_ms));
                    *share = 0;
                }
            }
        }
        let retries = self
            .sources
            .iter()
            .flat_map(|source| &source.windows)
            .filter_map(|load| match load.state {
                WindowState::Retrying { at_ms, .. } if at_ms > now_ms => Some(at_ms),
                _ => None,
            });
        full.into_iter()
            .map(|(_, at_ms)| at_ms)
            .chain(retries)
            .min()
    }

    /// How many calls each source may start now: an equal share of the room for each that wants some, and one at a time
    /// while it is not known how long a range it answers.
    fn shares(&self, now_ms: i64) -> Vec<usize> {
        let flying = |source: &SourceLoad| {
            let states = source.windows.iter().map(|load| &load.state);
            states
                .filter(|state| **state == WindowState::InFlight)
                .count()
        };
        let wants = |source: &&SourceLoad| {
            flying(source) > 0 || source.windows.iter().any(|load| load.is_ready(now_ms))
        };
        let wanting = self.sources.iter().filter(wants).count().max(1);
        let equal = self.config.max_in_flight.div_ceil(wanting);
        let share = |source: &SourceLoad| {
            let probing = self
                .learned
                .is_probing(&source.plan.source, source.plan.grain);
            let most = if probing {
                1
            } else {
                equal.min(self.config.max_per_source)
            };
            most.saturating_sub(flying(source))
        };
        self.sources.iter().map(share).collect()
    }

    /// Cuts what is longer than its source is known to answer; whether something was. While the limit is a guess, only
    /// the newest is cut, when its turn has come: the guess may be wrong.
    pub(super) fn shorten_ready(&mut self, now_ms: i64) -> bool {
        let shares = self.shares(now_ms);
        let mut changed = false;
        for (source_index, share) in shares.into_iter().enumerate() {
            let Some((source, grain)) = self.planned(source_index) else {
                continue;
            };
            let Some(limit) = self.learned.limit(&source, grain) else {
                continue;
            };
            let mut ready = self.ids(|load| load.is_ready(now_ms));
            ready.retain(|(_, id)| id.source_index == source_index);
            sort_by_key(&mut ready, |&(end, id)| (std::cmp::Reverse(end), id));
            if self.learned.is_probing(&source, grain) {
                ready.truncate(share);
            }
            for (_, id) in ready {
                let long = |load: &mut WindowLoad| load.window.ask.range.seconds() > limit;
                changed |= self.window_mut(id).is_some_and(long) && self.shorten(id);
            }
        }
        changed
    }

    /// Starts one window, or says when its source may be asked again.
    fn start_one(
        &mut self,
        id: WindowId,
        now_ms: i64,
        commands: &mut Vec<Command>,
    ) -> Result<(), i64> {
        let burst = self.config.burst;
        if let Some(plan) = self.plan_at(id.source_index) {
            let (source, rate) = (plan.source.clone(), plan.calls_per_minute);
            self.buckets
                .entry(source)
                .or_insert_with(|| Bucket::new(rate, burst, now_ms))
                .take(now_ms)?;
        }
        let generation = self.generation;
        if let Some(load) = self.window_mut(id) {
            load.start(now_ms);
            commands.push(Command::Start {
                generation,
                id,
                window: load.window.clone(),
            });
        }
        Ok(())
    }

    fn ids(&self, wanted: impl Fn(&WindowLoad) -> bool) -> Vec<(i64, WindowId)> {
        let mut ids = Vec::new();
        for (source_index, source) in self.sources.iter().enumerate() {
            for (window_index, load) in source
                .windows
                .iter()
                .enumerate()
                .filter(|(_, load)| wanted(load))
            {
                ids.push((
                    load.window.part.end,
                    WindowId {
                        source_index,
                        window_index,
                    },
                ));
            }
        }
        ids
    }
}

/// How long to wait before the next try: what the server wants plus a little, so that not all come back at once; else
/// "full jitter", a random part of a wait that doubles with each try
/// (<https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/>).
pub(super) fn wait_ms(config: &LoaderConfig, tries: u32, asked: Option<i64>, jitter: f64) -> i64 {
    let jitter = if jitter.is_finite() {
        jitter.clamp(0.0, 1.0)
    } else {
        1.0
    };
    let doubled = config.base_delay_ms.saturating_mul(
        1_i64
            .checked_shl(tries.saturating_sub(1).min(30))
            .unwrap_or(1),
    );
    let most = if asked.is_some() {
        config.base_delay_ms
    } else {
        doubled.min(config.max_delay_ms)
    };
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    // seconds, in milliseconds
    let random = (most as f64 * jitter) as i64;
    asked.unwrap_or(0).saturating_add(random)
}

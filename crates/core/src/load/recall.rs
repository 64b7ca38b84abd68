//! What is known already of the windows of a new question.

use super::cut::{on_grain, pieces};
use super::{Loader, SourceLoad, WindowLoad};
use crate::cache::SeriesKey;
use crate::load::WindowState;
use crate::plan::Plan;
use std::collections::HashMap;

/// The windows of the previous generation that hold something, by series.
type Old<'a> = HashMap<&'a SeriesKey, Vec<&'a WindowLoad>>;

impl Loader {
    /// The sources of a new generation, with all that is known of their windows.
    pub(super) fn recalled(&mut self, plans: Vec<Plan>, old: &[SourceLoad]) -> Vec<SourceLoad> {
        let mut known: Old<'_> = HashMap::new();
        for load in old.iter().flat_map(|source| &source.windows) {
            if load.held.is_some() {
                known.entry(&load.key).or_default().push(load);
            }
        }
        plans
            .into_iter()
            .map(|plan| self.source_load(plan, &known))
            .collect()
    }

    fn source_load(&mut self, plan: Plan, known: &Old<'_>) -> SourceLoad {
        let limit = self.learned.limit(&plan.source, plan.grain);
        let grain = self.learned.grain(&plan.source, plan.grain);
        let mut groups: HashMap<&[String], usize> = HashMap::new();
        let mut windows = Vec::with_capacity(plan.windows.len());
        for (origin, window) in plan.windows.iter().enumerate() {
            let next = groups.len();
            let group = *groups.entry(&window.ask.domains).or_insert(next);
            let Some(window) = on_grain(window, grain) else {
                continue;
            };
            for piece in pieces(&plan, &window, limit) {
                let mut load = WindowLoad::waiting(piece, plan.grain);
                (load.group, load.origin) = (group, origin);
                self.recall(&mut load, known);
                windows.push(load);
            }
        }
        let groups = groups.len();
        SourceLoad {
            plan,
            windows,
            groups,
            frame: None,
        }
    }

    /// A closed window from the cache, or from the previous generation if the cache had no room for it; else what the
    /// previous generation knows of the same slots, to be shown until the call answers.
    fn recall(&mut self, load: &mut WindowLoad, known: &Old<'_>) {
        if load.window.closed
            && let Some(held) = self.cache.get(&load.key, load.window.ask.range)
        {
            return load.found(held);
        }
        let shared = |other: &WindowLoad| other.window.part.intersect(load.window.part).seconds();
        let nearest = known
            .get(&load.key)
            .into_iter()
            .flatten()
            .filter(|other| shared(other) > 0)
            .max_by_key(|other| shared(other));
        let Some(other) = nearest else { return };
        load.held.clone_from(&other.held);
        let wanted = load.window.ask.range;
        let holds_all = other.window.ask.range.intersect(wanted) == wanted;
        if holds_all
            && load.window.closed
            && other.state == WindowState::Done
            && other.is_final(load.key.grain())
        {
            load.state = WindowState::Done;
            load.from_cache = true;
        }
    }
}

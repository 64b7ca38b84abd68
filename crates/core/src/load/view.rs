//! The loader as the page sees it.

use super::event::{Progress, WindowId, WindowState, WindowView};
use super::window_load::WindowLoad;
use super::{Loader, SourceLoad};
use crate::frame::Frame;
use crate::order::sort_by_key;
use crate::plan::{Plan, Window};
use std::cmp::Reverse;
use std::sync::Arc;

impl Loader {
    /// The current generation; it changes with each question and with cancelling.
    #[must_use]
    pub const fn generation(&self) -> u64 {
        self.generation
    }

    /// All windows, source by source, newest first.
    #[must_use]
    pub fn view(&self) -> Vec<WindowView> {
        let all = |_: &WindowLoad| true;
        (0..self.sources.len())
            .flat_map(|source_index| self.views(source_index, all))
            .collect()
    }

    /// The windows in which one domain of a source was asked, alone or with others, newest first.
    #[must_use]
    pub fn view_of(&self, source: &str, domain: &str) -> Vec<WindowView> {
        let asks = |load: &WindowLoad| load.window.ask.domains.iter().any(|d| d == domain);
        let at = self
            .sources
            .iter()
            .position(|load| load.plan.source == source);
        at.map(|source_index| self.views(source_index, asks))
            .unwrap_or_default()
    }

    /// What a window asks; `None` if there is no such window.
    #[must_use]
    pub fn window(&self, id: WindowId) -> Option<&Window> {
        let source = self.sources.get(id.source_index)?;
        Some(&source.windows.get(id.window_index)?.window)
    }

    fn views(&self, source_index: usize, wanted: impl Fn(&WindowLoad) -> bool) -> Vec<WindowView> {
        let Some(source) = self.sources.get(source_index) else {
            return Vec::new();
        };
        let mut loads: Vec<(usize, &WindowLoad)> = source
            .windows
            .iter()
            .enumerate()
            .filter(|(_, load)| wanted(load))
            .collect();
        sort_by_key(&mut loads, |(at, load)| {
            (Reverse(load.window.part.end), load.group, *at)
        });
        let view = |(window_index, load): (usize, &WindowLoad)| {
            load.view(WindowId {
                source_index,
                window_index,
            })
        };
        loads.into_iter().map(view).collect()
    }

    /// What came for the call group of one domain, which it may share with others; `None` while nothing did. It is
    /// joined anew at each call.
    #[must_use]
    pub fn frame_of(&self, source: &str, domain: &str) -> Option<Frame> {
        let source = self.source(source)?;
        let asks = |load: &&WindowLoad| load.window.ask.domains.iter().any(|d| d == domain);
        source.joined_group(source.windows.iter().find(asks)?.group)
    }

    /// Longest call, seconds, that a source has answered at a planned grain, if a longer one was refused.
    #[must_use]
    pub fn learned_limit(&self, source: &str, grain: i64) -> Option<i64> {
        self.learned.limit(source, grain)
    }

    /// What came of a source so far; `None` while nothing did.
    #[must_use]
    pub fn frame(&self, source: &str) -> Option<&Frame> {
        self.source(source)?.frame.as_deref()
    }

    /// The same, shared: a new pointer whenever something came.
    #[must_use]
    pub fn shared_frame(&self, source: &str) -> Option<Arc<Frame>> {
        self.source(source)?.frame.clone()
    }

    /// The plan of a source.
    #[must_use]
    pub fn plan(&self, source: &str) -> Option<&Plan> {
        Some(&self.source(source)?.plan)
    }

    /// How far the loading is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let mut progress = Progress::default();
        for load in self.sources.iter().flat_map(|source| &source.windows) {
            progress.total = progress.total.saturating_add(1);
            let count = match load.state {
                WindowState::Done => &mut progress.done,
                WindowState::Failed(_) => &mut progress.failed,
                WindowState::InFlight => &mut progress.in_flight,
                _ => continue,
            };
            *count = count.saturating_add(1);
        }
        progress
    }

    /// Whether something is still to come.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.sources
            .iter()
            .flat_map(|source| &source.windows)
            .any(WindowLoad::is_open)
    }

    fn source(&self, id: &str) -> Option<&SourceLoad> {
        self.sources.iter().find(|source| source.plan.source == id)
    }
}

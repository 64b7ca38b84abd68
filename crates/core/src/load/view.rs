//! The loader as the page sees it.

use super::event::{Progress, WindowId, WindowState, WindowView};
use super::window_load::WindowLoad;
use super::{Loader, SourceLoad};
use crate::frame::Frame;
use crate::plan::Plan;
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
        let view = |(source_index, source): (usize, &SourceLoad)| {
            let with_id = move |(window_index, load): (usize, &WindowLoad)| {
                load.view(WindowId {
                    source_index,
                    window_index,
                })
            };
            source
                .windows
                .iter()
                .enumerate()
                .map(with_id)
                .collect::<Vec<_>>()
        };
        self.sources.iter().enumerate().flat_map(view).collect()
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

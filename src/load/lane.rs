//! A loader with what its calls need of the browser, and its turn among the others.

use super::question::Part;
use crate::facts::Asking;
use leptos::leptos_dom::helpers::TimeoutHandle;
use originscope_core::{Loader, LoaderConfig, WindowId, WindowState};
use std::collections::HashMap;
use web_sys::AbortController;

/// The loaders of the page, in the order of their turns: what was asked comes first, and only when nothing of it is
/// under way any more what stands beside it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// What the reader asked for.
    Asked,
    /// Its domains one by one.
    Split,
    /// The same range earlier.
    Earlier,
}

impl Turn {
    pub(super) const ALL: [Self; 3] = [Self::Asked, Self::Split, Self::Earlier];

    /// The turn of a question.
    pub(super) const fn of(asking: Asking) -> Self {
        match asking {
            Asking::Shown => Self::Asked,
            Asking::Domains => Self::Split,
            Asking::Earlier => Self::Earlier,
        }
    }
}

/// One loader.
pub(super) struct Lane {
    pub(super) loader: Loader,
    /// One for each generation with calls under way.
    pub(super) aborts: HashMap<u64, AbortController>,
    pub(super) timer: Option<TimeoutHandle>,
    /// What the loader was asked.
    pub(super) part: Part,
    /// What it is asked next, and whether that is the same again.
    pub(super) next: Option<(Part, bool)>,
}

impl Lane {
    pub(super) fn new(config: LoaderConfig) -> Self {
        Self {
            loader: Loader::new(config),
            aborts: HashMap::new(),
            timer: None,
            part: Part::default(),
            next: None,
        }
    }

    /// The windows whose last call failed.
    pub(super) fn failed(&self) -> Vec<WindowId> {
        let has_failed = |state: &WindowState| {
            matches!(state, WindowState::Failed(_) | WindowState::Retrying { .. })
        };
        self.loader
            .view()
            .into_iter()
            .filter(|window| has_failed(&window.state))
            .map(|window| window.id)
            .collect()
    }
}

/// All loaders.
pub(super) struct Lanes {
    asked: Lane,
    split: Lane,
    earlier: Lane,
}

impl Default for Lanes {
    fn default() -> Self {
        let alone = LoaderConfig {
            adds_up: false,
            ..LoaderConfig::default()
        };
        Self {
            asked: Lane::new(LoaderConfig::default()),
            split: Lane::new(alone),
            earlier: Lane::new(LoaderConfig::default()),
        }
    }
}

impl Lanes {
    pub(super) const fn of(&self, turn: Turn) -> &Lane {
        match turn {
            Turn::Asked => &self.asked,
            Turn::Split => &self.split,
            Turn::Earlier => &self.earlier,
        }
    }

    pub(super) const fn of_mut(&mut self, turn: Turn) -> &mut Lane {
        match turn {
            Turn::Asked => &mut self.asked,
            Turn::Split => &mut self.split,
            Turn::Earlier => &mut self.earlier,
        }
    }

    /// Puts what stands beside the question in its place: shown on if it is the same, asked anew when its turn comes.
    pub(super) fn put(&mut self, turn: Turn, part: Part, is_again: bool) {
        let lane = self.of_mut(turn);
        let is_same = lane.part.is_same(&part);
        if is_same && !is_again {
            lane.next = None;
            return;
        }
        if !is_again {
            lane.part = Part::default();
        }
        lane.next = Some((part, is_again));
    }

    /// Whose turn it is, with what it is asked: the first that waits, unless one before it is still busy.
    pub(super) fn take_turn(&mut self) -> Option<(Turn, Part, bool)> {
        for turn in Turn::ALL {
            let lane = self.of_mut(turn);
            if let Some((part, is_again)) = lane.next.take() {
                lane.part = part.clone();
                return Some((turn, part, is_again));
            }
            if lane.loader.is_busy() {
                return None;
            }
        }
        None
    }
}

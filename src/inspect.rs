//! Opening the drawer that shows what was asked and answered, and walking through its calls.

use crate::facts::{Asking, CallId};
use crate::state::{Menu, State};
use leptos::prelude::*;
use originscope_core::WindowId;

impl State {
    /// Shows a call; without one the first of the question that failed, else the newest.
    pub fn inspect(&self, id: Option<CallId>) {
        let failed = || {
            let first = |board: &std::sync::Arc<crate::facts::Board>| {
                board.failed().first().map(|(window, _)| window.id)
            };
            shown(self.board.with_untracked(first))
        };
        self.inspected.set(id.or_else(failed));
        self.close_menus();
        self.menu(Menu::Inspect).set(true);
    }

    /// The first call for a source that failed.
    pub fn failed_of(&self, source: &str) -> Option<CallId> {
        shown(self.board.with_untracked(|board| {
            let failed = board.failed();
            let mine = failed.iter().find(|(window, _)| window.source == source);
            mine.map(|(window, _)| window.id)
        }))
    }
}

/// A call for what is shown.
fn shown(window: Option<WindowId>) -> Option<CallId> {
    let asking = Asking::Shown;
    window.map(|window| CallId { asking, window })
}

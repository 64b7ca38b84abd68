//! Opening the drawer that shows what was asked and answered, and walking through its calls.

use crate::state::{Menu, State};
use leptos::prelude::*;
use originscope_core::WindowId;

impl State {
    /// Shows a call; without one the first that failed, else the newest.
    pub fn inspect(&self, id: Option<WindowId>) {
        let failed = self
            .board
            .with_untracked(|board| board.failed().first().map(|(window, _)| window.id));
        self.inspected.set(id.or(failed));
        self.close_menus();
        self.menu(Menu::Inspect).set(true);
    }

    /// The first window of a source that failed.
    pub fn failed_of(&self, source: &str) -> Option<WindowId> {
        self.board.with_untracked(|board| {
            let failed = board.failed();
            let mine = failed.iter().find(|(window, _)| window.source == source);
            mine.map(|(window, _)| window.id)
        })
    }
}

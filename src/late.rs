//! Whether what is shown is older than it should be.

use crate::facts::{Late, late};
use crate::state::State;
use leptos::prelude::*;
use originscope_core::{Mode, TimeExpr};

impl State {
    /// By how much, where what is shown should reach up to now. What was saved is as old as it was saved.
    pub fn late(&self) -> Option<Late> {
        let ends_now = self.query.with(|query| query.to == TimeExpr::Now);
        let is_saved = self.is_file.get() || self.modes().contains(&Mode::Replay);
        if !ends_now || is_saved {
            return None;
        }
        let now = self.clock.get();
        self.thresholds
            .with(|lines| self.board.with(|board| late(board, lines, now)))
    }
}

//! The reader's own thresholds, kept in this browser.

use crate::facts::kept_lines;
use crate::state::State;
use crate::stored;
use leptos::prelude::*;
use originscope_core::verdict::Thresholds;

/// Where they are kept.
const STORED: &str = "originscope.thresholds";

/// Those that were kept, else the defaults.
pub fn preferred() -> Thresholds {
    stored::read(STORED)
        .and_then(|text| kept_lines(&text))
        .unwrap_or_default()
}

impl State {
    /// Judges by these from now on, and keeps them unless they are the defaults.
    pub fn judge_by(&self, thresholds: Thresholds) {
        let own = (thresholds != Thresholds::default()).then_some(thresholds);
        let text = own.and_then(|own| serde_json::to_string(&own).ok());
        stored::write(STORED, text.as_deref());
        if self.thresholds.get_untracked() != thresholds {
            self.thresholds.set(thresholds);
        }
    }

    /// Whether they are the reader's own.
    pub fn has_own_lines(&self) -> bool {
        self.thresholds.get() != Thresholds::default()
    }
}

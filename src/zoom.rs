//! Into a part of the range, and back.

use crate::state::State;
use leptos::prelude::*;
use originscope_core::{TimeExpr, TimeRange};

/// Shows a part of the range. The address keeps every step, so that Back returns exactly to the range before.
pub fn zoom(state: State, range: TimeRange) {
    if state.is_file.get_untracked() || range.is_empty() {
        return;
    }
    state.zooms.update(|zooms| *zooms = zooms.saturating_add(1));
    state.query.update(|query| {
        query.from = TimeExpr::At(range.start);
        query.to = TimeExpr::At(range.end);
    });
}

/// Returns to the range before the last zoom, as the browser's Back does; without a zoom it does nothing, because Back
/// would leave the page.
pub fn zoom_back(state: State) {
    if state.zooms.get_untracked() == 0 {
        return;
    }
    state.zooms.update(|zooms| *zooms = zooms.saturating_sub(1));
    if let Ok(history) = window().history()
        && let Err(error) = history.back()
    {
        leptos::logging::warn!("there is no way back: {error:?}");
    }
}

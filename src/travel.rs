//! Moving through time.

use crate::state::State;
use crate::zoom::Between;
use leptos::prelude::*;
use originscope_core::TimeRange;

/// Moves the range by its own length, never past now.
pub fn shift(state: State, steps: i64) {
    if state.is_file.get_untracked() {
        return;
    }
    let (range, now) = (state.range.get_untracked(), state.now.get_untracked());
    let end = range
        .end
        .saturating_add(range.seconds().saturating_mul(steps))
        .min(now);
    let range = TimeRange::new(end.saturating_sub(range.seconds()), end);
    state.go(Between::fixed(range));
}

/// Goes back to the last range that moved with now.
pub fn go_live(state: State) {
    state.go(state.last_live.get_untracked());
}

//! Choosing the period that stands beside the present one.

use crate::state::State;
use leptos::prelude::*;
use originscope_core::{Compare, Mode};

/// Switches the comparison off, or on with the day before: for a key or a tab. Does nothing where there is no other
/// period to ask for ([`can_compare`]).
pub fn toggle_compare(state: State) {
    let is_on = state.query.with_untracked(|query| query.compare.is_some());
    if is_on {
        compare_with(state, None);
    } else if untrack(|| can_compare(state)) {
        compare_with(state, Some(Compare::Day));
    }
}

/// Compares with that period, or with none.
pub fn compare_with(state: State, compare: Option<Compare>) {
    state.query.update(|query| query.compare = compare);
}

/// Whether another period can be asked for: files and saved answers hold their own only. Follows what it reads.
pub fn can_compare(state: State) -> bool {
    let modes = state.modes();
    let is_saved = !modes.is_empty() && modes.iter().all(|mode| *mode == Mode::Replay);
    !state.is_file.get() && !is_saved
}

//! Which series are shown: what legend, keys and chips do.

use crate::facts::toggled;
use crate::state::State;
use leptos::prelude::*;
use originscope_core::{Code, Series};

/// Shows only this series; again shows all as before.
pub fn isolate(state: State, series: Series) {
    state.query.update(|query| {
        query.isolate = (query.isolate != Some(series)).then_some(series);
    });
}

/// Hides a series or shows it again. Beside an only series another one is added.
pub fn toggle(state: State, series: Series) {
    let codes = state.board.with_untracked(|board| {
        let columns = board
            .shown
            .iter()
            .filter_map(|shown| shown.timeline.codes());
        columns
            .flat_map(|columns| columns.codes.clone())
            .collect::<Vec<Code>>()
    });
    state.query.update(|query| {
        query.hidden = toggled(query.isolate.take(), &query.hidden, series, &codes);
    });
}

/// Ends isolation; what was hidden before it stays hidden.
pub fn leave_isolation(state: State) {
    state.query.update(|query| query.isolate = None);
}

/// Shows every series.
pub fn show_all(state: State) {
    state.query.update(|query| {
        query.isolate = None;
        query.hidden.clear();
    });
}
